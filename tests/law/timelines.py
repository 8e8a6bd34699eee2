"""Timelines written by hand: on which days the answer for one kind of goods changes, and to what.

One file under `tests/law/timelines/` for each jurisdiction and product kind, named
`<jurisdiction>-<kind>.toml` (with `-<what>` behind it where one kind has several stories):

    says = "Respirators of class KN95 into the United States"
    base = "united_states/us-2020-eua-china-respirators"   # a base of `tests/law/tables/`
    side = "destination"                                    # or "origin"
    empty = ["certificates"]                                # lists of the base to be emptied
    fields = { "goods[g1].use" = "daily" }                  # fields of the base to be put

    [[answers]]                     # from the first day to the last, the first at 2020-01-01
    from = 2020-04-03
    why = "FDA's authorisation for respirators made in China begins."
    packs = ["us-2020-eua-china-respirators"]   # the packs of that side that apply
    due = []                                    # the papers they make due
    holds = ["appendix-a"]                      # their conditions that hold something up
    looks = []                                  # their conditions to look at; left out: not held

What else is left out is empty; no pack at all means that the goods are not covered. The dossier is
asked as if everything happened on one day: its declaration is planned for that day, and no other
day of it (production, shipment, arrival) is stated. `test_timelines.py` holds each file at every
day that any shipped pack names between 2020-01-01 and 2027-12-31, the day before and the day after.

Kinds of which nothing firm is known on any of these days need no file: `not_covered.toml` has one
line a jurisdiction for them, held at the same days for every intended use:

    [[gaps]]
    side = "destination"
    jurisdiction = "AE"
    place = "AE"                                # a country it speaks of, or the origin
    kinds = ["ventilator", "test-kit"]
    why = "The sources speak of masks and protective equipment."

No kind of goods may be missing: each stands in a file or in such a line for every jurisdiction.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from law.table import Table, on_day
from maskdesk.dossier.paths import put, put_rows
from maskdesk.dossier.sections import Customs, Declaration, Destination, Dossier, GoodsLine, Head
from maskdesk.dossier.vocabulary import INTENDED_USES
from maskdesk.law.pack import Side
from maskdesk.law.reader import Law
from maskdesk.law.turning_points import turning_points
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import holds_up, to_look_at

FIRST, LAST = date(2020, 1, 1), date(2027, 12, 31)


class Stand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one kind of goods stands from a day on."""

    since: date = field(name="from")
    why: str
    packs: frozenset[str] = frozenset()
    due: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    looks: frozenset[str] | None = None


class Timeline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The story of one kind of goods in one jurisdiction."""

    says: str
    base: str
    side: Side
    answers: tuple[Stand, ...]
    empty: tuple[str, ...] = ()
    fields: dict[str, Any] = {}

    def on(self, day: date) -> Stand:
        """What was written for a day."""
        return [one for one in self.answers if one.since <= day][-1]

    def dossier(self, tables: dict[str, Table]) -> Dossier:
        """The dossier that is asked on every day."""
        table, _, base = self.base.partition("/")
        dossier = tables[table].bases[base]
        for path in self.empty:
            dossier = put_rows(dossier, path, ())
        for path, value in self.fields.items():
            held = tuple(value) if isinstance(value, list) else value
            dossier = put(dossier, path, held)
        undated = tuple(
            replace(
                line, lots=tuple(replace(lot, produced=None, expires=None) for lot in line.lots)
            )
            for line in dossier.goods
        )
        customs = Customs(
            type_code=dossier.customs.type_code, declarations=dossier.customs.declarations
        )
        return replace(dossier, goods=undated, customs=customs)


class Gap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Kinds of goods of which no pack of a jurisdiction speaks on any day."""

    side: Side
    jurisdiction: str
    place: str
    kinds: tuple[str, ...]
    why: str

    def dossier(self) -> Dossier:
        """Goods of each of the kinds, for each intended use, out of the place or into it."""
        at_origin = self.side == "origin"
        return Dossier(
            head=Head(origin=self.place if at_origin else None),
            goods=tuple(
                GoodsLine(id=f"{kind}-{use}", kind=kind, use=use)
                for kind in self.kinds
                for use in INTENDED_USES
            ),
            customs=Customs(declarations=(Declaration(id="d1"),)),
            destination=Destination(country=None if at_origin else self.place),
        )


def gaps() -> tuple[Gap, ...]:
    """Every line of `not_covered.toml`."""
    tables = tomllib.loads((Path(__file__).parent / "not_covered.toml").read_text("utf-8"))
    return msgspec.convert(tables["gaps"], tuple[Gap, ...], strict=True)


def timelines() -> Iterator[tuple[str, Timeline]]:
    """Every timeline there is, by the name of its file."""
    for path in sorted((Path(__file__).parent / "timelines").glob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"))
        yield path.stem, msgspec.convert(tables, Timeline, strict=True)


def stand(dossier: Dossier, side: Side, law: Law, day: date) -> Stand:
    """How a dossier stands on one side when everything happens on one day."""
    report = check(on_day(day)(dossier), law, day)
    own = {pack.id for pack in law if pack.side == side and pack.jurisdiction != "*"}
    return Stand(
        since=day,
        why="",
        packs=frozenset(one.pack for one in report.standings if one.applies and one.pack in own),
        due=frozenset(one.form for one in report.due if one.pack in own),
        holds=frozenset(
            one.condition for one in report.findings if one.pack in own and holds_up(one, dossier)
        ),
        looks=frozenset(one.condition for one in to_look_at(report, dossier) if one.pack in own),
    )


def days_named(law: Law) -> list[date]:
    """Every day any pack names, with its neighbours, and both ends of the time looked at."""
    named = {point.day for pack in law for point in turning_points(pack)}
    around = {day + timedelta(days=step) for day in named for step in (-1, 0, 1)}
    return sorted(day for day in around | {FIRST, LAST} if FIRST <= day <= LAST)
