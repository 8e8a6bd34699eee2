"""Long work on a thread of its own gives way to the window, for both share one interpreter.

While two threads compute, each waits for the other at every step: to paint a table beside an entry
of the journal that is being made takes three times as long as alone.
"""

import threading
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

_T = TypeVar("_T")

# In all: what is to be kept is on the medium within seconds, however busy the window is.
_PATIENCE_SECONDS = 1.5
_at_rest = threading.Event()
_at_rest.set()


def window_works() -> bool:
    """The window is about to work, or already was: what gives way waits. Whether that is new."""
    was_at_rest = _at_rest.is_set()
    _at_rest.clear()
    return was_at_rest


def window_rests() -> None:
    """The window has nothing to do, or waits for other threads: they go on."""
    _at_rest.set()


def giving_way(portions: Iterable[_T]) -> Iterator[_T]:
    """Portions of long work, each begun while the window has nothing to do.

    In the window's own thread they are its own work.
    """
    is_beside = threading.current_thread() is not threading.main_thread()
    patience = _PATIENCE_SECONDS if is_beside else 0
    for portion in portions:
        yield portion
        if patience > 0 and not _at_rest.is_set():
            began = monotonic()
            _at_rest.wait(patience)
            patience -= monotonic() - began
