"""Whether a maker stands on a list: by its code or name exactly, or under a name like it.

A name like another is only ever a reason to look: two firms of one town differ by a word, and one
firm is written three ways.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from maskdesk.dossier.sections import Extract, ListedName, Producer
from maskdesk.dossier.vocabulary import COMPANY_FORMS, PRODUCT_KINDS
from maskdesk.language import tidy
from maskdesk.rules.ground import known

# From this likeness on (of a hundred) a name is shown as alike; tried on misspelt firms' names.
_ALIKE = 86
_SAME = 100
_NAMES_KEPT = 50_000

# The longest first, so that none leaves a part of another behind; Chinese ones end a name unparted.
_LONGEST_FIRST = sorted(COMPANY_FORMS, key=len, reverse=True)
_FORMS = re.compile(
    "|".join(rf"\b{form}\b" if form.isascii() else f"{form}$" for form in _LONGEST_FIRST)
)

How = Literal["code", "name", "alike"]


class Hit(Struct, frozen=True, kw_only=True):
    """A maker found on a list: in which row, how, and how like the names are (100 is the same)."""

    maker: str
    row: str
    name: str
    how: How
    score: int

    @property
    def exact(self) -> bool:
        """Whether anything may follow from it."""
        return self.how != "alike"


def hits(maker: Producer, extract: Extract, kinds: Collection[str] = ()) -> tuple[Hit, ...]:
    """Where a maker stands on a list, exact hits first, then the names most like it.

    `kinds` are the products wanted: a row that names another product group does not count.
    """
    rows = [row for row in extract.rows if _of_product(row, kinds)]
    found = [hit for row in rows if (hit := _hit(maker, row)) is not None]
    return tuple(sorted(found, key=lambda hit: (not hit.exact, -hit.score, hit.row)))


def _of_product(row: ListedName, kinds: Collection[str]) -> bool:
    product = known(row.product)
    return not kinds or product not in PRODUCT_KINDS or product in kinds


def _hit(maker: Producer, row: ListedName) -> Hit | None:
    name = known(row.name) or known(row.code) or row.id
    own, listed = known(maker.code), known(row.code)
    if own and listed and _spaced(own) == _spaced(listed):
        return Hit(maker=maker.id, row=row.id, name=name, how="code", score=_SAME)
    names = [one for one in (known(maker.name_local), known(maker.name_english)) if one]
    written = known(row.name)
    if not written or not names:
        return None
    if _spaced(written) in map(_spaced, names):
        return Hit(maker=maker.id, row=row.id, name=name, how="name", score=_SAME)
    # Two codes that differ are two firms, and the clerk may have looked already.
    if (own and listed) or known(row.other_firm):
        return None
    score = max(_likeness(bare_name(one), bare_name(written)) for one in names)
    if score < _ALIKE:
        return None
    return Hit(maker=maker.id, row=row.id, name=name, how="alike", score=score)


def _likeness(one: str, other: str) -> int:
    from rapidfuzz import fuzz

    if not one or not other:
        return 0
    alike = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    # What is not written the same is never shown as the same.
    return min(int(alike), _SAME - 1)


@lru_cache(maxsize=_NAMES_KEPT)
def bare_name(name: str) -> str:
    """What tells a firm from others: without marks, case, and what only says what form it has."""
    joined = re.sub(r"(?<=\w)['’.](?=\w)", "", plain(name))
    words = " ".join(re.findall(r"\w+", joined))
    return " ".join(_FORMS.sub(" ", words).split()) or words


def plain(text: str) -> str:
    """A text without marks on its letters, in small letters, spaces made one."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = (letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def _spaced(text: str) -> str:
    return " ".join(tidy(text).casefold().split())
