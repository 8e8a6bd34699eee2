"""The set list: what to print how often, where ink and seal go, what lies on which pile."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.set_list import FORM
from output.forms.each_origin import (
    EACH,
    ENCLOSED,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
    told,
)
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    keys_of,
    pressed,
    printed_at,
    words_of,
)


def test_pages_to_print_are_pages_times_originals_and_copies() -> None:
    dossier = EACH["en"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert printed_at(drawing, "papers[q2].copies") == {"3"}
    assert printed_at(drawing, "sum:enclosures.02-commercial-invoice.pdf.sheets") == {"12"}
    assert printed_at(drawing, "sum:set.papers") == {"5"}
    assert printed_at(drawing, "sum:set.files") == {"1"}


def test_copies_nobody_settled_are_left_to_write_on() -> None:
    dossier = EACH["en"]
    drawing = pressed(FORM, dossier, told=told(FORM, dossier))
    assert not printed_at(drawing, "sum:enclosures.04-customs-data-sheet.pdf.sheets")
    assert not printed_at(drawing, "sum:set.office.sheets")
    assert printed_at(drawing, "sum:set.authority.sheets") == {"19"}


def test_it_says_who_puts_hand_and_seal_where() -> None:
    dossier = EACH["en"]
    read = words_of(pressed(FORM, dossier, told=told(FORM, dossier)))
    assert "Importer:signatureandsealonpage2" in read
    assert "Exporter:signedelectronically" in read
    assert "Customsbroker:signatureandseal" in read
    assert "Afile,notprinted" in read


def test_each_reader_has_a_pile() -> None:
    dossier = EACH["en"]
    read = words_of(pressed(FORM, dossier, told=told(FORM, dossier)))
    for pile in ("authority", "producers", "office"):
        assert pile in read
    assert "Pilefortheimporter" not in read


@pytest.mark.parametrize("language", FORM.languages)
def test_whoever_signs_any_paper_has_a_name_on_it(language: Language) -> None:
    holders = {f"holder_{signer.holder}" for form in FORMS.values() for signer in form.signers}
    assert holders <= keys_of(FORM, language)


MANY = tuple(
    replace(ENCLOSED[0], file=f"{n:02}-joint.pdf", title="A title that is rather long " * 4)
    for n in range(1, 81)
)


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier, told(FORM, dossier))
    assert_fits(FORM, language, dossier, told(FORM, dossier, *MANY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    every = [
        replace(ENCLOSED[0], file=f"{n}.pdf", form=form.id, fields=tuple(fields), field_pages=())
        for n, form in enumerate(FORMS.values())
        if (fields := [signer.field for signer in form.signers])
    ]
    unsigned = replace(ENCLOSED[3], form="eu-export-authorisation", file="unsigned.pdf", subject="")
    draft = replace(ENCLOSED[0], file="draft.pdf", way="draft")
    unknown = {"holder_other"}
    to_importer = replace(ENCLOSED[0], form="importer-package", file="importer.pdf")
    facts = told(FORM, whole, *ENCLOSED, *every, unsigned, draft, to_importer)
    assert keys_never_printed(FORM, [whole], language, told=facts) == unknown


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], told=told(FORM, EACH["zh"])))
