"""Keeps earlier versions of each dossier in the user's own data: ten last, then days, then months.

One backup is one file: what the dossier held, by name and SHA-256, and the two members that differ
from save to save; all others lie once in the blob store, however many backups name them.
Where a dossier lies on a share, this is the local copy that exists before the share is touched.
"""

import contextlib
import hashlib
import os
import struct
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import system
from maskdesk.store.blob import Blob, blob_of
from maskdesk.store.blob_store import OWN, BlobStore
from maskdesk.store.container import Container, digest_of
from maskdesk.store.durable import read_file, replacing, sweep, translated
from maskdesk.store.failures import DossierError
from maskdesk.store.frame import Row, rows_of
from maskdesk.store.journal import named_in_journals
from maskdesk.store.member_names import DOSSIER, HISTORY

LAST, DAILY, MONTHLY = 10, 14, 12

_MARK = b"MaskDesk backup 1\n"
_HEAD = struct.Struct("<I32s")
_SUFFIX = ".backup"
_WITHIN = (DOSSIER, HISTORY)
_TIDY_SECONDS = 24 * 60 * 60


class DamagedBackup(MaskDeskError):
    """A backup of which a part is missing or not what was kept."""

    problem = N_("The backup of {moment} is damaged and cannot be used.")
    way_out = N_("Take the one before or after it.")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One earlier version: of which dossier, from which place, when it was kept.

    `digest` names the version as its file did, or was about to.
    """

    file: Path
    dossier: str
    place: str
    moment: datetime
    digest: str
    rows: tuple[Row, ...]


def keep_backup(
    folder: Path, container: Container, *, dossier: str, place: str, moment: datetime
) -> None:
    """Keep a version, unless it is kept already, and let the oldest go that are too many.

    Raises a DossierError for a member that is damaged, when all else is kept; StorageError.
    """
    digest = digest_of(container)
    if any(one.digest == digest for one in backups_of(folder, dossier=dossier, place=place)):
        return
    rows = rows_of(container.members)
    damaged: DossierError | None = None
    try:
        others = (container.blob(row.name) for row in rows if row.name not in _WITHIN)
        BlobStore(folder).add(*others)
    except DossierError as failure:
        damaged = failure
    header = msgspec.msgpack.encode(
        _Header(digest=digest, dossier=dossier, moment=moment, place=place, rows=rows)
    )
    file = _folder_of(folder, place) / _name(moment, dossier, digest)
    with translated(file):
        file.parent.mkdir(mode=OWN, parents=True, exist_ok=True)
    with replacing(file) as stream:
        stream.write(_MARK + _HEAD.pack(len(header), hashlib.sha256(header).digest()) + header)
        for row in rows:
            if row.name in _WITHIN:
                container.copy(row.name, stream)
    _thin(backups_of(folder, dossier=dossier, place=place))
    tidy(folder)
    if damaged is not None:
        raise damaged


def backups_of(folder: Path, *, place: str, dossier: str | None = None) -> tuple[Backup, ...]:
    """What is kept of the dossiers that lay at a place, or of one of them; the latest first.

    A damaged backup is passed over. Raises a StorageError.
    """
    found = [one for one in _read_all(_folder_of(folder, place)) if dossier in (None, one.dossier)]
    return tuple(sorted(found, key=lambda one: (one.moment, one.file.name), reverse=True))


def all_backups(folder: Path) -> tuple[Backup, ...]:
    """Everything that is kept, of whatever place; the latest first. Raises a StorageError."""
    top = folder / "backups"
    with translated(top):
        places = sorted(top.iterdir()) if top.is_dir() else []
    found = [one for place in places for one in _read_all(place)]
    return tuple(sorted(found, key=lambda one: (one.moment, one.file.name), reverse=True))


def read_backup(folder: Path, backup: Backup) -> Container:
    """A version as it was kept, every byte checked; it was never saved under this name.

    Raises DamagedBackup, StorageError.
    """
    content = read_file(backup.file)
    length, _ = _HEAD.unpack_from(content, len(_MARK))
    at = len(_MARK) + _HEAD.size + length
    blobs = BlobStore(folder)
    members: dict[str, Blob] = {}
    for row in backup.rows:
        if row.name in _WITHIN:
            blob = blob_of(content[at : at + row.size])
            at += row.size
        else:
            blob = _kept(blobs, row, backup)
        if blob.sha256 != row.sha256:
            raise DamagedBackup(moment=backup.moment)
        members[row.name] = blob
    return Container(members=members)


def worth_keeping(moments: Sequence[datetime]) -> frozenset[datetime]:
    """Of many moments: the last ten, the last of each of 14 days, the last of each of 12 months.

    Days and months without any do not count.
    """
    latest_first = sorted(moments, reverse=True)
    return frozenset(
        (
            *latest_first[:LAST],
            *_last_of_each(latest_first, "%Y-%m-%d", DAILY),
            *_last_of_each(latest_first, "%Y-%m", MONTHLY),
        )
    )


def tidy(folder: Path) -> None:
    """Once a day, remove blobs that no journal and no backup names any more.

    Raises a StorageError.
    """
    mark = folder / "tidied"
    with translated(mark):
        if mark.exists() and time.time() - mark.stat().st_mtime < _TIDY_SECONDS:
            return
        if not folder.is_dir():
            return
        mark.touch()
    sweep(folder)
    named = {row.sha256 for one in all_backups(folder) for row in one.rows}
    BlobStore(folder).drop_all_but(named | named_in_journals(folder))


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    digest: str
    dossier: str
    moment: datetime
    place: str
    rows: tuple[Row, ...]


def _folder_of(folder: Path, place: str) -> Path:
    key = hashlib.sha256(os.fsencode(place)).hexdigest()[:32]
    return folder / "backups" / key


def _name(moment: datetime, dossier: str, digest: str) -> str:
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    which = hashlib.sha256(f"{dossier}\n{digest}".encode()).hexdigest()[:16]
    return f"{stamp}-{which}{_SUFFIX}"


def _read_all(place: Path) -> Iterator[Backup]:
    with translated(place):
        files = sorted(place.glob(f"*{_SUFFIX}")) if place.is_dir() else []
    for file in files:
        header = _header_of(file)
        if header is not None:
            yield Backup(
                file=file,
                dossier=header.dossier,
                place=header.place,
                moment=header.moment,
                digest=header.digest,
                rows=header.rows,
            )


def _header_of(file: Path) -> _Header | None:
    try:
        with translated(file, reading=True), system.closing(file.open("rb")) as stream:
            if stream.read(len(_MARK)) != _MARK:
                return None
            length, digest = _HEAD.unpack(stream.read(_HEAD.size))
            header = stream.read(min(length, file.stat().st_size))
    except (MaskDeskError, struct.error):
        return None
    if hashlib.sha256(header).digest() != digest:
        return None
    with contextlib.suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(header, type=_Header)
    return None


def _kept(blobs: BlobStore, row: Row, backup: Backup) -> Blob:
    try:
        return blobs.get(row.sha256)
    except MaskDeskError as missing:
        raise DamagedBackup(moment=backup.moment) from missing


def _thin(kept: Sequence[Backup]) -> None:
    """Remove what is not worth keeping of one dossier at one place."""
    keep = worth_keeping([one.moment for one in kept])
    for one in kept:
        if one.moment not in keep:
            with translated(one.file):
                one.file.unlink(missing_ok=True)


def _last_of_each(latest_first: Iterable[datetime], span: str, most: int) -> list[datetime]:
    found: dict[str, datetime] = {}
    for moment in latest_first:
        found.setdefault(moment.strftime(span), moment)
    return list(found.values())[:most]
