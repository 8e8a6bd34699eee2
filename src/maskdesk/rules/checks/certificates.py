"""Checks on certificates and standards: held for each line, on the day, in the right edition."""

import re
from datetime import date
from functools import cache, cached_property

from msgspec import Struct

from maskdesk.dossier.sections import Certificate, GoodsLine
from maskdesk.dossier.unread import Unread
from maskdesk.language import tidy
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.finding import Answer, Figure, Outcome
from maskdesk.rules.ground import Ground, filled, known


class CertificateParameters(Parameters, frozen=True, kw_only=True):
    """What each concerned goods line must hold on the deciding day.

    `schemes`: one of them; `bodies_of` and `not_bodies_of` name lists of the pack of body numbers
    that are competent, or whose papers must be asked about; `years_of` names how many years a
    certificate lives from its issue; `number` is the shape its number should have; `numbered`
    asks for its number; `proved` for an attached file; `looked_up` for a look-up in the register,
    and `looked_up_within` names how many days old that may be. `names_model` asks that the models
    it lists hold the line's own, `names_standard` the same of the standards; `held_by_producer`
    that its holder is the line's producer; `for_lots` that every lot of the line stands on one;
    `no_longer_than` that it ends no later than any certificate of these schemes that covers the
    line.
    """

    schemes: tuple[str, ...]
    bodies_of: str = ""
    not_bodies_of: str = ""
    years_of: str = ""
    number: str = ""
    numbered: bool = True
    proved: bool = False
    looked_up: bool = False
    looked_up_within: str = ""
    names_model: bool = False
    names_standard: bool = False
    held_by_producer: bool = False
    for_lots: bool = False
    no_longer_than: tuple[str, ...] = ()


class EditionParameters(Parameters, frozen=True, kw_only=True):
    """The family of a standard and the list of the pack that holds its right editions.

    `where_named` asks only the goods lines that name the family at all.
    """

    family: str
    editions_of: str
    where_named: bool = False


class StandardParameters(Parameters, frozen=True, kw_only=True):
    """The list of the pack that holds the families of standards of which goods need name one."""

    families_of: str


class _Judge:
    """Judges certificates on one day for one set of demands."""

    def __init__(self, ground: Ground, with_: CertificateParameters) -> None:
        self.ground = ground
        self.with_ = with_
        self.competent = _texts(ground, with_.bodies_of)
        self.incompetent = _texts(ground, with_.not_bodies_of)
        self.years = ground.legal(with_.years_of) if with_.years_of else None
        self.number = re.compile(with_.number) if with_.number else None
        self._covered: dict[tuple[str, ...], frozenset[str]] = {}
        self.within = ground.legal(with_.looked_up_within) if with_.looked_up_within else None
        self.wanted = ground.index.certificates_of_schemes(with_.schemes)
        # What no demand ties to a goods line is the same for every line: asked once.
        self._by_line = bool(
            with_.names_model
            or with_.names_standard
            or with_.held_by_producer
            or with_.no_longer_than
        )
        self._faults: dict[str, tuple[str, bool] | None] = {}

    def fault(self, certificate: Certificate, line: GoodsLine) -> tuple[str, bool] | None:
        """The field at fault and whether it is only missing; None for a good certificate."""
        if self._by_line:
            return self._fault(certificate, line)
        if certificate.id not in self._faults:
            self._faults[certificate.id] = self._fault(certificate, line)
        return self._faults[certificate.id]

    def _fault(self, certificate: Certificate, line: GoodsLine) -> tuple[str, bool] | None:
        for name in self._asked:
            if not filled(getattr(certificate, name)):
                return name, True
        for name in self._read:
            if type(getattr(certificate, name)) is Unread:
                return name, True
        return (
            self._fault_of_days(certificate)
            or self._fault_of_line(certificate, line)
            or self._fault_of_body(certificate)
        )

    def _fault_of_days(self, certificate: Certificate) -> tuple[str, bool] | None:
        issued, expires = known(certificate.issued), known(certificate.expires)
        if issued is not None and (issued > self.ground.day or self._outlived(issued)):
            return "issued", False
        if expires is not None and expires < self.ground.day:
            return "expires", False
        return None

    def _fault_of_line(self, certificate: Certificate, line: GoodsLine) -> tuple[str, bool] | None:
        if self.with_.names_model and not _names(certificate, line):
            return "models", False
        if self.with_.names_standard and not _names_standard(certificate, line):
            return "standards", False
        if self.with_.held_by_producer and not self._held_by_producer(certificate, line):
            return "holder", not filled(certificate.holder)
        if self._looked_up_out_of_time(certificate):
            return "looked_up", False
        latest, expires = self.latest_end((line,)), known(certificate.expires)
        if latest is not None and (expires is None or expires > latest):
            return "expires", expires is None
        return None

    def latest_end(self, lines: tuple[GoodsLine, ...]) -> date | None:
        """The day no certificate may outlast: the first end of the papers it hangs on."""
        if not self.with_.no_longer_than:
            return None
        days = (
            known(one.expires)
            for line in lines
            for one in self.ground.index.certificates_for(line)
            if known(one.scheme) in self.with_.no_longer_than
        )
        return min((day for day in days if day is not None), default=None)

    def lots_left(self, line: GoodsLine, covered: frozenset[str]) -> dict[str, str]:
        """The lots of a line that are not among those covered, by the place of their number."""
        if not line.lots:
            return {f"goods[{line.id}].lots": ""}
        return {
            f"goods[{line.id}].lots[{lot.id}].number": number
            for lot in line.lots
            if not (number := known(lot.number) or "") or _folded(number) not in covered
        }

    def lots_on(self, certificates: tuple[Certificate, ...]) -> frozenset[str]:
        """The lots that stand on any of these certificates."""
        key = tuple(one.id for one in certificates)
        kept = self._covered.get(key)
        if kept is None:
            lots = (lot for one in certificates for lot in known(one.lots) or ())
            kept = self._covered[key] = frozenset(map(_folded, lots))
        return kept

    def _held_by_producer(self, certificate: Certificate, line: GoodsLine) -> bool:
        producer = self.ground.index.producers.get(known(line.producer) or "")
        holder = known(certificate.holder)
        if producer is None:  # asked for elsewhere
            return True
        if not holder:
            return False
        names = (known(producer.name_local), known(producer.name_english))
        return _spaced(holder) in {_spaced(name) for name in names if name}

    def _looked_up_out_of_time(self, certificate: Certificate) -> bool:
        looked_up = known(certificate.looked_up)
        if looked_up is None or "looked_up" not in self._asked:
            return False
        if looked_up > self.ground.today:
            return True
        within = self.within if isinstance(self.within, int) else None
        age = (min(self.ground.day, self.ground.today) - looked_up).days
        return within is not None and age > within

    def _outlived(self, issued: date) -> bool:
        years = self.years
        return isinstance(years, int) and _years_later(issued, years) < self.ground.day

    def _fault_of_body(self, certificate: Certificate) -> tuple[str, bool] | None:
        body = known(certificate.body_id)
        if self.competent and body not in self.competent:
            return "body_id", body is None
        if body is not None and body in self.incompetent:
            return "body_id", False
        number = known(certificate.number)
        if self.number is not None and number and not self.number.fullmatch(number.strip()):
            return "number", False
        if self.with_.proved and not self._proved(certificate):
            return "evidence", True
        return None

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        number = ("number",) if self.with_.numbered else ()
        looked_up = ("looked_up",) if self.with_.looked_up or self.within is not None else ()
        issued = ("issued",) if self.years is not None else ()
        return (*number, *issued, *looked_up)

    @cached_property
    def _read(self) -> tuple[str, ...]:
        """What may be empty, yet decides where something stands in it: it must be readable."""
        models = ("models",) if self.with_.names_model else ()
        standards = ("standards",) if self.with_.names_standard else ()
        body = ("body_id",) if self.competent or self.incompetent else ()
        number = ("number",) if self.number is not None else ()
        return ("issued", "expires", *models, *standards, *body, *number)

    def _proved(self, certificate: Certificate) -> bool:
        files = [self.ground.index.evidence.get(link) for link in known(certificate.evidence) or ()]
        return any(file is not None and filled(file.digest) for file in files)


class _Held(Struct, frozen=True, kw_only=True):
    """How the certificates of like goods lines stand: the good ones, or what is at fault."""

    passing: tuple[Certificate, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]
    faulty: tuple[str, ...]


_NOTHING_HELD = _Held(passing=(), wrong=(), missing=(), faulty=())


def _held(judge: _Judge, line: GoodsLine) -> _Held:
    held = [one for one in judge.ground.index.certificates_for(line) if one.id in judge.wanted]
    if not held:
        return _NOTHING_HELD
    faults = [(one, judge.fault(one, line)) for one in held]
    passing = tuple(one for one, fault in faults if fault is None)
    found = [] if passing else [(one, fault) for one, fault in faults if fault is not None]
    places = [(f"certificates[{one.id}].{name}", only) for one, (name, only) in found]
    return _Held(
        passing=passing,
        wrong=tuple(place for place, only_missing in places if not only_missing),
        missing=tuple(place for place, only_missing in places if only_missing),
        faulty=tuple(_name(one) for one, _ in found),
    )


def _certificate(ground: Ground, with_: CertificateParameters) -> Outcome:
    judge = _Judge(ground, with_)
    wrong: dict[str, None] = {}
    missing: dict[str, None] = {}
    bare: list[str] = []
    faulty: dict[str, None] = {}
    good: dict[str, None] = {}
    lots: dict[str, None] = {}
    for lines in ground.index.like_lines(ground.lines):
        held = _held(judge, lines[0])
        if held.passing:
            if with_.for_lots:
                covered = judge.lots_on(held.passing)
                for line in lines:
                    left = judge.lots_left(line, covered)
                    missing.update(dict.fromkeys(left))
                    lots.update(dict.fromkeys(filter(None, left.values())))
                    bare.extend([_line_name(line)] if left else [])
            good.update(dict.fromkeys(map(_name, held.passing)))
            continue
        bare.extend(map(_line_name, lines))
        if not held.faulty:
            missing.update(dict.fromkeys(f"goods[{line.id}]" for line in lines))
        wrong.update(dict.fromkeys(held.wrong))
        missing.update(dict.fromkeys(held.missing))
        faulty.update(dict.fromkeys(held.faulty))
    numbers: dict[str, Figure] = {
        "lines": tuple(dict.fromkeys(bare)),
        "certificates": tuple(faulty or good),
        "day": ground.day,
        "lots": tuple(lots),
    }
    if isinstance(judge.years, int):
        numbers["years"] = judge.years
    if isinstance(judge.within, int):
        numbers["days"] = judge.within
    if with_.no_longer_than:
        numbers["latest"] = judge.latest_end(ground.lines) or ()
    if wrong or lots:
        return Outcome(answer="not-met", places=(*wrong, *missing), numbers=numbers)
    if missing:
        places = ("certificates", *missing)
        return Outcome(answer="unfilled", places=places, numbers=numbers)
    return Outcome(answer="met", numbers=numbers)


def _edition(ground: Ground, with_: EditionParameters) -> Outcome:
    accepted = _texts(ground, with_.editions_of)
    right = {_folded(one) for one in accepted}
    family = _folded(with_.family)

    def named(standards: object) -> list[str]:
        texts = standards if isinstance(standards, tuple) else ()
        return [one for one in texts if _folded(one).startswith(family)]

    def is_wrong(standards: object) -> bool:
        editions = named(standards)
        return bool(editions) and not any(_folded(one) in right for one in editions)

    column = ground.column("goods[].standards")
    missing = () if with_.where_named else column.places(lambda standards: not named(standards))
    wrong = column.places(is_wrong)
    found = dict.fromkeys(
        edition
        for standards in dict.fromkeys(column.values)
        if is_wrong(standards)
        for edition in named(standards)
    )
    at_fault = set(wrong)
    numbers: dict[str, Figure] = {
        "found": tuple(found),
        "accepted": accepted,
        "lines": tuple(
            dict.fromkeys(
                _line_name(line)
                for line in (ground.lines if wrong else ())
                if f"goods[{line.id}].standards" in at_fault
            )
        ),
        "day": ground.day,
    }
    if wrong:
        return Outcome(answer="not-met", places=wrong, numbers=numbers)
    if with_.where_named and not any(map(named, column.distinct)):
        return Outcome(answer="not-applicable", numbers=numbers)
    answer: Answer = "unfilled" if missing else "met"
    return Outcome(answer=answer, places=missing, numbers=numbers)


def _standard(ground: Ground, with_: StandardParameters) -> Outcome:
    accepted = _texts(ground, with_.families_of)
    families = tuple(map(_folded, accepted))
    column = ground.column("goods[].standards")
    silent = column.places(lambda standards: not filled(standards))

    def strange(standards: object) -> tuple[str, ...]:
        texts = standards if isinstance(standards, tuple) else ()
        return () if any(_folded(one).startswith(families) for one in texts) else texts

    others = column.places(lambda standards: bool(strange(standards)))
    named = dict.fromkeys(one for standards in column.values for one in strange(standards))
    numbers: dict[str, Figure] = {"found": tuple(named), "accepted": accepted}
    answer: Answer = "not-met" if others else "unfilled" if silent else "met"
    return Outcome(answer=answer, places=others or silent, numbers=numbers)


def _texts(ground: Ground, name: str) -> tuple[str, ...]:
    if not name:
        return ()
    legal = ground.legal(name)
    return legal if isinstance(legal, tuple) else (str(legal),)


def _names(certificate: Certificate, line: GoodsLine) -> bool:
    models = known(certificate.models) or ()
    model = known(line.model)
    return not models or not model or _folded(model) in {_folded(one) for one in models}


def _names_standard(certificate: Certificate, line: GoodsLine) -> bool:
    """Whether a certificate may be to a standard of the goods, prefix and edition aside."""
    listed = [_folded(one) for one in known(certificate.standards) or ()]
    own = [_folded(one) for one in known(line.standards) or ()]
    if not listed or not own:
        return True
    return any(one in other or other in one for one in listed for other in own)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year without one
        return date(day.year + years, day.month, day.day - 1)


def _name(certificate: Certificate) -> str:
    return known(certificate.number) or certificate.id


def _line_name(line: GoodsLine) -> str:
    return known(line.model) or known(line.name_english) or line.id


def _spaced(name: str) -> str:
    return " ".join(tidy(name).casefold().split())


@cache
def _without_marks(text: str) -> str:
    return re.sub(r"[\s\-_/]+", "", text).casefold()


def _folded(text: str) -> str:
    return _without_marks(text)


CHECKS = (
    Check(
        name="certificate",
        parameters=CertificateParameters,
        answer=_certificate,
        numbers=frozenset({"lines", "certificates", "day", "years", "days", "lots", "latest"}),
        legal=("bodies_of", "not_bodies_of", "years_of", "looked_up_within"),
    ),
    Check(
        name="edition",
        parameters=EditionParameters,
        answer=_edition,
        numbers=frozenset({"found", "accepted", "lines", "day"}),
        legal=("editions_of",),
    ),
    Check(
        name="standard",
        parameters=StandardParameters,
        answer=_standard,
        numbers=frozenset({"found", "accepted"}),
        legal=("families_of",),
    ),
)
