"""Damage to a real dossier, sealed and with its papers: reported, never passed off, never slow."""

import contextlib
import random
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from desk.made import MOMENT, sealed_viet_nam, signed_few
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier
from maskdesk.desk.verifying import verify
from maskdesk.errors import MaskDeskError

LONGEST_SECONDS = 3
FLIPS, TRUNCATIONS = 10_000, 1_000


@cache
def real() -> OpenDossier:
    """A sealed dossier with its papers and a scan."""
    opened = remembering(sealed_viet_nam(), signed_few(), MOMENT)
    return replace(opened, container=opened.container.with_evidence(b"\x89PNG SAMPLE" * 3_000))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.maskdesk"
    save_dossier(real(), path)
    return path


@contextlib.contextmanager
def not_hanging() -> Iterator[None]:
    """End what takes longer than a clerk would wait for an answer."""

    def too_long(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)  # what others compute does not count
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def is_reported(path: Path) -> bool:
    try:
        return verify(path, moment=MOMENT).indication == "not valid"
    except MaskDeskError as failure:
        return bool(failure.sentence())


def passes_off(path: Path) -> bool:
    """Whether any part can be read that is not what was saved."""
    try:
        container = open_dossier(path).container
    except MaskDeskError:
        return False
    for name in container.members:
        with contextlib.suppress(MaskDeskError):
            if container.read(name) != real().container.read(name):
                return True
    return set(container.members) != set(real().container.members)


def try_damage(path: Path, flips: int, truncations: int) -> None:
    whole = path.read_bytes()
    chance = random.Random(6)
    for number in range(flips + truncations):
        position = chance.randrange(len(whole))
        damaged = bytearray(whole if number < flips else whole[:position])
        if number < flips:
            damaged[position] ^= chance.randrange(1, 256)
        path.write_bytes(damaged)
        with not_hanging():
            assert is_reported(path), (number, position)
            assert not passes_off(path), (number, position)


def test_a_real_dossier_that_is_whole_is_valid(path: Path) -> None:
    assert verify(path, moment=MOMENT).indication == "valid"
    assert not passes_off(path)


def test_flips_and_truncations_of_a_real_dossier_are_reported(path: Path) -> None:
    try_damage(path, flips=200, truncations=40)


@pytest.mark.long
def test_ten_thousand_flips_and_a_thousand_truncations_are_reported(path: Path) -> None:
    try_damage(path, FLIPS, TRUNCATIONS)
