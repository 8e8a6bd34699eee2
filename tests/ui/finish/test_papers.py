"""The list of papers: what is ready, what is held up and why, and how each is finished."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.dossiers import china, viet_nam
from desk.made import FEW, opened, sealed, sealed_china, sealed_viet_nam
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.workers import Workers
from maskdesk.dossier.paths import put
from maskdesk.store.lock import acquire
from ui.finish.clerk import Clerk, at_the_wizard

JOINT = "cn-joint-declaration"


def ticked(clerk: Clerk) -> set[str]:
    shown = clerk.dialog.papers.list
    items = (shown.topLevelItem(at) for at in range(shown.topLevelItemCount()))
    return {
        item.data(0, Qt.ItemDataRole.UserRole)
        for item in items
        if item is not None and item.checkState(0) == Qt.CheckState.Checked
    }


def held_up() -> OpenDossier:
    return sealed(put(china(), "destination.importer_accepts_standard", None))


def test_what_is_ready_is_ticked_and_what_is_held_up_says_why(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, held_up(), workers) as clerk:
        assert JOINT not in ticked(clerk)
        assert {"commercial-invoice", "packing-list", "counter-sheet"} <= ticked(clerk)
        assert clerk.line(JOINT).text(2) == "held up"
        clerk.go_to(JOINT)
        about = clerk.dialog.papers.about.toPlainText()
        assert "Held up: " in about
        assert "Have the importer confirm that it accepts the quality standard" in about
        clerk.press(Qt.Key.Key_Space)
        assert JOINT not in ticked(clerk)
        clerk.take("draft")
        assert JOINT in ticked(clerk)
        assert clerk.line(JOINT).text(2) == "draft only: held up"
        assert clerk.line(JOINT).text(1) == "DRAFT"


def test_what_is_open_before_the_hand_in_is_made_and_said(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_china(), workers) as clerk:
        assert JOINT in ticked(clerk)
        assert clerk.line(JOINT).text(2) == "ready, but not to be handed in yet"
        clerk.go_to(JOINT)
        assert "The importer has not signed" in clerk.dialog.papers.about.toPlainText()


def test_one_paper_may_be_finished_otherwise_than_the_rest(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.go_to("commercial-invoice")
        clerk.alt("T")
        clerk.press(Qt.Key.Key_Down)
        assert clerk.line("commercial-invoice").text(1) == "For ink and seal"
        assert clerk.line("vn-undertaking").text(1) == "Signed electronically"
        clerk.go_to("counter-sheet")
        assert not clerk.dialog.papers.way.isEnabled()
        clerk.press(Qt.Key.Key_Space)
        assert "counter-sheet" in ticked(clerk)


def test_with_nothing_ticked_the_clerk_is_told_and_stays(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.tick_only()
        clerk.alt("N")
        assert clerk.dialog.papers.remark.text == "Tick at least one paper."
        assert clerk.dialog.page is clerk.dialog.papers
        clerk.tick_only(*FEW)
        assert clerk.dialog.papers.remark.text == ""
        assert ticked(clerk) == {*FEW, "counter-sheet"}
        clerk.alt("A")
        assert len(ticked(clerk)) > 5


def test_an_unsealed_dossier_gives_drafts_alone(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, opened(viet_nam()), workers) as clerk:
        papers = clerk.dialog.papers
        enabled = {name for name, button in papers.manners.items() if button.isEnabled()}
        assert enabled == {"draft"}
        assert papers.manners["draft"].isChecked()
        assert "not sealed" in papers.remark.text


def test_what_changed_since_the_seal_is_said(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    changed = sealed_viet_nam().with_dossier(put(viet_nam(), "contract.number", "SAMPLE 2"))
    with at_the_wizard(qtbot, tmp_path, changed, workers) as clerk:
        assert "version 1 as it was sealed" in clerk.dialog.papers.remark.text
        assert clerk.dialog.papers.manners["signed"].isEnabled()


def test_who_may_only_read_makes_drafts_and_is_told_who_has_it(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    from desk.made import MOMENT

    path = tmp_path / "SAMPLE Khẩu trang.maskdesk"
    with (
        acquire(path, "SAMPLE other", MOMENT),
        at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk,
    ):
        assert not clerk.dialog.papers.manners["signed"].isEnabled()
        assert "SAMPLE other" in clerk.dialog.papers.remark.text


def test_papers_of_several_rows_stand_as_one_line_with_their_number(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    customs = viet_nam().customs
    (declaration,) = customs.declarations
    two = replace(customs, declarations=(declaration, replace(declaration, id="d2")))
    with at_the_wizard(qtbot, tmp_path, opened(viet_nam(customs=two)), workers) as clerk:
        assert clerk.line("customs-data-sheet").text(0).endswith(" (2)")
