"""Killed at any call of the system, or failed by it, a step leaves the old or the new."""

import collections
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from maskdesk.store.container import Container, open_container, verify_container
from maskdesk.store.durable import read_folder, sweep
from maskdesk.store.journal import recover
from store.one_step import NEW, OLD, PACKAGE, STEPS, prepare

SCRIPT = Path(__file__).with_name("one_step.py")
CALLS = (
    "openat,write,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,chmod,"
    "fchmod,ftruncate,close"
)
FAILURES = ("ENOSPC", "EIO", "EACCES", "EROFS", "ESTALE")
# What decides between old and new; the long run tries every call.
DECISIVE = ("fsync", "fdatasync", "rename", "mkdir", "rmdir", "ftruncate")

Point = tuple[str, int]

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None or sys.platform != "linux", reason="strace is not here"
)


def traced(step: str, folder: Path, *how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["strace", "-f", "-qq", "-y", *how, sys.executable, "-B", str(SCRIPT), step, str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def calls_of(step: str, tmp_path: Path) -> tuple[tuple[str, int, str], ...]:
    """Each call of one undisturbed run that touches the folder: name, number, whole line."""
    folder = fresh(step, tmp_path)
    log = tmp_path / "log"
    done = traced(step, folder, "-o", str(log), "-s", "20", "-e", f"trace={CALLS}")
    if done.returncode and "ptrace" in done.stderr.lower():
        pytest.skip("this user may not trace programs")
    assert done.returncode == 0, done.stderr
    found = []
    numbers: dict[str, int] = collections.Counter()
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"\d+\s+(\w+)\(", line)
        if match is None:
            continue
        numbers[match[1]] += 1
        if str(folder) in line:
            found.append((match[1], numbers[match[1]], line))
    return tuple(found)


def fresh(step: str, tmp_path: Path) -> Path:
    folder = tmp_path / "step"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    prepare(step, folder)
    return folder


def contents(container: Container) -> dict[str, bytes]:
    return {name: container.read(name) for name in sorted(container.members)}


def state_of(step: str, folder: Path) -> str:
    """What the next start finds: old or new, never a third thing."""
    if step in ("first-save", "overwrite"):
        path = folder / "a.maskdesk"
        if not path.exists():
            return "old" if step == "first-save" else "lost"
        assert verify_container(path) == ()
        found = contents(open_container(path))
        return {str(contents(OLD)): "old", str(contents(NEW)): "new"}.get(str(found), "broken")
    if step in ("append", "add-blob", "restart"):
        (journal,) = recover(folder)
        kept = tuple(entry.content for entry in journal.entries)
        for entry in journal.entries:
            assert all((folder / "blobs" / digest).exists() for digest in entry.blobs)
        states = {
            ("old", (b"one",)): "old",
            ("old", (b"one", b"two")): "new",
            ("new", ()): "new",
        }
        return states.get((journal.base, kept), "broken")
    target = folder / ("unpacked" if step == "unpack" else "package")
    whole = contents(OLD) if step == "unpack" else PACKAGE
    before = {"old": b"old"} if step == "replace-package" else {}
    found_in = read_folder(target) if target.exists() else {}
    aside = folder / "package.old-1"
    if step == "replace-package" and not found_in:
        # Between two names the filled folder stays in sight under its second one.
        return "old" if read_folder(aside) == before else "lost"
    return {str(dict(sorted(whole.items()))): "new", str(before): "old"}.get(
        str(dict(sorted(found_in.items()))), "broken"
    )


def strays(folder: Path) -> list[str]:
    sweep(folder)
    if (folder / "blobs").exists():
        sweep(folder / "blobs")
    return [path.name for path in folder.rglob(".maskdesk-*")]


def kill_at(step: str, points: Iterator[Point], tmp_path: Path) -> collections.Counter[str]:
    found: collections.Counter[str] = collections.Counter()
    for call, number in points:
        folder = fresh(step, tmp_path)
        done = traced(
            step, folder, "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={number}"
        )
        assert done.returncode != 0, (call, number)
        found[state_of(step, folder)] += 1
        assert strays(folder) == [], (call, number)
    return found


def fail_at(
    step: str, points: Iterator[Point], failure: str, tmp_path: Path
) -> collections.Counter[str]:
    found: collections.Counter[str] = collections.Counter()
    for call, number in points:
        folder = fresh(step, tmp_path)
        done = traced(
            step, folder, "-o", os.devnull, "-e", f"inject={call}:error={failure}:when={number}"
        )
        assert "Traceback" not in done.stderr, (call, number, done.stderr)
        state = state_of(step, folder)
        if done.returncode == 0:
            # Only what serves tidiness or haste may fail unsaid.
            assert state == "new", (call, number)
        else:
            assert done.returncode == 2, (call, number, done.stderr)
        found[state] += 1
        assert strays(folder) == [], (call, number)
    return found


def points_of(step: str, tmp_path: Path, *, only: tuple[str, ...] = ()) -> tuple[Point, ...]:
    calls = calls_of(step, tmp_path)
    writes = [(name, number) for name, number, _ in calls if name == "write"]
    ends = {writes[0], writes[-1]} if writes else set()
    return tuple(
        (name, number)
        for name, number, _ in calls
        if not only or name in only or (name, number) in ends
    )


@pytest.mark.parametrize("step", ["overwrite", "package"])
def test_killed_where_it_decides_the_old_or_the_new_is_there(step: str, tmp_path: Path) -> None:
    points = points_of(step, tmp_path, only=DECISIVE)
    found = kill_at(step, iter(points), tmp_path)
    assert set(found) == {"old", "new"}


def test_failed_where_it_decides_the_cause_is_said(tmp_path: Path) -> None:
    points = points_of("overwrite", tmp_path, only=DECISIVE)
    assert set(fail_at("overwrite", iter(points), "EIO", tmp_path)) == {"old", "new"}


@pytest.mark.long
@pytest.mark.parametrize("step", sorted(STEPS))
def test_killed_at_any_call_the_old_or_the_new_is_there(step: str, tmp_path: Path) -> None:
    points = points_of(step, tmp_path)
    found = kill_at(step, iter(points), tmp_path)
    assert set(found) <= {"old", "new"}
    assert found.total() == len(points) > 5


@pytest.mark.long
@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("step", sorted(STEPS))
def test_failed_at_any_call_nothing_is_lost(step: str, failure: str, tmp_path: Path) -> None:
    found = fail_at(step, iter(points_of(step, tmp_path)), failure, tmp_path)
    assert set(found) <= {"old", "new"}


@pytest.mark.parametrize("step", ["first-save", "overwrite", "package", "unpack", "restart"])
def test_bytes_are_on_the_medium_before_the_name_is(step: str, tmp_path: Path) -> None:
    lines = [(name, line) for name, _, line in calls_of(step, tmp_path)]
    names = [name for name, _ in lines]
    renamed = names.index("rename")
    assert names.count("rename") == 1
    parts = [line for name, line in lines[:renamed] if name == "write" and ".part" in line]
    assert parts
    written = {path for line in parts for path in re.findall(r"<([^>]*)>", line)}
    for path in written:
        last_write = max(i for i, (n, line) in enumerate(lines) if n == "write" and path in line)
        synced = [i for i, (n, line) in enumerate(lines) if n == "fsync" and f"<{path}>" in line]
        assert any(last_write < i < renamed for i in synced), path
    folder = str(tmp_path / "step")
    assert any(n == "fsync" and f"<{folder}>" in line for n, line in lines[renamed:])
