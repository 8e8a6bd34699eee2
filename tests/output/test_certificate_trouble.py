"""Each trouble with a signer's certificate has its own plain sentence."""

import datetime as dt

import pytest
from cryptography import x509

from maskdesk.output import pades
from maskdesk.output.verification import REASONS, Verdict, verify_pdf
from output import issued
from output.other_program import nothing_else, signed_elsewhere
from output.specimens import EXPORTER, MOMENT, archived

LATER = MOMENT + dt.timedelta(days=2)
CASES = {
    "good": ("valid", set()),
    "expired": ("not valid", {"signed-expired"}),
    "expired-since": ("cannot tell", {"expired"}),
    "not-yet": ("not valid", {"signed-early"}),
    "server": ("cannot tell", {"wrong-use"}),
    "encipherment": ("cannot tell", {"wrong-use"}),
    "revoked": ("not valid", {"signed-revoked"}),
    "revoked-elsewhere": ("not valid", {"signed-revoked"}),
    "short": ("cannot tell", {"weak-key"}),
    "alone": ("cannot tell", {"self-signed"}),
    "of-stranger": ("cannot tell", {"untrusted"}),
}


def signed(case: str) -> bytes:
    """A paper of ours, signed whether or not the identity is fit for it."""
    return pades.fill(
        archived((EXPORTER,)),
        field="exporter",
        identity=issued.signer(case),
        stamp=None,
        moment=MOMENT,
        permission=pades.NOTHING_MAY_FOLLOW,
        reason="",
        location="",
    )


def judged(pdf: bytes, moment: dt.datetime = LATER) -> Verdict:
    return verify_pdf(pdf, moment=moment, roots=(issued.root(),), crls=issued.lists(moment))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons if reason.weight != "note"}


@pytest.mark.parametrize("case", CASES)
def test_a_certificate_is_judged_as_an_authority_would(case: str) -> None:
    verdict = judged(signed(case))
    assert (verdict.indication, codes(verdict)) == CASES[case]
    assert verdict.signatures[0].intact, "the paper itself is as it was signed"
    if case == "good":
        assert {reason.code for reason in verdict.reasons} == {"clock"}, "revocation was looked up"


def test_a_certificate_issued_over_sha1_is_weak() -> None:
    pdf = signed_elsewhere(archived(), "exporter", nothing_else, issued.signer("sha1"))
    verdict = judged(pdf, dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    assert "weak-hash" in codes(verdict)
    assert verdict.indication != "valid"


def test_the_sentences_differ_and_name_holder_and_day() -> None:
    said = {case: judged(signed(case)).reasons[0].sentence() for case in CASES if case != "good"}
    for same in ("encipherment", "revoked-elsewhere"):
        said.pop(same)  # the troubles of a server's certificate and of a revoked one
    assert len(set(said.values())) == len(said)
    assert all("SAMPLE" in sentence for sentence in said.values())
    assert "2020-05-01" in said["expired"]
    assert "2020-03-01" in said["revoked"]


def test_a_serial_number_shared_with_the_issuer_is_no_trouble() -> None:
    """Serial numbers are unique for each issuer, not in the world (RFC 5280, 4.1.2.2)."""
    good = issued.signer("good")
    numbers = [x509.load_der_x509_certificate(one).serial_number for one in good.chain]
    assert int(good.serial, 16) in numbers
    assert judged(signed("good")).indication == "valid"


def test_the_time_of_signing_is_called_a_claim() -> None:
    (clock,) = (one for one in judged(signed("good")).reasons if one.code == "clock")
    assert "claims" in clock.sentence()
    assert "proves nothing" in REASONS["clock"][1]
