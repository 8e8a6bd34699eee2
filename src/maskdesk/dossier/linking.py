"""Which places of a dossier link to a row of a list: what stands on a piece of evidence."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Link, Links
from maskdesk.dossier.paths import every
from maskdesk.dossier.sections import Dossier


@cache
def fields_linking(to: str) -> tuple[str, ...]:
    """Every field that can link to rows of the list at a path, as `certificates[].evidence`."""
    return tuple(_linking(Dossier, "", to))


def places_linking(dossier: Dossier, to: str, row_id: str) -> tuple[str, ...]:
    """Every field of this dossier that links to one row of the list at a path."""
    return tuple(
        place
        for field in fields_linking(to)
        for place, value in every(dossier, field)
        if value == row_id or (isinstance(value, tuple) and row_id in value)
    )


def _linking(struct: type[Struct], prefix: str, to: str) -> Iterator[str]:
    for member in members(struct).values():
        path = f"{prefix}{member.name}"
        if isinstance(member.description, Field):
            kind = member.description.kind
            if isinstance(kind, Link | Links) and kind.to == to:
                yield path
        elif member.struct is not None:
            rows = "[]" if isinstance(member.description, Rows) else ""
            yield from _linking(member.struct, f"{path}{rows}.", to)
