"""Runs steps under strace: to see their calls, to kill them at one, or to let one of them fail."""

import collections
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from store import served_steps

CALLS = (
    "openat,write,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink,unlinkat,mkdir,"
    "rmdir,chmod,fchmod,ftruncate,close"
)
FAILURES = ("ENOSPC", "EIO", "EACCES", "EROFS", "ESTALE")
_ATTACHED = re.compile(r"strace: Process \d+ attached")

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None or sys.platform != "linux", reason="strace is not here"
)


class Call(NamedTuple):
    """The n-th call of a kind, as strace shows it."""

    name: str
    number: int
    line: str


class Ended(NamedTuple):
    """How a step ended: its exit code or minus the signal, and the failure it wrote of."""

    code: int
    errors: str


class Tracer:
    """A process that does the steps of one module, each in a child of its own under strace."""

    def __init__(self, module: str, place: Path) -> None:
        self._errors = place / "errors"
        self._log = place / "log"
        self._server = subprocess.Popen(
            [sys.executable, "-B", served_steps.__file__, module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def close(self) -> None:
        self._server.communicate()

    def run(self, step: str, folder: Path, *how: str) -> Ended:
        """One step under strace, with what strace is told to do to it."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{step}\t{folder}\t{self._errors}\n")
        self._server.stdin.flush()
        child = int(self._server.stdout.readline())
        words = ["strace", "-f", "-y", "-o", str(self._log), "-p", str(child), *how]
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            os.kill(child, signal.SIGCONT)
            code = int(self._server.stdout.readline())
            tracer.communicate()
        if not _ATTACHED.match(said):
            pytest.skip("this user may not trace programs")
        return Ended(code, self._errors.read_text(encoding="utf-8"))

    def calls(self, step: str, folder: Path, *, near: Iterable[Path] = ()) -> tuple[Call, ...]:
        """Each call of one undisturbed run that touches the folder, or one of those near it."""
        ended = self.run(step, folder, "-s", "20", "-e", f"trace={CALLS}")
        assert ended == (0, ""), ended
        places = [str(place) for place in (folder, *near)]
        found = []
        numbers: dict[str, int] = collections.Counter()
        for line in self._log.read_text(errors="replace").splitlines():
            match = re.match(r"\d+\s+(\w+)\(", line)
            if match is None:
                continue
            numbers[match[1]] += 1
            if any(place in line for place in places):
                found.append(Call(match[1], numbers[match[1]], line))
        return tuple(found)

    def kill(self, step: str, folder: Path, call: Call) -> None:
        """A step killed as it makes a call."""
        how = f"inject={call.name}:signal=KILL:when={call.number}"
        assert self.run(step, folder, "-e", how).code == -signal.SIGKILL, call

    def fail(self, step: str, folder: Path, call: Call, failure: str, *, on: bool = False) -> Ended:
        """A step of which one call fails; with `on`, every later call of its kind as well."""
        when = f"{call.number}+" if on else str(call.number)
        return self.run(step, folder, "-e", f"inject={call.name}:error={failure}:when={when}")
