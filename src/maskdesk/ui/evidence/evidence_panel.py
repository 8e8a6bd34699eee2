"""The files that prove something: all that can be done with them, by keyboard and mouse."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
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
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.attaching import Attachment
from maskdesk.desk.working import OpenedFile
from maskdesk.dossier.paths import NoSuchPlace, get
from maskdesk.dossier.sections import Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import ENDINGS, Examined
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.asking import Answer, ask
from maskdesk.ui.editing import Editing
from maskdesk.ui.evidence.about_evidence import AboutEvidence
from maskdesk.ui.evidence.adding import Adding, can_be_added
from maskdesk.ui.evidence.evidence_list import EvidenceList, EvidenceModel, digest_of
from maskdesk.ui.evidence.examiner import Examiner, would_act
from maskdesk.ui.fields.flow import Flow
from maskdesk.ui.jobs import aside

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
        self._opened: tempfile.TemporaryDirectory[str] | None = None
        self._examiner = Examiner(lambda digest: self._file().evidence(digest).read(), self)
        self.model = EvidenceModel(editing, self._examiner, self)
        self.list = EvidenceList(self.model, self)
        self.about = AboutEvidence(editing, self._examiner, self)
        self.adding = Adding(editing, file, self._may_drop_place, self)
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
        """Show the file in the system's viewer, after a warning where that would do something."""
        row = self._row()
        if row is None or not digest_of(row):
            return
        known = self._examiner.about(digest_of(row), str(row.file or ""))
        if isinstance(known, MaskDeskError):
            self._tell(known.sentence(self._editing.speech.catalogue.translate))
        elif known is not None and self._may_open(known, str(row.file or "")):
            content_of = self._file().evidence
            digest = digest_of(row)
            aside(
                self,
                lambda: content_of(digest).read(),
                done=partial(self._show, str(row.file or digest), known),
                failed=self._refuse,
            )

    def _may_open(self, known: Examined, file: str) -> bool:
        acts = would_act(known)
        if not acts:
            return True
        say = self._editing.speech
        said = [one.sentence(say.catalogue.translate) for one in known.warnings if one.code in acts]
        return self._asked(
            say.say(N_("{file} is not just pages to read."), file=file),
            "\n".join((*said, say.say(N_("Open it only if you trust whoever sent it.")))),
            say.say(N_("Open it all the same")),
            say.say(N_("Leave it closed")),
        )

    def _show(self, file: str, known: Examined, content: bytes) -> None:
        if self._opened is None:
            self._opened = tempfile.TemporaryDirectory(prefix="maskdesk-")
            self.destroyed.connect(self._opened.cleanup)
        # A viewer goes by the ending: it is the one of what the file is, whatever it was called.
        ending = ENDINGS[known.media_type][0]
        stem = "".join(one if one.isalnum() or one in " -_" else "_" for one in Path(file).stem)
        path = Path(self._opened.name) / f"{stem[:60] or known.digest[:12]}{ending}"
        path.write_bytes(content)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _may_drop_place(self, file: str) -> bool:
        say = self._editing.speech.say
        return self._asked(
            say(N_("{file} tells where it was taken."), file=file),
            say(N_("Whoever gets the file can read the place. The picture itself stays the same.")),
            say(N_("Take the place out")),
            say(N_("Keep the place")),
        )

    def _asked(self, question: str, explained: str, yes: str, no: str) -> bool:
        answers = (Answer("yes", yes), Answer("no", no, QMessageBox.ButtonRole.RejectRole))
        return ask(self, question, explained, answers, safe="no") == "yes"

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
        translate = self._editing.speech.catalogue.translate
        self._tell("\n".join(one.sentence(translate) for one in self._refused))

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
