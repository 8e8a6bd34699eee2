"""The power goes at any call of a step: on a real file system what was not synced is lost.

The system's disk is a file. A copy of that file, taken while the file system is mounted, is what a
disk holds at that moment: all that was synced, and of the rest what happened to get there.
"""

import collections
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.one_step import STEPS, prepare
from store.test_crash import state_of, strays, tracer
from store.tracing import Tracer, needs_strace

__all__ = ["tracer"]

pytestmark = [needs_strace, pytest.mark.long]

_BYTES = 16 << 20


class Disk:
    """A disk whose power can go; `place` is where it is mounted."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "disk"
        self.place.mkdir()
        self._blank, self._used = folder / "blank", folder / "used"
        with self._blank.open("wb") as stream:
            stream.truncate(_BYTES)
        subprocess.run(["mkfs.ext4", "-q", self._blank], check=True)

    @contextmanager
    def new(self) -> Iterator[Path]:
        """A folder on an empty disk."""
        shutil.copyfile(self._blank, self._used)
        with self._mounted():
            folder = self.place / "step"
            folder.mkdir()
            yield folder

    def lose_power(self) -> None:
        """Keep what the medium holds now, and nothing of what is only in memory."""
        shutil.copyfile(self._used, self._used.with_name("cut"))

    @contextmanager
    def after(self) -> Iterator[Path]:
        """The folder as the next start of the computer finds it."""
        self._used.with_name("cut").replace(self._used)
        with self._mounted():
            yield self.place / "step"

    @contextmanager
    def _mounted(self) -> Iterator[None]:
        # Without the help ext4 gives programs that forget to sync before they rename.
        options = "loop,noauto_da_alloc,data=writeback"
        done = subprocess.run(["mount", "-o", options, self._used, self.place], check=False)
        if done.returncode:
            pytest.skip("a file system can be mounted by root only")
        try:
            yield
        finally:
            subprocess.run(["umount", self.place], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("mkfs.ext4 is not here")
    return Disk(tmp_path)


def test_what_was_not_synced_is_lost(disk: Disk) -> None:
    with disk.new() as folder:
        os.sync()
        (folder / "plain").write_bytes(b"SAMPLE")
        disk.lose_power()
    with disk.after() as folder:
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("step", sorted(STEPS))
def test_without_power_from_any_call_on_the_old_or_the_new_is_there(
    step: str, tracer: Tracer, disk: Disk
) -> None:
    with disk.new() as folder:
        prepare(step, folder)
        os.sync()
        calls = tracer.calls(step, folder)
        disk.lose_power()
    with disk.after() as folder:
        assert state_of(step, folder) == "new", "what was called saved is on the medium"
    found: collections.Counter[str] = collections.Counter()
    for call in calls:
        with disk.new() as folder:
            prepare(step, folder)
            os.sync()
            tracer.kill(step, folder, call)
            disk.lose_power()
        with disk.after() as folder:
            found[state_of(step, folder)] += 1
            assert strays(folder) == [], call
    assert set(found) <= {"old", "new"}
    assert found["old"] > 1
