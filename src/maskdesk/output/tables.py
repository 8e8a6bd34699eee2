"""Tables that run over pages: aligned numbers, repeated heads, rows that grow."""

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

import msgspec

from maskdesk.output.ink import MM, Fill, Letters, Mark, Strip, Strokes
from maskdesk.output.lines import openings
from maskdesk.output.setting import (
    Align,
    Content,
    Frame,
    Look,
    Printed,
    SetText,
    baseline,
    moved_on,
    set_text,
    words_of,
)
from maskdesk.output.typeface import Style, Typefaces


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its head, how its cells stand, and its width.

    width: in millimetres; without it the content decides, within the room there is
    align: "decimal" puts the decimal marks under each other
    """

    head: Content
    align: Literal["left", "centre", "right", "decimal"] = "left"
    width: float | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under heads that come again on every page; a total row keeps two rows with it.

    names:   which rows name those below them, and so never end a page; from 0. With nothing
             beside it a name runs over the whole width
    rules:   "grid" draws every box, "lines" only between the rows
    decimal: the decimal mark of the paper's language
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    total: tuple[Content, ...] | None = None
    names: tuple[int, ...] = ()
    rules: Literal["grid", "lines"] = "grid"
    decimal: str = "."
    size: float | None = None
    gap: float | None = None

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """The head, then one strip a row; a very long cell goes on on the continuation sheet.

        Neither the first row nor the last one stands alone on a page.
        """
        return _Setting(self, frame).strips()


_SIDE = 4.0
_TOP = 1.6
_FOOT = 2.2
_HAIRLINE = 0.4
_LINE_GREY = 0.25
_HEAD_WEIGHT = 0.8
_HEAD_GREY = 0.93
# A cell of more lines than this moves to the continuation sheet; so many of it stay, with a remark.
_MOST_LINES = 24
_SHOWN_LINES = 8
# So many letters of a head in two languages are not worth another line.
_SHORT_HEAD = 10


class _Cell(msgspec.Struct, frozen=True, gc=False):
    """A cell measured on one line, or broken once the column's width is known."""

    content: Content
    natural: float
    after_mark: float = 0.0


class _Setting:
    def __init__(self, table: Table, frame: Frame) -> None:
        self._table = table
        self._frame = frame
        size = table.size or min(frame.style.body, 10.5)
        self._look = Look(size=size, leading=size * 1.22)
        marks = tuple(
            table.decimal if column.align == "decimal" else "" for column in table.columns
        )
        styles: list[Style] = ["regular"] * len(table.rows)
        rows = [*table.rows]
        if table.total:
            rows.append(table.total)
            styles.append("bold")
        self._cells = [
            _measured(frame.faces, row, style, marks, size)
            for row, style in zip(rows, styles, strict=True)
        ]
        self._tails = tuple(
            max((row[n].after_mark for row in self._cells), default=0.0)
            for n in range(len(table.columns))
        )
        self._widths = tuple(self._column_widths())
        self._ruling = _ruling(
            frame.faces,
            self._look,
            tuple((column.head, column.align) for column in table.columns),
            frame.left,
            self._widths,
            self._tails,
            table.rules,
        )

    def strips(self) -> tuple[Strip, ...]:
        table = self._table
        strips: list[Strip] = [self._ruling.head]
        last = len(self._cells) - 1
        for n, row in enumerate(self._cells):
            is_total = table.total is not None and n == last
            strips.append(self._row(n, row, is_total=is_total))
            if n < last and (n == 0 or n in table.names):
                strips[-1] = msgspec.structs.replace(strips[-1], keep=True)
            elif n == last > 0 and not is_total:
                strips[-1] = msgspec.structs.replace(strips[-1], pulls=1)
        gap = self._frame.style.gap if table.gap is None else table.gap
        return (*strips, Strip(height=gap, blank=True))

    def _row(self, n: int, row: tuple[_Cell, ...], *, is_total: bool) -> Strip:
        if n in self._table.names and not any(words_of(cell.content) for cell in row[1:]):
            return self._ruling.name_row(row[0])
        strip = _row_strip(self._ruling, row, is_total=is_total)
        if strip is None:
            return self._ruling.shortened_row(row, self._moved, is_total=is_total)
        return strip

    def _moved(self, n: int, content: Content, text: SetText) -> SetText:
        caption = words_of(self._table.columns[n].head).replace("\n", " / ")
        return moved_on(self._frame, caption, content, text, _SHOWN_LINES)

    def _column_widths(self) -> list[float]:
        """Fixed widths as told, the others from what the cells and heads need."""
        columns = self._table.columns
        wanted = [self._wanted(n) for n in range(len(columns))]
        fixed = [c.width * MM if c.width is not None else None for c in columns]
        room = self._frame.width - sum(width for width in fixed if width is not None)
        free = [n for n, width in enumerate(fixed) if width is None]
        widths = [width or 0.0 for width in fixed]
        shares = _shared([wanted[n] for n in free], self._leasts(free, wanted, room), room)
        stretchable = [self._table.columns[n].align == "left" for n in free]
        slack = room - sum(shares)
        takers = sum(stretchable) or len(free)
        for place, n in enumerate(free):
            takes = stretchable[place] or not any(stretchable)
            widths[n] = shares[place] + (max(slack, 0.0) / takers if takes else 0.0)
        if not free and (total := sum(widths)) > 0:
            widths = [width * self._frame.width / total for width in widths]
        return widths

    def _wanted(self, n: int) -> float:
        cells = (row[n].natural + self._tail_room(n, row[n]) for row in self._cells)
        return max(max(cells, default=0.0), self._head_width(n)) + 2 * _SIDE + 0.1

    def _tail_room(self, n: int, cell: _Cell) -> float:
        if self._table.columns[n].align != "decimal":
            return 0.0
        return self._tails[n] - cell.after_mark

    def _head_width(self, n: int) -> float:
        """A head may take two lines: the narrowest width at which each of its lines does.

        A short head in two languages has its two lines already.
        """
        faces, size = self._frame.faces, self._look.size

        def width(words: list[str]) -> float:
            return faces.width(" ".join(words), "bold", size)

        narrowest = 0.0
        lines = words_of(self._table.columns[n].head).split("\n")
        for line in lines:
            words = line.split()
            if len(lines) > 1 and len(line) <= _SHORT_HEAD:
                narrowest = max(narrowest, width(words))
                continue
            splits = (max(width(words[:k]), width(words[k:])) for k in range(1, len(words) + 1))
            narrowest = max(narrowest, min(splits, default=0.0))
        return narrowest

    def _leasts(self, free: list[int], wanted: list[float], room: float) -> list[float]:
        """A column of numbers never breaks; one of words keeps room for a fair word.

        Where that can be, no word is cut either, short of one that would take a third of the room.
        """
        fair = [
            wanted[n]
            if self._table.columns[n].align in ("right", "decimal")
            else min(wanted[n], self._look.size * 5)
            for n in free
        ]
        if sum(wanted[n] for n in free) <= room:
            return fair
        words = [self._longest_word(n) + 2 * _SIDE + 0.1 for n in free]
        uncut = [
            max(low, min(word, wanted[n])) if word <= room / 3 else low
            for low, word, n in zip(fair, words, free, strict=True)
        ]
        return uncut if sum(uncut) <= room else fair

    def _longest_word(self, n: int) -> float:
        """The widest stretch of a column that only a weak opening would cut."""
        faces, size = self._frame.faces, self._look.size
        texts = {_plain(row[n].content)[0] for row in self._cells}
        return max(
            (
                faces.width(word.rstrip(), "regular", size)
                for text in texts
                for line in text.split("\n")
                for word in _words(line)
            ),
            default=0.0,
        )


class _Ruling:
    """Columns whose widths are settled: sets the head once, and then row by row."""

    def __init__(
        self,
        faces: Typefaces,
        look: Look,
        columns: tuple[tuple[Content, str], ...],
        left: float,
        widths: tuple[float, ...],
        tails: tuple[float, ...],
        rules: str,
    ) -> None:
        self._faces = faces
        self._look = look
        self._aligns = tuple(align for _, align in columns)
        self._widths = widths
        self._tails = tails
        self._rules = rules
        self._edges = tuple(accumulate(widths, initial=left))
        self.head = self._head(tuple(head for head, _ in columns))

    def _head(self, heads: tuple[Content, ...]) -> Strip:
        texts = []
        for head, align, width in zip(heads, self._aligns, self._widths, strict=True):
            stands: Align = "left" if align == "left" else "centre"
            look = msgspec.structs.replace(self._look, style="bold", align=stands)
            texts.append(set_text(self._faces, head, width - 2 * _SIDE, look))
        inner = max(text.height for text in texts)
        height = inner + _TOP + _FOOT + 1
        letters: list[Letters] = []
        marks: list[Mark] = []
        for text, left in zip(texts, self._edges, strict=False):
            placed = text.place(left + _SIDE, _TOP + 0.5 + (inner - text.height) / 2)
            letters += placed[0]
            marks += placed[1]
        left, right = self._edges[0], self._edges[-1]
        return Strip(
            height=height,
            letters=tuple(letters),
            marks=tuple(marks),
            fills=(Fill(((left, 0, right - left, height),), _HEAD_GREY),),
            strokes=(
                *self._uprights(0, height),
                Strokes(((left, 0, right, 0), (left, height, right, height)), _HEAD_WEIGHT),
            ),
            keep=True,
        )

    def name_row(self, cell: _Cell) -> Strip:
        """A row that names those below it, over the whole width."""
        left, right = self._edges[0], self._edges[-1]
        text = set_text(self._faces, cell.content, right - left - 2 * _SIDE, self._look)
        height = text.height + _TOP + _FOOT
        letters, marks = text.place(left + _SIDE, _TOP)
        sides = ((left, 0, left, height), (right, 0, right, height))
        ruled = sides if self._rules == "grid" else ()
        return Strip(
            height=height,
            letters=tuple(letters),
            marks=tuple(marks),
            strokes=(Strokes((*ruled, (left, height, right, height)), _HAIRLINE, _LINE_GREY),),
            heads=(self.head,),
        )

    def row(self, row: tuple[_Cell, ...], *, is_total: bool) -> Strip | None:
        """The strip of a row; None where one of its cells is too long for a table."""
        texts = self._texts(row, is_total=is_total)
        if any(map(_is_too_long, texts.values())):
            return None
        return self._strip(row, texts, is_total=is_total)

    def shortened_row(
        self,
        row: tuple[_Cell, ...],
        shortened: Callable[[int, Content, SetText], SetText],
        *,
        is_total: bool,
    ) -> Strip:
        """The same, of each cell that is too long what `shortened` leaves of it."""
        texts = {
            n: shortened(n, row[n].content, text) if _is_too_long(text) else text
            for n, text in self._texts(row, is_total=is_total).items()
        }
        return self._strip(row, texts, is_total=is_total)

    def _texts(self, row: tuple[_Cell, ...], *, is_total: bool) -> dict[int, SetText]:
        style: Style = "bold" if is_total else "regular"
        return {
            n: self._broken(cell, n, style) for n, cell in enumerate(row) if not self._fits(cell, n)
        }

    def _strip(self, row: tuple[_Cell, ...], texts: dict[int, SetText], *, is_total: bool) -> Strip:
        style: Style = "bold" if is_total else "regular"
        count = max((len(text.lines) for text in texts.values()), default=1)
        height = count * self._look.leading + _TOP + _FOOT
        letters: list[Letters] = []
        marks: list[Mark] = []
        for n, cell in enumerate(row):
            if n in texts:
                placed, found = texts[n].place(self._edges[n] + _SIDE, _TOP)
                letters += placed
                self._mark_cell(cell, n, height, marks, found)
            else:
                self._place_single(cell, n, height, style, letters, marks)
        weight = _HEAD_WEIGHT if is_total else _HAIRLINE
        left, right = self._edges[0], self._edges[-1]
        lines = [(left, height, right, height)]
        if is_total:
            lines.append((left, 0, right, 0))
        return Strip(
            height=height,
            letters=tuple(letters),
            marks=tuple(marks),
            strokes=(
                *self._uprights(0, height),
                Strokes(tuple(lines), weight, 0.0 if is_total else _LINE_GREY),
            ),
            heads=(self.head,),
            pulls=2 if is_total else 0,
        )

    def _fits(self, cell: _Cell, n: int) -> bool:
        content = cell.content
        if isinstance(content, tuple) and len(content) > 1:
            return False
        if "\n" in words_of(content):
            return False
        tail = max(self._tails[n] - cell.after_mark, 0.0)
        return cell.natural + tail <= self._widths[n] - 2 * _SIDE + 1e-6

    def _broken(self, cell: _Cell, n: int, style: Style) -> SetText:
        align = self._aligns[n]
        look = msgspec.structs.replace(
            self._look, style=style, align="right" if align == "decimal" else align
        )
        return set_text(self._faces, cell.content, self._widths[n] - 2 * _SIDE, look)

    def _place_single(
        self,
        cell: _Cell,
        n: int,
        height: float,
        style: Style,
        letters: list[Letters],
        marks: list[Mark],
    ) -> None:
        text, own_style = _plain(cell.content)
        if text:
            align = self._aligns[n]
            slack = self._widths[n] - 2 * _SIDE - cell.natural
            x = self._edges[n] + _SIDE
            if align == "centre":
                x += slack / 2
            elif align == "right":
                x += slack
            elif align == "decimal":
                x += slack - max(self._tails[n] - cell.after_mark, 0.0)
            y = _TOP + baseline(self._look.size, self._look.leading)
            faces, size = self._faces, self._look.size
            runs = faces.runs(text, own_style or style)
            for run in runs:
                letters.append(Letters(run.font, size, x, y, run.text))
                if len(runs) > 1:
                    x += sum(faces.advances(run)) * size / 1000
        self._mark_cell(cell, n, height, marks, [])

    def _mark_cell(
        self, cell: _Cell, n: int, height: float, marks: list[Mark], found: list[Mark]
    ) -> None:
        content = cell.content
        if isinstance(content, tuple) and len(content) == 1 and isinstance(content[0], Printed):
            content = content[0]
        if isinstance(content, Printed):
            if content.path is not None:
                left, right = self._edges[n], self._edges[n + 1]
                marks.append(Mark(left, 0, right, height, content.path, content.text))
        else:
            marks += found

    def _uprights(self, top: float, bottom: float) -> tuple[Strokes, ...]:
        if self._rules == "lines":
            return ()
        return (Strokes(tuple((x, top, x, bottom) for x in self._edges), _HAIRLINE, _LINE_GREY),)


# Forms are drawn by turns with their tables; the columns of one change as its widest cell does.
_ruling = lru_cache(maxsize=32)(_Ruling)


# A paper is drawn anew after every edit, and most rows of its tables are as they were.
@lru_cache(maxsize=4096)
def _row_strip(ruling: _Ruling, row: tuple[_Cell, ...], *, is_total: bool) -> Strip | None:
    return ruling.row(row, is_total=is_total)


@lru_cache(maxsize=4096)
def _measured(
    faces: Typefaces, row: tuple[Content, ...], style: Style, marks: tuple[str, ...], size: float
) -> tuple[_Cell, ...]:
    """The cells of a row on one line each; `marks` are the decimal marks of columns of numbers."""
    cells = []
    for content, mark in zip(row, marks, strict=True):
        text, own_style = _plain(content)
        width = after = 0.0
        for line in text.split("\n") if "\n" in text else (text,):
            width = max(width, faces.width(line, own_style or style, size))
        if mark:
            _, found, digits = text.rpartition(mark)
            after = faces.width(found + digits if found else "", own_style or style, size)
        cells.append(_Cell(content, width, after))
    return tuple(cells)


def _is_too_long(text: SetText) -> bool:
    return len(text.lines) > _MOST_LINES


def _plain(content: Content) -> tuple[str, Style | None]:
    if isinstance(content, str):
        return content, None
    if isinstance(content, Printed):
        return content.text, content.style
    if len(content) == 1:
        return _plain(content[0])
    return words_of(content), None


def _words(line: str) -> list[str]:
    places = [0, *openings(line).strong, len(line)]
    return [line[first:last] for first, last in pairwise(places)]


def _shared(wanted: list[float], least: list[float], room: float) -> list[float]:
    """Widths for columns that want so much: the modest get theirs, the others share the rest.

    They come up to one level, as a long remark must not starve a short name.
    """
    if sum(wanted) <= room or not wanted:
        return list(wanted)
    floor = sum(least)
    if floor >= room:
        return [width * room / floor for width in least]

    def at(level: float) -> list[float]:
        return [min(max(level, low), want) for want, low in zip(wanted, least, strict=True)]

    low, high = 0.0, room
    while high - low > _HAIRLINE / 10:
        middle = (low + high) / 2
        if sum(at(middle)) > room:
            high = middle
        else:
            low = middle
    return at(low)
