"""What was made: where it lies, how each file stands, what to do next."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from maskdesk.desk.making import Submission
from maskdesk.desk.manifest import MANIFEST, Manifest, Packed
from maskdesk.desk.verifying import Item, Verification
from maskdesk.language import N_
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import Finishing
from maskdesk.ui.finish.page import (
    Page,
    Remark,
    Said,
    heading_label,
    hint_label,
    list_of_files,
    sign_icon,
)
from maskdesk.ui.finish.standing import standing_of, standing_of_all

_WHY = Qt.ItemDataRole.UserRole


class ResultPage(Page):
    """Reference, folder, files with their states, and the next step."""

    to_print = Signal()

    can_go_back = False

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(finishing, holder)
        self._reference = ""
        self._count = 0
        self._version = 0
        self._show: Callable[[], None] = lambda: None
        self.verdict = Remark(self)
        self.verdict.setObjectName("verdict")
        self.folder = QLineEdit(self)
        self.folder.setReadOnly(True)
        self.folder.setObjectName("madeFolder")
        self.word(self.folder.setAccessibleName, N_("Folder"))
        self.open = QPushButton(self)
        self.word(self.open.setText, N_("&Open folder"))
        self.open.setIcon(look.icon("folder"))
        self.open.clicked.connect(self._open_folder)
        self.print = QPushButton(self)
        self.word(self.print.setText, N_("&Print …"))
        self.print.setIcon(look.icon("print"))
        self.print.clicked.connect(self.to_print)
        for button in (self.open, self.print):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(look.gap())
        row.addWidget(self.folder, 1)
        row.addWidget(self.open)
        row.addWidget(self.print)
        self.why = hint_label("", self)
        self.why.setObjectName("whyState")
        self.list = self._new_list()
        self.next = hint_label("", self)
        self.next.setProperty("role", "")
        self.next.setObjectName("whatNext")
        self.next.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._next_heading = heading_label("", self)
        self.word(self._next_heading.setText, N_("What to do next"))
        self.body.addWidget(self.verdict)
        self.body.addLayout(row)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.why)
        self.body.addWidget(self._next_heading)
        self.body.addWidget(self.next)

    @property
    def heading(self) -> str:
        """How many papers of which dossier."""
        plural = self.finishing.speech.plural
        if self.finishing.draft:
            text = plural("{n} draft made", "{n} drafts made", self._count)
        else:
            text = plural("{n} paper made", "{n} papers made", self._count)
        return text

    @property
    def explained(self) -> str:
        """The reference by which it is known."""
        if self.finishing.draft or not self._reference:
            return self._reference
        return self.say(
            N_("{reference}, version {version}"),
            reference=self._reference,
            version=str(self._version),
        )

    @property
    def verb(self) -> str:
        """Done."""
        return self.say(N_("&Close"))

    def show_made(
        self, submission: Submission, verification: Verification | None, doubt: Said
    ) -> None:
        """Show what was written, as it was found there."""
        self._show = lambda: self.show_made(submission, verification, doubt)
        manifest = submission.manifest
        self._count = len(manifest.papers)
        self._reference = manifest.reference or known(self.finishing.dossier.head.reference) or ""
        self._version = manifest.version
        place = self.finishing.place
        self.folder.setText(str(place.folder) if place is not None else "")
        self.list.clear()
        if verification is None:
            self.verdict.tell(doubt, "look")
        else:
            self._show_files(manifest, verification)
        self.next.setText("\n".join(f"• {step}" for step in self._steps(manifest)))
        self.altered.emit()

    def say_again(self) -> None:
        """Say everything anew, the line the clerk is at again."""
        super().say_again()
        row = self.list.currentIndex().row()
        self._show()
        line = self.list.topLevelItem(row)
        if line is not None:
            self.list.setCurrentItem(line)

    def enter(self) -> None:
        """The close button is the safe one."""
        self.list.setFocus()

    def _new_list(self) -> QTreeWidget:
        heads = (N_("What it is"), N_("File"), N_("State"))
        shown = list_of_files("madeFiles", len(heads), 0, self)
        self.word_heads(shown, heads)
        self.word(shown.setAccessibleName, N_("Files"))
        shown.currentItemChanged.connect(self._tell_why)
        return shown

    def _show_files(self, manifest: Manifest, verification: Verification) -> None:
        papers = {paper.file: paper for paper in manifest.papers}
        words = set()
        # The manifest, which only programs read, comes first there and last here.
        for item in sorted(verification.items, key=lambda one: one.name == MANIFEST):
            paper = papers.get(item.name)
            standing = standing_of(item, paper)
            if item.indication == "cannot tell":
                words.add(standing.word)
            line = QTreeWidgetItem(self.list)
            line.setText(0, self._name_of(item, paper))
            line.setText(1, item.name)
            line.setText(2, self.say(standing.word))
            line.setIcon(2, sign_icon(standing.sign, standing.tone))
            why = self.finishing.speech.join(
                *(self.say(one.message, **one.places) for one in item.reasons)
            )
            line.setData(0, _WHY, why)
        whole = standing_of_all(
            manifest.practice, self.finishing.draft, verification.indication, words
        )
        self.verdict.tell(lambda: self.say(whole.word), whole.tone, whole.sign)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _name_of(self, item: Item, paper: Packed | None) -> str:
        if paper is not None:
            return self.finishing.title(paper.form, paper.subject)
        if item.name == MANIFEST:
            return self.say(N_("Manifest: what is in this folder"))
        return self.say(N_("Annex"))

    def _steps(self, manifest: Manifest) -> Iterator[str]:
        """What the clerk does with it, in order."""
        if self.finishing.draft:
            yield self.say(N_("Look through them; when all is right, seal the dossier."))
            return
        if manifest.practice:
            yield self.say(N_("Look through them; do not hand them in."))
            return
        language = self.finishing.speech.language
        ink = [paper for paper in manifest.papers if paper.way == "ink" and paper.to_sign]
        if ink:
            yield self.finishing.speech.plural(
                "Print {n} paper; sign and seal it by hand.",
                "Print {n} papers; sign and seal them by hand.",
                len(ink),
            )
        others = [paper for paper in manifest.papers if paper.way == "signed" and paper.to_sign]
        for paper in others:
            yield self.say(
                N_("Send {file} to the other side to be countersigned; file what comes back."),
                file=paper.file,
            )
        held = {finding.key: finding for one in self.finishing.wanted for finding in one.handing_in}
        for finding in held.values():
            text = N_("Before handing in: {reason}")
            yield self.say(text, reason=finding.sentence(language))
        yield self.say(N_("Hand in the whole folder, counter sheet on top, and record it."))

    def _tell_why(self, line: QTreeWidgetItem | None) -> None:
        self.why.setText(line.data(0, _WHY) if line is not None else "")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text()))
