"""Whatever is changed in a package that was handed in, its verdict says so."""

import hashlib
import io
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pikepdf
import pytest

from desk.dossiers import viet_nam
from desk.made import (
    FEW,
    MOMENT,
    ink_viet_nam,
    made,
    practice,
    sealed,
    sealed_viet_nam,
    signed_china,
    signed_few,
    signed_viet_nam,
)
from maskdesk.desk.manifest import MANIFEST
from maskdesk.desk.verifying import Trust, Verification, check_package
from maskdesk.dossier.sections import Contract
from maskdesk.intake.attachment import look_at
from output import pki

Files = Mapping[str, bytes]
FILES = sorted(signed_few().files)
SHEET = "03-counter-sheet.pdf"
INVOICE = "02-commercial-invoice.pdf"
UNDERTAKING = "01-vn-undertaking.pdf"
GOODS = "annexes/goods.xlsx"


def verdict(files: Files, **given: Any) -> Verification:
    return check_package(files, moment=MOMENT, **given)


def refused(files: Files) -> tuple[tuple[str, str], ...]:
    """What was found wrong: files and the codes of the reasons."""
    found = verdict(files)
    assert found.indication == "not valid"
    return tuple(
        (item.name, item.reasons[0].code) for item in found.items if item.indication == "not valid"
    )


def manifest(files: Files) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.json.decode(files[MANIFEST])
    return content


def with_manifest(files: Files, content: dict[str, Any]) -> Files:
    return {**files, MANIFEST: msgspec.json.encode(content)}


def matched(files: Files) -> Files:
    """The package with every SHA-256 of the manifest made to match what lies there."""
    content = manifest(files)
    for row in (*content["papers"], *content["annexes"]):
        if row["file"] in files:
            row["sha256"] = hashlib.sha256(files[row["file"]]).hexdigest()
    return with_manifest(files, content)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_what_was_made_is_valid() -> None:
    for submission in (signed_viet_nam(), signed_china(), ink_viet_nam()):
        found = verdict(submission.files)
        assert found.indication == "valid", found
        assert {item.name for item in found.items} == set(submission.files)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.0, 0.6, 1.0])
def test_a_flipped_bit_in_any_file_is_told(name: str, share: float) -> None:
    files = signed_few().files
    at = int(share * (len(files[name]) - 1))
    changed = {**files, name: flipped(files[name], at)}
    assert name in {item for item, _ in refused(changed)} or name == MANIFEST


@pytest.mark.parametrize("name", [name for name in FILES if name != MANIFEST])
def test_a_flipped_bit_is_told_even_where_the_manifest_was_made_to_match(name: str) -> None:
    files = signed_few().files
    refused(matched({**files, name: flipped(files[name], len(files[name]) // 2)}))


@pytest.mark.parametrize("name", [name for name in FILES if name != MANIFEST])
def test_a_removed_file_is_told_missing(name: str) -> None:
    files = dict(signed_few().files)
    del files[name]
    assert (name, "missing") in refused(files)


@pytest.mark.parametrize("name", [name for name in FILES if name != MANIFEST])
def test_a_file_removed_from_the_manifest_too_is_told(name: str) -> None:
    files = dict(signed_few().files)
    del files[name]
    content = manifest(files)
    content["papers"] = [row for row in content["papers"] if row["file"] != name]
    content["annexes"] = [row for row in content["annexes"] if row["file"] != name]
    assert MANIFEST in {item for item, _ in refused(with_manifest(files, content))}


def test_a_file_that_was_added_is_told() -> None:
    files = {**signed_few().files, "06-letter.pdf": b"%PDF-1.7"}
    assert refused(files) == (("06-letter.pdf", "stranger"),)


def test_a_file_added_to_the_manifest_too_is_told() -> None:
    files = {**signed_few().files, "annexes/more.xlsx": b"SAMPLE"}
    content = manifest(files)
    digest = hashlib.sha256(b"SAMPLE").hexdigest()
    content["annexes"].append({"file": "annexes/more.xlsx", "annex": "more", "sha256": digest})
    found = refused(with_manifest(files, content))
    assert ("annexes/more.xlsx", "not-listed") in found
    assert MANIFEST in {item for item, _ in found}


def test_two_files_that_changed_places_are_told() -> None:
    files = dict(signed_few().files)
    one, other = UNDERTAKING, INVOICE
    files[one], files[other] = files[other], files[one]
    assert {item for item, _ in refused(files)} == {one, other}
    assert {one, other} <= {item for item, _ in refused(matched(files))}


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "reference": lambda content: content.update(reference="SAMPLE-OTHER"),
    "moment": lambda content: content.update(made="2020-05-07T00:00:00Z"),
    "program": lambda content: content.update(program="9.9"),
    "practice": lambda content: content.update(practice=False),
    "version": lambda content: content.update(version=2),
    "seal": lambda content: content.update(seal="0" * 64),
    "dossier": lambda content: content.update(dossier="SAMPLE-OTHER"),
    "way": lambda content: content["papers"][0].update(way="ink"),
    "all ways": lambda content: [row.update(way="ink") for row in content["papers"]],
    "signed fields": lambda content: content["papers"][0].update(signed=[]),
    "open findings": lambda content: content["papers"][0].update(open=["a/b"]),
    "form": lambda content: content["papers"][0].update(form="counter-sheet"),
    "file": lambda content: content["papers"][0].update(file=INVOICE),
    "order": lambda content: content["papers"].reverse(),
    "twice": lambda content: content["papers"].append(content["papers"][0]),
    "unknown key": lambda content: content.update(remark="SAMPLE"),
    "missing key": lambda content: content.pop("seal"),
    "no papers": lambda content: content.update(papers=[]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_the_manifest_says_can_be_changed(change: str) -> None:
    content = manifest(signed_few().files)
    CHANGES[change](content)
    assert refused(with_manifest(signed_few().files, content))


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": 1}']
)
def test_a_manifest_that_cannot_be_read_is_not_valid(broken: bytes) -> None:
    assert refused({**signed_few().files, MANIFEST: broken}) == ((MANIFEST, "manifest"),)


def test_a_signed_paper_replaced_by_an_unsigned_one_is_told() -> None:
    files = {**signed_few().files, UNDERTAKING: ink_viet_nam().files[UNDERTAKING]}
    assert (UNDERTAKING, "changed") in refused(files)
    assert (UNDERTAKING, "vanished") in refused(matched(files))
    content = manifest(matched(files))
    content["papers"][0].update(way="ink", signed=[], to_sign=["SigExporter"])
    assert (UNDERTAKING, "not-listed") in refused(with_manifest(files, content))


def stripped(pdf: bytes) -> bytes:
    """The paper without its signature, saved anew."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for field in paper.Root.AcroForm.Fields:
            if "/V" in field:
                del field["/V"]
        paper.save(target)
    return target.getvalue()


def before_signing(pdf: bytes) -> bytes:
    """The paper as it was before the signature was added to it."""
    return pdf[: pdf.index(b"%%EOF\n") + len(b"%%EOF\n")]


@pytest.mark.parametrize("strip", [stripped, before_signing])
@pytest.mark.parametrize("name", [UNDERTAKING, SHEET])
def test_a_stripped_signature_is_told(strip: Callable[[bytes], bytes], name: str) -> None:
    files = signed_few().files
    changed = {**files, name: strip(files[name])}
    with pikepdf.open(io.BytesIO(changed[name])) as still_a_paper:
        assert len(still_a_paper.pages) >= 1
    assert (name, "vanished") in refused(matched(changed))


def test_a_paper_of_another_submission_is_told() -> None:
    other = made(
        sealed(viet_nam(contract=Contract(number="SAMPLE-OTHER", type="sale"))),
        practice(),
        "vn-undertaking",
    )
    files = {**signed_few().files, UNDERTAKING: other.files[UNDERTAKING]}
    assert (UNDERTAKING, "foreign") in refused(matched(files))


def test_all_papers_signed_anew_by_another_are_told_where_the_signer_is_known() -> None:
    other = made(sealed_viet_nam(), practice("SAMPLE Other"), *FEW).files
    assert verdict(other).indication == "valid"
    found = verdict(other, signer=practice().fingerprint)
    assert found.indication == "not valid"


@pytest.mark.parametrize("name", [UNDERTAKING, SHEET])
def test_one_paper_signed_anew_by_another_is_told(name: str) -> None:
    other = made(sealed_viet_nam(), practice("SAMPLE Other"), *FEW).files
    files = {**signed_few().files, name: other[name]}
    assert any(code in ("other-signer", "not-listed") for _, code in refused(matched(files)))


def test_practice_papers_are_not_valid_enough_for_who_names_a_root() -> None:
    trust = Trust(roots=(pki.pem(pki.root()),))
    found = verdict(signed_few().files, trust=trust)
    assert found.indication == "cannot tell"


def test_real_papers_are_valid_under_their_root_and_doubtful_without() -> None:
    files = made(sealed_viet_nam(), pki.identity(pki.leaf()), *FEW).files
    assert verdict(files).indication == "cannot tell"
    assert verdict(files, trust=Trust(roots=(pki.pem(pki.root()),))).indication == "valid"
    stranger = Trust(roots=(pki.pem(pki.stranger()),))
    assert verdict(files, trust=stranger).indication == "cannot tell"


@pytest.mark.long
def test_no_flipped_byte_anywhere_is_valid() -> None:
    files = signed_few().files
    for name, content in files.items():
        for at in range(0, len(content), max(1, len(content) // 60)):
            changed = {**files, name: flipped(content, at)}
            assert verdict(changed).indication == "not valid", (name, at)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_a_paper_of_ours_holds_nothing_that_could_be_turned_later(name: str) -> None:
    """No form to fill in, no layer, no script, no link out: nothing for a shadow to hide in."""
    content = signed_few().files[name]
    seen = msgspec.msgpack.decode(look_at(content))
    assert {one["code"] for one in seen["warnings"]} == {"signed", "embedded"}
    with pikepdf.open(io.BytesIO(content)) as paper:
        form = paper.Root.AcroForm
        assert {str(field.FT) for field in form.Fields.as_list()} == {"/Sig"}
        assert "/NeedAppearances" not in form
        assert not {"/OCProperties", "/OpenAction", "/AA"} & set(paper.Root.keys())
