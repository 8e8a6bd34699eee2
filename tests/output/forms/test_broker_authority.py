"""The broker's authority: number, day, scope and end, signed by the exporter and the broker."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.broker_authority import FORM
from output.drawing import text_of
from output.forms.consignment import with_long_names
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
    with_own_paper,
)
from output.forms.pressed import assert_archivable, keys_never_printed, pressed, printed_at


def test_there_is_one_for_each_broker() -> None:
    dossier = EACH["vi"]
    assert FORM.subjects(dossier) == ("",)
    assert FORM.subjects(replace(dossier, parties=())) == ()
    second = replace(dossier.parties[-1], id="k2")
    two = replace(dossier, parties=(*dossier.parties, second))
    assert FORM.subjects(two) == ("parties[k1]", "parties[k2]")
    drawing = pressed(FORM, two, subject="parties[k2]")
    assert printed_at(drawing, "parties[k2].contact") == {"Lê Văn Mẫu"}
    assert printed_at(drawing, "parties[k1].contact") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_broker_may_do_stands_with_the_consignment(language: Language) -> None:
    drawing = pressed(FORM, EACH[language])
    assert drawing.pages == 1
    assert printed_at(drawing, "customs.broker_authority") == {"04/BA-SAMPLE"}
    assert printed_at(drawing, "customs.broker_scope") == {"Declaring this consignment"}
    assert len(printed_at(drawing, "customs.broker_authority_until")) == 1
    assert {
        text.replace(".", ",") for text in printed_at(drawing, "sum:goods.pieces_declared")
    } == {"6,400,000"}
    assert {box.name for box in drawing.places} == {"SigExporter", "SigBroker"}
    assert "07/2020/HĐXK-SAMPLE" in text_of(drawing.pdf, 0), "the number is not cut"


def test_the_broker_is_named_in_the_language_of_the_paper() -> None:
    assert printed_at(pressed(FORM, EACH["vi"]), "parties[k1].name_local")
    assert printed_at(pressed(FORM, EACH["en"]), "parties[k1].name")


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier)


@pytest.mark.parametrize("words", range(30, 190, 10))
def test_who_gets_it_stands_under_the_signatures_however_long_the_scope(words: int) -> None:
    whole = with_long_names(EACH["zh"])
    customs = replace(whole.customs, broker_scope="SAMPLE " * words)
    drawing = pressed(FORM, replace(whole, customs=customs))
    (page,) = {place.page for place in drawing.places}
    assert "分送：" in text_of(drawing.pdf, page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    undated = replace(whole, customs=replace(whole.customs, broker_authority_day=None))
    by_authorisation = with_own_paper(FORM, whole, signatory="p2")
    dossiers = [whole, undated, by_authorisation]
    assert keys_never_printed(FORM, dossiers, language) == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"]))
