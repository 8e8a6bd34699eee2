"""Runs a command and, at the n-th event of a kind, kills it, interrupts it or fails the call.

Called as `at_event.py EVENT N ACTION WITHIN WORDS...`; ACTION is `kill`, `interrupt` or an errno's
name, WITHIN a folder: only calls that name a path below it count; empty for all calls.
Events are those Python reports to its audit hooks before a call of the system is made.
"""

import errno
import os
import signal
import sys


def main() -> int:
    event, number, action, within, *words = sys.argv[1:]
    from maskdesk.__main__ import main as start

    left = int(number)

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if name != event or (name == "open" and not _writes(arguments)):
            return
        if within and not any(str(argument).startswith(within) for argument in arguments):
            return
        left -= 1
        if left:
            return
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if action == "interrupt":
            raise KeyboardInterrupt
        number = getattr(errno, action)
        raise OSError(number, os.strerror(number))

    sys.addaudithook(hook)
    sys.argv[1:] = words
    return start()


def _writes(arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written, and not one of Python's own."""
    path, mode, flags = arguments
    writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
    return bool(writes) and not str(path).endswith(".pyc") and mode is not None


if __name__ == "__main__":
    sys.exit(main())
