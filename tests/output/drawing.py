"""What the tests of drawn papers share: the shipped fonts, pixels and text read back."""

from functools import cache
from pathlib import Path

import pypdfium2
from PIL.Image import Image

from maskdesk.output.page_style import TRADE, PageStyle
from maskdesk.output.setting import Block
from maskdesk.output.sheet import Drawing, Sheet
from maskdesk.output.typeface import Typefaces

_FONTS = Path(__file__).parents[2] / "resources" / "fonts"
Ink = tuple[float, float, float, float]


@cache
def shipped_fonts() -> Typefaces:
    return Typefaces(lambda file: (_FONTS / file).read_bytes())


def font_bytes(file: str) -> bytes:
    return (_FONTS / file).read_bytes()


def drawn(*blocks: Block, style: PageStyle = TRADE, draft: bool = False) -> Drawing:
    sheet = Sheet(shipped_fonts(), style, languages=("en",), title="Test", draft=draft)
    sheet.add(*blocks)
    return sheet.finish()


def text_of(pdf: bytes, page: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[page].get_textpage().get_text_bounded()
    return text.replace("\r\n", "\n")


def text_in(pdf: bytes, page: int, box: Ink) -> str:
    left, bottom, right, top = box
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[page].get_textpage().get_text_bounded(left, bottom, right, top)
    return text.replace("\r\n", " ").strip()


def ink_of(pdf: bytes, page: int = 0, dpi: int = 100) -> tuple[int, int, bytes]:
    """Width, height and grey bytes of a rendered page."""
    picture = _picture(pdf, page, dpi)
    return picture.width, picture.height, picture.tobytes()


def inked_box(pdf: bytes, page: int = 0, above: float = 0.0) -> Ink:
    """What is not white, left, bottom, right, top in points; the part above a height only."""
    picture = _picture(pdf, page, dpi=100)
    scale = 72 / 100
    part = picture.crop((0, 0, picture.width, picture.height - int(above / scale)))
    box = part.point([255] * 200 + [0] * 56).getbbox()
    assert box is not None, "nothing is drawn"
    left, top, right, bottom = box
    height = picture.height
    return left * scale, (height - bottom) * scale, right * scale, (height - top) * scale


def _picture(pdf: bytes, page: int, dpi: int) -> Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return picture
