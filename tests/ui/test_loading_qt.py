"""Qt as the window brings it in: what explains its calls is put off, and not lost."""

import subprocess
import sys

from cli.command_line import environment

START = "import maskdesk.ui\n"
# Two threads at once, as jobs beside the window may be refused at the same moment.
TOLD = """
import sys
from threading import Thread
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QLabel

def told(call, *arguments):
    try:
        call(*arguments)
    except Exception as refused:
        said.append(f"{type(refused).__name__} {refused}")

said = []
threads = [Thread(target=told, args=(QSize().scale, "broad")) for _ in range(4)]
for one in threads:
    one.start()
for one in threads:
    one.join()
told(QObject().setObjectName, 3)
told(QSize)
told(QSize, 1, "high")
told(getattr, QObject(), "setObjectname")
print(*said, QLabel.setText.__doc__, sep="\\n")
"""


def run(script: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not ended.stderr
    return ended.stdout


def test_what_pyside_tells_of_a_refused_call_is_the_same() -> None:
    told = run(START + TOLD)
    assert told == run(TOLD)
    assert told.count("Supported signatures") > 1
    assert "setText(self, arg__1: str" in told


def test_none_of_it_runs_before_it_is_asked_for() -> None:
    loaded = run(START + "import sys; print(*sys.modules)").split()
    # What it brings with it.
    assert not {"argparse", "inspect", "logging"} & set(loaded)
