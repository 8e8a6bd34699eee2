"""What fits where: goods, each of their standards and each of their certificates, per destination.

Nothing is judged here that no pack judges: every cell is what the conditions of the destination
answer when the dossier holds that one paper alone. A destination without firm facts is not covered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier, GoodsLine
from maskdesk.language import N_, Phrase
from maskdesk.law.bodies import Body, KnownBody, standing
from maskdesk.law.pack import Pack
from maskdesk.law.reader import Law, LoadedPack
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.ground import Index, known
from maskdesk.rules.occasions import Calendar
from maskdesk.rules.vocabulary import Bound, BoundCondition, BoundRoute, bind

Subject = Literal["goods", "standard", "certificate"]
Verdict = Literal["fits", "does-not", "not-covered", "cannot-tell"]

About = Callable[[BoundCondition], bool]

# The worst verdict of several conditions is the cell's.
_WORSE: tuple[Verdict, ...] = ("does-not", "cannot-tell", "fits")
_CERTIFICATE, _SCHEME = "certificate", "certificates[].scheme"
_OF_STANDARDS = ("edition", "standard")
# What goods bear on themselves, whatever papers come with them.
_BORNE = frozenset(
    f"goods[].{name}"
    for name in ("ce_mark", "ce_body", "filter_class", "fastening", "sterile", "pack_wording")
)


class Cell(Struct, frozen=True, kw_only=True):
    """Whether one thing fits one destination, why, by which finding, on which deciding day.

    `reason` is the finding's own sentence where there is one, else a sentence of MaskDesk's.
    """

    destination: str
    verdict: Verdict
    finding: Finding | None = None
    message: Phrase | None = None
    day: date | None = None


class Row(Struct, frozen=True, kw_only=True):
    """The cells of one thing: a goods line itself, a standard it names, a certificate it has.

    `body` is how the number stands that is beside the CE mark or that issued a certificate.
    Of a certificate, `holds_shipped` and `holds_arrived` say whether its own days cover the day of
    shipment and of arrival; None while a day is not known.
    """

    line: str
    subject: Subject
    name: str
    cells: tuple[Cell, ...]
    certificate: str = ""
    body: KnownBody | None = None
    holds_shipped: bool | None = None
    holds_arrived: bool | None = None


class FitGrid(Struct, frozen=True, kw_only=True):
    """What fits where, row by row; `shipped` and `arrives` are the days shown beside it."""

    destinations: tuple[str, ...]
    rows: tuple[Row, ...]
    shipped: date | None = None
    arrives: date | None = None


def fit_grid(
    dossier: Dossier,
    law: Law,
    today: date,
    destinations: Sequence[str],
    lines: Sequence[str] = (),
    *,
    bodies: Mapping[str, Body] | None = None,
) -> FitGrid:
    """What of a dossier's goods fits which destinations; `lines` names lines, empty for all."""
    work = _Work(dossier, law, today, tuple(destinations), bodies or {})
    wanted = [one for one in dossier.goods if not lines or one.id in lines]
    return FitGrid(
        destinations=tuple(destinations),
        rows=tuple(row for line in wanted for row in work.rows(line)),
        shipped=known(dossier.customs.shipped),
        arrives=known(dossier.customs.arrives),
    )


class _Work:
    """One grid in progress."""

    def __init__(
        self,
        dossier: Dossier,
        law: Law,
        today: date,
        destinations: tuple[str, ...],
        bodies: Mapping[str, Body],
    ) -> None:
        self._dossier = dossier
        self._today = today
        self._bodies = bodies
        (self._placed, *_) = Calendar(dossier, today).occasions("placed-on-market")
        self._index = Index(dossier)
        self._laws = {country: _law_of(law, country) for country in destinations}

    def rows(self, line: GoodsLine) -> Iterator[Row]:
        """The rows of one goods line."""
        cells = tuple(self._cell(country, line, (), _about_goods) for country in self._laws)
        body = self._body(line.ce_body, line)
        yield Row(line=line.id, subject="goods", name=_name_of(line), cells=cells, body=body)
        for standard in known(line.standards) or ():
            alone = replace(line, standards=(standard,))
            cells = tuple(
                self._cell(country, alone, (), _about_standards) for country in self._laws
            )
            yield Row(line=line.id, subject="standard", name=standard, cells=cells)
        for certificate in self._index.certificates_for(line):
            yield self._of_certificate(line, certificate)

    def _of_certificate(self, line: GoodsLine, certificate: Certificate) -> Row:
        scheme = known(certificate.scheme) or ""
        others = tuple(
            one for one in self._index.certificates_for(line) if known(one.scheme) != scheme
        )

        def about(bound: BoundCondition) -> bool:
            return any(scheme in _schemes(one) for one in _checks(bound))

        def together(bound: BoundCondition) -> bool:
            return any(_along_with_others(route, scheme) for route in bound.routes)

        cells = tuple(
            _either(
                self._cell(country, line, (certificate,), _without(about, together), scheme),
                self._cell(country, line, (certificate, *others), together),
            )
            for country in self._laws
        )
        customs = self._dossier.customs
        return Row(
            line=line.id,
            subject="certificate",
            name=known(certificate.number) or certificate.id,
            certificate=certificate.id,
            body=self._body(certificate.body_id, line),
            cells=cells,
            holds_shipped=_holds(certificate, known(customs.shipped)),
            holds_arrived=_holds(certificate, known(customs.arrives)),
        )

    def _body(self, number: object, line: GoodsLine) -> KnownBody | None:
        """How a body's number stands on the day of placing on the market."""
        if not isinstance(number, str) or not number:
            return None
        return standing(self._bodies, number, known(line.kind) or "", self._placed.day)

    def _cell(
        self,
        country: str,
        line: GoodsLine,
        certificates: tuple[Certificate, ...],
        about: About,
        scheme: str = "",
    ) -> Cell:
        report = self._asked(country, line, certificates)
        applying = {one.pack for one in report.standings if one.applies}
        if not applying:
            return _not_covered(
                country, N_("No pack speaks of these goods there: ask the buyer or the authority.")
            )
        bounds = [
            (pack, bound)
            for pack in self._laws[country]
            if pack.id in applying
            for bound in bind(pack)
        ]
        wanted = {(pack.id, bound.condition.id) for pack, bound in bounds if about(bound)}
        findings = [
            one
            for one in report.findings
            if (one.pack, one.condition) in wanted and one.answer != "not-applicable"
        ]
        if findings:
            return _worst(country, findings)
        return self._unasked(country, bounds, scheme)

    def _unasked(
        self, country: str, bounds: list[tuple[Pack, BoundCondition]], scheme: str
    ) -> Cell:
        """A cell that no condition speaks of: a paper beside the point, or nothing known."""
        asked = {one for _, bound in bounds for each in _checks(bound) for one in _schemes(each)}
        asked |= {one for pack, _ in bounds for one in _lifting(pack)}
        if scheme and asked and scheme not in asked:
            message = N_("No condition there asks for such a paper: it proves nothing there.")
            return Cell(destination=country, verdict="does-not", message=Phrase(message))
        return _not_covered(country, N_("No condition there speaks of it for these goods."))

    def _asked(
        self, country: str, line: GoodsLine, certificates: tuple[Certificate, ...]
    ) -> Report:
        dossier = replace(
            self._dossier,
            goods=(line,),
            certificates=certificates,
            destination=replace(self._dossier.destination, country=country),
        )
        return check(dossier, self._laws[country], self._today)


def _law_of(law: Law, country: str) -> Law:
    """The packs of one destination alone."""

    def wanted(loaded: LoadedPack) -> bool:
        head = loaded.head
        return head.side == "destination" and country in head.scope.destinations

    return Law(packs=tuple(filter(wanted, law.packs)))


def _without(about: About, others: About) -> About:
    return lambda bound: about(bound) and not others(bound)


def _either(alone: Cell, together: Cell) -> Cell:
    """The worse of two cells of which one may have nothing to say."""
    if together.finding is None:
        return alone
    if alone.finding is None:
        return together
    return min(alone, together, key=lambda cell: _WORSE.index(cell.verdict))


def _worst(country: str, findings: Sequence[Finding]) -> Cell:
    worst = min(findings, key=lambda one: _WORSE.index(_verdict(one)))
    return Cell(destination=country, verdict=_verdict(worst), finding=worst, day=worst.day)


def _verdict(finding: Finding) -> Verdict:
    """What a finding says of the thing alone: only what may hold up says that it does not fit."""
    if finding.answer == "met":
        return "fits"
    refused = finding.answer == "not-met" and finding.severity == "blocks"
    return "does-not" if refused else "cannot-tell"


def _not_covered(country: str, message: str) -> Cell:
    return Cell(destination=country, verdict="not-covered", message=Phrase(message))


def _checks(bound: BoundCondition) -> Iterator[Bound]:
    return (one for route in bound.routes for one in route.all)


def _schemes(bound: Bound) -> tuple[str, ...]:
    """The schemes of certificates a check asks for."""
    return getattr(bound.parameters, "schemes", ()) if bound.check.name == _CERTIFICATE else ()


def _along_with_others(route: BoundRoute, scheme: str) -> bool:
    """Whether a way asks for a paper of a scheme along with one of another."""
    asked = [schemes for one in route.all if (schemes := _schemes(one))]
    named = any(scheme in schemes for schemes in asked)
    return named and not all(scheme in schemes for schemes in asked)


def _lifting(pack: Pack) -> frozenset[str]:
    """The schemes of certificates that lift conditions of a pack."""
    return frozenset(
        value
        for exemption in pack.exemptions
        for when in exemption.when
        if when.path == _SCHEME
        for value in when.in_ or ()
        if isinstance(value, str)
    )


def _about_standards(bound: BoundCondition) -> bool:
    return any(one.check.name in _OF_STANDARDS for one in _checks(bound))


def _about_goods(bound: BoundCondition) -> bool:
    """Whether a condition asks for nothing but what the goods themselves bear."""
    paths = [path for one in _checks(bound) for path in _paths(one)]
    return bool(paths) and all(path in _BORNE for path in paths)


def _paths(bound: Bound) -> Iterator[str]:
    for name in bound.check.paths:
        held = getattr(bound.parameters, name)
        yield from (held,) if isinstance(held, str) else held


def _holds(certificate: Certificate, day: date | None) -> bool | None:
    """Whether a certificate's own days cover a day; it is not known while one is missing."""
    issued, expires = known(certificate.issued), known(certificate.expires)
    if day is None or (issued is None and expires is None):
        return None
    return (issued is None or issued <= day) and (expires is None or day <= expires)


def _name_of(line: GoodsLine) -> str:
    return known(line.model) or known(line.name_english) or line.id
