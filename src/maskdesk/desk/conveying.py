"""Takes a dossier over to a child process: only what changed, in small portions.

A dossier of many thousand rows takes the interpreter a while to pack, and nothing else runs in that
while. Edits leave all they did not touch the very same objects, so what the other side has already
is told by identity and only named; what is new is packed some rows at a time, as in the dossier's
file, for that takes a fraction of what pickling takes. Each portion is a message of its own.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from pickle import PickleBuffer
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier import codec
from maskdesk.dossier.difference import alike_at_ends
from maskdesk.dossier.fields import Rows, members
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.store.giving_way import giving_way

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# At most a millisecond's worth of packing.
_PORTION = 100
_PORTION_BYTES = 1 << 16
# Windows open side by side; the dossier of one more is taken over whole each time.
_REMEMBERED = 4


class _Same(Struct, frozen=True, gc=False):
    """What the other side has at this place."""


class _Packed(Struct, frozen=True, gc=False):
    """A new value, or a portion of new values that are no rows."""

    content: bytes


class _PackedRows(Struct, frozen=True, gc=False):
    """A portion of new rows of one list."""

    content: bytes
    struct: type[Row]


class _Parts(Struct, frozen=True, gc=False):
    """A section or row of which only some parts differ; with `blank`, from an empty one."""

    parts: "dict[str, _Piece]"
    blank: type[Row] | None = None


class _Stretch(Struct, frozen=True, gc=False):
    """Rows the other side has, from one position up to another."""

    start: int
    stop: int


class _Changed(Struct, frozen=True, gc=False):
    """One row of very many parts that the other side has, changed."""

    position: int
    piece: "_Piece"


class _Bundle(Struct, frozen=True, gc=False):
    """A portion of spans, which goes over in a message of its own."""

    content: PickleBuffer


_Span = _Stretch | _Changed | _Packed | _PackedRows | _Parts | _Bundle


class _Rows(Struct, frozen=True, gc=False):
    """A list of rows, in order."""

    spans: tuple[_Span, ...]


_Piece = _Same | _Packed | _Parts | _Rows


class Parcel(Struct, frozen=True, kw_only=True, gc=False):
    """A dossier on its way, for the one `Taker` that got all parcels before it."""

    dossier: str
    piece: _Piece


class _Letter(Struct, frozen=True, gc=False):
    """What stands before so many portions on their way."""

    content: bytes
    portions: int


def send(connection: "Connection", order: object) -> None:
    """Send what holds a parcel, each portion in a message of its own.

    To put them together would stop all other threads for as long as that takes.
    """
    portions: list[PickleBuffer] = []
    content = pickle.dumps(order, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=portions.append)
    connection.send(_Letter(content, len(portions)))
    for portion in giving_way(portions):
        connection.send_bytes(portion)


def receive(connection: "Connection") -> object:
    """What `send` sent at the other end, or what was sent there as it is."""
    sent = connection.recv()
    if not isinstance(sent, _Letter):
        return sent
    portions = [connection.recv_bytes() for _ in range(sent.portions)]
    return pickle.loads(sent.content, buffers=portions)  # noqa: S301 - packed by this very program


class Sender:
    """The side that has the dossiers; it remembers what the other side has by now."""

    def __init__(self) -> None:
        self._sent: dict[str, Dossier] = {}

    def parcel(self, dossier: Dossier) -> Parcel:
        """What makes this dossier out of what was sent before."""
        before = self._sent.pop(dossier.id, _EMPTY)
        _remember(self._sent, dossier.id, dossier)
        return Parcel(dossier=dossier.id, piece=_piece(before, dossier))


class Taker:
    """The other side; it takes every parcel of one sender, in order."""

    def __init__(self) -> None:
        self._taken: dict[str, Dossier] = {}

    def take(self, parcel: Parcel) -> Dossier:
        """The dossier as the sender has it; what did not change is the same object as before."""
        dossier = _whole(parcel.piece, self._taken.pop(parcel.dossier, _EMPTY))
        if not isinstance(dossier, Dossier):
            raise TypeError("a parcel holds a dossier")
        _remember(self._taken, parcel.dossier, dossier)
        return dossier


_EMPTY = Dossier()


def _remember(dossiers: dict[str, Dossier], name: str, latest: Dossier) -> None:
    """Both sides forget in the same order."""
    dossiers[name] = latest
    if len(dossiers) > _REMEMBERED:
        del dossiers[next(iter(dossiers))]


def _piece(before: object, after: object) -> _Piece:
    if after is before:
        return _Same()
    if isinstance(after, Struct) and type(after) is type(before):
        return _Parts(_differing(before, after))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _Rows(tuple(_spans(before, after)))
    return _Packed(pickle.dumps(after))


def _differing(before: object, after: Struct) -> dict[str, _Piece]:
    names = after.__struct_fields__
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return {name: _piece(old, new) for name, old, new in pairs if old is not new}


def _spans(before: tuple[object, ...], after: tuple[object, ...]) -> Iterator[_Span]:
    """Most edits leave the rows before and after one place as they are."""
    first, last = alike_at_ends(before, after)
    if first:
        yield _Stretch(0, first)
    spans = _middle(before, range(first, len(before) - last), after[first : len(after) - last])
    # Packed all at once in the end, spans of very many rows would take what portions were to spare.
    bundle: list[_Span] = []
    size = 0
    for span in giving_way(spans):
        bundle.append(span)
        size += len(span.content) if isinstance(span, _Packed | _PackedRows) else 0
        if len(bundle) == _PORTION or size > _PORTION_BYTES:
            yield _bundled(bundle)
            bundle, size = [], 0
    if bundle:
        yield _bundled(bundle)
    if last:
        yield _Stretch(len(before) - last, len(before))


def _bundled(spans: list[_Span]) -> _Bundle:
    return _Bundle(PickleBuffer(pickle.dumps(spans, protocol=pickle.HIGHEST_PROTOCOL)))


def _middle(
    before: tuple[object, ...], changed: range, after: tuple[object, ...]
) -> Iterator[_Span]:
    known = {id(before[position]): position for position in changed}
    named = {_name(before[position]): position for position in changed}

    def shift(numbered: tuple[int, object]) -> int | None:
        """How far a row the other side has moved; rows next to each other move alike."""
        position = known.get(id(numbered[1]))
        return None if position is None else position - numbered[0]

    for moved, group in groupby(enumerate(after), key=shift):
        rows = tuple(group)
        if moved is None:
            yield from _new(before, named, (row for _, row in rows))
        else:
            start = rows[0][0] + moved
            yield _Stretch(start, start + len(rows))


def _new(
    before: tuple[object, ...], named: Mapping[object, int], rows: Iterable[object]
) -> Iterator[_Span]:
    """Rows the other side has not: those that hold many each by itself, the rest in portions."""
    for holds_many, group in groupby(rows, key=_holds_many):
        while portion := tuple(islice(group, 1 if holds_many else _PORTION)):
            (first, *_) = portion
            if not isinstance(first, Row):
                yield _Packed(pickle.dumps(portion))
            elif holds_many:
                yield _apart(before, named, first)
            else:
                yield _PackedRows(msgspec.json.encode(portion), type(first))


def _apart(before: tuple[object, ...], named: Mapping[object, int], row: Row) -> _Span:
    position = named.get(row.id)
    if position is not None:
        return _Changed(position, _piece(before[position], row))
    return _Parts(_differing(type(row)(id=""), row), blank=type(row))


def _holds_many(row: object) -> bool:
    return isinstance(row, Row) and any(
        len(getattr(row, name)) > _PORTION for name in _lists_in(type(row))
    )


@cache
def _lists_in(struct: type[Row]) -> tuple[str, ...]:
    found = members(struct).items()
    return tuple(name for name, one in found if isinstance(one.description, Rows))


def _name(row: object) -> object:
    return row.id if isinstance(row, Row) else None


def _whole(piece: _Piece, before: object) -> object:
    if isinstance(piece, _Same):
        return before
    if isinstance(piece, _Packed):
        return pickle.loads(piece.content)  # noqa: S301 - packed by this very program
    if isinstance(piece, _Rows) and isinstance(before, tuple):
        return tuple(row for span in piece.spans for row in _unpacked(span, before))
    start = before if not isinstance(piece, _Parts) or piece.blank is None else piece.blank(id="")
    if not isinstance(piece, _Parts) or not isinstance(start, Struct):
        raise TypeError("a parcel fits what was taken before it")
    parts = {name: _whole(part, getattr(start, name)) for name, part in piece.parts.items()}
    return replace(start, **parts)


def _unpacked(span: _Span, before: tuple[object, ...]) -> Iterable[object]:
    if isinstance(span, _Stretch):
        return before[span.start : span.stop]
    if isinstance(span, _Packed):
        rows: tuple[object, ...] = pickle.loads(span.content)  # noqa: S301 - as above
        return rows
    if isinstance(span, _PackedRows):
        return codec.rows_decoder(span.struct).decode(span.content)
    if isinstance(span, _Bundle):
        spans: list[_Span] = pickle.loads(span.content)  # noqa: S301 - as above
        return (row for one in spans for row in _unpacked(one, before))
    if isinstance(span, _Changed):
        return (_whole(span.piece, before[span.position]),)
    return (_whole(span, None),)
