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
import io
import os
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.durable import NotAPlainFile, StorageError, replacing, translated
from maskdesk.store.system import sync_folder

FORMAT = 1
MIMETYPE = b"application/vnd.maskdesk.dossier"
SUFFIX = ".maskdesk"
DOSSIER = "dossier.json"
HISTORY = "history.jsonl"
EVIDENCE = "evidence/"
SEALED = "sealed/"
RETURNS = "returns/"

MOST_MEMBERS = 20_000
MOST_EVIDENCE_BYTES = 2 << 30
MOST_BYTES = 0xFFFF_FFFF

_MANIFEST = "manifest.json"
_MOST_MANIFEST_BYTES = 32 << 20
_CHUNK = 1 << 20


class DossierError(MaskDeskError):
    """A dossier's file cannot be used as it is."""


class NotADossier(DossierError):
    """The file is something else."""

    problem = N_("{file} is not a MaskDesk dossier.")
    way_out = N_("Choose a file that ends in .maskdesk; a folder is packed first.")


class TruncatedDossier(DossierError):
    """The file ends before its last byte."""

    problem = N_("{file} is cut off: only {size} of its {expected} bytes are there.")
    way_out = N_("Copy it again from where it came, or open a backup.")


class DamagedDossier(DossierError):
    """Bytes of the file are not those that were saved."""

    problem = N_("{file} is damaged in its part {member}.")
    way_out = N_("Open a backup, or copy the file again from where it came.")


class RewrittenDossier(DossierError):
    """Another zip program packed the file anew, so nothing in it can be relied on unseen."""

    problem = N_("{file} was packed anew by another program, not by MaskDesk.")
    way_out = N_("Unpack it into a folder with that program and pack the folder with MaskDesk.")


class NewerDossier(DossierError):
    """A later MaskDesk wrote the file; this one must not touch it."""

    problem = N_("{file} was written by a newer MaskDesk and is not changed by this one.")
    way_out = N_("Install the newer MaskDesk, or save under another name what you need.")


class DossierChanged(DossierError):
    """The file is not the one that was opened: somebody else saved it meanwhile."""

    problem = N_("{file} holds another version than the one you opened; it was left as it is.")
    way_out = N_("Open it again, or save yours under another name.")


class NameTaken(DossierError):
    """A file of that name is there and was not to be replaced."""

    problem = N_("There already is a file {file}; it was left as it is.")
    way_out = N_("Choose another name, or say that it may be replaced.")


class MemberMissing(DossierError):
    """The dossier has no such part."""

    problem = N_("The dossier has no part {member}.")
    way_out = N_("Attach the file again.")


class BadMemberName(DossierError):
    """A part's name could lead astray on some system, or does not belong in a dossier."""

    problem = N_("A part of a dossier cannot be named “{member}”.")
    way_out = N_("Give the file a plain name, and keep evidence under evidence/.")


class DossierTooLarge(DossierError):
    """The dossier has more parts or bytes than one file may hold."""

    problem = N_("The dossier is too large: at most {most_members} parts and 2 GiB of evidence.")
    way_out = N_("Make the largest scans smaller, or divide the consignment.")


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What tells that a file is still the one that was read."""

    size: int
    changed: int
    inode: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes lie on disk."""

    file: Path
    offset: int
    stamp: Stamp


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """One member's bytes, in memory or still on disk, with what they must hash to."""

    size: int
    sha256: str
    crc32: int
    at: bytes | Place

    def read(self, member: str = "") -> bytes:
        """The bytes, checked. Raises DamagedDossier naming `member`, StorageError."""
        if isinstance(self.at, bytes):
            return self.at
        whole = io.BytesIO()
        self.copy(whole, member)
        return whole.getvalue()

    def copy(self, to: BinaryIO, member: str = "") -> None:
        """Write the bytes to a stream, checked at the end. Raises as `read` does."""
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
            to.write(chunk)
        if digest.hexdigest() != self.sha256:
            raise DamagedDossier(file=self._file_name(), member=member or self.sha256)

    def chunks(self) -> Iterator[bytes | memoryview]:
        """The bytes in pieces, unchecked; a piece is valid until the next one is asked for.

        Raises DossierChanged if the file was changed and no longer holds these bytes.
        """
        if isinstance(self.at, bytes):
            yield self.at
            return
        place = self.at if _stamp_or_none(self.at.file) == self.at.stamp else self._moved(self.at)
        with translated(place.file, reading=True), place.file.open("rb", buffering=0) as stream:
            stream.seek(place.offset)
            yield from _pieces(stream, self.size)

    def _moved(self, place: Place) -> Place:
        """The same bytes in the file's present version: whoever saved it kept them, mostly."""
        with contextlib.suppress(MaskDeskError):
            for blob in open_container(place.file).members.values():
                if blob.sha256 == self.sha256 and isinstance(blob.at, Place):
                    return blob.at
        raise DossierChanged(file=place.file.name)

    def _file_name(self) -> str:
        return self.at.file.name if isinstance(self.at, Place) else ""


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
        return self._blob(name).read(name)

    def copy(self, name: str, to: BinaryIO) -> None:
        """Write one member to a stream. Raises as `read` does."""
        self._blob(name).copy(to, name)

    def under(self, folder: str) -> tuple[str, ...]:
        """The names of all members that begin with `folder`, sorted."""
        return tuple(sorted(name for name in self.members if name.startswith(folder)))

    def put(self, name: str, content: bytes | Blob) -> "Container":
        """The container with one member added or replaced. Raises BadMemberName."""
        _check_name(name)
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

    def _blob(self, name: str) -> Blob:
        if name not in self.members:
            raise MemberMissing(member=name)
        return self.members[name]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a dossier's file that is not as it was saved.

    `message` is a message id with the places {member} and {position}.
    """

    member: str
    position: int
    message: str


def new_container(dossier: bytes) -> Container:
    """A container that holds `dossier.json` alone and was never saved."""
    return Container(members={DOSSIER: blob_of(dossier)})


def blob_of(content: bytes) -> Blob:
    """Bytes in memory as a member."""
    return Blob(
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        crc32=zlib.crc32(content),
        at=content,
    )


def blob_of_file(path: Path) -> Blob:
    """A file on disk as a member, hashed here and copied when the dossier is saved.

    Raises NotAPlainFile or another StorageError.
    """
    with translated(path, reading=True):
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAPlainFile(file=path.name)
        digest, crc = hashlib.sha256(), 0
        with path.open("rb", buffering=0) as stream:
            stamp = _stamp(os.fstat(stream.fileno()))
            for chunk in _pieces(stream, stamp.size):
                digest.update(chunk)
                crc = zlib.crc32(chunk, crc)
    place = Place(file=path, offset=0, stamp=stamp)
    return Blob(size=stamp.size, sha256=digest.hexdigest(), crc32=crc, at=place)


def open_container(path: Path) -> Container:
    """Open a dossier's file: its frame is checked and `dossier.json` read, evidence is not.

    Raises NotADossier, TruncatedDossier, DamagedDossier, RewrittenDossier, NewerDossier if even
    the frame is unknown, StorageError.
    """
    path = Path(os.path.realpath(path))
    with _opened(path) as stream:
        frame = _read_frame(stream, path)
        dossier = frame.spans[DOSSIER]
        header = stream.read(len(dossier.header))
        held = stream.read(dossier.row.size)
        if header != dossier.header or hashlib.sha256(held).hexdigest() != dossier.row.sha256:
            raise DamagedDossier(file=path.name, member=DOSSIER)
        stream.seek(frame.directory_at)
        if stream.read(len(frame.directory) + 1) != frame.directory:
            raise _damaged_or_rewritten(path, _DIRECTORY)
    return _container_of(frame, path, held)


def save_container(container: Container, path: Path, *, over: bool = False) -> Container:
    """Save whole or not at all; the answer's members lie in the new file.

    Nothing is written where the file already holds exactly this.
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
    rows = _rows_of(container)
    manifest = _manifest_of(rows)
    frame = _frame(FORMAT, rows, manifest)
    present = _present(path, container, over=over)
    if present is not None and _holds(present, container, frame):
        with translated(path):
            sync_folder(path.parent)
        return present
    with replacing(path) as stream:
        stream.write(_front(manifest))
        for name, span in frame.spans.items():
            stream.write(span.header)
            _copy_once(container.members[name], stream, path.name, name)
        stream.write(frame.directory)
    return _container_of(frame, path, container.dossier)


def verify_container(path: Path) -> tuple[Problem, ...]:
    """Every place where the file differs from what was saved, evidence included; empty if none.

    Raises NotADossier where not even the beginning is a dossier's, RewrittenDossier,
    NewerDossier if its frame is unknown, StorageError.
    """
    with _opened(path) as stream:
        try:
            frame = _read_frame(stream, path, exact=False)
        except DamagedDossier as error:
            member = str(error.places["member"])
            return (Problem(member=member, position=0, message=_CONTENT_DIFFERS),)
        except TruncatedDossier:
            return (Problem(member=_MANIFEST, position=0, message=_CUT_OFF),)
        return tuple(_differences(stream, frame))


_NAME_LENGTH = 400
_PART_LENGTH = 200
_TOP_FILES = (DOSSIER, HISTORY)
_TOP_FOLDERS = (EVIDENCE, SEALED, RETURNS)
# Names that no file may have on Windows, whatever its ending.
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def _check_name(name: str, *, known: bool = True) -> None:
    """Refuse names that lead out of a folder or cannot be a file on every system."""
    parts = name.split("/")
    good = (
        unicodedata.is_normalized("NFC", name)
        and len(name.encode("utf-8", errors="replace")) <= _NAME_LENGTH
        and all(_is_plain(part) for part in parts)
        and name not in ("mimetype", _MANIFEST)
    )
    if good and known:
        good = name in _TOP_FILES or any(name.startswith(top) for top in _TOP_FOLDERS)
        if name.startswith(EVIDENCE):
            good = re.fullmatch(r"evidence/[0-9a-f]{64}", name) is not None
    if not good:
        raise BadMemberName(member=name)


def _is_plain(part: str) -> bool:
    return (
        part != ""
        and len(part.encode("utf-8", errors="replace")) <= _PART_LENGTH
        and not part.startswith((".", " "))
        and not part.endswith((".", " "))
        and _UNFIT.search(part) is None
        and _RESERVED.fullmatch(part) is None
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in part)
    )


def _check_together(names: Iterable[str]) -> None:
    """Refuse names that become one on a system that ignores case, or are file and folder."""
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFC", name.casefold())
        if folded in files:
            raise BadMemberName(member=name)
        files.add(folded)
        while (cut := folded.rfind("/")) > 0:
            folded = folded[:cut]
            folders.add(folded)
    if both := files & folders:
        raise BadMemberName(member=min(both))


# The manifest. msgspec writes a Struct in the order of its fields: here alphabetical.


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    crc32: int
    name: str
    sha256: str
    size: int


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    members: tuple[_Row, ...]


def _rows_of(container: Container) -> tuple[_Row, ...]:
    names = sorted(container.members, key=_order)
    for name in names:
        _check_name(name)
    _check_together(names)
    rows = tuple(
        _Row(crc32=blob.crc32, name=name, sha256=blob.sha256, size=blob.size)
        for name, blob in ((name, container.members[name]) for name in names)
    )
    _check_amount(rows)
    return rows


def _check_amount(rows: tuple[_Row, ...]) -> None:
    evidence = sum(row.size for row in rows if row.name.startswith(EVIDENCE))
    whole = sum(row.size + 2 * len(row.name.encode()) + 76 for row in rows)
    frame = 4096 + len(rows) * (_NAME_LENGTH + 120)
    if len(rows) > MOST_MEMBERS or evidence > MOST_EVIDENCE_BYTES or whole + frame > MOST_BYTES:
        raise DossierTooLarge(most_members=MOST_MEMBERS)


def _order(name: str) -> tuple[bool, bytes]:
    return name != DOSSIER, name.encode()


def _manifest_of(rows: tuple[_Row, ...]) -> bytes:
    return msgspec.json.encode(_Manifest(format=FORMAT, members=rows))


def _decode_manifest(content: bytes, file: str) -> tuple[int, tuple[_Row, ...]]:
    """Format and rows. Raises DamagedDossier, for a newer format NewerDossier."""
    bad = DamagedDossier(file=file, member=_MANIFEST)
    try:
        manifest = msgspec.json.decode(content, type=_Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _newer_or(content, file, bad) from error
    if manifest.format < 1:
        raise bad
    rows = manifest.members
    names = [row.name for row in rows]
    try:
        for name in names:
            _check_name(name, known=manifest.format <= FORMAT)
        _check_together(names)
        _check_amount(rows)
    except (BadMemberName, UnicodeEncodeError) as error:
        raise bad from error
    sound = (
        DOSSIER in names
        and all(_is_sound(row) for row in rows)
        and names == sorted(names, key=_order)
        and (manifest.format > FORMAT or _manifest_of(rows) == content)
    )
    if not sound:
        raise _newer_or(content, file, bad)
    return manifest.format, rows


def _is_sound(row: _Row) -> bool:
    return (
        0 <= row.size <= MOST_BYTES
        and 0 <= row.crc32 <= 0xFFFF_FFFF
        and re.fullmatch(r"[0-9a-f]{64}", row.sha256) is not None
        and (not row.name.startswith(EVIDENCE) or row.name == EVIDENCE + row.sha256)
    )


class _FormatAlone(msgspec.Struct):
    format: int


def _newer_or(content: bytes, file: str, other: DossierError) -> DossierError:
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        if msgspec.json.decode(content, type=_FormatAlone).format > FORMAT:
            return NewerDossier(file=file)
    return other


# The zip's frame (PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12, 4.3.16): version 2.0, flag 11 (UTF-8),
# stored, 1980-01-01 00:00, made on FAT without attributes.
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END_RECORD = struct.Struct("<4sHHHHIIH")
_VERSION, _FLAGS, _STORED, _TIME, _DATE = 20, 1 << 11, 0, 0, 0x21
_DIRECTORY = N_("list of contents")
_END = N_("end of the file")


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    """One member where it stands: header, then content."""

    row: _Row
    header: bytes
    header_at: int

    @property
    def content_at(self) -> int:
        return self.header_at + len(self.header)


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    """All that is not content: what stands where, and the bytes of the directory and the end."""

    format: int
    manifest: bytes
    spans: Mapping[str, _Span]
    directory: bytes
    directory_at: int

    @property
    def size(self) -> int:
        return self.directory_at + len(self.directory)


def _local(name: bytes, crc: int, size: int) -> bytes:
    return (
        _LOCAL.pack(
            b"PK\3\4", _VERSION, _FLAGS, _STORED, _TIME, _DATE, crc, size, size, len(name), 0
        )
        + name
    )


def _central(name: bytes, crc: int, size: int, offset: int) -> bytes:
    return (
        _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, _FLAGS, _STORED, _TIME, _DATE, crc, size, size,
            len(name), 0, 0, 0, 0, 0, offset,
        )
        + name
    )  # fmt: skip


_MIMETYPE_PART = _local(b"mimetype", zlib.crc32(MIMETYPE), len(MIMETYPE)) + MIMETYPE


def _front(manifest: bytes) -> bytes:
    """The file up to its first member named in the manifest."""
    header = _local(_MANIFEST.encode(), zlib.crc32(manifest), len(manifest))
    return _MIMETYPE_PART + header + manifest


def _frame(version: int, rows: tuple[_Row, ...], manifest: bytes) -> _Frame:
    central = [
        _central(b"mimetype", zlib.crc32(MIMETYPE), len(MIMETYPE), 0),
        _central(_MANIFEST.encode(), zlib.crc32(manifest), len(manifest), len(_MIMETYPE_PART)),
    ]
    spans: dict[str, _Span] = {}
    at = len(_front(manifest))
    for row in rows:
        name = row.name.encode()
        header = _local(name, row.crc32, row.size)
        spans[row.name] = _Span(row=row, header=header, header_at=at)
        central.append(_central(name, row.crc32, row.size, at))
        at += len(header) + row.size
    entries = b"".join(central)
    count = len(central)
    end = _END_RECORD.pack(b"PK\5\6", 0, 0, count, count, len(entries), at, 0)
    return _Frame(
        format=version,
        manifest=manifest,
        spans=spans,
        directory=entries + end,
        directory_at=at,
    )


def _read_frame(stream: BinaryIO, path: Path, *, exact: bool = True) -> _Frame:
    """Read `mimetype` and manifest and derive the rest; with `exact` the size must be right.

    Raises NotADossier, TruncatedDossier, DamagedDossier, RewrittenDossier, NewerDossier.
    """
    size = os.fstat(stream.fileno()).st_size
    head = stream.read(len(_MIMETYPE_PART) + _LOCAL.size + len(_MANIFEST))
    start, header = head[: len(_MIMETYPE_PART)], head[len(_MIMETYPE_PART) :]
    if start != _MIMETYPE_PART:
        raise _foreign(start, path)
    if len(header) < _LOCAL.size + len(_MANIFEST):
        raise TruncatedDossier(file=path.name, size=size, expected="?")
    crc, length = struct.unpack_from("<II", header, 14)
    if header != _local(_MANIFEST.encode(), crc, length) or length > _MOST_MANIFEST_BYTES:
        raise _damaged_or_rewritten(path, _MANIFEST)
    manifest = stream.read(length)
    if len(manifest) < length:
        raise TruncatedDossier(file=path.name, size=size, expected="?")
    if zlib.crc32(manifest) != crc:
        raise DamagedDossier(file=path.name, member=_MANIFEST)
    version, rows = _decode_manifest(manifest, path.name)
    frame = _frame(version, rows, manifest)
    if size != frame.size and version > FORMAT:
        raise NewerDossier(file=path.name)
    if exact and size != frame.size:
        if size < frame.size:
            raise TruncatedDossier(file=path.name, size=size, expected=frame.size)
        raise DamagedDossier(file=path.name, member=_END)
    return frame


def _foreign(start: bytes, path: Path) -> DossierError:
    """Why the beginning is not a dossier's."""
    if start and _MIMETYPE_PART.startswith(start):
        return TruncatedDossier(file=path.name, size=len(start), expected="?")
    wrong = sum(a != b for a, b in zip(start, _MIMETYPE_PART, strict=False))
    if len(start) == len(_MIMETYPE_PART) and wrong <= len(_MIMETYPE_PART) // 8:
        return _damaged_or_rewritten(path, "mimetype")
    return RewrittenDossier(file=path.name) if _is_rewritten(path) else NotADossier(file=path.name)


def _damaged_or_rewritten(path: Path, member: str) -> DossierError:
    if _is_rewritten(path):
        return RewrittenDossier(file=path.name)
    return DamagedDossier(file=path.name, member=member)


def _is_rewritten(path: Path) -> bool:
    """Whether it is a sound zip of another make that holds a dossier."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as foreign:
            names = foreign.namelist()
            if len(names) > MOST_MEMBERS + 2 or not {"mimetype", DOSSIER} <= set(names):
                return False
            if foreign.getinfo("mimetype").file_size != len(MIMETYPE):
                return False
            made_by_us = any(
                info.create_system == 0 and info.date_time == (1980, 1, 1, 0, 0, 0)
                for info in foreign.infolist()
            )
            return not made_by_us and foreign.read("mimetype") == MIMETYPE
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, struct.error):
        # RuntimeError covers encrypted members and NotImplementedError unknown methods.
        return False


def _container_of(frame: _Frame, path: Path, dossier: bytes) -> Container:
    with translated(path):
        stamp = _stamp(path.stat())
    members: dict[str, Blob] = {}
    for name, span in frame.spans.items():
        row = span.row
        place = Place(file=path, offset=span.content_at, stamp=stamp)
        at = dossier if name == DOSSIER else place
        members[name] = Blob(size=row.size, sha256=row.sha256, crc32=row.crc32, at=at)
    return Container(
        members=members,
        format=frame.format,
        digest=hashlib.sha256(frame.manifest).hexdigest(),
    )


def _present(path: Path, container: Container, *, over: bool) -> Container | None:
    """What the target holds now, if it may be replaced.

    Raises DossierChanged, NameTaken, NewerDossier.
    """
    if not os.path.lexists(path):
        return None
    try:
        present = open_container(path)
    except NewerDossier:
        raise
    except (DossierError, StorageError):
        if over:
            return None
        raise NameTaken(file=path.name) from None
    if present.read_only:
        raise NewerDossier(file=path.name)
    if present.digest != container.digest and not over:
        raise DossierChanged(file=path.name) if container.digest else NameTaken(file=path.name)
    return present


def _holds(present: Container, container: Container, frame: _Frame) -> bool:
    """Whether the target's bytes are those that would be written."""
    if present.digest != hashlib.sha256(frame.manifest).hexdigest():
        return False
    for name, blob in container.members.items():
        if blob.at == present.members[name].at:
            continue
        # The bytes came from elsewhere: perhaps to heal a damaged member.
        digest = hashlib.sha256()
        for chunk in present.members[name].chunks():
            digest.update(chunk)
        if digest.hexdigest() != blob.sha256:
            return False
    return True


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


def _differences(stream: BinaryIO, frame: _Frame) -> Iterator[Problem]:
    """Compare all after the manifest; it and `mimetype` were compared to get here."""
    stream.seek(len(_front(frame.manifest)))
    for name, span in frame.spans.items():
        if stream.read(len(span.header)) != span.header:
            yield Problem(member=name, position=span.header_at, message=_HEADER_DIFFERS)
        digest, crc, left = hashlib.sha256(), 0, span.row.size
        for chunk in _pieces(stream, left):
            digest.update(chunk)
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
        if left:
            yield Problem(member=name, position=span.content_at, message=_CUT_OFF)
            return
        if digest.hexdigest() != span.row.sha256 or crc != span.row.crc32:
            yield Problem(member=name, position=span.content_at, message=_CONTENT_DIFFERS)
    rest = stream.read(len(frame.directory) + 1)
    if rest != frame.directory:
        ends = len(rest) < len(frame.directory)
        yield Problem(
            member=_DIRECTORY if rest[: len(frame.directory)] != frame.directory else _END,
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
        with path.open("rb") as stream:
            yield stream


def _pieces(stream: io.RawIOBase | BinaryIO, size: int) -> Iterator[memoryview]:
    """The next `size` bytes in pieces that share one buffer; fewer if the file ends."""
    buffer = memoryview(bytearray(min(_CHUNK, size) or 1))
    while size > 0:
        count = stream.readinto(buffer[: min(len(buffer), size)])  # type: ignore[union-attr]
        if not count:
            return
        yield buffer[:count]
        size -= count


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(size=status.st_size, changed=status.st_mtime_ns, inode=status.st_ino)


def _stamp_or_none(path: Path) -> Stamp | None:
    try:
        return _stamp(path.stat())
    except OSError:
        return None
