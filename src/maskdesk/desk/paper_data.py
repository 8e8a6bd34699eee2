"""What travels inside each paper: the values it printed, page by page, and what it belongs to."""

import msgspec
from msgspec import Struct

DATA = "data.json"


class PageData(Struct, frozen=True, kw_only=True):
    """What one page printed, by path, and the digest that stands in its code."""

    digest: str
    printed: dict[str, str]


class PaperData(Struct, frozen=True, kw_only=True):
    """The data inside one paper.

    On the counter sheet, `files` lists the rest of the package with its SHA-256, and `manifest` is
    the digest of what the manifest says of it.
    """

    dossier: str
    version: int
    paper: str
    subject: str
    code: str
    seal: str
    pages: tuple[PageData, ...]
    files: dict[str, str] = {}
    manifest: str = ""


def write_data(data: PaperData) -> bytes:
    """The data as JSON, the same bytes for the same content."""
    return msgspec.json.encode(data, order="deterministic")


def data_in(pdf: bytes) -> PaperData | None:
    """The data inside a paper; None where it holds none that can be read."""
    from maskdesk.output.archive import attached

    try:
        return read_data(attached(pdf, DATA))
    except Exception:  # noqa: BLE001 - whatever a broken paper does, its own verdict will say it
        return None


def read_data(content: bytes | None) -> PaperData | None:
    """The data in what was attached to a paper; None where that is nothing, or no data."""
    try:
        return None if content is None else msgspec.json.decode(content, type=PaperData)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
