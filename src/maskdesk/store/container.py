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
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.blob import Blob, Place, Stamp, blob_of, pieces, stamp_of
from maskdesk.store.durable import StorageError, replacing, translated
from maskdesk.store.failures import (
    DamagedDossier,
    DossierChanged,
    DossierError,
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
from maskdesk.store.member_names import DOSSIER, EVIDENCE, MANIFEST, check_name
from maskdesk.store.system import closing, sync_folder

SUFFIX = ".maskdesk"


class Container(msgspec.Struct, frozen=True, kw_only=True):
    """All members of one dossier; unchanged ones stay on disk until asked for.

    `digest` names the version in the file it was opened from or saved to: the SHA-256 of the
    manifest, on which every other byte depends. It is empty for what was never saved.
    """

    members: Mapping[str, Blob]
    format: int = FORMAT
    digest: str = ""

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
        return self.blob(name).read(name)

    def copy(self, name: str, to: BinaryIO) -> None:
        """Write one member to a stream. Raises as `read` does."""
        self.blob(name).copy(to, name)

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
        members are known by their hash, and most outlive a save.
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
        return blob


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


def open_container(path: Path) -> Container:
    """Open a dossier's file: its frame is checked and `dossier.json` read, evidence is not.

    Raises NotADossier, TruncatedDossier, DamagedDossier, RewrittenDossier, NewerDossier if even
    the frame is unknown, StorageError.
    """
    path = Path(os.path.realpath(path))
    with _opened(path) as stream:
        frame = read_frame(stream, path)
        dossier = frame.spans[DOSSIER]
        header = stream.read(len(dossier.header))
        held = stream.read(dossier.row.size)
        if header != dossier.header or hashlib.sha256(held).hexdigest() != dossier.row.sha256:
            raise DamagedDossier(file=path.name, member=DOSSIER)
        stream.seek(frame.directory_at)
        if stream.read(len(frame.directory) + 1) != frame.directory:
            raise damaged_or_rewritten(path, DIRECTORY)
        stamp = _stamp_of(stream)
    return _container_of(frame, path, stamp, held)


def save_container(
    container: Container, path: Path, *, over: bool = False, read_back: bool | None = None
) -> Container:
    """Save whole or not at all; the answer's members lie in the new file.

    Nothing is written where the file already holds exactly this.
    On a share (or told `read_back`) what was written is read back before it replaces the old.
    A file that is not the one `container` came from is replaced only when told `over`, one of a
    newer MaskDesk never.
    Raises DossierChanged, NameTaken, NewerDossier, BadMemberName, DossierTooLarge,
    DamagedDossier, StorageError.
    """
    if container.read_only:
        raise NewerDossier(file=path.name)
    if DOSSIER not in container.members:
        raise MemberMissing(member=DOSSIER)
    path = Path(os.path.realpath(path))
    rows = rows_of(container.members)
    manifest = manifest_of(rows)
    frame = derive_frame(FORMAT, rows, manifest)

    def replaceable() -> Frame | None:
        return _present(path, (container.digest, frame.digest), over=over)

    present = replaceable()
    same = _same(present, container, frame, path) if present is not None else None
    if same is not None:
        with translated(path):
            sync_folder(path.parent)
        return _container_of(frame, path, same, container.dossier)
    # Asked again at the end: writing takes seconds on a share, and somebody else may save there.
    with replacing(path, read_back=read_back, still=replaceable) as stream:
        stream.write(front_of(manifest))
        for name, span in frame.spans.items():
            stream.write(span.header)
            _copy_once(container.blob(name), stream, path.name, name)
        stream.write(frame.directory)
        stream.flush()
        # Of what was written, not of the name: somebody else may have that a moment later.
        stamp = _stamp_of(stream)
    return _container_of(frame, path, stamp, container.dossier)


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
        stamp = _stamp_of(stream)
    container = None if problems else _container_of(frame, path, stamp, held)
    return Verified(problems=problems, container=container)


def _at_fault(member: str, message: str) -> Verified:
    return Verified(problems=(Problem(member=member, position=0, message=message),))


def _stamp_of(stream: BinaryIO) -> Stamp:
    return stamp_of(os.fstat(stream.fileno()))


def _container_of(frame: Frame, path: Path, stamp: Stamp, dossier: bytes) -> Container:
    members: dict[str, Blob] = {}
    for name, span in frame.spans.items():
        row = span.row
        place = Place(file=path, offset=span.content_at, stamp=stamp)
        at = dossier if name == DOSSIER else place
        members[name] = Blob(size=row.size, sha256=row.sha256, crc32=row.crc32, at=at)
    return Container(
        members=members,
        format=frame.format,
        digest=frame.digest,
    )


def _present(path: Path, expected: tuple[str, str], *, over: bool) -> Frame | None:
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
    except (DossierError, StorageError):
        if over:
            return None
        raise NameTaken(file=path.name) from None
    if present.format > FORMAT:
        raise NewerDossier(file=path.name)
    if present.digest not in expected and not over:
        raise DossierChanged(file=path.name) if expected[0] else NameTaken(file=path.name)
    return present


def _same(present: Frame, container: Container, frame: Frame, path: Path) -> Stamp | None:
    """The stamp of the target if its bytes are those that would be written.

    What was opened from the target is; what came from elsewhere, perhaps to heal a damaged
    member, is compared.
    """
    if present.digest != frame.digest:
        return None
    with _opened(path) as stream:
        stream.seek(frame.directory_at)
        if stream.read() != frame.directory:
            return None
        for name, span in frame.spans.items():
            at = container.members[name].at
            if isinstance(at, Place) and at.file == path and at.offset == span.content_at:
                continue
            stream.seek(span.header_at)
            if stream.read(len(span.header)) != span.header:
                return None
            digest = hashlib.sha256()
            for chunk in pieces(stream, span.row.size):
                digest.update(chunk)
            if digest.hexdigest() != span.row.sha256:
                return None
        return _stamp_of(stream)


def _copy_once(blob: Blob, stream: BinaryIO, file: str, member: str) -> None:
    """Copy a member into a file being saved.

    What lies in a dossier was checked when it was added and is not hashed again, or each save
    would cost a verify; a file from elsewhere is, for it may have changed since it was named.
    """
    if isinstance(blob.at, Place) and blob.at.offset == 0:
        blob.copy(stream, member)
        return
    written = 0
    for chunk in blob.chunks():
        written += stream.write(chunk)
    if written != blob.size:
        raise DamagedDossier(file=file, member=member)


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
