"""Check and seal: what is open, which papers it holds up, all answers, and the seal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from maskdesk.desk.plan import PlannedPaper
from maskdesk.desk.session import Change
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.rules.evaluate import Report
from maskdesk.ui import look
from maskdesk.ui.arrangement import CHECK, CHECK_LABEL
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.flow import Flow
from maskdesk.ui.pages.answers import Answers
from maskdesk.ui.pages.open_points import OpenPoints
from maskdesk.ui.pages.planned_papers import PlannedPapers
from maskdesk.ui.pages.section_page import Page, Standing


class CheckPage(Page):
    """The last page before the papers.

    `seal`, `finish`, `amend` and `what_if` say what the clerk asks for; `acknowledge` carries a
    finding to be acknowledged, `confirm` a copied place to be confirmed.
    """

    seal = Signal()
    finish = Signal()
    amend = Signal()
    what_if = Signal()
    acknowledge = Signal(object)
    confirm = Signal(str)

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(editing, CHECK, CHECK_LABEL, holder)
        self._report: Report | None = None
        self._planned: tuple[PlannedPaper, ...] = ()
        self._standing = Standing(version=1)
        self._told: Dossier | None = None
        self._deeds = _Deeds(editing, self)
        self.body.addWidget(self._deeds)
        self._open = OpenPoints(editing, self.ground)
        self._open.acknowledge.connect(self.acknowledge)
        self._open.confirm.connect(self.confirm)
        self.body.addWidget(self._open)
        self._papers = PlannedPapers(editing, self.ground)
        self.body.addWidget(self._papers)
        self.answers = Answers(editing, self.ground)
        self.body.addWidget(self.answers)
        self.body.addStretch(1)
        self.say_again()

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "answers"):
            for part in (self._deeds, self._open, self._papers, self.answers):
                part.say_again()
            self._told = None
            self._tell()

    def take_change(self, change: Change) -> None:  # noqa: ARG002 - all of it is told anew
        """All answers may differ; they are told when the page is seen."""
        if self.isVisible():
            self._tell()

    def take_report(self, report: Report, *, left: bool) -> None:  # noqa: ARG002 - nothing is marked here
        """Show what is open now."""
        self._report = report
        if self.isVisible():
            self._tell()

    def take_plan(self, planned: tuple[PlannedPaper, ...], standing: Standing) -> None:
        """Show the papers of the plan and how far they are."""
        self._planned, self._standing = planned, standing
        if self.isVisible():
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell all answers as they are now."""
        super().showEvent(event)
        self._tell()

    def lead_to(self, path: str) -> bool:
        """Put the clerk at what is to be done first."""
        if path != CHECK:
            return False
        if not self._open.focus_first():
            self._deeds.focus_first()
        return True

    @property
    def is_open(self) -> bool:
        """Whether something is left that keeps the version from being sealed."""
        return self._open.count > 0

    def _tell(self) -> None:
        if self._report is None:
            return
        self._deeds.show_standing(self._standing)
        self._open.show_points(self._report, sealed=self._standing.sealed)
        self._papers.show_papers(self._planned)
        if self._told is not self.editing.dossier:
            self._told = self.editing.dossier
            self.answers.show_answers()


class _Deeds(QFrame):
    """What can be done with the version now, the one most likely first."""

    def __init__(self, editing: Editing, page: CheckPage) -> None:
        super().__init__(page.ground)
        self.setProperty("card", True)
        self._editing = editing
        self._standing: Standing | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap())
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        self._state.setFont(look.scaled(self._state.font(), 1.1, strong=True))
        self._next = QLabel(self)
        self._next.setWordWrap(True)
        box.addWidget(self._state)
        box.addWidget(self._next)
        row = Flow()
        self.seal = _button(self, "seal", page.seal.emit)
        self.finish = _button(self, "sign", page.finish.emit)
        self.amend = _button(self, "amend", page.amend.emit)
        self.what_if = _button(self, "time", page.what_if.emit)
        for button in (self.seal, self.finish, self.amend, self.what_if):
            row.addWidget(button)
        box.addLayout(row)

    def say_again(self) -> None:
        """Say everything anew."""
        if self._standing is not None:
            self.show_standing(self._standing)

    def show_standing(self, standing: Standing) -> None:
        """Offer what fits the state of the version."""
        self._standing = standing
        say = self._editing.speech.say
        version = str(standing.version)
        self.finish.setText(
            say(N_("Finish papers …")) if standing.sealed else say(N_("Make drafts …"))
        )
        self.seal.setText(say(N_("Seal version {version} …"), version=version))
        self.amend.setText(say(N_("Amend …")))
        self.what_if.setText(say(N_("What if we file on …")))
        self.seal.setVisible(not standing.sealed)
        self.amend.setVisible(standing.sealed)
        if standing.sealed:
            self._state.setText(say(N_("Version {version} is sealed."), version=version))
            what_next = N_("Finish the papers: sign them, or print them for ink and seal.")
        else:
            self._state.setText(say(N_("Version {version} is a draft."), version=version))
            what_next = N_("Nothing can be handed in before it is sealed with the law of the day.")
        self._next.setText(say(what_next))
        self.seal.setEnabled(not standing.locked)
        self.amend.setEnabled(not standing.locked)

    def focus_first(self) -> None:
        """Put the clerk on the deed most likely."""
        target = self.seal if self.seal.isVisible() else self.finish
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _button(holder: QWidget, icon: str, done: Callable[[], object]) -> QPushButton:
    button = QPushButton(look.icon(icon), "", holder)
    button.setIconSize(look.icon_size())
    button.clicked.connect(lambda: done())
    return button
