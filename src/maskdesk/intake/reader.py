"""A process that reads one foreign file and is thrown away: it can crash, hang or swell alone."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_

_Answer = TypeVar("_Answer")

_SECONDS = 20
_MEMORY = 1 << 30


class TooMuchToRead(MaskDeskError):
    """A file that took the reader too long, too much memory, or killed it."""

    problem = N_("{file} could not be read: it takes too long or too much memory.")
    way_out = N_("Scan or export it again, smaller; nothing was changed.")


def read_apart(read: "Callable[[bytes], _Answer]", content: bytes, file: str) -> _Answer:
    """What `read` makes of foreign bytes, in a fresh process with limits on time and memory.

    The process is given the bytes alone: no keys, no files, no open dossier. Raises TooMuchToRead.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, read), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(content)
        if not here.poll(_SECONDS):
            raise TooMuchToRead(file=file)
        answer: _Answer = here.recv()
    except (EOFError, OSError) as broken:
        raise TooMuchToRead(file=file) from broken
    finally:
        here.close()
        process.kill()
        process.join()
    return answer


def _work(connection: Connection, read: "Callable[[bytes], _Answer]") -> None:
    _limit()
    connection.send(read(connection.recv_bytes()))


def _limit() -> None:
    """Bound memory and processor time where the system can; the parent's clock bounds the rest."""
    if sys.platform == "win32":  # no such limits; a job object would have to be set by the parent
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
