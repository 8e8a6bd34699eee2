"""The open dossier: every edit kept and undone by name, checked when somebody asks."""

import secrets
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from maskdesk.dossier import edits
from maskdesk.dossier.edits import Edit, Giving
from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import (
    NoSuchPlace,
    SoundRows,
    describe,
    insert_row,
    member_at,
    put,
    put_rows,
    rows_at,
)
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import Language

if TYPE_CHECKING:
    from maskdesk.law.reader import Law
    from maskdesk.rules.evaluate import Report

# Enough to take back a working day; a state shares all untouched parts with its neighbours.
_STATES_KEPT = 1000
# Long enough that a row taken out never lends its id, and so the links to it, to a new one.
_ID_BYTES = 6


class Change(Struct, frozen=True, kw_only=True):
    """What an edit did: the places it touched; empty where the whole dossier may differ."""

    paths: tuple[str, ...]


class State(Struct, frozen=True):
    """A dossier that can be come back to, named by the place whose edit led away from it."""

    path: str
    dossier: Dossier


class Session:
    """One dossier under work.

    `keep` is given every edit before it counts, so that it survives a crash; it raises where the
    edit cannot be kept. `today` gives the day of checking; `law` is asked once, at the first check.
    """

    def __init__(
        self,
        dossier: Dossier,
        law: "Callable[[], Law]",
        today: Callable[[], date],
        *,
        returned: frozenset[str] = frozenset(),
        keep: Callable[[Edit | Giving], None] | None = None,
    ) -> None:
        self._dossier = dossier
        self._read_law = law
        self._today = today
        self._returned = returned
        self._keep = keep
        self._undo: list[State] = []
        self._redo: list[State] = []
        self._typing_at = ""
        self._checked: tuple[Dossier, date, Report] | None = None

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return self._dossier

    @cached_property
    def law(self) -> "Law":
        """What it is checked against, as it stood at the first check."""
        return self._read_law()

    @property
    def undoable(self) -> tuple[str, ...]:
        """The places whose edits can be taken back, the latest last."""
        return tuple(state.path for state in self._undo)

    @property
    def redoable(self) -> tuple[str, ...]:
        """The places whose edits can be done again, the next one last."""
        return tuple(state.path for state in self._redo)

    @property
    def today(self) -> date:
        """The day of checking."""
        return self._today()

    @property
    def returned(self) -> frozenset[str]:
        """The papers that came back countersigned, as a check wants to know them."""
        return self._returned

    def report(self) -> "Report":
        """How the dossier stands today; asked twice of the same dossier, it is checked once."""
        report = self.known_report()
        if report is None:
            from maskdesk.rules.evaluate import check

            report = check(self._dossier, self.law, self.today, returned=self._returned)
            self.take_report(self._dossier, report)
        return report

    def known_report(self) -> "Report | None":
        """How the dossier stands today, where it was checked already."""
        if self._checked is None:
            return None
        dossier, day, report = self._checked
        return report if dossier is self._dossier and day == self.today else None

    def take_report(self, dossier: Dossier, report: "Report") -> None:
        """Take over how a dossier stands, where another process checked it."""
        self._checked = (dossier, report.today, report)

    def edit(self, path: str, typed: str, language: Language) -> Change:
        """Take what was typed into a field: its value, or the text itself until it can be read."""
        description = describe(path)
        if not isinstance(description, Field):
            raise NoSuchPlace(path=path)
        return self.put(path, description.kind.read(typed, language))

    def put(self, path: str, value: Value | Unread) -> Change:
        """Put a value into a field; edits of one field in a row are undone as one."""
        goes_on = path == self._typing_at and bool(self._undo)
        # Put as it is and not from its record: what no field can hold is told apart from damage.
        after = put(self._dossier, path, value)
        change = self._take(after, edits.putting(path, value), path, new_state=not goes_on)
        self._typing_at = path
        return change

    def insert(self, path: str, row: Row, at: int | None = None) -> Change:
        """Add a row to a list, at its end unless told where."""
        position = len(rows_at(self._dossier, path)) if at is None else at
        after = insert_row(self._dossier, path, row, position)
        return self._take(after, edits.inserting(path, row, position), path)

    def new_row(self, path: str) -> Row:
        """An empty row for a list, with an id no row ever had; it is not in the list yet."""
        struct = member_at(path).struct
        if struct is None or not issubclass(struct, Row):
            raise NoSuchPlace(path=path)
        return struct(id=secrets.token_hex(_ID_BYTES))

    def remove(self, path: str) -> Change:
        """Take a row out of its list."""
        return self._do(edits.RemoveRow(path=path), path)

    def move(self, path: str, to: int) -> Change:
        """Move a row to another position of its list."""
        return self._do(edits.MoveRow(path=path, to=to), path)

    def put_rows(self, path: str, rows: tuple[Row, ...] | SoundRows) -> Change:
        """Give a list other rows in one edit: a block pasted, rows sorted, several removed."""
        after = put_rows(self._dossier, path, rows)
        return self._take(after, edits.giving(path, self._dossier, after), path)

    def settle(self) -> None:
        """End the run of typing: the next edit of the same field is undone on its own."""
        self._typing_at = ""

    def undo(self) -> Change | None:
        """Take the latest edit back, if there is one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Do the edit taken back last again, if there is one."""
        return self._step(self._redo, self._undo)

    def adopt(self, dossier: Dossier, returned: frozenset[str]) -> Change:
        """Go on with the dossier as sealing, amending or a hand-in left it.

        What led there is on record for ever, so nothing before it can be taken back.
        """
        if dossier is not self._dossier:
            self._undo.clear()
            self._redo.clear()
        self._dossier, self._returned = dossier, returned
        self._checked = None
        self._typing_at = ""
        return Change(paths=())

    def replay(self, entries: tuple[bytes, ...]) -> Change:
        """Do kept edits again after a crash; they can be undone one by one."""
        keep, self._keep = self._keep, None
        try:
            for entry in entries:
                edit = edits.read(entry)
                self._do(edit, edit.path)
        finally:
            self._keep = keep
        return Change(paths=self.undoable)

    def _do(self, edit: Edit, path: str) -> Change:
        return self._take(edits.apply(self._dossier, edit), edit, path)

    def _take(
        self, after: Dossier, edit: Edit | Giving, path: str, *, new_state: bool = True
    ) -> Change:
        if self._keep is not None:
            self._keep(edit)
        if new_state:
            self._undo.append(State(path, self._dossier))
            del self._undo[:-_STATES_KEPT]
        self._redo.clear()
        self._dossier = after
        self._typing_at = ""
        return Change(paths=(path,))

    def _step(self, source: list[State], target: list[State]) -> Change | None:
        if not source:
            return None
        state = source[-1]
        if self._keep is not None:
            self._keep(edits.giving(state.path, self._dossier, state.dossier))
        source.pop()
        target.append(State(state.path, self._dossier))
        self._dossier = state.dossier
        self._typing_at = ""
        return Change(paths=(state.path,))
