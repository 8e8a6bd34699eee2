"""Numbers and days as each language writes them, and what is shown can be read again."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.language import (
    LANGUAGES,
    Language,
    read_day,
    read_decimal,
    read_moment,
    read_whole,
    show_day,
    show_decimal,
    show_local,
    show_moment,
    show_money,
    show_share,
    show_whole,
)

ALL = st.sampled_from(LANGUAGES)
DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**20), 10**20),
    st.integers(0, 8),
)
MOMENTS = st.datetimes(
    timezones=st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: timezone(timedelta(0, minutes * 60))
    )
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize(
    ("number", "language", "shown"),
    [
        (1280000, "en", "1,280,000"),
        (1280000, "vi", "1.280.000"),
        (1280000, "zh", "1,280,000"),
        (999, "vi", "999"),
        (-1000, "vi", "-1.000"),
    ],
)
def test_a_whole_number_is_grouped(number: int, language: Language, shown: str) -> None:
    assert show_whole(number, language) == shown


@pytest.mark.parametrize(
    ("number", "language", "places", "shown"),
    [
        ("1.10", "en", None, "1.10"),
        ("1.10", "vi", None, "1,10"),
        ("1234.5", "vi", 2, "1.234,50"),
        ("1234.5", "zh", 2, "1,234.50"),
        ("0.125", "en", 2, "0.13"),
        ("-0.125", "en", 2, "-0.13"),
        ("-0.001", "en", 2, "0.00"),
        ("999.995", "en", 2, "1,000.00"),
        ("1E+3", "en", None, "1,000"),
        (
            "12345678901234567890123456789012.345",
            "en",
            2,
            "12,345,678,901,234,567,890,123,456,789,012.35",
        ),
    ],
)
def test_a_decimal_number_keeps_its_places_or_is_rounded(
    number: str, language: Language, places: int | None, shown: str
) -> None:
    assert show_decimal(Decimal(number), language, places) == shown


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_not_shown_as_one(number: str) -> None:
    with pytest.raises(ValueError, match="only a number"):
        show_decimal(Decimal(number), "en")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "shown"),
    [
        ("1234.5", "USD", "en", "USD\u00a01,234.50"),
        ("1234.5", "USD", "zh", "USD\u00a01,234.50"),
        ("1234.5", "USD", "vi", "1.234,50\u00a0USD"),
        ("0.005", "EUR", "en", "EUR\u00a00.01"),
        ("1234567.5", "VND", "vi", "1.234.568\u00a0VND"),
        ("1234.5", "JPY", "en", "JPY\u00a01,235"),
        ("1.2345", "KWD", "en", "KWD\u00a01.235"),
    ],
)
def test_money_has_the_digits_of_its_currency(
    amount: str, currency: str, language: Language, shown: str
) -> None:
    assert show_money(Decimal(amount), currency, language) == shown


@pytest.mark.parametrize(
    ("percent", "language", "places", "shown"),
    [
        ("20", "en", None, "20%"),
        ("12.5", "vi", None, "12,5%"),
        ("19.996", "en", 2, "19.99%"),
        ("16.190476", "zh", 1, "16.1%"),
    ],
)
def test_a_share_is_cut_and_never_rounded_up(
    percent: str, language: Language, places: int | None, shown: str
) -> None:
    assert show_share(Decimal(percent), language, places) == shown


@pytest.mark.parametrize(
    ("day", "language", "form", "shown"),
    [
        (date(2020, 5, 6), "en", "short", "6 May 2020"),
        (date(2020, 9, 16), "en", "short", "16 Sep 2020"),
        (date(2020, 5, 6), "vi", "short", "06/05/2020"),
        (date(2020, 5, 6), "zh", "short", "2020-05-06"),
        (date(2020, 5, 6), "en", "long", "6 May 2020"),
        (date(2020, 9, 16), "en", "long", "16 September 2020"),
        (date(2020, 5, 6), "vi", "long", "ngày 06 tháng 5 năm 2020"),
        (date(2020, 2, 29), "vi", "long", "ngày 29 tháng 02 năm 2020"),
        (date(2020, 3, 1), "vi", "long", "ngày 01 tháng 3 năm 2020"),
        (date(2020, 12, 10), "vi", "long", "ngày 10 tháng 12 năm 2020"),
        (date(2020, 5, 6), "zh", "long", "2020年5月6日"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(
    day: date, language: Language, form: Literal["short", "long"], shown: str
) -> None:
    assert show_day(day, language, form) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "6 May 2020 09:30 +07:00"),
        ("vi", "06/05/2020 09:30 +07:00"),
        ("zh", "2020-05-06 09:30 +07:00"),
    ],
)
def test_a_moment_is_shown_with_its_zone(language: Language, shown: str) -> None:
    moment = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))
    assert show_moment(moment, language) == shown
    assert show_moment(moment.replace(second=5), language) == shown.replace("30 ", "30:05 ")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "6 May 2020, 09:30"), ("vi", "06/05/2020 09:30"), ("zh", "2020-05-06 09:30")],
)
def test_a_moment_of_the_clerks_own_day_is_shown_as_their_clock_told_it(
    language: Language, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC-7")
    time.tzset()
    moment = datetime(2020, 5, 6, 2, 30, 59, tzinfo=UTC)
    assert show_local(moment, language) == shown
    assert show_local(moment, language, date(2020, 5, 7)) == shown
    assert show_local(moment, language, date(2020, 5, 6)) == "09:30"
    monkeypatch.undo()
    time.tzset()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        show_moment(datetime(2020, 5, 6, 9, 30), "en")  # noqa: DTZ001 - the refused thing itself


@given(st.integers(-(10**30), 10**30), ALL)
def test_a_whole_number_shown_reads_back_as_the_only_reading(n: int, language: Language) -> None:
    assert read_whole(show_whole(n, language), language) == (n,)


@given(DECIMALS, ALL)
def test_a_decimal_number_shown_reads_back_with_its_places(
    number: Decimal, language: Language
) -> None:
    readings = read_decimal(show_decimal(number, language), language)
    assert f"{number if number else abs(number):f}" in [f"{value:f}" for value in readings]
    three_places = number.as_tuple().exponent == -3 and 1 <= abs(number) < 1000
    assert len(readings) == (2 if three_places else 1)


@given(st.dates(), ALL, st.sampled_from(("short", "long")))
def test_a_day_shown_reads_back_as_the_only_reading(
    day: date, language: Language, form: Literal["short", "long"]
) -> None:
    assert read_day(show_day(day, language, form), language) == (day,)


@given(MOMENTS, ALL)
def test_a_moment_shown_reads_back_as_the_only_reading(
    moment: datetime, language: Language
) -> None:
    (read,) = read_moment(show_moment(moment, language), language)
    assert (read, read.utcoffset()) == (moment, moment.utcoffset())
