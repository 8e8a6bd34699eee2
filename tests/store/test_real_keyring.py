"""The system's own keyring, as desktops have it: kept, locked, emptied, gone, or never there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("gnome-keyring-daemon"),
    reason="packaging/test installs the keyring of a Linux desktop",
)

SECRET = "SAMPLE mật khẩu 口令 7Kq2"
SETUP = """
printf SAMPLE | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
daemon=$!
# Who asks a keyring that is not there yet has the bus start another one.
there() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; }
for _ in $(seq 600); do
  there && secret-tool search service none >/dev/null 2>&1 && break
  sleep 0.05
done
"""
ASK = """
import os, sys
from maskdesk.store.secrets import Absence, Keyring, Passphrase
ring, secret = Keyring(), Passphrase(os.environ["SAMPLE_SECRET"])
def told(answer):
    print(answer.name if isinstance(answer, Absence) else "kept" if answer == secret else answer)
for word in sys.argv[1:]:
    told({
        "keep": lambda: ring.keep("SAMPLE", secret),
        "give": lambda: ring.passphrase("SAMPLE"),
        "forget": lambda: ring.forget("SAMPLE"),
    }[word]())
"""
LOCK = """
import contextlib
import secretstorage
with contextlib.closing(secretstorage.dbus_init()) as connection:
    secretstorage.get_default_collection(connection).lock()
"""


def session(script: str, home: Path, *, bus: bool = True) -> list[str]:
    """What a desktop session with a home of its own prints; `ask` and `lock` are ready in it."""
    home.mkdir(exist_ok=True)
    (home / "run").mkdir(mode=0o700, exist_ok=True)
    for name, content in {"ask.py": ASK, "lock.py": LOCK}.items():
        (home / name).write_text(content)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "DBUS_", "DISPLAY", "WAYLAND", "PYTHON_KEYRING", "GNOME"))
    }
    words = f'ask() {{ "{sys.executable}" {home}/ask.py "$@"; }}\n'
    words += f'lock() {{ "{sys.executable}" {home}/lock.py; }}\n'
    command = ["bash", "-c", words + script]
    done = subprocess.run(
        ["dbus-run-session", "--", *command] if bus else command,
        env={
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "SAMPLE_SECRET": SECRET,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_passphrase_is_kept_given_and_forgotten_by_a_real_keyring(tmp_path: Path) -> None:
    script = SETUP + "ask give keep give; secret-tool lookup service MaskDesk username SAMPLE; echo"
    script += "; ask forget give forget; kill $daemon"
    assert session(script, tmp_path / "home") == [
        "MISSING", "None", "kept", SECRET, "None", "MISSING", "MISSING",
    ]  # fmt: skip


def test_a_kept_passphrase_lies_nowhere_readable(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert session(SETUP + "ask keep; kill $daemon", home) == ["None"]
    files = [file for file in home.rglob("*") if file.is_file()]
    assert any("keyrings" in file.parts for file in files)
    for file in files:
        content = file.read_bytes()
        assert SECRET.encode() not in content, file
        assert SECRET.encode("utf-16-le") not in content, file


def test_a_locked_an_emptied_and_a_dead_keyring_are_told_apart(tmp_path: Path) -> None:
    script = SETUP + "ask keep; lock; ask give keep forget; kill $daemon"
    assert session(script, tmp_path / "locked") == ["None", "LOCKED", "LOCKED", "LOCKED"]
    script = SETUP + "ask keep; secret-tool clear service MaskDesk username SAMPLE; ask give"
    assert session(script + "; kill $daemon", tmp_path / "emptied") == ["None", "MISSING"]
    # A new daemon is started by the bus, without anybody to unlock it.
    script = SETUP + "ask keep; kill $daemon; wait $daemon; ask give keep"
    dead = session(script, tmp_path / "dead")
    assert dead[0] == "None"
    assert set(dead[1:]) <= {"LOCKED", "NO_KEYRING", "FAILED", "MISSING"}


def test_a_session_without_a_bus_has_no_keyring(tmp_path: Path) -> None:
    said = session("ask give keep forget", tmp_path / "home", bus=False)
    assert said == ["NO_KEYRING", "NO_KEYRING", "NO_KEYRING"]


@pytest.mark.parametrize(
    ("backend", "answer"),
    [("keyring.backends.null.Keyring", "REFUSED"), ("keyring.backends.fail.Keyring", "NO_KEYRING")],
)
def test_a_store_that_keeps_nothing_safe_is_refused_though_a_real_one_is_there(
    backend: str, answer: str, tmp_path: Path
) -> None:
    script = f"{SETUP}export PYTHON_KEYRING_BACKEND={backend}; ask keep give; kill $daemon"
    assert session(script, tmp_path / "home") == [answer, answer]
