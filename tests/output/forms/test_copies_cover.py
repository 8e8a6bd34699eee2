"""The cover for certified copies and translations: what there is, and who still has to certify."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.copies_cover import FORM
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    assert_fits,
    assert_same_keys_in_each_language,
    with_own_paper,
)
from output.forms.pressed import assert_archivable, keys_never_printed, pressed, printed_at


def test_it_is_made_where_there_are_copies_or_translations() -> None:
    dossier = EACH["vi"]
    assert FORM.subjects(dossier) == ("",)
    assert FORM.subjects(replace(dossier, evidence=dossier.evidence[2:])) == ()


def test_copies_and_translations_are_listed_and_other_evidence_is_not() -> None:
    drawing = pressed(FORM, EACH["en"])
    assert printed_at(drawing, "evidence[e1].kind") == {"Certified copy"}
    assert printed_at(drawing, "evidence[e1].original_at") == {"SAMPLE archive, folder 1"}
    assert printed_at(drawing, "sum:evidence.e1.translation") == {"report-en.pdf"}
    assert printed_at(drawing, "evidence[e2].proves") == {"Its translation"}
    assert not printed_at(drawing, "evidence[e3].file")


@pytest.mark.parametrize(
    ("language", "named"), [("vi", "Tiếng Việt"), ("zh", "越南语"), ("en", "Vietnamese")]
)
def test_a_language_is_named_as_the_paper_names_it(language: Language, named: str) -> None:
    drawing = pressed(FORM, EACH[language])
    assert printed_at(drawing, "evidence[e1].language") == {named}


@pytest.mark.parametrize(
    ("typed", "told"), [("de, en", "德语、英语"), ("Deutsch und en", "Deutsch und en")]
)
def test_only_codes_of_languages_are_put_into_words(typed: str, told: str) -> None:
    first, *others = EACH["zh"].evidence
    dossier = replace(EACH["zh"], evidence=(replace(first, language=typed), *others))
    assert printed_at(pressed(FORM, dossier), "evidence[e1].language") == {told}


def test_nobody_has_certified_anything_yet() -> None:
    drawing = pressed(FORM, EACH["en"])
    assert not [one for one in drawing.placements if one.text == "x"]


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    dossiers = [
        whole,
        with_own_paper(FORM, whole),
        with_own_paper(FORM, whole, signatory="p2"),
    ]
    assert keys_never_printed(FORM, dossiers, language) == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"]))
