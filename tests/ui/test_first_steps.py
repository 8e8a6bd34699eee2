"""What a clerk who has read the README alone runs into, and the way out that is offered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from intake.attachments import pdf
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk, focused

SHORT = "viet-nam-2020-04-20-short"


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def test_a_dossier_without_an_origin_is_led_to_it_before_it_is_asked_for_a_name(
    seat: Desk,
) -> None:
    window = seat.new()
    window.menus.actions["seal"].trigger()
    assert window.section == "check"
    assert QApplication.activeModalWidget() is None
    button = focused()
    assert isinstance(button, QPushButton)
    assert "No origin is chosen" in button.accessibleDescription()
    seat.press(Qt.Key.Key_Space)
    seat.until(lambda: window.place() == "head.origin")


def test_a_dossier_without_a_file_has_no_backup_to_go_back_to(seat: Desk) -> None:
    assert not seat.new().menus.actions["restore"].isEnabled()
    assert seat.open(seat.sample(SHORT)).menus.actions["restore"].isEnabled()


def test_a_file_dropped_anywhere_on_the_window_becomes_evidence(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    scan = seat.folder / "SAMPLE scan.pdf"
    scan.write_bytes(pdf())
    before = len(window.editing.dossier.evidence)
    drop(window, scan)
    assert window.section == "evidence"
    seat.until(lambda: len(window.editing.dossier.evidence) == before + 1)
    assert window.editing.dossier.evidence[-1].file == scan.name


def drop(window: DossierWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, none))
