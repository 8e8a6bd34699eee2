"""Earlier versions are kept as long as promised, whole, and their parts once."""

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from maskdesk.store.backups import (
    DamagedBackup,
    all_backups,
    backups_of,
    keep_backup,
    read_backup,
    tidy,
    worth_keeping,
)
from maskdesk.store.container import Container, digest_of
from maskdesk.store.durable import NoSpace

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)
DAY = 24 * 60 * 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def keep(folder: Path, container: Container, number: int, place: str = "/a.maskdesk") -> Container:
    """A version that differs from all others, kept a minute after the one before."""
    changed = container.put("dossier.json", b'{"number":%d}' % number)
    moment = MOMENT + timedelta(minutes=number)
    keep_backup(folder, changed, dossier="id", place=place, moment=moment)
    return changed


def contents(container: Container) -> dict[str, bytes]:
    return {name: container.read(name) for name in sorted(container.members)}


def test_a_version_comes_back_to_the_last_byte(folder: Path, container: Container) -> None:
    kept = [keep(folder, container, number) for number in range(3)]
    found = backups_of(folder, place="/a.maskdesk")
    assert [one.moment for one in found] == [MOMENT + timedelta(minutes=n) for n in (2, 1, 0)]
    for backup, version in zip(found, reversed(kept), strict=True):
        assert contents(read_backup(folder, backup)) == contents(version)
        assert backup.digest == digest_of(version)


def test_the_same_version_is_kept_once(folder: Path, container: Container) -> None:
    keep(folder, container, 1)
    keep(folder, container, 1)
    assert len(backups_of(folder, place="/a.maskdesk")) == 1


def test_parts_that_do_not_change_are_kept_once(folder: Path, container: Container) -> None:
    for number in range(5):
        keep(folder, container, number)
    others = {
        blob.sha256
        for name, blob in container.members.items()
        if name not in ("dossier.json", "history.jsonl")
    }
    assert {path.name for path in (folder / "blobs").iterdir()} == others


def test_dossiers_and_places_are_apart(folder: Path, container: Container) -> None:
    for number, place in enumerate(("/a/x.maskdesk", "/b/x.maskdesk")):
        keep(folder, container, number, place)
    keep_backup(folder, container, dossier="other", place="/a/x.maskdesk", moment=MOMENT)
    assert len(backups_of(folder, place="/a/x.maskdesk")) == 2
    assert len(backups_of(folder, place="/a/x.maskdesk", dossier="id")) == 1
    assert len(all_backups(folder)) == 3


def test_of_many_versions_the_last_ten_are_kept(folder: Path, container: Container) -> None:
    for number in range(13):
        keep(folder, container, number)
    found = backups_of(folder, place="/a.maskdesk")
    assert [one.moment for one in found] == [
        MOMENT + timedelta(minutes=number) for number in range(12, 2, -1)
    ]


def test_ten_last_fourteen_days_and_twelve_months_are_worth_keeping() -> None:
    hanoi = timezone(timedelta(hours=7))
    start = datetime(2020, 1, 1, 8, 0, tzinfo=hanoi)
    hours = [start + timedelta(hours=4 * n) for n in range(6 * 600)]
    keep = worth_keeping(hours)
    last = max(hours)
    by_age = sorted(keep, reverse=True)
    assert by_age[:10] == sorted(hours, reverse=True)[:10]
    days = {moment.date() for moment in keep if last - moment < timedelta(days=14)}
    assert len(days) == 14
    months = sorted({(moment.year, moment.month) for moment in keep})
    assert months == [(2020, m) for m in range(9, 13)] + [(2021, m) for m in range(1, 9)]
    for moment in by_age[10:]:
        assert moment == max(other for other in hours if other.date() == moment.date())
        if last - moment >= timedelta(days=14):
            month = (moment.year, moment.month)
            assert moment == max(one for one in hours if (one.year, one.month) == month)


def test_days_without_a_version_do_not_count() -> None:
    rare = [MOMENT + timedelta(days=40 * n) for n in range(40)]
    keep = worth_keeping(rare)
    assert sorted(keep) == rare[-14:]
    assert worth_keeping([]) == frozenset()


@pytest.mark.parametrize("spoil", ["header", "content", "blob", "missing blob"])
def test_a_damaged_backup_is_not_given_out(folder: Path, container: Container, spoil: str) -> None:
    keep(folder, container, 1)
    (backup,) = backups_of(folder, place="/a.maskdesk")
    whole = bytearray(backup.file.read_bytes())
    (blob, *_) = (folder / "blobs").iterdir()
    if spoil == "header":
        whole[60] ^= 1
        backup.file.write_bytes(whole)
        assert backups_of(folder, place="/a.maskdesk") == ()
        return
    if spoil == "content":
        whole[-20] ^= 1
        backup.file.write_bytes(whole)
    elif spoil == "blob":
        blob.write_bytes(b"other")
    else:
        blob.unlink()
    with pytest.raises(DamagedBackup, match="2020-05-06"):
        read_backup(folder, backup)


def test_every_truncated_backup_is_passed_over_or_refused(
    folder: Path, container: Container
) -> None:
    keep(folder, container, 1)
    (backup,) = backups_of(folder, place="/a.maskdesk")
    whole = backup.file.read_bytes()
    for size in range(len(whole)):
        backup.file.write_bytes(whole[:size])
        for found in backups_of(folder, place="/a.maskdesk"):
            with pytest.raises(DamagedBackup):
                read_backup(folder, found)


def test_what_no_backup_names_any_more_goes(folder: Path, container: Container) -> None:
    keep(folder, container.with_evidence(b"SAMPLE taken out again"), 0)
    for number in range(1, 12):
        keep(folder, container, number)
    before = time.time() - 2 * DAY
    for path in (*(folder / "blobs").iterdir(), folder / "tidied"):
        os.utime(path, (before, before))
    count = len(list((folder / "blobs").iterdir()))
    tidy(folder)
    assert len(list((folder / "blobs").iterdir())) == count - 1
    for backup in backups_of(folder, place="/a.maskdesk"):
        read_backup(folder, backup)


def test_a_full_disk_is_said_and_leaves_the_earlier_backups(
    small_disk: Path, container: Container
) -> None:
    keep(small_disk, container, 1)
    with pytest.raises(NoSpace):
        keep(small_disk, container.with_evidence(b"x" * 100_000), 2)
    (backup,) = backups_of(small_disk, place="/a.maskdesk")
    read_backup(small_disk, backup)
