"""Every page and dialog can be read, reached and told, in each language, size of text and light."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from maskdesk.dossier.sections import Move
from maskdesk.language import LANGUAGES
from maskdesk.ui import look
from maskdesk.ui.about import About
from maskdesk.ui.arrangement import SECTIONS
from maskdesk.ui.asking import ReasonDialog
from maskdesk.ui.backups_dialog import BackupsDialog
from maskdesk.ui.keys_sheet import KeysSheet
from maskdesk.ui.law_window import LawWindow
from maskdesk.ui.pages.hand_in_page import STEP_FIELDS
from maskdesk.ui.program import sample_names
from maskdesk.ui.sample_dialog import SampleDialog
from maskdesk.ui.settings_dialog import SettingsDialog
from maskdesk.ui.step_dialog import Rows, StepDialog
from maskdesk.ui.what_if import WhatIf
from maskdesk.ui.window import DossierWindow
from ui.desks import OFFICE, Desk, desk
from ui.walking import astray, press_tab, wrong_in

SHORT = "viet-nam-2020-04-20-short"
DARK = "#2b2b2b"
# The length of texts and their size decide what has room: light and dark are the same there.
EVERY = [
    pytest.param(percent, dark, marks=() if dark == (percent == 200) else pytest.mark.long)
    for percent in (100, 200)
    for dark in (False, True)
]


@contextmanager
def dressed(*, dark: bool) -> Iterator[None]:
    """The program in a light or in a dark room."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    usual, font, sheet = application.palette(), application.font(), application.styleSheet()
    if dark:
        application.setPalette(QPalette(QColor(DARK)))
    try:
        yield
    finally:
        application.setPalette(usual)
        application.setFont(font)
        application.setStyleSheet(sheet)


def windows(seat: Desk) -> Iterator[tuple[str, QWidget]]:
    """The home window, every page of a dossier with something to say on each, every dialog."""
    seat.program.show_home()
    home = seat.program.home
    assert home is not None
    seat.activate(home)
    yield "home", home
    window = seat.program.windows[0] if seat.program.windows else seat.open(seat.sample(SHORT))
    window.resize(1024, 768)
    for section in (*SECTIONS, SECTIONS[0]):
        window.show_section(section)
        settle(window)
        yield section, window
    wide = window.width()
    window.resize(1600, 900)
    window.beside.show()
    seat.until(lambda: window.preview.pages > 0)
    settle(window)
    yield "preview", window
    window.beside.hide()
    window.resize(wide, 768)
    shipments = Rows(options=(("First delivery", "s1"), ("Second delivery", None)))
    speech, law = seat.desktop.speech, OFFICE.law
    for dialog in (
        SettingsDialog(window, seat.desktop),
        LawWindow(window, speech, lambda: law, window.editing.report),
        About(window, speech, law),
        KeysSheet(window, speech, window.menus.actions.listed()),
        SampleDialog(window, speech, sample_names()),
        WhatIf(window),
        BackupsDialog(window, speech, window.editing.dossier, (), seat.folder),
        ReasonDialog(window, speech, question="?", verb="OK", named=True),
        *(
            StepDialog(window, speech, Move(id="m", kind=kind), names, {"shipment": shipments})
            for kind, fields in STEP_FIELDS.items()
            for names in (fields, (*fields, "corrected"))
        ),
    ):
        dialog.show()
        QApplication.processEvents()
        yield type(dialog).__name__, dialog
        dialog.reject()
        dialog.deleteLater()


def settle(window: DossierWindow) -> None:
    """Let the page come to be whole."""
    list(window.page(window.section).all_frames())
    for _ in range(12):
        QApplication.processEvents()


@pytest.mark.parametrize(("percent", "dark"), EVERY)
def test_everything_can_be_read_and_is_called_something_in_every_language(
    qtbot: QtBot, tmp_path: Path, percent: int, dark: bool
) -> None:
    found: list[str] = []
    with dressed(dark=dark), desk(qtbot, tmp_path) as seat:
        seat.set_text(percent)
        for language in LANGUAGES:
            seat.desktop.speech.speak(language)
            for where, window in windows(seat):
                found += [f"{language}, {where}: {one}" for one in wrong_in(window)]
    assert found == []


def nameless_line(box: QVBoxLayout) -> None:
    box.addWidget(QLineEdit())


def nameless_button(box: QVBoxLayout) -> None:
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setIcon(look.icon("help"))
    box.addWidget(button)


def list_without_label(box: QVBoxLayout) -> None:
    choice = QComboBox()
    choice.addItem("SAMPLE")
    choice.setAccessibleName("Called so, but not on Linux")
    box.addWidget(choice)


def without_role(box: QVBoxLayout) -> None:
    widget = QWidget()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.setAccessibleName("SAMPLE")
    box.addWidget(widget)


def cut_label(box: QVBoxLayout) -> None:
    label = QLabel("Ten words have no room where only one is expected")
    label.setFixedWidth(60)
    box.addWidget(label)


def cut_paragraph(box: QVBoxLayout) -> None:
    label = QLabel("Ten words have no room where only one is expected")
    label.setWordWrap(True)
    label.setFixedSize(60, 20)
    box.addWidget(label)


def cut_button(box: QVBoxLayout) -> None:
    button = QPushButton("Seal version 1")
    button.setFixedWidth(30)
    box.addWidget(button)


def cut_choice(box: QVBoxLayout) -> None:
    label, choice = QLabel("Kind"), QComboBox()
    label.setBuddy(choice)
    choice.addItem("Respirator, of the filtering kind")
    choice.setFixedWidth(60)
    box.addWidget(label)
    box.addWidget(choice)


def flat_choice(box: QVBoxLayout) -> None:
    label, choice = QLabel("Kind"), QComboBox()
    label.setBuddy(choice)
    choice.addItem("Ế")
    choice.setFixedHeight(12)
    box.addWidget(label)
    box.addWidget(choice)


@pytest.mark.parametrize(
    ("break_something", "told"),
    [
        (nameless_line, "no name: QLineEdit"),
        (nameless_button, "no name: QToolButton"),
        (list_without_label, "no name: QComboBox"),
        (without_role, "no role: QWidget"),
        (cut_label, "cut: QLabel"),
        (cut_paragraph, "cut: QLabel"),
        (cut_button, "cut: QPushButton"),
        (cut_choice, "cut: QComboBox"),
        (flat_choice, "cut: QComboBox"),
    ],
)
def test_the_walk_finds_what_is_broken(
    qtbot: QtBot, break_something: Callable[[QVBoxLayout], None], told: str
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QVBoxLayout(dialog)
    whole = QPushButton("Close", dialog)
    box.addWidget(whole)
    dialog.show()
    assert list(wrong_in(dialog)) == []
    break_something(box)
    QApplication.processEvents()
    found = list(wrong_in(dialog))
    assert len(found) == 1
    assert found[0].startswith(told)


@pytest.mark.parametrize("dark", [False, True])
def test_every_tone_can_be_read_on_its_base_and_on_its_tint(qtbot: QtBot, dark: bool) -> None:
    del qtbot
    with dressed(dark=dark):
        base = QApplication.palette().color(QPalette.ColorRole.Base)
        page = QApplication.palette().color(QPalette.ColorRole.Window)
        for tone in ("blocks", "look", "note", "met", "quiet", "accent"):
            for under in (base, page, look.tint(tone)):
                assert contrast(look.colour(tone), under) >= 4.5, (tone, under.name())
        for under in (base, page):
            assert contrast(look.edge_colour(), under) >= 3


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG measures it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_tab_leads_through_every_page_as_it_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path) as seat:
        window = seat.open(seat.sample(SHORT))
        window.below.hide()
        for section in SECTIONS:
            window.show_section(section)
            settle(window)
            window.sections.setFocus()
            press_tab()
            assert astray(window.page(section)) == "", section


def test_the_walk_by_tab_finds_what_is_out_of_order(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QVBoxLayout(dialog)
    first, second, third = (QLineEdit(dialog) for _ in range(3))
    for line in (first, second, third):
        box.addWidget(line)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    first.setFocus()
    assert astray(dialog) == ""
    QWidget.setTabOrder(first, third)
    QWidget.setTabOrder(third, second)
    first.setFocus()
    assert astray(dialog).startswith("leads from")
    third.setFocus()
    assert astray(dialog).startswith("begins at")
