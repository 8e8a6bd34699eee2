"""What is done to a dossier between two saves: kept in its journal, found again after a crash."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Raw, Struct

from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.recovering import (
    LEFT_OPEN,
    Begun,
    KeptEdit,
    KeptFile,
    Recovery,
    SavedAs,
    around,
    encode,
    offer,
    unsaved_in,
)
from maskdesk.dossier import codec, edits
from maskdesk.dossier.edits import Edit, Giving
from maskdesk.dossier.paths import row_count
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.durable import StorageError
from maskdesk.store.journal import EditNotKept, Journal, Keeper
from maskdesk.store.member_names import EVIDENCE

# With more of them an edit takes longer to be written down than the window may be silent.
_MOST_ROWS_AT_ONCE, _MOST_NAMED_AT_ONCE = 5_000, 20_000


class Reached(Struct, frozen=True, kw_only=True):
    """How far the work had come: how many edits there were, how many entries in the journal."""

    edits: int
    entries: int


class UnsavedWork:
    """What was done to one open dossier since its last save, and what an earlier run left of it.

    `recovery` is the offer to take up what was left, until it is answered; `taken_up` is the one
    that was taken up, until it is saved.
    `kept_at` is when the latest edit was kept.
    `not_kept` says that what was done last could not be kept after all, until it is saved.
    """

    def __init__(self, journal: Journal, blobs: BlobStore, tell: Callable[[], None]) -> None:
        """Keep it in one journal; the evidence it names lies in `blobs`.

        `tell` is called, in any thread, when `not_kept` has something to say.
        """
        self._tell = tell
        self._keeper = Keeper(journal, self._take_failure)
        self._blobs = blobs
        self._begun = False
        self._edits = 0
        self._left: tuple[KeptEdit, ...] = ()
        self.recovery: Recovery | None = None
        self.kept_at: datetime | None = None
        self.taken_up: Recovery | None = None
        self.not_kept: MaskDeskError | None = None
        self._lacks_beginning = False

    @property
    def file(self) -> Path:
        """Where the journal lies, or will."""
        return self._keeper.file

    @property
    def reached(self) -> Reached:
        """How far it has come by now."""
        return Reached(edits=self._edits, entries=self._keeper.count)

    # What an earlier run left

    def look_for_left(
        self, opened: OpenDossier, saved: Callable[[], datetime | None], *also: str
    ) -> None:
        """Find what an earlier run kept and did not save, and offer it; before the first edit.

        `also` are digests of versions from which only MaskDesk itself led to the present one.
        Raises a StorageError.
        """
        journal = self._keeper.resume()
        if journal is None:
            return
        found = unsaved_in(journal, opened.container.digest, *also)
        self.recovery = offer(found, opened.dossier, saved())
        if self.recovery is None:
            self._keeper.clear()
            return
        self._left = found.edits

    def take_up_left(self) -> tuple[KeptEdit, ...]:
        """The edits that were left; what is done from here on is kept behind them."""
        if self.recovery is not None:
            self._begun = True
            self.kept_at = self.recovery.kept
        left, self._left = self._left, ()
        self.taken_up, self.recovery = self.recovery, None
        self._edits += len(left)
        return left

    def give_up_left(self) -> None:
        """Forget what was left. Raises a StorageError."""
        self._left, self.recovery = (), None
        self._keeper.clear()

    # What is done now

    def begin(
        self, opened: OpenDossier, dossier: Dossier, who: str, moment: datetime, *, has_file: bool
    ) -> None:
        """Begin the journal, if this is the first edit behind what lies in the file.

        Where there is no file it begins with the whole dossier, and with the one at hand again
        where that could not be written down.
        Raises a StorageError, DossierError for evidence that cannot be kept.
        """
        if not self._begun:
            self._keeper.start(base=opened.container.digest)
            self._lacks_beginning = not has_file
            if not has_file:
                self._keep_evidence(opened)
        if self._lacks_beginning:
            self._keep_beginning(dossier, who, moment)
        self._begun = True

    def keep(self, edit: Edit | Giving, who: str, moment: datetime) -> None:
        """Keep one edit before it counts; one of very many rows within moments after.

        Raises as `Keeper.keep` does.
        """
        self._keeper.keep(
            lambda: around(_kept(who, moment, LEFT_OPEN), edits.portions(edit)),
            long=isinstance(edit, Giving)
            and (edit.rows > _MOST_ROWS_AT_ONCE or edit.named > _MOST_NAMED_AT_ONCE),
            otherwise=_not_to_be_done(who, moment),
        )
        self._edits += 1
        self.kept_at = moment

    def keep_file(self, digest: str) -> None:
        """Keep that evidence was added which lies among the blobs. Raises a StorageError."""
        self._keeper.append(encode(KeptFile(digest=digest)), (digest,))

    def settle(self) -> None:
        """Have all of it on the medium now. Raises a StorageError."""
        self._keeper.settle()

    def _keep_evidence(self, opened: OpenDossier) -> None:
        blobs = [opened.container.blob(name) for name in opened.container.under(EVIDENCE)]
        self._blobs.add(*blobs)
        for blob in blobs:
            self.keep_file(blob.sha256)

    def _keep_beginning(self, dossier: Dossier, who: str, moment: datetime) -> None:
        def make() -> Iterator[bytes]:
            try:
                yield from around(Begun(dossier=LEFT_OPEN), codec.portions(dossier))
            except Exception:
                self._lacks_beginning = True
                raise

        self._lacks_beginning = False
        try:
            self._keeper.keep(
                make,
                long=row_count(dossier) > _MOST_ROWS_AT_ONCE,
                otherwise=_not_to_be_done(who, moment),
            )
        except StorageError:
            self._lacks_beginning = True
            raise

    # What becomes of it with a save

    def mark(self, digest: str, reached: Reached) -> bool:
        """Name the version about to be written, which holds all up to there; whether that is kept.

        A full local disk must not keep the clerk from saving elsewhere.
        """
        if not self._begun:
            return False
        try:
            self._keep_mark(digest, reached)
            self._keeper.settle()
        except StorageError:
            return False
        return True

    def note_saved(self, digest: str, reached: Reached, *, marked: bool) -> None:
        """Go on from the version that lies in the file now and holds all up to there."""
        if self._edits == reached.edits:
            # What the journal holds is in the file; should it outlive this, its mark says so.
            with contextlib.suppress(StorageError):
                self._keeper.clear()
            self._begun = False
            self.taken_up = self.not_kept = None
        elif self._begun and not marked:
            with contextlib.suppress(StorageError):
                self._keep_mark(digest, reached)

    def _take_failure(self, failure: StorageError) -> None:
        self.not_kept = failure
        self._tell()

    def _keep_mark(self, digest: str, reached: Reached) -> None:
        mark = SavedAs(digest=digest, entries=reached.entries)
        self._keeper.keep(lambda: encode(mark))

    def follow(self, other: "UnsavedWork", digest: str, reached: Reached) -> bool:
        """Go on from another place, with what was done since a version was written here.

        Whether what was done since is kept here now.
        """
        self._begun, self._edits, self.kept_at = other._begun, other._edits, other.kept_at
        self.taken_up, self.not_kept = other.taken_up, other.not_kept
        if self._edits == reached.edits:
            return True
        try:
            self._keeper.start(base=digest)
            self._keeper.take_over(other._keeper.entries()[reached.entries :])
        except StorageError:
            self._take_failure(EditNotKept(file=self.file.name))
            return False
        return True

    def forget(self) -> None:
        """Forget all of it: what is not saved was not to be. Raises a StorageError."""
        self._keeper.clear()

    def close(self) -> None:
        """Let go of the journal; what it holds stays for the next run."""
        self._keeper.close()


def _kept(who: str, moment: datetime, edit: Raw) -> KeptEdit:
    return KeptEdit(moment=moment, who=who, edit=edit)


def _not_to_be_done(who: str, moment: datetime) -> bytes:
    """What stands for an entry that cannot be made: missing, and after a crash counted so."""
    return encode(_kept(who, moment, Raw(b"null")))
