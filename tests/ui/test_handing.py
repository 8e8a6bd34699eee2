"""What became of a version is recorded at the hand-in by keyboard, and told there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desk.versions import made_viet_nam
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.dossier.sections import Move, Shipment
from maskdesk.language import LANGUAGES, Language
from maskdesk.ui.pages.hand_in_page import HandInPage
from maskdesk.ui.step_dialog import StepDialog
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

K = Qt.Key
APRIL, MAY = date(2020, 4, 8), date(2020, 5, 6)
HANDED_IN = Move(id="m1", version=1, kind="handed-in", day=APRIL)
LICENSED = Move(id="m2", version=1, kind="accepted", number="GP-1", pieces=500_000, day=APRIL)
WAITING = Shipment(id="s1", name="First", state="planned", pieces=300_000)


def dossier_file(folder: Path, *moves: Move, shipments: tuple[Shipment, ...] = ()) -> Path:
    opened = made_viet_nam()
    dossier = replace(opened.dossier, moves=moves, shipments=shipments)
    path = folder / "SAMPLE.maskdesk"
    save_dossier(opened.with_dossier(dossier), path)
    return path


def page_of(window: DossierWindow) -> HandInPage:
    window.show_section("moves")
    QApplication.processEvents()
    page = window.page("moves")
    assert isinstance(page, HandInPage)
    return page


def steps(page: HandInPage) -> list[str]:
    buttons = page.standing.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible()]


def in_dialog(does: Callable[[StepDialog], None]) -> None:
    """What the clerk does in the dialog that opens next."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, act)
            return
        try:
            assert isinstance(dialog, StepDialog)
            does(dialog)
        finally:
            if dialog.isVisible():
                dialog.close()  # what failed must not wait for a clerk

    QTimer.singleShot(0, act)


def take_step(seat: Desk, page: HandInPage, number: int = 0) -> None:
    """Press the button of a step that may follow."""
    page.lead_to("moves")
    for _ in range(number):
        seat.press(K.Key_Tab)
    seat.press(K.Key_Space)


def balances(page: HandInPage) -> list[str]:
    said = [one.text() for one in page.licensed.findChildren(QLabel)]
    return [line for text in said for line in text.splitlines()][1:]


def test_a_shipment_that_left_is_recorded_by_keyboard_and_its_licence_drawn_down(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = dossier_file(tmp_path, HANDED_IN, LICENSED, shipments=(WAITING,))
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))
        assert steps(page) == ["Shipment left"]

        def tell(dialog: StepDialog) -> None:
            record = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Record")
            assert not record.isEnabled(), "nobody said how many pieces left"
            seat.press(K.Key_Tab)  # the one shipment that waits, then the one licence
            seat.press(K.Key_Tab)
            seat.type("600000")
            seat.press(K.Key_Tab)
            seat.type("BL-1/SAMPLE")
            seat.press(K.Key_Return)

        in_dialog(tell)
        take_step(seat, page)
        step = open_dossier(path).dossier.moves[-1]
        assert (step.kind, step.day, step.pieces) == ("shipped", MAY, 600_000)
        assert (step.shipment, step.licence) == ("s1", "m2")
        assert step.transport_document == "BL-1/SAMPLE"
        over = "Licence GP-1: 500,000 pieces, 600,000 shipped, 100,000 more than licensed."
        assert balances(page) == [over]
        told = page._model.item(2, 4).text()
        assert told == "First; 600,000 pieces; Accepted GP-1 8 Apr 2020; BL-1/SAMPLE"
        assert steps(page) == ["Shipment left"]


def test_of_several_licences_and_shipments_none_goes_without_saying(
    qtbot: QtBot, tmp_path: Path
) -> None:
    other = Move(id="m3", version=2, kind="accepted", number="GP-2", pieces=10, day=APRIL)
    second = Shipment(id="s2", name="Second", state="delayed")
    path = dossier_file(tmp_path, HANDED_IN, LICENSED, other, shipments=(WAITING, second))
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))
        assert balances(page)[-1].startswith("Each licence is counted by itself")

        def tell(dialog: StepDialog) -> None:
            seat.press(K.Key_Tab)
            seat.press(K.Key_Tab)
            seat.type("7")
            record = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Record")
            assert not record.isEnabled()
            for _ in range(2):
                seat.press(K.Key_Backtab)
            seat.press(K.Key_End)  # another, which the dossier does not hold
            seat.press(K.Key_Tab)
            assert not record.isEnabled()
            seat.press(K.Key_End)
            assert record.isEnabled()
            QTest.keyClick(dialog, K.Key_Return)

        in_dialog(tell)
        take_step(seat, page)
        step = open_dossier(path).dossier.moves[-1]
        assert (step.shipment, step.licence, step.version) == (None, "m3", 2)
        assert balances(page)[:2] == [
            "Licence GP-1: 500,000 pieces, 0 shipped, 500,000 left.",
            "Licence GP-2: 10 pieces, 7 shipped, 3 left.",
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_of_a_shipment_speaks_the_clerks_language(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    path = dossier_file(tmp_path, HANDED_IN, LICENSED, shipments=(WAITING,))
    with desk(qtbot, tmp_path, MAY, language) as seat:
        page = page_of(seat.open(path))
        said: list[str] = []

        def read(dialog: StepDialog) -> None:
            said.extend(one.text() for one in dialog.findChildren(QLabel) if one.text())
            said.append(dialog.windowTitle())
            seat.press(K.Key_Escape)

        in_dialog(read)
        take_step(seat, page)
        words = {
            "en": "Shipment left",
            "vi": "Đợt giao hàng đã đi",
            "zh": "货物已启运",
        }
        assert said[-1] == words[language]
        assert len(said) == len(set(said))
