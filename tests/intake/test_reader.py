"""A foreign file can crash, hang or swell its reader, and nothing else."""

import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intake import foreign_files
from maskdesk.intake.reader import Reader, TooMuchToRead, read_apart
from maskdesk.intake.template import CAN_COPY, Template

FILE = "scan.jpg"


def apart(read: Callable[[bytes], bytes], content: bytes, file: str, seconds: float = 10) -> bytes:
    return read_apart(read, content, file, prepare=foreign_files.prepare, seconds=seconds)


def test_what_the_reader_makes_of_the_bytes_comes_back() -> None:
    content = bytes(range(256)) * 40_000
    assert apart(foreign_files.mirrored, content, FILE) == content[::-1]
    assert apart(foreign_files.nothing, b"", FILE) == b""


@pytest.mark.parametrize(
    "read",
    [foreign_files.crashed, foreign_files.gone, foreign_files.raised],
    ids=lambda f: f.__name__,
)
def test_a_file_that_kills_its_reader_is_too_much(
    read: Callable[[bytes], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TooMuchToRead, match=FILE):
        apart(read, b"x", FILE)
    assert capfd.readouterr() == ("", "")
    assert apart(foreign_files.mirrored, b"ab", FILE) == b"ba", "the parent goes on"


@pytest.mark.parametrize(
    "read",
    [foreign_files.hung, foreign_files.spun, foreign_files.half_answered],
    ids=lambda f: f.__name__,
)
def test_a_file_that_hangs_its_reader_is_given_up(read: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TooMuchToRead, match=FILE):
        apart(read, b"x", FILE, seconds=0.3)


@pytest.mark.skipif(sys.platform == "win32", reason="no count of computing alone there")
def test_a_file_whose_reader_waits_for_its_turn_is_not_given_up() -> None:
    assert apart(foreign_files.waited, b"x", FILE, seconds=1) == b"x"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
@pytest.mark.parametrize(
    "read", [foreign_files.swelled, foreign_files.endless_answer], ids=lambda f: f.__name__
)
def test_a_file_that_swells_its_reader_is_too_much(read: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TooMuchToRead, match=FILE):
        apart(read, b"x", FILE)


def test_what_libraries_say_about_a_file_is_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    assert apart(foreign_files.chatty, b"x", FILE) == b"x"
    assert capfd.readouterr() == ("", "")


def test_an_answer_is_bytes_and_cannot_act_in_the_parent(tmp_path: Path) -> None:
    mark = tmp_path / "sprung"
    assert b"_sprung" in apart(foreign_files.trapped, str(mark).encode(), FILE)
    assert not mark.exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
def test_the_reader_has_no_file_of_the_parent(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    with secret.open("w"):
        assert apart(foreign_files.seen, str(secret).encode(), FILE) == b"no"


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
@pytest.mark.parametrize(
    "attempt",
    [
        foreign_files.opened,
        foreign_files.written,
        foreign_files.connected,
        foreign_files.asked_a_name,
        foreign_files.started,
    ],
    ids=lambda f: f.__name__,
)
def test_the_reader_opens_no_file_no_connection_and_no_program(
    attempt: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.write_text("SAMPLE")
    assert apart(attempt, str(there).encode(), FILE) == b"refused"
    assert there.read_text() == "SAMPLE"


def test_a_reader_that_cannot_start_is_too_much() -> None:
    with pytest.raises(TooMuchToRead, match=FILE):
        read_apart(foreign_files.mirrored, b"ab", FILE, prepare=foreign_files.unprepared)


def test_one_reader_reads_several_files_and_outlives_a_bad_one() -> None:
    with Reader(foreign_files.mirrored_or_gone, prepare=foreign_files.prepare) as reader:
        assert reader.read(b"ab", FILE) == b"ba"
        assert reader.read(b"cd", FILE) == b"dc"
        with pytest.raises(TooMuchToRead):
            reader.read(b"", FILE)
        assert reader.read(b"ef", FILE) == b"fe"


def test_a_file_that_leaves_no_room_to_read_it_is_not_begun() -> None:
    with pytest.raises(TooMuchToRead):
        apart(foreign_files.mirrored, bytes((256 << 20) + 1), FILE)


@pytest.fixture
def sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems where a process cannot be copied: the files of a sender share one."""
    monkeypatch.setattr("maskdesk.intake.reader.CAN_COPY", False)


@pytest.mark.usefixtures("sharing")
def test_a_shared_reader_outlives_a_bad_file() -> None:
    with Reader(foreign_files.mirrored_or_gone, prepare=foreign_files.prepare) as reader:
        assert reader.read(b"ab", FILE) == b"ba"
        with pytest.raises(TooMuchToRead):
            reader.read(b"", FILE)
        assert reader.read(b"ef", FILE) == b"fe"


@pytest.mark.usefixtures("sharing")
def test_a_shared_reader_that_takes_nothing_more_is_given_up() -> None:
    with Reader(foreign_files.deaf, prepare=foreign_files.prepare, seconds=0.5) as reader:
        assert reader.read(b"ab", FILE) == b"ok"
        with pytest.raises(TooMuchToRead):
            reader.read(bytes(1 << 24), FILE)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
@pytest.mark.usefixtures("sharing")
def test_a_shared_reader_opens_nothing_either(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("SAMPLE")
    for attempt in (foreign_files.opened, foreign_files.connected, foreign_files.started):
        assert apart(attempt, str(there).encode(), FILE) == b"refused"


copied = pytest.mark.skipif(not CAN_COPY, reason="processes are not copied there")


@copied
def test_a_file_that_takes_its_reader_over_says_nothing_of_the_next() -> None:
    with Reader(foreign_files.taken_over, prepare=foreign_files.prepare) as reader:
        assert reader.read(b"something", FILE) == b"forged"
        assert reader.read(b"poison", FILE) == b"genuine", "of itself it can say anything"
        assert reader.read(b"something", FILE) == b"forged"


@copied
def test_a_file_cannot_make_the_reader_deaf_to_the_next() -> None:
    with Reader(foreign_files.deaf, prepare=foreign_files.prepare) as reader:
        assert reader.read(b"ab", FILE) == b"ok"
        assert reader.read(bytes(1 << 24), FILE) == b"ok"


@copied
def test_no_reader_outlives_its_file() -> None:
    assert has_ended(int(apart(foreign_files.own_number, b"", FILE)))


@copied
def test_files_are_read_by_copies_of_one_process_and_by_another_when_it_is_gone() -> None:
    first = int(apart(foreign_files.number_of_parent, b"", FILE))
    assert int(apart(foreign_files.number_of_parent, b"", FILE)) == first
    os.kill(first, signal.SIGKILL)
    assert has_ended(first)
    assert apart(foreign_files.mirrored, b"ab", FILE) == b"ba"


@copied
def test_what_is_copied_ends_when_it_is_long_unused() -> None:
    template = Template(foreign_files.prepare, 60, unused=0.1)
    here, there = multiprocessing.Pipe()
    with here, there:
        copy = template.copy(foreign_files.tell_parent, there)
        number = int(here.recv_bytes())
        copy.kill()
        assert has_ended(number)
        with pytest.raises((OSError, EOFError)):
            template.copy(foreign_files.tell_parent, there)


READ_AND_WAIT = """
import sys
from intake import foreign_files
from maskdesk.intake.reader import read_apart
if __name__ == "__main__":
    read = foreign_files.number_of_parent
    print(read_apart(read, b"", "", prepare=foreign_files.prepare).decode(), flush=True)
    sys.stdin.read()
"""


@copied
def test_what_is_copied_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "read.py"
    script.write_text(READ_AND_WAIT)
    program = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with program:
        assert program.stdout is not None
        number = int(program.stdout.readline())
        assert not has_ended(number, seconds=0)
        program.kill()
    assert has_ended(number)


def has_ended(number: int, seconds: float = 30) -> bool:
    """Whether a process ends in time."""
    if sys.platform != "linux":
        raise NotImplementedError
    try:
        process = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], seconds)[0])
    finally:
        os.close(process)


def test_a_worker_that_ends_with_the_window_can_start_a_reader() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    work = (there, b"ab")
    worker = context.Process(target=foreign_files.answer_from_worker, args=work, daemon=True)
    worker.start()
    assert here.poll(60)
    assert here.recv_bytes() == b"ba"
    worker.join()
