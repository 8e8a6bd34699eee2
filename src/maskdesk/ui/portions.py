"""Long work in the window done in portions, so that the window answers meanwhile."""

from collections import deque
from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import isValid

from maskdesk.ui.window_first import window_first

# Short enough for a key pressed meanwhile to be echoed at once.
_PORTION_SECONDS = 0.012


class Portions(QObject):
    """Walks through work a portion at a time, between the events of the window.

    Whatever else is done in portions meanwhile takes turns with it.
    `progress` carries how much of the whole is done, from 0 to 1, whenever a portion ends;
    `done` says that the work came to its end. Work taken up anew or stopped ends silently.
    """

    progress = Signal(float)
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[float] | None = None
        self._over = False

    @property
    def working(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def start(self, work: Iterator[float]) -> None:
        """Take up work that gives how much of it is done at every step.

        The first portion is done at once: what is short is over when this returns.
        """
        self.start_after_paint(work)
        self.go_on()
        if self._over:
            self.go_on()

    def start_after_paint(self, work: Iterator[float]) -> None:
        """Take up work once the window has shown what there is already."""
        self._work, self._over = work, False
        _turns().wait(self)

    def stop(self) -> None:
        """Leave the work as it is."""
        self._work, self._over = None, False

    def go_on(self) -> None:
        """Do a portion; that all is done is said in a turn of its own, for it may lead to more."""
        window_first()
        work = self._work
        if self._over:
            self.stop()
            self.done.emit()
        elif work is not None:
            try:
                self._do_portion(work)
            except Exception:
                self.stop()
                raise

    def _do_portion(self, work: Iterator[float]) -> None:
        until = perf_counter() + _PORTION_SECONDS
        for part in work:
            if perf_counter() > until:
                self.progress.emit(part)
                return
        self._over = self._work is work


class _Turns(QTimer):
    """Gives a turn to one after the other: the window has its own between any two."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._waiting: deque[Portions] = deque()
        self.setInterval(0)
        self.timeout.connect(self._give)

    def wait(self, portions: Portions) -> None:
        """Give it turns as long as it has work."""
        if portions not in self._waiting:
            self._waiting.append(portions)
        self.start()

    def _give(self) -> None:
        while self._waiting:
            first = self._waiting.popleft()
            # It may be gone with what it worked for.
            if isValid(first) and first.working:
                self._waiting.append(first)
                first.go_on()
                return
        self.stop()


_every_turn: list[_Turns] = []


def _turns() -> _Turns:
    if not _every_turn or not isValid(_every_turn[0]):
        _every_turn[:] = [_Turns()]
    return _every_turn[0]
