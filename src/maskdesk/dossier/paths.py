"""Naming any place in a dossier by its path, reading it there, and putting a value there.

A path is the way from the dossier down to a member, rows by their ids in brackets:
`contract.signed`, `goods[g1].lots[a].produced`. `goods[]` stands for every row.
"""

import re
from collections import OrderedDict
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from maskdesk.dossier.fields import Field, Member, Part, Rows, members
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.sections import MOST_ID_SIGNS, Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

_AnyRow = TypeVar("_AnyRow", bound=Row)

_id_of = attrgetter("id")
_ID_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_ROWS_AT_ONCE = 2_000
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[([A-Za-z0-9_-]*)\])?")


class NoSuchPlace(MaskDeskError):
    """A path that leads nowhere in this dossier."""

    problem = N_("There is no place {path} in this dossier.")
    way_out = N_("Check the path; `maskdesk schema` lists every field.")


class NotOfItsKind(MaskDeskError):
    """A value that cannot stand in its field."""

    problem = N_("The value given for {path} cannot stand there.")
    way_out = N_("Enter it as text, so that it can be read or kept until it can.")


class Step(Struct, frozen=True):
    """One step of a path: a member, and the row within it where the member is a list.

    `row` is None without brackets and empty for `[]`, every row.
    """

    name: str
    row: str | None = None


@cache
def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path; raises NoSuchPlace where it is not written as one."""
    found = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise NoSuchPlace(path=path)
        found.append(Step(match[1], match[2]))
    return tuple(found)


@cache
def describe(path: str) -> Field | Rows | Part:
    """What stands at a path, for any rows (`goods[].model` or `goods[g1].model`)."""
    return member_at(path).description


@cache
def member_at(path: str) -> Member:
    """The described member a path ends in."""
    struct: type[Struct] | None = Dossier
    *way, last = steps(path)
    for step in way:
        found = _member(struct, step, path)
        # Only one row of a list has members.
        if isinstance(found.description, Rows) and step.row is None:
            raise NoSuchPlace(path=path)
        struct = found.struct
    return _member(struct, last, path)


def get(dossier: Dossier, path: str) -> object:
    """What stands at one path: a value, a section, a row or a tuple of rows.

    Raises NoSuchPlace.
    """
    member_at(path)
    held: object = dossier
    for step in steps(path):
        held = getattr(held, step.name)
        if step.row is not None:
            held = _row(held, step.row, path)
    return held


def every(dossier: Struct, path: str) -> Iterator[tuple[str, object]]:
    """Each place a path with `[]` reaches, by its full path, in the order of the rows.

    Below a dossier it raises NoSuchPlace for a path no dossier has.
    """
    if isinstance(dossier, Dossier):
        member_at(path)
    found: list[tuple[str, object]] = [("", dossier)]
    for step in steps(path):
        below = [
            (f"{place}.{step.name}" if place else step.name, getattr(held, step.name))
            for place, held in found
        ]
        found = (
            below
            if step.row is None
            else [
                (f"{place}[{row.id}]", row)
                for place, rows in below
                for row in rows
                if step.row in ("", row.id)
            ]
        )
    return iter(found)


def put(dossier: Dossier, path: str, value: Value | Unread) -> Dossier:
    """The dossier with another value in one field; every untouched part is the very same object.

    Raises NoSuchPlace, and NotOfItsKind for a value its field cannot hold.
    """
    description = describe(path)
    if not isinstance(description, Field):
        raise NoSuchPlace(path=path)
    kept = _cleared(path) if value is None else _kept(description, value, path)
    return _replaced(dossier, steps(path), kept, path)


class SoundRows(Struct, frozen=True):
    """Rows that `prove_rows` found fit to stand in a list that holds `before`."""

    rows: tuple[Row, ...]
    before: tuple[Row, ...]


def rearranged(rows: tuple[Row, ...], positions: Iterable[int]) -> SoundRows:
    """Rows of a list in another order, or only some of them, each position named at most once."""
    return SoundRows(tuple(map(rows.__getitem__, positions)), rows)


def prove_rows(
    path: str, rows: Sequence[Row], before: tuple[Row, ...], entered: Collection[Row]
) -> Iterator[SoundRows | None]:
    """Rows asked some at a time whether they can stand in a list, so that many are put at once.

    Gives nothing until all were asked, and then the rows.
    `entered` are those that `enter_values` gave for this list: they are not asked again.
    Raises as `put_rows` does.
    """
    member = member_at(path)
    sound = {*map(id, before), *map(id, entered)}
    kept: list[Row] = []
    ids: set[str] = set()
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        yield None
        portion = _entered_rows(tuple(rows[at : at + _ROWS_AT_ONCE]), member, path, sound)
        kept += portion
        ids.update(map(_id_of, portion))
    if len(ids) != len(kept):
        raise NotOfItsKind(path=path)
    yield SoundRows(tuple(kept), before)


def put_rows(dossier: Dossier, path: str, rows: tuple[Row, ...] | SoundRows) -> Dossier:
    """The dossier with other rows at a list; rows that were there stay the very same objects.

    Raises NoSuchPlace, and NotOfItsKind for rows of another list, for ids that are not well-formed
    and single, and for a new row with a value its field cannot hold.
    """
    there = rows_at(dossier, path)
    if isinstance(rows, SoundRows) and rows.before is there:
        kept = rows.rows
    else:
        given = rows.rows if isinstance(rows, SoundRows) else rows
        kept = _entered_rows(given, member_at(path), path, set(map(id, there)))
    return _replaced(dossier, steps(path), kept, path)


def enter_values(path: str, row: _AnyRow, values: Mapping[str, Value | Unread]) -> _AnyRow:
    """A sound row of the list at a path with other values in its fields.

    So that many rows can be made in portions before they are put at once.
    Raises NotOfItsKind for a value its field cannot hold.
    """
    described = members(type(row))
    kept = {}
    for name, value in values.items():
        field, place = described[name].description, f"{path}[{row.id}].{name}"
        if not isinstance(field, Field):
            raise NotOfItsKind(path=place)
        kept[name] = _empty(type(row), name) if value is None else _kept(field, value, place)
    return msgspec.structs.replace(row, **kept)


def insert_row(dossier: Dossier, path: str, row: Row, at: int | None = None) -> Dossier:
    """The dossier with one more row in a list, at a position or at its end.

    Raises NoSuchPlace, and NotOfItsKind as `put_rows` does.
    """
    rows = rows_at(dossier, path)
    position = len(rows) if at is None else at
    if position < 0:
        raise NoSuchPlace(path=path)
    return put_rows(dossier, path, (*rows[:position], row, *rows[position:]))


def remove_row(dossier: Dossier, path: str) -> Dossier:
    """The dossier without the row a path names (`goods[g1]`)."""
    holder, row_id = _row_place(path)
    rows = rows_at(dossier, holder)
    left = tuple(row for row in rows if row.id != row_id)
    if len(left) == len(rows):
        raise NoSuchPlace(path=path)
    return put_rows(dossier, holder, left)


def rows_at(dossier: Dossier, path: str) -> tuple[Row, ...]:
    """The rows of a list; raises NoSuchPlace for a path that leads to anything else."""
    held = get(dossier, path)
    if not isinstance(held, tuple) or not isinstance(describe(path), Rows):
        raise NoSuchPlace(path=path)
    return held


def row_count(dossier: Dossier) -> int:
    """How many rows the lists of a dossier have, without those within rows and parts."""
    lists = (name for name, one in members(Dossier).items() if isinstance(one.description, Rows))
    return sum(len(getattr(dossier, name)) for name in lists)


def fields(struct: Struct, prefix: str = "") -> Iterator[tuple[str, Field, object]]:
    """Every field below a struct with its path, description and value, in page order."""
    for member in members(type(struct)).values():
        path = f"{prefix}{member.name}"
        value = getattr(struct, member.name)
        if isinstance(member.description, Field):
            yield path, member.description, value
        elif isinstance(member.description, Rows):
            for row in value:
                yield from fields(row, f"{path}[{row.id}].")
        else:
            yield from fields(value, f"{path}.")


def is_row_id(text: str) -> bool:
    """Whether it can be the id of a row."""
    return 0 < len(text) <= MOST_ID_SIGNS and have_id_signs((text,))


def have_id_signs(ids: Iterable[str]) -> bool:
    """Whether nothing but the signs of ids stands in any of them."""
    signs = "".join(ids)
    return signs.isascii() and not signs.encode().translate(None, _ID_SIGNS)


def unread(dossier: Dossier) -> tuple[tuple[str, Unread], ...]:
    """Every place whose typed text cannot be read yet."""
    found: list[tuple[str, Unread]] = []
    for _ in _gather_unread(dossier, found):
        continue
    return tuple(found)


def look_for_unread(dossier: Dossier) -> Iterator[float]:
    """The work of `unread`, some rows at a time: once it is done, that is at hand.

    Gives how much of a section was looked through.
    """
    return _gather_unread(dossier, [])


def _gather_unread(dossier: Dossier, found: list[tuple[str, Unread]]) -> Iterator[float]:
    for member in members(Dossier).values():
        section = getattr(dossier, member.name)
        # Another thread may put another dossier's in its place at any moment.
        known = _unread_known.get(member.name)
        if known is None or known.held is not section:
            known = yield from _look_through(section, member, known)
            _unread_known[member.name] = known
        found += known.found


class _Looked(Struct, frozen=True):
    """A section that was looked through; `rows` are those of its rows where something is unread."""

    held: object
    found: tuple[tuple[str, Unread], ...]
    rows: frozenset[int] = frozenset()


# Asked after every edit of the largest dossiers, of which it changed one row of one section.
_unread_known: dict[str, _Looked] = {}


def _look_through(
    section: Any,  # noqa: ANN401 - by member
    member: Member,
    before: _Looked | None,
) -> Generator[float, None, _Looked]:
    """Find what a section holds unread; rows looked through before are not looked at again."""
    if not isinstance(member.description, Rows):
        return _Looked(section, tuple(_unread_below(section, member, "")))
    held = before.held if before is not None and isinstance(before.held, tuple) else ()
    sound = set(map(id, held))
    sound.difference_update(before.rows if before is not None else ())
    yield 0.0
    found: list[tuple[str, Unread]] = []
    rows: set[int] = set()
    for at, row in enumerate(section):
        if id(row) not in sound:
            if places := tuple(_unread_in(row, f"{member.name}[{row.id}].")):
                found += places
                rows.add(id(row))
            yield at / len(section)
        elif at % _ROWS_AT_ONCE == 0:
            yield at / len(section)
    return _Looked(section, tuple(found), frozenset(rows))


def _unread_in(held: Struct, prefix: str) -> Iterator[tuple[str, Unread]]:
    # Most structs hold nothing unread, and are told so by the types of their values alone.
    own = Unread in map(type, msgspec.structs.astuple(held))
    for member in members(type(held)).values() if own else _members_below(type(held)):
        value = getattr(held, member.name)
        if isinstance(value, Unread):
            yield f"{prefix}{member.name}", value
        else:
            yield from _unread_below(value, member, prefix)


def _unread_below(value: Any, member: Member, prefix: str) -> Iterator[tuple[str, Unread]]:  # noqa: ANN401 - by member
    if isinstance(member.description, Rows):
        for row in value:
            yield from _unread_in(row, f"{prefix}{member.name}[{row.id}].")
    elif isinstance(member.description, Part):
        yield from _unread_in(value, f"{prefix}{member.name}.")


@cache
def _members_below(struct: type[Struct]) -> tuple[Member, ...]:
    """The members of a struct that hold structs themselves."""
    found = members(struct).values()
    return tuple(one for one in found if not isinstance(one.description, Field))


def _member(struct: type[Struct] | None, step: Step, path: str) -> Member:
    found = members(struct).get(step.name) if struct is not None else None
    if found is None or (step.row is not None and not isinstance(found.description, Rows)):
        raise NoSuchPlace(path=path)
    return found


def _kept(field: Field, value: object, path: str) -> object:
    """A value as its field keeps it; raises NotOfItsKind."""
    if value is None or isinstance(value, Unread):
        return value
    kept = field.kind.enter(value)
    if not field.kind.accepts(kept):
        raise NotOfItsKind(path=path)
    # What is kept as it was given stays the very same object.
    return value if kept == value else kept


def _entered_rows(
    rows: object, member: Member, path: str, sound: set[int] | frozenset[int] = frozenset()
) -> tuple[Row, ...]:
    """The rows of a list as the dossier keeps them; those known to be `sound` are not asked."""
    struct = member.struct
    if not isinstance(rows, tuple) or struct is None:
        raise NotOfItsKind(path=path)
    kept: tuple[Row, ...] = rows
    # Of rows that stood in one list the ids are as single as they are themselves.
    single: set[Any] = set(map(id, rows))
    if not single <= sound:
        kept = tuple(row if id(row) in sound else _entered_row(row, struct, path) for row in rows)
        single = set(map(_id_of, kept))
    if len(single) != len(kept):
        raise NotOfItsKind(path=path)
    return kept


def _entered_row(row: object, struct: type[Struct], path: str) -> Row:
    if not isinstance(row, struct) or not isinstance(row, Row) or not is_row_id(row.id):
        raise NotOfItsKind(path=path)
    return _entered(row, f"{path}[{row.id}].")  # type: ignore[return-value]  # stays a row


def _entered(held: Struct, prefix: str) -> Struct:
    """A section or row as the dossier keeps it; raises NotOfItsKind naming the place."""
    changed: dict[str, object] = {}
    for member in members(type(held)).values():
        now = getattr(held, member.name)
        if now is None:
            continue
        path = f"{prefix}{member.name}"
        if isinstance(member.description, Field):
            after = _kept(member.description, now, path)
        elif isinstance(member.description, Rows):
            after = _entered_rows(now, member, path)
        else:
            after = _entered(now, f"{path}.")
        if after != now:
            changed[member.name] = after
    return msgspec.structs.replace(held, **changed) if changed else held


def _row(held: object, row_id: str, path: str) -> Row:
    rows = held if isinstance(held, tuple) else ()
    if len(rows) > _FEW:
        row = _by_id(rows).get(row_id)
    else:
        row = next((one for one in rows if one.id == row_id), None)
    if row is None:
        raise NoSuchPlace(path=path)
    return row


def _by_id(rows: tuple[Row, ...]) -> Mapping[str, Row]:
    held, found = _recent.get(id(rows), _NOTHING)
    if held is not rows:
        found = dict(zip(map(_id_of, rows), rows, strict=True))
        _recent[id(rows)] = rows, found
        if len(_recent) > _MOST_LISTS:
            _recent.popitem(last=False)
    return found


# Forms and lists of findings name one row of a list after the other. A few are gone through: there
# may be thousands of lists within rows, and each would push out a long one.
_NOTHING: tuple[tuple[Row, ...], Mapping[str, Row]] = (), {}
_recent: OrderedDict[int, tuple[tuple[Row, ...], Mapping[str, Row]]] = OrderedDict()
_FEW, _MOST_LISTS = 8, 8


def _row_place(path: str) -> tuple[str, str]:
    last = steps(path)[-1]
    if not last.row:
        raise NoSuchPlace(path=path)
    return path[: path.rindex("[")], last.row


def _cleared(path: str) -> Value:
    way = steps(path)
    struct: type[Struct] = Dossier
    for step in way[:-1]:
        inner = members(struct)[step.name].struct
        if inner is None:
            raise NoSuchPlace(path=path)
        struct = inner
    return _empty(struct, way[-1].name)


@cache
def _empty(struct: type[Struct], name: str) -> Value:
    names = struct.__struct_fields__
    defaults = struct.__struct_defaults__
    default: Value = defaults[names.index(name) - (len(names) - len(defaults))]
    return default if isinstance(default, tuple) else None


def _replaced(held: Struct, way: tuple[Step, ...], value: object, path: str) -> "Dossier":
    return _with(held, way, value, path)  # type: ignore[return-value]  # the root is a Dossier


def _with(held: Struct, way: tuple[Step, ...], value: object, path: str) -> Struct:
    step, rest = way[0], way[1:]
    now = getattr(held, step.name)
    if step.row is not None:
        at = next((n for n, row in enumerate(now) if row.id == step.row), None)
        if at is None:
            raise NoSuchPlace(path=path)
        after: object = (*now[:at], _with(now[at], rest, value, path), *now[at + 1 :])
    elif rest:
        after = _with(now, rest, value, path)
    else:
        after = value
    return msgspec.structs.replace(held, **{step.name: after})
