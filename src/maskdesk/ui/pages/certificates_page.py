"""Certificates: above their rows the grid of what fits where, with a reason for every cell."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QHeaderView, QLabel, QTreeView, QVBoxLayout, QWidget

from maskdesk.desk.session import Change
from maskdesk.desk.wording import SUBJECTS, VERDICTS, body_sentence, fit_reason
from maskdesk.desk.workers import Workers
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, country_name
from maskdesk.rules.fit import Cell, FitGrid, Row, Verdict
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.jobs import heard_by
from maskdesk.ui.look import Tone
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.pages.section_page import SectionPage

_SIGNS: dict[Verdict, tuple[str, Tone]] = {
    "fits": ("met", "met"),
    "does-not": ("blocks", "blocks"),
    "cannot-tell": ("cannot-tell", "look"),
    "not-covered": ("not-needed", "quiet"),
}
_CELL = Qt.ItemDataRole.UserRole
_ROW = Qt.ItemDataRole.UserRole + 1
_TYPING_ENDS_AFTER_MS = 400


class CertificatesPage(SectionPage):
    """The rows of certificates under the grid that comes of them and of the goods."""

    def __init__(
        self,
        editing: Editing,
        workers: Workers,
        today: Callable[[], date],
        others: Callable[[], Sequence[str]],
    ) -> None:
        self._workers = workers
        self._today = today
        self._others = others
        super().__init__(editing, "certificates")

    def add_above(self, body: QVBoxLayout) -> None:
        """The grid."""
        self.grid = FitCard(self.editing, self._workers, self._today, self._others, self)
        body.addWidget(self.grid)

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "grid"):
            self.grid.say_again()

    def take_change(self, change: Change) -> None:
        """What was typed may change what fits."""
        super().take_change(change)
        self.grid.ask_soon()


class FitCard(Card):
    """Goods, standards and certificates down, destinations across; asked in another process."""

    def __init__(
        self,
        editing: Editing,
        workers: Workers,
        today: Callable[[], date],
        others: Callable[[], Sequence[str]],
        holder: QWidget,
    ) -> None:
        super().__init__(holder, N_("What fits where"), editing)
        self._workers = workers
        self._today = today
        self._others = others
        self._grid: FitGrid | None = None
        self._asked_of: tuple[Dossier, tuple[str, ...]] | None = None
        self.compare = QCheckBox(self)
        self.compare.toggled.connect(self.ask_soon)
        self.body.addWidget(self.compare)
        self.model = QStandardItemModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setObjectName("fit")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setSelectionBehavior(QTreeView.SelectionBehavior.SelectItems)
        self.tree.selectionModel().currentChanged.connect(self._show_reason)
        self.body.addWidget(self.tree)
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.reason)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_ENDS_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self.say_again()

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "reason"):
            say = self._editing.speech.say
            self.compare.setText(say(N_("Compare with other destinations")))
            self.tree.setAccessibleName(say(N_("What fits where")))
            if self._grid is not None:
                self._fill(self._grid)

    def ask_soon(self) -> None:
        """Ask once typing has ended, while somebody is there to see it."""
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when the page is seen."""
        super().showEvent(event)
        self._soon.start()

    def _ask(self) -> None:
        dossier = self._editing.dossier
        own = known(dossier.destination.country)
        others = tuple(self._others()) if self.compare.isChecked() else ()
        wanted = tuple(dict.fromkeys([*([own] if own else []), *others]))
        if not wanted or not dossier.goods:
            self._grid = None
            self.tree.hide()
            text = N_("Give the goods and the country of destination to see what fits.")
            self.reason.setText(self._editing.speech.say(text))
            return
        if self._asked_of is not None and self._asked_of == (dossier, wanted):
            return
        self._asked_of = (dossier, wanted)
        hearer = heard_by(self, done=self._take, failed=self._fail)
        self._workers.fit(dossier, self._today(), wanted, hearer, slot="fit")

    def _take(self, grid: FitGrid) -> None:
        self._grid = grid
        self._fill(grid)

    def _fail(self, failure: MaskDeskError) -> None:
        self._asked_of = None
        self.tree.hide()
        self.reason.setText(self._editing.speech.tell(failure))

    def _fill(self, grid: FitGrid) -> None:
        speech = self._editing.speech
        self.model.clear()
        names = [country_name(country, speech.language) for country in grid.destinations]
        self.model.setHorizontalHeaderLabels([speech.say(N_("Goods and papers")), *names])
        for row in grid.rows:
            kind = speech.say(SUBJECTS[row.subject])
            head = QStandardItem(speech.say(N_("{name} ({kind})"), name=row.name, kind=kind))
            head.setToolTip(head.text())
            head.setData(row, _ROW)
            cells = [self._cell(cell, row) for cell in row.cells]
            self.model.appendRow([head, *cells])
        self.tree.show()
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(len(names) < _FEW)
        self.tree.setColumnWidth(0, look.em() * 15)
        for column in range(1, len(names) + 1):
            self.tree.setColumnWidth(column, look.em() * 8)
        rows = max(2, min(12, len(grid.rows)))
        bar = self.tree.horizontalScrollBar().sizeHint().height()
        row_height = look.em() + look.gap(0.9)
        self.tree.setFixedHeight(header.sizeHint().height() + rows * row_height + bar + 4)
        if grid.rows:
            self.tree.setCurrentIndex(self.model.index(0, 1))

    def _cell(self, cell: Cell, row: Row) -> QStandardItem:
        catalogue = self._editing.speech.catalogue
        text = catalogue.translate(VERDICTS[cell.verdict])
        item = QStandardItem(look.icon(*_SIGNS[cell.verdict]), text)
        reason = fit_reason(catalogue, cell)
        item.setToolTip(reason)
        item.setData(cell, _CELL)
        item.setData(row, _ROW)
        item.setData(f"{text}. {reason}", Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _show_reason(self) -> None:
        at = self.tree.currentIndex()
        catalogue = self._editing.speech.catalogue
        cell, row = at.data(_CELL), at.data(_ROW)
        lines = []
        if isinstance(cell, Cell):
            country = country_name(cell.destination, catalogue.language)
            verdict = catalogue.translate(VERDICTS[cell.verdict])
            reason = fit_reason(catalogue, cell)
            text = N_("{country}: {verdict}. {reason}")
            lines.append(catalogue.say(text, country=country, verdict=verdict, reason=reason))
        if isinstance(row, Row) and row.body is not None:
            lines.append(body_sentence(catalogue, row.body))
        self.reason.setText("\n".join(lines))


_FEW = 4
