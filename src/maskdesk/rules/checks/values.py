"""Checks on single values: in a set, on a day, well-formed, agreeing, adding up."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Literal

from maskdesk.dossier.identifiers import looks_wrong
from maskdesk.dossier.kinds import Text, Texts
from maskdesk.dossier.sections import GoodsLine
from maskdesk.language import N_, Phrase, currency_digits, is_language, names_language
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.checks.faults import DAYS, Fault, of_path, of_values
from maskdesk.rules.finding import Answer, Figure, Outcome
from maskdesk.rules.ground import Ground, calendar_day, filled, known

DECIDING_DAY = "deciding-day"


class ValueInParameters(Parameters, frozen=True, kw_only=True):
    """The field, and the values that are right or wrong.

    `values_of` and `not_values_of` name lists of the pack. `chosen` is for one way of several:
    a field that says nothing has not chosen it, so that it is not met rather than not filled yet.
    """

    field: str
    values: tuple[bool | int | str, ...] = ()
    not_values: tuple[bool | int | str, ...] = ()
    values_of: str = ""
    not_values_of: str = ""
    chosen: bool = False


class DayParameters(Parameters, frozen=True, kw_only=True):
    """A day and its bounds: each a path, an ISO day of the law, or `deciding-day`.

    `before` and `after` exclude the bound, `not_before` and `not_after` include it.
    """

    field: str
    before: str = ""
    not_before: str = ""
    after: str = ""
    not_after: str = ""


class IdentifierParameters(Parameters, frozen=True, kw_only=True):
    """The field, and a published scheme or a pattern its number should have.

    `roles` and `certificates` ask only parties with one of these roles, or certificates of these
    schemes that cover a concerned goods line.
    """

    field: str
    scheme: str = ""
    pattern: str = ""
    roles: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()


class AgreeParameters(Parameters, frozen=True, kw_only=True):
    """Two places: whatever the first says must stand among what the second says."""

    first: str
    second: str


class AddsUpParameters(Parameters, frozen=True, kw_only=True):
    """Which sum must come out: packages by carton, pieces by lot, or value by price."""

    sum: Literal["packages", "lots", "value"]


class SaysParameters(Parameters, frozen=True, kw_only=True):
    """A field whose text must hold one of the phrases of a list of the pack (case aside)."""

    field: str
    phrases_of: str


class LanguagesParameters(Parameters, frozen=True, kw_only=True):
    """A field that lists languages, each of which must be there, or `one_of` several.

    Languages are ISO 639 codes here; the clerk may write a code or a name. `by_country` names a
    list of the pack that tells what some countries of destination ask, as in "BE nl fr de"; any
    language does for the others.
    """

    field: str
    languages: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    by_country: str = ""


class WordingParameters(Parameters, frozen=True, kw_only=True):
    """A field whose text must not hold any of the words of a list of the pack (case aside).

    What the list writes in capitals ("PPE") are initials, which only begin a word.
    `except_of` names phrases that may stand although they hold such a word ("non-medical").
    """

    field: str
    forbidden_of: str
    except_of: str = ""


def _value_in(ground: Ground, with_: ValueInParameters) -> Outcome:
    column = ground.column(with_.field)
    allowed: tuple[object, ...] = with_.values
    if with_.values_of:
        legal = ground.legal(with_.values_of)
        allowed = legal if isinstance(legal, tuple) else (legal,)
    barred: tuple[object, ...] = with_.not_values
    if with_.not_values_of:
        legal = ground.legal(with_.not_values_of)
        barred = legal if isinstance(legal, tuple) else (legal,)

    def wrong(value: object) -> bool:
        if not filled(value):
            return False
        held = value if isinstance(value, tuple) else (value,)
        if any(one in barred for one in held):
            return True
        return bool(allowed) and not any(one in allowed for one in held)

    missing = (*column.bare_lists, *column.places(lambda value: not filled(value)))
    refused = column.places(wrong)
    different = dict.fromkeys(column.values)
    found = tuple(dict.fromkeys(_word(value) for value in different if wrong(value)))
    numbers: dict[str, Figure] = {"found": found, "allowed": tuple(map(str, allowed))}
    if refused:
        return Outcome(answer="not-met", places=refused, numbers=numbers)
    if missing:
        answer: Answer = "not-met" if with_.chosen else "unfilled"
        return Outcome(answer=answer, places=missing, numbers=numbers)
    return Outcome(answer="met", numbers=numbers)


def _day(ground: Ground, with_: DayParameters) -> Outcome:
    column = ground.column(with_.field)
    missing = (*column.bare_lists, *column.places(lambda value: not filled(value)))
    bounds = {
        name: (path, _bound(ground, path))
        for name in ("before", "not_before", "after", "not_after")
        if (path := getattr(with_, name))
    }
    unknown = tuple(path for path, day in bounds.values() if day is None)
    if unknown:
        return Outcome(answer="unfilled", places=unknown)

    def outside(value: object) -> bool:
        day = calendar_day(value, ground.dossier)
        return day is not None and any(
            bound is not None and not _INSIDE[name](day, bound)
            for name, (_, bound) in bounds.items()
        )

    refused = column.places(outside)
    if missing and not refused:
        return Outcome(answer="unfilled", places=missing)
    wrong = [value for value in column.values if outside(value)]
    days = [calendar_day(value, ground.dossier) for value in wrong or column.values]
    numbers: dict[str, Figure] = {"found": min(day for day in days if day is not None)}
    numbers |= {name: day for name, (_, day) in bounds.items() if day is not None}
    if not refused:
        return Outcome(answer="met", numbers=numbers)
    others = tuple(path for path, _ in bounds.values() if not _is_constant(path))
    return Outcome(answer="not-met", places=(*refused, *others), numbers=numbers)


def _identifier(ground: Ground, with_: IdentifierParameters) -> Outcome:
    asked = _asked(ground, with_)
    pattern = re.compile(with_.pattern) if with_.pattern else None

    def wrong(value: object) -> bool:
        if not isinstance(value, str) or not value:
            return False
        number = " ".join(value.split()).upper()
        if pattern is not None and pattern.fullmatch(number) is None:
            return True
        return bool(with_.scheme) and looks_wrong(with_.scheme, number)

    refused = tuple(place for place, value in asked if wrong(value))
    found = tuple(dict.fromkeys(str(value) for _, value in asked if wrong(value)))
    if refused:
        return Outcome(answer="not-met", places=refused, numbers={"found": found})
    answer: Answer = "met" if any(filled(value) for _, value in asked) else "not-applicable"
    return Outcome(answer=answer, numbers={"found": ()})


def _asked(ground: Ground, with_: IdentifierParameters) -> tuple[tuple[str, object], ...]:
    name = with_.field.rpartition(".")[-1]
    if with_.roles:
        return tuple(
            (f"parties[{party.id}].{name}", getattr(party, name))
            for party in ground.dossier.parties
            if set(known(party.roles) or ()) & set(with_.roles)
        )
    if with_.certificates:
        held = {
            one.id: one
            for line in ground.lines
            for one in ground.index.certificates_for(line)
            if known(one.scheme) in with_.certificates
        }
        return tuple(
            (f"certificates[{one.id}].{name}", getattr(one, name)) for one in held.values()
        )
    column = ground.column(with_.field)
    return tuple(zip(column.places(lambda _: True), column.values, strict=True))


def _agree(ground: Ground, with_: AgreeParameters) -> Outcome:
    first, second = ground.column(with_.first), ground.column(with_.second)
    known_second = {_alike(one) for one in _each(second.values)}
    if not any(map(filled, first.values)) or not known_second:
        empty = tuple(
            column.path.partition("[]")[0]
            for column in (first, second)
            if not any(map(filled, column.values))
        )
        return Outcome(answer="unfilled", places=empty)

    def alone_in(value: object) -> list[object]:
        return [one for one in _each((value,)) if _alike(one) not in known_second]

    alone = first.places(lambda value: bool(alone_in(value)))
    found = dict.fromkeys(_word(one) for value in first.values for one in alone_in(value))
    other = dict.fromkeys(_word(one) for one in _each(second.values))
    numbers: dict[str, Figure] = {"found": tuple(found), "other": tuple(other)}
    if not alone:
        return Outcome(answer="met", numbers=numbers)
    return Outcome(answer="not-met", places=(*alone, *second.places(filled)), numbers=numbers)


def _says(ground: Ground, with_: SaysParameters) -> Outcome:
    legal = ground.legal(with_.phrases_of)
    phrases = legal if isinstance(legal, tuple) else (str(legal),)
    column = ground.column(with_.field)

    def is_silent(value: object) -> bool:
        text = value.casefold() if isinstance(value, str) else ""
        return filled(value) and not any(phrase.casefold() in text for phrase in phrases)

    silent = column.places(is_silent)
    missing = (*column.bare_lists, *column.places(lambda value: not filled(value)))
    answer: Answer = "not-met" if silent else "unfilled" if missing else "met"
    return Outcome(answer=answer, places=silent or missing, numbers={"wanted": phrases})


def _adds_up(ground: Ground, with_: AddsUpParameters) -> Outcome:
    if with_.sum == "value":
        return _value_adds_up(ground)
    expected_of = _packages_expected if with_.sum == "packages" else _lots_expected
    wrong: list[str] = []
    names: list[str] = []
    numbers: dict[str, Figure] = {}
    asked = False
    for line, expected, stated in expected_of(ground):
        asked = True
        if expected != stated:
            wrong += [f"goods[{line.id}].{with_.sum}", f"goods[{line.id}].pieces_declared"]
            names.append(known(line.model) or line.id)
            numbers |= {"expected": expected, "stated": stated}
    numbers["lines"] = tuple(names)
    if wrong:
        return Outcome(answer="not-met", places=tuple(wrong), numbers=numbers)
    return Outcome(answer="met" if asked else "not-applicable", numbers=numbers)


def _packages_expected(ground: Ground) -> Iterator[tuple[GoodsLine, int, int]]:
    columns = ("pieces_declared", "pieces_per_carton", "packages")
    values = [ground.column(f"goods[].{name}").values for name in columns]
    for line, pieces, per_carton, packages in zip(ground.lines, *values, strict=True):
        whole = isinstance(pieces, int) and isinstance(per_carton, int)
        if whole and per_carton and isinstance(packages, int):
            yield line, -(-pieces // per_carton), packages


def _lots_expected(ground: Ground) -> Iterator[tuple[GoodsLine, int, int]]:
    declared = ground.column("goods[].pieces_declared").values
    for line, pieces in zip(ground.lines, declared, strict=True):
        lots = [lot.pieces for lot in line.lots if isinstance(lot.pieces, int)]
        if lots and isinstance(pieces, int) and len(lots) == len(line.lots):
            yield line, pieces, sum(lots)


def _value_adds_up(ground: Ground) -> Outcome:
    value = known(ground.dossier.contract.value)
    total = Decimal(0)
    prices = ground.column("goods[].unit_price").values
    ordered = ground.column("goods[].pieces_ordered").values
    for price, pieces in zip(prices, ordered, strict=True):
        if not isinstance(price, Decimal) or not isinstance(pieces, int):
            return Outcome(answer="not-applicable")
        total = _EXACT.add(total, _amount(price, pieces, known(ground.dossier.contract.currency)))
    if value is None or not ground.lines:
        return Outcome(answer="not-applicable")
    numbers: dict[str, Figure] = {"expected": total, "stated": value}
    if total == value:
        return Outcome(answer="met", numbers=numbers)
    places = ("contract.value", *ground.column("goods[].unit_price").places(filled))
    return Outcome(answer="not-met", places=places, numbers=numbers)


def _amount(price: Decimal, pieces: int, currency: str | None) -> Decimal:
    """The amount of a line as an invoice states it, in the digits of its currency."""
    exact = _EXACT.multiply(price, pieces)
    if not currency:
        return exact
    return _EXACT.quantize(exact, Decimal(1).scaleb(-currency_digits(currency)))


_EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)


def _wording(ground: Ground, with_: WordingParameters) -> Outcome:
    words = _listed(ground, with_.forbidden_of)
    forbidden = tuple((word.casefold(), _pattern_of_word(word)) for word in words)
    harmless = tuple(word.casefold() for word in _listed(ground, with_.except_of))
    column = ground.column(with_.field)

    def offending(value: object) -> tuple[str, ...]:
        if not isinstance(value, str):
            return ()
        text = value.casefold()
        for phrase in harmless:
            text = text.replace(phrase, " ")
        return tuple(word for word, pattern in forbidden if pattern.search(text))

    refused = column.places(lambda value: bool(offending(value)))
    found = tuple(word for value in column.values for word in offending(value))
    if refused:
        numbers: dict[str, Figure] = {"found": tuple(dict.fromkeys(found))}
        return Outcome(answer="not-met", places=refused, numbers=numbers)
    missing = column.places(lambda value: not filled(value))
    answer: Answer = "unfilled" if missing else "met"
    return Outcome(answer=answer, places=missing, numbers={"found": ()})


def _languages(ground: Ground, with_: LanguagesParameters) -> Outcome:
    column = ground.column(with_.field)
    named = [text for text in _each(column.values) if isinstance(text, str)]
    numbers: dict[str, Figure] = {"found": tuple(named)}
    if not named:
        places = column.places(lambda _: True) or (with_.field,)
        return Outcome(answer="unfilled", places=places, numbers=numbers)

    def stated(code: str) -> bool:
        return any(names_language(text, code) for text in named)

    wanted = (*with_.languages, *_languages_of_destination(ground, with_.by_country))
    one_of = with_.one_of
    if all(map(stated, wanted)) and (not one_of or any(map(stated, one_of))):
        return Outcome(answer="met", numbers=numbers)
    return Outcome(answer="not-met", places=column.places(filled), numbers=numbers)


def _languages_of_destination(ground: Ground, name: str) -> tuple[str, ...]:
    country = known(ground.dossier.destination.country)
    rows = (row.split() for row in _listed(ground, name))
    return next((tuple(codes) for of, *codes in rows if of == country), ())


@cache
def _pattern_of_word(word: str) -> re.Pattern[str]:
    # Latin letters only: Chinese and Korean write initials straight after their own words.
    beginning = r"(?<![a-z\u00c0-\u1ef9])" if word.isupper() else ""
    return re.compile(beginning + re.escape(word.casefold()))


def _listed(ground: Ground, name: str) -> tuple[str, ...]:
    legal = ground.legal(name) if name else ()
    return legal if isinstance(legal, tuple) else ()


def _bound(ground: Ground, path: str) -> date | None:
    if path == DECIDING_DAY:
        return ground.day
    if _is_constant(path):
        return date.fromisoformat(path)
    return next(
        (
            day
            for value in ground.column(path).values
            if (day := calendar_day(value, ground.dossier)) is not None
        ),
        None,
    )


def _is_constant(path: str) -> bool:
    return path == DECIDING_DAY or path[:1].isdigit()


def _word(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _each(values: Iterable[object]) -> Iterator[object]:
    """Every value that is said, those of a list one by one."""
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif filled(value):
            yield value


def _alike(value: object) -> object:
    """What two values have in common that say the same: numbers their size, texts their words."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _faults_of_value_in(with_: ValueInParameters) -> Iterator[Fault]:
    yield from of_values("values", with_.field, with_.values)
    yield from of_values("not_values", with_.field, with_.not_values)


def _faults_of_says(with_: SaysParameters) -> Iterator[Fault]:
    yield from of_path("field", with_.field, (Text,))


def _faults_of_languages(with_: LanguagesParameters) -> Iterator[Fault]:
    yield from of_path("field", with_.field, (Texts,))
    if not any((with_.languages, with_.one_of, with_.by_country)):
        yield Fault(parameter="", reason=N_("it asks nothing"), cure=N_("Name a language"))
    for code in (*with_.languages, *with_.one_of):
        if not is_language(code):
            yield Fault(
                parameter="languages",
                reason=Phrase(N_("{code} is no language"), code=code),
                cure=N_("Write the two letters of ISO 639"),
            )


def _faults_of_day(with_: DayParameters) -> Iterator[Fault]:
    yield from of_path("field", with_.field, DAYS)
    bounds = {name: getattr(with_, name) for name in _INSIDE if getattr(with_, name)}
    if not bounds:
        yield Fault(parameter="", reason=N_("it asks nothing"), cure=N_("Give it a bound"))
    for name, path in bounds.items():
        if path[:1].isdigit():
            yield from _fault_of_constant(name, path)
        elif path != DECIDING_DAY:
            yield from of_path(name, path, DAYS)


def _fault_of_constant(name: str, text: str) -> Iterator[Fault]:
    try:
        date.fromisoformat(text)
    except ValueError as damage:
        cure = N_("Write a day as year, month and day: 2020-04-29")
        yield Fault(parameter=name, reason=str(damage), cure=cure)


_INSIDE = {
    "before": lambda day, bound: day < bound,
    "not_before": lambda day, bound: day >= bound,
    "after": lambda day, bound: day > bound,
    "not_after": lambda day, bound: day <= bound,
}

CHECKS = (
    Check(
        name="value-in",
        parameters=ValueInParameters,
        answer=_value_in,
        numbers=frozenset({"found", "allowed"}),
        paths=("field",),
        legal=("values_of", "not_values_of"),
        faults=_faults_of_value_in,
    ),
    Check(
        name="day",
        parameters=DayParameters,
        answer=_day,
        numbers=frozenset({"found", "before", "not_before", "after", "not_after"}),
        paths=("field",),
        faults=_faults_of_day,
    ),
    Check(
        name="identifier",
        parameters=IdentifierParameters,
        answer=_identifier,
        numbers=frozenset({"found"}),
        paths=("field",),
    ),
    Check(
        name="agree",
        parameters=AgreeParameters,
        answer=_agree,
        numbers=frozenset({"found", "other"}),
        paths=("first", "second"),
    ),
    Check(
        name="says",
        parameters=SaysParameters,
        answer=_says,
        numbers=frozenset({"wanted"}),
        paths=("field",),
        legal=("phrases_of",),
        faults=_faults_of_says,
    ),
    Check(
        name="adds-up",
        parameters=AddsUpParameters,
        answer=_adds_up,
        numbers=frozenset({"expected", "stated", "lines"}),
    ),
    Check(
        name="languages",
        parameters=LanguagesParameters,
        answer=_languages,
        numbers=frozenset({"found"}),
        paths=("field",),
        legal=("by_country",),
        faults=_faults_of_languages,
    ),
    Check(
        name="wording",
        parameters=WordingParameters,
        answer=_wording,
        numbers=frozenset({"found"}),
        paths=("field",),
        legal=("forbidden_of", "except_of"),
    ),
)
