"""Certificates: above their rows the grid of what fits where, with a reason for every cell."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QShowEvent
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
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class CertificatesPage(SectionPage):
    """The rows of certificates under the grid that comes of them and of the goods."""

    def __init__(
        self,
        editing: Editing,
        workers: Workers,
        today: Callable[[], date],
        others: Callable[[], Sequence[str]],
        holder: QWidget,
    ) -> None:
        self._workers = workers
        self._today = today
        self._others = others
        super().__init__(editing, "certificates", holder)

    def add_above(self, body: QVBoxLayout) -> None:
        """The grid."""
        self.grid = FitCard(self.editing, self._workers, self._today, self._others, self.ground)
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
        self.model = _FitModel(editing, self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setObjectName("fit")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setSelectionBehavior(QTreeView.SelectionBehavior.SelectItems)
        self.tree.selectionModel().currentChanged.connect(self._show_reason)
        self.tree.hide()  # until there is something in it
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
            self._grid = self._asked_of = None
            self._say_instead(N_("Give the goods and the country of destination to see what fits."))
            return
        asked = self._asked_of
        if asked is not None and asked[0] is dossier and asked[1] == wanted:
            return
        self._asked_of = (dossier, wanted)
        if self._grid is None:
            self._say_instead(N_("Working out what fits …"))
        hearer = heard_by(self, done=self._take, failed=self._fail)
        self._workers.fit(dossier, self._today(), wanted, hearer, slot="fit")

    def _say_instead(self, text: str) -> None:
        self.tree.hide()
        self.reason.setText(self._editing.speech.say(text))

    def _take(self, grid: FitGrid) -> None:
        if self._asked_of is not None:
            self._grid = grid
            self._fill(grid)

    def _fail(self, failure: MaskDeskError) -> None:
        self._asked_of = None
        self.tree.hide()
        self.reason.setText(self._editing.speech.tell(failure))

    def _fill(self, grid: FitGrid) -> None:
        names = self.model.show_grid(grid)
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


class _FitModel(QAbstractTableModel):
    """The grid; a large one has thousands of cells, so what a cell says is told when it is seen."""

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(holder)
        self._editing = editing
        self._rows: Sequence[Row] = ()
        self._headings: list[str] = []

    def show_grid(self, grid: FitGrid) -> list[str]:
        """Show a grid; the names of its destinations."""
        speech = self._editing.speech
        names = [country_name(country, speech.language) for country in grid.destinations]
        self.beginResetModel()
        self._rows = grid.rows
        self._headings = [speech.say(N_("Goods and papers")), *names]
        self.endResetModel()
        return names

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The goods and the papers."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Their name and the destinations."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The destinations."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What one cell shows and says."""
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if index.column():
            return self._of_cell(row.cells[index.column() - 1], role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            speech = self._editing.speech
            kind = speech.say(SUBJECTS[row.subject])
            return speech.say(N_("{name} ({kind})"), name=row.name, kind=kind)
        return None

    def _of_cell(self, cell: Cell, role: int) -> object:
        catalogue = self._editing.speech.catalogue
        match role:
            case _ if role == _CELL:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return catalogue.translate(VERDICTS[cell.verdict])
            case Qt.ItemDataRole.DecorationRole:
                return look.icon(*_SIGNS[cell.verdict])
            case Qt.ItemDataRole.ToolTipRole:
                return fit_reason(catalogue, cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                verdict = catalogue.translate(VERDICTS[cell.verdict])
                return f"{verdict}. {fit_reason(catalogue, cell)}"
        return None
