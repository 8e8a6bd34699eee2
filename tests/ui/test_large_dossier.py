"""A dossier of many rows: its check is another process's work, and nothing waits for it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.large import DAY, large_dossier
from maskdesk.desk.opening import new_dossier, save_dossier
from maskdesk.dossier import codec
from maskdesk.rules.evaluate import check
from maskdesk.ui.window import DossierWindow
from ui.desks import OFFICE, Desk, desk


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path, DAY) as one:
        yield one


@pytest.fixture
def window(seat: Desk) -> DossierWindow:
    path = seat.folder / "large.maskdesk"
    save_dossier(new_dossier(large_dossier(150, support=40, certificates=30)), path)
    return seat.open(path)


def test_of_a_long_paper_only_the_pages_in_view_are_rendered(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "large.maskdesk"
    save_dossier(new_dossier(large_dossier(300, support=40, certificates=30)), path)
    with desk(qtbot, tmp_path, DAY, preview=True) as seat:
        preview = seat.open(path).preview
        seat.until(lambda: bool(preview.sheets.rendered))
        QApplication.processEvents()
        assert preview.pages > 9
        seen = preview.sheets.rendered
        assert seen == frozenset(range(len(seen)))
        assert len(seen) < 4
        last = preview.pages - 1
        preview.view.verticalScrollBar().setValue(preview.sheets.tops[last])
        seat.until(lambda: last in preview.sheets.rendered)
        assert not preview.sheets.rendered & seen


def test_findings_stay_until_those_of_the_edit_arrive(seat: Desk, window: DossierWindow) -> None:
    before = window.editing.report
    window.editing.put("contract.pieces_ordered", 1)
    assert window.editing.report is before
    with seat.qtbot.waitSignal(window.editing.checked):
        window.editing.put("destination.country", None)
    assert window.editing.report == check(window.editing.dossier, OFFICE.law, DAY)
    assert window.editing.report.findings != before.findings


def test_an_answer_about_an_older_state_is_not_shown(seat: Desk, window: DossierWindow) -> None:
    heard: list[object] = []
    window.editing.checked.connect(heard.append)
    for pieces in range(1, 6):
        window.editing.put("contract.pieces_ordered", pieces)
        seat.qtbot.wait(1)
    seat.qtbot.waitUntil(lambda: window.editing.session.known_report() is not None)
    assert heard[-1] == check(window.editing.dossier, OFFICE.law, DAY)
    window.editing.undo()
    seat.qtbot.waitUntil(lambda: window.editing.session.known_report() is not None)
    assert window.editing.report == check(window.editing.dossier, OFFICE.law, DAY)


@pytest.fixture
def edited(seat: Desk) -> DossierWindow:
    path = seat.folder / "large.maskdesk"
    save_dossier(new_dossier(large_dossier(20_000, support=40, certificates=30)), path)
    window = seat.open(path)
    window.editing.put("contract.number", "SAMPLE 2")
    return window


DEEDS: dict[str, Callable[[DossierWindow], object]] = {
    "make": lambda window: window.file.unwritten,
    "print": lambda window: window.menus.papers.print_set(),
    "file a return": lambda window: window.file.standing(),
    "copy as new": lambda window: window.menus.copy_as_new(),
}


def written_here(call: Callable[[], object]) -> bool:
    """Whether a dossier is written in this thread while something is done."""
    seen: set[CodeType] = set()
    sys.setprofile(lambda frame, _event, _argument: seen.add(frame.f_code))
    try:
        call()
    finally:
        sys.setprofile(None)
    return codec.portions.__code__ in seen


@pytest.mark.parametrize("deed", DEEDS)
def test_what_begins_with_a_long_edited_dossier_writes_it_aside(
    seat: Desk, edited: DossierWindow, deed: str
) -> None:
    assert written_here(lambda: codec.write(edited.editing.dossier))
    assert not written_here(lambda: DEEDS[deed](edited))
    if deed == "copy as new":
        seat.until(lambda: len(seat.program.windows) == 2)
        copied = seat.program.windows[1].editing.dossier
        assert len(copied.goods) == len(edited.editing.dossier.goods)


def test_what_is_made_of_an_edited_dossier_goes_by_its_edits(edited: DossierWindow) -> None:
    written, unwritten = edited.file.opened, edited.file.unwritten
    assert unwritten.dossier is written.dossier
    assert unwritten.container.under("evidence/") == written.container.under("evidence/")
    assert unwritten.versions == written.versions
