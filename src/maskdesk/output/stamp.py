"""What stands in a visible signature: a one-page PDF that is no claim by itself."""

import msgspec

from maskdesk.output.blocks import box_lines
from maskdesk.output.ink import Letters, Page, Strip, Strokes, paint
from maskdesk.output.lines import Line, Span, break_lines
from maskdesk.output.page_style import PaperLanguage, words_for
from maskdesk.output.setting import baseline
from maskdesk.output.typeface import Typefaces


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a signature's stamp; a practice signature says so larger than all else.

    lines: name first, then when, why, under which certificate
    """

    lines: tuple[str, ...]
    languages: tuple[PaperLanguage, ...] = ("en",)
    practice: bool = False


def stamp(faces: Typefaces, content: Stamp, size: tuple[float, float]) -> bytes:
    """The stamp as a PDF page of `size` points, all lines in it whatever their length."""
    width, height = size
    inner = width - 2 * _EDGE
    letters: list[Letters] = []
    top = _EDGE
    if content.practice:
        word = words_for(content.languages).practice
        big = min(height * 0.26, inner / max(faces.width(word, "bold", 1), 1e-6))
        line = break_lines(faces, (Span(word, "bold"),), big, inner + 1)[0]
        letters += _placed(line, _EDGE + (inner - line.width) / 2, top, big, big * 1.12)
        top += big * 1.18
    point, lines = _fitted(faces, content.lines, inner, height - top - _EDGE)
    leading = point * _LINE
    for line in lines:
        letters += _placed(line, _EDGE, top, point, leading)
        top += leading
    weight = 1.1 if content.practice else 0.5
    frame = Strokes(tuple(box_lines((1, width - 1), 1, height - 1)), weight)
    strip = Strip(height=height, letters=tuple(letters), strokes=(frame,))
    return paint(faces, (Page(((height, strip),), None, size),), title="", language="en")


_EDGE = 4.0
_LINE = 1.2


def _fitted(
    faces: Typefaces, texts: tuple[str, ...], width: float, height: float
) -> tuple[float, list[Line]]:
    """The largest size at which all lines stand in the box, and they broken at it."""
    point = 9.0
    while True:
        lines = [
            line
            for n, text in enumerate(texts)
            for line in break_lines(faces, (Span(text, "regular" if n else "bold"),), point, width)
        ]
        if len(lines) * point * _LINE <= height or point < 1:
            return point, lines
        point *= 0.94


def _placed(line: Line, x: float, top: float, size: float, leading: float) -> list[Letters]:
    y = top + baseline(size, leading)
    return [
        Letters(fragment.font, size, x + fragment.x, y, fragment.text)
        for fragment in line.fragments
    ]
