"""Puts a PAdES B-B signature into a PDF through pyHanko; imported only where one signs."""

import asyncio
import datetime as dt
import hashlib
import io
import logging
from typing import Final
from weakref import WeakKeyDictionary

from asn1crypto import x509
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints, LayoutError
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import pdf_signer
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigner
from pyhanko.stamp.base import BaseStampStyle
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko.stamp.static import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from maskdesk.output.identity import Identity

# What the signature dictionary calls its maker; the verifier knows our own signatures by it.
MAKER: Final = "MaskDesk"

NOTHING_MAY_FOLLOW: Final = fields.MDPPerm.NO_CHANGES
SIGNATURES_MAY_FOLLOW: Final = fields.MDPPerm.FILL_FORMS

# What pyHanko raises where a paper cannot be signed.
FAILURES: Final = (SigningError, PdfError, LayoutError)

_DIGEST: Final = "sha256"

# pyHanko logs tracebacks, with the signers' names in them, of what it also raises or returns.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class _AnyZone:
    """Stands in for tzlocal, which fails where the system's zone has no name (TZ=UTC-7).

    pyHanko reads the clock before it can be given the moment that counts.
    """

    @staticmethod
    def get_localzone() -> dt.tzinfo:
        return dt.UTC


vars(pdf_signer)["tzlocal"] = _AnyZone


def fill(
    pdf: bytes,
    *,
    field: str,
    identity: Identity,
    stamp: bytes | None,
    moment: dt.datetime,
    permission: fields.MDPPerm | None,
    reason: str,
    location: str,
) -> bytes:
    """`pdf` with the existing field `field` signed, as one incremental update.

    `permission` makes it a certifying signature that allows that much; None an approving one.
    The same arguments give the same bytes, if the key is RSA.
    """
    return asyncio.run(
        _fill(
            _Update(pdf, field),
            PdfSigner(
                signers.PdfSignatureMetadata(
                    field_name=field,
                    md_algorithm=_DIGEST,
                    subfilter=fields.SigSeedSubFilter.PADES,
                    certify=permission is not None,
                    docmdp_permissions=permission or fields.MDPPerm.FILL_FORMS,
                    reason=reason or None,
                    location=location or None,
                    app_build_props=BuildProps(name=MAKER),
                    tight_size_estimates=True,
                ),
                signer=_HeldKey(identity),
                stamp_style=_style(stamp),
            ),
            identity,
            moment,
        )
    )


# How long a container of this identity is: everything in it but the digests stays the same,
# and learning it costs as much as making one.
_RESERVED: Final[WeakKeyDictionary[Identity, int]] = WeakKeyDictionary()


async def _fill(
    update: "_Update", signer: PdfSigner, identity: Identity, moment: dt.datetime
) -> bytes:
    """PdfSigner.async_sign_pdf, but with the moment given instead of read from the clock."""
    session = signer.init_signing_session(update, existing_fields_only=True)
    session.system_time = moment
    reserved = _RESERVED.get(identity)
    if reserved is None:
        reserved = await session.estimate_signature_container_size(None, tight=True)
        _RESERVED[identity] = reserved
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    target = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=target)
    await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=moment),
    )
    return target.getvalue()


class _HeldKey(signers.Signer):
    """Signs with a key that is already decoded.

    pyHanko's SimpleSigner decodes its key for every signature, and signs twice: once to learn
    how long a signature is.
    """

    def __init__(self, identity: Identity) -> None:
        registry = SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call]
            x509.Certificate.load(issuer) for issuer in identity.chain
        )
        super().__init__(
            signing_cert=x509.Certificate.load(identity.certificate), cert_registry=registry
        )
        self._identity = identity

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if digest_algorithm != _DIGEST:
            message = f"signs over {_DIGEST}, not {digest_algorithm}"
            raise ValueError(message)
        if dry_run:
            return bytes(self._identity.longest_signature)
        return self._identity.signature_over(data)


class _Update(IncrementalPdfFileWriter):
    """An incremental update that holds the signature and nothing else.

    pyHanko would also write new metadata with the clock's time and a random identifier: the
    update would then differ each time, and the paper's PDF/A metadata be somebody else's.
    """

    def __init__(self, pdf: bytes, field: str) -> None:
        super().__init__(io.BytesIO(pdf))
        seed = hashlib.sha256(pdf + field.encode()).digest()[:16]
        self._document_id = generic.ArrayObject(
            [self._document_id[0], generic.ByteStringObject(seed)]
        )

    def _update_meta(self) -> None:
        """Leave the metadata as the archived paper has it."""


class _Drawing(PdfContent):
    """The first page of a PDF in memory, under a fixed resource name."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


def _style(stamp: bytes | None) -> BaseStampStyle:
    # Without any style pyHanko writes one of its own in Courier, which is not embedded.
    if stamp is None:
        return NoOpStampStyle()
    return StaticStampStyle(
        border_width=0,
        background=_Drawing(stamp),
        background_opacity=1,
        background_layout=layout.SimpleBoxLayoutRule(
            layout.AxisAlignment.ALIGN_MID,
            layout.AxisAlignment.ALIGN_MID,
            layout.Margins(0, 0, 0, 0),
            layout.InnerScaling.STRETCH_FILL,
        ),
    )
