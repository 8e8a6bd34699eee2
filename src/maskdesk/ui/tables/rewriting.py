"""Changes to many rows worked out a row a step, before anything is changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import SoundRows, enter_values, prove_rows
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread


class Rewriting:
    """The rows of a list on their way to being others; `before` are those it started from.

    `entered` are those that were made; `proven` is what can be put once the work is over.
    """

    def __init__(self, path: str, rows: tuple[Row, ...]) -> None:
        self.path = path
        self.before = rows
        self.rows: list[Row] = list(rows)
        self.entered: list[Row] = []
        self.proven = SoundRows((), ())

    def fill(
        self, positions: Sequence[int], values: Mapping[str, Value | Unread]
    ) -> Iterator[float]:
        """Put the same values into all rows at positions."""
        for done, at in enumerate(positions, 1):
            self.change(at, values)
            yield done / len(positions)
        yield from self._prove()

    def duplicate(self, positions: Sequence[int], new_row: Callable[[], Row]) -> Iterator[float]:
        """Put a copy of each row at positions behind the last of them."""
        copies = []
        for done, at in enumerate(positions, 1):
            copies.append(msgspec.structs.replace(self.rows[at], id=new_row().id))
            yield done / len(positions)
        behind = max(positions) + 1
        self.rows[behind:behind] = copies
        # What is copied from a sound row is sound.
        self.entered += copies
        yield from self._prove()

    def change(self, at: int, values: Mapping[str, Value | Unread]) -> None:
        """Put values into one row."""
        row = self.rows[at] = enter_values(self.path, self.rows[at], values)
        self.entered.append(row)

    def _prove(self) -> Iterator[float]:
        """The last of the work, a moment beside what making the rows took."""
        for proven in prove_rows(self.path, self.rows, self.before, self.entered):
            self.proven = proven or self.proven
            yield 1.0
