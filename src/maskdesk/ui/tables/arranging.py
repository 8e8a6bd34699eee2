"""Which rows of a table are shown and in which order: for the eye only, the dossier stays."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from maskdesk.dossier.unread import Unread
from maskdesk.ui.editing import Editing
from maskdesk.ui.finding import order_key, without_marks
from maskdesk.ui.portions import Portions
from maskdesk.ui.tables.columns import Column
from maskdesk.ui.tables.row_model import RowModel


class Arranging(QObject):
    """Sorts and narrows what is shown, in portions; `arranged` says that it stands."""

    arranged = Signal()

    def __init__(self, editing: Editing, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._editing = editing
        self._model = model
        self._found: Sequence[int] = ()
        self.portions = Portions(self)
        self.portions.done.connect(self._show)
        self.column: Column | None = None
        self.descending = False
        self.wanted = ""

    def sort(self, column: Column | None, *, descending: bool) -> None:
        """Show the rows by a column; by none as the dossier has them."""
        self.column, self.descending = column, descending
        self._arrange()

    def narrow(self, wanted: str) -> None:
        """Show only rows that hold every word that is looked for."""
        self.wanted = wanted
        self._arrange()

    def reset(self) -> None:
        """Everything, as the dossier has it."""
        self.portions.stop()
        self.column, self.descending, self.wanted = None, False, ""
        if not self._model.in_own_order:
            self._model.show_view(range(len(self._model.rows)))

    def _arrange(self) -> None:
        if self.column is None and not self.wanted.strip():
            self.portions.stop()
            self._found = range(len(self._model.rows))
            self._show()
        else:
            self.portions.start(self._work())

    def _show(self) -> None:
        if self._found or not self._model.rows or self.wanted.strip():
            self._model.show_view(self._found)
        self.arranged.emit()

    def _work(self) -> Iterator[float]:
        rows = self._model.rows
        found: Sequence[int] = range(len(rows))
        if self.wanted.strip():
            kept: list[int] = []
            for part in self._narrowed(kept):
                yield part / 2
            found = kept
        if self.column is not None:
            ordered: list[int] = []
            for part in self._sorted(self.column, found, ordered):
                yield 0.5 + part / 2
            found = ordered
        self._found = found

    def _narrowed(self, kept: list[int]) -> Iterator[float]:
        words = without_marks(self.wanted).split()
        rows, columns = self._model.rows, self._model.columns
        for at, row in enumerate(rows):
            text = without_marks("\t".join(one.shown(getattr(row, one.name)) for one in columns))
            if all(word in text for word in words):
                kept.append(at)
            yield at / len(rows)

    def _sorted(self, column: Column, found: Sequence[int], ordered: list[int]) -> Iterator[float]:
        rows, language = self._model.rows, self._editing.speech.language
        keys: dict[int, object] = {}
        unread: list[int] = []
        empty: list[int] = []
        for done, at in enumerate(found):
            value = getattr(rows[at], column.name)
            if isinstance(value, Unread):
                unread.append(at)
            elif value in (None, ()):
                empty.append(at)
            else:
                key = column.sort_key(value)
                keys[at] = order_key(key, language) if isinstance(key, str) else key
            yield done / len(found)
        # What cannot be compared stays last whichever way the rest is turned.
        ordered += sorted(keys, key=keys.__getitem__, reverse=self.descending)  # type: ignore[arg-type]  # keys of one column are alike
        ordered += [*unread, *empty]
