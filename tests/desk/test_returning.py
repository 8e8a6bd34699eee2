# mypy: disable-error-code="no-untyped-call"
"""What comes back: only the other side's signature, on a paper of this dossier, and once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from desk.dossiers import china
from desk.made import (
    MOMENT,
    made,
    office,
    practice,
    sealed,
    sealed_china,
    sealed_viet_nam,
    signed_china,
    signed_viet_nam,
)
from maskdesk.desk.countersigning import countersigned
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.returning import (
    FiledAlready,
    ForeignReturn,
    NeverMade,
    NothingToSign,
    OwnCountersignature,
    PracticeReturn,
    accept,
    doubt_about,
)
from maskdesk.desk.verifying import Trust
from maskdesk.dossier.paths import put
from maskdesk.errors import MaskDeskError
from maskdesk.output.additions import NothingAdded, Rewritten, UnwelcomeReturn
from maskdesk.output.identity import Identity
from maskdesk.output.signing import UnreadablePaper
from output import pki
from output.other_program import nothing_else, signed_elsewhere

LATER = MOMENT + timedelta(days=1)
JOINT = "01-cn-joint-declaration.pdf"


def sent() -> bytes:
    return signed_china().files[JOINT]


def dossier() -> OpenDossier:
    return remembering(sealed_china(), signed_china(), MOMENT)


def returned(by: Identity | None = None, paper: bytes | None = None) -> bytes:
    signer = by or practice("SAMPLE Importer")
    return countersigned(paper or sent(), signer, office(), LATER)


def accepted(opened: OpenDossier, content: bytes) -> OpenDossier:
    return accept(opened, content, moment=LATER, trust=Trust())[0]


def test_a_countersigned_paper_is_filed_outside_the_seal_and_meets_its_condition() -> None:
    before = dossier()
    after = accepted(before, returned())
    added = set(after.container.members) - set(before.container.members)
    assert added == {"returns/1/cn-joint-declaration.1.pdf"}
    assert after.sealed(1) == before.sealed(1)
    (finding,) = after.sealed(1).report(after.returned_to(1)).find("cn-12a-2020/countersigned")
    assert finding.answer == "met"
    (finding,) = before.sealed(1).report(before.returned_to(1)).find("cn-12a-2020/countersigned")
    assert finding.answer == "not-met"


def test_what_was_handed_in_stays_as_it_was_made() -> None:
    after = accepted(dossier(), returned())
    for name, content in signed_china().files.items():
        assert after.container.read(f"sealed/1/papers/1/{name}") == content


def test_the_same_file_is_filed_once() -> None:
    content = returned()
    with pytest.raises(FiledAlready, match=r"returns/1/cn-joint-declaration\.1\.pdf"):
        accepted(accepted(dossier(), content), content)


def test_a_paper_as_it_was_sent_is_no_return() -> None:
    with pytest.raises(NothingAdded):
        accepted(dossier(), sent())


def test_the_exporter_does_not_sign_for_the_other_side() -> None:
    with pytest.raises(OwnCountersignature, match="SAMPLE Exporter"):
        accepted(dossier(), returned(practice()))


def test_a_practice_signature_does_not_meet_a_real_paper() -> None:
    real = pki.identity(pki.leaf())
    package = made(sealed_china(), real, "cn-joint-declaration")
    opened = remembering(sealed_china(), package, MOMENT)
    paper = package.files[JOINT]
    with pytest.raises(PracticeReturn, match="SAMPLE Importer"):
        accepted(opened, returned(paper=paper))
    other = pki.identity(pki.leaf("SAMPLE Buyer", key=pki.rsa_key("b")), pki.rsa_key("b"))
    assert accepted(opened, returned(other, paper)).returned_to(1) == {"cn-joint-declaration"}


def test_a_paper_of_another_dossier_is_refused_with_its_name() -> None:
    other = sealed(china(id="SAMPLE-OTHER"))
    package = made(other, practice(), "cn-joint-declaration")
    with pytest.raises(ForeignReturn, match="SAMPLE-OTHER"):
        accepted(dossier(), returned(paper=package.files[JOINT]))


def test_a_paper_that_no_package_of_the_dossier_holds_is_refused() -> None:
    with pytest.raises(NeverMade):
        accepted(sealed_china(), returned())


def test_a_paper_made_from_another_text_of_the_dossier_is_no_return() -> None:
    other = sealed(put(china(), "contract.number", "SAMPLE-OTHER"))
    package = made(other, practice(), "cn-joint-declaration")
    with pytest.raises(Rewritten):
        accepted(dossier(), returned(paper=package.files[JOINT]))


def test_a_paper_nobody_else_was_to_sign_is_refused() -> None:
    opened = remembering(sealed_viet_nam(), signed_viet_nam(), MOMENT)
    with pytest.raises(NothingToSign):
        accepted(opened, signed_viet_nam().files["01-vn-undertaking.pdf"])


@pytest.mark.parametrize("content", [b"", b"SAMPLE", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_paper_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePaper):
        accepted(dossier(), content)


def _cut(content: bytes) -> bytes:
    return content[:-500]


def _more(content: bytes) -> bytes:
    return content + b"\n% SAMPLE\n"


def _flipped_before(content: bytes) -> bytes:
    at = content.index(b"/Contents <") + 200  # in the exporter's signature
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _flipped_in_the_addition(content: bytes) -> bytes:
    at = len(sent()) + 300
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("spoil", [_cut, _more, _flipped_before, _flipped_in_the_addition])
def test_an_altered_return_is_refused_and_files_nothing(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(MaskDeskError) as refused:
        accepted(dossier(), spoil(returned()))
    assert isinstance(refused.value, UnwelcomeReturn | UnreadablePaper | ForeignReturn)


def test_a_return_signed_with_another_program_is_filed() -> None:
    content = signed_elsewhere(sent(), "SigImporter", nothing_else)
    now = datetime.now(UTC) + timedelta(days=1)
    after, result = accept(dossier(), content, moment=now, trust=Trust())
    assert result.holder == "SAMPLE Elsewhere"
    assert after.returned_to(1) == {"cn-joint-declaration"}


def _beside_the_signature(writer: IncrementalPdfFileWriter) -> None:
    """Change the first page in the same breath."""
    page = writer.root["/Pages"]["/Kids"][0]
    page["/SAMPLE"] = generic.pdf_string("SAMPLE")
    writer.mark_update(page.container_ref)


def test_a_return_with_more_than_the_signature_is_refused() -> None:
    content = signed_elsewhere(sent(), "SigImporter", _beside_the_signature)
    now = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(UnwelcomeReturn):
        accept(dossier(), content, moment=now, trust=Trust())


def test_a_second_signing_of_the_same_place_is_filed_beside_the_first() -> None:
    once = accepted(dossier(), returned())
    again = accepted(once, returned(practice("SAMPLE Importer 2")))
    assert sorted(again.container.under("returns/")) == [
        "returns/1/cn-joint-declaration.1.pdf",
        "returns/1/cn-joint-declaration.2.pdf",
    ]


def test_countersigning_what_was_changed_or_never_certified_is_refused() -> None:
    for paper in (
        _flipped_before(sent()),
        made(sealed_china(), None, "cn-joint-declaration").files[JOINT],
        signed_viet_nam().files["01-vn-undertaking.pdf"],
        returned(),
        b"SAMPLE",
    ):
        with pytest.raises(MaskDeskError):
            returned(paper=paper)


def test_who_vouches_for_the_other_side_is_said() -> None:
    real, other = pki.identity(pki.leaf()), pki.leaf("SAMPLE Buyer", key=pki.rsa_key("b"))
    package = made(sealed_china(), real, "cn-joint-declaration")
    opened = remembering(sealed_china(), package, MOMENT)
    back = returned(pki.identity(other, pki.rsa_key("b")), package.files[JOINT])

    def doubt(*roots: bytes) -> str:
        trust = Trust(roots=roots)
        _, result = accept(opened, back, moment=LATER, trust=trust)
        ground = doubt_about(result, trust)
        return ground.code if ground is not None else ""

    assert doubt() == "no-anchor"
    assert doubt(pki.pem(pki.stranger())) == "untrusted"
    assert doubt(pki.pem(pki.root())) == ""
