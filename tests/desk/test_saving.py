"""What a save replaces and what it writes is kept on this computer first, and can be had back."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.dossiers import viet_nam
from desk.workplaces import START, saved, workplace
from maskdesk.desk.opening import OpenDossier, new_dossier, open_dossier, save_dossier
from maskdesk.desk.saving import NotBackedUp, backups, put_back, restored, save_with_backup
from maskdesk.desk.working import open_file
from maskdesk.dossier.paths import put
from maskdesk.errors import MaskDeskError
from maskdesk.store import history
from maskdesk.store.backups import DamagedBackup
from maskdesk.store.member_names import HISTORY

NUMBER = "contract.number"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Khẩu trang.maskdesk"
    saved(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def changed(opened: OpenDossier, number: str) -> OpenDossier:
    return opened.with_dossier(put(opened.dossier, NUMBER, number))


def numbers(path: Path, folder: Path) -> list[object]:
    return [restored(one, folder).dossier.contract.number for one in backups(path, folder)]


def test_the_replaced_and_the_new_version_are_backups(path: Path, folder: Path) -> None:
    opened = open_dossier(path)
    for n in (2, 3):
        opened = changed(opened, f"C-{n}")
        opened = save_with_backup(opened, path, START + timedelta(days=9_999 + n), folder)
    assert numbers(path, folder) == ["C-3", "C-2", "01/2020/HĐ-SAMPLE"]


def test_a_backup_dates_from_the_file_it_was(path: Path, folder: Path) -> None:
    os.utime(path, (START.timestamp(), START.timestamp()))
    later = START + timedelta(days=3)
    save_with_backup(changed(open_dossier(path), "C-2"), path, later, folder)
    assert [one.moment for one in backups(path, folder)] == [later, START]


def test_a_failing_backup_is_told_and_keeps_nobody_from_saving(path: Path, folder: Path) -> None:
    folder.write_bytes(b"in the way")
    told: list[MaskDeskError] = []
    opened = changed(open_dossier(path), "C-2")
    save_with_backup(opened, path, START, folder, warn=told.append)
    assert open_dossier(path).dossier.contract.number == "C-2"
    assert len(told) == 1


def test_a_dossier_that_cannot_be_read_is_no_reason_not_to_save_over_it(
    path: Path, folder: Path
) -> None:
    path.write_bytes(b"x" * 100)
    save_with_backup(new_dossier(viet_nam()), path, START, folder, over=True)
    assert numbers(path, folder) == ["01/2020/HĐ-SAMPLE"]


def test_a_backup_put_back_is_in_the_history_and_what_was_there_is_a_backup(
    path: Path, folder: Path
) -> None:
    opened = changed(open_dossier(path), "C-2")
    save_with_backup(opened, path, START + timedelta(days=9_999), folder)
    before = backups(path, folder)[-1]
    put_back(before, path, START + timedelta(days=10_000), folder)
    now = open_dossier(path)
    assert now.dossier == viet_nam()
    (event,) = history.events(now.container.read(HISTORY))
    assert (event.what, event.to) == ("restored", before.digest)
    assert numbers(path, folder) == ["01/2020/HĐ-SAMPLE", "C-2", "01/2020/HĐ-SAMPLE"]


@pytest.mark.parametrize("lost", ["damaged", "gone"])
def test_a_lost_dossier_comes_back_from_its_backup(path: Path, folder: Path, lost: str) -> None:
    opened = changed(open_dossier(path), "C-2")
    save_with_backup(opened, path, START + timedelta(days=9_999), folder)
    if lost == "gone":
        path.unlink()
    else:
        path.write_bytes(b"damaged")
    put_back(backups(path, folder)[0], path, START + timedelta(days=10_000), folder)
    assert open_dossier(path).dossier.contract.number == "C-2"
    aside = path.with_name("Khẩu trang.damaged-1.maskdesk")
    assert aside.exists() == (lost == "damaged")
    if aside.exists():
        assert aside.read_bytes() == b"damaged"


def test_a_damaged_backup_replaces_nothing(path: Path, folder: Path) -> None:
    opened = changed(open_dossier(path), "C-2").put("sealed/1/x", b"SAMPLE")
    save_with_backup(opened, path, START + timedelta(days=9_999), folder)
    for blob in (folder / "blobs").iterdir():
        blob.write_bytes(b"other")
    with pytest.raises(DamagedBackup):
        put_back(backups(path, folder)[0], path, START, folder)
    assert open_dossier(path).dossier.contract.number == "C-2"


def test_the_window_goes_back_to_a_backup_and_loses_nothing_by_it(
    path: Path, tmp_path: Path, folder: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    file.session.edit(NUMBER, "not saved", "en")
    first = backups(path, folder)[-1]
    file = file.go_back(first)
    assert file.session.dossier == viet_nam()
    assert not file.unsaved
    file.close()
    assert {"C-2", "not saved"} < set(numbers(path, folder))


def test_an_offer_turned_down_is_kept_among_the_backups(
    path: Path, tmp_path: Path, folder: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.close(keep=True)
    again = open_file(path, workplace(tmp_path))
    again.session.edit(NUMBER, "C-3", "en")
    again.close()
    assert numbers(path, folder) == ["C-2"]


def test_each_way_to_save_keeps_backups(tmp_path: Path, path: Path, folder: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    ways: tuple[Callable[[], object], ...] = (
        file.save,
        lambda: file.save_copy(tmp_path / "copy.maskdesk"),
        lambda: file.save_as(tmp_path / "new.maskdesk"),
    )
    for way in ways:
        way()
    file.close()
    for name in (path.name, "copy.maskdesk", "new.maskdesk"):
        assert numbers(tmp_path / name, folder)[0] == "C-2"


def test_what_was_saved_without_a_copy_first_is_said(tmp_path: Path, path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    (tmp_path / "recovery" / "backups").write_bytes(b"in the way")
    saving = file.saving()
    saving.run()
    file.saved(saving)
    assert [type(one) for one in saving.remarks] == [NotBackedUp]
    assert file.remarks == saving.remarks
    assert not file.unsaved
    file.save_as(tmp_path / "b.maskdesk")
    assert [type(one) for one in file.remarks] == [NotBackedUp]
    (tmp_path / "recovery" / "backups").unlink()
    file.session.edit(NUMBER, "C-3", "en")
    file.save()
    assert file.remarks == ()
    file.close()
    assert save_dossier(open_dossier(path), path).dossier.contract.number == "C-2"
