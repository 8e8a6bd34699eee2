"""How wide columns must be, and how many lines a text takes in one.

A width is counted in digits of Times New Roman, as Excel counts it. Neither Excel's fonts nor its
breaking are at hand here, so both are imitated, with a little to spare.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from heapq import nlargest
from math import ceil

from msgspec.structs import replace

from maskdesk.language import show_whole
from maskdesk.output.annexes.table import Cell, Column, Look, Sheet

MOST_LINES = 20
"""Lines of text a row shows; Excel cannot print a row of more than about thirty."""

PADDING = 1.6
"""What a cell leaves free at its sides."""


def with_widths(sheet: Sheet) -> Sheet:
    """The sheet with widths: what stands in a column if there is room, else so that rows stay low.

    A column that has a width keeps it.
    """
    pairs = [_wanted_and_needed(column) for column in sheet.columns]
    widths = [wanted for wanted, _ in pairs]
    if sum(widths) > _ROOM:
        widths = _shared(sheet.columns, pairs)
    columns = (
        replace(column, width=ceil(width * 10) / 10)
        for column, width in zip(sheet.columns, widths, strict=True)
    )
    return replace(sheet, columns=tuple(columns))


def width_of(text: str) -> float:
    """The width of one line."""
    return sum(map(_character_width, text))


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of a width, broken as Excel breaks it.

    Of a text longer than any row shows only the beginning is counted.
    """
    text = text[:_ENOUGH]
    room = (width - PADDING) / (_BOLD if bold else 1)
    if "\n" not in text and width_of(text) <= room:
        return 1
    lines = sum(_lines_of_paragraph(paragraph, room) for paragraph in text.split("\n"))
    return ceil(lines * _CHINESE) if _breaks(text) else lines


_HOPELESS = 1500
"""Characters that fill more lines of the widest text column than a row shows."""
_ENOUGH = 4000
"""Characters that do so at any width."""
_BOLD = 1.08
_LINES_OF_HEADING = 3
_CHINESE = 1.2
"""Lines of Chinese stand higher."""
_INDENT = 2.0
"""What keeps figures from the text of the next column."""
_LONGEST_WORD = 17.0
_WIDEST: dict[Look, float] = {"text": 75, "digest": 36}
_NARROWEST: dict[Look, float] = {
    "number": 5,
    "text": 8,
    "whole": 9,
    "decimal": 9,
    "day": 11.5,
    "digest": 36,
}
_ROOM = 185.0
"""Digits across A4 landscape at about four fifths of the size; a wider sheet is printed smaller."""

# Times New Roman's widths in digits; letters not named are as wide as a digit.
_WIDTHS = {
    **dict.fromkeys(" .,|", 0.5),
    **dict.fromkeys("ijlt/\\:;'", 0.6),
    **dict.fromkeys("fr-I()[]!`", 0.7),
    **dict.fromkeys("sJ", 0.8),
    **dict.fromkeys("acez?", 0.9),
    **dict.fromkeys("FPSL", 1.15),
    **dict.fromkeys("BCEGRTZĐ+=<>", 1.3),
    **dict.fromkeys("ADHKNOQUVXY&w", 1.45),
    **dict.fromkeys("mM%@W…", 1.85),
}
_BREAKS = re.compile(r"(?<=[ \t\-])")


def _wanted_and_needed(column: Column) -> tuple[float, float]:
    """The width that shows all on one line, within reason, and the least that breaks no word."""
    if column.width:
        return column.width, column.width
    word = _widest_word((column.heading,))
    head = max(word, width_of(column.heading) / _LINES_OF_HEADING) * _BOLD
    if column.look == "text":
        texts = [cell for cell in (*column.cells, *column.sums) if isinstance(cell, str)]
        wanted = _widest_line(texts)
        needed = min(_widest_word(texts), _LONGEST_WORD)
    else:
        figures = max(map(width_of, _extremes((*column.cells, *column.sums))), default=0)
        indent = _INDENT if column.look in ("whole", "decimal") else 0
        wanted = needed = figures * (_BOLD if column.sums else 1) + indent
    least = max(_NARROWEST[column.look], head + PADDING)
    widest = max(_WIDEST.get(column.look, wanted + PADDING), least)
    return (
        min(max(wanted + PADDING, least), widest),
        min(max(needed + PADDING, least), widest),
    )


def _widest_line(texts: Iterable[str]) -> float:
    return max((width_of(line) for text in set(texts) for line in text.split("\n")), default=0)


def _widest_word(texts: Iterable[str]) -> float:
    words = {word for text in set(texts) for word in _BREAKS.split(text.replace("\n", " "))}
    return max((8.0 if _breaks(word) else width_of(word.rstrip()) for word in words), default=0)


def _lines_of_paragraph(text: str, room: float) -> int:
    lines, taken = 1, 0.0
    for word in _BREAKS.split(text):
        width = width_of(word.rstrip(" "))
        if taken + width > room and taken and not _breaks(word):
            lines, taken = lines + 1, 0.0
        over = taken + width - room
        if over > 0:
            # A word longer than the line, and Chinese, is broken anywhere.
            more = -int(-over // max(room - 1, 1))
            lines, taken = lines + more, over - (more - 1) * room
        else:
            taken += width_of(word)
    return lines


def _breaks(word: str) -> bool:
    """Whether a line may end within the word, as in Chinese."""
    return not word.isascii() and any(_character_width(character) == 2 for character in word)


@lru_cache(maxsize=8192)
def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    if unicodedata.category(character) == "Mn":
        return 0.0
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, 1.4 if base.isupper() else 1.0)


def _extremes(cells: Sequence[Cell]) -> Iterator[str]:
    """The widest of a column's figures, written out; every text and day is as wide as another."""
    yield from {cell for cell in cells if isinstance(cell, str)}
    wholes = [cell for cell in cells if isinstance(cell, int)]
    if wholes:
        yield show_whole(max(wholes), "en")
    figures = [cell for cell in cells if isinstance(cell, Decimal)]
    if figures:
        places = max(0, *(-int(figure.as_tuple().exponent) for figure in figures))
        yield f"{show_whole(int(max(figures)), 'en')}.{'0' * places}"
    if any(isinstance(cell, date) for cell in cells):
        yield "30 Sep 2020"


def _shared(columns: Sequence[Column], pairs: Sequence[tuple[float, float]]) -> list[float]:
    """What room there is beyond the least widths goes where the tallest cell gains by it."""
    widths = [needed for _, needed in pairs]
    longest = [_longest_texts(column) for column in columns]
    lines = [_most_lines(texts, width) for texts, width in zip(longest, widths, strict=True)]
    fewest = [_most_lines(texts, wanted) for texts, (wanted, _) in zip(longest, pairs, strict=True)]
    left = _ROOM - sum(widths)
    while left > 0:
        grow = [n for n in range(len(widths)) if lines[n] > fewest[n]]
        if not grow:
            break
        tallest = max(grow, key=lambda n: (lines[n], -widths[n]))
        widths[tallest] += 1
        left -= 1
        lines[tallest] = _most_lines(longest[tallest], widths[tallest])
    return widths


def _longest_texts(column: Column) -> list[str]:
    """The texts that decide how wide a column is: not those that are continued at any width."""
    texts = {
        cell
        for cell in column.cells
        if isinstance(cell, str) and len(cell) < _HOPELESS and cell.count("\n") < MOST_LINES
    }
    return nlargest(5, texts, key=lambda text: (len(text) + 20 * text.count("\n"), text))


def _most_lines(texts: Iterable[str], width: float) -> int:
    return max((lines_of(text, width) for text in texts), default=0)
