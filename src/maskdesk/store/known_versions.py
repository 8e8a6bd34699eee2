"""Remembers which versions of dossiers were opened on this computer, or saved from one of those.

A version is known by its digest, on which every byte of its file depends. What was found in it
once need not be looked for again: neither whether it can be read in reasonable time and memory,
nor whether each value can stand where it stands. Another MaskDesk asks anew, for it may ask more.
What cannot be remembered is looked at again: nothing here ever keeps a dossier from being opened.
"""

import contextlib
from pathlib import Path

from maskdesk import __version__
from maskdesk.store.durable import StorageError, write_file

_NAME = f"known-versions-{__version__}"
# Some thousand versions; of more the older half is forgotten.
_MOST_BYTES = 64 << 10
# Whoever else has an account here need not tell this one what it knows (rights as POSIX counts).
_OWN = 0o700


class KnownVersions:
    """The digests of the versions this computer knows, in a file of the user's own data."""

    def __init__(self, folder: Path | None = None) -> None:
        """Name the folder of that file; it is made when something is added."""
        self._file = (folder or _folder()) / _NAME

    def __contains__(self, digest: str) -> bool:
        return digest.encode() in self._kept().split()

    def add(self, digest: str) -> None:
        """Remember a version, if that can be done."""
        if digest in self:
            return
        with contextlib.suppress(OSError, StorageError):
            self._file.parent.mkdir(mode=_OWN, parents=True, exist_ok=True)
            # One short line at the end of the file: two programs do not get into each other's way.
            with self._file.open("ab", buffering=0) as stream:
                stream.write(f"{digest}\n".encode())
                size = stream.tell()
            if size > _MOST_BYTES:
                lines = self._kept().splitlines(keepends=True)
                write_file(self._file, b"".join(lines[len(lines) // 2 :]))

    def _kept(self) -> bytes:
        with contextlib.suppress(OSError):
            return self._file.read_bytes()
        return b""


def _folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("MaskDesk", appauthor=False)
