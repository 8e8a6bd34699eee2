"""A dossier and its file in the window: what a crash left, what another did to it meanwhile."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desk.test_working import crashed
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.saving import backups
from maskdesk.desk.working import open_file
from maskdesk.dossier.sections import GoodsLine
from maskdesk.ui.banner import Banner
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

SHORT = "viet-nam-2020-04-20-short"
NUMBER = "contract.invoice_number"


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def with_unsaved_work(seat: Desk) -> DossierWindow:
    """A window on a file that a crash kept from being saved."""
    path = seat.sample(SHORT)
    file = open_file(path, seat.desktop.workplace)
    file.session.edit(NUMBER, "LEFT-1", "en")
    crashed(file)
    return seat.open(path)


def verbs(window: DossierWindow) -> list[str]:
    buttons = window.banner.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible()]


def test_the_banner_s_sign_stands_at_the_height_of_its_words(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("Something is to be decided.", "note", "note", [("Decide", lambda: None)])
    banner.resize(600, banner.sizeHint().height())
    banner.show()
    sign, text = banner.findChildren(QLabel)
    assert abs(sign.geometry().center().y() - text.geometry().center().y()) <= 1


def test_unsaved_work_passed_over_by_typing_is_said_to_lie_among_the_backups(seat: Desk) -> None:
    window = with_unsaved_work(seat)
    assert verbs(window) == ["Take it up", "Later", "Give it up …"]
    window.lead_to(NUMBER)
    seat.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seat.type("NEW-1")
    assert "among the backups" in window.banner.text
    assert verbs(window) == ["Restore a backup …"]
    path = window.file.path
    assert path is not None
    assert len(backups(path, seat.desktop.workplace.folder)) == 1


def test_unsaved_work_taken_up_is_there_and_no_longer_offered(seat: Desk) -> None:
    window = with_unsaved_work(seat)
    window.banner.findChildren(QPushButton)[0].click()
    assert window.editing.dossier.contract.invoice_number == "LEFT-1"
    assert window.banner.text == ""
    window.lead_to(NUMBER)
    seat.type("X")
    assert window.banner.text == ""


def test_what_of_unsaved_work_is_missing_is_said_with_the_offer_and_until_it_is_saved(
    seat: Desk,
) -> None:
    path = seat.sample(SHORT)
    file = open_file(path, seat.desktop.workplace)
    file.session.edit(NUMBER, "LEFT-1", "en")
    file.session.edit(f"goods[{file.session.dossier.goods[0].id}].brand", "SAMPLE", "en")
    crashed(file)
    theirs = open_dossier(path)
    save_dossier(theirs.with_dossier(replace(theirs.dossier, goods=())), path)
    window = seat.open(path)
    missing = "1 edit of the unsaved work cannot be done again."
    assert missing in window.banner.text
    window.banner.findChildren(QPushButton)[0].click()
    assert window.editing.dossier.contract.invoice_number == "LEFT-1"
    assert window.banner.text == missing
    seat.save(window)
    assert window.banner.text == ""


def test_that_somebody_saved_the_file_is_still_said_in_another_language(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    theirs = open_dossier(path)
    save_dossier(
        theirs.with_dossier(open_dossier(seat.sample("viet-nam-2020-04-20")).dossier), path
    )
    window.filing.look_at_disk()
    seat.until(lambda: "Somebody saved" in window.banner.text)
    seat.desktop.speech.speak("vi")
    assert window.banner.text
    assert "Somebody" not in window.banner.text


def test_theirs_once_opened_is_no_longer_said_to_be_another(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    theirs = open_dossier(path)
    save_dossier(
        theirs.with_dossier(open_dossier(seat.sample("viet-nam-2020-04-20")).dossier), path
    )
    window.filing.look_at_disk()
    seat.until(lambda: "Somebody saved" in window.banner.text)
    window.banner.findChildren(QPushButton)[0].click()
    assert window.editing.dossier == open_dossier(path).dossier
    assert window.banner.text == ""


def test_a_file_damaged_meanwhile_is_said_and_what_was_opened_goes_on(
    seat: Desk,
) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    content = path.read_bytes()
    path.write_bytes(b"SAMPLE of another program")
    window.filing.look_at_disk()
    seat.until(lambda: "cannot be read any more" in window.banner.text)
    told: list[str] = []
    watch = QTimer()

    def close_what_is_told() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.close()

    watch.timeout.connect(close_what_is_told)
    watch.start(10)
    window.reopen(path)
    watch.stop()
    assert len(told) == 1
    window.editing.edit(NUMBER, "KEPT-1")
    assert window.file.unsaved
    path.write_bytes(content)
    other = open_file(path, seat.desktop.workplace)
    assert other.read_only is not None, "the file is still ours"
    other.close()


def test_a_file_that_went_away_is_said_and_found_again(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    path.rename(path.with_suffix(".away"))
    window.filing.look_at_disk()
    seat.until(lambda: "is not where it was" in window.banner.text)
    path.with_suffix(".away").rename(path)
    window.filing.look_at_disk()
    seat.until(lambda: window.banner.text == "")


def test_a_file_that_went_away_is_written_anew_by_the_save_and_that_is_said(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    window.editing.edit(NUMBER, "C-2")
    path.unlink()
    window.filing.look_at_disk()
    seat.until(lambda: "Save writes it there again" in window.banner.text)
    seat.save(window)
    assert "lies there again, with all its evidence" in window.banner.text
    assert not window.file.unsaved
    assert open_dossier(path).dossier.contract.invoice_number == "C-2"


def test_a_folder_that_went_away_is_told_from_a_file_that_did(seat: Desk) -> None:
    folder = seat.sample(SHORT).parent / "share"
    folder.mkdir()
    path = folder / "a.maskdesk"
    seat.sample(SHORT).rename(path)
    window = seat.open(path)
    folder.rename(folder.with_name("away"))
    window.filing.look_at_disk()
    seat.until(lambda: "on a disk or share that is not connected" in window.banner.text)
    folder.with_name("away").rename(folder)
    window.filing.look_at_disk()
    seat.until(lambda: window.banner.text == "")


def test_an_edit_that_could_not_be_kept_is_said_when_it_happens_until_it_is_saved(
    qtbot: QtBot, tmp_path: Path, small_disk: Path
) -> None:
    (tmp_path / "journals").symlink_to(small_disk)
    with desk(qtbot, tmp_path) as seat:
        path = seat.sample(SHORT)
        window = seat.open(path)
        window.editing.put_rows("goods", tuple(GoodsLine(id=f"g{n}") for n in range(6_000)))
        seat.until(lambda: "could not be kept for the case of a crash" in window.banner.text)
        assert len(window.editing.dossier.goods) == 6_000
        seat.desktop.speech.speak("vi")
        assert "could not" not in window.banner.text
        seat.desktop.speech.speak("en")
        seat.until(lambda: verbs(window) == ["Save"])
        subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
        window.banner.findChildren(QPushButton)[-1].click()
        seat.until(lambda: not window.savings.busy)
        assert window.banner.text == ""
        assert len(open_dossier(path).dossier.goods) == 6_000
