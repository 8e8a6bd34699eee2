"""Nothing a table says is cut off, whatever the language and the size of its text."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.dossier import sections as s
from maskdesk.language import Language
from maskdesk.ui import look
from ui.tables.showing import Desk


@pytest.fixture(params=[1, 2], ids=["100 %", "200 %"])
def size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """How large the system's text is."""
    before = qapp.font()
    qapp.setFont(look.scaled(before, request.param))
    yield request.param
    qapp.setFont(before)


def cut_off(widget: QWidget) -> list[str]:
    """Texts that would need more room than they have."""
    found = []
    for one in widget.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QLabel | QAbstractButton):
            continue
        wraps = isinstance(one, QLabel) and one.wordWrap()
        needed = one.sizeHint().height() if wraps else one.sizeHint().width()
        if needed > (one.height() if wraps else one.width()):
            found.append(one.text())
    return found


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
@pytest.mark.parametrize("width", [640, 1200])
def test_no_text_of_a_table_is_cut_off(
    qtbot: QtBot, size: int, language: Language, width: int
) -> None:
    desk = Desk(qtbot, language=language)
    desk.window.resize(width, 600)
    QApplication.processEvents()
    assert desk.table.width() <= width
    assert cut_off(desk.table) == []
    heading, view = desk.table.view.horizontalHeader(), desk.table.view
    assert heading.height() >= heading.fontMetrics().height()
    assert view.rowHeight(0) >= view.fontMetrics().height() + size


def test_the_tools_go_over_to_two_lines_with_a_language_that_needs_them(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    for width in range(1200, 400, -5):  # down to the last width at which one line is enough
        desk.window.resize(width, 600)
        QApplication.processEvents()
        if tools_on_two_lines(desk):
            desk.window.resize(width + 5, 600)
            break
    QApplication.processEvents()
    assert not tools_on_two_lines(desk)
    desk.speech.speak("vi")
    qtbot.waitUntil(lambda: tools_on_two_lines(desk))
    assert cut_off(desk.table) == []


def test_the_numbers_of_the_rows_have_room_however_many_there_come_to_be(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    numbers = desk.table.view.verticalHeader()
    desk.editing.put_rows("goods", tuple(s.GoodsLine(id=f"g{n}") for n in range(88_888)))
    QApplication.processEvents()
    margins = numbers.sectionSizeFromContents(0).width() - numbers.fontMetrics().horizontalAdvance(
        "1"
    )
    assert numbers.width() >= numbers.fontMetrics().horizontalAdvance("88888") + margins


def tools_on_two_lines(desk: Desk) -> bool:
    shown = [one for one in desk.table.findChildren(QToolButton) if one.isVisible()]
    find, tool = (one.mapTo(desk.table, QPoint()).y() for one in (desk.table.filter, shown[0]))
    return find > tool + shown[0].height()


def test_words_take_the_room_that_is_left_until_the_clerk_sets_a_width(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    view = desk.table.view
    desk.window.resize(4000, 600)
    QApplication.processEvents()
    widths = [view.columnWidth(at) for at in range(view.model().columnCount())]
    assert 0 <= view.viewport().width() - sum(widths) < len(widths)
    view.setColumnWidth(0, 200)
    desk.window.resize(4200, 600)
    QApplication.processEvents()
    assert [view.columnWidth(at) for at in range(len(widths))] == [200, *widths[1:]]
