"""What the clerk did, as the history will tell it: by whom, when, where, from what to what."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby, islice, zip_longest

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.difference import (
    Difference,
    apart,
    changed_members,
    changed_rows,
    differences,
)
from maskdesk.dossier.edits import Edit, Give, Giving, MoveRow, PutValue
from maskdesk.dossier.fields import Part, Rows
from maskdesk.dossier.paths import rows_at
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.store.history import Deed, Text


class _Run(Struct, frozen=True, kw_only=True):
    """Edits that are told as one: a run of typing in one field, or any single other edit."""

    who: str
    moment: datetime
    edit: Edit | Giving
    before: Dossier


class Untold(Struct, frozen=True):
    """What was done to many rows at once: to be told field by field when the history wants it."""

    run: _Run
    after: Dossier


class Recorder:
    """Gathers edits until they are saved; what was typed into one field in a row is one deed."""

    def __init__(self) -> None:
        self._done: list[Deed | Untold] = []
        self._run: _Run | None = None

    def note(self, edit: Edit | Giving, before: Dossier, who: str, moment: datetime) -> None:
        """Take an edit about to be done to `before`."""
        run = self._run
        if run is not None and _goes_on(run, edit, who):
            self._run = replace(run, moment=moment)
            return
        self._close(before)
        self._run = _Run(who=who, moment=moment, edit=edit, before=before)

    def add(self, deed: Deed, now: Dossier) -> None:
        """Take what is no edit and leaves the dossier as it stands, such as a print."""
        self._close(now)
        self._done.append(deed)

    def done(self, now: Dossier) -> tuple[Deed | Untold, ...]:
        """All that was done up to the dossier as it stands; nothing is forgotten yet."""
        self._close(now)
        return tuple(self._done)

    def forget(self, count: int) -> None:
        """Drop the earliest of what was done: it is in the saved history now."""
        del self._done[:count]

    def _close(self, after: Dossier) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        if isinstance(run.edit, Give | Giving):
            self._done.append(Untold(run, after))
        else:
            self._done += _told(run, after)


def told(done: Iterable[Deed | Untold]) -> Iterator[Deed]:
    """The deeds of what was done; many rows take a while, best spent in a saving's own thread."""
    for one in done:
        if isinstance(one, Untold):
            yield from _told(one.run, one.after)
        else:
            yield one


def _goes_on(run: _Run, edit: Edit | Giving, who: str) -> bool:
    typed = isinstance(edit, PutValue) and isinstance(run.edit, PutValue)
    return typed and edit.path == run.edit.path and who == run.who


def _told(run: _Run, after: Dossier) -> Iterator[Deed]:
    def deed(what: str, before: Text, now: Text) -> Deed:
        return Deed(moment=run.moment, who=run.who, what=what, before=before, after=now)

    if isinstance(run.edit, MoveRow):
        path = run.edit.path
        yield deed(f"moved {path}", _position(run.before, path), _position(after, path))
        return
    for holder, group in groupby(differences(run.before, after), key=_holder):
        one, *others = group
        if others:
            before, now = map(_in_portions, _all_of(holder, one, *others))
            yield deed(f"edited {holder}", before, now)
        else:
            yield deed(f"{_what(one)} {one.path}", _text(one.before), _text(one.after))
    for path, old, new in _reordered(run.before, after, ""):
        yield deed(f"reordered {path}", ", ".join(old), ", ".join(new))


def _holder(one: Difference) -> str:
    """The list in which something differs; where it is in none, the field itself."""
    return one.path.partition("[")[0]


def _all_of(holder: str, *ones: Difference) -> tuple[dict[str, object], dict[str, object]]:
    """What one edit made of a list: each place behind the list's own with what was and is there.

    A row that came has no place in the first, one that went none in the second.
    """
    start = len(holder)
    before = {one.path[start:]: one.before for one in ones if _what(one) != "added"}
    return before, {one.path[start:]: one.after for one in ones if _what(one) != "removed"}


def _what(one: Difference) -> str:
    is_row = one.path.endswith("]")
    if is_row and one.before is None:
        return "added"
    return "removed" if is_row and one.after is None else "edited"


def _text(value: object) -> str:
    """A value as the dossier's own JSON has it; nothing for nothing."""
    return "" if value is None else msgspec.json.encode(value).decode()


def _in_portions(values: dict[str, object]) -> tuple[str, ...]:
    """Very many values as `_text` has them, some at a time, so that another thread may go on."""
    left, portions = iter(values.items()), []
    while some := dict(islice(left, _VALUES_AT_ONCE)):
        portions.append(_text(some)[1:-1])
    between = ("," for _ in portions[1:])
    return ("{", *chain.from_iterable(zip_longest(portions, between, fillvalue="")), "}")


_VALUES_AT_ONCE = 100


def _position(dossier: Dossier, path: str) -> str:
    holder, _, row = path.rpartition("[")
    ids = [one.id for one in rows_at(dossier, holder)]
    return str(ids.index(row.removesuffix("]")) + 1)


def _reordered(
    before: Struct, after: Struct, prefix: str
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Lists whose rows stand in another order: the ids from the first to the last that moved."""
    for path, description, old, new in changed_members(before, after, prefix):
        if isinstance(description, Rows):
            yield from _reordered_rows(old, new, path)
        elif isinstance(description, Part):
            yield from _reordered(old, new, f"{path}.")


def _reordered_rows(
    old: tuple[Row, ...], new: tuple[Row, ...], path: str
) -> Iterator[tuple[str, list[str], list[str]]]:
    old, new = apart(old, new)
    others = changed_rows(old, new)
    if others is not None:
        for at in others:
            yield from _reordered(old[at], new[at], f"{path}[{old[at].id}].")
        return
    by_id = {row.id: row for row in new}
    stayed = [row for row in old if row.id in by_id]
    ids = [row.id for row in stayed]
    kept = set(ids)
    now = [row.id for row in new if row.id in kept]
    if ids != now:
        moved = [at for at, (one, other) in enumerate(zip(ids, now, strict=True)) if one != other]
        span = slice(moved[0], moved[-1] + 1)
        yield path, ids[span], now[span]
    for row in stayed:
        if by_id[row.id] is not row:
            yield from _reordered(row, by_id[row.id], f"{path}[{row.id}].")
