"""The frame of a dossier's file: its manifest, and every zip header derived from it."""

import contextlib
import hashlib
import os
import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from maskdesk.language import N_
from maskdesk.store.blob import Blob
from maskdesk.store.failures import (
    BadMemberName,
    DamagedDossier,
    DossierError,
    DossierTooLarge,
    NewerDossier,
    NotADossier,
    RewrittenDossier,
    TruncatedDossier,
)
from maskdesk.store.member_names import (
    DOSSIER,
    EVIDENCE,
    MANIFEST,
    NAME_LENGTH,
    check_name,
    check_together,
)

FORMAT = 1
MIMETYPE = b"application/vnd.maskdesk.dossier"

MOST_MEMBERS = 20_000
MOST_EVIDENCE_BYTES = 2 << 30
# What is decoded whole whenever a dossier is opened; ten thousand goods lines take a tenth of it.
MOST_CONTENT_BYTES = 128 << 20
MOST_BYTES = 0xFFFF_FFFF

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_MANIFEST_BYTES = 32 << 20

# The manifest. msgspec writes a Struct in the order of its fields: here alphabetical.


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest says of one member."""

    crc32: int
    name: str
    sha256: str
    size: int


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    members: tuple[Row, ...]


def rows_of(members: Mapping[str, Blob]) -> tuple[Row, ...]:
    """The manifest's rows in the file's order. Raises BadMemberName, DossierTooLarge."""
    names = sorted(members, key=_order)
    for name in names:
        check_name(name)
    check_together(names)
    rows = tuple(
        Row(crc32=blob.crc32, name=name, sha256=blob.sha256, size=blob.size)
        for name, blob in ((name, members[name]) for name in names)
    )
    _check_amount(rows)
    return rows


def _check_amount(rows: tuple[Row, ...]) -> None:
    evidence = sum(row.size for row in rows if row.name.startswith(EVIDENCE))
    whole = sum(row.size + 2 * len(row.name.encode()) + 76 for row in rows)
    frame = 4096 + len(rows) * (NAME_LENGTH + 120)
    content = sum(row.size for row in rows if row.name == DOSSIER)
    if (
        len(rows) > MOST_MEMBERS
        or evidence > MOST_EVIDENCE_BYTES
        or content > MOST_CONTENT_BYTES
        or whole + frame > MOST_BYTES
    ):
        raise DossierTooLarge(most_members=MOST_MEMBERS)


def _order(name: str) -> tuple[bool, bytes]:
    return name != DOSSIER, name.encode()


def manifest_of(rows: tuple[Row, ...]) -> bytes:
    """The bytes of `manifest.json` in the present format."""
    return msgspec.json.encode(_Manifest(format=FORMAT, members=rows))


def _decode_manifest(content: bytes, file: str) -> tuple[int, tuple[Row, ...]]:
    """Format and rows. Raises DamagedDossier, for a newer format NewerDossier."""
    bad = DamagedDossier(file=file, member=MANIFEST)
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
            check_name(name, known=manifest.format <= FORMAT)
        check_together(names)
        _check_amount(rows)
    except (BadMemberName, UnicodeEncodeError) as error:
        raise bad from error
    sound = (
        DOSSIER in names
        and all(_is_sound(row) for row in rows)
        and names == sorted(names, key=_order)
        and (manifest.format > FORMAT or manifest_of(rows) == content)
    )
    if not sound:
        raise _newer_or(content, file, bad)
    return manifest.format, rows


def _is_sound(row: Row) -> bool:
    return (
        0 <= row.size <= MOST_BYTES
        and 0 <= row.crc32 <= 0xFFFF_FFFF
        and _SHA256.fullmatch(row.sha256) is not None
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
DIRECTORY = N_("list of contents")
END = N_("end of the file")


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """One member where it stands: header, then content."""

    row: Row
    header: bytes
    header_at: int

    @property
    def content_at(self) -> int:
        """Where the content begins."""
        return self.header_at + len(self.header)


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """All that is not content: what stands where, and the bytes of the directory and the end."""

    format: int
    manifest: bytes
    spans: Mapping[str, Span]
    directory: bytes
    directory_at: int

    @property
    def digest(self) -> str:
        """What names this version: all else depends on the manifest."""
        return hashlib.sha256(self.manifest).hexdigest()

    @property
    def size(self) -> int:
        """How long the whole file is."""
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


def front_of(manifest: bytes) -> bytes:
    """The file up to its first member named in the manifest."""
    header = _local(MANIFEST.encode(), zlib.crc32(manifest), len(manifest))
    return _MIMETYPE_PART + header + manifest


def derive_frame(version: int, rows: tuple[Row, ...], manifest: bytes) -> Frame:
    """All headers and offsets that follow from a manifest."""
    central = [
        _central(b"mimetype", zlib.crc32(MIMETYPE), len(MIMETYPE), 0),
        _central(MANIFEST.encode(), zlib.crc32(manifest), len(manifest), len(_MIMETYPE_PART)),
    ]
    spans: dict[str, Span] = {}
    at = len(front_of(manifest))
    for row in rows:
        name = row.name.encode()
        header = _local(name, row.crc32, row.size)
        spans[row.name] = Span(row=row, header=header, header_at=at)
        central.append(_central(name, row.crc32, row.size, at))
        at += len(header) + row.size
    entries = b"".join(central)
    count = len(central)
    end = _END_RECORD.pack(b"PK\5\6", 0, 0, count, count, len(entries), at, 0)
    return Frame(
        format=version,
        manifest=manifest,
        spans=spans,
        directory=entries + end,
        directory_at=at,
    )


def read_frame(stream: BinaryIO, path: Path, *, exact: bool = True) -> Frame:
    """Read `mimetype` and manifest and derive the rest; with `exact` the size must be right.

    Raises NotADossier, TruncatedDossier, DamagedDossier, RewrittenDossier, NewerDossier.
    """
    size = os.fstat(stream.fileno()).st_size
    head = stream.read(len(_MIMETYPE_PART) + _LOCAL.size + len(MANIFEST))
    start, header = head[: len(_MIMETYPE_PART)], head[len(_MIMETYPE_PART) :]
    if start != _MIMETYPE_PART:
        raise _foreign(start, path)
    if len(header) < _LOCAL.size + len(MANIFEST):
        raise TruncatedDossier(file=path.name, size=size, expected="?")
    crc, length = struct.unpack_from("<II", header, 14)
    if header != _local(MANIFEST.encode(), crc, length) or length > _MOST_MANIFEST_BYTES:
        raise damaged_or_rewritten(path, MANIFEST)
    manifest = stream.read(length)
    if len(manifest) < length:
        raise TruncatedDossier(file=path.name, size=size, expected="?")
    if zlib.crc32(manifest) != crc:
        raise DamagedDossier(file=path.name, member=MANIFEST)
    version, rows = _decode_manifest(manifest, path.name)
    frame = derive_frame(version, rows, manifest)
    if size != frame.size and version > FORMAT:
        raise NewerDossier(file=path.name)
    if exact and size != frame.size:
        if size < frame.size:
            raise TruncatedDossier(file=path.name, size=size, expected=frame.size)
        raise DamagedDossier(file=path.name, member=END)
    return frame


def _foreign(start: bytes, path: Path) -> DossierError:
    """Why the beginning is not a dossier's."""
    if start and _MIMETYPE_PART.startswith(start):
        return TruncatedDossier(file=path.name, size=len(start), expected="?")
    wrong = sum(a != b for a, b in zip(start, _MIMETYPE_PART, strict=False))
    if len(start) == len(_MIMETYPE_PART) and wrong <= len(_MIMETYPE_PART) // 8:
        return damaged_or_rewritten(path, "mimetype")
    return RewrittenDossier(file=path.name) if _is_rewritten(path) else NotADossier(file=path.name)


def damaged_or_rewritten(path: Path, member: str) -> DossierError:
    """Why the frame is not ours: another program packed the file anew, or it is damaged."""
    if _is_rewritten(path):
        return RewrittenDossier(file=path.name)
    return DamagedDossier(file=path.name, member=member)


def _is_rewritten(path: Path) -> bool:
    """Whether it is a sound zip of another make that holds a dossier."""
    import zipfile

    if not _has_small_directory(path):
        return False
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


def _has_small_directory(path: Path) -> bool:
    """Whether it ends like a zip whose directory may be read without a guard on memory."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - 42))
            tail = stream.read()
    except OSError:
        return False
    if len(tail) < _END_RECORD.size or tail.startswith(b"PK\6\7"):
        return False
    mark, *_, count, size, _, comment = _END_RECORD.unpack(tail[-_END_RECORD.size :])
    small = count <= MOST_MEMBERS + 2 and size <= _MOST_MANIFEST_BYTES
    return bool(mark == b"PK\5\6" and comment == 0 and small)
