"""Files on their way into the dossier: examined, asked about where need be, kept, attached."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from maskdesk.desk.attaching import (
    Attachment,
    examine_attachment,
    examine_content,
    without_location,
)
from maskdesk.desk.working import OpenedFile
from maskdesk.dossier.paths import rows_at
from maskdesk.dossier.sections import Evidence
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.blob import Blob
from maskdesk.ui.editing import Editing
from maskdesk.ui.jobs import aside


class AlreadyAttached(MaskDeskError):
    """A file whose very bytes are evidence of this dossier already."""

    problem = N_("{file} is attached already, as {name}.")
    way_out = N_("Link that one to what it proves.")


class Adding(QObject):
    """Adds files one after the other, in the order they were given.

    `added` carries the path of a new row and what was found about its file; `refused` a failure;
    `progress` how many are left. `may_drop_place` is asked whether the place a picture was taken
    at may be taken out of it.
    """

    added = Signal(str, object)
    refused = Signal(object)
    progress = Signal(int)

    def __init__(
        self,
        editing: Editing,
        file: Callable[[], OpenedFile],
        may_drop_place: Callable[[str], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editing = editing
        self._file = file
        self._may_drop_place = may_drop_place
        self._waiting: list[Callable[[], Attachment]] = []
        self._busy = False

    @property
    def left(self) -> int:
        """How many files are still to be added."""
        return len(self._waiting) + self._busy

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files on disk."""
        self._waiting += [partial(examine_attachment, path) for path in paths]
        self._go_on()

    def add_picture(self, content: bytes, file: str) -> None:
        """Add a picture that has no file yet."""
        self._waiting.append(partial(examine_content, content, file))
        self._go_on()

    def add_pasted(self, pasted: QMimeData | None, moment: datetime) -> bool:
        """Add files or a picture from the clipboard or dropped; whether there were any."""
        if pasted is None:  # a clipboard nothing was ever put on
            return False
        paths = [Path(url.toLocalFile()) for url in pasted.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
            return True
        image = pasted.imageData() if pasted.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            name = self._editing.speech.say(
                N_("Picture {moment}"), moment=f"{moment:%Y-%m-%d %H.%M.%S}"
            )
            self.add_picture(_png(image), f"{name}.png")
            return True
        return False

    def stop(self) -> None:
        """Add no more files."""
        self._waiting.clear()
        self.progress.emit(self.left)

    def _go_on(self) -> None:
        self.progress.emit(self.left)
        if self._busy or not self._waiting:
            return
        self._busy = True
        aside(self, self._waiting.pop(0), done=self._examined, failed=self._fail)

    def _examined(self, attached: Attachment) -> None:
        same = self._same(attached.found.digest)
        if same is not None:
            self._fail(AlreadyAttached(file=attached.file, name=same))
            return
        drops = attached.found.located and self._may_drop_place(attached.file)
        hold = self._file().hold

        def keep() -> tuple[Attachment, Blob]:
            kept = without_location(attached) if drops else attached
            return kept, hold(kept.content)

        aside(self, keep, done=lambda kept: self._attach(*kept), failed=self._fail)

    def _attach(self, attached: Attachment, blob: Blob) -> None:
        row = self._editing.session.new_row("evidence")
        if isinstance(row, Evidence):
            row = replace(row, file=attached.file, media_type=attached.found.media_type)
            if self._editing.do(lambda: self._file().add_evidence(blob, row)):
                self.added.emit(f"evidence[{row.id}]", attached)
        self._next()

    def _fail(self, failure: MaskDeskError) -> None:
        self.refused.emit(failure)
        self._next()

    def _next(self) -> None:
        self._busy = False
        self._go_on()

    def _same(self, digest: str) -> str | None:
        for row in rows_at(self._editing.dossier, "evidence"):
            if isinstance(row, Evidence) and row.digest == digest:
                return str(row.file or row.id)
        return None


def can_be_added(dropped: QMimeData) -> bool:
    """Whether what is dragged over a window holds files or a picture."""
    return dropped.hasImage() or any(url.isLocalFile() for url in dropped.urls())


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide takes a text
    return bytes(content.data())
