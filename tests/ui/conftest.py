"""What holds for every test of the window."""

import os

# Before Qt is loaded: tests draw into memory and need no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
