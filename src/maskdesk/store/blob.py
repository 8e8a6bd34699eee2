"""The bytes of one member: in memory, or still on disk until they are asked for."""

import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from maskdesk.store import system
from maskdesk.store.aside import aside
from maskdesk.store.durable import NotAPlainFile, translated
from maskdesk.store.failures import DamagedDossier, DossierChanged

_CHUNK = 1 << 19


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What tells that a file is still the one that was read."""

    size: int
    changed: int
    inode: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes lie on disk; a file that is `held` open has them whatever becomes of its name."""

    file: Path
    offset: int
    stamp: Stamp
    held: system.HeldFile | None = None

    @property
    def is_as_read(self) -> bool:
        """Whether the file is still the one that was read."""
        try:
            status = self.file.stat() if self.held is None else self.held.status()
        except OSError:
            return False
        return stamp_of(status) == self.stamp


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

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces, unchecked.

        Raises DossierChanged if the file is no longer the one that was read, StorageError.
        """
        if isinstance(self.at, bytes):
            yield self.at
            return
        place = self.at
        with translated(place.file, reading=True):
            if place.held is not None:
                if not place.is_as_read:
                    raise DossierChanged(file=place.file.name)
                yield from _held_pieces(place.held, place.offset, self.size)
                return
            with system.closing(place.file.open("rb", buffering=0)) as stream:
                if stamp_of(os.fstat(stream.fileno())) != place.stamp:
                    raise DossierChanged(file=place.file.name)
                stream.seek(place.offset)
                left = self.size
                while left and (chunk := stream.read(min(_CHUNK, left))):
                    yield chunk
                    left -= len(chunk)

    def let_go(self) -> "Blob":
        """The same, no longer keeping its file open."""
        if isinstance(self.at, bytes):
            return self
        return msgspec.structs.replace(self, at=msgspec.structs.replace(self.at, held=None))

    @property
    def is_in_place(self) -> bool:
        """Whether the bytes can be had where they were."""
        return isinstance(self.at, bytes) or self.at.is_as_read

    def _file_name(self) -> str:
        return self.at.file.name if isinstance(self.at, Place) else ""


def blob_of(content: bytes) -> Blob:
    """Bytes in memory as a member."""
    crc = aside(lambda: zlib.crc32(content), len(content))
    sha256 = hashlib.sha256(content).hexdigest()
    return Blob(size=len(content), sha256=sha256, crc32=crc(), at=content)


def blob_of_file(path: Path) -> Blob:
    """A file on disk as a member, hashed here and copied when the dossier is saved.

    Raises NotAPlainFile or another StorageError.
    """
    with translated(path, reading=True):
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAPlainFile(file=path.name)
        digest, crc = hashlib.sha256(), 0
        with system.closing(path.open("rb", buffering=0)) as stream:
            stamp = stamp_of(os.fstat(stream.fileno()))
            for chunk in pieces(stream, stamp.size):
                digest.update(chunk)
                crc = zlib.crc32(chunk, crc)
    place = Place(file=path, offset=0, stamp=stamp)
    return Blob(size=stamp.size, sha256=digest.hexdigest(), crc32=crc, at=place)


def stamp_of(status: os.stat_result) -> Stamp:
    """What the system says of a file now."""
    return Stamp(size=status.st_size, changed=status.st_mtime_ns, inode=status.st_ino)


def pieces(stream: io.RawIOBase | BinaryIO, size: int) -> Iterator[memoryview]:
    """The next `size` bytes in pieces that share one buffer; fewer if the file ends."""
    buffer = memoryview(bytearray(min(_CHUNK, size) or 1))
    while size > 0:
        count = stream.readinto(buffer[: min(len(buffer), size)])  # type: ignore[union-attr]
        if not count:
            return
        yield buffer[:count]
        size -= count


def _held_pieces(held: system.HeldFile, offset: int, size: int) -> Iterator[bytes]:
    end = offset + size
    while offset < end and (chunk := held.read_at(offset, min(_CHUNK, end - offset))):
        yield chunk
        offset += len(chunk)
