"""What is attached is exactly what was examined; lists are read from disk as text."""

import hashlib
from pathlib import Path

import pytest

from intake import archives, attachments
from maskdesk.desk.attaching import examine_attachment, without_location
from maskdesk.desk.reading_lists import read_list
from maskdesk.intake.attachment import AttachmentTooLarge
from maskdesk.intake.table import TableTooLarge
from maskdesk.store.durable import StorageError


def test_a_file_is_examined_and_its_place_taken_out_on_demand(tmp_path: Path) -> None:
    file = tmp_path / "ảnh.jpg"
    file.write_bytes(attachments.photograph_with_place("JPEG"))
    attached = examine_attachment(file)
    assert (attached.file, attached.content) == ("ảnh.jpg", file.read_bytes())
    assert attached.found.located
    cleaned = without_location(attached)
    assert not cleaned.found.located
    assert cleaned.found.digest == hashlib.sha256(cleaned.content).hexdigest()
    assert cleaned.found.size == len(cleaned.content)
    assert not attachments.place_in(cleaned.content)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.pdf"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole, which takes no room
    with pytest.raises(AttachmentTooLarge):
        examine_attachment(file)
    with pytest.raises(TableTooLarge):
        read_list(file, "en")


def test_what_is_not_there_or_a_folder_is_said_plainly(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.pdf", tmp_path):
        with pytest.raises(StorageError):
            examine_attachment(path)
        with pytest.raises(StorageError):
            read_list(path, "en")


def test_a_list_on_disk_is_read(tmp_path: Path) -> None:
    file = tmp_path / "danh sách.xlsx"
    file.write_bytes(archives.workbook())
    assert read_list(file, "vi").rows[1] == ("Khẩu trang", "60000", "12,3450", "2020-05-06")
