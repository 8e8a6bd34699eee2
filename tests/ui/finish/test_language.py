"""The open wizard speaks the language of the moment, and what was chosen stays."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desk.made import MOMENT, sealed_viet_nam, signed_few
from maskdesk.desk.verifying import check_package
from maskdesk.desk.workers import Workers
from maskdesk.ui.finish.page import Page
from ui.finish.clerk import Clerk, at_the_wizard


def said(holder: QWidget) -> set[str]:
    """Every text the clerk reads there that is no file, number or name of the dossier's."""
    texts = [holder.windowTitle()]
    for one in holder.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            texts.append(one.text())
        elif isinstance(one, QComboBox):
            texts += [one.itemText(at) for at in range(one.count())]
        elif isinstance(one, QTreeWidget):
            texts += [one.headerItem().text(column) for column in range(one.columnCount())]
            lines = (one.topLevelItem(at) for at in range(one.topLevelItemCount()))
            texts += [line.text(column) for line in lines if line for column in (0, 2)]
        texts.append(one.accessibleName())
    return {text.replace("&", "") for text in texts if any(sign.isalpha() for sign in text)}


def in_each_language(clerk: Clerk, page: Page) -> None:
    assert clerk.dialog.page is page
    english = said(clerk.dialog)
    for language in ("vi", "zh"):
        clerk.speech.speak(language)
        assert english & said(clerk.dialog) == set()
    clerk.speech.speak("en")
    assert said(clerk.dialog) == english


def test_every_page_of_the_open_wizard_follows_the_language(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        dialog = clerk.dialog
        clerk.take("practice")
        dialog.papers.none.click()
        clerk.alt("N")
        in_each_language(clerk, dialog.papers)
        assert dialog.papers.remark.text == "Tick at least one paper."
        clerk.tick_only("commercial-invoice")
        clerk.speech.speak("vi")
        clerk.speech.speak("en")
        assert dialog.papers.finishing.chosen == {"commercial-invoice"}
        clerk.alt("N")
        clerk.alt("N")
        in_each_language(clerk, dialog.identity)
        assert dialog.identity.remark.text == "Choose the file of an identity first."
        dialog.show_page(dialog.settle)
        dialog.settle.go_on()
        in_each_language(clerk, dialog.settle)
        verification = check_package(signed_few().files, moment=MOMENT)
        dialog.outcome.show_made(signed_few(), verification, str)
        dialog.show_page(dialog.outcome)
        dialog.outcome.list.setFocus()
        clerk.press(Qt.Key.Key_Home)
        clerk.press(Qt.Key.Key_Down)
        in_each_language(clerk, dialog.outcome)
        assert dialog.outcome.list.currentIndex().row() == 1


def test_a_folder_the_clerk_named_keeps_its_name(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.take("ink")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        suggested = clerk.dialog.settle.folder.text()
        clerk.speech.speak("vi")
        assert clerk.dialog.settle.folder.text() != suggested
        clerk.dialog.settle.folder.setFocus(Qt.FocusReason.TabFocusReason)
        clerk.dialog.settle.folder.selectAll()
        clerk.type(str(tmp_path / "SAMPLE"))
        clerk.speech.speak("en")
        assert clerk.dialog.settle.folder.text() == str(tmp_path / "SAMPLE")
