"""What assistive technology reads of a table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.dossier.unread import Unread
from maskdesk.language import Language
from maskdesk.ui.fields.checklist import Checklist
from ui.keyboard import focused
from ui.tables.showing import COLUMNS, Desk

_TEXT = QAccessible.Text


def read(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_whatever_takes_the_keyboard_has_a_name(qtbot: QtBot, language: Language) -> None:
    desk = Desk(qtbot, language=language)
    desk.at(0, "model")
    desk.press(Qt.Key.Key_F2)
    nameless = [
        widget.metaObject().className()
        for widget in desk.table.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not read(widget).text(_TEXT.Name).strip()
    ]
    assert nameless == []


def test_the_table_its_headings_and_its_cells_are_read(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.editing.put("goods[g1].pieces_ordered", Unread(typed="12o", language="en"))
    table = read(desk.table.view)
    assert table.role() == QAccessible.Role.Table
    assert table.text(_TEXT.Name) == "Goods"
    said = [table.child(n).text(_TEXT.Name) for n in range(table.childCount())]
    broad = len(COLUMNS) + 1
    lines = [said[at : at + broad] for at in range(0, len(said), broad)]
    assert len(lines) == 4
    assert lines[0][1:4] == ["Model", "Pieces ordered", "Unit price"]
    assert lines[1][:3] == ["1", "SM-1", "“12o” cannot be read yet."]
    assert lines[3][4] == "Respirator"


@pytest.mark.parametrize("column", COLUMNS)
def test_what_a_cell_is_typed_into_is_called_by_its_heading(qtbot: QtBot, column: str) -> None:
    desk = Desk(qtbot)
    desk.at(0, column)
    desk.press(Qt.Key.Key_F2)
    heading = desk.table.model.headerData(COLUMNS.index(column), Qt.Orientation.Horizontal)
    assert read(focused()).text(_TEXT.Name) == heading


def test_a_list_to_tick_in_says_what_is_ticked(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    checklist = Checklist(desk.speech)
    qtbot.addWidget(checklist)
    checklist.offer({"a": "First", "b": "Second"}, ("b",), "Roles")
    checklist.show()
    listed = read(checklist.list)
    assert listed.text(_TEXT.Name) == "Roles"
    assert [listed.child(n).text(_TEXT.Name) for n in range(2)] == ["First", "Second"]
    assert [bool(listed.child(n).state().checked) for n in range(2)] == [False, True]


def test_every_tool_says_its_keys(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    tips = [
        button.toolTip() for button in desk.table.findChildren(QToolButton) if button.isVisible()
    ]
    assert "Add row (Ctrl+Ins)" in tips
    assert all(tips)
    assert QApplication.focusWidget() is desk.table.view
