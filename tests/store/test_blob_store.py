"""Bytes that journals and backups name are kept once, whole, and no longer than needed."""

import os
import time
from pathlib import Path

import pytest

from maskdesk.store.blob import blob_of, blob_of_file
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.failures import MemberMissing

DAY = 24 * 60 * 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def test_bytes_are_kept_once(folder: Path) -> None:
    blob = blob_of(b"SAMPLE scan")
    for _ in range(2):
        BlobStore(folder).add(blob)
    assert [path.name for path in (folder / "blobs").iterdir()] == [blob.sha256]
    assert BlobStore(folder).get(blob.sha256).read() == b"SAMPLE scan"
    assert blob.sha256 in BlobStore(folder)


def test_a_file_is_copied(folder: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(b"x" * 2_000_000)
    blob = blob_of_file(scan)
    BlobStore(folder).add(blob)
    scan.unlink()
    assert BlobStore(folder).get(blob.sha256).size == 2_000_000


def test_damaged_bytes_are_not_given_out(folder: Path) -> None:
    blob = blob_of(b"SAMPLE scan")
    BlobStore(folder).add(blob)
    (folder / "blobs" / blob.sha256).write_bytes(b"SAMPLE scam")
    with pytest.raises(MemberMissing):
        BlobStore(folder).get(blob.sha256)
    with pytest.raises(MemberMissing):
        BlobStore(folder).get("0" * 64)


def test_what_nothing_names_goes_after_a_day(folder: Path) -> None:
    named, old, fresh = (blob_of(content) for content in (b"1", b"2", b"3"))
    store = BlobStore(folder)
    store.drop_all_but(())
    for blob in (named, old, fresh):
        store.add(blob)
    before = time.time() - 2 * DAY
    for blob in (named, old):
        os.utime(folder / "blobs" / blob.sha256, (before, before))
    store.drop_all_but({named.sha256})
    assert {path.name for path in (folder / "blobs").iterdir()} == {named.sha256, fresh.sha256}


def test_it_is_for_the_user_alone(folder: Path) -> None:
    BlobStore(folder).add(blob_of(b"x"))
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "blobs").stat().st_mode & 0o077 == 0
