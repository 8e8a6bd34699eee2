# mypy: disable-error-code="no-untyped-call"
import datetime as dt
import hashlib
import io
import random
from pathlib import Path

import pikepdf
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from maskdesk.output import pades
from maskdesk.output.identity import Identity
from maskdesk.output.verification import REASONS, Expected, Verdict, verify_pdf
from output import pki
from output.other_program import nothing_else, signed_elsewhere
from output.specimens import (
    EXPORTER,
    MOMENT,
    archived,
    certified,
    countersigned,
    drawn,
    practice,
    stamp,
)

LATER = MOMENT + dt.timedelta(days=2)
OURS = Expected(own=True, practice=True)


def _verify(pdf: bytes, expected: Expected | None = OURS) -> Verdict:
    return verify_pdf(pdf, moment=LATER, expected=expected)


def _verify_now(pdf: bytes) -> Verdict:
    """Other programs sign with the clock of this computer."""
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return verify_pdf(pdf, moment=tomorrow, expected=OURS)


def _codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons if reason.weight != "note"}


def _signed_by(identity: Identity, moment: dt.datetime = MOMENT) -> bytes:
    """Signed whether or not the identity is fit for it."""
    return pades.fill(
        archived((EXPORTER,)),
        field="exporter",
        identity=identity,
        stamp=None,
        moment=moment,
        permission=pades.NOTHING_MAY_FOLLOW,
        reason="",
        location="",
    )


def _trusting(pdf: bytes, *, moment: dt.datetime = LATER, crls: tuple[bytes, ...] = ()) -> Verdict:
    return verify_pdf(pdf, moment=moment, roots=(pki.pem(pki.root()),), crls=crls)


def test_a_practice_paper_is_valid_where_practice_is_expected() -> None:
    verdict = _verify(certified())
    assert verdict.indication == "valid"
    (signature,) = verdict.signatures
    assert (signature.field, signature.holder) == ("exporter", "SAMPLE Exporter")
    assert signature.claimed == MOMENT
    assert signature.intact
    assert signature.covers_all
    assert signature.ours
    assert (signature.trusted, signature.certification) == ("practice", "signatures may follow")


def test_the_claimed_time_is_told_to_be_a_computers_clock() -> None:
    assert "clock" in {reason.code for reason in _verify(certified()).reasons}


def test_a_practice_paper_is_doubtful_where_a_real_one_is_expected() -> None:
    verdict = _verify(certified(), None)
    assert verdict.indication == "cannot tell"
    assert _codes(verdict) == {"practice-only"}
    assert verdict.signatures[0].intact


def test_two_signatures_are_valid_and_the_last_covers_the_file() -> None:
    verdict = _verify(countersigned())
    assert verdict.indication == "valid"
    assert [one.covers_all for one in verdict.signatures] == [False, True]
    assert [one.holder for one in verdict.signatures] == ["SAMPLE Exporter", "SAMPLE Importer"]
    assert [one.certification for one in verdict.signatures] == ["signatures may follow", "none"]


def test_a_lone_signature_is_valid_and_allowsnothing_else_more() -> None:
    verdict = _verify(certified((EXPORTER,)))
    assert verdict.indication == "valid"
    assert verdict.signatures[0].certification == "no changes"


def test_a_real_identity_is_valid_where_its_root_is_trusted() -> None:
    verdict = _trusting(_signed_by(pki.identity(pki.leaf())))
    assert verdict.indication == "valid"
    assert verdict.signatures[0].trusted == "yes"
    assert "revocation" in {reason.code for reason in verdict.reasons}


def test_a_real_identity_with_fresh_lists_is_valid_without_a_word_on_revocation() -> None:
    pdf = _signed_by(pki.identity(pki.leaf()))
    lists = pki.revocations(on=MOMENT, issued=MOMENT)
    verdict = _trusting(pdf, crls=lists)
    assert verdict.indication == "valid"
    assert {reason.code for reason in verdict.reasons} == {"clock"}


def test_a_stale_list_says_that_revocation_could_not_be_looked_up() -> None:
    pdf = _signed_by(pki.identity(pki.leaf()))
    lists = pki.revocations(on=pki.SINCE, issued=pki.SINCE, until=pki.SINCE + dt.timedelta(days=7))
    verdict = _trusting(pdf, crls=lists)
    assert "revocation" in {reason.code for reason in verdict.reasons}


def test_without_any_root_nobody_can_tell_who_signed() -> None:
    verdict = verify_pdf(_signed_by(pki.identity(pki.leaf())), moment=LATER)
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"no-anchor"})
    assert verdict.signatures[0].intact


def test_another_root_does_not_vouch() -> None:
    verdict = verify_pdf(
        _signed_by(pki.identity(pki.leaf())), moment=LATER, roots=(pki.pem(pki.stranger()),)
    )
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"untrusted"})


def test_a_self_signed_certificate_vouches_for_itself_alone() -> None:
    verdict = _trusting(_signed_by(pki.identity(pki.self_signed())))
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"self-signed"})
    assert verdict.signatures[0].trusted == "self-signed"


def test_a_self_signed_certificate_given_as_root_is_trusted() -> None:
    alone = pki.self_signed()
    verdict = verify_pdf(_signed_by(pki.identity(alone)), moment=LATER, roots=(pki.pem(alone),))
    assert (verdict.indication, verdict.signatures[0].trusted) == ("valid", "yes")


def test_a_certificate_that_expired_since_leaves_a_doubt() -> None:
    until = MOMENT + dt.timedelta(days=1)
    verdict = _trusting(_signed_by(pki.identity(pki.leaf(until=until))))
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"expired"})


def test_a_signature_claimed_after_the_certificate_expired_is_not_valid() -> None:
    until = MOMENT - dt.timedelta(days=1)
    verdict = _trusting(_signed_by(pki.identity(pki.leaf(until=until))))
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"signed-expired"})


def test_a_signature_claimed_before_the_certificate_began_is_not_valid() -> None:
    since = MOMENT + dt.timedelta(days=1)
    verdict = _trusting(_signed_by(pki.identity(pki.leaf(since=since))))
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"signed-early"})


def test_a_certificate_that_has_not_begun_leaves_a_doubt() -> None:
    verdict = _trusting(
        _signed_by(pki.identity(pki.leaf(since=MOMENT))), moment=MOMENT - dt.timedelta(days=3)
    )
    assert _codes(verdict) == {"not-yet", "future"}


def test_a_certificate_revoked_before_the_claimed_time_is_not_valid() -> None:
    certificate = pki.leaf()
    lists = pki.revocations(certificate, on=MOMENT - dt.timedelta(days=1), issued=MOMENT)
    verdict = _trusting(_signed_by(pki.identity(certificate)), crls=lists)
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"signed-revoked"})


def test_a_certificate_revoked_since_leaves_a_doubt() -> None:
    certificate = pki.leaf()
    day = MOMENT + dt.timedelta(days=1)
    lists = pki.revocations(certificate, on=day, issued=day)
    verdict = _trusting(_signed_by(pki.identity(certificate)), crls=lists)
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"revoked"})


def test_a_key_for_encryption_leaves_a_doubt() -> None:
    verdict = _trusting(_signed_by(pki.identity(pki.leaf(signs=False))))
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"wrong-use"})


def test_a_server_certificate_leaves_a_doubt() -> None:
    certificate = pki.leaf(purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))
    verdict = _trusting(_signed_by(pki.identity(certificate)))
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"wrong-use"})


def test_a_short_key_leaves_a_doubt() -> None:
    key = pki.rsa_key("short", 1024)
    verdict = _trusting(_signed_by(pki.identity(pki.leaf(key=key), key)))
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"weak-key"})


def test_a_certificate_issued_over_sha1_leaves_a_doubt(tmp_path: Path) -> None:
    old = Identity(pki.rsa_key("leaf"), pki.issued_over_sha1(tmp_path), (pki.issuing(),))
    verdict = _trusting(
        signed_elsewhere(archived(), "exporter", nothing_else, old),
        moment=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1),
    )
    assert (verdict.indication, _codes(verdict)) == ("cannot tell", {"weak-hash"})


def test_each_trouble_has_a_sentence_of_its_own() -> None:
    sentences = [message for _, message in REASONS.values()]
    assert len(set(sentences)) == len(sentences)


def test_an_unsigned_paper_is_doubtful_and_one_said_to_be_signed_is_changed() -> None:
    assert _codes(_verify(drawn(), None)) == {"unsigned"}
    verdict = _verify(archived())
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"vanished"})


def test_a_missing_second_signature_is_a_change() -> None:
    expected = Expected(own=True, practice=True, filled=("exporter", "importer"))
    verdict = _verify(certified(), expected)
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"field-empty"})


def test_another_file_than_the_one_filed_is_named() -> None:
    digest = hashlib.sha256(certified()).hexdigest()
    expected = Expected(own=True, practice=True, sha256=digest)
    assert _verify(certified(), expected).indication == "valid"
    assert _codes(_verify(countersigned(), expected)) == {"other-file"}


def test_a_paper_signed_elsewhere_is_not_taken_for_ours() -> None:
    verdict = _verify_now(signed_elsewhere(archived(), "exporter", nothing_else))
    assert (verdict.indication, _codes(verdict)) == ("not valid", {"not-ours"})


def test_a_paper_signed_anew_by_another_practice_identity_is_reported() -> None:
    forged = Expected(own=True, practice=True, signer=practice("SAMPLE Importer").fingerprint)
    assert _codes(_verify(certified(), forged)) == {"other-signer"}
    right = Expected(own=True, practice=True, signer=practice().fingerprint)
    assert _verify(certified(), right).indication == "valid"


def test_a_countersignature_made_elsewhere_is_valid_and_its_padding_is_listed() -> None:
    verdict = _verify_now(signed_elsewhere(certified(), "importer", nothing_else))
    assert verdict.indication == "valid"
    assert [one.ours for one in verdict.signatures] == [True, False]
    assert "foreign-container" in {reason.code for reason in verdict.reasons}


def test_bytes_after_the_last_signature_are_reported() -> None:
    for addition in (b"\n", b"% more", b"1 0 obj\n<<>>\nendobj\n"):
        verdict = _verify(countersigned() + addition)
        assert verdict.indication == "not valid"
        assert "added" in _codes(verdict)


def test_a_field_added_after_certification_is_reported() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(certified()))
    fields.append_signature_field(writer, fields.SigFieldSpec("other", on_page=0, box=(0, 0, 9, 9)))
    target = io.BytesIO()
    writer.write(target)
    assert _verify(target.getvalue()).indication == "not valid"


def test_a_note_added_with_a_later_signature_is_reported() -> None:
    def annotate(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Contents"): generic.pdf_string("another price"),
                generic.pdf_name("/Rect"): generic.ArrayObject(
                    [generic.FloatObject(n) for n in (100, 400, 300, 500)]
                ),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    verdict = _verify_now(signed_elsewhere(certified(), "importer", annotate))
    assert verdict.indication == "not valid"
    assert "changed-later" in _codes(verdict)


def test_a_page_drawn_over_with_a_later_signature_is_reported() -> None:
    def draw(writer: IncrementalPdfFileWriter) -> None:
        writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 m")))

    verdict = _verify_now(signed_elsewhere(certified(), "importer", draw))
    assert "changed-later" in _codes(verdict)


def test_a_revision_between_two_signatures_is_reported() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(certified()))
    writer.add_stream_to_page(1, writer.add_object(generic.StreamObject(stream_data=b"0 0 m")))
    between = io.BytesIO()
    writer.write(between)
    verdict = _verify_now(signed_elsewhere(between.getvalue(), "importer", nothing_else))
    assert verdict.indication == "not valid"
    assert "changed-later" in _codes(verdict)


def test_a_signed_file_saved_anew_is_reported() -> None:
    with pikepdf.open(io.BytesIO(countersigned())) as paper:
        target = io.BytesIO()
        paper.save(target)
    assert _verify(target.getvalue()).indication == "not valid"


def test_a_signature_taken_out_of_its_field_is_reported() -> None:
    with pikepdf.open(io.BytesIO(certified())) as paper:
        del paper.Root.AcroForm.Fields[0]["/V"]
        target = io.BytesIO()
        paper.save(target)
    assert _codes(_verify(target.getvalue())) == {"vanished"}


def test_the_certified_part_alone_of_a_countersigned_paper_lacks_the_second() -> None:
    expected = Expected(own=True, practice=True, filled=("importer",))
    assert _verify(countersigned()[: len(certified())], expected).indication == "not valid"


@pytest.mark.parametrize("kept", [0, 1, 100, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_paper_is_never_valid(kept: float) -> None:
    pdf = countersigned()
    length = int(kept if kept in (0, 1, 100) else kept * len(pdf))
    assert _verify(pdf[:length]).indication != "valid"


def test_random_bytes_cannot_be_told() -> None:
    random_bytes = random.Random(5).randbytes
    for length in (0, 1, 50, 5000):
        for head in (b"", b"%PDF-1.7\n"):
            verdict = _verify(head + random_bytes(length), None)
            assert verdict.indication == "cannot tell"
            assert "unreadable" in _codes(verdict)


def test_lower_case_digits_in_our_container_are_reported() -> None:
    pdf = certified()
    at = pdf.rindex(b"/Contents <") + 60
    while not pdf[at : at + 1].isalpha():
        at += 1
    changed = pdf[:at] + pdf[at : at + 1].lower() + pdf[at + 1 :]
    assert "container" in _codes(_verify(changed))


def _flipped(pdf: bytes, seed: int, flips: int) -> list[tuple[int, int]]:
    """Where and which bit; every second one inside a container, where a reader is lenient."""
    chance = random.Random(seed)
    hole = pdf.rindex(b"/Contents <")
    places = []
    for number in range(flips):
        span = (hole, pdf.index(b">", hole)) if number % 2 else (0, len(pdf))
        places.append((chance.randrange(*span), chance.randrange(8)))
    return places


def _undetected(pdf: bytes, seed: int, flips: int) -> list[tuple[int, int]]:
    missed = []
    for at, bit in _flipped(pdf, seed, flips):
        changed = bytearray(pdf)
        changed[at] ^= 1 << bit
        if _verify(bytes(changed)).indication == "valid":
            missed.append((at, bit))
    return missed


def test_a_flipped_bit_is_reported() -> None:
    assert _undetected(certified(), 1, 200) == []
    assert _undetected(countersigned(), 2, 80) == []


def test_a_flipped_bit_is_reported_in_a_paper_signed_with_a_chain() -> None:
    pdf = _signed_by(pki.identity(pki.leaf()))
    chance = random.Random(3)
    hole = pdf.rindex(b"/Contents <")
    end = pdf.index(b">", hole)
    for _ in range(100):
        changed = bytearray(pdf)
        changed[chance.randrange(hole, end)] ^= 1 << chance.randrange(8)
        assert _trusting(bytes(changed)).indication != "valid"


@pytest.mark.long
def test_two_thousand_flipped_bits_are_reported() -> None:
    assert _undetected(certified(), 11, 1000) == []
    assert _undetected(countersigned(), 12, 1000) == []


def test_a_stamp_is_part_of_what_is_signed() -> None:
    assert stamp()
    at = certified().rindex(b"/Stamp Do")
    changed = certified()[:at] + b"/Stamp no" + certified()[at + 9 :]
    assert "changed" in _codes(_verify(changed))
