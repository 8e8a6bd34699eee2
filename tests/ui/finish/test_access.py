"""Every page of the wizard can be read and reached: names, room for the text, targets to hit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.made import MOMENT, sealed_china, signed_few
from maskdesk.desk.sheaves import sheaves
from maskdesk.desk.verifying import check_package
from maskdesk.desk.workers import Workers
from maskdesk.language import LANGUAGES, Language
from maskdesk.ui import look
from maskdesk.ui.finish.practice_dialog import PracticeDialog
from maskdesk.ui.printing import PrintDialog
from ui.finish.clerk import Clerk, at_the_wizard
from ui.walking import shown_in, wrong_in

SMALL = 20


@pytest.fixture
def text_size(request: pytest.FixtureRequest) -> Iterator[int]:
    """So much of the usual size of text, for the whole program, as long as a test runs."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual, sheet = app.font(), app.styleSheet()
    percent: int = request.param
    app.setFont(look.scaled(usual, percent / 100))
    app.setStyleSheet(look.style_sheet())
    yield percent
    app.setStyleSheet(sheet)
    app.setFont(usual)


def windows(clerk: Clerk) -> Iterator[tuple[str, QWidget]]:
    """Each page in turn as it is filled, and the dialogs that belong to the wizard."""
    dialog = clerk.dialog
    finishing = dialog.papers.finishing
    yield "papers", dialog
    clerk.take("practice")
    for page in (dialog.identity, dialog.settle):
        dialog.show_page(page)
        yield page.heading, dialog
    verification = check_package(signed_few().files, moment=MOMENT)
    dialog.outcome.show_made(signed_few(), verification, str)
    dialog.show_page(dialog.outcome)
    yield "outcome", dialog
    others = (
        PracticeDialog(finishing, dialog),
        PrintDialog(
            dialog, finishing.speech, finishing.dossier, sheaves(signed_few(), finishing.dossier)
        ),
    )
    for other in others:
        other.show()
        yield other.objectName(), other
        other.reject()


@pytest.mark.parametrize("text_size", [100, 200], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_read_and_reached(
    qtbot: QtBot, tmp_path: Path, workers: Workers, language: Language, text_size: int
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_china(), workers, language=language) as clerk:
        for name, window in windows(clerk):
            QApplication.processEvents()
            where = f"{name}, {language}, {text_size} %"
            assert list(wrong_in(window)) == [], where
            for widget in shown_in(window):
                target = isinstance(widget, QAbstractButton | QComboBox)
                if target and not isinstance(widget.parent(), QScrollBar):
                    room = min(widget.width(), widget.height())
                    assert room >= SMALL, f"too small: {where}: {widget}"
