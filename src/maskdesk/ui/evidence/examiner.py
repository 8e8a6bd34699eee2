"""What is known of the attached files: found out one after the other, apart from the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from maskdesk.desk.attaching import Attachment, examine_content
from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import Examined
from maskdesk.ui.jobs import aside

# Of these nothing happens on opening; anything else a viewer could do for a stranger.
_HARMLESS = frozenset({"signed", "named-otherwise", "repaired"})


class Examiner(QObject):
    """Examines attached files when they are first asked about; `found` carries the digest.

    `content_of` gives the bytes of attached evidence; it may be called in any thread.
    """

    found = Signal(str)

    def __init__(self, content_of: Callable[[str], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._content_of = content_of
        self._known: dict[str, Examined | MaskDeskError] = {}
        self._pictures: dict[str, QPixmap] = {}
        self._waiting: dict[str, str] = {}
        self._busy = False

    def take(self, attached: Attachment) -> None:
        """Take note of what was found when a file was added."""
        self._known[attached.found.digest] = attached.found

    def about(self, digest: str, file: str) -> Examined | MaskDeskError | None:
        """What is known of a file, or why nothing can be; None until it was looked at."""
        if digest and digest not in self._known and digest not in self._waiting:
            self._waiting[digest] = file
            self._go_on()
        return self._known.get(digest)

    def picture(self, digest: str, file: str) -> QPixmap | None:
        """Its first page, small; None until it was looked at."""
        known = self.about(digest, file)
        if not isinstance(known, Examined):
            return None
        if digest not in self._pictures:
            self._pictures[digest] = QPixmap.fromImage(QImage.fromData(known.thumbnail))
        return self._pictures[digest]

    def _go_on(self) -> None:
        if self._busy or not self._waiting:
            return
        # What was asked last is looked at first: it is what the clerk sees.
        digest = next(reversed(self._waiting))
        file = self._waiting[digest]
        self._busy = True
        content_of = self._content_of
        aside(
            self,
            lambda: examine_content(content_of(digest), file).found,
            done=lambda known: self._take(digest, known),
            failed=lambda failure: self._take(digest, failure),
        )

    def _take(self, digest: str, known: Examined | MaskDeskError) -> None:
        self._busy = False
        self._known[digest] = known
        self._waiting.pop(digest, None)
        self.found.emit(digest)
        self._go_on()


def would_act(found: Examined) -> tuple[str, ...]:
    """What a file would do when a viewer opens it (message ids with their places filled later)."""
    return tuple(one.code for one in found.warnings if one.code not in _HARMLESS)
