"""A process that has loaded libraries and sees nothing foreign; readers are copies of it.

Loading what reads a PDF takes a second, copying a process that has done so a few milliseconds:
so each foreign file can have a process that no other file was ever in.
`multiprocessing`'s own fork server would start the program's main module again in each copy, and
listens at an address.
"""

import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import reduction
from multiprocessing.connection import Connection
from typing import Final

from msgspec import Struct

# Only there copying a process is both possible and safe whatever its libraries do.
CAN_COPY: Final = sys.platform == "linux"

Prepare = Callable[[], None]
Work = Callable[[Connection], None]


class Copy(Struct, frozen=True, kw_only=True):
    """One copy, at work until it is killed or done; its template ends it."""

    template: "Template"
    number: int

    def kill(self) -> None:
        """End it at once, wherever it is."""
        with contextlib.suppress(OSError):  # without its template no copy is left
            self.template.end(self.number)

    def join(self) -> None:
        """Nothing to wait for: the template does."""


class Template:
    """The process that is copied; it ends with whoever started it, or when long unused."""

    def __init__(self, prepare: Prepare, seconds: float, *, unused: float = 120) -> None:
        """Start it, to end after so many seconds unused.

        Raises EOFError where it is not ready within `seconds`.
        """
        self._asking = threading.Lock()
        self._numbers = itertools.count()
        context = multiprocessing.get_context("spawn")
        self._control, there = context.Pipe()
        self._process = context.Process(target=_stand, args=(there, prepare, unused), daemon=True)
        with allowed_children():
            self._process.start()
        there.close()
        if not self._control.poll(seconds):
            self._process.kill()
        self._control.recv_bytes(len(_READY))

    def copy(self, work: Work, pipe: Connection) -> Copy:
        """Let a copy do `work` with its end of a pipe.

        Raises OSError or EOFError where the template is gone.
        """
        with self._asking:
            number = next(self._numbers)
            self._control.send((number, work))
            reduction.send_handle(self._control, pipe.fileno(), self._process.pid)
            self._control.recv_bytes(len(_READY))
        return Copy(template=self, number=number)

    def end(self, number: int) -> None:
        """End a copy. Raises OSError where the template is gone."""
        with self._asking:
            self._control.send((number, None))


_READY: Final = b"."
_templates: Final[dict[Prepare, Template]] = {}
_starting: Final = threading.Lock()


def copy_of(prepare: Prepare, work: Work, pipe: Connection, seconds: float) -> Copy:
    """A copy of the template that `prepare` loads, which is started where there is none.

    Raises EOFError where none is ready within `seconds`.
    """
    with _starting:
        template = _templates.get(prepare)
        if template is not None:
            with contextlib.suppress(OSError, EOFError):
                return template.copy(work, pipe)
        template = _templates[prepare] = Template(prepare, seconds)
        return template.copy(work, pipe)


_one_at_a_time: Final = threading.Lock()


@contextlib.contextmanager
def allowed_children() -> Iterator[None]:
    """Let the window's workers start processes.

    Python forbids children to processes that end with their parent, lest they be left behind;
    templates and readers end when their pipe does.
    """
    settings = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    with _one_at_a_time:
        bound = settings.get("daemon", False)
        settings["daemon"] = False
        try:
            yield
        finally:
            settings["daemon"] = bound


def fall_silent() -> None:
    """Keep what libraries remark about a foreign file away from the clerk's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _stand(control: Connection, prepare: Prepare, unused: float) -> None:
    """The template's whole life: it takes orders from whoever started it, and no foreign byte."""
    fall_silent()
    prepare()
    gc.collect()
    gc.freeze()  # so that collecting in a copy touches nothing of what all copies share
    control.send_bytes(_READY)
    copies: dict[int, int] = {}
    try:
        while copies or control.poll(unused):
            _obey(control, copies)
    except EOFError:
        pass
    finally:
        for process in copies.values():
            _end(process)


def _obey(control: Connection, copies: dict[int, int]) -> None:
    number, work = control.recv()
    if work is None:
        _end(copies.pop(number))
        return
    handle = reduction.recv_handle(control)
    process = os.fork()
    if process == 0:
        try:
            control.close()
            work(Connection(handle))
        finally:
            os._exit(0)
    copies[number] = process
    os.close(handle)
    control.send_bytes(_READY)


def _end(process: int) -> None:
    os.kill(process, signal.SIGKILL)  # it is known until it was waited for, even if it has ended
    os.waitpid(process, 0)
