"""One field of the dossier on a page: label, input, help, and what is to be said about it."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import NoSuchPlace, describe, get
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.flow import LabelledField
from maskdesk.ui.fields.inputs import input_for, span_of, typing_help
from maskdesk.ui.look import Tone
from maskdesk.ui.signed_line import SignedLine


class Remark(Struct, frozen=True, kw_only=True):
    """A sentence at a field, opened by its word of severity; `choices` can be taken instead."""

    tone: Tone
    word: str
    sentence: str
    choices: tuple[str, ...] = ()


class FieldFrame(LabelledField):
    """A field at a path; another row's field of the same name can be shown in it.

    `entered` says that the clerk went into the input, by the path.
    """

    entered = Signal(str)

    def __init__(self, editing: Editing, path: str, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        described = describe(path)
        if not isinstance(described, Field):
            raise NoSuchPlace(path=path)
        self._editing = editing
        self._field = described
        self._remarks: tuple[Remark, ...] = ()
        self._shown: tuple[Remark, ...] = ()
        self._typing = self._reporting = False
        self._typed_to: Value | Unread = None
        self.path = path
        self.setObjectName(path)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.span = span_of(described.kind)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.gap(0.35))
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.input = input_for(self, described.kind, editing, path)
        self.label.setBuddy(self.input.focus_widget)
        self._help_button = QToolButton(self)
        self._help_button.setProperty("small", True)
        self._help_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 is the keyboard's way
        self._help_button.setIcon(look.icon("help", "quiet"))
        self._help_button.clicked.connect(self.toggle_help)
        self._help = QLabel(self)
        self._help.setWordWrap(True)
        self._help.setProperty("role", "hint")
        self._help.hide()
        self._said = QVBoxLayout()
        self._said.setSpacing(look.gap(0.3))
        self._lay_out()
        self.input.typed.connect(self._typed)
        self.input.chosen.connect(self._chosen)
        self.input.left.connect(self._left)
        self.input.entered.connect(lambda: self.entered.emit(self.path))
        self.say_again()
        self.refresh()

    def set_path(self, path: str) -> None:
        """Show the same field of another row."""
        self._typing = self._typing and path == self.path
        self.path = path
        self.setObjectName(path)
        self.refresh()

    def refresh(self) -> None:
        """Show what stands in the dossier, unless it is what the clerk is typing just now."""
        if self._reporting:
            return
        value = self._value()
        if not self._typing or value != self._typed_to:  # else a step back, say, took it away
            self._typing = False
            self.input.show_value(value)
        self._say_unread(value)

    def remark(self, remarks: tuple[Remark, ...]) -> None:
        """Say what is to be said about this field."""
        if remarks != self._remarks:
            self._remarks = remarks
            self._say_unread(self._value())

    def say_again(self) -> None:
        """Say everything anew in the language of the moment."""
        say = self._editing.speech.say
        label = say(self._field.label)
        self.label.setText(label)
        self.input.call(label)
        hints = (self._field.hint, typing_help(self._field.kind))
        self._help.setText(self._editing.speech.join(*(say(one) for one in hints if one)))
        side = QSize(look.em(), look.em())
        self._help_button.setFixedSize(side)
        self._help_button.setIconSize(side)
        self._help_button.setVisible(bool(self._field.hint))
        self._help_button.setToolTip(say(N_("Help for this field (F1)")))
        self._help_button.setAccessibleName(say(N_("Help for this field (F1)")))
        self.input.say_again()
        self.refresh()

    def label_height(self, width: int) -> int:
        """How high the label is at a width of the whole."""
        beside = look.em() + look.gap(0.3) if self._field.hint else 0
        return self.label.heightForWidth(max(1, width - beside))

    def stand_lower(self, by: int) -> None:
        """Stand lower, so that inputs side by side stand on one line."""
        if self.lowered_by != by:
            self._box.setContentsMargins(0, by, 0, 0)

    @property
    def lowered_by(self) -> int:
        """By how much it stands lower now."""
        return self._box.contentsMargins().top()

    def focus_input(self) -> None:
        """Lead the clerk into the input."""
        self.input.focus_widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choices(self) -> list[QPushButton]:
        """The readings offered for what can be read in more than one way."""
        remarks = self.findChildren(_RemarkLabel)
        return [one for remark in remarks for one in remark.findChildren(QPushButton)]

    @property
    def help_text(self) -> str:
        """What the help says."""
        return self._help.text()

    @property
    def visible_help(self) -> str:
        """What the help says while it is open."""
        return self._help.text() if self._help.isVisible() else ""

    def toggle_help(self) -> None:
        """Open or close the help; it stays until it is closed."""
        self._help.setVisible(self._help.isHidden())
        self.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the field can only be read."""
        self.input.set_read_only(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 opens the help of the field the clerk is in, Escape closes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._editing.enter_moves_on:
            self.focusNextChild()
            return
        closes = event.key() == Qt.Key.Key_Escape and self._help.isVisible()
        if closes or event.key() == Qt.Key.Key_F1:
            self.toggle_help()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.gap(0.3))
        head.addWidget(self.label, 1)
        head.addWidget(self._help_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._box.addLayout(head)
        self._box.addWidget(self.input)
        self._box.addWidget(self._help)
        self._box.addLayout(self._said)
        self._box.addStretch(1)

    def _value(self) -> Value | Unread:
        try:
            return get(self._editing.dossier, self.path)  # type: ignore[return-value]  # a field holds a value
        except NoSuchPlace:  # the row was just taken out
            return None

    def _typed(self, text: str) -> None:
        self._typing = self._reporting = True
        self._editing.edit(self.path, text)
        self._reporting = False
        self._typed_to = self._value()

    def _chosen(self, value: object) -> None:
        self._typing = False
        self._editing.put(self.path, value)  # type: ignore[arg-type]  # an input gives values of its kind

    def _left(self) -> None:
        self._typing = False
        self._editing.session.settle()
        self.refresh()

    def _say_unread(self, value: Value | Unread) -> None:
        if self._typing:
            return  # nothing is held against what is not finished
        widget = self.input.focus_widget
        own = (self._unread_remark(value),) if isinstance(value, Unread) else ()
        remarks = (*own, *self._remarks)
        _set_property(widget, "unread", bool(own))
        _set_property(widget, "wrong", any(one.tone == "blocks" for one in remarks))
        self._show_remarks(remarks)

    def _unread_remark(self, value: Unread) -> Remark:
        say = self._editing.speech.say
        kind, language = self._field.kind, self._editing.speech.language
        if not value.readings:
            sentence = say(N_("“{typed}” cannot be read yet."), typed=value.typed)
            help_here = say(typing_help(kind)) if typing_help(kind) else ""
            return Remark(
                tone="look", word="", sentence=self._editing.speech.join(sentence, help_here)
            )
        values = (kind.read(one, language) for one in value.readings)
        choices = tuple(kind.show(one, language) for one in values if not isinstance(one, Unread))
        sentence = say(N_("“{typed}” can be read in two ways. Choose one:"), typed=value.typed)
        return Remark(tone="look", word="", sentence=sentence, choices=choices)

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        join = self._editing.speech.join
        said = [join(one.word, one.sentence) for one in remarks]
        description = join(self._help.text(), *said)
        if description != self.input.focus_widget.accessibleDescription():
            self.input.focus_widget.setAccessibleDescription(description)
        if remarks == self._shown:
            return
        self._shown = remarks
        while (item := self._said.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for remark, sentence in zip(remarks, said, strict=True):
            self._said.addWidget(_RemarkLabel(self, remark, sentence, self._take_reading))
        self.updateGeometry()

    def _take_reading(self, position: int) -> None:
        value = self._value()
        if isinstance(value, Unread) and position < len(value.readings):
            language = self._editing.speech.language
            self._typing = False
            self._editing.put(self.path, self._field.kind.read(value.readings[position], language))
            self.refresh()
            self.focus_input()


class _RemarkLabel(SignedLine):
    """A sign, the word of severity, the sentence, and what can be chosen instead."""

    def __init__(
        self, frame: FieldFrame, remark: Remark, sentence: str, take: Callable[[int], None]
    ) -> None:
        super().__init__(frame, sentence, remark.tone, sign=_SIGNS[remark.tone])
        self.said.setProperty("tone", remark.tone)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for position, choice in enumerate(remark.choices):
            button = self.offer(choice)
            button.clicked.connect(lambda _=False, at=position: take(at))


_SIGNS: dict[Tone, str] = {
    "blocks": "blocks",
    "look": "look",
    "note": "note",
    "met": "met",
    "quiet": "note",
    "accent": "note",
}


def _set_property(widget: QWidget, name: str, value: bool) -> None:
    if bool(widget.property(name)) != value:  # what was never said is false
        widget.setProperty(name, value)
        look.dress_again(widget)
