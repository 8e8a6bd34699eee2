"""A package on its way into a folder on a share that goes away: whole and filed, or not there."""

import shutil
import sys
from pathlib import Path

import pytest

from desk.made import MOMENT, sealed_viet_nam, signed_few
from desk.shares import Share, share
from desk.workplaces import workplace
from maskdesk.desk.delivering import deliver
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.working import OpenedFile, open_file
from maskdesk.errors import MaskDeskError
from maskdesk.store.durable import DeviceFailed, FolderAway, medium_of, read_folder
from maskdesk.store.lock import lock_file

__all__ = ["share"]


def attempt(file: OpenedFile, folder: Path, medium: int) -> MaskDeskError | None:
    try:
        saving = file.delivering(signed_few(), folder, medium)
        saving.run()
        file.saved(saving)
    except MaskDeskError as failure:
        return failure
    return None


def remembered(path: Path) -> int:
    return len(list(packages_of(open_dossier(path))))


def test_no_package_is_written_into_the_bare_folder_that_a_share_leaves(
    share: Share, tmp_path: Path
) -> None:
    path = tmp_path / "a.maskdesk"
    save_dossier(sealed_viet_nam(), path)
    file = open_file(path, workplace(tmp_path))
    with share.connected():
        medium = medium_of(share.place / "package")
    told = attempt(file, share.place / "package", medium)
    assert isinstance(told, FolderAway)
    assert "on which package was to lie is not connected any more" in str(told)
    assert list(share.place.iterdir()) == []
    assert remembered(path) == 0
    file.close()


def test_a_share_that_lets_one_wait_keeps_no_dossier_from_being_opened(
    share: Share, tmp_path: Path
) -> None:
    path, folder = tmp_path / "a.maskdesk", share.place / "package"
    opened = save_dossier(sealed_viet_nam(), path)

    def fail(_: OpenDossier, file: Path) -> OpenDossier:
        share.goes_away_at(1)
        raise DeviceFailed(file=file.name, folder="", reason="")

    notes = workplace(tmp_path).folder
    with share.connected(), pytest.raises(DeviceFailed):
        deliver(opened, signed_few(), folder, path, MOMENT, save=fail, notes=notes)
    assert (share.kept / "package").is_dir()
    with share.connected():
        with share.silent():
            file = open_file(path, workplace(tmp_path))
            assert file.filed == ()
            file.close()
        file = open_file(path, workplace(tmp_path))
        assert file.filed == (folder,)
        file.close()
    assert remembered(path) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("package", "dossier"), [("share", "here"), ("share", "share"), ("here", "share")]
)
def test_a_share_that_goes_away_at_any_request_leaves_the_package_filed_or_neither(
    share: Share, tmp_path: Path, capsys: pytest.CaptureFixture[str], package: str, dossier: str
) -> None:
    here = tmp_path / "here"
    number = failed = whole = asked = 0
    while asked >= number:
        number += 1
        here.mkdir()
        folder, kept = (
            (share.place / "package", share.kept / "package")
            if package == "share"
            else (here / "package",) * 2
        )
        path, lies = (
            (share.place / "a.maskdesk", share.kept / "a.maskdesk")
            if dossier == "share"
            else (here / "a.maskdesk",) * 2
        )
        save_dossier(sealed_viet_nam(), lies)
        with share.connected():
            file = open_file(path, workplace(here))
            medium = medium_of(folder)
            share.goes_away_at(number)
            told = attempt(file, folder, medium)
        asked = share.requests
        assert list(share.place.iterdir()) == []
        assert not kept.exists() or read_folder(kept) == signed_few().files
        if told is None:
            assert (kept.exists(), remembered(lies)) == (True, 1)
        failed += told is not None
        whole += kept.exists()
        file.close()
        lock_file(lies).unlink(missing_ok=True)  # it could not be let go of any more
        with share.connected():
            again = open_file(path, workplace(here))
            assert remembered(lies) == kept.exists(), number
            if not kept.exists():
                assert attempt(again, folder, medium_of(folder)) is None
            again.close()
        assert (kept.exists(), remembered(lies)) == (True, 1)
        shutil.rmtree(here)
        for left in share.kept.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    with capsys.disabled():
        sys.stdout.write(f"\nshare gone: {number - 1} requests, {failed} told, {whole} whole\n")
    assert number > failed > number // 2
