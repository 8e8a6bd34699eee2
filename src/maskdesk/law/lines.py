"""On which line of a pack's file each key stands, for whoever has to mend it."""

import re
from collections.abc import Iterator
from typing import Final

from maskdesk.language import LANGUAGES

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\s\"'-]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=\s*(.*)")
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# By what an entry of a list is named in a key, and what a key passes over to reach a sentence.
_NAMES: Final = ("id", "name", "form")
_PASSED_OVER: Final = ("sentence", "why", "label")
_QUOTES: Final = ('"""', "'''")


class _Place:
    """One key or table: its line, what stands in it, and by which name lists know it."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.name = ""
        self.inside: dict[str, _Place] = {}
        self.items: list[_Place] = []

    def step(self, word: str) -> "_Place | None":
        """What a step of a key leads to: a key, an entry by its place or its name."""
        if word.isdigit() and int(word) < len(self.items):
            return self.items[int(word)]
        named = next((one for one in self.items if one.name == word), None)
        found = named or self.inside.get(word)
        if found is not None or word not in LANGUAGES:
            return found
        over = (self.inside[name] for name in _PASSED_OVER if name in self.inside)
        return next((one.step(word) or one for one in over), None)


class Lines:
    """The lines of one file; a key that is not there has that of what it should stand in."""

    def __init__(self, text: str) -> None:
        self._top = _Place(1)
        self._table = self._top
        lines = enumerate(text.splitlines(), start=1)
        for number, line in lines:
            header, key = _HEADER.fullmatch(line), _KEY.match(line)
            if header is not None:
                self._open(header[2], number, listed=header[1] == "[[")
            elif key is not None:
                self._put(key[1], key[2], number, lines)

    def of(self, key: str) -> int:
        """The line of a key written as `conditions.licence.with.field` or `conditions[2].day`."""
        place = self._top
        for word, position in _STEP.findall(key):
            found = place.step(word or position)
            if found is None:
                break
            place = found
        return place.line

    def _open(self, path: str, number: int, *, listed: bool) -> None:
        *outer, last = _words(path)
        place = self._top
        for word in outer:
            place = place.inside.setdefault(word, _Place(number))
            place = place.items[-1] if place.items else place
        if listed:
            entry = _Place(number)
            place.inside.setdefault(last, _Place(number)).items.append(entry)
            self._table = entry
        else:
            self._table = place.inside.setdefault(last, _Place(number))

    def _put(self, path: str, value: str, number: int, lines: Iterator[tuple[int, str]]) -> None:
        place = self._table
        for word in _words(path):
            place = place.inside.setdefault(word, _Place(number))
        text = _TEXT.match(value)
        if path in _NAMES and text is not None:
            self._table.name = text[1] or text[2] or ""
        place.items.extend(_items(value, lines))


def _items(value: str, lines: Iterator[tuple[int, str]]) -> Iterator[_Place]:
    """The tables of a list over several lines; reading on to the end of any long value."""
    for quotes in _QUOTES:
        if value.startswith(quotes):
            while value.count(quotes) % 2:
                value += next(lines, (0, quotes))[1]
            return
    depth = _depth(value)
    for at, line in lines if depth > 0 else ():
        if line.lstrip().startswith("{"):
            yield _Place(at)
        depth += _depth(line)
        if depth <= 0:
            return


def _depth(line: str) -> int:
    """How many brackets a line opens more than it closes, those in texts and remarks aside."""
    bare = _TEXT.sub("", line).partition("#")[0]
    return sum(bare.count(one) for one in "[{") - sum(bare.count(one) for one in "]}")


def _words(path: str) -> list[str]:
    return [word.strip().strip("\"'") for word in path.split(".")]
