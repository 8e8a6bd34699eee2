"""Hearing what became of a task that another process does."""

import queue
from typing import Generic, TypeVar

from maskdesk.desk.making import Progress
from maskdesk.desk.workers import Hearer
from maskdesk.errors import MaskDeskError

T = TypeVar("T")
# Never waited for unless something is broken.
_SECONDS = 120


class Stopped:
    """What comes of a task that was taken back."""


class Ear(Generic[T]):
    """A hearer that can be waited for."""

    def __init__(self) -> None:
        self._heard: queue.SimpleQueue[T | MaskDeskError | Stopped] = queue.SimpleQueue()
        self.told: list[Progress] = []
        self.hearer = Hearer[T](
            done=self._heard.put,
            failed=self._heard.put,
            stopped=lambda: self._heard.put(Stopped()),
            told=self.told.append,
        )

    def heard(self) -> T | MaskDeskError | Stopped:
        """What became of the task."""
        return self._heard.get(timeout=_SECONDS)

    def answer(self) -> T:
        """The answer; a failure is raised."""
        heard = self.heard()
        if isinstance(heard, MaskDeskError):
            raise heard
        assert not isinstance(heard, Stopped)
        return heard
