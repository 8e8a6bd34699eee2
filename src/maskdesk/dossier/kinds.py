"""The kinds of value a field can hold: how each is read, shown and told from damage."""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import (
    Clamped,
    Context,
    Decimal,
    DecimalException,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
)
from typing import Any, ClassVar, TypeVar

from msgspec import Struct

from maskdesk import language as lang
from maskdesk.dossier.unread import Unread
from maskdesk.language import Language

Value = str | int | bool | Decimal | date | datetime | tuple[str, ...] | None

_Read = TypeVar("_Read", int, Decimal, date, datetime)

_LIST_MARKS = re.compile(r"[;\n；、]+")
# A spreadsheet holds fifteen digits exactly; no quantity or amount of this trade needs more.
_MOST_DIGITS = 15
MOST_PIECES = 10**_MOST_DIGITS - 1
# Raises for a figure that would have to be changed to have at most fifteen digits, before and after
# the point together, and no noughts left to an exponent.
_AS_WRITTEN = Context(
    prec=_MOST_DIGITS,
    Emax=_MOST_DIGITS - 1,
    Emin=-1,
    clamp=1,
    traps=[Clamped, Inexact, InvalidOperation, Overflow, Rounded],
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of value: the same three verbs for every field of the dossier.

    `whatever` says that every value of the field's type can stand there.
    """

    whatever: ClassVar[bool] = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The closed list of what can stand in a field of this kind; empty if there is none."""
        return ()

    def read(self, typed: str, language: Language) -> "Value | Unread":
        """The value of typed text; `Unread` where it has none or more than one; None if empty."""
        text = _composed(typed).strip()
        return self._value(text, language) if text else None

    def enter(self, value: object) -> object:
        """A value as the dossier keeps it: text composed (NFC), anything else as it is."""
        if isinstance(value, str):
            return _composed(value)
        if isinstance(value, tuple):
            return tuple(_composed(one) if isinstance(one, str) else one for one in value)
        return value

    def show(self, value: Value, language: Language) -> str:  # noqa: ARG002 - most kinds need it
        """The value as the clerk reads it in `language`; empty for None."""
        return "" if value is None else str(value)

    def accepts(self, value: object) -> bool:
        """Whether a stored value (None and `Unread` aside) can stand in a field of this kind."""
        raise NotImplementedError

    def accepts_all(self, values: Iterable[object]) -> bool:
        """Whether all these can stand in a field of this kind; each different one is asked once."""
        return all(map(self.accepts, set(values)))

    def _value(self, text: str, language: Language) -> "Value | Unread":
        raise NotImplementedError


class Text(Kind, frozen=True, kw_only=True):
    """One line of text, kept as entered (in NFC)."""

    whatever: ClassVar[bool] = True

    def accepts(self, value: object) -> bool:
        """Any text in NFC."""
        return isinstance(value, str) and _is_composed(value)

    def _value(self, text: str, language: Language) -> "Value | Unread":  # noqa: ARG002
        return " ".join(text.split("\n"))


class Prose(Text, frozen=True, kw_only=True):
    """Text of several lines."""

    def _value(self, text: str, language: Language) -> "Value | Unread":  # noqa: ARG002
        return text


class Texts(Kind, frozen=True, kw_only=True):
    """Several short texts, one a line or parted by semicolons."""

    whatever: ClassVar[bool] = True

    def show(self, value: Value, language: Language) -> str:  # noqa: ARG002
        """The texts on one line, parted by semicolons."""
        return "; ".join(value) if isinstance(value, tuple) else ""

    def accepts(self, value: object) -> bool:
        """A tuple of non-empty texts in NFC."""
        return isinstance(value, tuple) and all(
            isinstance(one, str) and one != "" and _is_composed(one) for one in value
        )

    def _value(self, text: str, language: Language) -> "Value | Unread":  # noqa: ARG002
        return tuple(part.strip() for part in _LIST_MARKS.split(text) if part.strip())


class Identifier(Text, frozen=True, kw_only=True):
    """A number somebody issued; `scheme` names its shape in `dossier.identifiers`, if any.

    A number that looks wrong is something to look at, never refused: real numbers fail the
    published check digits.
    """

    scheme: str = ""


class Digest(Text, frozen=True, kw_only=True):
    """The SHA-256 of an attached file, 64 hexadecimal digits."""

    whatever: ClassVar[bool] = False

    def accepts(self, value: object) -> bool:
        """Exactly 64 lower-case hexadecimal digits."""
        return isinstance(value, str) and _DIGEST.fullmatch(value) is not None

    def accepts_all(self, values: Iterable[object]) -> bool:
        """Asks each: no two files have one digest."""
        return all(map(self.accepts, values))

    def _value(self, text: str, language: Language) -> "Value | Unread":
        digest = text.lower()
        return digest if self.accepts(digest) else Unread(typed=text, language=language)


class Whole(Kind, frozen=True, kw_only=True):
    """A whole number, not negative: pieces, packages, copies."""

    whatever: ClassVar[bool] = True

    def show(self, value: Value, language: Language) -> str:
        """The number grouped as `language` groups it."""
        return lang.show_whole(value, language) if isinstance(value, int) else ""

    def accepts(self, value: object) -> bool:
        """A whole number that is not negative, of at most fifteen digits."""
        return (
            isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_MOST_DIGITS
        )

    def _value(self, text: str, language: Language) -> "Value | Unread":
        return _sole(text, language, lang.read_whole(text, language), str, self.accepts)


class Measure(Kind, frozen=True, kw_only=True):
    """A decimal figure that is not negative, in `unit` (kg, m3, %), at any scale."""

    unit: str

    def show(self, value: Value, language: Language) -> str:
        """The figure in the writing of `language`, without its unit."""
        return lang.show_decimal(value, language) if isinstance(value, Decimal) else ""

    def accepts(self, value: object) -> bool:
        """A finite figure that is not negative, of at most fifteen digits before and after."""
        if not isinstance(value, Decimal) or not value.is_finite() or value.is_signed():
            return False
        exponent = int(value.as_tuple().exponent)
        return -_MOST_DIGITS <= exponent <= 0 and value.adjusted() < _MOST_DIGITS

    def accepts_all(self, values: Iterable[object]) -> bool:
        """Asks nearly all in a few steps of C; of the rest each different one."""
        figures = tuple(values)
        if _are_plain(figures):
            return True
        # Not by hash: that of a fresh decimal takes longer than its text.
        return {Decimal}.issuperset(map(type, figures)) and all(
            self.accepts(Decimal(digits)) for digits in set(map(str, figures))
        )

    def _value(self, text: str, language: Language) -> "Value | Unread":
        return _sole(text, language, lang.read_decimal(text, language), _plain, self.accepts)


class Money(Measure, frozen=True, kw_only=True):
    """An amount of money at any scale; its currency stands in another field."""

    unit: str = ""


class Day(Kind, frozen=True, kw_only=True):
    """A calendar day in the country of origin."""

    whatever: ClassVar[bool] = True

    def show(self, value: Value, language: Language) -> str:
        """The day in the short form of `language`."""
        return lang.show_day(value, language) if isinstance(value, date) else ""

    def accepts(self, value: object) -> bool:
        """A day without a time."""
        return isinstance(value, date) and not isinstance(value, datetime)

    def _value(self, text: str, language: Language) -> "Value | Unread":
        return _sole(text, language, lang.read_day(text, language), date.isoformat, self.accepts)


class Moment(Kind, frozen=True, kw_only=True):
    """A point in time with its zone."""

    whatever: ClassVar[bool] = True

    def show(self, value: Value, language: Language) -> str:
        """The moment in the writing of `language`."""
        return lang.show_moment(value, language) if isinstance(value, datetime) else ""

    def accepts(self, value: object) -> bool:
        """A time that says its zone."""
        return isinstance(value, datetime) and value.tzinfo is not None

    def _value(self, text: str, language: Language) -> "Value | Unread":
        readings = lang.read_moment(text, language)
        return _sole(text, language, readings, datetime.isoformat, self.accepts)


class YesNo(Kind, frozen=True, kw_only=True):
    """An answer: yes, no, or not given yet."""

    whatever: ClassVar[bool] = True

    def show(self, value: Value, language: Language) -> str:
        """Yes or no as a word of `language`."""
        return "" if value is None else _YES_NO[language][bool(value)]

    def accepts(self, value: object) -> bool:
        """Yes or no."""
        return isinstance(value, bool)

    def _value(self, text: str, language: Language) -> "Value | Unread":
        answer = _ANSWERS.get(text.casefold())
        return Unread(typed=text, language=language) if answer is None else answer


class Choice(Kind, frozen=True, kw_only=True):
    """One of a fixed list of codes; `labels` gives each its words (message ids)."""

    whatever: ClassVar[bool] = True
    labels: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """What its labels have words for."""
        return tuple(self.labels)

    def accepts(self, value: object) -> bool:
        """One of the codes."""
        return isinstance(value, str) and value in self.labels

    def _value(self, text: str, language: Language) -> "Value | Unread":
        return text if text in self.labels else Unread(typed=text, language=language)


class Choices(Choice, frozen=True, kw_only=True):
    """Several of a fixed list of codes."""

    def show(self, value: Value, language: Language) -> str:  # noqa: ARG002
        """The codes on one line."""
        return "; ".join(value) if isinstance(value, tuple) else ""

    def accepts(self, value: object) -> bool:
        """A tuple of codes of the list."""
        return isinstance(value, tuple) and all(one in self.labels for one in value)

    def _value(self, text: str, language: Language) -> "Value | Unread":
        codes = tuple(part.strip() for part in _LIST_MARKS.split(text) if part.strip())
        return codes if self.accepts(codes) else Unread(typed=text, language=language)


class Country(Kind, frozen=True, kw_only=True):
    """An ISO 3166-1 country by its two letters."""

    whatever: ClassVar[bool] = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries the CLDR data knows."""
        return lang.countries()

    def accepts(self, value: object) -> bool:
        """Two capital letters of a country the CLDR data knows."""
        return isinstance(value, str) and lang.is_country(value)

    def _value(self, text: str, language: Language) -> "Value | Unread":
        # Outside ASCII capitals differ in number of letters: "ß" is not South Sudan.
        code = text.upper() if text.isascii() else text
        return code if lang.is_country(code) else Unread(typed=text, language=language)


class Currency(Kind, frozen=True, kw_only=True):
    """An ISO 4217 currency by its three letters."""

    whatever: ClassVar[bool] = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies the CLDR data knows."""
        return lang.currencies()

    def accepts(self, value: object) -> bool:
        """Three capital letters of a currency the CLDR data knows."""
        return isinstance(value, str) and lang.is_currency(value)

    def _value(self, text: str, language: Language) -> "Value | Unread":
        # Outside ASCII capitals differ in number of letters: "ß" is not South Sudan.
        code = text.upper() if text.isascii() else text
        return code if lang.is_currency(code) else Unread(typed=text, language=language)


class Link(Text, frozen=True, kw_only=True):
    """The id of a row in another section; `to` is the path of that section's rows."""

    to: str


class Links(Texts, frozen=True, kw_only=True):
    """The ids of several rows in another section; `to` is the path of that section's rows."""

    to: str


def _composed(text: str) -> str:
    """The text in NFC; half a letter from a broken paste, which no file can hold, is marked."""
    return _SURROGATES.sub("\ufffd", lang.tidy(text))


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and _SURROGATES.search(text) is None


def _are_plain(figures: Sequence[Any]) -> bool:
    """Whether all are figures such as nearly every one is; others may be sound too."""
    try:
        deque(map(_AS_WRITTEN.plus, figures), maxlen=0)
        return all(map(Decimal.is_finite, figures)) and not any(map(Decimal.is_signed, figures))
    except (DecimalException, TypeError):
        return False


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    # With a leading nought three places cannot be read as thousands.
    return f"0{text}" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) else text


def _sole(
    text: str,
    language: Language,
    readings: tuple[_Read, ...],
    plainly: Callable[[_Read], str],
    accepts: Callable[[object], bool],
) -> "_Read | Unread":
    possible = tuple(one for one in readings if accepts(one))
    if len(possible) == 1:
        return possible[0]
    offered = tuple(plainly(one) for one in possible)
    return Unread(typed=text, language=language, readings=offered)


_YES_NO: Mapping[Language, tuple[str, str]] = {
    "en": ("No", "Yes"),
    "vi": ("Không", "Có"),
    "zh": ("否", "是"),
}
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "có", "是", "✓"), True),
    **dict.fromkeys(("no", "n", "false", "không", "否"), False),
}
