"""The pages arranged by hand: what they show of a sample, and what the clerk does there."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from law.table import with_
from law.tables import viet_nam
from maskdesk.desk.opening import new_dossier, open_dossier, save_dossier
from maskdesk.desk.sealing import seal
from maskdesk.dossier.sections import GoodsLine, Move, Shipment
from maskdesk.language import Language
from maskdesk.rules.ground import known
from maskdesk.store.resources import resource
from maskdesk.ui.arrangement import CHECK
from maskdesk.ui.asking import ReasonDialog
from maskdesk.ui.fields.choice_inputs import TicksInput
from maskdesk.ui.law_window import LawWindow
from maskdesk.ui.pages.cards import FieldCards
from maskdesk.ui.pages.certificates_page import CertificatesPage
from maskdesk.ui.pages.check_page import CheckPage
from maskdesk.ui.pages.destination_page import DestinationPage
from maskdesk.ui.pages.hand_in_page import STEP_FIELDS, HandInPage
from maskdesk.ui.pages.papers_page import PapersPage
from maskdesk.ui.pages.section_page import SectionPage
from maskdesk.ui.pages.support_page import SupportPage
from maskdesk.ui.step_dialog import StepDialog
from maskdesk.ui.what_if import WhatIf
from maskdesk.ui.window import DossierWindow
from ui.desks import OFFICE, Desk, desk
from ui.keyboard import focused

SHORT, CLEAR = "viet-nam-2020-04-20-short", "viet-nam-2020-05-06"


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


@pytest.fixture
def later(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path, dt.date(2020, 5, 6)) as one:
        yield one


def texts(page: object) -> str:
    labels = page.findChildren(QLabel)  # type: ignore[attr-defined]  # every page is a widget
    return "\n".join(label.text() for label in labels if label.isVisible())


def sealed(seat: Desk) -> DossierWindow:
    window = seat.open(seat.sample(CLEAR))
    file = window.file
    change = file.commit(lambda opened: seal(opened, OFFICE.law, seat.now, seat.now.date()))
    window.editing.tell(change)
    window.show_standing()
    return window


def test_the_support_page_says_what_counts_and_what_is_short(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("support")
    QApplication.processEvents()
    page = window.page("support")
    assert isinstance(page, SupportPage)
    said = texts(page.totals)
    assert "1,220,000 counted of 1,280,000 needed" in said
    assert "60,000 short" in said
    offers = [one for one in page.totals.findChildren(QPushButton) if one.isVisible()]
    offers[0].click()
    assert window.editing.dossier.support[-1].pieces_pledged == 60_000
    QApplication.processEvents()
    assert "60,000 more are proposed" in texts(page.totals)


def test_what_is_short_is_said_once_on_the_support_page_after_it_was_left(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    for section in ("support", "goods", "support"):
        window.show_section(section)
        QApplication.processEvents()
    page = window.page("support")
    assert texts(page).count("60,000 short") == 1
    assert isinstance(page, SupportPage)
    assert "60,000 short" in texts(page.summary)


def test_the_destination_page_says_which_papers_are_due_and_why(later: Desk) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section("destination")
    QApplication.processEvents()
    page = window.page("destination")
    assert isinstance(page, DestinationPage)
    assert "Quality and supply undertaking" in texts(page.due)


def test_what_is_not_covered_follows_the_country_and_the_names_of_the_goods(later: Desk) -> None:
    window = later.new()
    window.editing.put("head.origin", "VN")
    window.editing.insert("goods", GoodsLine(id="g", kind="non-medical-mask"))
    window.show_section("destination")
    page = window.page("destination")
    assert isinstance(page, DestinationPage)
    later.until(lambda: "enter the country of destination" in texts(page.due))
    window.editing.put("destination.country", "DE")
    later.until(lambda: "into Germany" in texts(page.due))
    assert "enter the country of destination" not in texts(page.due)
    window.editing.edit("goods[g].model", "MS-9")
    later.until(lambda: "MS-9" in texts(page.due))


def test_the_grid_says_of_each_paper_whether_it_fits_and_why(seat: Desk, qtbot: QtBot) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("certificates")
    page = window.page("certificates")
    assert isinstance(page, CertificatesPage)
    qtbot.waitUntil(lambda: page.grid.model.rowCount() > 0)
    model = page.grid.model
    cells = {model.index(row, 0).data(): model.index(row, 1) for row in range(model.rowCount())}
    assert cells["EN 14683:2019+AC:2019 (standard)"].data() == "fits"
    refused = cells["SAMPLE-13485-0001 (certificate)"]
    assert refused.data() == "does not fit"
    page.grid.tree.setCurrentIndex(refused)
    assert page.grid.reason.text().startswith("Germany: does not fit.")


def test_the_grid_comes_back_with_what_was_taken_back(seat: Desk, qtbot: QtBot) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("certificates")
    page = window.page("certificates")
    assert isinstance(page, CertificatesPage)
    qtbot.waitUntil(lambda: page.grid.reason.text() == "Working out what fits …")
    qtbot.waitUntil(page.grid.tree.isVisible)
    window.editing.put("destination.country", None)
    qtbot.waitUntil(lambda: page.grid.reason.text().startswith("Give the goods"))
    assert not page.grid.tree.isVisible()
    window.editing.undo()
    window.show_section("certificates")
    qtbot.waitUntil(page.grid.tree.isVisible)
    assert page.grid.model.rowCount() > 0


def test_a_paper_on_wish_is_made_by_choosing_it(later: Desk) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section("papers")
    page = window.page("papers")
    assert isinstance(page, PapersPage)
    others = page.model.item(1)
    wished = others.child(0)
    page.tree.setCurrentIndex(wished.index())
    form = wished.data(Qt.ItemDataRole.UserRole)[0]
    page.settle.click()
    QApplication.processEvents()
    row = window.editing.dossier.papers[-1]
    assert (row.form, row.wished) == (form, True)
    planned = page.model.item(0)
    keys = [planned.child(at).data(Qt.ItemDataRole.UserRole)[0] for at in range(planned.rowCount())]
    assert form in keys


def test_the_check_page_tells_all_answers_and_leads_back(later: Desk, qtbot: QtBot) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section("check")
    page = window.page("check")
    assert isinstance(page, CheckPage)
    number = str(window.editing.dossier.contract.number)
    qtbot.waitUntil(lambda: number in page.answers.plain_text())
    window.lead_to("contract.number")
    assert window.section == "contract"
    assert window.back.isVisible()
    window.back.findChildren(QPushButton)[-1].click()
    assert window.section == "check"


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_the_names_of_the_papers_are_shown_whole(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    with desk(qtbot, tmp_path, dt.date(2020, 5, 6), language) as seat:
        window = seat.open(seat.sample(CLEAR))
        window.resize(1366, 768)
        window.show_section(CHECK)
        QApplication.processEvents()
        tree = window.findChild(QTreeView, "plannedPapers")
        assert tree is not None
        assert tree.columnWidth(0) >= tree.sizeHintForColumn(0)


def test_the_names_of_the_papers_take_the_room_of_a_bar_that_went(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path, language="vi") as seat:
        window = seat.open(seat.sample(SHORT))
        window.resize(1180, 800)
        window.show_section(CHECK)
        tree = window.findChild(QTreeView, "plannedPapers")
        assert tree is not None
        bar, high = tree.verticalScrollBar(), tree.height()
        tree.setFixedHeight(high // 2)
        qtbot.waitUntil(bar.isVisible)
        beside = tree.columnWidth(0)
        tree.setFixedHeight(high)
        qtbot.waitUntil(lambda: not bar.isVisible())
        assert tree.columnWidth(0) == beside + bar.width()


def test_f9_leads_to_what_is_open_wherever_the_page_was_left(later: Desk) -> None:
    window = later.open(later.sample(SHORT))
    for _ in range(2):
        later.press(Qt.Key.Key_F9)
        QApplication.processEvents()
        button = focused()
        assert isinstance(button, QPushButton)
        assert button.text() == "Acknowledge …"
        assert not button.visibleRegion().isEmpty()
        for _ in range(8):
            later.press(Qt.Key.Key_Tab)
        window.page(CHECK).view.verticalScrollBar().setValue(5_000)


def test_a_long_name_that_evidence_proves_makes_the_page_no_broader(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path, dt.date(2020, 5, 6), "zh") as seat:
        window = seat.open(seat.sample("china-2020-05-06-kn95"))
        window.resize(900, 700)
        proved = window.editing.dossier.certificates[0]
        window.editing.put(f"certificates[{proved.id}].number", "SAMPLE-" * 20)
        for row in window.editing.dossier.evidence:
            window.lead_to(f"evidence[{row.id}].file")
            QApplication.processEvents()
            view = window.page("evidence").view
            inside = view.widget()
            assert inside is not None
            assert inside.width() <= view.viewport().width(), row.file


def test_an_edit_tells_only_the_answers_of_its_own_section_anew(later: Desk, qtbot: QtBot) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section("check")
    page = window.page("check")
    assert isinstance(page, CheckPage)
    qtbot.waitUntil(lambda: "moves" in page.answers.texts())
    QApplication.processEvents()
    changed: set[str] = set()
    for section, text in page.answers.texts().items():
        text.document().contentsChanged.connect(partial(changed.add, section))
    window.editing.put("contract.number", "OTHER-7")
    qtbot.waitUntil(lambda: "OTHER-7" in page.answers.plain_text())
    assert changed == {"contract"}
    window.show_section("contract")
    window.show_section("check")
    window.resize(window.width() + 80, window.height())
    widths = {text.width() for text in page.answers.texts().values()}
    qtbot.waitUntil(
        lambda: all(
            text.document().textWidth() == text.width() for text in page.answers.texts().values()
        )
    )
    assert len(widths) == 1
    assert changed == {"contract"}


def test_a_sealed_version_can_only_be_read_and_is_amended_with_a_reason(later: Desk) -> None:
    window = sealed(later)
    assert "SEALED" in window.windowTitle()
    window.show_section("contract")
    frames = list(window.page("contract").all_frames())
    number = next(one for one in frames if one.path == "contract.number")
    line = number.input.focus_widget
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert window.menus.actions["amend"].isEnabled()
    assert not window.menus.actions["seal"].isEnabled()


def test_a_field_that_can_only_be_read_from_now_on_looks_so(later: Desk) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section("contract")
    frames = window.page("contract").all_frames()
    line = next(one for one in frames if one.path == "contract.number").input.focus_widget
    written_on = line.palette().base().color()
    assert ground(line) == written_on
    window.editing.tell(
        window.file.commit(lambda opened: seal(opened, OFFICE.law, later.now, later.now.date()))
    )
    window.show_standing()
    assert ground(line) != written_on


def ground(field: QWidget) -> QColor:
    """The colour a field is written on."""
    return field.grab().toImage().pixelColor(field.width() // 2, field.height() - 5)


def test_an_amendment_is_said_to_have_saved_the_dossier(later: Desk) -> None:
    window = sealed(later)
    later.now += dt.timedelta(hours=2)

    def give_a_reason() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        dialog.findChildren(QPlainTextEdit)[0].setPlainText("SAMPLE: a wrong number.")
        dialog.accept()

    QTimer.singleShot(0, give_a_reason)
    window.menus.amend()
    assert "DRAFT" in window.windowTitle()
    assert window.kept.text() == "Saved 11:30"


def test_hidden_deeds_of_the_check_page_leave_no_gap(later: Desk) -> None:
    window = later.open(later.sample(CLEAR))
    window.show_section(CHECK)
    QApplication.processEvents()
    page = window.page(CHECK)
    deeds = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    seal_it, drafts, what_if = sorted(deeds, key=lambda one: (one.y(), one.x()))[:3]
    between = drafts.x() - seal_it.geometry().right()
    assert what_if.x() - drafts.geometry().right() == between


def test_only_steps_that_may_follow_are_offered_and_one_is_recorded(
    later: Desk, qtbot: QtBot
) -> None:
    window = sealed(later)
    window.show_section("moves")
    page = window.page("moves")
    assert isinstance(page, HandInPage)
    QApplication.processEvents()
    steps = [one for one in page.standing.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in steps] == ["Handed in"]
    step = Move(id="step", kind="handed-in", day=later.now.date())
    dialog = StepDialog(window, later.desktop.speech, step, ("authority", "receipt"))
    qtbot.addWidget(dialog)
    receipt = dialog.findChild(QLineEdit, "receipt")
    assert receipt is not None
    QTest.keyClicks(receipt, "R-1")
    assert dialog.step.receipt == "R-1"
    assert dialog.step.day == dt.date(2020, 5, 6)


def test_the_balance_of_each_licence_stands_at_the_hand_in_and_the_clerk_says_what_is_missing(
    seat: Desk,
) -> None:
    path = seat.sample(SHORT)
    opened = open_dossier(path)
    april, may = dt.date(2020, 4, 8), dt.date(2020, 4, 16)
    dossier = replace(
        opened.dossier,
        moves=(
            Move(id="a", version=1, kind="accepted", number="GP-1", pieces=1_000_000, day=april),
            Move(id="b", version=2, kind="accepted", number="GP-2", pieces=500_000, day=may),
        ),
        shipments=(
            Shipment(id="s1", name="First", state="shipped", pieces=300_000, shipped=april),
            Shipment(id="s2", name="Second", state="shipped", pieces=200_000, shipped=may),
        ),
    )
    save_dossier(opened.with_dossier(dossier), path)
    window = seat.open(path)
    window.show_section("moves")
    QApplication.processEvents()
    page = window.page("moves")
    assert isinstance(page, HandInPage)
    unsaid = "left. Say how many pieces left, and under which licence: Second."
    several = (
        "Each licence is counted by itself: only the authority's paper says whether a later one "
        "replaces an earlier one."
    )
    assert texts(page.licensed).splitlines()[1:] == [
        f"Licence GP-1: 1,000,000 pieces, 300,000 shipped, at most 700,000 {unsaid}",
        f"Licence GP-2: 500,000 pieces, 0 shipped, at most 500,000 {unsaid}",
        several,
    ]
    window.lead_to("shipments[s2].licence")
    seat.press(Qt.Key.Key_End)
    box = focused()
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Accepted GP-2 16 Apr 2020"
    window.show_section("moves")
    QApplication.processEvents()
    assert texts(page.licensed).splitlines()[1:] == [
        "Licence GP-1: 1,000,000 pieces, 300,000 shipped, 700,000 left.",
        "Licence GP-2: 500,000 pieces, 200,000 shipped, 300,000 left.",
        several,
    ]


def test_a_dossier_without_a_licence_speaks_of_none(later: Desk) -> None:
    window = sealed(later)
    window.show_section("moves")
    page = window.page("moves")
    assert isinstance(page, HandInPage)
    assert not page.licensed.isVisible()


def test_a_refusal_keeps_authority_the_number_of_its_paper_and_the_reason(
    later: Desk, qtbot: QtBot
) -> None:
    window = later.open(later.sample(CLEAR))
    step = Move(id="step", kind="refused", day=later.now.date())
    dialog = StepDialog(window, later.desktop.speech, step, STEP_FIELDS["refused"])
    qtbot.addWidget(dialog)
    for name, text in (("authority", "SAMPLE"), ("number", "TB-7/SAMPLE")):
        line = dialog.findChild(QLineEdit, name)
        assert line is not None
        QTest.keyClicks(line, text)
    reason = dialog.findChild(QPlainTextEdit, "reason")
    assert reason is not None
    QTest.keyClicks(reason, "SAMPLE: the lots are missing")
    step = dialog.step
    assert (step.authority, step.number) == ("SAMPLE", "TB-7/SAMPLE")
    assert step.reason == "SAMPLE: the lots are missing"


def test_another_day_is_compared_with_today(seat: Desk, qtbot: QtBot) -> None:
    window = seat.open(seat.sample(SHORT))
    dialog = WhatIf(window)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.day, "2020-05-06")
    qtbot.waitUntil(lambda: "Goes" in dialog.text.toPlainText())
    assert "Resolution 20" in dialog.text.toPlainText()


def test_a_day_that_changes_nothing_says_which_days_stay(seat: Desk, qtbot: QtBot) -> None:
    dialog = WhatIf(seat.open(seat.sample(SHORT)))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.day, "2020-04-21")
    qtbot.waitUntil(lambda: "Nothing changes" in dialog.text.toPlainText())
    assert "stay as they are" in dialog.text.toPlainText()


def test_a_term_that_runs_out_is_not_told_as_new_law(qtbot: QtBot, tmp_path: Path) -> None:
    ends = with_("certificates[c2].expires", dt.date(2023, 6, 20))
    path = tmp_path / "devices.maskdesk"
    save_dossier(new_dossier(ends(viet_nam.BASES["devices-2023"])), path)
    with desk(qtbot, tmp_path, dt.date(2023, 6, 1)) as seat:
        dialog = WhatIf(seat.open(path))
        dialog.show()
        QTest.keyClicks(dialog.day, "2023-07-01")
        qtbot.waitUntil(lambda: "Changes" in dialog.text.toPlainText())
        assert "a term runs out, 21 Jun 2023" in dialog.text.toPlainText()


def test_a_dossier_saved_in_the_window_opens_on_the_command_line_too(later: Desk) -> None:
    window = sealed(later)
    path = window.file.path
    assert path is not None
    assert open_dossier(path).versions == (1,)


def test_a_pack_that_arrives_as_a_file_holds_from_the_next_dossier_on(
    seat: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "sample-law-pack.toml"
    file.write_bytes(resource("help/sample-law-pack.toml"))
    pack = seat.program.install_law(file)
    law = seat.desktop.office.law
    assert pack in {one.id for one in law}
    window = LawWindow(seat.new(), seat.desktop.speech, lambda: law, None, seat.program.install_law)
    qtbot.addWidget(window)
    window.wanted.setText(pack)
    assert window.model.item(0).rowCount() == 1


def ticks(seat: Desk) -> tuple[DossierWindow, TicksInput]:
    """A new dossier's window, and where draft packs are ticked."""
    window = seat.new()
    frames = {one.path: one for one in window.page("head").all_frames()}
    found = frames["head.basis"].input
    assert isinstance(found, TicksInput)
    return window, found


def said(field: TicksInput) -> str:
    return "\n".join(one.text() for one in field.findChildren(QLabel) if one.isVisible())


def test_what_is_typed_into_the_table_of_a_section_stands_in_the_fields_below(seat: Desk) -> None:
    window = seat.new()
    window.show_section("exporter")
    page = window.page("exporter")
    assert isinstance(page, SectionPage)
    content = page.content
    assert isinstance(content, FieldCards)
    list(content.all_frames())
    content.lead_to("exporter.signatories")
    seat.type("Wang")
    seat.press(Qt.Key.Key_Tab)
    seat.type("Director")
    seat.press(Qt.Key.Key_Return)
    shown = [frame.input.focus_widget for frame in content.lists["signatories"].all_frames()]
    words = [line.text() for line in shown if isinstance(line, QLineEdit)]
    assert words[:2] == ["Wang", "Director"]


def test_why_no_draft_pack_can_be_chosen_follows_origin_and_language(seat: Desk) -> None:
    window, basis = ticks(seat)
    assert said(basis) == "Choose the origin first."
    window.editing.edit("head.origin", "EU")
    assert said(basis) == "There is no draft pack for this origin."
    seat.desktop.speech.speak("vi")
    assert said(basis)
    assert "draft" not in said(basis)


def test_a_box_to_tick_says_whose_it_is_in_every_language(seat: Desk) -> None:
    window, basis = ticks(seat)
    window.editing.edit("head.origin", "VN")
    QApplication.processEvents()
    for language in ("en", "vi", "zh"):
        seat.desktop.speech.speak(language)
        label = seat.desktop.speech.say("Also prepared under (draft packs)")
        QApplication.processEvents()
        boxes = [one for one in basis.findChildren(QCheckBox) if one.isVisible()]
        assert boxes
        assert all(one.accessibleName() == f"{label}: {one.text()}" for one in boxes)


def test_a_draft_pack_of_another_origin_can_still_be_taken_off(seat: Desk) -> None:
    window, basis = ticks(seat)
    window.editing.edit("head.origin", "VN")
    basis.findChildren(QCheckBox)[0].click()
    assert known(window.editing.dossier.head.basis)
    window.editing.edit("head.origin", "CN")
    QApplication.processEvents()
    (left,) = [one for one in basis.findChildren(QCheckBox) if one.isVisible()]
    assert left.isChecked()
    left.click()
    assert not known(window.editing.dossier.head.basis)


def test_every_answer_stands_on_a_line_of_its_own(seat: Desk, qtbot: QtBot) -> None:
    window = seat.new()
    window.show_section(CHECK)
    page = window.page(CHECK)
    assert isinstance(page, CheckPage)
    qtbot.waitUntil(lambda: "Hand-in" in page.answers.plain_text())
    lines = [one.strip() for one in page.answers.plain_text().splitlines()]
    assert "Nothing given." in lines
    assert "Parties Change" in lines
    assert "1" in lines, "what MaskDesk fills in itself cannot be changed"
