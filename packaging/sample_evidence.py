"""Draws the invented papers that lie beside the samples as evidence: plain PDFs and pack pictures.

Every page says in three languages that it is a sample.
The same content gives the same bytes.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from PIL import Image, ImageDraw, ImageFont
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MARK = "SAMPLE / MẪU / 样本"

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
_REGULAR, _BOLD, _HAN = "Tinos-Regular", "Tinos-Bold", "NotoSerifSC-Regular-GB2312"

_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, A4[0] - 56.0, A4[1] - 96.0, 74.0
_CAPTIONS = 150.0


class Paper(NamedTuple):
    """One invented paper: who issued it, what it is called and what stands in it.

    `rows` are captions with their values, `table` a head and rows, `text` paragraphs below them,
    `signed` who signed it, one place each.
    """

    issuer: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    text: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF file."""
    _register()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, initialFontName=_REGULAR, lang="en")
    canvas.setTitle(f"{MARK}: {paper.title}")
    canvas.setAuthor(MARK)
    _Page(canvas).draw(paper)
    canvas.save()
    return target.getvalue()


def picture(lines: tuple[str, ...], *, size: tuple[int, int] = (900, 560)) -> bytes:
    """A picture of a printed pack as a PNG file: its first line large, the others below."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, size[0] - 24, size[1] - 24), outline=0, width=3)
    draw.rectangle((24, 24, size[0] - 24, 96), fill=70)
    _letters(draw, 44, 42, MARK, 32, 255)
    y = 128
    for number, line in enumerate(lines):
        height = 44 if number == 0 else 26
        _letters(draw, 44, y, line, height, 0)
        y += height + 18
    return _png(image)


class _Page:
    """The page in work: what is drawn goes below what was drawn before."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._y = _TOP
        self._mark()

    def draw(self, paper: Paper) -> None:
        self._lines(paper.issuer, 10.5, _BOLD, _LEFT, _RIGHT)
        self._y -= 14
        self._lines(paper.title, 15, _BOLD, _LEFT, _RIGHT)
        self._y -= 12
        for caption, value in paper.rows:
            self._row(caption, value)
        if paper.table:
            self._y -= 8
            self._table(paper.table)
        for paragraph in paper.text:
            self._y -= 8
            self._lines(paragraph, 10.5, _REGULAR, _LEFT, _RIGHT)
        if paper.signed:
            self._signatures(paper.signed)
        self._canvas.showPage()

    def _mark(self) -> None:
        canvas = self._canvas
        canvas.setFillGray(0.35)
        self._put(_LEFT, A4[1] - 46, MARK, 12, _BOLD)
        note = "Invented for MaskDesk's samples: no such firm, person, body or paper exists."
        self._put(_LEFT, 44, note, 8, _REGULAR)
        canvas.setStrokeGray(0.35)
        canvas.line(_LEFT, A4[1] - 54, _RIGHT, A4[1] - 54)
        canvas.setFillGray(0)

    def _row(self, caption: str, value: str) -> None:
        self._need(30)
        top = self._y
        self._lines(caption, 9, _REGULAR, _LEFT, _LEFT + _CAPTIONS - 10)
        below = self._y
        self._y = top
        self._lines(value, 10.5, _REGULAR, _LEFT + _CAPTIONS, _RIGHT)
        self._y = min(self._y, below) - 4

    def _table(self, table: tuple[tuple[str, ...], ...]) -> None:
        columns = len(table[0])
        widest = [max(_width(row[n], 9, _BOLD) for row in table) + 12 for n in range(columns)]
        share = min((_RIGHT - _LEFT) / sum(widest), 1.6)
        lefts = [_LEFT + sum(widest[:n]) * share for n in range(columns + 1)]
        for number, row in enumerate(table):
            self._need(44)
            self._y -= 2
            top, bottoms = self._y, []
            for n, cell in enumerate(row):
                self._y = top
                font = _REGULAR if number else _BOLD
                self._lines(cell, 9, font, lefts[n], lefts[n + 1] - 6)
                bottoms.append(self._y)
            self._y = min(bottoms) - 2
            self._canvas.setLineWidth(0.4 if number else 0.8)
            self._canvas.line(_LEFT, self._y + 9, _RIGHT, self._y + 9)
        self._y -= 4

    def _signatures(self, signed: tuple[str, ...]) -> None:
        self._need(90)
        self._y -= 46
        top, width = self._y, (_RIGHT - _LEFT) / len(signed)
        for n, name in enumerate(signed):
            self._y = top
            left = _LEFT + n * width
            self._canvas.line(left, self._y + 14, left + width - 30, self._y + 14)
            self._lines(name, 9.5, _REGULAR, left, left + width - 30)

    def _lines(self, text: str, size: float, font: str, left: float, right: float) -> None:
        for line in _wrapped(text, size, font, right - left):
            self._need(size * 1.35)
            self._put(left, self._y, line, size, font)
            self._y -= size * 1.35

    def _need(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._canvas.showPage()
            self._y = _TOP
            self._mark()

    def _put(self, left: float, y: float, text: str, size: float, font: str) -> None:
        for run, name in _runs(text, font):
            self._canvas.setFont(name, size)
            self._canvas.drawString(left, y, run)
            left += pdfmetrics.stringWidth(run, name, size)


@cache
def _register() -> None:
    """Make the fonts known without their hints: the files are smaller, and paper needs none."""
    rl_config.useA85 = 0
    options = subset.Options(hinting=False, notdef_outline=True, drop_tables=["GPOS", "GSUB"])
    for name in (_REGULAR, _BOLD, _HAN):
        font = subset.load_font(str(FONTS / f"{name}.ttf"), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=font.getBestCmap())
        cutter.subset(font)
        target = io.BytesIO()
        subset.save_font(font, target, options)
        target.seek(0)
        pdfmetrics.registerFont(TTFont(name, target, asciiReadable=0))


def _is_han(character: str) -> bool:
    return character >= "⺀"


def _runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or _is_han(text[n]) != _is_han(text[start]):
            yield text[start:n], _HAN if _is_han(text[start]) else font
            start = n


def _width(text: str, size: float, font: str) -> float:
    return sum(float(pdfmetrics.stringWidth(run, name, size)) for run, name in _runs(text, font))


def _wrapped(text: str, size: float, font: str, width: float) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and _width((line + piece).rstrip(), size, font) > width:
                yield line.rstrip()
                line = ""
            line += piece
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What may not be parted at the end of a line: a word with its space, or one Han character."""
    word = ""
    for character in text:
        if _is_han(character):
            yield from (word,) if word else ()
            yield character
            word = ""
            continue
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


def _letters(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, grey: int
) -> None:
    for run, name in _runs(text, _BOLD):
        face = ImageFont.truetype(
            str(FONTS / f"{name}.ttf"), size, layout_engine=ImageFont.Layout.BASIC
        )
        draw.text((x, y + size), run, fill=grey, font=face, anchor="ls")
        x += face.getlength(run)


def _png(image: Image.Image) -> bytes:
    """A PNG file of four grey levels a byte, without any time or program in it."""
    quarter = image.point([level * 3 // 255 for level in range(256)])
    width, height = image.size
    pixels = quarter.tobytes()
    rows = bytearray()
    for y in range(height):
        row = pixels[y * width : (y + 1) * width]
        rows.append(0)
        for x in range(0, width, 4):
            a, b, c, d = row[x : x + 4]
            rows.append(a << 6 | b << 4 | c << 2 | d)
    head = struct.pack(">IIBBBBB", width, height, 2, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
