"""The edits a dossier can take, as values that can be kept, told and done again."""

from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw, Struct

from maskdesk.dossier import codec
from maskdesk.dossier.fields import Field, members
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


class PutRows(_Edit, frozen=True, kw_only=True, tag="rows"):
    """All rows of the list at `path` given anew, as one edit."""

    rows: Raw


class Restore(_Edit, frozen=True, kw_only=True, tag="restore"):
    """The whole dossier as it was or will be; `path` is where the edit undone or redone was."""

    dossier: Raw


Edit = PutValue | InsertRow | RemoveRow | MoveRow | PutRows | Restore

_decoder: msgspec.json.Decoder[Edit] = msgspec.json.Decoder(Edit)


def putting(path: str, value: Value | Unread) -> PutValue:
    """The edit that puts a value into a field."""
    return PutValue(path=path, value=Raw(msgspec.json.encode(value)))


def inserting(path: str, row: Row, at: int) -> InsertRow:
    """The edit that adds a row to a list."""
    return InsertRow(path=path, row=Raw(msgspec.json.encode(row)), at=at)


def putting_rows(path: str, rows: tuple[Row, ...]) -> PutRows:
    """The edit that gives a list other rows."""
    return PutRows(path=path, rows=Raw(msgspec.json.encode(rows)))


def restoring(dossier: Dossier, path: str = "") -> Restore:
    """The edit that brings a whole dossier back, before or after an edit at a place."""
    return Restore(path=path, dossier=Raw(codec.write_short(dossier)))


def apply(dossier: Dossier, edit: Edit) -> Dossier:
    """The dossier after an edit; raises NoSuchPlace or NotOfItsKind."""
    if isinstance(edit, PutValue):
        return put(dossier, edit.path, _value(edit))
    if isinstance(edit, InsertRow):
        return insert_row(dossier, edit.path, _row(edit.path, edit.row), edit.at)
    if isinstance(edit, RemoveRow):
        return remove_row(dossier, edit.path)
    if isinstance(edit, MoveRow):
        return _moved(dossier, edit)
    if isinstance(edit, PutRows):
        return put_rows(dossier, edit.path, _rows(edit.path, edit.rows))
    return codec.read(bytes(edit.dossier))


def write(edit: Edit) -> bytes:
    """The edit as JSON."""
    return msgspec.json.encode(edit)


def read(content: bytes) -> Edit:
    """An edit from its JSON; raises DamagedContent."""
    try:
        return _decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise codec.DamagedContent(place="edit", reason=str(damage)) from damage


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


def _rows(path: str, content: Raw) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = _decoded(path, content, tuple[_row_struct(path), ...])  # type: ignore[misc]  # a type known at run time
    return rows


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


def _value(edit: PutValue) -> Value | Unread:
    if not isinstance(describe(edit.path), Field):
        raise NoSuchPlace(path=edit.path)
    value: Value | Unread = _decoded(edit.path, edit.value, _held_at(edit.path))
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
