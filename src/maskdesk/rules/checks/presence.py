"""Checks on what is there: fields, evidence, parties, papers that came back."""

from collections.abc import Iterator

from msgspec.structs import replace

from maskdesk.dossier.firms import bare_name
from maskdesk.dossier.kinds import Links
from maskdesk.dossier.sections import Dossier, GoodsLine, Party, Support
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_, tidy
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.checks.faults import Fault, of_member, of_path, of_values
from maskdesk.rules.finding import Answer, Figure, Outcome
from maskdesk.rules.ground import Ground, filled, known


class FilledParameters(Parameters, frozen=True, kw_only=True):
    """The fields that must be filled."""

    fields: tuple[str, ...]


class EmptyParameters(Parameters, frozen=True, kw_only=True):
    """The fields that must stay empty or, where `values` are named, must hold none of these."""

    fields: tuple[str, ...]
    values: tuple[str, ...] = ()


class RoleParameters(Parameters, frozen=True, kw_only=True):
    """The role somebody must have, with the fields its holder must have filled.

    `must_be_exporter` asks that its holder is the exporter; `in_destination` that its holder
    sits in the country of destination, `in_one_of` in one of a list of countries.
    `not_for_makers_in` names a list of countries whose legal manufacturers need nobody in this
    role.
    """

    role: str
    fields: tuple[str, ...] = ("name",)
    must_be_exporter: bool = False
    in_destination: bool = False
    in_one_of: str = ""
    not_for_makers_in: str = ""


class BrandParameters(Parameters, frozen=True, kw_only=True):
    """The role whose holder becomes the maker in law by putting the holder's own brand on goods.

    Asked only of goods lines whose brand is the name of such a holder, or the first part of it.
    """

    role: str


class EvidenceParameters(Parameters, frozen=True, kw_only=True):
    """The rows of which each must be proved by an attached file."""

    rows: str


class CountersignedParameters(Parameters, frozen=True, kw_only=True):
    """The paper that must have come back with the other side's signature."""

    paper: str


class StatementParameters(Parameters, frozen=True, kw_only=True):
    """Nothing: the condition only states what nobody can check from the dossier."""


def _filled(ground: Ground, with_: FilledParameters) -> Outcome:
    missing: list[str] = []
    for path in with_.fields:
        column = ground.column(path)
        missing.extend(column.bare_lists)
        if not column.is_filled:
            missing.extend(column.places(lambda value: not filled(value)))
    answer: Answer = "unfilled" if missing else "met"
    return Outcome(answer=answer, places=tuple(missing), numbers={"missing": len(missing)})


def _empty(ground: Ground, with_: EmptyParameters) -> Outcome:
    standing: list[str] = []
    unread: list[str] = []
    found: list[str] = []

    def unwanted(value: object) -> bool:
        held = value if isinstance(value, tuple) else (value,)
        return filled(value) and (not with_.values or any(one in with_.values for one in held))

    for path in with_.fields:
        column = ground.column(path)
        standing.extend(column.places(unwanted))
        unread.extend(column.places(lambda value: isinstance(value, Unread)))
        found.extend(
            "; ".join(value) if isinstance(value, tuple) else str(value)
            for value in column.values
            if unwanted(value)
        )
    answer: Answer = "not-met" if standing else "unfilled" if unread else "met"
    return Outcome(
        answer=answer,
        places=tuple(standing or unread),
        numbers={"found": tuple(dict.fromkeys(found))},
    )


def _role(ground: Ground, with_: RoleParameters) -> Outcome:
    dossier = ground.dossier
    holders = [party for party in dossier.parties if with_.role in (known(party.roles) or ())]
    if not holders and _spared(ground, with_.not_for_makers_in):
        return Outcome(answer="not-applicable", numbers={"found": ()})
    if not holders:
        return Outcome(answer="unfilled", places=("parties",), numbers={"found": ()})
    names = tuple(known(party.name) or party.id for party in holders)
    missing = tuple(
        f"parties[{party.id}].{name}"
        for party in holders
        for name in with_.fields
        if not filled(getattr(party, name))
    )
    if missing:
        return Outcome(answer="unfilled", places=missing, numbers={"found": names})
    outcome = Outcome(answer="met")
    if with_.must_be_exporter:
        outcome = _are_exporter(dossier, holders)
    if with_.in_destination and outcome.answer == "met":
        outcome = _are_in_destination(dossier, holders)
    if with_.in_one_of and outcome.answer == "met":
        legal = ground.legal(with_.in_one_of)
        outcome = _are_in(legal if isinstance(legal, tuple) else (str(legal),), holders)
    return replace(outcome, numbers={"found": names})


def _are_exporter(dossier: Dossier, holders: list[Party]) -> Outcome:
    own = _names(dossier.exporter.name_local, dossier.exporter.name_english)
    if not own:
        places: tuple[str, ...] = ("exporter.name_local", "exporter.name_english")
        return Outcome(answer="unfilled", places=places)
    strangers = tuple(
        f"parties[{party.id}].name"
        for party in holders
        if not own & _names(party.name, party.name_local)
    )
    places = (*strangers, "exporter.name_english") if strangers else ()
    return Outcome(answer="not-met" if strangers else "met", places=places)


def _are_in_destination(dossier: Dossier, holders: list[Party]) -> Outcome:
    country = known(dossier.destination.country)
    if not country:
        return Outcome(answer="unfilled", places=("destination.country",))
    outcome = _are_in((country,), holders)
    if outcome.answer != "not-met":
        return outcome
    return replace(outcome, places=(*outcome.places, "destination.country"))


def _are_in(countries: tuple[str, ...], holders: list[Party]) -> Outcome:
    away = [party for party in holders if known(party.country) not in countries]
    if not away:
        return Outcome(answer="met")
    answer: Answer = "not-met" if all(filled(party.country) for party in away) else "unfilled"
    return Outcome(answer=answer, places=tuple(f"parties[{party.id}].country" for party in away))


def _brand(ground: Ground, with_: BrandParameters) -> Outcome:
    holders = [
        party for party in ground.dossier.parties if with_.role in (known(party.roles) or ())
    ]
    unfilled: list[str] = []
    wrong: list[str] = []
    brands: dict[str, None] = {}
    for line in ground.lines:
        owner = next((one for one in holders if _bears(line, one)), None)
        if owner is None:
            continue
        brands[known(line.brand) or ""] = None
        maker = known(line.legal_manufacturer)
        if maker != owner.id:
            (wrong if maker else unfilled).append(f"goods[{line.id}].legal_manufacturer")
    numbers: dict[str, Figure] = {"found": tuple(brands)}
    if not brands:
        return Outcome(answer="not-applicable", numbers=numbers)
    answer: Answer = "not-met" if wrong else "unfilled" if unfilled else "met"
    return Outcome(answer=answer, places=(*wrong, *unfilled), numbers=numbers)


def _bears(line: GoodsLine, party: Party) -> bool:
    """Whether a line's brand is a firm's name, what says the firm's form aside."""
    printed = known(line.brand)
    brand = bare_name(printed).split() if printed else []
    written = (one for one in (party.name, party.name_local) if isinstance(one, str))
    names = (bare_name(one).split() for one in written)
    return bool(brand) and any(name[: len(brand)] == brand for name in names)


def _names(*names: object) -> set[str]:
    return {" ".join(tidy(str(name)).casefold().split()) for name in names if filled(name)}


def _spared(ground: Ground, countries_of: str) -> bool:
    if not countries_of:
        return False
    countries = ground.legal(countries_of)
    makers = [
        ground.index.parties.get(known(line.legal_manufacturer) or "") for line in ground.lines
    ]
    return isinstance(countries, tuple) and all(
        maker is not None and known(maker.country) in countries for maker in makers
    )


def _evidence(ground: Ground, with_: EvidenceParameters) -> Outcome:
    column = ground.column(f"{with_.rows}.evidence")
    if not column.values:
        return Outcome(answer="unfilled", places=(with_.rows.partition("[]")[0],))

    def proved(links: object) -> bool:
        if not isinstance(links, tuple):
            return False
        files = (ground.index.evidence.get(link) for link in links)
        return any(file is not None and filled(file.digest) for file in files)

    missing = column.places(lambda links: not proved(links))
    answer: Answer = "unfilled" if missing else "met"
    return Outcome(answer=answer, places=missing, numbers={"missing": len(missing)})


def _countersigned(ground: Ground, with_: CountersignedParameters) -> Outcome:
    answer: Answer = "met" if with_.paper in ground.returned else "not-met"
    return Outcome(answer=answer)


def _statement(ground: Ground, with_: StatementParameters) -> Outcome:  # noqa: ARG001
    return Outcome(answer="cannot-tell")


def _asks_nothing(with_: FilledParameters | EmptyParameters) -> Iterator[Fault]:
    if not with_.fields:
        yield Fault(parameter="fields", reason=N_("it asks nothing"), cure=N_("Name a field"))


def _faults_of_empty(with_: EmptyParameters) -> Iterator[Fault]:
    yield from _asks_nothing(with_)
    for path in with_.fields:
        yield from of_values("values", path, with_.values)


def _faults_of_role(with_: RoleParameters) -> Iterator[Fault]:
    for name in with_.fields:
        yield from of_member("fields", Party, name)


def _faults_of_evidence(with_: EvidenceParameters) -> Iterator[Fault]:
    yield from of_path("rows", f"{with_.rows}.evidence", (Links,))


def name_of(row: Support) -> str:
    """How a support row is called in a sentence."""
    return known(row.facility) or row.id


CHECKS = (
    Check(
        name="filled",
        parameters=FilledParameters,
        answer=_filled,
        numbers=frozenset({"missing"}),
        paths=("fields",),
        faults=_asks_nothing,
    ),
    Check(
        name="empty",
        parameters=EmptyParameters,
        answer=_empty,
        numbers=frozenset({"found"}),
        paths=("fields",),
        faults=_faults_of_empty,
    ),
    Check(
        name="role",
        parameters=RoleParameters,
        answer=_role,
        numbers=frozenset({"found"}),
        legal=("in_one_of", "not_for_makers_in"),
        faults=_faults_of_role,
    ),
    Check(
        name="brand",
        parameters=BrandParameters,
        answer=_brand,
        numbers=frozenset({"found"}),
    ),
    Check(
        name="evidence",
        parameters=EvidenceParameters,
        answer=_evidence,
        numbers=frozenset({"missing"}),
        faults=_faults_of_evidence,
    ),
    Check(name="countersigned", parameters=CountersignedParameters, answer=_countersigned),
    Check(name="statement", parameters=StatementParameters, answer=_statement),
)
