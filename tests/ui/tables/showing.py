"""A table over a small dossier, as the clerk has it before them."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.desk.office import Office
from maskdesk.desk.session import Session
from maskdesk.dossier import sections as s
from maskdesk.language import Language
from maskdesk.law.reader import read_law
from maskdesk.ui.editing import Editing
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables import RowTable
from ui.keyboard import focused

DAY = date(2020, 5, 6)

COLUMNS = ("model", "pieces_ordered", "unit_price", "kind", "sterile", "producer", "standards")

DOSSIER = s.Dossier(
    id="SAMPLE",
    goods=(
        s.GoodsLine(id="g1", model="SM-1", pieces_ordered=1000, kind="medical-mask", sterile=True),
        s.GoodsLine(id="g2", model="SM-2", pieces_ordered=200, producer="p2"),
        s.GoodsLine(id="g3", model="Ống A", kind="respirator", producer="p1"),
    ),
    producers=(
        s.Producer(id="p1", name_local="Xưởng Mẫu Một"),
        s.Producer(id="p2", name_local="Xưởng Mẫu Hai"),
    ),
)


class Desk:
    """A table with a button before and behind it, in a window that has the keyboard."""

    def __init__(
        self,
        bot: QtBot,
        dossier: s.Dossier = DOSSIER,
        path: str = "goods",
        columns: tuple[str, ...] | None = COLUMNS,
        *,
        language: Language = "en",
        read_only: bool = False,
    ) -> None:
        self.bot = bot
        self.session = Session(dossier, lambda: read_law({}), lambda: DAY)
        self.speech = Speech(Office(), language)
        self.editing = Editing(self.session, self.speech, read_only=read_only)
        self.window = QWidget()
        self.before, self.behind = QLineEdit(self.window), QLineEdit(self.window)
        self.table = RowTable(self.editing, path, columns, self.window)
        box = QVBoxLayout(self.window)
        for widget in (self.before, self.table, self.behind):
            box.addWidget(widget)
        self.window.resize(1200, 500)
        bot.addWidget(self.window)
        self.come_to_front()
        self.table.view.setFocus()

    def come_to_front(self) -> None:
        """Have the keyboard, as a window manager gives it when a dialog before it is closed."""
        with self.bot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    @property
    def goods(self) -> tuple[s.GoodsLine, ...]:
        """The goods lines as they stand."""
        return self.session.dossier.goods

    def at(self, row: int, column: str) -> None:
        """Go to a cell."""
        names = [one.name for one in self.table.model.columns]
        self.table.view.go_to(self.table.model.index(row, names.index(column)))

    def here(self) -> str:
        """The place of the current cell."""
        return self.table.model.place_of(self.table.view.currentIndex())

    def shown(self, row: int, column: str) -> str:
        """What a cell shows."""
        names = [one.name for one in self.table.model.columns]
        return str(self.table.model.index(row, names.index(column)).data())

    def column(self, column: str) -> list[str]:
        """What a column shows, from top to bottom."""
        return [self.shown(row, column) for row in range(self.table.model.rowCount())]

    def press(self, *keys: Qt.Key | str, to: QWidget | None = None) -> None:
        """Press keys one after the other where the keyboard is; a text letter by letter."""
        for key in keys:
            # A letter can open an editor, which takes the next one.
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClicks(to or focused(), letter)
            else:
                QTest.keyClick(to or focused(), key)

    def press_with(self, modifier: Qt.KeyboardModifier, key: Qt.Key) -> None:
        """Press a key with a modifier where the keyboard is."""
        QTest.keyClick(focused(), key, modifier)

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends: the text in the making, or what it settles on."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(focused(), event)

    def finish(self) -> None:
        """Wait until what takes long is done."""
        self.bot.waitUntil(lambda: not self.table.working)
