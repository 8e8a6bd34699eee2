"""The blocks papers are built from: heads, titles, statements, grids, boxes, signatures."""

from collections.abc import Iterable
from itertools import accumulate, pairwise, zip_longest

import msgspec

from maskdesk.output.ink import MM, InkPlace, Letters, Mark, Strip, Strokes
from maskdesk.output.setting import (
    Align,
    Block,
    Content,
    Frame,
    Look,
    SetText,
    moved_on,
    pieces_of,
    set_balanced,
    set_text,
)
from maskdesk.output.typeface import Style

HAIRLINE = 0.45

Segment = tuple[float, float, float, float]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """Running text; justified and indented as the page style says unless told otherwise."""

    text: Content
    align: Align | None = None
    style: Style = "regular"
    size: float | None = None
    indent: bool | None = None
    keep: bool = False
    gap: float | None = None

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """One strip a line; the first two and the last two lines stay together."""
        style = frame.style
        size = self.size or style.body
        indent = self.align is None if self.indent is None else self.indent
        look = Look(
            size=size,
            leading=size * style.line,
            style=self.style,
            align=self.align or "left",
            justify=style.justify and self.align is None,
            indent=style.indent if indent else 0.0,
        )
        text = set_text(frame.faces, self.text, frame.width, look)
        gap = style.gap if self.gap is None else self.gap
        return (*line_strips(text, frame.left, keep_last=self.keep), *_space(gap))


class Heading(msgspec.Struct, frozen=True):
    """A line above what it names; never the last one of a page."""

    text: Content

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Bold, with air above."""
        below = Paragraph(text=self.text, align="left", style="bold", keep=True, gap=2)
        return (*_space(frame.style.heading_space), *below.strips(frame))


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """The name of the paper, centred; under it its subject, or the name in a second language."""

    text: Content
    second: Content | None = None
    subject: Content | None = None

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Kept with what follows."""
        style = frame.style
        parts = [_space(style.heading_space)]
        lines = [(self.text, style.title), (self.second, style.subject + 1)]
        for content, size in [*lines, (self.subject, style.subject)]:
            if content is not None:
                look = Look(size=size, leading=size * 1.3, style="bold", align="centre")
                text = set_balanced(frame.faces, content, frame.width, look)
                parts += [line_strips(text, frame.left, keep_last=True), _space(2)]
        return (*_joined(parts), *_space(style.heading_space + style.gap - 2))


class MottoHead(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a Vietnamese paper: issuer and number left, motto, place and day right.

    Source: Decree 30/2020/ND-CP, Annex I.
    """

    issuer: Content
    place_and_day: Content
    parent: Content | None = None
    number: Content | None = None
    subject: Content | None = None

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """One strip: the two columns stand beside each other."""
        right_width = frame.width * 0.585
        left_width = frame.width - right_width - 4 * MM
        left = _Column(frame, frame.left, left_width)
        right = _Column(frame, frame.left + frame.width - right_width, right_width)
        if self.parent is not None:
            left.add(self.parent, 12, "regular")
        left.add(self.issuer, 12, "bold")
        left.rule(min(left.last_width * 0.45, left_width * 0.4))
        right.add(_COUNTRY, 12, "bold")
        right.add(_MOTTO, 13, "bold")
        right.rule(right.last_width)
        level = max(left.height, right.height)
        left.height = right.height = level
        if self.number is not None:
            left.add(self.number, 13, "regular")
        if self.subject is not None:
            left.add(self.subject, 12, "regular")
        right.add(self.place_and_day, 13, "italic")
        return (_side_by_side((left, right)), *_space(frame.style.heading_space))


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """The exporter's name and address over a rule, for papers without an official head."""

    name: Content
    lines: tuple[Content, ...] = ()

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Name bold, address small, a rule below."""
        style = frame.style
        name = Paragraph(text=self.name, align="left", style="bold", size=style.subject + 2, gap=0)
        below = [Paragraph(text=line, align="left", size=style.least, gap=0) for line in self.lines]
        parts = [block.strips(frame) for block in (name, *below)]
        return (*_joined(parts), *_space(3), *Ruled().strips(frame), *_space(style.gap))


class Addressee(msgspec.Struct, frozen=True):
    """To whom the paper goes; several stand as a list under the word."""

    label: str
    to: tuple[Content, ...]

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Word and addressee centred as one block."""
        style = frame.style
        look = Look(size=style.body, leading=style.leading)
        label = f"{self.label} "
        offset = frame.faces.width(label, "regular", style.body)
        dash = "- " if len(self.to) > 1 else ""
        room = frame.width * 0.92 - offset
        texts = [set_text(frame.faces, (dash, *pieces_of(to)), room, look) for to in self.to]
        widest = max((text.natural_width for text in texts), default=0.0)
        x = frame.left + (frame.width - offset - widest) / 2
        heading = set_text(frame.faces, label, offset + 1, look)
        letters, _ = heading.place(x, 0)
        parts = [line_strips(text, x + offset, keep_last=True) for text in texts]
        strips = _joined(parts)
        first = strips[0]
        strips[0] = msgspec.structs.replace(first, letters=(*letters, *first.letters))
        return (*strips, *_space(style.gap + style.heading_space))


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """Numbered sentences with hanging numbers; `numbering` holds {n}."""

    items: tuple[Content, ...]
    numbering: str = "{n}."
    first: int = 1

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Numbers right of a common edge, the text beside them."""
        style = frame.style
        numbers = [self.numbering.format(n=self.first + n) for n in range(len(self.items))]
        widths = [frame.faces.width(number, "regular", style.body) for number in numbers]
        hang = max(widths, default=0.0) + style.body * 0.5
        look = Look(size=style.body, leading=style.leading, justify=style.justify)
        number_look = Look(size=style.body, leading=style.leading)
        parts: list[tuple[Strip, ...]] = []
        for number, item in zip(numbers, self.items, strict=True):
            text = set_text(frame.faces, item, frame.width - hang, look)
            strips = list(line_strips(text, frame.left + hang))
            letters, _ = set_text(frame.faces, number, hang + 1, number_look).place(frame.left, 0)
            joined = (*letters, *strips[0].letters)
            strips[0] = msgspec.structs.replace(strips[0], letters=joined)
            parts += [tuple(strips), _space(style.gap * 0.7)]
        return tuple(_joined(parts))


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One box of a form: a small caption and a value.

    span:  its share of the row's width
    lines: how many lines the box is high at least
    most:  how many it grows to, before the value moves to the continuation sheet
    """

    caption: Content
    value: Content = ""
    span: float = 1
    lines: int = 1
    most: int = 6
    align: Align = "left"
    style: Style = "regular"


class Stack(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of boxes that stand together beside a high one, as the UN Layout Key has them."""

    rows: tuple[tuple[Field, ...], ...]
    span: float = 1


class Fields(msgspec.Struct, frozen=True):
    """Rows of boxes with thin rules, as trade forms have them."""

    rows: tuple[tuple[Field | Stack, ...], ...]
    gap: float | None = None

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """One strip a row; boxes of a row are as high as the highest."""
        gap = frame.style.gap if self.gap is None else self.gap
        return (*(self._row(frame, row) for row in self.rows), *_space(gap))

    def _row(self, frame: Frame, row: tuple[Field | Stack, ...]) -> Strip:
        boxes = _BoxRow(frame, row, frame.width)
        letters: list[Letters] = []
        marks: list[Mark] = []
        lines = boxes.place(frame.left, 0, boxes.height, letters, marks)
        return Strip(
            height=boxes.height,
            letters=tuple(letters),
            marks=tuple(marks),
            strokes=(Strokes(tuple(lines), HAIRLINE),),
        )


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A box to tick with its words; `path` is the answer it shows."""

    label: Content
    checked: bool
    path: str | None = None


class Ticks(msgspec.Struct, frozen=True, kw_only=True):
    """Boxes to tick, in columns; drawn, since the fonts have no such characters."""

    items: tuple[Tick, ...]
    columns: int = 1

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """One strip a row of boxes."""
        style = frame.style
        look = Look(size=style.body, leading=style.leading)
        width = frame.width / self.columns
        rows = zip_longest(*[iter(self.items)] * self.columns)
        return (*(self._row(frame, row, width, look) for row in rows), *_space(style.gap))

    def _row(self, frame: Frame, row: Iterable[Tick | None], width: float, look: Look) -> Strip:
        letters: list[Letters] = []
        marks: list[Mark] = []
        strokes: list[Strokes] = []
        height = look.leading
        side = look.size * 0.74
        offset = side + look.size * 0.55
        for n, tick in enumerate(row):
            if tick is None:
                continue
            x = frame.left + n * width
            top = (look.leading - side) / 2
            text = set_text(frame.faces, tick.label, width - offset - 2 * MM, look)
            height = max(height, text.height)
            placed = text.place(x + offset, 0)
            letters += placed[0]
            marks += placed[1]
            strokes.append(Strokes(tuple(box_lines((x, x + side), top, top + side)), 0.7))
            if tick.checked:
                strokes.append(_tick(x, top, side))
            if tick.path is not None:
                shown = "x" if tick.checked else ""
                marks.append(Mark(x, top, x + side, top + side, tick.path, shown))
        return Strip(
            height=height + 2,
            letters=tuple(letters),
            marks=tuple(marks),
            strokes=tuple(strokes),
        )


class Recipients(msgspec.Struct, frozen=True):
    """Who gets a copy: the list bottom left of a Vietnamese paper."""

    label: str
    items: tuple[Content, ...]


class SignaturePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where one person signs: role, capacity, room for ink and seal, name.

    `field` is the name the signature field gets; heights in millimetres.
    A frame holds the room, the name and what stands below it: a seal goes over them.
    """

    field: str
    role: Content
    capacity: Content | None = None
    note: Content | None = None
    name: Content | None = None
    place_and_day: Content | None = None
    below: tuple[Content, ...] = ()
    height: float = 26
    framed: bool = False


class Signatures(msgspec.Struct, frozen=True):
    """Signature places side by side; never parted from the last lines above them."""

    places: tuple[SignaturePlace | Recipients | None, ...]

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """One strip, pulling three lines along to a new page."""
        width = frame.width / len(self.places)
        columns = []
        heads = []
        for n, place in enumerate(self.places):
            column = _Column(frame, frame.left + n * width + 2 * MM, width - 4 * MM)
            if isinstance(place, SignaturePlace):
                _signature_head(column, place)
            heads.append(column.height)
            columns.append(column)
        level = max(heads)
        for place, column in zip(self.places, columns, strict=True):
            if isinstance(place, SignaturePlace):
                column.height = level
                _signature_room(column, place)
            elif isinstance(place, Recipients):
                _recipients(column, place)
        foot = max(column.height for column in columns) + 3
        for place, column in zip(self.places, columns, strict=True):
            if isinstance(place, SignaturePlace) and place.framed:
                column.frame_from(level, foot)
        joined = _side_by_side(columns)
        space = Strip(height=frame.style.heading_space + frame.style.gap, blank=True)
        return (space, msgspec.structs.replace(joined, pulls=3))


class SmallPrint(msgspec.Struct, frozen=True):
    """What has to be said but not read first."""

    text: Content

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """Grey and small."""
        size = frame.style.small
        look = Look(size=size, leading=size * 1.25, grey=0.25)
        text = set_text(frame.faces, self.text, frame.width, look)
        return (*line_strips(text, frame.left), *_space(frame.style.gap))


class Ruled(msgspec.Struct, frozen=True):
    """A rule over the column's width."""

    weight: float = 0.6

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """A strip with the rule in its middle."""
        line = (frame.left, 1.0, frame.left + frame.width, 1.0)
        return (Strip(height=2, strokes=(Strokes((line,), self.weight),)),)


class Space(msgspec.Struct, frozen=True):
    """Air, in millimetres; none at the top of a page."""

    height: float

    def strips(self, frame: Frame) -> tuple[Strip, ...]:  # noqa: ARG002 - every block has it
        """A blank strip."""
        return _space(self.height * MM)


class Together(msgspec.Struct, frozen=True):
    """Blocks that stay on one page where one page can hold them."""

    blocks: tuple[Block, ...]

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """All strips but the last content one bound to the next."""
        strips = _joined([block.strips(frame) for block in self.blocks])
        last = max((n for n, strip in enumerate(strips) if not strip.blank), default=0)
        return tuple(
            msgspec.structs.replace(strip, keep=True) if n < last else strip
            for n, strip in enumerate(strips)
        )


class NewPage(msgspec.Struct, frozen=True):
    """What follows starts on a new page."""

    def strips(self, frame: Frame) -> tuple[Strip, ...]:  # noqa: ARG002 - every block has it
        """A strip without height that turns the page."""
        return (Strip(height=0, turns=True, blank=True),)


def line_strips(text: SetText, x: float, *, keep_last: bool = False) -> tuple[Strip, ...]:
    """A text as one strip a line, without a lone first or last line on a page."""
    count = len(text.lines)
    strips = []
    for n in range(count):
        letters, marks = text.place(x, 0, n, n + 1)
        keep = keep_last if n == count - 1 else n == 0 or n == count - 2
        strips.append(
            Strip(height=text.look.leading, letters=tuple(letters), marks=tuple(marks), keep=keep)
        )
    return tuple(strips)


def box_lines(edges: Iterable[float], top: float, bottom: float) -> list[Segment]:
    """The lines of boxes that stand side by side between these edges."""
    edges = tuple(edges)
    across = [(edges[0], y, edges[-1], y) for y in (top, bottom)]
    return [*across, *((x, top, x, bottom) for x in edges)]


_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"


class _Column:
    """Centred lines stacked into one strip."""

    def __init__(self, frame: Frame, x: float, width: float) -> None:
        self.frame = frame
        self.x = x
        self.width = width
        self.height = 0.0
        self.last_width = 0.0
        self.letters: list[Letters] = []
        self.marks: list[Mark] = []
        self.strokes: list[Strokes] = []
        self.places: list[InkPlace] = []

    def add(
        self,
        content: Content,
        size: float,
        style: Style,
        align: Align = "centre",
        *,
        hang: float = 0.0,
        grey: float = 0.0,
        inset: float = 0.0,
    ) -> None:
        leading = size * 1.27
        look = Look(size=size, leading=leading, style=style, align=align, hang=hang, grey=grey)
        evenly = set_balanced if align == "centre" else set_text
        text = evenly(self.frame.faces, content, self.width - 2 * inset, look)
        letters, marks = text.place(self.x + inset, self.height)
        self.letters += letters
        self.marks += marks
        self.height += text.height
        self.last_width = text.natural_width

    def rule(self, width: float) -> None:
        x = self.x + (self.width - width) / 2
        y = self.height + 1.5
        self.strokes.append(Strokes(((x, y, x + width, y),), 0.7))
        self.height += 8

    def frame_from(self, top: float, foot: float) -> None:
        edges = (self.x, self.x + self.width)
        self.strokes.append(Strokes(tuple(box_lines(edges, top + 2, foot)), HAIRLINE))
        self.height = foot


def _side_by_side(columns: Iterable[_Column]) -> Strip:
    columns = tuple(columns)
    return Strip(
        height=max(column.height for column in columns),
        letters=tuple(letters for column in columns for letters in column.letters),
        marks=tuple(mark for column in columns for mark in column.marks),
        strokes=tuple(strokes for column in columns for strokes in column.strokes),
        places=tuple(place for column in columns for place in column.places),
    )


def _signature_head(column: _Column, place: SignaturePlace) -> None:
    body = column.frame.style.body
    if place.place_and_day is not None:
        column.add(place.place_and_day, body, "italic")
    column.add(place.role, body, "bold")
    if place.capacity is not None:
        column.add(place.capacity, body, "bold")
    if place.note is not None:
        column.add(place.note, max(body - 1.5, column.frame.style.caption), "italic")


def _signature_room(column: _Column, place: SignaturePlace) -> None:
    body = column.frame.style.body
    height = place.height * MM
    width = min(column.width, 72 * MM)
    x = column.x + (column.width - width) / 2
    top = column.height + 2
    column.places.append(InkPlace(x, top, x + width, top + height, place.field))
    column.height = top + height + 3
    inset = 2 * MM if place.framed else 0.0
    if place.name is not None:
        column.add(place.name, body, "bold", inset=inset)
    for line in place.below:
        column.add(line, max(body - 1.5, column.frame.style.caption), "regular", inset=inset)


def _recipients(column: _Column, place: Recipients) -> None:
    column.add(place.label, 12, "bold-italic", "left")
    for item in place.items:
        column.add(("- ", *pieces_of(item)), 11, "regular", "left", hang=6)


class _BoxRow:
    """Boxes side by side, as high as the highest of them."""

    def __init__(self, frame: Frame, row: tuple[Field | Stack, ...], width: float) -> None:
        shares = sum(item.span for item in row)
        self._widths = [width * item.span / shares for item in row]
        self._boxes = [
            _StackBox(frame, item, own) if isinstance(item, Stack) else _FieldBox(frame, item, own)
            for item, own in zip(row, self._widths, strict=True)
        ]
        self.height: float = max(box.height for box in self._boxes)

    def place(
        self, left: float, top: float, height: float, letters: list[Letters], marks: list[Mark]
    ) -> list[Segment]:
        """The lines around the boxes; what stands in them is added to letters and marks."""
        edges = [left, *(left + width for width in accumulate(self._widths))]
        lines = box_lines(edges, top, top + height)
        for box, edge in zip(self._boxes, edges, strict=False):
            lines += box.place(edge, top, height, letters, marks)
        return lines


class _StackBox:
    """Rows of boxes one under the other; the last takes what height is left."""

    def __init__(self, frame: Frame, stack: Stack, width: float) -> None:
        self._rows = [_BoxRow(frame, row, width) for row in stack.rows]
        self.height = sum(row.height for row in self._rows)

    def place(
        self, left: float, top: float, height: float, letters: list[Letters], marks: list[Mark]
    ) -> list[Segment]:
        """The lines within the stack."""
        lines: list[Segment] = []
        bottom = top + height
        for n, row in enumerate(self._rows):
            last = n == len(self._rows) - 1
            own = bottom - top if last else row.height
            lines += row.place(left, top, own, letters, marks)
            top += own
        return lines


class _FieldBox:
    """One field set for a width, its value on the continuation sheet if it found no room."""

    _SIDE = 4.0
    _TOP = 1.8
    _BETWEEN = 0.6
    _FOOT = 2.6

    def __init__(self, frame: Frame, field: Field, width: float) -> None:
        style = frame.style
        self._field = field
        self._width = width
        inner = width - 2 * self._SIDE
        small = Look(size=style.caption, leading=style.caption * 1.22, grey=0.2)
        self._caption = set_text(frame.faces, field.caption, inner, small)
        self._value = self._fitted(frame, field, inner)
        floor = field.lines * style.leading
        self._edge = self._TOP + self._caption.height + self._BETWEEN
        self.height = self._edge + max(floor, self._value.height) + self._FOOT

    def place(
        self, left: float, top: float, height: float, letters: list[Letters], marks: list[Mark]
    ) -> list[Segment]:
        """No lines of its own; a sole value owns the whole box."""
        x = left + self._SIDE
        letters += self._caption.place(x, top + self._TOP)[0]
        placed, found = self._value.place(x, top + self._edge)
        letters += placed
        valued = [piece for piece in pieces_of(self._field.value) if piece.path is not None]
        if len(valued) == 1:
            path, text = valued[0].path or "", valued[0].text
            marks.append(Mark(left, top, left + self._width, top + height, path, text))
        else:
            marks += found
        return []

    def _fitted(self, frame: Frame, field: Field, inner: float) -> SetText:
        style = frame.style
        most = max(field.most, field.lines)
        for size in (style.body, style.least):
            look = Look(size=size, leading=size * style.line, style=field.style, align=field.align)
            text = set_text(frame.faces, field.value, inner, look)
            if len(text.lines) <= most:
                return text
        return moved_on(frame, field.caption, field.value, text, most)


def _tick(x: float, top: float, side: float) -> Strokes:
    points = ((0.18, 0.52), (0.42, 0.78), (0.86, 0.16))
    corners = [(x + side * across, top + side * down) for across, down in points]
    lines = tuple((*a, *b) for a, b in pairwise(corners))
    return Strokes(lines, 1.3)


def _space(height: float) -> tuple[Strip, ...]:
    return (Strip(height=height, blank=True),) if height > 0 else ()


def _joined(parts: Iterable[tuple[Strip, ...]]) -> list[Strip]:
    return [strip for part in parts for strip in part]
