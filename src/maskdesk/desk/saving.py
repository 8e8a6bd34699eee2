"""Saving with a net: what is replaced and what is written are kept on this computer first."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from maskdesk.desk.evidence import piece_named
from maskdesk.desk.opening import OpenDossier, of_container, open_dossier, save_dossier, user
from maskdesk.dossier import codec
from maskdesk.dossier.codec import DamagedContent
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import lock, system
from maskdesk.store.backups import Backup, backups_of, keep_backup, read_backup
from maskdesk.store.blob import blob_of_file
from maskdesk.store.container import Container, Over, digest_at, open_container
from maskdesk.store.durable import (
    FileMissing,
    MediumAway,
    StorageError,
    medium_of,
    replacing,
    translated,
)
from maskdesk.store.failures import DossierError, MemberGone, NewerDossier
from maskdesk.store.journal import journal_folder, place_of


class NoLocalCopy(MaskDeskError):
    """A share is not touched before a copy lies on this computer."""

    problem = N_(
        "No copy could be kept on this computer, so {file} on the share was left as it is."
    )
    way_out = N_("Free some space on this computer, or save to a folder on it.")


class NotBackedUp(MaskDeskError):
    """A save that went without a copy of it on this computer."""

    problem = N_("No backup of {file} could be kept on this computer.")
    way_out = N_("The dossier itself is saved; free some space here, so that the next one is kept.")


class PieceDamaged(MaskDeskError):
    """A save that had to take damaged bytes along, for nowhere are there better ones."""

    problem = N_("“{piece}” in {file} is damaged, and no sound copy of it is on this computer.")
    way_out = N_("Everything else is saved. Attach “{piece}” again from where it came.")


class FileBroughtBack(MaskDeskError):
    """What a save found in the place of the dossier's file was not the dossier any more."""


class FileWasGone(FileBroughtBack):
    """Somebody deleted or moved the file while it was open."""

    problem = N_("{file} was not where it was. It lies there again, with all its evidence.")
    way_out = N_("If you moved it on purpose, delete the one you do not need.")


class FileSetAside(FileBroughtBack):
    """Somebody damaged the file, or put another in its place, while it was open."""

    problem = N_("{file} could not be read any more; what lay there is now called {aside}.")
    way_out = N_("Your dossier lies in its place, with all its evidence.")


_Warn = Callable[[MaskDeskError], None]


def save_in_place(
    opened: OpenDossier,
    path: Path,
    moment: datetime,
    folder: Path,
    *,
    medium: int,
    over: bool = False,
    warn: _Warn,
) -> OpenDossier:
    """Save a dossier where its file lay, with backups, whatever became of that file meanwhile.

    One that vanished from its `medium` is written anew, one that cannot be read is set aside first;
    both is told to `warn`. Where the medium itself is away, nothing is written into the empty
    folder that shows instead.
    Raises MediumAway, and as `save_with_backup` does.
    """
    told: FileBroughtBack | None = None
    now = medium_of(path)
    try:
        digest_at(path)
    except FileMissing:
        if now != medium:
            raise MediumAway(file=path.name) from None
        told = FileWasGone(file=path.name)
    except NewerDossier:
        raise
    except DossierError:
        told = FileSetAside(file=path.name, aside=_set_aside(path).name)
    over_what: Over = over or ("unreadable" if isinstance(told, FileSetAside) else False)
    saved = save_with_backup(opened, path, moment, folder, over=over_what, medium=now, warn=warn)
    if told is not None:
        warn(told)
    return saved


def save_with_backup(
    opened: OpenDossier,
    path: Path,
    moment: datetime,
    folder: Path,
    *,
    over: Over = False,
    medium: int | None = None,
    warn: _Warn | None = None,
) -> OpenDossier:
    """Keep the version that is replaced and the new one as backups, then save.

    On this computer's own disks a backup that fails does not keep the clerk from saving; that is
    told to `warn`, and so is a piece that is damaged and has no copy.
    Raises NoLocalCopy for a share, MemberGone, and what else `save_dossier` raises.
    """
    told: list[MaskDeskError] = []
    try:
        keep_versions(opened, path, moment, folder)
    except DossierError:
        pass  # all but a damaged piece is kept
    except MaskDeskError as failure:
        if isinstance(failure, StorageError) and failure.places["file"] == path.name:
            raise  # not the copy failed, but what was to be copied
        if system.is_share(path):
            raise NoLocalCopy(file=path.name) from failure
        told.append(NotBackedUp(file=path.name))
        told[0].__cause__ = failure
    try:
        saved = save_dossier(opened, path, over=over, medium=medium)
    except MemberGone as gone:
        member = piece_named(str(gone.places["member"]), opened.dossier)
        raise MemberGone(file=path.name, member=member) from gone
    for member in saved.container.damaged:
        told.append(PieceDamaged(file=path.name, piece=piece_named(member, opened.dossier)))
    if warn is not None:
        for one in told:
            warn(one)
    return saved


def keep_versions(opened: OpenDossier, path: Path, moment: datetime, folder: Path) -> None:
    """Keep what lies in a file now and what is about to replace it.

    Raises a DossierError for a damaged piece, when all else is kept; StorageError.
    """
    # Nothing to go back to, or all of it is kept that there is.
    with contextlib.suppress(FileMissing, DossierError, DamagedContent):
        present = open_container(path)
        if not present.read_only:
            # Of the version that was opened it is known whose it is, without reading it.
            known = present.digest == opened.container.digest
            dossier = opened.dossier.id if known else codec.id_in(present.dossier)
            before = min(moment - timedelta(microseconds=1), _last_written(path))
            _keep(present, dossier, path, before, folder)
    keep_version(opened, path, moment, folder)


def keep_version(opened: OpenDossier, path: Path, moment: datetime, folder: Path) -> None:
    """Keep one version of the dossier at a place. Raises as `keep_versions` does."""
    _keep(opened.container, opened.dossier.id, path, moment, folder)


def backups(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of what lay at a place, the latest first. Raises a StorageError."""
    return backups_of(folder or journal_folder(), place=place_of(path))


def restored(backup: Backup, folder: Path | None = None) -> OpenDossier:
    """The dossier of a backup, to be looked at or saved under a name; every byte is checked.

    Raises DamagedBackup, DamagedContent, StorageError.
    """
    return of_container(read_backup(folder or journal_folder(), backup))


def put_back(backup: Backup, path: Path, moment: datetime, folder: Path) -> OpenDossier:
    """Put a backup in the place of a dossier's file, which becomes a backup itself.

    A file that cannot be read as a dossier is first set aside beside it, byte for byte.
    To be called while the file is locked. Raises DamagedBackup, NewerDossier, StorageError.
    """
    opened = restored(backup, folder)
    _set_aside_unreadable(path)
    replaced = ""
    with contextlib.suppress(MaskDeskError):
        replaced = digest_at(path)
    noted = opened.note("restored", moment, before=replaced, after=backup.digest)
    return save_with_backup(noted, path, moment, folder, over=True)


@contextlib.contextmanager
def locked(path: Path, moment: datetime, who: str = "") -> Iterator[None]:
    """Hold a dossier's file while it is changed. Raises DossierBusy naming who has it open."""
    with lock.acquire(path, who or user(), moment):
        yield


def _keep(container: Container, dossier: str, path: Path, moment: datetime, folder: Path) -> None:
    keep_backup(folder, container, dossier=dossier, place=place_of(path), moment=moment)


def _last_written(path: Path) -> datetime:
    with translated(path, reading=True):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()


def _set_aside_unreadable(path: Path) -> None:
    try:
        open_dossier(path)
    except FileMissing:
        return
    except (DossierError, DamagedContent):
        _set_aside(path)


def _set_aside(path: Path) -> Path:
    """Copy a file to a name beside it, byte for byte, and give that. Raises a StorageError."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    with replacing(aside) as stream:
        blob_of_file(path).copy(stream)
    return aside
