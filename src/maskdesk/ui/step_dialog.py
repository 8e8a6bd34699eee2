"""Asks for what belongs to a step in the life of a version."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.kinds import Prose
from maskdesk.dossier.sections import Move
from maskdesk.dossier.unread import Unread
from maskdesk.dossier.vocabulary import MOVES
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech


class StepDialog(QDialog):
    """The day and the fields of one kind of step; `step` gives it once it can be read."""

    def __init__(
        self, holder: QWidget, speech: Speech, kind: str, names: tuple[str, ...], today: date
    ) -> None:
        super().__init__(holder)
        self._speech = speech
        self._kind = kind
        self.setObjectName("step")
        self.setWindowTitle(speech.say(MOVES[kind]))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap(0.8))
        self._inputs: dict[str, QLineEdit | QPlainTextEdit] = {}
        for name in ("day", *names):
            field = self._field(name)
            text = speech.say(field.label)
            label = QLabel(text, self)
            edit: QLineEdit | QPlainTextEdit
            if isinstance(field.kind, Prose):
                edit = QPlainTextEdit(self)
                edit.setTabChangesFocus(True)
                edit.setFixedHeight(look.em() * 4)
            else:
                edit = QLineEdit(self)
            edit.setAccessibleName(text)
            edit.setObjectName(name)
            edit.textChanged.connect(self._weigh)
            label.setBuddy(edit)
            self._inputs[name] = edit
            box.addWidget(label)
            box.addWidget(edit)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setProperty("tone", "look")
        box.addWidget(self._said)
        buttons = QDialogButtonBox(self)
        self._go = QPushButton(speech.say(N_("Record")), self)
        self._go.setDefault(True)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(speech.say(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.setMinimumWidth(look.em() * 26)
        day = self._inputs["day"]
        if isinstance(day, QLineEdit):
            day.setText(self._field("day").kind.show(today, speech.language))
        second = names[0] if names else "day"
        self._inputs[second].setFocus()
        self._weigh()

    @property
    def step(self) -> Move:
        """The step as it was given."""
        values: dict[str, Any] = {name: self._read(name) for name in self._inputs}
        return Move(id="step", kind=self._kind, **values)

    def _read(self, name: str) -> object:
        edit = self._inputs[name]
        text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        return self._field(name).kind.read(text, self._speech.language)

    def _weigh(self) -> None:
        say = self._speech.say
        unread = [
            say(self._field(name).label)
            for name in self._inputs
            if isinstance(self._read(name), Unread)
        ]
        self._go.setEnabled(not unread and self._read("day") is not None)
        names = ", ".join(unread)
        self._said.setText(say(N_("Cannot be read yet: {fields}."), fields=names) if unread else "")

    @staticmethod
    def _field(name: str) -> Field:
        described = members(Move)[name].description
        if not isinstance(described, Field):
            raise TypeError(f"{name} of a step is no field")
        return described
