"""Numbers, money, days and moments as each language writes them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

from maskdesk.language.languages import Language, decimal_mark, group_mark
from maskdesk.language.names import currency_digits

NO_BREAK_SPACE: Final = "\u00a0"
# What the whole is where a share or a likeness is told of it.
PER_CENT: Final = 100
# More names than this read as a list nobody reads; the rest is counted.
_NAMES_SHOWN: Final = 6


def show_whole(number: int, language: Language) -> str:
    """A whole number in groups of three: "1,280,000", in Vietnamese "1.280.000"."""
    return f"{number:,}".replace(",", group_mark(language))


def show_decimal(number: Decimal, language: Language, places: int | None = None) -> str:
    """A decimal number with the places it has, or rounded half up to `places`.

    Three places after one to three digits ("12.345") is shown as it is, although typing the same
    has two readings: to the eye it is what the language writes.
    A non-number raises ValueError.
    """
    return _decimal(number, language, places, ROUND_HALF_UP)


def show_money(amount: Decimal, currency: str, language: Language) -> str:
    """An amount rounded half up to the currency's digits, with its ISO 4217 code.

    "USD 1,234.50", in Vietnamese "1.234,50 USD"; the space does not break.
    """
    number = show_decimal(amount, language, currency_digits(currency))
    parts = (number, currency) if language == "vi" else (currency, number)
    return NO_BREAK_SPACE.join(parts)


def show_names(names: Sequence[str], language: Language) -> str:
    """Some names one after another; of many the first, and how many more."""
    mark = "、" if language == "zh" else ", "
    shown = mark.join(names[:_NAMES_SHOWN])
    left = len(names) - _NAMES_SHOWN
    return f"{shown}{mark}… (+{show_whole(left, language)})" if left > 0 else shown


def show_sentences(sentences: Iterable[str], language: Language) -> str:
    """Sentences one after another; Chinese leaves no room between them."""
    return ("" if language == "zh" else " ").join(one for one in sentences if one)


def show_share(percent: Decimal, language: Language, places: int | None = None) -> str:
    """A share in percent, "12.5%", with the places it has or cut to `places`.

    It is cut, not rounded: 19.996 % of a duty of 20 % must not read as met.
    """
    return _decimal(percent, language, places, ROUND_DOWN) + "%"


def show_day(day: date, language: Language, form: Literal["short", "long"] = "short") -> str:
    """A day: short for fields and tables, long for the place and date of a paper.

    Vietnamese long days have a leading zero for days below 10 and for months 1 and 2 only.
    """
    if form == "short":
        return _short_day(day, language)
    if language == "vi":
        month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
        return f"ngày {day.day:02} tháng {month} năm {day.year:04}"
    if language == "zh":
        return f"{day.year:04}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"


def show_moment(moment: datetime, language: Language) -> str:
    """A moment with its zone: the short day, the time to the minute (seconds if any), the offset.

    A moment without a zone raises ValueError: its meaning would depend on who reads it.
    """
    offset = moment.strftime("%z")
    if not offset:
        raise ValueError("a moment is shown with its zone")
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return f"{_short_day(moment.date(), language)} {clock} {offset[:3]}:{offset[3:5]}"


def show_local(moment: datetime, language: Language, today: date | None = None) -> str:
    """A moment as the clock of this computer told it, to the minute: "6 May 2020, 09:30".

    The day is left out where it is `today`.
    """
    here = moment.astimezone()
    clock = f"{here:%H:%M}"
    if here.date() == today:
        return clock
    return f"{_short_day(here.date(), language)}{', ' if language == 'en' else ' '}{clock}"


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SWAPPED: Final = str.maketrans(",.", ".,")


def _decimal(number: Decimal, language: Language, places: int | None, rounding: str) -> str:
    if not number.is_finite():
        raise ValueError("only a number can be shown as one")
    if places is not None:
        digits = max(number.adjusted(), 0) + places + 2
        number = number.quantize(
            Decimal(1).scaleb(-places), context=Context(prec=digits, rounding=rounding)
        )
    if not number:
        number = abs(number)
    written = f"{number:,f}"
    return written if decimal_mark(language) == "." else written.translate(_SWAPPED)


def _short_day(day: date, language: Language) -> str:
    if language == "vi":
        return f"{day.day:02}/{day.month:02}/{day.year:04}"
    if language == "zh":
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year:04}"
