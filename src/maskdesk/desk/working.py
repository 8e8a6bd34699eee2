"""The one way to work on a dossier's file: locked, kept while it is edited, saved, recovered.

    workplace = Workplace(law=lambda: office.law, now=clock)
    file = open_file(path, workplace)          # or new_file(opened, workplace)
    if file.read_only: ...                     # who has it, where, since when; or why else
    if file.recovery: file.recover()           # or file.turn_down()
    file.session.edit("contract.number", ...)  # each edit is kept before it counts
    file.save()
    file.close()

Slow steps come in three: `saving()` freezes what is to be saved (at once), `Saving.run()` writes it
(in any thread, while the clerk goes on), `saved()` takes note of it (at once).
`save()` is all three; so it is with saving under another name, a copy, and what is put on record.
One saving at a time: the next is frozen when the one before was taken note of.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from maskdesk.desk.delivering import deliver, reconcile, remembering
from maskdesk.desk.evidence import named_in, with_named, without_removed
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier, user
from maskdesk.desk.recording import Recorder, told
from maskdesk.desk.recovering import Recovery, replayed
from maskdesk.desk.saving import keep_version, put_back, save_in_place, save_with_backup
from maskdesk.desk.session import Change, Session
from maskdesk.desk.unsaved_work import Reached, UnsavedWork
from maskdesk.dossier import edits
from maskdesk.dossier.edits import Edit, Giving
from maskdesk.dossier.sections import Dossier, Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import lock, system
from maskdesk.store.backups import Backup
from maskdesk.store.blob import Blob, blob_of, blob_of_file
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.container import digest_at, digest_of
from maskdesk.store.durable import (
    FileMissing,
    FolderMissing,
    StorageError,
    medium_of,
    translated,
    write_folder,
)
from maskdesk.store.failures import DossierError, MemberGone, NewerDossier
from maskdesk.store.history import Deed
from maskdesk.store.journal import Journal, journal_folder, place_of
from maskdesk.store.lock import DossierBusy, Holder, Lock
from maskdesk.store.member_names import EVIDENCE, HISTORY

if TYPE_CHECKING:
    from maskdesk.desk.making import Submission
    from maskdesk.law.reader import Law

OnDisk = Literal["same", "changed", "gone", "away", "unreadable"]


class OpenToReadOnly(MaskDeskError):
    """An edit or a save of a dossier that was opened to read only."""

    problem = N_("{file} is open to read only.")
    way_out = N_("Save it under another name to work on a copy.")


class OntoItself(MaskDeskError):
    """A copy that would take the place of the very file that is open."""

    problem = N_("{file} is the file you have open, so it cannot take a copy of itself.")
    way_out = N_("Save to it with “Save”, or give the copy another name or folder.")


class OpenInAnotherWindow(DossierBusy):
    """A file to be written to that the same MaskDesk has open."""

    problem = N_("{file} is open in another window of MaskDesk.")
    way_out = N_("Close that window first, or choose another name.")


class NoFileYet(MaskDeskError):
    """A dossier that was never saved has no place to be saved to."""

    problem = N_("This dossier has no file yet.")
    way_out = N_("Save it under a name first.")


class Workplace(Struct, frozen=True, kw_only=True):
    """Where a clerk works: what reads the law, the clock, the clerk's name, the kept edits."""

    law: "Callable[[], Law]"
    now: Callable[[], datetime]
    who: str = field(default_factory=user)
    folder: Path = field(default_factory=journal_folder)


class ReadOnly(Struct, frozen=True, kw_only=True):
    """Why a file is open to read only: `failure` says it in a sentence.

    `holder` is who has it open, with computer and since when, if that is the reason and could
    be read.
    """

    failure: MaskDeskError
    holder: Holder | None = None

    @property
    def busy(self) -> bool:
        """Whether somebody else has it open, so that it could be taken over knowingly."""
        return isinstance(self.failure, DossierBusy)


class Saving(Struct, kw_only=True):
    """A dossier on its way to a file; `run` may be called in any thread, once.

    `remarks` is what is to be told of it once it is saved: that no copy was kept on this computer,
    that a piece is damaged, that the file was gone.
    """

    work: "Callable[[Saving], Callable[[], Change]]"
    take: Callable[[], Change] | None = None
    remarks: tuple[MaskDeskError, ...] = ()

    def run(self) -> None:
        """Write it, whole or not at all. Raises what `save_with_backup` raises."""
        self.take = self.work(self)

    def remark(self, remark: MaskDeskError) -> None:
        """Take what is to be told of it."""
        self.remarks = (*self.remarks, remark)


class _Frozen(Struct, frozen=True, kw_only=True):
    """The dossier at the moment a saving begins; what is edited from here on is not in it.

    `build` makes the members of its file of it: for a long dossier no matter of an instant.
    `done` counts what of the history is in it, `reached` how much of the unsaved work.
    """

    build: Callable[[], OpenDossier]
    done: int
    reached: Reached


def _with_its_evidence(
    opened: OpenDossier, dossier: Dossier, attached: AbstractSet[str], blobs: BlobStore
) -> OpenDossier:
    """What was opened as an edited dossier has it, evidence included, before that is written."""
    if dossier is opened.dossier:
        return opened
    built = with_named(replace(opened, dossier=dossier), blobs)
    return without_removed(built, attached | named_in(opened.dossier))


NOWHERE = "no file "
"""What journals of dossiers without a file go by, with a token: a sample may be open twice."""

_NO_MEDIUM = -1

_Warn = Callable[[MaskDeskError], None]
_Write = Callable[[OpenDossier, Path, _Warn], OpenDossier]


class OpenedFile:
    """One dossier being worked on, with its file, its lock and its journal.

    `session` takes the edits. `read_only` is None where they can be saved.
    `recovery` is the offer to take up unsaved work; until it is answered by `recover` or
    `turn_down` the session shows the saved dossier, and a first edit turns it down.
    `kept_at` is when the latest edit was kept.
    `remarks` is what is to be told of the latest save.
    `filed` are folders with papers that a run cut off had written, and that were filed on opening.
    """

    def __init__(
        self,
        opened: OpenDossier,
        path: Path | None,
        workplace: Workplace,
        held: Lock | ReadOnly | None,
        nowhere: str = "",
    ) -> None:
        """Made by `open_file`, `new_file` and `left_behind.take_up` alone.

        `nowhere` is the place the journal of a dossier without a file goes by.
        """
        self._blobs = BlobStore(workplace.folder)
        container = replace(opened.container, copies=self._blobs)
        if HISTORY in container.members:
            container = container.kept_at_hand(HISTORY)
        self._opened = replace(opened, container=container)
        self._nowhere = nowhere or NOWHERE + secrets.token_hex(8)
        self._path = path
        self._medium = _medium_at(path)
        self._at = workplace
        self._lock = held if isinstance(held, Lock) else None
        self.read_only = held if isinstance(held, ReadOnly) else None
        self.filed: tuple[Path, ...] = ()
        self.remarks: tuple[MaskDeskError, ...] = ()
        self._recorder = Recorder()
        self._attached: set[str] = set()
        self._tried: set[str] = set()
        self._hearer: Callable[[], None] | None = None
        self._work = self._work_at(path)
        self.session = Session(
            opened.dossier,
            workplace.law,
            lambda: workplace.now().date(),
            returned=opened.returned,
            keep=self._keep,
        )

    @property
    def path(self) -> Path | None:
        """Where the file lies; None for a dossier that was never saved."""
        return self._path

    @property
    def opened(self) -> OpenDossier:
        """The dossier as it stands, with its evidence and with every edit in its history."""
        return self.standing()()

    def standing(self) -> Callable[[], OpenDossier]:
        """What gives `opened` as it is now, in any thread: for a long dossier it takes a moment."""
        return self._freeze().build

    @property
    def unwritten(self) -> OpenDossier:
        """The dossier as it stands, with its evidence; what is written of it is of the last save.

        Enough to make papers of and to copy, for both go by the dossier and not by its text.
        """
        return _with_its_evidence(self._opened, self.session.dossier, self._attached, self._blobs)

    @property
    def as_shown(self) -> OpenDossier:
        """The dossier as it stands, beside its file as it was saved last.

        Enough to look at, and at no cost: a long dossier takes a moment to be written down.
        """
        return replace(self._opened, dossier=self.session.dossier)

    @property
    def unsaved(self) -> bool:
        """Whether the dossier differs from the one in the file."""
        return self.session.dossier != self._opened.dossier

    @property
    def kept_at(self) -> datetime | None:
        """When the latest edit was kept."""
        return self._work.kept_at

    @property
    def not_kept(self) -> MaskDeskError | None:
        """Why what was done last would not outlive a crash after all, until it is saved."""
        return self._work.not_kept

    def hear(self, hearer: Callable[[], None]) -> None:
        """Have it told at once, in any thread, that `not_kept` has something to say."""
        self._hearer = hearer

    # Recovery

    @property
    def recovery(self) -> Recovery | None:
        """The offer to take up unsaved work, until it is answered."""
        return self._work.recovery

    @property
    def taken_up(self) -> Recovery | None:
        """The offer that was taken up, until it is saved: it says what is missing."""
        return self._work.taken_up

    def recover(self) -> Change:
        """Take up the work that was offered; each step of it can be undone."""
        paths = []
        for kept, after in replayed(self._work.take_up_left(), self.session.dossier):
            if after is not None:
                edit = edits.read(bytes(kept.edit))
                self._recorder.note(edit, self.session.dossier, kept.who, kept.moment)
                self.session.replay((bytes(kept.edit),))
                paths.append(edit.path)
        return Change(paths=tuple(dict.fromkeys(paths)))

    def turn_down(self) -> None:
        """Give up the work that was offered: the saved dossier stands.

        What was offered is kept among the backups.
        """
        offered = self.recovery
        if offered is not None and self._path is not None:
            opened = with_named(self._opened.with_dossier(offered.dossier), self._blobs)
            with contextlib.suppress(MaskDeskError):
                keep_version(opened, self._path, offered.kept, self._at.folder)
        self._work.give_up_left()

    # Evidence

    def hold(self, source: Path | bytes) -> Blob:
        """Copy a file that proves something into safe keeping; may be called in any thread.

        Raises NotAPlainFile or another StorageError.
        """
        blob = blob_of_file(source) if isinstance(source, Path) else blob_of(source)
        self._blobs.add(blob)
        return self._blobs.get(blob.sha256)

    def add_evidence(self, blob: Blob, row: Evidence) -> Change:
        """Attach what `hold` gave, as a row of the dossier; its digest and size are filled in."""
        self._writable()
        self._begin_journal(self._at.now())
        self._work.keep_file(blob.sha256)
        container = self._opened.container.with_evidence(blob)
        self._opened = replace(self._opened, container=container)
        self._attached.add(blob.sha256)
        return self.session.insert("evidence", replace(row, digest=blob.sha256, size=blob.size))

    def evidence(self, digest: str) -> Blob:
        """The bytes of attached evidence, unread. Raises MemberMissing, StorageError."""
        if EVIDENCE + digest in self._opened.container.members:
            return self._opened.container.sound(EVIDENCE + digest)
        return self._blobs.get(digest)

    # Saving

    def on_disk(self) -> OnDisk:
        """Whether the file still holds the version that was opened, told by its content.

        Where it is not there, it may be gone alone, or away with its disk or share.
        """
        if self._path is None:
            return "same"
        try:
            digest = digest_at(self._path)
        except FileMissing:
            return "gone" if self._is_medium_there else "away"
        except FolderMissing:
            return "away"
        except MaskDeskError:
            return "unreadable"
        ours = digest == self._opened.container.digest or digest in self._tried
        return "same" if ours else "changed"

    def save(self, *, over: bool = False) -> None:
        """Save whole or not at all.

        A file that somebody else changed meanwhile is replaced only when told `over`.
        Raises DossierChanged, OpenToReadOnly, NoFileYet, StorageError.
        """
        self._at_once(self.saving(over=over))

    def saving(self, *, over: bool = False) -> Saving:
        """What is to be saved, as it stands; `run` writes it. Raises OpenToReadOnly, NoFileYet."""
        return self._saving(self._freeze_to_leave(), self._saver(over=over))

    def saved(self, saving: Saving) -> Change:
        """Take note that `saving` was run; what it did to the dossier shown, if anything."""
        if saving.take is None:
            return Change(paths=())
        self.remarks = saving.remarks
        return saving.take()

    def save_as(self, path: Path, *, over: bool = False) -> None:
        """Save under another name and go on working there; possible for who may read only, too.

        Raises NameTaken unless told `over`, DossierBusy if that file is open elsewhere,
        NewerDossier, StorageError.
        """
        self._at_once(self.saving_as(path, over=over))

    def saving_as(self, path: Path, *, over: bool = False) -> Saving:
        """The dossier on its way to another file; `saved` goes on working there.

        `run` raises as `save_as` does.
        """
        path = Path(os.path.realpath(path))
        if self._lock is not None and path == self._path:
            return self.saving(over=over)
        frozen, moment = self._freeze_to_leave(), self._at.now()

        def work(saving: Saving) -> Callable[[], Change]:
            held = self._hold_elsewhere(path, moment)
            try:
                result = self._write_elsewhere(frozen, path, moment, saving, over=over)
            except BaseException:
                held.release()
                raise
            medium = _medium_at(path)
            return lambda: self._go_on_at(path, medium, held, frozen, result)

        return Saving(work=work)

    def save_copy(self, path: Path, *, over: bool = False) -> None:
        """Write the dossier as it stands to another file and go on with this one.

        Raises OntoItself, and as `save_as` does.
        """
        self._at_once(self.saving_copy(path, over=over))

    def saving_copy(self, path: Path, *, over: bool = False) -> Saving:
        """A copy on its way to another file. Raises OntoItself; `run` as `save_as` does."""
        path = Path(os.path.realpath(path))
        if path == self._path:
            raise OntoItself(file=path.name)
        frozen, moment = self._freeze(), self._at.now()

        def work(saving: Saving) -> Callable[[], Change]:
            with self._hold_elsewhere(path, moment):
                self._write_elsewhere(frozen, path, moment, saving, over=over)
            return _nothing_changed

        return Saving(work=work)

    def _hold_elsewhere(self, path: Path, moment: datetime) -> Lock:
        try:
            return lock.acquire(path, self._at.who, moment)
        except DossierBusy:
            found = lock.holder(path)
            if found is not None and found.process == system.this_process():
                raise OpenInAnotherWindow(file=path.name) from None
            raise

    def commit(self, deed: Callable[[OpenDossier], OpenDossier]) -> Change:
        """Save at once what sealing, amending, a hand-in or a return makes of the dossier.

        Raises as `save` and the deed do; then nothing has changed.
        """
        return self._at_once(self.committing(deed))

    def committing(self, deed: Callable[[OpenDossier], OpenDossier]) -> Saving:
        """What a deed makes of the dossier, on its way to the file; `run` does both.

        No edit may come in between: it would be none of the version that is put on record.
        Raises as `saving` does.
        """
        frozen = self._freeze_to_leave()
        done = replace(frozen, build=lambda: deed(frozen.build()))
        saving = self._saving(done, self._saver(over=False))
        write = saving.work

        def work(saving: Saving) -> Callable[[], Change]:
            take = write(saving)

            def adopt() -> Change:
                take()
                return self.session.adopt(self._opened.dossier, self._opened.returned)

            return adopt

        return Saving(work=work)

    def delivering(
        self, submission: "Submission", folder: Path, medium: int | None = None
    ) -> Saving:
        """A package on its way into its folder and into the dossier's memory; see `deliver`."""
        if submission.draft:

            def write_draft(_: Saving) -> Callable[[], Change]:
                write_folder(folder, submission.files, medium=medium)
                return _nothing_changed

            return Saving(work=write_draft)
        moment, own, our_medium = self._at.now(), self._at.folder, self._medium
        frozen, remembered = self._remembering(submission, moment)

        def write(_: OpenDossier, path: Path, warn: _Warn) -> OpenDossier:
            def save(kept: OpenDossier, file: Path) -> OpenDossier:
                return save_in_place(kept, file, moment, own, medium=our_medium, warn=warn)

            return deliver(
                frozen.build(), submission, folder, path, moment,
                save=save, notes=own, medium=medium,
            )  # fmt: skip

        return self._saving(remembered, write)

    def remembering(self, submission: "Submission") -> Saving:
        """A package that lies in its folder already, on its way into the dossier's memory."""
        _, remembered = self._remembering(submission, self._at.now())
        return self._saving(remembered, self._saver(over=False))

    def noting(self, what: str, *, before: str = "", after: str = "") -> Saving | None:
        """Put into the history what is no edit; the saving that keeps it, to be run and taken.

        None where it is kept with the next save instead: that the clerk has unsaved edits is no
        reason to save them unasked. Whoever may only read leaves no trace.
        """
        if self.read_only is not None:
            return None
        deed = Deed(moment=self._at.now(), who=self._at.who, what=what, before=before, after=after)
        self._recorder.add(deed, self.session.dossier)
        return None if self.unsaved or self._path is None else self.saving()

    # Others

    def settle(self) -> None:
        """Have every edit on the medium now, as for the end of a session. Raises StorageError."""
        self._work.settle()

    def take_over(self) -> "OpenedFile":
        """Break the lock that was shown, knowingly, and open the file to change.

        Raises DossierBusy if somebody else holds it by now, and what `open_file` raises.
        """
        if self.read_only is None or not self.read_only.busy or self._path is None:
            raise OpenToReadOnly(file=self._path.name if self._path else "")
        lock.break_lock(self._path, self.read_only.holder)
        return open_file(self._path, self._at)

    def go_back(self, backup: Backup) -> "OpenedFile":
        """Put a backup in the file's place and open it; what was there is a backup then.

        Unsaved edits are kept among the backups, too.
        Raises DamagedBackup, NoFileYet, OpenToReadOnly, and what saving raises.
        """
        self._writable()
        if self._path is None:
            raise NoFileYet
        if self.unsaved:
            with contextlib.suppress(DossierError):  # a damaged piece; all else is kept
                keep_version(self.opened, self._path, self._at.now(), self._at.folder)
        put_back(backup, self._path, self._at.now(), self._at.folder)
        self.close()
        return open_file(self._path, self._at)

    @property
    def lost_lock(self) -> bool:
        """Whether somebody took the file over knowingly since it was opened here."""
        return self._lock is not None and not self._lock.is_held

    def close(self, *, keep: bool = False) -> None:
        """Let go of the file; unsaved edits are forgotten unless told to `keep` them for later."""
        keep = keep or self.recovery is not None
        if keep:
            with contextlib.suppress(StorageError):
                self.settle()
        self._leave(keep=keep)
        # A medium cannot be taken out while a file on it is open.
        self._opened = replace(self._opened, container=self._opened.container.let_go())

    def emergency_copy(self) -> Path:
        """Write the dossier as it stands to a new file in the clerk's own data, in great need.

        A piece that lay in a lost file alone is left out: what was typed must not wait for it.
        Raises a MaskDeskError if even that fails.
        """
        folder = self._at.folder / "emergency"
        with translated(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stem = self._path.stem if self._path is not None else "dossier"
        stamp = self._at.now().astimezone(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
        path = folder / f"{stem[:60]} {stamp}.maskdesk"
        opened = self._opened.with_dossier(self.session.dossier)
        container = replace(opened.container, digest="")
        while True:
            try:
                save_dossier(replace(opened, container=container), path)
            except MemberGone as gone:
                container = container.without(str(gone.places["member"]))
            else:
                return path

    # Within

    def _keep(self, edit: Edit | Giving) -> None:
        """Keep one edit before it counts; one of very many rows within moments after."""
        self._writable()
        moment, who = self._at.now(), self._at.who
        self._begin_journal(moment)
        self._work.keep(edit, who, moment)
        self._recorder.note(edit, self.session.dossier, who, moment)

    def _begin_journal(self, moment: datetime) -> None:
        if self.recovery is not None:
            self.turn_down()
        dossier, who = self.session.dossier, self._at.who
        self._work.begin(self._opened, dossier, who, moment, has_file=self._path is not None)
        if self._lock is None:
            # Who looks for work left behind sees that somebody is at this.
            self._lock = lock.acquire(self._work.file, who, moment)

    def _freeze(self) -> _Frozen:
        dossier, opened = self.session.dossier, self._opened
        done, attached = self._recorder.done(dossier), frozenset(self._attached)

        def build() -> OpenDossier:
            built = _with_its_evidence(opened, dossier, attached, self._blobs)
            if dossier is not opened.dossier:
                built = built.with_dossier(dossier)
            return built.recorded(told(done)) if done else built

        return _Frozen(build=cache(build), done=len(done), reached=self._work.reached)

    def _remembering(self, submission: "Submission", moment: datetime) -> tuple[_Frozen, _Frozen]:
        """The dossier as it stands, and with a package in its memory."""
        frozen = self._freeze_to_leave()
        build = cache(lambda: remembering(frozen.build(), submission, moment))
        return frozen, replace(frozen, build=build)

    def _freeze_to_leave(self) -> _Frozen:
        """The dossier as it is to be saved: what was offered and never taken up is turned down."""
        if self.recovery is not None:
            self.turn_down()
        return self._freeze()

    def _saver(self, *, over: bool) -> _Write:
        moment, own = self._at.now(), self._at.folder
        tried, medium = frozenset(self._tried), self._medium

        def write(opened: OpenDossier, path: Path, warn: _Warn) -> OpenDossier:
            present = digest_there(path)
            container = opened.container
            if present in tried:
                # A try of ours of which only the end failed: what lies there is nobody else's.
                container = replace(container, digest=present)
            based = replace(opened, container=container)
            return save_in_place(based, path, moment, own, medium=medium, over=over, warn=warn)

        return write

    def _saving(self, frozen: _Frozen, write: _Write) -> Saving:
        self._writable()
        path = self._path
        if path is None:
            raise NoFileYet

        def work(saving: Saving) -> Callable[[], Change]:
            opened = frozen.build()
            digest = digest_of(opened.container)
            marked = self._work.mark(digest, frozen.reached)
            self._tried.add(digest)
            result = write(opened, path, saving.remark)
            return lambda: self._note_saved(result, frozen, marked=marked)

        return Saving(work=work)

    def _at_once(self, saving: Saving) -> Change:
        saving.run()
        return self.saved(saving)

    def _note_saved(self, result: OpenDossier, frozen: _Frozen, *, marked: bool) -> Change:
        """Go on from what lies in the file now."""
        self._opened = result
        self._tried.clear()
        self._recorder.forget(frozen.done)
        self._work.note_saved(result.container.digest, frozen.reached, marked=marked)
        return _nothing_changed()

    def _write_elsewhere(
        self, frozen: _Frozen, path: Path, moment: datetime, saving: Saving, *, over: bool
    ) -> OpenDossier:
        opened = frozen.build()
        if opened.container.read_only:
            raise NewerDossier(file=path.name)
        stranger = replace(opened, container=replace(opened.container, digest=""))
        return save_with_backup(
            stranger, path, moment, self._at.folder, over=over, warn=saving.remark
        )

    def _go_on_at(
        self, path: Path, medium: int, held: Lock, frozen: _Frozen, result: OpenDossier
    ) -> Change:
        """Leave the present place for another, with what was edited since it was written there."""
        work = self._work_at(path)
        moved = work.follow(self._work, result.container.digest, frozen.reached)
        self._leave(keep=not moved)
        self._path, self._lock, self.read_only = path, held, None
        self._medium = medium
        self._work = work
        return self._note_saved(result, frozen, marked=True)

    def _leave(self, *, keep: bool = False) -> None:
        """Give up the present place: its lock, and its journal unless it is all there is."""
        if keep:
            self._work.close()
        elif self.read_only is None:
            with contextlib.suppress(StorageError):
                self._work.forget()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def _is_medium_there(self) -> bool:
        return _medium_at(self._path) == self._medium

    def _writable(self) -> None:
        if self.read_only is not None:
            raise OpenToReadOnly(file=self._path.name if self._path else "")

    def _work_at(self, path: Path | None) -> UnsavedWork:
        place = place_of(path) if path is not None else self._nowhere
        journal = Journal(self._at.folder, self._opened.dossier.id, place)
        return UnsavedWork(journal, self._blobs, self._tell_not_kept)

    def _tell_not_kept(self) -> None:
        if self._hearer is not None:
            self._hearer()

    def look_for_unsaved(self, *also: str) -> None:
        """Find what an earlier run kept and did not save, and offer it; before the first edit.

        `also` are digests of versions from which only MaskDesk itself led to the present one.
        """
        self._work.look_for_left(self._opened, self._saved_at, *also)

    def _saved_at(self) -> datetime | None:
        if self._path is None:
            return None
        with translated(self._path, reading=True):
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC).astimezone()


def open_file(path: Path, workplace: Workplace) -> OpenedFile:
    """Open a dossier's file to work on it; to read only where it cannot be changed.

    Raises DossierError, DamagedContent, StorageError if it cannot even be read.
    """
    path = Path(os.path.realpath(path))
    held = _held(path, workplace)
    filed: tuple[Path, ...] = ()
    try:
        before = digest_there(path)
        if isinstance(held, Lock):
            filed = reconcile(path, workplace.folder, workplace.now())
        opened = open_dossier(path, BlobStore(workplace.folder))
        if opened.container.read_only:
            if isinstance(held, Lock):
                held.release()
            held = ReadOnly(failure=NewerDossier(file=path.name))
        file = OpenedFile(opened, path, workplace, held)
        file.filed = filed
        if file.read_only is None:
            file.look_for_unsaved(*((before,) if filed else ()))
    except BaseException:
        if isinstance(held, Lock):
            held.release()
        raise
    return file


def new_file(opened: OpenDossier, workplace: Workplace) -> OpenedFile:
    """Work on a dossier that has no file yet: blank, from a sample, or a copy of another."""
    return OpenedFile(opened, None, workplace, None)


def emergency_copies(files: Iterable[OpenedFile]) -> tuple[Path, ...]:
    """A copy of each dossier with unsaved work, for the last moment before the program ends.

    Never raises: what cannot be copied is still in its journal.
    """
    copies = []
    for file in files:
        with contextlib.suppress(Exception):
            if file.unsaved:
                copies.append(file.emergency_copy())
    return tuple(copies)


def _nothing_changed() -> Change:
    return Change(paths=())


def _held(path: Path, workplace: Workplace) -> Lock | ReadOnly:
    try:
        return lock.acquire(path, workplace.who, workplace.now())
    except DossierBusy as busy:
        return ReadOnly(failure=busy, holder=lock.holder(path))
    except FolderMissing:
        raise
    except StorageError as refused:
        return ReadOnly(failure=refused)


def digest_there(place: Path | None) -> str:
    """The digest of what lies at a place; empty where nothing can be read."""
    try:
        return digest_at(place) if place is not None else ""
    except MaskDeskError:
        return ""


def _medium_at(path: Path | None) -> int:
    """The medium on which a file lies; none for a dossier without a file."""
    try:
        return medium_of(path) if path is not None else _NO_MEDIUM
    except StorageError:
        return _NO_MEDIUM
