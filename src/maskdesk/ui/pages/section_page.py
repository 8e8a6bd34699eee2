"""A page of the dossier's window: one heading, one section, what is to be said about it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from maskdesk.desk.session import Change
from maskdesk.dossier.fields import Part, members
from maskdesk.dossier.sections import Dossier
from maskdesk.ui import look
from maskdesk.ui.arrangement import LEADS
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields import FieldFrame, Remark
from maskdesk.ui.pages.cards import FieldCards, RowsCard
from maskdesk.ui.pages.remarks import remarks_by_place
from maskdesk.ui.pages.summary import Summary

if TYPE_CHECKING:
    from maskdesk.desk.plan import PlannedPaper
    from maskdesk.rules.evaluate import Report


class Standing(Struct, frozen=True, kw_only=True):
    """Where the version at hand stands: sealed or not, and whether the file can be changed."""

    version: int
    sealed: bool = False
    locked: bool = False


class Page(QWidget):
    """What every page has: its heading, what it is for, room that scrolls.

    What stands on a page is made on its `ground` at once: whatever is moved to another widget is
    dressed anew, with all that it holds.
    `entered` carries the path of the field the clerk went into.
    """

    entered = Signal(str)

    def __init__(self, editing: Editing, section: str, label: str, holder: QWidget) -> None:
        super().__init__(holder)
        self.setObjectName("page")
        self.editing = editing
        self.section = section
        self._label = label
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.view = QScrollArea(self)
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.view)
        self.ground = QWidget(self.view)
        self.ground.setObjectName("pageBody")
        self.body = QVBoxLayout(self.ground)
        self.body.setContentsMargins(*(look.gap(2.4),) * 4)
        self.body.setSpacing(look.gap(1.6))
        self.heading = QLabel(self.ground)
        self.heading.setFont(look.scaled(self.heading.font(), 1.5, strong=True))
        self.heading.setWordWrap(True)
        self.lead = QLabel(self.ground)
        self.lead.setWordWrap(True)
        self.lead.setProperty("role", "hint")
        self.body.addWidget(self.heading)
        self.body.addWidget(self.lead)
        self.view.setWidget(self.ground)

    def say_again(self) -> None:
        """Say everything anew in the language of the moment."""
        say = self.editing.speech.say
        self.heading.setText(say(self._label))
        self.lead.setText(say(LEADS[self.section]))

    def take_change(self, change: Change) -> None:
        """Show what an edit changed."""

    def take_report(self, report: "Report", *, left: bool) -> None:
        """Say what the findings say here; what is unfilled only after the section was left."""

    def take_plan(self, planned: "tuple[PlannedPaper, ...]", standing: Standing) -> None:
        """Show which papers are planned and how far the version is."""

    def lead_to(self, path: str) -> bool:
        """Put the clerk into a place; whether it lies on this page."""
        return path == self.section

    def keep_in_view(self, widget: QWidget | None) -> None:
        """Scroll to what has the keyboard, if it is on this page."""
        if widget is not None and self.isAncestorOf(widget):
            # What was just built, or said above it, is to have its place by now.
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.view.ensureWidgetVisible(widget, 0, look.em() * 3)

    def set_read_only(self, read_only: bool) -> None:
        """Whether all of it can only be read."""

    @property
    def growing(self) -> bool:
        """Whether there are fields still to come."""
        return False

    def all_frames(self) -> Iterator[FieldFrame]:
        """Every field on the page."""
        yield from ()


class SectionPage(Page):
    """The page of a section, made from what its fields say of themselves."""

    def __init__(self, editing: Editing, section: str, holder: QWidget) -> None:
        member = members(Dossier)[section]
        super().__init__(editing, section, member.description.label, holder)
        self.summary = Summary(editing.speech, self.ground)
        self.summary.wanted.connect(editing.want)
        self.body.addWidget(self.summary)
        self._remarks: dict[str, tuple[Remark, ...]] = {}
        self.content: FieldCards | RowsCard
        if isinstance(member.description, Part) and member.struct is not None:
            self.content = FieldCards(editing, member.struct, f"{section}.", self.ground)
        else:
            self.content = RowsCard(editing, section, self.ground)
        self.content.entered.connect(self.entered)
        self.content.grown.connect(self._remark)
        self.add_above(self.body)
        self.body.addWidget(self.content)
        self.body.addStretch(1)
        self.say_again()

    def add_above(self, body: QVBoxLayout) -> None:
        """Room for what a page shows above its fields."""

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "content"):
            self.content.say_again()

    def take_change(self, change: Change) -> None:
        """Show what an edit changed."""
        self.content.refresh(change.paths)

    def take_report(self, report: "Report", *, left: bool) -> None:
        """Say what the findings say, at each field and once above them all."""
        found = remarks_by_place(
            report, self.editing.dossier, self.editing.speech, self.section, left=left
        )
        self._remarks = dict(found)
        self._remark()
        self.summary.show_remarks(found if left else {})

    def lead_to(self, path: str) -> bool:
        """Put the clerk into a place on this page."""
        if path == self.section and isinstance(self.content, FieldCards):
            return self.content.focus_first()
        return self.content.lead_to(path)

    def set_read_only(self, read_only: bool) -> None:
        """Whether all of it can only be read."""
        self.content.set_read_only(read_only)

    @property
    def growing(self) -> bool:
        """Whether there are fields still to come."""
        return self.content.growing

    def all_frames(self) -> Iterator[FieldFrame]:
        """Every field on the page."""
        return self.content.all_frames()

    def _remark(self) -> None:
        for frame in self.content.shown_frames():
            frame.remark(self._remarks.get(frame.path, ()))
