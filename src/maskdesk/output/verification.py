"""Says of a signed paper: valid, cannot tell, or not valid, and why in plain sentences."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from maskdesk.language import N_

Indication = Literal["valid", "cannot tell", "not valid"]

# What a reason does to the verdict: the paper is not what was signed ("altered"), the signature
# is not good ("bad"), nobody can say whether it is ("doubt"), or it is good to know ("note").
Weight = Literal["altered", "bad", "doubt", "note"]

Trust = Literal["yes", "no", "self-signed", "practice"]

Certification = Literal["none", "no changes", "signatures may follow", "changes may follow"]

Place = str | int | dt.datetime | dt.date


class TooMuchToCheck(Exception):
    """A file that would take longer to check than any paper needs."""


class Reason(Struct, frozen=True, kw_only=True):
    """One thing that speaks for or against a paper: a stable code, and what it is about."""

    code: str
    places: dict[str, Place] = {}

    @property
    def weight(self) -> Weight:
        """What this reason does to the verdict."""
        return REASONS[self.code][0]

    @property
    def message(self) -> str:
        """The sentence, as the catalogues know it, with its {named} places still open."""
        return REASONS[self.code][1]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its places filled."""
        return translate(self.message).format(**self.places)


class SignatureResult(Struct, frozen=True, kw_only=True):
    """What one signature says, and what became of it.

    `fingerprint` is SHA-256 over the signer's certificate, in lower-case hex.
    `claimed` is the time the signer claims: the clock of a computer, which proves nothing.
    `intact`: the bytes it covers are the bytes that were signed, by the key it names.
    `covers_all`: it covers the whole file; an earlier signature covers its own revision.
    `ours`: made by MaskDesk, so that its container is compared byte by byte.
    """

    field: str
    holder: str
    issuer: str
    serial: str
    fingerprint: str
    claimed: dt.datetime | None
    intact: bool
    covers_all: bool
    certification: Certification
    practice: bool
    trusted: Trust
    ours: bool


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether a paper is what was signed, by whom it says; the reasons weigh heaviest first."""

    indication: Indication
    signatures: tuple[SignatureResult, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def altered(self) -> bool:
        """True if the paper is not what was signed."""
        return any(reason.weight == "altered" for reason in self.reasons)


class Expected(Struct, frozen=True, kw_only=True):
    """What is known of a paper from elsewhere: the package's manifest, or the dossier.

    `signed`: it was signed, so finding no signature is a change.
    `own`: its first signature was made by MaskDesk.
    `practice`: a practice identity is good enough.
    `sha256`: the digest of the file as it was filed, in lower-case hex.
    `signer`: the fingerprint of the certificate that made the first signature; without it, any
    practice identity passes where practice is expected.
    `filled`: signature fields that must hold a signature.
    """

    signed: bool = True
    own: bool = False
    practice: bool = False
    sha256: str | None = None
    signer: str | None = None
    filled: tuple[str, ...] = ()


REASONS: Final[Mapping[str, tuple[Weight, str]]] = MappingProxyType(
    {
        "other-file": (
            "altered",
            N_("This is not the file that was filed: its SHA-256 is another one."),
        ),
        "vanished": (
            "altered",
            N_("This paper was signed, but no signature is found in it: it was changed."),
        ),
        "field-empty": (
            "altered",
            N_("The place “{field}” was signed, but holds no signature: the paper was changed."),
        ),
        "not-ours": (
            "altered",
            N_("The first signature was not made by MaskDesk, although this paper was."),
        ),
        "other-signer": (
            "altered",
            N_("The paper was signed anew by {holder}: it is not the one that was signed first."),
        ),
        "changed": (
            "altered",
            N_("The paper was changed after “{field}” was signed: the signature does not fit it."),
        ),
        "added": (
            "altered",
            N_("Something was added to the file after the last signature, in “{field}”."),
        ),
        "changed-later": (
            "altered",
            N_("After “{field}” was signed, more was changed than signatures being added."),
        ),
        "filled-in": (
            "altered",
            N_("After “{field}” was signed, the form was filled in: {filled}."),
        ),
        "torn": (
            "altered",
            N_("The signature in “{field}” does not cover the paper in one piece."),
        ),
        "container": (
            "altered",
            N_("The bytes of the signature in “{field}” are not as MaskDesk wrote them."),
        ),
        "signed-expired": (
            "bad",
            N_("{holder} claims to have signed after the certificate expired on {until}."),
        ),
        "signed-early": (
            "bad",
            N_("{holder} claims to have signed before the certificate began on {since}."),
        ),
        "signed-revoked": (
            "bad",
            N_("{holder} claims to have signed after the certificate was revoked on {since}."),
        ),
        "unreadable": ("doubt", N_("The file could not be checked to the end ({detail}).")),
        "too-much": (
            "doubt",
            N_("The file took too long or too much memory to check, so nothing can be told of it."),
        ),
        "unsigned": ("doubt", N_("The paper bears no signature.")),
        "unknown-kind": (
            "doubt",
            N_("The paper holds {n} signature(s) of a kind that is not understood."),
        ),
        "expired": (
            "doubt",
            N_("The certificate of {holder} expired on {until}; whether it was signed before"
               " that, nobody proves."),
        ),
        "not-yet": (
            "doubt",
            N_("The certificate of {holder} is not valid before {since}."),
        ),
        "revoked": (
            "doubt",
            N_("The certificate of {holder} was revoked on {since}; whether it was signed before"
               " that, nobody proves."),
        ),
        "wrong-use": (
            "doubt",
            N_("The certificate of {holder} was not issued for signing documents."),
        ),
        "weak-hash": (
            "doubt",
            N_("The signature or certificate of {holder} uses {algorithm}, which can be forged."),
        ),
        "weak-key": (
            "doubt",
            N_("The key of {holder} is too short to be safe ({bits} bits)."),
        ),
        "place-added": (
            "doubt",
            N_("The place “{field}” was put on the page after “{first}” was signed; it may cover"
               " what was signed there: compare with the paper as it was."),
        ),
        "no-anchor": (
            "doubt",
            N_("No trusted issuer was given, so it cannot be told whether {holder} is who this"
               " says; {issuer} vouches for it."),
        ),
        "untrusted": (
            "doubt",
            N_("None of the trusted issuers vouches for {holder}; {issuer} does."),
        ),
        "self-signed": ("doubt", N_("Nobody but {holder} vouches for {holder}.")),
        "practice-only": (
            "doubt",
            N_("{holder} signed with a practice identity, which means nothing in law."),
        ),
        "chain": (
            "doubt",
            N_("The issuers of the certificate of {holder} do not bear it out."),
        ),
        "future": (
            "doubt",
            N_("{holder} claims to have signed at {claimed}, which has not come yet."),
        ),
        "practice": (
            "note",
            N_("{holder} signed with a practice identity, as expected."),
        ),
        "clock": (
            "note",
            N_(
                "{holder} claims to have signed at {claimed}: the clock of a computer, which"
                " proves nothing."
            ),
        ),
        "revocation": (
            "note",
            N_("Whether the certificate of {holder} was revoked could not be looked up."),
        ),
        "foreign-container": (
            "note",
            N_("The signature in “{field}” was made by another program; changes in the padding"
               " of its container ({n} bytes) would not be seen."),
        ),
        "timestamp": (
            "note",
            N_("“{field}” holds a time stamp; who issued it was not checked."),
        ),
    }
)  # fmt: skip


def verify_pdf(
    pdf: bytes,
    *,
    moment: dt.datetime,
    roots: Sequence[bytes] = (),
    crls: Sequence[bytes] = (),
    expected: Expected | None = None,
) -> Verdict:
    """Whether a signed paper is what was signed, and who vouches for the signers.

    The last signature has to cover the whole file, and an earlier one may be followed only by
    signatures and validation data. Certificates are judged at `moment` against `roots` and
    revocation lists (PEM or DER each).
    An intact paper whose signers nobody vouches for gets "cannot tell"; a practice identity is
    good enough where `expected` says so. Never raises: what cannot be checked gets "cannot tell".

    A hostile file may take long or much memory: foreign papers are for a child process.
    """
    wanted = expected or Expected(signed=False)
    reasons: list[Reason] = []
    if wanted.sha256 is not None and hashlib.sha256(pdf).hexdigest() != wanted.sha256.lower():
        reasons.append(Reason(code="other-file"))
    signatures: tuple[SignatureResult, ...] = ()
    try:
        from maskdesk.output.examination import examine

        signatures, found = examine(
            pdf, moment=moment, roots=roots, crls=crls, practice_expected=wanted.practice
        )
        reasons.extend(found)
        reasons.extend(_unmet(wanted, signatures))
    except TooMuchToCheck:
        reasons.append(Reason(code="too-much"))
    except Exception as failure:  # noqa: BLE001 - whatever goes wrong, the answer is never "valid"
        reasons.append(Reason(code="unreadable", places={"detail": _named(failure)}))
    reasons.sort(key=lambda reason: _HEAVIEST_FIRST.index(reason.weight))
    return Verdict(indication=_indication(reasons), signatures=signatures, reasons=tuple(reasons))


def load() -> None:
    """Load all that checking needs, for a process that does nothing else and can open no file."""
    from importlib import import_module

    for name in _LOADED_LATE:
        import_module(name)

    from maskdesk.output.hexadecimal import read_at_once

    read_at_once()


# What the libraries load only when a paper makes them need it.
_LOADED_LATE: Final = (
    "maskdesk.output.archive",
    "maskdesk.output.examination",
    "pikepdf",
    "pyhanko.pdf_utils.crypt.pdfmac",
    "pyhanko.pdf_utils.filters",
    "pyhanko.pdf_utils.metadata.xmp_xml",
    "lxml.etree",
    "encodings.utf_16_be",
    "encodings.latin_1",
    "encodings.idna",
)

_HEAVIEST_FIRST: Final[tuple[Weight, ...]] = ("altered", "bad", "doubt", "note")


def _unmet(wanted: Expected, signatures: Sequence[SignatureResult]) -> list[Reason]:
    if not signatures:
        return [Reason(code="vanished" if wanted.signed else "unsigned")]
    filled = {signature.field for signature in signatures}
    reasons = [
        Reason(code="field-empty", places={"field": field})
        for field in wanted.filled
        if field not in filled
    ]
    first = signatures[0]
    if wanted.own and not first.ours:
        reasons.append(Reason(code="not-ours"))
    if wanted.signer is not None and first.fingerprint != wanted.signer.lower():
        reasons.append(Reason(code="other-signer", places={"holder": first.holder}))
    return reasons


def _indication(reasons: Sequence[Reason]) -> Indication:
    weights = {reason.weight for reason in reasons}
    if weights & {"altered", "bad"}:
        return "not valid"
    return "cannot tell" if "doubt" in weights else "valid"


def _named(failure: Exception) -> str:
    # Only the kind: the text of a parser's error can hold whatever the file held.
    return type(failure).__name__
