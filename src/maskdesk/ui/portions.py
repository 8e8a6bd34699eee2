"""Long work in the window done in portions, so that the window answers meanwhile."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

# Short enough for a key pressed meanwhile to be echoed at once.
_PORTION_SECONDS = 0.012


class Portions(QObject):
    """Walks through work a portion at a time, between the events of the window.

    `progress` carries how much of the whole is done, from 0 to 1, whenever a portion ends;
    `done` says that the work came to its end. Work taken up anew or stopped ends silently.
    """

    progress = Signal(float)
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[float] | None = None
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def working(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def start(self, work: Iterator[float]) -> None:
        """Take up work that gives how much of it is done at every step.

        The first portion is done at once: what is short is over when this returns.
        """
        self.start_after_paint(work)
        self._go_on()
        if self._over:
            self._go_on()

    def start_after_paint(self, work: Iterator[float]) -> None:
        """Take up work once the window has shown what there is already."""
        self._work, self._over = work, False
        self._timer.start()

    def stop(self) -> None:
        """Leave the work as it is."""
        self._work, self._over = None, False
        self._timer.stop()

    def _go_on(self) -> None:
        """Do a portion; that all is done is said in a turn of its own, for it may lead to more."""
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
