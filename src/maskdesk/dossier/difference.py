"""What differs between two states of a dossier, field by field."""

from collections.abc import Iterator, Sequence
from itertools import compress
from operator import attrgetter, eq, is_not
from typing import Any

from msgspec import Struct

from maskdesk.dossier.fields import Field, Part, Rows, members
from maskdesk.dossier.sections import Dossier, Row


class Difference(Struct, frozen=True, kw_only=True, gc=False):
    """One place that is not the same: a field with both values, or a row that came or went.

    For a row, `before` or `after` is the row itself and the other is None.
    """

    path: str
    before: object = None
    after: object = None


def differences(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
    """Every place that differs, in page order; rows are known by their ids, not their order."""
    found: list[Difference] = []
    _compare(before, after, "", found)
    return tuple(found)


def _compare(before: Struct, after: Struct, prefix: str, found: list[Difference]) -> None:
    for path, description, old, new in changed_members(before, after, prefix):
        if isinstance(description, Field):
            if old != new:
                found.append(Difference(path=path, before=old, after=new))
        elif isinstance(description, Rows):
            _compare_rows(old, new, path, found)
        else:
            _compare(old, new, f"{path}.", found)


def changed_members(
    before: Struct, after: Struct, prefix: str = ""
) -> Iterator[tuple[str, Field | Rows | Part, Any, Any]]:
    """The members that are not the very same object: path, description, old and new value.

    What an edit left alone stays the same object, so little of a dossier is looked at.
    """
    if before is after:
        return
    for member in members(type(before)).values():
        old, new = getattr(before, member.name), getattr(after, member.name)
        if old is not new:
            yield f"{prefix}{member.name}", member.description, old, new


def alike_at_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How many members are the very same objects: from the first on, and of the rest at the end.

    Most edits of a list leave those before and behind one place as they are.
    """
    most = min(len(before), len(after))
    head = next(compress(range(most), map(is_not, before, after)), most)
    others = map(is_not, reversed(before), reversed(after))
    return head, next(compress(range(most - head), others), most - head)


def apart(
    before: tuple[Row, ...], after: tuple[Row, ...]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows between those that are alike at both ends."""
    head, tail = alike_at_ends(before, after)
    return before[head : len(before) - tail], after[head : len(after) - tail]


def changed_rows(before: Sequence[Row], after: Sequence[Row]) -> list[int] | None:
    """Where rows are no longer the very same objects, if the same rows stand in the same order.

    None where rows came, went or stand in another order.
    """
    if len(before) != len(after):
        return None
    # Asked in one go: row by row in Python, 50,000 of them are felt.
    others = list(compress(range(len(before)), map(is_not, before, after)))
    old, new = map(before.__getitem__, others), map(after.__getitem__, others)
    return others if all(map(eq, map(_id_of, old), map(_id_of, new))) else None


_id_of = attrgetter("id")


def _compare_rows(
    before: tuple[Row, ...], after: tuple[Row, ...], path: str, found: list[Difference]
) -> None:
    before, after = apart(before, after)
    others = changed_rows(before, after)
    if others is not None:
        for at in others:
            _compare(before[at], after[at], f"{path}[{before[at].id}].", found)
        return
    old = {row.id: row for row in before}
    new = {row.id: row for row in after}
    for row in before:
        if row.id not in new:
            found.append(Difference(path=f"{path}[{row.id}]", before=row))
    for row in after:
        if row.id not in old:
            found.append(Difference(path=f"{path}[{row.id}]", after=row))
        else:
            _compare(old[row.id], row, f"{path}[{row.id}].", found)
