"""Keeps bytes once each, under their SHA-256, however many journals and backups name them."""

import time
from collections.abc import Collection
from pathlib import Path

from maskdesk.store.blob import Blob, blob_of_file
from maskdesk.store.durable import filling, sweep, translated
from maskdesk.store.failures import DossierError, MemberMissing

_FRESH_SECONDS = 24 * 60 * 60
# Only the clerk's own account reads what lies in there (rights as POSIX counts them).
OWN = 0o700


class BlobStore:
    """The blobs below a folder of the user's own data."""

    def __init__(self, folder: Path) -> None:
        """Name the folder whose blobs these are; it is made when something is added."""
        self._folder = folder / "blobs"

    def add(self, *blobs: Blob) -> None:
        """Keep blobs, but for those that lie here already; their hashes are checked on the way.

        What is damaged keeps nothing else from being kept.
        Raises DamagedDossier or DossierChanged for it in the end, StorageError at once.
        """
        with translated(self._folder):
            missing = [blob for blob in blobs if not self._holds(blob)]
            if not missing:
                return
            self._folder.parent.mkdir(mode=OWN, parents=True, exist_ok=True)
            self._folder.mkdir(mode=OWN, exist_ok=True)
        damaged: list[DossierError] = []
        with filling(self._folder) as put:
            for blob in missing:
                try:
                    with put(blob.sha256) as stream:
                        blob.copy(stream)
                except DossierError as failure:
                    damaged.append(failure)
        if damaged:
            raise damaged[0]

    def __contains__(self, digest: str) -> bool:
        return (self._folder / digest).is_file()

    def get(self, digest: str) -> Blob:
        """A blob that was kept, its hash checked. Raises MemberMissing, StorageError."""
        kept = self._folder / digest
        if not kept.is_file():
            raise MemberMissing(member=digest)
        blob = blob_of_file(kept)
        if blob.sha256 != digest:
            raise MemberMissing(member=digest)
        return blob

    def _holds(self, blob: Blob) -> bool:
        kept = self._folder / blob.sha256
        return kept.is_file() and kept.stat().st_size == blob.size

    def drop_all_but(self, named: Collection[str]) -> None:
        """Remove what nothing names any more; what came within a day stays.

        Another MaskDesk may just have kept a blob and not yet written what names it.
        Raises a StorageError.
        """
        if not self._folder.is_dir():
            return
        sweep(self._folder)
        with translated(self._folder):
            for path in tuple(self._folder.iterdir()):
                old = time.time() - path.stat().st_mtime > _FRESH_SECONDS
                if old and path.name not in named:
                    path.unlink(missing_ok=True)
