"""The paper beside the page: a click on a value leads to its field, and a field to its value."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path, preview=True) as one:
        yield one


@pytest.fixture
def window(seat: Desk) -> DossierWindow:
    return with_invoice(seat)


def with_invoice(seat: Desk) -> DossierWindow:
    """A window whose preview shows the invoice."""
    opened = seat.open(seat.sample("viet-nam-2020-05-06"))
    seat.until(lambda: opened.preview.pages > 0)
    with seat.qtbot.waitSignal(opened.preview.shown, timeout=60_000):
        opened.preview.choose(("commercial-invoice", ""))
    return opened


def test_a_click_on_a_value_leads_to_its_field(window: DossierWindow) -> None:
    sheets = window.preview.sheets
    value = sheets.place_of("contract.invoice_number")
    assert value is not None
    QTest.mouseMove(sheets, value)
    assert sheets.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(sheets, Qt.MouseButton.LeftButton, pos=value)
    assert window.section == "contract"
    QTest.mouseMove(sheets, QPoint(1, 1))
    assert sheets.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_value_of_a_field_is_framed_and_brought_into_view(window: DossierWindow) -> None:
    sheets, view = window.preview.sheets, window.preview.view
    value = sheets.place_of("contract.invoice_number")
    assert value is not None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    around = QRect(value - QPoint(60, 20), value + QPoint(60, 20))
    before = seen(window, around)
    window.lead_to("contract.invoice_number")
    assert sheets.visibleRegion().contains(value)
    assert seen(window, around) != before
    assert sheets.place_of("contract.invoice") is None


def test_no_paper_stays_open_behind_another_or_a_closed_window(seat: Desk) -> None:
    gc.unfreeze()  # what is frozen is not found
    others = papers_held()
    window = with_invoice(seat)
    assert open_papers(others) == 1
    with seat.qtbot.waitSignal(window.preview.shown, timeout=60_000):
        window.preview.choose(("packing-list", ""))
    assert open_papers(others) == 1
    window.close()
    assert open_papers(others) == 0


def papers_held() -> list[PdfDocument]:
    """The PDFs the program knows, open or closed."""
    return [one for one in gc.get_objects() if isinstance(one, PdfDocument)]


def open_papers(others: list[PdfDocument]) -> int:
    """How many PDFs the program holds open beside others."""
    return sum(bool(one.raw) and one not in others for one in papers_held())


def seen(window: DossierWindow, part: QRect) -> QImage:
    """What is painted of the pages."""
    return window.preview.sheets.grab(part).toImage()
