"""Prints arrive on a real queue: every page, in order, with the stamps, as often as wanted."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from pytestqt.qtbot import QtBot

from desk.made import MOMENT, ink_viet_nam, sealed_viet_nam, signed_few
from desk.workplaces import workplace
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import open_dossier, save_dossier
from maskdesk.desk.sheaves import Sheaf, latest_package, sheaves, sides
from maskdesk.desk.working import open_file
from maskdesk.dossier.paths import put_rows
from maskdesk.dossier.sections import Paper
from maskdesk.store import history
from maskdesk.store.durable import write_folder
from maskdesk.store.member_names import HISTORY
from ui.printing.print_queue import QUEUE, print_server, printed

PROGRAM = Path(__file__).parent / "printing_program.py"
UNDERTAKING, INVOICE = "01-vn-undertaking.pdf", "02-commercial-invoice.pdf"
SHEET = "03-counter-sheet.pdf"
A4, LETTER = (595, 842), (612, 792)
_DOTS = 100 / 72


def sheaf(name: str, pages: int, copies: int = 1) -> Sheaf:
    return Sheaf(file=name, form=name, subject="", way="ink", pdf=b"", pages=pages, copies=copies)


def told(path: Path) -> list[tuple[str, str, str]]:
    events = history.events(open_dossier(path).container.read(HISTORY))
    return [(one.who, one.what, one.to) for one in events if one.what != "sealed"]


def shown(
    papers: tuple[Sheaf, ...], first: int = 1, last: int = 99, *, duplex: bool = False
) -> str:
    """The sides as letters: `a1` is the first page of paper a, `-` an empty side."""
    found = sides(papers, first, last, duplex=duplex)
    return " ".join(f"{one.sheaf.file}{one.page + 1}" if one.sheaf else "-" for one in found)


def test_papers_come_in_order_each_with_its_copies() -> None:
    papers = (sheaf("a", 2), sheaf("b", 1, 3), sheaf("c", 3))
    assert shown(papers) == "a1 a2 b1 b1 b1 c1 c2 c3"
    assert shown(papers, 2, 4) == "a2 b1 b1 b1 c1"
    assert shown(papers, duplex=True) == "a1 a2 b1 - b1 - b1 - c1 c2 c3"
    assert shown((), 1, 1) == ""


def test_copies_are_those_the_dossier_wants() -> None:
    rows = (
        Paper(id="u", form="vn-undertaking", originals=2, copies=3),
        Paper(id="i", form="commercial-invoice"),
    )
    dossier = sealed_viet_nam().dossier
    wanted = sheaves(signed_few(), put_rows(dossier, "papers", rows))
    assert [(one.file, one.copies) for one in wanted] == [
        (UNDERTAKING, 5),
        (INVOICE, 1),
        (SHEET, 1),
    ]


def test_what_was_made_last_is_what_is_printed() -> None:
    dossier = sealed_viet_nam()
    assert latest_package(dossier) is None
    once = remembering(dossier, signed_few(), MOMENT)
    assert latest_package(once) == signed_few()
    many = once
    for _ in range(10):
        many = remembering(many, ink_viet_nam(), MOMENT)
    assert latest_package(remembering(many, signed_few(), MOMENT)) == signed_few()
    assert latest_package(many) == ink_viet_nam()


def test_a_print_is_in_the_history_at_once_or_with_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "SAMPLE.maskdesk"
    save_dossier(sealed_viet_nam(), path)
    file = open_file(path, workplace(tmp_path))
    saving = file.noting("printed", after="SAMPLE")
    assert saving is not None
    saving.run()
    file.saved(saving)
    assert told(path) == [("SAMPLE clerk", "printed", "SAMPLE")]
    file.session.edit("contract.number", "SAMPLE 2", "en")
    assert file.noting("printed", after="again") is None
    assert len(told(path)) == 1
    file.save()
    assert [what for _, what, _ in told(path)][-2:] == ["edited contract.number", "printed"]
    file.close()


# On a real queue.


@pytest.fixture
def queue(qtbot: QtBot) -> Iterator[dict[str, str]]:
    """The environment of a queue that prints into files, while it runs."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only who administers the computer starts a print server on it")
    with print_server(qtbot.waitUntil) as own:
        yield own


def run(queue: dict[str, str], folder: Path, reference: str, kind: str) -> str:
    write_folder(folder, signed_few().files)
    here = PROGRAM.parents[2]
    path = os.pathsep.join([str(here), *sys.path])
    own = {**os.environ, **queue, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, str(PROGRAM), str(folder), reference, kind]
    ended = subprocess.run(words, env=own, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def picture(pdf: pypdfium2.PdfDocument, page: int) -> Image.Image:
    drawn: Image.Image = pdf[page].render(scale=_DOTS, may_draw_forms=True).to_pil()
    return drawn.convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on average, of 255."""
    same_size = other.resize(one.size)
    return ImageStat.Stat(ImageChops.difference(one, same_size)).mean[0]


def ink(picture_of: Image.Image) -> float:
    """How dark a picture is on average, of 255."""
    return 255 - ImageStat.Stat(picture_of).mean[0]


def paper_of(name: str, *, stamps: bool = True) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(signed_few().files[name])
    if stamps:
        document.init_forms()
    return document


def test_the_set_arrives_through_the_systems_dialog_with_its_stamps(
    qtbot: QtBot, queue: dict[str, str], tmp_path: Path
) -> None:
    reference = f"SAMPLE-{secrets.token_hex(4)}"
    said = run(queue, tmp_path / "made", reference, "dialog")
    assert said == f"{UNDERTAKING}x1 {INVOICE}x2 {QUEUE}"
    file = printed(reference, qtbot.waitUntil)
    arrived = pypdfium2.PdfDocument(file)
    expected = [UNDERTAKING, INVOICE, INVOICE]
    assert len(arrived) == len(expected)
    for number, name in enumerate(expected):
        assert [round(side) for side in arrived[number].get_size()] == list(A4)
        page, paper = picture(arrived, number), picture(paper_of(name), 0)
        other = picture(paper_of(INVOICE if name == UNDERTAKING else UNDERTAKING), 0)
        assert difference(page, paper) < difference(page, other) / 3, name
        bare = picture(paper_of(name, stamps=False), 0)
        stamp = ImageChops.difference(paper, bare).getbbox()
        assert stamp is not None
        stamped, drawn, without = (ink(one.crop(stamp)) for one in (page, paper, bare))
        assert stamped == pytest.approx(drawn, rel=0.3), "the stamp is not as it was drawn"
        assert without < stamped / 2, "without its stamp the place looks alike"
    file.unlink()


def test_on_both_sides_each_copy_begins_a_sheet_and_letter_paper_loses_nothing(
    qtbot: QtBot, queue: dict[str, str], tmp_path: Path
) -> None:
    reference = f"SAMPLE-{secrets.token_hex(4)}"
    assert run(queue, tmp_path / "made", reference, "both-sides")
    file = printed(reference, qtbot.waitUntil)
    arrived = pypdfium2.PdfDocument(file)
    assert len(arrived) == 5
    empty = [picture(arrived, number).getextrema() == (255, 255) for number in range(5)]
    assert empty == [False, True, False, True, False]
    assert [round(side) for side in arrived[0].get_size()] == list(LETTER)
    fitted = ImageChops.invert(picture(arrived, 0)).getbbox()
    assert fitted is not None
    whole = ImageChops.invert(picture(paper_of(INVOICE), 0)).getbbox()
    assert whole is not None
    scale = LETTER[1] / A4[1]
    assert fitted[3] - fitted[1] == pytest.approx((whole[3] - whole[1]) * scale, abs=3)
    file.unlink()
