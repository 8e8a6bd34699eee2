"""Several programs at one dossier's file: nobody sees half a version, nobody is written over."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from maskdesk.store.blob import Blob, blob_of
from maskdesk.store.container import (
    Container,
    new_container,
    open_container,
    save_container,
    verify_container,
)
from maskdesk.store.failures import DossierChanged, NameTaken

VERSIONS = 150
SCAN = b"SAMPLE scan" * 20_000

SAVING = """
import sys; from pathlib import Path
from maskdesk.store.container import open_container, save_container
path = Path(sys.argv[1])
opened = open_container(path)
for number in range(int(sys.argv[2])):
    opened = save_container(opened.put("dossier.json", b'{"number":%d}' % number), path)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.maskdesk"
    save_container(new_container(b'{"number":-1}').with_evidence(SCAN), path)
    return path


def another(path: Path) -> Container:
    return open_container(path).put("dossier.json", b'{"by":"another"}')


def test_who_reads_while_another_saves_sees_whole_versions_only(path: Path) -> None:
    seen = set()
    with subprocess.Popen([sys.executable, "-c", SAVING, str(path), str(VERSIONS)]) as saving:
        while saving.poll() is None:
            opened = open_container(path)
            seen.add(opened.dossier)
            (evidence,) = opened.under("evidence/")
            # Saved twice within a blink, it is told: never other bytes.
            with contextlib.suppress(DossierChanged):
                assert opened.read(evidence) == SCAN
            assert verify_container(path).problems == ()
    assert saving.returncode == 0
    assert open_container(path).dossier == b'{"number":%d}' % (VERSIONS - 1)
    assert len(seen) > 3
    assert seen <= {b'{"number":%d}' % number for number in range(-1, VERSIONS)}


def test_a_program_that_holds_the_file_open_for_writing_keeps_nobody_from_saving(
    path: Path,
) -> None:
    before = path.read_bytes()
    with path.open("r+b") as held:
        saved = save_container(another(path), path)
        assert verify_container(path).problems == ()
        # What it goes on writing goes into the old version, which has no name any more.
        held.write(b"x" * 100)
        held.flush()
        held.seek(100)
        assert held.read() == before[100:]
    assert verify_container(path).problems == ()
    assert open_container(path).dossier == saved.dossier


class _MeanwhileSaved(Blob, frozen=True, kw_only=True):
    """Evidence during whose copying somebody else saves the same file."""

    save: object

    def chunks(self) -> Iterator[bytes]:
        assert callable(self.save)
        self.save()
        yield from super().chunks()


def slow(content: bytes, save: object) -> Blob:
    blob = blob_of(content)
    return _MeanwhileSaved(
        size=blob.size, sha256=blob.sha256, crc32=blob.crc32, at=blob.at, save=save
    )


def test_a_version_saved_while_another_is_written_is_not_written_over(path: Path) -> None:
    mine = open_container(path).with_evidence(
        slow(b"SAMPLE new scan", lambda: save_container(another(path), path))
    )
    with pytest.raises(DossierChanged):
        save_container(mine, path)
    assert open_container(path).dossier == b'{"by":"another"}'
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    save_container(mine, path, over=True)
    assert len(open_container(path).under("evidence/")) == 2


def test_what_another_saved_while_its_pieces_are_copied_elsewhere_still_has_them(
    tmp_path: Path, path: Path
) -> None:
    mine = open_container(path).put(
        "dossier.json", slow(b"{}", lambda: save_container(another(path), path))
    )
    target = tmp_path / "b.maskdesk"
    save_container(mine, target)
    assert verify_container(target).problems == ()
    assert open_container(target).under("evidence/") == mine.under("evidence/")


def test_a_name_taken_while_a_new_dossier_is_written_is_not_written_over(
    tmp_path: Path, path: Path
) -> None:
    target = tmp_path / "new.maskdesk"
    mine = new_container(b"{}").with_evidence(
        slow(b"SAMPLE scan", lambda: save_container(new_container(b"[]"), target))
    )
    with pytest.raises(NameTaken):
        save_container(mine, target)
    assert open_container(target).dossier == b"[]"
    assert path.exists()


def test_a_save_of_which_only_the_end_failed_can_be_tried_again(path: Path) -> None:
    """The folder's sync fails after the rename: the new version is there, unconfirmed."""
    opened = open_container(path)
    changed = opened.put("dossier.json", b'{"number":1}')
    save_container(changed, path)
    again = save_container(changed, path)
    assert again.dossier == b'{"number":1}'
