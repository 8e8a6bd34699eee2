"""Draws the window as it is for the pictures under `pictures/`, each by its name.

`python -m ui.drawing FOLDER NAME...` draws in a process of its own, on a frozen day, at a fixed
size, without a blinking caret; whoever starts it says by FONTCONFIG_FILE which fonts there are.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk.made import FEW, MOMENT, PASSPHRASE, practice_file, sealed_viet_nam
from maskdesk.desk.office import Office
from maskdesk.desk.opening import of_container, save_dossier
from maskdesk.desk.working import Workplace, open_file
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.sections import Move
from maskdesk.language import LANGUAGES, Language
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from maskdesk.store.settings import Recent, Settings
from maskdesk.ui.arrangement import SECTIONS
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.evidence.examiner import Examiner
from maskdesk.ui.finish import FinishDialog
from maskdesk.ui.pages.certificates_page import CertificatesPage
from maskdesk.ui.pages.hand_in_page import STEP_FIELDS
from maskdesk.ui.program import Program
from maskdesk.ui.savings import Savings
from maskdesk.ui.speech import Speech
from maskdesk.ui.step_dialog import Rows, StepDialog
from maskdesk.ui.window import DossierWindow
from ui.keyboard import MILLISECONDS

EMPTY = "empty"
FILLED, SHORT, CHINA = (
    "viet-nam-2020-05-06",
    "viet-nam-2020-04-20-short",
    "china-2020-05-06-kn95",
)
_STATES = {EMPTY: "empty", FILLED: "filled", SHORT: "findings", CHINA: "china"}
_DAYS = {FILLED: dt.date(2020, 5, 6), SHORT: dt.date(2020, 4, 20), CHINA: dt.date(2020, 5, 6)}
_HANOI = dt.timezone(dt.timedelta(hours=7))
_WIDE, _HIGH = 1180, 800
_TURNS = 12
OFFICE = Office()


class Picture(Struct, frozen=True, kw_only=True):
    """A window to draw: `kind` is home, a section, a page of the wizard, or a step."""

    kind: str
    of: str = EMPTY
    language: Language = "en"
    dark: bool = False

    @property
    def name(self) -> str:
        """What its file is called."""
        light = "dark" if self.dark else "light"
        return f"{self.kind}-{_STATES[self.of]}-{self.language}-{light}"


STEPS = ("step-accepted", "step-shipped")
WIZARD = ("finish-papers", "finish-identity", "finish-settle", "finish-result")


def every() -> Iterator[Picture]:
    """Each window in each state, language and light."""
    for dark in (False, True):
        for language in LANGUAGES:
            for of in _STATES:
                kinds: tuple[str, ...] = SECTIONS
                kinds += {EMPTY: ("home",), FILLED: ("home", *WIZARD, *STEPS)}.get(of, ())
                for kind in kinds:
                    yield Picture(kind=kind, of=of, language=language, dark=dark)


@cache
def kept() -> tuple[Picture, ...]:
    """The pictures that are kept: each kind once, the languages and both lights in turn."""
    chosen = (
        ("home", EMPTY, "en", False),
        ("home", FILLED, "vi", False),
        ("home", FILLED, "zh", True),
        ("head", EMPTY, "en", False),
        ("head", FILLED, "zh", False),
        ("exporter", FILLED, "vi", False),
        ("parties", EMPTY, "vi", False),
        ("parties", FILLED, "en", False),
        ("contract", FILLED, "zh", True),
        ("contract", SHORT, "en", False),
        ("goods", EMPTY, "zh", False),
        ("goods", FILLED, "vi", True),
        ("goods", SHORT, "en", False),
        ("producers", CHINA, "zh", False),
        ("shipments", FILLED, "en", True),
        ("customs", FILLED, "vi", False),
        ("customs", SHORT, "zh", True),
        ("destination", FILLED, "zh", False),
        ("destination", CHINA, "en", True),
        ("certificates", EMPTY, "en", True),
        ("certificates", FILLED, "vi", False),
        ("certificates", CHINA, "zh", False),
        ("extracts", CHINA, "en", False),
        ("support", EMPTY, "vi", False),
        ("support", FILLED, "zh", True),
        ("support", SHORT, "en", False),
        ("output", FILLED, "en", False),
        ("output", SHORT, "vi", True),
        ("evidence", EMPTY, "zh", False),
        ("evidence", CHINA, "en", False),
        ("papers", FILLED, "vi", False),
        ("papers", SHORT, "en", True),
        ("check", EMPTY, "zh", False),
        ("check", FILLED, "en", True),
        ("check", SHORT, "vi", False),
        ("moves", EMPTY, "en", False),
        ("step-accepted", FILLED, "zh", True),
        ("step-shipped", FILLED, "vi", False),
        ("finish-papers", FILLED, "en", False),
        ("finish-identity", FILLED, "zh", False),
        ("finish-settle", FILLED, "vi", True),
        ("finish-result", FILLED, "vi", False),
    )
    made: list[Picture] = []
    for kind, of, language, dark in chosen:
        made.append(Picture(kind=kind, of=of, language=language, dark=dark))  # type: ignore[arg-type]  # one of three
    return tuple(made)


def draw(pictures: Iterable[Picture], folder: Path) -> None:
    """Draw pictures as PNG files into a folder; what lies open is used for as many as can be."""
    application = QApplication([])
    application.setStyle("Fusion")
    application.setCursorFlashTime(0)
    application.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    usual = application.palette()
    order = sorted(pictures, key=lambda one: (one.dark, one.of, one.language, one.kind))
    for (dark, of), some in groupby(order, key=lambda one: (one.dark, one.of)):
        application.setPalette(dark_palette() if dark else usual)
        table = _Table(application, folder, of)
        for picture in some:
            window = table.lay(picture)
            window.grab().save(str(folder / f"{picture.name}.png"))
        table.clear()


def dark_palette() -> QPalette:
    """The dark palette of Qt's own style."""
    grey, white = QColor(50, 50, 50), QColor(240, 240, 240)
    palette = QPalette(white, grey, grey.lighter(150), grey.darker(), grey.darker(130), white,
        QColor(35, 35, 35))  # fmt: skip
    roles = QPalette.ColorRole
    palette.setColor(roles.AlternateBase, QColor(42, 42, 42))
    palette.setColor(roles.Highlight, QColor(48, 140, 198))
    palette.setColor(roles.HighlightedText, QColor(255, 255, 255))
    palette.setColor(roles.ToolTipBase, grey)
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(130, 130, 130))
    return palette


class _Table:
    """What lies before the clerk: one dossier, and what else is to be drawn of it."""

    def __init__(self, application: QApplication, folder: Path, of: str) -> None:
        day = _DAYS.get(of, dt.date(2020, 5, 6))
        self._now = dt.datetime.combine(day, dt.time(9, 30), _HANOI)
        self._of = of
        self._folder = folder
        self._ends = ExitStack()
        own = folder / "own"
        self.speech = Speech(OFFICE, "en")
        self.desktop = Desktop(OFFICE, lambda: self._now, self.speech, None, own / "journals")
        self.desktop.change_settings(layout={"preview": "no"})
        self.program = Program(application, self.desktop)

    def lay(self, picture: Picture) -> QWidget:
        """The window of a picture, ready to be drawn."""
        self.speech.speak(picture.language)
        if picture.kind == "home":
            window: QWidget = self._home()
        elif picture.kind in WIZARD:
            window = self._wizard(picture.kind)
        elif picture.kind in STEPS:
            window = self._step(picture.kind.partition("-")[2])
        else:
            window = self._section(picture.kind)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window, MILLISECONDS)
        _settle()
        return window

    def clear(self) -> None:
        """Put everything away."""
        self._ends.close()
        for window in tuple(self.program.windows):
            window.filing.close()
            window.hide()
            window.deleteLater()
        if self.program.home is not None:
            self.program.home.hide()
            self.program.home.deleteLater()
        self.desktop.close()
        self.program.leave()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _home(self) -> QWidget:
        if self._of != EMPTY:
            seen = (
                ("SAMPLE-VN-2020-001.maskdesk", "SAMPLE-VN-2020-001", "draft", "2020-05-06T09:12"),
                ("SAMPLE-CN-2020-004.maskdesk", "SAMPLE-CN-2020-004", "sealed", "2020-05-05T16:40"),
                ("SAMPLE-VN-2020-002.maskdesk", "", "", "2020-04-20T08:05"),
            )
            for file, *_ in seen:
                Path("SAMPLE").mkdir(exist_ok=True)
                Path("SAMPLE", file).touch()
            recent = tuple(
                Recent(file=f"SAMPLE/{file}", reference=name, state=state, seen=f"{when}+07:00")
                for file, name, state, when in seen
            )
            self.desktop.change_settings(recent=recent)
        if self.program.home is not None:
            self.program.home.deleteLater()
            self.program.home = None
        self.program.show_home()
        assert self.program.home is not None
        return self.program.home

    def _section(self, section: str) -> DossierWindow:
        if not self.program.windows:
            if self._of == EMPTY:
                self.program.new()
            else:
                path = self._folder / f"{self._of}.maskdesk"
                if not path.exists():
                    sample = resource_path(f"samples/{self._of}")
                    save_dossier(of_container(pack(sample)), path)
                self.program.show_path(path)
        window = self.program.windows[0]
        window.resize(_WIDE, _HIGH)
        # Who left a section and came back sees what is missing in it.
        other = next(one for one in SECTIONS if one != section)
        for one in (section, other, section) if self._of == SHORT else (section,):
            window.show_section(one)
            list(window.page(one).all_frames())
            _settle()
        _wait_until(lambda: _known(window))
        window.sections.setFocus()
        return window

    def _step(self, kind: str) -> StepDialog:
        window = self._section("moves")
        dossier = window.editing.dossier
        names = row_names(dossier, "shipments", self.speech.say, self.speech.language)
        shipments = Rows(options=tuple((name, row) for row, name in names.items()))
        dialog = StepDialog(
            window,
            self.speech,
            Move(id="step", kind=kind, day=self._now.date()),
            STEP_FIELDS[kind],
            {"shipment": shipments},
        )
        self._ends.callback(dialog.deleteLater)
        return dialog

    def _wizard(self, kind: str) -> FinishDialog:
        self._ends.close()  # a dossier is open once
        sealed, identity = self._folder / "sealed.maskdesk", Path("SAMPLE.p12")
        save_dossier(sealed_viet_nam(), sealed, over=True)
        identity.write_bytes(practice_file("SAMPLE Exporter"))
        workplace = Workplace(
            law=lambda: OFFICE.law, now=lambda: MOMENT, who="SAMPLE", folder=self._folder / "made"
        )
        file = open_file(sealed, workplace)
        self._ends.callback(file.close)
        dialog = FinishDialog(
            None,
            speech=self.speech,
            workers=self.desktop.workers,
            file=file,
            savings=Savings(file, self.desktop),
            settings=Settings(practice_identity=str(identity)),
            keep_settings=lambda _: None,
            now=lambda: MOMENT,
        )
        self._ends.callback(dialog.deleteLater)
        dialog.show()
        _wait_until(lambda: dialog.papers.list.topLevelItemCount() > 0)
        _go_on_to(dialog, kind)
        return dialog


def _go_on_to(dialog: FinishDialog, kind: str) -> None:
    """Practise with few papers, up to a page of the wizard."""
    if kind == "finish-papers":
        return
    dialog.papers.manners["practice"].click()
    dialog.papers.none.click()
    for at in range(dialog.papers.list.topLevelItemCount()):
        line = dialog.papers.list.topLevelItem(at)
        if line is not None and line.data(0, Qt.ItemDataRole.UserRole) in FEW:
            line.setCheckState(0, Qt.CheckState.Checked)
    for page in (dialog.identity, dialog.settle, dialog.outcome):
        dialog.page.go_on()
        _wait_until(lambda: dialog.page is page, lambda: dialog.page.heading)  # noqa: B023 - waited for here
        if kind == {
            dialog.identity: "finish-identity",
            dialog.settle: "finish-settle",
        }.get(page):
            return
        dialog.identity.passphrase.setText(PASSPHRASE)
        dialog.settle.folder.setText("SAMPLE practice")
        dialog.settle.read.setChecked(True)


def _settle() -> None:
    for _ in range(_TURNS):
        QApplication.processEvents()


def _wait_until(reached: Callable[[], bool], said: Callable[[], object] = lambda: "") -> None:
    clock = QElapsedTimer()
    clock.start()
    while not reached():
        assert clock.elapsed() < MILLISECONDS, f"it does not come to an end: {said()}"
        QTest.qWait(10)
    _settle()


def _known(window: DossierWindow) -> bool:
    """Whether all is there that is found out in another process."""
    page, dossier = window.page(window.section), window.editing.dossier
    if isinstance(page, CertificatesPage):
        grid = page.grid
        return grid.model.rowCount() > 0 if dossier.goods else bool(grid.reason.text())
    examiner = page.findChild(Examiner)
    return examiner is None or all(
        examiner.about(str(one.digest), str(one.file)) is not None
        for one in dossier.evidence
        if one.digest
    )


def main() -> int:
    """Draw what is asked for into a folder."""
    folder, names = Path(sys.argv[1]), set(sys.argv[2:])
    QLocale.setDefault(QLocale("en"))
    os.chdir(folder)
    draw([one for one in every() if one.name in names], folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
