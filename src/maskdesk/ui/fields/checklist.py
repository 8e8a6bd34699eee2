"""A list to tick in, with a box that finds."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.finding import without_marks
from maskdesk.ui.speech import Speech

# Fewer are found by eye.
_FEW = 8
_MOST_SHOWN = 10

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_INDEX = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class Checklist(QWidget):
    """Each of many can be ticked; `ticked` carries all that are, in the order of the list."""

    ticked = Signal(tuple)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Ticks(self)
        self._model.ticked.connect(self.ticked)
        self._find = QLineEdit(self)
        self._find.setClearButtonEnabled(True)
        self._find.setPlaceholderText(speech.say(N_("Find")))
        self._find.setAccessibleName(speech.say(N_("Find in the list")))
        self._find.textChanged.connect(self._narrow)
        self._find.installEventFilter(self)
        self.list = QListView(self)
        self.list.installEventFilter(self)
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(0.3))
        box.addWidget(self._find)
        box.addWidget(self.list)
        self.setFocusProxy(self.list)

    def offer(self, options: Mapping[str, str], ticked: Iterable[str], name: str) -> None:
        """List codes by their words, some of them ticked; what is no longer there is kept."""
        self._model.offer(options, tuple(ticked))
        self._find.setVisible(len(options) > _FEW)
        self.setFocusProxy(self._find if len(options) > _FEW else self.list)
        self.list.setAccessibleName(name)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    def codes(self) -> tuple[str, ...]:
        """All that are ticked."""
        return self._model.codes()

    def take_found(self) -> None:
        """Tick what was looked for by typing, unless something of what was found is ticked."""
        if self._find.text().strip() and not self._model.shows_ticked():
            self._model.turn(self.list.currentIndex())

    def typed_into(self) -> tuple[QWidget, ...]:
        """The widgets that take keys."""
        return (self._find, self.list)

    def wanted_width(self) -> int:
        """Broad enough for what is listed, within reason."""
        listed = self.list.sizeHintForColumn(0) + look.em(self) * 2
        return max(look.em(self) * 18, min(listed, look.em(self) * 36))

    def wanted_height(self) -> int:
        """High enough to show the list, or as much of it as is sensible."""
        shown = max(1, min(_MOST_SHOWN, self._model.rowCount()))
        row = max(self.list.sizeHintForRow(0), look.em(self) + look.gap(0.5))
        find = self._find.sizeHint().height() + look.gap(0.3) if not self._find.isHidden() else 0
        return row * shown + 2 * self.list.frameWidth() + find + 2

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Space reach the list from the box that finds, letters the box from there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list:
                return self._look_for(event.text())
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.list.keyPressEvent(event)
                return True
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Space and plain and not self._find.text().strip():
                self._model.turn(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Space and event.modifiers() & _CONTROL:
                self._model.turn(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _look_for(self, text: str) -> bool:
        """Show the box that finds, in a short list too, once something is typed."""
        if not text.strip() or not text.isprintable():
            return False
        self._find.show()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)
        self._find.insert(text)
        return True

    def _narrow(self, text: str) -> None:
        self._model.narrow(text)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))


class ChecklistPopup(QFrame):
    """A checklist over the page; Enter takes what was found and closes, Escape only closes."""

    def __init__(self, speech: Speech, holder: QWidget) -> None:
        super().__init__(holder, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        self.checklist = Checklist(speech, self)
        self._hint = QLabel(speech.say(N_("Space ticks, Enter closes.")), self)
        self._hint.setProperty("role", "hint")
        self._margin = look.gap(0.5)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(self._margin,) * 4)
        box.setSpacing(self._margin)
        box.addWidget(self.checklist)
        box.addWidget(self._hint)
        for widget in self.checklist.typed_into():
            widget.installEventFilter(self)

    def open_under(self, widget: QWidget) -> None:
        """Open below a widget, or above it where the screen ends, as large as the list needs."""
        rest = 3 * self._margin + self._hint.sizeHint().height() + 2 * self.frameWidth()
        broad = max(widget.width(), self.checklist.wanted_width() + 2 * self._margin)
        self.resize(broad, self.checklist.wanted_height() + rest)
        below = widget.mapToGlobal(QPoint(0, widget.height()))
        if below.y() + self.height() > widget.screen().availableGeometry().bottom():
            below = widget.mapToGlobal(QPoint(0, -self.height()))
        self.move(below)
        self.show()
        self.checklist.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter closes, as it does in any list that opens."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.checklist.take_found()
            self.close()
            return True
        return super().eventFilter(watched, event)


_CONTROL = Qt.KeyboardModifier.ControlModifier


class _Ticks(QAbstractListModel):
    """What can be ticked, narrowed to what the clerk looks for."""

    ticked = Signal(tuple)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._options: Mapping[str, str] = {}
        self._shown: list[str] = []
        self._on: dict[str, None] = {}

    def offer(self, options: Mapping[str, str], ticked: tuple[str, ...]) -> None:
        self.beginResetModel()
        self._options = options
        self._shown = list(options)
        self._on = dict.fromkeys(ticked)
        self.endResetModel()

    def narrow(self, text: str) -> None:
        wanted = without_marks(text).split()
        self.beginResetModel()
        self._shown = [
            code
            for code, words in self._options.items()
            if all(part in without_marks(words) for part in wanted)
        ]
        self.endResetModel()

    def codes(self) -> tuple[str, ...]:
        listed = [code for code in self._options if code in self._on]
        return (*listed, *(code for code in self._on if code not in self._options))

    def shows_ticked(self) -> bool:
        return any(code in self._on for code in self._shown)

    def turn(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        code = self._shown[index.row()]
        if code in self._on:
            del self._on[code]
        else:
            self._on[code] = None
        self.dataChanged.emit(index, index)
        self.ticked.emit(self.codes())

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: ARG002 - all are alike
        return _FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        part = self._parts.get(role)
        return part(self, self._shown[index.row()]) if part and index.isValid() else None

    def setData(self, index: Index, value: object, role: int = _CHECK) -> bool:  # noqa: ARG002 - there are two states
        if role != _CHECK:
            return False
        self.turn(self.index(index.row()))
        return True

    def _words(self, code: str) -> object:
        return self._options[code]

    def _state(self, code: str) -> object:
        return Qt.CheckState.Checked if code in self._on else Qt.CheckState.Unchecked

    _parts: ClassVar[dict[int, Callable[["_Ticks", str], object]]] = {
        _DISPLAY: _words,
        _TOOL_TIP: _words,
        _CHECK: _state,
    }


_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
