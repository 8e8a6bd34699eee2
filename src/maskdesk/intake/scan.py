"""Finding the codes that MaskDesk prints at the foot of its pages in a scan or a photograph."""

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake import pages
from maskdesk.intake.reader import read_apart
from maskdesk.language import N_

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
    answer = read_apart(_read, content, file, prepare=_prepare, seconds=_SECONDS)
    found = msgspec.json.decode(answer, type=tuple[Found, ...] | None)
    if found is None:
        raise NotAScan(file=file)
    return found


def _prepare() -> None:
    import zxingcpp  # noqa: F401 - loaded before the reader can open nothing more

    pages.prepare()


def _read(content: bytes) -> bytes:
    """The codes of a scan as JSON; null where no page can be seen. Runs in the reader."""
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found: list[Found] = []
    seen = 0
    if content.startswith(pages.PDF_MARK):
        looked_at = pages.pages_of_pdf(content, dpi=_DPI, most=_MOST_PAGES)
    else:
        looked_at = pages.pages_of_picture(content, most=_MOST_PAGES)
    try:
        for seen, page in enumerate(looked_at, start=1):
            codes = zxingcpp.read_barcodes(page, formats=wanted)
            found += (Found(page=seen, text=code.text) for code in codes)
    except (pages.TooLarge, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - the libraries raise whatever a broken file makes of them
        seen = 0
    return msgspec.json.encode(found if seen else None)
