"""A process that reads foreign files and is thrown away: it can crash, hang or swell alone."""

import contextlib
import math
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Self

from maskdesk.errors import MaskDeskError
from maskdesk.intake.template import (
    CAN_COPY,
    Copy,
    Prepare,
    Work,
    allowed_children,
    copy_of,
    fall_silent,
)
from maskdesk.language import N_

SECONDS: Final = 10
_MEMORY: Final = 512 << 20
_LONGEST_ANSWER: Final = 1 << 24
_LONGEST_QUESTION: Final = 256 << 20


class TooMuchToRead(MaskDeskError):
    """A file that took the reader too long, too much memory, or killed it."""

    problem = N_("{file} could not be read: it takes too long or too much memory.")
    way_out = N_("Ask for it again, or scan or export it smaller; nothing was changed.")


def read_apart(
    read: Callable[[bytes], bytes],
    content: bytes,
    file: str,
    *,
    prepare: Callable[[], None],
    seconds: float = SECONDS,
    longest: int = _LONGEST_ANSWER,
    opens: bool = False,
) -> bytes:
    """What `read` makes of foreign bytes, in a process that is thrown away after this one file.

    Raises TooMuchToRead; see `Reader`.
    """
    with Reader(read, prepare=prepare, seconds=seconds, longest=longest, opens=opens) as reader:
        return reader.read(content, file)


class Reader:
    """Reads the files of one sender, one after the other, each within limits.

    Each file has a process of its own, copied from one that has seen none: what a file does to
    its reader, no other file meets. Where processes cannot be copied the files of one sender share
    one, for starting another takes a second; a file that breaks a limit ends it there too.

    A process is given bytes alone: no keys, no open dossier; and once `prepare` has loaded the
    libraries that `read` uses, it can open no file, no connection and no other program. Its answers
    are bytes too (at most `longest`), for what a foreign file may have taken over must not hand
    objects back.

    `opens` lets it open files all the same: for what is read by no foreign library, but asks
    tables that lie in files. `memory` is the most it may take, its libraries included.
    """

    def __init__(
        self,
        read: Callable[[bytes], bytes],
        *,
        prepare: Callable[[], None],
        seconds: float = SECONDS,
        longest: int = _LONGEST_ANSWER,
        opens: bool = False,
        memory: int = _MEMORY,
    ) -> None:
        self._read = read
        self._opens = opens
        self._memory = memory
        self._prepare = prepare
        self._seconds = seconds
        self._longest = longest
        self._process: BaseProcess | Copy | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._throw_away()

    def read(self, content: bytes, file: str) -> bytes:
        """What `read` makes of these bytes.

        Raises TooMuchToRead where it takes too long, too much memory, or raises anything.
        """
        if len(content) > _LONGEST_QUESTION:
            raise TooMuchToRead(file=file)
        try:
            pipe = self._pipe or self._start()
            with self._killed_after(self._seconds * _LONGER_BY_CLOCK):
                pipe.send_bytes(content)
                answer = pipe.recv_bytes(self._longest)
        except (EOFError, OSError) as broken:
            self._throw_away()
            raise TooMuchToRead(file=file) from broken
        if CAN_COPY:
            self._throw_away()
        return answer

    def _start(self) -> Connection:
        seconds = math.ceil(self._seconds)
        work = partial(_read_on, self._read, seconds, self._opens, self._memory)
        self._pipe, there = multiprocessing.Pipe()
        with there:
            self._process = _copied(self._prepare, work, there)
        with self._killed_after(_SECONDS_TO_START):
            self._pipe.recv_bytes(len(_READY))
        return self._pipe

    @contextlib.contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        """Whatever part of a message it hangs in, the process ends and the pipe breaks."""
        process = self._process
        clock = threading.Timer(seconds, process.kill) if process is not None else None
        if clock is not None:
            clock.start()
        try:
            yield
        finally:
            if clock is not None:
                clock.cancel()

    def _throw_away(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


# Computing alone is what a file is given seconds for, where the system can count them: on a busy
# computer an honest one waits for its turn much longer, and one that only waits is given up, too.
_LONGER_BY_CLOCK: Final = 1 if sys.platform == "win32" else 6

# Starting reads nothing foreign; on an old, busy computer it alone may take seconds.
_SECONDS_TO_START: Final = 60
_READY: Final = b"."


def _copied(prepare: Prepare, work: Work, pipe: Connection) -> BaseProcess | Copy:
    if CAN_COPY:
        return copy_of(prepare, work, pipe, _SECONDS_TO_START)
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_begin, args=(prepare, work, pipe), daemon=True)
    with allowed_children():
        process.start()
    return process


def _begin(prepare: Prepare, work: Work, pipe: Connection) -> None:
    """The life of a reader that is no copy."""
    fall_silent()
    prepare()
    work(pipe)


def _read_on(
    read: Callable[[bytes], bytes],
    seconds: int,
    opens: bool,
    memory: int,
    connection: Connection,
) -> None:
    """Runs in the reader: what comes over the pipe is read, until nobody asks any more."""
    _limit(seconds, memory)
    if not opens:
        _open_nothing()
    connection.send_bytes(_READY)
    while True:
        content = connection.recv_bytes()
        _limit_processor(seconds)
        connection.send_bytes(read(content))


def _limit(seconds: int, memory: int) -> None:
    """Bound memory, processor time and what is written, where the system can.

    The parent's clock bounds the time it may last on every system.
    """
    if sys.platform == "win32":  # no such limits; a job object would have to be set by the parent
        return
    import resource

    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    if sys.platform != "darwin":  # which refuses to bound the memory of a process
        limits.append((resource.RLIMIT_AS, memory))
    for limit, most in limits:
        resource.setrlimit(limit, (most, most))
    _limit_processor(seconds)


def _open_nothing() -> None:
    """Neither a file nor a socket nor a pipe to another program can be had without a number."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _limit_processor(seconds: int) -> None:
    """Bound the processor time of the next file."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    busy = math.ceil(used.ru_utime + used.ru_stime)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (busy + seconds, most))
