"""The pages of a foreign PDF or picture as pictures; runs in the reader alone."""

import io
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


def page_of_pdf(content: bytes, number: int, *, dpi: float, most: int) -> "Image | None":
    """A page of a PDF (from 0) at `dpi`, smaller where it is huge; None after the last.

    Raises TooLarge above `most` pages.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > most:
        raise TooLarge
    if number >= len(document):
        return None
    page = document[number]
    width, height = page.get_size()
    scale = min(dpi / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def page_of_picture(content: bytes, number: int, *, most: int) -> "Image | None":
    """A frame of a picture (from 0) in grey; None after the last.

    Raises TooLarge for more frames than `most` or too many pixels.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # it would only warn; the bound is set here
    with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
        count = getattr(picture, "n_frames", 1)
        if count > most:
            raise TooLarge
        if number >= count:
            return None
        picture.seek(number)
        if picture.width * picture.height > MOST_PIXELS:
            raise TooLarge
        return picture.convert("L")
