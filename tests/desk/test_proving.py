"""Whether a page in the hand is one that was made: by the code on it, scanned or typed."""

from functools import cache

import pytest
from msgspec.structs import replace

from desk.versions import (
    PAPERS,
    first_papers,
    joint_papers,
    made_twice,
    made_viet_nam,
    second_papers,
    signed_few_again,
)
from intake.scanning import cleanly_scanned, qr_code, read_off, rendered, saved, with_code
from maskdesk.desk.manifest import MANIFEST, Manifest, Packed, read_manifest
from maskdesk.desk.proving import (
    Mark,
    NoCode,
    NotACode,
    PageProof,
    SeveralCodes,
    marks_on,
    packages_of,
    prove,
    typed_mark,
)
from maskdesk.intake.scan import NotAScan

INVOICE = "commercial-invoice"
SHEET = "counter-sheet"


def packed(form: str, manifest: Manifest | None = None) -> Packed:
    papers = (manifest or first_papers().manifest).papers
    return next(one for one in papers if one.form == form)


@cache
def mark_of(form: str) -> Mark:
    """What the first page's code says, read from the page itself."""
    pdf = first_papers().files[packed(form).file]
    (mark,) = marks_on(saved(with_code(read_off(rendered(pdf))), "PNG"), "s.png")
    return mark


def said(proof: PageProof) -> str:
    return proof.message.format(**proof.places)


@pytest.mark.parametrize("form", [*PAPERS, SHEET])
def test_a_scan_of_each_paper_is_that_page(form: str) -> None:
    pdf = first_papers().files[packed(form).file]
    (mark,) = marks_on(cleanly_scanned(pdf), "s.jpg")
    proof = prove(mark, [first_papers().files])
    assert proof.indication == "valid"
    assert said(proof) == "The code is that of this page as it was made: compare what it says."
    assert proof.made is not None
    assert (proof.made.packed.form, proof.page, proof.made.data.version) == (form, 1, 1)
    assert dict(proof.printed) == proof.made.data.pages[0].printed


def test_what_the_page_printed_is_shown_to_compare() -> None:
    printed = dict(prove(mark_of(INVOICE), packages_of(made_viet_nam())).printed)
    assert printed["contract.number"] == "01/2020/HĐ-SAMPLE"


def test_a_page_of_another_dossier_is_said_to_be_so() -> None:
    proof = prove(mark_of(INVOICE), [joint_papers().files])
    assert proof.indication == "not valid"
    assert said(proof) == "This page belongs to another dossier: SAMPLE-VN."
    assert proof.made is None
    assert proof.printed == ()


def test_a_page_of_another_version_is_said_to_be_so() -> None:
    proof = prove(mark_of(INVOICE), [second_papers().files])
    assert proof.indication == "not valid"
    assert said(proof) == "This page belongs to version 1, of which no papers are here."


def test_a_page_of_an_amended_paper_is_said_to_be_of_the_earlier_version() -> None:
    proof = prove(mark_of(INVOICE), packages_of(made_twice()))
    assert proof.indication == "valid"
    assert said(proof) == (
        "The code is that of this page as it was made for version 1; "
        "papers of version 2 were made since: compare what it says."
    )
    assert dict(proof.printed)["contract.number"] == "01/2020/HĐ-SAMPLE"


def test_a_page_of_the_package_made_before_the_last_is_still_proved() -> None:
    opened = signed_few_again()
    assert len(list(packages_of(opened))) == 2
    for form in (INVOICE, SHEET, "vn-undertaking"):
        proof = prove(mark_of(form), packages_of(opened))
        assert proof.indication == "valid", form


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"digest": "0" * 12}, "The code names a page that was made with other content."),
        ({"page": 2}, "This paper has 1 pages; there is no page 2."),
        ({"page": 0}, "This paper has 1 pages; there is no page 0."),
        ({"version": 2}, "The code names a page that was made with other content."),
        ({"dossier": "SAMPLE-CN"}, "The code names a page that was made with other content."),
        ({"code": "MD-00000-00000"}, "No paper with the code MD-00000-00000 was made here."),
    ],
)
def test_a_code_that_was_tampered_with_is_not_valid(
    changes: dict[str, object], sentence: str
) -> None:
    proof = prove(replace(mark_of(INVOICE), **changes), [first_papers().files])
    assert (proof.indication, said(proof)) == ("not valid", sentence)


def test_the_digest_of_another_page_does_not_prove_this_one() -> None:
    other = mark_of("packing-list")
    proof = prove(replace(mark_of(INVOICE), digest=other.digest), [first_papers().files])
    assert proof.indication == "not valid"


def test_a_code_pasted_over_another_names_the_page_it_came_from() -> None:
    pdf = first_papers().files[packed(INVOICE).file]
    other = first_papers().files[packed("packing-list").file]
    forged = rendered(pdf)
    corner = (forged.width - 400, forged.height - 350, forged.width, forged.height)
    forged.paste(rendered(other).crop(corner), corner[:2])
    (mark,) = marks_on(saved(forged, "PNG"), "s.png")
    proof = prove(mark, [first_papers().files])
    assert proof.made is not None
    assert proof.made.packed.form == "packing-list", "what is shown is not what the page says"


def test_a_code_pasted_beside_the_pages_own_is_refused() -> None:
    pdf = first_papers().files[packed(INVOICE).file]
    other = first_papers().files[packed("packing-list").file]
    forged = rendered(pdf)
    forged.paste(qr_code(read_off(rendered(other))), (80, forged.height - 350))
    with pytest.raises(SeveralCodes, match=r"Page 1 of s\.png bears the codes of several pages"):
        marks_on(saved(forged, "PNG"), "s.png")


def test_the_same_code_twice_on_a_page_is_one() -> None:
    text = read_off(rendered(first_papers().files[packed(INVOICE).file]))
    page = with_code(text)
    page.paste(qr_code(text), (40, 40))
    assert len(marks_on(saved(page, "PNG"), "s.png")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/",
        "MD1",
        "MD1 SAMPLE 1 MD-1A2B3-4C5D6 1",
        "MD1 SAMPLE one MD-1A2B3-4C5D6 1 0123456789ab",
        "MD1 SAMPLE 1 MD-1A2B3-4C5D6 ² 0123456789ab",
        "MD2 SAMPLE 1 MD-1A2B3-4C5D6 1 0123456789ab",
        f"MD1 SAMPLE 1 MD-1A2B3-4C5D6 {'9' * 5000} 0123456789ab"[:900],
    ],
)
def test_another_code_is_none_of_ours(text: str) -> None:
    with pytest.raises(NoCode):
        marks_on(saved(with_code(text), "PNG"), "s.png")


def test_a_page_without_a_code_is_told_from_a_file_without_a_page() -> None:
    with pytest.raises(NoCode, match="or type the code at its foot"):
        marks_on(saved(with_code("x").crop((0, 0, 200, 200)), "PNG"), "s.png")
    with pytest.raises(NotAScan):
        marks_on(b"no picture", "s.png")


# Typed codes.


@pytest.mark.parametrize("change", [str, str.lower, lambda code: f"  {code}\n"])
@pytest.mark.parametrize("ending", ["", " 1", "/1", "-1"])
def test_a_typed_code_finds_its_paper(change: object, ending: str) -> None:
    assert callable(change)
    mark = typed_mark(change(packed(INVOICE).code + ending))
    proof = prove(mark, [first_papers().files])
    assert proof.indication == "cannot tell"
    assert said(proof) == "This code was given to a paper: compare what stands on it."
    assert proof.made is not None
    assert (proof.made.packed.form, proof.page) == (INVOICE, 1 if ending else None)
    assert dict(proof.printed)["contract.number"] == "01/2020/HĐ-SAMPLE"


def test_letters_that_no_code_has_are_the_figures_they_look_like() -> None:
    assert typed_mark("md-oOiIl-0A1B2").code == "MD-00111-0A1B2"


def test_a_wrong_typed_code_is_no_paper_of_ours() -> None:
    proof = prove(typed_mark("MD-00000-00000"), [first_papers().files])
    assert proof.indication == "not valid"
    assert said(proof) == "No paper with the code MD-00000-00000 was made here."
    beyond = prove(typed_mark(f"{packed(INVOICE).code} 9"), [first_papers().files])
    assert (beyond.indication, said(beyond)) == (
        "not valid",
        "This paper has 1 pages; there is no page 9.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MD",
        "MD-1A2B3",
        "1A2B3-4C5D6",
        "MD-1A2B3-4C5D6 x",
        "MD-1A2B3-4C5D6 12345",
        "MĐ-1A2B3-4C5D6",
    ],
)
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotACode, match="is not a code as it stands at the foot of a page"):
        typed_mark(text)


def test_a_kept_paper_that_was_broken_can_prove_nothing() -> None:
    name = packed(INVOICE).file
    files = {**first_papers().files, name: b"%PDF-broken"}
    proof = prove(mark_of(INVOICE), [files])
    assert (proof.indication, said(proof)) == (
        "cannot tell",
        f"The paper kept as {name} cannot be read.",
    )
    missing = {key: content for key, content in files.items() if key != name}
    assert prove(mark_of(INVOICE), [missing]).indication == "cannot tell"


def test_every_version_and_package_is_looked_through_the_latest_first() -> None:
    versions = [read_manifest(files[MANIFEST]).version for files in packages_of(made_twice())]
    assert versions == [2, 1]
