"""The capacity check: whether the declared pieces can be delivered by the day they leave."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct

from maskdesk.dossier.sections import Producer, Support
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.finding import Cure, Figure, Outcome
from maskdesk.rules.ground import Ground, known

_DAY = timedelta(days=1)


class CapacityParameters(Parameters, frozen=True, kw_only=True):
    """Stock, lines, purchases, support and commitments are the dossier's.

    `where_stated` asks only where the producers' stock or production lines are stated at all.
    """

    where_stated: bool = False


class _Factory:
    """What one producer makes, buys and has promised, and what is wanted of it here, by kind."""

    def __init__(self, producer: Producer, wanted: dict[str, int], today: date) -> None:
        self._producer = producer
        self._wanted = wanted
        stated = known(producer.opening_stock) is not None
        self._made_since = known(producer.opening_day) or today
        # What came before the stock was counted is in it; without stock nothing is.
        self.counted = self._made_since if stated else known(producer.opening_day) or date.min

    def days(self) -> Iterator[date | None]:
        """The days on which something changes."""
        yield self._made_since
        for line in self._producer.lines:
            yield known(line.runs_from)
        for purchase in self._producer.bought_in:
            yield known(purchase.day)
        for commitment in self._producer.commitments:
            yield known(commitment.day)

    def balance(self, until: date) -> "_Balance":
        """What it lacks for these goods at the start of a day, and what it has to spare."""
        spare: dict[str, int] = {}
        lacking = 0
        for kind, wanted in self._wanted.items():
            left = self._flow(kind, until) - wanted
            spare[kind] = max(left, 0)
            # What it promised beyond its means of other goods is not missing here.
            lacking += max(-left, 0) if wanted else 0
        stock = known(self._producer.opening_stock) or 0
        return _Balance(
            lacking=max(lacking - stock, 0), spare=spare, spare_stock=max(stock - lacking, 0)
        )

    def _flow(self, kind: str, until: date) -> int:
        pieces = 0
        for line in self._producer.lines:
            start = known(line.runs_from)
            if start is not None and line.kind == kind:
                days = (until - max(start, self._made_since)).days
                pieces += max(days, 0) * (known(line.pieces_per_day) or 0)
        for purchase in self._producer.bought_in:
            day = known(purchase.day)
            if day is not None and self.counted <= day <= until and purchase.kind == kind:
                pieces += known(purchase.pieces) or 0
        for commitment in self._producer.commitments:
            due = known(commitment.day)
            if commitment.kind == kind and (due is None or due <= until):
                pieces -= known(commitment.pieces) or 0
        return pieces


class _Balance(Struct, frozen=True, kw_only=True):
    """Pieces a factory lacks, and those it has to spare: of each kind, and from stock."""

    lacking: int
    spare: dict[str, int]
    spare_stock: int


class _Supply:
    """All producers of the goods at hand, and what is pledged at home."""

    def __init__(self, ground: Ground) -> None:
        kinds = {known(line.kind) or "": 0 for line in ground.lines}
        wanted: dict[str, dict[str, int]] = defaultdict(kinds.copy)
        before = _declared_before(ground)
        for line in ground.lines:
            pieces = (ground.declared(line) or 0) + before[line.id]
            wanted[known(line.producer) or ""][known(line.kind) or ""] += pieces
        self._factories = [
            _Factory(one, wanted[one.id], ground.today)
            for one in ground.dossier.producers
            if one.id in wanted
        ]
        self._pledged: dict[str, int] = defaultdict(int)
        counted = min((one.counted for one in self._factories), default=date.min)
        for row in ground.dossier.support:
            product = known(row.product)
            if product in kinds:
                self._pledged[product] += _still_to_deliver(row, counted)

    def surplus(self, day: date) -> int:
        """Pieces left over at the start of a day when all is delivered; below 0 what is short."""
        balances = [one.balance(day) for one in self._factories]
        lacking = sum(one.lacking for one in balances)
        stock = sum(one.spare_stock for one in balances)
        spare = unkept = 0
        for kind in {*self._pledged, *(kind for one in balances for kind in one.spare)}:
            left = sum(one.spare.get(kind, 0) for one in balances) - self._pledged.get(kind, 0)
            spare += max(left, 0)
            unkept += max(-left, 0)
        lacking += max(unkept - stock, 0)
        return -lacking if lacking else spare + max(stock - unkept, 0)

    def ready_on(self, after: date) -> date | None:
        """The first day from `after` on which nothing is short, if there is one."""
        days = {day for one in self._factories for day in one.days() if day is not None}
        starts = [after, *sorted(day for day in days if day > after)]
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            last = following - _DAY if following is not None else date.max
            # Between two of these days pieces only grow.
            if self.surplus(last) >= 0:
                days_on = bisect_left(
                    range((last - start).days + 1),
                    True,
                    key=lambda on: self.surplus(start + _DAY * on) >= 0,
                )
                return start + _DAY * days_on
        return None


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
    supply = _Supply(ground)
    available = max(needed + supply.surplus(leaves), 0)
    short = max(needed - available, 0)
    numbers: dict[str, Figure] = {
        "needed": needed,
        "available": available,
        "short": short,
        "leaves": leaves,
    }
    if not short:
        return Outcome(answer="met", numbers=numbers)
    ready = supply.ready_on(leaves)
    cures = [Cure(kind="declare-at-most", pieces=available)]
    if ready is not None:
        cures.append(Cure(kind="ready-on", day=ready))
    places = ("producers", *(f"goods[{line.id}].pieces_declared" for line in ground.lines))
    return Outcome(answer="not-met", places=places, numbers=numbers, cures=tuple(cures))


def _declared_before(ground: Ground) -> Counter[str]:
    """Pieces by goods line on the declarations that stand before the one at hand."""
    here = ground.declaration
    pieces: Counter[str] = Counter()
    if here is not None:
        for earlier in takewhile(lambda one: one.id != here.id, ground.index.live_declarations):
            for one in earlier.lines:
                pieces[known(one.line) or ""] += known(one.pieces) or 0
    return pieces


def _still_to_deliver(row: Support, counted: date) -> int:
    """The pieces of a pledge that were not yet gone when the stock was counted."""
    delivered = known(row.delivered)
    gone = known(row.pieces_delivered) or 0 if delivered is not None and delivered < counted else 0
    return max((known(row.pieces_pledged) or 0) - gone, 0)


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
