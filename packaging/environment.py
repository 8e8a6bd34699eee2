"""Bring `.venv` to what the pinned requirements say, and the system to what they need.

Needs nothing but Python itself, since it runs before anything is installed.
What is there already is left alone and asks for no network.
"""

from __future__ import annotations  # so that an older Python gets as far as being refused

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOP = Path(__file__).resolve().parents[1]
ENVIRONMENT = TOP / ".venv"
TOOLS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = TOOLS / ("python.exe" if os.name == "nt" else "python")

# What Qt loads to open a window -> the Debian package it comes in.
_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

_NEW_ENOUGH = ("python3.13", "python3.12", "python3.11")


def require_new_python() -> None:
    """Go on under a newer Python where this one is too old, or say that one is needed."""
    if sys.version_info >= (3, 11):  # noqa: UP036 - the system's own may well be older
        return
    for name in _NEW_ENOUGH:
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606
    _give_up("MaskDesk needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")


def prepare(requirements: str) -> None:
    """Install what `packaging/<requirements>` pins, and the project itself, unless it is there."""
    pinned = TOP / "packaging" / requirements
    stamp = ENVIRONMENT / (requirements + ".installed")
    wanted = _digest(pinned)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("Installing what MaskDesk needs into .venv (once) ...", file=sys.stderr, flush=True)
    _make_environment()
    # Wheels only: building one would fetch builders nobody has pinned.
    _pip("--require-hashes", "--only-binary=:all:", "--requirement", str(pinned))
    _pip("--no-deps", "--no-index", "--no-build-isolation", "--editable", str(TOP))
    stamp.write_text(wanted, encoding="utf-8")


def require_programs(packages: Mapping[str, str]) -> None:
    """See that programs are there; `packages` names the Debian package each comes in."""
    missing = [package for program, package in packages.items() if not shutil.which(program)]
    if missing:
        _install_system_packages(missing)


def require_window() -> None:
    """See that the system has what a window stands on; only Debian's names are known here."""
    if sys.platform.startswith("linux"):
        missing = [package for library, package in _LIBRARIES.items() if not _loads(library)]
        if missing:
            _install_system_packages([*missing, "fonts-dejavu-core"])


def require_files(packages: Mapping[str, str]) -> None:
    """See that files are there; `packages` names the Debian package each comes in."""
    missing = [package for file, package in packages.items() if not Path(file).is_file()]
    if missing:
        _install_system_packages(missing)


def become(command: Sequence[object]) -> NoReturn:
    """Go over into another program, with its exit code."""
    words = [str(word) for word in command]
    if os.name != "nt":
        os.execv(words[0], words)  # noqa: S606
    # Windows has no exec: the shell would take the prompt back at once.
    sys.exit(subprocess.run(words, check=False).returncode)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _digest(pinned: Path) -> str:
    """What is installed follows from these; when one of them changes, it is installed again."""
    parts = (pinned.read_bytes(), (TOP / "pyproject.toml").read_bytes())
    here = f"{sys.version} {TOP}".encode()
    return hashlib.sha256(b"\0".join((*parts, here))).hexdigest() + "\n"


def _make_environment() -> None:
    if _trouble_in([str(PYTHON), "-m", "pip", "--version"]) is None and _is_of_this_python():
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        _install_system_packages([f"python3.{sys.version_info.minor}-venv"])
    trouble = _trouble_in([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    if trouble is not None:
        _give_up(f"The folder {ENVIRONMENT} could not be made.", trouble)


def _is_of_this_python() -> bool:
    settings = ENVIRONMENT / "pyvenv.cfg"
    version = "version = {}.{}.".format(*sys.version_info[:2])
    return settings.is_file() and version in settings.read_text(encoding="utf-8")


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    trouble = _trouble_in([*command, "--disable-pip-version-check", *arguments])
    if trouble is not None:
        _give_up(
            "The packages MaskDesk needs could not be installed. They come over the network, once:"
            " see that it is there, then run this again.",
            trouble,
        )


def _install_system_packages(packages: Sequence[str]) -> None:
    named = sorted(set(packages))
    if not shutil.which("apt-get"):
        _give_up(f"Please install first what Debian calls: {' '.join(named)}.")
    if os.geteuid() != 0:
        _give_up(f"Please install first, as administrator: apt-get install {' '.join(named)}")
    print(f"Installing system packages (once): {' '.join(named)} ...", file=sys.stderr, flush=True)
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *named]
    if _trouble_in(install) is None:
        return
    _trouble_in(["apt-get", "update", "-qq"])  # a fresh system knows no packages yet
    trouble = _trouble_in(install)
    if trouble is not None:
        _give_up(f"These system packages could not be installed: {' '.join(named)}.", trouble)


def _trouble_in(command: Sequence[str]) -> str | None:
    """The last lines of what a command said, if it failed."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as missing:
        return str(missing)
    said = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return "\n".join(said[-8:]) if done.returncode else None


def _give_up(sentence: str, trouble: str = "") -> NoReturn:
    print(sentence, *filter(None, (trouble,)), sep="\n", file=sys.stderr)
    sys.exit(2)
