"""What a certificate says of its holder, and what it may be used for."""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cryptography import x509

# An identifier of our own under the UUID arc of ITU-T X.667, which needs no registration.
PRACTICE_POLICY = "2.25.19190929540517559308062671827399920197"
PRACTICE_UNIT = "PRACTICE - not a signature in law"

# Below this the key is not good enough to sign with (BSI TR-02102-1, NIST SP 800-131A).
_SMALLEST_RSA_BITS = 2048
_WEAK_HASHES = frozenset({"md2", "md5", "sha1"})

# Purposes under which documents are signed in practice; mail and client certificates are
# what many authorities issue for it. Server, code and time-stamping certificates are not.
_SIGNING_PURPOSES = frozenset(
    {
        "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
        "1.3.6.1.4.1.311.10.3.12",  # document signing, Microsoft
        "1.2.840.113583.1.1.5",  # authentic documents, Adobe
        "1.3.6.1.5.5.7.3.4",  # mail protection
        "1.3.6.1.5.5.7.3.2",  # client authentication
        "2.5.29.37.0",  # any purpose
    }
)


def holder_of(certificate: "x509.Certificate") -> str:
    """Who the certificate names, in plain words."""
    return _called(certificate.subject)


def issuer_of(certificate: "x509.Certificate") -> str:
    """Who vouches for the holder, in plain words."""
    return _called(certificate.issuer)


def is_practice(certificate: "x509.Certificate") -> bool:
    """True if this is one of our practice identities, which nobody vouches for."""
    from cryptography import x509

    try:
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier.dotted_string == PRACTICE_POLICY for policy in policies)


def is_self_signed(certificate: "x509.Certificate") -> bool:
    """True if the holder alone vouches for the holder."""
    return certificate.issuer == certificate.subject and _issued(certificate, certificate)


def may_sign_documents(certificate: "x509.Certificate") -> bool:
    """True if neither its key usage nor its purposes speak against signing documents.

    A certificate without these extensions is not restricted (RFC 5280, 4.2.1.3 and 4.2.1.12).
    """
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        pass
    else:
        if not (usage.digital_signature or usage.content_commitment):
            return False
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(purpose.dotted_string in _SIGNING_PURPOSES for purpose in purposes)


def has_weak_key(certificate: "x509.Certificate") -> bool:
    """True if the key is too short to sign with today."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = certificate.public_key()
    return isinstance(key, rsa.RSAPublicKey) and key.key_size < _SMALLEST_RSA_BITS


def is_weak_hash(name: str | None) -> bool:
    """True if two papers with one such digest can be made today."""
    return name is not None and name.lower().replace("-", "") in _WEAK_HASHES


def has_weak_hash(certificate: "x509.Certificate") -> bool:
    """True if the issuer signed the certificate over a digest that can be forged."""
    algorithm = certificate.signature_hash_algorithm
    return algorithm is not None and is_weak_hash(algorithm.name)


def chain_of(
    certificate: "x509.Certificate", others: "Iterable[x509.Certificate]"
) -> "tuple[x509.Certificate, ...]":
    """The issuers above `certificate` found among `others`, nearest first, each link verified."""
    found: list[x509.Certificate] = []
    candidates = list(others)
    current = certificate
    while not is_self_signed(current):
        issuer = next((other for other in candidates if _issued(other, current)), None)
        if issuer is None or issuer in found:
            break
        found.append(issuer)
        current = issuer
    return tuple(found)


def all_linked(
    certificate: "x509.Certificate",
    others: "Sequence[x509.Certificate]",
    roots: "Iterable[x509.Certificate]",
) -> bool:
    """True if every one of `others` stands in the chain and is itself vouched for."""
    chain = chain_of(certificate, others)
    if len(chain) != len(others):
        return False
    top = chain[-1] if chain else certificate
    return not chain or is_self_signed(top) or any(_issued(root, top) for root in roots)


def validity(certificate: "x509.Certificate") -> tuple[dt.datetime, dt.datetime]:
    """From when and until when the certificate may be used, in UTC."""
    return certificate.not_valid_before_utc, certificate.not_valid_after_utc


def _issued(issuer: "x509.Certificate", certificate: "x509.Certificate") -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _called(name: "x509.Name") -> str:
    from cryptography.x509.oid import NameOID

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            return str(attribute.value)
    return name.rfc4514_string()
