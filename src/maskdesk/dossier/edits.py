"""The edits a dossier can take, as values that can be kept, told and done again."""

from collections.abc import Generator, Iterator
from operator import attrgetter, is_not
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from maskdesk.dossier import codec
from maskdesk.dossier.difference import alike_at_ends, changed_rows
from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import (
    NoSuchPlace,
    describe,
    get,
    insert_row,
    member_at,
    put,
    put_rows,
    remove_row,
    rows_at,
    steps,
)
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread


class _Edit(Struct, frozen=True, kw_only=True, tag_field="edit", forbid_unknown_fields=True):
    """Anything done to a dossier in one go; `path` is the place it is done at."""

    path: str


class PutValue(_Edit, frozen=True, kw_only=True, tag="put"):
    """A field given another value, as JSON."""

    value: Raw


class InsertRow(_Edit, frozen=True, kw_only=True, tag="insert"):
    """A row added to the list at `path`, before position `at`."""

    at: int
    row: Raw


class RemoveRow(_Edit, frozen=True, kw_only=True, tag="remove"):
    """The row at `path` taken out."""


class MoveRow(_Edit, frozen=True, kw_only=True, tag="move"):
    """The row at `path` moved to position `to` of its list."""

    to: int


class Give(_Edit, frozen=True, kw_only=True, tag="give", omit_defaults=True):
    """All that stands at `path` given anew in one go: other rows, or an edit undone or redone.

    It is a field's value, or the rows of a list; at the path of a row, those of the row's list.
    A row that stays as it is stands in `held` by its id alone. Where `names` is not empty, the
    other rows hold these members alone: in all else they are as the row of their id is there.
    """

    held: Raw
    names: tuple[str, ...] = ()


class Giving(Struct, frozen=True, kw_only=True):
    """A `Give` before it is written, which takes a moment where it is about many rows.

    `before` are the rows that are there until then; None where it is no rows.
    """

    path: str
    held: object
    before: tuple[Row, ...] | None = None

    @property
    def rows(self) -> int:
        """How many rows it is about: those between the first and the last that do not stay."""
        if self.before is None or not isinstance(self.held, tuple):
            return 0
        head, tail = alike_at_ends(self.before, self.held)
        return self.named - head - tail

    @property
    def named(self) -> int:
        """How many rows it names: all that are there then."""
        return len(self.held) if self.before is not None and isinstance(self.held, tuple) else 0


Edit = PutValue | InsertRow | RemoveRow | MoveRow | Give

_decoder: msgspec.json.Decoder[Edit] = msgspec.json.Decoder(Edit)
# At most a millisecond's worth of writing.
_ROWS_AT_ONCE = 100


def putting(path: str, value: Value | Unread) -> PutValue:
    """The edit that puts a value into a field."""
    return PutValue(path=path, value=Raw(msgspec.json.encode(value)))


def inserting(path: str, row: Row, at: int) -> InsertRow:
    """The edit that adds a row to a list."""
    return InsertRow(path=path, row=Raw(msgspec.json.encode(row)), at=at)


def giving(path: str, before: Dossier, after: Dossier) -> Giving:
    """The edit that leads from one dossier to another that differs at this path alone."""
    place = _list_or_field(path)
    held = get(after, place)
    if not isinstance(describe(place), Rows):
        return Giving(path=path, held=held)
    return Giving(path=path, held=held, before=rows_at(before, place))


def apply(dossier: Dossier, edit: Edit) -> Dossier:
    """The dossier after an edit; raises NoSuchPlace or NotOfItsKind."""
    if isinstance(edit, PutValue):
        return put(dossier, edit.path, _value(edit.path, edit.value))
    if isinstance(edit, InsertRow):
        return insert_row(dossier, edit.path, _row(edit.path, edit.row), edit.at)
    if isinstance(edit, RemoveRow):
        return remove_row(dossier, edit.path)
    if isinstance(edit, MoveRow):
        return _moved(dossier, edit)
    return _given(dossier, edit)


def write(edit: Edit | Giving) -> bytes:
    """The edit as JSON."""
    return b"".join(portions(edit))


def portions(edit: Edit | Giving) -> Iterator[bytes]:
    """What `write` gives, many rows some at a time, so that another thread may go on.

    A portion is empty where rows were only looked at.
    """
    if not isinstance(edit, Giving):
        yield msgspec.json.encode(edit)
        return
    held, before = edit.held, edit.before
    if before is None or not isinstance(held, tuple):
        yield msgspec.json.encode(Give(path=edit.path, held=Raw(msgspec.json.encode(held))))
        return
    names = yield from _names_changed(before, held)
    around = msgspec.json.encode(Give(path=edit.path, held=Raw(b""), names=names))
    head, key, tail = around.partition(b'"held":')
    yield head + key
    yield from _rows_written(held, before, names)
    yield tail


def read(content: bytes) -> Edit:
    """An edit from its JSON; raises DamagedContent."""
    try:
        return _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise codec.DamagedContent(place="edit", reason=str(damage)) from damage


def _rows_written(
    rows: tuple[Row, ...], before: tuple[Row, ...], names: tuple[str, ...]
) -> Iterator[bytes]:
    there = set(map(id, before))
    yield b"["
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        some = [_row_written(row, there, names) for row in rows[at : at + _ROWS_AT_ONCE]]
        yield (b"," if at else b"") + msgspec.json.encode(some)[1:-1]
    yield b"]"


def _names_changed(
    before: tuple[Row, ...], after: tuple[Row, ...]
) -> Generator[bytes, None, tuple[str, ...]]:
    """The members in which rows differ, where the same rows stand in the same order."""
    others = changed_rows(before, after)
    if not others:
        return ()
    alike = {name: attrgetter(name) for name in members(type(after[0]))}
    for at in range(0, len(others), _ROWS_AT_ONCE):
        yield b""
        portion = others[at : at + _ROWS_AT_ONCE]
        old, new = [before[one] for one in portion], [after[one] for one in portion]
        for name, of in tuple(alike.items()):
            if any(map(is_not, map(of, old), map(of, new))):
                del alike[name]
    return tuple(name for name in members(type(after[0])) if name not in alike)


def _row_written(row: Row, there: set[int], names: tuple[str, ...]) -> object:
    if id(row) in there:
        return row.id
    return {"id": row.id, **{name: getattr(row, name) for name in names}} if names else row


def _given(dossier: Dossier, edit: Give) -> Dossier:
    place = _list_or_field(edit.path)
    if isinstance(describe(place), Field):
        return put(dossier, place, _value(place, edit.held))
    struct = _row_struct(place)
    held: tuple[Row | str, ...] = _decoded(place, edit.held, tuple[struct | str, ...])  # type: ignore[valid-type]  # a type known at run time
    there = {row.id: row for row in rows_at(dossier, place)}

    def given(one: Row | str) -> Row | None:
        if isinstance(one, str):
            return there.get(one)
        if not edit.names:
            return one
        row = there.get(one.id)
        return row and replace(row, **{name: getattr(one, name) for name in edit.names})

    # Laid over what somebody else saved, a row may be gone by now: the others are given still.
    rows = map(given, held)
    return put_rows(dossier, place, tuple(row for row in rows if row is not None))


def _list_or_field(path: str) -> str:
    """The place that an edit at a path changes: for a row, its list."""
    return path.rpartition("[")[0] if path.endswith("]") else path


def _moved(dossier: Dossier, edit: MoveRow) -> Dossier:
    holder, bracket, _ = edit.path.rpartition("[")
    if not bracket or edit.to < 0:
        raise NoSuchPlace(path=edit.path)
    row = get(dossier, edit.path)
    rows = rows_at(dossier, holder)
    if not any(one is row for one in rows):
        raise NoSuchPlace(path=edit.path)
    others = tuple(one for one in rows if one is not row)
    return put_rows(dossier, holder, (*others[: edit.to], row, *others[edit.to :]))  # type: ignore[arg-type]  # the row came from this list


def _row(path: str, content: Raw) -> Row:
    row: Row = _decoded(path, content, _row_struct(path))
    return row


def _row_struct(path: str) -> type[Row]:
    struct = member_at(path).struct
    if struct is None or not issubclass(struct, Row):
        raise NoSuchPlace(path=path)
    return struct


def _decoded(path: str, content: Raw, held: Any) -> Any:  # noqa: ANN401 - a type and its value
    try:
        return msgspec.json.decode(content, type=held)
    except (msgspec.DecodeError, UnicodeDecodeError) as damage:
        raise codec.DamagedContent(place=path, reason=str(damage)) from damage


def _value(path: str, content: Raw) -> Value | Unread:
    if not isinstance(describe(path), Field):
        raise NoSuchPlace(path=path)
    value: Value | Unread = _decoded(path, content, _held_at(path))
    return value


def _held_at(path: str) -> Any:  # noqa: ANN401 - a type, as msgspec takes it
    struct: type[Struct] = Dossier
    *way, last = steps(path)
    for step in way:
        inner = members(struct)[step.name].struct
        if inner is None:
            raise NoSuchPlace(path=path)
        struct = inner
    hint = get_type_hints(struct, include_extras=True)[last.name]
    held = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return held | None
