"""Drawing the page sets, against typst and LibreOffice.

MaskDesk: blocks made from the page set, broken into lines and pages, drawn (`Sheet.add` and
`finish`), every value with its place; the fonts are loaded once for all rounds.
The whole chain: the same, then `archive_pdf`, which saves as PDF/A-3b with the printed values
attached, validates what it wrote and adds a signature field for each form.
typst: the compiler is kept, so its fonts are loaded once too; the source is made before the clock
starts and differs in every value each round, so that its caches do not answer; untagged PDF.
LibreOffice: one headless run of the program for one document, start included, as a program that
uses it pays for it; its profile exists. The source is made before the clock starts.
Beside it, only told: what one more document costs in a run that converts several, start excluded.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec
import pypdfium2

from benchmarks import in_libreoffice, in_maskdesk, in_typst
from benchmarks.measuring import Bound, Figure, Way, side_by_side
from benchmarks.page_sets import PageSet, both, forms_12, table_500
from maskdesk.output.archive import Attachment, SignaturePlace, archive_pdf
from maskdesk.output.sheet import Drawing

ROUNDS = 15
LIBREOFFICE_ROUNDS = 5
MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)


def figures() -> list[Figure]:
    """Each page set by itself, then both as one document, then the chain."""
    found = []
    for page_set in (forms_12, table_500, both):
        found.append(_against_typst(page_set))
    if in_libreoffice.program() is not None:
        with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
            found += _against_libreoffice(in_libreoffice.Office(Path(folder)))
    return found


def skipped() -> list[str]:
    """What could not be measured here, and why."""
    if in_libreoffice.program() is None:
        return ["Drawing against LibreOffice: there is no LibreOffice on this machine."]
    return []


def archive(drawing: Drawing) -> bytes:
    """A drawing as PDF/A-3b with the values it printed and a field for each signature place."""
    printed = {placement.path: placement.text for placement in drawing.placements}
    attachment = Attachment(
        name="data.json",
        media_type="application/json",
        relationship="Data",
        description="The values printed on this paper",
        content=msgspec.json.encode(printed, order="deterministic"),
    )
    places = tuple(
        SignaturePlace(
            field=f"{place.name}{n}",
            page=place.page,
            box=place.box,
            role="certify" if n == 0 else "approve",
            holder="exporter",
        )
        for n, place in enumerate(drawing.places)
    )
    return archive_pdf(
        drawing.pdf,
        title="SAMPLE",
        language="en",
        moment=MOMENT,
        facts={"dossier": "SAMPLE-1", "paper": "sample"},
        attachments=(attachment,),
        places=places,
    )


def _against_typst(page_set: Callable[[int], PageSet]) -> Figure:
    _refuse_unless_alike(page_set, in_typst.draw(in_typst.source_of(page_set(0))))
    ways: dict[str, Way] = {
        "MaskDesk": lambda n: partial(in_maskdesk.draw, page_set(n)),
        "typst": lambda n: partial(in_typst.draw, in_typst.source_of(page_set(n))),
    }
    samples = side_by_side(ways, ROUNDS)
    return samples.figure(f"draw {page_set(0).name}", "MaskDesk", "typst", Bound(1.0))


def _against_libreoffice(office: in_libreoffice.Office) -> list[Figure]:
    def sources(n: int, count: int = 1) -> list[Path]:
        return [
            office.lay_down(in_libreoffice.source_of(both(n * _MORE + one)), f"sample-{one}")
            for one in range(count)
        ]

    (made,) = office.convert(*sources(0))
    _refuse_unless_alike(both, made.read_bytes())
    ways: dict[str, Way] = {
        "MaskDesk": lambda n: partial(in_maskdesk.draw, both(n)),
        "MaskDesk, whole chain": lambda n: partial(_whole_chain, both(n)),
        "LibreOffice": lambda n: partial(office.convert, *sources(n)),
        "LibreOffice, PDF/A-3b": lambda n: partial(
            office.convert, *sources(n), to=in_libreoffice.PDF_A
        ),
        "LibreOffice, four documents": lambda n: partial(office.convert, *sources(n, _MORE)),
    }
    samples = side_by_side(ways, LIBREOFFICE_ROUNDS)
    one_more = "LibreOffice, one document more"
    samples.add_difference(one_more, "LibreOffice, four documents", "LibreOffice", _MORE - 1)
    drawn, chain = f"draw {both(0).name}", f"draw and archive {both(0).name}"
    return [
        samples.figure(drawn, "MaskDesk", "LibreOffice", Bound(1 / 10)),
        samples.figure(drawn, "MaskDesk", one_more),
        samples.figure(chain, "MaskDesk, whole chain", "LibreOffice, PDF/A-3b", Bound(1 / 3)),
        samples.figure(chain, "MaskDesk, whole chain", one_more),
    ]


_MORE = 4


def _whole_chain(pages: PageSet) -> bytes:
    return archive(in_maskdesk.draw(pages))


def _refuse_unless_alike(page_set: Callable[[int], PageSet], other: bytes) -> None:
    """Both programs must have set every word, on about as many pages."""
    pages = page_set(0)
    for pdf in (in_maskdesk.draw(pages).pdf, other):
        with pypdfium2.PdfDocument(pdf) as document:
            count = len(document)
            text = "".join(
                "".join(document[n].get_textpage().get_text_bounded().split()) for n in range(count)
            )
        if count not in _PAGES[pages.name]:
            raise ValueError(f"{pages.name} was set on {count} pages")
        words = [value for form in pages.forms for _, value in form.fields]
        words += [cell for row in pages.listing.rows for cell in row] if pages.listing else []
        for word in words:
            if "".join(word.split()) not in text:
                raise ValueError(f"{word} is missing from {pages.name}")


_PAGES = {
    "forms-12": range(12, 13),
    "table-500": range(10, 13),
    "forms-12 + table-500": range(22, 25),
}
