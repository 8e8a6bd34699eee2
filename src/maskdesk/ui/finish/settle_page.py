"""What is about to be done, in one sentence, and where the papers go."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.durable import (
    FolderAway,
    FolderMissing,
    medium_of,
    refuse_filled,
    translated,
)
from maskdesk.store.system import is_share
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import SUBMISSIONS, Finishing, Place
from maskdesk.ui.finish.page import Page, Remark, Said, heading_label, hint_label
from maskdesk.ui.jobs import aside

# What takes no longer needs no word.
_PATIENCE_MS = 300


class SettlePage(Page):
    """The sentence, the folder, and the tick that the papers were looked at."""

    enter_goes_on = False

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(finishing, holder)
        card = QFrame(self)
        card.setProperty("card", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*(look.gap(2),) * 4)
        inner.setSpacing(look.gap())
        self.sentence = heading_label("", card, 1.1)
        self.sentence.setObjectName("sentence")
        self._details = hint_label("", card)
        inner.addWidget(self.sentence)
        inner.addWidget(self._details)
        self.warning = Remark(self)
        self.remark = Remark(self)
        self.folder = QLineEdit(self)
        self.folder.setObjectName("folder")
        self.word(self.folder.setAccessibleName, N_("Folder"))
        self.folder.textEdited.connect(self._forget_asked)
        self._choose = QPushButton(self)
        self.word(self._choose.setText, N_("&Choose …"))
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._choose_parent)
        row = QHBoxLayout()
        row.setSpacing(look.gap())
        row.addWidget(self.folder, 1)
        row.addWidget(self._choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(look.gap(1.4))
        label = QLabel(self)
        self.word(label.setText, N_("New &folder"))
        label.setBuddy(self.folder)
        form.addRow(label, row)
        self.read = QCheckBox(self)
        self.word(self.read.setText, N_("&I have looked at these papers."))
        self.read.setObjectName("lookedAt")
        self.read.toggled.connect(lambda: self.remark.rest())
        self.body.addWidget(card)
        self.body.addWidget(self.warning)
        self.body.addLayout(form)
        self.body.addWidget(self.read)
        self.body.addWidget(self.remark)
        self.body.addStretch(1)
        self._suggested = ""
        self._asked: object = None

    @property
    def heading(self) -> str:
        """What this page is for."""
        if self.finishing.by_identity:
            return self.say(N_("Sign"))
        return self.say(N_("Make the papers"))

    @property
    def verb(self) -> str:
        """What is done to how many papers."""
        finishing = self.finishing
        count = len(finishing.wanted)
        plural = finishing.speech.plural
        if finishing.draft:
            return plural("&Make {n} draft", "&Make {n} drafts", count)
        if finishing.by_identity:
            signed = self._count("signed")
            return plural("&Sign {n} paper", "&Sign {n} papers", signed)
        return plural("&Make {n} paper", "&Make {n} papers", count)

    def enter(self) -> None:
        """Say what will be done; suggest a folder where none was chosen."""
        if self._asked is not None:
            self._forget_asked()
        self._suggest()
        self.read.setVisible(self.finishing.by_identity)
        self._say_sentence()
        self._say_warning()
        (self.read if self.finishing.by_identity else self.folder).setFocus()

    def say_again(self) -> None:
        """Say everything anew; a folder that was only suggested is named anew."""
        super().say_again()
        if self.finishing.prospect is not None and self._suggested:
            self._suggest()
            self._say_sentence()
            self._say_warning()

    def note(self, said: Said) -> None:
        """Say what went otherwise than the clerk wanted, and keeps nothing up."""
        self.remark.tell(said, "look")

    def refuse(self, said: Said) -> None:
        """Come back here with what could not be done."""
        self._asked = None
        self.remark.tell(said)
        self.folder.setFocus()

    def go_on(self) -> None:
        """Start, once the papers were looked at and the folder can be."""
        if self.finishing.by_identity and not self.read.isChecked():
            self.remark.tell(
                lambda: self.say(
                    N_("Look at the papers in the preview first, then tick this line.")
                )
            )
            self.read.setFocus()
            return
        folder = Path(self.folder.text().strip())
        asked = self._asked = object()

        def is_wanted() -> bool:
            # The clerk may have left the page since, or named another folder.
            return asked is self._asked and self.isVisible()

        def take(place: Place) -> None:
            if is_wanted():
                self._take(place)

        def refuse(failure: MaskDeskError) -> None:
            if is_wanted():
                self.refuse(lambda: self.finishing.speech.tell(failure))

        def say_so() -> None:
            if is_wanted():
                self.note(lambda: self.say(N_("Looking at the folder …")))

        before = self.finishing.place
        aside(self, lambda: _place_at(folder, before), done=take, failed=refuse)
        QTimer.singleShot(_PATIENCE_MS, self, say_so)

    def _take(self, place: Place) -> None:
        self._forget_asked()
        self.finishing.place = place
        self.finishing.remember_folder(SUBMISSIONS, place.folder.parent)
        self.went_on.emit()

    def _forget_asked(self) -> None:
        self._asked = None
        self.remark.rest()

    def _suggest(self) -> None:
        if self.folder.text() == self._suggested:
            self._suggested = str(self.finishing.new_folder())
            self.folder.setText(self._suggested)

    def _count(self, way: str) -> int:
        return sum(self.finishing.way(one) == way for one in self.finishing.wanted)

    def _say_sentence(self) -> None:
        finishing = self.finishing
        plural, day = finishing.speech.plural, finishing.now().date()
        count, signed = len(finishing.wanted), self._count("signed")
        details = ""
        if finishing.draft:
            text = plural(
                "{n} draft is made of the dossier as it stands.",
                "{n} drafts are made of the dossier as it stands.",
                count,
            )
        elif finishing.by_identity and finishing.holder is not None:
            text = plural(
                "{holder} signs {n} paper on {day}.",
                "{holder} signs {n} papers on {day}.",
                signed,
                holder=finishing.holder.name,
                day=day,
            )
            details = self.say(
                N_("Certificate issued by {issuer}, valid until {until}."),
                issuer=finishing.holder.issuer,
                until=finishing.holder.until.date(),
            )
            ink = sum(finishing.needs_a_hand(one) for one in finishing.wanted)
            if ink:
                details += " " + plural(
                    "{n} more paper is made for ink and seal.",
                    "{n} more papers are made for ink and seal.",
                    ink,
                )
        else:
            text = plural(
                "{n} final paper is made for ink and seal.",
                "{n} final papers are made for ink and seal.",
                count,
            )
            details = self.say(N_("Print them, sign and stamp each where the paper says so."))
        self.sentence.setText(text)
        self._details.setText(details)
        self._details.setVisible(bool(details))

    def _say_warning(self) -> None:
        holder = self.finishing.holder
        if self.finishing.by_identity and holder is not None and holder.practice:
            text = N_(
                "This is a practice identity: each paper says PRACTICE and counts for nothing."
            )
            self.warning.tell(lambda: self.say(text), "look")
        else:
            self.warning.rest()

    def _choose_parent(self) -> None:
        now = Path(self.folder.text())
        parent = QFileDialog.getExistingDirectory(
            self, self.say(N_("Where is the new folder to be?")), str(now.parent)
        )
        if parent:
            self.folder.setText(str(Path(parent) / now.name))
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)


def _place_at(folder: Path, before: Place | None) -> Place:
    """A folder papers can be made into; not the bare one that is left of a share tried before.

    It may be filled by a run that was cut off: the making process looks at that.
    """
    with translated(folder):
        if not folder.name or not folder.absolute().parent.is_dir():
            raise FolderMissing(folder=str(folder.parent))
        on_share = is_share(folder)
        if before is not None and before.leaves_bare(folder, on_share=on_share):
            raise FolderAway(folder=folder.name)
        is_there = folder.is_dir()
        if not is_there:
            refuse_filled(folder)
        is_filled = is_there and any(folder.iterdir())
        medium = medium_of(folder)
        return Place(folder=folder, medium=medium, on_share=on_share, is_filled=is_filled)
