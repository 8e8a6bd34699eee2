"""Typing into cells: from the first key, with what the field's kind makes of it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from maskdesk.dossier.unread import Unread
from maskdesk.ui.tables.cell_editors import CodesCell
from ui.keyboard import focused
from ui.tables.showing import DOSSIER, Desk

K = Qt.Key
M = Qt.KeyboardModifier


def test_the_first_key_replaces_what_stands_in_the_cell(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press("KN-9", K.Key_Return)
    assert desk.goods[0].model == "KN-9"
    assert desk.here() == "goods[g2].model"


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter, K.Key_F2])
def test_a_key_opens_the_cell_with_what_stands_in_it(qtbot: QtBot, key: Qt.Key) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press(key, K.Key_End, "X", K.Key_Return)
    assert desk.goods[0].model == "SM-1X"


def test_escape_gives_up_what_was_typed(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press("other", K.Key_Escape)
    assert desk.goods[0].model == "SM-1"
    assert desk.here() == "goods[g1].model"
    assert focused() is desk.table.view
    assert desk.session.undoable == ()


def test_tab_goes_on_from_cell_to_cell_while_typing(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press("A", K.Key_Tab, "12", K.Key_Tab, "0.5", K.Key_Backtab)
    assert (desk.goods[0].model, desk.goods[0].pieces_ordered) == ("A", 12)
    assert desk.goods[0].unit_price == Decimal("0.5")
    assert desk.here() == "goods[g1].pieces_ordered"


def test_tab_goes_over_the_end_of_a_row_and_out_at_the_end_of_the_table(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "standards")
    desk.press(K.Key_Tab)
    assert desk.here() == "goods[g2].model"
    desk.press(K.Key_Backtab)
    assert desk.here() == "goods[g1].standards"
    desk.at(2, "standards")
    desk.press(K.Key_Tab)
    assert not desk.table.view.hasFocus()


def test_shift_tab_leaves_at_the_first_cell(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press(K.Key_Backtab)
    assert not desk.table.view.hasFocus()


def test_control_and_tab_leave_the_table_from_anywhere(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "unit_price")
    desk.press_with(M.ControlModifier, K.Key_Tab)
    assert not desk.table.view.hasFocus()
    desk.table.view.setFocus()
    desk.press_with(M.ControlModifier | M.ShiftModifier, K.Key_Backtab)
    assert not desk.table.view.hasFocus()


def test_what_cannot_be_read_stays_as_it_was_typed_and_is_marked(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "pieces_ordered")
    desk.press("12o", K.Key_Return)
    assert desk.goods[0].pieces_ordered == Unread(typed="12o", language="en")
    assert desk.shown(0, "pieces_ordered") == "12o"
    index = desk.table.model.index(0, 1)
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "cannot be read" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "cannot be read" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert desk.table.model.index(1, 1).data(Qt.ItemDataRole.DecorationRole) is None


def test_both_readings_of_a_figure_are_offered(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "pieces_ordered")
    desk.press("60.000", K.Key_Return)
    tip = desk.table.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "60 or as 60,000" in tip
    desk.at(0, "pieces_ordered")
    desk.press(K.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.press(K.Key_Down, K.Key_Down, K.Key_Return, to=popup)
    assert desk.goods[0].pieces_ordered == 60_000


def test_a_cell_left_as_it_was_is_no_edit(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.editing.put("goods[g1].unit_price", Decimal("1.234"))
    undoable = desk.session.undoable
    desk.at(0, "unit_price")
    desk.press(K.Key_F2, K.Key_Return)
    assert desk.goods[0].unit_price == Decimal("1.234")
    assert desk.session.undoable == undoable


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("resp", "respirator"), ("FACE SHIELD", "face-shield"), ("suit", "protective-suit")],
)
def test_a_choice_is_found_by_part_of_its_words(qtbot: QtBot, typed: str, kind: str) -> None:
    desk = Desk(qtbot)
    desk.at(1, "kind")
    desk.press(typed, K.Key_Tab)
    assert desk.goods[1].kind == kind


def test_enter_takes_what_was_typed_while_the_list_is_open(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "kind")
    desk.press("resp")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.press(K.Key_Return, to=popup)
    assert desk.goods[1].kind == "respirator"
    assert desk.table.view.cells.editor is None
    assert desk.here() == "goods[g3].kind"


def test_keys_that_reach_the_list_of_a_cell_late_are_not_lost(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=("kind", "model", "name_english"))
    desk.at(0, "kind")
    desk.press("resp")
    offered = QApplication.activePopupWidget()
    assert offered is not None
    desk.press(K.Key_Tab)
    qtbot.wait(0)  # the cell that was left is gone
    desk.press("KN", K.Key_Tab, "Cloth", K.Key_Return, to=offered)
    assert desk.goods[0].kind == "respirator"
    assert (desk.goods[0].model, desk.goods[0].name_english) == ("KN", "Cloth")


@pytest.mark.parametrize(
    ("column", "begun", "rest", "value"),
    [
        ("model", "12", "3", "123"),
        ("pieces_ordered", "12", "3", 123),
        ("kind", "gog", "gles", "goggles"),
    ],
)
def test_what_was_begun_in_a_cell_counts_and_goes_on_after_a_look_into_another_window(
    qtbot: QtBot, column: str, begun: str, rest: str, value: object
) -> None:
    desk = Desk(qtbot)
    desk.at(2, column)
    desk.press(begun)
    look_away(qtbot, desk)
    assert getattr(desk.goods[2], column) != getattr(DOSSIER.goods[2], column)
    desk.press(rest, K.Key_Return)
    assert getattr(desk.goods[2], column) == value


def test_what_is_ticked_in_a_cell_counts_and_goes_on_after_a_look_into_another_window(
    qtbot: QtBot,
) -> None:
    dossier = s.Dossier(parties=(s.Party(id="x", name="SAMPLE", roles=()),))
    desk = Desk(qtbot, dossier, "parties", ("name", "roles"))
    desk.at(0, "roles")
    desk.press(K.Key_Return, K.Key_Space)
    look_away(qtbot, desk)
    (party,) = desk.session.dossier.parties
    assert party.roles
    desk.press(K.Key_Down, K.Key_Space, K.Key_Return)
    (party,) = desk.session.dossier.parties
    assert isinstance(party.roles, tuple)
    assert len(party.roles) == 2


def look_away(bot: QtBot, desk: Desk) -> None:
    """Go to another window and come back."""
    other = QWidget()
    bot.addWidget(other)
    for window in (other, desk.window):
        with bot.waitActive(window):
            window.show()
            window.activateWindow()


def test_what_fits_several_choices_is_not_guessed(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "kind")
    desk.press("mask", K.Key_Tab)
    assert desk.goods[1].kind == Unread(typed="mask", language="en")


def test_a_choice_is_picked_from_the_open_list(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "kind")
    desk.press(K.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.press(K.Key_Down, K.Key_Down, K.Key_Return, to=popup)
    assert desk.goods[1].kind == "respirator"


def test_a_link_is_shown_and_found_by_the_name_of_its_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert desk.shown(1, "producer") == "Xưởng Mẫu Hai"
    desk.at(0, "producer")
    desk.press("xuong mau mot", K.Key_Tab)
    assert desk.goods[0].producer == "p1"


def test_a_name_no_row_has_is_not_taken_for_a_link(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "producer")
    desk.press("Nobody", K.Key_Tab)
    assert desk.goods[0].producer == Unread(typed="Nobody", language="en")


def test_yes_and_no_are_typed_in_the_language_of_the_window(qtbot: QtBot) -> None:
    desk = Desk(qtbot, language="vi")
    assert desk.shown(0, "sterile") == "Có"
    desk.at(0, "sterile")
    desk.press("khong", K.Key_Tab)
    assert desk.goods[0].sterile is False


def test_texts_are_parted_by_semicolons(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "standards")
    desk.press("EN 14683; ASTM F2100", K.Key_Return)
    assert desk.goods[0].standards == ("EN 14683", "ASTM F2100")


def test_delete_clears_a_cell_and_undo_brings_it_back(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    desk.press(K.Key_Delete)
    assert desk.goods[0].model is None
    desk.at(2, "kind")
    desk.press(K.Key_Delete)
    assert desk.goods[2].kind is None
    desk.editing.undo()
    desk.editing.undo()
    assert desk.shown(0, "model") == "SM-1"
    assert desk.shown(2, "kind") == "Respirator"


def test_each_cell_typed_into_is_taken_back_on_its_own(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    for text in ("A", "B"):
        desk.at(0, "model")
        desk.press(text, K.Key_Return)
    desk.editing.undo()
    assert desk.goods[0].model == "A"


def test_several_lines_are_typed_with_shift_and_enter(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=("model", "marks"))
    desk.at(0, "marks")
    desk.press("one")
    desk.press_with(M.ShiftModifier, K.Key_Return)
    desk.press("two", K.Key_Return)
    assert desk.goods[0].marks == "one\ntwo"


def test_several_of_a_list_are_ticked(qtbot: QtBot) -> None:
    desk = Desk(qtbot, path="parties", columns=("name", "roles"))
    desk.press("Firm", K.Key_Tab)
    desk.press(K.Key_Return)
    desk.press(K.Key_Space, K.Key_Down, K.Key_Space, K.Key_Return)
    (party,) = desk.session.dossier.parties
    assert isinstance(party.roles, tuple)
    assert len(party.roles) == 2
    assert "; " in desk.shown(0, "roles")


def test_a_list_to_tick_in_has_room_in_a_table_of_one_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot, path="parties", columns=("name", "roles"))
    desk.table.view.setFixedHeight(desk.table.view.sizeHint().height())
    desk.press("Firm", K.Key_Tab)
    desk.press(K.Key_Return)
    editor = desk.table.view.cells.editor
    assert isinstance(editor, CodesCell)
    shown = editor.checklist.list
    assert shown.viewport().height() >= 4 * shown.sizeHintForRow(0)


def test_one_of_a_list_to_tick_in_is_found_by_typing_and_taken_by_enter(qtbot: QtBot) -> None:
    desk = Desk(qtbot, path="parties", columns=("name", "roles"))
    desk.press("Firm", K.Key_Tab, "importe", K.Key_Return)
    assert desk.session.dossier.parties[0].roles == ("importer",)


def test_one_of_a_short_list_is_found_by_typing_too(qtbot: QtBot) -> None:
    desk = Desk(
        qtbot,
        s.Dossier(
            goods=(s.GoodsLine(id="g1", model="A-1"), s.GoodsLine(id="g2", model="B-2")),
            certificates=(s.Certificate(id="c"),),
        ),
        "certificates",
        ("number", "goods", "issued"),
    )
    desk.at(0, "goods")
    desk.press("b-2", K.Key_Return)
    assert desk.session.dossier.certificates[0].goods == ("g2",)


def test_the_first_key_in_an_empty_table_begins_its_first_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot, path="support", columns=("facility", "pieces_pledged"))
    assert "No rows yet" in desk.table.view.accessibleDescription()
    desk.press("BV", K.Key_Tab, "500", K.Key_Return)
    (row,) = desk.session.dossier.support
    assert (row.facility, row.pieces_pledged) == ("BV", 500)


def test_what_is_read_only_takes_no_keys(qtbot: QtBot) -> None:
    desk = Desk(qtbot, read_only=True)
    desk.at(0, "model")
    desk.press("X", K.Key_Return, K.Key_Delete)
    desk.press_with(M.ControlModifier, K.Key_D)
    desk.press_with(M.ControlModifier, K.Key_Insert)
    assert desk.goods == desk.goods
    assert [row.model for row in desk.goods] == ["SM-1", "SM-2", "Ống A"]
    assert not desk.table.findChildren(QLineEdit, "qt_spinbox_lineedit")


def test_the_language_changes_headings_and_values_at_once(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    heading = desk.table.model.headerData(3, Qt.Orientation.Horizontal)
    assert desk.shown(0, "pieces_ordered") == "1,000"
    desk.speech.speak("vi")
    assert desk.table.model.headerData(3, Qt.Orientation.Horizontal) != heading
    assert desk.shown(0, "pieces_ordered") == "1.000"
    assert desk.shown(0, "sterile") == "Có"
