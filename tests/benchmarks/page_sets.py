"""The fixed page sets that every drawing program is given: same words, same fonts, same sizes.

forms-12   12 trade forms of one page: a title, 30 captioned fields in boxes (10 rows of 3), two
           sentences, room for a signature; one in six values is Vietnamese, one Chinese.
table-500  one table of 500 rows and 8 columns under a head that comes again on every page; every
           tenth description takes two lines.

`edition` stands in every value, so that two editions share no text that a cache could answer.
"""

from msgspec import Struct

FIELDS = 30
FIELDS_ABREAST = 3


class FormPage(Struct, frozen=True):
    """One form: captions with their values, then sentences, then who signs."""

    title: str
    fields: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    signer: str


class Listing(Struct, frozen=True):
    """One table; columns of numbers stand right."""

    title: str
    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


class PageSet(Struct, frozen=True):
    """What is to be drawn as one PDF."""

    name: str
    forms: tuple[FormPage, ...] = ()
    listing: Listing | None = None


def forms_12(edition: int) -> PageSet:
    """Twelve forms."""
    return PageSet("forms-12", tuple(form_page(n, edition) for n in range(1, 13)))


def table_500(edition: int) -> PageSet:
    """Five hundred rows."""
    return PageSet("table-500", listing=_listing(500, edition))


def both(edition: int) -> PageSet:
    """The forms, then the table."""
    forms, table = forms_12(edition), table_500(edition)
    return PageSet("forms-12 + table-500", forms.forms, table.listing)


def form_page(number: int, edition: int) -> FormPage:
    """One trade form whose values name the form and the edition."""
    serial = f"{edition:04}-{number:02}"
    return FormPage(
        title=f"SAMPLE trade form {serial}",
        fields=tuple(
            (f"{n}. {_CAPTIONS[n % len(_CAPTIONS)]}", f"{_VALUES[n % len(_VALUES)]} {serial}-{n}")
            for n in range(1, FIELDS + 1)
        ),
        sentences=tuple(f"{text} ({serial})" for text in _SENTENCES),
        signer=f"Signed for SAMPLE Garment Company No. {serial}",
    )


def _listing(count: int, edition: int) -> Listing:
    rows = tuple(
        (
            str(n),
            f"{_GOODS_LONG if n % 10 == 0 else _GOODS} {edition:04}",
            f"SM-{edition:04}-{n % 40:02}",
            "6307.90.40",
            f"{(n * 7919 + edition) % 90_000 + 10_000:,}",
            "C62",
            f"{(n * 31 + edition) % 400 / 1000 + 0.1:.3f}",
            f"{(n * 104_729 + edition) % 9_000_000 / 100 + 1000:,.2f}",
        )
        for n in range(1, count + 1)
    )
    heads = ("No.", "Goods", "Model", "HS code", "Pieces", "Unit", "Price", "Amount, USD")
    numeric = (True, False, False, False, True, False, True, True)
    return Listing(f"SAMPLE list of goods {edition:04}", heads, numeric, rows)


_CAPTIONS = (
    "Exporter (name and address)",
    "Consignee",
    "Buyer, if other than consignee",
    "Contract number and day",
    "Customs declaration",
    "Port of loading",
    "Port of discharge",
    "Kind of product, model",
    "Pieces declared",
    "Standard with edition",
)
_VALUES = (
    "SAMPLE Medical Trading GmbH, Beispielstraße 12, 20095 Hamburg",
    "SM-3 Type IIR, 1,280,000 pieces",
    "Công ty Cổ phần Mẫu SAMPLE, Khu công nghiệp Sóng Thần, Bình Dương",
    "2020-04-20 / HD-15",
    "样品防护用品有限公司（SAMPLE）",
    "EN 14683:2019+AC:2019",
)
_SENTENCES = (
    "The exporter named above declares that the goods described in this form meet the quality "
    "standard named in it and the requirements of the destination as the parties agreed them.",
    "The figures above agree with the contract, the packing list and the customs declaration of "
    "this consignment, and every certificate named was valid on the day of this paper.",
)
_GOODS = "Surgical mask, 3 ply"
_GOODS_LONG = "Surgical mask, 3 ply, ear loops, non-sterile, Type IIR, in inner boxes of 50 pieces"
