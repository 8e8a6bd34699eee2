"""What is made, looked at by other programs than those that made it."""

import hashlib
import io
import re
import subprocess
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from desk.dossiers import china, viet_nam
from desk.made import (
    FEW,
    MOMENT,
    ink_viet_nam,
    made,
    office,
    opened,
    practice,
    sealed,
    sealed_china,
    sealed_viet_nam,
    signed_china,
    signed_few,
    signed_viet_nam,
)
from maskdesk.desk.making import (
    HeldUp,
    Making,
    NoSuchPaper,
    Progress,
    Submission,
    make_submission,
    preview,
    prospect,
)
from maskdesk.desk.manifest import MANIFEST
from maskdesk.desk.paper_data import data_in
from maskdesk.desk.plan import Finish
from maskdesk.desk.sealed import NotSealed
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Move, Paper
from maskdesk.output.archive import attached, facts_of
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.form import Facts
from output import pki

UNDERTAKING = "01-vn-undertaking.pdf"
JOINT = "01-cn-joint-declaration.pdf"


def papers(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.endswith(".pdf")}


# Signatures.


@pytest.mark.parametrize("which", ["viet_nam", "china", "elliptic"])
def test_poppler_finds_every_signature_valid_and_the_whole_paper_signed(
    which: str, tmp_path: Path
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    files = {
        "viet_nam": lambda: signed_viet_nam().files,
        "china": lambda: signed_china().files,
        "elliptic": lambda: (
            made(sealed_viet_nam(), pki.identity(pki.leaf(key=key), key), "vn-undertaking").files
        ),
    }[which]()
    unsigned = {"customs-data-sheet", "set-list"}
    for name, content in papers(files).items():
        if name[3:].removesuffix(".pdf") in unsigned:
            continue
        paper = tmp_path / name
        paper.write_bytes(content)
        looked = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True)
        assert looked.stdout.count("Signature Validation: Signature is Valid.") == 1, name
        assert looked.stdout.count("Total document signed") == 1, name
        assert "ETSI.CAdES.detached" in looked.stdout
        assert "SHA-256" in looked.stdout


def signature_of(pdf: bytes) -> tuple[bytes, bytes]:
    """The CMS of the only signature and the bytes it covers, cut out without a PDF library."""
    (found,) = re.findall(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+) *\]", pdf)
    start, first, second, rest = map(int, found)
    assert (start, second + rest) == (0, len(pdf))
    container = bytes.fromhex(pdf[first + 1 : second - 1].decode())
    return container, pdf[:first] + pdf[second:]


@pytest.mark.parametrize("kind", ["rsa", "elliptic"])
def test_openssl_verifies_the_signature_cut_out_of_each_paper(kind: str, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP384R1()) if kind == "elliptic" else None
    identity = pki.identity(pki.leaf(key=key), key)
    submission = made(sealed_viet_nam(), identity, *FEW)
    (tmp_path / "root.pem").write_bytes(pki.pem(pki.root()))
    for content in papers(submission.files).values():
        container, covered = signature_of(content)
        (tmp_path / "cms").write_bytes(container)
        (tmp_path / "covered").write_bytes(covered)
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms"]
        command += ["-content", "covered", "-CAfile", "root.pem", "-out", "again"]
        command += ["-purpose", "any", "-no_check_time"]
        verified = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert verified.returncode == 0, verified.stderr
        (tmp_path / "covered").write_bytes(covered[:-1] + b"?")
        assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0


def test_every_paper_is_sound_for_another_pdf_program(tmp_path: Path) -> None:
    for name, content in {**papers(signed_china().files), **ink_viet_nam().files}.items():
        if name.endswith(".pdf"):
            paper = tmp_path / name
            paper.write_bytes(content)
            looked = subprocess.run(["qpdf", "--check", paper], capture_output=True, text=True)
            assert looked.returncode == 0, looked.stderr


# What is seen.


def pixels(pdf: bytes, *, without: dict[int, list[tuple[float, ...]]] | None = None) -> list[bytes]:
    """Every page as another program paints it, the given boxes left white."""
    painted = []
    with pypdfium2.PdfDocument(pdf) as paper:
        paper.init_forms()
        for number, page in enumerate(paper):
            picture = page.render(scale=1.5).to_pil().convert("L")
            height = page.get_height()
            for left, bottom, right, top in (without or {}).get(number, []):
                area = (left - 1, height - top - 1, right + 1, height - bottom + 1)
                picture.paste(255, tuple(round(1.5 * edge) for edge in area))
            painted.append(picture.tobytes())
    return painted


@pytest.mark.parametrize("name", [UNDERTAKING, "02-commercial-invoice.pdf"])
def test_a_signed_page_shows_what_was_drawn_and_its_stamp_alone(name: str) -> None:
    submission = signed_few()
    version = sealed_viet_nam().sealed(1)
    form = FORMS[name[3:-4]]
    drawing = office().press.draw(
        form,
        Facts(
            dossier=version.dossier,
            report=version.report(),
            form=form.id,
            version=1,
            seal=version.seal.digest,
            declaration=version.dossier.customs.declarations[0],
        ),
        draft=False,
    )
    boxes: dict[int, list[tuple[float, ...]]] = {}
    for place in drawing.places:
        boxes.setdefault(place.page, []).append(place.box)
    final, drawn = submission.files[name], drawing.pdf
    assert pixels(final, without=boxes) == pixels(drawn, without=boxes)
    assert pixels(final) != pixels(drawn), "the stamp shows"


def test_the_code_at_the_foot_is_the_manifests() -> None:
    for submission in (signed_viet_nam(), signed_china()):
        for paper in submission.manifest.papers:
            with pypdfium2.PdfDocument(submission.files[paper.file]) as pdf:
                assert len(pdf) == paper.pages
                for page in pdf:
                    text = page.get_textpage().get_text_range()
                    assert not paper.code or paper.code in text, paper.file


def test_the_annexes_read_back_have_the_dossiers_figures_and_texts() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(signed_viet_nam().files["annexes/goods.xlsx"]))
    cells = [
        cell
        for sheet in book.sheet_names
        for row in book.get_sheet_by_name(sheet).to_python()
        for cell in row
    ]
    (line,) = viet_nam().goods
    assert line.pieces_declared in cells
    for text in (line.model, line.hs_origin, line.name_vietnamese):
        assert text in cells


# What is inside.


def test_a_paper_carries_the_data_it_printed_and_no_price_of_another() -> None:
    from decimal import Decimal

    dossier = put(viet_nam(), "goods[g1].unit_price", Decimal("0.123456"))
    submission = made(sealed(dossier), practice(), *FEW)
    for name in (UNDERTAKING, "02-commercial-invoice.pdf"):
        inside = attached(submission.files[name], "data.json") or b""
        assert (b"0.123456" in inside or b"0,123456" in inside) == ("invoice" in name)
    with pikepdf.open(io.BytesIO(submission.files[UNDERTAKING])) as paper:
        assert list(paper.attachments) == ["data.json"]
        everything = b"".join(
            one.read_bytes() for one in paper.objects if isinstance(one, pikepdf.Stream)
        )
    assert b"123456" not in everything


def test_a_paper_names_the_seal_it_was_made_from() -> None:
    seal = sealed_viet_nam().sealed(1).seal.digest
    for content in papers(signed_viet_nam().files).values():
        assert facts_of(content)["seal"] == seal
    assert signed_viet_nam().manifest.seal == seal


def test_the_counter_sheet_lists_every_other_file_but_the_manifest() -> None:
    files = signed_china().files
    sheet = next(name for name in files if name.endswith("-counter-sheet.pdf"))
    inside = msgspec.json.decode(attached(files[sheet], "data.json") or b"")
    assert inside["files"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name not in (MANIFEST, sheet)
    }


# Once more.


def test_the_same_dossier_at_the_same_moment_gives_the_same_bytes() -> None:
    again = make_submission(
        sealed(viet_nam()), office(), Making(moment=MOMENT, identity=practice(), forms=FEW)
    )
    assert again.files == signed_few().files
    assert made(sealed(viet_nam()), None).files == ink_viet_nam().files


def test_signed_on_an_elliptic_curve_all_but_the_signatures_is_the_same() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    identity = pki.identity(pki.leaf(key=key), key)
    one, other = (made(sealed_viet_nam(), identity, *FEW) for _ in "ab")
    for name in one.files:
        if name == MANIFEST or "counter-sheet" in name:
            continue
        if name.endswith(".xlsx"):
            assert one.files[name] == other.files[name]
            continue
        (_, covered), (_, again) = signature_of(one.files[name]), signature_of(other.files[name])
        assert covered == again
        assert one.files[name] != other.files[name]


def test_another_moment_changes_no_page_but_the_stamp() -> None:
    from datetime import timedelta

    later = Making(moment=MOMENT + timedelta(hours=3), forms=FEW)
    again = make_submission(sealed_viet_nam(), office(), later)
    name = UNDERTAKING
    assert pixels(again.files[name]) == pixels(ink_viet_nam().files[name])
    assert again.files[name] != ink_viet_nam().files[name]


# Refused, and how far it is.


def test_a_paper_held_up_is_refused_with_what_holds_it_and_what_is_ready() -> None:
    dossier = put(china(), "destination.importer_accepts_standard", None)
    with pytest.raises(HeldUp) as refused:
        made(sealed(dossier), practice())
    said = str(refused.value)
    assert "cn-joint-declaration is held up" in said
    assert "Have the importer confirm that it accepts the quality standard" in said
    assert "commercial-invoice" in said
    rest = made(sealed(dossier), practice(), "commercial-invoice", "packing-list")
    assert [paper.form for paper in rest.manifest.papers] == [
        "commercial-invoice",
        "packing-list",
        "counter-sheet",
    ]


def test_what_is_open_at_the_hand_in_is_made_and_named() -> None:
    (joint, *_) = signed_china().manifest.papers
    assert joint.open == ("cn-12a-2020/countersigned",)
    assert (joint.signed, joint.to_sign) == (("SigExporter",), ("SigImporter",))


def test_unknown_papers_and_unsealed_dossiers_are_refused() -> None:
    with pytest.raises(NoSuchPaper) as refused:
        made(sealed_viet_nam(), None, "no-such-paper")
    assert "vn-undertaking" in str(refused.value)
    with pytest.raises(NotSealed):
        made(opened(viet_nam()), None)


def test_progress_is_told_paper_by_paper_before_each() -> None:
    told: list[Progress] = []
    making = Making(moment=MOMENT, forms=FEW)
    make_submission(sealed_viet_nam(), office(), making, told.append)
    assert [(one.position, one.count) for one in told] == [(1, 3), (2, 3), (3, 3)]
    assert [one.paper for one in told] == [*FEW, "counter-sheet"]


def test_one_paper_for_ink_among_signed_ones_and_a_counter_sheet_that_vouches_for_it() -> None:
    rows = (
        Paper(id="u", form="vn-undertaking", finish="ink"),
        Paper(id="c", form="counter-sheet", finish="ink"),
    )
    submission = made(sealed(replace(viet_nam(), papers=rows)), practice(), *FEW)
    ways = {paper.form: paper.way for paper in submission.manifest.papers}
    assert ways == {
        "vn-undertaking": "ink",
        "commercial-invoice": "signed",
        "counter-sheet": "signed",
    }


def test_a_finish_chosen_for_one_making_wins_over_the_dossiers() -> None:
    rows = (Paper(id="u", form="vn-undertaking", finish="ink"),)
    finishes: dict[str, Finish] = {"vn-undertaking": "signed", "commercial-invoice": "ink"}
    making = Making(moment=MOMENT, identity=practice(), forms=FEW, finishes=finishes)
    dossier = sealed(replace(viet_nam(), papers=rows))
    submission = make_submission(dossier, office(), making)
    ways = {paper.form: paper.way for paper in submission.manifest.papers}
    assert ways == {
        "vn-undertaking": "signed",
        "commercial-invoice": "ink",
        "counter-sheet": "signed",
    }


def test_drafts_bear_no_seal_and_say_so() -> None:
    making = Making(moment=MOMENT, draft=True, identity=practice())
    submission = make_submission(opened(china()), office(), making)
    for paper in submission.manifest.papers:
        assert paper.way == "draft"
        assert facts_of(submission.files[paper.file])["state"] == "draft"
        assert b"/ByteRange" not in submission.files[paper.file]
    assert sealed_china().sealed(1).seal.digest not in str(submission.manifest)


def printed_on(submission: Submission, form: str) -> dict[str, str]:
    """What the one paper of a form in a package printed, by path."""
    (paper,) = (one for one in submission.manifest.papers if one.form == form)
    data = data_in(submission.files[paper.file])
    assert data is not None
    return {path: text for page in data.pages for path, text in page.printed.items()}


def test_the_importer_is_told_the_page_to_sign() -> None:
    submission = made(sealed_china(), practice(), "cn-joint-declaration", "importer-package")
    (joint,) = (one for one in submission.manifest.papers if one.form == "cn-joint-declaration")
    ((path, page),) = (
        (path, text)
        for path, text in printed_on(submission, "importer-package").items()
        if path.endswith(".sign_page")
    )
    assert path == f"sum:enclosures.{joint.file}.sign_page"
    fields = read_fields(submission.files[joint.file])
    assert fields["SigImporter"] == int(page)


def test_the_set_list_lists_the_letters_too() -> None:
    submission = made(sealed_china(), None)
    listed = printed_on(submission, "set-list")
    for paper in submission.manifest.papers:
        if paper.form not in ("set-list", "counter-sheet"):
            assert f"sum:enclosures.{paper.file}.title" in listed, paper.form
    (pages,) = (text for path, text in listed.items() if path.endswith("SigImporter.page"))
    assert pages


def read_fields(pdf: bytes) -> dict[str, int]:
    """The page, from 1, on which each signature field stands."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(widget.T): n
            for n, page in enumerate(document.pages, start=1)
            for widget in page.get("/Annots", [])
            if widget.get("/FT") == "/Sig"
        }


# Looked at before it is made.


@pytest.mark.parametrize("kind", ["draft", "final"])
def test_a_preview_shows_what_the_paper_made_will_print(kind: str) -> None:
    dossier = opened(china()) if kind == "draft" else sealed_china()
    submission = make_submission(dossier, office(), Making(moment=MOMENT, draft=kind == "draft"))
    listing = "set-list" if kind == "draft" else "counter-sheet"
    for paper in submission.manifest.papers:
        if FORMS[paper.form].about != "dossier" and paper.form != listing:
            continue
        drawing = preview(dossier, office(), paper.form, paper.subject, MOMENT)
        data = data_in(submission.files[paper.file])
        assert data is not None
        printed: list[dict[str, str]] = [{} for _ in range(drawing.pages)]
        for one in drawing.placements:
            printed[one.page][one.path] = one.text
        assert [page.printed for page in data.pages] == printed, paper.form
        drawn = pypdfium2.PdfDocument(drawing.pdf)[0].get_textpage().get_text_bounded()
        assert ("DRAFT" in drawn or "草稿" in drawn) == (kind == "draft"), paper.form


def test_a_hand_in_put_on_record_makes_no_drafts_of_sealed_papers() -> None:
    sealed = sealed_viet_nam()
    moves = (Move(id="m", version=1, kind="handed-in"),)
    moved = replace(sealed, dossier=replace(sealed.dossier, moves=moves))
    drawing = preview(moved, office(), "commercial-invoice", "", MOMENT)
    said = pypdfium2.PdfDocument(drawing.pdf)[0].get_textpage().get_text_bounded()
    assert "DRAFT" not in said
    assert not prospect(moved, office(), MOMENT).changed


def test_what_was_changed_since_the_seal_is_looked_at_as_a_draft() -> None:
    changed = replace(sealed_viet_nam(), dossier=put(viet_nam(), "contract.number", "SAMPLE 2"))
    texts = {}
    for name, dossier in (("as sealed", sealed_viet_nam()), ("changed", changed)):
        drawing = preview(dossier, office(), "commercial-invoice", "", MOMENT)
        texts[name] = pypdfium2.PdfDocument(drawing.pdf)[0].get_textpage().get_text_bounded()
    assert "DRAFT" in texts["changed"]
    assert "SAMPLE 2" in texts["changed"]
    assert "DRAFT" not in texts["as sealed"]


def test_a_paper_that_is_not_due_can_be_looked_at_and_an_unknown_one_not() -> None:
    dossier = opened(viet_nam())
    assert preview(dossier, office(), "eu-export-authorisation", "", MOMENT).pages
    for form, subject in (("no-such-paper", ""), ("commercial-invoice", "goods[none]")):
        with pytest.raises(NoSuchPaper):
            preview(dossier, office(), form, subject, MOMENT)
