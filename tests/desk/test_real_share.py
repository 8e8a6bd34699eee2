"""A share that goes away at any request of a save costs no work and leaves no half dossier."""

import sys
from pathlib import Path

import pytest

from desk.shares import Share, share
from desk.workplaces import saved, workplace
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.saving import backups
from maskdesk.desk.working import OpenedFile, open_file
from maskdesk.dossier.sections import Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.store import system
from maskdesk.store.container import verify_container
from maskdesk.store.durable import DeviceFailed, FolderMissing, MediumAway

__all__ = ["share"]

NUMBER = "contract.number"
SCAN = b"SAMPLE scan" * 30_000
OLD, NEW = "01/2020/HĐ-SAMPLE", "C-2"


def worked_on(path: Path, folder: Path) -> OpenedFile:
    """A dossier on the share with an edit and a piece of evidence that are not saved."""
    file = open_file(path, workplace(folder))
    file.session.edit(NUMBER, NEW, "en")
    file.add_evidence(file.hold(SCAN), Evidence(id="e1", file="scan.pdf"))
    return file


def test_a_save_on_a_share_is_read_back_and_copied_here_first(share: Share, tmp_path: Path) -> None:
    path = share.place / "a.maskdesk"
    with share.connected():
        saved(path)
        assert system.is_share(path)
        file = worked_on(path, tmp_path)
        file.save()
        file.close()
        assert verify_container(path).problems == ()
        assert open_dossier(path).dossier.contract.number == NEW
    assert [one.name for one in share.kept.iterdir()] == [path.name]
    assert backups(path, tmp_path / "recovery")[0].digest


def test_nothing_is_written_into_the_empty_folder_a_share_leaves(
    share: Share, tmp_path: Path
) -> None:
    path = share.place / "a.maskdesk"
    with share.connected():
        saved(path)
        file = worked_on(path, tmp_path)
    assert file.on_disk() == "away"
    with pytest.raises(MediumAway, match="not connected any more"):
        file.save()
    assert list(share.place.iterdir()) == []
    file.session.edit("contract.invoice_number", "INV-2", "en")
    with share.connected():
        file.save()
        assert open_dossier(path).dossier.contract.invoice_number == "INV-2"
        file.close()


@pytest.mark.long
def test_a_share_that_goes_away_at_any_request_leaves_the_old_dossier_or_the_new(
    share: Share, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, kept = share.place / "a.maskdesk", share.kept / "a.maskdesk"
    number = failed = came = asked = 0
    while asked >= number:
        number += 1
        for left in share.kept.iterdir():
            left.unlink()
        saved(kept)
        own = tmp_path / f"own {number}"
        with share.connected():
            file = worked_on(path, own)
        with share.connected(away_at=number):
            told = attempt(file)
        asked = share.requests
        now = open_dossier(kept).dossier.contract.number
        assert now in (OLD, NEW)
        assert verify_container(kept).problems == ()
        if told is None:
            assert (now, file.unsaved) == (NEW, False)
        else:
            assert isinstance(told, DeviceFailed | FolderMissing | MediumAway)
            assert file.unsaved
            failed += 1
            came += now == NEW
        with share.connected():
            file.save()
            file.close()
        assert verify_container(kept).problems == ()
        assert open_dossier(kept).dossier.contract.number == NEW
    with capsys.disabled():
        sys.stdout.write(
            f"\nshare gone: {number - 1} requests, {failed} told, {came} of them new\n"
        )
    assert number > failed > number // 2


def attempt(file: OpenedFile) -> MaskDeskError | None:
    try:
        file.save()
    except MaskDeskError as failure:
        return failure
    return None
