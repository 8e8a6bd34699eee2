"""A dossier and its file in the window: what a crash left, what another did to it meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk.test_working import crashed
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.saving import backups
from maskdesk.desk.working import open_file
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


def test_that_somebody_saved_the_file_is_still_said_in_another_language(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    theirs = open_dossier(path)
    save_dossier(
        theirs.with_dossier(open_dossier(seat.sample("viet-nam-2020-04-20")).dossier), path
    )
    window.filing.look_at_disk()
    assert "Somebody saved" in window.banner.text
    seat.desktop.speech.speak("vi")
    assert window.banner.text
    assert "Somebody" not in window.banner.text
