"""The wizard and a share that lets one wait or goes away: keys go on, no half papers."""

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.made import sealed_viet_nam
from desk.shares import Share, share
from maskdesk.desk.workers import Workers
from maskdesk.store.settings import Settings
from ui.finish.clerk import Clerk, at_the_wizard
from ui.finish.test_making import packages

__all__ = ["share"]


def settle(clerk: Clerk, folder: Path) -> None:
    """From the list of papers to the sentence, with a folder for them."""
    clerk.take("ink")
    clerk.tick_only("commercial-invoice")
    clerk.alt("N")
    clerk.arrive(clerk.dialog.settle)
    clerk.dialog.settle.folder.setText(str(folder))


def test_a_share_that_goes_away_while_it_is_written_is_said_and_leaves_no_half_papers(
    qtbot: QtBot, tmp_path: Path, workers: Workers, share: Share
) -> None:
    folder = share.place / "package"
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        with share.connected():
            settle(clerk, folder)
            clerk.alt("M")
            clerk.arrive(clerk.dialog.making)
            share.goes_away_at(25)
            clerk.arrive(clerk.dialog.settle)
            assert share.requests >= 25
        assert "The disk or share failed while package" in clerk.dialog.settle.remark.text
        assert [one for one in share.kept.iterdir() if not one.name.startswith(".")] == []
        clerk.alt("M")
        clerk.until(lambda: "not connected any more" in clerk.dialog.settle.remark.text)
        assert list(share.place.iterdir()) == []
        assert packages(clerk.path) == 0
        with share.connected():
            clerk.dialog.settle.folder.setText(str(share.place / "again"))
            clerk.alt("M")
            clerk.arrive(clerk.dialog.outcome)
        assert [one.name for one in share.kept.iterdir()] == ["again"]
        assert packages(clerk.path) == 1


def test_a_share_that_lets_one_wait_keeps_the_wizard_from_nothing(
    qtbot: QtBot, tmp_path: Path, workers: Workers, share: Share
) -> None:
    folder = share.place / "package"
    remembered = Settings(folders={"submissions": str(share.place / "submissions")})
    with (
        share.connected(),
        at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk,
    ):
        with share.silent():
            settle(clerk, folder)
            clerk.alt("M")
            clerk.until(lambda: clerk.dialog.settle.remark.text == "Looking at the folder …")
            clerk.alt("B")
            clerk.arrive(clerk.dialog.papers)
            clerk.alt("N")
            clerk.arrive(clerk.dialog.settle)
            assert clerk.dialog.settle.remark.text == ""
            clerk.alt("M")
        clerk.arrive(clerk.dialog.making)
        with share.silent():
            clerk.until(lambda: clerk.dialog.making.paper.text().startswith("Writing the folder"))
            assert "it opens again" in clerk.dialog.making.explained
            clerk.press(Qt.Key.Key_Escape)
            assert not clerk.dialog.isVisible()
        clerk.arrive(clerk.dialog.outcome)
        assert clerk.dialog.isVisible()
        assert packages(clerk.path) == 1


def test_a_filled_folder_on_a_share_that_lets_one_wait_is_left_for_good(
    qtbot: QtBot, tmp_path: Path, workers: Workers, share: Share
) -> None:
    (share.kept / "package").mkdir()
    (share.kept / "package" / "SAMPLE.txt").write_text("SAMPLE")
    with (
        share.connected(),
        at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk,
    ):
        settle(clerk, share.place / "package")
        with ExitStack() as silence:
            # Once the folder is known to be filled, before what fills it is looked at.
            clerk.dialog.settle.went_on.connect(lambda: silence.enter_context(share.silent()))
            clerk.alt("M")
            clerk.arrive(clerk.dialog.making)
            clerk.press(Qt.Key.Key_Escape)
            assert clerk.dialog.isVisible()
            assert "close this window" in clerk.dialog.making.explained
            clerk.press(Qt.Key.Key_Escape)
            assert not clerk.dialog.isVisible()
        assert packages(clerk.path) == 0
