"""Mutants of workbooks and attachments: each is read or refused, in time, and nothing else."""

import sys
from collections.abc import Callable

import msgspec
import pytest

from intake import attachments, hostile_batches
from intake.hostile_batches import Tally, asked_for
from intake.mutating import Mutator
from maskdesk.errors import MaskDeskError
from maskdesk.intake import attachment
from maskdesk.intake.reader import SECONDS, Reader
from maskdesk.intake.table import read_table

KINDS = {
    "workbooks": (hostile_batches.workbooks, hostile_batches.prepare_workbooks),
    "attachments": (hostile_batches.files, hostile_batches.prepare_files),
}
_BATCH = 250


def run(kind: str, first: int, count: int) -> Tally:
    """What became of these mutants, in batches of a reader each."""
    batch, prepare = KINDS[kind]
    whole = Tally()
    with Reader(batch, prepare=prepare, seconds=600) as reader:
        for begin in range(first, first + count, _BATCH):
            part = reader.read(asked_for(begin, min(_BATCH, first + count - begin)), kind)
            tally = msgspec.msgpack.decode(part, type=Tally)
            whole.read += tally.read
            whole.refused += tally.refused
            whole.ended += tally.ended
            whole.slowest = max(whole.slowest, tally.slowest)
            whole.failures += tally.failures
    return whole


def proven(tally: Tally) -> None:
    assert tally.failures == []
    assert tally.slowest < SECONDS
    assert tally.read, "mutants that are read reach the deeper parts"
    assert tally.refused


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_are_read_or_refused(kind: str) -> None:
    proven(run(kind, 0, 250))


@pytest.mark.parametrize(
    ("content", "old", "new"),
    [
        (
            attachments.photograph_with_place("TIFF"),
            b"\x00\x01\x04\x00\x01\x00",
            b"\xff\x00\x04\x00\x01\x00",
        ),
        (attachments.pdf(), b"/Subtype /Image", b"/Subtype /Ima\xa6e"),
    ],
    ids=["width", "name"],
)
def test_what_once_escaped_is_damaged(content: bytes, old: bytes, new: bytes) -> None:
    """A TIFF that says no width, a PDF with a name in no encoding."""
    assert old in content
    seen = msgspec.msgpack.decode(attachment.look_at(content.replace(old, new, 1)))
    assert seen["refused"] == "damaged"


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_twenty_thousand_mutants_are_read_or_refused(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = run(kind, 1_000, 20_000)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {tally}\n")  # the figure for SECURITY.md
    proven(tally)


def _apart(
    seeds: range, contents: tuple[bytes, ...], mutate: str, read: Callable[[bytes], object]
) -> list[str]:
    """What escaped the window's own call, a fresh reader for each mutant."""
    escaped = []
    for seed in seeds:
        mutator = Mutator(seed)
        content = getattr(mutator, mutate)(mutator.chance.choice(contents))
        try:
            read(content)
        except MaskDeskError:
            continue
        except Exception as failure:  # noqa: BLE001 - this is what is looked for
            escaped.append(f"{seed}: {failure!r}")
    return escaped


@pytest.mark.long
def test_a_few_hundred_mutants_meet_the_reader_as_the_window_starts_it() -> None:
    books = tuple(one for one in hostile_batches.books() if one.startswith(b"PK"))
    seeds = range(50_000, 50_150)
    assert _apart(seeds, books, "archive", lambda one: read_table(one, "a.xlsx", "en")) == []
    files = tuple(hostile_batches.files_to_attach())
    assert _apart(seeds, files, "bytes_", lambda one: attachment.examine(one, "a.pdf")) == []
