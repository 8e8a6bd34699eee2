"""The rows of one list as Qt reads them: one model for every table."""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import attrgetter, eq, is_, not_
from typing import ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from maskdesk.dossier.difference import alike_at_ends, changed_rows
from maskdesk.dossier.paths import NoSuchPlace, rows_at, steps
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.tables.columns import Column, columns_of

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
        self.arranging.emit()
        self.layoutAboutToBeChanged.emit()
        shown = self.persistentIndexList()
        at = [self._view[index.row()] for index in shown]
        self._view = view
        found = {one: n for n, one in enumerate(view)} if at else {}
        after = [
            self.index(found[one], index.column()) if one in found else QModelIndex()
            for one, index in zip(at, shown, strict=True)
        ]
        self.changePersistentIndexList(shown, after)
        self.layoutChanged.emit()

    def follow(self) -> bool:
        """Show what the dossier holds now, repainting only what differs; whether it did."""
        before, after = self._rows, self._rows_now()
        if after is before:
            return False
        # Looked at row by row in Python alone, 50,000 rows are felt.
        head, tail = alike_at_ends(before, after)
        left, come = before[head : len(before) - tail], after[head : len(after) - tail]
        changed = changed_rows(left, come)
        if changed is not None:
            self._rows = after
            self._repaint([head + at for at in changed])
        elif self._is_shown_as(after):
            self._rows, self._view = after, range(len(after))
            self._number_anew()
        else:
            self._go_over(after, self._view_of(after, head, len(left), len(come)))
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

    def _view_of(self, after: tuple[Row, ...], head: int, left: int, come: int) -> Sequence[int]:
        """The order of viewing after an edit: rows keep theirs, new ones come last.

        The first `head` rows stay, `come` others stand behind them instead of `left`.
        """
        if self.in_own_order:
            return range(len(after))
        rows, view, shift, end = self._rows, self._view, come - left, head + left
        if not left:
            return [at if at < head else at + shift for at in view] + [*range(head, head + come)]
        if not come:
            return [at if at < head else at + shift for at in view if not head <= at < end]
        left_rows, come_rows = rows[head:end], after[head : head + come]
        position = dict(zip(map(id, come_rows), range(head, head + come), strict=True))
        known = set(map(id, left_rows))
        moved = list(map(position.get, map(id, left_rows)))
        news = compress(position.values(), map(not_, map(known.__contains__, position)))
        # Those that are changed are no longer the very same, but have their ids.
        named = {after[at].id: at for at in news}
        if named:
            pairs = zip(moved, left_rows, strict=True)
            moved = [named.pop(row.id, None) if at is None else at for at, row in pairs]
        there = (at if at < head else at + shift if at >= end else moved[at - head] for at in view)
        return [at for at in there if at is not None] + list(named.values())

    def _go_over(self, rows: tuple[Row, ...], view: Sequence[int]) -> None:
        old, now = _as_viewed(self._rows, self._view), _as_viewed(rows, view)
        head, tail = alike_at_ends(old, now)
        left, come = old[head : len(old) - tail], now[head : len(now) - tail]
        # Those that are changed where they stand are no longer the very same, but have their ids.
        before, after = (_ids(left), _ids(come)) if left and come else ([], [])
        same = _alike(before, after)
        last = _alike(reversed(before[same:]), reversed(after[same:]))
        first, gone, new = head + same, len(left) - same - last, len(come) - same - last
        if not gone and not new:
            self._rows, self._view = rows, view
        elif not gone:
            self.beginInsertRows(_NO_INDEX, first, first + new - 1)
            self._rows, self._view = rows, view
            self.endInsertRows()
        elif not new:
            self.beginRemoveRows(_NO_INDEX, first, first + gone - 1)
            self._rows, self._view = rows, view
            self.endRemoveRows()
        else:
            self._arrange(rows, view, head, tail, after)
        if left and come:
            was = set(map(id, left))
            others = map(not_, map(was.__contains__, map(id, come)))
            self._tell_changed(list(compress(range(head, head + len(come)), others)))
        if first + new < len(view) or gone != new:
            self._number_anew()

    def _number_anew(self) -> None:
        if self._view:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._view) - 1)

    def _arrange(
        self, rows: tuple[Row, ...], view: Sequence[int], head: int, tail: int, between: list[str]
    ) -> None:
        """Rows in another order, some come or gone: what is selected goes with its row.

        Those shown first and last stay; those between them are known by their ids.
        """
        self.arranging.emit()
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        position = dict(zip(between, range(head, head + len(between)), strict=True))
        end, shift = len(self._view) - tail, len(view) - len(self._view)
        at = [
            index.row() + (shift if index.row() >= end else 0)
            if not head <= index.row() < end
            else position.get(self.row_of(index).id, -1)
            for index in old
        ]
        self._rows, self._view = rows, view
        # Of a row that is gone there is no index.
        new = [self.index(row, index.column()) for row, index in zip(at, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _repaint(self, positions: Sequence[int]) -> None:
        """Tell of rows by their positions in the dossier, as far as they are shown."""
        if self.in_own_order:
            self._tell_changed(positions)
        else:
            others = frozenset(positions)
            self._tell_changed([n for n, at in enumerate(self._view) if at in others])

    def _tell_changed(self, shown: Sequence[int]) -> None:
        if shown:
            self._changed(shown[0], shown[-1])

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


def _ids(rows: Iterable[Row]) -> list[str]:
    return list(map(_id_of, rows))


def _as_viewed(rows: tuple[Row, ...], view: Sequence[int]) -> Sequence[Row]:
    """The rows in the order they are shown in."""
    return rows if isinstance(view, range) else list(map(rows.__getitem__, view))


def _alike(first: Iterable[str], second: Iterable[str]) -> int:
    """How many opening members are the same."""
    same = [*map(eq, first, second), False]
    return same.index(False)
