"""Does steps of writing in child processes that stop at once, so that a tracer can be put on them.

Run as a program: `served_steps.py MODULE`. The module has STEPS, functions of a folder by name, and
may have `get_ready`, which is called once before any of them.
For each line `STEP<tab>FOLDER<tab>ERRORS` it forks, says the number of the stopped child, and when
the child has ended how: its exit code, or minus the signal. A step ends with 0, with 2 after a
failure that has a sentence, and with 1 after any other; both are written to the file ERRORS.
"""

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from maskdesk.errors import MaskDeskError


def main(module: str) -> None:
    """Serve until nobody asks any more."""
    served = importlib.import_module(module)
    steps: Mapping[str, Callable[[Path], object]] = served.STEPS
    getattr(served, "get_ready", bool)()
    for line in sys.stdin:
        step, folder, errors = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            _do(steps[step], Path(folder), errors)
        os.waitpid(child, os.WUNTRACED)
        _answer(child)
        _answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _do(step: Callable[[Path], object], folder: Path, errors: str) -> None:
    said = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        step(folder)
    except MaskDeskError as failure:
        _end(said, 2, f"{type(failure).__name__}: {failure}")
    except BaseException:  # noqa: BLE001 - the tests read of it
        _end(said, 1, traceback.format_exc())
    os._exit(0)


def _end(said: int, code: int, text: str) -> NoReturn:
    # Not by a plain write, which the tests let fail.
    os.pwrite(said, text.encode(), 0)
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
