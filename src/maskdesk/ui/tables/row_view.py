"""The table itself: where its keys lead, how its cells are chosen and typed into."""

import re

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from maskdesk.dossier.kinds import (
    Choice,
    Choices,
    Country,
    Currency,
    Day,
    Identifier,
    Kind,
    Links,
    Measure,
    Moment,
    Prose,
    Texts,
    Whole,
    YesNo,
)
from maskdesk.ui import look
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables.cells import Cells, Way
from maskdesk.ui.tables.row_model import RowModel
from maskdesk.ui.window_first import window_first

_SELECT = QItemSelectionModel.SelectionFlag
_TRIGGER = QAbstractItemView.EditTrigger


class RowView(QTableView):
    """A table of rows, entered from the first key.

    `first_key` says that a key was typed where there is no row yet, `came` that the keyboard came
    into the table.
    """

    first_key = Signal()
    came = Signal()

    def __init__(self, model: RowModel, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self._natural: list[int] = []
        self._given: list[int] = []
        self.empty_sentence = ""
        self.cells = Cells(model, speech, self)
        self.cells.left.connect(self.step)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(_Heading(self))
        self.setVerticalHeader(_Numbers(model, self))
        self.setModel(model)
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self.updateGeometry)
        model.arranging.connect(self._choose_less)
        self.setEditTriggers(
            _TRIGGER.AnyKeyPressed | _TRIGGER.EditKeyPressed | _TRIGGER.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        """Take heights and widths from the font of the moment."""
        # By the font and not by the style sheet, so that headings are broken as they are drawn.
        self.horizontalHeader().setFont(look.scaled(self.font(), 1, strong=True))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + look.gap(0.9))
        self.verticalHeader().setMinimumWidth(
            self.fontMetrics().horizontalAdvance("0000") + look.gap()
        )
        self._style()
        letter = self.fontMetrics().averageCharWidth()
        self._natural = []
        for column in self._rows.columns:
            heading = min(len(column.label) + 3, _HEADING_LETTERS)
            width = letter * max(heading, _letters(column.kind)) + look.gap()
            self._natural.append(width)
        self._spread(self._natural)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the room that is left, unless the clerk has set the widths."""
        super().resizeEvent(event)
        if [self.columnWidth(at) for at in range(len(self._given))] == self._given:
            self._spread(self._natural)

    def _spread(self, natural: list[int]) -> None:
        columns = self._rows.columns
        words = [at for at, one in enumerate(columns) if not isinstance(one.kind, _FIGURES)]
        left = max(0, self.viewport().width() - sum(natural)) // max(1, len(words))
        self._given = [width + left * (at in words) for at, width in enumerate(natural)]
        for at, width in enumerate(self._given):
            self.setColumnWidth(at, width)

    def chosen_rows(self) -> list[int]:
        """The rows, as shown, in which anything is selected; the current one where nothing is."""
        found: list[int] = []
        behind = 0
        for top, bottom in sorted((one.top(), one.bottom()) for one in self._ranges()):
            found += range(max(top, behind), bottom + 1)
            behind = max(behind, bottom + 1)
        if not found and self.currentIndex().isValid():
            found = [self.currentIndex().row()]
        return found

    def chosen_block(self) -> tuple[range, range]:
        """The rows and columns of the smallest block around all that is selected."""
        ranges = self._ranges()
        if not ranges:
            at = self.currentIndex()
            return range(at.row(), at.row() + 1), range(at.column(), at.column() + 1)
        top, left = min(one.top() for one in ranges), min(one.left() for one in ranges)
        bottom, right = max(one.bottom() for one in ranges), max(one.right() for one in ranges)
        return range(top, bottom + 1), range(left, right + 1)

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell the current one, alone selected, and show it."""
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        self.scrollTo(index)

    def select_rows(self, first: int, last: int, column: int) -> None:
        """Select whole rows; the first becomes current."""
        right = self._rows.columnCount() - 1
        block = QItemSelection(self._rows.index(first, 0), self._rows.index(last, right))
        current = self._rows.index(first, max(0, column))
        self.selectionModel().setCurrentIndex(current, _SELECT.NoUpdate)
        self.selectionModel().select(block, _SELECT.ClearAndSelect)
        self.scrollTo(self._rows.index(last, max(0, column)))
        self.scrollTo(current)

    def choose(self, rows: range, columns: range) -> None:
        """Select a block of cells and leave the current one."""
        first = self._rows.index(rows[0], columns[0])
        block = QItemSelection(first, self._rows.index(rows[-1], columns[-1]))
        self.selectionModel().select(block, _SELECT.ClearAndSelect)

    def selectAll(self) -> None:
        """Everything, as one range: asked cell by cell it would take a second."""
        rows, columns = range(self._rows.rowCount()), range(self._rows.columnCount())
        if rows and columns:
            self.choose(rows, columns)

    def _choose_less(self) -> None:
        """Leave the current cell alone of a large block whose rows are about to change places.

        Qt would take the block apart into its cells, which takes seconds, and where all is chosen
        it would choose as many of the first rows instead.
        """
        if sum(one.width() * one.height() for one in self._ranges()) > _MOST_CELLS_MOVED:
            self.selectionModel().select(self.currentIndex(), _SELECT.ClearAndSelect)

    def step(self, way: Way) -> None:
        """Go from the current cell one cell on; past either end of the table leave it."""
        at, (down, right) = self.currentIndex(), way.value
        rows, columns = self._rows.rowCount(), self._rows.columnCount()
        row, column = at.row() + down, at.column() + right
        if column >= columns:
            row, column = row + 1, 0
        elif column < 0:
            row, column = row - 1, columns - 1
        if 0 <= row < rows:
            self.go_to(self._rows.index(row, column))
        elif right:
            self.leave(forward=right > 0)

    def leave(self, *, forward: bool) -> None:
        """Let the keyboard go on to the next widget after the table, or the one before."""
        super().focusNextPrevChild(forward)

    def edit(self, index: QModelIndex, *how: object) -> bool:  # type: ignore[override]  # Qt has two of this name
        """Open a cell; one opened without a typed key shows what can be chosen."""
        opened = bool(super().edit(index, *how))
        typed = bool(how) and how[0] == _TRIGGER.AnyKeyPressed
        if opened and not typed and self.cells.editor is not None and how[0] in _OPENING:
            self.cells.editor.unfold()
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes from cell to cell and out at the ends, Ctrl+Tab out from anywhere."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(forward=key == Qt.Key.Key_Tab, leave=control)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._open_current()
        elif event.text() and event.text().isprintable() and not self._rows.rowCount():
            self.first_key.emit()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first letter composed in an empty table makes its first row."""
        if (event.preeditString() or event.commitString()) and not self._rows.rowCount():
            self.first_key.emit()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Tab for the cells; Qt would leave the table with it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come to the first cell where none is current yet."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.go_to(self._rows.index(0, 0))
        if event.reason() not in _STAYED:
            self.came.emit()
        # A table without rows takes the first key as well.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self._rows.editable)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # never persistent ones
        """Show which row the clerk is in, from end to end."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
        elif event.type() == QEvent.Type.PaletteChange:
            self._style()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or a sentence where there are none."""
        window_first()
        self.cells.dip(self)
        super().paintEvent(event)
        if not self._rows.rowCount() and self.empty_sentence:
            painter = QPainter(self.viewport())
            painter.setPen(look.colour("quiet"))
            margin = look.gap(2)
            room = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_sentence
            )

    def sizeHint(self) -> QSize:
        """High enough for a few rows, at most for a dozen."""
        shown = max(_FEWEST_ROWS, min(_MOST_ROWS, self._rows.rowCount()))
        row = self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(
            look.em(self) * 30, self.horizontalHeader().sizeHint().height() + shown * row + bar
        )

    def minimumSizeHint(self) -> QSize:
        """Two rows under the heading."""
        row = self.verticalHeader().defaultSectionSize()
        return QSize(look.em(self) * 8, self.horizontalHeader().sizeHint().height() + 3 * row)

    def _style(self) -> None:
        """Flat headings on the ground of the rows, parted from them by a line."""
        line, margin = look.line_colour().name(), look.gap(0.7)
        sheet = f"""
            QTableView {{ background: palette(base); border: none; }}
            QHeaderView {{ background: palette(base); border: none; }}
            QHeaderView::section {{ background: palette(base); color: palette(text); border: none;
                padding: 0 {margin}px; }}
            QHeaderView::section:vertical {{ color: {look.colour("quiet").name()};
                border-right: 1px solid {line}; }}
            QTableCornerButton::section {{ background: palette(base); border: none;
                border-bottom: 1px solid {line}; border-right: 1px solid {line}; }}
        """
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(n) for n in range(selection.count())]

    def _tab(self, *, forward: bool, leave: bool) -> None:
        if leave or not self._rows.rowCount():
            self.leave(forward=forward)
        else:
            self.step(Way.NEXT if forward else Way.PREVIOUS)

    def _open_current(self) -> None:
        if self.currentIndex().isValid():
            self.edit(self.currentIndex(), _TRIGGER.EditKeyPressed, None)
        elif not self._rows.rowCount():
            self.first_key.emit()


# The keyboard was here before another window or a menu had it.
_STAYED = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_OPENING = (_TRIGGER.EditKeyPressed, _TRIGGER.DoubleClicked)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_FEWEST_ROWS, _MOST_ROWS = 4, 12
_HEADING_LETTERS = 22
_MOST_CELLS_MOVED = 1_000

_LETTERS: tuple[tuple[type[Kind] | tuple[type[Kind], ...], int], ...] = (
    ((Whole, Measure), 13),
    (YesNo, 7),
    ((Country, Currency), 18),
    (Moment, 24),
    (Day, 14),
    ((Choices, Links), 26),
    (Choice, 22),
    ((Prose, Texts), 28),
    (Identifier, 20),
)


# What these say is as long as it is: more room tells nothing more.
_FIGURES = (Whole, Measure, Day, Moment, YesNo, Currency)


def _letters(kind: Kind) -> int:
    """How many letters of a value of this kind are seen."""
    return next((letters for kinds, letters in _LETTERS if isinstance(kind, kinds)), 24)


class _Heading(QHeaderView):
    """Headings of two lines at most; what does not fit is told by the tool tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """As high as its lines."""
        hint = super().sectionSizeFromContents(section)
        room = self.sectionSize(section) - 2 * look.gap(0.7)
        lines = len(_two_lines(self._label(section), room, self.fontMetrics()))
        return QSize(hint.width(), lines * self.fontMetrics().lineSpacing() + look.gap(1.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The headings over a line as long as the table is broad."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(look.line_colour())
        ground = self.viewport().rect()
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The label, and the way the rows are sorted.

        Drawn here: the style would ask of every row whether it is selected.
        """
        margin = look.gap(0.7)
        painter.fillRect(rect, self.palette().base())
        room = rect.adjusted(margin, 0, -margin, -1)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            room = self._paint_order(painter, room)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        alignment = Qt.ItemDataRole.TextAlignmentRole
        side = self.model().headerData(section, Qt.Orientation.Horizontal, alignment)
        lines = _two_lines(self._label(section), room.width(), self.fontMetrics())
        painter.drawText(room, side, "\n".join(lines))

    def _label(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal))

    def _paint_order(self, painter: QPainter, room: QRect) -> QRect:
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        sign = look.pixmap("up" if up else "down", "accent")
        side = round(sign.width() / sign.devicePixelRatio())
        painter.drawPixmap(room.right() - side + 1, room.center().y() - side // 2, sign)
        return room.adjusted(0, 0, -side - look.gap(0.3), 0)


class _Numbers(QHeaderView):
    """The numbers of the rows."""

    def __init__(self, rows: RowModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows = rows
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Broad enough for the largest, without asking two hundred rows for theirs."""
        if not self.count():
            return super().sizeHint()
        first = self.sectionSizeFromContents(0)
        shown = str(self._rows.headerData(0, Qt.Orientation.Vertical))
        largest = str(len(self._rows.rows))
        breadth = self.fontMetrics().horizontalAdvance
        return QSize(first.width() + breadth(largest) - breadth(shown), first.height())


# A line can break after a space, and before any character of Chinese.
_PIECES = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+")


def _two_lines(text: str, room: int, metrics: QFontMetrics) -> list[str]:
    first = ""
    for piece in _PIECES.findall(text):
        if first and metrics.horizontalAdvance((first + piece).rstrip()) > room:
            break
        first += piece
    rest = text[len(first) :]
    lines = (first.rstrip(), rest.strip())
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines if line]
