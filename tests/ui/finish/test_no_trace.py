"""A whole signing run in the window leaves no passphrase and no key behind."""

import logging
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cli.test_secrets import SECRET, assert_no_trace, traces
from desk.made import FEW, MOMENT, office, sealed_viet_nam
from maskdesk.desk.workers import Workers
from maskdesk.output.identity import new_practice_identity
from maskdesk.store.settings import Settings
from maskdesk.ui.mishaps import Mishaps
from maskdesk.ui.speech import Speech
from ui.finish.clerk import at_the_wizard


def test_a_signing_run_in_the_window_leaves_no_secret_behind(
    qtbot: QtBot,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    workers: Workers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    identity = tmp_path / "id.p12"
    made = new_practice_identity(
        name="SAMPLE Secretive", organisation="SAMPLE", passphrase=SECRET, moment=MOMENT
    )
    identity.write_bytes(made)
    wanted = traces(identity)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("SAMPLE before")
    remembered = Settings(practice_identity=str(identity))
    caplog.set_level(logging.DEBUG)
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        clerk.take("practice")
        clerk.tick_only(*FEW)
        clerk.alt("N")
        clerk.arrive(clerk.dialog.identity)
        clerk.type(SECRET)
        field = clerk.dialog.identity.passphrase
        for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_Insert):
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == "SAMPLE before"
        clerk.press(Qt.Key.Key_Return)
        clerk.arrive(clerk.dialog.settle)
        clerk.tab_to(clerk.dialog.settle.read)
        clerk.press(Qt.Key.Key_Space)
        folder = Path(clerk.dialog.settle.folder.text())
        clerk.alt("S")
        clerk.arrive(clerk.dialog.outcome)
        clerk.press(Qt.Key.Key_Return)
        assert field.text() == ""
    assert (folder / "01-vn-undertaking.pdf").is_file()
    assert clipboard.text() == "SAMPLE before"
    own = tmp_path_factory.getbasetemp() / "own-folders"
    for file in sorted([*tmp_path.rglob("*"), *own.rglob("*")]):
        if file.is_file() and file != identity:
            assert_no_trace(file.read_bytes(), wanted, str(file))
    for record in caplog.records:
        assert_no_trace(record.getMessage().encode(), wanted, "the log")
    assert_no_trace(repr(dict(os.environ)).encode(), wanted, "the environment")


@pytest.mark.logs("mishap")
def test_a_crash_while_a_passphrase_is_in_hand_notes_no_secret(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    mishaps = Mishaps(Speech(office(), "en"), lambda: ())
    told: list[str] = []
    monkeypatch.setattr(Mishaps, "_tell", lambda *words: told.append(repr(words[1:])))

    def sign(passphrase: str) -> None:
        raise RuntimeError(f"cannot sign with {passphrase}")

    try:
        sign(SECRET)
    except RuntimeError as mishap:
        mishaps.take(type(mishap), mishap, mishap.__traceback__)
    assert sys.excepthook != mishaps.take
    assert QApplication.activeModalWidget() is None
    said = "".join(record.getMessage() for record in caplog.records) + "".join(told)
    assert "RuntimeError" in said
    assert SECRET not in said
