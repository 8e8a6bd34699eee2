"""What holds for every test of the window."""

import os
import time

# Before Qt is loaded: tests draw into memory and need no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The clerk of the tests sits in Hà Nội.
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
time.tzset()
