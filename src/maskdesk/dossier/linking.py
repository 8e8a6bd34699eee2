"""Which places of a dossier link to a row of a list: what stands on a piece of evidence."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Link, Links
from maskdesk.dossier.paths import every, put_rows
from maskdesk.dossier.sections import Dossier

# What became of a version, and the papers that say so.
_STEPS = "moves[].evidence"


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


def filed_with_steps(dossier: Dossier) -> frozenset[str]:
    """The evidence that steps of the hand-in alone link: of a version, and not of the goods."""
    if not any(move.evidence for move in dossier.moves):
        return frozenset()
    linked: dict[bool, set[str]] = {True: set(), False: set()}
    for field in fields_linking("evidence"):
        for _, value in every(dossier, field):
            links = value if isinstance(value, tuple) else (value,)
            linked[field == _STEPS].update(link for link in links if isinstance(link, str))
    return frozenset(linked[True] - linked[False])


def without_papers_of_steps(dossier: Dossier) -> Dossier:
    """The dossier as papers show it: without the evidence that is filed with steps alone."""
    of_steps = filed_with_steps(dossier)
    if not of_steps:
        return dossier
    kept = tuple(row for row in dossier.evidence if row.id not in of_steps)
    return put_rows(dossier, "evidence", kept)


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
