"""A certificate authority for the tests: root, issuing authority, and signers good and bad."""

import datetime as dt
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from maskdesk.output.certificates import chain_of
from maskdesk.output.identity import Identity

SINCE = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2029, 1, 1, tzinfo=dt.UTC)
PASSPHRASE = "mật khẩu SAMPLE"

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """The key of this name, made once in a run."""
    assert name
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def root() -> x509.Certificate:
    """The trust anchor."""
    return _authority("SAMPLE Root", rsa_key("root"), None, rsa_key("root"))


@cache
def issuing() -> x509.Certificate:
    """The authority that issues to signers."""
    return _authority("SAMPLE Issuing", rsa_key("issuing"), root(), rsa_key("root"))


@cache
def stranger() -> x509.Certificate:
    """A root that nobody trusts here."""
    return _authority("SAMPLE Stranger", rsa_key("stranger"), None, rsa_key("stranger"))


def pem(certificate: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    """As a file in an office would hold it."""
    return certificate.public_bytes(Encoding.PEM)


def leaf(
    name: str = "SAMPLE Signer",
    *,
    key: Key | None = None,
    since: dt.datetime = SINCE,
    until: dt.datetime = UNTIL,
    signs: bool = True,
    purposes: Sequence[x509.ObjectIdentifier] = (ExtendedKeyUsageOID.EMAIL_PROTECTION,),
) -> x509.Certificate:
    """A signer's certificate from the issuing authority, good unless told otherwise."""
    public = (key or rsa_key("leaf")).public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuing().subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs=signs), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(rsa_key("issuing").public_key()),
            critical=False,
        )
        .sign(rsa_key("issuing"), hashes.SHA256())
    )


def issued_over_sha1(folder: Path) -> x509.Certificate:
    """A certificate issued over SHA-1; cryptography no longer makes one, openssl does."""
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(named("SAMPLE Old"))
        .add_extension(usage(signs=True), critical=True)
        .sign(rsa_key("leaf"), hashes.SHA256())
    )
    (folder / "request.pem").write_bytes(request.public_bytes(Encoding.PEM))
    (folder / "issuer.pem").write_bytes(pem(issuing()))
    (folder / "issuer.key").write_bytes(
        rsa_key("issuing").private_bytes(
            Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
    )
    command = ["openssl", "x509", "-req", "-sha1", "-days", "3650", "-copy_extensions", "copy"]
    command += ["-in", "request.pem", "-CA", "issuer.pem", "-CAkey", "issuer.key"]
    made = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return x509.load_pem_x509_certificate(made.stdout)


def self_signed(name: str = "SAMPLE Alone") -> x509.Certificate:
    """A certificate nobody but its holder vouches for, and not of our making."""
    key = rsa_key("leaf")
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def identity(
    certificate: x509.Certificate,
    key: Key | None = None,
    chain: Sequence[x509.Certificate] | None = None,
) -> Identity:
    """The signer of this certificate, whether or not it is fit to sign."""
    others = (issuing(), root()) if chain is None else chain
    return Identity(key or rsa_key("leaf"), certificate, chain_of(certificate, others))


def p12(
    certificate: x509.Certificate, key: Key | None = None, passphrase: str = PASSPHRASE
) -> bytes:
    """The identity as the authority would hand it out, with the chain in it."""
    return pkcs12.serialize_key_and_certificates(
        b"SAMPLE",
        key or rsa_key("leaf"),
        certificate,
        (root(), issuing()),
        BestAvailableEncryption(passphrase.encode()),
    )


def revocations(
    *revoked: x509.Certificate, on: dt.datetime, issued: dt.datetime, until: dt.datetime = UNTIL
) -> tuple[bytes, bytes]:
    """The lists of the issuing authority (with `revoked`, on that day) and of the root (empty)."""
    return (
        pem(_list(issuing(), rsa_key("issuing"), revoked, on, issued, until)),
        pem(_list(root(), rsa_key("root"), (), on, issued, until)),
    )


def named(name: str) -> x509.Name:
    """An invented name."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SAMPLE"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def usage(*, signs: bool, authority: bool = False) -> x509.KeyUsage:
    """For signing documents, for signing certificates, or for neither."""
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs and not authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _authority(
    name: str, key: rsa.RSAPrivateKey, issuer: x509.Certificate | None, issuer_key: Key
) -> x509.Certificate:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer.subject if issuer else named(name))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage(signs=False, authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _list(
    issuer: x509.Certificate,
    key: rsa.RSAPrivateKey,
    revoked: Sequence[x509.Certificate],
    on: dt.datetime,
    issued: dt.datetime,
    until: dt.datetime,
) -> x509.CertificateRevocationList:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(issued)
        .next_update(until)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    for certificate in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(certificate.serial_number)
            .revocation_date(on)
            .build()
        )
    return builder.sign(key, hashes.SHA256())
