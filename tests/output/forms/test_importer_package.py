"""The letter to the importer: which papers to sign, where, what to send back and how."""

import pytest
from msgspec.structs import replace

from maskdesk.desk.plan import plan
from maskdesk.dossier.sections import Dossier, Paper
from maskdesk.language import Language
from maskdesk.law.reader import Law
from maskdesk.output.forms.importer_package import FORM
from maskdesk.rules.evaluate import check
from output.forms.consignment import DAY
from output.forms.each_origin import EACH, ENCLOSED, OVERLONG_EACH, assert_fits, told
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)


def planned(dossier: Dossier, *wished: str) -> list[str]:
    rows = tuple(Paper(id=form, form=form, wished=True) for form in wished)
    dossier = replace(dossier, papers=rows)
    report = check(dossier, Law(packs=()), DAY)
    return [one.form for one in plan(dossier, report, {"CN": (FORM.id,)})]


def test_it_is_customary_where_the_importer_has_a_paper_to_sign() -> None:
    assert FORM.id in planned(EACH["zh"], "cn-joint-declaration")
    assert FORM.id not in planned(EACH["zh"], "cn-declaration-5")


def test_it_is_made_whenever_it_is_wished() -> None:
    assert FORM.id in planned(EACH["zh"], FORM.id)


def test_it_lists_what_the_importer_signs_and_on_which_page() -> None:
    dossier = EACH["zh"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert drawing.pages == 1
    assert printed_at(drawing, "sum:enclosures.01-cn-joint-declaration.pdf.sign_page") == {"2"}
    assert printed_at(drawing, "papers[joint].originals") == {"2"}
    assert not printed_at(drawing, "sum:enclosures.02-commercial-invoice.pdf.title")
    assert printed_at(drawing, "parties[b1].name") == {"SAMPLE Klinikbedarf GmbH"}


def test_a_draft_lists_what_the_importer_will_sign() -> None:
    dossier = EACH["zh"]
    drafts = [replace(one, way="draft", fields=(), field_pages=()) for one in ENCLOSED]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier, *drafts))
    assert printed_at(drawing, "papers[joint].originals") == {"2"}
    assert not printed_at(drawing, "sum:enclosures.02-commercial-invoice.pdf.title")


def test_it_says_by_which_means_papers_come_back() -> None:
    dossier = EACH["zh"]
    by_hand = pressed(FORM, dossier, told=told(FORM, dossier))
    assert "courier" in words_of(by_hand)
    assert "electronically" not in words_of(by_hand)
    assert printed_at(by_hand, "exporter.email") == {"export@sample.example"}
    signed = replace(ENCLOSED[0], way="signed")
    by_mail = words_of(pressed(FORM, dossier, told=told(FORM, dossier, signed)))
    assert "signedelectronically" in by_mail
    assert "courier" not in by_mail


def test_the_day_it_is_needed_is_that_of_the_declaration() -> None:
    drawing = pressed(FORM, EACH["zh"], told=told(FORM, EACH["zh"]))
    assert printed_at(drawing, "customs.declarations[d1].planned") == {"20 April 2020"}


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    del language
    assert_fits(FORM, "en", dossier, told(FORM, dossier))


def test_every_key_of_the_wording_is_used() -> None:
    whole = EACH["zh"]
    own = replace(whole.papers[-1], id="own", form=FORM.id, signatory="p2", day=None, copies=1)
    dossiers = [replace(whole, papers=(*whole.papers, own))]
    signed = replace(ENCLOSED[0], way="signed", file="signed.pdf", field_pages=())
    facts = told(FORM, whole, *ENCLOSED, signed)
    assert keys_never_printed(FORM, dossiers, "en", told=facts) == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], told=told(FORM, EACH["zh"])))
