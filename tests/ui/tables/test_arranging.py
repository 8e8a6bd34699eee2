"""Sorting and finding: for the eye, until the clerk keeps the order."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from maskdesk.dossier.unread import Unread
from maskdesk.language import Language
from maskdesk.ui.finding import order_key, without_marks
from ui.tables.showing import COLUMNS, Desk

K = Qt.Key


def click(desk: Desk, column: str) -> None:
    desk.table.view.horizontalHeader().sectionClicked.emit(COLUMNS.index(column))
    desk.finish()


def test_a_heading_sorts_up_down_and_back(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.at(0, "model")
    click(desk, "pieces_ordered")
    assert desk.column("model") == ["SM-2", "SM-1", "Ống A"]
    assert desk.here() == "goods[g1].model"
    click(desk, "pieces_ordered")
    assert desk.column("model") == ["SM-1", "SM-2", "Ống A"]
    click(desk, "pieces_ordered")
    assert desk.table.model.in_own_order
    assert desk.session.undoable == ()


def test_what_cannot_be_read_stands_behind_and_what_is_empty_last(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.editing.insert("goods", s.GoodsLine(id="x", pieces_ordered=Unread(typed="7?")), 0)
    for _ in range(2):
        click(desk, "pieces_ordered")
        assert desk.column("pieces_ordered")[2:] == ["7?", ""]


def test_the_order_is_kept_in_one_edit(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert not desk.table.tools["keep"].isEnabled()
    click(desk, "pieces_ordered")
    desk.table.tools["keep"].trigger()
    assert [row.id for row in desk.goods] == ["g2", "g1", "g3"]
    assert desk.table.model.in_own_order
    assert not desk.table.view.horizontalHeader().isSortIndicatorShown()
    desk.editing.undo()
    assert [row.id for row in desk.goods] == ["g1", "g2", "g3"]


def test_a_row_typed_into_stays_where_it_is_until_sorted_again(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    click(desk, "model")
    desk.at(0, "model")
    desk.press("ZZ", K.Key_Return)
    assert desk.column("model") == ["ZZ", "SM-1", "SM-2"]
    click(desk, "model")
    assert desk.column("model") == ["ZZ", "SM-2", "SM-1"]


def test_rows_cannot_be_moved_while_they_are_sorted(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    click(desk, "model")
    assert not desk.table.tools["up"].isEnabled()


def test_words_are_found_without_their_marks_in_any_column(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    for words, models in (
        ("RESPIR", ["Ống A"]),
        ("xuong hai", ["SM-2"]),
        ("1,000", ["SM-1"]),
        ("sm", ["SM-1", "SM-2"]),
    ):
        desk.table.filter.setText(words)
        desk.finish()
        assert desk.column("model") == models
    desk.table.filter.setText("nowhere")
    desk.finish()
    assert desk.column("model") == []
    assert desk.table.view.accessibleDescription() == "No row holds “nowhere”."
    desk.table.filter.clear()
    assert desk.table.model.in_own_order


def test_a_row_added_while_narrowed_is_shown(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.table.filter.setText("SM-1")
    desk.finish()
    desk.editing.insert("goods", s.GoodsLine(id="n", model="NEW"))
    assert desk.column("model") == ["SM-1", "NEW"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Apple", "banana", "Éclair", "pear"]),
        ("vi", ["an", "án", "anh", "ăn", "ân", "ba", "da", "đa", "ghe"]),
        ("zh", ["A4", "防护服", "口罩", "手套"]),
    ],
)
def test_words_stand_as_their_language_orders_them(language: Language, words: list[str]) -> None:
    assert sorted(reversed(words), key=lambda word: order_key(word, language)) == words  # type: ignore[arg-type,return-value]  # keys of one language are alike


def test_marks_do_not_matter_for_finding() -> None:
    assert without_marks("Bệnh viện ĐA KHOA") == "benh vien da khoa"


def test_rows_chosen_among_those_found_are_never_others_once_all_are_shown(qtbot: QtBot) -> None:
    rows = tuple(s.GoodsLine(id=f"g{n}", model="EVEN" if n % 2 == 0 else "ODD") for n in range(600))
    desk = Desk(qtbot, s.Dossier(goods=rows))
    desk.table.filter.setText("odd")
    desk.finish()
    desk.at(0, "model")
    desk.table.view.selectAll()
    assert len(desk.table.view.chosen_rows()) == 300
    desk.table.filter.clear()
    desk.finish()
    desk.table.view.setFocus()
    desk.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_Delete)
    left = [row.model for row in desk.goods]
    assert left.count("EVEN") == 300
    assert left.count("ODD") == 299
