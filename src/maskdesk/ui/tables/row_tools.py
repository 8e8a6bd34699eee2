"""What a clerk can do with the rows of a table, each a command with a key of its own."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech
from maskdesk.ui.window_first import window_first

# Each tool: what it is called, its keys, its icon, and whether it changes the dossier.
TOOLS: Mapping[str, tuple[str, str, str, bool]] = {
    "add": (N_("Add row"), "Ctrl+Ins", "add", True),
    "duplicate": (N_("Duplicate rows"), "Ctrl+D", "duplicate", True),
    "remove": (N_("Remove rows"), "Ctrl+Del", "remove", True),
    "up": (N_("Move up"), "Alt+Up", "up", True),
    "down": (N_("Move down"), "Alt+Down", "down", True),
    "ditto": (N_("Same as above"), "Ctrl+'", "ditto", True),
    "clear": (N_("Clear cells"), "Del", "close", True),
    "copy": (N_("Copy"), "Ctrl+C", "copy", False),
    "paste": (N_("Paste from a spreadsheet"), "Ctrl+V", "paste", True),
    "keep": (N_("Keep the rows in this order"), "", "sort", True),
}


class RowTools(QObject):
    """The commands of one table, with their names in the language of the moment."""

    def __init__(
        self, speech: Speech, do: Mapping[str, Callable[[], None]], holder: QWidget
    ) -> None:
        super().__init__(holder)
        self._speech = speech
        self._actions: dict[str, QAction] = {}
        for tool, (_, keys, _, _) in TOOLS.items():
            if tool not in do:
                continue
            action = QAction(self)
            action.setObjectName(tool)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(window_first)
            action.triggered.connect(do[tool])
            holder.addAction(action)
            self._actions[tool] = action
        self.say_again()

    def __getitem__(self, tool: str) -> QAction:
        return self._actions[tool]

    def say_again(self) -> None:
        """Name every command, and draw its icon in the colours of the moment."""
        for tool, action in self._actions.items():
            name, _, icon, _ = TOOLS[tool]
            said = self._speech.say(name)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(said)
            action.setToolTip(f"{said} ({keys})" if keys else said)
            action.setIcon(look.icon(icon))

    def allow(self, **allowed: bool) -> None:
        """Enable what can be done now."""
        for tool, possible in allowed.items():
            self._actions[tool].setEnabled(possible)

    def changing(self) -> list[QAction]:
        """The commands that change the dossier."""
        return [action for tool, action in self._actions.items() if TOOLS[tool][3]]
