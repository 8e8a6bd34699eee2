"""The papers that are filed with a step: chosen or dropped, examined, taken out again."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from maskdesk.desk.attaching import Attachment, examine_attachment, without_location
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import ENDINGS
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.evidence.viewer import may_drop_place
from maskdesk.ui.jobs import aside
from maskdesk.ui.speech import Speech


class StepPapers(QWidget):
    """A list of files to be kept with a step; what cannot be kept is said at once.

    `changed` says that there are others, or that one is being looked at.
    """

    changed = Signal()

    def __init__(self, speech: Speech, holder: QWidget) -> None:
        super().__init__(holder)
        self._speech = speech
        self._papers: list[Attachment] = []
        self._left = 0
        message = N_(
            "The authority's letter, a receipt, a licence: choose the file or drop it here."
        )
        label = QLabel(speech.say(message), self)
        label.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setAccessibleName(speech.say(N_("Papers to file with it")))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(look.em() * 5)
        self._list.hide()
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._remove)
        self.choose = QPushButton(look.icon("add"), speech.say(N_("Add files …")), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("tone", "look")
        self._said.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(0.8))
        box.addWidget(label)
        box.addWidget(self._list)
        box.addWidget(self.choose, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._said)

    @property
    def papers(self) -> tuple[Attachment, ...]:
        """The files as they will be kept."""
        return tuple(self._papers)

    @property
    def busy(self) -> bool:
        """Whether a file is still being looked at."""
        return self._left > 0

    @property
    def message(self) -> str:
        """What was said last of the files."""
        return self._said.text()

    def add(self, paths: Sequence[Path]) -> None:
        """Look at files and take those that can be kept."""
        self._tell("")
        for path in paths:
            self._aside(partial(examine_attachment, path))

    def _choose(self) -> None:
        say = self._speech.say
        endings = " ".join(f"*{one}" for ends in ENDINGS.values() for one in ends)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, say(N_("Add files")), "", f"{say(N_('PDF and pictures'))} ({endings});;* (*)"
        )
        self.add([Path(one) for one in chosen])

    def _aside(self, work: "partial[Attachment]", *, asked: bool = False) -> None:
        self._left += 1
        self.changed.emit()
        done = self._take if asked else self._ask_place
        aside(self, work, done=done, failed=self._refuse)

    def _ask_place(self, paper: Attachment) -> None:
        if paper.found.located and may_drop_place(self, self._speech, paper.file):
            self._aside(partial(without_location, paper), asked=True)
            self._end()
        else:
            self._take(paper)

    def _take(self, paper: Attachment) -> None:
        if paper.found.digest not in {one.found.digest for one in self._papers}:
            self._papers.append(paper)
            self._list.addItem(paper.file)
            self._list.item(len(self._papers) - 1).setToolTip(paper.file)
            self._list.setCurrentRow(len(self._papers) - 1)
            self._list.show()
        translate = self._speech.catalogue.translate
        for warning in paper.found.warnings:
            self._tell_more(f"{paper.file}: {warning.sentence(translate)}")
        self._end()

    def _refuse(self, failure: MaskDeskError) -> None:
        self._tell_more(self._speech.tell(failure))
        self._end()

    def _end(self) -> None:
        self._left -= 1
        self.changed.emit()

    def _remove(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            del self._papers[row]
            self._list.takeItem(row)
            self._list.setVisible(bool(self._papers))
            self._tell("")
            self.changed.emit()

    def _tell_more(self, sentence: str) -> None:
        self._tell("\n".join(one for one in (self.message, sentence) if one))

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
