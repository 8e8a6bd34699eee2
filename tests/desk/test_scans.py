"""A stamped scan comes back: filed by its codes, or refused with the reason and nothing filed."""

import io

import pytest
from msgspec.structs import replace
from PIL import Image

from desk.made import MOMENT, office, practice
from desk.versions import (
    JOINT,
    first_papers,
    joint_papers,
    made_china,
    made_twice,
    made_viet_nam,
    second_papers,
)
from intake.scanning import (
    as_pdf,
    cleanly_scanned,
    photograph,
    qr_code,
    rendered,
    saved,
    scanned,
    with_code,
)
from maskdesk.desk.countersigning import countersigned
from maskdesk.desk.making import Submission
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.proving import NoCode, PageProof, SeveralCodes
from maskdesk.desk.returning import (
    FiledAlready,
    ForeignReturn,
    ForeignScan,
    NeverMade,
    OwnCountersignature,
    accept,
    accept_scan,
    is_signed_paper,
)
from maskdesk.desk.verifying import Trust
from maskdesk.errors import MaskDeskError
from maskdesk.intake.reader import TooMuchToRead
from maskdesk.intake.scan import NotAScan

INVOICE = "commercial-invoice"


def paper(submission: Submission, form: str) -> bytes:
    return submission.files[next(o.file for o in submission.manifest.papers if o.form == form)]


def scan(form: str, submission: Submission | None = None) -> bytes:
    return cleanly_scanned(paper(submission or first_papers(), form))


def filed(opened: OpenDossier, content: bytes) -> tuple[OpenDossier, tuple[PageProof, ...]]:
    return accept_scan(opened, content, "scan.jpg", moment=MOMENT)


def returns(opened: OpenDossier) -> list[str]:
    return sorted(opened.container.under("returns/"))


def test_a_turned_noisy_scan_is_read_matched_and_filed() -> None:
    content = scanned(rendered(paper(first_papers(), INVOICE)))
    opened, (proof,) = filed(made_viet_nam(), content)
    assert returns(opened) == ["returns/1/commercial-invoice.1.scan.jpg"]
    assert opened.container.read("returns/1/commercial-invoice.1.scan.jpg") == content
    assert (proof.indication, proof.page) == ("valid", 1)
    assert opened.returned_to(1) == {INVOICE}
    with pytest.raises(FiledAlready, match=r"returns/1/commercial-invoice\.1\.scan\.jpg"):
        filed(opened, content)
    again, _ = filed(opened, scan(INVOICE))
    assert returns(again)[-1] == "returns/1/commercial-invoice.2.scan.jpg"


def test_a_scan_of_several_papers_is_filed_with_each() -> None:
    pages = [
        Image.open(io.BytesIO(scan(form))) for form in (INVOICE, "vn-undertaking", "packing-list")
    ]
    opened, proofs = filed(made_viet_nam(), as_pdf(pages))
    assert [proof.indication for proof in proofs] == ["valid"] * 3
    assert opened.returned_to(1) == {INVOICE, "vn-undertaking", "packing-list"}


def test_a_scan_is_filed_with_the_version_it_was_made_from() -> None:
    opened, _ = filed(made_twice(), scan(INVOICE))
    assert returns(opened) == ["returns/1/commercial-invoice.1.scan.jpg"]
    opened, _ = filed(opened, scan(INVOICE, second_papers()))
    assert returns(opened)[-1] == "returns/2/commercial-invoice.1.scan.jpg"


def test_a_page_of_another_dossier_is_not_filed() -> None:
    with pytest.raises(ForeignScan) as refused:
        filed(made_china(), scan(INVOICE))
    assert str(refused.value).startswith(
        "scan.jpg is not filed: This page belongs to another dossier: SAMPLE-VN."
    )
    said = office().catalogue("vi").say(refused.value.problem, **refused.value.places)
    assert "This page" not in said, "the reason too is said in the clerk's language"


def test_a_page_of_a_version_that_is_not_here_is_not_filed() -> None:
    with pytest.raises(ForeignScan, match="version 2, of which no papers are here"):
        filed(made_viet_nam(), scan(INVOICE, second_papers()))


def test_one_foreign_page_among_good_ones_keeps_all_out() -> None:
    pages = [
        Image.open(io.BytesIO(scan(INVOICE))),
        Image.open(io.BytesIO(scan("cn-joint-declaration", joint_papers()))),
    ]
    with pytest.raises(ForeignScan, match="another dossier: SAMPLE-CN"):
        filed(made_viet_nam(), as_pdf(pages))


def test_a_page_with_two_codes_is_not_filed() -> None:
    forged = rendered(paper(first_papers(), INVOICE))
    forged.paste(qr_code("MD1 SAMPLE-VN 1 MD-00000-00000 1 0123456789ab"), (80, 1900))
    with pytest.raises(SeveralCodes):
        filed(made_viet_nam(), saved(forged, "PNG"))


def test_a_code_with_another_digest_is_not_filed() -> None:
    manifest = first_papers().manifest
    code = next(one.code for one in manifest.papers if one.form == INVOICE)
    forged = with_code(f"MD1 SAMPLE-VN 1 {code} 1 0123456789ab")
    with pytest.raises(ForeignScan, match="made with other content"):
        filed(made_viet_nam(), saved(forged, "PNG"))


def test_a_draft_is_not_filed() -> None:
    forged = with_code("MD1 SAMPLE-VN 1 MD-DRAFT-00000 1 0123456789ab")
    with pytest.raises(ForeignScan, match="No paper with the code MD-DRAFT-00000"):
        filed(made_viet_nam(), saved(forged, "PNG"))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (saved(photograph(), "JPEG"), NoCode),
        (saved(rendered(paper(first_papers(), INVOICE)).crop((0, 0, 1654, 1800)), "PNG"), NoCode),
        (b"\xff\xd8\xff broken", NotAScan),
        (saved(Image.new("1", (12_000, 12_000)), "PNG"), TooMuchToRead),
    ],
    ids=["photograph", "foot-cut-off", "broken", "huge"],
)
def test_what_is_no_page_of_ours_is_said_to_be_none(
    content: bytes, refusal: type[MaskDeskError]
) -> None:
    with pytest.raises(refusal, match=r"scan\.jpg"):
        filed(made_viet_nam(), content)


# The way there and back with a second identity.


def joint_signed(name: str = "SAMPLE Importer") -> bytes:
    return countersigned(paper(joint_papers(), JOINT), practice(name), office(), MOMENT)


def returned(opened: OpenDossier, content: bytes) -> OpenDossier:
    return accept(opened, content, moment=MOMENT, trust=Trust())[0]


def test_the_joint_declaration_comes_back_countersigned_or_as_a_scan() -> None:
    opened = returned(made_china(), joint_signed())
    assert returns(opened) == ["returns/1/cn-joint-declaration.1.pdf"]
    opened, _ = filed(opened, scan(JOINT, joint_papers()))
    assert returns(opened)[-1] == "returns/1/cn-joint-declaration.2.scan.jpg"


def test_a_scan_is_told_from_a_signed_paper() -> None:
    assert is_signed_paper(joint_signed())
    assert is_signed_paper(paper(first_papers(), INVOICE))
    assert not is_signed_paper(scan(INVOICE))
    assert not is_signed_paper(saved(rendered(joint_signed()), "PNG"))
    assert not is_signed_paper(as_pdf([rendered(paper(first_papers(), INVOICE))]))


def test_returns_of_others_swapped_and_forged_ones_are_refused() -> None:
    with pytest.raises(ForeignReturn):
        returned(made_viet_nam(), joint_signed())
    with pytest.raises(OwnCountersignature):
        returned(made_china(), joint_signed("SAMPLE Exporter"))
    signed = paper(joint_papers(), JOINT)
    with pytest.raises(MaskDeskError):
        returned(made_china(), signed)
    back = joint_signed()
    forged = back[: len(signed) // 2] + bytes([back[len(signed) // 2] ^ 1])
    with pytest.raises(MaskDeskError):
        returned(made_china(), forged + back[len(forged) :])
    with pytest.raises(MaskDeskError):
        returned(made_china(), back[:-20])


def test_a_return_to_a_paper_that_was_never_made_is_refused() -> None:
    never = replace(made_china(), container=made_china().container)
    for name in never.container.under("sealed/1/papers/"):
        never = replace(never, container=never.container.without(name))
    with pytest.raises(NeverMade):
        returned(never, joint_signed())
