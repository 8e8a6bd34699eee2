"""Scans as an office makes them: rendered, turned, noisy, saved as JPEG, with what codes wanted."""

import io
import random
from collections.abc import Sequence

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

DPI = 200


def rendered(pdf: bytes, page: int = 1, dpi: int = DPI) -> Image.Image:
    """One page (from 1) of a paper as a clean picture."""
    clean: Image.Image = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=dpi / 72).to_pil()
    return clean.convert("L")


def scanned(picture: Image.Image, *, turned: float = 2, noise: float = 25) -> bytes:
    """The page as it comes out of a scanner: askew, noisy, as JPEG."""
    askew = picture.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    grain = Image.effect_noise(askew.size, noise)
    return saved(ImageChops.add(askew, grain, offset=-128), "JPEG", quality=75)


def cleanly_scanned(pdf: bytes, page: int = 1) -> bytes:
    """One page of a paper as a good scanner gives it."""
    return saved(rendered(pdf, page), "JPEG")


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file."""
    kept = io.BytesIO()
    # A copy, for Pillow keeps on a picture how it was last saved.
    picture.copy().save(kept, kind, **options)
    return kept.getvalue()


def with_code(text: str, size: tuple[int, int] = (827, 1170)) -> Image.Image:
    """An empty page with one QR code at its foot."""
    page = Image.new("L", size, 255)
    page.paste(qr_code(text), (size[0] - 300, size[1] - 300))
    return page


def qr_code(text: str, scale: int = 4) -> Image.Image:
    """A QR code as a picture."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(code.to_image(scale=scale)).convert("L")


def read_off(picture: Image.Image) -> str:
    """What the code on a clean page says."""
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


def photograph(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """A picture of something else: blots on a wall, the same each time."""
    picture = Image.new("RGB", size, (180, 160, 140))
    draw = ImageDraw.Draw(picture)
    chance = random.Random(2020)
    for _ in range(200):
        x, y, r = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(5, 90)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    return picture


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    """Pictures of pages as one PDF, as a scanner saves them."""
    return saved(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
