"""Dossiers on their way from their files into windows: read aside, while the windows go on."""

from collections.abc import Callable
from pathlib import Path
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
        self._under_way: list[Path] = []

    @property
    def under_way(self) -> tuple[Path, ...]:
        """The files being read, the one asked for first in front."""
        return tuple(self._under_way)

    def ask(
        self,
        path: Path,
        read: Callable[[], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[MaskDeskError], object],
    ) -> None:
        """Read what is to be shown of a file on a thread of its own: a share may take long."""
        if path in self._under_way:
            return
        self._under_way.append(path)
        QTimer.singleShot(_PATIENCE_MS, self, lambda: self._still(path))
        aside(
            self,
            read,
            done=lambda found: self._end(path, lambda: done(found)),
            failed=lambda failure: self._end(path, lambda: failed(failure)),
        )

    def _still(self, path: Path) -> None:
        if path in self._under_way:
            self.changed.emit()

    def _end(self, path: Path, tell: Callable[[], object]) -> None:
        self._under_way.remove(path)
        self.changed.emit()
        try:
            tell()
        finally:
            if not self._under_way:
                self.over.emit()
