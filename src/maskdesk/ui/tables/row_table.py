"""A list of rows as a table with its tools: what clerks do with rows, one undoable edit each."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import filterfalse

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.session import Change
from maskdesk.dossier.kinds import Link, Links
from maskdesk.dossier.paths import describe, rearranged
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.portions import Portions
from maskdesk.ui.tables.arranging import Arranging
from maskdesk.ui.tables.blocks import line_of
from maskdesk.ui.tables.paste_preview import PastePreview
from maskdesk.ui.tables.pasting import Pasting
from maskdesk.ui.tables.rewriting import Rewriting
from maskdesk.ui.tables.row_model import RowModel
from maskdesk.ui.tables.row_tools import RowTools
from maskdesk.ui.tables.row_view import RowView
from maskdesk.ui.tables.tool_bar import ToolBar


class RowTable(QWidget):
    """The rows of the list at a path.

    `current_changed` carries the path of the row the clerk is in, or nothing; `entered` that of
    the field.
    """

    current_changed = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        editing: Editing,
        path: str,
        columns: tuple[str, ...] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editing = editing
        self._names = columns
        self._current = ""
        self._locked = editing.read_only
        self._buttons: list[QToolButton] = []
        self.model = RowModel(editing, self)
        self.view = RowView(self.model, editing.speech, self)
        self._arranging = Arranging(editing, self.model, self)
        self._portions = Portions(self)
        self._portions.progress.connect(self._show_progress)
        self._portions.done.connect(self._finish)
        self._arranging.portions.progress.connect(self._show_progress)
        self._arranging.arranged.connect(self._arranged)
        self._then: Callable[[], None] = _nothing
        self._rewriting: Rewriting | None = None
        self.tools = RowTools(editing.speech, self._commands(), self.view)
        self.filter = QLineEdit(self)
        self._count = QLabel(self)
        self._said = QLabel(self)
        self._progress = QProgressBar(self)
        self._stop = QToolButton(self)
        self._lay_out()
        self._connect()
        self.set_path(path)

    def set_path(self, path: str) -> None:
        """Show the rows of another list of the same kind; no path shows none."""
        self._abandon()
        self.view.cells.give_up()
        self._arranging.reset()
        self.filter.clear()
        self._say("")
        same_columns = bool(self.model.path) and self.model.columns and _kin(self.model.path, path)
        self.model.show_list(path, self._names)
        if not same_columns:
            self.view.fit()
        self._name()
        self._tell_current()
        self._allow()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the rows can only be read."""
        self._locked = read_only
        for button in self._buttons:
            button.setVisible(not read_only)
        self._allow()

    def select(self, path: str) -> None:
        """Lead to the row and the column of a place, whatever is filtered out."""
        if not self.model.index_of(path).isValid() and not self.model.in_own_order:
            self.filter.clear()
            self._arranging.reset()
            self._show_sorting()
        index = self.model.index_of(path)
        if index.isValid():
            self.view.go_to(index)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def message(self) -> str:
        """What was said last about something done with the rows."""
        return self._said.text()

    @property
    def working(self) -> bool:
        """Whether something long is still being worked out."""
        return self._portions.working or self._arranging.portions.working

    def stop(self) -> None:
        """Give up what is being worked out; nothing was changed yet."""
        self._abandon()

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(
            self, "_stop"
        ):
            self.tools.say_again()

    # What the tools do.

    def _add(self) -> None:
        at = self.view.currentIndex()
        behind = self.model.view[at.row()] + 1 if at.isValid() else len(self.model.rows)
        row = self._editing.session.new_row(self.model.path)
        self._editing.insert(self.model.path, row, behind)
        self._go_to_row(row.id, 0)

    def _duplicate(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._rewrite(
                lambda rewriting: rewriting.duplicate(chosen, self._new_row),
                lambda: self._select_behind(max(chosen) + 1, len(chosen)),
            )

    def _remove(self) -> None:
        chosen, first = self._chosen(), min(self.view.chosen_rows(), default=0)
        column = max(0, self.view.currentIndex().column())
        path, rows = self.model.path, self.model.rows
        if len(chosen) == 1:
            self._editing.remove(f"{path}[{rows[chosen[0]].id}]")
        elif chosen:
            others = filterfalse(frozenset(chosen).__contains__, range(len(rows)))
            self._editing.put_rows(path, rearranged(rows, others))
        left = self.model.rowCount()
        if left:
            self.view.go_to(self.model.index(min(first, left - 1), column))

    def _move(self, way: int) -> None:
        chosen, rows = self._chosen(), self.model.rows
        if not chosen:
            return
        first, behind = min(chosen), max(chosen) + 1
        if first + way < 0 or behind + way > len(rows):
            return
        if behind - first == 1:
            self._editing.move(f"{self.model.path}[{rows[first].id}]", first + way)
        else:
            others = (*range(first), *range(behind, len(rows)))
            to = first + way
            moved = (*others[:to], *range(first, behind), *others[to:])
            _, columns = self.view.chosen_block()
            self._editing.put_rows(self.model.path, rearranged(rows, moved))
            if self.model.rows is not rows:
                self.view.choose(range(first + way, behind + way), columns)
        self.view.scrollTo(self.view.currentIndex())

    def _ditto(self) -> None:
        rows, columns = self.view.chosen_block()
        if len(rows) > 1:
            above, below = rows[0], list(rows)[1:]
        else:
            above, below = rows[0] - 1, list(rows)
        if above < 0 or not self.model.rowCount():
            return
        source = self.model.rows[self.model.view[above]]
        names = [self.model.columns[at].name for at in columns]
        values = {name: getattr(source, name) for name in names}
        if len(below) == len(names) == 1:
            place = self.model.place_of(self.model.index(below[0], columns[0]))
            self._editing.put(place, values[names[0]])
            self._editing.session.settle()
            return
        positions = self._positions(below)
        self._rewrite(lambda rewriting: rewriting.fill(positions, values))

    def _clear(self) -> None:
        rows, columns = self.view.chosen_block()
        if not self.model.rowCount() or not columns or columns[0] < 0:
            return
        if len(rows) == len(columns) == 1:
            self.model.enter(self.model.index(rows[0], columns[0]), "")
            return
        empty = {self.model.columns[at].name: self.model.columns[at].empty for at in columns}
        positions = self._positions(rows)
        self._rewrite(lambda rewriting: rewriting.fill(positions, empty))

    def _copy(self) -> None:
        rows, columns = self.view.chosen_block()
        if not self.model.rowCount():
            return
        lines: list[str] = []
        chosen = [self.model.columns[at] for at in columns]

        def work() -> Iterator[float]:
            for done, at in enumerate(rows, 1):
                row = self.model.rows[self.model.view[at]]
                lines.append(line_of(one.copied(getattr(row, one.name)) for one in chosen))
                yield done / len(rows)

        self._work(work(), lambda: QGuiApplication.clipboard().setText("\n".join(lines)))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._say(self._editing.speech.say(_NOTHING_TO_PASTE))
            return
        at = self.view.currentIndex()
        chosen_rows, chosen_columns = self.view.chosen_block()
        ends = text.rstrip("\r\n")
        single = not any(mark in ends for mark in "\t\r\n")
        if single and at.isValid():
            self._paste_one(text.strip(), chosen_rows, chosen_columns)
            return
        top, left = (chosen_rows[0], chosen_columns[0]) if at.isValid() else (0, 0)
        columns = self.model.columns
        over = list(self.model.view[top:]) if at.isValid() else []
        path, rows = self.model.path, self.model.rows
        pasting = Pasting(path, rows, over, columns[left:], columns, self._new_row)
        self._rewriting = pasting
        self._work(pasting.read(text), lambda: self._look_at(pasting, top, left))

    def _paste_one(self, text: str, rows: range, columns: range) -> None:
        if len(rows) == len(columns) == 1:
            self.model.enter(self.model.index(rows[0], columns[0]), text)
            return
        chosen = [self.model.columns[at] for at in columns]
        values = {column.name: column.read(text) for column in chosen}
        positions = self._positions(rows)
        self._rewrite(lambda rewriting: rewriting.fill(positions, values))

    def _look_at(self, pasting: Pasting, top: int, left: int) -> None:
        """Paste what was read; ask first where something in it does not fit."""
        if not pasting.misread and not pasting.left_out:
            self._take_pasted(pasting, top, left)
            return
        preview = PastePreview(pasting, self._editing.speech, self)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.accepted.connect(lambda: self._take_pasted(pasting, top, left))
        preview.open()

    def _take_pasted(self, pasting: Pasting, top: int, left: int) -> None:
        changed = len(pasting.entered)
        self._put(pasting)
        if changed and self.model.rowCount():
            last = min(top + changed, self.model.rowCount()) - 1
            self.view.select_rows(top, last, left)
        say = self._editing.speech
        self._say(say.plural("{n} row pasted.", "{n} rows pasted.", changed))

    def _keep_order(self) -> None:
        rows = self.model.rows
        if len(self.model.view) == len(rows):
            self._arranging.column = None
            self._editing.put_rows(self.model.path, rearranged(rows, self.model.view))
            self._arranging.reset()
            self._show_sorting()

    # How many rows are changed at once.

    def _rewrite(
        self,
        work: Callable[[Rewriting], Iterator[float]],
        then: Callable[[], None] | None = None,
    ) -> None:
        rewriting = Rewriting(self.model.path, self.model.rows)
        self._rewriting = rewriting

        def put() -> None:
            self._put(rewriting)
            (then or _nothing)()

        self._work(work(rewriting), put)

    def _put(self, rewriting: Rewriting) -> None:
        self._rewriting = None
        self._editing.put_rows(rewriting.path, rewriting.proven)

    def _work(self, work: Iterator[float], then: Callable[[], None]) -> None:
        self.view.cells.take_in()
        self._then = then
        self._portions.start(work)
        self._allow()

    def _finish(self) -> None:
        then, self._then = self._then, _nothing
        self._hide_progress()
        then()
        self._allow()

    def _abandon(self) -> None:
        self._portions.stop()
        self._arranging.portions.stop()
        self._then, self._rewriting = _nothing, None
        self._hide_progress()
        self._allow()

    # How the table follows.

    def _follow(self, change: Change) -> None:
        rewriting = self._rewriting
        followed = self.model.follow()
        if followed and rewriting is not None and self.model.rows is not rewriting.before:
            self._abandon()
            self._say(
                self._editing.speech.say(
                    N_("The rows were changed meanwhile, so nothing was done. Do it again.")
                )
            )
        if not followed:
            if self._shows_rows_of(change):
                self.view.viewport().update()
            return
        self._tell_current()
        self._allow()

    def _shows_rows_of(self, change: Change) -> bool:
        kinds = (column.kind for column in self.model.columns)
        linked = {kind.to for kind in kinds if isinstance(kind, Link | Links)}
        touched = any(path.startswith(to) for path in change.paths for to in linked)
        return bool(linked) and (touched or not change.paths)

    def _say_again(self) -> None:
        self.tools.say_again()
        self.model.say_again()
        self._name()
        self._tell_current()
        self._show_count()

    def _name(self) -> None:
        say = self._editing.speech.say
        label = say(describe(self.model.path).label) if self.model.path else ""
        self.view.setAccessibleName(label)
        self.filter.setPlaceholderText(say(N_("Find")))
        self.filter.setAccessibleName(say(N_("Find in the rows")))
        self._stop.setText(say(N_("Stop")))
        self._stop.setAccessibleName(say(N_("Stop")))
        self._progress.setAccessibleName(say(N_("Progress")))
        self._say_empty()
        self.view.horizontalHeader().setAccessibleName(say(N_("Headings; a click sorts")))
        self.view.verticalHeader().setAccessibleName(say(N_("Row numbers")))

    def _say_empty(self) -> None:
        say = self._editing.speech.say
        if not self.model.path:
            sentence = say(N_("Choose a row first."))
        elif self.model.rows:
            sentence = say(N_("No row holds “{words}”."), words=self.filter.text().strip())
        elif self.model.editable:
            sentence = say(
                N_("No rows yet. Simply type, press {keys}, or paste rows from a spreadsheet."),
                keys=self.tools["add"].shortcut().toString(),
            )
        else:
            sentence = say(N_("No rows."))
        self.view.empty_sentence = sentence
        self.view.setAccessibleDescription("" if self.model.rowCount() else sentence)
        self.view.viewport().update()

    def _tell_current(self) -> None:
        at = self.view.currentIndex()
        current = self.model.row_place(at) if at.isValid() else ""
        if current != self._current:
            self._current = current
            self.current_changed.emit(current)
        if at.isValid() and self.view.hasFocus():
            self.entered.emit(self.model.place_of(at))

    def _allow(self) -> None:
        there = bool(self.model.path) and not self._portions.working
        changes = there and not self._locked
        rows = bool(self.model.rowCount())
        own = self.model.in_own_order
        whole = len(self.model.view) == len(self.model.rows)
        self.model.editable = changes
        self.tools.allow(
            add=changes,
            paste=changes,
            copy=there and rows,
            keep=changes and rows and whole and self._arranging.column is not None,
            **dict.fromkeys(("duplicate", "remove", "ditto", "clear"), changes and rows),
            **dict.fromkeys(("up", "down"), changes and rows and own),
        )
        self._show_count()
        self._say_empty()

    def _show_count(self) -> None:
        speech, shown, rows = self._editing.speech, self.model.rowCount(), len(self.model.rows)
        if shown == rows:
            text = speech.plural("{n} row", "{n} rows", rows)
        else:
            text = speech.say(N_("{shown} of {rows} rows"), shown=shown, rows=rows)
        self._count.setText(text if self.model.path else "")

    def _arranged(self) -> None:
        self._hide_progress()
        self._show_sorting()
        self._allow()

    def _show_sorting(self) -> None:
        header, column = self.view.horizontalHeader(), self._arranging.column
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            down = Qt.SortOrder.DescendingOrder
            order = down if self._arranging.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(self.model.columns.index(column), order)

    def _show_progress(self, part: float) -> None:
        # First, for what is shown already is painted at once with every other that waits for it.
        self._progress.setValue(round(part * 100))
        self._progress.show()
        self._stop.show()

    def _hide_progress(self) -> None:
        self._progress.hide()
        self._stop.hide()

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    # Small things.

    def _chosen(self) -> list[int]:
        """The positions in the dossier of the rows that are chosen."""
        self.view.cells.take_in()
        return sorted(self._positions(self.view.chosen_rows()))

    def _positions(self, shown: Iterable[int]) -> list[int]:
        """The positions in the dossier of rows by where they are shown."""
        return list(map(self.model.view.__getitem__, shown))

    def _new_row(self) -> Row:
        return self._editing.session.new_row(self.model.path)

    def _go_to_row(self, row_id: str, column: int) -> None:
        index = self.model.index_of(f"{self.model.path}[{row_id}]")
        if index.isValid():
            self.view.go_to(index.siblingAtColumn(column))

    def _select_behind(self, first: int, count: int) -> None:
        if self.model.in_own_order:
            self.view.select_rows(first, first + count - 1, self.view.currentIndex().column())

    def _first_key(self) -> None:
        if self.tools["add"].isEnabled():
            self._add()

    def _sort_by(self, section: int) -> None:
        """Upwards, downwards, and back to the order of the dossier."""
        self.view.cells.take_in()
        column, now = self.model.columns[section], self._arranging.column
        if self.view.selectionModel().hasSelection():
            self.view.go_to(self.view.currentIndex())
        if column is not now:
            self._arranging.sort(column, descending=False)
        elif not self._arranging.descending:
            self._arranging.sort(column, descending=True)
        else:
            self._arranging.sort(None, descending=False)

    def _find(self, text: str) -> None:
        self.view.cells.take_in()
        self._arranging.narrow(text)

    def _open_menu(self) -> None:
        at = self.view.currentIndex()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if at.isValid() and self.model.editable:
            self._offer_readings(menu, at)
        menu.addActions(self.view.actions())
        menu.popup(self.view.viewport().mapToGlobal(self.view.visualRect(at).bottomLeft()))

    def _offer_readings(self, menu: QMenu, at: QModelIndex) -> None:
        value, column = self.model.value_of(at), self.model.column_of(at)
        if not isinstance(value, Unread):
            return
        for reading in value.readings:
            meant = column.kind.read(reading, self._editing.speech.language)
            said = self._editing.speech.say(N_("Read as {value}"), value=column.shown(meant))
            menu.addAction(said).triggered.connect(partial(self.model.enter, at, reading))
        if value.readings:
            menu.addSeparator()

    def _commands(self) -> dict[str, Callable[[], None]]:
        return {
            "add": self._add,
            "duplicate": self._duplicate,
            "remove": self._remove,
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "ditto": self._ditto,
            "clear": self._clear,
            "copy": self._copy,
            "paste": self._paste,
            "keep": self._keep_order,
        }

    def _connect(self) -> None:
        self._editing.edited.connect(self._follow)
        self._editing.cut_in.connect(self.view.cells.take_typed)
        self._editing.speech.changed.connect(self._say_again)
        self.view.first_key.connect(self._first_key)
        self.view.came.connect(self._tell_current)
        self.view.selectionModel().currentChanged.connect(self._tell_current)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.filter.textChanged.connect(self._find)
        self._stop.clicked.connect(self.stop)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(0.5))
        box.addWidget(self._bar())
        frame = QFrame(self)
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        box.addWidget(frame, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self._progress, 1)
        foot.addWidget(self._stop)
        box.addLayout(foot)
        self._said.setWordWrap(True)
        self._said.setProperty("role", "hint")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 100)
        self._progress.setMaximumHeight(look.gap(0.8))
        self._hide_progress()
        self.setFocusProxy(self.view)

    def _bar(self) -> ToolBar:
        bar = ToolBar(self)
        groups = (("add", "duplicate", "remove"), ("up", "down", "keep"), ("ditto", "paste"))
        for group in groups:
            for tool in group:
                button = QToolButton(bar)
                button.setDefaultAction(self.tools[tool])
                button.setProperty("flat", True)
                button.setAutoRaise(True)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has keys and a menu entry
                button.setIconSize(look.icon_size())
                if tool == "add":
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setVisible(not self._locked)
                self._buttons.append(button)
                bar.add_tool(button)
            bar.end_group()
        self._count.setProperty("role", "hint")
        bar.add_at_end(self._count)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(look.em(self) * 14)
        bar.add_at_end(self.filter)
        return bar


_NOTHING_TO_PASTE = N_(
    "There is no text on the clipboard. Copy the cells in the spreadsheet first."
)


def _nothing() -> None:
    """Do nothing more."""


def _kin(one: str, other: str) -> bool:
    """Whether two lists have the same kind of rows."""
    return bool(other) and describe(one) is describe(other)
