"""Breaking text into lines: UAX #14, with what Vietnamese and Chinese readers expect."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import msgspec

from maskdesk.output.typeface import Run, Style, Typefaces, drawable


class Span(NamedTuple):
    """A stretch of running text in one style; `mark` is the caller's own number for it."""

    text: str
    style: Style = "regular"
    mark: int = -1


class Fragment(NamedTuple):
    """What one font prints on one line for one span; `x` and `width` in points."""

    font: str
    text: str
    x: float
    width: float
    mark: int


class Line(msgspec.Struct, frozen=True):
    """One line as broken: fragments from its left end, and its width in points."""

    fragments: tuple[Fragment, ...]
    width: float
    ends_paragraph: bool


class Openings(NamedTuple):
    """Where lines may end, in order; weak places cut what is read as one and come last."""

    strong: list[int]
    weak: list[int]


# A paper is drawn anew after every edit, and most of its texts are as they were.
@lru_cache(maxsize=8192)
def break_lines(
    faces: Typefaces,
    spans: tuple[Span, ...],
    size: float,
    width: float,
    indent: float = 0.0,
) -> tuple[Line, ...]:
    """Fill lines of `width` points, the first shorter by `indent`.

    A word longer than a line is cut at a weak opening, else between characters: nothing is lost.
    """
    spans = tuple(Span(drawable(text), style, mark) for text, style, mark in spans)
    filling = _Filling(faces, spans, size)
    single = filling.single_line(width - indent)
    return (single,) if single is not None else tuple(filling.lines(width, indent))


def openings(text: str) -> Openings:
    """Where a line of this text may end, its own end left out."""
    found = Openings([], [])
    shape = text.translate(_SHAPES)
    start = 0
    for cut in _CERTAIN.finditer(shape):
        end = cut.end()
        _add_openings(found, shape, start, end)
        (found.weak if _is_weak(shape, end) else found.strong).append(end)
        start = end
    _add_openings(found, shape, start, len(shape))
    if "（" not in text:
        return found
    whole = {
        place
        for parenthesis in _PARENTHESIS.finditer(text)
        for place in range(parenthesis.start() + 1, parenthesis.end())
    }
    strong = [place for place in found.strong if place not in whole]
    return Openings(strong, sorted({*found.weak, *whole.intersection(found.strong)}))


class _Filling:
    """One text being filled into lines; widths are prefix sums in thousandths of the size."""

    def __init__(self, faces: Typefaces, spans: tuple[Span, ...], size: float) -> None:
        self._text = "".join(span.text for span in spans)
        self._size = size
        self._scale = size / 1000
        self._runs: list[tuple[int, Run, int]] = []
        self._advances: list[list[float]] = []
        start = 0
        for text, style, mark in spans:
            for stretch in text.splitlines(keepends=True) if "\n" in text else (text,):
                for run in faces.runs(stretch.rstrip("\n"), style):
                    self._runs.append((start, run, mark))
                    self._advances.append(list(faces.advances(run)))
                    start += len(run.text)
                if stretch.endswith("\n"):
                    self._advances.append([0.0])
                    start += 1

    def single_line(self, width: float) -> Line | None:
        """The whole text on one line, where there is room for it."""
        if "\n" in self._text:
            return None
        fragments = []
        x = 0.0
        for (_, run, mark), advances in zip(self._runs, self._advances, strict=True):
            w = sum(advances) * self._size / 1000
            fragments.append(Fragment(run.font, run.text, x, w, mark))
            x += w
        return Line(tuple(fragments), x, True) if x <= width + _ROUNDING else None

    def lines(self, width: float, indent: float) -> list[Line]:
        self._ends = list(accumulate(chain.from_iterable(self._advances), initial=0.0))
        filled: list[Line] = []
        start = 0
        for stretch in self._text.split("\n"):
            end = start + len(stretch)
            filled.extend(self._stretch(start, end, width, 0.0 if filled else indent))
            start = end + 1
        return filled

    def _stretch(self, start: int, end: int, width: float, indent: float) -> list[Line]:
        if start == end:
            return [Line((), 0.0, True)]
        found = openings(self._text[start:end])
        strong = [start + place for place in found.strong] + [end]
        weak = [start + place for place in found.weak]
        visible = [self._ends[self._visible_end(start, place)] for place in strong]
        full = width / self._scale + _ROUNDING
        lines = []
        place = start
        while place < end:
            room = full - (indent / self._scale if place == start else 0.0)
            reach = self._ends[place] + room
            stop = self._stop(place, reach, full, strong, visible, weak)
            lines.append(self._line(place, stop, stop >= end))
            place = stop
        return lines

    def _stop(
        self,
        place: int,
        reach: float,
        full: float,
        strong: list[int],
        visible: list[float],
        weak: list[int],
    ) -> int:
        n = bisect_right(visible, reach) - 1
        stop = strong[n] if n >= 0 and strong[n] > place else place
        if n + 1 >= len(strong):
            return stop
        too_long = visible[n + 1] - self._ends[stop] > full
        if not too_long and stop > place:
            return stop
        near = [p for p in weak if stop < p and self._ends[p] <= reach]
        if near:
            between = [p for p in near if self._text[p - 1] == " "]
            return (between or near)[-1]
        cut = bisect_right(self._ends, reach) - 1
        room_left = reach - self._ends[stop]
        if stop > place and (room_left < full / 3 or cut <= stop + 1):
            return stop
        return max(cut, place + 1)

    def _line(self, start: int, stop: int, last: bool) -> Line:
        stop = self._visible_end(start, stop)
        fragments = []
        for begins, run, mark in self._runs:
            a = max(start, begins)
            b = min(stop, begins + len(run.text))
            if a < b:
                text = run.text[a - begins : b - begins]
                x = (self._ends[a] - self._ends[start]) * self._scale
                w = (self._ends[b] - self._ends[a]) * self._scale
                fragments.append(Fragment(run.font, text, x, w, mark))
        width = (self._ends[stop] - self._ends[start]) * self._scale
        return Line(tuple(fragments), width, last)

    def _visible_end(self, start: int, stop: int) -> int:
        while stop > start and self._text[stop - 1] in " \u3000":
            stop -= 1
        return stop


# Widths are sums of fractions: a line that fits to a hair must not break.
_ROUNDING = 1e-6

# Short enough to be taken in at a glance, as "（地区）" and "（2020年第12号公告）".
_PARENTHESIS = re.compile("（[^（）\n]{1,12}）")


class _Shapes(dict[int, str]):
    """For each character one that lines break at alike, so that few shapes cover all words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _LETTER.match(character):
            shape = "a"
        elif "0" <= character <= "9":
            shape = "0"
        else:
            shape = "一" if _IDEOGRAPH.match(character) else character
        self[code] = shape
        return shape


_SHAPES = _Shapes()
_LETTER = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Where rules of UAX #14 that look across the place cannot apply: after spaces between plain words
# (LB18), and between two ideographs (LB31).
_CERTAIN = re.compile(" (?<=[a0一,.;:)] ) *(?=[a0(])|一(?=一)")
_UNIT = re.compile("a+|0+| +|.", re.DOTALL)


def _add_openings(found: Openings, shape: str, start: int, end: int) -> None:
    """Add those within a stretch that is certain to be parted from what stands beside it."""
    if end - start > 1:
        for place, weak in _word_openings(shape[start:end]):
            (found.weak if weak else found.strong).append(start + place)


@lru_cache(maxsize=4096)
def _word_openings(shape: str) -> tuple[tuple[int, bool], ...]:
    """Places in a word, or in a few without a certain opening, and whether each is weak."""
    units = list(_UNIT.finditer(shape))
    pattern = "".join(unit.group()[0] for unit in units)
    places = [units[n].start() for n in _inside(pattern)]
    return tuple((place, _is_weak(shape, place)) for place in places)


@lru_cache(maxsize=4096)
def _inside(pattern: str) -> tuple[int, ...]:
    if len(pattern.rstrip(" ")) < 2:
        return ()
    # Slow (0.2 ms a character), hence asked for patterns, not for text.
    from uniseg.linebreak import line_break_boundaries

    return tuple(n for n in line_break_boundaries(pattern) if 0 < n < len(pattern))


def _is_weak(shape: str, place: int) -> bool:
    """Whether the break would cut "20/NQ-CP" or "EN 14683" rather than part words."""
    before, after = shape[place - 1], shape[place]
    if before == " ":
        return after.isdigit() and place > 1 and shape[place - 2] == "a"
    return before != "\u3000" and not (_is_wide(before) or _is_wide(after))


@lru_cache(maxsize=4096)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F") or character in "“”‘’…—"
