"""A clerk who sees nothing: what a screen reader is told, and what dictation and it can do.

All goes over the accessibility bus of the desktop. The keyboard serves where a bus has no deed:
in the list that opened, to choose by the first letters.
"""

from pathlib import Path

from maskdesk.desk.opening import open_dossier
from ui.end_to_end.screen import Screen, screen, until
from ui.end_to_end.screen_reader import ScreenReader, screen_reader

DAY = "2020-05-06 09:30:00"
TAX_CODE = "Tax code or unified social credit code"
ASKED = (
    "Enter the exporter's tax code: ten digits, or ten digits, a dash and the three of the branch."
)
# What the bus asks and Qt does not know, and what was gone when the bus asked for it.
BRIDGE = (
    "qt.accessibility.atspi: AtSpiAdaptor::applicationInterface does not implement",
    "qt.accessibility.atspi: Could not find accessible on path",
)


def test_a_dossier_is_filled_checked_cured_saved_and_read_again_over_the_accessibility_bus(
    tmp_path: Path,
) -> None:
    dossier = tmp_path / "dossier.maskdesk"
    with screen(tmp_path, accessible=True) as desk, screen_reader(desk) as reader:
        with desk.maskdesk(day=DAY) as program:
            _fill(desk, reader)
            _hear_what_is_missing(reader)
            _cure(reader)
            _save(reader, dossier)
            reader.press("menu item", "Quit")
            assert program.wait(60) == 0
        with desk.maskdesk(str(dossier), day=DAY):
            _read_again(reader)
            assert [line for line in desk.log().splitlines() if not line.startswith(BRIDGE)] == []
    saved = open_dossier(dossier).dossier
    assert saved.exporter.tax_code == "9990000018"
    assert saved.destination.country == "DE"


def _fill(desk: Screen, reader: ScreenReader) -> None:
    assert reader.find("push button", "New dossier").description == "Begin with an empty one."
    reader.press("push button", "New dossier")
    reader.find("frame", "New dossier – Head – DRAFT")
    reader.find("list item", "Head, Not started")
    assert reader.find("text", "Reference").description == (
        "Your own name for this consignment; it stands on every paper."
    )
    reader.write("Reference", "A11Y-1")
    reader.open("Origin")
    desk.press("v", "Return")
    reader.tick("Languages of the papers: English")
    assert "checked" in reader.find("check box", "Languages of the papers: English").states
    reader.find("list item", "Head, Complete")
    assert reader.find("combo box", "Origin").name == "Viet Nam"
    reader.choose("Exporter, Not started")
    reader.find("frame", "A11Y-1* – Exporter – DRAFT")
    reader.write("Name in the local language", "CÔNG TY MẪU")
    reader.write("Name in English", "SAMPLE Co.")
    reader.choose("Goods, Not started")
    assert reader.find("table", "Goods").description.startswith("No rows yet.")
    reader.press("push button", "Add row")
    reader.find("label", "Goods line: no. 1")
    reader.open("Kind of product")
    desk.type("Non")
    desk.press("Return")
    reader.write("Name in English", "Cloth mask")
    reader.write("Pieces declared", "10000")
    reader.find("table cell", "Cloth mask")
    headings = [one.name for one in reader.all("table column header")]
    assert {"Kind of product", "Name in English", "Pieces declared"} <= set(headings)
    reader.choose("Destination, Not started")
    reader.write("Country of destination", "Germany")
    reader.go_to("text", "Placed on the market on")
    reader.find("list item", "Destination, Complete")


def _hear_what_is_missing(reader: ScreenReader) -> None:
    reader.press("menu item", "Check and seal")
    reader.find("frame", "A11Y-1* – Check and seal – DRAFT")
    reader.find("label", "Version 1 is a draft.")
    reader.find("list item", "Exporter, In progress, 1 to fill in")
    reader.find("label", "1 finding holds up, 1 to be looked at")
    reader.find("table cell", f"Blocks: not filled yet. {ASKED}")
    reader.find("table cell", "Can be made; not to be handed in yet")
    reader.press("menu item", "Next finding")
    reader.find("frame", "A11Y-1* – Exporter – DRAFT")
    heard = reader.hear("text", f"Blocks: {ASKED}")
    assert heard.name == TAX_CODE
    assert "focused" in heard.states


def _cure(reader: ScreenReader) -> None:
    reader.write(TAX_CODE, "9990000018")
    reader.find("list item", "Exporter, Complete")
    reader.find("label", "1 to be looked at")
    reader.go_to("text", "Customs code")
    until(
        lambda: ASKED not in reader.find("text", TAX_CODE).description or None,
        "what is cured is still asked for",
    )


def _save(reader: ScreenReader, dossier: Path) -> None:
    reader.press("menu item", "Save")
    reader.find("dialog", "Save dossier as")
    reader.write("File name:", str(dossier))
    reader.press("push button", "Save")
    reader.find("frame", "A11Y-1 – Exporter – DRAFT")
    until(lambda: dossier.is_file() or None, "nothing was saved")


def _read_again(reader: ScreenReader) -> None:
    reader.find("frame", "A11Y-1 – Exporter – DRAFT")
    assert reader.find("text", "Name in the local language").text == "CÔNG TY MẪU"
    assert reader.find("text", TAX_CODE).text == "9990000018"
    reader.choose("Goods, In progress, 2 to fill in")
    reader.find("table cell", "Cloth mask")
    assert reader.find("text", "Pieces declared").text == "10,000"
