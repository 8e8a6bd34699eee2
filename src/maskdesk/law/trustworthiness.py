"""How far the packs can be relied on: what was seen only in part, what nobody looked at again."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from maskdesk.law.pack import Pack, Source

# Long enough for an office's yearly round; what the law itself changes has its own days.
_A_YEAR = timedelta(days=365)
_LEAST_FIRST = ("low", "medium", "high")


def seen_in_part(packs: Iterable[Pack]) -> tuple[tuple[Source, tuple[Pack, ...]], ...]:
    """The sources whose text was not seen in full, each with the packs that cite it alike.

    The least reliable come first.
    """
    citing: dict[Source, list[Pack]] = {}
    for pack in packs:
        for source in pack.sources:
            if source.seen != "full":
                named = citing.setdefault(replace(source, id="", address=""), [])
                if pack not in named[-1:]:
                    named.append(pack)
    found = sorted(citing.items(), key=lambda one: _LEAST_FIRST.index(one[0].confidence))
    return tuple((source, tuple(citers)) for source, citers in found)


def unverified_since(packs: Iterable[Pack], today: date) -> tuple[tuple[Pack, Source, date], ...]:
    """The sources nobody verified within a year, with the day of the last look, longest ago first.

    A source that was never verified was last looked at when its pack was compiled; packs whose
    life is over need no further look.
    """
    found = (
        (pack, source, source.verified_on or pack.compiled_on)
        for pack in packs
        if pack.until is None or pack.until > today
        for source in pack.sources
    )
    old = [one for one in found if today - one[2] > _A_YEAR]
    return tuple(sorted(old, key=lambda one: one[2]))
