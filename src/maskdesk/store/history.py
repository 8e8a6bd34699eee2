"""Keeps what was done to a dossier, when and by whom, so that a change to the record shows.

Each line of `history.jsonl` is one event as canonical JSON with the hash of the line before it.
Whoever has the file and this program can rewrite all events after the last one that a seal
names; what stands before a sealed head cannot be changed, cut off or added to unseen.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

_NOTHING_BEFORE = "0" * 64
_Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Text = str | tuple[str, ...]
"""What an event tells, a very long one in portions: no other thread goes on while one is written.
"""


class HistoryBroken(MaskDeskError):
    """An event was changed, removed or put in after it was written."""

    problem = N_("The history of this dossier was changed from event {number} on.")
    way_out = N_("Compare it with a backup; what was handed in is proven by its own seal.")


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was done; `sequence` counts from 0, `hash` closes the line.

    The fields stand in alphabetical order of their names in the file: so they are written.
    """

    from_: str = msgspec.field(name="from")
    hash: _Hash
    moment: str
    previous: _Hash
    sequence: int
    to: str
    what: str
    who: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The last event at some time, as a seal remembers it."""

    sequence: int
    hash: str


class Deed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that was done and is not in the history yet; `moment` carries its zone."""

    moment: datetime
    who: str
    what: str
    before: Text = ""
    after: Text = ""


def append(
    history: bytes, *, moment: datetime, who: str, what: str, before: str = "", after: str = ""
) -> bytes:
    """The history with one more event; `moment` must carry its zone and is kept in UTC.

    Raises HistoryBroken if the last line is not a whole event.
    """
    return extend(history, (Deed(moment=moment, who=who, what=what, before=before, after=after),))


def extend(history: bytes, deeds: Iterable[Deed]) -> bytes:
    """The history with more events, one for each deed. Raises as `append` does."""
    last = head(history)
    previous = last.hash if last else _NOTHING_BEFORE
    lines = [history]
    for sequence, deed in enumerate(deeds, last.sequence + 1 if last else 0):
        event = Event(
            from_="",
            hash=_NOTHING_BEFORE,
            moment=_in_utc(deed.moment),
            previous=previous,
            sequence=sequence,
            to="",
            what=deed.what,
            who=deed.who,
        )
        before, after = tuple(_written(deed.before)), tuple(_written(deed.after))
        digest = hashlib.sha256()
        for portion in _with_texts(_unclosed(event), before, after):
            digest.update(portion)
        previous = digest.hexdigest()
        closed = msgspec.structs.replace(event, hash=previous)
        lines += (*_with_texts(closed, before, after), b"\n")
    return b"".join(lines)


def _written(text: Text) -> Iterator[bytes]:
    """A text as it stands between its quotes."""
    for portion in (text,) if isinstance(text, str) else text:
        yield msgspec.json.encode(portion)[1:-1]


def _with_texts(
    event: "Event | _Unclosed", before: tuple[bytes, ...], after: tuple[bytes, ...]
) -> tuple[bytes, ...]:
    """An event that tells nothing yet with what it tells."""
    head, from_, rest = msgspec.json.encode(event).partition(_FROM)
    middle, to, tail = rest.partition(_TO)
    return (head + from_, *before, middle + to, *after, tail)


_FROM, _TO = b'"from":"', b'"to":"'


def head(history: bytes) -> Head | None:
    """The last event, for a seal to remember; None for an empty history.

    Raises HistoryBroken if the last line is not a whole event.
    """
    if not history:
        return None
    start, end = history.rfind(b"\n", 0, -1) + 1, len(history) - 1
    is_long = end - start > _LONG
    event = _outline(history, start, end) if is_long else _event(history[start:end])
    if event is None or not history.endswith(b"\n"):
        raise HistoryBroken(number=history.count(b"\n") + 1)
    return Head(sequence=event.sequence, hash=event.hash)


def events(history: bytes) -> tuple[Event, ...]:
    """All events in their order. Raises HistoryBroken at the first that does not follow."""
    found: list[Event] = []
    for event in _chain(history):
        if event is None:
            raise HistoryBroken(number=len(found) + 1)
        found.append(event)
    return tuple(found)


def check_chain(history: bytes, sealed_heads: tuple[Head, ...] = ()) -> int | None:
    """The position (from 0) of the first event that is not as it was written, or None.

    With the heads that seals remember, a history cut off or rewritten before one of them is
    found too: the position is then at most that head's own.
    """
    must_be: dict[int, set[str]] = {}
    for sealed in sealed_heads:
        must_be.setdefault(sealed.sequence, set()).add(sealed.hash)
    count = 0
    for event in _chain(history):
        if event is None or must_be.get(count, {event.hash}) != {event.hash}:
            return count
        count += 1
    return count if any(sequence >= count for sequence in must_be) else None


def _chain(history: bytes) -> Iterator[Event | None]:
    """The events one after the other; None for the first that does not follow, and then no more.

    One is forgotten before the next is read: one edit of many rows may be as long as a dossier.
    """
    view, start, sequence, previous = memoryview(history), 0, 0, _NOTHING_BEFORE
    while start < len(history):
        end = history.find(b"\n", start)
        event = _event(view[start:end]) if end >= 0 else None
        if event is None or event.sequence != sequence or event.previous != previous:
            yield None
            return
        yield event
        start, sequence, previous = end + 1, sequence + 1, event.hash


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _event(line: bytes | memoryview) -> Event | None:
    """The event in a line; None if it is not one to the last byte."""
    try:
        event = msgspec.json.decode(line, type=Event)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    whole = msgspec.json.encode(event) == line and event.hash == _hash(event)
    return event if whole else None


def _outline(history: bytes, start: int, end: int) -> Event | None:
    """What a very long line holds besides its texts; None if it is not as it was written.

    To decode it all would stop all other threads.
    """
    # No text holds a quote that is not escaped, and so none of these marks.
    behind_from = history.find(b'","hash":"', start, end)
    to = history.find(_TO, max(behind_from, start), end)
    behind_to = history.find(b'","what":"', max(to, start), end)
    if min(behind_from, to, behind_to) < 0:
        return None
    head = history[start : start + len(b"{" + _FROM)]
    short = head + history[behind_from : to + len(_TO)] + history[behind_to:end]
    try:
        event = msgspec.json.decode(short, type=Event)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    closed = b',"hash":"%s"' % event.hash.encode()
    view = memoryview(history)
    digest = hashlib.sha256(view[start : behind_from + 1])
    digest.update(view[behind_from + 1 + len(closed) : end])
    whole = msgspec.json.encode(event) == short and digest.hexdigest() == event.hash
    return event if whole else None


_LONG = 1 << 20


class _Unclosed(msgspec.Struct, frozen=True, kw_only=True):
    """What an event's hash is taken over: all but the hash, in the same order."""

    from_: str = msgspec.field(name="from")
    moment: str
    previous: str
    sequence: int
    to: str
    what: str
    who: str


def _hash(event: Event) -> str:
    return hashlib.sha256(msgspec.json.encode(_unclosed(event))).hexdigest()


def _unclosed(event: Event) -> _Unclosed:
    return _Unclosed(
        from_=event.from_,
        moment=event.moment,
        previous=event.previous,
        sequence=event.sequence,
        to=event.to,
        what=event.what,
        who=event.who,
    )
