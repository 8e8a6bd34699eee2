"""The correction letter: what is replaced, by what, why, and what has changed."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.correction_letter import FORM
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    amended,
    amended_in_every_lot,
    assert_fits,
    assert_same_keys_in_each_language,
    told_of_amendment,
    with_own_paper,
)
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)


def test_it_is_made_where_the_dossier_amends_another() -> None:
    assert FORM.subjects(EACH["vi"]) == ()
    assert FORM.subjects(amended(EACH["vi"])) == ("",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_what_is_replaced_as_it_was_and_what_takes_its_place(language: Language) -> None:
    before = EACH[language]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    assert printed_at(drawing, "sum:replaced.01-cn-joint-declaration.pdf.number") == {"OLD-1"}
    assert printed_at(drawing, "sum:replaced.01-cn-joint-declaration.pdf.day") == {"19/04/2020"}
    assert printed_at(drawing, "papers[joint].number") == {"JD-1"}
    assert printed_at(drawing, "head.amends") == {"A figure was mistyped"}
    assert printed_at(drawing, "moves[m1].receipt") == {"R-77/SAMPLE"}
    days = {"vi": "ngày 20 tháng 4 năm 2020", "zh": "2020年4月20日", "en": "20 April 2020"}
    assert printed_at(drawing, "moves[m1].day") == {days[language]}


def test_a_paper_without_a_successor_is_said_to_have_none() -> None:
    before = EACH["en"]
    read = words_of(pressed(FORM, amended(before), told=told_of_amendment(FORM, before)))
    assert "Notreplaced" in read


def test_it_says_what_stood_there_and_what_stands_there_now() -> None:
    before = EACH["en"]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    assert printed_at(drawing, "sum:before.goods[g1].pieces_declared") == {"3,200,000"}
    assert printed_at(drawing, "goods[g1].pieces_declared") == {"1,234,567"}
    assert printed_at(drawing, "sum:before.goods[g1].lots[a].number") == {"200401A"}
    assert printed_at(drawing, "certificates[c9].number") == {"TR-9"}


def test_a_price_is_said_to_differ_and_not_shown() -> None:
    before = EACH["en"]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    assert printed_at(drawing, "sum:changes.goods[g1].unit_price") == {"Unit price"}
    assert not printed_at(drawing, "goods[g1].unit_price")
    assert "0.05" not in words_of(drawing)


def test_what_the_clerk_notes_for_the_office_is_no_change_of_papers() -> None:
    before = EACH["en"]
    noted = replace(amended(before), head=replace(amended(before).head, note="Mind the weather"))
    noted = replace(noted, papers=(replace(before.papers[0], copies=9), *before.papers[1:]))
    read = words_of(pressed(FORM, noted, told=told_of_amendment(FORM, before)))
    assert "Mindtheweather" not in read
    assert "Copies9" not in read


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    after = amended(dossier) if dossier.goods else dossier
    assert_fits(FORM, language, after, told_of_amendment(FORM, dossier))


@pytest.mark.parametrize("language", LANGUAGES)
def test_200_changed_lots_all_stand(language: Language) -> None:
    before, after = amended_in_every_lot(language)
    facts = told_of_amendment(FORM, before)
    assert_fits(FORM, language, after, facts)
    drawing = pressed(FORM, after, told=facts)
    stand = {one.path for one in drawing.placements}
    assert {f"goods[g1].lots[l{n}].pieces" for n in range(1, 200)} <= stand


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    before = EACH[language]
    after = amended(before)
    by_authorisation = with_own_paper(FORM, after, signatory="p2")
    dossiers = [after, with_own_paper(FORM, after), by_authorisation]
    facts = told_of_amendment(FORM, before)
    assert keys_never_printed(FORM, dossiers, language, told=facts) == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived_and_signed() -> None:
    before = EACH["zh"]
    assert_archivable(FORM, pressed(FORM, amended(before), told=told_of_amendment(FORM, before)))
