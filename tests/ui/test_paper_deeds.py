"""From a dossier's window: papers are made and printed while the clerk goes on typing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.dossiers import viet_nam
from desk.made import MOMENT, ink_viet_nam, opened, sealed_viet_nam
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import save_dossier
from maskdesk.ui.printing import PrintDialog
from maskdesk.ui.set_printing import SetPrinting
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk

SAMPLE = "viet-nam-2020-04-20-short"


def print_dialog(at: Desk, window: DossierWindow) -> PrintDialog:
    """The dialog that asks what is printed, once it is there."""

    def there() -> bool:
        return window.findChild(PrintDialog) is not None

    at.qtbot.waitUntil(there)
    dialog = window.findChild(PrintDialog)
    assert dialog is not None
    return dialog


def test_the_clerk_goes_on_typing_while_drafts_are_made(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path) as at:
        window = at.open(at.sample(SAMPLE))
        at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        wizard = window.menus.papers.wizard
        assert wizard is not None
        qtbot.waitUntil(lambda: wizard.papers.list.topLevelItemCount() > 0)
        wizard.papers.none.click()
        first = wizard.papers.list.topLevelItem(0)
        assert first is not None
        first.setCheckState(0, Qt.CheckState.Checked)
        wizard.papers.go_on()
        wizard.settle.go_on()
        at.until(lambda: wizard.busy)
        assert not window.close()
        assert window.isVisible()
        at.activate(window)
        window.editing.edit("contract.number", "SAMPLE 2")
        qtbot.waitUntil(lambda: wizard.page is wizard.outcome)
        assert window.file.unsaved
        assert window.file.session.dossier.contract.number == "SAMPLE 2"
        drafts = Path(wizard.outcome.folder.text())
        assert (drafts / "manifest.json").is_file()


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
