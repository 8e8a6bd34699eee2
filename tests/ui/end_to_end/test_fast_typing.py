"""A clerk who types on without looking: the window system tells late what took the keyboard."""

from pathlib import Path

from maskdesk.desk.opening import open_dossier
from ui.end_to_end.screen import screen, until


def test_what_is_typed_right_after_a_country_goes_to_the_next_field(tmp_path: Path) -> None:
    dossier = tmp_path / "dossier.maskdesk"
    with screen(tmp_path) as desk, desk.maskdesk(day="2020-05-06 09:30:00") as program:
        desk.wait_for_title("MaskDesk")
        desk.press("alt+n")
        desk.wait_for_title("New dossier – Head – DRAFT")
        desk.press("ctrl+Next")
        desk.wait_for_title("Exporter")
        desk.press("F6", "Tab", "Tab", "Tab", "Tab", "Tab")
        desk.type("V\t12 Sample Road, Sample Town\tLot 12")
        desk.press("ctrl+s")
        desk.save_as(dossier)
        desk.wait_for_title("dossier – Exporter")
        desk.press("ctrl+q")
        assert program.wait(60) == 0
        assert desk.log() == ""
    exporter = open_dossier(dossier).dossier.exporter
    assert (exporter.address_local, exporter.address_english) == (
        "12 Sample Road, Sample Town",
        "Lot 12",
    )


def test_what_is_typed_ahead_from_a_cell_with_an_open_list_goes_to_the_next_cells(
    tmp_path: Path,
) -> None:
    dossier = tmp_path / "dossier.maskdesk"
    with screen(tmp_path) as desk, desk.maskdesk(day="2020-05-06 09:30:00") as program:
        desk.wait_for_title("MaskDesk")
        desk.press("alt+n")
        desk.wait_for_title("New dossier – Head – DRAFT")
        desk.press("F6", "ctrl+Next", "ctrl+Next", "ctrl+Next", "ctrl+Next")
        desk.wait_for_title("Goods")
        desk.press("ctrl+Insert")
        desk.type("Non-medical")
        desk.wait_for_list()
        with desk.busy():
            desk.type("\tCloth mask\tC1\t10000\t")
            desk.press("ctrl+Next")
        desk.wait_for_title("Producers")
        desk.press("ctrl+s")
        desk.save_as(dossier)
        desk.wait_for_title("dossier – Producers")
        desk.press("ctrl+q")
        assert program.wait(60) == 0
        assert desk.log() == ""
    (line,) = open_dossier(dossier).dossier.goods
    assert (line.kind, line.name_english) == ("non-medical-mask", "Cloth mask")
    assert (line.model, line.pieces_declared) == ("C1", 10_000)


def test_quitting_asks_about_every_dossier_that_is_not_saved(tmp_path: Path) -> None:
    with screen(tmp_path) as desk, desk.maskdesk(day="2020-05-06 09:30:00") as program:
        desk.wait_for_title("MaskDesk")
        desk.press("alt+n")
        for number in ("Q-1", "Q-2"):
            desk.wait_for_title("New dossier – Head – DRAFT")
            desk.press("F6")
            desk.type(number)
            desk.wait_for_title(f"{number}* – Head")
            desk.press("ctrl+n")
        desk.wait_for_title("New dossier – Head – DRAFT")
        desk.press("ctrl+q")
        desk.wait_for_title("MaskDesk")
        desk.press("Left", "space")
        until(lambda: not any("Q-1" in one for one in desk.titles()), "still there")
        desk.wait_for_title("MaskDesk")
        desk.press("Escape")
        until(lambda: "MaskDesk" not in desk.titles(), "still asking: {}", desk.titles)
        assert program.poll() is None
        assert any("Q-2" in one for one in desk.titles())


def test_a_role_is_found_by_typing_and_taken_by_enter_without_a_word_of_qt(tmp_path: Path) -> None:
    dossier = tmp_path / "dossier.maskdesk"
    with screen(tmp_path) as desk, desk.maskdesk(day="2020-05-06 09:30:00") as program:
        desk.wait_for_title("MaskDesk")
        desk.press("alt+n")
        desk.wait_for_title("New dossier – Head – DRAFT")
        desk.press("ctrl+Next", "ctrl+Next")
        desk.wait_for_title("Parties")
        desk.press("F6")
        desk.type("Firm\t\t")
        desk.press("Return")
        desk.type("importe")
        desk.press("Return", "ctrl+s")
        desk.save_as(dossier)
        desk.wait_for_title("dossier – Parties")
        desk.press("ctrl+q")
        assert program.wait(60) == 0
        assert desk.log() == ""
    (party,) = open_dossier(dossier).dossier.parties
    assert (party.name, party.roles) == ("Firm", ("importer",))
