"""Inputs for what is typed: text, numbers, days, moments, lists of texts."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.dossier.kinds import Day, Kind, Measure, Value, Whole
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_, Language
from maskdesk.ui import look
from maskdesk.ui.fields.input import Input
from maskdesk.ui.speech import Speech

_MOST_LINES = 6


class LineInput(Input):
    """One line of typed text, read by the field's kind at every keystroke."""

    def __init__(self, holder: QWidget, kind: Kind, speech: Speech) -> None:
        super().__init__(holder)
        self._kind = kind
        self._speech = speech
        self._showing = False
        self.line = QLineEdit(self)
        if isinstance(kind, Whole | Measure):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Input methods deliver what is composed only once it is committed; what is dictated, or
        # written by any other aid, is never reported as edited.
        self.line.textChanged.connect(self._changed)
        self.take(self.line)

    def show_value(self, value: Value | Unread) -> None:
        """The value as the language writes it, or what was typed."""
        text = written(value, self._kind, self._speech)
        if self.line.text() != text:
            self._showing = True
            self.line.setText(text)
            self._showing = False
            self.line.setCursorPosition(0 if not self.line.hasFocus() else len(text))

    def set_read_only(self, read_only: bool) -> None:
        """Read only, and still to be selected and copied."""
        if read_only != self.line.isReadOnly():
            self.line.setReadOnly(read_only)
            look.dress_again(self.line)

    def _changed(self, text: str) -> None:
        if not self._showing:
            self.typed.emit(text)


class DayInput(LineInput):
    """A day, typed in any unambiguous way or picked."""

    def __init__(self, holder: QWidget, kind: Day, speech: Speech) -> None:
        super().__init__(holder, kind, speech)
        self._pick = QToolButton(self)
        self._pick.setProperty("flat", True)
        self._pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Down is the keyboard's way
        self._pick.setIcon(look.icon("calendar"))
        self._pick.setIconSize(look.icon_size())
        self._pick.clicked.connect(self._open)
        self._box.removeWidget(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(0.3))
        row.addWidget(self.line, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(row)
        self.say_again()

    def say_again(self) -> None:
        """Name the button."""
        name = self._speech.say(N_("Pick a day"))
        self._pick.setToolTip(name)
        self._pick.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        """Without the calendar."""
        super().set_read_only(read_only)
        self._pick.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down opens the calendar, as it opens any list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down and self._pick.isEnabled():
                self._open()
                return True
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        from PySide6.QtWidgets import QCalendarWidget

        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(popup)
        box.setContentsMargins(1, 1, 1, 1)
        calendar = QCalendarWidget(popup)
        calendar.setLocale(QLocale(*_LOCALES[self._speech.language]))
        calendar.setAccessibleName(self._speech.say(N_("Pick a day")))
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        now = self._kind.read(self.line.text(), self._speech.language)
        if isinstance(now, date):
            calendar.setSelectedDate(QDate(now.year, now.month, now.day))
        calendar.clicked.connect(lambda day: self._picked(popup, day))
        calendar.activated.connect(lambda day: self._picked(popup, day))
        box.addWidget(calendar)
        popup.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()

    def _picked(self, popup: QWidget, day: QDate) -> None:
        popup.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.line.setFocus()


class ProseInput(Input):
    """Text of several lines, or several texts one a line; as high as what stands in it."""

    def __init__(self, holder: QWidget, kind: Kind, speech: Speech, *, one_a_line: bool) -> None:
        super().__init__(holder)
        self._kind = kind
        self._speech = speech
        self._one_a_line = one_a_line
        self._showing = False
        self.text = _Prose(self)
        self.text.textChanged.connect(self._changed)
        self.take(self.text)

    def show_value(self, value: Value | Unread) -> None:
        """The text; a list one a line."""
        if isinstance(value, tuple):
            text = "\n".join(value)
        else:
            text = written(value, self._kind, self._speech)
        if self.text.toPlainText() != text:
            self._showing = True
            self.text.setPlainText(text)
            self._showing = False
            if self.text.hasFocus():
                from PySide6.QtGui import QTextCursor

                self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Read only, and still to be selected and copied."""
        if read_only != self.text.isReadOnly():
            self.text.setReadOnly(read_only)
            look.dress_again(self.text)

    def _changed(self) -> None:
        self.text.updateGeometry()
        if not self._showing:
            self.typed.emit(self.text.toPlainText())


class _Prose(QPlainTextEdit):
    """A text box that Tab leaves and that grows with its text."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setUndoRedoEnabled(False)

    def sizeHint(self) -> QSize:
        """Two lines at least, a few more when they are filled."""
        lines = max(2, min(_MOST_LINES, self.document().size().toSize().height()))
        margins = 2 * (self.document().documentMargin() + self.frameWidth()) + look.gap(0.7)
        return QSize(super().sizeHint().width(), round(lines * look.em(self) + margins))

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return QSize(look.em(self) * 4, self.sizeHint().height())


def written(value: Value | Unread, kind: Kind, speech: Speech) -> str:
    """A value as the clerk reads and types it; what cannot be read yet as it was typed."""
    if isinstance(value, Unread):
        return value.typed
    return kind.show(value, speech.language)


_LOCALES: Mapping[Language, tuple[QLocale.Language, QLocale.Country]] = {
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "vi": (QLocale.Language.Vietnamese, QLocale.Country.Vietnam),
    "zh": (QLocale.Language.Chinese, QLocale.Country.China),
}
