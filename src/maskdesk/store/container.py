"""Keeps one dossier in one file: a canonical zip in which every byte follows from the manifest.

The file is, without a gap: `mimetype`, `manifest.json`, `dossier.json`, then all other members by
name; the zip's directory; its end record.
The manifest is canonical JSON and names size, SHA-256 and CRC-32 of each member after it.
Headers carry no time, no rights and no extra field, so each of them, and each offset, can be
derived again and compared: a change anywhere shows, and two readers cannot see two contents.

All members are stored uncompressed.
The bytes that deflate makes differ between builds of zlib, so compressed dossiers would not be
the same bytes everywhere; evidence is compressed already, and 2,000 goods lines are 1 MB.
Zip64 is never needed: a file stays below 4 GiB.
"""

import contextlib
import hashlib
import os
import queue
import stat
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.aside import WORTH_A_THREAD, aside
from maskdesk.store.blob import Blob, Place, blob_of, pieces, stamp_of
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.durable import (
    MediumAway,
    NewFile,
    StorageError,
    medium_of,
    replacing,
    translated,
)
from maskdesk.store.failures import (
    DamagedDossier,
    DossierChanged,
    DossierError,
    MemberGone,
    MemberMissing,
    NameTaken,
    NewerDossier,
    NotADossier,
    TruncatedDossier,
)
from maskdesk.store.frame import (
    DIRECTORY,
    END,
    FORMAT,
    Frame,
    damaged_or_rewritten,
    derive_frame,
    front_of,
    manifest_of,
    read_frame,
    rows_of,
)
from maskdesk.store.member_names import DOSSIER, EVIDENCE, HISTORY, MANIFEST, check_name
from maskdesk.store.system import closing, held_open, sync_folder

SUFFIX = ".maskdesk"

# What a save may replace that is not the version it came from.
Over = bool | Literal["unreadable"]


class Container(msgspec.Struct, frozen=True, kw_only=True):
    """All members of one dossier; unchanged ones stay on disk until asked for.

    `digest` names the version in the file it was opened from or saved to: the SHA-256 of the
    manifest, on which every other byte depends. It is empty for what was never saved.
    `copies` holds copies of members by their hash, for one that is being worked on: its file may
    vanish or be damaged meanwhile.
    `damaged` names members that were found damaged when they were saved, without a copy.
    """

    members: Mapping[str, Blob]
    format: int = FORMAT
    digest: str = ""
    copies: BlobStore | None = None
    damaged: tuple[str, ...] = ()

    @property
    def read_only(self) -> bool:
        """Whether a newer MaskDesk wrote it."""
        return self.format > FORMAT

    @property
    def dossier(self) -> bytes:
        """The bytes of `dossier.json`."""
        return self.read(DOSSIER)

    def read(self, name: str) -> bytes:
        """One member's bytes, checked. Raises MemberMissing, DamagedDossier, StorageError."""
        return self.sound(name).read(name)

    def copy(self, name: str, to: BinaryIO) -> None:
        """Write one member to a stream. Raises as `read` does."""
        self.sound(name).copy(to, name)

    def under(self, folder: str) -> tuple[str, ...]:
        """The names of all members that begin with `folder`, sorted."""
        return tuple(sorted(name for name in self.members if name.startswith(folder)))

    def put(self, name: str, content: bytes | Blob) -> "Container":
        """The container with one member added or replaced. Raises BadMemberName."""
        check_name(name)
        blob = content if isinstance(content, Blob) else blob_of(content)
        return msgspec.structs.replace(self, members={**self.members, name: blob})

    def without(self, *names: str) -> "Container":
        """The container without these members; one that is not there is no error."""
        rest = {name: blob for name, blob in self.members.items() if name not in names}
        return msgspec.structs.replace(self, members=rest)

    def with_evidence(self, content: bytes | Blob) -> "Container":
        """The container with one more evidence file, named by its SHA-256."""
        blob = content if isinstance(content, Blob) else blob_of(content)
        return self.put(EVIDENCE + blob.sha256, blob)

    def blob(self, name: str) -> Blob:
        """One member unread. Raises MemberMissing.

        If the file was saved by somebody else meanwhile, the same bytes are looked for in it:
        members are known by their hash, and most outlive a save. Else they come from a copy.
        """
        if name not in self.members:
            raise MemberMissing(member=name)
        blob = self.members[name]
        if isinstance(blob.at, bytes) or blob.is_in_place:
            return blob
        with contextlib.suppress(MaskDeskError):
            for other in open_container(blob.at.file).members.values():
                if other.sha256 == blob.sha256:
                    return other
        return self._copy_of(blob) or blob

    def sound(self, name: str) -> Blob:
        """One member from where it is known to be whole, if anywhere. Raises MemberMissing."""
        blob = self.blob(name)
        return blob if isinstance(blob.at, bytes) else self._copy_of(blob) or blob

    def healed(self, *names: str) -> "Container":
        """The container with sound copies of these members, where there are any."""
        copies = {name: self._copy_of(self.members[name]) for name in names}
        found = {name: blob for name, blob in copies.items() if blob is not None}
        return msgspec.structs.replace(self, members={**self.members, **found})

    def kept_at_hand(self, name: str) -> "Container":
        """The container with a member in memory, should its file vanish; one that is damaged not.

        For the small member of which `copies` has none.
        """
        with contextlib.suppress(MaskDeskError):
            return self.put(name, self.read(name))
        return self

    def let_go(self) -> "Container":
        """The container no longer keeping its file open, for work that has ended."""
        members = {name: blob.let_go() for name, blob in self.members.items()}
        return msgspec.structs.replace(self, members=members)

    def _copy_of(self, blob: Blob) -> Blob | None:
        if self.copies is not None:
            with contextlib.suppress(MaskDeskError):
                return self.copies.get(blob.sha256)
        return None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a dossier's file that is not as it was saved.

    `message` is a message id with the places {member} and {position}.
    """

    member: str
    position: int
    message: str

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The problem in the language of `translate`."""
        member = translate(self.member) if self.member in (DIRECTORY, END) else self.member
        return translate(self.message).format(member=member, position=self.position)


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """Where a dossier's file is not as it was saved; its container, read meanwhile, if it is."""

    problems: tuple[Problem, ...]
    container: Container | None = None


def new_container(dossier: bytes) -> Container:
    """A container that holds `dossier.json` alone and was never saved."""
    return Container(members={DOSSIER: blob_of(dossier)})


def open_container(path: Path, copies: BlobStore | None = None) -> Container:
    """Open a dossier's file: its frame is checked and `dossier.json` read, evidence is not.

    With `copies` it is opened to be worked on: its file is kept open where the system allows it,
    and its members come from there when it fails.
    Raises NotADossier, TruncatedDossier, DamagedDossier, RewrittenDossier, NewerDossier if even
    the frame is unknown, StorageError.
    """
    with opening_container(path, copies) as container:
        return container


@contextlib.contextmanager
def opening_container(path: Path, copies: BlobStore | None = None) -> Iterator[Container]:
    """What `open_container` gives, for a block that reads `dossier.json` while it is being hashed.

    Until the block has ended, nothing says that those bytes are what was saved: what it makes of
    them counts only then. If they are not, that is raised at its end, whatever the block raised.
    """
    path = Path(os.path.realpath(path))
    with contextlib.ExitStack() as checks:
        with _opened(path) as stream:
            frame = read_frame(stream, path)
            dossier = frame.spans[DOSSIER]
            header = stream.read(len(dossier.header))
            held = stream.read(dossier.row.size)
            damage = DamagedDossier(file=path.name, member=DOSSIER)
            if header != dossier.header:
                raise damage
            checks.enter_context(_hashed_aside(held, dossier.row.sha256, damage))
            stream.seek(frame.directory_at)
            if stream.read(len(frame.directory) + 1) != frame.directory:
                raise damaged_or_rewritten(path, DIRECTORY)
            there = _file_of(stream, path, copies)
        yield _container_of(frame, there, {DOSSIER: held}, copies)


@contextlib.contextmanager
def _hashed_aside(content: bytes, sha256: str, damage: DossierError) -> Iterator[None]:
    """Hash bytes on another core while the block runs; raises `damage` at its end if they differ.

    That goes before whatever the block raised: nothing it found in such bytes means anything.
    """
    digest = aside(lambda: hashlib.sha256(content).hexdigest(), len(content))
    try:
        yield
    finally:
        if digest() != sha256:
            raise damage from None


def save_container(
    container: Container,
    path: Path,
    *,
    over: Over = False,
    read_back: bool | None = None,
    medium: int | None = None,
) -> Container:
    """Save whole or not at all; the answer's members lie in the new file.

    Nothing is written where the file already holds exactly this.
    On a share (or told `read_back`) what was written is read back before it replaces the old.
    A file that is not the one `container` came from is replaced only when told `over`, or where
    it cannot be read and that is allowed; one of a newer MaskDesk never.
    A member that turns out damaged is taken from its copy; without one it is saved as it is, and
    `damaged` names it: what was typed must not wait for it.
    Nothing is written where another disk or share is, or the bare folder beneath, than was there
    at the start, or than `medium`.
    Raises MediumAway, DossierChanged, NameTaken, NewerDossier, BadMemberName, DossierTooLarge,
    MemberGone, DamagedDossier, StorageError.
    """
    if container.read_only:
        raise NewerDossier(file=path.name)
    if DOSSIER not in container.members:
        raise MemberMissing(member=DOSSIER)
    path = Path(os.path.realpath(path))
    rows = rows_of(container.members)
    manifest = manifest_of(rows)
    frame = derive_frame(FORMAT, rows, manifest)
    there_first = medium_of(path) if medium is None else medium

    def replaceable() -> Frame | None:
        if medium_of(path) != there_first:
            raise MediumAway(file=path.name)
        return _present(path, (container.digest, frame.digest), over=over)

    present = replaceable()
    same = _same(present, container, frame, path) if present is not None else None
    if same is not None:
        with translated(path):
            sync_folder(path.parent)
        return _container_of(frame, same, _in_memory(container), container.copies)
    # Asked again at the end: writing takes seconds on a share, and somebody else may save there.
    with replacing(path, read_back=read_back, still=replaceable) as stream:
        damaged = _write(container, frame, stream, path)
        healed = container.healed(*damaged)
        if damaged and healed != container:
            stream.begin_anew()
            damaged = _write(healed, frame, stream, path)
        stream.flush()
        # Of what was written, not of the name: somebody else may have that a moment later.
        there = _file_of(stream, path, container.copies)
    saved = _container_of(frame, there, _in_memory(container), container.copies)
    return msgspec.structs.replace(saved, damaged=damaged)


def _in_memory(container: Container) -> dict[str, bytes]:
    """What stays in memory after a save: of a dossier worked on, what `copies` will not have."""
    names = (DOSSIER,) if container.copies is None else (DOSSIER, HISTORY)
    ours = {name: container.members[name].at for name in names if name in container.members}
    return {name: at for name, at in ours.items() if isinstance(at, bytes)}


def digest_of(container: Container) -> str:
    """The digest the container's file will bear once it is saved as it is.

    Raises BadMemberName, DossierTooLarge.
    """
    return hashlib.sha256(manifest_of(rows_of(container.members))).hexdigest()


def digest_at(path: Path) -> str:
    """The digest of the version that lies in a file now; its frame alone is read.

    Raises what `open_container` raises.
    """
    path = Path(os.path.realpath(path))
    with _opened(path) as stream:
        return read_frame(stream, path).digest


def verify_container(path: Path) -> Verified:
    """Every place where the file differs from what was saved, evidence included.

    Raises NotADossier where not even the beginning is a dossier's, RewrittenDossier,
    NewerDossier if its frame is unknown, StorageError.
    """
    path = Path(os.path.realpath(path))
    with _opened(path) as stream:
        try:
            frame = read_frame(stream, path, exact=False)
        except DamagedDossier as error:
            return _at_fault(str(error.places["member"]), _CONTENT_DIFFERS)
        except TruncatedDossier:
            return _at_fault(MANIFEST, _CUT_OFF)
        dossier = frame.spans[DOSSIER]
        stream.seek(dossier.content_at)
        held = stream.read(dossier.row.size)
        problems = tuple(_differences(stream, frame, held))
        there = _file_of(stream, path, None)
    container = None if problems else _container_of(frame, there, {DOSSIER: held}, None)
    return Verified(problems=problems, container=container)


def _at_fault(member: str, message: str) -> Verified:
    return Verified(problems=(Problem(member=member, position=0, message=message),))


def _file_of(stream: BinaryIO, path: Path, copies: BlobStore | None) -> Place:
    """An open file from its beginning; kept open for whoever works on it."""
    descriptor = stream.fileno()
    held = held_open(descriptor, path) if copies is not None else None
    return Place(file=path, offset=0, stamp=stamp_of(os.fstat(descriptor)), held=held)


def _container_of(
    frame: Frame, file: Place, in_memory: Mapping[str, bytes], copies: BlobStore | None
) -> Container:
    members: dict[str, Blob] = {}
    for name, span in frame.spans.items():
        row = span.row
        place = msgspec.structs.replace(file, offset=span.content_at)
        at = in_memory.get(name, place)
        members[name] = Blob(size=row.size, sha256=row.sha256, crc32=row.crc32, at=at)
    return Container(members=members, format=frame.format, digest=frame.digest, copies=copies)


def _present(path: Path, expected: tuple[str, str], *, over: Over) -> Frame | None:
    """The frame the target has now, if it may be replaced.

    That is the version that was opened, or the one being saved: a try of which only the end failed.
    Raises DossierChanged, NameTaken, NewerDossier.
    """
    if not os.path.lexists(path):
        return None
    try:
        with _opened(path) as stream:
            present = read_frame(stream, path)
    except NewerDossier:
        raise
    except DossierError:
        if over:
            return None
        raise NameTaken(file=path.name) from None
    except StorageError:
        if over is True:
            return None
        raise
    if present.format > FORMAT:
        raise NewerDossier(file=path.name)
    if present.digest not in expected and over is not True:
        raise DossierChanged(file=path.name) if expected[0] else NameTaken(file=path.name)
    return present


def _same(present: Frame, container: Container, frame: Frame, path: Path) -> Place | None:
    """The target's file if its bytes are those that would be written.

    What was opened from the target is; what came from elsewhere, perhaps to heal a damaged
    member, is compared.
    """
    if present.digest != frame.digest:
        return None
    with _opened(path) as stream:
        there = _file_of(stream, path, container.copies)
        stream.seek(frame.directory_at)
        if stream.read() != frame.directory:
            return None
        for name, span in frame.spans.items():
            at = container.members[name].at
            here = (path, span.content_at, there.stamp)
            if isinstance(at, Place) and (at.file, at.offset, at.stamp) == here:
                continue
            stream.seek(span.header_at)
            if stream.read(len(span.header)) != span.header:
                return None
            digest = hashlib.sha256()
            for chunk in pieces(stream, span.row.size):
                digest.update(chunk)
            if digest.hexdigest() != span.row.sha256:
                return None
        return there


def _write(container: Container, frame: Frame, stream: NewFile, path: Path) -> tuple[str, ...]:
    """Write the whole file; gives the names of the members that turned out damaged."""
    stream.write(front_of(frame.manifest))
    copied = sum(blob.size for blob in container.members.values() if isinstance(blob.at, Place))
    with _summing(on_another_core=copied >= WORTH_A_THREAD) as (take, sums):
        for name, span in frame.spans.items():
            stream.write(span.header)
            # Looked for only now: its file may have been saved by somebody else a moment ago.
            _copy_once(container.blob(name), stream, path.name, name, take)
    stream.write(frame.directory)
    return tuple(name for name, crc in sums.items() if crc != frame.spans[name].row.crc32)


_Take = Callable[[str, bytes], None]


def _copy_once(blob: Blob, stream: BinaryIO, file: str, member: str, take: _Take) -> None:
    """Copy a member into a file being saved; `take` gets what is to be summed.

    What lies in a dossier was hashed when it was added; its CRC-32, which tells of a disk that
    forgets, costs a third of a hash; bytes in memory are those it was taken of. A file from
    elsewhere is hashed again, for it may have changed since it was named.
    """
    if isinstance(blob.at, Place) and blob.at.offset == 0:
        blob.copy(stream, member)
        return
    written = 0
    chunks = blob.chunks()
    while chunk := _next_of(chunks, file, member):
        if isinstance(blob.at, Place):
            take(member, chunk)
        written += stream.write(chunk)
    if written != blob.size:
        raise DamagedDossier(file=file, member=member)


@contextlib.contextmanager
def _summing(*, on_another_core: bool) -> Iterator[tuple[_Take, Mapping[str, int]]]:
    """Give what takes pieces by the name of their member, and each member's CRC-32 at the end.

    With `on_another_core` they are summed while the next ones are read and written.
    """
    sums: dict[str, int] = {}

    def take(name: str, piece: bytes) -> None:
        sums[name] = zlib.crc32(piece, sums.get(name, 0))

    if not on_another_core:
        yield take, sums
        return
    waiting: queue.Queue[tuple[str, bytes] | None] = queue.Queue(_PIECES_AHEAD)

    def take_all() -> None:
        while (one := waiting.get()) is not None:
            take(*one)

    # An interrupt before the block begins leaves it waiting: a program must not wait for it then.
    worker = threading.Thread(target=take_all, daemon=True)
    try:
        worker.start()
    except RuntimeError:  # no more threads
        yield take, sums
        return
    try:
        yield lambda name, piece: waiting.put((name, piece)), sums
    finally:
        waiting.put(None)
        worker.join()


_PIECES_AHEAD = 8  # of half a megabyte each


def _next_of(chunks: Iterator[bytes], file: str, member: str) -> bytes | None:
    try:
        return next(chunks, None)
    except (DossierChanged, StorageError) as failure:
        raise MemberGone(file=file, member=member) from failure


def _differences(stream: BinaryIO, frame: Frame, dossier: bytes) -> Iterator[Problem]:
    """Compare all after the manifest; it and `mimetype` were compared to get here.

    `dossier` are the bytes where `dossier.json` stands, which are not read again.
    """
    stream.seek(len(front_of(frame.manifest)))
    for name, span in frame.spans.items():
        if stream.read(len(span.header)) != span.header:
            yield Problem(member=name, position=span.header_at, message=_HEADER_DIFFERS)
        digest, left = hashlib.sha256(), span.row.size
        for chunk in (dossier,) if name == DOSSIER else pieces(stream, left):
            digest.update(chunk)
            left -= len(chunk)
        if name == DOSSIER:
            stream.seek(span.content_at + len(dossier))
        if left:
            yield Problem(member=name, position=span.content_at, message=_CUT_OFF)
            return
        if digest.hexdigest() != span.row.sha256:
            yield Problem(member=name, position=span.content_at, message=_CONTENT_DIFFERS)
    rest = stream.read(len(frame.directory) + 1)
    if rest != frame.directory:
        ends = len(rest) < len(frame.directory)
        yield Problem(
            member=DIRECTORY if rest[: len(frame.directory)] != frame.directory else END,
            position=frame.directory_at,
            message=_CUT_OFF if ends else _CONTENT_DIFFERS,
        )


_HEADER_DIFFERS = N_("The header before {member} was changed (from byte {position} on).")
_CONTENT_DIFFERS = N_("{member} is not what was saved (from byte {position} on).")
_CUT_OFF = N_("The file ends within {member} (from byte {position} on).")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file for reading; folders, pipes and devices are no dossiers."""
    with translated(path, reading=True):
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotADossier(file=path.name)
        with closing(path.open("rb")) as stream:
            yield stream
