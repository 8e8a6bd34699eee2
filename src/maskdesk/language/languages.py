"""The languages MaskDesk speaks, and the marks each writes numbers with."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Language = Literal["en", "vi", "zh"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "vi", "zh")

LANGUAGE_NAMES: Final[Mapping[Language, str]] = MappingProxyType(
    {"en": "English", "vi": "Tiếng Việt", "zh": "简体中文"}
)
"""Each language in its own words, as a list to choose from shows it."""


def group_mark(language: Language) -> str:
    """The mark between thousands: a comma, in Vietnamese a dot."""
    return "." if language == "vi" else ","


def decimal_mark(language: Language) -> str:
    """The mark before the fraction: a point, in Vietnamese a comma."""
    return "," if language == "vi" else "."
