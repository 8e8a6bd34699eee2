"""From a dossier's window: papers are made and printed while the clerk goes on typing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.dossiers import viet_nam
from desk.made import MOMENT, ink_viet_nam, opened, sealed_viet_nam
from desk.shares import Share, share
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.proving import packages_of
from maskdesk.ui.finish import FinishDialog
from maskdesk.ui.printing import PrintDialog
from maskdesk.ui.set_printing import SetPrinting
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

__all__ = ["share"]

SAMPLE = "viet-nam-2020-04-20-short"


def print_dialog(at: Desk, window: DossierWindow) -> PrintDialog:
    """The dialog that asks what is printed, once it is there."""

    def there() -> bool:
        return window.findChild(PrintDialog) is not None

    at.qtbot.waitUntil(there)
    dialog = window.findChild(PrintDialog)
    assert dialog is not None
    return dialog


def making(at: Desk, window: DossierWindow, folder: Path | None = None) -> FinishDialog:
    """The wizard, with one paper being made into a folder."""
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wizard = window.menus.papers.wizard
    assert wizard is not None
    at.until(lambda: wizard.papers.list.topLevelItemCount() > 0)
    if window.standing.sealed:
        wizard.papers.manners["ink"].click()
    wizard.papers.none.click()
    first = wizard.papers.list.topLevelItem(0)
    assert first is not None
    first.setCheckState(0, Qt.CheckState.Checked)
    wizard.papers.go_on()
    if folder is not None:
        wizard.settle.folder.setText(str(folder))
    wizard.settle.go_on()
    at.until(lambda: wizard.page is wizard.making)
    return wizard


@contextmanager
def making_for(
    share: Share, qtbot: QtBot, folder: Path, *, sealed: bool
) -> Iterator[tuple[Desk, DossierWindow, FinishDialog]]:
    """A desk, a window on a dossier and its wizard, with a paper being made for a share."""
    with desk(qtbot, folder) as at, share.connected():
        path = folder / "made.maskdesk" if sealed else at.sample(SAMPLE)
        if sealed:
            save_dossier(sealed_viet_nam(), path)
        window = at.open(path)
        yield at, window, making(at, window, share.place / "papers")


def writing(at: Desk, wizard: FinishDialog) -> None:
    """Wait until it can only write, and its share lets that wait."""
    at.until(lambda: wizard.making.paper.text().startswith("Writing the folder"))


def test_the_clerk_goes_on_typing_while_drafts_are_made(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path) as at:
        window = at.open(at.sample(SAMPLE))
        wizard = making(at, window)
        assert wizard.busy
        assert not window.close()
        assert window.isVisible()
        at.activate(window)
        window.editing.edit("contract.number", "SAMPLE 2")
        qtbot.waitUntil(lambda: wizard.page is wizard.outcome)
        assert window.file.unsaved
        assert window.file.session.dossier.contract.number == "SAMPLE 2"
        drafts = Path(wizard.outcome.folder.text())
        assert (drafts / "manifest.json").is_file()


def test_a_wizard_that_waits_for_a_share_is_put_aside_and_comes_back_with_the_papers(
    qtbot: QtBot, tmp_path: Path, share: Share
) -> None:
    with making_for(share, qtbot, tmp_path, sealed=False) as (at, window, wizard):
        with share.silent():
            writing(at, wizard)
            at.press(Qt.Key.Key_Escape)
            assert not wizard.isVisible()
            at.activate(window)
            assert window.kept.text() == "Saving …"
            window.lead_to("contract.number")
            at.type("7")
        at.until(wizard.isVisible)
        assert wizard.page is wizard.outcome
        at.until(window.isActiveWindow)
        assert (share.kept / "papers" / "manifest.json").is_file()


def test_a_wizard_that_was_put_aside_is_brought_back_by_its_key(
    qtbot: QtBot, tmp_path: Path, share: Share
) -> None:
    with making_for(share, qtbot, tmp_path, sealed=False) as (at, window, wizard):
        with share.silent():
            writing(at, wizard)
            wizard.close()
            at.activate(window)
            at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert window.menus.papers.wizard is wizard
            assert wizard.isVisible()
        at.until(lambda: wizard.page is wizard.outcome)


def test_a_window_whose_papers_wait_for_a_share_closes_once_they_are_filed(
    qtbot: QtBot, tmp_path: Path, share: Share
) -> None:
    with making_for(share, qtbot, tmp_path, sealed=True) as (at, window, wizard):
        with share.silent():
            writing(at, wizard)
            assert not window.close()
            assert "then this window closes" in window.banner.text
        at.until(lambda: window not in at.program.windows)
        assert (share.kept / "papers" / "manifest.json").is_file()
    assert len(list(packages_of(open_dossier(tmp_path / "made.maskdesk")))) == 1


def test_a_window_that_waits_for_papers_stays_where_they_cannot_be_written(
    qtbot: QtBot, tmp_path: Path, share: Share
) -> None:
    with making_for(share, qtbot, tmp_path, sealed=True) as (at, window, wizard):
        with share.silent():
            writing(at, wizard)
            at.press(Qt.Key.Key_Escape)
            assert not window.close()
            share.goes_away_at(2)
        at.until(wizard.isVisible)
        QApplication.processEvents()
        assert wizard.page is wizard.settle
        assert "The disk or share" in wizard.settle.remark.text
        assert at.program.windows == [window]
        assert window.banner.text.startswith("Version 1 is sealed")
    assert not (share.kept / "papers").exists()
    assert list(packages_of(open_dossier(tmp_path / "made.maskdesk"))) == []


def test_an_open_wizard_goes_with_its_window(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path) as at:
        window = at.open(at.sample(SAMPLE))
        window.menus.papers.finish()
        wizard = window.menus.papers.wizard
        window.menus.papers.finish()
        assert window.menus.papers.wizard is wizard
        assert window.close()
        assert window.menus.papers.wizard is None or not wizard.isVisible()  # type: ignore[union-attr]


def test_a_dossier_that_is_not_sealed_is_printed_as_drafts(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "new.maskdesk"
    save_dossier(opened(viet_nam()), path)
    with desk(qtbot, tmp_path) as at:
        window = at.open(path)
        at.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        at.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert len(window.findChildren(SetPrinting)) == 1, "asked twice, it prints twice"
        dialog = print_dialog(at, window)
        assert {sheaf.way for sheaf in dialog.chosen} == {"draft"}
        dialog.reject()


def test_what_was_made_is_printed_as_it_was_made(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "made.maskdesk"
    save_dossier(remembering(sealed_viet_nam(), ink_viet_nam(), MOMENT), path)
    with desk(qtbot, tmp_path) as at:
        window = at.open(path)
        at.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        dialog = print_dialog(at, window)
        files = [paper.file for paper in ink_viet_nam().manifest.papers]
        assert [sheaf.file for sheaf in dialog.chosen] == files
        assert {sheaf.way for sheaf in dialog.chosen} == {"ink"}
        dialog.reject()
