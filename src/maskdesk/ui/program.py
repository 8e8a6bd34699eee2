"""One running MaskDesk: its windows, what they ask of it, and how it ends."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Language
from maskdesk.store.log import log_folder, read_log, start_log, system_name
from maskdesk.store.resources import resource_path, resources_under
from maskdesk.store.system import age_of_process
from maskdesk.ui import look
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.dropping import SUFFIX
from maskdesk.ui.mishaps import Mishaps
from maskdesk.ui.portions import Portions
from maskdesk.ui.qt_words import QtWords
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from maskdesk.desk.working import OpenedFile
    from maskdesk.ui.home import HomeWindow
    from maskdesk.ui.window import DossierWindow


SECONDS_A_THREAD_KEEPS_ON = 0.0002
"""While another thread computes, each call from Qt into Python waits as long as that may keep on.

At the usual 5 ms to paint fifty cells of a table would take a quarter of a second.
"""

# What comes after a start waits no longer than this for its first window.
_LATEST_MS = 3_000


class Asked(Struct, frozen=True, kw_only=True):
    """What the command line asks of the window.

    `screenshot` is where a picture of the window goes; `exit_when_ready` wants to know how long it
    took until the window takes keys.
    """

    files: tuple[Path, ...] = ()
    screenshot: Path | None = None
    section: str = ""
    language: Language | None = None
    exit_when_ready: bool = False


class Program(QObject):
    """The windows of one running program."""

    def __init__(self, application: QApplication, desktop: Desktop) -> None:
        super().__init__()
        self.application = application
        self.desktop = desktop
        self.windows: list[DossierWindow] = []
        self.home: HomeWindow | None = None
        self._quitting = self._prepared = False
        self._before_dressing = Portions(self)
        self._before_dressing.done.connect(self._dress)
        self._font = QFont(application.font())
        # Its own face stands first: the name may be one that the system puts another in place of.
        own = QFontInfo(self._font).family()
        QFont.insertSubstitutions(self._font.family(), (own, *look.SIMPLIFIED_CHINESE))
        self._words = QtWords(desktop.speech)
        application.installTranslator(self._words)
        application.setQuitOnLastWindowClosed(False)
        application.paletteChanged.connect(self._dress_soon)
        if sys.platform == "darwin":  # where a double-clicked file arrives as an event
            application.installEventFilter(self)
        desktop.wanted.connect(self.open_path)
        desktop.opened.connect(self.show_file)
        desktop.homeward.connect(self.show_home)
        desktop.quitting.connect(self.quit)
        desktop.new_wanted.connect(self.new)
        desktop.open_wanted.connect(self.ask_and_open)
        desktop.sample_wanted.connect(self.choose_sample)
        desktop.settings_wanted.connect(self.show_settings)
        desktop.law_wanted.connect(self.show_law)
        desktop.about_wanted.connect(self.show_about)
        desktop.support_wanted.connect(self.save_support)
        desktop.settings_changed.connect(self.dress)
        desktop.speech.changed.connect(self._set_language)
        desktop.openings.changed.connect(self._tell_opening)
        self._set_language()
        self.dress()

    # Windows

    def show_home(self) -> None:
        """Show the home window."""
        self._quitting = False
        if self.home is None:
            from maskdesk.ui.home import HomeWindow

            self.home = HomeWindow(self.desktop)
            self.home.closed.connect(self._leave_home)
        _bring(self.home)

    def new(self) -> None:
        """A window with an empty dossier."""
        from maskdesk.desk.copying import new_dossier_id
        from maskdesk.desk.opening import new_dossier
        from maskdesk.desk.working import new_file
        from maskdesk.dossier.sections import Dossier

        blank = new_dossier(Dossier(id=new_dossier_id()))
        self.show_file(new_file(blank, self.desktop.workplace))

    def sample(self, name: str) -> None:
        """A window with a worked sample, as a dossier that was never saved."""
        from maskdesk.desk.opening import of_container
        from maskdesk.desk.working import new_file
        from maskdesk.store.folder import pack

        try:
            opened = of_container(pack(resource_path(f"samples/{name}")))
        except MaskDeskError as failure:
            self._tell(failure)
            return
        self.show_file(new_file(opened, self.desktop.workplace))

    def open_path(self, path: Path) -> None:
        """Show a dossier's file in a window of its own; where that cannot be, say why.

        The windows that are there go on meanwhile.
        """
        self._quitting = False  # who wants a dossier goes on
        path = path.absolute()
        # One file may go by several names, and only its share can tell.
        self.desktop.openings.ask(
            str(path), path.name, path.resolve, done=self._open_real, failed=self._tell
        )

    def show_path(self, path: Path) -> None:
        """The same at once. Raises what keeps it from being opened."""
        real = path.resolve()
        if not self._bring_shown(real):
            self.show_file(self._reading(real)())

    def _open_real(self, path: Path) -> None:
        if not self._bring_shown(path):
            self.desktop.openings.ask(
                str(path), path.name, self._reading(path), done=self._show, failed=self._tell
            )

    def _bring_shown(self, path: Path) -> bool:
        """Bring the window of a file to the front, if it has one."""
        shown = next((window for window in self.windows if window.file.path == path), None)
        if shown is not None:
            _bring(shown)
        return shown is not None

    def _reading(self, path: Path) -> "Callable[[], OpenedFile]":
        """What opens a file, in any thread."""
        from maskdesk.desk.strangers import prove_file
        from maskdesk.desk.working import open_file

        workplace = self.desktop.workplace

        def read() -> "OpenedFile":
            prove_file(path)  # who knows where it comes from
            return open_file(path, workplace)

        return read

    def _show(self, opened: "OpenedFile") -> None:
        if self._quitting:
            opened.close(keep=True)
        else:
            self.show_file(opened)

    def settle(self, folder: Path) -> None:
        """What comes right after the first window: what nobody waits for."""
        from maskdesk.ui.meeting import meeting_place
        from maskdesk.ui.one_program import Listener

        Listener(meeting_place(folder), self).asked.connect(self.take_files)
        if self.desktop.openings.under_way:
            # The first window first; on a share that does not answer it may never come.
            self.desktop.openings.over.connect(self._prepare)
            QTimer.singleShot(_LATEST_MS, self, self._prepare)
        else:
            self._prepare()

    def _prepare(self) -> None:
        if self._prepared:
            return
        self._prepared = True
        gc.freeze()
        self.desktop.workers.warm()
        if self.home is not None:
            self.home.look_for_left()

    def show_file(self, file: "OpenedFile") -> "DossierWindow":
        """Give an open dossier its window."""
        from maskdesk.ui.window import DossierWindow

        window = DossierWindow(self.desktop, file)
        # What stays as long as the window, a large dossier above all, is not gone through again
        # and again for what can be thrown away: that would stop the keys for a tenth of a second.
        gc.freeze()
        window.closed.connect(self._closed)
        window.stayed.connect(self._stay)
        self.windows.append(window)
        _bring(window)
        if self.home is not None:
            self.home.hide()
            self.home.forget_left(file.path)
        return window

    def take_files(self, files: tuple[Path, ...]) -> None:
        """Open what a later start was asked for; asked for nothing, show the home window."""
        for file in files:
            self.open_path(file)
        if not files:
            self.show_home()

    def ask_and_open(self) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = self.desktop.settings.folders.get("dossiers", str(Path.home()))
        title = self.desktop.speech.say(N_("Open a dossier"))
        chosen, _ = QFileDialog.getOpenFileName(
            self._active(), title, folder, f"MaskDesk (*{SUFFIX})"
        )
        if chosen:
            path = Path(chosen)
            folders = {**self.desktop.settings.folders, "dossiers": str(path.parent)}
            self.desktop.change_settings(folders=folders)
            self.open_path(path)

    def choose_sample(self, holder: QWidget) -> None:
        """Offer the worked samples."""
        from maskdesk.ui.sample_dialog import SampleDialog

        dialog = SampleDialog(holder, self.desktop.speech, sample_names())
        if dialog.exec() and dialog.chosen:
            self.sample(dialog.chosen)

    def show_settings(self, holder: QWidget) -> None:
        """Show how MaskDesk is set up."""
        from maskdesk.ui.settings_dialog import SettingsDialog

        SettingsDialog(holder, self.desktop).exec()

    def show_law(self, holder: QWidget) -> None:
        """Show the packs, those first that apply to the dossier of the window."""
        from maskdesk.ui.law_window import LawWindow

        report = next((one.editing.report for one in self.windows if one is holder), None)
        desktop = self.desktop
        law = LawWindow(
            holder, desktop.speech, lambda: desktop.office.law, report, self.install_law
        )
        law.exec()

    def install_law(self, file: Path) -> str:
        """Keep a pack beside MaskDesk's own; the answer is its id. Raises what refuses it."""
        from maskdesk.desk.law_library import install
        from maskdesk.store.durable import read_file

        office = self.desktop.office
        new = install(office.law_folder, read_file(file), file.name, office.built_in.packs)
        self.desktop.forget_law()
        return new.loaded.pack.id

    def show_about(self, holder: QWidget) -> None:
        """Show what runs here."""
        from maskdesk.ui.about import About

        About(holder, self.desktop.speech, self.desktop.office.law).exec()

    def save_support(self, holder: QWidget) -> None:
        """Save what helps somebody else to help."""
        from PySide6.QtWidgets import QFileDialog

        from maskdesk.desk.support import support_bundle
        from maskdesk.store.durable import write_file

        title = self.desktop.speech.say(N_("Save a support bundle"))
        chosen, _ = QFileDialog.getSaveFileName(
            holder, title, str(Path.home() / "maskdesk-support.zip"), "ZIP (*.zip)"
        )
        if not chosen:
            return
        try:
            bundle = support_bundle(self.desktop.office.law, system_name(), read_log(log_folder()))
            write_file(Path(chosen), bundle)
        except MaskDeskError as failure:
            self.desktop.tell(holder)(failure)

    def quit(self) -> None:
        """Close every window; one that holds unsaved work may keep the program open.

        One after the other: each asks by itself, and the next follows once it is gone or saved.
        """
        self._quitting = True
        if self.windows:
            self.windows[0].close()
        else:
            self.application.quit()

    def end_openings(self) -> None:
        """Close what was being opened when the last window went, and let others open it."""
        self._quitting = True
        self.desktop.opened.disconnect(self.show_file)
        self.desktop.opened.connect(lambda file: file.close(keep=True))
        self.desktop.openings.end()

    def leave(self) -> None:
        """Let go of the application."""
        self.application.paletteChanged.disconnect(self._dress_soon)
        self.desktop.openings.changed.disconnect(self._tell_opening)
        self.application.removeEventFilter(self)
        self.application.removeTranslator(self._words)

    # Looks and language

    def dress(self) -> None:
        """Take over size of text and colours of the moment, once nothing unseen is in the way."""
        font = look.scaled(self._font, self.desktop.settings.text_percent / 100)
        if font == self.application.font() and look.style_sheet() == self.application.styleSheet():
            return
        unseen = (window.let_go_of_unseen_pages() for window in self.windows)
        self._before_dressing.start(chain.from_iterable(unseen))

    def _dress(self) -> None:
        font = look.scaled(self._font, self.desktop.settings.text_percent / 100)
        self.desktop.looks_changing.emit()
        if font != self.application.font():
            self.application.setFont(font)
        self.application.setStyleSheet(look.style_sheet())
        self.desktop.looks_changed.emit()

    def _dress_soon(self) -> None:
        QTimer.singleShot(0, self.dress)

    def eventFilter(self, watched: QObject, event: "QEvent") -> bool:
        """Open what the system hands over."""
        from PySide6.QtCore import QEvent  # a start elsewhere does without its many kinds

        if event.type() == QEvent.Type.FileOpen:
            self.open_path(Path(event.file()))  # type: ignore[attr-defined]  # a QFileOpenEvent
        return super().eventFilter(watched, event)

    def _set_language(self) -> None:
        QLocale.setDefault(QLocale(self.desktop.speech.language))
        self._words.load_language()

    # Within

    def _leave_home(self) -> None:
        if not self.windows:
            self.application.quit()

    def _closed(self, window: "DossierWindow") -> None:
        self.windows.remove(window)
        window.deleteLater()
        gc.unfreeze()
        if self._quitting:
            QTimer.singleShot(0, self, self._go_on_quitting)
        elif not self.windows:
            if self.home is not None and self.home.isVisible():
                return
            self.show_home()

    def _go_on_quitting(self) -> None:
        if self._quitting:
            self.quit()

    def _stay(self) -> None:
        self._quitting = False

    def _tell(self, failure: MaskDeskError) -> None:
        if self.home is None and not self.windows:
            self.show_home()
        self.desktop.tell(self._active())(failure)

    def _tell_opening(self) -> None:
        """Name what is being opened where that takes more than a moment; it may be a slow share."""
        under_way = self.desktop.openings.under_way
        say = self.desktop.speech.say
        text = say(N_("Opening {file} …"), file=under_way[0]) if under_way else ""
        if text and not self.windows:
            self.show_home()
        if self.home is not None:
            self.home.say_opening(text)
        for window in self.windows:
            window.statusBar().showMessage(text)

    def _active(self) -> QWidget:
        active = self.application.activeWindow()
        if active is not None:
            return active
        return self.windows[-1] if self.windows else self.home or QWidget()


def sample_names() -> tuple[str, ...]:
    """The worked samples there are."""
    found = (name.split("/")[1] for name in resources_under("samples") if name.count("/") > 1)
    return tuple(dict.fromkeys(found))


def run_windows(asked: Asked, office: Office, now: Callable[[], datetime], folder: Path) -> int:
    """Open the windows and stay until the last is closed; the answer is the exit code.

    Raises what keeps a picture or a figure from being made: nobody is there to answer a window.
    """
    # Qt shares out each larger patch among threads, which takes a window longer than to paint it.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of application runs already")
    # A picture or a figure is of MaskDesk as it comes, and leaves no trace.
    measured = asked.screenshot is not None or asked.exit_when_ready
    if not measured and _handed_over(folder, asked.files):
        return 0
    application.setApplicationName("MaskDesk")
    application.setDesktopFileName("maskdesk")
    if asked.screenshot is not None:
        _add_fonts(application)
    speech = Speech(office, asked.language or "en")
    desktop = Desktop(office, now, speech, None if measured else folder)
    if asked.language is None:
        speech.speak(desktop.settings.language or _system_language())
    program = Program(application, desktop)
    sys.setswitchinterval(SECONDS_A_THREAD_KEEPS_ON)
    mishaps = Mishaps(speech, lambda: tuple(window.file for window in program.windows))
    mishaps.install()
    try:
        if asked.screenshot is not None:
            return _picture(program, _first_window(program, asked), asked.screenshot)
        if asked.exit_when_ready:
            return _when_ready(program, _first_window(program, asked))
        program.take_files(asked.files)
        QTimer.singleShot(0, _begin_log)
        # To ask which fonts there are takes as long as the window itself.
        QTimer.singleShot(0, lambda: _add_fonts(application))
        QTimer.singleShot(0, lambda: program.settle(folder))
        code = application.exec()
        program.end_openings()
        return code
    finally:
        desktop.close()
        mishaps.remove()


def _handed_over(folder: Path, files: tuple[Path, ...]) -> bool:
    """Whether a MaskDesk that runs already opens them."""
    from maskdesk.ui.meeting import comes_first, meeting_place

    place = meeting_place(folder)
    if comes_first(place):
        return False
    from maskdesk.ui.one_program import hand_over

    return hand_over(place, files)


def _first_window(program: Program, asked: Asked) -> QMainWindow:
    for path in asked.files:
        program.show_path(path)
    if not program.windows:
        program.show_home()
    for window in program.windows if asked.section else ():
        window.show_section(asked.section)
    return program.windows[0] if program.windows else program.home  # type: ignore[return-value]


def _when_ready(program: Program, window: QMainWindow) -> int:
    for one in program.windows:
        tuple(one.page(one.section).all_frames())  # every field of the page is there to take keys
    # The first turn after the window was shown is the first that takes keys. It is painted in the
    # same turn, unless the system takes longer to let it be seen.
    QTimer.singleShot(0, program.application.exit)
    program.application.exec()
    if not window.windowHandle().isExposed():
        window.repaint()
    print(round(age_of_process() * 1000))  # noqa: T201 - it was asked for
    for one in program.windows:
        one.file.close()
    return 0


def _picture(program: "Program", window: QMainWindow, target: Path) -> int:
    from PySide6.QtCore import QBuffer

    from maskdesk.store.durable import write_file

    application = program.application
    picture = QBuffer()

    def take() -> None:
        picture.open(QBuffer.OpenModeFlag.WriteOnly)
        window.grab().save(picture, "PNG")
        application.quit()

    dossier = next((one for one in program.windows if one is window), None)
    if dossier is not None:
        dossier.take_report(dossier.editing.report)
    if dossier is not None and dossier.beside.isVisible():
        # The pages take their places in the turns after they were drawn.
        dossier.preview.shown.connect(lambda: QTimer.singleShot(200, take))
    else:
        QTimer.singleShot(0, take)
    application.exec()
    write_file(target, bytes(picture.data().data()))
    return 0


def _begin_log() -> None:
    with contextlib.suppress(MaskDeskError):  # a full disk keeps nobody from working
        start_log(log_folder())


def _bring(window: QMainWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _system_language() -> Language:
    for name in QLocale.system().uiLanguages():
        found = next((one for one in LANGUAGES if name.split("-")[0].lower() == one), None)
        if found is not None:
            return found
    return "en"


def _add_fonts(application: QApplication) -> None:
    """Bring the papers' own fonts where the system has none for Chinese or Vietnamese."""
    from PySide6.QtGui import QFontDatabase

    systems = QFontDatabase.WritingSystem
    for system, names in (
        (systems.SimplifiedChinese, ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")),
        (systems.Vietnamese, ("Tinos-Regular.ttf", "Tinos-Bold.ttf")),
    ):
        if not QFontDatabase.families(system):
            for name in names:
                QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}")))
            application.setFont(application.font())
