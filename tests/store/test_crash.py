"""Killed at any call of the system, or failed by it, a step leaves the old or the new."""

import collections
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from maskdesk.store.container import Container, open_container, verify_container
from maskdesk.store.durable import read_folder, sweep
from maskdesk.store.journal import recover
from store.one_step import NEW, OLD, PACKAGE, STEPS, prepare
from store.tracing import FAILURES, Call, Tracer, needs_strace

# What decides between old and new; the long run tries every failure.
DECISIVE = ("fsync", "fdatasync", "rename", "mkdir", "rmdir", "ftruncate")

pytestmark = needs_strace


@pytest.fixture(scope="module")
def tracer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracer]:
    tracer = Tracer("store.one_step", tmp_path_factory.mktemp("tracer"))
    yield tracer
    tracer.close()


def fresh(step: str, tmp_path: Path) -> Path:
    folder = tmp_path / "step"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    prepare(step, folder)
    return folder


def calls_of(tracer: Tracer, step: str, tmp_path: Path) -> tuple[Call, ...]:
    calls = tracer.calls(step, fresh(step, tmp_path))
    assert state_of(step, tmp_path / "step") == "new"
    assert len(calls) > 5
    return calls


def decisive(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    writes = [call for call in calls if call.name == "write"]
    return tuple(
        call for call in calls if call.name in DECISIVE or call in (*writes[:1], *writes[-1:])
    )


def contents(container: Container) -> dict[str, bytes]:
    return {name: container.read(name) for name in sorted(container.members)}


def state_of(step: str, folder: Path) -> str:
    """What the next start finds: old or new, never a third thing."""
    if step in ("first-save", "overwrite", "share-save"):
        path = folder / "a.maskdesk"
        if not path.exists():
            return "old" if step == "first-save" else "lost"
        assert verify_container(path).problems == ()
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


@pytest.mark.parametrize("step", sorted(STEPS))
def test_killed_at_any_call_the_old_or_the_new_is_there(
    step: str, tracer: Tracer, tmp_path: Path
) -> None:
    found: collections.Counter[str] = collections.Counter()
    for call in calls_of(tracer, step, tmp_path):
        folder = fresh(step, tmp_path)
        tracer.kill(step, folder, call)
        found[state_of(step, folder)] += 1
        assert strays(folder) == [], call
    assert set(found) <= {"old", "new"}
    assert found["old"]


def fail_at(
    tracer: Tracer, step: str, calls: tuple[Call, ...], failure: str, tmp_path: Path
) -> collections.Counter[str]:
    found: collections.Counter[str] = collections.Counter()
    for call in calls:
        folder = fresh(step, tmp_path)
        ended = tracer.fail(step, folder, call, failure)
        assert "Traceback" not in ended.errors, (call, ended.errors)
        state = state_of(step, folder)
        if ended.code == 0:
            # Only what serves tidiness or haste may fail unsaid.
            assert state == "new", call
        else:
            assert ended.code == 2, (call, ended)
            assert ended.errors.rstrip().endswith((".", "later.")), ended
        found[state] += 1
        assert strays(folder) == [], call
    return found


@pytest.mark.parametrize("step", ["overwrite", "package"])
def test_failed_where_it_decides_the_cause_is_said(
    step: str, tracer: Tracer, tmp_path: Path
) -> None:
    calls = decisive(calls_of(tracer, step, tmp_path))
    assert set(fail_at(tracer, step, calls, "EIO", tmp_path)) == {"old", "new"}


@pytest.mark.long
@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("step", sorted(STEPS))
def test_failed_at_any_call_nothing_is_lost(
    step: str, failure: str, tracer: Tracer, tmp_path: Path
) -> None:
    calls = calls_of(tracer, step, tmp_path)
    assert set(fail_at(tracer, step, calls, failure, tmp_path)) <= {"old", "new"}


# Python goes on after an interrupt wherever the system can be asked again; what is renamed,
# made or removed on a disk of this computer is never interrupted.
INTERRUPTIBLE = ("openat", "write", "fsync", "fdatasync", "ftruncate", "close")


@pytest.mark.parametrize("step", ["overwrite", "append", "package"])
def test_an_interrupted_call_completes(step: str, tracer: Tracer, tmp_path: Path) -> None:
    for call in calls_of(tracer, step, tmp_path):
        if call.name in INTERRUPTIBLE:
            folder = fresh(step, tmp_path)
            assert tracer.fail(step, folder, call, "EINTR") == (0, ""), call
            assert state_of(step, folder) == "new", call


@pytest.mark.parametrize("step", ["overwrite", "share-save"])
def test_a_disk_that_fails_and_goes_on_failing_keeps_the_old(
    step: str, tracer: Tracer, tmp_path: Path
) -> None:
    first = next(call for call in calls_of(tracer, step, tmp_path) if call.name == "write")
    for failure in ("ENOSPC", "EIO"):
        folder = fresh(step, tmp_path)
        assert tracer.fail(step, folder, first, failure, on=True).code == 2
        assert state_of(step, folder) == "old"
        assert strays(folder) == []


def test_what_a_share_swallowed_is_noticed_before_the_old_is_replaced(
    tracer: Tracer, tmp_path: Path
) -> None:
    """A write that is answered as if it had been done: what a share with a bad cache does."""
    step = "share-save"
    swallowed = 0
    for call in calls_of(tracer, step, tmp_path):
        answer = re.search(r"= (\d+)$", call.line)
        if call.name == "write" and answer is not None and int(answer[1]):
            folder = fresh(step, tmp_path)
            how = f"inject=write:retval={answer[1]}:when={call.number}"
            ended = tracer.run(step, folder, "-e", how)
            assert ended.code == 2, call
            assert "did not come back from the share" in ended.errors
            assert state_of(step, folder) == "old"
            assert strays(folder) == []
            swallowed += 1
    assert swallowed > 3


@pytest.mark.parametrize(
    "step", ["first-save", "overwrite", "share-save", "package", "unpack", "restart"]
)
def test_bytes_are_on_the_medium_before_the_name_is(
    step: str, tracer: Tracer, tmp_path: Path
) -> None:
    lines = [(call.name, call.line) for call in calls_of(tracer, step, tmp_path)]
    names = [name for name, _ in lines]
    renamed = names.index("rename")
    assert names.count("rename") == 1
    parts = [line for name, line in lines[:renamed] if name == "write" and ".part" in line]
    assert parts
    written = {path for line in parts for path in re.findall(r"<(/[^>]*)>", line)}
    for path in written:
        last_write = max(i for i, (n, line) in enumerate(lines) if n == "write" and path in line)
        synced = [i for i, (n, line) in enumerate(lines) if n == "fsync" and f"<{path}>" in line]
        assert any(last_write < i < renamed for i in synced), path
    folder = str(tmp_path / "step")
    assert any(n == "fsync" and f"<{folder}>" in line for n, line in lines[renamed:])
