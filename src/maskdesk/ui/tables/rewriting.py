"""Changes to many rows worked out a row a step, before anything is changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import enter_values
from maskdesk.dossier.sections import Row
from maskdesk.dossier.unread import Unread


class Rewriting:
    """The rows of a list on their way to being others; `before` are those it started from.

    `entered` are those that were made, and are known to be sound.
    """

    def __init__(self, path: str, rows: tuple[Row, ...]) -> None:
        self.path = path
        self.before = rows
        self.rows: list[Row] = list(rows)
        self.entered: list[Row] = []

    def fill(
        self, positions: Sequence[int], values: Mapping[str, Value | Unread]
    ) -> Iterator[float]:
        """Put the same values into all rows at positions."""
        for done, at in enumerate(positions, 1):
            self.change(at, values)
            yield done / len(positions)

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

    def change(self, at: int, values: Mapping[str, Value | Unread]) -> None:
        """Put values into one row."""
        row = self.rows[at] = enter_values(self.path, self.rows[at], values)
        self.entered.append(row)
