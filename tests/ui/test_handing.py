"""What became of a version is recorded at the hand-in by keyboard, and told there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desk.made import MOMENT
from desk.versions import made_viet_nam
from intake.attachments import photograph_with_place, place_in
from intake.scanning import as_pdf, with_code
from maskdesk.desk.handing_in import papers_filed
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.verifying import verify
from maskdesk.dossier.sections import Move, Shipment
from maskdesk.language import LANGUAGES, Language
from maskdesk.store.member_names import EVIDENCE
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


def test_a_step_told_wrongly_is_corrected_by_keyboard_and_says_why(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = dossier_file(tmp_path, HANDED_IN, LICENSED)
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))
        assert page._model.item(1, 4).text() == "GP-1; 500,000 pieces"

        def tell(dialog: StepDialog) -> None:
            assert dialog.windowTitle() == "Correct: Accepted"
            record = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Record")
            seat.press(K.Key_Tab)  # from the authority to the number
            seat.press(K.Key_End)
            seat.press(K.Key_Backspace)
            seat.type("7")
            assert not record.isEnabled(), "nobody said why"
            seat.press(K.Key_Tab)
            seat.press(K.Key_Tab)
            seat.type("SAMPLE: misread")
            assert record.isEnabled()
            seat.press(K.Key_Tab)
            QTest.keyClick(dialog, K.Key_Return)

        in_dialog(tell)
        page._tree.setFocus(Qt.FocusReason.TabFocusReason)
        seat.press(K.Key_Return)  # the last step is chosen
        moves = open_dossier(path).dossier.moves
        assert moves[0] == HANDED_IN
        assert moves[1] == replace(LICENSED, number="GP-7", corrected="SAMPLE: misread")
        told = "GP-7; 500,000 pieces; Corrected: SAMPLE: misread"
        assert page._model.item(1, 4).text() == told
        assert balances(page) == ["Licence GP-7: 500,000 pieces, 0 shipped, 500,000 left."]
        assert verify(path, moment=MOMENT).indication == "valid"

        def leave(dialog: StepDialog) -> None:
            assert dialog.windowTitle() == "Correct: Handed in"
            seat.press(K.Key_Escape)

        in_dialog(leave)
        seat.activate(page.window())
        page._tree.setFocus(Qt.FocusReason.TabFocusReason)
        seat.press(K.Key_Up)
        seat.press(K.Key_Tab)
        assert QApplication.focusWidget() is page.correct
        seat.press(K.Key_Space)
        assert open_dossier(path).dossier.moves == moves


def test_a_shipment_corrected_shows_what_was_told_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    left = Move(
        id="m3", version=1, kind="shipped", pieces=30, day=APRIL, shipment="s1", licence="m2"
    )
    path = dossier_file(tmp_path, HANDED_IN, LICENSED, left, shipments=(WAITING,))
    with desk(qtbot, tmp_path, MAY, "vi") as seat:
        page = page_of(seat.open(path))

        def tell(dialog: StepDialog) -> None:
            assert replace(dialog.step, corrected=None) == left
            why = dialog.findChild(QPlainTextEdit, "corrected")
            assert why is not None
            why.setFocus()
            seat.type("SAMPLE")
            day = dialog.findChild(QLineEdit, "day")
            assert day is not None
            day.setFocus()
            day.selectAll()
            seat.type("09/04/2020")
            seat.press(K.Key_Return)

        in_dialog(tell)
        page.correct.click()
        after = open_dossier(path).dossier.moves[-1]
        assert after == replace(left, day=date(2020, 4, 9), corrected="SAMPLE")


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


# The papers of a step.

LETTER = as_pdf([with_code("A")])


def record_of(dialog: StepDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "Record")


def choosing(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """The system's own dialog gives these files."""

    def chosen(*_: object) -> tuple[list[str], str]:
        return [str(path) for path in paths], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)


def test_the_authoritys_letter_is_chosen_filed_with_the_refusal_and_opened_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier_file(tmp_path, HANDED_IN)
    letter, text = tmp_path / "refusal.pdf", tmp_path / "letter.docx"
    letter.write_bytes(LETTER)
    text.write_bytes(b"SAMPLE: no picture of anything")
    opened: list[Path] = []

    def note(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))

        def tell(dialog: StepDialog) -> None:
            seat.press(K.Key_Tab)  # the authority is not said
            seat.type("TB-7/SAMPLE")
            seat.press(K.Key_Tab)
            seat.type("SAMPLE: the lots are missing")
            seat.press(K.Key_Tab)
            choosing(monkeypatch, text, letter)
            seat.press(K.Key_Space)
            assert not record_of(dialog).isEnabled(), "the files are being looked at"
            qtbot.waitUntil(lambda: not dialog.papers.busy)
            assert "letter.docx is neither a PDF nor a picture" in dialog.papers.message
            assert [one.file for one in dialog.papers.papers] == ["refusal.pdf"]
            QTest.keyClick(record_of(dialog), K.Key_Space)

        in_dialog(tell)
        take_step(seat, page, steps(page).index("Refused"))
        letter.unlink()
        again = open_dossier(path)
        ((move, paper),) = papers_filed(again.dossier)
        assert (move.kind, move.number, paper.file) == ("refused", "TB-7/SAMPLE", "refusal.pdf")
        assert again.sealed(1).dossier.evidence == made_viet_nam().sealed(1).dossier.evidence
        assert verify(path, moment=MOMENT).indication == "valid"
        shown = [one for one in page.life.findChildren(QPushButton) if one.isVisible()]
        (filed,) = (one for one in shown if one.text() == "refusal.pdf")
        assert filed.accessibleName() == "Refused TB-7/SAMPLE 6 May 2020: refusal.pdf"
        QTest.keyClick(filed, K.Key_Space)
        qtbot.waitUntil(lambda: bool(opened))
        assert opened[0].read_bytes() == LETTER


def test_a_letter_is_dropped_on_the_dialog_and_taken_out_by_the_delete_key(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = dossier_file(tmp_path, HANDED_IN)
    for name, content in (("one.pdf", LETTER), ("two.pdf", as_pdf([with_code("B")]))):
        (tmp_path / name).write_bytes(content)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(tmp_path / one)) for one in ("one.pdf", "two.pdf")])
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))

        def tell(dialog: StepDialog) -> None:
            event = QDropEvent(
                QPoint(10, 10),
                Qt.DropAction.CopyAction,
                dragged,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            dialog.dropEvent(event)
            qtbot.waitUntil(lambda: len(dialog.papers.papers) == 2)
            names = dialog.papers.findChild(QListWidget)
            assert names is not None
            names.setFocus()
            seat.press(K.Key_Home)
            gone = dialog.papers.papers[0].file
            seat.press(K.Key_Delete)
            assert [one.file for one in dialog.papers.papers] != [gone]
            QTest.keyClick(record_of(dialog), K.Key_Space)

        in_dialog(tell)
        take_step(seat, page, steps(page).index("Withdrawn"))
        assert len(papers_filed(open_dossier(path).dossier)) == 1


def test_a_picture_of_a_letter_can_go_without_the_place_it_was_taken_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = dossier_file(tmp_path, HANDED_IN)
    (tmp_path / "letter.jpg").write_bytes(photograph_with_place("JPEG"))
    with desk(qtbot, tmp_path, MAY) as seat:
        page = page_of(seat.open(path))

        def agree() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                QTimer.singleShot(10, agree)
                return
            assert box.text() == "letter.jpg tells where it was taken."
            yes = next(one for one in box.buttons() if one.text() == "Take the place out")
            QTest.keyClick(yes, K.Key_Space)

        def tell(dialog: StepDialog) -> None:
            QTimer.singleShot(0, agree)
            dialog.papers.add([tmp_path / "letter.jpg"])
            qtbot.waitUntil(lambda: bool(dialog.papers.papers))
            assert not dialog.papers.busy
            QTest.keyClick(record_of(dialog), K.Key_Space)

        in_dialog(tell)
        take_step(seat, page, steps(page).index("Withdrawn"))
        again = open_dossier(path)
        ((_, paper),) = papers_filed(again.dossier)
        assert not place_in(again.container.read(f"{EVIDENCE}{paper.digest}"))
