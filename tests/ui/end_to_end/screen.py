"""A screen with a window manager, MaskDesk on it, and a keyboard: nothing is faked but the day.

Everything is started by the test and ended by its process id.
"""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

_SECONDS = 60
T = TypeVar("T")
_REPOSITORY = Path(__file__).resolve().parents[3]


class Screen:
    """One virtual screen with MaskDesk in its own home folder, on a day of the past."""

    def __init__(self, folder: Path, display: str, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = {**environment, "DISPLAY": display}

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program on this screen is told of it."""
        return self._environment

    @contextmanager
    def maskdesk(self, *arguments: str, day: str) -> "Iterator[subprocess.Popen[bytes]]":
        """MaskDesk running; it is ended at the end if it did not end itself."""
        log = (self.folder / "maskdesk.log").open("ab")
        command = ["faketime", day, sys.executable, "-m", "maskdesk", *arguments]
        process = subprocess.Popen(
            command, env=self._environment, stdout=log, stderr=log, cwd=self.folder
        )
        try:
            yield process
        finally:
            _end_what_runs_in(process)
            log.close()

    def log(self) -> str:
        """What MaskDesk wrote to the terminal."""
        return (self.folder / "maskdesk.log").read_text("utf-8", errors="replace")

    def press(self, *keys: str) -> None:
        """Press keys, each with its modifiers as xdotool writes them."""
        self._xdotool("key", "--delay", "25", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._xdotool("type", "--delay", "15", text)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """MaskDesk cannot look at any key meanwhile, as on a computer that has much to do."""
        (program,) = self.programs()
        os.kill(int(program), signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(int(program), signal.SIGCONT)

    def wait_for_list(self) -> None:
        """Wait for a list that opens: a window without a title of its own."""
        until(lambda: len(self._shown("--class", "MaskDesk")) > len(self.titles()), "no list opens")

    def open_on_desktop(self, file: Path) -> None:
        """Have the desktop open a file with the program it knows for it."""
        with (self.folder / "maskdesk.log").open("ab") as log:  # the program's too, for it inherits
            command = ["gio", "open", str(file)]
            subprocess.run(command, env=self._environment, check=True, stdout=log, stderr=log)

    def programs(self) -> set[str]:
        """The process ids of all windows that are to be seen."""
        found = {self._xdotool("getwindowpid", one, check=False) for one in self._shown()}
        return found - {""}  # a window may go meanwhile

    def titles(self) -> list[str]:
        """The titles of all windows that are to be seen."""
        return [self._xdotool("getwindowname", one, check=False) for one in self._shown()]

    def _shown(self, *how: str) -> list[str]:
        how = how or ("--name", ".")
        return self._xdotool("search", "--onlyvisible", *how, check=False).split()

    def wait_for_title(self, part: str) -> str:
        """Wait for a window whose title holds these words, and go there."""
        title = until(
            lambda: next((one for one in self.titles() if part in one), None),
            f"no window with “{part}” among {{}}",
            self.titles,
        )
        self._xdotool(
            "search", "--onlyvisible", "--name", part, "windowactivate", "--sync", check=False
        )
        # The window manager calls it active before the keyboard is there, or where a list that
        # closed just then has taken it along.
        until(lambda: self._has_keyboard(part), "the keyboard is in “{}”", self._keyboard_title)
        return title

    def _has_keyboard(self, part: str) -> bool:
        if part in self._keyboard_title():
            return True
        self._xdotool("search", "--onlyvisible", "--name", part, "windowfocus", check=False)
        return False

    def _keyboard_title(self) -> str:
        return self._xdotool("getwindowfocus", "getwindowname", check=False)

    def save_as(self, dossier: Path) -> None:
        """Name the file in the dialog that asks for it."""
        self.wait_for_title("Save dossier as")
        self.press("ctrl+a")
        self.type(str(dossier))
        self.press("Return")

    def press_until(self, title: str, *keys: str) -> None:
        """Press keys again until a window bears this title: the program may still be looking."""
        end = time.monotonic() + _SECONDS
        pause = threading.Event()
        while not any(title in one for one in self.titles()):
            assert time.monotonic() < end, f"no “{title}” among {self.titles()}"
            self.press(*keys)
            pause.wait(1)

    def extent(self, part: str) -> tuple[int, int]:
        """How wide and how high the window is whose title holds these words."""
        shell = self._xdotool(
            "search", "--onlyvisible", "--name", part, "getwindowgeometry", "--shell"
        )
        told = dict(line.partition("=")[::2] for line in shell.splitlines())
        return int(told["WIDTH"]), int(told["HEIGHT"])

    def active_title(self) -> str:
        """The title of the window that has the keyboard."""
        return self._xdotool("getactivewindow", "getwindowname", check=False)

    def is_managed(self) -> bool:
        """Whether the window manager is there: without it no window gets the keyboard."""
        return self._xdotool("get_num_desktops", check=False) not in ("", "0")

    def picture(self, name: str) -> Path:
        """A picture of the whole screen."""
        path = self.folder / f"{name}.png"
        command = ["import", "-window", "root", str(path)]
        subprocess.run(command, env=self._environment, check=True, capture_output=True)
        return path

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
        if check and done.returncode:
            raise AssertionError(f"xdotool {' '.join(words)}: {done.stderr}")
        return done.stdout.strip()


@contextmanager
def screen(
    folder: Path, size: str = "1400x900", *, accessible: bool = False, **environment: str
) -> Iterator[Screen]:
    """A screen for the length of a test; `accessible` gives it the bus of screen readers too."""
    home = folder / "home"
    run = folder / "run"
    for place in (home, run):
        place.mkdir()
    run.chmod(0o700)
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "PYTHONPATH": str(_REPOSITORY / "src"),
        "LANG": "C.UTF-8",
        "TMPDIR": str(run),
        **environment,
    }
    with ExitStack() as ends:
        if accessible:
            variables |= _accessibility_bus(ends, variables)
        reading, writing = os.pipe()
        # When its only guest leaves it would throw out whoever is just coming, but for -noreset.
        command = ["Xvfb", "-noreset", "-displayfd", str(writing), "-nolisten", "tcp"]
        server = subprocess.Popen(
            [*command, "-screen", "0", f"{size}x24"],
            pass_fds=(writing,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends.callback(_end, server)
        os.close(writing)
        with os.fdopen(reading) as told:
            ready, _, _ = select.select([told], [], [], _SECONDS)
            assert ready, "no display came up"
            display = f":{told.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"],
            env={**variables, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends.callback(_end, manager)
        shown = Screen(folder, display, variables)
        until(shown.is_managed, "no window manager came up")
        yield shown


def _accessibility_bus(ends: ExitStack, environment: Mapping[str, str]) -> dict[str, str]:
    """A session bus, which starts the bus of screen readers as soon as one is asked for."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    ends.callback(_end, bus)
    assert bus.stdout is not None
    with bus.stdout as told:
        ready, _, _ = select.select([told], [], [], _SECONDS)
        assert ready, "no bus came up"
        address = told.readline().decode().strip()
    return {"DBUS_SESSION_BUS_ADDRESS": address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


def until(
    question: Callable[[], T | None], failure: str, shown: Callable[[], object] = lambda: ""
) -> T:
    """Ask until there is an answer; the clock is looked at, never waited out."""
    end = time.monotonic() + _SECONDS
    pause = threading.Event()
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        pause.wait(0.05)
    raise AssertionError(failure.format(shown()))


def _end_what_runs_in(wrapper: "subprocess.Popen[bytes]") -> None:
    """End the program that was given another day; its wrapper then clears up and ends by itself."""
    if wrapper.poll() is None:
        children = Path(f"/proc/{wrapper.pid}/task/{wrapper.pid}/children").read_text()
        for child in children.split():
            os.kill(int(child), signal.SIGTERM)
        wrapper.wait(_SECONDS)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
