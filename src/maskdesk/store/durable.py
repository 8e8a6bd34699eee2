"""Writes files and folders whole or not at all, whatever happens in the middle.

A file is written beside its target, synced, put in place in one step, and its folder synced.
A power cut, a full disk or an interrupt leaves the old file or the new one, never a third thing.
What an interrupted run left behind is removed by the next write into the same folder.
"""

import contextlib
import errno
import io
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import system
from maskdesk.store.failures import NameTaken

if TYPE_CHECKING:
    import hashlib

    from _typeshed import ReadableBuffer

_BUFFER = 1 << 16
_SECONDS_TO_ANSWER = 2
_STRAY_AFTER_SECONDS = 24 * 60 * 60
_PART = re.compile(r"\.maskdesk-(?P<host>[0-9a-f]{8})-(?P<pid>\d{1,10})-[0-9a-f]{8}\.part")
_under_way: set[str] = set()


class StorageError(MaskDeskError):
    """The disk, the share or its rights did not let a file be read or written."""

    problem = N_("{file} could not be read or written: the system says “{reason}”.")
    way_out = N_("Try again, or choose another place.")


class NoSpace(StorageError):
    """The medium or the user's quota is full."""

    problem = N_("There is not enough space to write {file}; nothing was changed.")
    way_out = N_("Free some space or choose another disk, then try again.")


class NoPermission(StorageError):
    """The rights on the file or its folder forbid it."""

    problem = N_("You may not read or write {file} in {folder}.")
    way_out = N_("Choose another folder, or ask whoever looks after it for the right.")


class ReadOnlyMedium(StorageError):
    """The disk or share is mounted without the right to write."""

    problem = N_("{file} lies on a disk or share that can only be read.")
    way_out = N_("Choose a place on another disk.")


class FolderMissing(StorageError):
    """The folder does not exist, or no longer."""

    problem = N_("The folder {folder} is not there.")
    way_out = N_("Create it, connect the share it lies on, or choose another folder.")


class MediumAway(StorageError):
    """The folder is there, but another disk or share is where the file's was."""

    problem = N_("The disk or share on which {file} lay is not connected any more.")
    way_out = N_("Connect it again, or save under another name; what you typed is kept.")


class FolderAway(StorageError):
    """A folder that was to be made on a disk or share in whose place another is now."""

    problem = N_("The disk or share on which {folder} was to lie is not connected any more.")
    way_out = N_("Connect it again, or choose another folder; nothing was written there.")


class FileMissing(StorageError):
    """The file to be read does not exist, or no longer."""

    problem = N_("There is no file {file} in {folder}.")
    way_out = N_("Look for it under another name, or connect the share it lies on.")


class FileInUse(StorageError):
    """Another program has the file open and does not let go."""

    problem = N_("Another program has {file} open; it could not be replaced.")
    way_out = N_("Close it there and try again, or save under another name.")


class NameNotPossible(StorageError):
    """The file system cannot hold this name."""

    problem = N_("A file cannot be named {file} here: the name is too long or has unfit signs.")
    way_out = N_("Choose a shorter, plainer name.")


class DeviceFailed(StorageError):
    """The medium answered with an error of its own, or a share went away."""

    problem = N_("The disk or share failed while {file} was read or written: “{reason}”.")
    way_out = N_("Save on another disk now, and have this one looked at.")


class FolderNotEmpty(StorageError):
    """A folder that was to be made whole already holds something."""

    problem = N_("The folder {folder} already holds files; nothing in it was touched.")
    way_out = N_("Name a new folder, or an empty one.")


class NotAFolder(StorageError):
    """A file stands where a folder is to be made or read."""

    problem = N_("{file} is a file, not a folder.")
    way_out = N_("Name a folder.")


class TooMuchInFolder(StorageError):
    """A folder to be read holds more than can be right."""

    problem = N_("The folder {folder} holds more than {most_files} files or {most_bytes} bytes.")
    way_out = N_("Check that it is the folder you meant.")


class FileTooLarge(StorageError):
    """A file that would be read whole holds more than can be right."""

    problem = N_("{file} holds more than {most_bytes} bytes.")
    way_out = N_("Check that it is the file you meant.")


class NotAPlainFile(StorageError):
    """A link, a device or a pipe stands where a plain file is expected."""

    problem = N_("{file} is a link or a device, not a plain file.")
    way_out = N_("Put a copy of the file itself there.")


class NotAsWritten(StorageError):
    """A share gave other bytes back than were written to it."""

    problem = N_("{file} did not come back from the share as it was written; the old one stands.")
    way_out = N_("Save to a folder on this computer, and have the share looked at.")


class NewFile(io.BufferedWriter):
    """A file on its way to its place; where it is read back, its digest is taken on the way."""

    told: "hashlib._Hash | None" = None

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write bytes to the end."""
        if self.told is not None:
            self.told.update(content)
        return super().write(content)

    def begin_anew(self) -> None:
        """Forget what was written."""
        self.seek(0)
        self.truncate()
        if self.told is not None:
            self.told = _sha256()


def write_file(target: Path, content: bytes) -> None:
    """Write one file whole or not at all.

    Raises a StorageError; then the old file is untouched and nothing is left beside it.
    """
    with replacing(target) as stream:
        stream.write(content)


def write_new_file(target: Path, content: bytes, *, own: bool = False) -> None:
    """Write a file that must not be there yet, whole or not at all.

    With `own`, where the system knows such rights, nobody else may read it.
    Raises NameTaken or a StorageError.
    """
    if target.exists():
        raise NameTaken(file=target.name)
    with replacing(target, own=own) as stream:
        stream.write(content)


@contextlib.contextmanager
def replacing(
    target: Path,
    *,
    read_back: bool | None = None,
    own: bool = False,
    still: Callable[[], object] | None = None,
) -> Iterator[NewFile]:
    """Give a stream whose bytes become `target` when the block ends well, and only then.

    A link is followed, and the rights of a file that is replaced are kept; with `own` nobody but
    the user has any.
    On a share (or told `read_back`) the bytes are read back and compared before they take the
    place of the old ones. `still` is asked last of all, and raises if they may not any more.
    Raises a StorageError naming the target.
    """
    with translated(target):
        target = Path(os.path.realpath(target))
        sweep(target.parent)
        if read_back is None:
            read_back = system.is_share(target)
        with _put_in_place(target, read_back=read_back, own=own, still=still) as stream:
            yield stream
        system.sync_folder(target.parent)


@contextlib.contextmanager
def filling(folder: Path) -> Iterator[Callable[[str], AbstractContextManager[NewFile]]]:
    """Give a way to put many files into one folder of this computer, each whole or not at all.

    What an interrupted run left is swept once before, the folder's entries are synced once after.
    Raises a StorageError naming the folder.
    """
    with translated(folder):
        sweep(folder)
        yield lambda name: _put_in_place(folder / name, read_back=False, own=False, still=None)
        system.sync_folder(folder)


@contextlib.contextmanager
def _put_in_place(
    target: Path, *, read_back: bool, own: bool, still: Callable[[], object] | None
) -> Iterator[NewFile]:
    with part_beside(target) as part:
        with system.closing(NewFile(io.FileIO(part, "x+b"), _BUFFER)) as stream:
            stream.told = _sha256() if read_back else None
            with contextlib.suppress(FileNotFoundError):
                part.chmod(0o600 if own else target.stat().st_mode & 0o777)
            yield stream
            stream.flush()
            system.sync_file(stream.fileno())
        if stream.told is not None and _digest_on_medium(part) != stream.told.digest():
            raise NotAsWritten(file=target.name, folder=str(target.parent), reason="")
        if still is not None:
            still()
        system.replace(part, target)


@contextlib.contextmanager
def building_folder(
    target: Path, *, over: bool = False, medium: int | None = None
) -> Iterator[Path]:
    """Give a fresh folder that becomes `target` when the block ends well, and only then.

    The block writes plain files into it; they are synced here.
    With `over`, a filled folder is first set aside under a visible name and removed at the end.
    `medium` is where it is to lie (`medium_of`), if that was known before: nothing is written into
    the bare folder that a share leaves when it goes.
    Raises FolderAway, FolderNotEmpty or another StorageError.
    """
    with translated(target):
        target = Path(os.path.realpath(target))
        _refuse_elsewhere(target, medium)
        refuse_filled(target, over=over)
        sweep(target.parent)
        with part_beside(target) as part:
            part.mkdir()
            # Between the two the share may have gone; what is in there from here on is on it.
            _refuse_elsewhere(part / target.name, medium)
            yield part
            _sync_tree(part)
            refuse_filled(target, over=over)
            aside = _set_aside(target)
            try:
                system.rename(part, target)
            except OSError:
                if aside is not None:
                    system.rename(aside, target)
                raise
            system.sync_folder(target.parent)
        if aside is not None:
            _remove(aside)


def write_folder(
    target: Path,
    files: Mapping[str, bytes],
    *,
    over: bool = False,
    read_back: bool | None = None,
    medium: int | None = None,
) -> None:
    """Write a folder with all its files, or none; names use "/" between their parts.

    On a share (or told `read_back`) every file is read back and compared before the folder gets
    its name.
    Raises FolderNotEmpty if the folder is there and holds something, unless told `over`, and as
    `building_folder` does.
    """
    if read_back is None:
        read_back = system.is_share(target)
    with building_folder(target, over=over, medium=medium) as part:
        for name, content in files.items():
            place = part.joinpath(*name.split("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            with system.closing(place.open("xb")) as stream:
                stream.write(content)
        if read_back:
            _sync_tree(part)
            for name, content in files.items():
                if _digest_on_medium(part / name) != _sha256(content).digest():
                    raise NotAsWritten(file=name, folder=str(target), reason="")


def read_folder(
    folder: Path, *, most_files: int = 2_000, most_bytes: int = 1 << 30
) -> Mapping[str, bytes]:
    """All files of a folder by name, sorted, with "/" between the parts.

    Raises TooMuchInFolder before anything is read, NotAPlainFile for links and devices.
    """
    found = list_folder(folder, most_files=most_files, most_bytes=most_bytes)
    return {name: read_file(path) for name, path in found.items()}


def list_folder(
    folder: Path, *, most_files: int = 2_000, most_bytes: int = 1 << 30
) -> Mapping[str, Path]:
    """The plain files of a folder and the folders in it, by name, sorted, unread.

    Raises TooMuchInFolder, NotAPlainFile.
    """
    found: dict[str, Path] = {}
    size = 0
    for path in _plain_files(folder):
        with translated(path):
            size += path.stat().st_size
        found[path.relative_to(folder).as_posix()] = path
        if len(found) > most_files or size > most_bytes:
            raise TooMuchInFolder(folder=folder.name, most_files=most_files, most_bytes=most_bytes)
    return dict(sorted(found.items()))


def read_file(path: Path, *, most_bytes: int = 1 << 30) -> bytes:
    """The bytes of a plain file; a pipe or a device is refused, for reading it may never end.

    Raises FileTooLarge before anything is read, or another StorageError.
    """
    with translated(path, reading=True):
        if path.exists() and not path.is_file():
            raise NotAPlainFile(file=path.name)
        if path.stat().st_size > most_bytes:
            raise FileTooLarge(file=path.name, most_bytes=most_bytes)
        with system.closing(path.open("rb")) as stream:
            return stream.read()


def beginning_of(path: Path, length: int) -> bytes:
    """The first bytes of a plain file. Raises a StorageError."""
    with translated(path, reading=True):
        if path.exists() and not path.is_file():
            raise NotAPlainFile(file=path.name)
        with path.open("rb") as stream:
            return stream.read(length)


def size_of(path: Path) -> int:
    """How many bytes a file holds, before it is read. Raises a StorageError."""
    with translated(path, reading=True):
        return path.stat().st_size


def medium_of(file: Path) -> int:
    """What tells the disk or share a file lies on from another that is later found in its place.

    Raises a StorageError.
    """
    with translated(file):
        return file.parent.stat().st_dev


def answers(place: Path) -> bool:
    """Whether the disk or share of a place says within moments what is there, or that nothing is.

    For what can be done another time: a share that lets one wait may do so for minutes.
    """

    def ask() -> None:
        with contextlib.suppress(OSError):
            place.exists()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_SECONDS_TO_ANSWER)
    return not asking.is_alive()


def sweep(folder: Path) -> None:
    """Remove what interrupted runs of MaskDesk left in a folder; never what one still writes."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        strays = [Path(entry.path) for entry in entries if _is_stray(entry)]
        for stray in strays:
            _remove(stray)


def part_of(target: Path) -> Path:
    """A free name beside a file for something short-lived, which `sweep` knows as ours."""
    return target.with_name(f".maskdesk-{_host()}-{os.getpid()}-{os.urandom(4).hex()}.part")


@contextlib.contextmanager
def part_beside(target: Path) -> Iterator[Path]:
    """A name beside the target that is ours alone, removed whatever happens."""
    part = part_of(target)
    _under_way.add(part.name)
    try:
        yield part
    finally:
        _remove(part)
        _under_way.discard(part.name)


@contextlib.contextmanager
def translated(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turn the system's errors about `path` into a StorageError with a way out."""
    try:
        yield
    except OSError as error:
        raise _storage_error(error, path, reading=reading) from error


def _sha256(content: bytes = b"") -> "hashlib._Hash":
    import hashlib  # brings OpenSSL, which home does without

    return hashlib.sha256(content)


def _digest_on_medium(path: Path) -> bytes:
    import hashlib

    with system.closing(path.open("rb")) as stream:
        system.forget_cached(stream.fileno())
        return hashlib.file_digest(stream, "sha256").digest()


# By name, for not every system has every one of them.
_KINDS: Mapping[str, type[StorageError]] = {
    "ENOSPC": NoSpace,
    "EDQUOT": NoSpace,
    "EFBIG": NoSpace,
    "EACCES": NoPermission,
    "EPERM": NoPermission,
    "EROFS": ReadOnlyMedium,
    "ENOENT": FolderMissing,
    "ENOTDIR": FolderMissing,
    "ENAMETOOLONG": NameNotPossible,
    "EILSEQ": NameNotPossible,
    "EINVAL": NameNotPossible,
    "ENOTEMPTY": FolderNotEmpty,
    "EBUSY": FileInUse,
    "ETXTBSY": FileInUse,
    "EIO": DeviceFailed,
    "ESTALE": DeviceFailed,
    "ENODEV": DeviceFailed,
    "ENXIO": DeviceFailed,
    "ETIMEDOUT": DeviceFailed,
    "ENOTCONN": DeviceFailed,
    "ECONNABORTED": DeviceFailed,
    "ECONNRESET": DeviceFailed,
    "EHOSTDOWN": DeviceFailed,
    "EHOSTUNREACH": DeviceFailed,
    "ENETUNREACH": DeviceFailed,
}
_WINDOWS_SHARING = (32, 33)


def _storage_error(error: OSError, path: Path, *, reading: bool) -> StorageError:
    kind = _KINDS.get(errno.errorcode.get(error.errno or 0, ""), StorageError)
    if getattr(error, "winerror", None) in _WINDOWS_SHARING:
        kind = FileInUse
    if kind is FolderMissing and reading and path.parent.is_dir():
        kind = FileMissing
    if kind is NameNotPossible and error.errno == errno.EINVAL and os.name != "nt":
        kind = DeviceFailed
    folder = (path if kind is FolderNotEmpty else path.parent).absolute()  # "." names no place
    return kind(file=path.name, folder=str(folder), reason=error.strerror or str(error))


def _host() -> str:
    return _sha256(system.host_name().encode()).hexdigest()[:8]


def _is_stray(entry: os.DirEntry[str]) -> bool:
    match = _PART.fullmatch(entry.name)
    if match is None or entry.name in _under_way:
        return False
    pid = int(match["pid"])
    if match["host"] == _host():
        if pid == os.getpid():
            return True
        running = system.is_running(system.Process(host=system.host_name(), pid=pid, start=""))
        if running is False:
            return True
    age = time.time() - entry.stat(follow_symlinks=False).st_mtime
    return age > _STRAY_AFTER_SECONDS


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            import shutil

            shutil.rmtree(path)
        else:
            path.unlink()


def refuse_filled(target: Path, *, over: bool = False) -> None:
    """Refuse a folder that cannot be written, before any work is done for it.

    Raises NotAFolder, FolderNotEmpty unless told `over`, or another StorageError.
    """
    with translated(target):
        if not target.exists():
            return
        if not target.is_dir():
            raise NotAFolder(file=target.name)
        if not over and any(target.iterdir()):
            raise FolderNotEmpty(file=target.name, folder=str(target), reason="")


def _refuse_elsewhere(target: Path, medium: int | None) -> None:
    if medium is not None and medium_of(target) != medium:
        raise FolderAway(folder=target.name)


def _set_aside(target: Path) -> Path | None:
    """Free the name; a filled folder stays under a name the clerk can see until the end."""
    if not target.exists():
        return None
    if not any(target.iterdir()):
        target.rmdir()
        return None
    number = 1
    while (aside := target.with_name(f"{target.name}.old-{number}")).exists():
        number += 1
    system.rename(target, aside)
    return aside


def _sync_tree(folder: Path) -> None:
    """Sync every file and folder below, deepest first."""
    for place, _, files in os.walk(folder, topdown=False):
        for name in files:
            # Windows syncs only what is open for writing.
            with system.closing(Path(place, name).open("r+b")) as stream:
                system.sync_file(stream.fileno())
        system.sync_folder(Path(place))


def _plain_files(folder: Path) -> Iterator[Path]:
    with translated(folder):
        if folder.is_file():
            raise NotAFolder(file=folder.name)
        if not folder.is_dir():
            raise FolderMissing(file=folder.name, folder=str(folder), reason="")
        entries = sorted((path, path.is_dir()) for path in folder.iterdir())
        for path, is_folder in entries:
            if path.is_symlink() or not (is_folder or path.is_file()):
                raise NotAPlainFile(file=path.name)
    for path, is_folder in entries:
        if is_folder:
            yield from _plain_files(path)
        else:
            yield path
