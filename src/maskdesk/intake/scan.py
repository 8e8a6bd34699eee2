"""Finding the codes that MaskDesk prints at the foot of its pages in a scan or a photograph."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake.reader import read_apart
from maskdesk.language import N_

if TYPE_CHECKING:
    from PIL.Image import Image

# An A3 page at 600 dpi; what is larger is no scan of a page.
_MOST_PIXELS = 7_016 * 9_933
_MOST_PAGES = 200
# A noisy page takes under half a second, a clean one half of that.
_SECONDS = 60
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
    answer = read_apart(_read, content, file, seconds=_SECONDS)
    found = msgspec.json.decode(answer, type=tuple[Found, ...] | None)
    if found is None:
        raise NotAScan(file=file)
    return found


class _TooLarge(Exception):
    """More than any scan of a paper; it ends the reader."""


def _read(content: bytes) -> bytes:
    """The codes of a scan as JSON; null where no page can be seen. Runs in the reader."""
    import pypdfium2
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found: list[Found] = []
    seen = 0
    pages = _pages_of_pdf(content) if content[:5] == b"%PDF-" else _pages_of_picture(content)
    try:
        for seen, page in enumerate(pages, start=1):
            codes = zxingcpp.read_barcodes(page, formats=wanted)
            found += (Found(page=seen, text=code.text) for code in codes)
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError):  # Pillow's for broken files
        seen = 0
    return msgspec.json.encode(found if seen else None)


def _pages_of_pdf(content: bytes) -> "Iterator[Image]":
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > _MOST_PAGES:
        raise _TooLarge
    for page in document:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil()
        page.close()


def _pages_of_picture(content: bytes) -> "Iterator[Image]":
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # it would only warn; the bound is set here
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture)):
            if number >= _MOST_PAGES or frame.width * frame.height > _MOST_PIXELS:
                raise _TooLarge
            yield frame.convert("L")
