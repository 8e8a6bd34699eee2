"""The open dossier: every edit checked at once, undone by name, kept between saves."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from maskdesk.dossier import edits
from maskdesk.dossier.edits import Edit
from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import NoSuchPlace, NotOfItsKind, describe, member_at, rows_at
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import Language
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import Report, check

# Enough to take back a working day; a state shares all untouched parts with its neighbours.
_STATES_KEPT = 1000


class Change(Struct, frozen=True, kw_only=True):
    """What an edit did: the places it touched and how the dossier stands now."""

    paths: tuple[str, ...]
    report: Report


class State(Struct, frozen=True):
    """A dossier that can be come back to, named by the place whose edit led away from it."""

    path: str
    dossier: Dossier


class Session:
    """One dossier under work.

    `keep` is given every edit before it counts, so that it survives a crash; it raises where the
    edit cannot be kept. `today` gives the day of checking.
    """

    def __init__(
        self,
        dossier: Dossier,
        law: Law,
        today: Callable[[], date],
        *,
        returned: frozenset[str] = frozenset(),
        keep: Callable[[bytes], None] | None = None,
    ) -> None:
        self._dossier = dossier
        self._law = law
        self._today = today
        self._returned = returned
        self._keep = keep
        self._undo: list[State] = []
        self._redo: list[State] = []
        self._typing_at = ""

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return self._dossier

    @property
    def undoable(self) -> tuple[str, ...]:
        """The places whose edits can be taken back, the latest last."""
        return tuple(state.path for state in self._undo)

    @property
    def redoable(self) -> tuple[str, ...]:
        """The places whose edits can be done again, the next one last."""
        return tuple(state.path for state in self._redo)

    def report(self) -> Report:
        """How the dossier stands today."""
        return check(self._dossier, self._law, self._today(), returned=self._returned)

    def edit(self, path: str, typed: str, language: Language) -> Change:
        """Take what was typed into a field: its value, or the text itself until it can be read."""
        description = describe(path)
        if not isinstance(description, Field):
            raise NoSuchPlace(path=path)
        return self.put(path, description.kind.read(typed, language))

    def put(self, path: str, value: Value | Unread) -> Change:
        """Put a value into a field; edits of one field in a row are undone as one."""
        goes_on = path == self._typing_at and bool(self._undo)
        change = self._do(edits.putting(path, value), path, new_state=not goes_on)
        self._typing_at = path
        return change

    def insert(self, path: str, row: Row, at: int | None = None) -> Change:
        """Add a row to a list, at its end unless told where."""
        rows = rows_at(self._dossier, path)
        struct = member_at(path).struct
        if struct is None or not isinstance(row, struct):
            raise NotOfItsKind(path=path)
        return self._do(edits.inserting(path, row, len(rows) if at is None else at), path)

    def remove(self, path: str) -> Change:
        """Take a row out of its list."""
        return self._do(edits.RemoveRow(path=path), path)

    def move(self, path: str, to: int) -> Change:
        """Move a row to another position of its list."""
        return self._do(edits.MoveRow(path=path, to=to), path)

    def settle(self) -> None:
        """End the run of typing: the next edit of the same field is undone on its own."""
        self._typing_at = ""

    def undo(self) -> Change | None:
        """Take the latest edit back, if there is one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Do the edit taken back last again, if there is one."""
        return self._step(self._redo, self._undo)

    def replay(self, entries: tuple[bytes, ...]) -> Change:
        """Do kept edits again after a crash; they can be undone one by one."""
        keep, self._keep = self._keep, None
        try:
            for entry in entries:
                edit = edits.read(entry)
                self._do(edit, edit.path)
        finally:
            self._keep = keep
        return Change(paths=self.undoable, report=self.report())

    def _do(self, edit: Edit, path: str, *, new_state: bool = True) -> Change:
        after = edits.apply(self._dossier, edit)
        if self._keep is not None:
            self._keep(edits.write(edit))
        if new_state:
            self._undo.append(State(path, self._dossier))
            del self._undo[:-_STATES_KEPT]
        self._redo.clear()
        self._dossier = after
        self._typing_at = ""
        return Change(paths=(path,), report=self.report())

    def _step(self, source: list[State], target: list[State]) -> Change | None:
        if not source:
            return None
        state = source[-1]
        if self._keep is not None:
            self._keep(edits.write(edits.restoring(state.dossier, state.path)))
        source.pop()
        target.append(State(state.path, self._dossier))
        self._dossier = state.dossier
        self._typing_at = ""
        return Change(paths=(state.path,), report=self.report())
