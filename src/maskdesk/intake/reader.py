"""A process that reads one foreign file and is thrown away: it can crash, hang or swell alone."""

import math
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

SECONDS: Final = 10
_MEMORY: Final = 512 << 20
_LONGEST_ANSWER: Final = 1 << 24


class TooMuchToRead(MaskDeskError):
    """A file that took the reader too long, too much memory, or killed it."""

    problem = N_("{file} could not be read: it takes too long or too much memory.")
    way_out = N_("Scan or export it again, smaller; nothing was changed.")


def read_apart(
    read: Callable[[bytes], bytes],
    content: bytes,
    file: str,
    *,
    prepare: Callable[[], None],
    seconds: float = SECONDS,
    longest: int = _LONGEST_ANSWER,
) -> bytes:
    """What `read` makes of foreign bytes, in a fresh process with limits on time and memory.

    The process is given the bytes alone: no keys, no open dossier; and once `prepare` has loaded
    the libraries that `read` uses, it can open no file, no connection and no other program.
    Its answer is bytes too (at most `longest`), for what a foreign file may have taken over must
    not hand objects back. Raises TooMuchToRead, for whatever `read` raises as well.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, prepare, read, seconds), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(content)
        if not here.poll(_SECONDS_TO_START) or here.recv_bytes(1) != _READY:
            raise TooMuchToRead(file=file)
        if not here.poll(seconds):
            raise TooMuchToRead(file=file)
        return here.recv_bytes(longest)
    except (EOFError, OSError) as broken:
        raise TooMuchToRead(file=file) from broken
    finally:
        here.close()
        process.kill()
        process.join()


# Starting reads nothing foreign; on an old, busy computer it alone may take seconds.
_SECONDS_TO_START: Final = 60
_READY: Final = b"."


def _work(
    connection: Connection,
    prepare: Callable[[], None],
    read: Callable[[bytes], bytes],
    seconds: float,
) -> None:
    _fall_silent()
    prepare()
    content = connection.recv_bytes()
    _limit(math.ceil(seconds))
    connection.send_bytes(_READY)
    connection.send_bytes(read(content))


def _fall_silent() -> None:
    """Keep what libraries remark about a foreign file away from the clerk's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit(seconds: int) -> None:
    """Bound memory and processor time, and open nothing any more, where the system can.

    The parent's clock bounds the time on every system.
    """
    if sys.platform == "win32":  # no such limits; a job object would have to be set by the parent
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    busy = math.ceil(used.ru_utime + used.ru_stime)
    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, busy + seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        # Neither a file nor a socket nor a pipe to another program can be had without a number.
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))
