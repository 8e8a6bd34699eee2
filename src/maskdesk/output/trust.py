"""Who vouches for a signer: certificate paths, validity, use and revocation."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from asn1crypto import crl, pem
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec import Struct
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    InsufficientRevinfoError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)

from maskdesk.output import certificates
from maskdesk.output.at_once import at_once
from maskdesk.output.verification import Place, Reason, Trust


class Anchors(Struct, frozen=True, kw_only=True):
    """The issuers that are trusted, and the revocation lists at hand."""

    roots: tuple[x509.Certificate, ...]
    crls: tuple[bytes, ...]

    @classmethod
    def read(cls, roots: Sequence[bytes], crls: Sequence[bytes]) -> "Anchors":
        """Read certificates and lists given as PEM (any number in one) or DER.

        Raises ValueError for what is neither.
        """
        lists = [block for data in crls for block in _blocks(data)]
        for one in lists:
            crl.CertificateList.load(one, strict=True)
        return cls(
            roots=tuple(
                x509.load_der_x509_certificate(block) for data in roots for block in _blocks(data)
            ),
            crls=tuple(lists),
        )


def judge(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Anchors,
    *,
    digest: str,
    claimed: dt.datetime | None,
    moment: dt.datetime,
    practice_expected: bool,
) -> tuple[Trust, list[Reason]]:
    """Whether anybody trusted vouches for the signer, and what speaks for and against it."""
    reasons = list(_troubles(certificate, digest, claimed, moment))
    if certificates.is_practice(certificate):
        code = "practice" if practice_expected else "practice-only"
        reasons.append(_about(certificate, code))
        return "practice", reasons
    alone = certificates.is_self_signed(certificate)
    known = certificate in anchors.roots
    if alone and not known:
        return "self-signed", [*reasons, _about(certificate, "self-signed")]
    if not anchors.roots:
        issuer = certificates.issuer_of(certificate)
        return "no", [*reasons, _about(certificate, "no-anchor", issuer=issuer)]
    against = list(_path_troubles(certificate, others, anchors, claimed, moment, reasons))
    reasons.extend(against)
    return ("no" if any(one.weight != "note" for one in against) else "yes"), reasons


def _troubles(
    certificate: x509.Certificate, digest: str, claimed: dt.datetime | None, moment: dt.datetime
) -> Iterator[Reason]:
    """What the certificate and the signature themselves give away."""
    since, until = certificates.validity(certificate)
    if claimed is not None:
        yield _about(certificate, "clock", claimed=claimed)
        if claimed > moment + _CLOCKS_DIFFER:
            yield _about(certificate, "future", claimed=claimed)
    if claimed is not None and claimed > until:
        yield _about(certificate, "signed-expired", until=until.date())
    elif moment > until:
        yield _about(certificate, "expired", until=until.date())
    if claimed is not None and claimed < since:
        yield _about(certificate, "signed-early", since=since.date())
    elif moment < since:
        yield _about(certificate, "not-yet", since=since.date())
    if not certificates.may_sign_documents(certificate):
        yield _about(certificate, "wrong-use")
    if certificates.is_weak_hash(digest):
        yield _about(certificate, "weak-hash", algorithm=digest.upper())
    elif certificates.has_weak_hash(certificate):
        hashed = certificate.signature_hash_algorithm
        yield _about(certificate, "weak-hash", algorithm=hashed.name.upper() if hashed else "")
    if certificates.has_weak_key(certificate):
        bits = getattr(certificate.public_key(), "key_size", 0)
        yield _about(certificate, "weak-key", bits=bits)


def _path_troubles(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Anchors,
    claimed: dt.datetime | None,
    moment: dt.datetime,
    said: Sequence[Reason],
) -> Iterator[Reason]:
    """What speaks against the way from the signer up to a trusted issuer."""
    # Outside its validity the path fails for that alone, which is said already; look at the
    # rest of it at a moment when the certificate was in use.
    since, until = certificates.validity(certificate)
    then = min(max(moment, since), until)
    issuer = certificates.issuer_of(certificate)
    try:
        try:
            _walk(certificate, others, anchors, then, "require" if anchors.crls else "soft-fail")
            looked_up = bool(anchors.crls)
        except InsufficientRevinfoError:
            # A stale list fails a path however softly it is asked; without lists it does not.
            looked_up = False
            unlisted = Anchors(roots=anchors.roots, crls=())
            _walk(certificate, others, unlisted, then, "soft-fail")
        listed = _listed_since(certificate, others, anchors)
        if listed is not None:
            yield _revoked(certificate, listed, claimed)
        elif not looked_up:
            yield _about(certificate, "revocation")
    except RevokedError as revoked:
        yield _revoked(certificate, revoked.revocation_dt, claimed)
    except DisallowedAlgorithmError:
        if not any(reason.code in ("weak-hash", "weak-key") for reason in said):
            yield _about(certificate, "weak-hash", algorithm="?")
    except PathBuildingError:
        yield _about(certificate, "untrusted", issuer=issuer)
    except ValidationError:
        yield _about(certificate, "chain")


def _revoked(
    certificate: x509.Certificate, since: dt.datetime, claimed: dt.datetime | None
) -> Reason:
    late = claimed is not None and claimed >= since
    return _about(certificate, "signed-revoked" if late else "revoked", since=since.date())


def _listed_since(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], anchors: Anchors
) -> dt.datetime | None:
    """Since when a list at hand names the certificate, or one above it, whatever its scope.

    A validator passes over a list that is out of date or speaks for another distribution point;
    but what its issuer once signed as revoked stays revoked (RFC 5280, 5.3.1: but for a hold).
    """
    chain = (certificate, *certificates.chain_of(certificate, [*others, *anchors.roots]))
    found = []
    for data in anchors.crls:
        revoked = x509.load_der_x509_crl(data)
        for holder, issuer in itertools.pairwise(chain):
            row = revoked.get_revoked_certificate_by_serial_number(holder.serial_number)
            if row is not None and revoked.issuer == issuer.subject and _signed(revoked, issuer):
                found.append(row.revocation_date_utc)
    return min(found, default=None)


def _signed(revoked: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    try:
        return revoked.is_signature_valid(key)  # type: ignore[arg-type]
    except (TypeError, ValueError, UnsupportedAlgorithm):  # a kind of key that signs nothing
        return False


def _walk(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors: Anchors,
    moment: dt.datetime,
    revocation: str,
) -> None:
    context = ValidationContext(
        trust_roots=[_asn1(root) for root in anchors.roots],
        crls=list(anchors.crls),
        moment=moment,
        allow_fetching=False,
        revocation_mode=revocation,
        # A list issued after `moment` still says what was revoked before it.
        retroactive_revinfo=True,
    )
    validator = CertificateValidator(_asn1(certificate), [_asn1(one) for one in others], context)
    at_once(validator.async_validate_path())


_CLOCKS_DIFFER = dt.timedelta(minutes=10)


def _about(certificate: x509.Certificate, code: str, **places: Place) -> Reason:
    return Reason(code=code, places={"holder": certificates.holder_of(certificate), **places})


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _blocks(data: bytes) -> list[bytes]:
    if not pem.detect(data):
        return [data]
    return [block for _, _, block in pem.unarmor(data, multiple=True)]
