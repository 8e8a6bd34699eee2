"""Names of countries, currencies and languages, and the digits a currency has.

The names are CLDR's, through Babel, which is loaded at the first name asked for.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from maskdesk.language.codes import COUNTRIES, CURRENCIES
from maskdesk.language.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from babel.core import Locale


def country_name(code: str, language: Language) -> str:
    """The country of an ISO 3166-1 code in this language.

    What CLDR has not translated is named in English; an unknown code stands for itself.
    """
    return _name("territories", code, language)


def currency_name(code: str, language: Language) -> str:
    """The currency of an ISO 4217 code in this language; else as `country_name`."""
    return _name("currencies", code, language)


def language_name(code: str, language: Language) -> str:
    """The language of an ISO 639 code in this language; else as `country_name`."""
    return _name("languages", code, language)


def is_language(code: str) -> bool:
    """Whether CLDR knows the code as a language's."""
    return code in _locale("en").languages


def names_language(text: str, code: str) -> bool:
    """Whether a text names the language of a code: by tag, or by its name in ours or its own."""
    written = text.casefold()
    return written.split("-")[0].strip() == code or any(
        name in written for name in _names_of_language(code)
    )


def is_country(code: str) -> bool:
    """Whether the code is a country's of ISO 3166-1, or XK, which customs use for Kosovo."""
    return code in COUNTRIES


def is_currency(code: str) -> bool:
    """Whether the code is a currency's of ISO 4217 that has been legal tender since 2020."""
    return code in CURRENCIES


@cache
def countries() -> tuple[str, ...]:
    """Every country's code, sorted."""
    return tuple(sorted(COUNTRIES))


@cache
def currencies() -> tuple[str, ...]:
    """Every currency's code, sorted."""
    return tuple(sorted(CURRENCIES))


def currency_digits(code: str) -> int:
    """The digits after the decimal mark that ISO 4217 gives the currency; two where it is unknown.

    From ISO 4217 itself: CLDR counts the digits in daily use, which differ (none for LAK).
    """
    return _DIGITS.get(code, 2)


_DIGITS: Final = {
    code: digits
    for digits, codes in (
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    )
    for code in codes.split()
}


@cache
def _names_of_language(code: str) -> frozenset[str]:
    from babel.core import Locale

    own = Locale.parse(code).languages.get(code, code)
    names = {own, *(language_name(code, language) for language in LANGUAGES)} - {code}
    # Chinese calls a language as written by another word than as spoken.
    names |= {name.replace("语", "文") for name in names}
    return frozenset(name.casefold() for name in names)


@cache
def _locale(language: Language) -> "Locale":
    from babel.core import Locale

    return Locale.parse("zh_Hans" if language == "zh" else language)


def _name(
    kind: Literal["territories", "currencies", "languages"], code: str, language: Language
) -> str:
    for locale in (_locale(language), _locale("en")):
        names: Mapping[str, str] = getattr(locale, kind)
        if name := names.get(code):
            return name
    return code
