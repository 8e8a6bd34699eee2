"""Bodies by number, product and day: named and warned of, never accepted and never refused."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from maskdesk.language import is_country
from maskdesk.law.bodies import Body, read_bodies, standing

EARLY, LATE = date(2020, 12, 31), date(2021, 3, 1)


@pytest.fixture(scope="module")
def bodies(repository: Path) -> Mapping[str, Body]:
    """The table as it is shipped."""
    return read_bodies((repository / "resources" / "bodies" / "notified-bodies.toml").read_bytes())


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("598", EARLY, "malformed"),
        ("05988", EARLY, "malformed"),
        ("9999", EARLY, "unknown"),
        ("0299", EARLY, "unknown"),
        ("0598", LATE, "reported"),
        ("0196", LATE, "other-products"),
        ("0194", EARLY, "reported"),
        ("0194", date(2021, 1, 1), "ended"),
        ("2163", date(2021, 2, 28), "reported"),
        ("2163", LATE, "ask"),
        ("1282", date(2021, 2, 28), "other-products"),
        ("1282", LATE, "ask"),
    ],
)
def test_a_number_stands_by_its_product_and_its_day(
    bodies: Mapping[str, Body], number: str, day: date, expected: str
) -> None:
    assert standing(bodies, number, "respirator", day).standing == expected


def test_a_body_for_respirators_is_none_for_masks(bodies: Mapping[str, Body]) -> None:
    assert standing(bodies, "0598", "medical-mask", LATE).standing == "other-products"


def test_every_entry_is_whole_and_a_successor_is_in_the_table(bodies: Mapping[str, Body]) -> None:
    for number, body in bodies.items():
        assert len(number) == 4
        assert is_country(body.country)
        assert not body.successor or body.successor in bodies
        # What counts no more is a body in the United Kingdom, and the other way round.
        assert (body.until is not None) is (body.country == "GB")
