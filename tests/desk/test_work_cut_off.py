"""Killed at any call, or failed by it, a clerk's work is there: saved, or offered at the start."""

import collections
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.dossiers import viet_nam
from desk.one_work import PACKAGE, SCAN, STEPS, papers, prepare, states_of_journal
from desk.workplaces import START, workplace
from maskdesk.desk.left_behind import left_behind, take_up
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.proving import packages_of
from maskdesk.desk.working import open_file
from maskdesk.dossier.sections import Dossier
from maskdesk.store.container import verify_container
from maskdesk.store.durable import read_folder, sweep
from maskdesk.store.lock import acquire
from store.tracing import Call, Tracer, needs_strace

pytestmark = needs_strace


@pytest.fixture(scope="module")
def tracer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracer]:
    tracer = Tracer("desk.one_work", tmp_path_factory.mktemp("tracer"))
    yield tracer
    tracer.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each step finds, to be copied."""
    place = tmp_path_factory.mktemp("prepared")
    for step in STEPS:
        (place / step).mkdir()
        prepare(step, place / step)
    return place


def fresh(step: str, prepared: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    if folder.exists():
        shutil.rmtree(folder)
    return Path(shutil.copytree(prepared / step, folder))


def in_file(path: Path) -> Dossier:
    assert verify_container(path).problems == ()
    return open_dossier(path).dossier


def recovered(path: Path, folder: Path) -> Dossier:
    """What the clerk has after the next start, once the offer, if there is one, is taken."""
    file = open_file(path, workplace(folder))
    assert file.read_only is None, "the lock of the dead is taken over"
    file.recover()
    if file.session.dossier.evidence:
        (row,) = file.session.dossier.evidence
        assert file.evidence(str(row.digest)).read() == SCAN
    file.save()
    file.close()
    assert in_file(path) == file.session.dossier
    return file.session.dossier


def outcome(step: str, folder: Path) -> str:
    """Whether what the step was to bring about is there, saved or offered; else the old."""
    first, second = folder / "a.maskdesk", folder / "b.maskdesk"
    if step == "new":
        if first.exists():
            assert in_file(first).contract.number == "C-2"
            return "new"
        left = left_behind(workplace(folder))
        for one in left:
            file = take_up(one, workplace(folder))
            assert file.session.dossier.contract.number == "C-2"
            file.close()
        return "offered" if left else "old"
    if step == "save as" and second.exists():
        assert in_file(first) == viet_nam()
        assert in_file(second).contract.number == "C-2"
        return "new"
    if step == "make":
        return _made(first, folder)
    before = in_file(first)
    after = recovered(first, folder)
    if step == "journal":
        assert before == viet_nam()
        *_, last = states = list(states_of_journal())
        assert after in states
        return "offered" if after == last else "old"
    complete = after.contract.number == "C-2" and (step == "save as" or bool(after.evidence))
    if before == viet_nam():
        return "offered" if complete else "old"
    assert before == after
    assert complete
    return "new"


def _made(path: Path, folder: Path) -> str:
    file = open_file(path, workplace(folder))
    file.close()
    remembered = len(list(packages_of(open_dossier(path))))
    assert verify_container(path).problems == ()
    if not (folder / PACKAGE).exists():
        assert remembered == 0
        return "old"
    assert read_folder(folder / PACKAGE) == dict(sorted(papers().files.items()))
    assert remembered == 1
    return "new"


def nothing_is_left(folder: Path) -> None:
    places = (folder, *(path for path in folder.rglob("*") if path.is_dir()))
    for place in places:
        sweep(place)
    assert [path for path in folder.rglob(".*") if ".maskdesk-" in path.name] == []
    # A lock that could not be removed is one of the dead, and in nobody's way.
    for name in ("a.maskdesk", "b.maskdesk"):
        acquire(folder / name, "SAMPLE clerk", START).release()
    assert not list(folder.glob(".~lock*"))


def calls_of(tracer: Tracer, step: str, prepared: Path, tmp_path: Path) -> tuple[Call, ...]:
    folder = fresh(step, prepared, tmp_path)
    calls = tracer.calls(step, folder)
    assert outcome(step, folder) in ("new", "offered")
    assert len(calls) > 30
    return calls


def kill_at(
    tracer: Tracer, step: str, calls: tuple[Call, ...], prepared: Path, tmp_path: Path
) -> collections.Counter[str]:
    found: collections.Counter[str] = collections.Counter()
    for call in calls:
        folder = fresh(step, prepared, tmp_path)
        tracer.kill(step, folder, call)
        found[outcome(step, folder)] += 1
        nothing_is_left(folder)
    assert set(found) <= {"old", "offered", "new"}
    return found


@pytest.mark.parametrize("step", ["save", "make"])
def test_killed_where_it_decides_the_work_is_saved_or_offered(
    step: str, tracer: Tracer, prepared: Path, tmp_path: Path
) -> None:
    calls = calls_of(tracer, step, prepared, tmp_path)
    # Each blob is kept as the one before it; the long run tries them all.
    decisive = tuple(
        call
        for call in calls
        if call.name in ("rename", "fdatasync", "unlink") and "/blobs/" not in call.line
    )
    found = kill_at(tracer, step, decisive, prepared, tmp_path)
    assert found["old"]
    assert found["new"]


def test_a_copy_is_on_this_computers_medium_before_the_dossier_is_touched(
    tracer: Tracer, prepared: Path, tmp_path: Path
) -> None:
    calls = calls_of(tracer, "save", prepared, tmp_path)
    folder = tmp_path / "work"

    def positions(name: str, *parts: str) -> list[int]:
        return [
            at
            for at, call in enumerate(calls)
            if call.name == name and all(part in call.line for part in parts)
        ]

    beside = f'"{folder}/.maskdesk-'
    (touched,) = positions("openat", beside, "O_EXCL")[1:]  # the first is the lock's
    copied = positions("rename", '.backup"')
    assert len(copied) == 2, "what is replaced, and what replaces it"
    (place,) = {Path(calls[at].line.split('"')[3]).parent for at in copied}
    assert any(copied[-1] < at < touched for at in positions("fsync", f"<{place}>"))
    kept = [at for at in positions("fdatasync", ".journal>") if at < touched]
    assert kept, "the mark that tells a save from a crash"
    synced = positions("fsync", f"<{folder}/.maskdesk-")
    (renamed,) = positions("rename", f'{folder.name}/a.maskdesk"')
    assert touched < max(synced) < renamed
    assert any(renamed < at for at in positions("fsync", f"<{folder}>"))


@pytest.mark.long
@pytest.mark.parametrize("step", sorted(STEPS))
def test_killed_at_any_call_the_work_is_saved_or_offered(
    step: str, tracer: Tracer, prepared: Path, tmp_path: Path
) -> None:
    calls = calls_of(tracer, step, prepared, tmp_path)
    assert kill_at(tracer, step, calls, prepared, tmp_path).total() == len(calls)


@pytest.mark.long
@pytest.mark.parametrize("failure", ["ENOSPC", "EIO", "EACCES", "EROFS"])
@pytest.mark.parametrize("step", sorted(STEPS))
def test_failed_at_any_call_a_second_try_brings_all_about(
    step: str, failure: str, tracer: Tracer, prepared: Path, tmp_path: Path
) -> None:
    for call in calls_of(tracer, step, prepared, tmp_path):
        folder = fresh(step, prepared, tmp_path)
        ended = tracer.fail(step, folder, call, failure)
        assert "Traceback" not in ended.errors, (call, ended.errors)
        state = outcome(step, folder)
        if ended.code == 0:
            assert state in ("new", "offered"), call
        nothing_is_left(folder)
