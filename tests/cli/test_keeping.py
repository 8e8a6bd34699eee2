"""Whatever a command replaces can be had back by a command, and nobody writes over another."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.command_line import here, refusal, sealed_file
from desk.made import MOMENT
from desk.workplaces import NO_LAW
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.working import Workplace, open_file
from maskdesk.store.journal import journal_folder
from maskdesk.store.lock import acquire, lock_file


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return sealed_file(tmp_path)


def amended(dossier: Path, number: int) -> None:
    moment = MOMENT + timedelta(days=4_000, hours=number)
    done = here("amend", dossier, "--reason", f"SAMPLE {number}", moment=moment)
    assert done.code == 0, done


def at_work() -> Workplace:
    return Workplace(
        law=lambda: NO_LAW, now=lambda: MOMENT, who="SAMPLE clerk", folder=journal_folder()
    )


def test_what_a_command_replaced_is_listed_and_comes_back(dossier: Path) -> None:
    before = open_dossier(dossier).dossier
    amended(dossier, 1)
    listed = here("backups", dossier)
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "version 2" in lines[0]
    assert "version 1" in lines[1]
    assert "SAMPLE-VN-1" in lines[1]
    done = here("restore", dossier, "--number", "2")
    assert done.code == 0, done
    assert open_dossier(dossier).dossier == before
    assert here("verify", dossier).code == 0


def test_a_backup_comes_back_as_a_file_of_its_own(dossier: Path, tmp_path: Path) -> None:
    amended(dossier, 1)
    other = tmp_path / "other.maskdesk"
    assert here("restore", dossier, "--number", "2", "-o", other).code == 0
    assert open_dossier(other).dossier.head.version == 1
    assert open_dossier(dossier).dossier.head.version == 2
    refusal(here("restore", dossier, "--number", "1", "-o", other), "other.maskdesk")


def test_a_dossier_that_was_deleted_comes_back(dossier: Path) -> None:
    amended(dossier, 1)
    dossier.unlink()
    assert here("restore", dossier, "--number", "1").code == 0
    assert open_dossier(dossier).dossier.head.version == 2


@pytest.mark.parametrize("number", ["0", "-1", "3", "999999999999"])
def test_a_backup_that_is_not_there_is_refused(dossier: Path, number: str) -> None:
    amended(dossier, 1)
    refusal(here("restore", dossier, "--number", number), "backup", "maskdesk backups")


def test_without_backups_that_is_said(dossier: Path) -> None:
    done = here("backups", dossier)
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert "consignment.maskdesk" in done.out


def test_unsaved_work_is_listed_and_taken_up(dossier: Path, tmp_path: Path) -> None:
    amended(dossier, 1)
    file = open_file(dossier, at_work())
    file.session.edit("head.note", "SAMPLE note", "en")
    file.close(keep=True)
    assert "Unsaved work" in here("backups", dossier).out
    copy = tmp_path / "copy.maskdesk"
    assert here("restore", dossier, "--unsaved", "-o", copy).code == 0
    assert open_dossier(copy).dossier.head.note == "SAMPLE note"
    assert open_dossier(dossier).dossier.head.note is None
    assert here("restore", dossier, "--unsaved").code == 0
    assert open_dossier(dossier).dossier.head.note == "SAMPLE note"
    assert "Unsaved work" not in here("backups", dossier).out
    refusal(here("restore", dossier, "--unsaved"), "no unsaved work")


def test_what_of_unsaved_work_is_missing_is_told_when_it_is_taken_up(dossier: Path) -> None:
    amended(dossier, 1)
    file = open_file(dossier, at_work())
    file.session.edit("head.note", "SAMPLE note", "en")
    file.session.edit(f"goods[{file.session.dossier.goods[0].id}].brand", "SAMPLE", "en")
    file.close(keep=True)
    theirs = open_dossier(dossier)
    save_dossier(theirs.with_dossier(replace(theirs.dossier, goods=())), dossier)
    done = here("restore", dossier, "--unsaved")
    assert done.code == 1
    assert "1 edit of the unsaved work cannot be done again." in done.out


CHANGES = (
    ("seal",),
    ("amend", "--reason", "SAMPLE"),
    ("make", "--for-ink", "-o", "{folder}"),
    ("hand-in", "--what", "handed-in"),
    ("accept", "{folder}/x.pdf"),
    ("restore", "--number", "1"),
    ("restore", "--unsaved"),
)


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:2]))
def test_a_dossier_that_somebody_has_open_is_not_changed(
    dossier: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    amended(dossier, 1)
    before = dossier.read_bytes()
    command, *rest = (word.format(folder=tmp_path / "package") for word in words)
    with acquire(dossier, "SAMPLE other", MOMENT):
        done = here(command, dossier, *rest)
    refusal(done, "consignment.maskdesk", "SAMPLE other")
    assert dossier.read_bytes() == before
    assert not (tmp_path / "package").exists()


def test_a_dossier_that_somebody_has_open_is_still_read(dossier: Path, tmp_path: Path) -> None:
    with acquire(dossier, "SAMPLE other", MOMENT):
        for words in (
            ("check", dossier),
            ("verify", dossier),
            ("hand-in", dossier),
            ("make", dossier, "--draft", "-o", tmp_path / "draft"),
        ):
            assert here(*words).code in (0, 1), words


def test_a_command_leaves_no_lock(dossier: Path) -> None:
    amended(dossier, 1)
    refusal(here("amend", dossier, "--reason", "SAMPLE"))
    assert not lock_file(dossier).exists()


def test_a_backup_that_fails_is_told_and_the_dossier_saved(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").write_bytes(b"in the way")
    done = here("amend", dossier, "--reason", "SAMPLE")
    assert done.code == 0
    assert "No backup of consignment.maskdesk" in done.err
    assert open_dossier(dossier).dossier.head.version == 2


def test_a_damaged_backup_is_named_in_the_list(dossier: Path) -> None:
    amended(dossier, 1)
    (newest, *_) = sorted(
        (journal_folder() / "backups").rglob("*.backup"), key=lambda file: file.stat().st_mtime_ns
    )[-1:]
    whole = newest.read_bytes()
    newest.write_bytes(whole[:-10])
    listed = here("backups", dossier)
    assert listed.code == 0
    assert "damaged" in listed.out


def test_a_dossier_that_somebody_has_open_is_not_packed_over(dossier: Path, tmp_path: Path) -> None:
    before = dossier.read_bytes()
    assert here("unpack", dossier, tmp_path / "folder").code == 0
    with acquire(dossier, "SAMPLE other", MOMENT):
        refusal(here("pack", tmp_path / "folder", "-o", dossier, "--replace"), "SAMPLE other")
    assert dossier.read_bytes() == before
