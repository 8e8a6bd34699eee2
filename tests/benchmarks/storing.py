"""Opening, saving and verifying a dossier's file, against handling the same bytes barely.

large   2,000 goods lines, 500 support rows, 300 certificates, 12 evidence files of 5 MB
small   the same rows, 12 evidence files of 5 kB
All bytes are in the system's cache.

open    MaskDesk: `open_dossier`, which derives and compares the file's frame, checks the hash of
        `dossier.json`, and leaves evidence unread. The version is one that was opened on this
        computer before, or saved from such a one, as nearly all a clerk opens are; told beside
        it: one that comes from elsewhere, of which every stored value is gone through as well.
        Barely: reading the bytes before the evidence (manifest and `dossier.json`) and decoding
        the JSON into the same structs.
save    MaskDesk: encoding the dossier with another note in every round, then `save_dossier` over
        the file it was opened from: evidence is copied from the old file into the new one, synced,
        renamed, folder synced.
        Barely: encoding the same structs to the same bytes, then writing the file's bytes, which
        lie in memory, into a new file, synced, renamed, folder synced; nothing is hashed, derived
        or checked.
verify  MaskDesk: `maskdesk verify`'s own call: every byte compared with what it must be, the
        dossier opened, evidence rows, sealed versions and history looked at.
        Barely: reading the file in pieces, SHA-256 of each member, decoding the JSON.
"""

import hashlib
import os
import random
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.large import large_dossier
from benchmarks.measuring import Bound, Figure, Way, side_by_side
from maskdesk.desk.opening import OpenDossier, new_dossier, open_dossier, save_dossier
from maskdesk.desk.verifying import verify
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier, Evidence
from maskdesk.store.known_versions import KnownVersions
from maskdesk.store.member_names import DOSSIER

ROUNDS = 21
LINES = 2_000
FILES = 12
MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)


def figures() -> list[Figure]:
    """Both dossiers, each opened, saved and verified."""
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
        return [
            *_figures(Path(folder) / "large.maskdesk", "large", 5_000_000),
            *_figures(Path(folder) / "small.maskdesk", "small", 5_000),
        ]


def _figures(path: Path, name: str, size: int) -> list[Figure]:
    desk, bare = _AtTheDesk(path, size), _Barely(path.with_suffix(".bare"))
    bare.take(path, desk.dossier)
    opening: dict[str, Way] = {
        _DESK: lambda _: desk.open,
        _BARE: lambda _: bare.open,
        _ELSEWHERE: desk.opening_from_elsewhere,
    }
    saving: dict[str, Way] = {_DESK: desk.saving, _BARE: bare.saving}
    verifying: dict[str, Way] = {_DESK: lambda _: desk.verify, _BARE: lambda _: bare.verify}
    opened = side_by_side(opening, ROUNDS)
    return [
        opened.figure(f"open {name}", _DESK, _BARE, Bound(1.5)),
        opened.figure(f"open {name}, from elsewhere", _ELSEWHERE, _BARE),
        *(
            side_by_side(ways, ROUNDS).figure(f"{what} {name}", _DESK, _BARE, Bound(1.5))
            for what, ways in (("save", saving), ("verify", verifying))
        ),
    ]


_DESK, _BARE, _ELSEWHERE = "MaskDesk", "barely", "MaskDesk, from elsewhere"
_PIECE = 1 << 19


class _AtTheDesk:
    """The dossier as MaskDesk handles it."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._known = KnownVersions(path.with_suffix(".known"))
        save_dossier(large_with_evidence(size), path)
        self._opened = self.open()

    @property
    def dossier(self) -> Dossier:
        return self._opened.dossier

    def open(self) -> OpenDossier:
        return open_dossier(self._path, known=self._known)

    def opening_from_elsewhere(self, n: int) -> Callable[[], OpenDossier]:
        known = KnownVersions(self._path.with_suffix(f".{n}"))
        return partial(open_dossier, self._path, known=known)

    def saving(self, n: int) -> Callable[[], None]:
        changed = put(self._opened.dossier, "head.note", f"round {n:04}")
        return partial(self._save, changed)

    def _save(self, changed: Dossier) -> None:
        self._opened = save_dossier(
            self._opened.with_dossier(changed), self._path, known=self._known
        )

    def verify(self) -> None:
        if verify(self._path, moment=MOMENT).indication != "valid":
            raise ValueError("the dossier did not verify")


class _Barely:
    """The same bytes without anything that makes a dossier of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._members: list[tuple[int, int]] = []
        self._decoder = msgspec.json.Decoder(Dossier)

    def take(self, path: Path, dossier: Dossier) -> None:
        """Copy a dossier's file, remembering where its members stand.

        `dossier` are the structs that MaskDesk has of it: how long they take to encode depends on
        where in memory they lie.
        """
        content = path.read_bytes()
        self._path.write_bytes(content)
        with zipfile.ZipFile(path) as archive:
            sizes = [(info.header_offset, info.file_size) for info in archive.infolist()]
            names = [info.filename for info in archive.infolist()]
        self._members = [
            (at + _LOCAL_HEADER + len(name), size)
            for name, (at, size) in zip(names, sizes, strict=True)
        ]
        self._dossier_at, self._dossier_size = self._members[names.index(DOSSIER)]
        self._content = content
        self._dossier = dossier

    def open(self) -> Dossier:
        with self._path.open("rb", buffering=0) as stream:
            front = stream.read(self._dossier_at + self._dossier_size)
        return self._decoder.decode(memoryview(front)[self._dossier_at :])

    def saving(self, n: int) -> Callable[[], None]:
        return partial(self._save, put(self._dossier, "head.note", f"round {n:04}"))

    def _save(self, changed: Dossier) -> None:
        msgspec.json.format(msgspec.json.encode(changed), indent=1)
        part = self._path.with_suffix(".part")
        with part.open("xb", buffering=0) as stream:
            stream.write(self._content)
            os.fsync(stream.fileno())
        part.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def verify(self) -> Dossier:
        with self._path.open("rb", buffering=0) as stream:
            for at, size in self._members:
                stream.seek(at)
                digest = hashlib.sha256()
                left = size
                while left:
                    piece = stream.read(min(left, _PIECE))
                    digest.update(piece)
                    left -= len(piece)
                digest.hexdigest()
        return self.open()


# PKWARE APPNOTE 6.3.10, 4.3.7: what stands before a member's name.
_LOCAL_HEADER = 30


def large_with_evidence(size: int) -> OpenDossier:
    """The large dossier with its evidence: bytes that no file system compresses."""
    chance = random.Random(size)
    files = [chance.randbytes(size) for _ in range(FILES)]
    rows = tuple(
        Evidence(
            id=f"e{n}",
            file=f"SAMPLE {n}.pdf",
            digest=hashlib.sha256(content).hexdigest(),
            size=size,
        )
        for n, content in enumerate(files)
    )
    opened = new_dossier(msgspec.structs.replace(large_dossier(LINES), evidence=rows))
    container = opened.container
    for content in files:
        container = container.with_evidence(content)
    return msgspec.structs.replace(opened, container=container)
