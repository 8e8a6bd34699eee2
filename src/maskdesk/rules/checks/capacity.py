"""The capacity check: whether the declared pieces can be delivered by the day they leave."""

from collections import defaultdict
from datetime import date, timedelta

from maskdesk.dossier.sections import Producer
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.finding import Cure, Figure, Outcome
from maskdesk.rules.ground import Ground, known

_DAY = timedelta(days=1)


class CapacityParameters(Parameters, frozen=True, kw_only=True):
    """Stock, lines, purchases, support and commitments are the dossier's.

    `where_stated` asks only where the producers' stock or production lines are stated at all.
    """

    where_stated: bool = False


class _Supply:
    """Pieces of one kind of product that come in and go out, by day."""

    def __init__(self, ground: Ground, kinds: frozenset[str]) -> None:
        self._ground = ground
        self._kinds = kinds
        named = {known(line.producer) for line in ground.lines}
        self._producers = [one for one in ground.dossier.producers if one.id in named]

    def available(self, until: date) -> int:
        """Pieces free for this declaration at the start of a day."""
        made = sum(self._made(producer, until) for producer in self._producers)
        return made - self._promised(until)

    def ready_on(self, needed: int, after: date) -> date | None:
        """The first day on which the needed pieces are free, if the lines ever make them."""
        per_day = sum(self._per_day(producer) for producer in self._producers)
        short = needed - self.available(after)
        if not per_day and short > 0:
            return None
        return after + _DAY * -(-short // per_day) if short > 0 else after

    def _per_day(self, producer: Producer) -> int:
        lines = [line for line in producer.lines if self._concerns(line.kind)]
        return sum(known(line.pieces_per_day) or 0 for line in lines if known(line.runs_from))

    def _made(self, producer: Producer, until: date) -> int:
        opening = known(producer.opening_day) or self._ground.today
        pieces = known(producer.opening_stock) or 0
        for line in producer.lines:
            start = known(line.runs_from)
            if start is not None and self._concerns(line.kind):
                days = (until - max(start, opening)).days
                pieces += max(days, 0) * (known(line.pieces_per_day) or 0)
        for purchase in producer.bought_in:
            day = known(purchase.day)
            if day is not None and day <= until and self._concerns(purchase.kind):
                pieces += known(purchase.pieces) or 0
        return pieces

    def _promised(self, until: date) -> int:
        pieces = 0
        for producer in self._producers:
            for commitment in producer.commitments:
                due = known(commitment.day)
                if self._concerns(commitment.kind) and (due is None or due <= until):
                    pieces += known(commitment.pieces) or 0
        for row in self._ground.dossier.support:
            if self._concerns(row.product):
                pieces += known(row.pieces_pledged) or 0
        return pieces

    def _concerns(self, kind: object) -> bool:
        return kind in self._kinds


def _capacity(ground: Ground, with_: CapacityParameters) -> Outcome:
    unsaid = _unsaid(ground)
    if unsaid and with_.where_stated:
        return Outcome(answer="not-applicable", places=unsaid)
    needed = ground.declared_pieces
    if needed is None:
        return Outcome(answer="unfilled", places=ground.undeclared)
    if unsaid:
        return Outcome(answer="unfilled", places=unsaid)
    leaves = _leaves(ground)
    available = short = 0
    ready: date | None = leaves
    for kind, wanted in _needed_by_kind(ground).items():
        supply = _Supply(ground, frozenset({kind}))
        free = max(supply.available(leaves), 0)
        available += free
        short += max(wanted - free, 0)
        on = supply.ready_on(wanted, leaves)
        ready = max(ready, on) if ready is not None and on is not None else None
    numbers: dict[str, Figure] = {
        "needed": needed,
        # What is free of one kind does not help another.
        "available": available if not short else needed - short,
        "short": short,
        "leaves": leaves,
    }
    if not short:
        return Outcome(answer="met", numbers=numbers)
    cures = [Cure(kind="declare-at-most", pieces=needed - short)]
    if ready is not None:
        cures.append(Cure(kind="ready-on", day=ready))
    places = ("producers", *(f"goods[{line.id}].pieces_declared" for line in ground.lines))
    return Outcome(answer="not-met", places=places, numbers=numbers, cures=tuple(cures))


def _needed_by_kind(ground: Ground) -> dict[str, int]:
    needed: dict[str, int] = defaultdict(int)
    for line in ground.lines:
        needed[known(line.kind) or ""] += ground.declared(line) or 0
    return needed


def _unsaid(ground: Ground) -> tuple[str, ...]:
    producers = ground.index.producers
    column = ground.column("goods[].producer")
    unnamed = column.places(lambda producer: producer not in producers)
    return unnamed or tuple(
        f"producers[{one.id}].opening_stock"
        for one in ground.dossier.producers
        if one.id in column.distinct and known(one.opening_stock) is None and not one.lines
    )


def _leaves(ground: Ground) -> date:
    windows = [
        until
        for shipment in ground.dossier.shipments
        if known(shipment.state) != "cancelled" and (until := known(shipment.deliver_until))
    ]
    return known(ground.dossier.customs.shipped) or max(windows, default=ground.day)


CHECKS = (
    Check(
        name="capacity",
        parameters=CapacityParameters,
        answer=_capacity,
        numbers=frozenset({"needed", "available", "short", "leaves"}),
    ),
)
