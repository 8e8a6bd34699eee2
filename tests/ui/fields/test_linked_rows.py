"""Fields that link to rows of another list: ticked by name."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from maskdesk.desk.office import Office
from maskdesk.desk.session import Session
from maskdesk.dossier import sections as s
from maskdesk.law.reader import read_law
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.field_frame import FieldFrame
from maskdesk.ui.fields.linked_rows import LinksInput
from maskdesk.ui.speech import Speech
from ui.keyboard import focused

K = Qt.Key


def shown(bot: QtBot, dossier: s.Dossier, path: str) -> tuple[FieldFrame, LinksInput]:
    session = Session(dossier, lambda: read_law({}), lambda: date(2020, 5, 6))
    frame = FieldFrame(Editing(session, Speech(Office(), "en")), path)
    frame.resize(500, 100)
    bot.addWidget(frame)
    with bot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    assert isinstance(frame.input, LinksInput)
    frame.focus_input()
    return frame, frame.input


def linked(frame: FieldFrame) -> object:
    return frame._editing.dossier.certificates[0].goods


def press(*keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key)


def few(count: int, linked: tuple[str, ...] = ()) -> s.Dossier:
    return s.Dossier(
        goods=tuple(s.GoodsLine(id=f"g{n}", model=f"SM-{n}") for n in range(count)),
        certificates=(s.Certificate(id="c", goods=linked), s.Certificate(id="d")),
    )


def test_rows_are_ticked_by_keys_alone(qtbot: QtBot) -> None:
    frame, links = shown(qtbot, few(3), "certificates[c].goods")
    assert links.summary.currentText() == "Nothing chosen"
    press(K.Key_Space)
    press(K.Key_Space, K.Key_Down, K.Key_Down, K.Key_Space, K.Key_Return)
    assert linked(frame) == ("g0", "g2")
    frame.refresh()
    assert links.summary.currentText() == "SM-0; SM-2"


def test_one_of_many_is_found_by_typing(qtbot: QtBot) -> None:
    frame, _ = shown(qtbot, few(40), "certificates[c].goods")
    press(K.Key_Space)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press("sm-37", K.Key_Down)
    QTest.keyClick(focused(), K.Key_Space, Qt.KeyboardModifier.ControlModifier)
    press(K.Key_Return)
    assert linked(frame) == ("g37",)


def test_enter_takes_the_one_that_was_found(qtbot: QtBot) -> None:
    frame, _ = shown(qtbot, few(40), "certificates[c].goods")
    press(K.Key_Space)
    press("sm-37", K.Key_Return)
    assert linked(frame) == ("g37",)


def test_a_link_to_a_row_that_is_gone_can_be_taken_off(qtbot: QtBot) -> None:
    frame, links = shown(qtbot, few(1, ("g0", "gone")), "certificates[c].goods")
    assert links.summary.currentText() == "SM-0; gone"
    press(K.Key_Space)
    press(K.Key_Down, K.Key_Space, K.Key_Return)
    assert linked(frame) == ("g0",)


def test_a_row_is_not_offered_to_itself(qtbot: QtBot) -> None:
    frame, _ = shown(qtbot, few(1), "certificates[c].links")
    press(K.Key_Space)
    press(K.Key_Space, K.Key_Return)
    assert frame._editing.dossier.certificates[0].links == ("d",)


def test_what_is_read_only_is_shown_and_not_changed(qtbot: QtBot) -> None:
    frame, _ = shown(qtbot, few(2, ("g0",)), "certificates[c].goods")
    frame.set_read_only(True)
    press(K.Key_Space)
    press(K.Key_Space)
    assert linked(frame) == ("g0",)


def test_without_rows_there_is_nothing_to_choose_from(qtbot: QtBot) -> None:
    _, links = shown(qtbot, few(0), "certificates[c].goods")
    assert links.summary.currentText() == "There is nothing to choose from yet"


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    """Where fields look as they do in the program."""
    qapp.setStyleSheet(look.style_sheet())
    holder = QWidget()
    holder.setObjectName("page")
    yield holder
    qapp.setStyleSheet("")


def test_what_does_not_fit_is_shortened_to_what_does_at_any_width(
    qtbot: QtBot, page: QWidget
) -> None:
    dossier = few(40, linked=tuple(f"g{n}" for n in range(40)))
    frame, links = shown(qtbot, dossier, "certificates[c].goods")
    frame.setParent(page)
    page.show()
    frame.show()
    box = links.summary
    too_long = []
    for width in range(120, 700):
        frame.resize(width, frame.height())
        QApplication.processEvents()
        if not box.currentText().endswith("…") or (
            box.fontMetrics().horizontalAdvance(box.currentText()) > room_in(box)
        ):
            too_long.append(width)
    assert too_long == []
    assert box.toolTip() == "; ".join(f"SM-{n}" for n in range(40))


def room_in(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    whole = QStyle.ComplexControl.CC_ComboBox
    return box.style().subControlRect(whole, option, field, box).width()
