"""Papers: what is planned for this dossier, what can be made on wish, what is settled for each."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QPushButton, QTreeView, QWidget

from maskdesk.desk.plan import PlannedPaper
from maskdesk.desk.session import Change
from maskdesk.dossier.sections import Paper
from maskdesk.language import N_
from maskdesk.output.forms import FORMS
from maskdesk.rules.evaluate import Report
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields import FieldFrame, Remark
from maskdesk.ui.pages.cards import Card, FieldCards
from maskdesk.ui.pages.planned_papers import REASONS, paper_state, paper_title
from maskdesk.ui.pages.remarks import remarks_by_place
from maskdesk.ui.pages.section_page import Page, Standing

_KEY = Qt.ItemDataRole.UserRole

Chosen = tuple[str, str]


class PapersPage(Page):
    """The papers at the top; below them what the clerk settles for the one chosen.

    `shown` carries form and subject of the paper the clerk is at, for the preview.
    """

    shown = Signal(object)

    def __init__(self, editing: Editing, label: str, holder: QWidget) -> None:
        super().__init__(editing, "papers", label, holder)
        self._planned: tuple[PlannedPaper, ...] = ()
        self._fields: FieldCards | None = None
        self._remarks: dict[str, tuple[Remark, ...]] = {}
        self._read_only = False
        self._listed: object = None
        self.card = Card(self.ground, "", editing)
        self.model = QStandardItemModel(self)
        self.tree = QTreeView(self.card)
        self.tree.setModel(self.model)
        self.tree.setObjectName("papers")
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setMinimumHeight(look.em() * 14)
        self.tree.selectionModel().currentChanged.connect(self._show_current)
        self.card.body.addWidget(self.tree)
        self.body.addWidget(self.card)
        self._title = QLabel(self.ground)
        self._title.setFont(look.scaled(self._title.font(), 1.15, strong=True))
        self._title.setWordWrap(True)
        self.body.addWidget(self._title)
        self.settle = QPushButton(look.icon("add"), "", self.ground)
        self.settle.clicked.connect(self._settle)
        self.body.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.say_again()

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        self.tree.setAccessibleName(self.editing.speech.say(N_("Papers")))
        self._listed = None
        self._list()
        if self._fields is not None:
            self._fields.say_again()

    def take_change(self, change: Change) -> None:
        """Show what an edit changed."""
        if self._fields is not None and self._row() is not None:
            self._fields.refresh(change.paths)
        self._show_current()

    def take_report(self, report: Report, *, left: bool) -> None:
        """Say at the fields what the findings say of them."""
        speech = self.editing.speech
        found = remarks_by_place(report, self.editing.dossier, speech, "papers", left=left)
        self._remarks = dict(found)
        self._remark()

    def take_plan(
        self,
        planned: tuple[PlannedPaper, ...],
        standing: Standing,  # noqa: ARG002 - a sealed version has the same papers
    ) -> None:
        """List the papers of the plan, and what else can be made."""
        self._planned = planned
        self._list()

    def set_read_only(self, read_only: bool) -> None:
        """Whether anything can be settled."""
        self._read_only = read_only
        if self._fields is not None:
            self._fields.set_read_only(read_only)
        self._show_current()

    def lead_to(self, path: str) -> bool:
        """Put the clerk at a paper, or into a field of it."""
        row = next((one for one in self.editing.dossier.papers if f"[{one.id}]" in path), None)
        if row is not None:
            self._choose((known(row.form) or "", known(row.subject) or ""))
            if self._fields is not None and self._fields.lead_to(path):
                return True
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return path.startswith("papers")

    def all_frames(self) -> Iterator[FieldFrame]:
        """The fields of the paper chosen."""
        if self._fields is not None and self._fields.isVisibleTo(self):
            yield from self._fields.all_frames()

    def _remark(self) -> None:
        if self._fields is not None and self._fields.isVisibleTo(self):
            for frame in self._fields.shown_frames():
                frame.remark(self._remarks.get(frame.path, ()))

    def _list(self) -> None:
        speech, dossier = self.editing.speech, self.editing.dossier
        state = (self._planned, dossier.papers, speech.language)
        if state == self._listed:
            return
        self._listed = state
        chosen = self._chosen()
        self.model.clear()
        heads = (N_("Paper"), N_("Why"), N_("How it stands"))
        self.model.setHorizontalHeaderLabels([speech.say(one) for one in heads])
        planned = self._group(N_("In this dossier"))
        for one in self._planned:
            sign, text = paper_state(one, speech)
            cells = [
                QStandardItem(paper_title(one.form, one.subject, dossier, speech)),
                QStandardItem(speech.say(REASONS[one.reason])),
                QStandardItem(look.icon(*sign), text),
            ]
            cells[0].setData((one.form, one.subject), _KEY)
            planned.appendRow(cells)
        others = self._group(N_("Can be made on wish"))
        there = {one.form for one in self._planned}
        origin = known(dossier.head.origin) or ""
        for form in FORMS.values():
            if form.id not in there and (not form.origins or origin in form.origins):
                item = QStandardItem(speech.say(form.title))
                item.setData((form.id, ""), _KEY)
                others.appendRow([item, QStandardItem(), QStandardItem()])
        for column, share in enumerate((0.5, 0.16)):
            self.tree.setColumnWidth(column, round(self.tree.viewport().width() * share))
        self._choose(
            chosen or ((self._planned[0].form, self._planned[0].subject) if self._planned else None)
        )

    def _group(self, heading: str) -> QStandardItem:
        head = QStandardItem(self.editing.speech.say(heading))
        head.setSelectable(False)
        head.setFont(look.scaled(self.tree.font(), 1.0, strong=True))
        self.model.appendRow([head, QStandardItem(), QStandardItem()])
        self.tree.setFirstColumnSpanned(head.row(), self.model.invisibleRootItem().index(), True)
        self.tree.expand(head.index())
        return head

    def _chosen(self) -> Chosen | None:
        key = self.tree.currentIndex().siblingAtColumn(0).data(_KEY)
        return (key[0], key[1]) if key else None

    def _choose(self, chosen: Chosen | None) -> None:
        for at in range(self.model.rowCount()):
            head = self.model.item(at)
            for row in range(head.rowCount()):
                item = head.child(row)
                if chosen is not None and tuple(item.data(_KEY)) == chosen:
                    self.tree.setCurrentIndex(item.index())
                    return

    def _row(self) -> Paper | None:
        chosen = self._chosen()
        return next(
            (
                one
                for one in self.editing.dossier.papers
                if (known(one.form), known(one.subject) or "") == chosen
            ),
            None,
        )

    def _show_current(self) -> None:
        chosen, row, speech = self._chosen(), self._row(), self.editing.speech
        self._title.setVisible(chosen is not None)
        self.settle.setVisible(chosen is not None and row is None and not self._read_only)
        if chosen is not None:
            self._title.setText(paper_title(*chosen, self.editing.dossier, speech))
            planned = any((one.form, one.subject) == chosen for one in self._planned)
            wish = N_("Settle number, day, copies …") if planned else N_("Make this paper as well")
            self.settle.setText(speech.say(wish))
            self.shown.emit(chosen)
        if row is not None:
            self._show_fields(row)
        elif self._fields is not None:
            self._fields.hide()

    def _show_fields(self, row: Paper) -> None:
        prefix = f"papers[{row.id}]."
        if self._fields is None:
            self._fields = FieldCards(self.editing, Paper, prefix, self.ground)
            self._fields.entered.connect(self.entered)
            self._fields.grown.connect(self._remark)
            self._fields.set_read_only(self._read_only)
            self.body.insertWidget(self.body.count() - 1, self._fields)
        else:
            self._fields.set_prefix(prefix)
        self._fields.show()

    def _settle(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        form, subject = chosen
        planned = any((one.form, one.subject) == chosen for one in self._planned)
        row = Paper(
            id=self.editing.session.new_row("papers").id,
            form=form,
            subject=subject or None,
            wished=None if planned else True,
        )
        self.editing.insert("papers", row)
        self._show_current()
        if self._fields is not None:
            self._fields.lead_to(f"papers[{row.id}].number")
