"""A dossier goes into a folder and back without losing a byte."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from maskdesk.store.container import Container, open_container, save_container, verify_container
from maskdesk.store.durable import (
    FileMissing,
    FolderMissing,
    FolderNotEmpty,
    NotAPlainFile,
    read_folder,
    write_folder,
)
from maskdesk.store.failures import DamagedDossier
from maskdesk.store.folder import StrangeFile, pack, unpack


def test_unpacking_and_packing_gives_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    unpack(open_container(saved), tmp_path / "folder")
    again = tmp_path / "again.maskdesk"
    save_container(pack(tmp_path / "folder"), again)
    assert again.read_bytes() == saved.read_bytes()


def test_the_folder_holds_what_the_file_holds(container: Container, tmp_path: Path) -> None:
    unpack(container, tmp_path / "folder")
    assert read_folder(tmp_path / "folder") == {
        name: container.read(name) for name in sorted(container.members)
    }


def test_evidence_may_have_any_name_in_the_folder(tmp_path: Path) -> None:
    scan = b"SAMPLE scan"
    write_folder(
        tmp_path / "sample",
        {
            "dossier.json": b"{}",
            "evidence/Giấy chứng nhận (bản scan).PDF": scan,
            "evidence/con.pdf": b"another",
            "evidence/2020/=scan.pdf": scan,
        },
    )
    packed = pack(tmp_path / "sample")
    assert packed.under("evidence/") == tuple(
        sorted(f"evidence/{hashlib.sha256(content).hexdigest()}" for content in (scan, b"another"))
    )
    save_container(packed, tmp_path / "a.maskdesk")
    assert verify_container(tmp_path / "a.maskdesk").problems == ()


def test_what_file_managers_leave_is_passed_over(tmp_path: Path) -> None:
    write_folder(
        tmp_path / "sample",
        {
            "dossier.json": b"{}",
            ".DS_Store": b"x",
            "evidence/Thumbs.db": b"x",
            "evidence/._scan.pdf": b"x",
            "sealed/desktop.ini": b"x",
        },
    )
    assert set(pack(tmp_path / "sample").members) == {"dossier.json"}


def test_the_frame_another_zip_program_unpacked_is_made_anew(tmp_path: Path, saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        archive.extractall(tmp_path / "folder")
    again = tmp_path / "again.maskdesk"
    save_container(pack(tmp_path / "folder"), again)
    assert again.read_bytes() == saved.read_bytes()


@pytest.mark.parametrize("name", ["expected.json", "sealed/a?b", "Evidence/scan.pdf", "returns"])
def test_a_file_that_would_be_lost_is_refused(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path / "sample", {"dossier.json": b"{}", name: b"x"})
    with pytest.raises(StrangeFile, match="does not belong"):
        pack(tmp_path / "sample")


def test_a_folder_without_a_dossier_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"dossier\.json"):
        pack(tmp_path)
    with pytest.raises(FolderMissing):
        pack(tmp_path / "none")


def test_a_link_is_not_packed(tmp_path: Path) -> None:
    write_folder(tmp_path / "sample", {"dossier.json": b"{}"})
    (tmp_path / "sample" / "evidence").mkdir()
    (tmp_path / "sample" / "evidence" / "scan.pdf").symlink_to("/etc/hostname")
    with pytest.raises(NotAPlainFile):
        pack(tmp_path / "sample")


def test_a_filled_folder_is_not_unpacked_into(container: Container, tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", {"mine": b"mine"})
    with pytest.raises(FolderNotEmpty):
        unpack(container, tmp_path / "folder")
    assert read_folder(tmp_path / "folder") == {"mine": b"mine"}
    unpack(container, tmp_path / "folder", over=True)
    assert (tmp_path / "folder" / "dossier.json").exists()


def test_damaged_evidence_leaves_no_folder(saved: Path, tmp_path: Path) -> None:
    saved.write_bytes(saved.read_bytes().replace(b"SAMPLE scan", b"SAMPLE scam"))
    with pytest.raises(DamagedDossier, match="evidence/"):
        unpack(open_container(saved), tmp_path / "folder")
    assert sorted(tmp_path.iterdir()) == [saved]
