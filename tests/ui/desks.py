"""A desk to sit at: a real window on a real file, driven by real keys."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.desk.office import Office
from maskdesk.desk.opening import of_container, save_dossier
from maskdesk.language import Language
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.program import Program
from maskdesk.ui.speech import Speech
from maskdesk.ui.window import DossierWindow
from ui.keyboard import focused

OFFICE = Office()
HANOI = dt.timezone(dt.timedelta(hours=7))


class Desk:
    """MaskDesk as one clerk has it running; `now` is what the clock shows.

    The preview is folded away unless asked for: it starts a process of its own.
    """

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        day: dt.date = dt.date(2020, 4, 20),
        language: Language = "en",
        *,
        preview: bool = False,
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.now = dt.datetime.combine(day, dt.time(9, 30), HANOI)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        speech = Speech(OFFICE, language)
        # What this clerk installs is this clerk's alone.
        office = Office(law_folder=folder / "law")
        office.__dict__["built_in"] = OFFICE.built_in
        self.desktop = Desktop(
            office, lambda: self.now, speech, folder / "settings", folder / "journals"
        )
        self.desktop.change_settings(layout={"preview": "yes" if preview else "no"})
        self.program = Program(application, self.desktop)

    def sample(self, name: str) -> Path:
        """A worked sample as a file in the clerk's folder."""
        path = self.folder / f"{name}.maskdesk"
        save_dossier(of_container(pack(resource_path(f"samples/{name}"))), path)
        return path

    def open(self, path: Path) -> DossierWindow:
        """A window on a file, active, and told how its dossier stands."""
        before = tuple(self.program.windows)
        self.open_path(path)
        (window,) = (one for one in self.program.windows if one.file.path == path.resolve())
        if window in before:
            self.activate(window)
        else:
            self._begin(window)
        return window

    def open_path(self, path: Path) -> None:
        """Ask for a file and wait until it has its window, or it was said why not."""
        with self.qtbot.waitSignal(self.desktop.openings.over):
            self.program.open_path(path)

    def new(self) -> DossierWindow:
        """A window on an empty dossier."""
        self.program.new()
        window = self.program.windows[-1]
        self._begin(window)
        return window

    def _begin(self, window: DossierWindow) -> None:
        with self.qtbot.waitSignal(window.editing.checked):
            self.activate(window)

    def activate(self, window: QWidget) -> None:
        """Bring a window to the front."""
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(focused(), key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        for letter in text:
            # Each goes where the keyboard is by then: the first may open an editor.
            QTest.keyClicks(focused(), letter)
        QApplication.processEvents()

    def set_text(self, percent: int) -> None:
        """Choose a size of text and wait until the windows have it."""
        if percent != self.desktop.settings.text_percent:
            with self.qtbot.waitSignal(self.desktop.looks_changed, timeout=60_000):
                self.desktop.change_settings(text_percent=percent)

    def until(self, there: Callable[[], bool]) -> None:
        """Wait for what comes by itself."""
        self.qtbot.waitUntil(there)

    def save(self, window: DossierWindow) -> None:
        """Press Ctrl+S and wait until it is written."""
        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: not window.savings.busy)

    def close(self) -> None:
        """End it, forgetting what was not saved."""
        for window in tuple(self.program.windows):
            self.until(lambda w=window: not w.savings.busy)  # type: ignore[misc]  # a lambda
            window.filing.close()
            window.hide()
            window.deleteLater()
        if self.program.home is not None:
            self.program.home.hide()
            self.program.home.deleteLater()
        self.desktop.close()
        self.program.leave()
        # What is gone is not dressed anew for every test that follows.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def desk(
    qtbot: QtBot,
    folder: Path,
    day: dt.date = dt.date(2020, 4, 20),
    language: Language = "en",
    *,
    preview: bool = False,
) -> Iterator[Desk]:
    """A desk for the length of a test."""
    seat = Desk(qtbot, folder, day, language, preview=preview)
    try:
        yield seat
    finally:
        seat.close()
