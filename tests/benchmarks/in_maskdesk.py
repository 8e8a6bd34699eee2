"""The page sets drawn by MaskDesk's own engine, as its forms are."""

from functools import cache
from pathlib import Path

from benchmarks.page_sets import FIELDS_ABREAST, FormPage, Listing, PageSet
from maskdesk.output.blocks import (
    Field,
    Fields,
    NewPage,
    Paragraph,
    SignaturePlace,
    Signatures,
    Title,
)
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Printed
from maskdesk.output.sheet import Drawing, Sheet
from maskdesk.output.tables import Column, Table
from maskdesk.output.typeface import Typefaces

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FIELD = "SigExporter"


@cache
def faces() -> Typefaces:
    """The shipped fonts, loaded once as they are in one run of the program."""
    return Typefaces(lambda name: (FONTS / name).read_bytes())


def draw(page_set: PageSet) -> Drawing:
    """A page set as one PDF, every value with its path; no QR code, which the others lack."""
    sheet = Sheet(faces(), TRADE, title=page_set.name, code="MD-SAMPL-E0001")
    for n, form in enumerate(page_set.forms):
        if n:
            sheet.add(NewPage())
        sheet.add(*form_blocks(form))
    if page_set.listing is not None:
        if page_set.forms:
            sheet.add(NewPage())
        sheet.add(*_listing_blocks(page_set.listing))
    return sheet.finish()


def form_blocks(form: FormPage) -> tuple[Block, ...]:
    """One form in blocks."""
    fields = [
        Field(caption=caption, value=Printed(value, f"fields[{n}]"))
        for n, (caption, value) in enumerate(form.fields)
    ]
    rows = zip(*[iter(fields)] * FIELDS_ABREAST, strict=True)
    return (
        Title(text=form.title),
        Fields(tuple(rows)),
        *(Paragraph(text=sentence) for sentence in form.sentences),
        Signatures((None, SignaturePlace(field=FIELD, role=form.signer, framed=True))),
    )


def _listing_blocks(listing: Listing) -> tuple[Block, ...]:
    columns = tuple(
        Column(head=head, align="right" if numeric else "left")
        for head, numeric in zip(listing.heads, listing.numeric, strict=True)
    )
    rows = tuple(
        tuple(Printed(cell, f"rows[{n}].{column}") for column, cell in enumerate(row))
        for n, row in enumerate(listing.rows)
    )
    return (Title(text=listing.title), Table(columns=columns, rows=rows, size=8.5))
