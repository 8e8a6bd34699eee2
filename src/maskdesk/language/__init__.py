"""How MaskDesk speaks to the clerk: sentences, numbers and days in three languages."""

from maskdesk.language.catalogue import Catalogue, load_catalogue
from maskdesk.language.languages import LANGUAGE_NAMES, LANGUAGES, Language, decimal_mark
from maskdesk.language.names import (
    countries,
    country_name,
    currencies,
    currency_digits,
    currency_name,
    is_country,
    is_currency,
    is_language,
    language_name,
    names_language,
)
from maskdesk.language.phrase import Phrase
from maskdesk.language.reading import read_day, read_decimal, read_moment, read_whole
from maskdesk.language.showing import (
    PER_CENT,
    show_day,
    show_decimal,
    show_local,
    show_moment,
    show_money,
    show_names,
    show_sentences,
    show_share,
    show_whole,
)
from maskdesk.language.text import odd_characters, plain, tidy

__all__ = [
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "N_",
    "PER_CENT",
    "Catalogue",
    "Language",
    "Phrase",
    "countries",
    "country_name",
    "currencies",
    "currency_digits",
    "currency_name",
    "decimal_mark",
    "is_country",
    "is_currency",
    "is_language",
    "language_name",
    "load_catalogue",
    "names_language",
    "odd_characters",
    "plain",
    "read_day",
    "read_decimal",
    "read_moment",
    "read_whole",
    "show_day",
    "show_decimal",
    "show_local",
    "show_moment",
    "show_money",
    "show_names",
    "show_sentences",
    "show_share",
    "show_whole",
    "tidy",
]


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate this one later"
    """Mark a sentence for the catalogues without translating it yet."""
    return text
