"""What a link points to, in the words a reader knows it by."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.naming import row_name
from maskdesk.dossier.paths import rows_at, steps
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.language import N_, Catalogue
from maskdesk.output.annexes.clearing import Clearing

_Held = TypeVar("_Held", bound=Struct)


class Names:
    """The names of a dossier's rows, each list named as a whole and only when it is asked for.

    `row_name` compares a row with all its like, which over 100,000 rows nobody waits for.
    """

    def __init__(self, dossier: Dossier, catalogue: Catalogue, clearing: Clearing) -> None:
        self._dossier = dossier
        self._catalogue = catalogue
        self._clearing = clearing
        self._lists: dict[str, dict[str, str]] = {}

    def of(self, path: str, row_id: str) -> str:
        """The name of one row of the list at `path`; empty for a row that is gone."""
        if path not in self._lists:
            self._lists[path] = self._named(path)
        return self._lists[path].get(row_id, "")

    def _named(self, path: str) -> dict[str, str]:
        rows = rows_at(self._dossier, path)
        alone = [self._alone(path, row) for row in rows]
        alike = Counter(alone)
        nameless = self._say(_UNNAMED).format(n=1)
        named = {}
        for n, (row, name) in enumerate(zip(rows, alone, strict=True), start=1):
            pattern = _UNNAMED if name == nameless else _ALIKE if alike[name] > 1 else "{name}"
            shown = self._say(pattern).format(name=name, n=n)
            named[row.id] = self._clearing.clear(shown, f"{path}[{row.id}]")
        return named

    def _alone(self, path: str, row: Row) -> str:
        """What the row would be called if it were the only one."""
        names = [step.name for step in steps(path)]
        only = _with_only(self._dossier, names, replace(row, id="x"))
        return row_name(only, f"{path}[x]", self._say, self._catalogue.language)

    def _say(self, message: str) -> str:
        return self._catalogue.translate(message)


def _with_only(held: _Held, names: Sequence[str], row: Row) -> _Held:
    """The dossier, or a section of it, with one row alone in a list."""
    name, *inner = names
    if inner:
        return replace(held, **{name: _with_only(getattr(held, name), inner, row)})
    return replace(held, **{name: (row,)})


# As `dossier.naming` says them.
_UNNAMED = N_("no. {n}")
_ALIKE = N_("{name} (no. {n})")
