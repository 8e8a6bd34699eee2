"""Fonts: which one prints a character, how wide a text is, and what no font prints."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import Any, Literal, NamedTuple

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

Style = Literal["regular", "bold", "italic", "bold-italic"]

# Shares of the type size above and below the baseline; those of Tinos, which has Times's own.
ASCENT = 0.891
DESCENT = 0.216
CAP_HEIGHT = 0.662


class Run(NamedTuple):
    """A stretch of text that one font prints."""

    font: str
    text: str


class FontMissing(MaskDeskError):
    """A font file the papers are set in is not there or cannot be read."""

    problem = N_("The font file {file} is missing or damaged.")
    way_out = N_("Install MaskDesk again: papers are never set in another font.")


class NotPrintable(MaskDeskError):
    """A text holds characters that no shipped font prints, or that would mislead a reader."""

    problem = N_("“{text}” holds characters that cannot be printed: {characters}.")
    way_out = N_("Remove or replace them.")


def drawable(text: str) -> str:
    """The text as it is set: composed, without characters that have no shape.

    Decomposed Vietnamese draws misplaced marks, so everything is NFC here.
    Zero-width marks, joiners, soft hyphens and variation selectors print nothing and are dropped;
    tabs and rare spaces become spaces; every line end becomes a newline.
    """
    if text.isprintable() and (text.isascii() or _is_plain(text)):
        return text
    text = unicodedata.normalize("NFC", text)
    return _WITHOUT_SHAPE.sub("", text.replace("\r\n", "\n").translate(_SPACES))


def character_name(character: str) -> str:
    """How a character is named to the clerk: its number, itself if it shows, and its name."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "control character")
    shown = f" {character}" if _shows(character) else ""
    return f"{code}{shown} ({name.capitalize()})"


class Typefaces:
    """The shipped fonts: Tinos for Latin and Vietnamese, Noto Serif SC for Chinese.

    `fonts` gives the bytes of a font file by its name.
    A font is loaded when a text first needs it: the whole Chinese one costs about 110 ms,
    its GB2312 part 15 ms, so the part is asked first.
    """

    def __init__(self, fonts: Callable[[str], bytes]) -> None:
        self._fonts = fonts
        self._faces: dict[str, _Face | None] = {}
        self._by_name: dict[str, _Face] = {}
        self._latin: dict[Style, dict[str, float]] = {}
        self._fonts_of: dict[Style, dict[str, str]] = {}
        self._split = lru_cache(maxsize=4096)(self._split_by_script)

    @property
    def base(self) -> str:
        """The font a page starts with; naming one keeps Helvetica out of the file."""
        return self._needed(_LATIN["regular"]).name

    def runs(self, text: str, style: Style = "regular") -> tuple[Run, ...]:
        """The text cut where the font changes; raises NotPrintable."""
        return self._split(drawable(text), style)

    def width(self, text: str, style: Style, size: float) -> float:
        """Width in points when set on one line at `size` points; raises NotPrintable."""
        text = drawable(text)
        try:
            units = sum(map(self._latin_widths(style).__getitem__, text))
        except KeyError:
            units = sum(sum(self.advances(run)) for run in self._split(text, style))
        return units * size / 1000

    def advances(self, run: Run) -> Iterable[float]:
        """Advance widths of a run's characters, in thousandths of the type size."""
        return map(self._by_name[run.font].widths.__getitem__, run.text)

    def missing(self, text: str) -> frozenset[str]:
        """The characters that would not print, or not legibly; empty when all do.

        Beside what no font has: control characters and characters that reorder a line
        (Unicode's trick to make a text read otherwise than it is), letters of scripts written
        from right to left, and marks that did not compose with their letter.
        """
        return frozenset(
            c for c in frozenset(drawable(text)) if c != "\n" and self._face(c, "regular") is None
        )

    def _split_by_script(self, text: str, style: Style) -> tuple[Run, ...]:
        latin = self._latin_widths(style)
        if all(map(latin.__contains__, text)):
            return (Run(self._needed(_LATIN[style]).name, text),) if text else ()
        known = self._fonts_of.setdefault(style, {})
        for character in frozenset(text).difference(known):
            known[character] = self._font_name(character, text, style)
        names = [known[character] for character in text]
        self._follow_neighbours(text, names)
        ends = accumulate(len(list(stretch)) for _, stretch in groupby(names))
        return tuple(Run(names[start], text[start:end]) for start, end in pairwise((0, *ends)))

    def _font_name(self, character: str, text: str, style: Style) -> str:
        face = self._face(character, style)
        if face is None:
            names = ", ".join(character_name(c) for c in sorted(self.missing(text)))
            raise NotPrintable(text=_shortened(text), characters=names)
        return face.name

    def _follow_neighbours(self, text: str, names: list[str]) -> None:
        """Quotes, dashes and dots belong to both scripts: beside Chinese they are set full."""
        if _OF_BOTH_SCRIPTS.isdisjoint(text):
            return
        for place, character in enumerate(text):
            if character not in _OF_BOTH_SCRIPTS:
                continue
            beside = [n for n in (place - 1, _after(text, place)) if 0 <= n < len(text)]
            chinese = next((names[n] for n in beside if _is_chinese(names[n])), None)
            if chinese and character in self._by_name[chinese].widths:
                names[place] = chinese

    def _face(self, character: str, style: Style) -> "_Face | None":
        if not _legible(character):
            return None
        for file in _chain(style):
            face = self._loaded(file)
            if face is not None and character in face.widths:
                return face
        return None

    def _latin_widths(self, style: Style) -> dict[str, float]:
        table = self._latin.get(style)
        if table is None:
            widths = self._needed(_LATIN[style]).widths
            table = {one: width for one, width in widths.items() if _legible(one)}
            self._latin[style] = table
        return table

    def _needed(self, file: str) -> "_Face":
        face = self._loaded(file)
        if face is None:
            raise FontMissing(file=file)
        return face

    def _loaded(self, file: str) -> "_Face | None":
        if file not in self._faces:
            face = self._faces[file] = self._load(file)
            if face is not None:
                self._by_name[face.name] = face
        return self._faces[file]

    def _load(self, file: str) -> "_Face | None":
        try:
            data = self._fonts(file)
        except (OSError, LookupError) as problem:
            if file in _OPTIONAL:
                return None
            raise FontMissing(file=file) from problem
        return _register(file, data)


def _is_plain(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _WITHOUT_SHAPE.search(text)


class _Face(NamedTuple):
    name: str
    data: bytes
    widths: dict[str, float]


_LATIN: dict[Style, str] = {
    "regular": "Tinos-Regular.ttf",
    "bold": "Tinos-Bold.ttf",
    "italic": "Tinos-Italic.ttf",
    "bold-italic": "Tinos-BoldItalic.ttf",
}
_CHINESE = ("NotoSerifSC-Regular-GB2312.ttf", "NotoSerifSC-Regular.ttf")
_CHINESE_BOLD = "NotoSerifSC-Bold.ttf"
_OPTIONAL = frozenset({_CHINESE[0], _CHINESE_BOLD})

_WITHOUT_SHAPE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = {
    **dict.fromkeys([ord("\t"), 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006], " "),
    **dict.fromkeys([0x2008, 0x2009, 0x200A, 0x205F, 0x1680], " "),
    **dict.fromkeys([0x2007, 0x202F], "\u00a0"),
    **dict.fromkeys([ord("\r"), 0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n"),
}
_OF_BOTH_SCRIPTS = frozenset("“”‘’…—·")

# Fonts are registered with reportlab once per process; the bytes tell two of one name apart.
_REGISTERED: dict[str, _Face] = {}


def _register(file: str, data: bytes) -> _Face:
    stem = file.rpartition(".")[0]
    name, copy = stem, 1
    while name in _REGISTERED and _REGISTERED[name].data != data:
        copy += 1
        name = f"{stem}-{copy}"
    if name not in _REGISTERED:
        _REGISTERED[name] = _parse(name, file, data)
    return _REGISTERED[name]


def _parse(name: str, file: str, data: bytes) -> _Face:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        # ASCII keeps its numbers in a document, which `ink` counts on.
        font: Any = TTFont(name, io.BytesIO(data), asciiReadable=True)
    except (TTFError, ValueError, KeyError, IndexError) as problem:
        raise FontMissing(file=file) from problem
    # reportlab silently takes a second font of the same face name for the first, and files its
    # objects under that name: the whole font and a part of it would print each other's glyphs.
    font.face.name = name.encode("ascii")
    # It also takes a name without a file for one found on the system; objects carry this one.
    font.face.filename = name
    pdfmetrics.registerFont(font)
    # A character above the first plane would come back wrong when the PDF's text is read.
    found = font.face.charWidths.items()
    widths = {chr(code): width for code, width in found if code <= _FIRST_PLANE}
    return _Face(name, data, widths)


_FIRST_PLANE = 0xFFFF


def _chain(style: Style) -> Iterator[str]:
    yield _LATIN[style]
    if style != "regular":
        yield _LATIN["regular"]
    if style in ("bold", "bold-italic"):
        yield _CHINESE_BOLD
    yield from _CHINESE


@lru_cache(maxsize=8192)
def _legible(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"):
        return False
    return unicodedata.bidirectional(character) not in ("R", "AL", "AN")


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS"


def _is_chinese(font: str) -> bool:
    return font.startswith("NotoSerifSC")


def _after(text: str, place: int) -> int:
    place += 1
    while place < len(text) and text[place] in _OF_BOTH_SCRIPTS:
        place += 1
    return place


def _shortened(text: str) -> str:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
