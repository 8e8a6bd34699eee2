"""What a cell is typed into: a line, several lines, one of a list, several of a list."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from maskdesk.dossier.kinds import Prose
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.fields.checklist import Checklist
from maskdesk.ui.fields.finder import SEARCHED, Finder
from maskdesk.ui.finding import without_marks
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables.columns import CodeColumn, CodesColumn, Column

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_NO_INDEX = QModelIndex()
_MOST_OFFERED = 12


class LineAboveList(QLineEdit):
    """A line that tells of a Tab or an Enter which a list open below it hands on.

    Qt passes such a key to the line itself, past all event filters.
    """

    tabbed = Signal(bool)
    returned = Signal(bool)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on by cells, not by widgets."""
        self.tabbed.emit(forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what was typed where nothing is chosen in the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._is_chosen_from():
            event.accept()
            self.returned.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)

    def _is_chosen_from(self) -> bool:
        finder: QCompleter | None = self.completer()
        offered = finder.popup() if finder is not None else None
        return offered is not None and offered.currentIndex().isValid()


class OfferingList(Finder):
    """Offers what can be chosen below the cell that is typed into.

    There is one for a whole table: keys reach a list after it was closed, so it outlives the cell.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._list: QListView | None = None

    def offer(
        self,
        line: LineAboveList,
        options: Sequence[tuple[str, str]],
        mode: QCompleter.CompletionMode,
    ) -> QListView:
        """Offer codes by their words below a line; the list of them."""
        if self._list is None:
            self._list = QListView()
            self._list.setUniformItemSizes(True)
            self.setPopup(self._list)
            self.setMaxVisibleItems(_MOST_OFFERED)
            self.hand_late_keys_on()
        breadth = line.fontMetrics().horizontalAdvance
        widest = max((breadth(words) for _, words in options), default=0)
        self._list.setMinimumWidth(min(widest, look.em(line) * 30) + look.em(line) * 2)
        self.setModel(_Offers(options, self))
        self.setCompletionMode(mode)
        line.setCompleter(self)
        self.setWidget(line)
        return self._list


class LineCell(LineAboveList):
    """One line of text; where it can be read in two ways, both are offered."""

    done = Signal()

    def __init__(
        self, column: Column, speech: Speech, offering: OfferingList, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.column = column
        self._speech = speech
        self._offering = offering
        self.setStyleSheet(_framed())
        self.setAccessibleName(column.label)
        if column.numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def open(self, value: object) -> None:
        """Show a value to be changed."""
        self.setText(self.column.typed(value))  # type: ignore[arg-type]  # a field holds a value of its kind
        if isinstance(value, Unread) and value.readings:
            self._offer_readings(value)

    def entered(self) -> str:
        """What is to be read."""
        return self.text()

    def unfold(self) -> None:
        """Show what can be chosen, if anything."""
        if self.completer() is not None:
            self.completer().complete()

    def _offer_readings(self, value: Unread) -> None:
        language = self._speech.language
        read = [self.column.kind.read(one, language) for one in value.readings]
        options = [
            (one, self.column.typed(meant)) for one, meant in zip(value.readings, read, strict=True)
        ]
        self._readings = dict((words, code) for code, words in options)
        mode = QCompleter.CompletionMode.UnfilteredPopupCompletion
        self._offering.offer(self, options, mode)
        self._offering.activated.connect(self._chosen)

    def _chosen(self, words: str) -> None:
        self.setText(self._readings.get(words, words))
        self.done.emit()


class ChoiceCell(LineAboveList):
    """One of a list: typing any part of its words finds it."""

    done = Signal()

    def __init__(
        self, column: CodeColumn, speech: Speech, offering: OfferingList, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.column = column
        self.setStyleSheet(_framed())
        self.setAccessibleName(column.label)
        self._options = [(str(value), words) for value, words in column.words.items()]
        mode = QCompleter.CompletionMode.PopupCompletion
        self._list = offering.offer(self, self._options, mode)
        offering.activated.connect(self._chosen)
        unfold = QAction(look.icon("down", "quiet"), speech.say(N_("Open the list")), self)
        unfold.triggered.connect(self.unfold)
        self.addAction(unfold, QLineEdit.ActionPosition.TrailingPosition)

    def open(self, value: object) -> None:
        """Show a value to be changed."""
        self.setText(self.column.typed(value))  # type: ignore[arg-type]  # a field holds a value of its kind

    def entered(self) -> str:
        """The words chosen, or those that alone fit what was typed."""
        text = self.text()
        wanted = without_marks(text).strip()
        if not wanted:
            return ""
        found = [(words, without_marks(words)) for _, words in self._options]
        if any(plain == wanted for _, plain in found):
            return next(words for words, plain in found if plain == wanted)
        for fits in (str.startswith, str.__contains__):
            fitting = [words for words, plain in found if fits(plain, wanted)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                break
        return text

    def unfold(self) -> None:
        """Show all that can be chosen."""
        finder = self.completer()
        finder.setCompletionPrefix("")
        finder.complete()
        at = next((n for n, (_, words) in enumerate(self._options) if words == self.text()), -1)
        if at >= 0:
            self._list.setCurrentIndex(finder.completionModel().index(at, 0))
        # Chosen from its end to its beginning, so that the beginning is what is seen.
        self.end(False)
        self.home(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down and Down open the list."""
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self.unfold()
        else:
            super().keyPressEvent(event)

    def _chosen(self, words: str) -> None:
        self.setText(words)
        self.done.emit()


class ProseCell(QPlainTextEdit):
    """Text of several lines; Shift+Enter begins a new one."""

    done = Signal()

    def __init__(self, column: Column, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setTabChangesFocus(True)
        self.setAccessibleName(column.label)
        self.setAccessibleDescription(speech.say(N_("Shift+Enter begins a new line.")))
        self.setFrameShape(QFrame.Shape.Box)

    def open(self, value: object) -> None:
        """Show a value to be changed."""
        self.setPlainText(self.column.typed(value))  # type: ignore[arg-type]  # a field holds a value of its kind
        self.selectAll()

    def entered(self) -> str:
        """The text."""
        return self.toPlainText()

    def unfold(self) -> None:
        """Go to the end of the text: it is opened to be added to."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def wanted_width(self) -> int:
        """Broad enough for a line to be read at a glance."""
        return look.em(self) * 18

    def wanted_height(self) -> int:
        """Three lines, or as many as there are."""
        lines = max(3, min(8, self.document().blockCount() + 1))
        return lines * look.em(self) + 2 * (
            self.frameWidth() + round(self.document().documentMargin())
        )


class CodesCell(QFrame):
    """Several of a list, each to tick."""

    done = Signal()

    def __init__(self, column: CodesColumn, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.checklist = Checklist(speech, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.addWidget(self.checklist)
        self.setFocusProxy(self.checklist)
        self._value: object = ()

    def open(self, value: object) -> None:
        """Show a value to be changed."""
        self._value = value
        ticked = value if isinstance(value, tuple) else ()
        options = {str(code): words for code, words in self.column.words.items()}
        self.checklist.offer(options, ticked, self.column.label)
        # Qt hands the key that opened the cell to whom the cell itself names, and no further.
        self.setFocusProxy(self.checklist.focusProxy() or self.checklist)

    def entered(self) -> tuple[str, ...] | None:
        """All that are ticked; none where what was typed still stands unread."""
        self.checklist.take_found()
        codes = self.checklist.codes()
        return None if isinstance(self._value, Unread) and not codes else codes

    def typed_into(self) -> tuple[QWidget, ...]:
        """The widgets that take keys."""
        return self.checklist.typed_into()

    def unfold(self) -> None:
        """It is open as it is."""

    def wanted_width(self) -> int:
        """As broad as its list."""
        return self.checklist.wanted_width() + 6

    def wanted_height(self) -> int:
        """As high as its list."""
        return self.checklist.wanted_height() + 6


CellEditor = LineCell | ChoiceCell | ProseCell | CodesCell


def editor_for(
    column: Column, speech: Speech, offering: OfferingList, parent: QWidget
) -> CellEditor:
    """What a cell of a column is typed into."""
    if isinstance(column, CodesColumn):
        return CodesCell(column, speech, parent)
    if isinstance(column, CodeColumn):
        return ChoiceCell(column, speech, offering, parent)
    if isinstance(column.kind, Prose):
        return ProseCell(column, speech, parent)
    return LineCell(column, speech, offering, parent)


def _framed() -> str:
    """A line that fills its cell, with the text where the cell has it."""
    return (
        f"QLineEdit {{ background: palette(base); color: palette(text); border-radius: 0;"
        f" border: 2px solid {look.colour('accent').name()}; padding: 0 {look.gap(0.7) - 4}px; }}"
    )


class _Offers(QAbstractListModel):
    """What can be chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._options = options

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> object:
        if role not in (_DISPLAY, SEARCHED) or not index.isValid():
            return None
        code, words = self._options[index.row()]
        return words if role == _DISPLAY else f"{without_marks(words)} {code.casefold()}"
