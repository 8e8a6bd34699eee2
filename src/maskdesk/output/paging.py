"""Breaking strips into pages, so that nothing is orphaned, repeated heads included."""

from collections.abc import Sequence

from msgspec.structs import replace

from maskdesk.output.ink import Strip

Placed = tuple[float, Strip]


def break_pages(
    strips: Sequence[Strip], top: float, bottom: float
) -> tuple[tuple[Placed, ...], ...]:
    """Pages of strips with the height of their tops, between `top` and `bottom` of the paper.

    Strips bound to each other move together; a group higher than a page is broken where the
    page ends, as nothing may be cut off. There is always one page. Spaces are as wide as told
    unless narrower ones save a page, so that a few last lines do not stand on one of their own.
    """
    pages = _filled(strips, top, bottom)
    if len(pages) == 1:
        return pages
    closer = [
        replace(strip, height=strip.height * _CLOSER) if strip.blank else strip for strip in strips
    ]
    saving = _filled(closer, top, bottom)
    return saving if len(saving) < len(pages) else pages


def _filled(strips: Sequence[Strip], top: float, bottom: float) -> tuple[tuple[Placed, ...], ...]:
    pages = _Pages(top, bottom)
    for group in _groups(strips):
        pages.add(group)
    return tuple(tuple(page) for page in pages.filled)


class _Pages:
    def __init__(self, top: float, bottom: float) -> None:
        self._top = top
        self._bottom = bottom
        self._cursor = top
        self.filled: list[list[Placed]] = [[]]

    def add(self, group: list[Strip]) -> None:
        if group[0].turns:
            self._turn()
        height = sum(strip.height for strip in self._led(group))
        if height > self._cursor - self._bottom + _ROUNDING and self._holds_something():
            heads = group[0].heads
            if height + sum(head.height for head in heads) <= self._top - self._bottom:
                self._turn()
        for strip in group:
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        if strip.blank:
            if self._holds_something():
                self._cursor -= strip.height
            return
        if strip.height > self._cursor - self._bottom + _ROUNDING:
            self._turn()
        if not self._holds_something():
            self._repeat(strip)
        self._place(strip)

    def _repeat(self, strip: Strip) -> None:
        heads = sum(head.height for head in strip.heads)
        if heads + strip.height <= self._top - self._bottom:
            for head in strip.heads:
                self._place(head)

    def _place(self, strip: Strip) -> None:
        self.filled[-1].append((self._cursor, strip))
        self._cursor -= strip.height

    def _led(self, group: list[Strip]) -> list[Strip]:
        """The group without the spaces it would lose at the top of a page, or at its own end."""
        trimmed = list(group)
        while trimmed and trimmed[-1].blank:
            trimmed.pop()
        return trimmed

    def _holds_something(self) -> bool:
        return bool(self.filled[-1])

    def _turn(self) -> None:
        if self._holds_something():
            self.filled.append([])
        self._cursor = self._top


_ROUNDING = 0.01
# Paragraphs still read as apart.
_CLOSER = 0.6


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    bound = _bindings(strips)
    groups: list[list[Strip]] = []
    open_group = False
    for strip, keep in zip(strips, bound, strict=True):
        if open_group and not strip.turns:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        open_group = keep
    return groups


def _bindings(strips: Sequence[Strip]) -> list[bool]:
    """For each strip whether it stays with the next, spaces passing the bond on."""
    bound = [strip.keep for strip in strips]
    for n, strip in enumerate(strips):
        wanted = strip.pulls
        place = n - 1
        while wanted and place >= 0 and not strips[place].turns:
            bound[place] = True
            wanted -= not strips[place].blank
            place -= 1
    for n, strip in enumerate(strips):
        if n and strip.blank and not strip.turns and bound[n - 1]:
            bound[n] = True
    return bound
