"""The JSON Schema of a dossier, derived from the descriptions of its fields."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from maskdesk.dossier import kinds
from maskdesk.dossier.codec import FORMAT
from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.sections import MOST_ID_SIGNS, Dossier

_UNREAD = {
    "title": "Typed text that cannot be read yet",
    "type": "object",
    "properties": {
        "typed": {"type": "string"},
        "language": {"type": "string"},
        "readings": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["typed"],
    "additionalProperties": False,
}


def schema(say: Callable[[str], str] = str) -> dict[str, Any]:
    """The JSON Schema of `dossier.json`, with labels and hints in the language of `say`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "MaskDesk dossier",
        "$comment": f"format {FORMAT}",
        "$defs": {"unread": _UNREAD},
        **_struct(Dossier, say, id_pattern=False),
    }


def _struct(struct: type[Struct], say: Callable[[str], str], *, id_pattern: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if "id" in struct.__struct_fields__:
        pattern = {"pattern": f"^[A-Za-z0-9_-]{{1,{MOST_ID_SIGNS}}}$"} if id_pattern else {}
        properties["id"] = {"type": "string", **pattern}
    for member in members(struct).values():
        properties[member.name] = _member(member.description, member.struct, say)
    required = {"required": ["id"]} if id_pattern else {}
    return {
        "type": "object",
        "properties": properties,
        **required,
        "additionalProperties": False,
    }


def _member(
    description: object, struct: type[Struct] | None, say: Callable[[str], str]
) -> dict[str, Any]:
    if isinstance(description, Field):
        hint = {"description": say(description.hint)} if description.hint else {}
        either = [_kind(description.kind), {"$ref": "#/$defs/unread"}]
        # Where several stand, none is an empty list.
        if either[0].get("type") != "array":
            either.append({"type": "null"})
        return {"title": say(description.label), **hint, "anyOf": either}
    if struct is None:
        raise TypeError(f"{description!r} describes no struct")
    if isinstance(description, Rows):
        items = _struct(struct, say, id_pattern=True)
        return {"title": say(description.label), "type": "array", "items": items}
    return {"title": say(description.label), **_struct(struct, say, id_pattern=False)}  # type: ignore[attr-defined]


def _kind(kind: kinds.Kind) -> dict[str, Any]:
    if isinstance(kind, kinds.Choices):
        return {"type": "array", "items": {"enum": list(kind.labels)}}
    if isinstance(kind, kinds.Choice):
        return {"enum": list(kind.labels)}
    if isinstance(kind, kinds.Texts):
        return {"type": "array", "items": {"type": "string", "minLength": 1}}
    for known, shape in _SHAPES:
        if isinstance(kind, known):
            return dict(shape)
    raise TypeError(f"{kind!r} has no shape in JSON")


_SHAPES: tuple[tuple[type[kinds.Kind], dict[str, Any]], ...] = (
    (kinds.Whole, {"type": "integer", "minimum": 0, "maximum": kinds.MOST_PIECES}),
    # The smallest figures are written with an exponent.
    (kinds.Measure, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(E-[0-9]{1,2})?$"}),
    (kinds.Day, {"type": "string", "format": "date"}),
    (kinds.Moment, {"type": "string", "format": "date-time"}),
    (kinds.YesNo, {"type": "boolean"}),
    (kinds.Digest, {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    (kinds.Country, {"type": "string", "pattern": "^[A-Z]{2}$"}),
    (kinds.Currency, {"type": "string", "pattern": "^[A-Z]{3}$"}),
    (kinds.Text, {"type": "string"}),
)
