"""What is typed while a list closes."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


class LateKeys(QObject):
    """Hands keys that reach a list after it was closed on to where the clerk is by then.

    X11 gives keys to the list until it hears, a moment later, that it was closed.
    """

    def __init__(self, holder: QWidget, offered: QWidget) -> None:
        """Hand on what reaches `offered` to the window of `holder`."""
        super().__init__(offered)
        self._holder = holder
        offered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key to the closed list goes to whatever has the keyboard in the window by then."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
            and not watched.property("visible")
        ):
            asking: QWidget | None = QApplication.activeModalWidget()
            window = asking or self._holder.window()
            here = window.focusWidget()
            if here is not None:
                QApplication.sendEvent(here, event)
                if event.type() == QEvent.Type.KeyPress and not event.isAccepted():
                    _do_by_key(window, event)
                return True
        return super().eventFilter(watched, event)


def _do_by_key(window: QWidget, event: QKeyEvent) -> None:
    """Do what the key is for: Qt looks for deeds in the active window, for it the closed list."""
    keys = QKeySequence(event.keyCombination())
    for action in window.actions():
        if action.isEnabled() and keys in action.shortcuts():
            action.trigger()
            return
