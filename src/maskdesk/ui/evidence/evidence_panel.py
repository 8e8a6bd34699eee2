"""The files that prove something: all that can be done with them, by keyboard and mouse."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.attaching import Attachment
from maskdesk.desk.working import OpenedFile
from maskdesk.dossier.paths import NoSuchPlace, get
from maskdesk.dossier.sections import Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import ENDINGS
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence.about_evidence import AboutEvidence
from maskdesk.ui.evidence.adding import Adding, can_be_added
from maskdesk.ui.evidence.evidence_list import EvidenceList, EvidenceModel, digest_of
from maskdesk.ui.evidence.examiner import Examiner
from maskdesk.ui.evidence.viewer import Viewer, may_drop_place
from maskdesk.ui.fields.flow import Flow

# Each tool: what it is called, its keys, its icon.
_TOOLS: Mapping[str, tuple[str, str, str]] = {
    "add": (N_("Add files …"), "Ctrl+Ins", "add"),
    "missing": (N_("Note evidence that is not at hand"), "", "unfilled"),
    "paste": (N_("Paste files or a picture"), "Ctrl+V", "paste"),
    "open": (N_("Open in the system's viewer"), "", "zoom-in"),
    "remove": (N_("Remove"), "Ctrl+Del", "remove"),
}
_SHORT = {"missing": N_("Not at hand …")}
_CHANGING = ("add", "missing", "paste", "remove")


class EvidencePanel(QWidget):
    """The list of attached files with its tools, and what is to be known of the current one.

    `file` gives the open file the evidence is kept in. `current_changed` carries the path of the
    current piece of evidence, or nothing.
    """

    current_changed = Signal(str)

    def __init__(
        self,
        editing: Editing,
        file: Callable[[], OpenedFile],
        holder: QWidget | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        super().__init__(holder)
        self._editing = editing
        self._file = file
        self._now = now
        self._current = ""
        self._read_only = editing.read_only
        self._refused: list[MaskDeskError] = []
        self._examiner = Examiner(self._content_of, self)
        self._viewer = Viewer(self, editing.speech, self._content_of, self._refuse)
        self.model = EvidenceModel(editing, self._examiner, self)
        self.list = EvidenceList(self.model, self)
        self.about = AboutEvidence(editing, self._examiner, self)
        self.adding = Adding(
            editing, file, lambda name: may_drop_place(self, editing.speech, name), self
        )
        self._actions: dict[str, QAction] = {}
        self._said = QLabel(self)
        self._progress = QLabel(self)
        self._stop = QToolButton(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._say_again()
        self._tell_current()

    @property
    def message(self) -> str:
        """What was said last about files that were added."""
        return self._said.text()

    def select(self, path: str) -> None:
        """Lead to a piece of evidence."""
        row_id = path.partition("[")[2].partition("]")[0]
        index = self.model.index_of(row_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        """Whether evidence can only be looked at."""
        self._read_only = read_only
        self.about.set_read_only(read_only)
        self.setAcceptDrops(not read_only)
        self._allow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if can_be_added(event.mimeData()) and not self._read_only:
            event.acceptProposedAction()
            self._frame.setProperty("drop", True)
            look.dress_again(self._frame)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        super().dragLeaveEvent(event)
        self._frame.setProperty("drop", False)
        look.dress_again(self._frame)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._frame.setProperty("drop", False)
        look.dress_again(self._frame)
        self._begin()
        if self.adding.add_pasted(event.mimeData(), self._now()):
            event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        """Come to the first file, so that what is known of it is there to be seen."""
        super().showEvent(event)
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    # What the tools do.

    def _add(self) -> None:
        say = self._editing.speech.say
        endings = " ".join(f"*{one}" for ends in ENDINGS.values() for one in ends)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, say(N_("Add files")), "", f"{say(N_('PDF and pictures'))} ({endings});;* (*)"
        )
        if chosen:
            self._begin()
            self.adding.add_files([Path(one) for one in chosen])

    def _note_missing(self) -> None:
        row = self._editing.session.new_row("evidence")
        self._editing.insert("evidence", row)
        self.select(f"evidence[{row.id}]")

    def _paste(self) -> None:
        self._begin()
        if not self.adding.add_pasted(QGuiApplication.clipboard().mimeData(), self._now()):
            self._tell(
                self._editing.speech.say(N_("There is no file or picture on the clipboard."))
            )

    def _remove(self) -> None:
        at = self.list.currentIndex()
        if at.isValid():
            row = at.row()
            self._editing.remove(self._current)
            left = self.model.rowCount()
            if left:
                self.list.setCurrentIndex(self.model.index(min(row, left - 1)))

    def _open(self) -> None:
        """Show the file in the system's viewer."""
        row = self._row()
        if row is None or not digest_of(row):
            return
        file = str(row.file or digest_of(row))
        known = self._examiner.about(digest_of(row), file)
        if isinstance(known, MaskDeskError):
            self._tell(self._editing.speech.tell(known))
        elif known is not None:
            self._viewer.open(file, known)

    def _content_of(self, digest: str) -> bytes:
        return self._file().evidence(digest).read()

    # How the panel follows.

    def _begin(self) -> None:
        self._refused.clear()
        self._tell("")

    def _added(self, path: str, attached: Attachment) -> None:
        self._examiner.take(attached)
        self.select(path)
        self.about.refresh()

    def _refuse(self, failure: MaskDeskError) -> None:
        self._refused.append(failure)
        self._tell("\n".join(map(self._editing.speech.tell, self._refused)))

    def _show_progress(self, left: int) -> None:
        speech = self._editing.speech
        self._progress.setVisible(left > 0)
        self._stop.setVisible(left > 1)
        self._progress.setText(
            speech.plural("{n} file is being looked at …", "{n} files are being looked at …", left)
        )

    def _follow(self) -> None:
        self.model.follow()
        self._tell_current()
        self._allow()

    def _tell_current(self) -> None:
        at = self.list.currentIndex()
        current = f"evidence[{self.model.row_at(at).id}]" if at.isValid() else ""
        if current != self._current:
            self._current = current
            self.about.show_row(current)
            self.current_changed.emit(current)
        self._allow()

    def _row(self) -> Evidence | None:
        try:
            row = get(self._editing.dossier, self._current) if self._current else None
        except NoSuchPlace:
            return None
        return row if isinstance(row, Evidence) else None

    def _allow(self) -> None:
        row = self._row()
        for tool in _CHANGING:
            self._actions[tool].setEnabled(not self._read_only)
        self._actions["remove"].setEnabled(not self._read_only and row is not None)
        self._actions["open"].setEnabled(row is not None and bool(digest_of(row)))
        for button in self._buttons:
            button.setVisible(
                not (self._read_only and button.defaultAction().objectName() in _CHANGING)
            )

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _say_again(self) -> None:
        say = self._editing.speech.say
        for tool, (name, _, icon) in _TOOLS.items():
            action, said = self._actions[tool], say(name)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(said)
            action.setIconText(say(_SHORT.get(tool, name)))
            action.setToolTip(f"{said} ({keys})" if keys else said)
            action.setIcon(look.icon(icon))
        self.list.setAccessibleName(say(N_("Evidence")))
        self.list.empty_sentence = say(
            N_("No files yet. Drop them here, press {keys} to choose them, or paste them."),
            keys=_TOOLS["add"][1],
        )
        self.list.setAccessibleDescription(
            "" if self.model.rowCount() else self.list.empty_sentence
        )
        self._stop.setText(say(N_("Stop")))
        self._stop.setAccessibleName(say(N_("Stop")))
        self.model.say_again()
        self._show_progress(self.adding.left)

    def _connect(self) -> None:
        self._editing.edited.connect(self._follow)
        self._editing.speech.changed.connect(self._say_again)
        self.adding.added.connect(self._added)
        self.adding.refused.connect(self._refuse)
        self.adding.progress.connect(self._show_progress)
        self._stop.clicked.connect(self.adding.stop)
        self.list.selectionModel().currentChanged.connect(self._tell_current)
        self.list.opened.connect(self._open)
        self.about.opened.connect(self._open)

    def _lay_out(self) -> None:
        do = {
            "add": self._add,
            "missing": self._note_missing,
            "paste": self._paste,
            "open": self._open,
            "remove": self._remove,
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(0.8))
        bar = Flow(across=0.2, down=0.2)
        self._buttons: list[QToolButton] = []
        for tool, (_, keys, _) in _TOOLS.items():
            action = self._actions[tool] = QAction(self)
            action.setObjectName(tool)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(do[tool])
            self.list.addAction(action)
            bar.addWidget(self._button(action, named=tool in ("add", "missing")))
        self._progress.setProperty("role", "hint")
        bar.addWidget(self._progress)
        bar.addWidget(self._stop)
        box.addLayout(bar)
        self._frame = QFrame(self)
        self._frame.setProperty("card", True)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        box.addWidget(self._frame, 1)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("tone", "look")
        self._said.hide()
        box.addWidget(self._said)
        about = QFrame(self)
        about.setProperty("card", True)
        told = QVBoxLayout(about)
        told.setContentsMargins(*(look.gap(1.6),) * 4)
        told.addWidget(self.about)
        self.about.shown.connect(about.setVisible)
        about.hide()
        box.addWidget(about)
        self.setFocusProxy(self.list)

    def _button(self, action: QAction, *, named: bool) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setProperty("flat", True)
        button.setAutoRaise(True)
        button.setIconSize(look.icon_size())
        if named:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._buttons.append(button)
        return button
