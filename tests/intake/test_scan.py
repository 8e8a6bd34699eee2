"""Codes are found on scans as offices make them; what is no scan is said to be none."""

import io
import struct
import zlib

import pypdfium2
import pytest
from PIL import Image

from intake.scanning import as_pdf, photograph, qr_code, saved, scanned, with_code
from maskdesk.intake.reader import TooMuchToRead
from maskdesk.intake.scan import Found, NotAScan, codes_in

TEXT = "MD1 SAMPLE-VN 1 MD-1A2B3-4C5D6 1 0123456789abcdef"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_code_is_read_from_a_picture(kind: str) -> None:
    assert codes_in(saved(with_code(TEXT), kind), "s") == (Found(page=1, text=TEXT),)


def test_a_code_is_read_askew_and_in_noise() -> None:
    assert [one.text for one in codes_in(scanned(with_code(TEXT)), "s.jpg")] == [TEXT]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_may_lie_on_its_side(turned: int) -> None:
    page = with_code(TEXT).rotate(turned, expand=True)
    assert [one.text for one in codes_in(saved(page, "PNG"), "s.png")] == [TEXT]


def test_a_colour_scan_and_one_of_black_and_white_are_read() -> None:
    for mode in ("RGB", "1"):
        picture = saved(with_code(TEXT).convert(mode), "TIFF")
        assert [one.text for one in codes_in(picture, "s.tif")] == [TEXT]
    clear = saved(with_code(TEXT).convert("RGBA"), "PNG")
    assert [one.text for one in codes_in(clear, "s.png")] == [TEXT]


def test_every_page_of_a_scan_is_read_with_its_number() -> None:
    pages = [with_code(f"{TEXT} {n}") for n in range(3)]
    wanted = [(n + 1, f"{TEXT} {n}") for n in range(3)]
    for content in (saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), as_pdf(pages)):
        assert [(one.page, one.text) for one in codes_in(content, "s")] == wanted


@pytest.mark.long
@pytest.mark.parametrize("noise", [0, 25])
def test_a_scan_of_sixty_pages_is_read(noise: int) -> None:
    pages = [with_code(f"{TEXT} {n}", (1654, 2339)) for n in range(60)]
    if noise:
        pages = [Image.open(io.BytesIO(scanned(page, noise=noise))) for page in pages]
    found = codes_in(as_pdf(pages), "s.pdf")
    assert [(one.page, one.text) for one in found] == [(n + 1, f"{TEXT} {n}") for n in range(60)]


def test_other_bar_codes_and_no_code_are_no_codes() -> None:
    assert codes_in(saved(photograph(), "JPEG"), "s.jpg") == ()
    assert codes_in(saved(with_code("https://example.org/"), "PNG"), "s.png") == (
        Found(page=1, text="https://example.org/"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ not a picture",
        b"%PDF-1.7\nbroken",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff" + bytes(100),
        saved(qr_code(TEXT), "PNG")[:200],
        saved(photograph(), "JPEG")[:5000],
        saved(qr_code(TEXT), "GIF"),
        b"II*\x00" + bytes(range(200)),
    ],
    ids=["empty", "program", "pdf", "png", "jpeg", "cut-png", "cut-jpeg", "gif", "tiff"],
)
def test_a_broken_file_is_no_scan(content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotAScan, match=r"photo\.jpg"):
        codes_in(content, "photo.jpg")
    assert capfd.readouterr() == ("", "")


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be a huge picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(9_000, 9_000), (60_000, 60_000), (2_000_000, 40)])
def test_a_huge_picture_is_too_much_and_not_unpacked(
    size: tuple[int, int], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TooMuchToRead):
        codes_in(bomb(*size), "s.png")
    assert capfd.readouterr() == ("", "")


def blank_pdf(pages: int, side: float) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(side, side)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_a_huge_page_of_a_pdf_is_looked_at_smaller() -> None:
    assert codes_in(blank_pdf(1, 14_400), "s.pdf") == ()


def test_a_pdf_of_300_pages_is_too_much_not_half_read() -> None:
    with pytest.raises(TooMuchToRead):
        codes_in(blank_pdf(300, 595), "s.pdf")


def test_a_picture_of_300_pages_is_too_much() -> None:
    page = Image.new("1", (20, 20))
    content = saved(page, "TIFF", save_all=True, append_images=[page] * 299)
    with pytest.raises(TooMuchToRead):
        codes_in(content, "s.tif")
