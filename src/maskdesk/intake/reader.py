"""A process that reads one foreign file and is thrown away: it can crash, hang or swell alone."""

import math
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

_SECONDS = 20
_MEMORY = 1 << 30
_LONGEST_ANSWER = 1 << 24


class TooMuchToRead(MaskDeskError):
    """A file that took the reader too long, too much memory, or killed it."""

    problem = N_("{file} could not be read: it takes too long or too much memory.")
    way_out = N_("Scan or export it again, smaller; nothing was changed.")


def read_apart(
    read: Callable[[bytes], bytes], content: bytes, file: str, *, seconds: float = _SECONDS
) -> bytes:
    """What `read` makes of foreign bytes, in a fresh process with limits on time and memory.

    The process is given the bytes alone: no keys, no files, no open dossier. Its answer is bytes
    too, for what a foreign file may have taken over must not hand objects back.
    Raises TooMuchToRead, for whatever `read` raises as well.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, read, seconds), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(content)
        if not here.poll(seconds):
            raise TooMuchToRead(file=file)
        return here.recv_bytes(_LONGEST_ANSWER)
    except (EOFError, OSError) as broken:
        raise TooMuchToRead(file=file) from broken
    finally:
        here.close()
        process.kill()
        process.join()


def _work(connection: Connection, read: Callable[[bytes], bytes], seconds: float) -> None:
    _fall_silent()
    _limit(math.ceil(seconds))
    connection.send_bytes(read(connection.recv_bytes()))


def _fall_silent() -> None:
    """Keep what libraries remark about a foreign file away from the clerk's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit(seconds: int) -> None:
    """Bound memory and processor time where the system can; the parent's clock bounds the rest."""
    if sys.platform == "win32":  # no such limits; a job object would have to be set by the parent
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
