"""Hand-in: where each version stands, the steps that may follow, and what came back."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.handing_in import Standing, next_moves, papers_filed, standings
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.session import Change
from maskdesk.desk.wording import balance_sentences
from maskdesk.dossier.naming import row_name
from maskdesk.dossier.sections import Dossier, Evidence, Move
from maskdesk.dossier.vocabulary import MOVES
from maskdesk.language import N_
from maskdesk.rules.evaluate import Report
from maskdesk.rules.ground import known
from maskdesk.rules.life import STATES
from maskdesk.store.member_names import RETURNS
from maskdesk.ui import look
from maskdesk.ui.dropping import dropped
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.flow import Flow
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.pages.planned_papers import paper_title
from maskdesk.ui.pages.section_page import Page

# The fields each step is told with, beside its day.
STEP_FIELDS: dict[str, tuple[str, ...]] = {
    "handed-in": ("authority", "receipt"),
    "query": ("authority", "question", "working_days"),
    "answered": ("answer",),
    "accepted": ("authority", "number", "pieces"),
    "shipped": ("shipment", "licence", "pieces", "transport_document"),
    "refused": ("authority", "number", "reason"),
    "withdrawn": ("reason",),
}


class Deeds(Struct, frozen=True, kw_only=True):
    """What the clerk can do: record a step or correct one, file and look at what came back."""

    record: Callable[[str], None]
    correct: Callable[[Move], None]
    accept: Callable[[tuple[Path, ...]], None]
    choose: Callable[[], None]
    show: Callable[[Evidence], None]


class HandInPage(Page):
    """Steps that may follow are offered, others are not there to be chosen."""

    changed = Signal()

    def __init__(
        self,
        editing: Editing,
        opened: Callable[[], OpenDossier],
        deeds: Deeds,
        label: str,
        holder: QWidget,
    ) -> None:
        super().__init__(editing, "moves", label, holder)
        self._opened = opened
        self._deeds = deeds
        self._told: Dossier | None = None
        self._read_only = False
        self.setAcceptDrops(True)
        self.standing = Card(self.ground, N_("Where it stands"), editing)
        self._now = QLabel(self.standing)
        self._now.setWordWrap(True)
        self._now.setFont(look.scaled(self._now.font(), 1.1, strong=True))
        self._next = QLabel(self.standing)
        self._next.setWordWrap(True)
        buttons = QFrame(self.standing)
        self._steps = Flow(buttons)
        self.standing.body.addWidget(self._now)
        self.standing.body.addWidget(self._next)
        self.standing.body.addWidget(buttons)
        self.body.addWidget(self.standing)
        self.licensed = Card(self.ground, N_("What is left of each licence"), editing)
        self._balances = QLabel(self.licensed)
        self._balances.setWordWrap(True)
        self._balances.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.licensed.body.addWidget(self._balances)
        self.body.addWidget(self.licensed)
        self.back = Card(self.ground, N_("What came back"), editing)
        self._hint = QLabel(self.back)
        self._hint.setWordWrap(True)
        row = QHBoxLayout()
        self.choose = QPushButton(look.icon("hand-in"), "", self.back)
        self.choose.clicked.connect(lambda: deeds.choose())
        row.addWidget(self.choose)
        row.addStretch(1)
        self.back.body.addWidget(self._hint)
        self.back.body.addLayout(row)
        self._returned = QVBoxLayout()
        self.back.body.addLayout(self._returned)
        self.body.addWidget(self.back)
        self.life = Card(self.ground, N_("Steps so far"), editing)
        self._model = QStandardItemModel(self)
        self._tree = QTreeView(self.life)
        self._tree.setModel(self._model)
        self._tree.setRootIsDecorated(False)
        self._tree.setAlternatingRowColors(True)
        self._tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._tree.setMinimumHeight(look.em() * 8)
        self.life.body.addWidget(self._tree)
        self.correct = QPushButton(look.icon("amend"), "", self.life)
        self.correct.clicked.connect(self._correct)
        wrong = QHBoxLayout()
        wrong.addWidget(self.correct)
        wrong.addStretch(1)
        self.life.body.addLayout(wrong)
        self._tree.activated.connect(lambda _: self._correct())
        self._filed = QVBoxLayout()
        self.life.body.addLayout(self._filed)
        self.body.addWidget(self.life)
        self.body.addStretch(1)
        self.say_again()

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "_tree"):
            say = self.editing.speech.say
            for card in (self.standing, self.licensed, self.back, self.life):
                card.say_again()
            self.choose.setText(say(N_("File what came back …")))
            self._hint.setText(
                say(N_("A countersigned PDF or a scan of stamped pages; drop it here as well."))
            )
            self._tree.setAccessibleName(say(N_("Steps so far")))
            self.correct.setText(say(N_("Correct …")))
            self._told = None
            self._tell()

    def take_change(self, change: Change) -> None:  # noqa: ARG002 - all of it is told anew
        """A step may have been recorded."""
        self._tell()

    def take_report(self, report: Report, *, left: bool) -> None:  # noqa: ARG002 - nothing is marked here
        """Show where the versions stand now."""
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        """Whether steps can be recorded."""
        self._read_only = read_only
        self._told = None
        self._tell()

    def lead_to(self, path: str) -> bool:
        """Put the clerk at the first step that may follow."""
        buttons = self.standing.findChildren(QPushButton)
        target = next((one for one in buttons if one.isVisible()), self.choose)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return path.startswith("moves")

    def dragEnterEvent(self, event: object) -> None:
        """Take files that came back."""
        if not self._read_only and dropped(event):  # type: ignore[arg-type]  # Qt gives a QDragEnterEvent
            event.acceptProposedAction()  # type: ignore[attr-defined]

    def dropEvent(self, event: object) -> None:
        """File them."""
        self._deeds.accept(tuple(dropped(event)))  # type: ignore[arg-type]  # Qt gives a QDropEvent

    def _tell(self) -> None:
        if self._told is self.editing.dossier:
            return
        self._told = self.editing.dossier
        opened = self._opened()
        found = standings(opened)
        self._tell_standing(found)
        self._tell_licences()
        self._tell_returned(opened)
        self._tell_steps(found)
        self._tell_filed()

    def _tell_standing(self, found: tuple[Standing, ...]) -> None:
        say = self.editing.speech.say
        _clear(self._steps)
        if not found:
            self._now.setText(say(N_("Nothing is sealed yet.")))
            self._next.setText(say(N_("Seal this version, finish its papers, then hand them in.")))
            return
        last = found[-1]
        state = say(STATES[last.state])
        version = str(last.version)
        text = N_("Version {version} is {state}.")
        self._now.setText(say(text, version=version, state=state))
        steps = next_moves(found)
        self._next.setText(self._deadline(last, can_follow=bool(steps)))
        for move, its_version in steps.items():
            text = say(MOVES[move])
            if its_version != last.version:
                text = say(N_("{step} (version {version})"), step=text, version=str(its_version))
            button = QPushButton(text, self.standing)
            button.setEnabled(not self._read_only)
            button.clicked.connect(lambda _=False, kind=move: self._deeds.record(kind))
            self._steps.addWidget(button)

    def _deadline(self, standing: Standing, *, can_follow: bool) -> str:
        say = self.editing.speech.say
        if standing.answer_by is not None and standing.state == "query-open":
            return say(N_("The query wants its answer by {day}."), day=standing.answer_by)
        if can_follow:
            return say(N_("Record what happened next:"))
        return say(N_("Nothing can follow; amend to begin the next version."))

    def _tell_licences(self) -> None:
        catalogue, dossier = self.editing.speech.catalogue, self.editing.dossier
        said = balance_sentences(catalogue, dossier)
        self._balances.setText("\n".join(said))
        self.licensed.setVisible(bool(said))

    def _tell_returned(self, opened: OpenDossier) -> None:
        _clear(self._returned)
        speech, dossier = self.editing.speech, self.editing.dossier
        for name in opened.container.under(RETURNS):
            version, _, file = name.removeprefix(RETURNS).partition("/")
            title = paper_title(file.partition(".")[0], "", dossier, speech)
            told = N_("{reference}, version {version}")
            label = QLabel(speech.say(told, reference=title, version=version), self.back)
            label.setToolTip(file)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._returned.addWidget(label)

    def _tell_steps(self, found: tuple[Standing, ...]) -> None:
        catalogue, say = self.editing.speech.catalogue, self.editing.speech.say
        self._model.clear()
        heads = (N_("Version"), N_("What happened"), N_("On"), N_("Authority"), N_("Remark"))
        self._model.setHorizontalHeaderLabels([say(one) for one in heads])
        for move in self.editing.dossier.moves:
            day = known(move.day)
            cells = (
                str(known(move.version) or ""),
                say(MOVES.get(known(move.kind) or "", "–")),
                catalogue.show(day) if day else "",
                known(move.authority) or "",
                self._remark(move),
            )
            self._model.appendRow([QStandardItem(cell) for cell in cells])
        if self._model.rowCount():
            self._tree.setCurrentIndex(self._model.index(self._model.rowCount() - 1, 0))
        self.correct.setVisible(bool(self._model.rowCount()))
        self.correct.setEnabled(not self._read_only)
        self.life.setVisible(bool(self.editing.dossier.moves) or bool(found))

    def _correct(self) -> None:
        row = self._tree.currentIndex().row()
        if row >= 0 and not self._read_only:
            self._deeds.correct(self.editing.dossier.moves[row])

    def _tell_filed(self) -> None:
        _clear(self._filed)
        for move, paper in papers_filed(self.editing.dossier):
            step, file = self._name("moves", move.id), known(paper.file) or paper.id
            line = QFrame(self.life)
            flow = Flow(line)
            flow.addWidget(QLabel(step, line))
            room = look.em() * 22
            short = self.fontMetrics().elidedText(file, Qt.TextElideMode.ElideMiddle, room)
            button = QPushButton(short, line)
            button.setProperty("link", True)
            button.setToolTip(file)
            button.setAccessibleName(f"{step}: {file}")
            button.clicked.connect(lambda _=False, one=paper: self._deeds.show(one))
            flow.addWidget(button)
            self._filed.addWidget(line)

    def _remark(self, move: Move) -> str:
        """What else was told of a step."""
        catalogue, pieces = self.editing.speech.catalogue, known(move.pieces)
        why = known(move.corrected)
        told = (
            known(move.receipt),
            known(move.number),
            self._name("shipments", known(move.shipment)),
            catalogue.say(N_("{pieces} pieces"), pieces=pieces) if pieces is not None else None,
            self._name("moves", known(move.licence)),
            known(move.transport_document),
            known(move.question),
            known(move.answer),
            known(move.reason),
            catalogue.say(N_("Corrected: {reason}"), reason=why) if why else None,
        )
        return "; ".join(text for text in told if text)

    def _name(self, rows: str, row_id: str | None) -> str:
        speech = self.editing.speech
        if not row_id:
            return ""
        return row_name(
            self.editing.dossier, f"{rows}[{row_id}]", speech.translate, speech.language
        )


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
