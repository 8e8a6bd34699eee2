"""A clerk with nothing but a keyboard: from an empty dossier to signed papers, and back.

The screen, the window manager, the file dialogs, the signatures and the files are real.
"""

from pathlib import Path

from maskdesk.desk.opening import open_dossier
from maskdesk.desk.verifying import verify
from ui.end_to_end.screen import Screen, screen, until

DAY = "2020-05-06 09:30:00"
NEXT_DAY = "2020-05-07 08:00:00"


def test_an_empty_dossier_becomes_signed_papers_with_the_keyboard_alone(tmp_path: Path) -> None:
    dossier, papers = tmp_path / "dossier.maskdesk", tmp_path / "E2E-1 practice"
    with screen(tmp_path) as desk:
        with desk.maskdesk(day=DAY) as program:
            _fill(desk)
            _cure(desk)
            _seal(desk, dossier)
            _sign(desk, papers)
            desk.press("ctrl+q")
            assert program.wait(60) == 0
        with desk.maskdesk(str(dossier), day=NEXT_DAY) as program:
            desk.wait_for_title("E2E-1 – Check and seal – SEALED")
            desk.press("ctrl+q")
            assert program.wait(60) == 0
        assert desk.log() == ""
    opened = open_dossier(dossier)
    assert opened.versions == (1,)
    assert opened.dossier.goods[0].pieces_declared == 10_000
    seen = verify(papers, moment=opened.sealed(1).seal.moment)
    assert seen.indication == "valid"
    assert seen.practice
    signed = [item for item in seen.items if item.signers]
    assert {signer for item in signed for signer in item.signers} == {"SigExporter: SAMPLE Signer"}


def _fill(desk: Screen) -> None:
    desk.wait_for_title("MaskDesk")
    desk.press("alt+n")
    desk.wait_for_title("New dossier – Head – DRAFT")
    desk.press("F6")
    desk.type("E2E-1")
    desk.press("Tab")
    desk.type("V")
    desk.press("Tab", "space", "Tab", "space", "ctrl+Next")
    desk.wait_for_title("Exporter")
    desk.type("CONG TY MAU")
    desk.press("Tab")
    desk.type("SAMPLE Co.")
    desk.press("ctrl+Next", "ctrl+Next", "ctrl+Next")
    desk.wait_for_title("Goods")
    desk.press("ctrl+Insert")
    for text in ("Non-medical mask", "Cloth mask", "C1", "10000"):
        desk.type(text)
        desk.press("Tab")
    desk.type("0.2")
    desk.press("Return", "ctrl+Tab", "Tab")
    desk.type("D")
    desk.press("ctrl+Next", "ctrl+Next", "ctrl+Next", "ctrl+Next")
    desk.wait_for_title("Destination")
    desk.type("Germany")
    desk.press("Tab")


def _cure(desk: Screen) -> None:
    """What the law of the day still asks for is gone to with F8 and typed in."""
    desk.press("F8")
    desk.wait_for_title("Exporter")
    desk.type("9990000018")
    desk.press("Tab", "F8")
    desk.wait_for_title("Goods")
    desk.type("63079090")
    desk.press("Tab")


def _seal(desk: Screen, dossier: Path) -> None:
    desk.press("F9")
    desk.wait_for_title("Check and seal")
    desk.press("space")
    desk.wait_for_title("MaskDesk")  # it asks before sealing
    desk.press("Left", "space")
    desk.save_as(dossier)
    desk.wait_for_title("E2E-1 – Check and seal – SEALED")


def _sign(desk: Screen, papers: Path) -> None:
    desk.press("ctrl+Return")
    desk.wait_for_title("Finish papers")
    desk.press("alt+p")
    desk.press_until("Who practises?", "alt+n")
    desk.press("alt+m")
    desk.wait_for_title("Make a practice identity")
    desk.press("alt+n", "ctrl+a")
    desk.type("SAMPLE Signer")
    desk.press("alt+p")
    desk.type("only a sample")
    desk.press("alt+s")
    desk.type("only a sample")
    desk.press("alt+m")
    until(
        lambda: "Make a practice identity" not in desk.titles() or None,
        "the identity was not made: {}",
        desk.titles,
    )
    desk.press_until("Finish papers – Sign", "alt+n")
    desk.press("alt+i", "alt+s")
    desk.wait_for_title("7 papers made")
    assert (papers / "manifest.json").is_file()
    desk.press("alt+c")
    until(lambda: len(desk.titles()) == 1 or None, "still there: {}", desk.titles)
