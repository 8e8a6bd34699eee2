"""The window: shows what the desk knows, reports what the clerk does, decides nothing."""

import builtins

import PySide6.QtCore  # noqa: F401 - what it did to `import` is taken back here

# PySide has every import read the source of what was imported, in search of its own switch
# `__feature__`, and keeps those lines. MaskDesk does not use it: a start would take a tenth longer.
vars(builtins)["__import__"] = getattr(builtins, "__orig_import__", builtins.__import__)
