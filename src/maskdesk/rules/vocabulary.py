"""The closed vocabulary of checks, and the proof that a pack speaks only it."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import msgspec
from msgspec import Struct

from maskdesk.dossier import vocabulary as words
from maskdesk.dossier.identifiers import SCHEMES
from maskdesk.language import LANGUAGES, N_, Phrase, is_country
from maskdesk.law.pack import Condition, Pack, ProductClass, Requirement, When, Wording
from maskdesk.law.reader import Law, broken
from maskdesk.law.structure import Told, shape_faults
from maskdesk.rules.checks import capacity, certificates, lists, presence, share, values
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.checks.faults import (
    DAYS,
    TEXTS,
    Fault,
    of_codes,
    of_path,
    of_pattern,
    of_values,
)

CHECKS: dict[str, Check] = {
    check.name: check
    for module in (capacity, certificates, lists, presence, share, values)
    for check in module.CHECKS
}

# A country's letters, the name of a union of countries as in EU, or every origin.
_JURISDICTION = re.compile(r"[A-Z]+|\*")

# Every sentence may name these, whatever its check.
FRAME_NUMBERS = frozenset({"deciding_day"})


class Bound(Struct, frozen=True, kw_only=True):
    """A check with the parameters a pack gave it."""

    check: Check
    parameters: Parameters


class BoundRoute(Struct, frozen=True, kw_only=True):
    """One way of several, with its checks bound."""

    id: str
    label: Wording
    all: tuple[Bound, ...]


class BoundCondition(Struct, frozen=True, kw_only=True):
    """A condition whose checks are known; plain ones have one route without a label."""

    condition: Condition
    routes: tuple[BoundRoute, ...]


# A pack holds tables and so cannot be hashed: bound conditions are kept by its identity.
_bound: dict[int, tuple[Pack, tuple[BoundCondition, ...]]] = {}

# Parameters that choose from a closed list, whatever the check.
_CODES: Mapping[str, Mapping[str, object]] = {
    "role": words.PARTY_ROLES,
    "roles": words.PARTY_ROLES,
    "schemes": words.CERTIFICATE_SCHEMES,
    "certificates": words.CERTIFICATE_SCHEMES,
    "scheme": SCHEMES,
    "list": words.LISTS,
}
_PATTERNS = ("pattern", "number")


def bind(pack: Pack) -> tuple[BoundCondition, ...]:
    """The conditions of a pack with their checks; raises BrokenPack for what no check knows."""
    kept = _bound.get(id(pack))
    if kept is not None:
        return kept[1]
    for told in faults(pack):
        raise broken(pack.id, *told)
    bound = tuple(map(_bind_condition, pack.conditions))
    _bound[id(pack)] = (pack, bound)
    return bound


def prove(law: Law) -> None:
    """Raise BrokenPack for the first pack that names an unknown check, place, code or number."""
    for loaded in law.packs:
        bind(loaded.pack)


def faults(pack: Pack) -> Iterator[Told]:
    """Everything in a pack that no check, field, code or number answers to."""
    yield from _faults_of_scope(pack)
    yield from _faults_of_whens(pack)
    for exemption in pack.exemptions:
        key = f"exemptions.{exemption.id}"
        yield from _faults_of_wording(key, exemption.sentence, FRAME_NUMBERS)
    for product in pack.classes:
        yield from _faults_of_lines(f"classes.{product.id}", product)
    for condition in pack.conditions:
        yield from _faults_of_condition(pack, condition)


def _faults_of_condition(pack: Pack, condition: Condition) -> Iterator[Told]:
    key = f"conditions.{condition.id}"
    yield from _faults_of_lines(key, condition)
    for place, requirement in _requirements(condition):
        yield from _faults_of_requirement(pack, requirement, f"{key}{place}")
    checks = [CHECKS.get(one.check) for _, one in _requirements(condition)]
    if None in checks:  # which numbers its sentences may name, nobody knows
        return
    known = FRAME_NUMBERS.union(*(check.numbers for check in checks if check is not None))
    for name in ("duty", "met", "not_met", "cannot_tell", "alike"):
        wording: Wording | None = getattr(condition, name)
        if wording is not None:
            allowed = FRAME_NUMBERS if name == "duty" else known
            yield from _faults_of_wording(f"{key}.{name}", wording, allowed)


def _requirements(condition: Condition) -> Iterator[tuple[str, Requirement]]:
    """Every check a condition asks, with where it stands in it."""
    if not condition.any_of:
        yield "", Requirement(check=condition.check, parameters=condition.parameters)
    for route in condition.any_of:
        for one in route.all:
            yield f".any_of.{route.id}", one


def _bind_condition(condition: Condition) -> BoundCondition:
    routes = tuple(
        BoundRoute(id=route.id, label=route.label, all=tuple(map(_bind, route.all)))
        for route in condition.any_of
    )
    if not routes:
        ((_, requirement),) = _requirements(condition)
        routes = (BoundRoute(id="", label=condition.duty, all=(_bind(requirement),)),)
    return BoundCondition(condition=condition, routes=routes)


def _bind(requirement: Requirement) -> Bound:
    check = CHECKS[requirement.check]
    parameters = msgspec.convert(requirement.parameters, check.parameters, strict=True)
    return Bound(check=check, parameters=parameters)


def _faults_of_requirement(pack: Pack, requirement: Requirement, key: str) -> Iterator[Told]:
    check = CHECKS.get(requirement.check)
    if check is None:
        reason = Phrase(N_("there is no check called {name}"), name=requirement.check)
        names = ", ".join(sorted(CHECKS))
        yield f"{key}.check", reason, Phrase(N_("Use one of: {names}"), names=names)
        return
    wrong = list(shape_faults(check.parameters, requirement.parameters, f"{key}.with"))
    if wrong:
        yield from wrong
        return
    parameters = msgspec.convert(requirement.parameters, check.parameters, strict=True)
    yield from _told(f"{key}.with", _faults(check, parameters))
    yield from _faults_of_legal(pack, check, parameters, key)


def _faults(check: Check, parameters: Parameters) -> Iterator[Fault]:
    lost = [
        fault
        for name in check.paths
        for path in _several(getattr(parameters, name))
        for fault in of_path(name, path)
    ]
    if lost:  # what is asked of a field that is not there cannot be judged
        yield from lost
        return
    for name, known in _CODES.items():
        yield from of_codes(name, _several(getattr(parameters, name, "")), known)
    for name in _PATTERNS:
        yield from of_pattern(name, getattr(parameters, name, ""))
    yield from check.faults(parameters)


def _several(held: str | tuple[str, ...]) -> tuple[str, ...]:
    """What a parameter names: one name or several; an empty one names nothing."""
    if isinstance(held, str):
        return (held,) if held else ()
    return held


def _told(key: str, found: Iterable[Fault]) -> Iterator[Told]:
    for fault in found:
        yield f"{key}.{fault.parameter}" if fault.parameter else key, fault.reason, fault.cure


def _faults_of_legal(pack: Pack, check: Check, parameters: Parameters, key: str) -> Iterator[Told]:
    for name in check.legal:
        value = getattr(parameters, name)
        legal = pack.value(value) if value else None
        if value and legal is None:
            reason = Phrase(N_("the pack has no value {name}"), name=value)
            cure = N_("Add it under `values` with its day and source")
            yield f"{key}.with.{name}", reason, cure
        if legal is None:
            continue
        place = f"values.{value}.history"
        if legal.history[0].since > pack.since:
            cure = N_("Give the value from the first day of the pack's life")
            yield place, N_("the value begins later than the pack"), cure
        days = [dated.since for dated in legal.history]
        if name in check.figures and not all(map(_is_figure, map(legal.on, days))):
            reason = Phrase(N_("the check {name} counts with it"), name=check.name)
            yield place, reason, N_("Write a number that is not negative")


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, Decimal)) and value >= 0


def _faults_of_lines(key: str, chosen: Condition | ProductClass) -> Iterator[Told]:
    """What is wrong with the goods lines an entry chooses, and with the name of a class."""
    yield from _told(f"{key}.kinds", of_codes("", chosen.kinds, words.PRODUCT_KINDS))
    yield from _told(f"{key}.uses", of_codes("", chosen.uses, words.INTENDED_USES))
    if isinstance(chosen, ProductClass):
        yield from _faults_of_wording(f"{key}.name", chosen.name, frozenset())


def _faults_of_wording(key: str, wording: Wording, allowed: frozenset[str]) -> Iterator[Told]:
    for language in LANGUAGES:
        found = _faults_of_sentence(wording.in_language(language), allowed)
        yield from _told(f"{key}.{language}", found)


def _faults_of_sentence(sentence: str, allowed: frozenset[str]) -> Iterator[Fault]:
    try:
        places = _places(sentence)
    except ValueError as damage:
        yield Fault(
            parameter="", reason=str(damage), cure=N_("Close each brace, or write it twice")
        )
        return
    for place in sorted(places - allowed):
        yield Fault(
            parameter="",
            reason=Phrase(
                N_("the sentence names {place}, which the check does not give"),
                place=place or "{}",
            ),
            cure=Phrase(N_("Use one of: {names}"), names=", ".join(sorted(allowed))),
        )


def _places(sentence: str) -> set[str]:
    """The places of a sentence; how a number is written is its language's affair alone."""
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _, name, spec, conversion in string.Formatter().parse(sentence)
        if name is not None
    }


def _faults_of_whens(pack: Pack) -> Iterator[Told]:
    whens: list[tuple[str, tuple[When, ...]]] = [("scope.when", pack.scope.when)]
    whens += [(f"conditions.{one.id}.when", one.when) for one in pack.conditions]
    whens += [(f"conditions.{one.id}.unless", one.unless) for one in pack.conditions]
    whens += [(f"exemptions.{one.id}.when", one.when) for one in pack.exemptions]
    whens += [(f"classes.{one.id}.when", one.when) for one in pack.classes]
    whens += [(f"papers.{one.form}.when", one.when) for one in pack.papers]
    for key, conditions in whens:
        for when in conditions:
            yield from _told(key, _faults_of_when(when))


def _faults_of_when(when: When) -> Iterator[Fault]:
    lost = list(of_path("", when.path))
    if lost:
        yield from lost
        return
    if when.since is not None or when.before is not None:
        yield from of_path("", when.path, DAYS)
    yield from of_values("", when.path, when.in_ or ())
    yield from of_values("", when.path, when.not_in or ())
    if when.begins is not None:
        yield from of_path("", when.path, TEXTS)
    if when.path.startswith("goods[]") and "[" in when.path.removeprefix("goods[]"):
        yield Fault(
            parameter="",
            reason=Phrase(N_("{path} lies deeper than a goods line"), path=when.path),
            cure=N_("Name a field of the goods line itself"),
        )


def _faults_of_scope(pack: Pack) -> Iterator[Told]:
    if not _JURISDICTION.fullmatch(pack.jurisdiction):
        reason = Phrase(N_("{code} is no country"), code=pack.jurisdiction)
        cure = N_("Write the two letters of ISO 3166, `EU`, or `*` for every origin")
        yield "jurisdiction", reason, cure
    yield from _told("scope.kinds", of_codes("", pack.scope.kinds, words.PRODUCT_KINDS))
    yield from _told("scope.uses", of_codes("", pack.scope.uses, words.INTENDED_USES))
    for code in pack.scope.destinations:
        if not is_country(code):
            reason = Phrase(N_("{code} is no country"), code=code)
            yield "scope.destinations", reason, N_("Write the two letters of ISO 3166")
