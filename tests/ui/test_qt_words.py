"""Dialogs that Qt brings speak the language of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from maskdesk.language import Language
from ui.desks import desk

# The name of a folder is nobody's to translate.
_KINDS = "MaskDesk (*.maskdesk)"


def words(dialog: QFileDialog) -> Iterator[str]:
    """What the dialog says: labels, buttons, columns, what a button does."""
    yield from (one.text() for one in dialog.findChildren(QLabel))
    yield from (one.text() for one in dialog.findChildren(QPushButton))
    yield from (one.toolTip() for one in dialog.findChildren(QToolButton))
    for header in dialog.findChildren(QHeaderView):
        if header.orientation() == Qt.Orientation.Horizontal and header.isVisible():
            columns = range(header.count())
            yield from (
                str(header.model().headerData(one, Qt.Orientation.Horizontal)) for one in columns
            )


def said(qtbot: QtBot, folder: Path, language: Language, mode: QFileDialog.AcceptMode) -> set[str]:
    folder.mkdir()
    with desk(qtbot, folder, language=language):
        dialog = QFileDialog(None, "", str(folder), _KINDS)
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        dialog.setAcceptMode(mode)
        dialog.show()
        return {one for one in words(dialog) if one.strip()}


@pytest.mark.parametrize(
    "mode", [QFileDialog.AcceptMode.AcceptSave, QFileDialog.AcceptMode.AcceptOpen]
)
def test_no_english_is_left_in_a_file_dialog(
    qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode
) -> None:
    english = said(qtbot, tmp_path / "en", "en", mode)
    assert len(english) > 8
    assert not english & said(qtbot, tmp_path / "vi", "vi", mode)
    assert not english & said(qtbot, tmp_path / "zh", "zh", mode)
