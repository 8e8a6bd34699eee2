"""How the cells of a table are painted, typed into and left."""

from enum import Enum

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from maskdesk.dossier.unread import Unread
from maskdesk.ui import look
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables.cell_editors import (
    CellEditor,
    ChoiceCell,
    CodesCell,
    LineAboveList,
    LineCell,
    OfferingList,
    ProseCell,
    editor_for,
)
from maskdesk.ui.tables.row_model import RowModel

_EDITORS = (LineCell, ChoiceCell, ProseCell, CodesCell)

Index = QModelIndex | QPersistentModelIndex


_ANOTHER_WINDOW = Qt.FocusReason.ActiveWindowFocusReason
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value


class _Ink:
    """What cells are drawn with."""

    def __init__(
        self, palette: QPalette, metrics: QFontMetrics, current: tuple[int, int], *, focused: bool
    ) -> None:
        role = QPalette.ColorRole
        self.text = palette.color(role.Text)
        self.band = palette.color(role.AlternateBase)
        self.chosen = palette.color(role.Highlight)
        self.chosen_text = palette.color(role.HighlightedText)
        self.here = look.tint("accent")
        self.unread = look.tint("look")
        self.frame = QPen(look.colour("accent"), 2)
        self.sign = look.pixmap("unread", "look")
        self.margin = look.gap(0.7)
        self.metrics = metrics
        self.current = current
        self.focused = focused


class Way(Enum):
    """Where the clerk goes from a cell."""

    NEXT = (0, 1)
    PREVIOUS = (0, -1)
    BELOW = (1, 0)
    ABOVE = (-1, 0)


class Cells(QStyledItemDelegate):
    """Paints cells with a clear mark of the current one, and opens their editors.

    An editor is left by Enter (the cell below becomes current), Tab (the next cell), or Escape,
    which gives up what was typed. It stays while another window has the keyboard.
    `left` carries the way the clerk goes.
    """

    left = Signal(Way)

    def __init__(self, model: RowModel, speech: Speech, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.ink = _Ink(view.palette(), view.fontMetrics(), (-1, -1), focused=False)
        self._model = model
        self._speech = speech
        self._offering = OfferingList(view)
        self.editor: CellEditor | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell; the current one is framed while the table has the keyboard.

        Drawn here and not by the style: it would ask the model ten times a cell.
        """
        column = self._model.column_of(index)
        value = self._model.value_of(index)
        unread = isinstance(value, Unread)
        rect, ink = option.rect, self.ink
        current = ink.current == (index.row(), index.column())
        painter.setPen(ink.text)
        if ink.focused and not current and self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, ink.chosen)
            painter.setPen(ink.chosen_text)
        elif unread:
            painter.fillRect(rect, ink.unread)
        elif index.row() == ink.current[0]:
            painter.fillRect(rect, ink.here)
        elif index.row() % 2:
            painter.fillRect(rect, ink.band)
        room = rect.adjusted(ink.margin, 0, -ink.margin, 0)
        if unread:
            room = self._paint_sign(painter, room, right=column.numeric)
        if text := column.shown(value).replace("\n", " "):  # type: ignore[arg-type]  # a field holds a value of its kind
            text = ink.metrics.elidedText(text, _ELIDE, room.width())
            painter.drawText(room, _RIGHT if column.numeric else _LEFT, text)
        if current and ink.focused:
            painter.setPen(ink.frame)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def dip(self, view: QAbstractItemView) -> None:
        """Take colours, letters and the current cell of the moment, once for a whole painting."""
        at, focused = view.currentIndex(), view.hasFocus() and view.isActiveWindow()
        place = (at.row(), at.column())
        self.ink = _Ink(view.palette(), view.fontMetrics(), place, focused=focused)

    def _paint_sign(self, painter: QPainter, room: QRect, *, right: bool) -> QRect:
        sign = self.ink.sign
        side = round(sign.width() / sign.devicePixelRatio())
        top = room.top() + (room.height() - side) // 2
        painter.drawPixmap(room.left(), top, sign)
        return room.adjusted(side + self.ink.margin // 2, 0, 0, 0) if not right else room

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 - the editor follows from the column
        index: Index,
    ) -> QWidget:
        """What the cell is typed into."""
        editor = editor_for(self._model.column_of(index), self._speech, self._offering, parent)
        editor.open(self._model.value_of(index))  # how much room it takes depends on it
        editor.done.connect(lambda: self._leave(editor, keep=True))
        if isinstance(editor, LineAboveList):
            editor.tabbed.connect(
                lambda forward: self._leave(
                    editor, keep=True, way=Way.NEXT if forward else Way.PREVIOUS
                )
            )
            editor.returned.connect(
                lambda down: self._leave(editor, keep=True, way=Way.BELOW if down else Way.ABOVE)
            )
        if isinstance(editor, CodesCell):
            for child in editor.typed_into():
                child.installEventFilter(self)
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor."""
        if self.editor is editor:
            self.editor = None
        if self._offering.widget() is editor:
            self._offering.rest()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave the editor as it was opened: what is being typed is never written over."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give what was entered to the dossier."""
        if isinstance(editor, _EDITORS) and model is self._model:
            self._model.enter(index, editor.entered())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 - by editor
    ) -> None:
        """Over its cell; what is higher than a cell stays within the table."""
        rect: QRect = option.rect
        if isinstance(editor, ProseCell | CodesCell):
            room = self._view.viewport().rect()
            broad = min(room.width(), max(rect.width(), editor.wanted_width()))
            high = min(room.height(), max(rect.height(), editor.wanted_height()))
            rect = QRect(rect.left(), rect.top(), broad, high)
            rect.moveLeft(max(room.left(), min(rect.left(), room.right() - broad + 1)))
            rect.moveTop(max(room.top(), min(rect.top(), room.bottom() - high + 1)))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the editor by keys; anything else as Qt does it."""
        editor = self.editor
        if (
            editor is not None
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._leaves(editor, event)
        ):
            return True
        if (
            editor is not None
            and isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() == _ANOTHER_WINDOW
        ):
            self.commitData.emit(editor)  # what was begun counts, and goes on later
            return False
        if not isinstance(watched, _EDITORS):  # a part of one, maybe of one that was just left
            if isinstance(editor, CodesCell) and event.type() == QEvent.Type.FocusOut:
                QTimer.singleShot(0, editor, lambda: self._leave_if_elsewhere(editor))
            return False
        return super().eventFilter(watched, event)

    def take_typed(self) -> None:
        """Let what was typed so far count; the editor stays."""
        if self.editor is not None:
            self.commitData.emit(self.editor)

    def give_up(self) -> None:
        """Close the editor, if one is open, without what was typed."""
        if self.editor is not None:
            self._leave(self.editor, keep=False)

    def take_in(self) -> None:
        """Close the editor, if one is open, with what was typed."""
        if self.editor is not None:
            self._leave(self.editor, keep=True)

    def _leaves(self, editor: CellEditor, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(editor, ProseCell) and shift:
                editor.insertPlainText("\n")
            else:
                self._leave(editor, keep=True, way=Way.ABOVE if shift else Way.BELOW)
        elif key == Qt.Key.Key_Escape:
            self._leave(editor, keep=False)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            back = key == Qt.Key.Key_Backtab
            self._leave(editor, keep=True, way=Way.PREVIOUS if back else Way.NEXT)
        else:
            return False
        return True

    def _leave(self, editor: CellEditor, *, keep: bool, way: Way | None = None) -> None:
        # What was entered may take the keyboard elsewhere, and that leaves the editor too.
        if keep and self.editor is editor:
            self.commitData.emit(editor)
        if self.editor is editor:
            self.editor = None  # closing takes the keyboard from its parts: that is no leaving
            hint = QAbstractItemDelegate.EndEditHint
            self.closeEditor.emit(editor, hint.NoHint if keep else hint.RevertModelCache)
        if way is not None:
            self.left.emit(way)

    def _leave_if_elsewhere(self, editor: CellEditor) -> None:
        focused = QApplication.focusWidget()
        if self.editor is editor and (focused is None or not editor.isAncestorOf(focused)):
            self._leave(editor, keep=True)
