"""What differs between two states of a dossier, field by field."""

from collections.abc import Iterator
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


def _compare_rows(
    before: tuple[Row, ...], after: tuple[Row, ...], path: str, found: list[Difference]
) -> None:
    if [row.id for row in before] == [row.id for row in after]:
        # The same rows in their order, as after most edits: only those that are others are asked.
        for one, other in zip(before, after, strict=True):
            if one is not other:
                _compare(one, other, f"{path}[{one.id}].", found)
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
