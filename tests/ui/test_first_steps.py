"""What a clerk who has read the README alone runs into, and the way out that is offered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from intake.attachments import pdf
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk
from ui.keyboard import focused

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


def test_leaving_home_ends_the_program_while_no_dossier_is_open(seat: Desk) -> None:
    assert leave_home(seat) == ENDED
    window = seat.open(seat.sample(SHORT))
    assert leave_home(seat) == GOING_ON
    window.close()


ENDED, GOING_ON = 0, 3


def leave_home(seat: Desk) -> int:
    """What the running program answers when its home window is closed."""
    application = seat.program.application
    seat.program.show_home()
    assert seat.program.home is not None
    turns = iter(range(9))  # time enough to end
    clock = QTimer()
    clock.timeout.connect(lambda: next(turns, None) is not None or application.exit(GOING_ON))
    clock.start(0)
    QTimer.singleShot(0, seat.program.home.close)
    ended = application.exec()
    clock.stop()
    return ended


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
