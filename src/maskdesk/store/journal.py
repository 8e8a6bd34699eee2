"""Keeps every edit between two saves on the local disk, so that a crash loses none of it.

One journal belongs to one dossier at one place: two dossiers of the same name in two folders
are recovered separately.
A record is length, check and content; the check runs over the record before it too, so what is
read back is always a beginning of what was written.
Evidence lies in the folder's blob store before the first record that names it.
"""

import contextlib
import hashlib
import os
import struct
import threading
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

import msgspec

from maskdesk.store import system
from maskdesk.store.blob_store import OWN, BlobStore
from maskdesk.store.durable import DeviceFailed, StorageError, replacing, translated
from maskdesk.store.failures import MemberMissing

_T = TypeVar("_T")
_MARK = b"MaskDesk journal 1\n"
_RECORD = struct.Struct("<I16s")
_MOST_ENTRY_BYTES = 256 << 20
_SYNCED_WITHIN_SECONDS = 2.0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One edit as `desk` wrote it, with the evidence it added."""

    content: bytes
    blobs: tuple[str, ...] = ()


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal still holds, up to the first damage.

    `base` is the digest of the saved version on which the entries build, empty if none.
    `damaged` says that bytes follow which cannot be read: at most the last edit before a crash,
    unless the disk itself is ill.
    """

    dossier: str
    place: str
    base: str
    entries: tuple[Entry, ...]
    damaged: bool


class Journal:
    """The journal of one open dossier.

    An entry is with the system when `append` or `write` returns, and so outlives the program;
    it is on the medium, and so outlives a power cut, when `append` or the next `sync` returns.
    `write` and `sync` may be called in another thread.
    """

    def __init__(self, folder: Path, dossier: str, place: str) -> None:
        """Name the journal of a dossier by its id and its place; an unsaved one has place ""."""
        self._folder = folder
        self._dossier = dossier
        self._place = place
        self._file = _file_of(folder, dossier, place)
        self._blobs = BlobStore(folder)
        self._stream: BinaryIO | None = None
        self._end = self._before = self._synced = 0
        self._check = b""
        self._count = 0
        self._changing_stream = threading.Lock()
        self._writing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def file(self) -> Path:
        """Where the entries lie."""
        return self._file

    @property
    def count(self) -> int:
        """How many entries were kept since the journal was begun or taken up again."""
        return self._count

    def entries(self) -> tuple[Entry, ...]:
        """All that is kept, from the first entry on. Raises a StorageError."""
        found = _read(self._file)
        return found[0].entries if found is not None else ()

    def start(self, base: str) -> None:
        """Begin anew on the version with this digest; earlier entries are gone.

        Raises a StorageError.
        """
        self.close()
        with translated(self._file):
            self._folder.mkdir(mode=OWN, parents=True, exist_ok=True)
        header = _Header(base=base, dossier=self._dossier, place=self._place)
        record, check = _record(msgspec.msgpack.encode(header), b"")
        with replacing(self._file) as stream:
            stream.write(_MARK + record)
        self._open(len(_MARK) + len(record), check)
        self._count = 0

    def resume(self) -> Recovered | None:
        """Go on after the last whole entry, if there is a journal; what is damaged is cut off.

        Raises a StorageError.
        """
        self.close()
        found = _read(self._file)
        if found is None:
            return None
        recovered, end, check = found
        self._open(end, check)
        self._count = len(recovered.entries)
        return recovered

    def append(self, content: bytes, blobs: tuple[str, ...] = ()) -> None:
        """Keep one entry and have it on the medium. Raises as `write` does."""
        self.write(content, blobs)
        try:
            self.sync()
        except BaseException:
            self._take_back(self._before)
            self._count -= 1
            raise

    def write(self, content: bytes, blobs: tuple[str, ...] = ()) -> None:
        """Keep one entry; the medium may have it later.

        Raises MemberMissing for a blob the store does not hold, StorageError; a failed entry
        leaves the ones before it whole.
        """
        for digest in blobs:
            if digest not in self._blobs:
                raise MemberMissing(member=digest)
        with self._writing:
            stream = self._ready()
            entry = msgspec.msgpack.encode(Entry(content=content, blobs=blobs))
            record, check = _record(entry, self._check)
            with translated(self._file):
                try:
                    _write_all(stream, record)
                except BaseException:
                    self._take_back(self._end)
                    raise
            self._before = self._end
            self._end += len(record)
            self._check = check
            self._count += 1

    @property
    def is_synced(self) -> bool:
        """Whether the medium has every entry."""
        return self._synced == self._end

    def sync(self) -> None:
        """Have every entry on the medium. Raises a StorageError."""
        with self._changing_stream:
            if self._stream is None or self.is_synced:
                return
            end = self._end
            # Of its own, so that nobody has to wait who goes on writing or closes the stream.
            descriptor = os.dup(self._stream.fileno())
        try:
            with translated(self._file):
                system.sync_data(descriptor)
        finally:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._synced = end

    def clear(self) -> None:
        """Forget all entries, after a successful save or when the clerk gives them up."""
        self.close()
        self._count = 0
        with translated(self._file):
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; the entries stay."""
        with self._changing_stream:
            stream, self._stream = self._stream, None
            if stream is not None:
                # What counts was synced on its own: a failing close takes nothing away.
                with contextlib.suppress(OSError):
                    stream.close()

    def _open(self, end: int, check: bytes) -> None:
        with translated(self._file), self._changing_stream:
            self._stream = self._file.open("r+b", buffering=0)
            os.ftruncate(self._stream.fileno(), end)
            self._stream.seek(end)
            self._end = self._before = self._synced = end
            self._check = check

    def _take_back(self, end: int) -> None:
        """Cut a failed entry off; the next one looks anew where the last whole one ends."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._stream.fileno(), end)
        self.close()

    def _ready(self) -> BinaryIO:
        if self._stream is None and self.resume() is None:
            self.start(base="")
        if self._stream is None:
            raise DeviceFailed(file=self._file.name, folder=str(self._folder), reason="")
        return self._stream


def journal_folder() -> Path:
    """Where journals lie unless told otherwise: in the user's own data, on the local disk."""
    import platformdirs

    return platformdirs.user_data_path("MaskDesk", appauthor=False) / "recovery"


def place_of(file: Path) -> str:
    """The place of a file as journals and backups are kept by: absolute, in any letters."""
    name = os.fsencode(os.path.realpath(file))
    return name.decode("utf-8", errors="backslashreplace")


def recover(folder: Path) -> tuple[Recovered, ...]:
    """What all journals of a folder hold: the dossiers that were not saved at the end.

    A file that is not a journal is passed over.
    Raises a StorageError.
    """
    with translated(folder):
        files = sorted(folder.glob("*.journal")) if folder.is_dir() else []
    return tuple(found[0] for file in files if (found := _read(file)) is not None)


def named_in_journals(folder: Path) -> set[str]:
    """The digests of all evidence that journals name. Raises a StorageError."""
    return {
        digest for found in recover(folder) for entry in found.entries for digest in entry.blobs
    }


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    base: str
    dossier: str
    place: str


def _file_of(folder: Path, dossier: str, place: str) -> Path:
    key = hashlib.sha256(msgspec.json.encode([dossier, place])).hexdigest()[:32]
    return folder / f"{key}.journal"


def _record(content: bytes, before: bytes) -> tuple[bytes, bytes]:
    """The record's bytes, and its check, which the next one builds on."""
    check = hashlib.sha256(before + content).digest()[:16]
    return _RECORD.pack(len(content), check) + content, check


def _write_all(stream: BinaryIO, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[stream.write(view) :]


def _read(file: Path) -> tuple[Recovered, int, bytes] | None:
    """What a journal holds, where it ends and the check its next record builds on."""
    if not file.is_file():
        return None
    with translated(file, reading=True), system.closing(file.open("rb")) as stream:
        size = os.fstat(stream.fileno()).st_size
        if stream.read(len(_MARK)) != _MARK:
            return None
        first = _next(stream, b"", size)
        header = _decoded(first[0], _Header) if first else None
        if first is None or header is None:
            return None
        check, end = first[1], stream.tell()
        entries: list[Entry] = []
        while (record := _next(stream, check, size)) is not None:
            entry = _decoded(record[0], Entry)
            if entry is None:
                break
            entries.append(entry)
            check, end = record[1], stream.tell()
    recovered = Recovered(
        dossier=header.dossier,
        place=header.place,
        base=header.base,
        entries=tuple(entries),
        damaged=end != size,
    )
    return recovered, end, check


def _next(stream: BinaryIO, before: bytes, size: int) -> tuple[bytes, bytes] | None:
    head = stream.read(_RECORD.size)
    if len(head) < _RECORD.size:
        return None
    length, check = _RECORD.unpack(head)
    if length > min(_MOST_ENTRY_BYTES, size):
        return None
    content = stream.read(length)
    whole = len(content) == length and _record(content, before)[1] == check
    return (content, check) if whole else None


def _decoded(content: bytes, kind: type[_T]) -> _T | None:
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except msgspec.DecodeError:
        return None


class Syncer:
    """Has the medium follow a journal within moments, beside the work, so that typing never waits.

    What goes wrong there is raised by the next `check`.
    """

    def __init__(self, journal: Journal, within: float = _SYNCED_WITHIN_SECONDS) -> None:
        """Follow one journal."""
        self._journal = journal
        self._within = within
        self._timer: threading.Timer | None = None
        self._awaited = False
        self._lock = threading.Lock()
        self._failure: StorageError | None = None

    def check(self) -> None:
        """Raise the StorageError that an earlier sync met."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def soon(self) -> None:
        """An entry was written: sync it within moments."""
        with self._lock:
            if self._awaited:
                return
            self._awaited = True
        self._timer = threading.Timer(self._within, self._sync)
        self._timer.daemon = True
        self._timer.start()

    def wait(self) -> None:
        """Wait until the medium has followed, or could not."""
        if self._timer is not None:
            self._timer.join()

    def stop(self) -> None:
        """Follow no longer; what was written last is synced now. Raises a StorageError."""
        if self._timer is not None:
            self._timer.cancel()
        self._awaited = False
        self._journal.sync()

    def _sync(self) -> None:
        with self._lock:
            # What is written from here on asks for a sync of its own.
            self._awaited = False
        try:
            self._journal.sync()
        except StorageError as failure:
            self._failure = failure
