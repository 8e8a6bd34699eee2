"""What can be wrong with the parameters a pack gives a check, told before any dossier is asked."""

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.kinds import (
    Choice,
    Country,
    Currency,
    Day,
    Kind,
    Moment,
    Text,
    Texts,
    Whole,
    YesNo,
)
from maskdesk.dossier.paths import NoSuchPlace, describe, steps
from maskdesk.language import N_, Phrase


class Fault(Struct, frozen=True, kw_only=True):
    """One thing wrong with a parameter: what it is and how it is put right."""

    parameter: str
    reason: str | Phrase
    cure: str | Phrase


def of_path(parameter: str, path: str, kinds: tuple[type[Kind], ...] = (Kind,)) -> Iterator[Fault]:
    """Whether a path leads to fields of every row, of one of some kinds."""
    try:
        description = describe(path)
    except NoSuchPlace:
        description = None
    if not isinstance(description, Field) or any(step.row for step in steps(path)):
        yield Fault(
            parameter=parameter,
            reason=Phrase(N_("the dossier has no field {path}"), path=path),
            cure=N_("Name a field as `maskdesk schema` lists it"),
        )
    elif not isinstance(description.kind, kinds):
        yield Fault(
            parameter=parameter,
            reason=Phrase(N_("the field {path} holds something else"), path=path),
            cure=_FIELD_OF.get(kinds, N_("Name another field")),
        )


def of_member(
    parameter: str, struct: type[Struct], name: str, kinds: tuple[type[Kind], ...] = (Kind,)
) -> Iterator[Fault]:
    """Whether a row has a field of a name, of one of some kinds."""
    member = members(struct).get(name)
    field = member.description if member is not None else None
    if not isinstance(field, Field) or not isinstance(field.kind, kinds):
        yield Fault(
            parameter=parameter,
            reason=Phrase(N_("the dossier has no field {path}"), path=name),
            cure=N_("Name a field as `maskdesk schema` lists it"),
        )


def of_codes(
    parameter: str, codes: Collection[object], known: Collection[object]
) -> Iterator[Fault]:
    """Whether codes stand in a closed list."""
    for code in codes:
        if code not in known:
            yield Fault(
                parameter=parameter,
                reason=Phrase(N_("there is no {name} to choose"), name=str(code)),
                cure=Phrase(N_("Use one of: {names}"), names=", ".join(map(str, known))),
            )


def of_values(parameter: str, path: str, values: Collection[object]) -> Iterator[Fault]:
    """Whether values can stand in the field a path leads to, alone or among others."""
    description = describe(path)
    kind = description.kind if isinstance(description, Field) else None
    if isinstance(kind, Choice):
        yield from of_codes(parameter, values, kind.labels)
    elif isinstance(kind, YesNo):
        if not all(isinstance(value, bool) for value in values):
            yield from of_codes(parameter, values, ("true", "false"))
    elif isinstance(kind, Texts):
        yield from _of_kind(parameter, [(value,) for value in values], kind)
    elif kind is not None:
        yield from _of_kind(parameter, values, kind)


def of_pattern(parameter: str, pattern: str) -> Iterator[Fault]:
    """Whether a pattern is a regular expression."""
    try:
        re.compile(pattern)
    except re.error as damage:
        yield Fault(
            parameter=parameter,
            reason=str(damage),
            cure=N_("Correct the pattern at that character"),
        )


def of_one(parameters: str, given: Collection[object]) -> Iterator[Fault]:
    """Whether exactly one of several parameters is given."""
    if sum(map(bool, given)) != 1:
        yield Fault(
            parameter="",
            reason=Phrase(N_("of {names} not exactly one is given"), names=parameters),
            cure=Phrase(N_("Give exactly one of {names}"), names=parameters),
        )


DAYS = (Day, Moment)
TEXTS = (Text, Texts)
_FIELD_OF: dict[tuple[type[Kind], ...], str] = {
    DAYS: N_("Name a field that holds a day"),
    TEXTS: N_("Name a field that holds text"),
    (Whole,): N_("Name a field that holds a whole number"),
}


def _of_kind(parameter: str, values: Collection[object], kind: Kind) -> Iterator[Fault]:
    for value in values:
        if not kind.accepts(value):
            countries = isinstance(kind, (Country, Currency))
            yield Fault(
                parameter=parameter,
                reason=Phrase(N_("{value} cannot stand in that field"), value=str(value)),
                cure=N_("Give a code of ISO 3166 or ISO 4217")
                if countries
                else N_("Give a value as the field holds it"),
            )
