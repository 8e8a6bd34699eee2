"""Where the keyboard is, and how long what is waited for may take."""

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MILLISECONDS = 120_000
"""So long a loaded computer may take to come to what a test waits for."""


def focused() -> QWidget:
    """The widget that has the keyboard; on the way to another window it is nowhere for a moment."""
    end = QDeadlineTimer(MILLISECONDS)
    while (widget := QApplication.focusWidget()) is None:
        assert not end.hasExpired(), "the keyboard is nowhere"
        QTest.qWait(1)
    return widget
