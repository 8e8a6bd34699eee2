"""Dossiers on their way from their files into windows: read aside, while the windows go on."""

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from maskdesk.errors import MaskDeskError
from maskdesk.ui.jobs import aside

T = TypeVar("T")

# What takes no longer needs no word.
_PATIENCE_MS = 300

# A share that went away does not keep the program from ending.
_MOST_SECONDS_TO_END = 5


class Openings(QObject):
    """What is being opened; a file asked for twice meanwhile is opened once.

    `changed` says that what is to be told of it may be another, `over` that nothing is under way.
    """

    changed = Signal()
    over = Signal()

    def __init__(self, holder: QObject) -> None:
        super().__init__(holder)
        self._under_way: dict[str, str] = {}
        self._threads: dict[str, Thread] = {}
        self._quiet: set[str] = set()
        self._after: dict[str, Callable[[], None]] = {}

    @property
    def under_way(self) -> tuple[str, ...]:
        """What the dossiers being read are called, the one asked for first in front."""
        return tuple(self._under_way.values())

    def ask(
        self,
        place: str,
        name: str,
        read: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[MaskDeskError], object],
    ) -> None:
        """Read what is to be shown of a dossier on a thread of its own: a share may take long.

        `place` is where its file lies, or what the journal of one without a file goes by.
        """
        if place in self._under_way:
            return
        self._under_way[place] = name
        QTimer.singleShot(_PATIENCE_MS, self, lambda: self._still(place))

        def start() -> None:
            self._threads[place] = aside(
                self,
                read,
                done=lambda found: self._end(place, lambda: done(found)),
                failed=lambda failure: self._end(
                    place, lambda: self.signalsBlocked() or failed(failure)
                ),
            )

        if place in self._quiet:
            self._after[place] = start
        else:
            start()

    def quietly(self, place: str, work: Callable[[], object], then: Callable[[], object]) -> None:
        """Do something with a file on a thread of its own, unless it is being opened.

        Nothing is said of it. Who asks for the file meanwhile gets it right after.
        """
        if place in self._threads:
            then()
            return

        def rest(_: object) -> None:
            self._quiet.remove(place)
            del self._threads[place]
            start = self._after.pop(place, None)
            if self.signalsBlocked():
                return
            if start is not None:
                start()
            then()

        self._quiet.add(place)
        self._threads[place] = aside(self, work, done=rest, failed=rest)

    def end(self) -> None:
        """Wait, but not for ever, until nothing is under way: what was opened can be closed.

        Of what could not be opened nothing is said any more.
        """
        self.blockSignals(True)
        latest = monotonic() + _MOST_SECONDS_TO_END
        for thread in self._threads.values():
            thread.join(max(0, latest - monotonic()))
        QCoreApplication.sendPostedEvents()

    def _still(self, place: str) -> None:
        if place in self._under_way:
            self.changed.emit()

    def _end(self, place: str, tell: Callable[[], object]) -> None:
        del self._under_way[place], self._threads[place]
        self.changed.emit()
        try:
            tell()
        finally:
            if not self._under_way:
                self.over.emit()
