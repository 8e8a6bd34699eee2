"""What is wrong with the shape of a table, all of it at once: keys too many, missing, of a kind."""

import types
import typing
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, Literal, Union

import msgspec
from msgspec import Struct

from maskdesk.language import N_, Phrase

_KINDS: Final = {
    str: N_("a text in quotes"),
    int: N_("a whole number"),
    bool: N_("true or false"),
    date: N_("a day without quotes, as 2026-05-31"),
    tuple: N_("a list in brackets"),
    dict: N_("a table"),
}

# The key, what is wrong with it, how it is put right.
Told = tuple[str, str | Phrase, str | Phrase]


def shape_faults(struct: type[Struct], table: object, key: str = "") -> Iterator[Told]:
    """Every key of a table that is unknown, missing or holds something of another kind."""
    if not isinstance(table, dict):
        yield _wrong_kind(key, dict)
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for name in table:
        if name not in fields:
            yield _unknown(_joined(key, str(name)), str(name), [one for one in fields])
    for name, field in fields.items():
        if name in table:
            yield from _of_value(field.type, table[name], _joined(key, name))
        elif field.required:
            yield (
                _joined(key, name),
                N_("the key is missing"),
                Phrase(N_("Add it: {kind}"), kind=Phrase(*_kind(field.type))),
            )


def _of_value(kind: Any, value: object, key: str) -> Iterator[Told]:  # noqa: ANN401 - any type hint
    inner = _without_none(kind)
    table = _table_of(inner, value)
    if table is not None:
        yield from shape_faults(table, value, key)
        return
    entry = typing.get_args(inner)[0] if typing.get_origin(inner) is tuple else None
    if entry is not None and _is_struct(entry) and isinstance(value, list):
        for place, one in enumerate(value):
            yield from shape_faults(entry, one, f"{key}[{place}]")
        return
    try:
        msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError:
        yield _wrong_kind(key, inner, value)


def _wrong_kind(key: str, kind: Any, value: object = None) -> Told:  # noqa: ANN401 - any type hint
    kinds = _kind(kind)
    message = N_("Write {kind}") if len(kinds) == 1 else N_("Write one of: {kind}")
    cure = Phrase(message, kind=Phrase(*kinds))
    reason: str | Phrase = N_("something of another kind stands there")
    if typing.get_origin(kind) is Literal and isinstance(value, str):
        reason = Phrase(N_("there is no {name} to choose"), name=value)
    return key or "TOML", reason, cure


def _unknown(key: str, name: str, known: list[str]) -> Told:
    near = get_close_matches(name, known, n=1)
    if near:
        cure = Phrase(N_("Write `{name}`, or remove it"), name=near[0])
    else:
        cure = Phrase(N_("Remove it; known here are: {names}"), names=", ".join(known))
    return key, N_("no such key is known here"), cure


def _kind(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any type hint
    """What belongs into a key, in words; the choices of a closed list themselves."""
    inner = _without_none(kind)
    if typing.get_origin(inner) is Literal:
        return tuple(f'"{one}"' for one in typing.get_args(inner))
    if typing.get_origin(inner) in (Union, types.UnionType):
        return tuple(word for one in typing.get_args(inner) for word in _kind(one))
    bare = typing.get_origin(inner) or inner
    return (_KINDS.get(bare, _KINDS[dict]),)


def _without_none(kind: Any) -> Any:  # noqa: ANN401 - any type hint
    if typing.get_origin(kind) in (Union, types.UnionType):
        kinds = [one for one in typing.get_args(kind) if one is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def _table_of(kind: Any, value: object) -> type[Struct] | None:  # noqa: ANN401 - any type hint
    """The table that belongs into a key; of a text or a table, where one stands there."""
    if _is_struct(kind):
        return typing.cast("type[Struct]", kind)
    tables = filter(_is_struct, typing.get_args(kind) if isinstance(value, dict) else ())
    return next(tables, None)


def _is_struct(kind: Any) -> bool:  # noqa: ANN401 - any type hint
    return isinstance(kind, type) and issubclass(kind, Struct)


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
