"""Bodies that certify: their numbers, what they are reported to be designated for, and since when.

The table names a body and warns; it accepts and refuses nobody. What counts is the register of the
day, looked up by the clerk.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from maskdesk.law.pack import Confidence

_NUMBER = re.compile(r"\d{4}")

Standing = Literal["malformed", "unknown", "ended", "ask", "other-products", "reported"]


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One body; `products` is what it is reported to be designated for, None if nobody says."""

    number: str
    name: str
    country: str
    confidence: Confidence
    products: tuple[str, ...] | None = None
    until: date | None = None
    successor: str = ""
    ask_since: date | None = None


class KnownBody(Struct, frozen=True, kw_only=True):
    """How a number stands for a product on a day, and whose it is where that is known."""

    number: str
    standing: Standing
    body: Body | None = None


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    compiled_on: date
    bodies: tuple[Body, ...]


def read_bodies(content: bytes) -> Mapping[str, Body]:
    """The bodies of a table by their number."""
    table = msgspec.convert(tomllib.loads(content.decode()), _File, strict=True)
    return {body.number: body for body in table.bodies}


def standing(bodies: Mapping[str, Body], number: str, product: str, day: date) -> KnownBody:
    """How a body's number stands for a product on a day.

    `ended`: it counted for the Union market until a day before; `ask`: it was reported on doubtful
    goods, so ask it; `other-products`: it is reported for other goods, so look it up; `reported`:
    it is reported for these; `unknown`: the table does not have it.
    """
    body = bodies.get(number)
    if not _NUMBER.fullmatch(number):
        found: Standing = "malformed"
    elif body is None:
        found = "unknown"
    elif body.until is not None and day >= body.until:
        found = "ended"
    elif body.ask_since is not None and day >= body.ask_since:
        found = "ask"
    elif body.products is not None and product in body.products:
        found = "reported"
    else:
        found = "other-products" if body.products is not None else "unknown"
    return KnownBody(number=number, standing=found, body=body)
