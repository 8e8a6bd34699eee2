"""The rows of one list as Qt reads them: one model for every table."""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress, count, islice, repeat
from operator import attrgetter, is_, ne
from typing import ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from maskdesk.dossier.difference import alike_at_ends
from maskdesk.dossier.paths import NoSuchPlace, rows_at, steps
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.tables.columns import Column, columns_of
from maskdesk.ui.window_first import window_first

# As plain numbers: comparing enumerations costs a hundred times as much, at every cell.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL = Qt.Orientation.Horizontal
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_READ_ONLY = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_NO_INDEX = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """The rows at a path, in an order of viewing of its own.

    `view` lists which rows are shown, by their position in the dossier.
    `arranging` says that rows are about to change places.
    """

    arranging = Signal()

    def __init__(self, editing: Editing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editing = editing
        self._names: tuple[str, ...] | None = None
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._view: Sequence[int] = ()
        self.path = ""
        self.editable = not editing.read_only

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in their order."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand in the dossier, in its order."""
        return self._rows

    @property
    def view(self) -> Sequence[int]:
        """The positions of the rows that are shown, in the order they are shown in."""
        return self._view

    @property
    def in_own_order(self) -> bool:
        """Whether every row is shown, in the dossier's order."""
        return isinstance(self._view, range)

    def show_list(self, path: str, names: tuple[str, ...] | None) -> None:
        """Show the rows of another list; no path shows none."""
        self.beginResetModel()
        self.path = path
        if path:
            self._columns = columns_of(self._editing, path, names)
        self._rows = self._rows_now()
        self._view = range(len(self._rows))
        self.endResetModel()

    def show_view(self, view: Sequence[int]) -> None:
        """Show other rows, or the same in another order; the current place stays with its row."""
        window_first()
        self._arrange(self._rows, view)

    def follow(self) -> bool:
        """Show what the dossier holds now, repainting only what differs; whether it did."""
        before, after = self._rows, self._rows_now()
        if after is before:
            return False
        # Looked at row by row in Python alone, 50,000 rows are felt.
        head, tail = alike_at_ends(before, after)
        left = len(before) - head - tail
        if len(before) == len(after) and _alike(before, after, head, left) == left:
            self._rows = after
            self._repaint(range(head, head + left))
        elif self.in_own_order:
            self._go_over(after, head, tail)
        elif self._is_shown_as(after):
            self._rows, self._view = after, range(len(after))
            self._number_anew()
        else:
            self._go_on_in_order(after, head, tail)
        return True

    def say_again(self) -> None:
        """Show headings and values in the language of the moment."""
        if self._columns:
            self.headerDataChanged.emit(_HORIZONTAL, 0, len(self._columns) - 1)
        self._changed(0, len(self._view) - 1)

    def row_of(self, index: Index) -> Row:
        """The row at an index."""
        return self._rows[self._view[index.row()]]

    def column_of(self, index: Index) -> Column:
        """The column at an index."""
        return self._columns[index.column()]

    def value_of(self, index: Index) -> object:
        """The value at an index."""
        return getattr(self.row_of(index), self.column_of(index).name)

    def place_of(self, index: Index) -> str:
        """The path of the field at an index."""
        return f"{self.path}[{self.row_of(index).id}].{self.column_of(index).name}"

    def row_place(self, index: Index) -> str:
        """The path of the row at an index."""
        return f"{self.path}[{self.row_of(index).id}]"

    def index_of(self, place: str) -> QModelIndex:
        """Where a place is shown; no index where it is not in this list or not shown."""
        own, way = steps(self.path) if self.path else (), steps(place)
        if not own or len(way) < len(own) or way[: len(own) - 1] != own[:-1]:
            return QModelIndex()
        step = way[len(own) - 1]
        if step.name != own[-1].name or not step.row:
            return QModelIndex()
        named = way[len(own)].name if len(way) > len(own) else ""
        at = next((n for n, one in enumerate(self._view) if self._rows[one].id == step.row), -1)
        column = next((n for n, one in enumerate(self._columns) if one.name == named), 0)
        return self.index(at, column) if at >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._view)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: ARG002 - all cells are alike
        """Every cell can be chosen, and typed into unless the dossier is read only."""
        return _EDITABLE if self.editable else _READ_ONLY

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """What a cell shows."""
        part = self._parts.get(role)
        if part is None or not index.isValid():
            return None
        column = self._columns[index.column()]
        return part(self, column, getattr(self._rows[self._view[index.row()]], column.name))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The label of a column with its hint; the position of a row in the dossier."""
        if role not in (_DISPLAY, _TOOL_TIP, _SPOKEN, _ALIGNMENT):
            return None
        if orientation != _HORIZONTAL:
            if role == _ALIGNMENT or section >= len(self._view):
                return _RIGHT if role == _ALIGNMENT else None
            return str(self._view[section] + 1)
        if section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == _ALIGNMENT:
            return _RIGHT if column.numeric else _LEFT
        hint = column.field.hint
        if role == _TOOL_TIP and hint:
            return f"{column.label}\n{self._editing.speech.say(hint)}"
        return column.label

    def enter(self, index: Index, entered: str | tuple[str, ...] | None) -> None:
        """Take what was entered into a cell: typed text, codes that were ticked, or nothing new."""
        column, now = self.column_of(index), self.value_of(index)
        if entered is None or entered in (now, column.typed(now)):  # type: ignore[arg-type]  # a field holds a value of its kind
            return
        value = column.read(entered) if isinstance(entered, str) else entered
        if value != now:
            self._editing.put(self.place_of(index), value)
            # Each cell is taken back on its own, however often it was typed into.
            self._editing.session.settle()

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Take text from assistive technology as if it were typed."""
        if role != _EDIT or not self.editable or not index.isValid():
            return False
        self.enter(index, str(value))
        return True

    def unread_sentence(self, column: Column, value: Unread) -> str:
        """Why a value cannot be read yet and what helps."""
        say, language = self._editing.speech.say, self._editing.speech.language
        if not value.readings:
            return say(N_("“{typed}” cannot be read yet."), typed=value.typed)
        readings = [column.kind.read(one, language) for one in value.readings]
        return say(
            N_("“{typed}” can be read as {first} or as {second}. Press Enter and choose."),
            typed=value.typed,
            first=column.shown(readings[0]),
            second=column.shown(readings[-1]),
        )

    def _rows_now(self) -> tuple[Row, ...]:
        if not self.path:
            return ()
        try:
            return rows_at(self._editing.dossier, self.path)
        except NoSuchPlace:  # the row this list belonged to is gone
            return ()

    def _is_shown_as(self, after: tuple[Row, ...]) -> bool:
        """Whether the order shown was made the dossier's own."""
        shown = map(self._rows.__getitem__, self._view)
        return len(self._view) == len(after) and all(map(is_, shown, after))

    def _go_over(self, after: tuple[Row, ...], head: int, tail: int) -> None:
        """Show other rows in the dossier's order; those at both ends stay the very same."""
        before, view = self._rows, range(len(after))
        left, come = len(before) - head - tail, len(after) - head - tail
        # Those that are changed where they stand are no longer the very same, but have their ids.
        same = _alike(before, after, head, min(left, come))
        last = _alike(reversed(before), reversed(after), tail, min(left, come) - same)
        first, gone, new = head + same, left - same - last, come - same - last
        if gone and new:
            self._arrange(after, view)
        elif gone:
            self._take_out(first, gone, after, view)
        else:
            self._put_in(first, new, after, view)
        if left and come:
            self._changed(head, len(after) - tail - 1)
        self._number_anew()

    def _go_on_in_order(self, after: tuple[Row, ...], head: int, tail: int) -> None:
        """Show other rows in the order of viewing: rows keep theirs, new ones come last."""
        moved, come, changed = _followed(self._rows, after, head, tail)
        shown = list(map(moved.__getitem__, self._view))
        gone = list(compress(count(), map(is_, shown, repeat(None))))
        stay = [at for at in shown if at is not None]
        if not gone:
            self._rows, self._view = after, stay
        elif gone[-1] - gone[0] < len(gone):
            self._take_out(gone[0], len(gone), after, stay)
        else:
            self._arrange(after, stay)
        if come:
            self._put_in(len(stay), len(come), after, stay + come)
        if changed:
            self._changed(0, len(stay) - 1)
        self._number_anew()

    def _take_out(self, first: int, count: int, rows: tuple[Row, ...], view: Sequence[int]) -> None:
        self.beginRemoveRows(_NO_INDEX, first, first + count - 1)
        self._rows, self._view = rows, view
        self.endRemoveRows()

    def _put_in(self, first: int, count: int, rows: tuple[Row, ...], view: Sequence[int]) -> None:
        self.beginInsertRows(_NO_INDEX, first, first + count - 1)
        self._rows, self._view = rows, view
        self.endInsertRows()

    def _number_anew(self) -> None:
        if self._view:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._view) - 1)

    def _arrange(self, rows: tuple[Row, ...], view: Sequence[int]) -> None:
        """Rows in another order, some come or gone: what is selected goes with its row."""
        self.arranging.emit()
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        stand = [self._view[index.row()] for index in held]
        if held and rows is not self._rows:
            ids = [self._rows[at].id for at in stand]
            found = _where(frozenset(ids), rows)
            stand = [found.get(one, -1) for one in ids]
        self._rows, self._view = rows, view
        shown = dict(zip(view, range(len(view)), strict=True)) if held else {}
        # Of a row that is not shown there is no index.
        at = [shown.get(one, -1) for one in stand]
        now = [self.index(row, index.column()) for row, index in zip(at, held, strict=True)]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()

    def _repaint(self, positions: range) -> None:
        """Tell of rows by their positions in the dossier, as far as they are shown."""
        if not positions:
            return
        if self.in_own_order:
            self._changed(positions[0], positions[-1])
        elif len(positions) > 1:
            self._changed(0, len(self._view) - 1)
        elif positions[0] in self._view:
            self._changed(at := self._view.index(positions[0]), at)

    def _changed(self, first: int, last: int) -> None:
        if self._columns and last >= first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _text(self, column: Column, value: object) -> object:
        return column.shown(value)  # type: ignore[arg-type]  # a field holds a value of its kind

    def _alignment(self, column: Column, value: object) -> object:  # noqa: ARG002 - by column
        return _RIGHT if column.numeric else _LEFT

    def _sign(self, column: Column, value: object) -> object:  # noqa: ARG002 - by value alone
        return look.icon("unread", "look") if isinstance(value, Unread) else None

    def _ground(self, column: Column, value: object) -> object:  # noqa: ARG002 - by value alone
        return look.tint("look") if isinstance(value, Unread) else None

    def _told(self, column: Column, value: object) -> object:
        if isinstance(value, Unread):
            return self.unread_sentence(column, value)
        text = str(self._text(column, value))
        return text if len(text) > _SHORT else None

    def _spoken(self, column: Column, value: object) -> object:
        if isinstance(value, Unread):
            return self.unread_sentence(column, value)
        return self._text(column, value)

    _parts: ClassVar[dict[int, Callable[["RowModel", Column, object], object]]] = {
        _DISPLAY: _text,
        _EDIT: _text,
        _ALIGNMENT: _alignment,
        _DECORATION: _sign,
        _BACKGROUND: _ground,
        _TOOL_TIP: _told,
        _SPOKEN: _spoken,
    }


# What is shorter is seen whole in its cell.
_SHORT = 12


_id_of = attrgetter("id")


def _alike(first: Iterable[Row], second: Iterable[Row], behind: int, most: int) -> int:
    """How many rows one after the other have the same ids, behind so many others."""
    of_first, of_second = (
        islice(first, behind, behind + most),
        islice(second, behind, behind + most),
    )
    differ = map(ne, map(_id_of, of_first), map(_id_of, of_second))
    return next(compress(count(), differ), most)


def _where(ids: frozenset[str], rows: tuple[Row, ...]) -> dict[str, int]:
    """Where the rows with these ids stand."""
    named = list(map(_id_of, rows))
    return {named[at]: at for at in compress(count(), map(ids.__contains__, named))}


def _followed(
    before: tuple[Row, ...], after: tuple[Row, ...], head: int, tail: int
) -> tuple[Sequence[int | None], list[int], bool]:
    """Where each row stands after an edit, if anywhere; where there are new ones; if any changed.

    The rows at both ends are known to stay.
    """
    end, behind = len(before) - tail, len(after) - tail
    others = dict(zip(map(id, islice(after, head, behind)), range(head, behind), strict=True))
    left = map(id, islice(before, head, end))
    moved = list(map(others.pop, left, repeat(None))) if others else [None] * (end - head)
    come, changed = list(others.values()), False
    if come and None in moved:
        # Those that are changed are no longer the very same, but have their ids.
        named = {after[at].id: at for at in come}
        pairs = zip(moved, islice(before, head, end), strict=True)
        moved = [named.pop(row.id, None) if at is None else at for at, row in pairs]
        come, changed = list(named.values()), len(named) < len(come)
    return [*range(head), *moved, *range(behind, len(after))], come, changed
