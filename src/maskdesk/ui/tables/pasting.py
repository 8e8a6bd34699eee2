"""A block from a spreadsheet, read into the rows of a list before anything is changed."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from maskdesk.dossier.kinds import Value
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread
from maskdesk.ui.tables.blocks import rows_of
from maskdesk.ui.tables.columns import Column, folded
from maskdesk.ui.tables.rewriting import Rewriting


class Misread(Struct, frozen=True):
    """A cell of the block that cannot be read yet: its row in the list, counted from one."""

    row: int
    column: Column
    value: Unread


class Pasting(Rewriting):
    """Reads a block over a list: the rows it falls on changed, the rest of it as new rows.

    `over` are the positions of the rows it falls on, in the order in which they are shown;
    `columns` are those it falls on. Where the block opens with headings, they tell its columns.
    """

    def __init__(
        self,
        path: str,
        rows: tuple[Row, ...],
        over: Sequence[int],
        columns: Sequence[Column],
        every: Sequence[Column],
        new_row: Callable[[], Row],
    ) -> None:
        super().__init__(path, rows)
        self.misread: list[Misread] = []
        self.left_out = 0
        self.new = 0
        self._over = over
        self._columns: Sequence[Column | None] = columns
        self._every = every
        self._new_row = new_row
        self._lines = 0

    def read(self, text: str) -> Iterator[float]:
        """Read the block, a row a step."""
        lines, done = rows_of(text), 0
        total = max(1, len(text))
        for number, cells in enumerate(lines):
            done += sum(map(len, cells)) + len(cells)
            if number == 0 and self._took_headings(cells):
                continue
            self._take(cells)
            yield min(1.0, done / total)
        yield from self._prove()

    def _took_headings(self, cells: Sequence[str]) -> bool:
        found = [self._headed(cell) for cell in cells]
        if sum(column is not None for column in found) * 2 <= len(cells) or len(cells) < 2:
            return False
        self._columns = found
        return True

    def _headed(self, cell: str) -> Column | None:
        wanted = folded(cell)
        return next((column for column in self._every if wanted in column.headings), None)

    def _take(self, cells: Sequence[str]) -> None:
        self.left_out = max(self.left_out, len(cells) - len(self._columns))
        pairs = zip(self._columns, cells, strict=False)
        values = [(column, cell) for column, cell in pairs if column is not None]
        if self._lines < len(self._over):
            self._put(self._over[self._lines], values)
        elif any(cell.strip() for _, cell in values):
            self.rows.append(self._new_row())
            self.new += 1
            self._put(len(self.rows) - 1, values)
        self._lines += 1

    def _put(self, at: int, cells: Sequence[tuple[Column, str]]) -> None:
        changes: dict[str, Value | Unread] = {}
        for column, text in cells:
            value = changes[column.name] = column.read(text)
            if isinstance(value, Unread):
                self.misread.append(Misread(at + 1, column, value))
        self.change(at, changes)
