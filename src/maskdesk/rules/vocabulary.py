"""The closed vocabulary of checks, and the proof that a pack speaks only it."""

import string
from typing import Any

import msgspec
from msgspec import Struct

from maskdesk.dossier import vocabulary as words
from maskdesk.dossier.paths import NoSuchPlace, describe
from maskdesk.language import LANGUAGES, N_
from maskdesk.law.pack import Condition, Pack, Requirement, When, Wording
from maskdesk.law.reader import BrokenPack, Law
from maskdesk.rules.checks import capacity, certificates, lists, presence, share, values
from maskdesk.rules.checks.check import Check, Parameters

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


def bind(pack: Pack) -> tuple[BoundCondition, ...]:
    """The conditions of a pack with their checks; raises BrokenPack for what no check knows."""
    kept = _bound.get(id(pack))
    if kept is not None:
        return kept[1]
    bound = tuple(_bind_condition(pack, condition) for condition in pack.conditions)
    _prove_whens(pack)
    _bound[id(pack)] = (pack, bound)
    return bound


def prove(law: Law) -> None:
    """Raise BrokenPack for the first pack that names an unknown check, place or number."""
    for loaded in law.packs:
        bind(loaded.pack)


def _bind_condition(pack: Pack, condition: Condition) -> BoundCondition:
    key = f"conditions.{condition.id}"
    if condition.any_of:
        routes = tuple(
            BoundRoute(
                id=route.id,
                label=route.label,
                all=tuple(
                    _bind(pack, one, f"{key}.any_of.{route.id}", condition) for one in route.all
                ),
            )
            for route in condition.any_of
        )
    else:
        requirement = Requirement(check=condition.check, parameters=condition.parameters)
        label = condition.duty
        routes = (BoundRoute(id="", label=label, all=(_bind(pack, requirement, key, condition),)),)
    _prove_sentences(pack, condition, routes)
    return BoundCondition(condition=condition, routes=routes)


def _bind(pack: Pack, requirement: Requirement, key: str, condition: Condition) -> Bound:
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
    _prove_paths(pack, check, parameters, key)
    _prove_legal(pack, check, parameters, key, condition)
    return Bound(check=check, parameters=parameters)


def _prove_paths(pack: Pack, check: Check, parameters: Parameters, key: str) -> None:
    for name in check.paths:
        held: Any = getattr(parameters, name)
        for path in (held,) if isinstance(held, str) else held:
            _prove_path(pack, path, f"{key}.with.{name}")


def _prove_path(pack: Pack, path: str, key: str) -> None:
    try:
        describe(path)
    except NoSuchPlace as fault:
        raise BrokenPack(
            file=pack.id,
            key=key,
            reason=N_("the dossier has no place {path}").format(path=path),
            cure=N_("Name a field as `maskdesk schema` lists it"),
        ) from fault


def _prove_legal(
    pack: Pack, check: Check, parameters: Parameters, key: str, condition: Condition
) -> None:
    for name in check.legal:
        value = getattr(parameters, name)
        if value and pack.value(value) is None:
            raise BrokenPack(
                file=pack.id,
                key=f"{key}.with.{name}",
                reason=N_("the pack has no value {name}").format(name=value),
                cure=N_("Add it under `values` with its day and source"),
            )
        legal = pack.value(value) if value else None
        if legal is not None and legal.history[0].since > pack.since and not condition.when:
            raise BrokenPack(
                file=pack.id,
                key=f"values.{value}.history",
                reason=N_("the value begins later than the pack"),
                cure=N_("Give the value from the first day of the pack's life"),
            )


def _prove_sentences(pack: Pack, condition: Condition, routes: tuple[BoundRoute, ...]) -> None:
    known = FRAME_NUMBERS.union(*(bound.check.numbers for route in routes for bound in route.all))
    for name in ("duty", "met", "not_met", "cannot_tell"):
        wording: Wording | None = getattr(condition, name)
        if wording is None:
            continue
        allowed = FRAME_NUMBERS if name == "duty" else known
        for language in LANGUAGES:
            for place in _places(wording.in_language(language)) - allowed:
                raise BrokenPack(
                    file=pack.id,
                    key=f"conditions.{condition.id}.{name}.{language}",
                    reason=N_("the sentence names {place}, which the check does not give").format(
                        place=place
                    ),
                    cure=N_("Use one of: {names}").format(names=", ".join(sorted(allowed))),
                )


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _prove_whens(pack: Pack) -> None:
    whens: list[tuple[str, tuple[When, ...]]] = [("scope.when", pack.scope.when)]
    whens += [(f"conditions.{one.id}.when", one.when) for one in pack.conditions]
    whens += [(f"conditions.{one.id}.unless", one.unless) for one in pack.conditions]
    whens += [(f"exemptions.{one.id}.when", one.when) for one in pack.exemptions]
    whens += [(f"papers.{one.form}.when", one.when) for one in pack.papers]
    for key, conditions in whens:
        for when in conditions:
            _prove_path(pack, when.path, key)
    for kind in pack.scope.kinds:
        if kind not in words.PRODUCT_KINDS:
            raise BrokenPack(
                file=pack.id,
                key="scope.kinds",
                reason=N_("there is no kind of product {name}").format(name=kind),
                cure=N_("Use one of: {names}").format(names=", ".join(words.PRODUCT_KINDS)),
            )
