"""Opens the key and certificate somebody signs with, and makes practice ones."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, NoReturn

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, odd_characters, tidy
from maskdesk.output import certificates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    SigningKey = RSAPrivateKey | EllipticCurvePrivateKey


class WrongPassphrase(MaskDeskError):
    """The PKCS#12 file did not open with this passphrase."""

    problem = N_("The passphrase does not open this identity.")
    way_out = N_(
        "Type it again; if you are sure of it, the file is damaged and must be exported anew."
    )


class UnusableIdentity(MaskDeskError):
    """The identity opened, or could not be read, and is not good to sign with."""


class DamagedIdentity(UnusableIdentity):
    """The file is not a PKCS#12 file, or part of it is missing."""

    problem = N_("This file is not a complete identity (PKCS#12, .p12 or .pfx).")
    way_out = N_("Choose another file, or export the identity again.")


class KeylessIdentity(UnusableIdentity):
    """The file holds certificates only."""

    problem = N_("This identity holds no private key with its certificate.")
    way_out = N_("Export it again together with its private key.")


class ExpiredIdentity(UnusableIdentity):
    """The certificate's last day has passed."""

    problem = N_("The certificate of {holder} expired on {until}.")
    way_out = N_("Ask its issuer for a new one.")


class EarlyIdentity(UnusableIdentity):
    """The certificate's first day has not come."""

    problem = N_("The certificate of {holder} is not valid before {since}.")
    way_out = N_("Wait until then, or look whether the computer's clock is right.")


class MisusedIdentity(UnusableIdentity):
    """The certificate was issued for something else than signing documents."""

    problem = N_("The certificate of {holder} was not issued for signing documents.")
    way_out = N_("Choose the identity that your authority issued for signatures.")


class WeakIdentity(UnusableIdentity):
    """Its key or its certificate gives no safe signature."""

    problem = N_("The identity of {holder} is too weak or of a kind that is not known ({kind}).")
    way_out = N_(
        "Use one with an RSA key of 2048 bits or more or an elliptic curve key, and a certificate"
        " that was not issued over SHA-1."
    )


class UnfitName(MaskDeskError):
    """A name that no certificate can bear."""

    problem = N_("“{name}” cannot stand in a certificate as a name.")
    way_out = N_("Give 1 to {most} letters, without control characters.")


class Identity:
    """Somebody who can sign: a private key, its certificate and who vouches for it.

    The key is decoded once, when the identity is opened, and used for as many signatures as
    wanted. It is never shown, copied or pickled.
    """

    __slots__ = (
        "__weakref__",
        "_key",
        "certificate",
        "chain",
        "holder",
        "issuer",
        "not_after",
        "not_before",
        "practice",
        "serial",
    )

    certificate: bytes
    chain: tuple[bytes, ...]
    holder: str
    issuer: str
    not_after: dt.datetime
    not_before: dt.datetime
    practice: bool
    serial: str

    def __init__(
        self,
        key: "SigningKey",
        certificate: "x509.Certificate",
        chain: "Sequence[x509.Certificate]",
    ) -> None:
        """Hold `key` for `certificate` (`chain`: its issuers, nearest first)."""
        from cryptography.hazmat.primitives.serialization import Encoding

        self._key = key
        self.certificate = certificate.public_bytes(Encoding.DER)
        self.chain = tuple(issuer.public_bytes(Encoding.DER) for issuer in chain)
        self.holder = certificates.holder_of(certificate)
        self.issuer = certificates.issuer_of(certificate)
        self.not_before, self.not_after = certificates.validity(certificate)
        self.practice = certificates.is_practice(certificate)
        self.serial = f"{certificate.serial_number:X}"

    def __repr__(self) -> str:
        return f"Identity({self.holder!r}, serial {self.serial})"

    def __reduce__(self) -> NoReturn:
        message = "an identity holds a private key and does not leave its process"
        raise TypeError(message)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the certificate in lower-case hex, as the verdict on a paper names it."""
        return hashlib.sha256(self.certificate).hexdigest()

    @property
    def longest_signature(self) -> int:
        """How many bytes a signature of this key takes at most."""
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

        octets = (self._key.key_size + 7) // 8
        if isinstance(self._key, RSAPrivateKey):
            return octets
        # Two integers, each with a sign octet and a header, in a sequence (RFC 3279, 2.2.3).
        return 2 * (octets + 3) + 3

    def signature_over(self, data: bytes) -> bytes:
        """The raw signature over SHA-256 of `data` (RSA with PKCS #1 v1.5 padding, or ECDSA)."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.hashes import SHA256

        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256()))

    def refuse_unless_usable(self, moment: dt.datetime) -> None:
        """Raise the UnusableIdentity that says why this identity cannot sign at `moment`."""
        if moment < self.not_before:
            raise EarlyIdentity(holder=self.holder, since=self.not_before.date())
        if moment > self.not_after:
            raise ExpiredIdentity(holder=self.holder, until=self.not_after.date())


def open_identity(p12: bytes, passphrase: str, *, moment: dt.datetime) -> Identity:
    """The identity in a PKCS#12 file, ready to sign at `moment`.

    Raises WrongPassphrase, or the UnusableIdentity that says what is wrong with it.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    _refuse_unless_whole(p12)
    try:
        opened = pkcs12.load_pkcs12(p12, passphrase.encode())
    except ValueError as failure:
        raise WrongPassphrase from failure
    except (UnsupportedAlgorithm, TypeError) as failure:
        raise DamagedIdentity from failure
    if opened.key is None or opened.cert is None:
        raise KeylessIdentity
    certificate = opened.cert.certificate
    holder = certificates.holder_of(certificate)
    key = opened.key
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise WeakIdentity(holder=holder, kind=type(key).__name__)
    if certificates.has_weak_key(certificate):
        raise WeakIdentity(holder=holder, kind=f"RSA {key.key_size}")
    if certificates.has_weak_hash(certificate):
        raise WeakIdentity(holder=holder, kind="SHA-1")
    if key.public_key() != certificate.public_key():
        raise KeylessIdentity
    if not certificates.may_sign_documents(certificate):
        raise MisusedIdentity(holder=holder)
    others = [other.certificate for other in opened.additional_certs]
    identity = Identity(key, certificate, certificates.chain_of(certificate, others))
    identity.refuse_unless_usable(moment)
    return identity


def new_practice_identity(
    *, name: str, organisation: str, passphrase: str, moment: dt.datetime, days: int = 3650
) -> bytes:
    """A new self-signed identity to practise with, as PKCS#12.

    It can be told from a real one everywhere: the subject carries the unit "PRACTICE", and a
    certificate policy of our own says that its signatures mean nothing.
    It is valid from one day before `moment`, so that no zone makes it young.
    Raises UnfitName.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    name, organisation = _fit(name), _fit(organisation)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, certificates.PRACTICE_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    notice = x509.UserNotice(None, certificates.PRACTICE_UNIT)
    practice = x509.PolicyInformation(x509.ObjectIdentifier(certificates.PRACTICE_POLICY), [notice])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - dt.timedelta(days=1))
        .not_valid_after(moment + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.CertificatePolicies([practice]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )


# RFC 5280, appendix A.1: ub-common-name and ub-organization-name.
_LONGEST_NAME = 64


def _fit(text: str) -> str:
    name = tidy(text.strip())
    if not 1 <= len(name) <= _LONGEST_NAME or odd_characters(name):
        raise UnfitName(name=text, most=_LONGEST_NAME)
    return name


def _signing_only() -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _refuse_unless_whole(p12: bytes) -> None:
    """Tell a damaged file from a wrong passphrase: the outer structure is not encrypted."""
    from asn1crypto import pkcs12

    try:
        file = pkcs12.Pfx.load(p12, strict=True)
        str(file["version"].native), bytes(file["auth_safe"]["content"].native)
    except (ValueError, TypeError) as failure:
        raise DamagedIdentity from failure
