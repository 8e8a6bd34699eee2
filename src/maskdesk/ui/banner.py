"""A line above the page that says what state the whole dossier is in, with what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from maskdesk.ui import look
from maskdesk.ui.look import Tone

Choice = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.gap(1.4), look.gap(0.8), look.gap(1.4), look.gap(0.8))
        self._row.setSpacing(look.gap())
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, tone: Tone, sign: str, choices: Sequence[Choice] = ()) -> None:
        """Say something, with what the clerk can do about it; no text says nothing."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.setVisible(bool(text))
        if not text:
            return
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._sign.setPixmap(look.pixmap(sign, tone))
        self._text.setText(text)
        self.setAccessibleName(text)
        for verb, done in choices:
            button = QPushButton(verb, self)
            button.clicked.connect(lambda _=False, do=done: do())
            self._row.addWidget(button)
            self._buttons.append(button)
