"""What the window does comes first, until nothing waits to be done or painted any more."""

from PySide6.QtCore import QCoreApplication, QTimer
from shiboken6 import isValid

from maskdesk.store.giving_way import window_rests, window_works

_rest: list[QTimer] = []


def window_first() -> None:
    """Keep long work on other threads waiting until the window has painted what follows."""
    if not window_works():
        return
    if not _rest or not isValid(_rest[0]):
        # Without an interval its turn comes behind all that was to be done and painted.
        timer = QTimer(QCoreApplication.instance())
        timer.setSingleShot(True)
        timer.timeout.connect(window_rests)
        _rest[:] = [timer]
    _rest[0].start(0)
