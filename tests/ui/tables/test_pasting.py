"""Blocks from Excel and LibreOffice: read, looked at where something does not fit, put at once."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from maskdesk.dossier.unread import Unread
from maskdesk.ui.tables.blocks import line_of, rows_of
from maskdesk.ui.tables.paste_preview import PastePreview
from ui.tables.showing import Desk

K = Qt.Key
M = Qt.KeyboardModifier


def paste(desk: Desk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    desk.press_with(M.ControlModifier, K.Key_V)
    desk.finish()


def preview(desk: Desk) -> PastePreview:
    (found,) = desk.table.findChildren(PastePreview)
    return found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"say ""hi"""\tb', [['say "hi"', "b"]]),
        ('5" mask\t"quoted" mask\n', [['5" mask', '"quoted" mask']]),
        ('"a"\t\n', [["a", ""]]),
        ("a\t", [["a", ""]]),
    ],
)
def test_a_block_is_read_as_the_spreadsheet_wrote_it(text: str, rows: list[list[str]]) -> None:
    assert list(rows_of(text)) == rows


def test_what_is_copied_is_read_back_as_it_was() -> None:
    cells = ["plain", 'with "quotes"', "two\nlines", "tab\tinside", ""]
    assert list(rows_of(line_of(cells))) == [cells]


def test_a_block_changes_rows_and_adds_the_rest_in_one_edit(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(2, "model")
    paste(desk, "A\t1,000\t0.5\trespirator\r\nB\t2000\t0.25\tGoggles\r\nC\t3000\r\n")
    assert desk.column("model") == ["SM-1", "SM-2", "A", "B", "C"]
    assert [row.pieces_ordered for row in desk.goods[2:]] == [1000, 2000, 3000]
    assert desk.goods[3].kind == "goggles"
    assert desk.goods[2].producer == "p1"
    assert len(desk.session.undoable) == 1
    assert desk.table.view.chosen_rows() == [2, 3, 4]
    desk.editing.undo()
    assert desk.column("model") == ["SM-1", "SM-2", "Ống A"]


def test_headings_in_the_block_tell_its_columns(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "kind")
    paste(desk, "Pieces ordered\tModel\n5\tX\n6\tY\n")
    assert desk.column("model") == ["X", "Y", "Ống A"]
    assert [row.pieces_ordered for row in desk.goods] == [5, 6, None]


def test_a_block_goes_into_an_empty_table(qtbot: QtBot) -> None:
    desk = Desk(qtbot, s.Dossier(), "support", ("facility", "delivered", "pieces_delivered"))
    paste(desk, "Bệnh viện A\t2020-04-01\t500\nBệnh viện B\t2 Apr 2020\t600\n\n")
    rows = desk.session.dossier.support
    assert [row.delivered for row in rows] == [date(2020, 4, 1), date(2020, 4, 2)]


def test_what_cannot_be_read_is_shown_before_it_is_pasted(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    paste(desk, "A\t12o\nB\t60.000\nC\t7\n")
    asked = preview(desk)
    assert asked.isVisible()
    assert desk.column("model") == ["SM-1", "SM-2", "Ống A"]
    (table,) = asked.findChildren(QTableWidget)
    shown = [[table.item(row, n).text() for n in range(3)] for row in range(table.rowCount())]  # type: ignore[union-attr]  # every cell is filled
    assert shown == [["1", "Pieces ordered", "12o"], ["2", "Pieces ordered", "60.000"]]
    asked.accept()
    assert desk.column("model") == ["A", "B", "C"]
    assert desk.goods[0].pieces_ordered == Unread(typed="12o", language="en")
    assert isinstance(desk.goods[1].pieces_ordered, Unread)
    assert desk.goods[1].pieces_ordered.readings == ("60", "60000")
    assert desk.goods[2].pieces_ordered == 7


def test_a_paste_thought_better_of_changes_nothing(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    paste(desk, "A\t12o\n")
    asked = preview(desk)
    qtbot.waitUntil(asked.isActiveWindow)
    asked.reject()
    desk.come_to_front()
    assert desk.column("model") == ["SM-1", "SM-2", "Ống A"]
    assert desk.session.undoable == ()
    desk.at(0, "model")
    desk.press("B", K.Key_Return)
    assert desk.goods[0].model == "B"


def test_columns_that_do_not_fit_are_told(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "producer")
    paste(desk, "Xưởng Mẫu Một\tEN 14683\tmore\tstill more\n")
    asked = preview(desk)
    assert not asked.findChildren(QTableWidget)
    asked.accept()
    assert desk.goods[0].producer == "p1"
    assert desk.goods[0].standards == ("EN 14683",)


def test_one_value_fills_every_cell_chosen(qtbot: QtBot) -> None:
    desk = Desk(qtbot, columns=("model", "brand"))
    desk.table.view.select_rows(0, 2, 0)
    paste(desk, "SAMPLE\n")
    assert desk.column("model") == desk.column("brand") == ["SAMPLE"] * 3
    assert len(desk.session.undoable) == 1


def test_one_value_in_one_cell_is_as_if_typed(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(1, "pieces_ordered")
    paste(desk, " 12,000 ")
    assert desk.goods[1].pieces_ordered == 12_000
    assert desk.session.undoable == ("goods[g2].pieces_ordered",)


def test_a_block_goes_over_the_rows_as_they_are_shown(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.view.horizontalHeader().sectionClicked.emit(0)
    desk.table.view.horizontalHeader().sectionClicked.emit(0)
    desk.finish()
    assert desk.column("model") == ["SM-2", "SM-1", "Ống A"]
    desk.at(0, "pieces_ordered")
    paste(desk, "3\n2\n1\n")
    assert [row.pieces_ordered for row in desk.goods] == [2, 3, 1]


def test_rows_copied_are_pasted_as_they_were(qtbot: QtBot) -> None:
    for language in ("en", "vi", "zh"):
        desk = Desk(qtbot, language=language)
        desk.editing.put("goods[g1].standards", ("EN 14683", "ASTM"))
        before = desk.goods
        desk.table.view.selectAll()
        desk.press_with(M.ControlModifier, K.Key_C)
        desk.finish()
        desk.table.view.go_to(desk.table.model.index(0, 0))
        desk.press_with(M.ControlModifier, K.Key_V)
        desk.finish()
        assert desk.goods == before


def test_an_empty_clipboard_is_said(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    paste(desk, "\n")
    assert desk.session.undoable == ()
    assert "clipboard" in desk.table.message
