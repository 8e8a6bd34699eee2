"""What another day would change: findings that appear, vanish or change, and the calendar ahead."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, TypeVar

from msgspec import Struct

from maskdesk.dossier.sections import Dossier
from maskdesk.law.reader import Law
from maskdesk.law.turning_points import TurningPoint, turning_points
from maskdesk.rules.evaluate import Due, Report, check
from maskdesk.rules.finding import Finding

_A_DAY = timedelta(days=1)
_T = TypeVar("_T")

Kind = Literal["appears", "vanishes", "changes"]


class ChangedFinding(Struct, frozen=True, kw_only=True):
    """A finding that another day makes appear, vanish or answer otherwise, and since which day.

    `by_law` says whether a pack names that day; else a term ran out, as a certificate's does.
    """

    key: str
    pack: str
    kind: Kind
    day: date
    by_law: bool
    before: Finding | None = None
    after: Finding | None = None


class ChangedPaper(Struct, frozen=True, kw_only=True):
    """A paper that becomes due or is due no longer, by which pack and since which day."""

    form: str
    pack: str
    kind: Literal["appears", "vanishes"]
    day: date


class LawDifference(Struct, frozen=True, kw_only=True):
    """What differs between filing on one day and on another."""

    earlier: date
    later: date
    findings: tuple[ChangedFinding, ...]
    papers: tuple[ChangedPaper, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.findings and not self.papers


class Touched(Struct, frozen=True, kw_only=True):
    """One dossier that a coming change touches, by its name, and how."""

    dossier: str
    findings: tuple[ChangedFinding, ...]
    papers: tuple[ChangedPaper, ...]


class ComingChange(Struct, frozen=True, kw_only=True):
    """A day ahead on which the law, or a term in a dossier, changes something for some dossiers."""

    day: date
    days_left: int
    points: tuple[TurningPoint, ...]
    touched: tuple[Touched, ...]


def law_difference(
    dossier: Dossier,
    law: Law,
    earlier: date,
    later: date,
    *,
    returned: frozenset[str] = frozenset(),
) -> LawDifference:
    """What would differ for a dossier filed on the later day instead of the earlier one.

    Declarations that are registered keep their own day.
    """
    machine = _Machine(dossier, law, returned)
    return machine.difference(earlier, later)


def calendar(
    dossiers: Mapping[str, Dossier], law: Law, today: date, *, days: int
) -> tuple[ComingChange, ...]:
    """The coming changes that touch some dossiers, by name, the next first."""
    last = today + timedelta(days=days)
    points: dict[date, list[TurningPoint]] = {}
    for pack in law:
        for point in turning_points(pack):
            if today < point.day <= last:
                points.setdefault(point.day, []).append(point)
    touched: dict[date, list[Touched]] = {}
    for name, dossier in dossiers.items():
        machine = _Machine(dossier, law, frozenset())
        for difference in machine.steps(today, last):
            row = Touched(dossier=name, findings=difference.findings, papers=difference.papers)
            touched.setdefault(difference.later, []).append(row)
    return tuple(
        ComingChange(
            day=day,
            days_left=(day - today).days,
            points=_of_packs(points.get(day, ()), rows),
            touched=tuple(rows),
        )
        for day, rows in sorted(touched.items())
    )


def _of_packs(points: Sequence[TurningPoint], rows: Sequence[Touched]) -> tuple[TurningPoint, ...]:
    """The turning points of the packs whose findings or papers changed."""
    packs = {one.pack for row in rows for one in row.findings}
    packs |= {one.pack for row in rows for one in row.papers}
    return tuple(one for one in points if one.pack in packs)


class _Machine:
    """One dossier asked on many days; each day once."""

    def __init__(self, dossier: Dossier, law: Law, returned: frozenset[str]) -> None:
        self._dossier = dossier
        self._law = law
        self._returned = returned
        self._named = {one.day for pack in law for one in turning_points(pack)}
        self._reports: dict[date, Report] = {}

    def difference(self, earlier: date, later: date) -> LawDifference:
        """What differs between two days, each thing since the last day on which it changed."""
        before, after = self._on(earlier), self._on(later)
        findings = tuple(
            self._changed(key, first, second, earlier, later)
            for key, first, second in _differing(
                _findings(before), _findings(after), _says_the_same
            )
        )
        papers = tuple(
            self._changed_paper(key, first, second, earlier, later)
            for key, first, second in _differing(_due(before), _due(after), _is_one_form)
        )
        return LawDifference(earlier=earlier, later=later, findings=findings, papers=papers)

    def steps(self, first: date, last: date) -> list[LawDifference]:
        """What changes on each single day of a time on which anything changes."""
        found = []
        start = first
        for end in [*self._stops(first, last), last]:
            found.extend(self._within(start, end))
            start = end
        return found

    def _within(self, start: date, end: date) -> list[LawDifference]:
        """The days of change between two days, found by halving."""
        if start >= end or _same(self._on(start), self._on(end)):
            return []
        if end - start == _A_DAY:
            return [self.difference(start, end)]
        middle = start + (end - start) // 2
        return [*self._within(start, middle), *self._within(middle, end)]

    def _stops(self, first: date, last: date) -> list[date]:
        """The days that packs name in a time, each with its eve, so that no step hides in one."""
        named = [day for day in self._named if first < day <= last]
        return sorted({*named, *(day - _A_DAY for day in named if day - _A_DAY > first)})

    def _on(self, day: date) -> Report:
        kept = self._reports.get(day)
        if kept is None:
            kept = check(self._dossier, self._law, day, on=day, returned=self._returned)
            self._reports[day] = kept
        return kept

    def _changed(
        self, key: str, first: Finding | None, second: Finding | None, earlier: date, later: date
    ) -> ChangedFinding:
        one = first or second
        if one is None:
            raise ValueError(f"{key} differs between two days on which it is not asked")
        day = self._since(earlier, later, lambda report: _stands_alike(report, key, second))
        kind: Kind = "changes"
        if first is None or second is None:
            kind = "appears" if first is None else "vanishes"
        return ChangedFinding(
            key=key,
            pack=one.pack,
            kind=kind,
            day=day,
            by_law=day in self._named,
            before=first,
            after=second,
        )

    def _changed_paper(
        self, key: str, first: Due | None, second: Due | None, earlier: date, later: date
    ) -> ChangedPaper:
        due = first or second
        if due is None:
            raise ValueError(f"{key} differs between two days on which it is not due")
        appears = second is not None
        return ChangedPaper(
            form=due.form,
            pack=due.pack,
            kind="appears" if appears else "vanishes",
            day=self._since(earlier, later, lambda report: (key in _due(report)) is appears),
        )

    def _since(self, earlier: date, later: date, alike: Callable[[Report], bool]) -> date:
        """The first day since which everything stands as on the later day."""
        end = later
        for stop in reversed([earlier, *self._stops(earlier, later)]):
            if not alike(self._on(stop)):
                return self._halved(stop, end, alike)
            end = stop
        return end

    def _halved(self, start: date, end: date, alike: Callable[[Report], bool]) -> date:
        while end - start > _A_DAY:
            middle = start + (end - start) // 2
            if alike(self._on(middle)):
                end = middle
            else:
                start = middle
        return end


def _findings(report: Report) -> dict[str, Finding]:
    return {one.key: one for one in report.findings}


def _due(report: Report) -> dict[str, Due]:
    return {f"{one.pack}/{one.form}@{one.subject}": one for one in report.due}


def _differing(
    before: Mapping[str, _T], after: Mapping[str, _T], alike: Callable[[_T, _T], bool]
) -> Iterator[tuple[str, _T | None, _T | None]]:
    """What stands in one of two only, or tells something else there."""
    for key in sorted({*before, *after}):
        first, second = before.get(key), after.get(key)
        if first is None or second is None or not alike(first, second):
            yield key, first, second


def _says_the_same(first: Finding, second: Finding) -> bool:
    """Whether two findings tell the same, the days aside on which they were asked."""

    def told(finding: Finding) -> tuple[object, ...]:
        return finding.answer, finding.severity, finding.stage, finding.exemption

    def alike(name: str) -> bool:
        one, other = first.numbers[name], second.numbers[name]
        return one == other or (one == first.day and other == second.day)

    named = first.numbers.keys()
    return told(first) == told(second) and named == second.numbers.keys() and all(map(alike, named))


def _is_one_form(first: Due, second: Due) -> bool:
    return first.form == second.form


def _stands_alike(report: Report, key: str, final: Finding | None) -> bool:
    found = _findings(report).get(key)
    if found is None or final is None:
        return found is final
    return _says_the_same(found, final)


def _same(first: Report, second: Report) -> bool:
    findings = _differing(_findings(first), _findings(second), _says_the_same)
    return next(findings, None) is None and _due(first).keys() == _due(second).keys()
