"""The answer changes on the days that were written down by hand, and on no other."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from law.table import Table, tables
from law.timelines import FIRST, LAST, days_named, stand, timelines
from maskdesk.law.reader import Law, read_law

TIMELINES = dict(timelines())


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    files = {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    return read_law(files)


@pytest.fixture(scope="module")
def days(law: Law) -> list[date]:
    """The days each timeline is held at."""
    return days_named(law)


@pytest.fixture(scope="module")
def known() -> dict[str, Table]:
    """The tables whose bases timelines ask."""
    return {table.name: table for table in tables()}


@pytest.mark.parametrize("name", TIMELINES)
def test_the_answer_is_the_written_one_around_every_day_that_a_pack_names(
    law: Law, days: list[date], known: dict[str, Table], name: str
) -> None:
    timeline = TIMELINES[name]
    dossier = timeline.dossier(known)
    for day in days:
        found, written = stand(dossier, timeline.side, law, day), timeline.on(day)
        told = f"{day}: written on {written.since}: {written.why}"
        assert found.packs == written.packs, told
        assert found.due == written.due, told
        assert found.holds == written.holds, told
        assert written.looks in (None, found.looks), told


@pytest.mark.parametrize("name", TIMELINES)
def test_a_timeline_is_written_in_order_and_tells_only_changes(name: str) -> None:
    answers = TIMELINES[name].answers
    since = [one.since for one in answers]
    assert since == sorted(set(since))
    assert (since[0], since[-1] <= LAST) == (FIRST, True)
    told = [(one.packs, one.due, one.holds, one.looks) for one in answers]
    assert all(before != after for before, after in itertools.pairwise(told))


def test_the_days_looked_at_are_those_of_the_packs_and_their_neighbours(days: list[date]) -> None:
    for day in ("2020-04-28", "2020-04-29", "2020-04-30", "2026-12-01", "2021-07-01"):
        assert date.fromisoformat(day) in days


def test_every_kind_of_goods_that_leaves_has_its_timeline(
    law: Law, known: dict[str, Table]
) -> None:
    packs = {pack.id: pack for pack in law}
    told = {
        (packs[name].jurisdiction, line.kind)
        for timeline in TIMELINES.values()
        if timeline.side == "origin"
        for line in timeline.dossier(known).goods
        for answer in timeline.answers
        for name in answer.packs
    }
    wanted = {
        (pack.jurisdiction, kind)
        for pack in law
        if pack.side == "origin" and pack.jurisdiction != "*"
        for kind in pack.scope.kinds
    }
    assert wanted - told == set()
