"""With text of twice the size on a small screen everything can be read and reached."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from maskdesk.language import LANGUAGES, Language
from maskdesk.ui import look
from maskdesk.ui.arrangement import SECTIONS
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

SAMPLE = "viet-nam-2020-04-20"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        one.set_text(200)
        yield one
        one.set_text(100)


def small_window(seat: Desk) -> DossierWindow:
    window = seat.open(seat.sample(SAMPLE))
    window.resize(1024, 768)
    QApplication.processEvents()
    return window


def test_no_page_is_wider_than_the_room_for_it(seat: Desk) -> None:
    window = small_window(seat)
    too_wide = []
    for language in LANGUAGES:
        seat.desktop.speech.speak(language)
        for section in SECTIONS:
            window.show_section(section)
            QApplication.processEvents()
            view = window.page(section).view
            page = view.widget()
            assert page is not None
            if page.width() > view.viewport().width():
                too_wide.append((language, section, page.width(), view.viewport().width()))
    assert too_wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_shows_several_papers_at_once(seat: Desk, language: Language) -> None:
    window = small_window(seat)
    seat.desktop.speech.speak(language)
    seat.press(Qt.Key.Key_Return, CTRL)
    wizard = window.menus.papers.wizard
    assert wizard is not None
    wizard.resize(1000, 700)
    papers = wizard.papers.list
    seat.until(lambda: papers.topLevelItemCount() > 0)
    QApplication.processEvents()
    row = papers.visualRect(papers.model().index(0, 0)).height()
    assert papers.viewport().height() >= 4 * row
    assert wizard.height() <= 700


def test_the_groups_of_findings_are_read_whole(seat: Desk) -> None:
    window = small_window(seat)
    for language in LANGUAGES:
        seat.desktop.speech.speak(language)
        QApplication.processEvents()
        tree = window.findings.tree
        for row in range(window.findings.model.rowCount()):
            item = window.findings.model.item(row)
            room = tree.visualRect(item.index()).width()
            assert QFontMetrics(item.font()).horizontalAdvance(item.text()) <= room
    assert tree.iconSize().height() >= look.em()


def test_the_sign_of_the_help_grows_with_the_text(seat: Desk) -> None:
    window = small_window(seat)
    for percent in (200, 100):
        seat.set_text(percent)
        sides = {
            (one.iconSize().height(), one.height())
            for frame in window.page("contract").all_frames()
            for one in frame.findChildren(QToolButton)
            if "F1" in one.accessibleName()
        }
        assert sides == {(look.em(), look.em())}
