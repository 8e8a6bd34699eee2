"""Tells two people who want to write the same dossier of each other.

Beside the dossier lies `.~lock.NAME#` with who, computer, process and since when.
It is made by a call that only one can win; on the same computer a lock whose process is gone, or
has let it go and could not remove it, is taken over, from another computer it is never broken
unasked.
A lock warns, it does not guard: a save still compares the version it replaces.
"""

import contextlib
import hashlib
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import system
from maskdesk.store.durable import part_beside, part_of, translated

_MOST_NAME_BYTES = 240
_MOST_LOCK_BYTES = 16 << 10
_TRIES = 5

# The tokens of the locks that this very program holds, or is about to.
_held: set[str] = set()


class DossierBusy(MaskDeskError):
    """Somebody has the dossier open for writing."""

    problem = N_("{file} is open already: {who} on {host}, since {since}.")
    way_out = N_("Ask them to close it, or open it to read only.")


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a dossier; `since` is in UTC. Empty parts could not be read."""

    who: str
    process: system.Process
    since: str
    token: str

    @property
    def moment(self) -> datetime | None:
        """Since when, in the time of this computer; None if that cannot be read."""
        try:
            return datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return None


class Lock:
    """The right to write one dossier, held until released."""

    def __init__(self, file: Path, holder: Holder) -> None:
        """Made by `acquire` alone."""
        self._file = file
        self.holder = holder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    @property
    def is_held(self) -> bool:
        """Whether the lock on disk is still this one; somebody may have broken it knowingly."""
        return _read(self._file) == self.holder

    def release(self) -> None:
        """Give the dossier free; a lock that somebody else took since is left alone.

        Where its share is away the file stays, and holds nobody up who finds it there again.
        """
        try:
            if self.is_held:
                with contextlib.suppress(OSError):
                    system.patiently(self._file.unlink)
        finally:
            # Not before: whoever took over what is still being removed would lose their own.
            _held.discard(self.holder.token)


def acquire(dossier: Path, who: str, moment: datetime) -> Lock:
    """Take the lock of a dossier's file.

    Raises DossierBusy naming the holder, StorageError if the folder takes no lock at all.
    """
    file = lock_file(dossier)
    mine = Holder(
        who=who,
        process=system.this_process(),
        since=moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        token=secrets.token_hex(8),
    )
    _held.add(mine.token)
    try:
        _take(file, mine, dossier)
    except BaseException:
        _held.discard(mine.token)
        raise
    return Lock(file, mine)


def holder(dossier: Path) -> Holder | None:
    """Who holds the dossier now; None if nobody does or who it was is gone."""
    found = _read(lock_file(dossier))
    return None if found is not None and _is_left(found) else found


def break_lock(dossier: Path, expected: Holder | None) -> None:
    """Remove a lock knowingly: the one the clerk was shown, or an unreadable one (None).

    Raises DossierBusy if another one lies there by now.
    """
    file = lock_file(dossier)
    if os.path.lexists(file):
        present = _read(file)
        if present != expected:
            raise _busy(dossier, present)
        _take_away(file, present)


def lock_file(dossier: Path) -> Path:
    """Where the lock of a dossier lies; a very long name is shortened to its hash."""
    dossier = Path(os.path.realpath(dossier))
    name = dossier.name
    if len(name.encode("utf-8", errors="surrogateescape")) > _MOST_NAME_BYTES:
        name = hashlib.sha256(name.encode("utf-8", errors="surrogateescape")).hexdigest()
    return dossier.with_name(f".~lock.{name}#")


def _take(file: Path, mine: Holder, dossier: Path) -> None:
    for _ in range(_TRIES):
        if _create(file, mine, dossier):
            return
        other = _read(file)
        if other is None and not os.path.lexists(file):
            continue
        if other is None or not _is_left(other):
            raise _busy(dossier, other)
        _take_away(file, other)
    raise _busy(dossier, _read(file))


def _is_left(found: Holder) -> bool:
    """Whether nobody has the dossier open for whom this lock was taken."""
    if found.process == system.this_process():
        return found.token not in _held
    return system.is_running(found.process) is False


def _create(file: Path, mine: Holder, dossier: Path) -> bool:
    """Make the lock if none is there, complete from its first moment on."""
    content = msgspec.json.encode(mine)
    with translated(dossier), part_beside(file) as part:
        _write(part, content)
        try:
            os.link(part, file)
        except FileExistsError:
            return False
        except OSError:  # a file system without a second name for a file
            return _create_bare(file, content)
    return True


def _create_bare(file: Path, content: bytes) -> bool:
    """The same where it is briefly empty, which others take for busy."""
    try:
        _write(file, content)
    except FileExistsError:
        return False
    except BaseException:
        with contextlib.suppress(OSError):
            file.unlink()
        raise
    return True


def _write(file: Path, content: bytes) -> None:
    with system.closing(file.open("xb")) as stream:
        stream.write(content)


def _read(file: Path) -> Holder | None:
    """Whom a lock names; None if there is none or it cannot be read."""
    try:
        with system.closing(file.open("rb")) as stream:
            return msgspec.json.decode(stream.read(_MOST_LOCK_BYTES), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _take_away(file: Path, expected: Holder | None) -> None:
    """Remove the lock that was looked at, and put back one that came in between.

    Renaming lets only one of two takers win; whoever finds a fresh lock in hand returns it.
    """
    aside = part_of(file)
    try:
        system.rename(file, aside)
    except OSError:
        return
    if _read(aside) != expected:
        _put_back(aside, file)
    with contextlib.suppress(OSError):
        aside.unlink()


def _put_back(aside: Path, file: Path) -> None:
    try:
        os.link(aside, file)
    except FileExistsError:
        return
    except OSError:  # a file system without a second name for a file
        with contextlib.suppress(OSError):
            system.rename(aside, file)


def _busy(dossier: Path, found: Holder | None) -> DossierBusy:
    if found is None:
        return DossierBusy(file=dossier.name, who="?", host="?", since="?")
    return DossierBusy(
        file=dossier.name, who=found.who, host=found.process.host, since=found.moment or found.since
    )
