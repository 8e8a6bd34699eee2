"""The life of a version after it was sealed: one table of allowed moves, deadlines, balances."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.dossier.sections import Dossier, Move
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.rules.ground import known

if TYPE_CHECKING:
    from holidays import HolidayBase

State = Literal[
    "draft", "sealed", "handed-in", "query-open", "accepted", "refused", "withdrawn", "superseded"
]

# From which state which move leads where; what has no move from it lasts for ever.
MOVES: dict[tuple[State, str], State] = {
    ("sealed", "handed-in"): "handed-in",
    ("handed-in", "query"): "query-open",
    ("query-open", "answered"): "handed-in",
    ("handed-in", "accepted"): "accepted",
    ("handed-in", "refused"): "refused",
    ("handed-in", "withdrawn"): "withdrawn",
    ("query-open", "refused"): "refused",
    ("query-open", "withdrawn"): "withdrawn",
}

_STILL_OPEN: tuple[State, ...] = ("sealed", "handed-in", "query-open")


class NotAllowed(MaskDeskError):
    """A move that does not follow from where a version stands."""

    problem = N_("Version {version} is {state}: “{move}” cannot follow.")
    way_out = N_("Possible now: {possible}.")


class Licence(Struct, frozen=True, kw_only=True):
    """What an authority licensed and what is left of it after the shipments that left."""

    number: str
    pieces: int
    shipped: int

    @property
    def left(self) -> int:
        """Pieces that may still leave; negative where too many did."""
        return self.pieces - self.shipped


def state_of(version: int, sealed: Sequence[int], moves: Sequence[Move]) -> State:
    """Where a version stands: its last move, or superseded once a later one was handed in.

    Raises NotAllowed where the recorded moves do not follow from each other.
    """
    state: State = "sealed" if version in sealed else "draft"
    for move in moves:
        if known(move.version) == version:
            state = following(version, state, known(move.kind) or "")
    later = {known(move.version) or 0 for move in moves if known(move.kind) == "handed-in"}
    return "superseded" if state in _STILL_OPEN and any(n > version for n in later) else state


def following(version: int, state: State, kind: str) -> State:
    """The state after a move; raises NotAllowed naming what is possible instead."""
    after = MOVES.get((state, kind))
    if after is None:
        possible = ", ".join(possible_moves(state)) or "–"
        raise NotAllowed(version=str(version), state=state, move=kind, possible=possible)
    return after


def possible_moves(state: State) -> tuple[str, ...]:
    """The moves a state allows."""
    return tuple(kind for (before, kind) in MOVES if before == state)


def answer_by(query: Move, origin: str) -> date | None:
    """The last day to answer a query: its day plus the working days of the authority's country."""
    day, days = known(query.day), known(query.working_days)
    if day is None or days is None:
        return None
    return working_day_after(day, days, origin)


def working_day_after(day: date, days: int, country: str) -> date:
    """The day on which that many working days have passed, the first being the day after `day`.

    Public holidays come from the `holidays` package; where it does not know the country, weekends
    alone are left out.
    """
    calendar = _calendar(country)
    last = day
    left = days
    while left > 0:
        last += timedelta(days=1)
        if _is_working(last, calendar):
            left -= 1
    return last


def licences(dossier: Dossier) -> tuple[Licence, ...]:
    """The licences accepted versions were given, drawn down by the shipments that left."""
    shipped = sum(
        known(shipment.pieces) or 0
        for shipment in dossier.shipments
        if known(shipment.state) == "shipped"
    )
    return tuple(
        Licence(number=known(move.number) or "", pieces=pieces, shipped=shipped)
        for move in dossier.moves
        if known(move.kind) == "accepted" and (pieces := known(move.pieces)) is not None
    )


def _is_working(day: date, calendar: "HolidayBase | None") -> bool:
    if calendar is None:
        return day.isoweekday() not in (6, 7)
    return bool(calendar.is_working_day(day))


@lru_cache(maxsize=8)
def _calendar(country: str) -> "HolidayBase | None":
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return None
