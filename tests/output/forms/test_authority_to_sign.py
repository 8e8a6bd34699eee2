"""The authority to sign: one for each signatory by authorisation, given by the representative."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.authority_to_sign import FORM
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
)
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

DEPUTY = "exporter.signatories[p2]"


def test_each_signatory_by_authorisation_has_one() -> None:
    assert FORM.subjects(EACH["vi"]) == (DEPUTY,)
    assert FORM.subjects(Dossier()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_day_scope_and_end_are_those_of_the_signatory(language: Language) -> None:
    drawing = pressed(FORM, EACH[language], subject=DEPUTY)
    assert drawing.pages == 1
    assert printed_at(drawing, f"{DEPUTY}.authorisation_number") == {"05/GUQ-SAMPLE"}
    assert printed_at(drawing, f"{DEPUTY}.scope") == {"Invoices and packing lists"}
    assert len(printed_at(drawing, f"{DEPUTY}.authorisation_day")) == 1
    assert len(printed_at(drawing, f"{DEPUTY}.until")) == 1
    assert printed_at(drawing, "exporter.signatories[p1].name") == {"Nguyễn Thị Mẫu"}


def test_the_representative_signs_for_the_firm_and_the_authorised_person_beside() -> None:
    drawing = pressed(FORM, EACH["en"], subject=DEPUTY)
    assert {box.name for box in drawing.places} == {"SigExporter", "SigAuthorised"}
    assert printed_at(drawing, f"{DEPUTY}.name") == {"Trần Văn Mẫu"}


def test_what_is_not_filled_is_left_to_write_on() -> None:
    dossier = EACH["vi"]
    deputy = replace(
        dossier.exporter.signatories[1], authorisation_number=None, scope=None, until=None
    )
    exporter = replace(dossier.exporter, signatories=(deputy,))
    drawing = pressed(FORM, replace(dossier, exporter=exporter), subject=DEPUTY)
    assert printed_at(drawing, f"{DEPUTY}.scope") == {""}
    assert printed_at(drawing, f"{DEPUTY}.authorisation_number") == {"………………"}
    assert "………" in words_of(drawing)


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    exporter = whole.exporter
    undated = replace(exporter.signatories[1], authorisation_day=None)
    copies = replace(whole.papers[0], form=FORM.id, subject=DEPUTY)
    dossiers = [
        replace(whole, papers=(copies,)),
        replace(whole, exporter=replace(exporter, signatories=(undated,))),
    ]
    assert keys_never_printed(FORM, dossiers, language) == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], subject=DEPUTY))
