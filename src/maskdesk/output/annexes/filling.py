"""The rows of a dossier as a sheet: typed cells in words a reader knows, and their sums."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal
from functools import reduce

from msgspec.structs import replace

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import (
    Choice,
    Country,
    Day,
    Digest,
    Kind,
    Link,
    Links,
    Measure,
    Texts,
    Value,
    Whole,
)
from maskdesk.dossier.paths import describe, every, member_at, steps
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.language import N_, Catalogue, country_name
from maskdesk.output.annexes.clearing import Clearing
from maskdesk.output.annexes.links import Names
from maskdesk.output.annexes.listing import Listing, Shown, Sum
from maskdesk.output.annexes.table import Cell, Column, Look, Sheet
from maskdesk.rules.ground import filled

# Sums of exact figures: more digits than any consignment has.
_EXACT = Context(prec=100)

_LANGUAGES = {"en": "english", "vi": "vietnamese", "zh": "chinese"}

_NUMBER = N_("No.")

_FEW = 6


def fill(
    dossier: Dossier, listing: Listing, catalogue: Catalogue, names: Names, clearing: Clearing
) -> Sheet | None:
    """One sheet of a listing; None where there are no rows, or nothing is said of them.

    What is not filled or cannot be read yet leaves its cell empty.
    Raises CannotStand, naming the place.
    """
    rows = [(path, row) for path, row in every(dossier, listing.path) if isinstance(row, Row)]
    if not rows:
        return None
    sums = [one for one in listing.sums if _differs(one, rows)]
    columns = [
        column
        for shown in _columns(listing, catalogue)
        if (column := _filled(shown, listing, rows, sums, catalogue, names, clearing)) is not None
    ]
    if not columns:
        return None
    leading = [_numbers(rows, catalogue)]
    if listing.led:
        leading.append(_leads(listing, rows, catalogue, names))
    label = listing.label or describe(listing.path).label
    return Sheet(
        name=catalogue.translate(label),
        columns=(*leading, *columns),
        sums=tuple(catalogue.translate(one.label) for one in sums) if _summed(columns) else (),
        in_view=2,
    )


def _columns(listing: Listing, catalogue: Catalogue) -> list[Shown]:
    """The listing's columns for one language; a member stands in the first that names it."""
    found: dict[str, Shown] = {}
    for shown in listing.columns:
        name = shown.name.format(language=_LANGUAGES[catalogue.language])
        found.setdefault(name, replace(shown, name=name))
    return list(found.values())


def _differs(one: Sum, rows: Sequence[tuple[str, Row]]) -> bool:
    """Whether a row of sums says something the one over all rows does not."""
    return not one.member or any(getattr(row, one.member) != one.value for _, row in rows)


def _filled(
    shown: Shown,
    listing: Listing,
    rows: Sequence[tuple[str, Row]],
    sums: Sequence[Sum],
    catalogue: Catalogue,
    names: Names,
    clearing: Clearing,
) -> Column | None:
    field = members(type(rows[0][1]))[shown.name].description
    if not isinstance(field, Field):
        raise TypeError(f"{listing.path}.{shown.name} is not a field")
    values = [getattr(row, shown.name) for _, row in rows]
    known = [value if filled(value) else None for value in values]
    if not shown.always and all(value is None for value in known):
        return None
    write = _writing(field.kind, catalogue, names)
    cells = [None if value is None else write(value) for value in known]
    for (path, _), cell in zip(rows, cells, strict=True):
        if isinstance(cell, str):
            clearing.clear(cell, f"{path}.{shown.name}")
    mixed = shown.sum == "count" and _mixed(listing.counted_in, rows)
    totals: tuple[Cell, ...] = ()
    if shown.sum:
        totals = tuple(None if mixed else _sum(one, rows, known) for one in sums)
    return Column(
        heading=catalogue.translate(field.label),
        look=_look(field.kind) if shown.grouped else "number",
        cells=cells,
        sums=totals,
    )


def _writing(kind: Kind, catalogue: Catalogue, names: Names) -> Callable[[Value], Cell]:
    """How a value of a kind becomes a cell: typed where Excel has the type, else in words."""
    language = catalogue.language
    if isinstance(kind, (Whole, Measure, Day)):
        return _as_it_is
    if isinstance(kind, Choice):
        labels = {code: catalogue.translate(label) for code, label in kind.labels.items()}
        return lambda value: _listed(labels.get(code, code) for code in _texts(value))
    if isinstance(kind, (Link, Links)):
        to = kind.to
        return lambda value: _listed(filter(None, (names.of(to, one) for one in _texts(value))))
    if isinstance(kind, Country):
        return lambda value: _listed(country_name(code, language) for code in _texts(value))
    if isinstance(kind, Texts):
        return lambda value: _listed(_texts(value))
    return lambda value: kind.show(value, language)


def _as_it_is(value: Value) -> Cell:
    return value if isinstance(value, (int, Decimal, date)) else None


def _listed(texts: Iterable[str]) -> str:
    """A few texts one below the other, many on end."""
    several = tuple(texts)
    return (";\n" if len(several) <= _FEW else "; ").join(several)


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _look(kind: Kind) -> Look:
    if isinstance(kind, Whole):
        return "whole"
    if isinstance(kind, Measure):
        return "decimal"
    if isinstance(kind, Day):
        return "day"
    return "digest" if isinstance(kind, Digest) else "text"


def _mixed(unit: str, rows: Iterable[tuple[str, Row]]) -> bool:
    return bool(unit) and len({getattr(row, unit) for _, row in rows}) > 1


def _sum(one: Sum, rows: Sequence[tuple[str, Row]], values: Sequence[object]) -> Cell:
    """The sum the forms print: nothing while one of its figures is missing."""
    counted = [
        value
        for (_, row), value in zip(rows, values, strict=True)
        if not one.member or getattr(row, one.member) == one.value
    ]
    if all(isinstance(value, int) for value in counted):
        return sum(value for value in counted if isinstance(value, int))
    figures = [value for value in counted if isinstance(value, Decimal)]
    return reduce(_EXACT.add, figures) if len(figures) == len(counted) else None


def _summed(columns: Iterable[Column]) -> bool:
    return any(cell is not None for column in columns for cell in column.sums)


def _numbers(rows: Sequence[object], catalogue: Catalogue) -> Column:
    heading = catalogue.translate(_NUMBER)
    return Column(heading=heading, look="number", cells=range(1, len(rows) + 1))


def _leads(
    listing: Listing, rows: Iterable[tuple[str, Row]], catalogue: Catalogue, names: Names
) -> Column:
    outer = steps(listing.path)[0].name
    description = member_at(outer).description
    if not isinstance(description, Rows):
        raise TypeError(f"{outer} is not a list")
    cells = [names.of(outer, path.partition("[")[2].partition("]")[0]) for path, _ in rows]
    return Column(heading=catalogue.translate(description.one), look="text", cells=cells)
