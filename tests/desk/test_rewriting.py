"""Whoever rewrites the record of a sealed dossier, with all hashes right, is found by its seal."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from desk.dossiers import DAY, viet_nam
from desk.made import FEW, MOMENT, made, office, practice
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import OpenDossier, new_dossier, save_dossier
from maskdesk.desk.sealed import SEALING, Seal, seal_in
from maskdesk.desk.sealing import acknowledge, seal
from maskdesk.desk.verifying import Item, verify
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import to_look_at
from maskdesk.store import history
from maskdesk.store.history import Deed, Event
from maskdesk.store.member_names import HISTORY

EVENTS = 200
SEAL_JSON = "sealed/1/seal.json"


@cache
def sealed_after_edits() -> OpenDossier:
    """A dossier sealed after two hundred edits."""
    dossier = viet_nam()
    for finding in to_look_at(report := check(dossier, office().law, DAY), dossier):
        dossier = acknowledge(dossier, report, finding.key, "SAMPLE reason")
    opened = new_dossier(dossier).recorded(
        Deed(
            moment=MOMENT,
            who="SAMPLE clerk",
            what="edited head.note",
            before=f'"{number}"',
            after=f'"{number + 1}"',
        )
        for number in range(EVENTS)
    )
    return seal(opened, office().law, MOMENT, DAY)


@cache
def with_papers() -> OpenDossier:
    """The same with the papers made of it."""
    papers = made(sealed_after_edits(), practice(), *FEW)
    return remembering(sealed_after_edits(), papers, MOMENT)


def written(events: Sequence[Event]) -> bytes:
    """A history of these events with every hash right."""
    return history.extend(
        b"",
        (
            Deed(
                moment=datetime.fromisoformat(one.moment).astimezone(UTC),
                who=one.who,
                what=one.what,
                before=one.from_,
                after=one.to,
            )
            for one in events
        ),
    )


def wrong(opened: OpenDossier, folder: Path) -> dict[str, Item]:
    path = folder / "x.maskdesk"
    save_dossier(opened, path, over=True)
    found = verify(path, moment=MOMENT)
    return {item.name: item for item in found.items if item.indication == "not valid"}


def rewritten(events: Sequence[Event]) -> OpenDossier:
    return sealed_after_edits().put(HISTORY, written(events))


def events_of(opened: OpenDossier) -> list[Event]:
    return list(history.events(opened.container.read(HISTORY)))


def events_now() -> list[Event]:
    return events_of(sealed_after_edits())


def test_untouched_it_is_valid(tmp_path: Path) -> None:
    assert len(events_now()) == EVENTS + 1
    assert written(events_now()) == sealed_after_edits().container.read(HISTORY)
    assert wrong(with_papers(), tmp_path) == {}


@pytest.mark.parametrize("position", [0, 57, EVENTS - 1])
@pytest.mark.parametrize("way", ["edited", "removed", "put in", "swapped", "cut off"])
def test_events_before_the_seal_cannot_be_rewritten(
    position: int, way: str, tmp_path: Path
) -> None:
    events = events_now()
    other = position - 1 if position else 1
    if way == "edited":
        events[position] = replace(events[position], who="SAMPLE other")
    elif way == "removed":
        del events[position]
    elif way == "put in":
        events.insert(position, replace(events[position], what="edited contract.number"))
    elif way == "swapped":
        events[position], events[other] = events[other], events[position]
    else:
        del events[position:EVENTS]
    found = wrong(rewritten(events), tmp_path)
    (reason,) = found[HISTORY].reasons
    # With all hashes right, the seal still knows what its own head was.
    assert reason.places["number"] == min(EVENTS, len(events) + 1)


@pytest.mark.parametrize("length", [0, 1, 120, EVENTS - 1, EVENTS])
def test_a_history_cut_off_is_told_with_where_it_ends(length: int, tmp_path: Path) -> None:
    found = wrong(rewritten(events_now()[:length]), tmp_path)
    assert "sealed/1" in found
    if length < EVENTS:
        assert found[HISTORY].reasons[0].places["number"] == length + 1


def test_without_any_history_a_sealed_dossier_is_not_valid(tmp_path: Path) -> None:
    opened = sealed_after_edits()
    bare = replace(opened, container=opened.container.without(HISTORY))
    assert HISTORY in wrong(bare, tmp_path)


def test_a_seal_made_anew_over_a_rewritten_history_is_given_away_by_its_papers(
    tmp_path: Path,
) -> None:
    events = events_of(with_papers())
    events[57] = replace(events[57], who="SAMPLE other")
    before = written(events[:EVENTS])
    head = history.head(before)
    assert head is not None
    old = seal_in(sealed_after_edits().container, 1)
    assert old is not None
    forged: Seal = replace(old, head_hash=head.hash)
    assert events[EVENTS].what == SEALING
    events[EVENTS] = replace(events[EVENTS], to=forged.digest)
    opened = with_papers().put(HISTORY, written(events)).put(SEAL_JSON, msgspec.json.encode(forged))
    found = wrong(opened, tmp_path)
    assert set(found) == {"sealed/1/papers/1/manifest.json"}
    assert found["sealed/1/papers/1/manifest.json"].reasons[0].code == "other-seal"


@pytest.mark.long
def test_a_thousand_mutants_of_a_sealed_history_are_told_with_their_place(tmp_path: Path) -> None:
    opened = sealed_after_edits()
    lines = opened.container.read(HISTORY).splitlines(keepends=True)
    chance = random.Random(32)
    told = 0
    for number in range(1_000):
        position, way = number % EVENTS, number // EVENTS
        mutant = list(lines)
        if way == 0:
            line = bytearray(mutant[position])
            line[chance.randrange(len(line) - 1)] ^= chance.randrange(1, 256)
            mutant[position] = bytes(line)
        elif way == 1:
            del mutant[position]
        elif way == 2:
            mutant.insert(position, mutant[position - 1])
        elif way == 3:
            other = position - 1 if position else 1
            mutant[position], mutant[other] = mutant[other], mutant[position]
            position = min(position, other)
        else:
            del mutant[position:EVENTS]
        found = wrong(opened.put(HISTORY, b"".join(mutant)), tmp_path)
        told += found[HISTORY].reasons[0].places["number"] == position + 1
    assert told == 1_000
