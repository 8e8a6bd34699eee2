"""Papers made by bare calls of reportlab, pikepdf and pyHanko, as their manuals show them.

Where every letter stands is known beforehand, and nothing is checked but what the libraries check
by themselves.
"""

import io
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import x509
from msgspec import Struct
from pikepdf import pdfa
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from reportlab.pdfgen.canvas import Canvas

from maskdesk.output.ink import Page

Box = tuple[float, float, float, float]


class BareField(Struct, frozen=True):
    """A signature field: its name, page and box; the first one of a paper is certified."""

    name: str
    page: int
    box: Box


class BarePaper(Struct, frozen=True, kw_only=True):
    """All that a paper is made of."""

    pages: tuple[Page, ...]
    attached: bytes
    fields: tuple[BareField, ...]


def fields_of(pdf: bytes) -> tuple[BareField, ...]:
    """The signature fields of a paper, the filled one first."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        pages = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
        found = [
            (
                "/V" not in field,
                BareField(
                    str(field.T),
                    pages[field.P.objgen],
                    tuple(float(edge) for edge in field.Rect),  # type: ignore[arg-type]
                ),
            )
            for field in paper.Root.AcroForm.Fields.as_list()
        ]
    return tuple(field for _, field in sorted(found, key=lambda pair: pair[0]))


def draw(pages: tuple[Page, ...]) -> bytes:
    """Every letter and line where it stands."""
    paper = io.BytesIO()
    canvas: Any = Canvas(paper, initialFontName=_REGULAR, invariant=1, pageCompression=1)
    for page in pages:
        canvas.setPageSize(page.size)
        for top, strip in page.strips:
            for fill in strip.fills:
                canvas.setFillGray(fill.grey)
                for x, y, width, height in fill.boxes:
                    canvas.rect(x, top - y - height, width, height, stroke=0, fill=1)
            for strokes in strip.strokes:
                canvas.setLineWidth(strokes.weight)
                canvas.setStrokeGray(strokes.grey)
                canvas.lines([(x1, top - y1, x2, top - y2) for x1, y1, x2, y2 in strokes.segments])
            for letters in strip.letters:
                canvas.setFont(letters.font, letters.size)
                canvas.setFillGray(letters.grey)
                canvas.drawString(
                    letters.x,
                    top - letters.y,
                    letters.text,
                    charSpace=letters.spread,
                    wordSpace=letters.gap,
                )
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def archive(pdf: bytes, attached: bytes) -> bytes:
    """Saved as PDF/A-3b with one attachment, through the library's own `save`."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for page in paper.pages:
            if "/Trans" in page:
                del page["/Trans"]
        file = pikepdf.AttachedFileSpec(
            paper,
            attached,
            filename="data.json",
            mime_type="application/json",
            description="The values printed on this paper",
            creation_date=_DAY,
            mod_date=_DAY,
        )
        file.relationship = pikepdf.Name.Data
        paper.attachments["data.json"] = file
        pdfa.save(paper, target, "3b")
    return target.getvalue()


def load_signer(p12: bytes, passphrase: bytes) -> signers.SimpleSigner:
    """The library's own signer, opened once."""
    signer = signers.SimpleSigner.load_pkcs12_data(p12, [], passphrase)
    if not isinstance(signer, signers.SimpleSigner):
        raise TypeError("the identity could not be opened")
    return signer


def sign(
    pdf: bytes, places: tuple[BareField, ...], signer: signers.SimpleSigner, folder: Path
) -> bytes:
    """The fields added and the first certified, in one update, with a stamp drawn by reportlab."""
    first, *others = map(_spec_of, places)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for other in others:
        fields.append_signature_field(writer, other)
    metadata = signers.PdfSignatureMetadata(
        field_name=first.sig_field_name,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    style = _stamp_style(folder / "stamp.pdf", places[0].box)
    target = io.BytesIO()
    signers.PdfSigner(metadata, signer=signer, stamp_style=style, new_field_spec=first).sign_pdf(
        writer, output=target
    )
    return target.getvalue()


def validate(pdf: bytes, root: bytes) -> bool:
    """Whether the library finds every signature good, trusting one root (DER)."""
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(root)], allow_fetching=False)
    found = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    return bool(found) and all(
        validate_pdf_signature(signature, trusted).bottom_line for signature in found
    )


# Registered by MaskDesk's engine, which drew the pages first.
_REGULAR, _BOLD = "Tinos-Regular", "Tinos-Bold"
_DAY = "D:20200506093000+00'00'"


def _spec_of(place: BareField) -> fields.SigFieldSpec:
    left, bottom, right, top = (round(edge) for edge in place.box)
    return fields.SigFieldSpec(place.name, on_page=place.page, box=(left, bottom, right, top))


def _stamp_style(path: Path, box: Box) -> StaticStampStyle:
    """The stamp drawn anew for each paper, as its words name the moment."""
    width, height = box[2] - box[0], box[3] - box[1]
    canvas: Any = Canvas(str(path), pagesize=(width, height), initialFontName=_REGULAR)
    canvas.rect(1, 1, width - 2, height - 2)
    canvas.setFont(_BOLD, 9)
    canvas.drawString(6, height - 16, "SAMPLE Exporter")
    canvas.setFont(_REGULAR, 9)
    canvas.drawString(6, height - 28, "Signed electronically on 2020-05-06 09:30")
    canvas.showPage()
    canvas.save()
    return StaticStampStyle.from_pdf_file(
        str(path),
        border_width=0,
        background_opacity=1,
        background_layout=layout.SimpleBoxLayoutRule(
            layout.AxisAlignment.ALIGN_MID,
            layout.AxisAlignment.ALIGN_MID,
            layout.Margins(0, 0, 0, 0),
            layout.InnerScaling.STRETCH_FILL,
        ),
    )
