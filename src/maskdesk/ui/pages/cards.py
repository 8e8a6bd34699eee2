"""Cards: the fields of a section or row in groups, lists as tables, each under its heading."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from maskdesk.dossier.fields import Part, Rows, members
from maskdesk.dossier.naming import row_name
from maskdesk.dossier.paths import NoSuchPlace, get, member_at, rows_at
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.arrangement import KEPT, columns, groups
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields import FieldFrame
from maskdesk.ui.fields.flow import FieldGrid
from maskdesk.ui.tables import RowTable

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
    """The groups of one section or row, each a card; the row can be changed for another."""

    entered = Signal(str)

    def __init__(
        self, editing: Editing, struct: type[Struct], prefix: str, holder: QWidget
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
        self._add_groups(struct, prefix, "")
        for name, member in members(struct).items():
            if isinstance(member.description, Part) and member.struct is not None:
                self._add_groups(member.struct, prefix, f"{name}.")
            elif isinstance(member.description, Rows):
                lists = RowsCard(editing, f"{prefix}{name}", self)
                lists.entered.connect(self.entered)
                self.lists[name] = lists
                box.addWidget(lists)
        self.set_read_only(editing.read_only)

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

    def say_again(self) -> None:
        """Say everything anew."""
        for card in self._cards:
            card.say_again()
        for frame in self.frames.values():
            frame.say_again()
        for lists in self.lists.values():
            lists.say_again()

    def all_frames(self) -> Iterator[FieldFrame]:
        """Every field shown, those of rows below included."""
        yield from self.frames.values()
        for lists in self.lists.values():
            yield from lists.all_frames()

    def lead_to(self, path: str) -> bool:
        """Put the clerk into a place; whether it is here."""
        for frame in self.frames.values():
            if frame.path == path or frame.path.startswith(f"{path}."):
                frame.focus_input()
                return True
        return any(lists.lead_to(path) for lists in self.lists.values())

    def set_read_only(self, read_only: bool) -> None:
        """Whether all of it can only be read; what MaskDesk fills in always is."""
        for name, frame in self.frames.items():
            frame.set_read_only(read_only or name in self._kept)
        for lists in self.lists.values():
            lists.set_read_only(read_only)

    def _add_groups(self, struct: type[Struct], prefix: str, within: str) -> None:
        for group in groups(struct):
            card = Card(self, group.heading, self._editing)
            grid = FieldGrid()
            for name in group.names:
                frame = FieldFrame(self._editing, f"{prefix}{within}{name}", card)
                frame.entered.connect(self.entered)
                self.frames[f"{within}{name}"] = frame
                grid.add_field(frame, frame.span)
            card.body.addLayout(grid)
            self._cards.append(card)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(card)


class RowsCard(QWidget):
    """A list of rows: its table, and below it what the table does not show of the current row."""

    entered = Signal(str)

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
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(1.6))
        self._card = Card(self, member.description.label, editing)
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
        self._name_row()
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
            self._details = FieldCards(self._editing, self._struct, f"{path}.", self)
            self._details.entered.connect(self.entered)
            self._details.set_read_only(self._editing.read_only)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._details)
        elif path and self._details is not None:
            self._details.set_prefix(f"{path}.")
        if self._details is not None:
            self._details.setVisible(bool(path))
        self._name_row()

    def showEvent(self, event: QShowEvent) -> None:
        """Name the row as it is called now."""
        super().showEvent(event)
        self._name_row()

    def _rename_row(self) -> None:
        if self.isVisible():
            self._name_row()

    def _name_row(self) -> None:
        shown = bool(self._current) and self._has_more and self._exists(self._current)
        self._row_heading.setVisible(shown)
        if shown:
            speech = self._editing.speech
            name = row_name(self._editing.dossier, self._current, speech.say, speech.language)
            text = speech.say(N_("{place}: {field}"), place=speech.say(self._one), field=name)
            self._row_heading.setText(text)

    def _exists(self, path: str) -> bool:
        try:
            get(self._editing.dossier, path)
        except NoSuchPlace:
            return False
        return True


def _touches(changed: str, shown: str) -> bool:
    return changed == shown or shown.startswith((f"{changed}.", f"{changed}["))
