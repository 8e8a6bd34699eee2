"""Finds what can be chosen while the clerk types."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

from maskdesk.ui.finding import without_marks

# Under this role what can be chosen holds its words as they are searched for.
SEARCHED = int(Qt.ItemDataRole.UserRole) + 1


class Finder(QCompleter):
    """Finds what holds the typed text anywhere, with or without marks, by words or code."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._holder = holder
        self.setCompletionRole(SEARCHED)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def hand_late_keys_on(self) -> None:
        """Have what is typed to the list after it was closed reach where the clerk is by then.

        X11 gives keys to the list until it hears, a moment later, that it was closed.
        """
        offered: QWidget | None = self.popup()
        if offered is not None:
            _LateKeys(self._holder, offered)

    def rest(self) -> None:
        """Close the list: the line above it is left, and what still comes must not lead back."""
        offered: QWidget | None = self.popup()
        if offered is not None:
            offered.hide()
            offered.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none

    def splitPath(self, path: str) -> list[str]:
        """What is typed, as it is searched for."""
        return [without_marks(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The words, not what they are found by."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class _LateKeys(QObject):
    """Hands keys that reach a list after it was closed on to the window it belongs to."""

    def __init__(self, holder: QWidget, offered: QWidget) -> None:
        super().__init__(offered)
        self._holder = holder
        offered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key to the closed list goes to whatever has the keyboard in the window by then."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not watched.property("visible")
        ):
            asking: QWidget | None = QApplication.activeModalWidget()
            window = asking or self._holder.window()
            here = window.focusWidget()
            if here is not None:
                QApplication.sendEvent(here, event)
                if not event.isAccepted():
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
