"""Asks for what belongs to a step in the life of a version."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
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
from maskdesk.dossier.kinds import Link, Prose
from maskdesk.dossier.sections import Move
from maskdesk.dossier.unread import Unread
from maskdesk.dossier.vocabulary import MOVES
from maskdesk.language import N_
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.dropping import dropped
from maskdesk.ui.speech import Speech
from maskdesk.ui.step_papers import StepPapers

# What no step of a kind can do without, beside its day.
_NEEDED: Mapping[str, tuple[str, ...]] = {"shipped": ("pieces",)}
# What a correction cannot do without.
_WHY = "corrected"


class Rows(Struct, frozen=True, kw_only=True):
    """The rows a field can link to, each by its name with its id, None for none of them.

    `chosen` is the position of the one that goes without saying, -1 where the clerk has to say.
    """

    options: tuple[tuple[str, str | None], ...]
    chosen: int = -1


class StepDialog(QDialog):
    """The day and the fields of one step; `step` gives it as it was told, once it can be read.

    It is told from what `step` says already; where it is asked why it is corrected, that is all
    that was recorded.
    `papers` are what is to be filed with it.
    A field that links to rows is asked for where `rows` holds some for it.
    """

    def __init__(
        self,
        holder: QWidget,
        speech: Speech,
        step: Move,
        names: tuple[str, ...],
        rows: Mapping[str, Rows] | None = None,
    ) -> None:
        super().__init__(holder)
        self._speech = speech
        self._first = step
        self._corrects = _WHY in names
        self.setObjectName("step")
        title = speech.say(MOVES.get(known(step.kind) or "", "–"))
        told = N_("Correct: {step}")
        self.setWindowTitle(speech.say(told, step=title) if self._corrects else title)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap(0.8))
        self._inputs: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        offered = rows or {}
        asked = [
            name
            for name in ("day", *names)
            if name in offered or not isinstance(self._field(name).kind, Link)
        ]
        for name in asked:
            text = speech.say(self._field(name).label)
            label = QLabel(text, self)
            edit = self._input(name, offered)
            edit.setAccessibleName(text)
            edit.setObjectName(name)
            label.setBuddy(edit)
            self._inputs[name] = edit
            box.addWidget(label)
            box.addWidget(edit)
        self.papers = StepPapers(speech, self)
        self.papers.changed.connect(self._weigh)
        self.papers.changed.connect(self._grow)
        box.addWidget(self.papers)
        self.setAcceptDrops(True)
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
        for name in asked:
            self._fill(name)
        self._inputs[asked[1] if len(asked) > 1 else "day"].setFocus()
        self._weigh()

    def showEvent(self, event: QShowEvent) -> None:
        """Have room for every line of what it says, however large letters are."""
        self._grow()
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take papers to file with the step."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at them."""
        self.papers.add(dropped(event))
        event.acceptProposedAction()

    @property
    def step(self) -> Move:
        """The step as it was given."""
        values: dict[str, Any] = {name: self._read(name) for name in self._inputs}
        return replace(self._first, **values)

    def _input(
        self, name: str, offered: Mapping[str, Rows]
    ) -> QLineEdit | QPlainTextEdit | QComboBox:
        if name in offered:
            choice = QComboBox(self)
            choice.setPlaceholderText(self._speech.say(N_("Choose …")))
            for text, row_id in offered[name].options:
                choice.addItem(text, row_id)
            choice.setCurrentIndex(offered[name].chosen)
            choice.currentIndexChanged.connect(self._weigh)
            return choice
        edit: QLineEdit | QPlainTextEdit
        if isinstance(self._field(name).kind, Prose):
            edit = QPlainTextEdit(self)
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(look.em() * 4)
        else:
            edit = QLineEdit(self)
        edit.textChanged.connect(self._weigh)
        return edit

    def _fill(self, name: str) -> None:
        """Show what is told of it already."""
        edit, value = self._inputs[name], getattr(self._first, name)
        if isinstance(edit, QComboBox):
            if self._corrects:
                edit.setCurrentIndex(edit.findData(value))
            return
        if isinstance(value, Unread):
            text = value.typed
        else:
            text = self._field(name).kind.show(value, self._speech.language)
        if isinstance(edit, QLineEdit):
            edit.setText(text)
        else:
            edit.setPlainText(text)

    def _read(self, name: str) -> object:
        edit = self._inputs[name]
        if isinstance(edit, QComboBox):
            return edit.currentData()
        text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        return self._field(name).kind.read(text, self._speech.language)

    def _weigh(self) -> None:
        say = self._speech.say
        unread = [
            say(self._field(name).label)
            for name in self._inputs
            if isinstance(self._read(name), Unread)
        ]
        needed = ("day", *_NEEDED.get(known(self._first.kind) or "", ()))
        needed += (_WHY,) if self._corrects else ()
        said = all(self._read(name) is not None for name in needed)
        chosen = all(
            one.currentIndex() >= 0 for one in self._inputs.values() if isinstance(one, QComboBox)
        )
        self._go.setEnabled(not unread and said and chosen and not self.papers.busy)
        names = ", ".join(unread)
        self._said.setText(say(N_("Cannot be read yet: {fields}."), fields=names) if unread else "")

    def _grow(self) -> None:
        """Make room for what came in, so that nothing lies over anything."""
        self._box.activate()
        wanted = self._box.totalHeightForWidth(self.width())
        needed = max(wanted, self._box.totalMinimumSize().height())
        self.resize(self.width(), max(self.height(), needed))

    @staticmethod
    def _field(name: str) -> Field:
        described = members(Move)[name].description
        if not isinstance(described, Field):
            raise TypeError(f"{name} of a step is no field")
        return described
