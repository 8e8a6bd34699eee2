"""A clerk who cannot see the screen: things are found by what they are and are called."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, convert

from ui.end_to_end.screen import Screen, until

_PROGRAM = Path(__file__).with_name("bus_program.py")
# Debian's library of the bus belongs to Debian's own Python.
_PYTHON = "/usr/bin/python3"


class Thing(Struct, frozen=True, kw_only=True):
    """What the accessibility bus says of something shown."""

    place: int
    role: str
    name: str
    labels: tuple[str, ...]
    description: str
    text: str
    states: tuple[str, ...]

    @property
    def called(self) -> str:
        """What a screen reader calls it: a list to choose from by its label, else by its name."""
        return " ".join(self.labels) if self.role == "combo box" else self.name


class ScreenReader:
    """Reads what the bus says, and does what the bus can do."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self._program = program

    def all(self, role: str, called: str = "") -> list[Thing]:
        """What is shown of a role now, or of a role and a name."""
        found = self._ask("look", 0, role)
        if isinstance(found, str):  # something went away meanwhile: it is looked at again
            return []
        things = [convert({"place": at, **one}, Thing) for at, one in enumerate(found)]
        return [one for one in things if called in ("", one.called)]

    def find(self, role: str, called: str) -> Thing:
        """Wait for the one thing of this role that is called so."""
        return until(
            lambda: next(iter(self.all(role, called)), None),
            f"no {role} “{called}” among {{}}",
            lambda: [one.called for one in self.all(role)],
        )

    def hear(self, role: str, words: str) -> Thing:
        """Wait for a thing of this role whose name or description holds some words."""
        return until(
            lambda: next(
                (one for one in self.all(role) if words in f"{one.called}\n{one.description}"), None
            ),
            f"no {role} says “{words}”: {{}}",
            lambda: [(one.called, one.description) for one in self.all(role)],
        )

    def press(self, role: str, called: str) -> None:
        """Press a button, or an entry of a menu."""
        self._do("Press", self.find(role, called))

    def tick(self, called: str) -> None:
        """Tick a box."""
        self._do("Toggle", self.find("check box", called))

    def choose(self, called: str) -> None:
        """Choose what stands in a list."""
        self._do("select", self.find("list item", called))

    def open(self, called: str) -> None:
        """Open a list to choose from."""
        self._do("ShowMenu", self.find("combo box", called))

    def go_to(self, role: str, called: str) -> Thing:
        """Bring the keyboard there."""
        self._do("focus", self.find(role, called))
        return until(
            lambda: next((one for one in self.all(role, called) if "focused" in one.states), None),
            f"the keyboard does not go to {called}",
        )

    def write(self, called: str, text: str) -> None:
        """Go into a field and write into it, as dictation does."""
        self._do("write", self.go_to("text", called), text)

    def _do(self, deed: str, thing: Thing, *words: str) -> None:
        self._ask(deed, thing.place, *words)

    def _ask(self, *words: object) -> Any:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(words) + "\n")
        self._program.stdin.flush()
        return json.loads(self._program.stdout.readline())


@contextmanager
def screen_reader(screen: Screen) -> Iterator[ScreenReader]:
    """A screen reader for the length of a test."""
    log = (screen.folder / "screen-reader.log").open("ab")
    program = subprocess.Popen(
        [_PYTHON, str(_PROGRAM)],
        env=screen.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    with log, program:
        yield ScreenReader(program)
        assert program.stdin is not None
        program.stdin.close()
        program.wait(60)
