"""What the clerk typed, read as numbers, days and moments: every way it can be read, no guess.

Each reader gives a tuple: empty when the text cannot be read, one value when there is one reading,
two in ascending order when a Vietnamese and an English habit would read it differently.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Final

from maskdesk.language.languages import Language, group_mark
from maskdesk.language.text import tidy


def read_whole(text: str, language: Language) -> tuple[int, ...]:
    """The whole numbers the text can mean: "60.000" in an English window is 60 or 60000."""
    if text.isascii() and text.isdigit():
        return (int(text),) if len(text) <= _MOST_DIGITS else ()
    readings = read_decimal(text, language)
    return tuple(int(value) for value in readings if value == value.to_integral_value())


def read_decimal(text: str, language: Language) -> tuple[Decimal, ...]:
    """The decimal numbers the text can mean, with the places it was typed with.

    What is grouped as this language groups has one reading; so has what holds only one mark that
    can be a decimal mark. Exponents, words such as "triệu" or "万" and non-numbers are not read.
    """
    typed = _plain_marks(text)
    if len(typed) > 2 * _MOST_DIGITS:
        return ()
    ungrouped = _UNGROUPED.fullmatch(typed)
    grouped = _GROUPED.fullmatch(typed)
    if grouped and grouped["group"] in (" ", group_mark(language)):
        ungrouped = None
    readings = (_value(match) for match in (ungrouped, grouped) if match)
    return tuple(sorted(value for value in readings if value is not None))


def read_day(text: str, language: Language) -> tuple[date, ...]:
    """The days the text can mean; "03/04/2020" is one day in Vietnamese, two ways elsewhere.

    Days that no two languages read differently (year first, month as a word, with ngày and tháng,
    with 年 and 月) are read in every language. Years have four digits.
    """
    typed = " ".join(_plain_marks(text).casefold().split())
    if len(typed) > _LONGEST_DAY:
        return ()
    return tuple(sorted(set(_days(typed, language))))


def read_moment(text: str, language: Language) -> tuple[datetime, ...]:
    """The moments the text can mean: a day, a time and its zone, "2020-05-06 09:30 +07:00".

    Without a zone a time means nothing on paper that crosses borders: it is not read.
    """
    typed = _plain_marks(text)
    match = _compiled(_MOMENT).fullmatch(typed.upper()) if len(typed) <= _LONGEST_MOMENT else None
    if not match:
        return ()
    zone = _zone(match)
    clock = _clock(match)
    if zone is None or clock is None:
        return ()
    days = read_day(match["day"], language)
    return tuple(datetime.combine(day, clock, zone) for day in days)


# More digits than any quantity or amount in trade, fewer than Python refuses to convert.
_MOST_DIGITS: Final = 36
_LONGEST_DAY: Final = 60
_LONGEST_MOMENT: Final = 100

_PLAIN_MARKS: Final[dict[int, str]] = {
    **{0xFF01 + offset: chr(0x21 + offset) for offset in range(0x5E)},
    **{ord(space): " " for space in "\u00a0\u2007\u2009\u202f\u3000"},
    0x2212: "-",
}

_UNGROUPED: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))?")
_GROUPED: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[1-9][0-9]{0,2}(?P<group>[., ])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:(?!(?P=group))[.,](?P<fraction>[0-9]+))?"
)

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS: Final = {
    **{name: number for number, name in enumerate(_MONTHS, start=1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, start=1)},
    "sept": 9,
}
_YEAR: Final = r"(?P<year>[0-9]{4})"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_WORD: Final = r"(?P<word>[a-z]{3,9})\.?"
_ONE_WAY: Final = (
    rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}",
    rf"{_YEAR} ?年 ?{_MONTH} ?月 ?{_DAY} ?[日号]",
    rf"(?:ngày )?{_DAY} tháng {_MONTH},?(?: năm)? {_YEAR}",
    rf"{_DAY}(?:st|nd|rd|th)?[ -]{_WORD}(?:, ?| |-){_YEAR}",
    rf"{_WORD} {_DAY}(?:st|nd|rd|th)?(?:, ?| ){_YEAR}",
)
_NUMBERS: Final = (
    r"(?:ngày )?(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)"
    r"(?P<year>[0-9]{4})"
)
_MOMENT: Final = (
    r"(?P<day>.*?[0-9日号])(?:T|,? +)"
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)? *"
    r"(?:(?P<utc>Z|UTC|GMT)|(?P<sign>[+-])(?P<ahead>[0-9]{2}):?(?P<minutes>[0-9]{2})?)"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when a day is first read: a window that shows none need not wait."""
    return re.compile(pattern)


def _plain_marks(text: str) -> str:
    """Full-width marks of a Chinese input method and the kinds of space as a keyboard has them."""
    return tidy(text).translate(_PLAIN_MARKS).strip()


def _value(match: re.Match[str]) -> Decimal | None:
    whole = re.sub("[., ]", "", match["whole"])
    fraction = match["fraction"] or ""
    if len(whole) + len(fraction) > _MOST_DIGITS:
        return None
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return value.copy_negate() if match["sign"] == "-" and value else value


def _days(typed: str, language: Language) -> Iterator[date]:
    for pattern in _ONE_WAY:
        if match := _compiled(pattern).fullmatch(typed):
            found = match.groupdict()
            month = _month(found)
            yield from _day(int(found["year"]), month, int(found["day"]))
    if match := _compiled(_NUMBERS).fullmatch(typed):
        year, first, second = (int(match[part]) for part in ("year", "first", "second"))
        yield from _day(year, second, first)
        if language != "vi" and not typed.startswith("ngày"):
            yield from _day(year, first, second)


def _month(found: dict[str, str]) -> int:
    """The month's number, 0 when the word is no month."""
    return _MONTH_NUMBERS.get(found["word"], 0) if "word" in found else int(found["month"])


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _zone(match: re.Match[str]) -> timezone | None:
    if match["utc"]:
        return UTC
    hours, minutes = int(match["ahead"]), int(match["minutes"] or 0)
    if hours > 23 or minutes > 59:
        return None
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if match["sign"] == "-" else ahead)


def _clock(match: re.Match[str]) -> time | None:
    millionths = int((match["fraction"] or "").ljust(6, "0"))
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), millionths)
    except ValueError:
        return None
