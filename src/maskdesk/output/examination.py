"""Reads the signatures of a PDF through pyHanko; imported only where one verifies."""

import datetime as dt
import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from maskdesk.output import certificates, container
from maskdesk.output.at_once import at_once
from maskdesk.output.trust import Anchors, judge
from maskdesk.output.verification import (
    Certification,
    Place,
    Reason,
    SignatureResult,
    TooMuchToCheck,
    Trust,
)

# pyHanko logs tracebacks, with the signers' names in them, of what it also raises or returns.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_LEVEL: Final = ModificationLevel.LTA_UPDATES

# Validation data alone (a security store), as a revision that holds no signature may.
_VALIDATION_DATA: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        XrefStreamRule().as_qualified(_LEVEL),
        ObjectStreamRule().as_qualified(_LEVEL),
        DSSCompareRule().as_qualified(_LEVEL),
    ],
    form_rule=None,
)

# pyHanko's own policy without its leave to fill in other form fields. Dates and producer may
# change, since every signing program but ours writes them.
ONLY_SIGNATURES: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        DocInfoRule().as_qualified(_LEVEL),
        XrefStreamRule().as_qualified(_LEVEL),
        ObjectStreamRule().as_qualified(_LEVEL),
        DSSCompareRule().as_qualified(_LEVEL),
        MetadataUpdateRule().as_qualified(_LEVEL),  # type: ignore[no-untyped-call]
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(),
        ]
    ),
)

_CERTIFICATIONS: Final[dict[MDPPerm, Certification]] = {
    MDPPerm.NO_CHANGES: "no changes",
    MDPPerm.FILL_FORMS: "signatures may follow",
    MDPPerm.ANNOTATE: "changes may follow",
}

# Each is compared with every one before it, and no paper is signed and checked this often.
_MOST_REVISIONS: Final = 60

# What a signature leaves out is its own container and nothing beside it.
_HOLE: Final = re.compile(rb"<(?:[0-9A-Fa-f]{2})*>")


def examine(
    pdf: bytes,
    *,
    moment: dt.datetime,
    roots: Sequence[bytes],
    crls: Sequence[bytes],
    practice_expected: bool,
) -> tuple[tuple[SignatureResult, ...], list[Reason]]:
    """Every signature in the order of signing, and all that there is to say about them.

    Raises whatever the libraries raise at a file they cannot read.
    """
    anchors = Anchors.read(roots, crls)
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        raise PdfReadError("encrypted")
    if reader.xrefs.total_revisions > _MOST_REVISIONS:
        raise TooMuchToCheck
    filled = sum(1 for _ in enumerate_sig_fields(reader, filled_status=True))
    found = list(reader.embedded_signatures)
    reasons: list[Reason] = []
    if len(found) != filled:
        reasons.append(Reason(code="unknown-kind", places={"n": filled - len(found)}))
    results = []
    for number, signature in enumerate(found):
        result, said = _examine_one(
            pdf, signature, number == len(found) - 1, anchors, moment, practice_expected
        )
        results.append(result)
        reasons.extend(said)
    reasons.extend(_unsigned_revisions(reader, found))
    reasons.extend(_places_added(reader, found))
    return tuple(results), reasons


def added_revisions(before: bytes, after: bytes) -> int:
    """How many revisions `after` has more than `before`."""
    return _revisions(after) - _revisions(before)


def changed_fields(pdf: bytes) -> set[str] | None:
    """The fields that the last revision of a PDF signed; None if it changed anything else."""
    reader = PdfFileReader(io.BytesIO(pdf))
    last = reader.xrefs.total_revisions - 1
    try:
        changes = ONLY_SIGNATURES.apply(
            reader.get_historical_resolver(last - 1), reader.get_historical_resolver(last)
        )
    except SuspiciousModification:
        return None
    return {str(field) for field in changes.changed_form_fields}


def _revisions(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).xrefs.total_revisions)


def _examine_one(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    last: bool,
    anchors: Anchors,
    moment: dt.datetime,
    practice_expected: bool,
) -> tuple[SignatureResult, list[Reason]]:
    field = str(signature.field_name)
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    others = [
        x509.load_der_x509_certificate(other.dump()) for other in signature.other_embedded_certs
    ]
    reasons = list(_integrity(pdf, signature, field, last))
    intact = not reasons
    ours = _made_by_us(signature)
    hole = _hole(pdf, signature)
    if ours and not container.is_canonical(hole, anchors.roots):
        reasons.append(Reason(code="container", places={"field": field}))
    elif not ours:
        padding = len(hole) - len(hole.rstrip(b"0>"))
        reasons.append(Reason(code="foreign-container", places={"field": field, "n": padding}))
    claimed = signature.self_reported_timestamp
    trusted: Trust = "no"
    if signature.sig_object_type == "/DocTimeStamp":
        reasons.append(Reason(code="timestamp", places={"field": field}))
    else:
        trusted, said = judge(
            certificate,
            others,
            anchors,
            digest=signature.md_algorithm,
            claimed=claimed,
            moment=moment,
            practice_expected=practice_expected,
        )
        for reason in said:
            reasons.append(Reason(code=reason.code, places={"field": field, **reason.places}))
    result = SignatureResult(
        field=field,
        holder=certificates.holder_of(certificate),
        issuer=certificates.issuer_of(certificate),
        serial=f"{certificate.serial_number:X}",
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        claimed=claimed,
        intact=intact,
        covers_all=_end(signature) == len(pdf),
        certification=_certification(signature),
        practice=certificates.is_practice(certificate),
        trusted=trusted,
        ours=ours,
    )
    return result, reasons


def _integrity(
    pdf: bytes, signature: EmbeddedPdfSignature, field: str, last: bool
) -> Iterator[Reason]:
    """What speaks against the paper still being what this signature covers."""
    # Who is trusted is judged elsewhere; without roots of its own pyHanko would ask the system.
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    if signature.sig_object_type == "/DocTimeStamp":
        stamp = at_once(
            async_validate_pdf_timestamp(signature, nobody, diff_policy=ONLY_SIGNATURES)
        )
        sound, later_ok = stamp.intact and stamp.valid, True
    else:
        status = at_once(
            async_validate_pdf_signature(
                signature, signer_validation_context=nobody, diff_policy=ONLY_SIGNATURES
            )
        )
        sound, later_ok = status.intact and status.valid, status.docmdp_ok is not False
    places = {"field": field}
    if not sound:
        yield Reason(code="changed", places=dict(places))
    start, length, resumed, rest = signature.byte_range
    hole = _hole(pdf, signature)
    if (
        start != 0
        or resumed < length
        or not _HOLE.fullmatch(hole)
        or bytes.fromhex(hole[1:-1].decode()) != signature.pkcs7_content
    ):
        yield Reason(code="torn", places=dict(places))
    elif last and resumed + rest != len(pdf):
        yield Reason(code="added", places=dict(places))
    elif not last and signature.coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        yield Reason(code="torn", places=dict(places))
    if not later_ok or isinstance(signature.diff_result, SuspiciousModification):
        yield _changed_later(signature)


def _changed_later(signature: EmbeddedPdfSignature) -> Reason:
    """What was changed after a signature beyond what may be: a form filled in, or anything else."""
    places: dict[str, Place] = {"field": str(signature.field_name)}
    wider = DEFAULT_DIFF_POLICY.review_file(signature.reader, signature.signed_revision)
    if isinstance(wider, SuspiciousModification):
        return Reason(code="changed-later", places=places)
    signed = {str(name) for name, _, _ in enumerate_sig_fields(signature.reader)}
    filled = {str(name) for name in wider.changed_form_fields} - signed
    if not filled:
        return Reason(code="changed-later", places=places)
    return Reason(code="filled-in", places={**places, "filled": ", ".join(sorted(filled))})


def _unsigned_revisions(
    reader: PdfFileReader, found: Sequence[EmbeddedPdfSignature]
) -> Iterator[Reason]:
    """Revisions after the first signature hold a signature each, or validation data only."""
    if not found:
        return
    signed = [signature.signed_revision for signature in found]
    if len(set(signed)) != len(signed):
        yield Reason(code="torn", places={"field": str(found[-1].field_name)})
    for revision in range(signed[0] + 1, reader.xrefs.total_revisions):
        if revision in signed:
            continue
        before = max(
            (one for one in found if one.signed_revision < revision),
            key=lambda one: one.signed_revision,
        )
        try:
            _VALIDATION_DATA.apply(
                reader.get_historical_resolver(revision - 1),
                reader.get_historical_resolver(revision),
            )
        except SuspiciousModification:
            yield _changed_later(before)


def _places_added(reader: PdfFileReader, found: Sequence[EmbeddedPdfSignature]) -> Iterator[Reason]:
    """Places for signatures that were not there when the first one was made, and are seen.

    What is drawn into such a place may cover what the first signer saw.
    """
    if not found:
        return
    first = reader.get_historical_resolver(found[0].signed_revision)
    there = {str(name) for name, _, _ in enumerate_sig_fields(first)}
    for name, _, place in enumerate_sig_fields(reader):
        if str(name) not in there and _is_seen(place.get_object()):
            places: dict[str, Place] = {"field": str(name), "first": str(found[0].field_name)}
            yield Reason(code="place-added", places=places)


def _is_seen(place: DictionaryObject) -> bool:
    """Whether a place for a signature takes any room on its page, as far as can be told."""
    rectangle = place.get("/Rect")
    if rectangle is None:
        return "/Kids" in place
    left, bottom, right, top = (float(edge) for edge in rectangle)
    return left != right and bottom != top


def _hole(pdf: bytes, signature: EmbeddedPdfSignature) -> bytes:
    _, length, resumed, _ = signature.byte_range
    return pdf[length:resumed]


def _end(signature: EmbeddedPdfSignature) -> int:
    _, _, resumed, rest = signature.byte_range
    return int(resumed + rest)


def _made_by_us(signature: EmbeddedPdfSignature) -> bool:
    """True if the signed dictionary names MaskDesk; these bytes are covered by the signature."""
    properties = signature.sig_object.get("/Prop_Build", {})
    return bool(properties.get("/App", {}).get("/Name") == "/MaskDesk")


def _certification(signature: EmbeddedPdfSignature) -> Certification:
    for reference in signature.sig_object.get("/Reference", ()):
        if reference.get_object().get("/TransformMethod") == "/DocMDP":
            level = signature.docmdp_level
            return "none" if level is None else _CERTIFICATIONS[level]
    return "none"
