"""What a pasted block would bring that cannot be read, shown before anything is changed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables.pasting import Misread, Pasting

# More are counted: whoever has a hundred amends the spreadsheet.
_MOST_LISTED = 100


class PastePreview(QDialog):
    """Asks whether to paste a block of which something does not fit."""

    def __init__(self, pasting: Pasting, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        say = speech.say
        self.setWindowTitle(say(N_("Paste")))
        box = QVBoxLayout(self)
        box.setSpacing(look.gap())
        for sentence in _sentences(pasting, speech):
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            box.addWidget(label)
        if pasting.misread:
            box.addWidget(_list(pasting.misread[:_MOST_LISTED], speech, self))
            more = len(pasting.misread) - _MOST_LISTED
            if more > 0:
                box.addWidget(QLabel(speech.plural("{n} more", "{n} more", more), self))
        buttons = QDialogButtonBox(self)
        paste = buttons.addButton(say(N_("Paste")), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        paste.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.resize(look.em(self) * 32, self.sizeHint().height())


def _sentences(pasting: Pasting, speech: Speech) -> list[str]:
    found = []
    if pasting.misread:
        n = len(pasting.misread)
        found.append(
            speech.plural(
                "{n} cell of the block cannot be read yet. "
                "It will be kept as it was typed, and marked until you correct it.",
                "{n} cells of the block cannot be read yet. "
                "They will be kept as they were typed, and marked until you correct them.",
                n,
            )
        )
    if pasting.left_out:
        found.append(
            speech.plural(
                "The block is wider than the table from here on: its last column is left out.",
                "The block is wider than the table from here on: "
                "its last {n} columns are left out.",
                pasting.left_out,
            )
        )
    return found


def _list(misread: list[Misread], speech: Speech, parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(misread), 3, parent)
    say = speech.say
    table.setHorizontalHeaderLabels([say(N_("Row")), say(N_("Column")), say(N_("As typed"))])
    table.setAccessibleName(say(N_("What cannot be read yet")))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    for at, one in enumerate(misread):
        row = QTableWidgetItem(str(one.row))
        row.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(at, 0, row)
        table.setItem(at, 1, QTableWidgetItem(one.column.label))
        table.setItem(at, 2, QTableWidgetItem(one.value.typed))
    heading = table.horizontalHeader()
    heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    heading.setStretchLastSection(True)
    return table
