"""Packs that stand in another's place: newer release, correction, amendment, each in its way."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.law.pack import Head

Why = Literal["release", "correction", "amendment", "older"]


class Replaced(Struct, frozen=True, kw_only=True):
    """A pack that gave way: to which other, why, and what is left of it.

    A newer release and a correction take a pack's whole life, `left` is None; an amendment takes
    it from the amendment's first day on. A release that is older than what it names gives way
    itself.
    """

    pack: str
    to: str
    why: Why
    left: Head | None = None


def replaced(packs: Sequence[Head]) -> tuple[Replaced, ...]:
    """Which packs give way among several, in the order of the packs that take their place."""
    known = {pack.id: pack for pack in packs}
    stale = [one for pack in packs for one in _stale(pack, known)]
    idle = {one.pack for one in stale}
    moved = (one for pack in packs if pack.id not in idle for one in _taken_by(pack, known))
    return (*stale, *moved)


def left_of(pack: Head, gone: Sequence[Replaced]) -> Head | None:
    """What still holds of a pack beside what stands in its place; None where nothing does."""
    for one in gone:
        if one.pack != pack.id:
            continue
        if one.left is None:
            return None
        if pack.until is None or (one.left.until is not None and one.left.until < pack.until):
            pack = one.left
    return pack


def of_one_regime(first: Head, second: Head) -> bool:
    """Whether two packs speak of one regime, of one side of one jurisdiction."""
    return (first.side, first.jurisdiction, first.regime) == (
        second.side,
        second.jurisdiction,
        second.regime,
    )


def _stale(pack: Head, known: dict[str, Head]) -> Iterator[Replaced]:
    """A release that MaskDesk has since brought something newer for."""
    if pack.replacing != "release":
        return
    for other in (known[name] for name in pack.replaces if name in known):
        if other.compiled_on > pack.compiled_on:
            yield Replaced(pack=pack.id, to=other.id, why="older")
            return


def _taken_by(pack: Head, known: dict[str, Head]) -> Iterator[Replaced]:
    if pack.replacing is None:
        return
    for other in (known[name] for name in pack.replaces if name in known):
        if not of_one_regime(pack, other):
            continue
        left = None
        if pack.replacing == "amendment" and other.since < pack.since:
            ends = pack.since if other.until is None else min(other.until, pack.since)
            left = replace(other, until=ends)
        yield Replaced(pack=other.id, to=pack.id, why=pack.replacing, left=left)
