"""Stopped, killed, on a full disk or without rights: nothing half made, nothing lost."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cli.command_line import (
    COMMAND,
    Done,
    child,
    environment,
    everything,
    here,
    identity_file,
    refusal,
    sealed_file,
)
from desk.made import PASSPHRASE
from maskdesk.desk.manifest import MANIFEST
from maskdesk.desk.opening import open_dossier
from maskdesk.desk.sealed import made_packages
from store.rights import bound_by_rights

ONE = ("--paper", "vn-undertaking")
AT_EVENT = Path(__file__).with_name("at_event.py")

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits are of POSIX systems")


def at_event(
    event: str, number: int, action: str, *words: str | Path, within: Path | None = None
) -> Done:
    """A command that meets something at the n-th event, of those below a folder if one is named."""
    ended = subprocess.run(
        [sys.executable, AT_EVENT, event, str(number), action, str(within or ""), *map(str, words)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Done(ended.returncode, ended.stdout, ended.stderr)


def make(dossier: Path, out: Path) -> tuple[str | Path, ...]:
    return ("make", dossier, "-o", out, "--for-ink", *ONE)


def packages(dossier: Path) -> int:
    return len(made_packages(open_dossier(dossier).container))


# Interrupted.


@posix
@pytest.mark.parametrize(
    "progress",
    [1, pytest.param(3, marks=pytest.mark.long), pytest.param(5, marks=pytest.mark.long)],
)
def test_an_interrupt_in_the_middle_leaves_nothing(progress: int, tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    before = everything(tmp_path)
    words = [*COMMAND, "make", str(dossier), "-o", str(tmp_path / "out"), "--for-ink"]
    with subprocess.Popen(
        words,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, what they start would not heed an interrupt.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs
    ) as running:
        assert running.stderr is not None
        for _ in range(progress):
            running.stderr.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 2
    assert err.splitlines()[-1] == "Stopped. Nothing was left half done."
    assert "Traceback" not in err
    assert not out
    assert everything(tmp_path) == before


@posix
@pytest.mark.parametrize(
    "number", [1, *(pytest.param(n, marks=pytest.mark.long) for n in range(50, 1000, 100))]
)
def test_an_interrupt_at_any_moment_leaves_nothing(number: int, tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    before = everything(tmp_path)
    ended = at_event("import", number, "interrupt", *make(dossier, tmp_path / "out"))
    assert "Traceback" not in ended.err
    # Where the command loads less than this, it was done before anything could stop it.
    assert ended.code == (2 if everything(tmp_path) == before else 0)


# Between the folder and the dossier: what is renamed first is the folder, then the dossier.


@posix
def test_killed_between_package_and_dossier_the_next_making_files_the_package(
    tmp_path: Path,
) -> None:
    dossier = sealed_file(tmp_path)
    before = dossier.read_bytes()
    killed = at_event("os.rename", 2, "kill", *make(dossier, tmp_path / "out"), within=tmp_path)
    assert killed.code == -signal.SIGKILL
    assert dossier.read_bytes() == before
    left = everything(tmp_path / "out")
    assert here("verify", tmp_path / "out").code == 0, "the package is whole"

    taken = here(*make(dossier, tmp_path / "out"))
    assert taken.code == 0
    assert "they are filed now" in taken.out
    assert everything(tmp_path / "out") == left
    assert packages(dossier) == 1
    assert here("verify", dossier).code == 0
    assert not list(tmp_path.glob(".maskdesk-*")), "and what the killed run left is gone"
    refusal(here(*make(dossier, tmp_path / "out")), "already holds files")


@posix
def test_a_signed_package_left_by_a_kill_is_filed_for_its_signer_alone(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    sealed = dossier.read_bytes()
    exporter, other = identity_file(tmp_path), identity_file(tmp_path, "SAMPLE Other")
    sign = ("make", dossier, "-o", tmp_path / "out", *ONE, "--identity")
    assert here(*sign, exporter, passphrase=PASSPHRASE).code == 0
    dossier.write_bytes(sealed)  # as it was when the run that made the package was killed
    refusal(here(*make(dossier, tmp_path / "out")), "already holds files")
    refusal(here(*sign, other, passphrase=PASSPHRASE), "already holds files")
    content = (tmp_path / "out" / MANIFEST).read_bytes()
    (tmp_path / "out" / MANIFEST).write_bytes(content.replace(b"SAMPLE-VN-1", b"SAMPLE-VN-2"))
    refusal(here(*sign, exporter, passphrase=PASSPHRASE), "already holds files")
    (tmp_path / "out" / MANIFEST).write_bytes(content)
    assert here(*sign, exporter, passphrase=PASSPHRASE).code == 0
    assert packages(dossier) == 1


@posix
@pytest.mark.parametrize(("number", "action"), [(1, "EACCES"), (2, "interrupt"), (2, "ENOSPC")])
def test_a_rename_that_fails_leaves_neither_package_nor_changed_dossier(
    number: int, action: str, tmp_path: Path
) -> None:
    dossier = sealed_file(tmp_path)
    before = everything(tmp_path)
    ended = at_event("os.rename", number, action, *make(dossier, tmp_path / "out"), within=tmp_path)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert everything(tmp_path) == before


@posix
@pytest.mark.long
@pytest.mark.parametrize("action", ["kill", "interrupt", "ENOSPC"])
@pytest.mark.parametrize("event", ["open", "os.rename", "os.mkdir", "os.scandir"])
def test_whatever_fails_there_is_all_or_nothing(event: str, action: str, tmp_path: Path) -> None:
    for number in range(1, 40):
        folder = tmp_path / str(number)
        folder.mkdir()
        dossier = sealed_file(folder)
        before = dossier.read_bytes()
        ended = at_event(event, number, action, *make(dossier, folder / "out"), within=folder)
        assert "Traceback" not in ended.err
        made = (folder / "out").exists()
        remembered = dossier.read_bytes() != before
        if action != "kill":
            assert made == remembered, (number, ended)
        assert made or not remembered, (number, ended)
        if made:
            assert here("verify", folder / "out").code == 0
        if not remembered:
            assert here(*make(dossier, folder / "out")).code == 0
        assert packages(dossier) == 1
        assert not [name for name in everything(folder) if ".part" in name]
        if ended.code == 0:
            return
    raise AssertionError("the command was stopped each time: there are more such calls")


# A full disk.


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of its own of so many kilobytes, if this system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount: list[str | Path] = [
        "mount",
        "-t",
        "tmpfs",
        "-o",
        f"size={request.param}k",
        "tmpfs",
        disk,
    ]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("small_disk", [100], indirect=True)
def test_a_disk_too_small_for_the_papers_stays_as_it_was(small_disk: Path, tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    before = dossier.read_bytes()
    refusal_of_space(here("make", dossier, "-o", small_disk / "out", "--for-ink"))
    assert dossier.read_bytes() == before
    assert not list(small_disk.iterdir())


@pytest.mark.parametrize("small_disk", [320], indirect=True)
def test_a_disk_too_small_for_the_dossier_gives_the_papers_back(
    small_disk: Path, tmp_path: Path
) -> None:
    dossier = sealed_file(small_disk)
    before = dossier.read_bytes()
    refusal_of_space(here("make", dossier, "-o", tmp_path / "out", "--for-ink"))
    assert dossier.read_bytes() == before
    assert [path.name for path in small_disk.iterdir()] == [dossier.name]
    assert not (tmp_path / "out").exists()


def refusal_of_space(done: Done) -> None:
    assert done.code == 2
    assert "not enough space" in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


@posix
def test_a_limit_on_the_size_of_files_is_told_like_a_full_disk(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    before = everything(tmp_path)
    ended = subprocess.run(
        [*COMMAND, *map(str, make(dossier, tmp_path / "out"))],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
    )
    refusal_of_space(Done(ended.returncode, ended.stdout, ended.stderr))
    assert everything(tmp_path) == before


# Without rights.


@pytest.fixture
def as_nobody_special() -> Callable[..., Done]:
    """Runs a command bound by the rights of files, even where the tests are run by root."""
    bound = bound_by_rights()

    def run(*words: str | Path) -> Done:
        ended = subprocess.run(
            [*bound, *COMMAND, *map(str, words)],
            env=environment(PYTHONDONTWRITEBYTECODE="1"),
            capture_output=True,
            text=True,
        )
        return Done(ended.returncode, ended.stdout, ended.stderr)

    return run


@posix
def test_without_the_right_to_write_nothing_is_changed(
    as_nobody_special: Callable[..., Done], tmp_path: Path
) -> None:
    dossier = sealed_file(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir()
    before = everything(tmp_path)
    closed.chmod(0o555)
    try:
        done = as_nobody_special(*make(dossier, closed / "out"))
        assert done.code == 2
        assert "You may not read or write" in done.err.splitlines()[-1]
        tmp_path.chmod(0o555)
        unsaved = as_nobody_special("amend", dossier, "--reason", "SAMPLE")
        refusal(unsaved, "You may not read or write consignment.maskdesk")
        dossier.chmod(0)
        refusal(as_nobody_special("check", dossier), "You may not read or write")
    finally:
        dossier.chmod(0o644)
        tmp_path.chmod(0o755)
        closed.chmod(0o755)
    assert everything(tmp_path) == before


# Nobody listens.


@posix
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    end, start = os.pipe()
    os.close(end)
    running = subprocess.run(
        [*COMMAND, "check", str(dossier)], env=environment(), stdout=start, stderr=subprocess.PIPE
    )
    os.close(start)
    assert running.returncode == 0
    assert running.stderr == b""


@posix
def test_work_goes_on_when_nobody_reads_of_its_progress(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    end, start = os.pipe()
    os.close(end)
    words = [*COMMAND, *map(str, make(dossier, tmp_path / "out"))]
    running = subprocess.run(words, env=environment(), stdout=start, stderr=start)
    os.close(start)
    assert running.returncode == 0
    assert here("verify", tmp_path / "out").code == 0
    assert packages(dossier) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_answer_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    for words in (("check", dossier), ("check", dossier, "--json"), ("schema",), ()):
        with Path("/dev/full").open("wb") as full:
            running = subprocess.run(
                [*COMMAND, *map(str, words)],
                env=environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        refusal(Done(running.returncode, "", running.stderr), "could not be written")


@posix
def test_closed_streams_stop_nothing(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    closed = " ".join(map(str, [*COMMAND, *make(dossier, tmp_path / "out")])) + " >&- 2>&- <&-"
    running = subprocess.run(["/bin/sh", "-c", closed], env=environment())
    assert running.returncode == 0
    assert here("verify", tmp_path / "out").code == 0


# Two at once.


def test_a_dossier_saved_by_somebody_else_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    from maskdesk.desk.opening import save_dossier
    from maskdesk.store.failures import DossierChanged

    dossier = sealed_file(tmp_path)
    mine = open_dossier(dossier)
    assert child("amend", dossier, "--reason", "SAMPLE: somebody else").code == 0
    theirs = dossier.read_bytes()
    with pytest.raises(DossierChanged):
        save_dossier(mine.put("returns/1/sample.pdf", b"SAMPLE"), dossier)
    assert dossier.read_bytes() == theirs
