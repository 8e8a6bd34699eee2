"""Dossiers opened from a share that takes its time, while the windows that are there go on."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desk.shares import Share, share
from desk.test_delivering import cut_off, place
from desk.test_working import crashed
from maskdesk.desk.copying import new_dossier_id
from maskdesk.desk.opening import OpenDossier, new_dossier, open_dossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.working import OpenedFile, new_file, open_file
from maskdesk.dossier.sections import Dossier
from maskdesk.store import lock
from maskdesk.store.settings import Recent
from maskdesk.ui.home import HomeWindow
from ui.desks import Desk, desk

__all__ = ["cut_off", "place", "share"]

SAMPLE = "viet-nam-2020-05-06"


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def on_share(seat: Desk, share: Share) -> Path:
    """A sample on the server, and where the clerk sees it."""
    path = seat.sample(SAMPLE)
    path.rename(share.kept / path.name)
    return share.place / path.name


def test_a_share_that_takes_long_keeps_nobody_from_typing_and_what_is_opened_is_named(
    seat: Desk, share: Share
) -> None:
    window = seat.new()
    slow = on_share(seat, share)
    with share.connected():
        with share.silent():
            seat.program.open_path(slow)
            seat.program.open_path(slow)
            seat.until(lambda: bool(window.statusBar().currentMessage()))
            assert window.statusBar().currentMessage() == f"Opening {slow.name} …"
            assert window.page("head").lead_to("head.reference")
            seat.type("A-1")
            assert window.editing.dossier.head.reference == "A-1"
        seat.until(lambda: len(seat.program.windows) > 1)
        assert [one.file.path for one in seat.program.windows] == [None, slow]
        assert window.statusBar().currentMessage() == ""
        seat.program.windows[1].file.close()


def test_a_start_on_a_share_that_takes_long_shows_home_and_says_what_it_waits_for(
    seat: Desk, share: Share
) -> None:
    slow = on_share(seat, share)
    with share.connected():
        with share.silent():
            seat.program.take_files((slow,))
            seat.until(lambda: seat.program.home is not None)
            home = seat.program.home
            assert home is not None
            assert home.isVisible()
            assert home.banner.text == f"Opening {slow.name} …"
            seat.program.settle(seat.folder / "meeting")
            assert "workers" not in seat.desktop.__dict__
            seat.until(lambda: "workers" in seat.desktop.__dict__)
        seat.until(lambda: bool(seat.program.windows))
        assert not home.isVisible()
        assert home.banner.text == ""
        seat.program.windows[0].file.close()


def test_a_window_on_a_share_that_does_not_answer_can_be_closed(seat: Desk, share: Share) -> None:
    path = on_share(seat, share)
    with share.connected():
        window = seat.open(path)
        with share.silent():
            window.close()
            assert seat.program.windows == []
            assert seat.program.home is not None
            assert seat.program.home.isVisible()
        seat.until(lambda: lock.holder(path) is None)


def test_a_dossier_closed_while_its_share_was_away_is_opened_to_be_worked_on(
    seat: Desk, share: Share
) -> None:
    path = on_share(seat, share)
    seat.new()
    with share.connected():
        window = seat.open(path)
    window.close()
    with share.connected():
        window = seat.open(path)
        assert window.file.read_only is None
        assert window.banner.text == ""
        window.file.close()
    assert not lock.lock_file(share.kept / path.name).exists()


def test_a_file_on_a_share_that_is_gone_is_told_and_home_stays(
    seat: Desk, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    hear = lambda _: lambda failure: told.append(str(failure))  # noqa: E731 - instead of a dialog
    monkeypatch.setattr(seat.desktop, "tell", hear)
    seat.open_path(share.place / "dossier.maskdesk")
    assert "dossier.maskdesk" in told[0]
    assert seat.program.windows == []
    assert seat.program.home is not None
    assert seat.program.home.isVisible()


def test_home_lists_what_was_open_before_it_knows_what_is_still_there(
    seat: Desk, share: Share
) -> None:
    there = on_share(seat, share)
    gone = share.place / "gone.maskdesk"
    recent = tuple(Recent(file=str(path), reference=path.stem) for path in (gone, there))
    seat.desktop.change_settings(recent=recent)
    with share.connected():
        with share.silent():
            seat.program.show_home()
            home = seat.program.home
            assert home is not None
            seat.activate(home)
            home.recent.setFocus()
            seat.press(Qt.Key.Key_Down)
            assert lines(home.recent) == [f"{path.stem}\n{path.parent}" for path in (gone, there)]
        seat.until(lambda: "not there" in lines(home.recent)[0])
        assert lines(home.recent) == [
            f"{gone.stem}\nnot there any more · {gone.parent}",
            f"{there.stem}\n{there.parent}",
        ]
        assert home.recent.currentRow() == 1


def test_a_file_asked_for_by_several_names_at_once_gets_one_window_to_work_in(seat: Desk) -> None:
    path = seat.sample(SAMPLE)
    by_link = seat.folder / "link.maskdesk"
    by_link.symlink_to(path)
    with seat.qtbot.waitSignal(seat.desktop.openings.over):
        for name in (by_link, path, seat.folder / "settings" / ".." / path.name):
            seat.program.open_path(name)
    (window,) = seat.program.windows
    assert window.file.path == path
    assert window.file.read_only is None
    assert window.banner.text == ""


def test_a_file_whose_window_is_closed_while_it_is_asked_for_is_opened_anew(seat: Desk) -> None:
    path = seat.sample(SAMPLE)
    first = seat.open(path)
    seat.program.open_path(path)
    first.close()
    seat.until(lambda: not seat.desktop.openings.under_way)
    (window,) = seat.program.windows
    assert window is not first


def test_a_dossier_asked_for_while_the_clerk_is_asked_about_leaving_is_opened(seat: Desk) -> None:
    begun = seat.new()
    begun.editing.edit("head.reference", "A-1")
    path = seat.sample(SAMPLE)

    def hand_over_and_stay() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        seat.desktop.openings.over.connect(question.reject)
        seat.program.take_files((path,))

    QTimer.singleShot(0, hand_over_and_stay)
    seat.program.quit()
    assert [window.file.path for window in seat.program.windows] == [None, path]


def test_unsaved_work_of_two_new_dossiers_with_one_reference_is_opened_twice(seat: Desk) -> None:
    for _ in range(2):
        leave_unsaved(new_file(blank(), seat.desktop.workplace), "A/1")
    home = home_with_offer(seat)
    assert home.banner.text.startswith("Unsaved work on A/1 of")
    with seat.qtbot.waitSignal(seat.desktop.openings.over):
        take_up(home)
        take_up(home)
    references = [window.editing.dossier.head.reference for window in seat.program.windows]
    assert references == ["A/1", "A/1"]


def test_unsaved_work_that_was_taken_up_from_the_file_is_not_offered_at_home_again(
    seat: Desk,
) -> None:
    path = seat.sample(SAMPLE)
    leave_unsaved(open_file(path, seat.desktop.workplace), "LEFT-1")
    home = home_with_offer(seat)
    window = seat.open(path)
    window.banner.findChildren(QPushButton)[0].click()
    assert window.editing.dossier.head.reference == "LEFT-1"
    seat.save(window)
    window.close()
    seat.until(home.isVisible)
    assert home.banner.text == ""


def test_papers_that_a_run_cut_off_had_made_are_filed_beside_the_home_window(
    seat: Desk, place: Path
) -> None:
    shutil.copytree(place / "recovery", seat.desktop.workplace.folder)
    home = home_with_offer(seat)
    assert home.banner.text == "The papers in package, from a run that was cut off, are filed now."
    assert len(list(packages_of(open_dossier(place / "a.maskdesk")))) == 1


def test_a_dossier_asked_for_while_papers_are_filed_in_it_is_opened_to_be_worked_on(
    seat: Desk,
) -> None:
    path, filed = seat.sample(SAMPLE), threading.Event()
    then: list[str] = []

    def work() -> None:
        with lock.acquire(path, "SAMPLE", seat.now):
            filed.wait()

    seat.desktop.openings.quietly(str(path), work, lambda: then.append("the next one"))
    for _ in range(2):
        seat.program.open_path(path)
    seat.until(lambda: seat.program.home is not None)
    home = seat.program.home
    assert home is not None
    assert home.banner.text == f"Opening {path.name} …"
    assert seat.program.windows == []
    filed.set()
    seat.until(lambda: not seat.desktop.openings.under_way)
    (window,) = seat.program.windows
    assert window.file.read_only is None
    assert then == ["the next one"]


def test_a_dossier_that_is_being_opened_is_left_alone(seat: Desk) -> None:
    path, done = seat.sample(SAMPLE), list[str]()
    with seat.qtbot.waitSignal(seat.desktop.openings.over, timeout=60_000):
        seat.program.open_path(path)
        seat.desktop.openings.quietly(
            str(path), lambda: done.append("filed"), lambda: done.append("the next one")
        )
    assert done == ["the next one"]


def blank() -> OpenDossier:
    return new_dossier(Dossier(id=new_dossier_id()))


def leave_unsaved(file: OpenedFile, reference: str) -> None:
    """Work that a run which ended badly left."""
    file.session.edit("head.reference", reference, "en")
    crashed(file)


def home_with_offer(seat: Desk) -> HomeWindow:
    seat.program.show_home()
    home = seat.program.home
    assert home is not None
    home.look_for_left()
    seat.until(lambda: bool(home.banner.text))
    return home


def take_up(home: HomeWindow) -> None:
    buttons = home.banner.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Open it").click()


def lines(listed: QListWidget) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]
