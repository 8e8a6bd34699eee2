"""Packs in another's place: a release, a correction and an amendment are told apart."""

from datetime import date
from typing import Any

import pytest

from maskdesk.law.pack import Pack
from maskdesk.law.reader import ContradictoryPacks, Law, LoadedPack, assemble
from rules.asking import condition, pack, with_line
from rules.asking import report as asked

FIRST, LATER = date(2020, 4, 1), date(2020, 4, 15)


def other(**changes: Any) -> Pack:
    """A pack in the place of `sample`."""
    given: dict[str, Any] = {"id": "other", "replaces": ("sample",), **changes}
    return pack(condition("duty"), **given)


def law(*packs: Pack) -> Law:
    """The law of some packs, as it is put together from files."""
    return assemble(LoadedPack(held=one, content=b"") for one in packs)


def lives(read: Law) -> dict[str, tuple[date, date | None]]:
    """The lives of the packs that hold."""
    return {one.id: (one.since, one.until) for one in read}


@pytest.mark.parametrize("replacing", ["release", "correction"])
def test_a_release_and_a_correction_take_the_whole_life(replacing: str) -> None:
    read = law(pack(), other(replacing=replacing, since=LATER, compiled_on=date(2020, 5, 1)))
    assert lives(read) == {"other": (LATER, None)}
    (gone,) = read.replaced
    assert (gone.pack, gone.to, gone.why, gone.left) == ("sample", "other", replacing, None)


def test_an_amendment_takes_the_rest_from_its_first_day() -> None:
    read = law(pack(), other(replacing="amendment", since=LATER))
    assert lives(read) == {"sample": (FIRST, LATER), "other": (LATER, None)}
    assert [one.why for one in read.replaced] == ["amendment"]


def test_an_amendment_never_lengthens_a_life() -> None:
    first = pack(until=date(2020, 4, 10), status="repealed")
    read = law(first, other(replacing="amendment", since=LATER))
    assert lives(read)["sample"] == (FIRST, date(2020, 4, 10))


def test_of_several_amendments_the_first_ends_the_life() -> None:
    second = other(id="third", replaces=("sample", "other"), since=date(2020, 5, 1))
    read = law(
        pack(),
        other(replacing="amendment", since=LATER),
        Pack(**{**_fields(second), "replacing": "amendment"}),
    )
    assert lives(read) == {
        "sample": (FIRST, LATER),
        "other": (LATER, date(2020, 5, 1)),
        "third": (date(2020, 5, 1), None),
    }


def test_a_release_older_than_what_it_names_gives_way_itself() -> None:
    newer = pack(compiled_on=date(2021, 1, 1))
    read = law(newer, other(replacing="release", compiled_on=date(2020, 12, 31)))
    assert set(lives(read)) == {"sample"}
    assert [(one.pack, one.to, one.why) for one in read.replaced] == [("other", "sample", "older")]


def test_a_correction_stays_however_new_what_it_corrects_has_become() -> None:
    newer = pack(compiled_on=date(2021, 1, 1))
    read = law(newer, other(replacing="correction", compiled_on=date(2020, 12, 31)))
    assert set(lives(read)) == {"other"}


def test_two_corrections_of_one_pack_contradict_each_other() -> None:
    with pytest.raises(ContradictoryPacks):
        law(pack(), other(replacing="correction"), other(id="third", replacing="correction"))


def test_a_pack_of_another_regime_is_never_replaced() -> None:
    read = law(pack(), other(regime="else", replacing="correction"))
    assert set(lives(read)) == {"sample", "other"}


def test_what_gave_way_is_not_asked_any_more() -> None:
    read = law(pack(condition("old")), other(replacing="amendment", since=LATER))
    dossier = with_line()
    for day, expected in ((date(2020, 4, 14), "sample/old"), (LATER, "other/duty")):
        found = asked(dossier, *read, today=day, on=day).findings
        assert [one.key for one in found] == [expected]


def _fields(one: Pack) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}
