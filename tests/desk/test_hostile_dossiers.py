"""Mutants of a dossier: each opens and is checked, or is refused in a sentence, in time."""

import sys
import time
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from desk.made import MOMENT, sealed_viet_nam
from intake.mutating import Mutator, as_json
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.verifying import verify
from maskdesk.errors import MaskDeskError
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import check
from maskdesk.store.blob import blob_of
from maskdesk.store.frame import FORMAT, derive_frame, front_of, manifest_of, rows_of
from maskdesk.store.member_names import DOSSIER
from maskdesk.store.resources import resource_path

_SECONDS = 3


@cache
def parts() -> dict[str, bytes]:
    """What a sealed dossier's file holds."""
    container = sealed_viet_nam().container
    return {name: container.read(name) for name in container.members}


def filed(members: dict[str, bytes]) -> bytes:
    """The file of these members, packed as MaskDesk packs it, whatever they hold."""
    blobs = {name: blob_of(content) for name, content in members.items()}
    rows = rows_of(blobs)
    manifest = manifest_of(rows)
    frame = derive_frame(FORMAT, rows, manifest)
    spans = frame.spans.items()
    inside = b"".join(span.header + members[name] for name, span in spans)
    return front_of(manifest) + inside + frame.directory


def mutant(seed: int) -> bytes:
    """The file changed as bytes, packed otherwise, or well packed around a changed member."""
    mutator = Mutator(seed)
    way = mutator.chance.random()
    if way < 0.3:
        return mutator.bytes_(filed(parts()))
    if way < 0.4:
        return mutator.archive(filed(parts()))
    members = dict(parts())
    name = mutator.chance.choice((DOSSIER, DOSSIER, DOSSIER, *members))
    content = members[name]
    if name.endswith(".json"):
        for _ in range(mutator.chance.choice((1, 1, 3))):
            content = as_json(mutator.tree, content)
    elif name.endswith(".jsonl"):
        lines = content.splitlines(keepends=True)
        at = mutator.chance.randrange(len(lines))
        lines[at] = as_json(mutator.tree, lines[at]) + b"\n"
        content = b"".join(lines)
    else:
        content = mutator.tokens(content, rb"\"[^\"]*\"|\d+|[\w.-]+|[\[\]=]+")
    return filed({**members, name: content})


@pytest.fixture(scope="module")
def law() -> Law:
    """The packs of the origin, as they are shipped."""
    files = sorted(resource_path("law").glob("vn-*.toml"))
    return read_law({file.name: file.read_bytes() for file in files})


def run(seeds: range, law: Law, file: Path) -> str:
    """What became of the mutants; fails at the first that does anything else than it may."""
    opened = refused = 0
    slowest = 0.0
    for seed in seeds:
        file.write_bytes(mutant(seed))
        begun = time.process_time()
        try:
            dossier = open_dossier(file).dossier
            opened += 1
            check(dossier, law, date(2020, 5, 6))
            if seed % 10 == 0:
                verify(file, moment=MOMENT)
        except MaskDeskError as refusal:
            refused += 1
            refusal.sentence()  # raises where a place of it is not filled
        except Exception as failure:
            raise AssertionError(f"mutant {seed}") from failure
        slowest = max(slowest, time.process_time() - begun)
    assert opened
    assert refused
    assert slowest < _SECONDS
    return f"dossiers: {opened} opened, {refused} refused, slowest {slowest:.2f} s"


def test_the_unchanged_file_is_packed_as_it_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "x.maskdesk"
    file.write_bytes(filed(parts()))
    assert verify(file, moment=MOMENT).indication == "valid"


def test_mutants_of_a_dossier_open_or_are_refused(law: Law, tmp_path: Path) -> None:
    run(range(300), law, tmp_path / "x.maskdesk")


@pytest.mark.long
def test_twenty_thousand_mutants_of_a_dossier_open_or_are_refused(
    law: Law, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(range(1_000, 21_000), law, tmp_path / "x.maskdesk")
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")  # the figure for SECURITY.md
