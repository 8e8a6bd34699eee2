"""What can be delivered in time, held to a simulation that goes from day to day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.sections import (
    BoughtIn,
    Commitment,
    Customs,
    Declaration,
    DeclaredLine,
    Dossier,
    GoodsLine,
    Producer,
    ProductionLine,
    Shipment,
    Support,
)
from maskdesk.dossier.unread import Unread
from maskdesk.rules.finding import Cure, Finding
from rules.asking import DAY, SHIPMENT, ask, condition, pack, report, with_line

START = date(2020, 4, 1)
KIND = "medical-mask"


def day(n: int) -> date:
    return START + timedelta(days=n)


class Flow(Struct, frozen=True):
    """Pieces on one day, counted from the first of April."""

    day: int | None
    pieces: int


flows = st.builds(Flow, st.integers(0, 40), st.integers(0, 300))
due = st.builds(Flow, st.none() | st.integers(0, 40), st.integers(0, 300))


def delivered(
    *,
    needed: int = 1000,
    leaves: int = 19,
    stock: int | None = 0,
    counted: int | None = 0,
    made: tuple[Flow, ...] = (),
    bought: tuple[Flow, ...] = (),
    promised: tuple[Flow, ...] = (),
    pledged: tuple[int, ...] = (),
    **changes: Any,
) -> Finding:
    """What the check answers for one producer of masks."""
    producer = Producer(
        id="p1",
        opening_stock=stock,
        opening_day=day(counted) if counted is not None else None,
        lines=tuple(
            ProductionLine(
                id=f"l{n}",
                kind=KIND,
                pieces_per_day=one.pieces,
                runs_from=day(one.day) if one.day is not None else None,
            )
            for n, one in enumerate(made)
        ),
        bought_in=tuple(
            BoughtIn(id=f"b{n}", kind=KIND, pieces=one.pieces, day=day(one.day or 0))
            for n, one in enumerate(bought)
        ),
        commitments=tuple(
            Commitment(
                id=f"c{n}",
                kind=KIND,
                pieces=one.pieces,
                day=day(one.day) if one.day is not None else None,
            )
            for n, one in enumerate(promised)
        ),
    )
    dossier = replace(
        with_line(pieces_declared=needed),
        producers=(producer,),
        customs=Customs(declarations=(Declaration(id="d1", planned=DAY),), shipped=day(leaves)),
        support=tuple(
            Support(id=f"s{n}", product=KIND, pieces_pledged=one) for n, one in enumerate(pledged)
        ),
        **changes,
    )
    return ask(dossier, "capacity", {})


LONG = 600


def simulated(
    stock: int,
    made: tuple[Flow, ...],
    bought: tuple[Flow, ...],
    promised: tuple[Flow, ...],
    pledged: tuple[int, ...],
) -> list[int]:
    """Pieces free at the start of each day, by living through them from the first of April."""
    pieces = stock - sum(pledged) - sum(one.pieces for one in promised if one.day is None)
    free = []
    for today in range(LONG):
        pieces += sum(one.pieces for one in bought if one.day == today)
        pieces -= sum(one.pieces for one in promised if one.day == today)
        free.append(pieces)
        # What is made on a day can leave on the next.
        pieces += sum(one.pieces for one in made if one.day is not None and one.day <= today)
    return free


@given(
    needed=st.integers(0, 4000),
    leaves=st.integers(0, 40),
    stock=st.integers(0, 500),
    made=st.lists(flows, max_size=3).map(tuple),
    bought=st.lists(flows, max_size=3).map(tuple),
    promised=st.lists(due, max_size=3).map(tuple),
    pledged=st.lists(st.integers(0, 300), max_size=2).map(tuple),
)
@example(100, 0, 0, (Flow(10, 10),), (), (), ())
@example(100, 0, 0, (Flow(0, 1),), (Flow(5, 90),), (), ())
@example(100, 0, 50, (Flow(0, 10),), (), (Flow(4, 300),), ())
@example(100, 0, 0, (), (), (), (100,))
@example(0, 0, 0, (), (), (Flow(None, 5),), ())
def test_the_check_agrees_with_living_through_every_day(
    needed: int,
    leaves: int,
    stock: int,
    made: tuple[Flow, ...],
    bought: tuple[Flow, ...],
    promised: tuple[Flow, ...],
    pledged: tuple[int, ...],
) -> None:
    finding = delivered(
        needed=needed,
        leaves=leaves,
        stock=stock,
        made=made,
        bought=bought,
        promised=promised,
        pledged=pledged,
    )

    free = simulated(stock, made, bought, promised, pledged)
    available = max(free[leaves], 0)
    assert finding.numbers["needed"] == needed
    assert finding.numbers["leaves"] == day(leaves)
    assert finding.answer == ("met" if available >= needed else "not-met")
    if finding.answer == "met":
        assert finding.cures == ()
        return
    assert finding.numbers["available"] == available
    assert finding.numbers["short"] == needed - available
    cures = {cure.kind: cure for cure in finding.cures}
    assert cures["declare-at-most"].pieces == available
    ready = next((n for n in range(leaves, LONG) if free[n] >= needed), None)
    found = cures.get("ready-on")
    if ready is not None:
        assert found == Cure(kind="ready-on", day=day(ready))
    else:
        assert found is None or (found.day is not None and found.day >= day(LONG))


def test_what_never_suffices_is_never_ready_and_what_takes_ages_does_not_fall_over() -> None:
    assert delivered(stock=999).cures == (Cure(kind="declare-at-most", pieces=999),)
    ages = delivered(needed=10**14, made=(Flow(0, 1),))
    assert ages.answer == "not-met"
    assert [cure.kind for cure in ages.cures] == ["declare-at-most"]


def test_what_came_before_the_stock_was_counted_is_in_it() -> None:
    assert delivered(stock=600, counted=10, bought=(Flow(9, 400),)).answer == "not-met"
    assert delivered(stock=600, counted=10, bought=(Flow(10, 400),)).answer == "met"
    assert delivered(stock=600, counted=10, made=(Flow(0, 40),)).numbers["available"] == 960
    assert delivered(
        stock=None, counted=None, bought=(Flow(0, 1000),), made=(Flow(0, 0),)
    ).answer == ("met")


def test_what_went_out_before_the_stock_was_counted_is_not_in_it() -> None:
    gone = Support(id="s", product=KIND, pieces_pledged=500, pieces_delivered=500)
    before = replace(gone, delivered=day(9))
    after = replace(gone, delivered=day(10))
    assert delivered(stock=1000, counted=10).answer == "met"

    def with_support(row: Support) -> Finding:
        producer = Producer(id="p1", opening_stock=1000, opening_day=day(10))
        dossier = replace(SHIPMENT, producers=(producer,), support=(row,))
        return ask(dossier, "capacity", {})

    assert with_support(before).answer == "met"
    assert with_support(after).numbers["short"] == 500
    assert with_support(replace(before, pieces_delivered=200)).numbers["short"] == 300


def test_the_delivery_window_counts_until_the_day_of_leaving_is_known() -> None:
    made = (Flow(0, 50),)
    window = Shipment(id="w", deliver_until=day(20))
    off = Shipment(id="x", state="cancelled", deliver_until=day(90))
    dossier = replace(
        SHIPMENT,
        shipments=(window, off),
        producers=(
            Producer(
                id="p1",
                opening_stock=0,
                opening_day=START,
                lines=(
                    ProductionLine(
                        id="l", kind=KIND, pieces_per_day=made[0].pieces, runs_from=START
                    ),
                ),
            ),
        ),
    )
    assert ask(dossier, "capacity", {}).numbers["leaves"] == day(20)
    assert ask(dossier, "capacity", {}).answer == "met"
    none = replace(dossier, shipments=())
    assert ask(none, "capacity", {}).numbers["leaves"] == DAY
    assert ask(none, "capacity", {}).numbers["short"] == 50


def maker(row: str, stock: int, *kinds: str) -> Producer:
    lines = tuple(
        ProductionLine(id=kind, kind=kind, pieces_per_day=10, runs_from=START) for kind in kinds
    )
    return Producer(id=row, opening_stock=stock, opening_day=START, lines=lines)


def goods(row: str, kind: str, pieces: int, producer: str = "p1") -> GoodsLine:
    return GoodsLine(id=row, kind=kind, pieces_declared=pieces, producer=producer)


def gloves(pieces: int) -> GoodsLine:
    return goods("g2", "gloves", pieces)


def consignment(producers: tuple[Producer, ...], *lines: GoodsLine) -> Dossier:
    """A consignment that leaves ten days after stock was counted."""
    return replace(
        SHIPMENT,
        goods=lines,
        producers=producers,
        customs=Customs(declarations=(Declaration(id="d1", planned=DAY),), shipped=day(10)),
    )


@pytest.mark.parametrize(
    ("producers", "lines", "short"),
    [
        # A hundred of each kind are made by then.
        ((maker("p1", 0, "gloves", KIND),), (goods("g1", KIND, 100), gloves(100)), 0),
        ((maker("p1", 0, "gloves", KIND),), (goods("g1", KIND, 150), gloves(50)), 50),
        # Stock is there once, whatever it is of.
        ((maker("p1", 50, "gloves", KIND),), (goods("g1", KIND, 150), gloves(100)), 0),
        ((maker("p1", 50, "gloves", KIND),), (goods("g1", KIND, 150), gloves(150)), 50),
        # What one factory has does not help another.
        ((maker("p1", 0, KIND), maker("p2", 900, KIND)),
         (goods("g1", KIND, 150), goods("g2", KIND, 50, "p2")), 50),
        ((maker("p1", 0, KIND), maker("p2", 900, KIND)),
         (goods("g1", KIND, 100), goods("g2", KIND, 1000, "p2")), 0),
        # A factory of no goods here helps nobody.
        ((maker("p1", 0, KIND), maker("p2", 900, KIND)), (goods("g1", KIND, 150),), 50),
    ],
)  # fmt: skip
def test_a_surplus_of_one_thing_does_not_stand_for_another(
    producers: tuple[Producer, ...], lines: tuple[GoodsLine, ...], short: int
) -> None:
    finding = ask(consignment(producers, *lines), "capacity", {})
    assert finding.numbers["short"] == short
    assert finding.answer == ("not-met" if short else "met")


def test_the_earlier_declaration_takes_its_goods_first() -> None:
    dossier = replace(
        consignment((maker("p1", 1000),), goods("g1", KIND, 1200)),
        customs=Customs(
            shipped=day(10),
            declarations=(
                Declaration(id="d1", lines=(DeclaredLine(id="a", line="g1", pieces=600),)),
                Declaration(id="d2", lines=(DeclaredLine(id="a", line="g1", pieces=600),)),
            ),
        ),
    )
    duty = condition("duty", "capacity", parameters={})
    first, second = report(dossier, pack(duty)).findings
    assert first.answer == "met"
    assert second.answer == "not-met"
    assert second.numbers["available"] == 400
    assert second.numbers["short"] == 200


@pytest.mark.parametrize("held", [None, Unread(typed="?")])
def test_what_cannot_be_read_yet_delivers_nothing(held: Any) -> None:
    line = ProductionLine(id="l", kind=KIND, pieces_per_day=held, runs_from=START)
    idle = ProductionLine(id="m", kind=KIND, pieces_per_day=5000, runs_from=held)
    producer = Producer(id="p1", opening_stock=10, opening_day=START, lines=(line, idle))
    finding = ask(consignment((producer,), goods("g1", KIND, 100)), "capacity", {})
    assert finding.numbers["available"] == 10
    assert [cure.kind for cure in finding.cures] == ["declare-at-most"]


def test_it_may_be_asked_only_where_stock_or_lines_are_stated() -> None:
    unsaid = replace(SHIPMENT, producers=(Producer(id="p1"),))
    assert ask(unsaid, "capacity", {}).answer == "unfilled"
    assert ask(unsaid, "capacity", {"where_stated": True}).answer == "not-applicable"
    said = replace(SHIPMENT, producers=(Producer(id="p1", opening_stock=5),))
    assert ask(said, "capacity", {"where_stated": True}).answer == "not-met"
