"""What holds for every test of the window."""

import os
import time
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from ui.keyboard import MILLISECONDS

# Before a window is made: tests draw into memory and need no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The clerk of the tests sits in Hà Nội.
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
time.tzset()


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits as long as it takes, and no longer: what never comes fails in the end."""
    for name in ("waitUntil", "waitSignal", "waitActive"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=MILLISECONDS))
    return qtbot
