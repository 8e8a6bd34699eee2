"""The answer changes on the days that were written down by hand, and on no other."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from law.table import Table, on_day, tables
from law.timelines import FIRST, LAST, Gap, days_named, gaps, stand, timelines
from maskdesk.dossier.vocabulary import PRODUCT_KINDS
from maskdesk.law.pack import ANYWHERE
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import check

TIMELINES = dict(timelines())
GAPS = gaps()


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


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: f"{gap.side}-{gap.jurisdiction}")
def test_what_is_written_as_not_covered_is_covered_by_no_pack_around_any_of_these_days(
    law: Law, days: list[date], gap: Gap
) -> None:
    dossier = gap.dossier()
    lines = [(gap.side, f"goods[{line.id}]") for line in dossier.goods]
    for day in days:
        uncovered = check(on_day(day)(dossier), law, day).uncovered
        assert [one for one in uncovered if one[0] == gap.side] == lines, day


def test_every_kind_of_goods_of_every_jurisdiction_is_written_down_as_a_story_or_as_not_covered(
    law: Law, known: dict[str, Table]
) -> None:
    told = {
        (timeline.side, name.partition("-")[0].upper(), line.kind)
        for name, timeline in TIMELINES.items()
        for line in timeline.dossier(known).goods
    }
    gaps = [(gap.side, gap.jurisdiction, kind) for gap in GAPS for kind in gap.kinds]
    wanted = {
        (pack.side, pack.jurisdiction, kind)
        for pack in law
        if pack.jurisdiction != ANYWHERE
        for kind in PRODUCT_KINDS
    }
    assert told | set(gaps) == wanted
    assert told & set(gaps) == set()
    assert len(gaps) == len(set(gaps))


def test_every_pack_has_a_place_in_the_story_of_each_kind_of_goods_it_names(
    law: Law, known: dict[str, Table]
) -> None:
    told = {
        (name, line.kind)
        for timeline in TIMELINES.values()
        for line in timeline.dossier(known).goods
        for answer in timeline.answers
        for name in answer.packs
    }
    wanted = {
        (pack.id, kind)
        for pack in law
        if pack.jurisdiction != ANYWHERE and pack.since <= LAST
        for kind in pack.scope.kinds
        if not any(when.path.startswith("papers[]") for when in pack.scope.when)
    }
    assert wanted - told == set()
