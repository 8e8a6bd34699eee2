"""The home window: begin, open, go on where the clerk left off."""

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from maskdesk.language import N_
from maskdesk.store.settings import Recent
from maskdesk.ui import look
from maskdesk.ui.actions import Actions
from maskdesk.ui.banner import Banner
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.dropping import SUFFIX, dropped
from maskdesk.ui.jobs import aside
from maskdesk.ui.shared_menus import add_help, add_program, add_view
from maskdesk.ui.speech import without_key

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent

    from maskdesk.desk.left_behind import LeftBehind

STATES = {"draft": N_("Draft"), "sealed": N_("Sealed")}

WORKED_SAMPLE = "viet-nam-2020-05-06"


class HomeWindow(QMainWindow):
    """Where MaskDesk begins; `closed` says that the clerk has left it."""

    closed = Signal()

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._left: tuple[LeftBehind, ...] = ()
        self._filed: tuple[Path, ...] = ()
        self._opening = ""
        self._gone: frozenset[str] = frozenset()
        self._looking = False
        self.setObjectName("home")
        self.setWindowIcon(look.program_icon())
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, desktop.speech)
        add_program(self.actions_, desktop)
        bar = self.menuBar()
        self.actions_.menu(bar, N_("&File"), ("new", "open", "", "quit"))
        add_view(self.actions_, desktop, bar)
        add_help(self.actions_, desktop, self, bar)
        self._build()
        desktop.speech.changed.connect(self.say_again)
        desktop.settings_changed.connect(self._list_recent)
        desktop.looks_changed.connect(self.say_again)
        self.say_again()
        look.size_in_lines(self, 52, 36)
        self.new.setFocus()

    def _build(self) -> None:
        page = QWidget(self)
        page.setObjectName("page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(*(look.gap(4),) * 4)
        outer.setSpacing(look.gap(2))
        head = QHBoxLayout()
        head.setSpacing(look.gap(1.6))
        sign = QLabel(page)
        side = look.em() * 3
        sign.setPixmap(look.program_icon().pixmap(QSize(side, side)))
        self._title = QLabel("MaskDesk", page)
        self._title.setFont(look.scaled(self._title.font(), 1.9, strong=True))
        self._lead = QLabel(page)
        self._lead.setProperty("role", "hint")
        self._lead.setWordWrap(True)
        names = QVBoxLayout()
        names.setSpacing(look.gap(0.2))
        names.addWidget(self._title)
        names.addWidget(self._lead)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        outer.addLayout(head)
        self.banner = Banner(page)
        outer.addWidget(self.banner)
        grid = QGridLayout()
        grid.setSpacing(look.gap(1.6))
        self.new = self._big(self._desktop.new_wanted.emit)
        self.open = self._big(self._desktop.open_wanted.emit)
        self.sample = self._big(lambda: self._desktop.sample_wanted.emit(self))
        for column, button in enumerate((self.new, self.open, self.sample)):
            grid.addWidget(button, 0, column)
            grid.setColumnStretch(column, 1)
        outer.addLayout(grid)
        self._recent_heading = QLabel(page)
        self._recent_heading.setFont(look.scaled(self._recent_heading.font(), 1.15, strong=True))
        outer.addWidget(self._recent_heading)
        self.recent = _RecentList(page)
        self.recent.itemActivated.connect(self._open_recent)
        outer.addWidget(self.recent, 1)
        self._empty = QLabel(page)
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "hint")
        outer.addWidget(self._empty)
        outer.addStretch(0)
        self.setCentralWidget(page)

    def say_again(self) -> None:
        """Say everything anew."""
        say = self._desktop.speech.say
        self.setWindowTitle("MaskDesk")
        self.actions_.say_again()
        self._lead.setText(
            say(N_("The papers of a consignment, checked against the law of the day."))
        )
        for button, icon, text, hint in (
            (self.new, "new", N_("&New dossier"), N_("Begin with an empty one.")),
            (self.open, "open", N_("&Open a dossier …"), N_("A file that ends in .maskdesk.")),
            (
                self.sample,
                "sample",
                N_("From a &sample …"),
                N_("Worked consignments to learn from."),
            ),
        ):
            button.setIcon(look.icon(icon, "accent", button.iconSize().width()))
            button.setText(f"{say(text)}\n{say(hint)}")
            button.setAccessibleName(without_key(say(text)))
            button.setAccessibleDescription(say(hint))
        self._recent_heading.setText(say(N_("Recent dossiers")))
        self.recent.setAccessibleName(say(N_("Recent dossiers")))
        self._empty.setText(
            say(N_("Nothing was opened yet. A sample shows a whole consignment with its papers."))
        )
        self._list_recent()
        self._say_left()

    def look_for_left(self) -> None:
        """File what an earlier run had made, and offer calmly what it left unsaved."""
        from maskdesk.desk.delivering import dossiers_cut_off
        from maskdesk.desk.left_behind import file_cut_off, left_behind

        workplace, openings = self._desktop.workplace, self._desktop.openings
        filed: list[Path] = []

        def file_each(paths: tuple[Path, ...]) -> None:
            if not isValid(self):
                return
            if not paths:
                offer()
                return
            first, *others = paths
            # What papers were made of, or into, may lie on a share.
            openings.quietly(
                str(first),
                lambda: filed.extend(file_cut_off(first, workplace)),
                lambda: file_each(tuple(others)),
            )

        def offer() -> None:
            self._filed = tuple(filed)
            self._say_left()
            aside(self, lambda: left_behind(workplace), done=self._take_left, failed=lambda _: None)

        cut_off = partial(dossiers_cut_off, workplace.folder)
        aside(self, cut_off, done=file_each, failed=lambda _: file_each(()))

    def say_opening(self, text: str) -> None:
        """Say which dossier is being opened; no text says that none is any longer."""
        self._opening = text
        self._say_left()

    def forget_left(self, path: Path | None) -> None:
        """Offer no longer what was left of a file: its own window offers it."""
        self._left = tuple(one for one in self._left if one.place is None or one.place != path)
        self._say_left()

    def _name(self, left: "LeftBehind") -> str:
        new = self._desktop.speech.say(N_("New dossier"))
        return left.place.stem if left.place is not None else left.reference or new

    def _take_left(self, left: "tuple[LeftBehind, ...]") -> None:
        self._left = left
        self._say_left()

    def _say_left(self) -> None:
        speech = self._desktop.speech
        if self._opening:
            self.banner.say(self._opening, "note", "open")
            return
        if not self._left:
            said = [
                speech.say(
                    N_("The papers in {folder}, from a run that was cut off, are filed now."),
                    folder=folder.name,
                )
                for folder in self._filed
            ]
            self.banner.say(speech.join(*said), "note", "history")
            return
        first = self._left[0]
        text = speech.say(
            N_("Unsaved work on {name} of {kept} was found."),
            name=self._name(first),
            kept=first.kept,
        )
        self.banner.say(
            text,
            "note",
            "history",
            [
                (speech.say(N_("Open it")), self._take_up),
                (speech.say(N_("Later")), self._later),
            ],
        )

    def _take_up(self) -> None:
        from maskdesk.desk.left_behind import take_up

        first, self._left = self._left[0], self._left[1:]
        if first.place is not None:
            self._desktop.open_path(first.place)
        else:
            workplace = self._desktop.workplace
            self._desktop.openings.ask(
                first.journal,
                self._name(first),
                lambda: take_up(first, workplace),
                done=self._desktop.open_file,
                failed=self._desktop.tell(self),
            )
        self._say_left()

    def _later(self) -> None:
        self._left = self._left[1:]
        self._say_left()

    def _big(self, done: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("big", True)
        button.setIconSize(QSize(look.em() * 2, look.em() * 2))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button.setMinimumHeight(look.em() * 4)
        button.clicked.connect(lambda: done())
        return button

    def _list_recent(self) -> None:
        recent = self._desktop.settings.recent
        self._fill_recent()
        self._look_for_gone()
        self.recent.setVisible(bool(recent))
        self._recent_heading.setVisible(bool(recent))
        self._empty.setVisible(not recent)

    def _fill_recent(self) -> None:
        self.recent.fill([(self._told(one), one.file) for one in self._desktop.settings.recent])

    def _look_for_gone(self) -> None:
        """See which files are not there any more; a share that is away may take long to say."""
        if self._looking:
            return
        self._looking = True
        files = tuple(one.file for one in self._desktop.settings.recent)
        aside(
            self,
            lambda: frozenset(file for file in files if not os.path.lexists(file)),
            done=lambda gone: self._take_gone(files, gone),
            failed=lambda _: self._take_gone(files, self._gone),
        )

    def _take_gone(self, files: tuple[str, ...], gone: frozenset[str]) -> None:
        self._looking = False
        if gone != self._gone:
            self._gone = gone
            self._fill_recent()
        if files != tuple(one.file for one in self._desktop.settings.recent):
            self._look_for_gone()

    def _told(self, seen: Recent) -> str:
        speech = self._desktop.speech
        path = Path(seen.file)
        state = speech.say(STATES[seen.state]) if seen.state in STATES else ""
        when = speech.show(datetime.fromisoformat(seen.seen)) if seen.seen else ""
        missing = speech.say(N_("not there any more")) if seen.file in self._gone else ""
        second = " · ".join(part for part in (state, missing, when, str(path.parent)) if part)
        return f"{seen.reference or path.stem}\n{second}"

    def _open_recent(self, item: QListWidgetItem) -> None:
        self._desktop.open_path(Path(item.data(Qt.ItemDataRole.UserRole)))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Say so."""
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take dossiers dropped on the window."""
        if any(path.suffix == SUFFIX for path in dropped(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Open them."""
        for path in dropped(event):
            self._desktop.open_path(path)


class _RecentList(QListWidget):
    """The recent dossiers, two lines each; Enter or a click opens one."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setObjectName("recent")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemClicked.connect(self.itemActivated)

    def fill(self, told: list[tuple[str, str]]) -> None:
        """List them, the keyboard on the same row as before."""
        row = self.currentRow()
        self.clear()
        for text, file in told:
            item = QListWidgetItem(text, self)
            item.setData(Qt.ItemDataRole.UserRole, file)
            item.setSizeHint(QSize(0, round(look.em() * 2.6)))
            item.setToolTip(file)
        self.setCurrentRow(min(row, self.count() - 1))

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Space opens as Enter does."""
        if event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
