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
from maskdesk.desk.origin import verify_origin
from maskdesk.desk.sealed import SEALING, Seal, seal_in
from maskdesk.desk.sealing import acknowledge, seal
from maskdesk.desk.verifying import Item, verify
from maskdesk.rules.evaluate import check
from maskdesk.rules.holding import to_look_at
from maskdesk.store import history
from maskdesk.store.durable import write_folder
from maskdesk.store.history import Deed, Event
from maskdesk.store.member_names import HISTORY
from output.specimens import archived

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


def in_hand(folder: Path) -> tuple[Path, Path]:
    """A signed paper and the whole submission, as an authority keeps them."""
    files = made(sealed_after_edits(), practice(), *FEW).files
    package = folder / "handed in"
    write_folder(package, files)
    return next(package.glob("*invoice*.pdf")), package


def sealed_anew(events: list[Event]) -> OpenDossier:
    """A dossier whose version was sealed again over another history, all hashes right."""
    before = written(events)
    head, old = history.head(before), seal_in(sealed_after_edits().container, 1)
    assert head is not None
    assert old is not None
    forged: Seal = replace(old, head=head.sequence, head_hash=head.hash)
    sealing = replace(events_now()[EVENTS], to=forged.digest)
    content = msgspec.json.encode(forged)
    return sealed_after_edits().put(HISTORY, written([*events, sealing])).put(SEAL_JSON, content)


def origin(path: Path, opened: OpenDossier, folder: Path) -> tuple[dict[str, Item], Item]:
    dossier = folder / "x.maskdesk"
    save_dossier(opened, dossier, over=True)
    *items, last = verify_origin(path, dossier, moment=MOMENT).items
    return {item.name: item for item in items if item.indication == "not valid"}, last


def test_a_paper_in_the_hand_proves_the_history_before_its_seal(tmp_path: Path) -> None:
    for path in in_hand(tmp_path):
        bad, item = origin(path, sealed_after_edits(), tmp_path)
        assert bad == {}
        assert (item.indication, item.reasons[0].code) == ("valid", "origin")
        assert path.name in item.reasons[0].sentence()


def test_a_history_cut_before_the_sealed_head_is_told_with_a_paper_in_the_hand(
    tmp_path: Path,
) -> None:
    paper, _ = in_hand(tmp_path)
    bad, item = origin(paper, rewritten([*events_now()[:57], events_now()[EVENTS]]), tmp_path)
    assert bad[HISTORY].reasons[0].places["number"] == 59
    assert item.indication == "valid", "the seal itself is the one the paper bears"


@pytest.mark.parametrize("way", ["cut off", "edited", "removed"])
def test_a_seal_made_anew_is_given_away_by_a_paper_in_the_hand(way: str, tmp_path: Path) -> None:
    events = events_now()[:EVENTS]
    if way == "cut off":
        del events[57:]
    elif way == "edited":
        events[57] = replace(events[57], who="SAMPLE other")
    else:
        del events[57]
    for path in in_hand(tmp_path):
        bad, item = origin(path, sealed_anew(events), tmp_path)
        assert bad == {}, "by itself the forged dossier is whole"
        assert (item.indication, item.reasons[0].code) == ("not valid", "other-seal")


def test_a_paper_of_another_dossier_or_of_none_is_told(tmp_path: Path) -> None:
    paper, _ = in_hand(tmp_path)
    other = sealed_after_edits()
    other = other.with_dossier(replace(other.dossier, id="other"))
    assert origin(paper, other, tmp_path)[1].reasons[0].code == "other-dossier"
    unsealed = new_dossier(sealed_after_edits().dossier)
    assert origin(paper, unsealed, tmp_path)[1].reasons[0].code == "no-version"
    strange = tmp_path / "strange.pdf"
    strange.write_bytes(archived())
    _, item = origin(strange, sealed_after_edits(), tmp_path)
    assert (item.indication, item.reasons[0].code) == ("cannot tell", "no-origin")


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
