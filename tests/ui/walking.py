"""What a walk through a window sees: everything shown, what it is called, what is cut off."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def shown_in(window: QWidget) -> list[QWidget]:
    """Every widget that is shown in a window."""
    inside = [one for one in window.findChildren(QWidget) if one.isVisible()]
    return [one for one in inside if one.window() is window]


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab can lead to it."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """What a screen reader calls it, and what it says it is."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip(), told.role()


def is_cut(widget: QWidget) -> bool:
    """Whether a text has less room than it needs."""
    if isinstance(widget, QLabel):
        if not widget.text() or widget.pixmap().width():
            return False
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QAbstractButton) and widget.text():
        if widget.hasHeightForWidth():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    return False


def reaches_out(widget: QWidget, body: QWidget) -> bool:
    """Whether it is wider than the page it lies on."""
    right = widget.mapTo(body, QPoint(widget.width(), 0)).x()
    return right > body.width() + 1
