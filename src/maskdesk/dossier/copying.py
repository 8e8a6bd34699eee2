"""Copying a dossier as a new one: what belongs to one consignment alone is dropped."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.linking import without_papers_of_steps
from maskdesk.dossier.paths import NoSuchPlace, fields, get, put_rows
from maskdesk.dossier.sections import Copied, Dossier, Head

_Any = TypeVar("_Any", bound=Struct)


def copied_as_new(dossier: Dossier, new_id: str) -> Dossier:
    """A new dossier from an old one, without its numbers, days, lots, decisions and steps.

    Every copied field that normally differs is listed under `copied`, to be changed or confirmed.
    """
    kept = _kept(without_papers_of_steps(dossier))
    fresh = replace(kept, id=new_id, head=replace(kept.head, version=Head().version))
    places = [
        path
        for path, field, value in fields(fresh)
        if field.copying == "confirmed" and value not in (None, "", ())
    ]
    rows = tuple(
        Copied(id=f"c{n}", place=path, was=_word(get(fresh, path)))
        for n, path in enumerate(places, start=1)
    )
    return put_rows(fresh, "copied", rows)


def to_confirm(dossier: Dossier) -> tuple[str, ...]:
    """The places of copied fields that are neither changed nor confirmed yet."""
    return tuple(
        row.place
        for row in dossier.copied
        if isinstance(row.place, str) and row.confirmed is not True and _stands(dossier, row)
    )


def confirm(dossier: Dossier, place: str) -> Dossier:
    """The dossier in which a copied field is confirmed as right; raises NoSuchPlace."""
    if place not in {row.place for row in dossier.copied}:
        raise NoSuchPlace(path=place)
    rows = tuple(
        replace(row, confirmed=True) if row.place == place else row for row in dossier.copied
    )
    return put_rows(dossier, "copied", rows)


def _stands(dossier: Dossier, row: Copied) -> bool:
    try:
        return _word(get(dossier, str(row.place))) == row.was
    except NoSuchPlace:  # the row it was in is gone
        return False


def _word(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _kept(struct: _Any) -> _Any:
    names = struct.__struct_fields__
    defaults = dict(zip(reversed(names), reversed(struct.__struct_defaults__), strict=False))
    changes: dict[str, object] = {}
    for member in members(type(struct)).values():
        description = member.description
        held = getattr(struct, member.name)
        if isinstance(description, (Field, Rows)) and description.copying == "dropped":
            changes[member.name] = defaults[member.name]
        elif isinstance(description, Rows):
            changes[member.name] = tuple(map(_kept, held))
        elif not isinstance(description, Field):
            changes[member.name] = _kept(held)
    return replace(struct, **changes)
