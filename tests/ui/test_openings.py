"""Dossiers opened from a share that takes its time, while the windows that are there go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desk.shares import Share, share
from maskdesk.store.settings import Recent
from ui.desks import Desk, desk

__all__ = ["share"]

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
        seat.until(lambda: bool(seat.program.windows))
        assert not home.isVisible()
        assert home.banner.text == ""
        seat.program.windows[0].file.close()


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


def lines(listed: QListWidget) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]
