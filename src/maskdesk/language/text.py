"""Text as it enters: one spelling for each letter, one line end, and what does not belong in it."""

import unicodedata
from typing import Final


def tidy(text: str) -> str:
    """The text in Unicode form NFC with LF line ends; nothing else is changed or lost.

    TCVN 6909:2001 asks for Unicode; pasted Vietnamese often comes with its marks detached.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def odd_characters(text: str) -> tuple[str, ...]:
    """What no paper can print or what would print in another order, named for the clerk.

    Control characters other than line end and tab, bidi controls, line and paragraph separators,
    private use, unassigned code points and lone surrogates; each once, in order of appearance,
    such as "U+202E RIGHT-TO-LEFT OVERRIDE".
    """
    if text.isascii() and text.isprintable():
        return ()
    return tuple(_named(character) for character in dict.fromkeys(text) if _is_odd(character))


# UAX #9, table of explicit and implicit directional formatting characters.
_BIDI_CONTROLS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

_ODD_CATEGORIES: Final = {
    "Cc": "CONTROL CHARACTER",
    "Cn": "UNASSIGNED",
    "Co": "PRIVATE USE",
    "Cs": "SURROGATE",
    "Zl": "LINE SEPARATOR",
    "Zp": "PARAGRAPH SEPARATOR",
}

# Unicode gives control characters aliases only, and Python looks those up one way.
_CONTROL_NAMES: Final = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0b": "LINE TABULATION",
    "\x0c": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1a": "SUBSTITUTE",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}


def _is_odd(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in _BIDI_CONTROLS or unicodedata.category(character) in _ODD_CATEGORIES


def _named(character: str) -> str:
    kind = _ODD_CATEGORIES.get(unicodedata.category(character), "")
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, kind)
    return f"U+{ord(character):04X} {name}"


def plain(text: str) -> str:
    """A text without marks on its letters, in small letters, spaces made one."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = (letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())
