"""Questions and failures put to the clerk: verbs on the buttons, the safe one first to hand."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech


class Answer(Struct, frozen=True):
    """One answer to a question: its name, the verb on its button (already said), its part."""

    name: str
    text: str
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.ActionRole


def tell_failure(holder: QWidget, speech: Speech, failure: MaskDeskError) -> None:
    """Say what could not be done and what the clerk can do."""
    box = QMessageBox(holder)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("MaskDesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(speech.say(failure.problem, **failure.places))
    box.setInformativeText(speech.say(failure.way_out, **failure.places))
    box.addButton(speech.say(N_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.setObjectName("failure")
    box.exec()


def ask(
    holder: QWidget,
    question: str,
    explained: str,
    answers: Sequence[Answer],
    safe: str,
) -> str:
    """Put a question; the name of the answer, the safe one where the clerk turns away."""
    box = QMessageBox(holder)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("MaskDesk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(explained)
    box.setObjectName("question")
    buttons = {}
    for answer in answers:
        button = box.addButton(answer.text, answer.role)
        buttons[button] = answer.name
        if answer.name == safe:
            box.setDefaultButton(button)
            box.setEscapeButton(button)
    box.exec()
    return next((name for button, name in buttons.items() if button is box.clickedButton()), safe)


def agreed(holder: QWidget, question: str, explained: str, yes: str, no: str) -> bool:
    """Put a question with two answers; whether the clerk agrees, which turning away does not."""
    answers = (Answer("yes", yes), Answer("no", no, QMessageBox.ButtonRole.RejectRole))
    return ask(holder, question, explained, answers, safe="no") == "yes"


class ReasonDialog(QDialog):
    """Asks for a reason, and for a name where somebody answers for it in person."""

    def __init__(
        self, holder: QWidget, speech: Speech, *, question: str, verb: str, named: bool
    ) -> None:
        super().__init__(holder)
        self.setWindowTitle(verb)
        self.setObjectName("reason")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap())
        asked = QLabel(question, self)
        asked.setWordWrap(True)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setMinimumWidth(look.em() * 22)
        box.addWidget(asked)
        self._name = QLineEdit(self)
        if named:
            box.addWidget(_labelled(speech.say(N_("Decided by (name and position)")), self._name))
            box.addWidget(self._name)
        self._name.setVisible(named)
        self._named = named
        self._reason = QPlainTextEdit(self)
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(look.em() * 5)
        box.addWidget(_labelled(speech.say(N_("Reason")), self._reason))
        box.addWidget(self._reason)
        buttons = QDialogButtonBox(self)
        self._go = QPushButton(verb, self)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(speech.say(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self._reason.textChanged.connect(self._weigh)
        self._name.textChanged.connect(self._weigh)
        self._weigh()

    @property
    def reason(self) -> str:
        """The reason given."""
        return self._reason.toPlainText().strip()

    @property
    def name(self) -> str:
        """Who decided."""
        return self._name.text().strip()

    def _weigh(self) -> None:
        self._go.setEnabled(bool(self.reason) and (bool(self.name) or not self._named))


def _labelled(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    buddy.setAccessibleName(text)
    return label
