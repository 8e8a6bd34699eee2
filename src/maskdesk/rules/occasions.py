"""The days that count: on which days, and for which declarations or lines, a condition is asked."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from maskdesk.dossier.sections import Declaration, Dossier, GoodsLine
from maskdesk.law.pack import DecidingDay
from maskdesk.rules.ground import calendar_day, known, live_declarations


class Occasion(Struct, frozen=True, kw_only=True):
    """One time a condition is asked: its day, and the declaration or goods line it is about.

    `place` is the field the day was taken from, empty where it is the day of checking;
    `subject` tells this occasion from the others of its kind, empty where there is only one.
    """

    day: date
    place: str = ""
    subject: str = ""
    declaration: Declaration | None = None
    lines: tuple[str, ...] | None = None


class Calendar:
    """The deciding days of one dossier, seen from one day.

    With `on`, every declaration without a registered moment is taken to be filed on that day.
    """

    def __init__(self, dossier: Dossier, today: date, *, on: date | None = None) -> None:
        self._dossier = dossier
        self._today = on or today
        self._on = on
        self._kept: dict[DecidingDay, tuple[Occasion, ...]] = {}

    @property
    def today(self) -> date:
        """The day of checking."""
        return self._today

    def occasions(self, kind: DecidingDay) -> tuple[Occasion, ...]:
        """The occasions of a kind of deciding day; empty while the day is not known."""
        kept = self._kept.get(kind)
        if kept is None:
            kept = self._kept[kind] = self._occasions(kind)
        return kept

    def _occasions(self, kind: DecidingDay) -> tuple[Occasion, ...]:
        if kind == "declaration":
            return tuple(self._declarations())
        if kind == "produced":
            return tuple(self._produced())
        if kind == "filed":
            return (Occasion(day=self._today),)
        day, place = self._single(kind)
        return (Occasion(day=day, place=place),) if day is not None else ()

    def missing(self, kind: DecidingDay) -> str:
        """The field that would give a deciding day that is not known."""
        return {"contract-signed": "contract.signed"}.get(kind, "customs.declarations")

    def _declarations(self) -> Iterator[Occasion]:
        live = live_declarations(self._dossier)
        if not live:
            yield Occasion(day=self._today)
        parts = _parts(self._dossier, live) if len(live) > 1 else {}
        for one in live:
            day, field = self._declared_on(one)
            yield Occasion(
                day=day,
                place=f"customs.declarations[{one.id}].{field}" if field else "",
                subject=one.id if len(live) > 1 else "",
                declaration=one,
                lines=parts.get(one.id),
            )

    def _declared_on(self, declaration: Declaration) -> tuple[date, str]:
        registered = known(declaration.registered)
        if registered is not None:
            return calendar_day(registered, self._dossier) or self._today, "registered"
        planned = known(declaration.planned)
        if self._on is None and planned is not None:
            return planned, "planned"
        return self._today, ""

    def _produced(self) -> Iterator[Occasion]:
        by_day: dict[date, list[GoodsLine]] = {}
        for line in self._dossier.goods:
            days = [day for lot in line.lots if (day := known(lot.produced))]
            by_day.setdefault(max(days, default=self._first_declared()), []).append(line)
        for day, lines in sorted(by_day.items()):
            yield Occasion(
                day=day,
                place=f"goods[{lines[0].id}].lots",
                subject=day.isoformat() if len(by_day) > 1 else "",
                lines=tuple(line.id for line in lines),
            )

    def _first_declared(self) -> date:
        return min(occasion.day for occasion in self.occasions("declaration"))

    def _single(self, kind: DecidingDay) -> tuple[date | None, str]:
        dossier = self._dossier
        if kind == "contract-signed":
            return known(dossier.contract.signed), "contract.signed"
        ways = {
            "shipped": (("customs.shipped", dossier.customs.shipped),),
            "arrived": (
                ("customs.arrives", dossier.customs.arrives),
                ("customs.shipped", dossier.customs.shipped),
            ),
            "placed-on-market": (
                ("destination.placed_on_market", dossier.destination.placed_on_market),
                ("customs.arrives", dossier.customs.arrives),
                ("customs.shipped", dossier.customs.shipped),
            ),
        }
        for place, value in ways[kind]:
            day = known(value)
            if day is not None and (self._on is None or day >= self._on):
                return day, place
        return self._first_declared(), ""


def _parts(
    dossier: Dossier, declarations: tuple[Declaration, ...]
) -> dict[str, tuple[str, ...] | None]:
    """The goods lines each declaration is about, None for all: those no other one has alone."""
    goods = tuple(line.id for line in dossier.goods)
    there = frozenset(goods)
    own = {one.id: frozenset(known(line.line) for line in one.lines) for one in declarations}
    every = frozenset().union(*own.values())
    return {
        # Until its lines name goods, a declaration may be about any.
        name: tuple(line for line in goods if line in lines or line not in every)
        if lines <= there
        else None
        for name, lines in own.items()
    }
