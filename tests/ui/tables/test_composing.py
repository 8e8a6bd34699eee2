"""Input methods: what is composed is left alone until it is settled."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.keyboard import focused
from ui.tables.showing import Desk

K = Qt.Key


def test_a_chinese_word_is_composed_from_the_first_letter(qtbot: QtBot) -> None:
    desk = Desk(qtbot, language="zh")
    desk.at(0, "model")
    for pinyin in ("k", "ko", "kou'zhao"):
        desk.compose(pinyin)
    # A change of focus would break off what is being composed, so Qt waits with it.
    assert isinstance(desk.table.view.cells.editor, QLineEdit)
    assert desk.goods[0].model == "SM-1"
    desk.compose("", "口罩")
    assert focused() is desk.table.view.cells.editor
    desk.press(K.Key_Return)
    assert desk.goods[0].model == "口罩"


def test_what_an_input_method_settles_is_kept_composed(qtbot: QtBot) -> None:
    desk = Desk(qtbot, language="vi")
    desk.at(0, "model")
    desk.compose("Viê")
    desk.compose("", "Việt")
    desk.press(K.Key_Tab)
    assert desk.goods[0].model == "Việt"


def test_a_choice_is_found_by_what_was_composed(qtbot: QtBot) -> None:
    desk = Desk(qtbot, language="zh")
    desk.at(1, "kind")
    words = desk.table.model.columns[3].words  # type: ignore[attr-defined]  # a choice has words
    desk.compose("fanghu")
    desk.compose("", words["goggles"])
    desk.press(K.Key_Tab)
    assert desk.goods[1].kind == "goggles"


def test_the_first_letter_composed_in_an_empty_table_begins_its_first_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot, path="support", columns=("facility", "province"), language="zh")
    desk.compose("y")
    desk.compose("", "医院")
    desk.press(K.Key_Return)
    assert [row.facility for row in desk.session.dossier.support] == ["医院"]


def test_unikey_takes_letters_back_and_types_them_anew(qtbot: QtBot) -> None:
    """Telex "vieetj": the keyboard driver sends backspaces and the letters with their marks."""
    desk = Desk(qtbot, language="vi")
    desk.at(0, "model")
    for letters, backs in (("vie", 0), ("ê", 1), ("t", 0), ("ệt", 2)):
        for _ in range(backs):
            desk.press(K.Key_Backspace)
        for letter in letters:
            _send(letter)
    desk.press(K.Key_Return)
    assert desk.goods[0].model == "việt"


def _send(letter: str) -> None:
    """A letter as Windows delivers one that no key has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(focused(), event)
