"""The papers of the plan: why each is there and what holds it up."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget

from maskdesk.desk.plan import PlannedPaper, Reason
from maskdesk.desk.wording import place_name
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.output.forms import FORMS
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.speech import Speech

REASONS: dict[Reason, str] = {
    "due": N_("Due"),
    "customary": N_("Customary"),
    "wished": N_("On wish"),
}
_LEAST_OF_STANDING = 0.22


class PlannedPapers(Card):
    """The papers of the plan: why each is there and what holds it up."""

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(holder, N_("Papers"), editing)
        self._planned: tuple[PlannedPaper, ...] | None = None
        self.model = QStandardItemModel(self)
        self.tree = _Tree(self)
        self.tree.setModel(self.model)
        self.tree.resized.connect(self._share_breadth)
        self.tree.setObjectName("plannedPapers")
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setTabKeyNavigation(False)
        self.body.addWidget(self.tree)

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "tree"):
            self.tree.setAccessibleName(self._editing.speech.say(N_("Papers")))
            planned, self._planned = self._planned, None
            if planned is not None:
                self.show_papers(planned)

    def show_papers(self, planned: tuple[PlannedPaper, ...]) -> None:
        """List the papers."""
        if planned == self._planned:
            return
        self._planned = planned
        say = self._editing.speech.say
        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [say(N_("Paper")), say(N_("Why")), say(N_("How it stands"))]
        )
        for one in planned:
            sign, text = paper_state(one, self._editing.speech)
            name = QStandardItem(
                paper_title(one.form, one.subject, self._editing.dossier, self._editing.speech)
            )
            name.setToolTip(name.text())
            why = QStandardItem(say(REASONS[one.reason]))
            if one.due:
                why.setToolTip(one.due[0].why.in_language(self._editing.speech.language))
            stands = QStandardItem(look.icon(*sign), text)
            stands.setToolTip("\n".join(self._holding(one)) or text)
            self.model.appendRow([name, why, stands])
        self._share_breadth()
        rows = max(3, min(12, len(planned)))
        height = self.tree.header().sizeHint().height() + rows * (look.em() + look.gap(0.9)) + 4
        self.tree.setFixedHeight(height)

    def _share_breadth(self) -> None:
        """The names have what they need before how the papers stand is told at length."""
        room, air = self.tree.viewport().width(), look.gap(2)
        named, why, stands = (self.tree.sizeHintForColumn(at) + air for at in range(3))
        least = min(stands, round(room * _LEAST_OF_STANDING))
        self.tree.setColumnWidth(0, max(look.em() * 8, min(named, room - why - least)))
        self.tree.setColumnWidth(1, why)

    def _holding(self, paper: PlannedPaper) -> list[str]:
        language = self._editing.speech.language
        return [one.sentence(language) for one in (*paper.making, *paper.handing_in)]


class _Tree(QTreeView):
    """A list that tells of the room it has: it changes where a bar to scroll comes or goes, too."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it."""
        super().resizeEvent(event)
        self.resized.emit()


def paper_title(form: str, subject: str, dossier: Dossier, speech: Speech) -> str:
    """What a paper is called, with the row it is about where there is one for each."""
    title = speech.say(FORMS[form].title) if form in FORMS else form
    if not subject:
        return title
    row = place_name(speech.catalogue, dossier, subject)
    return speech.say(N_("{place}: {field}"), place=title, field=row)


def paper_state(paper: PlannedPaper, speech: Speech) -> tuple[tuple[str, look.Tone], str]:
    """How far a paper is: its sign and its words."""
    if not paper.makeable:
        return ("note", "note"), speech.say(N_("MaskDesk has no form for it; use the authority's."))
    if paper.making:
        held = speech.plural("Held up by {n} finding", "Held up by {n} findings", len(paper.making))
        return ("blocks", "blocks"), held
    if paper.handing_in:
        return ("look", "look"), speech.say(N_("Can be made; not to be handed in yet"))
    return ("met", "met"), speech.say(N_("Ready"))
