"""Does on another core what lets the rest of the program go on meanwhile: hashing, summing."""

import _thread
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")

# To sum so many bytes takes longer than to start a thread for it.
WORTH_A_THREAD = 1 << 18
# Decoding, say, keeps every other thread of Python from beginning.
_UNTIL_IT_RUNS = 0.001


def aside(work: Callable[[], _Answer], size: int) -> Callable[[], _Answer]:
    """Begin work on so many bytes on another core; calling the answer waits for it.

    What is not worth it, or no core has begun by then, is done when the answer is called.
    The answer raises what the work raised.
    """
    if size < WORTH_A_THREAD:
        return work
    taken, runs, done = threading.Lock(), threading.Lock(), threading.Event()
    answers: list[_Answer] = []
    failures: list[BaseException] = []

    def take() -> None:
        if taken.acquire(blocking=False):
            try:
                answers.append(work())
            except BaseException as failure:  # noqa: BLE001 - raised where the answer is asked for
                failures.append(failure)
            finally:
                done.set()

    def take_on_another_core() -> None:
        runs.release()
        take()

    def answer() -> _Answer:
        take()
        done.wait()
        for failure in failures:
            raise failure
        return answers[0]

    runs.acquire()
    # A thread of `threading` would be waited for however long it takes to run.
    with contextlib.suppress(RuntimeError):
        _thread.start_new_thread(take_on_another_core, ())
        runs.acquire(timeout=_UNTIL_IT_RUNS)
    return answer
