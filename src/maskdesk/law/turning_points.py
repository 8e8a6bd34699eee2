"""The days on which a pack changes what it says: its life, its dated values, days it names."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

from maskdesk.law.pack import LegalValue, Pack, When

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TurningPoint(Struct, frozen=True, kw_only=True):
    """One day on which a pack begins, ends, changes a value, or that a condition names.

    Of a value, `ends` and `begins` are what it held before and holds from then on, of a list what
    it lost and gained.
    """

    day: date
    pack: str
    kind: Literal["begins", "ends", "value", "named"]
    name: str = ""
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def turning_points(pack: Pack) -> tuple[TurningPoint, ...]:
    """Every day on which a pack says something else, in order of the days."""
    found = [TurningPoint(day=pack.since, pack=pack.id, kind="begins")]
    if pack.until is not None:
        found.append(TurningPoint(day=pack.until, pack=pack.id, kind="ends"))
    for value in pack.values:
        found.extend(_of_value(pack, value))
    known = {one.day for one in found}
    named = sorted(set(_named(pack)) - known)
    found.extend(TurningPoint(day=day, pack=pack.id, kind="named") for day in named)
    return tuple(sorted(found, key=lambda one: one.day))


def _of_value(pack: Pack, value: LegalValue) -> Iterator[TurningPoint]:
    held: tuple[str, ...] = ()
    for dated in value.history:
        now = dated.value if isinstance(dated.value, tuple) else (str(dated.value),)
        yield TurningPoint(
            day=dated.since,
            pack=pack.id,
            kind="value",
            name=value.name,
            ends=tuple(one for one in held if one not in now),
            begins=tuple(one for one in now if one not in held),
        )
        held = now


def _named(pack: Pack) -> Iterator[date]:
    """The days that conditions, exemptions, papers and classes name."""
    for condition in pack.conditions:
        yield from _of_whens((*condition.when, *condition.unless))
        yield from _of_parameters(condition.parameters)
        for route in condition.any_of:
            for requirement in route.all:
                yield from _of_parameters(requirement.parameters)
    for exemption in pack.exemptions:
        yield from _of_whens(exemption.when)
    for paper in pack.papers:
        yield from _of_whens(paper.when)
    for product in pack.classes:
        yield from _of_whens(product.when)
    yield from _of_whens(pack.scope.when)


def _of_whens(whens: Iterable[When]) -> Iterator[date]:
    for when in whens:
        yield from (day for day in (when.since, when.before) if day is not None)


def _of_parameters(parameters: dict[str, Any]) -> Iterator[date]:
    """Days that parameters write as text; other texts of their shape are no days."""
    for held in parameters.values():
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, date):
                yield one
            elif isinstance(one, str) and _DAY.fullmatch(one):
                try:
                    yield msgspec.convert(one, date)
                except msgspec.ValidationError:
                    continue
