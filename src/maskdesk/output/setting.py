"""From values to lines of letters: what blocks are made of, each value with its path."""

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from maskdesk.output.ink import Letters, Mark, Strip
from maskdesk.output.lines import Fragment, Line, Span, break_lines
from maskdesk.output.page_style import PageStyle, Words
from maskdesk.output.typeface import ASCENT, DESCENT, Style, Typefaces

Align = Literal["left", "centre", "right"]


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A text as it goes on paper, with the path of the value it shows.

    A sum has a name such as "sum:goods.pieces" for a path; wording has none.
    `style` is given where the text differs from what stands around it.
    """

    text: str
    path: str | None = None
    style: Style | None = None


Content = str | Printed | tuple[str | Printed, ...]

# Where running text names a value that is not known yet: something to write on.
UNFILLED = "………………"


class Frame(msgspec.Struct, frozen=True):
    """The column a block is set in; lengths in points, `left` from the paper's edge.

    `overflow` takes a caption and the text that found no room, and gives the number of its item
    on the continuation sheet.
    """

    faces: Typefaces
    style: PageStyle
    words: Words
    left: float
    width: float
    overflow: Callable[[Content, Content], int]


class Block(Protocol):
    """Anything that can be set in a column."""

    def strips(self, frame: Frame) -> tuple[Strip, ...]:
        """The block cut where a page may break."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a text is set; sizes in points, `indent` of the first line and `hang` of the others."""

    size: float
    leading: float
    style: Style = "regular"
    align: Align = "left"
    justify: bool = False
    indent: float = 0.0
    hang: float = 0.0
    grey: float = 0.0


class SetText(msgspec.Struct, frozen=True):
    """A text broken into lines for one width, not yet placed."""

    lines: tuple[Line, ...]
    pieces: tuple[Printed, ...]
    look: Look
    width: float

    @property
    def height(self) -> float:
        """Height in points of all lines."""
        return len(self.lines) * self.look.leading

    @property
    def natural_width(self) -> float:
        """Width in points of the longest line."""
        return max((line.width for line in self.lines), default=0.0)

    def place(
        self, x: float, top: float, first: int = 0, stop: int | None = None
    ) -> tuple[list[Letters], list[Mark]]:
        """Letters and marks of some of the lines, the first of them at `top`."""
        letters: list[Letters] = []
        marks: list[Mark] = []
        for n, line in enumerate(self.lines[first:stop], start=first):
            self._place_line(n, line, x, top, letters, marks)
            top += self.look.leading
        return letters, marks

    def _place_line(
        self,
        n: int,
        line: Line,
        x: float,
        top: float,
        letters: list[Letters],
        marks: list[Mark],
    ) -> None:
        look = self.look
        inset = look.indent if n == 0 else look.hang
        x += inset
        slack = self.width - inset - line.width
        spread = gap = 0.0
        if look.justify and not line.ends_paragraph:
            spread, gap = _stretch(line, slack, look.size)
        elif look.align == "right":
            x += slack
        elif look.align == "centre":
            x += slack / 2
        y = top + baseline(look.size, look.leading)
        for fragment in line.fragments:
            chinese = is_chinese(fragment)
            letters.append(
                Letters(
                    fragment.font,
                    look.size,
                    x,
                    y,
                    fragment.text,
                    look.grey,
                    spread if chinese else 0.0,
                    gap,
                )
            )
            right = x + fragment.width + _added(fragment, spread, gap)
            piece = self.pieces[fragment.mark]
            if piece.path is not None:
                marks.append(Mark(x, top, right, top + look.leading, piece.path, piece.text))
            x = right


def set_text(faces: Typefaces, content: Content, width: float, look: Look) -> SetText:
    """Break a content into lines of `width` points; raises NotPrintable."""
    pieces = pieces_of(content)
    spans = tuple(
        Span(piece.text or (UNFILLED if piece.path and len(pieces) > 1 else ""), style, n)
        for n, piece in enumerate(pieces)
        for style in (piece.style or look.style,)
    )
    # Lines after the first are shorter by the hang; the breaker counts the first one's surplus.
    lines = break_lines(faces, spans, look.size, width - look.hang, look.indent - look.hang)
    return SetText(lines, pieces, look, width)


def set_balanced(faces: Typefaces, content: Content, width: float, look: Look) -> SetText:
    """As set_text, in the same number of lines but of even length: for centred titles."""
    text = set_text(faces, content, width, look)
    if len(text.lines) == 1:
        return text
    low, high = width / len(text.lines), width
    while high - low > 1:
        middle = (low + high) / 2
        if len(set_text(faces, content, middle, look).lines) > len(text.lines):
            low = middle
        else:
            high = middle
    even = set_text(faces, content, high, look)
    return SetText(even.lines, even.pieces, look, width)


def moved_on(frame: Frame, caption: Content, content: Content, text: SetText, most: int) -> SetText:
    """The first of a text's lines, `most` with the remark where the whole of it stands.

    text: the content as set for the room it does not fit
    """
    remark = frame.words.see.format(n=frame.overflow(caption, content))
    # Chinese has no italics: a slanted number among upright characters reads as a slip.
    slanted = not any(
        map(_is_chinese_font, (run.font for run in frame.faces.runs(remark, "italic")))
    )
    look = msgspec.structs.replace(text.look, style="italic" if slanted else "regular")
    told = set_text(frame.faces, remark, text.width, look)
    lines = (
        Line(
            tuple(one._replace(mark=one.mark + len(text.pieces)) for one in line.fragments),
            line.width,
            line.ends_paragraph,
        )
        for line in told.lines
    )
    shown = text.lines[: max(most - len(told.lines), 0)]
    return SetText((*shown, *lines), (*text.pieces, *told.pieces), text.look, text.width)


def pieces_of(content: Content) -> tuple[Printed, ...]:
    """A content as pieces, wording without a path."""
    if isinstance(content, str):
        return (Printed(content),)
    if isinstance(content, Printed):
        return (content,)
    return tuple(Printed(part) if isinstance(part, str) else part for part in content)


def words_of(content: Content) -> str:
    """The text of a content without its paths."""
    return "".join(piece.text for piece in pieces_of(content))


def baseline(size: float, leading: float) -> float:
    """Where the baseline stands below the top of a line, in points."""
    return (leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size


def is_chinese(fragment: Fragment) -> bool:
    """Whether a fragment may be spread between its characters."""
    return _is_chinese_font(fragment.font)


def _is_chinese_font(font: str) -> bool:
    return font.startswith("NotoSerifSC")


def _stretch(line: Line, slack: float, size: float) -> tuple[float, float]:
    """What to add after every Chinese character and after every space to fill the line.

    A line that would come out gappy stays ragged: wider by two fifths of an em between words reads
    as a hole, wider than a tenth between ideographs is read back as spaces.
    """
    spaces = sum(fragment.text.count(" ") for fragment in line.fragments)
    ideographs = sum(len(f.text) for f in line.fragments if is_chinese(f))
    ideographs -= int(bool(line.fragments) and is_chinese(line.fragments[-1]))
    if slack <= 0 or spaces + ideographs == 0:
        return 0.0, 0.0
    each = slack / (spaces + ideographs)
    if ideographs > spaces:
        return (each, each) if each <= size * 0.09 else (0.0, 0.0)
    gap = slack / spaces if spaces else 0.0
    return (0.0, gap) if gap <= size * 0.4 else (0.0, 0.0)


def _added(fragment: Fragment, spread: float, gap: float) -> float:
    return fragment.text.count(" ") * gap + (len(fragment.text) * spread * is_chinese(fragment))
