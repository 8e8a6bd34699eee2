"""Finding the codes that MaskDesk prints at the foot of its pages in a scan or a photograph."""

import itertools
import time
from typing import Literal

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake import pages
from maskdesk.intake.reader import Reader, TooMuchToRead
from maskdesk.language import N_

_MOST_PAGES = 200
# A noisy page takes half a second, so thirty of them take longer than one file may: each page has
# the time of a file, and what is made to need all of it is given up after three minutes.
_SECONDS_IN_ALL = 180
_PAGE_BYTES = 2
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
    """The codes on the pages of a scan, each page read apart within the limits of a file.

    Raises NotAScan, and TooMuchToRead for a page or a whole that takes too much.
    """
    found: list[Found] = []
    end = time.monotonic() + _SECONDS_IN_ALL
    with Reader(_read, prepare=_prepare) as reader:
        for page in itertools.count(1):
            answer = reader.read(page.to_bytes(_PAGE_BYTES, "big") + content, file)
            seen = msgspec.json.decode(answer, type=_Seen)
            if seen.what == "end" and page > 1:
                return tuple(found)
            if seen.what != "page":
                raise NotAScan(file=file)
            found += (Found(page=page, text=code) for code in seen.codes)
            if time.monotonic() > end:
                break
    raise TooMuchToRead(file=file)


class _Seen(Struct, frozen=True):
    """What the reader answers: a page with its codes, the end of the scan, or nothing to see."""

    what: Literal["page", "end", "nothing"]
    codes: tuple[str, ...] = ()


def _prepare() -> None:
    import zxingcpp  # noqa: F401 - loaded before the reader can open nothing more

    pages.prepare()


def _read(asked: bytes) -> bytes:
    """What is to be seen of one page, as JSON. Runs in the reader."""
    import zxingcpp

    number = int.from_bytes(asked[:_PAGE_BYTES], "big") - 1
    content = asked[_PAGE_BYTES:]
    try:
        if content.startswith(pages.PDF_MARK):
            page = pages.page_of_pdf(content, number, dpi=_DPI, most=_MOST_PAGES)
        else:
            page = pages.page_of_picture(content, number, most=_MOST_PAGES)
        if page is None:
            return msgspec.json.encode(_Seen("end"))
        wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        codes = zxingcpp.read_barcodes(page, formats=wanted)
    except (pages.TooLarge, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - the libraries raise whatever a broken file makes of them
        return msgspec.json.encode(_Seen("nothing"))
    return msgspec.json.encode(_Seen("page", tuple(code.text for code in codes)))
