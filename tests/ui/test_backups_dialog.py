"""Earlier versions of a file: looked at one after the other, and gone back to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from maskdesk.ui.backups_dialog import BackupsDialog
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk
from ui.test_savings import SHORT, number_in, retype


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def asked(window: DossierWindow, act: Callable[[BackupsDialog], None]) -> None:
    """Open the backups by the window's own menu and do something with them."""
    done: list[None] = []

    def there() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, BackupsDialog):
            QTimer.singleShot(10, there)
            return
        try:
            act(dialog)
            done.append(None)
        finally:
            if dialog.isVisible():  # else what failed in it would wait for ever
                dialog.reject()

    QTimer.singleShot(0, there)
    window.filing.go_back()
    assert done


def verb(dialog: BackupsDialog) -> QPushButton:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "Go back to it")
    return found


def saved_twice(seat: Desk) -> DossierWindow:
    window = seat.open(seat.sample(SHORT))
    for text in ("FIRST", "SECOND"):
        retype(seat, window, text)
        seat.save(window)
    return window


def test_what_an_earlier_version_differs_in_is_told_and_it_comes_back(seat: Desk) -> None:
    window = saved_twice(seat)

    def act(dialog: BackupsDialog) -> None:
        seat.until(verb(dialog).isEnabled)
        assert dialog.told.toPlainText() == "Nothing."
        assert dialog.list.hasFocus()
        seat.press(Qt.Key.Key_Down)
        assert not verb(dialog).isEnabled()
        seat.until(verb(dialog).isEnabled)
        assert dialog.told.toPlainText() == "Contract: Invoice number"
        verb(dialog).click()

    asked(window, act)
    assert window.editing.dossier.contract.invoice_number == "FIRST"
    path = window.file.path
    assert path is not None
    assert number_in(path) == "FIRST"


def test_a_damaged_backup_is_told_and_the_next_can_be_chosen(seat: Desk) -> None:
    window = saved_twice(seat)
    folder = seat.desktop.workplace.folder

    def act(dialog: BackupsDialog) -> None:
        seat.until(verb(dialog).isEnabled)
        latest = dialog.chosen
        assert latest is not None
        assert latest.file.is_relative_to(folder)
        latest.file.write_bytes(latest.file.read_bytes()[:-1])
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_Up)
        seat.until(lambda: "damaged" in dialog.told.toPlainText())
        assert not verb(dialog).isEnabled()
        seat.press(Qt.Key.Key_Down)
        seat.until(verb(dialog).isEnabled)
        dialog.reject()

    asked(window, act)
    assert window.editing.dossier.contract.invoice_number == "SECOND"
