"""Sentences in the catalogue's language, with what stands in them written its way."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from maskdesk.language import Catalogue, load_catalogue


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    catalogue = Catalog("vi", fuzzy=False)
    catalogue.add("{n} pieces short", "thiếu {n} chiếc")
    catalogue.add("signed on {day}", "ký {ngày}")
    catalogue.add(("{n} paper", "{n} papers"), ("{n} chứng từ",))
    catalogue.add("Open", "Mở", context="button")
    mo = io.BytesIO()
    write_mo(mo, catalogue)
    return load_catalogue("vi", mo.getvalue())


def test_a_sentence_is_said_with_numbers_as_the_language_writes_them(
    vietnamese: Catalogue,
) -> None:
    assert vietnamese.say("{n} pieces short", n=200000) == "thiếu 200.000 chiếc"


def test_a_missing_translation_shows_the_english(vietnamese: Catalogue) -> None:
    assert vietnamese.say("{a} of {b}", a=Decimal("12.5"), b="x") == "12,5 of x"
    assert vietnamese.plural("{n} day", "{n} days", 1) == "1 day"
    assert vietnamese.plural("{n} day", "{n} days", 2000) == "2.000 days"


def test_a_translation_with_a_wrong_place_shows_the_english(vietnamese: Catalogue) -> None:
    assert vietnamese.say("signed on {day}", day=date(2020, 5, 6)) == "signed on 06/05/2020"


def test_a_plural_says_its_count(vietnamese: Catalogue) -> None:
    assert vietnamese.plural("{n} paper", "{n} papers", 1) == "1 chứng từ"
    assert vietnamese.plural("{n} paper", "{n} papers", 1000) == "1.000 chứng từ"


def test_a_word_can_depend_on_where_it_stands(vietnamese: Catalogue) -> None:
    assert vietnamese.say_in("button", "Open") == "Mở"
    assert vietnamese.say_in("state", "Open") == "Open"
    assert vietnamese.say("Open") == "Open"


def test_nothing_is_said_as_nothing(vietnamese: Catalogue) -> None:
    assert vietnamese.say("") == ""


def test_text_is_put_in_as_it_is(vietnamese: Catalogue) -> None:
    assert vietnamese.say("{a}", a="1000 {b}") == "1000 {b}"


def test_braces_without_places_stay(vietnamese: Catalogue) -> None:
    assert vietnamese.say("{") == "{"


def test_every_kind_of_value_is_shown() -> None:
    english = load_catalogue("en")
    moment = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)
    assert english.show(moment) == "6 May 2020 09:30 +00:00"
    assert english.show(moment.replace(tzinfo=None)) == "2020-05-06 09:30:00"
    assert english.show(moment.date()) == "6 May 2020"
    assert english.show(1000) == "1,000"
    assert english.show(True) == "True"
    assert english.show(Decimal("NaN")) == "NaN"
    assert english.show(None) == "None"


@pytest.mark.parametrize("mo", [b"", b"abcd", b"\xde\x12\x04\x95" + b"\xff" * 30])
def test_bytes_that_are_no_catalogue_are_refused(mo: bytes) -> None:
    with pytest.raises(ValueError, match="catalogue of zh"):
        load_catalogue("zh", mo)
