"""Texts too long for their row: shown in part there, printed in full on a sheet of their own."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from maskdesk.language import N_
from maskdesk.output.annexes.table import Book, Column, Sheet
from maskdesk.output.annexes.widths import MOST_LINES, lines_of, with_widths
from maskdesk.output.page_style import words_for


def with_continuation(book: Book) -> tuple[Sheet, ...]:
    """The book's sheets, laid out, and a last one of the texts no row can show, if there are any.

    The cell keeps the whole text; a last column says where it is printed.
    """
    words = words_for((book.catalogue.language,))
    items: list[tuple[str, str]] = []
    sheets = []
    for sheet in book.sheets:
        laid_out = with_widths(sheet)
        see: dict[int, list[str]] = defaultdict(list)
        for row, column, text in _long_texts(laid_out):
            items.append((f"{sheet.name} {row + 1}: {column.heading}", text))
            see[row].append(words.see.format(n=len(items)))
        if see:
            cells = tuple("\n".join(see[row]) if row in see else None for row in range(sheet.rows))
            pointer = Column(heading=words.continuation, look="text", cells=cells)
            laid_out = with_widths(replace(sheet, columns=(*sheet.columns, pointer)))
        sheets.append(laid_out)
    if items:
        sheets.append(with_widths(_continuation(book, words.continuation, items)))
    return tuple(sheets)


_WIDTH = 120.0
_PIECE = 1200
"""Characters in one row of the continuation: twenty lines at its width, were they Chinese."""


def _long_texts(sheet: Sheet) -> Iterator[tuple[int, Column, str]]:
    """Each text that takes more lines than a row shows, by rows."""
    long = {
        text
        for column in sheet.columns
        for text in {cell for cell in column.cells if isinstance(cell, str)}
        if (len(text) > MOST_LINES or "\n" in text) and lines_of(text, column.width) > MOST_LINES
    }
    if not long:
        return
    for row in range(sheet.rows):
        for column in sheet.columns:
            cell = column.cells[row]
            if isinstance(cell, str) and cell in long:
                yield row, column, cell


def _continuation(book: Book, name: str, items: list[tuple[str, str]]) -> Sheet:
    numbers, places, texts = [], [], []
    for n, (place, text) in enumerate(items, start=1):
        for piece in _pieces(text):
            numbers.append(n)
            places.append(place)
            texts.append(piece)
    say = book.catalogue.translate
    return Sheet(
        name=name,
        columns=(
            Column(heading=say(N_("No.")), look="number", cells=numbers),
            Column(heading=say(N_("Place")), look="text", cells=places),
            Column(heading=say(N_("Text")), look="text", cells=texts, width=_WIDTH),
        ),
    )


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that fit a row, cut at a line or a word where there is one."""
    while len(text) > _PIECE or lines_of(text, _WIDTH) > MOST_LINES:
        piece = text[:_PIECE]
        while lines_of(piece, _WIDTH) > MOST_LINES:
            piece = piece[: len(piece) * 3 // 4]
        cut = max(piece.rfind("\n"), piece.rfind(" ")) + 1
        if cut < len(piece) // 2:
            cut = len(piece)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text
