"""A clerk at the wizard: real keys, a real file, real child processes, no mouse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desk.made import MOMENT, office
from maskdesk.desk.opening import OpenDossier, save_dossier
from maskdesk.desk.workers import Workers
from maskdesk.desk.working import OpenedFile, Workplace, open_file
from maskdesk.language import Language
from maskdesk.store.secrets import Keyring
from maskdesk.store.settings import Settings
from maskdesk.ui.finish import FinishDialog
from maskdesk.ui.finish.finishing import Manner
from maskdesk.ui.finish.page import Page
from maskdesk.ui.savings import Savings
from maskdesk.ui.speech import Speech
from ui.keyboard import focused

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Clerk(QObject):
    """Who presses the keys; a press of the mouse fails the test."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        opened: OpenDossier,
        workers: Workers,
        *,
        language: Language = "en",
        settings: Settings = Settings(),  # noqa: B008 - an immutable value
        keyring: Keyring | None = None,
    ) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.folder = folder
        self.settings = settings
        self.path = folder / "SAMPLE Khẩu trang.maskdesk"
        save_dossier(opened, self.path, over=True)
        workplace = Workplace(
            law=lambda: office().law,
            now=lambda: MOMENT,
            who="SAMPLE clerk",
            folder=folder / "recovery",
        )
        self.file: OpenedFile = open_file(self.path, workplace)
        self.speech = Speech(office(), language)
        self.dialog = FinishDialog(
            None,
            speech=self.speech,
            workers=workers,
            file=self.file,
            savings=Savings(self.file, self),
            settings=settings,
            keep_settings=self._keep,
            now=lambda: MOMENT,
            keyring=keyring,
        )
        qtbot.addWidget(self.dialog)
        with qtbot.waitActive(self.dialog):
            self.dialog.show()
            self.dialog.activateWindow()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        self.until(lambda: self.dialog.papers.list.topLevelItemCount() > 0)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """No test here needs a mouse."""
        assert event.type() not in _PRESSES
        return False

    def leave(self) -> None:
        """Close everything."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as above
        self.file.close()

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for what a child process or a thread does."""
        self.qtbot.waitUntil(reached)

    def arrive(self, page: Page) -> None:
        """Wait for a page."""
        self.until(lambda: self.dialog.page is page)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(focused(), key, held)

    def alt(self, letter: str) -> None:
        """Press an access key."""
        self.press(getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.AltModifier)
        # A button pressed by its key stays down for a moment before it acts.
        buttons = self.dialog.findChildren(QAbstractButton)
        self.until(lambda: not any(isValid(one) and one.isDown() for one in buttons))

    def type(self, text: str) -> None:
        """Type where the keyboard is; letters no key has come from an input method."""
        widget = focused()
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                committed = QInputMethodEvent()
                committed.setCommitString(letter)
                QApplication.sendEvent(widget, committed)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(40):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.objectName() or widget}")

    def take(self, manner: Manner) -> None:
        """Choose how all is finished."""
        self.alt({"signed": "S", "ink": "I", "practice": "P", "draft": "D"}[manner])

    def line(self, form: str) -> QTreeWidgetItem:
        """The line of a form in the list of papers."""
        shown = self.dialog.papers.list
        for at in range(shown.topLevelItemCount()):
            item = shown.topLevelItem(at)
            if item is not None and item.data(0, Qt.ItemDataRole.UserRole) == form:
                return item
        raise AssertionError(f"{form} is not in the list")

    def go_to(self, form: str) -> None:
        """Bring the keyboard to a line of the list with the arrows."""
        shown = self.dialog.papers.list
        self.tab_to(shown)
        self.press(Qt.Key.Key_Home)
        for _ in range(shown.topLevelItemCount()):
            if shown.currentItem() is self.line(form):
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"the arrows do not lead to {form}")

    def tick_only(self, *forms: str) -> None:
        """Untick all, then tick these."""
        self.alt("O")
        for form in forms:
            self.go_to(form)
            self.press(Qt.Key.Key_Space)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings


@contextmanager
def at_the_wizard(
    qtbot: QtBot,
    folder: Path,
    opened: OpenDossier,
    workers: Workers,
    *,
    language: Language = "en",
    settings: Settings = Settings(),  # noqa: B008 - an immutable value
    keyring: Keyring | None = None,
) -> Iterator[Clerk]:
    """A clerk at the wizard for the length of a test."""
    clerk = Clerk(
        qtbot, folder, opened, workers, language=language, settings=settings, keyring=keyring
    )
    try:
        yield clerk
    finally:
        clerk.leave()
