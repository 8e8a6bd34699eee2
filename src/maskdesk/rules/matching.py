"""Whether a maker stands on a list: by its code or name exactly, or under a name like it.

A name like another is only ever a reason to look: two firms of one town differ by a word, and one
firm is written three ways.
"""

from collections.abc import Collection, Iterable
from typing import Literal

from msgspec import Struct

from maskdesk.dossier.firms import bare_name
from maskdesk.dossier.sections import Extract, GoodsLine, ListedName, Producer
from maskdesk.dossier.vocabulary import PRODUCT_KINDS
from maskdesk.language import PER_CENT, tidy
from maskdesk.rules.ground import known

# From this likeness on (of a hundred) a name is shown as alike; tried on misspelt firms' names.
_ALIKE = 86

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

    `kinds` are the products wanted, as `groups` gives them: a row that names another product group
    does not count.
    """
    rows = [row for row in extract.rows if _of_product(row, kinds)]
    found = [hit for row in rows if (hit := _hit(maker, row)) is not None]
    return tuple(sorted(found, key=lambda hit: (not hit.exact, -hit.score, hit.row)))


def groups(lines: Iterable[GoodsLine], maker: str) -> set[str]:
    """The product groups under which a list may name what a maker makes of some goods lines.

    Lists know masks as medical or not: a respirator stands among those of its use.
    """
    found: set[str] = set()
    for line in lines:
        if known(line.producer) == maker and (kind := known(line.kind)):
            found.add(kind)
            if kind == "respirator" and known(line.use) != "medical":
                found.add("non-medical-mask")
            if kind == "respirator" and known(line.use) in ("medical", None):
                found.add("medical-mask")
    return found


def _of_product(row: ListedName, kinds: Collection[str]) -> bool:
    product = known(row.product)
    return not kinds or product not in PRODUCT_KINDS or product in kinds


def _hit(maker: Producer, row: ListedName) -> Hit | None:
    name = known(row.name) or known(row.code) or row.id
    own, listed = known(maker.code), known(row.code)
    if own and listed and _spaced(own) == _spaced(listed):
        return Hit(maker=maker.id, row=row.id, name=name, how="code", score=PER_CENT)
    names = [one for one in (known(maker.name_local), known(maker.name_english)) if one]
    written = known(row.name)
    if not written or not names:
        return None
    if _spaced(written) in map(_spaced, names):
        return Hit(maker=maker.id, row=row.id, name=name, how="name", score=PER_CENT)
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
    return min(int(alike), PER_CENT - 1)


def _spaced(text: str) -> str:
    return " ".join(tidy(text).casefold().split())
