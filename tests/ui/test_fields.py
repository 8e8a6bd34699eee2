"""Fields of every kind, typed into by real keys."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import Producer
from maskdesk.dossier.unread import Unread
from maskdesk.ui.fields import FieldFrame
from maskdesk.ui.window import DossierWindow
from ui.desks import Desk, desk
from ui.keyboard import focused

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def at(window: DossierWindow, path: str) -> FieldFrame:
    window.lead_to(path)
    QApplication.processEvents()
    page = window.page(window.section)
    return next(one for one in page.all_frames() if one.path == path)


def test_a_country_is_found_by_its_name(seat: Desk) -> None:
    window = seat.new()
    at(window, "destination.country")
    seat.type("Germany")
    seat.press(Qt.Key.Key_Tab)
    assert window.editing.dossier.destination.country == "DE"
    box = at(window, "destination.country").input.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "Germany (DE)"


@pytest.mark.parametrize(("typed", "code"), [("Viet Nam", "VN"), ("turkiye", "TR")])
def test_a_country_is_found_however_its_name_is_spelt(seat: Desk, typed: str, code: str) -> None:
    window = seat.new()
    at(window, "destination.country")
    seat.type(typed)
    seat.activate(window)  # without a window manager a list that closes leaves nothing active
    seat.press(Qt.Key.Key_Tab)
    assert window.editing.dossier.destination.country == code


def test_a_country_typed_without_marks_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    with desk(qtbot, tmp_path, language="vi") as seat:
        window = seat.new()
        at(window, "destination.country")
        seat.type("Duc")
        offered = QApplication.activePopupWidget()
        assert isinstance(offered, QListView)
        model = offered.model()
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Đức (DE)"]


def test_a_key_that_reaches_the_list_of_countries_late_is_not_lost(seat: Desk) -> None:
    window = seat.new()
    at(window, "exporter.country")
    seat.type("V")
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QListView)
    seat.press(Qt.Key.Key_Tab)
    seat.type("12")
    seat.program.show_home()
    assert seat.program.home is not None
    seat.activate(seat.program.home)
    QTest.keyClicks(offered, ", ")
    seat.activate(window)
    seat.type("Town")
    assert window.editing.dossier.exporter.address_local == "12, Town"


def test_chinese_sentences_at_a_field_follow_each_other_without_a_gap(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path, language="zh") as seat:
        field = at(seat.new(), "contract.value")
        seat.type("many")
        seat.press(Qt.Key.Key_Tab)
        said = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
        told = next(text for text in said if "many" in text)
        assert "。" in told.rstrip("。")
        assert "。 " not in told


def test_a_deed_whose_key_reaches_the_list_of_countries_late_is_done(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2020-04-20-short"))
    at(window, "destination.country")
    seat.type("Fra")
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QListView)
    seat.press(Qt.Key.Key_Tab)
    # X11 told just before that the list has the keyboard, so that no window of ours is active.
    seat.program.show_home()
    assert seat.program.home is not None
    seat.activate(seat.program.home)
    assert window.section == "destination"
    QTest.keyClick(offered, Qt.Key.Key_F8)
    assert window.section != "destination"


def test_keys_that_reach_the_list_of_an_answer_late_are_not_lost(seat: Desk) -> None:
    window = seat.new()
    box = at(window, "head.origin").input.findChild(QComboBox)
    assert box is not None
    seat.press(Qt.Key.Key_Down, ALT)
    seat.until(lambda: box.view().isVisible())
    offered = box.view()
    QTest.keyClicks(offered, "V")
    QTest.keyClick(offered, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Space):
        QTest.keyClick(offered, key)
    head = window.editing.dossier.head
    assert (head.origin, head.languages) == ("VN", ("en",))


def test_chinese_names_of_countries_stand_in_the_order_of_their_sound(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(qtbot, tmp_path, language="zh") as seat:
        box = at(seat.new(), "destination.country").input.findChild(QComboBox)
        assert box is not None
        listed = [box.itemText(row) for row in range(1, box.count())]
        wanted = ["澳大利亚 (AU)", "德国 (DE)", "法国 (FR)", "加拿大 (CA)", "中国 (CN)"]
        assert [one for one in listed if one in wanted] == wanted


def test_a_short_list_opens_whole(seat: Desk) -> None:
    box = at(seat.new(), "head.origin").input.findChild(QComboBox)
    assert box is not None
    seat.press(Qt.Key.Key_Down, ALT)
    seat.until(lambda: box.view().isVisible())
    QApplication.processEvents()
    assert box.view().verticalScrollBar().maximum() == 0
    box.hidePopup()


def test_a_country_is_found_by_its_two_letters(seat: Desk) -> None:
    window = seat.new()
    at(window, "destination.country")
    seat.type("ca")
    seat.press(Qt.Key.Key_Tab)
    assert window.editing.dossier.destination.country == "CA"


def test_what_is_no_country_stays_and_is_marked(seat: Desk) -> None:
    window = seat.new()
    at(window, "destination.country")
    seat.type("Atlantis")
    seat.activate(window)  # without a window manager a list that closes leaves nothing active
    seat.press(Qt.Key.Key_Tab)
    assert get(window.editing.dossier, "destination.country") == Unread(typed="Atlantis")


def test_an_answer_is_chosen_by_its_first_letter_and_taken_back(seat: Desk) -> None:
    window = seat.new()
    at(window, "destination.public_purchase")
    seat.type("Y")
    assert window.editing.dossier.destination.public_purchase is True
    seat.press(Qt.Key.Key_Home)
    assert window.editing.dossier.destination.public_purchase is None


def test_a_row_that_was_just_added_is_chosen_in_the_closed_list(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    line = window.editing.dossier.goods[0].id
    window.editing.put(f"goods[{line}].producer", None)
    at(window, f"goods[{line}].model")
    row = Producer(id="added", name_local="Zeta")
    window.editing.insert("producers", row)
    at(window, f"goods[{line}].producer")
    seat.type("Z")
    assert window.editing.dossier.goods[0].producer == "added"


def test_several_are_ticked_with_the_space_bar(seat: Desk) -> None:
    window = seat.new()
    at(window, "head.languages")
    seat.press(Qt.Key.Key_Space)
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Space)
    assert window.editing.dossier.head.languages == ("en", "vi")


def test_draft_packs_of_the_origin_are_offered_by_title(seat: Desk) -> None:
    window = seat.new()
    at(window, "head.origin")
    seat.type("V")
    QApplication.processEvents()
    field = at(window, "head.basis")
    seat.press(Qt.Key.Key_Space)
    basis = window.editing.dossier.head.basis
    assert isinstance(basis, tuple)
    assert basis[0].startswith("vn-2020-draft")
    assert field.input.isVisible()


def test_a_day_is_read_in_any_plain_way_and_shown_as_the_language_writes_it(seat: Desk) -> None:
    window = seat.new()
    field = at(window, "contract.signed")
    seat.type("2 April 2020")
    seat.press(Qt.Key.Key_Tab)
    assert window.editing.dossier.contract.signed == dt.date(2020, 4, 2)
    line = field.input.focus_widget
    assert isinstance(line, QLineEdit)
    assert line.text() == "2 Apr 2020"


def test_a_day_can_be_picked_with_the_keyboard_alone(seat: Desk) -> None:
    window = seat.new()
    at(window, "contract.signed")
    seat.type("2020-04-02")
    seat.press(Qt.Key.Key_Down, ALT)
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Return)
    assert window.editing.dossier.contract.signed == dt.date(2020, 4, 3)


def test_what_an_input_method_composes_counts_once_it_is_committed(seat: Desk) -> None:
    window = seat.new()
    at(window, "exporter.name_local")
    QApplication.sendEvent(focused(), QInputMethodEvent("zhong", []))
    assert window.editing.dossier.exporter.name_local is None
    event = QInputMethodEvent("", [])
    event.setCommitString("\u4e2d")
    QApplication.sendEvent(focused(), event)
    assert window.editing.dossier.exporter.name_local == "\u4e2d"


def test_decomposed_vietnamese_is_kept_composed(seat: Desk) -> None:
    window = seat.new()
    at(window, "exporter.name_local")
    event = QInputMethodEvent("", [])
    event.setCommitString("Nguye\u0302\u0303n")
    QApplication.sendEvent(focused(), event)
    assert window.editing.dossier.exporter.name_local == "Nguy\u1ec5n"


@pytest.mark.parametrize("path", ["exporter.address_local", "exporter.name_local"])
def test_what_was_begun_goes_on_after_a_look_into_another_window(seat: Desk, path: str) -> None:
    window = seat.new()
    at(window, path)
    seat.type("12 Sample ")
    seat.program.show_home()
    assert seat.program.home is not None
    seat.activate(seat.program.home)
    seat.activate(window)
    seat.type("Road")
    assert get(window.editing.dossier, path) == "12 Sample Road"


@pytest.mark.parametrize("path", ["exporter.address_local", "exporter.name_local"])
def test_a_step_back_is_seen_in_the_field_that_is_typed_into(seat: Desk, path: str) -> None:
    window = seat.new()
    line = at(window, path).input.focus_widget
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    shown = line.toPlainText if isinstance(line, QPlainTextEdit) else line.text
    seat.type("Lot 1")
    seat.press(Qt.Key.Key_Z, CTRL)
    assert shown() == ""
    seat.press(Qt.Key.Key_Y, CTRL)
    assert shown() == "Lot 1"
    seat.type("2")
    assert (shown(), get(window.editing.dossier, path)) == ("Lot 12", "Lot 12")


def test_help_opens_at_the_field_on_f1_and_stays_until_it_is_closed(seat: Desk) -> None:
    window = seat.new()
    field = at(window, "head.reference")
    seat.press(Qt.Key.Key_F1)
    assert field.help_text in field.visible_help
    seat.type("R")
    assert field.visible_help
    seat.press(Qt.Key.Key_Escape)
    assert not field.visible_help


def test_the_wheel_changes_no_answer(seat: Desk) -> None:
    window = seat.open(seat.sample("viet-nam-2020-05-06"))
    field = at(window, "contract.incoterm")
    before = window.editing.dossier.contract.incoterm
    box = field.input.findChild(QComboBox)
    assert box is not None
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert window.editing.dossier.contract.incoterm == before


def test_enter_moves_on_only_where_the_clerk_wants_it(seat: Desk) -> None:
    window = seat.new()
    at(window, "contract.number")
    seat.type("C-1")
    seat.press(Qt.Key.Key_Return)
    assert window.place() == "contract.number"
    seat.desktop.change_settings(enter_moves_on=True)
    seat.press(Qt.Key.Key_Return)
    assert window.place() == "contract.type"
