"""Remembers which versions of dossiers were opened on this computer, or saved from one of those.

A version is known by its digest, on which every byte of its file depends. What was found in it
once need not be looked for again: whether each value can stand where it stands, and, remembered
by itself, for the command line does not ask it, whether all in it can be read in reasonable time
and memory. Another MaskDesk asks anew, for it may ask more.
What cannot be remembered is looked at again: nothing here ever keeps a dossier from being opened.
"""

import contextlib
from pathlib import Path

from maskdesk import __version__
from maskdesk.store.durable import StorageError, write_file

# Some thousand versions; of more the older half is forgotten.
_MOST_BYTES = 64 << 10
# Whoever else has an account here need not tell this one what it knows (rights as POSIX counts).
_OWN = 0o700


class KnownVersions:
    """The digests of the versions this computer knows, in a file of the user's own data."""

    def __init__(self, folder: Path | None = None, name: str = "known") -> None:
        """Name the folder of that file; it is made when something is added."""
        self._file = (folder or _folder()) / f"{name}-versions-{__version__}"

    @property
    def read_apart(self) -> "KnownVersions":
        """Those of which all was read apart from the window."""
        return KnownVersions(self._file.parent, "read-apart")

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

    def follow(self, before: str, after: str) -> None:
        """Remember of a version what is known of the one it was saved from."""
        for known in (self, self.read_apart):
            if before in known:
                known.add(after)

    def _kept(self) -> bytes:
        with contextlib.suppress(OSError):
            return self._file.read_bytes()
        return b""


def _folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("MaskDesk", appauthor=False)
