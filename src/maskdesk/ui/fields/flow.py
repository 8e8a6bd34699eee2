"""Layouts that break into rows: for boxes to tick, and for the fields of a page."""

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from maskdesk.ui import look


class Flow(QLayout):
    """Widgets one after the other, in as many rows as it takes."""

    def __init__(
        self, holder: QWidget | None = None, *, across: float = 2, down: float = 0.8
    ) -> None:
        """Leave so many halves of a line between two, and between two rows."""
        super().__init__(holder)
        self._gaps = across, down
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The one at a position."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width; asked again and again while a page is laid out."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget how high it was."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """As wide as its widest."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as its widest."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def in_one_row(self) -> int:
        """How wide it is where nothing breaks."""
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return sum(widths) + look.gap(self._gaps[0]) * max(0, len(widths) - 1)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        across, down = map(look.gap, self._gaps)
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # hidden: it leaves no gap
                continue
            size = item.sizeHint()
            if size.width() > rect.width() and item.hasHeightForWidth():
                size = QSize(rect.width(), item.heightForWidth(rect.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + down, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + across
            height = max(height, size.height())
        return y + height - rect.y()


class LabelledField(QWidget):
    """A field that can stand lower, for the sake of one beside it with a longer label."""

    def label_height(self, width: int) -> int:
        """How high its label is at a width."""
        raise NotImplementedError

    def stand_lower(self, by: int) -> None:
        """Stand lower by so much."""
        raise NotImplementedError

    @property
    def lowered_by(self) -> int:
        """By how much it stands lower now."""
        raise NotImplementedError


class _Placed(Struct, frozen=True):
    """A field in its place."""

    item: QLayoutItem
    field: LabelledField
    rect: QRect
    lower: int


class FieldGrid(Flow):
    """Fields side by side in columns of one width; each takes one, two or all of them.

    As many columns as fit, so that a page is read top to bottom on a narrow screen or in large
    text, and uses the breadth of a wide one.
    """

    def __init__(self, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._fields: list[tuple[LabelledField, int]] = []

    def add_field(self, field: LabelledField, span: int) -> None:
        """Add a field that takes so many columns; 0 takes all of them."""
        self._fields.append((field, span))
        self.addWidget(field)

    def minimumSize(self) -> QSize:
        """One column wide."""
        width = look.em() * _COLUMN
        return QSize(width, self.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """Four columns wide."""
        width = look.em() * _COLUMN * 4
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        placed, height = self._placed(rect)
        if place:
            for one in placed:
                one.field.stand_lower(one.lower)
                one.item.setGeometry(one.rect)
        return height

    def _placed(self, rect: QRect) -> tuple[list[_Placed], int]:
        """Where each field goes; nothing is moved, so that asking costs no new layout."""
        across, down = look.gap(1.6), look.gap(1.3)
        fitting = (rect.width() + across) // (look.em() * _COLUMN)
        columns = max((one for one in _COLUMNS if one <= fitting), default=1)
        column = (rect.width() - across * (columns - 1)) / columns
        y = rect.y()
        placed: list[_Placed] = []
        for row in self._rows(columns):
            widths = [round(column * span + across * (span - 1)) for *_, span in row]
            labels = [one[1].label_height(width) for one, width in zip(row, widths, strict=True)]
            lowers = [max(labels) - height for height in labels]
            heights = [
                _height(item, width) - field.lowered_by + lower
                for (item, field, *_), width, lower in zip(row, widths, lowers, strict=True)
            ]
            for (item, field, start, _), width, lower in zip(row, widths, lowers, strict=True):
                left = rect.x() + round((column + across) * start)
                placed.append(_Placed(item, field, QRect(left, y, width, max(heights)), lower))
            y += max(heights) + down
        return placed, max(0, y - down - rect.y())

    def _rows(self, columns: int) -> list[list[tuple[QLayoutItem, LabelledField, int, int]]]:
        rows: list[list[tuple[QLayoutItem, LabelledField, int, int]]] = []
        used = columns
        for item, (field, wanted) in zip(self._items, self._fields, strict=True):
            if field.isHidden():
                continue
            span = _NARROW.get(wanted, columns) if columns == 2 else min(wanted or columns, columns)
            if used + span > columns:
                rows.append([])
                used = 0
            rows[-1].append((item, field, used, span))
            used += span
        return rows


_COLUMN = 9
_COLUMNS = (1, 2, 4, 6)
# In two columns a field takes one of them unless it is broad.
_NARROW = {1: 1, 2: 1}


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
