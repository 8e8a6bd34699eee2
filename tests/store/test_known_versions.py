"""What is remembered of the versions this computer knows, and that nothing depends on it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maskdesk.store.known_versions import KnownVersions


def digest(n: int) -> str:
    return hashlib.sha256(b"SAMPLE %d" % n).hexdigest()


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_version_is_known_from_then_on_to_every_program(tmp_path: Path) -> None:
    known = KnownVersions(tmp_path / "own")
    assert digest(1) not in known
    known.add(digest(1))
    assert digest(1) in known
    assert digest(1) in KnownVersions(tmp_path / "own")
    assert digest(2) not in known


def test_a_version_that_was_never_saved_is_not_known(tmp_path: Path) -> None:
    known = KnownVersions(tmp_path)
    known.add(digest(1))
    assert "" not in known
    assert digest(1)[:-1] not in known
    assert digest(1)[1:] not in known


def test_a_version_added_again_takes_no_more_room(tmp_path: Path) -> None:
    known = KnownVersions(tmp_path)
    known.add(digest(1))
    once = the_file(tmp_path).read_bytes()
    known.add(digest(1))
    assert the_file(tmp_path).read_bytes() == once


def test_of_very_many_versions_the_older_are_forgotten(tmp_path: Path) -> None:
    known = KnownVersions(tmp_path)
    longest = 0
    for n in range(1_500):
        known.add(digest(n))
        longest = max(longest, the_file(tmp_path).stat().st_size)
    assert longest <= 64 << 10
    assert digest(0) not in known
    assert all(digest(n) in known for n in range(1_100, 1_500))


def test_programs_that_remember_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: KnownVersions(tmp_path).add(digest(n)), range(400)))
    assert all(digest(n) in KnownVersions(tmp_path) for n in range(400))


def test_only_the_users_own_account_sees_what_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    KnownVersions(folder).add(digest(1))
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"\xff\n" * 50, digest(1)[:40].encode()])
def test_a_damaged_file_knows_nothing_and_takes_what_is_added(
    tmp_path: Path, content: bytes
) -> None:
    known = KnownVersions(tmp_path)
    known.add(digest(1))
    the_file(tmp_path).write_bytes(content)
    assert digest(1) not in known
    known.add(digest(2))
    known.add(digest(3))
    assert digest(3) in known


def test_where_nothing_can_be_kept_nothing_is_known_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"a file where the folder should be")
    known = KnownVersions(tmp_path / "own")
    known.add(digest(1))
    assert digest(1) not in known


def test_a_full_disk_forgets_and_fails_nothing(small_disk: Path) -> None:
    (small_disk / "full").write_bytes(b"x" * (60 << 10))
    known = KnownVersions(small_disk)
    for n in range(200):
        known.add(digest(n))
    assert digest(0) in known
    assert digest(199) not in known
