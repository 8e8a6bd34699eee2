"""How a field of the dossier is described: once, beside its name."""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct

from maskdesk.dossier.kinds import Choices, Kind

# What becomes of a field when a dossier is copied as a new one: most things stay, what belongs to
# one consignment alone is dropped, what normally differs stays until it is changed or confirmed.
Copying = Literal["kept", "confirmed", "dropped"]


class Field(Struct, frozen=True):
    """One thing the clerk says: its label and hint (message ids) and its kind of value.

    Nothing here speaks of law, of layout or of one form's box.
    """

    label: str
    kind: Kind
    hint: str = ""
    copying: Copying = "kept"


class Rows(Struct, frozen=True):
    """A list of like things: the label of the list and of one row (message ids)."""

    label: str
    one: str
    copying: Copying = "kept"


class Part(Struct, frozen=True):
    """A group of fields within the dossier, under one label (a message id)."""

    label: str


class Member(Struct, frozen=True):
    """A named member of a struct of the dossier, with what stands in it."""

    name: str
    description: Field | Rows | Part
    struct: type[Struct] | None = None


@cache
def members(struct: type[Struct]) -> dict[str, Member]:
    """Every described member of a struct, in the order of the page; an id is not one."""
    # Not `get_type_hints`, which looks for names within each: hints here are types already.
    hints = {
        name: hint
        for one in reversed(struct.__mro__)
        for name, hint in getattr(one, "__annotations__", {}).items()
    }
    found = {}
    for name in struct.__struct_fields__:
        if name == "id":
            continue
        found[name] = _member(name, hints[name], struct)
    return found


def closed(hint: Any) -> Any:  # noqa: ANN401 - types, as msgspec takes them
    """The hint of a field, the codes of its kind in place of text if that has a closed list."""
    if get_origin(hint) is not Annotated:
        return hint
    held, *descriptions = get_args(hint)
    for description in descriptions:
        if isinstance(description, Field) and (codes := description.kind.codes):
            others = (
                one for one in get_args(held) if one is not str and get_origin(one) is not tuple
            )
            several = isinstance(description.kind, Choices)
            return Annotated[_one_of(codes, *others, several=several), *descriptions]
    return hint


@cache
def _one_of(codes: tuple[str, ...], *others: Any, several: bool) -> Any:  # noqa: ANN401 - types
    one: Any = Literal[codes]
    return Union[tuple[one, ...] if several else one, *others]


def _member(name: str, hint: object, struct: type[Struct]) -> Member:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{struct.__name__}.{name} is not described")
    held, *descriptions = get_args(hint)
    for description in descriptions:
        if isinstance(description, Field):
            return Member(name, description)
        if isinstance(description, (Rows, Part)):
            return Member(name, description, _struct_in(held))
    raise TypeError(f"{struct.__name__}.{name} is not described")


def _struct_in(hint: object) -> type[Struct]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint
    if get_origin(hint) in (tuple, Union, UnionType):
        for argument in get_args(hint):
            if isinstance(argument, type) and issubclass(argument, Struct):
                return argument
    raise TypeError(f"no struct in {hint!r}")
