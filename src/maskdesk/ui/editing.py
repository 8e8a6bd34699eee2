"""The open dossier as widgets see it: they send edits in and are told what changed."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from maskdesk.desk.session import Change, Session
from maskdesk.dossier.fields import Rows, members
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.naming import name_rows
from maskdesk.dossier.paths import SoundRows, look_for_unread, row_count
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.ui.jobs import heard_by
from maskdesk.ui.portions import Portions
from maskdesk.ui.speech import Speech
from maskdesk.ui.window_first import window_first

if TYPE_CHECKING:
    from maskdesk.desk.workers import Workers
    from maskdesk.rules.evaluate import Report

# With more of them a check takes longer than the echo of a key may.
_MOST_ROWS_CHECKED_HERE = 200
# With more of them it is first shown what an edit did: to send it to the process that checks keeps
# this one busy, and both at once take longer.
_MOST_ROWS_SENT_AT_ONCE = 20_000
_SHOWN_WITHIN_MS = 80


class Offer(Struct, frozen=True, kw_only=True):
    """What can be chosen at a place whose kind knows no list: codes with words, or why nothing.

    Why nothing (a message id) may depend on the dossier of the moment too.
    """

    options: Callable[[], Sequence[tuple[str, str]]]
    nothing: Callable[[], str]


class Editing(QObject):
    """One open dossier in one window.

    `edited` carries the Change of every edit, undo and redo, at once;
    `checked` carries the Report that follows, after the keystroke was painted;
    `wanted` carries the path of a place the clerk wants to be led to;
    `failed` carries a MaskDeskError that kept an edit from being done;
    `cut_in` says that a deed is about to follow, in which what is being typed is to count.
    """

    edited = Signal(object)
    checked = Signal(object)
    wanted = Signal(str)
    failed = Signal(object)
    cut_in = Signal()

    def __init__(
        self,
        session: Session,
        speech: Speech,
        *,
        read_only: bool = False,
        workers: "Callable[[], Workers] | None" = None,
    ) -> None:
        """Without `workers` every dossier is checked in this process."""
        super().__init__()
        self._session = session
        self._workers = workers
        self._latest: Report | None = None
        self._asked: object = None
        self.speech = speech
        self.read_only = read_only
        self.enter_moves_on = False
        self.offers: dict[str, Offer] = {}
        self._looking = Portions(self)
        self._check_soon = QTimer(self)
        self._check_soon.setSingleShot(True)
        self._check_soon.timeout.connect(self._check)

    @property
    def session(self) -> Session:
        """The session the edits go to."""
        return self._session

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return self._session.dossier

    @property
    def report(self) -> "Report":
        """How the dossier stands today; how it stood just before while a large one is checked."""
        known = self._session.known_report()
        if known is None:
            if self._latest is not None and self._is_checked_apart:
                return self._latest
            known = self._session.report()
        self._latest = known
        return known

    def edit(self, path: str, typed: str) -> None:
        """Take what was typed into a field."""
        self._do(lambda: self._session.edit(path, typed, self.speech.language))

    def put(self, path: str, value: Value | Unread) -> None:
        """Put a value into a field."""
        self._do(lambda: self._session.put(path, value))

    def insert(self, path: str, row: Row, at: int | None = None) -> None:
        """Add a row to a list."""
        self._do(lambda: self._session.insert(path, row, at))

    def remove(self, path: str) -> None:
        """Take a row out of its list."""
        self._do(lambda: self._session.remove(path))

    def move(self, path: str, to: int) -> None:
        """Move a row within its list."""
        self._do(lambda: self._session.move(path, to))

    def put_rows(self, path: str, rows: tuple[Row, ...] | SoundRows) -> None:
        """Give a list other rows in one edit."""
        self._do(lambda: self._session.put_rows(path, rows))

    def do(self, edit: Callable[[], Change]) -> bool:
        """Do an edit that reaches the session by another way, as adding evidence does."""
        return self._do(edit)

    def undo(self) -> None:
        """Take the latest edit back and lead to it."""
        self._step(self._session.undo)

    def redo(self) -> None:
        """Do the edit taken back last again and lead to it."""
        self._step(self._session.redo)

    def want(self, path: str) -> None:
        """Ask for a place to be shown."""
        self.wanted.emit(path)

    def replace_session(self, session: Session) -> None:
        """Go on with another state of the dossier: recovered, amended, reopened."""
        self._session = session
        self._latest = None
        self.tell(Change(paths=()))

    def check(self) -> None:
        """Have it checked as it stands, after what waits to be painted."""
        many = row_count(self.dossier) > _MOST_ROWS_SENT_AT_ONCE
        self._check_soon.start(_SHOWN_WITHIN_MS if many else 0)

    def _do(self, edit: Callable[[], Change]) -> bool:
        window_first()
        try:
            change = edit()
        except MaskDeskError as failure:
            self.failed.emit(failure)
            return False
        self.tell(change)
        return True

    def _step(self, step: Callable[[], Change | None]) -> None:
        window_first()
        try:
            change = step()
        except MaskDeskError as failure:
            self.failed.emit(failure)
            return
        if change is not None:
            self.tell(change)
            for path in change.paths[-1:]:
                self.wanted.emit(path)

    def tell(self, change: Change) -> None:
        """Show what was done to the dossier elsewhere: a seal, a hand-in, a recovery."""
        window_first()
        self._asked = None
        self.edited.emit(change)
        self.check()

    def _check(self) -> None:
        if self._workers is None or not self._is_checked_apart or self._session.known_report():
            self.checked.emit(self.report)
            return
        session, dossier = self._session, self._session.dossier
        self._asked = asked = object()

        def take(report: "Report") -> None:
            if asked is self._asked:  # else the dossier changed meanwhile and is checked again
                session.take_report(dossier, report)
                self.checked.emit(self.report)

        def check_here(_: MaskDeskError) -> None:
            if asked is self._asked:
                session.report()
                self.checked.emit(self.report)

        # What is asked for with the findings is found meanwhile, a portion at a time.
        self._looking.start_after_paint(self._look_ahead(dossier))
        self._workers().check(
            dossier,
            session.today,
            heard_by(self, done=take, failed=check_here),
            returned=session.returned,
            slot=f"check {id(self)}",
        )

    def _look_ahead(self, dossier: Dossier) -> Iterator[float]:
        """Find what is unread, and what the rows of long lists are called among their like."""
        yield from look_for_unread(dossier)
        for name, member in members(Dossier).items():
            rows = getattr(dossier, name)
            if isinstance(member.description, Rows) and len(rows) > _MOST_ROWS_CHECKED_HERE:
                yield from name_rows(dossier, name, self.speech.translate, self.speech.language)

    @property
    def _is_checked_apart(self) -> bool:
        return self._workers is not None and row_count(self.dossier) > _MOST_ROWS_CHECKED_HERE
