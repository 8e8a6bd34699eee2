"""One running MaskDesk for each clerk, however soon another start comes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from maskdesk.ui.meeting import comes_first
from maskdesk.ui.one_program import hand_over

FILE = Path("/SAMPLE/a.maskdesk").absolute()
# It takes its time to start, and again before it looks at what it was asked.
FIRST = """
import sys
import threading
from PySide6.QtCore import QCoreApplication
from maskdesk.ui.meeting import comes_first
from maskdesk.ui.one_program import Listener

place, starting, busy = sys.argv[1], *map(float, sys.argv[2:])
application = QCoreApplication([])
print(comes_first(place), flush=True)
threading.Event().wait(starting)
listener = Listener(place, application)
listener.asked.connect(lambda files: (print(*files), application.quit()))
threading.Event().wait(busy)
application.exec()
"""


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "place")


@contextmanager
def first(place: str, starting: float, busy: float) -> Iterator["subprocess.Popen[str]"]:
    """Another program that came first."""
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, place, str(starting), str(busy)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == "True\n"
            yield program
        finally:
            program.kill()


@pytest.mark.parametrize(("starting", "busy"), [(1, 0), (0, 3)])
def test_a_program_that_is_starting_or_busy_is_waited_for(
    place: str, starting: float, busy: float
) -> None:
    with first(place, starting, busy) as program:
        assert hand_over(place, (FILE,))
        assert program.communicate()[0] == f"{FILE}\n"


def test_only_one_comes_first_and_nobody_waits_for_one_that_was_killed(place: str) -> None:
    with first(place, starting=600, busy=0) as program:
        assert not comes_first(place)
        program.kill()
        assert not hand_over(place, (FILE,))
    assert not comes_first(place), "this program came first meanwhile"
