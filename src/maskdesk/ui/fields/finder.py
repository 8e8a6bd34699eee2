"""Finds what can be chosen while the clerk types."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from maskdesk.ui.fields.late_keys import LateKeys
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
        """Have what is typed to the list after it was closed reach where the clerk is by then."""
        offered: QWidget | None = self.popup()
        if offered is not None:
            LateKeys(self._holder, offered)

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
