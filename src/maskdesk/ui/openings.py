"""Dossiers on their way from their files into windows: read aside, while the windows go on."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from maskdesk.errors import MaskDeskError
from maskdesk.ui.jobs import aside

T = TypeVar("T")

# What takes no longer needs no word.
_PATIENCE_MS = 300


class Openings(QObject):
    """What is being opened; a file asked for twice meanwhile is opened once.

    `changed` says that what is to be told of it may be another, `over` that nothing is under way.
    """

    changed = Signal()
    over = Signal()

    def __init__(self, holder: QObject) -> None:
        super().__init__(holder)
        self._under_way: dict[str, str] = {}

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
        aside(
            self,
            read,
            done=lambda found: self._end(place, lambda: done(found)),
            failed=lambda failure: self._end(place, lambda: failed(failure)),
        )

    def _still(self, place: str) -> None:
        if place in self._under_way:
            self.changed.emit()

    def _end(self, place: str, tell: Callable[[], object]) -> None:
        del self._under_way[place]
        self.changed.emit()
        try:
            tell()
        finally:
            if not self._under_way:
                self.over.emit()
