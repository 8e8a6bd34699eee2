"""The open dossier: typing, taking back, keeping; and what a crash cannot take away."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import typing_clerk
from dossier.arbitrary import dossiers, held_by
from maskdesk.desk.session import Session
from maskdesk.dossier import edits
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.edits import Edit, Giving
from maskdesk.dossier.fields import Field
from maskdesk.dossier.paths import NoSuchPlace, NotOfItsKind, describe, fields, get
from maskdesk.dossier.sections import Dossier, GoodsLine, Lot, Support
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.store.journal import Journal
from rules.asking import SHIPMENT, condition, law, pack

DAY = date(2020, 4, 20)
NUMBER = condition("number", parameters={"fields": ["contract.number"]})
LAW = law(pack(NUMBER))


def today() -> date:
    return DAY


def session(
    dossier: Dossier = SHIPMENT, keep: Callable[[Edit | Giving], None] | None = None
) -> Session:
    return Session(dossier, lambda: LAW, today, keep=keep)


class Full(MaskDeskError):
    """A disk that is full."""

    problem = "The disk is full."


class Disk:
    """Keeps what it is given until it is full."""

    def __init__(self, room: int = 1000) -> None:
        self.room = room
        self.kept: list[bytes] = []

    def keep(self, edit: Edit | Giving) -> None:
        if len(self.kept) >= self.room:
            raise Full
        self.kept.append(edits.write(edit))


def test_what_is_typed_counts_at_once() -> None:
    one = session()
    change = one.edit("contract.pieces_ordered", "1,000", "en")
    assert change.paths == ("contract.pieces_ordered",)
    assert one.dossier.contract.pieces_ordered == 1000
    assert [finding.answer for finding in one.report().findings] == ["met"]
    one.edit("contract.number", "", "en")
    assert one.dossier.contract.number is None
    assert [finding.answer for finding in one.report().findings] == ["unfilled"]


def test_the_same_dossier_is_checked_once() -> None:
    one = session()
    first = one.report()
    assert one.report() is first
    one.edit("contract.number", "C-9", "en")
    assert one.report() is not first


def test_rows_given_anew_are_one_edit_and_survive_a_crash() -> None:
    kept = Disk()
    one = session(keep=kept.keep)
    rows = tuple(GoodsLine(id=f"g{n}", model=f"M{n}") for n in range(3))
    one.put_rows("goods", rows)
    assert one.dossier.goods == rows
    assert one.undoable == ("goods",)
    again = session()
    again.replay(tuple(kept.kept))
    assert again.dossier == one.dossier
    one.undo()
    assert one.dossier == SHIPMENT


def test_a_step_back_or_on_is_kept_as_what_it_changes_and_not_as_all_there_is() -> None:
    kept = Disk()
    one = session(keep=kept.keep)
    one.put_rows("goods", (*SHIPMENT.goods, GoodsLine(id="g2", model="M")))
    one.edit("goods[g2].model", "N", "en")
    one.remove("goods[g1]")
    del kept.kept[:]
    one.undo()
    one.undo()
    one.undo()
    one.redo()
    one.redo()
    first = msgspec.json.encode(SHIPMENT.goods[0])
    assert kept.kept == [
        b'{"edit":"give","path":"goods[g1]","held":[' + first + b',"g2"]}',
        b'{"edit":"give","path":"goods[g2].model","held":"M"}',
        b'{"edit":"give","path":"goods","held":["g1"]}',
        b'{"edit":"give","path":"goods","held":["g1",{"id":"g2","model":"M"}]}',
        b'{"edit":"give","path":"goods[g2].model","held":"N"}',
    ]


def test_what_cannot_be_read_yet_replaces_the_value_and_is_kept_as_typed() -> None:
    one = session()
    one.edit("contract.pieces_ordered", "120", "en")
    one.edit("contract.pieces_ordered", "12o", "en")
    assert get(one.dossier, "contract.pieces_ordered") == Unread(typed="12o", language="en")
    one.edit("contract.pieces_ordered", "120", "en")
    assert get(one.dossier, "contract.pieces_ordered") == 120


def test_a_number_of_two_meanings_offers_both_and_each_can_be_taken() -> None:
    one = session()
    one.edit("contract.pieces_ordered", "60.000", "en")
    held = one.dossier.contract.pieces_ordered
    assert isinstance(held, Unread)
    assert held.readings == ("60", "60000")
    one.edit("contract.pieces_ordered", held.readings[1], "en")
    assert one.dossier.contract.pieces_ordered == 60_000


@pytest.mark.parametrize("path", ["goods", "contract", "goods[g1]", "nowhere", "goods[].model", ""])
def test_only_fields_that_are_there_are_typed_into(path: str) -> None:
    disk = Disk()
    one = session(keep=disk.keep)
    with pytest.raises(NoSuchPlace):
        one.edit(path, "x", "en")
    assert one.dossier is SHIPMENT
    assert one.undoable == ()
    assert disk.kept == []


def test_a_run_of_typing_is_taken_back_as_one() -> None:
    one = session()
    for typed in ("1", "12", "12o", "120"):
        one.edit("contract.pieces_ordered", typed, "en")
    one.edit("contract.number", "C-2", "en")
    assert one.undoable == ("contract.pieces_ordered", "contract.number")
    change = one.undo()
    assert change is not None
    assert change.paths == ("contract.number",)
    one.undo()
    assert one.dossier is SHIPMENT
    assert one.undo() is None
    assert one.redoable == ("contract.number", "contract.pieces_ordered")
    one.redo()
    assert one.dossier.contract.pieces_ordered == 120


def test_leaving_a_field_ends_the_run() -> None:
    one = session()
    one.edit("contract.number", "C-2", "en")
    one.settle()
    one.edit("contract.number", "C-3", "en")
    assert one.undoable == ("contract.number", "contract.number")
    one.undo()
    assert one.dossier.contract.number == "C-2"
    one.edit("contract.number", "C-4", "en")
    assert one.undoable == ("contract.number", "contract.number")
    assert one.redoable == ()


def test_taking_back_gives_the_very_same_dossiers() -> None:
    one = session()
    states = [one.dossier]
    one.edit("contract.number", "C-2", "en")
    states.append(one.dossier)
    one.insert("goods", GoodsLine(id="g2"))
    states.append(one.dossier)
    one.move("goods[g2]", 0)
    states.append(one.dossier)
    one.remove("goods[g1]")
    states.append(one.dossier)
    assert one.undoable == ("contract.number", "goods", "goods[g2]", "goods[g1]")
    assert [row.id for row in one.dossier.goods] == ["g2"]
    for state in reversed(states[:-1]):
        one.undo()
        assert one.dossier is state
    for state in states[1:]:
        one.redo()
        assert one.dossier is state
    assert states[-1].producers is SHIPMENT.producers


def test_an_edit_that_cannot_be_leaves_everything_as_it_was() -> None:
    disk = Disk()
    one = session(keep=disk.keep)
    one.edit("contract.number", "C-2", "en")
    one.undo()
    kept, before = list(disk.kept), one.dossier
    with pytest.raises(NotOfItsKind):
        one.insert("goods", GoodsLine(id="g1"))
    with pytest.raises(NotOfItsKind):
        one.insert("goods", Support(id="x"))
    with pytest.raises(NotOfItsKind):
        one.put("contract.pieces_ordered", -1)
    with pytest.raises(NoSuchPlace):
        one.insert("head.languages", Support(id="x"))
    with pytest.raises(NoSuchPlace):
        one.remove("goods[g9]")
    with pytest.raises(NoSuchPlace):
        one.move("goods[g1]", -1)
    assert one.dossier is before
    assert one.redoable == ("contract.number",)
    assert disk.kept == kept


def test_an_edit_that_cannot_be_kept_does_not_count() -> None:
    disk = Disk(room=2)
    one = session(keep=disk.keep)
    one.edit("contract.number", "C-2", "en")
    one.edit("contract.number", "C-3", "en")
    before = one.dossier
    for attempt in (
        lambda: one.edit("contract.number", "C-4", "en"),
        lambda: one.put("contract.pieces_ordered", 5),
        lambda: one.insert("goods", GoodsLine(id="g2")),
        lambda: one.remove("goods[g1]"),
        lambda: one.move("goods[g1]", 0),
        one.undo,
    ):
        with pytest.raises(Full):
            attempt()
        assert one.dossier is before
        assert one.undoable == ("contract.number",)
        assert one.redoable == ()
    disk.room = 5
    one.undo()
    assert one.dossier is SHIPMENT
    assert one.redoable == ("contract.number",)
    disk.room = 3
    with pytest.raises(Full):
        one.redo()
    assert one.dossier is SHIPMENT
    assert one.redoable == ("contract.number",)
    assert one.undoable == ()


def test_an_edit_is_kept_before_it_counts() -> None:
    seen: list[Dossier] = []
    one: Session

    def keep(edit: Edit | Giving) -> None:
        assert edit.path == "contract.number"
        seen.append(one.dossier)

    one = session(keep=keep)
    one.edit("contract.number", "C-2", "en")
    assert seen == [SHIPMENT]


def test_a_thousand_steps_are_kept_to_take_back_and_no_more() -> None:
    one = session(Dossier())
    for n in range(1_010):
        one.put("contract.pieces_ordered", n)
        one.settle()
    assert len(one.undoable) == 1_000
    while one.undo() is not None:
        pass
    assert one.dossier.contract.pieces_ordered == 9


@given(data=st.data())
def test_any_run_of_edits_can_be_taken_back_done_again_and_replayed(data: st.DataObject) -> None:
    first = data.draw(dossiers())
    disk = Disk()
    one = session(first, keep=disk.keep)
    for n in range(data.draw(st.integers(1, 8))):
        _do_something(one, data, n)
    last = one.dossier
    replayed = session(first)
    replayed.replay(tuple(disk.kept))
    assert replayed.dossier == last
    while one.undo() is not None:
        pass
    assert one.dossier is first
    while one.redo() is not None:
        pass
    while replayed.undo() is not None:
        pass
    assert replayed.dossier == first


def _do_something(one: Session, data: st.DataObject, n: int) -> None:
    """One edit of any kind, or a step back or forth."""
    does = data.draw(
        st.sampled_from(("put", "put", "type", "insert", "remove", "move", "back", "on"))
    )
    places = [path for path, _, _ in fields(one.dossier)]
    ids = [row.id for row in one.dossier.goods]
    if does == "put":
        path = data.draw(st.sampled_from(places))
        description = describe(path)
        assert isinstance(description, Field)
        one.put(path, data.draw(st.none() | held_by(description)))  # type: ignore[arg-type]
    elif does == "type":
        one.edit(data.draw(st.sampled_from(places)), data.draw(st.text(max_size=9)), "vi")
    elif does == "insert":
        at = data.draw(st.integers(0, 3))
        one.insert("goods", GoodsLine(id=f"new-{n}-{len(ids)}", lots=(Lot(id="a"),)), at)
    elif does == "remove" and ids:
        one.remove(f"goods[{data.draw(st.sampled_from(ids))}]")
    elif does == "move" and ids:
        one.move(f"goods[{data.draw(st.sampled_from(ids))}]", data.draw(st.integers(0, 3)))
    elif does == "back":
        one.undo()
    elif does == "on":
        one.redo()


def test_what_was_kept_is_done_again_and_each_step_bears_its_place() -> None:
    disk = Disk()
    one = session(keep=disk.keep)
    one.edit("contract.number", "C-2", "en")
    one.edit("contract.pieces_ordered", "12o", "en")
    one.undo()
    one.insert("goods", GoodsLine(id="g2"))
    again = session(keep=(second := Disk()).keep)
    change = again.replay(tuple(disk.kept))
    assert again.dossier == one.dossier
    assert change.paths == again.undoable
    assert again.undoable == (
        "contract.number",
        "contract.pieces_ordered",
        "contract.pieces_ordered",
        "goods",
    )
    assert second.kept == []
    again.edit("contract.number", "C-9", "en")
    assert len(second.kept) == 1
    again.undo()
    again.undo()
    assert again.dossier.goods == SHIPMENT.goods


def test_a_damaged_record_stops_the_replay_after_what_came_before() -> None:
    disk = Disk()
    one = session(keep=disk.keep)
    one.edit("contract.number", "C-2", "en")
    again = session()
    with pytest.raises(DamagedContent):
        again.replay((*disk.kept, b"{", disk.kept[0]))
    assert again.dossier == one.dossier


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_clerk_who_is_killed_while_typing_loses_nothing(tmp_path: Path, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, typing_clerk.__file__, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
    ) as clerk:
        assert clerk.stdout is not None
        done = 0
        while done < after:
            done = int(clerk.stdout.readline())
        clerk.kill()
    with Journal(tmp_path, typing_clerk.BASE.id, "place") as journal:
        recovered = journal.resume()
    assert recovered is not None
    assert recovered.base == "base"
    kept = tuple(entry.content for entry in recovered.entries)
    assert len(kept) >= after
    expected = typing_clerk.work(Session(typing_clerk.BASE, lambda: typing_clerk.NO_LAW, today))
    states = [state for state, _ in zip(expected, kept, strict=False)]
    again = Session(typing_clerk.BASE, lambda: typing_clerk.NO_LAW, today)
    again.replay(kept)
    assert again.dossier == states[-1]


def test_a_new_row_is_empty_and_bears_an_id_of_its_own() -> None:
    one = session()
    first, second = one.new_row("goods"), one.new_row("goods")
    assert first.id != second.id
    one.insert("goods", first)
    assert one.dossier.goods[-1] == GoodsLine(id=first.id)
    with pytest.raises(NoSuchPlace):
        one.new_row("contract")
