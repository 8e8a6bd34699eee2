"""A change to the history shows, and where it begins."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.store.history import (
    Deed,
    Head,
    HistoryBroken,
    append,
    check_chain,
    events,
    extend,
    head,
)

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def history_of(count: int) -> bytes:
    history = b""
    for number in range(count):
        history = append(
            history,
            moment=MOMENT + timedelta(minutes=number),
            who="SAMPLE clerk",
            what="put",
            before=str(number),
            after=str(number + 1),
        )
    return history


def test_an_empty_history_is_whole() -> None:
    assert check_chain(b"") is None
    assert head(b"") is None
    assert events(b"") == ()


def test_events_come_back_in_their_order() -> None:
    found = events(history_of(12))
    assert [event.sequence for event in found] == list(range(12))
    assert [event.from_ for event in found] == [str(number) for number in range(12)]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=5))
def test_any_text_can_stand_in_an_event(texts: list[tuple[str, str, str, str]]) -> None:
    history = b""
    for who, what, before, after in texts:
        history = append(history, moment=MOMENT, who=who, what=what, before=before, after=after)
    assert check_chain(history) is None
    assert history.count(b"\n") == len(texts)
    assert [(e.who, e.what, e.from_, e.to) for e in events(history)] == texts


@given(*(st.lists(TEXT, max_size=5),) * 2)
def test_a_text_in_portions_stands_as_the_whole(before: list[str], after: list[str]) -> None:
    deed = Deed(moment=MOMENT, who="a", what="b", before=tuple(before), after=tuple(after))
    together = append(
        b"", moment=MOMENT, who="a", what="b", before="".join(before), after="".join(after)
    )
    assert extend(b"", [deed]) == together


@pytest.mark.parametrize("text", ["", '","hash":"', '","to":"", "what":"'])
def test_a_very_long_event_is_followed_by_the_next(text: str) -> None:
    long = text + 'Ống \\ "\n' * 200_000
    for before, after in ((long, ""), ("", long), (long, text), (text, long)):
        history = append(b"", moment=MOMENT, who="a", what="b", before=before, after=after)
        (event,) = events(history)
        assert head(history) == Head(sequence=0, hash=event.hash)
        assert check_chain(append(history, moment=MOMENT, who="a", what="c")) is None


def test_a_very_long_event_that_is_not_as_it_was_written_is_found() -> None:
    history = append(b"", moment=MOMENT, who="a", what="b", before="x" * 2_000_000)
    for at in (3, 9, 1_000_000, 2_000_008, 2_000_012, 2_000_020, len(history) - 4):
        changed = bytearray(history)
        changed[at] ^= 1
        with pytest.raises(HistoryBroken):
            head(bytes(changed))
    with pytest.raises(HistoryBroken):
        head(history[:-1])


def test_moments_are_kept_in_utc() -> None:
    hanoi = MOMENT.astimezone(timezone(timedelta(hours=7)))
    (event,) = events(append(b"", moment=hanoi, who="a", what="seal"))
    assert event.moment == "2020-05-06T09:30:00.000Z"


def edited(lines: list[bytes], position: int, generator: random.Random) -> None:
    line = bytearray(lines[position])
    line[generator.randrange(len(line) - 1)] ^= generator.randrange(1, 256)
    lines[position] = bytes(line)


def removed(lines: list[bytes], position: int, generator: random.Random) -> None:
    del generator, lines[position]


def put_in(lines: list[bytes], position: int, generator: random.Random) -> None:
    other = generator.randrange(len(lines))
    lines.insert(position, lines[other + 1 if other == position and other == 0 else other - 1])


def swapped(lines: list[bytes], position: int, generator: random.Random) -> None:
    del generator
    other = position - 1 if position else 1
    lines[position], lines[other] = lines[other], lines[position]


def cut_off(lines: list[bytes], position: int, generator: random.Random) -> None:
    del generator, lines[position:]


MUTANTS = (edited, removed, put_in, swapped, cut_off)


def count_found(events_: int, rounds: int) -> tuple[int, int]:
    history = history_of(events_)
    sealed = head(history)
    assert sealed is not None
    generator = random.Random(32)
    found = tried = 0
    for mutate in MUTANTS:
        for position in range(events_):
            for _ in range(rounds):
                lines = history.splitlines(keepends=True)
                mutate(lines, position, generator)
                mutant = b"".join(lines)
                if mutant == history:
                    continue
                first = next(
                    (
                        n
                        for n, (a, b) in enumerate(
                            zip(lines, history.splitlines(True), strict=False)
                        )
                        if a != b
                    ),
                    min(len(lines), events_),
                )
                tried += 1
                found += check_chain(mutant, (sealed,)) == first
    return found, tried


def test_a_thousand_mutants_of_two_hundred_events_are_found_at_their_place() -> None:
    found, tried = count_found(events_=200, rounds=1)
    assert found == tried
    assert tried >= 995


def test_a_history_rewritten_with_right_hashes_is_found_by_a_seal() -> None:
    history = history_of(5)
    sealed = head(history)
    assert sealed is not None
    forged = append(
        b"".join(history.splitlines(keepends=True)[:4]), moment=MOMENT, who="x", what="forged"
    )
    assert check_chain(forged) is None
    assert check_chain(forged, (sealed,)) == 4
    assert check_chain(append(history, moment=MOMENT, who="x", what="y"), (sealed,)) is None


def test_two_seals_that_contradict_each_other_are_found() -> None:
    history = history_of(3)
    sealed = head(history)
    assert sealed is not None
    assert check_chain(history, (sealed, Head(sequence=2, hash="0" * 64))) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda history: history[:-1],
        lambda history: history + b"\n",
        lambda history: history + b"{}\n",
        lambda history: b"\xff" + history,
        lambda history: history.replace(b'"moment"', b' "moment"', 1),
        lambda history: history.replace(b"\n", b"\r\n"),
    ],
)
def test_nothing_is_appended_to_or_read_from_a_broken_history(
    spoil: Callable[[bytes], bytes],
) -> None:
    broken = spoil(history_of(3))
    assert check_chain(broken) is not None
    with pytest.raises(HistoryBroken, match="event"):
        events(broken)


def test_a_cut_last_line_takes_no_new_event() -> None:
    with pytest.raises(HistoryBroken, match="3"):
        append(history_of(3)[:-4], moment=MOMENT, who="a", what="b")
