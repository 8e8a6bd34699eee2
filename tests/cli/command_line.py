"""Runs MaskDesk as a clerk does: its commands in child processes, or in this one when many."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.dossiers import PRINT
from desk.made import MOMENT, office, practice_file, sealed_china, sealed_viet_nam
from maskdesk.cli.commands import run_command
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office
from maskdesk.desk.opening import save_dossier
from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier

SOURCES = Path(__file__).parents[2] / "src"
COMMAND = (sys.executable, "-P", "-m", "maskdesk")


class Done(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def environment(**changes: str) -> dict[str, str]:
    """What a child process is given: nothing of the developer's own language and Python."""
    kept = {
        name: value
        for name, value in os.environ.items()
        # With a screen, MaskDesk without a command opens its window.
        if not name.startswith(("LC_", "QT_", "PYTHON"))
        and name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    kept.pop("LANGUAGE", None)
    return {**kept, "LANG": "C.UTF-8", "PYTHONPATH": str(SOURCES), **changes}


def child(
    *arguments: str | Path,
    passphrase: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Done:
    """One command in a process of its own; a passphrase goes through a file descriptor."""
    words = [*COMMAND, *map(str, arguments)]
    with _open_passphrase(passphrase) as (given, descriptors):
        ended = subprocess.run(
            [*words, *given],
            env=environment(**(env or {})),
            cwd=cwd,
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
        )
    return Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def here(
    *arguments: str | Path,
    passphrase: str | None = None,
    moment: datetime = MOMENT,
    language: str = "en",
    of: Office | None = None,
) -> Done:
    """One command in this process, at a moment and in an office of the test's choice."""
    out, err = io.StringIO(), io.StringIO()
    terminal = Terminal(out=out, err=err, language=language, now=lambda: moment)
    with _open_passphrase(passphrase) as (given, _):
        code = run_command([*map(str, arguments), *given], of or office(), terminal)
    return Done(code, out.getvalue(), err.getvalue())


def refusal(done: Done, *named: str) -> str:
    """What a command said that could not be done: one line that names what it must, and no more."""
    assert done.code == 2, done
    assert "Traceback" not in done.said
    assert "fault of its own" not in done.said
    (line,) = done.err.splitlines()
    for name in named:
        assert name in line, line
    assert line.endswith((".", "。")), line
    return line


def folder_of(dossier: Dossier, folder: Path) -> Path:
    """The dossier as a folder that can be packed."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "dossier.json").write_bytes(codec.write(dossier))
    if dossier.evidence:
        (folder / "evidence" / "list.txt").write_bytes(PRINT)
    return folder


def sealed_file(folder: Path, *, china: bool = False) -> Path:
    """A sealed dossier of the test's own."""
    file = folder / "consignment.maskdesk"
    save_dossier(sealed_china() if china else sealed_viet_nam(), file)
    return file


def identity_file(folder: Path, name: str = "SAMPLE Exporter") -> Path:
    """A practice identity, opened by PASSPHRASE."""
    file = folder / f"{name}.p12"
    file.write_bytes(practice_file(name))
    return file


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class _open_passphrase:  # noqa: N801 - used like a function
    def __init__(self, passphrase: str | None) -> None:
        self._passphrase = passphrase
        self._end: int | None = None

    def __enter__(self) -> tuple[Sequence[str], tuple[int, ...]]:
        if self._passphrase is None:
            return (), ()
        self._end, start = os.pipe()
        os.write(start, f"{self._passphrase}\n".encode())
        os.close(start)
        return ("--passphrase-fd", str(self._end)), (self._end,)

    def __exit__(self, *_: object) -> None:
        if self._end is not None:
            os.close(self._end)
