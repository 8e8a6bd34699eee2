"""Layouts that break into rows: for boxes to tick, and for the fields of a page."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from maskdesk.ui import look


class Flow(QLayout):
    """Widgets one after the other, in as many rows as it takes."""

    def __init__(self, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._items: list[QLayoutItem] = []
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
        """How high it is at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

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

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        across, down = look.gap(2), look.gap(0.8)
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + down, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + across
            height = max(height, size.height())
        return y + height - rect.y()


@runtime_checkable
class Labelled(Protocol):
    """A field that can stand lower, for the sake of one beside it with a longer label."""

    def label_height(self, width: int) -> int:
        """How high its label is at a width."""
        ...

    def stand_lower(self, by: int) -> None:
        """Stand lower by so much."""
        ...


class FieldGrid(Flow):
    """Fields side by side in columns of one width; each takes one, two or all of them.

    As many columns as fit, so that a page is read top to bottom on a narrow screen or in large
    text, and uses the breadth of a wide one.
    """

    def __init__(self, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._spans: list[int] = []

    def add_field(self, field: QWidget, span: int) -> None:
        """Add a field that takes so many columns; 0 takes all of them."""
        self._spans.append(span)
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
        across, down = look.gap(1.6), look.gap(1.3)
        fitting = (rect.width() + across) // (look.em() * _COLUMN)
        columns = max((one for one in _COLUMNS if one <= fitting), default=1)
        column = (rect.width() - across * (columns - 1)) / columns
        y = rect.y()
        for row in self._rows(columns):
            widths = [round(column * span + across * (span - 1)) for _, _, span in row]
            _stand_on_one_line([item for item, _, _ in row], widths)
            heights = (_height(item, w) for (item, _, _), w in zip(row, widths, strict=True))
            height = max(heights)
            if place:
                for (item, start, _), width in zip(row, widths, strict=True):
                    left = rect.x() + round((column + across) * start)
                    item.setGeometry(QRect(left, y, width, height))
            y += height + down
        return max(0, y - down - rect.y())

    def _rows(self, columns: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        rows: list[list[tuple[QLayoutItem, int, int]]] = []
        used = columns
        for item, wanted in zip(self._items, self._spans, strict=True):
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            span = _NARROW.get(wanted, columns) if columns == 2 else min(wanted or columns, columns)
            if used + span > columns:
                rows.append([])
                used = 0
            rows[-1].append((item, used, span))
            used += span
        return rows


_COLUMN = 9
_COLUMNS = (1, 2, 4, 6)
# In two columns a field takes one of them unless it is broad.
_NARROW = {1: 1, 2: 1}


def _stand_on_one_line(items: list[QLayoutItem], widths: list[int]) -> None:
    fields: list[tuple[Labelled, int]] = []
    for item, width in zip(items, widths, strict=True):
        field = item.widget()
        if isinstance(field, Labelled):
            fields.append((field, field.label_height(width)))
    highest = max((height for _, height in fields), default=0)
    for labelled, height in fields:
        labelled.stand_lower(highest - height)


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
