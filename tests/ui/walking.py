"""What a walk through a window sees: everything shown, what it is called, what is cut off."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from maskdesk.ui.pages.section_page import Page
from maskdesk.ui.reading_order import in_reading_order
from ui.keyboard import focused

_MOST_STOPS = 400


def wrong_in(window: QWidget) -> Iterator[str]:
    """What in a window has no name or no role, is cut off, or reaches out of its page."""
    pages = [one for one in window.findChildren(Page) if one.isVisible()]
    bodies = [body for one in pages if (body := one.view.widget()) is not None]
    for widget in shown_in(window):
        name, role = spoken(widget)
        called = f"{type(widget).__name__} {widget.objectName()} “{name}”"
        if takes_keys(widget):
            if not name:
                yield f"no name: {called}"
            # Qt has no other role for what only scrolls.
            scrolls = type(widget).mro()[1] is QScrollArea and role == QAccessible.Role.Client
            if role in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not scrolls:
                yield f"no role: {called}"
        if is_cut(widget):
            yield f"cut: {called} {widget.size().toTuple()} < {widget.sizeHint().toTuple()}"
        for body in bodies:
            if body.isAncestorOf(widget) and body.width() >= widget.width() // 2:
                scrolled = inside_scrolling(widget, body)
                if not scrolled and reaches_out(widget, body):
                    yield f"reaches out of its page: {called}"


def shown_in(window: QWidget) -> list[QWidget]:
    """Every widget that is shown in a window."""
    inside = [one for one in window.findChildren(QWidget) if one.isVisible()]
    return [one for one in inside if one.window() is window]


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab can lead to it."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """What a screen reader calls it, and what it says it is.

    On Linux the name of a list to choose from is what is chosen: only its label says what for.
    """
    told = QAccessible.queryAccessibleInterface(widget)
    name = told.text(QAccessible.Text.Name)
    if isinstance(widget, QComboBox):
        labels = told.relations(QAccessible.RelationFlag.Label)
        name = " ".join(label.text(QAccessible.Text.Name) for label, _ in labels)
    return name.strip(), told.role()


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
    if isinstance(widget, QComboBox):
        return _is_choice_cut(widget)
    return False


def _is_choice_cut(box: QComboBox) -> bool:
    """Whether what is chosen is not to be read whole, neither in the box nor at the pointer."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box)
    needed = box.fontMetrics().size(Qt.TextFlag.TextSingleLine, box.currentText())
    if needed.height() > room.height() + 1:
        return True
    at = QPointF(box.rect().center())
    QApplication.sendEvent(box, QEnterEvent(at, at, at))
    return needed.width() > room.width() + 1 and box.currentText() not in box.toolTip()


def reaches_out(widget: QWidget, body: QWidget) -> bool:
    """Whether it is wider than the page it lies on."""
    right = widget.mapTo(body, QPoint(widget.width(), 0)).x()
    return right > body.width() + 1


def inside_scrolling(widget: QWidget, body: QWidget) -> bool:
    """Whether it lies in something on the page that scrolls by itself."""
    above = widget.parentWidget()
    while above is not None and above is not body:
        if above.objectName() == "qt_scrollarea_viewport":
            return True
        above = above.parentWidget()
    return False


def astray(page: QWidget) -> str:
    """Press Tab from the first stop of a page to its last; where it does not follow the reading.

    Nothing where each stop is the next that is read, as the page lies at that moment.
    """
    at = _stop(page)
    if at is not next(iter(in_reading_order(page)), None):
        return f"begins at {at}"
    for _ in range(_MOST_STOPS):
        following = _read_after(page, at)
        if following is None:
            return ""
        press_tab()
        while _stop(page) is at and at is not None:  # a text with links has several stops
            press_tab()
        if _stop(page) is not following:
            return f"leads from {at} to {_stop(page)}, not to {following}"
        at = following
    return "does not end"


def press_tab() -> None:
    """Press Tab where the keyboard is."""
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QApplication.processEvents()


def _stop(page: QWidget) -> QWidget | None:
    here = QApplication.focusWidget()
    order = in_reading_order(page)
    return next((one for one in order if one is here or _holds(one, here)), None)


def _read_after(page: QWidget, now: QWidget | None) -> QWidget | None:
    order = in_reading_order(page)
    at = order.index(now) if now in order else len(order)
    return next(iter(order[at + 1 :]), None)


def _holds(widget: QWidget, here: QWidget | None) -> bool:
    return here is not None and widget.isAncestorOf(here)
