"""Places of a dossier as a paper names them: alike ones together, with what stands there."""

import re
from collections.abc import Iterable, Iterator

from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Digest, Link, Links, Money
from maskdesk.dossier.naming import name_of
from maskdesk.dossier.paths import NoSuchPlace, describe
from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed

# Of places alike (one field over many rows) so many are named, the others counted.
_ALIKE_NAMED = 3
# What is longer is looked up at its place.
_VALUE_SHOWN = 48
# Prices are nobody's business at the counter; ids of rows say nothing to a reader.
_NOT_SHOWN = (Money, Link, Links, Digest)


def named_places(dossier: Dossier, places: Iterable[str], writing: Writing) -> tuple[Content, ...]:
    """Each place by its name with the short value that stands there, the rest of many counted."""
    groups: dict[str, list[str]] = {}
    for place in places:
        groups.setdefault(re.sub(r"\[[^\]]*\]", "[]", place), []).append(place)
    return tuple(_named(dossier, groups.values(), writing))


def _named(dossier: Dossier, groups: Iterable[list[str]], writing: Writing) -> Iterator[Content]:
    for alike in groups:
        for place in alike[:_ALIKE_NAMED]:
            yield _one(dossier, place, writing)
        left = len(alike) - _ALIKE_NAMED
        if left > 0:
            yield writing.text("more", n=writing.catalogue.show(left))


def _one(dossier: Dossier, place: str, writing: Writing) -> Content:
    name = name_of(dossier, place, writing.catalogue.translate, writing.language)
    value = _value(place, writing)
    if value is None:
        return Printed(name)
    return writing.text("place_value", place=name, value=value)


def _value(place: str, writing: Writing) -> Printed | None:
    described = describe(place)
    if not isinstance(described, Field) or isinstance(described.kind, _NOT_SHOWN):
        return None
    try:
        value = writing.field(place)
    except NoSuchPlace:  # every row, or a row that is gone
        return None
    return value if value.text and len(value.text) <= _VALUE_SHOWN else None
