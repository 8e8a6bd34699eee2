"""From the ticks to signed papers: settled, made, written once, verified, shown."""

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.dossiers import viet_nam
from desk.made import (
    FEW,
    MOMENT,
    PASSPHRASE,
    opened,
    sealed_china,
    sealed_viet_nam,
    signed_few,
)
from maskdesk.desk.manifest import MANIFEST, Way, read_manifest
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.tasks import Signing
from maskdesk.desk.verifying import Ground, Item, verify
from maskdesk.desk.workers import Hearer, Workers
from maskdesk.store.durable import read_folder, write_folder
from maskdesk.store.settings import Settings
from maskdesk.ui.finish.standing import standing_of
from output import pki
from ui.finish.clerk import Clerk, at_the_wizard
from ui.finish.papers import packed


def sign_on(clerk: Clerk, passphrase: str = PASSPHRASE) -> None:
    """From the list of papers to the sentence."""
    clerk.alt("N")
    clerk.arrive(clerk.dialog.identity)
    clerk.type(passphrase)
    clerk.press(Qt.Key.Key_Return)
    clerk.arrive(clerk.dialog.settle)


def ways(folder: Path) -> dict[str, Way]:
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    return {paper.form: paper.way for paper in manifest.papers}


def packages(path: Path) -> int:
    opened_now = open_dossier(path)
    return sum(name.endswith(MANIFEST) for name in opened_now.container.under("sealed/1/papers/"))


def test_papers_are_signed_with_the_keyboard_alone(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    remembered = Settings(practice_identity=str(identity))
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        settle = clerk.dialog.settle
        clerk.take("practice")
        clerk.tick_only(*FEW)
        sign_on(clerk)
        assert settle.sentence.text() == "SAMPLE Exporter signs 3 papers on 6 May 2020."
        assert "PRACTICE" in settle.warning.text
        clerk.press(Qt.Key.Key_Return)  # Enter never signs
        clerk.alt("S")
        assert "Look at the papers in the preview first" in settle.remark.text
        assert clerk.dialog.page is settle
        assert QApplication.focusWidget() is settle.read
        clerk.press(Qt.Key.Key_Space)
        folder = Path(settle.folder.text())
        assert folder == tmp_path / "SAMPLE-VN-1 practice"
        clerk.alt("S")
        clerk.arrive(clerk.dialog.outcome)
        outcome = clerk.dialog.outcome
        assert ways(folder) == {
            "vn-undertaking": "signed",
            "commercial-invoice": "signed",
            "counter-sheet": "signed",
        }
        assert verify(folder, moment=MOMENT).indication == "valid"
        assert packages(clerk.path) == 1
        assert not clerk.file.unsaved
        assert outcome.verdict.text == "Practice: nothing of this counts."
        assert outcome.folder.text() == str(folder)
        states = {outcome.list.topLevelItem(at).text(2) for at in range(3)}  # type: ignore[union-attr]
        assert states == {"practice signature"}
        assert "do not hand them in" in outcome.next.text()
        assert clerk.settings.folders["submissions"] == str(tmp_path)
        clerk.press(Qt.Key.Key_Return)
        assert not clerk.dialog.isVisible()
        assert clerk.dialog.identity.passphrase.text() == ""


def test_a_real_identity_signs_and_what_is_left_to_do_is_said(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    file = tmp_path / "real.p12"
    file.write_bytes(pki.p12(pki.leaf()))
    remembered = Settings(identity=str(file))
    with at_the_wizard(qtbot, tmp_path, sealed_china(), workers, settings=remembered) as clerk:
        clerk.tick_only("cn-joint-declaration", "commercial-invoice")
        clerk.go_to("commercial-invoice")
        clerk.alt("T")
        clerk.press(Qt.Key.Key_Down)
        sign_on(clerk, pki.PASSPHRASE)
        assert clerk.dialog.settle.sentence.text() == "SAMPLE Signer signs 2 papers on 6 May 2020."
        assert clerk.dialog.settle.warning.text == ""
        clerk.press(Qt.Key.Key_Space)
        clerk.alt("S")
        clerk.arrive(clerk.dialog.outcome)
        folder = tmp_path / "SAMPLE-CN-1 version 1"
        assert ways(folder) == {
            "cn-joint-declaration": "signed",
            "commercial-invoice": "ink",
            "counter-sheet": "signed",
        }
        outcome = clerk.dialog.outcome
        assert "for the receiver to check" in outcome.verdict.text
        steps = outcome.next.text().split("\n")
        assert "Print 1 paper; sign and seal it by hand." in steps[0]
        assert "Send 01-cn-joint-declaration.pdf to the other side" in steps[1]
        assert "The importer has not signed" in steps[2]
        assert "Hand in the whole folder" in steps[-1]


def test_drafts_are_made_of_what_is_not_sealed_and_nothing_is_recorded(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, opened(viet_nam()), workers) as clerk:
        before = clerk.path.read_bytes()
        clerk.tick_only("commercial-invoice")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        assert not clerk.dialog.settle.read.isVisible()
        clerk.alt("M")
        clerk.arrive(clerk.dialog.outcome)
        folder = tmp_path / "SAMPLE-VN-1 DRAFT"
        assert set(ways(folder).values()) == {"draft"}
        assert clerk.path.read_bytes() == before
        assert clerk.dialog.outcome.heading == "2 drafts made"
        assert "not to be handed in" in clerk.dialog.outcome.verdict.text


def test_making_stops_between_papers_and_nothing_is_written(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.take("ink")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        before = sorted(tmp_path.iterdir())
        clerk.alt("M")
        clerk.until(lambda: clerk.dialog.making.bar.value() >= 1)
        assert clerk.dialog.busy
        clerk.press(Qt.Key.Key_Escape)
        clerk.arrive(clerk.dialog.settle)
        assert clerk.dialog.settle.remark.text == "Stopped; nothing was written."
        assert sorted(tmp_path.iterdir()) == before
        assert packages(clerk.path) == 0
        assert not clerk.dialog.busy


def test_told_to_stop_when_all_was_just_made_nothing_is_written(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.take("ink")
        clerk.tick_only("commercial-invoice")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        before = sorted(tmp_path.iterdir())
        clerk.alt("M")
        clerk.arrive(clerk.dialog.making)
        made = threading.Event()
        # What is asked next is answered once the papers are there, though not taken yet.
        workers.identify(
            Signing(p12=b"", passphrase=""),
            MOMENT,
            Hearer(done=lambda _: made.set(), failed=lambda _: made.set()),
        )
        assert made.wait(60)
        clerk.press(Qt.Key.Key_Escape)
        clerk.arrive(clerk.dialog.settle)
        assert clerk.dialog.settle.remark.text == "Stopped; nothing was written."
        assert sorted(tmp_path.iterdir()) == before
        assert packages(clerk.path) == 0


def test_what_cannot_be_written_here_is_written_elsewhere_without_signing_again(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    remembered = Settings(practice_identity=str(identity))
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        settle = clerk.dialog.settle
        clerk.take("practice")
        clerk.tick_only("commercial-invoice")
        sign_on(clerk)
        clerk.press(Qt.Key.Key_Space)
        share = tmp_path / "share"
        share.mkdir()
        settle.folder.setText(str(share / "new"))
        clerk.alt("S")
        clerk.arrive(clerk.dialog.making)
        share.rmdir()  # somebody pulled the plug
        clerk.arrive(settle)
        assert f"The folder {share} is not there." in settle.remark.text
        made = clerk.dialog.making.submission
        assert made is not None
        settle.folder.setText(str(tmp_path / "shorter"))
        clerk.alt("S")
        clerk.arrive(clerk.dialog.outcome)
        assert clerk.dialog.making.submission is made
        assert read_folder(tmp_path / "shorter") == made.files
        assert packages(clerk.path) == 1


def test_a_filled_or_missing_folder_is_refused_and_left_alone(
    qtbot: QtBot, tmp_path: Path, workers: Workers
) -> None:
    filled = tmp_path / "filled"
    filled.mkdir()
    (filled / "SAMPLE.txt").write_text("SAMPLE")
    cases = {
        filled: "already holds files",
        tmp_path / "gone" / "new": "is not there",
        tmp_path / ("x" * 300): "the name is too long",
        tmp_path / "SAMPLE Khẩu trang.maskdesk": "is a file, not a folder",
    }
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers) as clerk:
        clerk.take("ink")
        clerk.tick_only("commercial-invoice")
        clerk.alt("N")
        clerk.arrive(clerk.dialog.settle)
        for folder, said in cases.items():
            clerk.dialog.settle.folder.setText(str(folder))
            clerk.dialog.settle.remark.rest()
            clerk.alt("M")
            clerk.until(lambda: bool(clerk.dialog.settle.remark.text))
            assert said in clerk.dialog.settle.remark.text
        assert [one.name for one in filled.iterdir()] == ["SAMPLE.txt"]
        assert packages(clerk.path) == 0


def test_a_package_left_by_a_run_that_was_cut_off_is_filed(
    qtbot: QtBot, tmp_path: Path, workers: Workers, identity: Path
) -> None:
    left = tmp_path / "left"
    write_folder(left, signed_few().files)
    remembered = Settings(practice_identity=str(identity))
    with at_the_wizard(qtbot, tmp_path, sealed_viet_nam(), workers, settings=remembered) as clerk:
        clerk.take("practice")
        clerk.tick_only(*FEW)
        sign_on(clerk)
        clerk.press(Qt.Key.Key_Space)
        clerk.dialog.settle.folder.setText(str(left))
        clerk.alt("S")
        clerk.arrive(clerk.dialog.outcome)
        assert packages(clerk.path) == 1
        assert read_folder(left) == signed_few().files


def test_each_standing_has_a_word_and_a_sign_of_its_own() -> None:
    def item(indication: str, *codes: str) -> Item:
        grounds = tuple(Ground(code=code, message="") for code in codes)
        return Item(name="SAMPLE", indication=indication, reasons=grounds)  # type: ignore[arg-type]

    signed, ink, draft = (packed(way) for way in ("signed", "ink", "draft"))
    standings = [
        standing_of(item("valid", "clock"), signed),
        standing_of(item("valid", "practice", "clock"), signed),
        standing_of(item("cannot tell", "no-anchor", "clock"), signed),
        standing_of(item("cannot tell", "expired", "clock"), signed),
        standing_of(item("cannot tell", "weak-key"), signed),
        standing_of(item("not valid", "changed"), signed),
        standing_of(item("not valid", "signed-revoked"), signed),
        standing_of(item("not valid", "missing"), signed),
        standing_of(item("valid", "ink"), ink),
        standing_of(item("valid", "draft"), draft),
    ]
    assert len({one.word for one in standings}) == len(standings)
    assert len({one.sign for one in standings}) == len(standings)
