"""Runs pyHanko's coroutines where nothing is waited for."""

from collections.abc import Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")


def at_once(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """What a coroutine gives that asks nobody and so never waits.

    An event loop would need connections of its own, which a reader may not open; what does wait
    after all raises RuntimeError.
    """
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    coroutine.close()
    raise RuntimeError("a check would have waited for somebody else")
