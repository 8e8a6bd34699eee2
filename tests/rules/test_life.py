"""The life of a version: only the moves of the table, deadlines in working days, balances."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.dossier.sections import MOST_WORKING_DAYS, Dossier, Move, Shipment
from maskdesk.dossier.vocabulary import MOVES as KINDS
from maskdesk.language import Phrase
from maskdesk.rules.life import (
    MOVES,
    STATES,
    Licence,
    NotAllowed,
    answer_by,
    following,
    licences,
    licences_of,
    possible_moves,
    state_of,
    working_day_after,
)

DAY = date(2020, 5, 6)
OVER = ("accepted", "refused", "withdrawn", "superseded")
kinds = st.sampled_from(sorted(KINDS))


def moves_of(version: int, *done: str) -> tuple[Move, ...]:
    return tuple(
        Move(id=f"v{version}m{n}", version=version, kind=kind, day=DAY)
        for n, kind in enumerate(done, start=1)
    )


def tried(version: int, wanted: list[str]) -> tuple[Move, ...]:
    """What is recorded when all of these are tried: only what the table allows."""
    kept: tuple[Move, ...] = ()
    for kind in wanted:
        state = state_of(version, (version,), kept)
        if (state, kind) in MOVES:
            assert following(version, state, kind) == MOVES[state, kind]
            kept = (*kept, Move(id=f"m{len(kept)}", version=version, kind=kind))
        else:
            with pytest.raises(NotAllowed) as refused:
                following(version, state, kind)
            said = str(refused.value)
            assert f"Version {version} is {STATES[state]}" in said
            assert all(KINDS[possible] in said for possible in possible_moves(state))
    return kept


# The table.


def test_the_table_speaks_of_the_moves_and_states_there_are() -> None:
    assert {kind for _, kind in MOVES} == set(KINDS)
    assert {state for state, _ in MOVES} | set(MOVES.values()) <= set(STATES)


@given(st.lists(kinds, max_size=12))
def test_whatever_is_tried_follows_the_table_or_is_refused_naming_what_can(
    wanted: list[str],
) -> None:
    kept = tried(1, wanted)
    state = "sealed"
    for move in kept:
        state = MOVES[state, str(move.kind)]  # type: ignore[index]
    assert state_of(1, (1,), kept) == state, "replaying the record gives the same state"


@given(st.lists(kinds, max_size=8), st.lists(kinds, min_size=1, max_size=8))
def test_what_is_over_stays_as_it_is_for_ever(before: list[str], after: list[str]) -> None:
    kept = tried(1, before)
    state = state_of(1, (1,), kept)
    if state in OVER:
        later = tried(1, [*before, *after])
        left = ["shipped"] * after.count("shipped") if state == "accepted" else []
        assert later[: len(kept)] == kept
        assert [move.kind for move in later[len(kept) :]] == left
        assert state_of(1, (1,), later) == state
        assert possible_moves(state) == (("shipped",) if state == "accepted" else ())


@given(st.lists(st.tuples(st.sampled_from((1, 2, 3)), kinds), max_size=16))
def test_the_moves_of_one_version_are_nothing_to_the_others_but_that_they_supersede(
    wanted: list[tuple[int, str]],
) -> None:
    kept: tuple[Move, ...] = ()
    for version, kind in wanted:
        own = tuple(move for move in kept if move.version == version)
        if (state_of(version, (version,), own), kind) in MOVES:
            kept = (*kept, Move(id=f"m{len(kept)}", version=version, kind=kind))
    later = {int(str(move.version)) for move in kept if move.kind == "handed-in"}
    for version in (1, 2, 3):
        alone = state_of(version, (1, 2, 3), tuple(m for m in kept if m.version == version))
        together = state_of(version, (1, 2, 3), kept)
        gone = alone not in OVER and any(other > version for other in later)
        assert together == ("superseded" if gone else alone)


def test_the_way_through_a_query_to_a_licence() -> None:
    steps = ("handed-in", "query", "answered", "query", "answered", "accepted")
    states = [state_of(1, (1,), moves_of(1, *steps[:n])) for n in range(len(steps) + 1)]
    assert states == [
        "sealed",
        "handed-in",
        "query-open",
        "handed-in",
        "query-open",
        "handed-in",
        "accepted",
    ]


def test_what_was_never_sealed_is_a_draft_and_goes_nowhere() -> None:
    assert state_of(2, (1,), moves_of(1, "handed-in")) == "draft"
    with pytest.raises(NotAllowed, match=r"Version 2 is draft: “Handed in” cannot follow\."):
        state_of(2, (1,), moves_of(2, "handed-in"))


def test_an_earlier_version_is_superseded_when_a_later_one_is_handed_in_not_when_it_is_sealed() -> (
    None
):
    first = moves_of(1, "handed-in", "query")
    assert state_of(1, (1, 2), first) == "query-open"
    assert state_of(1, (1, 2), (*first, *moves_of(2, "handed-in"))) == "superseded"
    refused = (*moves_of(1, "handed-in", "refused"), *moves_of(2, "handed-in"))
    assert state_of(1, (1, 2), refused) == "refused"


def test_a_record_that_cannot_be_is_refused() -> None:
    with pytest.raises(NotAllowed, match=r"“Accepted” cannot follow"):
        state_of(1, (1,), moves_of(1, "accepted"))
    with pytest.raises(NotAllowed, match="“–” cannot follow"):
        state_of(1, (1,), (Move(id="m", version=1),))


def test_every_state_and_move_has_a_word() -> None:
    assert set(STATES) == {"draft", "sealed", "handed-in", "query-open", *OVER}
    assert len(set(STATES.values())) == len(STATES)


def test_what_is_refused_is_said_in_words_that_can_be_translated() -> None:
    with pytest.raises(NotAllowed) as refused:
        following(1, "handed-in", "answered")
    places = refused.value.places
    assert all(isinstance(places[name], Phrase) for name in ("state", "move", "possible"))
    assert str(refused.value) == (
        "Version 1 is handed in: “Query answered” cannot follow. "
        "Possible now: Query by the authority, Accepted, Refused, Withdrawn."
    )
    with pytest.raises(NotAllowed, match=r"Possible now: Shipment left\."):
        following(1, "accepted", "refused")
    with pytest.raises(NotAllowed, match="Possible now: –"):
        following(1, "refused", "shipped")


# A year of deadlines. The lists were written by hand: Viet Nam, days off for 2020 as announced by
# the Office of the Government (Tet from 23 to 29 January); China, notice of the General Office of
# the State Council on the holidays of 2020, with the Spring Festival extended to 2 February.

VIET_NAM_OFF = {
    date(2020, 1, 1),
    *(date(2020, 1, day) for day in range(23, 30)),
    date(2020, 4, 2),
    date(2020, 4, 30),
    date(2020, 5, 1),
    date(2020, 9, 2),
}
CHINA_OFF = {
    date(2020, 1, 1),
    *(date(2020, 1, day) for day in range(24, 32)),
    date(2020, 2, 1),
    date(2020, 2, 2),
    *(date(2020, 4, day) for day in range(4, 7)),
    *(date(2020, 5, day) for day in range(1, 6)),
    *(date(2020, 6, day) for day in range(25, 28)),
    *(date(2020, 10, day) for day in range(1, 9)),
}
# Weekend days worked in exchange. Saturday 1 February was to be one, until the extension.
CHINA_WORKED = {
    date(2020, 1, 19),
    date(2020, 4, 26),
    date(2020, 5, 9),
    date(2020, 6, 28),
    date(2020, 9, 27),
    date(2020, 10, 10),
}
SATURDAY = 6


def by_hand(day: date, days: int, off: set[date], worked: set[date]) -> date:
    while days:
        day += timedelta(days=1)
        weekend = day.isoweekday() >= SATURDAY and day not in worked
        days -= not (weekend or day in off)
    return day


@pytest.mark.parametrize(
    ("country", "off", "worked"),
    [("VN", VIET_NAM_OFF, set()), ("CN", CHINA_OFF, CHINA_WORKED)],
)
def test_a_year_of_deadlines_is_as_counted_by_hand(
    country: str, off: set[date], worked: set[date]
) -> None:
    for number in range(366):
        day = date(2020, 1, 1) + timedelta(days=number)
        for days in (1, 3, 5, 10):
            last = by_hand(day, days, off, worked)
            if last.year == 2020:
                assert working_day_after(day, days, country) == last, (day, days)


def test_deadlines_around_the_days_off() -> None:
    assert working_day_after(date(2020, 1, 22), 1, "VN") == date(2020, 1, 30)
    assert working_day_after(date(2020, 4, 29), 3, "VN") == date(2020, 5, 6)
    assert working_day_after(date(2020, 4, 30), 2, "CN") == date(2020, 5, 7)
    assert working_day_after(date(2020, 5, 8), 1, "CN") == date(2020, 5, 9), "a Saturday worked"
    assert working_day_after(date(2020, 1, 23), 1, "CN") == date(2020, 2, 3)


def test_a_country_nobody_knows_has_weekends() -> None:
    assert working_day_after(date(2020, 5, 8), 1, "") == date(2020, 5, 11)
    assert working_day_after(date(2020, 5, 8), 5, "QQ") == date(2020, 5, 15)


def test_a_query_is_to_be_answered_by_a_day_only_where_day_and_number_are_known() -> None:
    query = Move(id="m", version=1, kind="query", day=DAY, working_days=3)
    assert answer_by(query, "VN") == date(2020, 5, 11)
    assert answer_by(Move(id="m", kind="query", day=DAY), "VN") is None
    assert answer_by(Move(id="m", kind="query", working_days=3), "VN") is None


@pytest.mark.parametrize("days", [MOST_WORKING_DAYS + 1, 10**15 - 1])
def test_no_deadline_is_counted_that_no_authority_sets(days: int) -> None:
    assert answer_by(Move(id="m", kind="query", day=DAY, working_days=days), "VN") is None


def test_a_deadline_beyond_the_calendar_is_none() -> None:
    last = Move(id="m", kind="query", day=date(9999, 12, 30), working_days=5)
    assert answer_by(last, "VN") is None


# Licences.


def accepted(number: str | None, pieces: int, *, day: date = DAY, at: str = "m") -> Move:
    return Move(id=at, version=1, kind="accepted", number=number, pieces=pieces, day=day)


def shipped(name: str, pieces: int | None, day: date | None = None, under: str = "") -> Shipment:
    return Shipment(id=name, state="shipped", pieces=pieces, shipped=day, licence=under or None)


# The one given in April, and the one given four weeks later.
APRIL, MAY = date(2020, 4, 8), date(2020, 5, 6)
TWO = (
    accepted("GP-1", 1_000_000, day=APRIL, at="a"),
    accepted("GP-2", 500_000, day=MAY, at="b"),
)


def balances(moves: tuple[Move, ...], *shipments: Shipment) -> list[tuple[str, int, int]]:
    found = licences(Dossier(moves=moves, shipments=shipments))
    assert not [one for one in found if one.unsaid]
    return [(one.number, one.shipped, one.left) for one in found]


def test_a_licence_is_drawn_down_by_what_left_not_by_what_is_planned() -> None:
    dossier = Dossier(
        moves=(*moves_of(1, "handed-in"), accepted("GP-1", 1_000_000)),
        shipments=(
            shipped("a", 300_000),
            shipped("b", 250_000),
            Shipment(id="c", state="planned", pieces=900_000),
            Shipment(id="d", state="cancelled", pieces=100),
        ),
    )
    (licence,) = licences(dossier)
    assert licence == Licence(number="GP-1", pieces=1_000_000, shipped=550_000)
    assert licence.left == 450_000


def test_more_shipped_than_licensed_shows_as_less_than_nothing() -> None:
    assert balances((accepted("GP-1", 100),), shipped("a", 101)) == [("GP-1", 101, -1)]


def test_an_acceptance_without_pieces_is_no_licence() -> None:
    accepted = Move(id="m", version=1, kind="accepted", number="1")
    assert licences(Dossier(moves=(accepted,))) == ()


def test_what_left_before_the_second_licence_left_under_the_first() -> None:
    before = shipped("a", 300_000, MAY - timedelta(days=1))
    assert balances(TWO, before) == [("GP-1", 300_000, 700_000), ("GP-2", 0, 500_000)]


def test_a_shipment_draws_down_the_licence_it_names_and_no_other() -> None:
    drawn = balances(TWO, shipped("a", 300_000, MAY, "b"), shipped("b", 200_000, None, "a"))
    assert drawn == [("GP-1", 200_000, 800_000), ("GP-2", 300_000, 200_000)]


@pytest.mark.parametrize("day", [None, MAY, MAY + timedelta(days=9)])
def test_what_may_have_left_under_either_draws_down_none_and_is_named_at_both(
    day: date | None,
) -> None:
    dossier = Dossier(moves=TWO, shipments=(shipped("a", 300_000, day), shipped("b", 10, APRIL)))
    first, second = licences(dossier)
    assert (first.shipped, first.unsaid) == (10, ("shipments[a]",))
    assert (second.shipped, second.unsaid) == (0, ("shipments[a]",))


def test_what_left_before_any_licence_is_named_rather_than_counted() -> None:
    early = shipped("a", 300_000, APRIL - timedelta(days=1))
    (licence,) = licences(Dossier(moves=TWO[:1], shipments=(early,)))
    assert (licence.shipped, licence.unsaid) == (0, ("shipments[a]",))


def test_a_shipment_whose_pieces_are_not_told_is_named_rather_than_counted_as_nothing() -> None:
    (licence,) = licences(Dossier(moves=TWO[:1], shipments=(shipped("a", None, MAY),)))
    assert (licence.shipped, licence.unsaid) == (0, ("shipments[a]",))


def test_a_step_that_gave_no_licence_names_none() -> None:
    moves = (*moves_of(1, "handed-in"), *TWO)
    dossier = Dossier(moves=moves, shipments=(shipped("a", 5, MAY, "v1m1"),))
    assert [one.unsaid for one in licences(dossier)] == [("shipments[a]",)] * 2


def test_a_number_given_again_is_the_same_licence_for_its_last_pieces() -> None:
    again = accepted("GP-1", 800_000, day=MAY, at="c")
    moves = (TWO[0], again)
    drawn = balances(
        moves, shipped("a", 100, APRIL), shipped("b", 20, MAY), shipped("d", 3, None, "c")
    )
    assert drawn == [("GP-1", 123, 799_877)]


def test_two_licences_without_numbers_are_two() -> None:
    moves = (accepted(None, 100, day=APRIL, at="a"), accepted(None, 50, day=MAY, at="b"))
    drawn = balances(moves, shipped("a", 30, APRIL), shipped("b", 20, MAY, "b"))
    assert drawn == [("", 30, 70), ("", 20, 30)]


def left(
    at: str,
    pieces: int,
    day: date = MAY,
    *,
    licence: str | None = None,
    shipment: str | None = None,
) -> Move:
    return Move(
        id=at,
        version=1,
        kind="shipped",
        pieces=pieces,
        day=day,
        licence=licence,
        shipment=shipment,
    )


def test_a_shipment_told_by_a_step_draws_the_licence_down_like_one_of_the_dossier() -> None:
    moves = (*TWO, left("x", 1_000, licence="b"), left("y", 30, APRIL))
    assert balances(moves, shipped("a", 5, APRIL)) == [
        ("GP-1", 35, 999_965),
        ("GP-2", 1_000, 499_000),
    ]


def test_a_step_that_may_rest_on_either_licence_is_named_at_both() -> None:
    found = licences(Dossier(moves=(*TWO, left("x", 1_000))))
    assert [(one.shipped, one.unsaid) for one in found] == [(0, ("moves[x]",))] * 2


def test_the_acceptances_a_departure_may_rest_on_are_the_last_of_each_licence() -> None:
    again = accepted("GP-1", 800_000, day=MAY, at="c")
    assert licences_of((*TWO, again), None, None) == (again, TWO[1])
    assert licences_of((*TWO, again), "a", MAY) == (again,)
    assert licences_of((*TWO, again), None, APRIL) == (again,)
    assert licences_of(TWO, None, APRIL - timedelta(days=1)) == ()


@given(
    rows=st.lists(st.tuples(st.sampled_from(("planned", "shipped")), st.integers(1, 900))),
    steps=st.lists(st.tuples(st.integers(-1, 5), st.integers(1, 900))),
)
def test_no_shipment_is_counted_twice_whether_a_step_a_row_or_both_tell_of_it(
    rows: list[tuple[str, int]], steps: list[tuple[int, int]]
) -> None:
    shipments = tuple(
        Shipment(id=f"s{n}", state=state, pieces=pieces, shipped=MAY)
        for n, (state, pieces) in enumerate(rows)
    )
    told = tuple(
        left(f"x{n}", pieces, shipment=f"s{row}") if row >= 0 else left(f"x{n}", pieces)
        for n, (row, pieces) in enumerate(steps)
    )
    by_steps = sum(pieces for _, pieces in steps)
    named = {row for row, _ in steps}
    by_rows = sum(
        pieces for n, (state, pieces) in enumerate(rows) if state == "shipped" and n not in named
    )
    (licence,) = licences(Dossier(moves=(TWO[0], *told), shipments=shipments))
    assert (licence.shipped, licence.unsaid) == (by_steps + by_rows, ())
