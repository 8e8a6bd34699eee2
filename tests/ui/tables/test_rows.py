"""What is done with whole rows: one edit each, taken back as one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from ui.tables.showing import COLUMNS, DOSSIER, Desk

K = Qt.Key
M = Qt.KeyboardModifier


def ids(desk: Desk) -> list[str]:
    return [row.id for row in desk.goods]


def test_a_row_is_added_below_the_current_one(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "kind")
    desk.press_with(M.ControlModifier, K.Key_Insert)
    assert [ids(desk)[0], *ids(desk)[2:]] == ["g1", "g2", "g3"]
    assert desk.here() == f"goods[{ids(desk)[1]}].model"
    desk.press("NEW", K.Key_Return)
    assert desk.column("model") == ["SM-1", "NEW", "SM-2", "Ống A"]


def test_rows_are_duplicated_with_ids_of_their_own(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.select_rows(0, 1, 0)
    desk.press_with(M.ControlModifier, K.Key_D)
    desk.finish()
    assert desk.column("model") == ["SM-1", "SM-2", "SM-1", "SM-2", "Ống A"]
    assert len(set(ids(desk))) == 5
    assert desk.table.view.chosen_rows() == [2, 3]
    desk.editing.undo()
    assert ids(desk) == ["g1", "g2", "g3"]


def test_rows_are_removed_and_come_back(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.select_rows(0, 1, 0)
    desk.press_with(M.ControlModifier, K.Key_Delete)
    assert ids(desk) == ["g3"]
    assert desk.here() == "goods[g3].model"
    desk.editing.undo()
    assert ids(desk) == ["g1", "g2", "g3"]
    desk.at(1, "model")
    desk.press_with(M.ControlModifier, K.Key_Delete)
    assert ids(desk) == ["g1", "g3"]
    assert desk.here() == "goods[g3].model"


def test_the_last_row_removed_leaves_an_empty_table(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.selectAll()
    desk.press_with(M.ControlModifier, K.Key_Delete)
    assert desk.goods == ()
    assert "No rows yet" in desk.table.view.accessibleDescription()
    desk.press("X", K.Key_Return)
    assert desk.column("model") == ["X"]


@pytest.mark.parametrize(("key", "order"), [(K.Key_Up, "213"), (K.Key_Down, "132")])
def test_a_row_is_moved_and_stays_the_current_one(qtbot: QtBot, key: Qt.Key, order: str) -> None:
    desk = Desk(qtbot)
    desk.at(1, "kind")
    desk.press_with(M.AltModifier, key)
    assert ids(desk) == [f"g{n}" for n in order]
    assert desk.here() == "goods[g2].kind"


def test_several_rows_are_moved_together(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.select_rows(1, 2, 0)
    desk.press_with(M.AltModifier, K.Key_Up)
    assert ids(desk) == ["g2", "g3", "g1"]
    assert desk.table.view.chosen_rows() == [0, 1]
    desk.press_with(M.AltModifier, K.Key_Up)
    assert ids(desk) == ["g2", "g3", "g1"]
    desk.editing.undo()
    assert ids(desk) == ["g1", "g2", "g3"]


def test_a_large_block_stays_chosen_while_it_is_moved(qtbot: QtBot) -> None:
    rows = tuple(s.GoodsLine(id=f"g{n}") for n in range(400))
    desk = Desk(qtbot, s.Dossier(goods=rows))
    desk.table.view.select_rows(100, 399, 0)
    for at in (99, 98):
        desk.press_with(M.AltModifier, K.Key_Up)
        assert desk.table.view.chosen_rows() == list(range(at, at + 300))
        assert desk.here() == "goods[g100].model"
    assert ids(desk)[98:] == [f"g{n}" for n in (*range(100, 400), 98, 99)]


def test_ditto_takes_the_value_above(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "pieces_ordered")
    desk.press_with(M.ControlModifier, K.Key_Apostrophe)
    assert desk.goods[1].pieces_ordered == 1000
    desk.at(0, "model")
    desk.press_with(M.ControlModifier, K.Key_Apostrophe)
    assert desk.goods[0].model == "SM-1"


def test_ditto_fills_what_is_chosen_from_its_first_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.select_rows(0, 2, 0)
    desk.press_with(M.ControlModifier, K.Key_Apostrophe)
    desk.finish()
    assert desk.column("model") == ["SM-1"] * 3
    assert desk.column("kind") == ["Medical or surgical mask"] * 3
    desk.editing.undo()
    assert desk.column("model") == ["SM-1", "SM-2", "Ống A"]


def test_several_cells_are_cleared_in_one_edit(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.select_rows(0, 1, 0)
    desk.press(K.Key_Delete)
    desk.finish()
    assert desk.column("model") == ["", "", "Ống A"]
    assert [row.standards for row in desk.goods] == [(), (), ()]
    assert len(desk.session.undoable) == 1


def test_the_table_follows_edits_made_elsewhere_and_keeps_its_place(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(2, "model")
    desk.editing.insert("goods", s.GoodsLine(id="g0", model="FIRST"), 0)
    assert desk.here() == "goods[g3].model"
    assert desk.column("model") == ["FIRST", "SM-1", "SM-2", "Ống A"]
    desk.editing.put("goods[g3].model", "CHANGED")
    assert desk.shown(3, "model") == "CHANGED"
    desk.editing.remove("goods[g1]")
    assert desk.here() == "goods[g3].model"


def test_only_what_differs_is_painted_again(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    changed: list[tuple[int, int]] = []
    desk.table.model.dataChanged.connect(
        lambda first, last: changed.append((first.row(), last.row()))
    )
    desk.editing.put("goods[g2].model", "X")
    desk.editing.put("head.note", "nothing of this list")
    assert changed == [(1, 1)]


def test_a_name_changed_elsewhere_is_shown_by_its_links(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.editing.put("producers[p2].name_local", "Xưởng Khác")
    assert desk.shown(1, "producer") == "Xưởng Khác"


def test_the_current_row_is_told_by_its_path(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    told: list[str] = []
    desk.table.current_changed.connect(told.append)
    desk.at(1, "model")
    desk.at(1, "kind")
    desk.editing.remove("goods[g2]")
    desk.table.view.selectAll()
    desk.press_with(M.ControlModifier, K.Key_Delete)
    assert told == ["goods[g2]", "goods[g1]", ""]


def test_a_place_is_led_to_by_its_path(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.select("goods[g3].producer")
    assert desk.here() == "goods[g3].producer"
    desk.table.select("goods[g2].lots[a].pieces")
    assert desk.here() == "goods[g2].model"
    desk.table.select("support[s1].pieces_pledged")
    assert desk.here() == "goods[g2].model"


def test_a_place_that_is_filtered_out_is_shown_when_it_is_led_to(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.filter.setText("SM-1")
    desk.finish()
    assert desk.column("model") == ["SM-1"]
    desk.table.select("goods[g3].model")
    assert desk.here() == "goods[g3].model"
    assert desk.table.filter.text() == ""


def test_a_list_within_a_row_follows_the_row(qtbot: QtBot) -> None:
    dossier = s.Dossier(
        goods=(
            s.GoodsLine(id="g1", lots=(s.Lot(id="a", number="L1"),)),
            s.GoodsLine(id="g2", lots=(s.Lot(id="a", number="L2"), s.Lot(id="b", number="L3"))),
        )
    )
    desk = Desk(qtbot, dossier, "goods[g1].lots", None)
    assert desk.column("number") == ["L1"]
    desk.table.set_path("goods[g2].lots")
    assert desk.column("number") == ["L2", "L3"]
    desk.at(0, "number")
    desk.press("L9", K.Key_Return)
    assert desk.goods[1].lots[0].number == "L9"
    desk.editing.remove("goods[g2]")
    assert desk.table.model.rowCount() == 0
    desk.table.set_path("")
    assert desk.table.view.accessibleDescription() == "Choose a row first."
    assert not desk.table.tools["add"].isEnabled()


def test_every_field_of_a_row_is_a_column_unless_told(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=None)
    names = {one.name for one in desk.table.model.columns}
    assert set(COLUMNS) < names
    assert "lots" not in names


def test_a_read_only_table_offers_nothing_that_changes_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, read_only=True)
    assert not any(action.isEnabled() for action in desk.table.tools.changing())
    assert desk.table.tools["copy"].isEnabled()


def test_whatever_is_done_the_table_shows_the_dossier(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    steps: tuple[Callable[[], None], ...] = (
        lambda: desk.editing.move("goods[g1]", 2),
        lambda: desk.editing.put_rows("goods", DOSSIER.goods[::-1]),
        lambda: desk.editing.put_rows("goods", (s.GoodsLine(id="n"), *DOSSIER.goods[1:])),
        lambda: desk.editing.put_rows("goods", ()),
        desk.editing.undo,
        desk.editing.undo,
        desk.editing.redo,
        lambda: desk.editing.put_rows("goods", (DOSSIER.goods[2], s.GoodsLine(id="m"))),
        desk.editing.undo,
    )
    for step in steps:
        step()
        assert desk.column("model") == [row.model or "" for row in desk.goods]
        headings = desk.table.model
        shown = [headings.headerData(n, Qt.Orientation.Vertical) for n in range(len(desk.goods))]
        assert shown == [str(n + 1) for n in range(len(desk.goods))]


def test_only_rows_that_changed_are_told_anew_in_whatever_order_they_are_shown(
    qtbot: QtBot,
) -> None:
    desk = Desk(qtbot)
    told: list[tuple[int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append((first.row(), last.row()))

    desk.table.model.dataChanged.connect(note)
    desk.editing.put("goods[g2].pieces_ordered", 5000)
    assert told == [(1, 1)]
    heading = desk.table.view.horizontalHeader()
    heading.sectionClicked.emit(COLUMNS.index("pieces_ordered"))
    desk.finish()
    assert desk.column("pieces_ordered") == ["1,000", "5,000", ""]
    heading.sectionClicked.emit(COLUMNS.index("pieces_ordered"))
    desk.finish()
    assert desk.column("pieces_ordered") == ["5,000", "1,000", ""]
    told.clear()
    desk.editing.put("goods[g2].pieces_ordered", 6000)
    assert told == [(0, 0)]
    told.clear()
    moved = desk.goods[::-1]
    desk.editing.put_rows("goods", moved)
    assert told == [], "rows in another order are the same rows"
    assert desk.column("pieces_ordered") == ["6,000", "1,000", ""]
