"""A dossier is saved aside: the window takes edits meanwhile, and says that it is saving."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desk.dossiers import viet_nam
from desk.made import opened
from desk.shares import Share, share
from desk.test_working import crashed
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.saving import backups
from maskdesk.desk.working import open_file
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

__all__ = ["share"]

SHORT = "viet-nam-2020-04-20-short"
NUMBER = "contract.invoice_number"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
# Enough that it is not written between two keys.
_LARGE = 96 << 20


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def large(seat: Desk) -> Path:
    """A sample with a scan as large as a phone's film."""
    path = seat.sample(SHORT)
    small = open_dossier(path)
    container = small.container.with_evidence(b"SAMPLE scan" * (_LARGE // 11))
    save_dossier(replace(small, container=container), path)
    return path


def retype(seat: Desk, window: DossierWindow, text: str) -> None:
    seat.activate(window)
    window.lead_to(NUMBER)
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type(text)


def number_in(path: Path) -> object:
    return open_dossier(path).dossier.contract.invoice_number


@contextmanager
def answering(*verbs: str, to: str = "") -> Iterator[list[str]]:
    """Press these buttons of the questions to come, one each; type a name where one is asked.

    What was asked is told; at the end all must have been.
    """
    asked: list[str] = []
    left, named = list(verbs), list[str]()

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QFileDialog) and to and not named:
            named.append(to)
            box.selectFile(to)
            QTimer.singleShot(0, box.accept)  # where it asks itself, this clock goes on
        elif isinstance(box, QMessageBox) and left:
            asked.append(f"{box.text()} {box.informativeText()}")
            verb = left.pop(0)
            by_verb = {one.text(): one for one in box.buttons()}
            by_verb.get(verb, box.buttons()[0]).click()
            assert verb in by_verb, asked

    watch = QTimer()
    watch.timeout.connect(answer)
    watch.start(5)
    yield asked
    watch.stop()
    assert left == []


def test_the_clerk_types_on_while_the_dossier_is_saved(seat: Desk) -> None:
    path = large(seat)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    seat.press(Qt.Key.Key_S, CTRL)
    assert window.kept.text() == "Saving …"
    assert window.saving.isVisible()
    retype(seat, window, "SECOND")
    assert window.savings.busy, "it was written between two keys"
    assert number_in(path) != "SECOND"
    seat.until(lambda: not window.savings.busy)
    assert not window.saving.isVisible()
    assert number_in(path) == "FIRST"
    assert window.isWindowModified()
    seat.save(window)
    assert number_in(path) == "SECOND"
    assert not window.isWindowModified()
    assert window.kept.text() == "Saved 09:30"


def test_the_window_answers_all_the_while(seat: Desk) -> None:
    window = seat.open(large(seat))
    retype(seat, window, "FIRST")
    ticks: list[None] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(None))
    clock.start(0)
    seat.save(window)
    assert len(ticks) > 20


def test_a_second_save_waits_its_turn_and_holds_what_was_typed_until_then(seat: Desk) -> None:
    path = large(seat)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    seat.press(Qt.Key.Key_S, CTRL)
    retype(seat, window, "SECOND")
    seat.press(Qt.Key.Key_S, CTRL)
    seat.press(Qt.Key.Key_S, CTRL)
    retype(seat, window, "THIRD")
    assert window.savings.busy
    seat.until(lambda: not window.savings.busy)
    assert number_in(path) == "THIRD"
    kept = backups(path, seat.desktop.workplace.folder)
    assert len(kept) == 3, "before, FIRST and THIRD"


def test_a_window_closed_while_it_is_saved_says_so_and_closes_by_itself(seat: Desk) -> None:
    path = large(seat)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    seat.press(Qt.Key.Key_S, CTRL)
    seat.press(Qt.Key.Key_W, CTRL)
    assert window.isVisible()
    assert "then this window closes" in window.banner.text
    seat.until(lambda: window not in seat.program.windows)
    assert number_in(path) == "FIRST"


def test_a_window_that_waits_to_close_can_stay_open(seat: Desk) -> None:
    window = seat.open(large(seat))
    retype(seat, window, "FIRST")
    seat.press(Qt.Key.Key_S, CTRL)
    seat.press(Qt.Key.Key_W, CTRL)
    window.banner.findChildren(QPushButton)[-1].click()
    seat.until(lambda: not window.savings.busy)
    QApplication.processEvents()
    assert window.isVisible()
    assert window.banner.text == ""


def test_closing_saves_first_where_the_clerk_wants_it(seat: Desk) -> None:
    path = large(seat)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    with answering("Save") as asked:
        seat.press(Qt.Key.Key_W, CTRL)
        assert window.savings.busy
        seat.until(lambda: window not in seat.program.windows)
    assert len(asked) == 1
    assert number_in(path) == "FIRST"


def test_who_goes_on_editing_has_the_wizard_open_still(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    retype(seat, window, "FIRST")
    seat.press(Qt.Key.Key_Return, CTRL)
    wizard = window.menus.papers.wizard
    assert wizard is not None
    with answering("Go on editing"):
        assert not window.close()
    assert window.menus.papers.wizard is wizard
    assert wizard.isVisible()


def test_quitting_saves_each_window_in_turn_and_ends(seat: Desk) -> None:
    paths = [seat.sample(SHORT), seat.sample("viet-nam-2020-04-20")]
    for path in paths:
        retype(seat, seat.open(path), "LAST")
    ended: list[None] = []
    seat.program.application.aboutToQuit.connect(lambda: ended.append(None))
    with answering("Save", "Save"):
        seat.press(Qt.Key.Key_Q, CTRL)
        seat.until(lambda: not seat.program.windows)
    assert [number_in(path) for path in paths] == ["LAST", "LAST"]
    assert seat.program.home is None or not seat.program.home.isVisible()


def test_quitting_ends_where_the_clerk_goes_on_editing(seat: Desk) -> None:
    first, second = (seat.open(seat.sample(one)) for one in (SHORT, "viet-nam-2020-04-20"))
    for window in (first, second):
        retype(seat, window, "LAST")
    with answering("Save", "Go on editing") as asked:
        seat.press(Qt.Key.Key_Q, CTRL)
        seat.until(lambda: len(asked) == 2)
    QApplication.processEvents()
    assert seat.program.windows == [second]
    assert second.isVisible()


def test_a_save_that_fails_says_what_to_do_and_loses_nothing(seat: Desk, small_disk: Path) -> None:
    path = small_disk / "SAMPLE.maskdesk"
    save_dossier(opened(viet_nam()), path)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    (small_disk / "in the way").write_bytes(b"x" * _free(small_disk))
    with answering("Close") as asked:
        seat.press(Qt.Key.Key_S, CTRL)
        seat.until(lambda: len(asked) == 1)
        seat.until(lambda: not window.savings.busy)
    assert "Free some space" in asked[0]
    assert window.isWindowModified()
    assert window.isVisible()
    seat.activate(window)
    with answering("Save", "Close") as asked:
        seat.press(Qt.Key.Key_W, CTRL)
        seat.until(lambda: len(asked) == 2)
        seat.until(lambda: not window.savings.busy)
    QApplication.processEvents()
    assert window.isVisible()
    assert window.banner.text == ""
    (small_disk / "in the way").unlink()
    seat.activate(window)
    seat.save(window)
    assert number_in(path) == "FIRST"


def test_while_a_failure_is_told_nothing_is_said_to_be_saved_still(
    seat: Desk, small_disk: Path
) -> None:
    path = small_disk / "SAMPLE.maskdesk"
    save_dossier(opened(viet_nam()), path)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    (small_disk / "in the way").write_bytes(b"x" * _free(small_disk))
    said: list[tuple[str, bool]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append((window.kept.text(), window.saving.isVisible()))
            box.close()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(5)
    seat.press(Qt.Key.Key_S, CTRL)
    seat.until(lambda: bool(said))
    watch.stop()
    assert said == [("Kept 09:30", False)]


def test_saved_under_another_name_it_goes_on_there_with_what_was_typed_meanwhile(
    seat: Desk, tmp_path: Path
) -> None:
    path, new = large(seat), tmp_path / "new.maskdesk"
    window = seat.open(path)
    retype(seat, window, "FIRST")
    with answering(to=str(new)):
        seat.press(Qt.Key.Key_S, CTRL, SHIFT)
    assert window.savings.busy
    retype(seat, window, "SECOND")
    seat.until(lambda: not window.savings.busy)
    assert window.file.path == new
    assert (number_in(new), window.isWindowModified()) == ("FIRST", True)
    seat.save(window)
    assert number_in(new) == "SECOND"


def test_a_copy_is_said_to_be_saved_and_the_window_goes_on_with_its_own(
    seat: Desk, tmp_path: Path
) -> None:
    path, copy = seat.sample(SHORT), tmp_path / "copy.maskdesk"
    window = seat.open(path)
    retype(seat, window, "FIRST")
    with answering(to=str(copy)):
        window.menus.actions["save-copy"].trigger()
    seat.until(lambda: not window.savings.busy)
    assert window.kept.text() == "Copy saved: copy.maskdesk"
    assert number_in(copy) == "FIRST"
    assert (window.file.path, window.isWindowModified()) == (path, True)
    retype(seat, window, "SECOND")
    assert window.kept.text() == "Kept 09:30"


def test_a_copy_onto_the_open_file_itself_is_refused_with_a_way_out(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    with answering("&Yes", "Close", to=str(path)) as asked:
        window.menus.actions["save-copy"].trigger()
        seat.until(lambda: len(asked) == 2)
    assert "is the file you have open" in asked[1]
    assert "may be replaced" not in asked[1]


def test_a_share_that_does_not_answer_a_save_keeps_nobody_from_typing(
    seat: Desk, share: Share
) -> None:
    sample = seat.sample(SHORT)
    path = share.place / sample.name
    sample.rename(share.kept / sample.name)
    with share.connected():
        window = seat.open(path)
        retype(seat, window, "FIRST")
        with share.silent():
            seat.press(Qt.Key.Key_S, CTRL)
            retype(seat, window, "SECOND")
            seat.desktop.wanted.emit(path)
            assert window.savings.busy
            assert window.kept.text() == "Saving …"
            assert window.editing.dossier.contract.invoice_number == "SECOND"
        seat.until(lambda: not window.savings.busy and not seat.desktop.openings.under_way)
        assert number_in(path) == "FIRST"
        assert window.editing.dossier.contract.invoice_number == "SECOND"
        seat.save(window)
        assert number_in(path) == "SECOND"
        window.file.close()


def test_killed_while_it_is_saved_all_is_saved_or_offered(seat: Desk) -> None:
    path = large(seat)
    window = seat.open(path)
    retype(seat, window, "FIRST")
    saving = window.file.saving()
    retype(seat, window, "SECOND")
    saving.run()
    crashed(window.file)
    again = open_file(path, seat.desktop.workplace)
    assert again.session.dossier.contract.invoice_number == "FIRST"
    again.recover()
    assert again.session.dossier.contract.invoice_number == "SECOND"
    again.close()


def test_a_cell_that_is_still_typed_into_is_saved_and_goes_on(seat: Desk) -> None:
    window = in_a_cell(seat)
    seat.type("AB")
    seat.save(window)
    assert window.file.path is not None
    assert open_dossier(window.file.path).dossier.goods[0].model == "AB"
    assert not window.file.unsaved
    seat.type("C")
    seat.press(Qt.Key.Key_Return)
    assert window.editing.dossier.goods[0].model == "ABC"


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, None])
def test_a_cell_that_is_still_typed_into_is_asked_about_before_its_window_closes(
    seat: Desk, key: Qt.Key | None
) -> None:
    window = in_a_cell(seat)
    seat.type("AB")
    asked: list[str] = []

    def stay() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QMessageBox):
            asked.append(question.text())
            question.close()

    watch = QTimer()
    watch.timeout.connect(stay)
    watch.start(10)
    if key is None:
        window.close()
    else:
        seat.press(key, CTRL)
    watch.stop()
    assert len(asked) == 1
    assert seat.program.windows == [window]
    assert window.editing.dossier.goods[0].model == "AB"


def in_a_cell(seat: Desk) -> DossierWindow:
    """A window with the keyboard in a cell of the goods lines."""
    window = seat.open(seat.sample(SHORT))
    window.lead_to(f"goods[{window.editing.dossier.goods[0].id}].model")
    QApplication.processEvents()
    return window


def _free(disk: Path) -> int:
    held = os.statvfs(disk)
    return held.f_bavail * held.f_frsize
