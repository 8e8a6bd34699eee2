"""Checking a dossier against the law of the days that count."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, GoodsLine
from maskdesk.law.pack import ANYWHERE, Condition, Exemption, Head, Pack, Source, When, Wording
from maskdesk.law.reader import Law, LoadedPack
from maskdesk.rules.finding import Answer, Finding, Outcome
from maskdesk.rules.ground import Ground, Index, calendar_day, filled, known
from maskdesk.rules.occasions import Calendar, Occasion
from maskdesk.rules.vocabulary import Bound, BoundCondition, bind

Why = Literal[
    "applies",
    "not-in-basis",
    "other-origin",
    "other-destination",
    "no-such-goods",
    "not-alive",
    "not-in-scope",
]

# The worst answer of several requirements is the answer of them all.
_WORSE: tuple[Answer, ...] = ("not-met", "cannot-tell", "unfilled", "not-applicable", "met")


class Standing(Struct, frozen=True, kw_only=True):
    """Whether a pack applies to this dossier, why or why not, and the days it was asked on."""

    pack: str
    why: Why
    days: tuple[date, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether the pack's conditions were asked."""
        return self.why == "applies"


class Due(Struct, frozen=True, kw_only=True):
    """A paper that a pack makes due, and why."""

    form: str
    pack: str
    why: Wording
    sources: tuple[Source, ...]
    subject: str = ""


class Classed(Struct, frozen=True, kw_only=True):
    """What an authority takes some goods lines for, by the class of a pack."""

    lines: tuple[str, ...]
    pack: str
    id: str
    name: Wording
    sources: tuple[Source, ...]


class Report(Struct, frozen=True, kw_only=True):
    """How a dossier stands: the findings, the packs asked, the papers due, what nobody covers.

    `uncovered` names each side (origin, destination) and goods line for which no pack applies;
    `classes` tell what each authority takes which goods lines for.
    """

    today: date
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    due: tuple[Due, ...]
    uncovered: tuple[tuple[str, str], ...]
    classes: tuple[Classed, ...] = ()

    def find(self, name: str) -> tuple[Finding, ...]:
        """The findings a name means: its full key, or `pack/condition` for all its subjects."""
        return tuple(
            one for one in self.findings if one.key == name or f"{one.pack}/{one.condition}" == name
        )


def check(
    dossier: Dossier,
    law: Law,
    today: date,
    *,
    on: date | None = None,
    returned: frozenset[str] = frozenset(),
) -> Report:
    """The findings of every condition that applies to a dossier, seen from `today`.

    `on` sets today and the day of every declaration without a registered moment.
    `returned` are the papers that came back countersigned.
    """
    work = _Work(dossier, Calendar(dossier, today, on=on), returned)
    for loaded in law.packs:
        work.ask(loaded)
    return work.report()


class _Work:
    """One check in progress."""

    def __init__(self, dossier: Dossier, calendar: Calendar, returned: frozenset[str]) -> None:
        self._dossier = dossier
        self._calendar = calendar
        self._returned = returned
        self._index = Index(dossier)
        self._bare = _bare_ground(dossier, self._index, calendar.today)
        self._findings: list[Finding] = []
        self._standings: list[Standing] = []
        self._due: list[Due] = []
        self._classes: list[Classed] = []
        self._covered: dict[tuple[str, int], tuple[GoodsLine, ...]] = {}
        self._choices: dict[object, tuple[GoodsLine, ...]] = {}
        self._same: dict[tuple[int, ...], tuple[GoodsLine, ...]] = {}

    def ask(self, loaded: LoadedPack) -> None:
        """Ask every condition of a pack that concerns this dossier."""
        why = self._concern(loaded.head)
        days: dict[date, None] = {}
        if why == "applies":
            pack = loaded.pack
            before = len(self._findings), len(self._due)
            for bound in bind(pack):
                days.update(dict.fromkeys(self._ask_condition(pack, bound)))
            days.update(dict.fromkeys(self._note_due(pack)))
            self._note_classes(pack)
            if not days:
                days.update(dict.fromkeys(self._days_alive(pack)))
            if not days and (len(self._findings), len(self._due)) == before:
                why = "not-alive"
            else:
                if pack.jurisdiction != ANYWHERE:
                    lines = self._lines(pack, None)
                    # Equal choices share one tuple: its lines are gone through once for them all.
                    self._covered[pack.side, id(lines)] = lines
        self._standings.append(Standing(pack=loaded.head.id, why=why, days=tuple(sorted(days))))

    def report(self) -> Report:
        """Everything found."""
        uncovered: list[tuple[str, str]] = []
        for side in ("origin", "destination"):
            asked = (lines for (of, _), lines in self._covered.items() if of == side)
            covered = {line.id for lines in asked for line in lines}
            left = (line.id for line in self._dossier.goods if line.id not in covered)
            uncovered.extend((side, f"goods[{line}]") for line in left)
        return Report(
            today=self._calendar.today,
            findings=tuple(self._findings),
            standings=tuple(self._standings),
            due=tuple(self._due),
            uncovered=tuple(uncovered),
            classes=tuple(self._classes),
        )

    def _concern(self, pack: Head) -> Why:
        dossier = self._dossier
        origin = known(dossier.head.origin)
        if pack.side == "origin" and pack.jurisdiction not in (origin, ANYWHERE):
            return "other-origin"
        country = known(dossier.destination.country)
        if pack.side == "destination" and country not in pack.scope.destinations:
            return "other-destination"
        if pack.status == "draft" and pack.id not in (known(dossier.head.basis) or ()):
            return "not-in-basis"
        if not self._lines(pack, None):
            return "no-such-goods"
        if not all(self._holds(when) for when in pack.scope.when):
            return "not-in-scope"
        return "applies"

    def _ask_condition(self, pack: Pack, bound: BoundCondition) -> list[date]:
        kind = bound.condition.day or pack.day
        occasions = self._calendar.occasions(kind)
        if not occasions:
            day = Occasion(day=self._calendar.today)
            self._answer(pack, bound, day, missing=self._calendar.missing(kind))
        alive = [occasion for occasion in occasions if pack.alive(occasion.day)]
        return [one.day for one in alive if self._answer(pack, bound, one)]

    def _days_alive(self, pack: Pack) -> set[date]:
        kinds = {pack.day, *(one.day for one in pack.conditions if one.day is not None)}
        days = {one.day for kind in kinds for one in self._calendar.occasions(kind)}
        return {day for day in days if pack.alive(day)}

    def _answer(
        self, pack: Pack, bound: BoundCondition, occasion: Occasion, *, missing: str = ""
    ) -> bool:
        """Answer a condition on one occasion; whether it was to be asked at all.

        `missing` is the field that would give the deciding day while that is not known.
        """
        condition = _on_day(pack, bound.condition, occasion.day)
        lines = self._lines(pack, condition, occasion)
        if not lines or self._barred(condition):
            return False
        exemption = self._exempt(pack, condition, occasion.day)
        if exemption is not None:
            outcome = Outcome(
                answer="not-applicable", places=tuple(one.path for one in exemption.when)
            )
            self._add(pack, condition, occasion, outcome, exemption)
            return True
        unfilled = (missing,) if missing else self._undecided(condition)
        if unfilled:
            self._add(pack, condition, occasion, Outcome(answer="unfilled", places=unfilled))
            return True
        ground = Ground(
            dossier=self._dossier,
            pack=pack,
            day=occasion.day,
            today=self._calendar.today,
            lines=lines,
            index=self._index,
            declaration=occasion.declaration,
            returned=self._returned,
        )
        self._add(pack, condition, occasion, _any_of(ground, bound))
        return True

    def _add(
        self,
        pack: Pack,
        condition: Condition,
        occasion: Occasion,
        outcome: Outcome,
        exemption: Exemption | None = None,
    ) -> None:
        sources = exemption.sources if exemption is not None else condition.sources
        numbers = {"deciding_day": occasion.day, **outcome.numbers}
        self._findings.append(
            Finding(
                pack=pack.id,
                condition=condition.id,
                status=pack.status,
                answer=outcome.answer,
                severity=exemption.severity if exemption is not None else condition.severity,
                stage=condition.stage,
                papers=condition.papers,
                places=outcome.places,
                numbers=numbers,
                cures=outcome.cures,
                wording=exemption.sentence
                if exemption is not None
                else _sentence(condition, outcome),
                sources=tuple(pack.source(source) for source in sources),
                deciding=condition.day or pack.day,
                day=occasion.day,
                subject=occasion.subject or None,
                exemption=exemption.id if exemption is not None else None,
                counted=outcome.counted,
                left_out=outcome.left_out,
            )
        )

    def _note_due(self, pack: Pack) -> list[date]:
        noted = []
        for paper in pack.papers:
            for occasion in self._calendar.occasions(pack.day):
                if not pack.alive(occasion.day):
                    continue
                noted.append(occasion.day)
                lifted = any(
                    self._claimed(pack, exemption, occasion.day)
                    for exemption in pack.exemptions
                    if exemption.id in paper.unless_exempt
                )
                wanted = _dated(pack, paper.when, occasion.day)
                lines = self._filtered(self._lines(pack, None, occasion), wanted, ())
                if lifted or not lines or not all(self._holds(when) for when in wanted):
                    continue
                self._due.append(
                    Due(
                        form=paper.form,
                        pack=pack.id,
                        why=paper.why,
                        sources=tuple(pack.source(source) for source in paper.sources),
                        subject=occasion.subject,
                    )
                )
        return noted

    def _note_classes(self, pack: Pack) -> None:
        for product in pack.classes:
            lines: dict[str, None] = {}
            for occasion in self._calendar.occasions(pack.day):
                asked = _dated(pack, product.when, occasion.day)
                if pack.alive(occasion.day) and all(self._holds(one) for one in asked):
                    kinds = product.kinds or pack.scope.kinds
                    uses = product.uses or pack.scope.uses
                    chosen = self._chosen(kinds, uses, occasion.lines, asked, ())
                    lines.update(dict.fromkeys(line.id for line in chosen))
            if lines:
                self._classes.append(
                    Classed(
                        lines=tuple(lines),
                        pack=pack.id,
                        id=product.id,
                        name=product.name,
                        sources=tuple(map(pack.source, product.sources)),
                    )
                )

    def _exempt(self, pack: Pack, condition: Condition, day: date) -> Exemption | None:
        return next(
            (
                exemption
                for exemption in pack.exemptions
                if condition.id in exemption.lifts and self._claimed(pack, exemption, day)
            ),
            None,
        )

    def _claimed(self, pack: Pack, exemption: Exemption, day: date) -> bool:
        return all(self._holds(when) for when in _dated(pack, exemption.when, day))

    def _barred(self, condition: Condition) -> bool:
        """Whether what is said already keeps a condition from applying, its goods lines aside."""
        asked = [one for one in condition.when if not one.path.startswith("goods[]")]
        if any(not self._holds(one) and not self._is_undecided(one) for one in asked):
            return True
        return any(
            self._holds(one) for one in condition.unless if not one.path.startswith("goods[]")
        )

    def _undecided(self, condition: Condition) -> tuple[str, ...]:
        """The fields that must be filled before it is known whether a condition applies."""
        asked = [one for one in condition.when if not one.path.startswith("goods[]")]
        return tuple(one.path.partition("[]")[0] for one in asked if self._is_undecided(one))

    def _is_undecided(self, when: When) -> bool:
        return when.filled is None and not any(map(filled, self._values(when)))

    def _lines(
        self, pack: Head, condition: Condition | None, occasion: Occasion | None = None
    ) -> tuple[GoodsLine, ...]:
        kinds = (condition.kinds if condition is not None else ()) or pack.scope.kinds
        uses = (condition.uses if condition is not None else ()) or pack.scope.uses
        only = occasion.lines if occasion is not None else None
        when = condition.when if condition is not None else ()
        unless = condition.unless if condition is not None else ()
        return self._chosen(kinds, uses, only, when, unless)

    def _chosen(
        self,
        kinds: tuple[str, ...],
        uses: tuple[str, ...],
        only: tuple[str, ...] | None,
        when: tuple[When, ...],
        unless: tuple[When, ...],
    ) -> tuple[GoodsLine, ...]:
        """The goods lines a choice means; the same choice gives the same tuple."""
        choice = (kinds, uses, only, _of_lines(when), _of_lines(unless))
        kept = self._choices.get(choice)
        if kept is None:
            lines: Iterable[GoodsLine] = self._dossier.goods
            if kinds:
                lines = [line for line in lines if line.kind in kinds]
            if uses:
                lines = [line for line in lines if line.use in uses]
            if only is not None:
                wanted = frozenset(only)
                lines = [line for line in lines if line.id in wanted]
            kept = self._filtered(tuple(lines), when, unless)
            # Equal choices of lines share one tuple, so that columns are read once for them all.
            kept = self._same.setdefault(tuple(map(id, kept)), kept)
            self._choices[choice] = kept
        return kept

    def _filtered(
        self, lines: tuple[GoodsLine, ...], when: tuple[When, ...], unless: tuple[When, ...]
    ) -> tuple[GoodsLine, ...]:
        for one, keep in [*((one, True) for one in when), *((one, False) for one in unless)]:
            name = one.path.removeprefix("goods[].")
            if name == one.path:
                continue
            values = list(map(attrgetter(name), lines))
            found = {value for value in set(values) if self._satisfies(one, value)}
            pairs = zip(lines, values, strict=True)
            lines = tuple(line for line, value in pairs if (value in found) is keep)
        return lines

    def _values(self, when: When) -> frozenset[object]:
        return self._bare.column(when.path).distinct

    def _holds(self, when: When) -> bool:
        return any(self._satisfies(when, value) for value in self._values(when))

    def _satisfies(self, when: When, value: object) -> bool:
        held = value if isinstance(value, tuple) else (value,)
        if when.filled is not None and filled(value) is not when.filled:
            return False
        if not filled(value):
            return when.filled is False
        if when.in_ is not None and not any(one in when.in_ for one in held):
            return False
        if when.not_in is not None and any(one in when.not_in for one in held):
            return False
        if when.begins is not None and not _begins(held, when.begins):
            return False
        day = calendar_day(value, self._dossier)
        if when.since is not None and (day is None or day < when.since):
            return False
        return when.before is None or (day is not None and day < when.before)


def _begins(held: tuple[object, ...], beginnings: tuple[str, ...]) -> bool:
    starts = tuple(map(_joined, beginnings))
    return any(_joined(str(one)).startswith(starts) for one in held)


def _joined(text: str) -> str:
    return "".join(text.split()).casefold()


def _any_of(ground: Ground, bound: BoundCondition) -> Outcome:
    """The best answer of several ways; one that is not applicable is no way at all."""
    outcomes = [_all(ground, route.all) for route in bound.routes]
    open_ways = [outcome for outcome in outcomes if outcome.answer != "not-applicable"]
    best = max(open_ways or outcomes, key=lambda outcome: _WORSE.index(outcome.answer))
    if len(outcomes) == 1 or best.answer == "met":
        return best
    numbers = {name: held for one in reversed(outcomes) for name, held in one.numbers.items()}
    return replace(
        best,
        places=tuple(dict.fromkeys(place for one in outcomes for place in one.places)),
        numbers=numbers | best.numbers,
        cures=tuple(dict.fromkeys(cure for one in outcomes for cure in one.cures)),
    )


def _all(ground: Ground, requirements: tuple[Bound, ...]) -> Outcome:
    outcomes = [bound.check.answer(ground, bound.parameters) for bound in requirements]
    if len(outcomes) == 1:
        return outcomes[0]
    asked = [outcome for outcome in outcomes if outcome.answer != "not-applicable"] or outcomes
    worst = min(asked, key=lambda outcome: _WORSE.index(outcome.answer))
    numbers = {name: value for one in reversed(outcomes) for name, value in one.numbers.items()}
    places = dict.fromkeys(
        place for one in outcomes if one.answer not in ("met",) for place in one.places
    )
    return replace(worst, places=tuple(places), numbers=numbers | worst.numbers)


def _sentence(condition: Condition, outcome: Outcome) -> Wording:
    if outcome.answer == "met":
        return condition.met
    if outcome.answer == "not-met":
        return condition.not_met
    if outcome.alike and condition.alike is not None:
        return condition.alike
    if outcome.answer == "cannot-tell" and condition.cannot_tell is not None:
        return condition.cannot_tell
    return condition.duty


def _on_day(pack: Pack, condition: Condition, day: date) -> Condition:
    """A condition with the lists it is asked by as they stood on a day."""
    if not any(one.in_of for one in (*condition.when, *condition.unless)):
        return condition
    return replace(
        condition,
        when=_dated(pack, condition.when, day),
        unless=_dated(pack, condition.unless, day),
    )


def _dated(pack: Pack, conditions: tuple[When, ...], day: date) -> tuple[When, ...]:
    return tuple(
        replace(one, in_=_list_on(pack, one.in_of, day), in_of="") if one.in_of else one
        for one in conditions
    )


def _list_on(pack: Pack, name: str, day: date) -> tuple[str, ...]:
    value = pack.value(name)
    found = value.on(day) if value is not None else None
    return found if isinstance(found, tuple) else ()


def _of_lines(conditions: tuple[When, ...]) -> tuple[When, ...]:
    return tuple(one for one in conditions if one.path.startswith("goods[]."))


_GROUND_PACK = Pack(
    format=1,
    id="none",
    regime="",
    jurisdiction="",
    side="origin",
    status="in_force",
    since=date.min,
    compiled_on=date.min,
    title=Wording(en="", vi="", zh=""),
    sources=(),
)


def _bare_ground(dossier: Dossier, index: Index, today: date) -> Ground:
    return Ground(
        dossier=dossier,
        pack=_GROUND_PACK,
        day=today,
        today=today,
        lines=dossier.goods,
        index=index,
    )
