import datetime as dt
import pickle
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from maskdesk.output.identity import (
    DamagedIdentity,
    EarlyIdentity,
    ExpiredIdentity,
    Identity,
    KeylessIdentity,
    MisusedIdentity,
    WeakIdentity,
    WrongPassphrase,
    new_practice_identity,
    open_identity,
)
from output import pki
from output.specimens import MOMENT


def _open(p12: bytes) -> Identity:
    return open_identity(p12, pki.PASSPHRASE, moment=MOMENT)


def test_an_identity_opens_with_its_names_and_days() -> None:
    certificate = pki.leaf("SAMPLE Exporter")
    opened = _open(pki.p12(certificate))
    assert (opened.holder, opened.issuer) == ("SAMPLE Exporter", "SAMPLE Issuing")
    assert (opened.not_before, opened.not_after) == (pki.SINCE, pki.UNTIL)
    assert opened.serial == f"{certificate.serial_number:X}"
    assert not opened.practice
    assert len(opened.chain) == 2


def test_only_certificates_that_vouch_for_the_holder_are_carried() -> None:
    file = pkcs12.serialize_key_and_certificates(
        b"SAMPLE",
        pki.rsa_key("leaf"),
        pki.leaf(),
        (pki.stranger(), pki.issuing()),
        BestAvailableEncryption(pki.PASSPHRASE.encode()),
    )
    assert len(_open(file).chain) == 1


def test_a_practice_identity_says_so_everywhere() -> None:
    file = new_practice_identity(
        name="SAMPLE Clerk", organisation="SAMPLE", passphrase="x", moment=MOMENT
    )
    opened = open_identity(file, "x", moment=MOMENT)
    assert opened.practice
    subject = x509.load_der_x509_certificate(opened.certificate).subject.rfc4514_string()
    assert "PRACTICE" in subject
    assert opened.issuer == opened.holder == "SAMPLE Clerk"


def test_a_practice_identity_ends_after_the_days_asked_for() -> None:
    file = new_practice_identity(
        name="SAMPLE Clerk", organisation="SAMPLE", passphrase="x", moment=MOMENT, days=30
    )
    with pytest.raises(ExpiredIdentity):
        open_identity(file, "x", moment=MOMENT + dt.timedelta(days=31))


def test_the_word_practice_alone_makes_no_practice_identity() -> None:
    assert not _open(pki.p12(pki.leaf("PRACTICE"))).practice


def test_a_wrong_passphrase_is_named() -> None:
    with pytest.raises(WrongPassphrase):
        open_identity(pki.p12(pki.leaf()), "wrong", moment=MOMENT)


@pytest.mark.parametrize("keep", [0, 0.01, 0.5, 0.99])
def test_a_truncated_file_is_damaged_not_a_wrong_passphrase(keep: float) -> None:
    file = pki.p12(pki.leaf())
    with pytest.raises(DamagedIdentity):
        _open(file[: int(keep * len(file))])


def test_something_else_is_damaged() -> None:
    with pytest.raises(DamagedIdentity):
        _open(b"%PDF-1.7 not an identity")


def test_a_file_without_a_key_is_named() -> None:
    file = pkcs12.serialize_key_and_certificates(
        b"SAMPLE",
        None,
        None,
        (pki.root(),),
        BestAvailableEncryption(pki.PASSPHRASE.encode()),
    )
    with pytest.raises(KeylessIdentity):
        _open(file)


def test_an_expired_certificate_is_named_with_its_day() -> None:
    until = dt.datetime(2020, 1, 31, tzinfo=dt.UTC)
    with pytest.raises(ExpiredIdentity, match="2020-01-31"):
        _open(pki.p12(pki.leaf(until=until)))


def test_a_certificate_of_the_future_is_named_with_its_day() -> None:
    since = dt.datetime(2021, 2, 3, tzinfo=dt.UTC)
    with pytest.raises(EarlyIdentity, match="2021-02-03"):
        _open(pki.p12(pki.leaf(since=since)))


def test_a_key_for_encryption_only_is_refused() -> None:
    with pytest.raises(MisusedIdentity):
        _open(pki.p12(pki.leaf(signs=False)))


def test_a_server_certificate_is_refused() -> None:
    with pytest.raises(MisusedIdentity):
        _open(pki.p12(pki.leaf(purposes=(ExtendedKeyUsageOID.SERVER_AUTH,))))


def test_a_short_key_is_refused() -> None:
    key = pki.rsa_key("short", 1024)
    with pytest.raises(WeakIdentity, match="1024"):
        _open(pki.p12(pki.leaf(key=key), key))


def test_a_certificate_issued_over_sha1_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakIdentity, match="SHA-1"):
        open_identity(
            pki.p12(pki.issued_over_sha1(tmp_path)),
            pki.PASSPHRASE,
            moment=dt.datetime.now(dt.UTC),
        )


def test_a_kind_of_key_that_readers_do_not_know_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(pki.named("SAMPLE"))
        .issuer_name(pki.named("SAMPLE"))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(pki.SINCE)
        .not_valid_after(pki.UNTIL)
        .sign(key, None)
    )
    file = pkcs12.serialize_key_and_certificates(
        b"SAMPLE", key, certificate, None, BestAvailableEncryption(pki.PASSPHRASE.encode())
    )
    with pytest.raises(WeakIdentity):
        _open(file)


def test_an_elliptic_curve_key_opens() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    opened = _open(pki.p12(pki.leaf(key=key), key))
    assert len(opened.signature_over(b"x")) <= opened.longest_signature


def test_an_identity_does_not_leave_its_process_or_show_its_key() -> None:
    opened = _open(pki.p12(pki.leaf("SAMPLE Exporter")))
    assert repr(opened).startswith("Identity('SAMPLE Exporter', serial")
    with pytest.raises(TypeError):
        pickle.dumps(opened)
