"""Fifty thousand rows: everything is done in portions and comes out right."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from ui.tables.showing import Desk

K = Qt.Key
M = Qt.KeyboardModifier
COUNT = 50_000
COLUMNS = ("model", "pieces_ordered", "kind", "sterile", "hs_origin", "unit")


@pytest.fixture(scope="module")
def rows() -> tuple[s.GoodsLine, ...]:
    return tuple(
        s.GoodsLine(
            id=f"g{n}", model=f"SM-{n * 7919 % COUNT:05}", pieces_ordered=n, kind="medical-mask"
        )
        for n in range(COUNT)
    )


def test_fifty_thousand_rows_are_sorted_narrowed_and_put_back(
    qtbot: QtBot, rows: tuple[s.GoodsLine, ...]
) -> None:
    desk = Desk(qtbot, s.Dossier(goods=rows), columns=COLUMNS)
    desk.table.view.horizontalHeader().sectionClicked.emit(0)
    desk.finish()
    assert [desk.shown(at, "model") for at in (0, 1, COUNT - 1)] == [
        "SM-00000",
        "SM-00001",
        "SM-49999",
    ]
    desk.table.filter.setText("sm-0001")
    desk.finish()
    assert desk.column("model") == [f"SM-{n:05}" for n in range(10, 20)]
    desk.table.filter.clear()
    desk.finish()
    desk.table.tools["keep"].trigger()
    assert [row.model for row in desk.goods] == [f"SM-{n:05}" for n in range(COUNT)]
    desk.editing.undo()
    assert desk.goods == rows
    assert len(desk.session.undoable) == 0


def test_fifty_thousand_rows_are_pasted_in_one_edit(qtbot: QtBot) -> None:
    desk = Desk(qtbot, s.Dossier(), columns=COLUMNS)
    ticks: list[float] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(perf_counter()))
    clock.start(5)
    lines = (f"KN-{n}\t{n}\tRespirator\tyes\t6307.90\tPair" for n in range(COUNT))
    QGuiApplication.clipboard().setText("\r\n".join(lines))
    desk.press_with(M.ControlModifier, K.Key_V)
    assert desk.table.working
    assert not desk.table.tools["add"].isEnabled()
    qtbot.waitUntil(lambda: not desk.table.working)
    # The window answers between the portions; how soon is measured by the benchmarks.
    assert len(ticks) > 10
    assert len(desk.goods) == COUNT
    last = desk.goods[-1]
    assert (last.model, last.pieces_ordered, last.kind) == ("KN-49999", 49_999, "respirator")
    assert (last.sterile, last.unit) == (True, "PR")
    assert len(desk.session.undoable) == 1
    desk.editing.undo()
    assert desk.goods == ()


def test_a_long_paste_can_be_stopped(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=COLUMNS)
    before = desk.goods
    QGuiApplication.clipboard().setText("\n".join(f"KN-{n}\t{n}" for n in range(COUNT)))
    desk.at(0, "model")
    desk.press_with(M.ControlModifier, K.Key_V)
    assert desk.table.working
    desk.table.stop()
    assert not desk.table.working
    assert desk.goods is before
    desk.press("X", K.Key_Return)
    assert desk.goods[0].model == "X"


def test_a_paste_gives_way_to_a_change_made_meanwhile(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=COLUMNS)
    QGuiApplication.clipboard().setText("\n".join(f"KN-{n}\t{n}" for n in range(COUNT)))
    desk.at(0, "model")
    desk.press_with(M.ControlModifier, K.Key_V)
    desk.editing.put("goods[g2].model", "ELSEWHERE")
    assert not desk.table.working
    assert desk.column("model") == ["SM-1", "ELSEWHERE", "Ống A"]
    assert desk.table.message == GAVE_WAY


def test_emptying_a_column_gives_way_and_is_not_called_a_paste(
    qtbot: QtBot, rows: tuple[s.GoodsLine, ...]
) -> None:
    desk = Desk(qtbot, s.Dossier(goods=rows), columns=COLUMNS)
    desk.table.view.choose(range(COUNT), range(1))
    desk.press_with(M.NoModifier, K.Key_Delete)
    assert desk.table.working
    desk.editing.put(f"goods[{rows[1].id}].model", "ELSEWHERE")
    assert not desk.table.working
    assert desk.goods[0].model == rows[0].model
    assert desk.table.message == GAVE_WAY


GAVE_WAY = "The rows were changed meanwhile, so nothing was done. Do it again."


def test_everything_is_chosen_as_one_block(qtbot: QtBot, rows: tuple[s.GoodsLine, ...]) -> None:
    desk = Desk(qtbot, s.Dossier(goods=rows), columns=COLUMNS)
    desk.press_with(M.ControlModifier, K.Key_A)
    assert desk.table.view.chosen_block() == (range(COUNT), range(len(COLUMNS)))
    assert desk.table.view.selectionModel().selection().count() == 1
    desk.press_with(M.ControlModifier, K.Key_Delete)
    assert desk.goods == ()
