"""Finds what can be chosen while the clerk types."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from maskdesk.ui.finding import without_marks

# Under this role what can be chosen holds its words as they are searched for.
SEARCHED = int(Qt.ItemDataRole.UserRole) + 1


class Finder(QCompleter):
    """Finds what holds the typed text anywhere, with or without marks, by words or code."""

    def __init__(self, holder: QObject) -> None:
        super().__init__(holder)
        self.setCompletionRole(SEARCHED)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """What is typed, as it is searched for."""
        return [without_marks(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The words, not what they are found by."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))
