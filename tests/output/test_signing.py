import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import pdfa

from maskdesk.output.archive import SignaturePlace
from maskdesk.output.identity import ExpiredIdentity, Identity
from maskdesk.output.signing import (
    AlreadySigned,
    BrokenBefore,
    NoSuchPlace,
    NotFirst,
    NothingToCountersign,
    UnreadablePaper,
    countersign,
    sign,
    signature_places,
)
from output import pki
from output.specimens import (
    EXPORTER,
    IMPORTER,
    MOMENT,
    archived,
    certified,
    countersigned,
    drawn,
    practice,
    stamp,
)

_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]")


def _sign(pdf: bytes, field: str = "exporter", *, identity: Identity | None = None) -> bytes:
    return sign(
        pdf,
        field=field,
        role="certify",
        identity=identity or practice(),
        stamp=stamp(),
        moment=MOMENT,
    )


def _pieces(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """What each signature covers, and its container, cut out without any PDF library."""
    found = []
    for match in _RANGE.finditer(pdf):
        start, length, resumed, rest = (int(number) for number in match.groups())
        covered = pdf[start : start + length] + pdf[resumed : resumed + rest]
        found.append((covered, bytes.fromhex(pdf[length + 1 : resumed - 1].decode())))
    return found


def _openssl_accepts(folder: Path, pdf: bytes, trusted: bytes) -> list[bool]:
    root = folder / "root.pem"
    root.write_bytes(trusted)
    answers = []
    for number, (covered, container) in enumerate(_pieces(pdf)):
        data, cms = folder / f"{number}.dat", folder / f"{number}.p7s"
        data.write_bytes(covered)
        cms.write_bytes(container)
        command = ["openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER"]
        command += ["-attime", str(int(MOMENT.timestamp()) + 172800), "-purpose", "any"]
        command += ["-in", str(cms), "-content", str(data), "-CAfile", str(root)]
        answer = subprocess.run([*command, "-out", "/dev/null"], capture_output=True, text=True)
        answers.append(answer.returncode == 0 and "CAdES Verification successful" in answer.stderr)
    return answers


def _pdfsig(folder: Path, pdf: bytes) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout


def test_two_signers_pass_pdfsig_openssl_and_qpdf(tmp_path: Path) -> None:
    exporter = pki.identity(pki.leaf("SAMPLE Exporter"))
    key = ec.generate_private_key(ec.SECP256R1())
    importer = pki.identity(pki.leaf("SAMPLE Importer", key=key), key)
    once = _sign(archived(), identity=exporter)
    twice = countersign(once, field="importer", identity=importer, stamp=None, moment=MOMENT)
    assert twice.startswith(once)
    assert once.startswith(archived())
    told = _pdfsig(tmp_path, twice)
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("ETSI.CAdES.detached") == 2
    assert told.count("Total document signed") == 1
    assert _openssl_accepts(tmp_path, twice, pki.pem(pki.root())) == [True, True]
    assert _openssl_accepts(tmp_path, twice, pki.pem(pki.stranger())) == [False, False]
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True)
    assert checked.returncode == 0


def test_a_practice_signature_passes_pdfsig_and_names_its_unit(tmp_path: Path) -> None:
    told = _pdfsig(tmp_path, countersigned())
    assert told.count("Signature is Valid.") == 2
    assert told.count("OU=PRACTICE") == 2


def test_every_font_of_a_signed_paper_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    plain = sign(
        archived(), field="exporter", role="certify", identity=practice(), stamp=None, moment=MOMENT
    )
    for pdf in (plain, countersigned()):
        file.write_bytes(pdf)
        listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
        assert "Courier" not in listed.stdout
        fonts = listed.stdout.splitlines()[2:]
        assert fonts
        assert all(line.split()[-5] == "yes" for line in fonts)


def test_a_signed_paper_without_its_signature_parts_is_still_pdfa() -> None:
    # The validator knows no AcroForm and no certification; the rest of the file it does judge,
    # each stamp as if it stood on a page.
    with pikepdf.open(io.BytesIO(countersigned())) as paper:
        for number, field in enumerate(paper.Root.AcroForm.Fields):
            paper.pages[1].Resources.XObject = pikepdf.Dictionary() if number == 0 else (
                paper.pages[1].Resources.XObject
            )  # fmt: skip
            paper.pages[1].Resources.XObject[f"/S{number}"] = field.AP.N
            paper.pages[1].contents_add(f"q /S{number} Do Q".encode())
        del paper.pages[0].Annots, paper.Root.AcroForm, paper.Root.Perms, paper.Root.Extensions
        rest = io.BytesIO()
        paper.save(rest, **pdfa.resolve_save_kwargs("3b"))
    assert pdfa.validate_written(rest, "3b").verdict == "pass"


def test_the_page_outside_the_stamp_is_drawn_as_before() -> None:
    images = []
    for pdf in (archived(), certified()):
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        images.append(document[0].render(scale=1, may_draw_forms=True).to_pil().convert("RGB"))
        document.close()
    before, after = images
    left, bottom, right, top = EXPORTER.box
    box = (int(left) - 1, int(842 - top) - 1, int(right) + 1, int(842 - bottom) + 1)
    assert before.crop(box).tobytes() != after.crop(box).tobytes()
    for image in images:
        image.paste((255, 255, 255), box)
    assert before.tobytes() == after.tobytes()


def test_a_lone_signature_allows_nothing_more_and_one_of_two_allows_the_other() -> None:
    lone, first = certified((EXPORTER,)), certified()
    assert b"/P 1" in lone[len(archived((EXPORTER,))) :]
    assert b"/P 2" in first[len(archived()) :]


def test_the_same_signature_at_the_same_moment_has_the_same_bytes() -> None:
    assert _sign(archived()) == _sign(archived())


def test_one_identity_signs_paper_after_paper() -> None:
    made = {_sign(archived((EXPORTER, IMPORTER)), identity=practice()) for _ in range(3)}
    made.add(_sign(archived((EXPORTER,)), identity=practice()))
    assert len(made) == 2


def test_places_tell_which_are_filled() -> None:
    told = [(place.field, place.page, place.filled) for place in signature_places(certified())]
    assert told == [("exporter", 0, True), ("importer", 0, False)]
    assert signature_places(drawn()) == ()


def test_a_place_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(NoSuchPlace, match="exporter, importer"):
        _sign(archived(), "buyer")


def test_a_place_is_signed_once() -> None:
    with pytest.raises(AlreadySigned):
        _sign(certified())
    with pytest.raises(AlreadySigned):
        countersign(
            countersigned(), field="importer", identity=practice(), stamp=None, moment=MOMENT
        )


def test_only_the_first_signature_certifies() -> None:
    with pytest.raises(NotFirst):
        _sign(certified(), "importer")


def test_an_identity_that_expired_meanwhile_does_not_sign() -> None:
    late = practice().not_after + dt.timedelta(days=1)
    with pytest.raises(ExpiredIdentity):
        sign(
            archived(),
            field="exporter",
            role="certify",
            identity=practice(),
            stamp=None,
            moment=late,
        )


def test_what_is_not_certified_is_not_countersigned() -> None:
    with pytest.raises(NothingToCountersign):
        countersign(archived(), field="importer", identity=practice(), stamp=None, moment=MOMENT)


def test_an_approved_paper_without_certification_is_not_countersigned() -> None:
    approved = sign(
        archived(), field="exporter", role="approve", identity=practice(), stamp=None, moment=MOMENT
    )
    with pytest.raises(NothingToCountersign):
        countersign(approved, field="importer", identity=practice(), stamp=None, moment=MOMENT)


def test_a_paper_changed_after_certification_is_not_countersigned() -> None:
    broken = bytearray(certified())
    at = broken.index(b"/Title") if b"/Title" in broken else 2000
    broken[at + 10] ^= 1
    with pytest.raises((BrokenBefore, UnreadablePaper, NoSuchPlace)):
        countersign(bytes(broken), field="importer", identity=practice(), stamp=None, moment=MOMENT)


def test_a_paper_with_something_added_after_certification_is_not_countersigned() -> None:
    with pytest.raises(BrokenBefore, match=r"What was signed.*Something was added.*Do not sign it"):
        countersign(
            certified() + b"\n% added\n",
            field="importer",
            identity=practice(),
            stamp=None,
            moment=MOMENT,
        )


def test_what_is_no_pdf_is_named() -> None:
    with pytest.raises(UnreadablePaper):
        _sign(b"not a paper")


def test_three_signers_sign_one_after_the_other(tmp_path: Path) -> None:
    third = SignaturePlace(
        field="witness", page=1, box=(60, 60, 280, 130), role="approve", holder="a witness"
    )
    paper = _sign(archived((EXPORTER, IMPORTER, third)))
    for field in ("witness", "importer"):
        paper = countersign(paper, field=field, identity=practice(), stamp=stamp(), moment=MOMENT)
    assert _pdfsig(tmp_path, paper).count("Signature is Valid.") == 3


def test_no_heavy_library_is_imported_before_one_signs_or_verifies() -> None:
    code = (
        "import sys;"
        "from maskdesk.output import additions, archive, identity, signing, verification;"
        "heavy = {'pyhanko', 'pikepdf', 'cryptography', 'asn1crypto', 'reportlab'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
