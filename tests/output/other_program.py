# mypy: disable-error-code="no-untyped-call"
"""Another program that signs our papers: pyHanko as it comes, with metadata and clock."""

import io
from collections.abc import Callable

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from maskdesk.output.identity import Identity
from output.specimens import practice


def signed_elsewhere(
    pdf: bytes,
    field: str,
    change: Callable[[IncrementalPdfFileWriter], None],
    identity: Identity | None = None,
    *,
    certify: fields.MDPPerm | None = None,
) -> bytes:
    """Signed by another program, which changes something else in the same breath.

    `certify` makes it a certification that allows that much.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    signed = _HeedlessSigner(
        signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=certify is not None,
            docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
        ),
        signer=_SampleSigner(identity or practice("SAMPLE Elsewhere")),
        stamp_style=NoOpStampStyle(),
    ).sign_pdf(writer, existing_fields_only=True)
    return bytes(signed.getvalue())


def nothing_else(writer: IncrementalPdfFileWriter) -> None:
    """Change nothing but what signing changes."""
    assert writer is not None


class _HeedlessSigner(signers.PdfSigner):
    """A program that signs whether or not the certification allows it."""

    def _enforce_certification_constraints(self, reader: PdfFileReader) -> None:
        assert reader is not None


class _SampleSigner(signers.Signer):
    """Another program's signer."""

    def __init__(self, identity: Identity) -> None:
        chain = [x509.Certificate.load(issuer) for issuer in identity.chain]
        super().__init__(
            signing_cert=x509.Certificate.load(identity.certificate),
            cert_registry=SimpleCertificateStore.from_certs(chain),
        )
        self._identity = identity

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        assert digest_algorithm == "sha256" or dry_run
        return self._identity.signature_over(data)
