"""Text as it enters: tidied, and what does not belong in it named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.language import odd_characters, tidy

ANY_TEXT = st.text(st.characters(codec=None))


def test_detached_vietnamese_marks_are_joined() -> None:
    assert tidy(unicodedata.normalize("NFD", "Khẩu trang y tế")) == "Khẩu trang y tế"


def test_every_line_end_becomes_a_line_feed() -> None:
    assert tidy("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_spaces_at_the_ends_are_kept() -> None:
    assert tidy(" a \t\n") == " a \t\n"


@given(ANY_TEXT)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u200f", "U+200F RIGHT-TO-LEFT MARK"),
        ("\x00", "U+0000 NULL"),
        ("\x01", "U+0001 CONTROL CHARACTER"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x7f", "U+007F DELETE"),
        ("\r", "U+000D CARRIAGE RETURN"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\ue000", "U+E000 PRIVATE USE"),
        ("\ud800", "U+D800 SURROGATE"),
        ("\uffff", "U+FFFF UNASSIGNED"),
    ],
)
def test_an_odd_character_is_named(text: str, named: str) -> None:
    assert odd_characters(f"a{text}b{text}") == (named,)


def test_odd_characters_come_in_order_of_appearance() -> None:
    assert odd_characters("\u202eab\x00") == ("U+202E RIGHT-TO-LEFT OVERRIDE", "U+0000 NULL")


@pytest.mark.parametrize("text", ["", "Mask 3\tply\n", "Khẩu trang y tế", "医用口罩，一次性"])
def test_ordinary_text_has_no_odd_characters(text: str) -> None:
    assert odd_characters(text) == ()


@given(ANY_TEXT)
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(name.startswith("U+") for name in odd_characters(tidy(text)))
