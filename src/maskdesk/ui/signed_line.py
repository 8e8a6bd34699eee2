"""A sentence behind its sign, with what can be done about it at its end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from maskdesk.ui import look
from maskdesk.ui.look import Tone


class SignedLine(QWidget):
    """One of them; the sentence itself stays in the colour of the text unless its tone is set."""

    def __init__(self, holder: QWidget, text: str, tone: Tone, *, sign: str = "") -> None:
        super().__init__(holder)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.gap(0.5))
        mark = QLabel(self)
        mark.setPixmap(look.pixmap(sign or tone, tone))
        self._row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.said = QLabel(text, self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._row.addWidget(self.said, 1)

    def offer(self, verb: str) -> QPushButton:
        """A button at the end of the line."""
        button = QPushButton(verb, self)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button
