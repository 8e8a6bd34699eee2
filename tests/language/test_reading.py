"""What was typed is read in every way it can be meant, and never guessed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maskdesk.language import (
    LANGUAGES,
    Language,
    read_day,
    read_decimal,
    read_moment,
    read_whole,
)

ALL = st.sampled_from(LANGUAGES)
ANY_TEXT = st.text(st.characters(codec=None))
NEARLY = st.text(st.sampled_from("0123456789., -/:+TZ年月日\u00a0ngàythámvBMa\u0660²①"))


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("1280000", "en", (1280000,)),
        ("1,280,000", "en", (1280000,)),
        ("1.280.000", "vi", (1280000,)),
        ("1,280,000", "zh", (1280000,)),
        # A number has one decimal mark only, so two of the same kind group.
        ("1.280.000", "en", (1280000,)),
        ("1,280,000", "vi", (1280000,)),
        # As its own language groups.
        ("60,000", "en", (60000,)),
        ("60.000", "vi", (60000,)),
        ("60,000", "zh", (60000,)),
        # As the other language groups, or with a fraction of nothing.
        ("60.000", "en", (60, 60000)),
        ("60.000", "zh", (60, 60000)),
        ("60,000", "vi", (60, 60000)),
        ("60.00", "en", (60,)),
        ("60.5", "en", ()),
        ("60,5", "vi", ()),
        # Nothing begins a group with 0.
        ("0.500", "en", ()),
        ("0,500", "en", ()),
        ("1 280 000", "en", (1280000,)),
        ("1\u00a0280\u202f000", "vi", (1280000,)),
        (" 120 ", "en", (120,)),
        ("１２０，０００", "zh", (120000,)),
        ("１２０", "en", (120,)),
        ("007", "en", (7,)),
        ("-5", "en", (-5,)),
        ("−5", "vi", (-5,)),
        ("+5", "zh", (5,)),
        ("-0", "en", (0,)),
        ("", "en", ()),
        ("12o", "en", ()),
        ("1,28", "en", ()),
        ("1,2800", "en", ()),
        ("12,34,567", "en", ()),
        ("1.280,000.5", "en", ()),
        ("1,280.000,5", "vi", ()),
        ("1 280,000", "en", (1280,)),
        ("1  280", "en", ()),
        ("60万", "zh", ()),
        ("6 triệu", "vi", ()),
        ("1e6", "en", ()),
        ("0x10", "en", ()),
        ("1_000", "en", ()),
        ("٣", "en", ()),
        ("²", "en", ()),
        ("5.", "en", ()),
        (".5", "en", ()),
        ("1'000", "en", ()),
        ("9" * 36, "en", (int("9" * 36),)),
        ("9" * 37, "en", ()),
        ("9" * 5000, "en", ()),
    ],
)
def test_a_whole_number_has_these_readings(
    text: str, language: Language, readings: tuple[int, ...]
) -> None:
    assert read_whole(text, language) == readings


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("1.10", "en", ("1.10",)),
        ("1,10", "vi", ("1.10",)),
        ("12.5", "vi", ("12.5",)),
        ("12,5", "en", ("12.5",)),
        ("1,234.50", "en", ("1234.50",)),
        ("1.234,50", "vi", ("1234.50",)),
        ("1,234.50", "vi", ("1234.50",)),
        ("1.234,50", "en", ("1234.50",)),
        ("1 234,50", "en", ("1234.50",)),
        ("12.345", "en", ("12.345", "12345")),
        ("12,345", "vi", ("12.345", "12345")),
        ("12.345", "vi", ("12345",)),
        ("-12.345", "en", ("-12345", "-12.345")),
        ("0.500", "en", ("0.500",)),
        ("1234.567", "en", ("1234.567",)),
        ("-0.00", "en", ("0.00",)),
        ("NaN", "en", ()),
        ("Infinity", "en", ()),
        ("1E3", "en", ()),
        ("1,2.3", "en", ()),
        ("1.2.3", "en", ()),
    ],
)
def test_a_decimal_number_has_these_readings(
    text: str, language: Language, readings: tuple[str, ...]
) -> None:
    assert tuple(map(str, read_decimal(text, language))) == readings


MARCH_4, APRIL_3 = date(2020, 3, 4), date(2020, 4, 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "2020-04-03",
        "2020-4-3",
        "2020/4/3",
        "2020.04.03",
        "２０２０/４/３",
        " 2020-04-03 ",
        "3 Apr 2020",
        "3 April 2020",
        "03-Apr-2020",
        "3rd April 2020",
        "3 APRIL, 2020",
        "April 3, 2020",
        "Apr. 3 2020",
        "ngày 03 tháng 4 năm 2020",
        "Ngày 3 tháng 04 năm 2020",
        "3 tháng 4, 2020",
        "nga\u0300y 3 tha\u0301ng 4 na\u0306m 2020",
        "ngày 03/04/2020",
        "2020年4月3日",
        "2020 年 04 月 03 日",
        "２０２０年４月３日",
        "2020年4月3号",
    ],
)
def test_a_day_no_language_reads_differently_is_read_in_all(text: str, language: Language) -> None:
    assert read_day(text, language) == (APRIL_3,)


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("03/04/2020", "vi", (APRIL_3,)),
        ("3-4-2020", "vi", (APRIL_3,)),
        ("03.04.2020", "vi", (APRIL_3,)),
        ("03/04/2020", "en", (MARCH_4, APRIL_3)),
        ("3.4.2020", "en", (MARCH_4, APRIL_3)),
        ("03/04/2020", "zh", (MARCH_4, APRIL_3)),
        ("04/04/2020", "en", (date(2020, 4, 4),)),
        ("13/04/2020", "en", (date(2020, 4, 13),)),
        ("04/13/2020", "en", (date(2020, 4, 13),)),
        ("04/13/2020", "vi", ()),
        ("29/02/2020", "vi", (date(2020, 2, 29),)),
        ("29/02/2021", "vi", ()),
        ("2020-02-30", "en", ()),
        ("0000-01-01", "en", ()),
        ("03/04/20", "en", ()),
        ("3 Apr 20", "en", ()),
        ("3 Foo 2020", "en", ()),
        ("03/04-2020", "en", ()),
        ("20200403", "en", ()),
        ("April 2020", "en", ()),
        ("", "en", ()),
    ],
)
def test_a_day_has_these_readings(
    text: str, language: Language, readings: tuple[date, ...]
) -> None:
    assert read_day(text, language) == readings


HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("2020-05-06 09:30 +07:00", "en", (datetime(2020, 5, 6, 9, 30, tzinfo=HANOI),)),
        ("2020-05-06T09:30:15+07:00", "vi", (datetime(2020, 5, 6, 9, 30, 15, tzinfo=HANOI),)),
        ("2020-05-06T09:30:15.25+0700", "zh", (datetime(2020, 5, 6, 9, 30, 15, 250000, HANOI),)),
        ("2020-05-06T02:30Z", "en", (datetime(2020, 5, 6, 2, 30, tzinfo=UTC),)),
        ("6 May 2020, 09:30 +07", "en", (datetime(2020, 5, 6, 9, 30, tzinfo=HANOI),)),
        ("06/05/2020 09:30 +07:00", "vi", (datetime(2020, 5, 6, 9, 30, tzinfo=HANOI),)),
        ("2020年5月6日 09:30 +07:00", "zh", (datetime(2020, 5, 6, 9, 30, tzinfo=HANOI),)),
        (
            "06/05/2020 09:30 +07:00",
            "en",
            (
                datetime(2020, 5, 6, 9, 30, tzinfo=HANOI),
                datetime(2020, 6, 5, 9, 30, tzinfo=HANOI),
            ),
        ),
        ("2020-05-06 09:30", "en", ()),
        ("2020-05-06", "en", ()),
        ("2020-05-06 24:00 +07:00", "en", ()),
        ("2020-05-06 09:60 +07:00", "en", ()),
        ("2020-05-06 09:30 +24:00", "en", ()),
        ("2020-05-06 09:30 +07:60", "en", ()),
        ("09:30 +07:00", "en", ()),
    ],
)
def test_a_moment_has_these_readings(
    text: str, language: Language, readings: tuple[datetime, ...]
) -> None:
    assert read_moment(text, language) == readings


def test_a_moment_keeps_the_zone_it_was_typed_with() -> None:
    (moment,) = read_moment("2020-05-06 09:30 -03:30", "en")
    assert moment.utcoffset() == -timedelta(hours=3, minutes=30)


@given(ANY_TEXT | NEARLY, ALL)
@example("9" * 100_000, "en")
@example("0001-01-01T00:00+23:59", "en")
@example(" " * 100_000 + "x", "vi")
def test_reading_never_raises_and_never_gives_more_than_two(text: str, language: Language) -> None:
    for readings in (
        read_whole(text, language),
        read_decimal(text, language),
        read_day(text, language),
        read_moment(text, language),
    ):
        assert len(readings) <= 2
        assert len(set(readings)) == len(readings)


@given(NEARLY, ALL)
def test_the_smaller_reading_comes_first(text: str, language: Language) -> None:
    whole, decimal = read_whole(text, language), read_decimal(text, language)
    assert list(whole) == sorted(whole)
    assert list(decimal) == sorted(decimal)
    assert all(value.is_finite() for value in decimal)
