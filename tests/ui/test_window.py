"""A dossier's window: what the clerk sees while typing, going about, saving."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QFontInfo, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from desk.test_strangers import swollen
from maskdesk.desk.opening import open_dossier, user
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.language import LANGUAGES, Language
from maskdesk.store.container import save_container
from maskdesk.ui import portions
from maskdesk.ui.arrangement import SECTIONS, UNSHOWN, UNSHOWN_FIELDS, columns, groups
from maskdesk.ui.fields import FieldFrame
from maskdesk.ui.keys_sheet import KeysSheet
from maskdesk.ui.pages.section_page import SectionPage
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk
from ui.keyboard import focused

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SHORT = "viet-nam-2020-04-20-short"


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def frame(window: DossierWindow, path: str) -> FieldFrame:
    window.lead_to(path)
    QApplication.processEvents()
    return next(one for one in window.page(window.section).all_frames() if one.path == path)


def said_at(field: FieldFrame) -> list[str]:
    labels = field.findChildren(QLabel)
    return [one.text() for one in labels if one.property("tone") and one.isVisible()]


def undo_in_menu(window: DossierWindow) -> str:
    menus = [one for one in window.menuBar().findChildren(QMenu) if "Edit" in one.title()]
    menus[0].aboutToShow.emit()  # a menu that is really open would hold the keyboard
    return window.menus.actions["undo"].text()


def test_what_is_typed_counts_at_once_and_is_saved_by_ctrl_s(seat: Desk) -> None:
    path = seat.sample("viet-nam-2020-05-06")
    window = seat.open(path)
    frame(window, "contract.invoice_number").focus_input()
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type("INV-77")
    assert window.editing.dossier.contract.invoice_number == "INV-77"
    assert window.isWindowModified()
    seat.save(window)
    assert not window.isWindowModified()
    assert open_dossier(path).dossier.contract.invoice_number == "INV-77"


def test_that_saves_go_without_a_copy_on_this_computer_is_said_once(seat: Desk) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    seat.desktop.workplace.folder.mkdir(parents=True, exist_ok=True)
    (seat.desktop.workplace.folder / "backups").write_bytes(b"in the way")
    told: list[str] = []

    def close_what_is_asked() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.close()

    watch = QTimer()
    watch.timeout.connect(close_what_is_asked)
    watch.start(10)
    for number in ("INV-1", "INV-2"):
        seat.activate(window)
        frame(window, "contract.invoice_number").focus_input()
        seat.press(Qt.Key.Key_A, CTRL)
        seat.type(number)
        seat.save(window)
    watch.stop()
    assert open_dossier(path).dossier.contract.invoice_number == "INV-2"
    assert told == [f"No backup of {path.name} could be kept on this computer."]


def test_the_title_says_reference_section_and_draft(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("goods")
    reference, section, state = window.windowTitle().replace("[*]", "").split(" – ")
    assert reference == window.editing.dossier.head.reference
    assert (section, state) == ("Goods", "DRAFT")


def test_a_number_with_a_letter_in_it_is_kept_and_said_after_the_field_is_left(
    seat: Desk,
) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    field = frame(window, "contract.pieces_ordered")
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type("12o")
    assert window.editing.dossier.contract.pieces_ordered == Unread(typed="12o")
    assert said_at(field) == []
    seat.press(Qt.Key.Key_Tab)
    assert any("12o" in text for text in said_at(field))
    assert isinstance(field.input.focus_widget, QLineEdit)
    assert field.input.focus_widget.text() == "12o"


def test_what_can_be_read_two_ways_offers_both(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    field = frame(window, "contract.pieces_ordered")
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type("60.000")
    seat.press(Qt.Key.Key_Tab)
    assert "60,000" in [button.text() for button in field.choices()]
    field.choices()[1].click()
    assert window.editing.dossier.contract.pieces_ordered == 60000
    assert said_at(field) == []


def test_undo_takes_a_run_of_typing_back_and_leads_there(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    before = window.editing.dossier.contract.invoice_number
    frame(window, "contract.invoice_number")
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type("X-1")
    window.show_section("head")
    assert "Invoice number" in undo_in_menu(window)
    seat.press(Qt.Key.Key_Z, CTRL)
    assert window.editing.dossier.contract.invoice_number == before
    assert window.section == "contract"
    shown = focused()
    assert isinstance(shown, QLineEdit)
    assert shown.text() == (before or "")
    seat.press(Qt.Key.Key_Y, CTRL)
    assert window.editing.dossier.contract.invoice_number == "X-1"


def test_the_next_finding_leads_to_its_field_by_f8(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("head")
    seat.press(Qt.Key.Key_F8)
    first = window.section
    seat.press(Qt.Key.Key_F8)
    assert first in ("support", "contract", "customs", "goods")
    assert window.findings.tree.currentIndex().data() is not None


def test_a_finding_s_field_is_in_view_where_f8_leads(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.resize(900, 500)
    for _ in range(8):
        seat.press(Qt.Key.Key_F8)
        QApplication.processEvents()
        assert not focused().visibleRegion().isEmpty(), window.section


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_of_a_menu_has_a_letter_of_its_own(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    with desk(qtbot, tmp_path, language=language) as other:
        window = other.new()
        for menu in window.menuBar().findChildren(QMenu):
            entries = [action.text() for action in menu.actions() if "&" in action.text()]
            letters = [text[text.index("&") + 1].casefold() for text in entries]
            assert len(set(letters)) == len(letters), entries


def test_the_sheet_of_keys_tells_chinese_entries_without_their_letters(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path, language="zh") as other:
        window = other.new()
        sheet = KeysSheet(window, other.desktop.speech, window.menus.actions.listed())
        listed = sheet.findChildren(QTreeView)[0].model()
        told = [listed.index(row, 1).data() for row in range(listed.rowCount())]
        assert "保存" in told
        assert not [text for text in told if "(" in text]
        sheet.deleteLater()


def test_a_finding_that_is_settled_gives_way_to_the_next_that_waits(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    findings = window.findings
    seat.press(Qt.Key.Key_F8)
    first = findings.tree.currentIndex().data()
    short = window.editing.dossier.support[0]
    window.editing.put(f"support[{short.id}].pieces_pledged", 9_000_000)
    seat.until(lambda: findings.tree.currentIndex().data() != first)
    waiting = [findings.model.item(row) for row in (0, 1)]
    shown = findings.tree.currentIndex()
    assert shown.parent().data() in [head.text() for head in waiting] or not shown.isValid()
    settled = findings.model.item(3)
    assert not findings.tree.isExpanded(settled.index())


def test_a_text_that_cannot_be_read_is_counted_below_and_gone_to_by_f8(seat: Desk) -> None:
    window = seat.new()
    window.editing.edit("contract.value", "two hundred")
    seat.until(lambda: window.open_count.text() == "1 text unread")
    seat.press(Qt.Key.Key_F8)
    shown = focused()
    assert isinstance(shown, QLineEdit)
    assert shown.text() == "two hundred"


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_no_letter_opens_two_things_on_the_home_window(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    with desk(qtbot, tmp_path, language=language) as seat:
        seat.program.show_home()
        home = seat.program.home
        assert home is not None
        texts = [one.text() for one in home.menuBar().actions()]
        texts += [one.text() for one in home.findChildren(QPushButton) if one.text()]
        letters = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
        assert sorted(set(letters)) == sorted(letters)


def test_a_blank_dossier_is_calm(seat: Desk) -> None:
    window = seat.new()
    notes = {window.sections.note(section) for section in SECTIONS if section != "check"}
    assert notes == {"Not started"}
    for section in SECTIONS:
        window.show_section(section)
        said = [text for one in window.page(section).all_frames() for text in said_at(one)]
        assert said == []


def test_what_is_unfilled_is_said_only_after_the_section_was_left(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("output")
    page = window.page("output")
    assert isinstance(page, SectionPage)
    assert [text for one in page.all_frames() for text in said_at(one)] == []
    window.show_section("head")
    window.show_section("output")
    QApplication.processEvents()
    assert [text for one in page.all_frames() for text in said_at(one)] != []
    assert page.summary.isVisible()


def test_proposing_the_missing_pieces_adds_a_row_that_does_not_count_yet(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("support")
    finding = next(one for one in window.editing.report.findings if one.cures)
    window.settling.cure(finding.cures[0], finding)
    row = window.editing.dossier.support[-1]
    assert (row.pieces_pledged, row.standing) == (60_000, "proposed")
    QApplication.processEvents()
    assert any(one.key == finding.key and one.open for one in window.editing.report.findings)


def test_the_language_changes_while_the_window_is_open(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    field = frame(window, "contract.number")
    seat.desktop.speech.speak("vi")
    assert field.label.text() == "Số hợp đồng"
    assert window.sections.item(0).text() == "Thông tin chung"
    seat.desktop.speech.speak("zh")
    assert window.sections.item(0).text() == "基本信息"


def test_a_finding_says_in_the_clerk_s_language_who_issued_the_law(seat: Desk) -> None:
    seat.desktop.speech.speak("zh")
    window = seat.open(seat.sample("china-2020-05-06-kn95"))
    findings = window.editing.report.findings
    finding = next(one for one in findings if one.pack == "cn-12a-2020")
    window.findings.detail.show_finding(finding)
    said = [label.text() for label in window.findings.detail.findChildren(QLabel)]
    assert any(
        text.startswith("商务部、海关总署、国家市场监督管理总局，公告2020年第12号，第一条，")
        for text in said
    )


def test_chinese_is_drawn_as_china_writes_it_whatever_the_language_of_the_system(
    seat: Desk,
) -> None:
    seat.new()
    font = QApplication.font()
    font.setPointSize(31)  # what was drawn before is drawn alike for ever
    assert faces("直骨海", font) == {"noto sans cjk sc"}
    assert faces("Trạm Y tế", font) == {QFontInfo(font).family().casefold()}


def faces(words: str, font: QFont) -> set[str]:
    """The families that words are drawn with."""
    text = QTextLayout(words, font)
    text.beginLayout()
    text.createLine()
    text.endLayout()
    return {run.rawFont().familyName().casefold() for run in text.glyphRuns()}


def test_the_destination_says_what_its_authority_takes_the_goods_for(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2026-11-24"))
    window.show_section("destination")
    QApplication.processEvents()
    said = [label.text() for label in window.page("destination").findChildren(QLabel)]
    assert any(text.endswith("CE mark without a number") for text in said)


def test_pages_that_are_not_seen_go_one_at_a_time_before_the_text_grows(
    seat: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    for section in ("evidence", "goods", "contract"):
        window.show_section(section)
    window.lead_to("contract.number")
    visited, usual = set(window.pages), QApplication.font()
    monkeypatch.setattr(portions, "_PORTION_SECONDS", 0)
    seat.desktop.change_settings(text_percent=150)
    assert QApplication.font() == usual
    assert {"contract"} < set(window.pages) < visited
    seat.type("N")
    seat.until(lambda: QApplication.font() != usual)
    assert list(window.pages) == ["contract"]
    assert str(window.editing.dossier.contract.number).startswith("N"), "keys count all the while"
    seat.until(window.updatesEnabled)
    seat.desktop.change_settings(text_percent=100)
    seat.until(lambda: QApplication.font() == usual)


def test_another_text_size_sets_the_page_anew_and_leaves_the_clerk_where_they_were(
    seat: Desk,
) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    for section in ("evidence", "goods", "contract"):
        window.show_section(section)
    row = window.editing.dossier.goods[-1].id
    window.lead_to(f"goods[{row}].model")
    seat.type("MS-9")
    before = {section: page.heading.font().pointSizeF() for section, page in window.pages.items()}
    seat.set_text(150)
    assert window.editing.dossier.goods[-1].model == "MS-9", "what is typed into a cell counts"
    assert list(window.pages) == ["goods"], "the others are made anew when they are seen"
    seat.press(Qt.Key.Key_Delete)
    assert window.editing.dossier.goods[-1].model is None, "the keyboard is in the same cell"
    window.lead_to("contract.number")
    seat.set_text(100)
    assert window.place() == "contract.number"
    seat.type("N")
    assert str(window.editing.dossier.contract.number).endswith("N")
    for section, size in before.items():
        window.show_section(section)
        assert window.pages[section].heading.font().pointSizeF() == pytest.approx(size)


def test_a_second_opening_shows_the_window_there_is(seat: Desk) -> None:
    path = seat.sample(SHORT)
    assert seat.open(path) is seat.open(path)
    assert len(seat.program.windows) == 1


@pytest.fixture
def told(seat: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clerk is told, heard instead of shown in a dialog."""
    heard: list[str] = []
    monkeypatch.setattr(seat.desktop, "tell", lambda _: lambda failure: heard.append(str(failure)))
    return heard


def test_a_dossier_from_elsewhere_that_would_swell_is_refused_and_the_window_lives(
    seat: Desk, told: list[str]
) -> None:
    window = seat.open(seat.sample(SHORT))
    path = seat.folder / "stranger.maskdesk"
    save_container(swollen().container, path)
    seat.open_path(path)
    assert (
        "stranger.maskdesk was not opened: to read it takes too long or too much memory." in told[0]
    )
    window.show_standing()
    assert seat.program.windows == [window]


def test_what_another_saved_meanwhile_is_read_apart_before_it_is_shown(
    seat: Desk, told: list[str]
) -> None:
    path = seat.sample(SHORT)
    window = seat.open(path)
    save_container(swollen().container, path, over=True)
    window.reopen(path)
    assert "was not opened: to read it takes too long or too much memory." in told[0]
    assert window.file.path == path
    assert window.file.read_only is None


def test_who_opens_second_may_only_read_and_is_told_who_has_it(
    seat: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = seat.sample(SHORT)
    seat.open(path)
    other = Desk(qtbot, tmp_path / "other")
    try:
        window = other.open(path)
        assert user() in window.banner.text
        assert window.editing.read_only
        line = frame(window, "contract.number").input.focus_widget
        assert isinstance(line, QLineEdit)
        assert line.isReadOnly()
    finally:
        other.close()


def test_every_field_of_the_dossier_stands_in_one_group_and_every_column_exists() -> None:
    from maskdesk.dossier.fields import Field, Part, Rows, members

    def walk(struct: type, seen: set[type]) -> None:
        if struct in seen:
            return
        seen.add(struct)
        described = members(struct)
        fields = [name for name, one in described.items() if isinstance(one.description, Field)]
        if struct is not Dossier:
            grouped = [name for group in groups(struct) for name in group.names]
            hidden = UNSHOWN_FIELDS.get(struct, ())
            assert sorted((*grouped, *hidden)) == sorted(fields), struct
        for one in described.values():
            if one.struct is None or one.name in UNSHOWN:
                continue
            if isinstance(one.description, Rows):
                assert set(columns(one.struct)) <= set(members(one.struct)), one.struct
            if isinstance(one.description, Rows | Part):
                walk(one.struct, seen)

    walk(Dossier, set())
    assert set(members(Dossier)) - set(UNSHOWN) == set(SECTIONS) - {"check"}


def test_tab_leads_through_sections_page_and_findings_as_they_are_read(seat: Desk) -> None:
    window = seat.open(seat.sample(SHORT))
    window.show_section("contract")
    QApplication.processEvents()
    window.sections.setFocus()
    visited: list[str] = []
    for _ in range(60):
        seat.press(Qt.Key.Key_Tab)
        place = window.place()
        if place and place not in visited:
            visited.append(place)
    fields = [one.path for one in window.page("contract").all_frames()]
    assert visited[:4] == [
        "contract.number",
        "contract.type",
        "contract.signed",
        "contract.in_force",
    ]
    assert set(visited) == set(fields)
    seat.press(Qt.Key.Key_Backtab, SHIFT)
