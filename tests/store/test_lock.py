"""Two who open one dossier learn of each other, and a dead program holds nothing."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from maskdesk.store import system
from maskdesk.store.durable import FolderMissing
from maskdesk.store.lock import DossierBusy, Holder, acquire, break_lock, holder, lock_file
from store import racer

MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)

TAKE = (
    "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
    "from maskdesk.store.lock import acquire, DossierBusy\n"
    "print('ready', flush=True); input()\n"
    "try:\n"
    "    acquire(Path(sys.argv[1]), 'SAMPLE other', datetime.now(UTC)); print('GOT', flush=True)\n"
    "except DossierBusy: print('BUSY', flush=True)\n"
    "input()"
)


def start_taker(dossier: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TAKE, str(dossier)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(taker: subprocess.Popen[str]) -> str:
    assert taker.stdout is not None
    return taker.stdout.readline().strip()


def go_on(taker: subprocess.Popen[str]) -> None:
    assert taker.stdin is not None
    taker.stdin.write("\n")
    taker.stdin.flush()


def put_lock(dossier: Path, process: system.Process) -> Holder:
    other = Holder(who="SAMPLE other", process=process, since="2020-05-06T08:00:00Z", token="x")
    lock_file(dossier).write_bytes(msgspec.json.encode(other))
    return other


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return tmp_path / "Khẩu trang.maskdesk"


def test_the_lock_lies_beside_the_dossier_and_goes_with_it(dossier: Path) -> None:
    with acquire(dossier, "SAMPLE clerk", MOMENT) as lock:
        assert [path.name for path in dossier.parent.iterdir()] == [".~lock.Khẩu trang.maskdesk#"]
        assert lock.is_held
        assert holder(dossier) == lock.holder
    assert list(dossier.parent.iterdir()) == []
    assert holder(dossier) is None


def test_the_second_is_told_who_has_it(dossier: Path) -> None:
    with (
        acquire(dossier, "SAMPLE clerk", MOMENT),
        pytest.raises(DossierBusy, match=r"SAMPLE clerk on .*, since 2020-05-0"),
    ):
        acquire(dossier, "SAMPLE other", MOMENT)


def test_of_eight_that_start_together_one_gets_it(dossier: Path) -> None:
    takers = [start_taker(dossier) for _ in range(8)]
    assert [told(taker) for taker in takers] == ["ready"] * 8
    for taker in takers:
        go_on(taker)
    answers = sorted(told(taker) for taker in takers)
    for taker in takers:
        taker.communicate("\n")
    assert answers == ["BUSY"] * 7 + ["GOT"]


def test_of_eight_that_find_a_dead_lock_one_gets_it(dossier: Path) -> None:
    mine = system.this_process()
    put_lock(dossier, system.Process(host=mine.host, pid=mine.pid, start="earlier boot:1"))
    takers = [start_taker(dossier) for _ in range(8)]
    assert [told(taker) for taker in takers] == ["ready"] * 8
    for taker in takers:
        go_on(taker)
    answers = [told(taker) for taker in takers]
    for taker in takers:
        taker.communicate("\n")
    assert answers.count("GOT") == 1


@pytest.mark.parametrize("found", ["nothing", "the lock of a dead program"])
def test_of_two_processes_that_race_a_thousand_times_one_wins_each_time(
    dossier: Path, found: str
) -> None:
    mine = system.this_process()
    racers = [
        subprocess.Popen(
            [sys.executable, racer.__file__, str(dossier)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    winners = []
    for number in range(1_000):
        if found != "nothing":
            put_lock(dossier, system.Process(host=mine.host, pid=mine.pid, start="earlier boot:1"))
        # Who is started first changes, or one would always be ahead.
        in_turn = racers if number % 2 else racers[::-1]
        for one in in_turn:
            go_on(one)
        answers = [told(one) for one in racers]
        assert sorted(answers) == ["BUSY", "GOT"], number
        winners.append(answers.index("GOT"))
        for one in racers:
            go_on(one)
        assert [told(one) for one in racers] == ["FREE"] * 2
        assert not lock_file(dossier).exists()
    for one in racers:
        one.communicate()
    assert set(winners) == {0, 1}
    assert list(dossier.parent.iterdir()) == []


def test_the_lock_of_a_dead_program_is_taken_over(dossier: Path) -> None:
    with start_taker(dossier) as dead:
        assert told(dead) == "ready"
        go_on(dead)
        assert told(dead) == "GOT"
        dead.kill()
    assert lock_file(dossier).exists()
    assert holder(dossier) is None
    with acquire(dossier, "SAMPLE clerk", MOMENT) as lock:
        assert lock.is_held
    assert list(dossier.parent.iterdir()) == []


def test_a_lock_from_another_computer_is_never_taken_over(dossier: Path) -> None:
    other = put_lock(dossier, system.Process(host="elsewhere", pid=1, start=""))
    with pytest.raises(DossierBusy, match="elsewhere"):
        acquire(dossier, "SAMPLE clerk", MOMENT)
    assert holder(dossier) == other


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b",host,user;", b"[" * 100_000])
def test_an_unreadable_lock_means_busy(dossier: Path, content: bytes) -> None:
    lock_file(dossier).write_bytes(content)
    with pytest.raises(DossierBusy):
        acquire(dossier, "SAMPLE clerk", MOMENT)
    break_lock(dossier, None)
    acquire(dossier, "SAMPLE clerk", MOMENT).release()


def test_a_lock_can_be_broken_knowingly(dossier: Path) -> None:
    other = put_lock(dossier, system.Process(host="elsewhere", pid=1, start=""))
    break_lock(dossier, other)
    assert holder(dossier) is None
    break_lock(dossier, other)


def test_only_the_lock_that_was_shown_is_broken(dossier: Path) -> None:
    shown = put_lock(dossier, system.Process(host="elsewhere", pid=1, start=""))
    present = put_lock(dossier, system.Process(host="elsewhere", pid=2, start=""))
    with pytest.raises(DossierBusy):
        break_lock(dossier, shown)
    assert holder(dossier) == present


def test_who_lost_the_lock_does_not_remove_the_next_one(dossier: Path) -> None:
    mine = acquire(dossier, "SAMPLE clerk", MOMENT)
    break_lock(dossier, mine.holder)
    theirs = put_lock(dossier, system.Process(host="elsewhere", pid=1, start=""))
    assert not mine.is_held
    mine.release()
    assert holder(dossier) == theirs


def test_a_lock_let_go_of_while_its_folder_was_away_holds_nobody_up(tmp_path: Path) -> None:
    folder, away = tmp_path / "share", tmp_path / "away"
    folder.mkdir()
    dossier = folder / "a.maskdesk"
    left = acquire(dossier, "SAMPLE clerk", MOMENT)
    folder.rename(away)
    left.release()
    away.rename(folder)
    assert lock_file(dossier).exists()
    assert holder(dossier) is None
    with acquire(dossier, "SAMPLE clerk", MOMENT) as lock:
        assert lock.is_held
        assert not left.is_held
    assert list(folder.iterdir()) == []


def test_a_very_long_name_can_be_locked(tmp_path: Path) -> None:
    with acquire(tmp_path / ("口" * 85), "SAMPLE clerk", MOMENT) as lock:
        assert lock.is_held


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        acquire(tmp_path / "none" / "a.maskdesk", "SAMPLE clerk", MOMENT)
