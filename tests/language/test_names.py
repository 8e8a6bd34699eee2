"""Names of countries, currencies and languages, and the digits of currencies."""

import subprocess
import sys

import pytest
from babel.core import Locale, get_global
from babel.numbers import get_currency_precision

from maskdesk.language import (
    LANGUAGES,
    Language,
    country_name,
    currency_digits,
    currency_name,
    is_country,
    is_currency,
    is_language,
    language_name,
    names_language,
)
from maskdesk.language.codes import COUNTRIES, CURRENCIES


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("DE", "en", "Germany"),
        ("DE", "vi", "Đức"),
        ("DE", "zh", "德国"),
        ("ZZZ", "en", "ZZZ"),
    ],
)
def test_a_country_is_named(code: str, language: Language, name: str) -> None:
    assert country_name(code, language) == name


def test_currencies_and_languages_are_named() -> None:
    assert currency_name("USD", "zh") == "美元"
    assert language_name("vi", "en") == "Vietnamese"
    assert language_name("en", "vi") == "Tiếng Anh"


@pytest.mark.parametrize(
    ("text", "code", "is_named"),
    [
        ("en", "en", True),
        ("EN-GB", "en", True),
        ("English and French", "fr", True),
        ("Français", "fr", True),
        ("tiếng Anh", "en", True),
        ("英文", "en", True),
        ("韩语", "ko", True),
        ("한국어", "ko", True),
        ("French", "en", False),
        ("deutsch", "de", True),
        ("de", "en", False),
        ("", "en", False),
    ],
)
def test_a_language_is_known_by_its_code_and_by_what_people_call_it(
    text: str, code: str, is_named: bool
) -> None:
    assert names_language(text, code) is is_named


def test_a_code_is_a_languages_or_not() -> None:
    assert all(is_language(code) for code in ("en", "ko", "fr"))
    assert not is_language("xy")


def test_the_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(COUNTRIES) == 249 + 1
    assert all(is_country(code) for code in ("VN", "CN", "US", "DE", "GB", "XK"))
    assert not any(is_country(code) for code in ("EU", "UN", "ZZ", "UK", "vn", "VNM", "", "001"))


# Two-letter territories CLDR names that ISO 3166-1 has not assigned.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_countries_and_currencies_are_those_of_cldr() -> None:
    named = {str(code) for code in Locale.parse("en").territories}
    countries = {code for code in named if len(code) == 2 and code.isalpha()} - NO_COUNTRIES
    assert countries == COUNTRIES
    tenders = (
        one for all_of_one in get_global("territory_currencies").values() for one in all_of_one
    )
    lasting = {
        code
        for code, _start, end, is_tender in tenders
        if is_tender and (end is None or end[0] >= 2020)
    }
    assert lasting == CURRENCIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_and_currency_has_a_name(language: Language) -> None:
    assert all(country_name(code, language) != code for code in COUNTRIES)
    assert all(currency_name(code, language) != code for code in CURRENCIES)


def test_currencies_that_ended_before_2020_are_none() -> None:
    assert all(is_currency(code) for code in ("VND", "CNY", "USD", "EUR", "HRK", "BGN"))
    assert not any(is_currency(code) for code in ("DEM", "XAU", "XXX", "usd", "ABC", ""))


def test_the_digits_differ_from_daily_use_only_where_known() -> None:
    used = {code for code in CURRENCIES if get_currency_precision(code) != currency_digits(code)}
    assert used == {
        *(
            "AFN",
            "ALL",
            "IQD",
            "IRR",
            "KPW",
            "LAK",
            "LBP",
            "MGA",
            "MMK",
            "RSD",
            "SLL",
            "SOS",
            "SYP",
            "YER",
        )
    }


def test_importing_and_numbers_do_not_load_babel() -> None:
    program = (
        "import sys; from decimal import Decimal; import maskdesk.language as l; "
        "l.show_money(Decimal(1), 'VND', 'vi'); l.read_whole('1.000', 'vi'); "
        "l.read_day('2020-05-06', 'zh'); l.load_catalogue('en').say('x'); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
