"""One sheet of all keys."""

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech, without_key

# What widgets do by themselves or the table does: it has no menu entry of its own.
_OTHERS = (
    ("Tab", N_("Next field")),
    ("Alt+Down", N_("Open a list or the calendar")),
    ("Ctrl+'", N_("In a table: take the value from above")),
    ("Ctrl+D", N_("In a table: duplicate the row")),
    ("Ctrl+Ins", N_("In a table: add a row")),
    ("Ctrl+Del", N_("In a table: remove the rows")),
    ("Alt+Up", N_("In a table: move the row up")),
    ("Alt+Down", N_("In a table: move the row down")),
    ("Ctrl+Tab", N_("Leave the table")),
)


class KeysSheet(QDialog):
    """Every key with what it does."""

    def __init__(self, holder: QWidget, speech: Speech, listed: list[tuple[str, str]]) -> None:
        super().__init__(holder)
        self.setWindowTitle(speech.say(N_("Keys")))
        self.setObjectName("keys")
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels([speech.say(N_("Key")), speech.say(N_("What it does"))])
        rows = [(keys, without_key(text)) for keys, text in listed]
        rows += [(keys, speech.say(text)) for keys, text in _OTHERS]
        for keys, text in rows:
            model.appendRow([QStandardItem(keys), QStandardItem(text)])
        view = QTreeView(self)
        view.setModel(model)
        view.setRootIsDecorated(False)
        view.setAlternatingRowColors(True)
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(speech.say(N_("Keys")))
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        box = QVBoxLayout(self)
        box.addWidget(view)
        buttons = QDialogButtonBox(self)
        buttons.addButton(speech.say(N_("Close")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        look.size_in_lines(self, 32, 30)
