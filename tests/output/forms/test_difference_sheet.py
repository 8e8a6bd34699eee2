"""The difference sheet: what two versions say differently, field by field in words."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.forms.difference_sheet import FORM
from output.forms.each_origin import (
    EACH,
    OVERLONG_EACH,
    amended,
    amended_in_every_lot,
    assert_fits,
    assert_same_keys_in_each_language,
    told_of_amendment,
)
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)


def test_every_field_that_differs_stands_with_both_values() -> None:
    before = EACH["en"]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    assert drawing.pages == 1
    assert printed_at(drawing, "sum:before.goods[g1].pieces_declared") == {"3,200,000"}
    assert printed_at(drawing, "goods[g1].pieces_declared") == {"1,234,567"}
    assert printed_at(drawing, "sum:before.goods[g1].unit_price") == {"0.0425"}
    assert printed_at(drawing, "goods[g1].unit_price") == {"0.05"}


def test_rows_that_came_or_went_are_named_and_told_in_full() -> None:
    before = EACH["en"]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    read = words_of(drawing)
    assert printed_at(drawing, "sum:changes.goods[g1].lots[a]")
    assert printed_at(drawing, "sum:before.goods[g1].lots[a].pieces") == {"2,000,000"}
    assert printed_at(drawing, "sum:changes.certificates[c9]")
    assert "added" in read
    assert "takenout" in read


def test_linked_rows_are_named_instead_of_their_ids() -> None:
    before = EACH["en"]
    drawing = pressed(FORM, amended(before), told=told_of_amendment(FORM, before))
    shown = printed_at(drawing, "sum:names.certificates[c9].goods")
    assert shown == {"Surgical mask, three layers SM-1"}


def test_what_an_amendment_always_changes_is_no_difference() -> None:
    before = EACH["en"]
    after = replace(before, head=amended(before).head, moves=amended(before).moves)
    drawing = pressed(FORM, after, told=told_of_amendment(FORM, before))
    assert printed_at(drawing, "sum:changes") == {"0"}
    assert "bothare" in words_of(drawing)


def test_nobody_signs_it() -> None:
    assert not pressed(FORM, amended(EACH["vi"])).places


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
    same = replace(before, head=amended(before).head)
    facts = told_of_amendment(FORM, before)
    unused = keys_never_printed(FORM, [amended(before), same], language, told=facts)
    assert unused == set()


def test_its_wording_has_the_same_keys_in_each_language() -> None:
    assert_same_keys_in_each_language(FORM)


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, amended(EACH["zh"])))
