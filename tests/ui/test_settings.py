"""The settings hold at once, and show what holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from maskdesk.ui.settings_dialog import SettingsDialog
from ui.desks import Desk, desk


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def test_a_clerk_puts_maskdesk_into_the_menu_and_takes_it_out_again(
    seat: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    entry = tmp_path / "data" / "applications" / "maskdesk.desktop"
    dialog = SettingsDialog(seat.new(), seat.desktop)
    dialog.show()
    assert not dialog.double_click.isChecked()
    QTest.keyClick(dialog.double_click, Qt.Key.Key_Space)
    assert dialog.double_click.isChecked()
    assert entry.is_file()
    assert SettingsDialog(seat.program.windows[-1], seat.desktop).double_click.isChecked()
    QTest.keyClick(dialog.double_click, Qt.Key.Key_Space)
    assert not dialog.double_click.isChecked()
    assert not entry.exists()
