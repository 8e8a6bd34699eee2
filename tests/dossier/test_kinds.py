"""How each kind of value is read, shown and told from damage, in the three languages."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dossier.arbitrary import MOST_PIECES, every_path, texts, values_of
from maskdesk.dossier.kinds import (
    Choice,
    Choices,
    Country,
    Currency,
    Day,
    Digest,
    Identifier,
    Kind,
    Link,
    Links,
    Measure,
    Moment,
    Money,
    Prose,
    Text,
    Texts,
    Value,
    Whole,
    YesNo,
)
from maskdesk.dossier.unread import Unread
from maskdesk.language import LANGUAGES, Language

WORDS = {"a": "Of A", "b": "Of B"}
KINDS: tuple[Kind, ...] = (
    Text(),
    Prose(),
    Texts(),
    Identifier(scheme="hs"),
    Digest(),
    Whole(),
    Measure(unit="kg"),
    Money(),
    Day(),
    Moment(),
    YesNo(),
    Choice(labels=WORDS),
    Choices(labels=WORDS),
    Country(),
    Currency(),
    Link(to="goods"),
    Links(to="goods"),
)
DECOMPOSED = unicodedata.normalize("NFD", "Việt")
languages = st.sampled_from(LANGUAGES)
# What fingers, pasted cells and input methods leave in a field.
typed_texts = st.one_of(
    st.text(max_size=40),
    st.text("0123456789.,:-/ +TZe年月日ngàythángă\u00a0\u3000；;\n\x00\u202e", max_size=25),
    st.from_regex(r"[0-9]{1,40}([.,][0-9]{3}){0,12}", fullmatch=True),
)


def _type_of(held: object) -> str:
    return type(held).__name__


def test_every_kind_is_tried_here() -> None:
    assert {type(field.kind) for _, field in every_path()} <= {type(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=_type_of)
@given(typed=typed_texts, language=languages)
@example(typed="9" * 5000, language="en")
@example(typed="\ud800", language="vi")
@example(typed="1e400", language="en")
@example(typed="31/02/2020", language="zh")
@example(typed="0001-01-01T00:00+23:59", language="en")
def test_reading_never_raises_and_gives_what_can_stand_there(
    kind: Kind, typed: str, language: Language
) -> None:
    value = kind.read(typed, language)
    assert value is None or isinstance(value, Unread) or kind.accepts(value)
    if isinstance(value, Unread):
        assert value.language == language
        for reading in value.readings:
            again = kind.read(reading, language)
            assert not isinstance(again, Unread)
            assert kind.accepts(again)
    if value is None:
        assert typed.strip() == ""


@pytest.mark.parametrize("kind", KINDS, ids=_type_of)
@given(data=st.data(), language=languages)
def test_what_is_shown_reads_as_the_same_value(
    kind: Kind, data: st.DataObject, language: Language
) -> None:
    value = data.draw(values_of(kind))
    if isinstance(value, datetime):
        value = value.replace(microsecond=0)
    shown = kind.show(value, language)  # type: ignore[arg-type]  # values_of gives such values
    assert isinstance(shown, str)
    if isinstance(kind, (Texts, Text)):
        # Only what was typed round-trips: text from a file may hold marks of the list.
        value = kind.read(shown, language)
        shown = kind.show(value, language)  # type: ignore[arg-type]  # text is never unread
    if shown == "":
        assert kind.read(shown, language) is None
        return
    again = kind.read(shown, language)
    if isinstance(again, Unread):
        # "12.345" is shown as the language writes it, and typing it anew asks which is meant.
        assert isinstance(value, Decimal)
        assert value in [Decimal(reading) for reading in again.readings]
    else:
        assert again == value
        assert type(again) is type(value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=_type_of)
def test_nothing_said_shows_as_nothing(kind: Kind, language: Language) -> None:
    assert kind.show(None, language) == ""
    assert kind.read(" \n\t ", language) is None


@pytest.mark.parametrize("kind", KINDS, ids=_type_of)
def test_only_values_of_its_own_type_can_stand_in_a_field(kind: Kind) -> None:
    of = {
        Whole: 0,
        Measure: Decimal(0),
        Money: Decimal(0),
        Day: date(2020, 1, 1),
        Moment: datetime(2020, 1, 1, tzinfo=UTC),
        YesNo: False,
        Texts: ("a",),
        Choices: ("a",),
        Links: ("a",),
    }
    own = of.get(type(kind))
    for other in (0, Decimal(0), date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC), False, ("a",)):
        same = type(other) is type(own)
        assert kind.accepts(other) is same, other
    assert not kind.accepts(None)
    assert not kind.accepts([])
    assert not kind.accepts(Unread(typed="12o"))
    assert not kind.accepts((Unread(typed="12o"),))
    assert not kind.accepts(1.5)
    assert not kind.accepts(b"a")


@pytest.mark.parametrize(
    "value", [True, False, -1, 12.0, "12", Decimal(12), MOST_PIECES + 1, 10**5000], ids=_type_of
)
def test_what_is_no_quantity_of_pieces_is_refused(value: object) -> None:
    assert not Whole().accepts(value)


@pytest.mark.parametrize("value", [0, 1, MOST_PIECES])
def test_any_quantity_a_spreadsheet_holds_exactly_is_accepted(value: int) -> None:
    assert Whole().accepts(value)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "sNaN",
        "Infinity",
        "-1",
        "-0",
        "1E+999999999",
        "1E-999999",
        "1E+15",
        "0E+20",
        "1" * 40,
    ],
)
def test_what_is_no_figure_of_trade_is_refused(text: str) -> None:
    assert not Measure(unit="kg").accepts(Decimal(text))


@given(
    st.lists(
        st.one_of(
            st.decimals(min_value=0, max_value=10**16, places=2),
            st.builds(
                lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
                st.integers(0, 1),
                st.lists(st.integers(0, 9), max_size=18).map(tuple),
                st.integers(-18, 3),
            ),
            st.sampled_from([Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-0")]),
        ),
        max_size=3,
    )
)
@example([Decimal("12.50"), Decimal("123456789012345.123456789012345")])
@example([Decimal("0.000000000000001"), Decimal("0E-16")])
@example([Decimal("12.50"), Decimal("1E+1")])
@example([Decimal("12.50"), Decimal("-0.00")])
@example([Decimal("12.50"), Decimal("NaN")])
@example([Decimal("12.50"), Decimal("Infinity")])
def test_figures_asked_together_are_answered_as_each_alone(figures: list[Decimal]) -> None:
    kind = Measure(unit="kg")
    assert kind.accepts_all(figures) is all(map(kind.accepts, figures))


@pytest.mark.parametrize("text", ["0", "0.00", "12.50", "0.000000000000001", "999999999999999"])
def test_a_figure_keeps_the_places_it_was_typed_with(text: str) -> None:
    kind = Money()
    value = kind.read(text, "en")
    assert str(value) == str(Decimal(text))
    assert kind.accepts(value)


@pytest.mark.parametrize("typed", ["1" * 16, "-5", "12o", "1.5", "1e3", "½", "٣"])
def test_pieces_that_cannot_be_read_are_kept_as_typed(typed: str) -> None:
    value = Whole().read(typed, "en")
    assert isinstance(value, Unread)
    assert value.typed == typed
    assert value.readings == ()


def test_a_number_with_two_readings_offers_both() -> None:
    value = Whole().read("60.000", "en")
    assert value == Unread(typed="60.000", language="en", readings=("60", "60000"))
    assert Whole().read("60.000", "vi") == 60_000


def test_a_day_with_two_readings_offers_both_as_iso_days() -> None:
    value = Day().read("03/04/2020", "en")
    assert value == Unread(typed="03/04/2020", language="en", readings=("2020-03-04", "2020-04-03"))
    assert Day().read("03/04/2020", "vi") == date(2020, 4, 3)


def test_a_day_is_not_a_moment_and_a_moment_needs_its_zone() -> None:
    moment = datetime(2020, 5, 6, 9, 30, tzinfo=timezone(timedelta(hours=7)))
    assert not Day().accepts(moment)
    assert not Moment().accepts(date(2020, 5, 6))
    assert not Moment().accepts(moment.replace(tzinfo=None))
    assert isinstance(Moment().read("2020-05-06 09:30", "vi"), Unread)
    assert Moment().read("2020-05-06 09:30 +07:00", "vi") == moment


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_are_read_in_every_language_and_shown_in_its_own(language: Language) -> None:
    kind = YesNo()
    for typed, value in (("yes", True), ("Có", True), ("是", True), ("NO", False), ("否", False)):
        assert kind.read(typed, language) is value
    assert kind.read(kind.show(False, language), language) is False
    assert isinstance(kind.read("1", language), Unread)
    assert not kind.accepts(1)


def test_decomposed_vietnamese_is_composed_on_entry() -> None:
    assert Text().read(DECOMPOSED, "vi") == "Việt"
    assert Texts().read(f"{DECOMPOSED};Nam", "vi") == ("Việt", "Nam")


def test_a_list_loses_its_empty_members_and_no_other() -> None:
    assert Texts().read(" a ;; b\n\nc；d、e ", "zh") == ("a", "b", "c", "d", "e")
    assert Texts().read(";;", "en") == ()
    assert not Texts().accepts(("a", ""))


def test_a_choice_takes_its_codes_only() -> None:
    kind = Choices(labels=WORDS)
    assert kind.read("a; b", "en") == ("a", "b")
    assert kind.read("a; c", "en") == Unread(typed="a; c", language="en")
    assert not kind.accepts(("a", "c"))
    assert not kind.accepts("a")
    assert not Choice(labels=WORDS).accepts(("a",))


@pytest.mark.parametrize(("typed", "code"), [("vn", "VN"), (" De ", "DE"), ("xk", "XK")])
def test_a_country_is_read_in_any_case(typed: str, code: str) -> None:
    assert Country().read(typed, "en") == code


@pytest.mark.parametrize("typed", ["EU", "Vietnam", "ZZ", "ß", "ﬁ"])
def test_what_is_no_country_is_kept_as_typed(typed: str) -> None:
    assert Country().read(typed, "en") == Unread(typed=typed, language="en")


@given(text=texts)
def test_text_from_a_keyboard_can_always_be_written_to_a_file(text: str) -> None:
    assume(text)
    value = Prose().read(text + "\ud800", "en")
    assert isinstance(value, str)
    value.encode("utf-8")
    assert not Prose().accepts(text + "\ud800")


@pytest.mark.parametrize("kind", [Text(), Prose(), Identifier(), Link(to="goods")], ids=_type_of)
def test_text_that_is_not_composed_cannot_be_put(kind: Kind) -> None:
    assert not kind.accepts(DECOMPOSED)
    assert kind.accepts(kind.enter(DECOMPOSED))
    assert not Texts().accepts((DECOMPOSED,))
    assert Texts().accepts(Texts().enter((DECOMPOSED,)))


def test_every_type_of_value_is_one_a_kind_accepts() -> None:
    samples = {
        str: "a",
        int: 1,
        bool: True,
        Decimal: Decimal(1),
        date: date(2020, 1, 1),
        datetime: datetime(2020, 1, 1, tzinfo=UTC),
        tuple[str, ...]: ("a",),
    }
    for one in get_args(Value):
        if one is not type(None):
            assert any(kind.accepts(samples[one]) for kind in KINDS), one
