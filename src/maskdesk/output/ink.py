"""What a page consists of before it is a PDF, and the painting of it through reportlab."""

import io
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from maskdesk.output.typeface import Run, Typefaces

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


class Letters(msgspec.Struct, frozen=True, gc=False):
    """Text of one font; `x` from the paper's left edge, `y` down from the strip's top.

    `spread` is added after every character, `gap` after every space: that is how lines are
    justified.
    """

    font: str
    size: float
    x: float
    y: float
    text: str
    grey: float = 0.0
    spread: float = 0.0
    gap: float = 0.0


class Strokes(msgspec.Struct, frozen=True, gc=False):
    """Straight lines of one weight, each (x1, y1, x2, y2), y down from the strip's top."""

    segments: tuple[tuple[float, float, float, float], ...]
    weight: float = 0.5
    grey: float = 0.0


class Fill(msgspec.Struct, frozen=True, gc=False):
    """Filled rectangles, each (x, y, width, height), y being the upper edge."""

    boxes: tuple[tuple[float, float, float, float], ...]
    grey: float


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Where a value stands in a strip: left, top, right, bottom, y down from the strip's top."""

    left: float
    top: float
    right: float
    bottom: float
    path: str
    text: str


class InkPlace(msgspec.Struct, frozen=True):
    """Where a signature will stand in a strip; as Mark, with the field's name."""

    left: float
    top: float
    right: float
    bottom: float
    name: str


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a column that a page break never cuts, all lengths in points.

    keep:  it may not be parted from the next strip
    pulls: so many strips before it, spaces not counted, stay with it
    blank: it is only space, and vanishes at the top of a page
    turns: it starts a new page
    heads: what is repeated above it when it comes first on a page
    """

    height: float
    letters: tuple[Letters, ...] = ()
    strokes: tuple[Strokes, ...] = ()
    fills: tuple[Fill, ...] = ()
    marks: tuple[Mark, ...] = ()
    places: tuple[InkPlace, ...] = ()
    keep: bool = False
    pulls: int = 0
    blank: bool = False
    turns: bool = False
    heads: tuple["Strip", ...] = ()


class Diagonal(msgspec.Struct, frozen=True):
    """A word painted across the page under everything else."""

    runs: tuple[Run, ...]
    size: float
    width: float
    grey: float


class Page(msgspec.Struct, frozen=True):
    """One page: strips with the height of their tops above the paper's lower edge."""

    strips: tuple[tuple[float, Strip], ...]
    diagonal: Diagonal | None = None
    size: tuple[float, float] = A4


def paint(
    faces: Typefaces, pages: tuple[Page, ...], *, title: str = "", language: str = "en"
) -> bytes:
    """The pages as a PDF; the same pages give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    paper = io.BytesIO()
    canvas: Any = Canvas(
        paper,
        pagesize=pages[0].size,
        invariant=1,
        initialFontName=faces.base,
        lang=language,
        pageCompression=1,
    )
    canvas.setTitle(title)
    canvas.setCreator("MaskDesk")
    chosen: dict[tuple[str, float], _Chosen] = {}
    for page in pages:
        canvas.setPageSize(page.size)
        if page.diagonal is not None:
            _paint_diagonal(canvas, faces, page.diagonal, page.size)
        _paint_lines(canvas, page)
        _paint_letters(canvas, page, chosen)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _paint_lines(canvas: Any, page: Page) -> None:  # noqa: ANN401 - reportlab has no types
    ruled = tuple((top, one.fills, one.strokes) for top, one in page.strips)
    canvas.addLiteral(_line_code(ruled))


# A paper is drawn anew after every edit, and most of its pages are ruled as they were.
@lru_cache(maxsize=128)
def _line_code(ruled: tuple[tuple[float, tuple[Fill, ...], tuple[Strokes, ...]], ...]) -> str:
    """What PDF draws boxes and lines by, each strip's from the height of its top."""
    code = ["q 2 J"]
    for top, fills, _ in ruled:
        for fill in fills:
            code.append(f"{fill.grey:.2f} g")
            for x, y, width, height in fill.boxes:
                code.append(f"{x:.3f} {top - y - height:.3f} {width:.3f} {height:.3f} re")
            code.append("f")
    pen: tuple[float, float] | None = None
    for top, _, drawn in ruled:
        for strokes in drawn:
            if pen != (strokes.weight, strokes.grey):
                if pen is not None:
                    code.append("S")
                pen = (strokes.weight, strokes.grey)
                code.append(f"{strokes.weight:.2f} w {strokes.grey:.2f} G")
            for x1, y1, x2, y2 in strokes.segments:
                code.append(f"{x1:.2f} {top - y1:.2f} m {x2:.2f} {top - y2:.2f} l")
    code.append("Q" if pen is None else "S Q")
    return "\n".join(code)


class _Chosen(NamedTuple):
    """How a page goes over to a font, and by which number the document knows its characters."""

    code: str
    numbers: Mapping[int, int]


def _choice(canvas: Any, font: str, size: float) -> _Chosen:  # noqa: ANN401 - reportlab has no types
    from reportlab.pdfbase import pdfmetrics

    face: Any = pdfmetrics.getFont(font)
    numbers = face._assignState(canvas._doc).assignments
    name = face.getSubsetInternalName(0, canvas._doc)
    return _Chosen(f"{name} {_figures(size)} Tf {_figures(size * 1.2)} TL", numbers)


def _paint_letters(
    canvas: Any,  # noqa: ANN401 - reportlab has no types
    page: Page,
    chosen: dict[tuple[str, float], _Chosen],
) -> None:
    """Put what stands on a page; `chosen` holds what the document was told of its fonts so far.

    As reportlab's `textOut`, but without measuring where the next letters would follow: none do.
    """
    text = canvas.beginText()
    code: list[str] = text._code
    font: tuple[str, float] | None = None
    grey = spread = gap = 0.0
    for top, strip in page.strips:
        for letters in strip.letters:
            if font != (letters.font, letters.size):
                font = (letters.font, letters.size)
                text.setFont(*font)
                if font not in chosen:
                    chosen[font] = _choice(canvas, *font)
                choice, numbers = chosen[font]
            if grey != letters.grey:
                grey = letters.grey
                text.setFillGray(grey)
            if spread != letters.spread:
                spread = letters.spread
                text.setCharSpace(spread)
            if gap != letters.gap:
                gap = letters.gap
                text.setWordSpace(gap)
            code.append(f"1 0 0 1 {_figures(letters.x)} {_figures(top - letters.y)} Tm")
            known = _known(letters.text, numbers)
            if known is None:
                text._textOut(letters.text)
                continue
            if text._curSubset != 0:
                text._curSubset = 0
                code.append(choice)
            code.append(f"({canvas._escape(known)}) Tj")
    canvas.drawText(text)


def _known(text: str, numbers: Mapping[int, int]) -> bytes | None:
    """The numbers of a text's characters; None where one is new or of a later subset."""
    if text.isascii():
        return text.encode()  # keeps its own numbers: so the fonts are registered
    try:
        # Below 256 they are of the first subset.
        return bytes(map(numbers.__getitem__, map(ord, text)))
    except (KeyError, ValueError):
        return None


# Columns and lines stand at the same few places on a page.
@lru_cache(maxsize=4096)
def _figures(length: float) -> str:
    from reportlab.lib.rl_accel import fp_str

    written: str = fp_str(length)
    return written


def _paint_diagonal(
    canvas: Any,  # noqa: ANN401 - reportlab has no types
    faces: Typefaces,
    word: Diagonal,
    size: tuple[float, float],
) -> None:
    width, height = size
    angle = math.atan2(height, width)
    across, up = math.cos(angle), math.sin(angle)
    # Centred on the page: half the width back along the line, a third of the size below it.
    x = width / 2 - word.width / 2 * across + word.size / 3 * up
    y = height / 2 - word.width / 2 * up - word.size / 3 * across
    canvas.saveState()
    text = canvas.beginText()
    text.setFillGray(word.grey)
    for run in word.runs:
        text.setFont(run.font, word.size)
        text.setTextTransform(across, up, -up, across, x, y)
        text.textOut(run.text)
        advance = sum(faces.advances(run)) * word.size / 1000
        x += advance * across
        y += advance * up
    canvas.drawText(text)
    canvas.restoreState()
