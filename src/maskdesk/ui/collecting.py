"""Throws away what leads back to itself, in the one thread where Qt's objects may be."""

import gc

from PySide6.QtCore import QObject, QTimer


class Collecting(QObject):
    """Collects from time to time on the window's own thread, and keeps Python from doing so.

    Python does it in whatever thread makes an object when it is due. What windows leave behind
    holds parts of Qt, and to throw those away beside the window's thread ends the program.
    """

    def __init__(self, holder: QObject) -> None:
        """Begin, until `end`."""
        super().__init__(holder)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(_collect_what_is_due)
        self._timer.start(_EVERY_MS)

    def end(self) -> None:
        """Leave it to Python again, if it was."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()


_EVERY_MS = 1_000


def _collect_what_is_due() -> None:
    """Collect the oldest generation of which as much has gathered as Python goes by.

    Where Python goes by no such number it gives 0.
    """
    gathered = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, most) in enumerate(gathered) if count > most > 0]
    if due:
        gc.collect(due[-1])
