"""The life of a version after it was sealed: one table of allowed moves, deadlines, balances."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from maskdesk.dossier.sections import MOST_WORKING_DAYS, Dossier, Move
from maskdesk.dossier.vocabulary import MOVES as KINDS
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Phrase
from maskdesk.rules.ground import known

if TYPE_CHECKING:
    from holidays import HolidayBase

State = Literal[
    "draft", "sealed", "handed-in", "query-open", "accepted", "refused", "withdrawn", "superseded"
]

STATES: dict[State, str] = {
    "draft": N_("draft"),
    "sealed": N_("sealed"),
    "handed-in": N_("handed in"),
    "query-open": N_("query open"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
    "superseded": N_("superseded"),
}

# From which state which move leads where; what has no move from it lasts for ever.
MOVES: dict[tuple[State, str], State] = {
    ("sealed", "handed-in"): "handed-in",
    ("handed-in", "query"): "query-open",
    ("query-open", "answered"): "handed-in",
    ("handed-in", "accepted"): "accepted",
    ("accepted", "shipped"): "accepted",
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
    """What an authority licensed and what is left of it after the shipments that left.

    shipped: pieces that left under it for sure
    unsaid:  paths of shipments, as rows or as steps, of which the dossier does not say the pieces,
             or whether they left under this licence; where there are any, `left` is the most there
             can be
    """

    number: str
    pieces: int
    shipped: int
    unsaid: tuple[str, ...] = ()

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
        possible = [KINDS[move] for move in possible_moves(state)]
        raise NotAllowed(
            version=str(version),
            state=Phrase(STATES[state]),
            move=Phrase(KINDS.get(kind, kind or "–")),
            possible=Phrase(*(possible or ["–"])),
        )
    return after


def possible_moves(state: State) -> tuple[str, ...]:
    """The moves a state allows."""
    return tuple(kind for (before, kind) in MOVES if before == state)


def country_of_authority(dossier: Dossier) -> str:
    """The country whose working days count for an answer: in the Union the exporter's own."""
    origin = known(dossier.head.origin) or ""
    return known(dossier.exporter.country) or origin if origin == "EU" else origin


def answer_by(query: Move, country: str) -> date | None:
    """The last day to answer a query: its day plus the working days of the authority's country.

    None where day or number is not known, or the number is more than a query can give.
    """
    day, days = known(query.day), known(query.working_days)
    if day is None or days is None or days > MOST_WORKING_DAYS:
        return None
    try:
        return working_day_after(day, days, country)
    except OverflowError:  # after the last day of the calendar
        return None


def working_day_after(day: date, days: int, country: str) -> date:
    """The day on which that many working days have passed, the first being the day after `day`.

    Weekends and public holidays come from the `holidays` package; where it does not know the
    country, Saturdays and Sundays alone are left out. Raises OverflowError after the year 9999.
    """
    calendar = _calendar(country)
    last = day
    left = days
    while left > 0:
        last += timedelta(days=1)
        if calendar.is_working_day(last):
            left -= 1
    return last


def licences(dossier: Dossier) -> tuple[Licence, ...]:
    """The licences accepted versions were given, drawn down by the shipments that left.

    A shipment draws down the licence it names, else the only one given by the day it left. One
    that could have left under several, or left before any was given, draws down none for sure.
    What left is told by steps and by rows of the dossier; a row that a step names is not counted
    beside it. A number given again is the same licence, for the pieces of the last time.
    """
    given = _given(dossier.moves)
    shipped = dict.fromkeys(given, 0)
    unsaid: dict[str, list[str]] = {key: [] for key in given}
    for departure in _departures(dossier):
        possible = _possible(departure.licence, departure.day, given)
        if departure.pieces is not None and len(possible) == 1:
            shipped[possible[0]] += departure.pieces
        else:
            for key in possible or given:
                unsaid[key].append(departure.path)
    return tuple(
        Licence(
            number=known(moves[-1].number) or "",
            pieces=known(moves[-1].pieces) or 0,
            shipped=shipped[key],
            unsaid=tuple(unsaid[key]),
        )
        for key, moves in given.items()
    )


def licences_of(moves: Sequence[Move], licence: str | None, left: date | None) -> tuple[Move, ...]:
    """The acceptances a departure may rest on, the last for each licence.

    That of the licence it names, else all that were given by the day it left.
    """
    given = _given(moves)
    return tuple(given[key][-1] for key in _possible(licence, left, given))


class _Departure(Struct, frozen=True):
    """What left, where that is said, and under which licence."""

    path: str
    pieces: int | None
    day: date | None
    licence: str | None


def _departures(dossier: Dossier) -> Iterator[_Departure]:
    told = [move for move in dossier.moves if known(move.kind) == "shipped"]
    for move in told:
        path, pieces = f"moves[{move.id}]", known(move.pieces)
        yield _Departure(path, pieces, known(move.day), known(move.licence))
    named = {known(move.shipment) for move in told}
    for row in dossier.shipments:
        if known(row.state) == "shipped" and row.id not in named:
            path, pieces = f"shipments[{row.id}]", known(row.pieces)
            yield _Departure(path, pieces, known(row.shipped), known(row.licence))


def _given(moves: Sequence[Move]) -> dict[str, list[Move]]:
    """The acceptances that gave a licence, by its number; one without a number by its own id."""
    given: dict[str, list[Move]] = {}
    for move in moves:
        if known(move.kind) == "accepted" and known(move.pieces) is not None:
            given.setdefault(known(move.number) or move.id, []).append(move)
    return given


def _possible(
    named: str | None, left: date | None, given: dict[str, list[Move]]
) -> tuple[str, ...]:
    """The licences a shipment can have left under: the one it names, else those given by then."""
    for key, moves in given.items():
        if any(move.id == named for move in moves):
            return (key,)
    return tuple(
        key
        for key, moves in given.items()
        if left is None or (day := known(moves[0].day)) is None or day <= left
    )


@cache
def _calendar(country: str) -> "HolidayBase":
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return holidays.HolidayBase()
