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
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

import msgspec

from maskdesk.language import N_
from maskdesk.store import system
from maskdesk.store.blob_store import OWN, BlobStore
from maskdesk.store.durable import DeviceFailed, StorageError, replacing, translated
from maskdesk.store.failures import MemberMissing
from maskdesk.store.giving_way import giving_way, window_rests

_T = TypeVar("_T")
Content = bytes | Iterable[bytes]
"""What an entry holds; a long one in portions, so that another thread may go on in between."""

_MARK = b"MaskDesk journal 1\n"
_RECORD = struct.Struct("<I16s")
_SYNCED_WITHIN_SECONDS = 2.0
# What the edit does to the window is shown before its entry is made: both at once take longer.
_WINDOW_FIRST_SECONDS = 0.4


class EditNotKept(StorageError):
    """An edit that counts already and could not be kept after all."""

    problem = N_("What you did last could not be kept for the case of a crash.")
    way_out = N_(
        "It stands in the dossier. Save now, and see whether this computer's disk is full or"
        " failing."
    )


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
        self._end = self._synced = 0
        self._check = b""
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
        record, check = _record((msgspec.msgpack.encode(header),), b"")
        content = b"".join((_MARK, *record))
        with replacing(self._file) as stream:
            stream.write(content)
        self._open(len(content), check)
        self._synced = len(content)

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
        return recovered

    def append(self, content: Content, blobs: tuple[str, ...] = ()) -> None:
        """Keep one entry and have it on the medium, in one step. Raises as `write` does."""
        with self._writing:
            before = self._write(content, blobs)
            try:
                self.sync()
            except BaseException:
                self._take_back(before)
                raise

    def write(self, content: Content, blobs: tuple[str, ...] = ()) -> None:
        """Keep one entry; the medium may have it later.

        Raises MemberMissing for a blob the store does not hold, StorageError; a failed entry
        leaves the ones before it whole.
        """
        with self._writing:
            self._write(content, blobs)

    @property
    def is_synced(self) -> bool:
        """Whether the medium has every entry."""
        return self._synced == self._end

    def sync(self) -> None:
        """Have every entry on the medium. Raises a StorageError."""
        with self._changing_stream:
            if self._stream is None or self.is_synced:
                return
            stream, end = self._stream, self._end
            # Of its own, so that nobody has to wait who goes on writing or closes the stream.
            descriptor = os.dup(stream.fileno())
        try:
            with translated(self._file):
                system.sync_data(descriptor)
        finally:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        with self._changing_stream:
            if self._stream is stream:
                self._synced = end

    def clear(self) -> None:
        """Forget all entries, after a successful save or when the clerk gives them up."""
        self.close()
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

    def _write(self, content: Content, blobs: tuple[str, ...]) -> int:
        """Write one entry; gives where those before it end."""
        for digest in blobs:
            if digest not in self._blobs:
                raise MemberMissing(member=digest)
        entry = _entry(content, blobs)
        stream = self._ready()
        record, check = _record(entry, self._check)
        before = self._end
        with translated(self._file):
            try:
                _write_all(stream, record)
            except BaseException:
                self._take_back(before)
                raise
        self._end = before + sum(map(len, record))
        self._check = check
        return before

    def _open(self, end: int, check: bytes) -> None:
        with translated(self._file), self._changing_stream:
            self._stream = self._file.open("r+b", buffering=0)
            os.ftruncate(self._stream.fileno(), end)
            self._stream.seek(end)
            # What was written before the medium may still lack.
            self._end, self._synced, self._check = end, 0, check

    def _take_back(self, end: int) -> None:
        """Cut a failed entry off and go on behind the last whole one, now or with the next."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._stream.fileno(), end)
        with contextlib.suppress(StorageError):
            self.resume()

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


def _entry(content: Content, blobs: tuple[str, ...]) -> Sequence[bytes]:
    """An Entry as it is decoded, a long content still in its portions.

    To put them together would stop all other threads several times for as long as that takes.
    """
    portions = (content,) if isinstance(content, bytes) else tuple(content)
    length = sum(map(len, portions))
    if length < _LONG:
        return (msgspec.msgpack.encode(Entry(content=b"".join(portions), blobs=blobs)),)
    around = msgspec.msgpack.encode(Entry(content=b"", blobs=blobs))
    head, _, tail = around.partition(msgspec.msgpack.encode(b""))
    return (head + _BYTES_FOLLOW.pack(0xC6, length), *portions, tail)


_LONG = 1 << 16
# How MessagePack tells that so many bytes follow.
_BYTES_FOLLOW = struct.Struct(">BI")


def _record(content: Sequence[bytes], before: bytes) -> tuple[Sequence[bytes], bytes]:
    """The record's bytes, and its check, which the next one builds on."""
    check = _check_of(content, before)
    first, *others = content
    return (_RECORD.pack(sum(map(len, content)), check) + first, *others), check


def _check_of(content: Iterable[bytes], before: bytes) -> bytes:
    digest = hashlib.sha256(before)
    for portion in content:
        digest.update(portion)
    return digest.digest()[:16]


def _write_all(stream: BinaryIO, portions: Iterable[bytes]) -> None:
    for portion in portions:
        view = memoryview(portion)
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
    if length > size:
        return None
    content = stream.read(length)
    whole = len(content) == length and _check_of((content,), before) == check
    return (content, check) if whole else None


def _decoded(content: bytes, kind: type[_T]) -> _T | None:
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except msgspec.DecodeError:
        return None


class _Waiting(msgspec.Struct, frozen=True, eq=False):
    """An entry to be made and written, and what takes its place where it cannot be made."""

    make: Callable[[], Content]
    otherwise: bytes


class Keeper:
    """Keeps entries in a journal in their order, so that nobody waits for a long one or the medium.

    A short entry is with the system when `keep` returns. A long one is made and written in a
    thread of its own; what comes meanwhile stands behind it. The medium follows within moments.
    What goes wrong beside the work is told when it happens, in the thread it happens in: an entry
    that cannot be made, and the first that cannot be written or brought onto the medium. None is
    taken behind one that could not be written until another try has written it.
    """

    def __init__(
        self,
        journal: Journal,
        tell: Callable[[StorageError], None],
        within: float = _SYNCED_WITHIN_SECONDS,
    ) -> None:
        """Keep in one journal, whose entries are begun, resumed and cleared here too."""
        self._journal = journal
        self._tell = tell
        self._within = within
        self._count = 0
        self._waiting: deque[_Waiting] = deque()
        self._awaited_now = threading.Event()
        self._writer: threading.Thread | None = None
        self._timer: threading.Timer | None = None
        self._awaited = False
        self._lock = threading.Lock()
        self._unwritten: StorageError | None = None
        self._is_medium_ill = False

    @property
    def count(self) -> int:
        """How many entries the journal holds or will, from its beginning on."""
        return self._count

    @property
    def file(self) -> Path:
        """Where the entries lie, or will."""
        return self._journal.file

    def start(self, base: str) -> None:
        """Begin the journal anew as `Journal.start` does. Raises a StorageError."""
        self._give_up()
        self._journal.start(base)

    def resume(self) -> Recovered | None:
        """Take the journal up again as `Journal.resume` does. Raises a StorageError."""
        found = self._journal.resume()
        self._count = len(found.entries) if found is not None else 0
        return found

    def clear(self) -> None:
        """Forget all entries, those not written yet too. Raises a StorageError."""
        self._give_up()
        self._journal.clear()

    def keep(
        self, make: Callable[[], Content], *, long: bool = False, otherwise: bytes = b""
    ) -> None:
        """Keep one entry; `make` gives it, in another thread where it is `long`.

        `otherwise` takes its place where it cannot be made there, so that those behind it keep
        theirs. Raises the StorageError that this entry, or an earlier one not written yet, met;
        then this one is not kept.
        """
        with self._lock:
            unwritten = self._unwritten
            if unwritten is not None:
                self._write_beside()
                raise unwritten
            if long or self._waiting:
                self._waiting.append(_Waiting(make, otherwise))
                self._count += 1
                self._write_beside()
                return
        self._journal.write(make())
        with self._lock:
            self._count += 1
        self._sync_soon()

    def append(self, content: bytes, blobs: tuple[str, ...] = ()) -> None:
        """Keep one entry and all before it on the medium; raises as `Journal.append` does."""
        self.settle()
        self._journal.append(content, blobs)
        with self._lock:
            self._count += 1

    def take_over(self, entries: Iterable[Entry]) -> None:
        """Keep entries of another journal, on the medium. Raises as `Journal.write` does."""
        for entry in entries:
            self._journal.write(entry.content, entry.blobs)
            self._count += 1
        self._journal.sync()

    def entries(self) -> tuple[Entry, ...]:
        """All that is kept, from the first entry on. Raises a StorageError."""
        self._finish()
        return self._journal.entries()

    def wait(self) -> None:
        """Wait until all is written and the medium has followed, or could not."""
        writer, timer = self._writer, self._timer
        if writer is not None:
            writer.join()
        if timer is not None:
            timer.join()

    def settle(self) -> None:
        """Have every entry written and on the medium now. Raises a StorageError."""
        self._finish()
        self._journal.sync()

    def close(self) -> None:
        """Let go of the journal; what is not written yet is written first if it can be."""
        with contextlib.suppress(StorageError):
            self._finish()
        if self._timer is not None:
            self._timer.cancel()
        self._awaited = False
        self._journal.close()

    def _finish(self) -> None:
        """Wait until all is written, which is tried once more where it failed."""
        with self._lock:
            if self._waiting:
                self._write_beside()
            writer = self._writer
        self._awaited_now.set()
        window_rests()
        if writer is not None:
            writer.join()
        if self._unwritten is not None:
            raise self._unwritten

    def _give_up(self) -> None:
        with self._lock:
            self._waiting.clear()
            writer = self._writer
        self._awaited_now.set()
        window_rests()
        if writer is not None:
            writer.join()
        self._count = 0
        self._unwritten = None

    def _write_beside(self) -> None:
        if self._writer is None:
            self._awaited_now.clear()
            self._writer = threading.Thread(target=self._write)
            self._writer.start()

    def _write(self) -> None:
        """Write what waits, one after the other, and have it on the medium."""
        self._awaited_now.wait(_WINDOW_FIRST_SECONDS)
        while True:
            with self._lock:
                if not self._waiting:
                    self._writer = None
                    break
                first = self._waiting[0]
            try:
                self._write_first(first)
            except StorageError as failure:
                with self._lock:
                    is_first = self._unwritten is None
                    self._unwritten, self._writer = failure, None
                if is_first:
                    self._tell(EditNotKept(file=self.file.name))
                return
            with self._lock:
                self._unwritten = None
                # Given up meanwhile, it is gone already.
                if self._waiting and self._waiting[0] is first:
                    self._waiting.popleft()
        self._sync()

    def _write_first(self, waiting: "_Waiting") -> None:
        try:
            content = waiting.make()
            self._journal.write(content if isinstance(content, bytes) else giving_way(content))
        except StorageError:
            raise
        except Exception:
            import logging

            logging.getLogger(__name__).exception("an entry of the journal cannot be made")
            self._journal.write(waiting.otherwise)
            self._tell(EditNotKept(file=self.file.name))

    def _sync_soon(self) -> None:
        with self._lock:
            if self._awaited:
                return
            self._awaited = True
        self._timer = threading.Timer(self._within, self._sync)
        self._timer.daemon = True
        self._timer.start()

    def _sync(self) -> None:
        with self._lock:
            # What is written from here on asks for a sync of its own.
            self._awaited = False
        try:
            self._journal.sync()
        except StorageError:
            was_ill, self._is_medium_ill = self._is_medium_ill, True
            if not was_ill:
                self._tell(EditNotKept(file=self.file.name))
        else:
            self._is_medium_ill = False
