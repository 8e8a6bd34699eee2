"""Every page and dialog can be read, reached and told, in each language, size of text and light."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from maskdesk.language import LANGUAGES, Language
from maskdesk.ui import look
from maskdesk.ui.about import About
from maskdesk.ui.arrangement import SECTIONS
from maskdesk.ui.asking import ReasonDialog
from maskdesk.ui.keys_sheet import KeysSheet
from maskdesk.ui.law_window import LawWindow
from maskdesk.ui.pages.section_page import Page
from maskdesk.ui.program import sample_names
from maskdesk.ui.reading_order import in_reading_order
from maskdesk.ui.sample_dialog import SampleDialog
from maskdesk.ui.settings_dialog import SettingsDialog
from maskdesk.ui.what_if import WhatIf
from maskdesk.ui.window import DossierWindow
from ui.desks import OFFICE, Desk, desk
from ui.walking import is_cut, reaches_out, shown_in, spoken, takes_keys

SHORT = "viet-nam-2020-04-20-short"
DARK = "#2b2b2b"
EVERY = [
    pytest.param(language, percent, dark, marks=() if shown else pytest.mark.long)
    for language in LANGUAGES
    for percent in (100, 200)
    for dark in (False, True)
    for shown in [(language, percent, dark) in (("en", 100, False), ("vi", 200, True))]
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
    window = seat.open(seat.sample(SHORT))
    window.resize(1024, 768)
    for section in (*SECTIONS, SECTIONS[0]):
        window.show_section(section)
        settle(window)
        yield section, window
    speech, law = seat.desktop.speech, OFFICE.law
    for dialog in (
        SettingsDialog(window, seat.desktop),
        LawWindow(window, speech, lambda: law, window.editing.report),
        About(window, speech, law),
        KeysSheet(window, speech, window.menus.actions.listed()),
        SampleDialog(window, speech, sample_names()),
        WhatIf(window),
        ReasonDialog(window, speech, question="?", verb="OK", named=True),
    ):
        dialog.show()
        QApplication.processEvents()
        yield type(dialog).__name__, dialog
        dialog.reject()
        dialog.deleteLater()


def settle(window: DossierWindow) -> None:
    """Let the page come to be whole."""
    list(window.page(window.section).all_frames())
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize(("language", "percent", "dark"), EVERY)
def test_everything_can_be_read_and_is_called_something(
    qtbot: QtBot, tmp_path: Path, language: Language, percent: int, dark: bool
) -> None:
    found: list[str] = []
    with dressed(dark=dark), desk(qtbot, tmp_path, language=language) as seat:
        seat.desktop.change_settings(text_percent=percent)
        for where, window in windows(seat):
            found += [f"{where}: {one}" for one in wrong_in(window)]
    assert found == []


def wrong_in(window: QWidget) -> Iterator[str]:
    pages = [one for one in window.findChildren(Page) if one.isVisible()]
    bodies = [body for one in pages if (body := one.view.widget()) is not None]
    for widget in shown_in(window):
        name, role = spoken(widget)
        called = f"{type(widget).__name__} {widget.objectName()} “{name}”"
        if takes_keys(widget):
            if not name:
                yield f"no name: {called}"
            if role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
                yield f"no role: {called}"
        if is_cut(widget):
            yield f"cut: {called} {widget.size().toTuple()} < {widget.sizeHint().toTuple()}"
        for body in bodies:
            if body.isAncestorOf(widget) and body.width() >= widget.width() // 2:
                scrolled = inside_scrolling(widget, body)
                if not scrolled and reaches_out(widget, body):
                    yield f"reaches out of its page: {called}"


def inside_scrolling(widget: QWidget, body: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not body:
        if above.objectName() == "qt_scrollarea_viewport":
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("dark", [False, True])
def test_every_tone_can_be_read_on_its_base_and_on_its_tint(qtbot: QtBot, dark: bool) -> None:
    del qtbot
    with dressed(dark=dark):
        base = QApplication.palette().color(QPalette.ColorRole.Base)
        page = QApplication.palette().color(QPalette.ColorRole.Window)
        for tone in ("blocks", "look", "note", "met", "quiet", "accent"):
            for under in (base, page, look.tint(tone)):
                assert contrast(look.colour(tone), under) >= 4.5, (tone, under.name())
        assert contrast(look.edge_colour(), base) >= 3


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
        window.findings.hide()
        for section in SECTIONS:
            window.show_section(section)
            settle(window)
            page = window.page(section)
            window.sections.setFocus()
            seat.press(Qt.Key.Key_Tab)
            visited = [focused_in(page)]
            while (following := next_below(page, visited[-1])) is not None:
                seat.press(Qt.Key.Key_Tab)
                while focused_in(page) is visited[-1]:  # a text with links has several stops
                    seat.press(Qt.Key.Key_Tab)
                assert focused_in(page) is following, (section, following)
                visited.append(following)
            assert None not in visited, section


def focused_in(page: QWidget) -> QWidget | None:
    focused = QApplication.focusWidget()
    order = in_reading_order(page)
    return next((one for one in order if one is focused or holds(one, focused)), None)


def holds(widget: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and widget.isAncestorOf(focused)


def next_below(page: QWidget, now: QWidget | None) -> QWidget | None:
    """What is read after a widget, as the page lies at this moment."""
    order = in_reading_order(page)
    at = order.index(now) if now in order else len(order)
    return next(iter(order[at + 1 :]), None)
