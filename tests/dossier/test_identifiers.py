"""Numbers somebody issued: a failed check is something to look at, never a fall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.dossier.identifiers import SCHEMES, looks_wrong


@pytest.mark.parametrize("scheme", SCHEMES)
@given(number=st.text(max_size=30))
def test_no_number_makes_the_check_fall_over(scheme: str, number: str) -> None:
    assert looks_wrong(scheme, number) in (True, False)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("number", ["", "x", "٠١٠٠١٠٩١٠٦", "６３０７９０", "²³", "0" * 5000])
def test_what_nobody_issues_looks_wrong(scheme: str, number: str) -> None:
    assert looks_wrong(scheme, number)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("enterprise", "0100109106"),
        ("enterprise", "0100109106-001"),
        ("enterprise", "012345678901"),
        ("enterprise", "91110000600037341L"),
        ("vn-tax-code", " 0100109106 "),
        ("cn-credit-code", "91110000600037341L"),
        ("customs", "1234567890"),
        ("customs", "123456789X"),
        ("customs", "0100109106-001"),
        ("unlocode", "VNSGN"),
        ("unlocode", "DE HAM"),
        ("hs", "6307"),
        ("hs", "6307.90"),
        ("hs", "63079098"),
        ("hs", "6307.90.98.11"),
        ("declaration", "303123456789"),
        ("declaration", "531620200160123456"),
    ],
)  # fmt: skip
def test_what_is_issued_looks_right(scheme: str, number: str) -> None:
    if scheme == "hs" and number == "6307":
        assert looks_wrong(scheme, number)  # a heading is no code of goods
        return
    assert not looks_wrong(scheme, number)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("enterprise", "0100109107"),
        ("cn-credit-code", "91110000600037341M"),
        ("vn-tax-code", "91110000600037341L"),
        ("customs", "12345"),
        ("unlocode", "VN1GN"),
        ("hs", "6307.9"),
        ("hs", "6307/90"),
        ("declaration", "30312345678"),
    ],
)
def test_a_wrong_digit_or_shape_is_seen(scheme: str, number: str) -> None:
    assert looks_wrong(scheme, number)


def test_a_scheme_nobody_published_is_never_wrong() -> None:
    assert not looks_wrong("", "anything")
