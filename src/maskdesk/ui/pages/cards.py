"""Cards: the fields of a section or row in groups, lists as tables, each under its heading."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from maskdesk.dossier.fields import Part, Rows, members
from maskdesk.dossier.naming import name_rows, row_name
from maskdesk.dossier.paths import NoSuchPlace, get, member_at, rows_at
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.arrangement import KEPT, Group, columns, groups
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields import FieldFrame
from maskdesk.ui.fields.flow import FieldGrid
from maskdesk.ui.portions import Portions

Placed = Callable[[str], bool]


class Card(QFrame):
    """A framed part of a page under a heading."""

    def __init__(self, holder: QWidget, heading: str, editing: Editing) -> None:
        super().__init__(holder)
        self.setProperty("card", True)
        self._editing = editing
        self._message = heading
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(look.gap(2),) * 4)
        self.body.setSpacing(look.gap(1.2))
        self._heading = QLabel(self)
        self._heading.setFont(look.scaled(self._heading.font(), 1.08, strong=True))
        self._heading.setWordWrap(True)
        self.body.addWidget(self._heading)
        self.say_again()

    def say_again(self) -> None:
        """Say the heading anew."""
        self.set_heading(self._editing.speech.say(self._message) if self._message else "")

    def set_heading(self, text: str) -> None:
        """Show another heading; none takes no room."""
        self._heading.setText(text)
        self._heading.setVisible(bool(text))
        self.setAccessibleName(text)


class FieldCards(QWidget):
    """The groups of one section or row, each a card; the row can be changed for another.

    What is first in view comes at once, the rest in portions right after; `grown` says that fields
    are there, or another row's, that were not. Nothing is in view of cards `below` a table before
    that is.
    """

    entered = Signal(str)
    grown = Signal()

    def __init__(
        self,
        editing: Editing,
        struct: type[Struct],
        prefix: str,
        holder: QWidget,
        *,
        below: bool = False,
    ) -> None:
        super().__init__(holder)
        self._editing = editing
        self._prefix = prefix
        self.frames: dict[str, FieldFrame] = {}
        self.lists: dict[str, RowsCard] = {}
        self._cards: list[Card] = []
        self._kept = KEPT.get(struct, ())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(1.6))
        self._locked = editing.read_only
        self._building = self._build(struct, "")
        self._portions = Portions(self)
        start = self._portions.start_after_paint if below else self._portions.start
        start(self._building)

    def set_prefix(self, prefix: str) -> None:
        """Show another row."""
        self._prefix = prefix
        for name, frame in self.frames.items():
            frame.set_path(prefix + name)
        for name, lists in self.lists.items():
            lists.set_path(prefix + name)

    def refresh(self, paths: tuple[str, ...]) -> None:
        """Show anew what an edit may have changed; empty paths say that all may differ."""
        for frame in self.frames.values():
            offered = frame.path in self._editing.offers  # what is offered hangs on other fields
            if offered or not paths or any(_touches(path, frame.path) for path in paths):
                frame.refresh()
        for lists in self.lists.values():
            lists.refresh(paths)

    def say_again(self) -> None:
        """Say everything anew."""
        for card in self._cards:
            card.say_again()
        for frame in self.frames.values():
            frame.say_again()
        for lists in self.lists.values():
            lists.say_again()

    def all_frames(self) -> Iterator[FieldFrame]:
        """Every field, those of rows below included."""
        self._build_up_to("")
        yield from self.frames.values()
        for lists in self.lists.values():
            yield from lists.all_frames()

    def lead_to(self, path: str) -> bool:
        """Put the clerk into a place; whether it is here."""
        self._build_up_to(path)
        for frame in self.frames.values():
            if frame.path == path or frame.path.startswith(f"{path}."):
                frame.focus_input()
                return True
        return any(lists.lead_to(path) for lists in self.lists.values())

    def focus_first(self) -> bool:
        """Put the clerk into the first field, if there is one."""
        first = next(self.all_frames(), None)
        if first is not None:
            first.focus_input()
        return first is not None

    def set_read_only(self, read_only: bool) -> None:
        """Whether all of it can only be read; what MaskDesk fills in always is."""
        self._locked = read_only
        for name, frame in self.frames.items():
            frame.set_read_only(read_only or name in self._kept)
        for lists in self.lists.values():
            lists.set_read_only(read_only)

    @property
    def growing(self) -> bool:
        """Whether there are fields still to come, those of rows below included."""
        return self._portions.working or any(one.growing for one in self.lists.values())

    def shown_frames(self) -> Iterator[FieldFrame]:
        """Every field that is there by now."""
        yield from self.frames.values()
        for lists in self.lists.values():
            yield from lists.shown_frames()

    def _build(self, struct: type[Struct], within: str) -> Iterator[float]:
        for group in groups(struct):
            yield from self._build_card(group, within)
        for name, member in members(struct).items():
            if isinstance(member.description, Part) and member.struct is not None:
                for group in groups(member.struct):
                    yield from self._build_card(group, f"{within}{name}.")
            elif isinstance(member.description, Rows):
                lists = RowsCard(self._editing, f"{self._prefix}{name}", self)
                lists.entered.connect(self.entered)
                lists.grown.connect(self.grown)
                lists.set_read_only(self._locked)
                self.lists[name] = lists
                self._add(lists)
                yield 0.0

    def _build_card(self, group: Group, within: str) -> Iterator[float]:
        card = Card(self, group.heading, self._editing)
        card.hide()
        grid = FieldGrid()
        frames: dict[str, FieldFrame] = {}
        for name in group.names:
            frame = FieldFrame(self._editing, f"{self._prefix}{within}{name}", card)
            frame.entered.connect(self.entered)
            # Locked once the page is dressed it would be dressed again.
            frame.set_read_only(self._locked or f"{within}{name}" in self._kept)
            frames[f"{within}{name}"] = frame
            grid.add_field(frame, frame.span)
            yield 0.0
        card.body.addLayout(grid)
        for name, frame in frames.items():
            # Another row may be shown, or all be locked, since the first of them was made.
            frame.set_path(self._prefix + name)
            frame.set_read_only(self._locked or name in self._kept)
        self.frames |= frames
        self._cards.append(card)
        self._add(card)
        card.show()
        self.grown.emit()

    def _add(self, part: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(part)

    def _build_up_to(self, path: str) -> None:
        """Have a field there, or all of them, before somebody is led to it."""
        for _ in self._building:
            if path and any(frame.path == path for frame in self.frames.values()):
                return


class RowsCard(QWidget):
    """A list of rows: its table, and below it what the table does not show of the current row.

    `grown` says that fields are there, or another row's, that were not.
    """

    entered = Signal(str)
    grown = Signal()

    def __init__(self, editing: Editing, path: str, holder: QWidget) -> None:
        super().__init__(holder)
        self._editing = editing
        self._path = path
        member = member_at(path)
        if member.struct is None or not isinstance(member.description, Rows):
            raise NoSuchPlace(path=path)
        self._struct: type[Struct] = member.struct
        self._one = member.description.one
        shown = columns(self._struct)
        self._has_more = len(members(self._struct)) > len(shown)
        self._details: FieldCards | None = None
        self._current = ""
        self._locked = editing.read_only
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(1.6))
        self._card = Card(self, member.description.label, editing)
        from maskdesk.ui.tables import RowTable  # a page without lists does without

        self.table = RowTable(editing, path, shown, self._card)
        self._card.body.addWidget(self.table)
        box.addWidget(self._card)
        self._row_heading = QLabel(self)
        self._row_heading.setFont(look.scaled(self._row_heading.font(), 1.15, strong=True))
        self._row_heading.setWordWrap(True)
        self._row_heading.hide()
        box.addWidget(self._row_heading)
        self.table.current_changed.connect(self._show_row)
        self.table.entered.connect(self.entered)
        editing.edited.connect(self._rename_row)
        self._rename_soon = QTimer(self)
        self._rename_soon.setSingleShot(True)
        self._rename_soon.setInterval(_NAMED_AFTER_MS)
        self._rename_soon.timeout.connect(self._name_in_portions)
        self._naming = Portions(self)
        self._naming.done.connect(self._name_row)
        self._go_to_first()

    def set_path(self, path: str) -> None:
        """Show the list of another row."""
        self._path = path
        self._show_row("")
        self.table.set_path(path)
        self._go_to_first()

    def say_again(self) -> None:
        """Say everything anew."""
        self._card.say_again()
        self._rename_row()
        if self._details is not None:
            self._details.say_again()

    def refresh(self, paths: tuple[str, ...]) -> None:
        """Show anew what an edit may have changed below the table."""
        if self._details is not None and self._current:
            self._details.refresh(paths)

    def all_frames(self) -> Iterator[FieldFrame]:
        """Every field of the row shown."""
        if self._details is not None and self._current:
            yield from self._details.all_frames()

    @property
    def growing(self) -> bool:
        """Whether there are fields of the current row still to come."""
        return self._details is not None and self._details.growing

    def shown_frames(self) -> Iterator[FieldFrame]:
        """Every field of the row shown that is there by now."""
        if self._details is not None and self._current:
            yield from self._details.shown_frames()

    def lead_to(self, path: str) -> bool:
        """Put the clerk into a place of this list; whether it lies here."""
        if path == self._path or path.startswith(f"{self._path}[]"):
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if not path.startswith(f"{self._path}["):
            return False
        row = path[: path.index("]", len(self._path)) + 1]
        rest = path[len(row) + 1 :]
        self.table.select(path)
        if rest and rest not in columns(self._struct) and self._details is not None:
            return self._details.lead_to(path)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Whether all of it can only be read."""
        self._locked = read_only
        self.table.set_read_only(read_only)
        if self._details is not None:
            self._details.set_read_only(read_only)

    def _go_to_first(self) -> None:
        """Show the first row whole, so that a list is never a table alone."""
        rows = rows_at(self._editing.dossier, self._path) if self._exists(self._path) else ()
        if rows and self._has_more:
            self.table.select(f"{self._path}[{rows[0].id}]")

    def _show_row(self, path: str) -> None:
        self._current = path
        if not self._has_more:
            return
        if path and self._details is None:
            self._details = FieldCards(self._editing, self._struct, f"{path}.", self, below=True)
            self._details.entered.connect(self.entered)
            self._details.grown.connect(self.grown)
            self._details.set_read_only(self._locked)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._details)
        elif path and self._details is not None:
            self._details.set_prefix(f"{path}.")
        if self._details is not None:
            self._details.setVisible(bool(path))
        self._rename_row()
        self.grown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Name the row as it is called now."""
        super().showEvent(event)
        self._rename_row()

    def _rename_row(self) -> None:
        self._naming.stop()
        if not self.isVisible():
            return
        if len(self.table.model.rows) > _MOST_ROWS_NAMED_AT_ONCE:
            self._rename_soon.start()
        else:
            self._name_row()

    def _name_in_portions(self) -> None:
        """Name all the rows, among which that of the moment is told apart."""
        if self._exists(self._current):
            dossier, speech = self._editing.dossier, self._editing.speech
            self._naming.start_after_paint(
                name_rows(dossier, self._path, speech.translate, speech.language)
            )
        else:
            self._name_row()

    def _name_row(self) -> None:
        shown = bool(self._current) and self._has_more and self._exists(self._current)
        self._row_heading.setVisible(shown)
        if shown:
            speech = self._editing.speech
            name = row_name(self._editing.dossier, self._current, speech.translate, speech.language)
            text = speech.say(N_("{place}: {field}"), place=speech.say(self._one), field=name)
            self._row_heading.setText(text)

    def _exists(self, path: str) -> bool:
        try:
            get(self._editing.dossier, path)
        except NoSuchPlace:
            return False
        return True


# Among more of them a row takes longer to be told apart than the rows may wait to be shown.
_MOST_ROWS_NAMED_AT_ONCE = 1_000
_NAMED_AFTER_MS = 50


def _touches(changed: str, shown: str) -> bool:
    return changed == shown or shown.startswith((f"{changed}.", f"{changed}["))
