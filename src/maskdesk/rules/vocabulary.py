"""The closed vocabulary of checks, and the proof that a pack speaks only it."""

import string
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import msgspec
from msgspec import Struct

from maskdesk.dossier import vocabulary as words
from maskdesk.dossier.identifiers import SCHEMES
from maskdesk.language import LANGUAGES, N_, is_country
from maskdesk.law.pack import Condition, Pack, Requirement, When, Wording
from maskdesk.law.reader import BrokenPack, Law
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
    _prove_scope(pack)
    _prove_whens(pack)
    _prove_exemptions(pack)
    _prove_classes(pack)
    bound = tuple(_bind_condition(pack, condition) for condition in pack.conditions)
    _bound[id(pack)] = (pack, bound)
    return bound


def prove(law: Law) -> None:
    """Raise BrokenPack for the first pack that names an unknown check, place, code or number."""
    for loaded in law.packs:
        bind(loaded.pack)


def _bind_condition(pack: Pack, condition: Condition) -> BoundCondition:
    key = f"conditions.{condition.id}"
    _refuse(pack, f"{key}.kinds", of_codes("", condition.kinds, words.PRODUCT_KINDS))
    _refuse(pack, f"{key}.uses", of_codes("", condition.uses, words.INTENDED_USES))
    if condition.any_of:
        routes = tuple(
            BoundRoute(
                id=route.id,
                label=route.label,
                all=tuple(_bind(pack, one, f"{key}.any_of.{route.id}") for one in route.all),
            )
            for route in condition.any_of
        )
    else:
        requirement = Requirement(check=condition.check, parameters=condition.parameters)
        label = condition.duty
        routes = (BoundRoute(id="", label=label, all=(_bind(pack, requirement, key),)),)
    _prove_sentences(pack, condition, routes)
    return BoundCondition(condition=condition, routes=routes)


def _bind(pack: Pack, requirement: Requirement, key: str) -> Bound:
    check = CHECKS.get(requirement.check)
    if check is None:
        raise BrokenPack(
            file=pack.id,
            key=f"{key}.check",
            reason=N_("there is no check called {name}").format(name=requirement.check),
            cure=N_("Use one of: {names}").format(names=", ".join(sorted(CHECKS))),
        )
    try:
        parameters = msgspec.convert(requirement.parameters, check.parameters, strict=True)
    except msgspec.ValidationError as damage:
        raise BrokenPack(
            file=pack.id,
            key=f"{key}.with",
            reason=str(damage),
            cure=N_("Give the parameters the check {name} takes").format(name=check.name),
        ) from damage
    _refuse(pack, f"{key}.with", _faults(check, parameters))
    _prove_legal(pack, check, parameters, key)
    return Bound(check=check, parameters=parameters)


def _faults(check: Check, parameters: Parameters) -> Iterator[Fault]:
    for name in check.paths:
        for path in _several(getattr(parameters, name)):
            yield from of_path(name, path)
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


def _refuse(pack: Pack, key: str, faults: Iterable[Fault]) -> None:
    for fault in faults:
        place = f"{key}.{fault.parameter}" if fault.parameter else key
        raise BrokenPack(file=pack.id, key=place, reason=fault.reason, cure=fault.cure)


def _prove_legal(pack: Pack, check: Check, parameters: Parameters, key: str) -> None:
    for name in check.legal:
        value = getattr(parameters, name)
        legal = pack.value(value) if value else None
        if value and legal is None:
            raise BrokenPack(
                file=pack.id,
                key=f"{key}.with.{name}",
                reason=N_("the pack has no value {name}").format(name=value),
                cure=N_("Add it under `values` with its day and source"),
            )
        if legal is None:
            continue
        if legal.history[0].since > pack.since:
            raise BrokenPack(
                file=pack.id,
                key=f"values.{value}.history",
                reason=N_("the value begins later than the pack"),
                cure=N_("Give the value from the first day of the pack's life"),
            )
        days = [dated.since for dated in legal.history]
        if name in check.figures and not all(map(_is_figure, map(legal.on, days))):
            raise BrokenPack(
                file=pack.id,
                key=f"values.{value}.history",
                reason=N_("the check {name} counts with it").format(name=check.name),
                cure=N_("Write a number that is not negative"),
            )


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, Decimal)) and value >= 0


def _prove_sentences(pack: Pack, condition: Condition, routes: tuple[BoundRoute, ...]) -> None:
    known = FRAME_NUMBERS.union(*(bound.check.numbers for route in routes for bound in route.all))
    for name in ("duty", "met", "not_met", "cannot_tell"):
        wording: Wording | None = getattr(condition, name)
        if wording is not None:
            allowed = FRAME_NUMBERS if name == "duty" else known
            _prove_wording(pack, f"conditions.{condition.id}.{name}", wording, allowed)


def _prove_exemptions(pack: Pack) -> None:
    for one in pack.exemptions:
        _prove_wording(pack, f"exemptions.{one.id}", one.sentence, FRAME_NUMBERS)


def _prove_classes(pack: Pack) -> None:
    for one in pack.classes:
        key = f"classes.{one.id}"
        _refuse(pack, f"{key}.kinds", of_codes("", one.kinds, words.PRODUCT_KINDS))
        _refuse(pack, f"{key}.uses", of_codes("", one.uses, words.INTENDED_USES))
        _prove_wording(pack, f"{key}.name", one.name, frozenset())


def _prove_wording(pack: Pack, key: str, wording: Wording, allowed: frozenset[str]) -> None:
    for language in LANGUAGES:
        for fault in _faults_of_sentence(wording.in_language(language), allowed):
            _refuse(pack, f"{key}.{language}", (fault,))


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
            reason=N_("the sentence names {place}, which the check does not give").format(
                place=place or "{}"
            ),
            cure=N_("Use one of: {names}").format(names=", ".join(sorted(allowed))),
        )


def _places(sentence: str) -> set[str]:
    """The places of a sentence; how a number is written is its language's affair alone."""
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _, name, spec, conversion in string.Formatter().parse(sentence)
        if name is not None
    }


def _prove_whens(pack: Pack) -> None:
    whens: list[tuple[str, tuple[When, ...]]] = [("scope.when", pack.scope.when)]
    whens += [(f"conditions.{one.id}.when", one.when) for one in pack.conditions]
    whens += [(f"conditions.{one.id}.unless", one.unless) for one in pack.conditions]
    whens += [(f"exemptions.{one.id}.when", one.when) for one in pack.exemptions]
    whens += [(f"classes.{one.id}.when", one.when) for one in pack.classes]
    whens += [(f"papers.{one.form}.when", one.when) for one in pack.papers]
    for key, conditions in whens:
        for when in conditions:
            _refuse(pack, key, _faults_of_when(when))


def _faults_of_when(when: When) -> Iterator[Fault]:
    yield from of_path("", when.path)
    if when.since is not None or when.before is not None:
        yield from of_path("", when.path, DAYS)
    yield from of_values("", when.path, when.in_ or ())
    yield from of_values("", when.path, when.not_in or ())
    if when.begins is not None:
        yield from of_path("", when.path, TEXTS)
    if when.path.startswith("goods[]") and "[" in when.path.removeprefix("goods[]"):
        yield Fault(
            parameter="",
            reason=N_("{path} lies deeper than a goods line").format(path=when.path),
            cure=N_("Name a field of the goods line itself"),
        )


def _prove_scope(pack: Pack) -> None:
    _refuse(pack, "scope.kinds", of_codes("", pack.scope.kinds, words.PRODUCT_KINDS))
    _refuse(pack, "scope.uses", of_codes("", pack.scope.uses, words.INTENDED_USES))
    for code in pack.scope.destinations:
        if not is_country(code):
            raise BrokenPack(
                file=pack.id,
                key="scope.destinations",
                reason=N_("{code} is no country").format(code=code),
                cure=N_("Write the two letters of ISO 3166"),
            )
