"""Finding the codes that MaskDesk prints at the foot of its pages in a scan or a photograph."""

import io
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake.reader import read_apart
from maskdesk.language import N_

if TYPE_CHECKING:
    from PIL.Image import Image

# An A3 page at 600 dpi; what is larger is no scan of a page.
_MOST_PIXELS = 7_016 * 9_933
_MOST_PAGES = 200
# Enough for the finest code at the foot, and an office scanner's own setting.
_DPI = 300


class NotAScan(MaskDeskError):
    """A file in which no page can be seen."""

    problem = N_("{file} is no picture of a page that can be read.")
    way_out = N_("Scan the page as PDF, PNG, JPEG or TIFF, at 200 dpi or more.")


class Found(Struct, frozen=True, kw_only=True):
    """A code that was read, and on which page of the scan (from 1)."""

    page: int
    text: str


def codes_in(content: bytes, file: str) -> tuple[Found, ...]:
    """The codes on the pages of a scan, read in a process of its own.

    Raises NotAScan, and what `read_apart` raises for a file that takes too much.
    """
    found: tuple[Found, ...] | None = read_apart(_read, content, file)
    if found is None:
        raise NotAScan(file=file)
    return found


def _read(content: bytes) -> tuple[Found, ...] | None:
    """The codes of a scan; None where no page can be seen. Runs in the reader."""
    import zxingcpp

    pages = _pages_of_pdf(content) if content[:5] == b"%PDF-" else _pages_of_picture(content)
    if not pages:
        return None
    return tuple(
        Found(page=number, text=code.text)
        for number, page in enumerate(pages, start=1)
        for code in zxingcpp.read_barcodes(page)
        if code.format == zxingcpp.BarcodeFormat.QRCode
    )


def _pages_of_pdf(content: bytes) -> "list[Image]":
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return []
    pages = []
    for number in range(min(len(document), _MOST_PAGES)):
        width, height = document[number].get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        pages.append(document[number].render(scale=scale, grayscale=True).to_pil())
    return pages


def _pages_of_picture(content: bytes) -> "list[Image]":
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as picture:
            frames = ImageSequence.Iterator(picture)
            return [frame.convert("L") for frame in islice(frames, _MOST_PAGES)]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return []
