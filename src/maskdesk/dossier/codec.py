"""The dossier as JSON: written canonically, read with every stored value checked.

History of the format:

1 -- the first: one object per section, rows with ids, decimals as text, days in ISO 8601,
     `{"typed", "language", "readings"}` where typed text cannot be read yet.
"""

import contextlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.paths import fields, have_id_signs
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

FORMAT = 1

_Held = TypeVar("_Held", bound=Struct)


class _IdAlone(Struct, frozen=True):
    id: str = ""


_decoder = msgspec.json.Decoder(Dossier)
_id_decoder = msgspec.json.Decoder(_IdAlone)
_members_decoder = msgspec.json.Decoder(dict[str, Raw])
_rows_decoder = msgspec.json.Decoder(list[Raw])
_any_decoder = msgspec.json.Decoder(float_hook=Decimal)


class DamagedContent(MaskDeskError):
    """A dossier.json that does not hold a dossier."""

    problem = N_("The content of this dossier is damaged at {place}: {reason}.")
    way_out = N_("Open a backup or the copy that was handed in; the file itself is left untouched.")


def write(dossier: Dossier) -> bytes:
    """The dossier as JSON, the same bytes for the same content."""
    return b"".join(portions(dossier))


def portions(dossier: Dossier) -> Iterator[bytes]:
    """What `write` gives, long lists some rows at a time, so that another thread may go on."""
    held = _plain(dossier)
    long = {
        name: rows
        for name in Dossier.__struct_fields__
        if isinstance(rows := getattr(held, name), tuple) and len(rows) > _ROWS_AT_ONCE
    }
    if sum(map(len, long.values())) < _MANY_ROWS:
        long = {}
    # In the place of a long list its first row, and then the whole list in the place of that.
    short = msgspec.structs.replace(held, **{name: rows[:1] for name, rows in long.items()})
    rest = _indented(short)
    for name, rows in long.items():
        head = b'\n "%s": [' % name.encode()
        before, _, rest = rest.partition(head)
        yield before
        for at in range(0, len(rows), _ROWS_AT_ONCE):
            yield b"," if at else head
            some = _indented({"": rows[at : at + _ROWS_AT_ONCE]})
            yield some[len(_AROUND[0]) : -len(_AROUND[1])]
        _, end, rest = rest.partition(_AROUND[1][:-2])
        yield end
    yield rest
    yield b"\n"


# What stands around the rows of a list that is the only member of an object.
_AROUND = (b'{\n "": [', b"\n ]\n}")
_ROWS_AT_ONCE = 500
_MANY_ROWS = 5_000  # fewer take some ten ms in one go, and to put portions together a fifth more


def _indented(held: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(held, order="deterministic"), indent=1)


def read(content: bytes) -> Dossier:
    """The dossier in a JSON text; raises DamagedContent naming the place."""
    return read_through(content)[0]


def read_through(content: bytes) -> tuple[Dossier, bool]:
    """The same, and whether all its text stands in the JSON as the dossier keeps it (in NFC)."""
    with _telling_damage():
        entered = _entered(content)
        dossier = _decoded(entered)
    ids: list[Collection[str]] = []
    if not (_is_sound((dossier,), Dossier, ids) and have_id_signs(chain.from_iterable(ids))):
        raise _fault(dossier)
    return dossier, entered is content


def read_again(content: bytes) -> Dossier:
    """The dossier in a JSON text that was read through and holds its text as the dossier keeps it.

    Nothing is asked a second time but what decoding asks; raises DamagedContent as `read` does.
    """
    with _telling_damage():
        return _decoded(content)


def id_in(content: bytes) -> str:
    """Whose JSON text it is, nothing else of it being decoded; raises DamagedContent."""
    with _telling_damage():
        return _id_decoder.decode(content).id


@contextlib.contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise DamagedContent(place=_place(str(damage)), reason=_reason(str(damage))) from damage


def _decoded(content: bytes) -> Dossier:
    """A large text in portions, so that another thread may work in between."""
    if len(content) < _LARGE:
        return _decoder.decode(content)
    try:
        texts = _members_decoder.decode(content)
        lists = {
            name: _in_portions(texts[name], member.struct)
            for name, member in members(Dossier).items()
            if isinstance(member.description, Rows)
            and member.struct is not None
            and len(texts.get(name, b"")) >= _LARGE_LIST
        }
        rest = msgspec.json.encode(texts | dict.fromkeys(lists, ()))
        return msgspec.structs.replace(_decoder.decode(rest), **lists)
    except msgspec.DecodeError:
        return _decoder.decode(content)  # names the place as it is in the whole text


_LARGE = 8 << 20
_LARGE_LIST = 1 << 20


@cache
def rows_decoder(struct: type[_Held]) -> msgspec.json.Decoder[tuple[_Held, ...]]:
    """Reads like rows as they stand in the JSON of a dossier, without asking their values."""
    return msgspec.json.Decoder(tuple[struct, ...])  # type: ignore[valid-type]


def _in_portions(text: Raw, struct: type[Struct]) -> tuple[Struct, ...]:
    rows = _rows_decoder.decode(text)
    decoder = rows_decoder(struct)
    portions = (rows[at : at + _ROWS_AT_ONCE] for at in range(0, len(rows), _ROWS_AT_ONCE))
    return tuple(
        chain.from_iterable(decoder.decode(b"[%b]" % b",".join(some)) for some in portions)
    )


def _entered(content: bytes) -> bytes:
    """The JSON with all its text in NFC: files from elsewhere may hold decomposed letters.

    The very same bytes where nothing had to be changed.
    """
    telling = content.translate(None, _PLAIN)
    if _ESCAPE.search(telling) and _ESCAPE.search(content):
        # An escape hides what it stands for: written anew, the text stands for itself.
        content = msgspec.json.encode(_any_decoder.decode(content))
        telling = content
    foreign = telling.translate(None, _ASCII)
    if len(content) > _LONG and _composed().fullmatch(foreign.decode("utf-8")):
        return content
    text = content.decode("utf-8")
    if unicodedata.is_normalized("NFC", text):
        return content
    # A mark after an escape stands at a letter of it only in the JSON.
    composed = "".join(
        part if part.startswith("\\") else unicodedata.normalize("NFC", part)
        for part in _ESCAPES.split(text)
    )
    return content if composed == text else composed.encode("utf-8")


_ESCAPES = re.compile(r"((?:\\u[0-9a-fA-F]{4}|\\.)+)")
_ESCAPE = re.compile(rb"\\u")  # a third of the time `in` takes where many lines end in "\\n"
_ASCII = bytes(range(128))
# All of ASCII but what an escape is written with, and the "n" that most backslashes stand before:
# hardly anything else looks like an escape when this is gone.
_PLAIN = bytes(set(_ASCII) - set(b"\\nu"))
# To make the pattern takes as long as to ask each letter of so long a text.
_LONG = 100 << 10


@cache
def _composed() -> re.Pattern[str]:
    """Latin letters, punctuation, ideographs and full-width signs in NFC wherever they stand.

    Each has the quick check "Yes" and the combining class 0 (UAX #15, 9).
    """
    return re.compile(
        "[\u0080-\u02ff\u1e00-\u1eff\u2010-\u2060\u20a0-\u20bf\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff"
        "\uff01-\uff60]*"
    )


def _plain(held: _Held) -> _Held:
    """The same with every part that says nothing as the very default, which is not written."""
    changed = {}
    for name, default in _defaults_of_parts(type(held)).items():
        now = getattr(held, name)
        after = default if now == default else _plain(now)
        if after is not now:
            changed[name] = after
    return msgspec.structs.replace(held, **changed) if changed else held


@cache
def _defaults_of_parts(struct: type[Struct]) -> dict[str, Struct]:
    return {
        field.name: field.default
        for field in msgspec.structs.fields(struct)
        if isinstance(field.default, Struct)
    }


def _is_sound(structs: Sequence[Struct], struct: type[Struct], ids: list[Collection[str]]) -> bool:
    """Whether every stored value of these like structs can stand where it stands.

    Values are gone through field by field and each different one is asked once: a thousand rows
    cost little more than one. The ids of rows are gathered in `ids`, to be asked together.
    """
    if not structs:
        return True
    if not all(_all_fit(field, list(map(value, structs))) for field, value in _to_be_asked(struct)):
        return False
    for member in members(struct).values():
        if member.struct is None:
            continue
        held = list(map(attrgetter(member.name), structs))
        if isinstance(member.description, Rows):
            lists, held = held, list(chain.from_iterable(held))
            if not _all_differ(lists, held, ids):
                return False
        if not _is_sound(held, member.struct, ids):
            return False
    return True


def _all_differ(
    lists: Sequence[Sequence[Row]], rows: Sequence[Row], ids: list[Collection[str]]
) -> bool:
    """Whether none of these lists has two of its rows under one id; adds the ids to `ids`."""
    different = set(map(_ID, rows))
    ids.append(different)
    if len(different) == len(rows):
        return True
    # Most lists within rows hold one or two, and a set for each would take twice as long.
    doubtful = [
        held for held in lists if len(held) > 1 and (len(held) > 2 or held[0].id == held[1].id)
    ]
    return all(map(_differ, doubtful))


@cache
def _to_be_asked(struct: type[Struct]) -> tuple[tuple[Field, Callable[[object], object]], ...]:
    """The fields whose type alone lets more stand than their kind does, and how each is read."""
    return tuple(
        (member.description, attrgetter(member.name))
        for member in members(struct).values()
        if isinstance(member.description, Field) and not member.description.kind.whatever
    )


def _all_fit(field: Field, held: Sequence[object]) -> bool:
    # Most columns are full or empty: only of the rest is looked for what always fits.
    if not any(held) and held.count(None) == len(held):
        return True
    accepts_all = field.kind.accepts_all
    return accepts_all(held) or accepts_all([one for one in held if type(one) not in _ALWAYS_FIT])


_ID = attrgetter("id")
_ALWAYS_FIT = frozenset((type(None), Unread))


def _fits(field: Field, value: object) -> bool:
    return value is None or isinstance(value, Unread) or field.kind.accepts(value)


def _differ(rows: Sequence[Row]) -> bool:
    return len(set(map(_ID, rows))) == len(rows)


def _fault(dossier: Dossier) -> DamagedContent:
    """The first fault of an unsound dossier, by its place."""
    for path, field, value in fields(dossier):
        if not _fits(field, value):
            return DamagedContent(place=path, reason=N_("the value cannot stand there"))
    lists = (
        path
        for path, rows in _lists(dossier)
        if not (_differ(rows) and have_id_signs(row.id for row in rows))
    )
    place = next(lists, "dossier.json")
    return DamagedContent(place=place, reason=N_("the ids of rows are not in order"))


def _lists(held: Struct, prefix: str = "") -> Iterator[tuple[str, Sequence[Row]]]:
    """Every list of rows below a struct by its path, the outer ones first."""
    for member in members(type(held)).values():
        inner, path = getattr(held, member.name), f"{prefix}{member.name}"
        if isinstance(member.description, Rows):
            yield path, inner
            for row in inner:
                yield from _lists(row, f"{path}[{row.id}].")
        elif member.struct is not None:
            yield from _lists(inner, f"{path}.")


def _place(message: str) -> str:
    return (
        message.rpartition("`$")[2].strip("`.") or "dossier.json"
        if "`$" in message
        else ("dossier.json")
    )


def _reason(message: str) -> str:
    return message.split(" - at")[0]
