"""The order in which Tab leads through a window: as it is read, also after fields appeared."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

# What these are made of belongs to them.
_WHOLE = ("QComboBox", "QAbstractSpinBox", "QAbstractItemView")


def next_in_order(
    panes: Sequence[QWidget], now: QWidget | None, *, forward: bool
) -> QWidget | None:
    """The widget Tab leads to: through each pane as it is read, then on to the next pane."""
    order = [widget for pane in panes if pane.isVisible() for widget in in_reading_order(pane)]
    if not order:
        return None
    at = next((n for n, one in enumerate(order) if one is now or _holds(one, now)), None)
    if at is None:
        return order[0 if forward else -1]
    return order[(at + (1 if forward else -1)) % len(order)]


def in_reading_order(pane: QWidget) -> list[QWidget]:
    """What takes the keyboard in a pane, from top to bottom and from left to right."""
    found = [one for one in (pane, *pane.findChildren(QWidget)) if _takes_keys(one, pane)]
    return sorted(found, key=lambda one: _position(one, pane))


def _takes_keys(widget: QWidget, pane: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    if not widget.isVisible() or not widget.isEnabled():
        return False
    above = widget.parentWidget()
    while above is not None and above is not pane.parentWidget():
        if any(map(above.inherits, _WHOLE)):
            return False
        above = above.parentWidget()
    return True


def _position(widget: QWidget, pane: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(pane, QPoint(0, 0)) if widget is not pane else QPoint(0, 0)
    return corner.y(), corner.x()


def _holds(widget: QWidget, other: QWidget | None) -> bool:
    return other is not None and widget.isAncestorOf(other)
