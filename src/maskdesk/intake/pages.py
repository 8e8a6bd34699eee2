"""The pages of a foreign PDF or picture as pictures; runs in the reader alone."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES: Final = ("PNG", "JPEG", "TIFF")
PDF_MARK: Final = b"%PDF-"

# An A3 page at 600 dpi; what is larger is no scan of a page.
MOST_PIXELS: Final = 7_016 * 9_933


class TooLarge(Exception):
    """More than any scan of a paper; it ends the reader."""


def prepare() -> None:
    """Load what opens PDF and pictures, before the reader can open nothing more."""
    import pypdfium2  # noqa: F401
    from PIL import Image

    Image.init()


def pages_of_pdf(content: bytes, *, dpi: float, most: int) -> "Iterator[Image]":
    """The pages of a PDF at `dpi`, smaller where they are huge; raises TooLarge above `most`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > most:
        raise TooLarge
    for page in document:
        width, height = page.get_size()
        scale = min(dpi / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil()
        page.close()


def pages_of_picture(content: bytes, *, most: int) -> "Iterator[Image]":
    """The frames of a picture in grey; raises TooLarge for too many or too many pixels."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # it would only warn; the bound is set here
    with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture)):
            if number >= most or frame.width * frame.height > MOST_PIXELS:
                raise TooLarge
            yield frame.convert("L")
