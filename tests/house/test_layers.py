"""The command line stands without a window."""

import subprocess
import sys

_WITHOUT_QT = """
import importlib.abc, sys

class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("no Qt here: " + name)
        return None

sys.meta_path.insert(0, NoQt())
import maskdesk.cli
"""


def test_the_command_line_works_without_qt() -> None:
    tried = subprocess.run([sys.executable, "-c", _WITHOUT_QT], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
