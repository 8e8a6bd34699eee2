"""Attached files shown in the system's own viewer, with a warning where one would do something."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from maskdesk.errors import MaskDeskError
from maskdesk.intake.attachment import ENDINGS, Examined
from maskdesk.language import N_
from maskdesk.ui.asking import agreed
from maskdesk.ui.evidence.examiner import would_act
from maskdesk.ui.jobs import aside
from maskdesk.ui.speech import Speech


def may_drop_place(holder: QWidget, speech: Speech, file: str) -> bool:
    """Whether the place a picture was taken at may be taken out of it."""
    say = speech.say
    return agreed(
        holder,
        say(N_("{file} tells where it was taken."), file=file),
        say(N_("Whoever gets the file can read the place. The picture itself stays the same.")),
        say(N_("Take the place out")),
        say(N_("Keep the place")),
    )


class Viewer:
    """Opens attached files for one widget, as copies that go with it.

    `content_of` gives the bytes of a file by its digest, in any thread; `failed` hears why one
    could not be read.
    """

    def __init__(
        self,
        holder: QWidget,
        speech: Speech,
        content_of: Callable[[str], bytes],
        failed: Callable[[MaskDeskError], None],
    ) -> None:
        self._holder = holder
        self._speech = speech
        self._content_of = content_of
        self._failed = failed
        self._opened: tempfile.TemporaryDirectory[str] | None = None

    def open(self, file: str, known: Examined) -> None:
        """Show a file, once the clerk agrees to what it would do."""
        if self._may_open(known, file):
            content_of, digest = self._content_of, known.digest
            aside(
                self._holder,
                lambda: content_of(digest),
                done=partial(self._show, file, known),
                failed=self._failed,
            )

    def _may_open(self, known: Examined, file: str) -> bool:
        acts = would_act(known)
        if not acts:
            return True
        say, translate = self._speech.say, self._speech.catalogue.translate
        said = [one.sentence(translate) for one in known.warnings if one.code in acts]
        return agreed(
            self._holder,
            say(N_("{file} is not just pages to read."), file=file),
            "\n".join((*said, say(N_("Open it only if you trust whoever sent it.")))),
            say(N_("Open it all the same")),
            say(N_("Leave it closed")),
        )

    def _show(self, file: str, known: Examined, content: bytes) -> None:
        if self._opened is None:
            self._opened = tempfile.TemporaryDirectory(prefix="maskdesk-")
            self._holder.destroyed.connect(self._opened.cleanup)
        # A viewer goes by the ending: it is the one of what the file is, whatever it was called.
        ending = ENDINGS[known.media_type][0]
        stem = "".join(one if one.isalnum() or one in " -_" else "_" for one in Path(file).stem)
        path = Path(self._opened.name) / f"{stem[:60] or known.digest[:12]}{ending}"
        path.write_bytes(content)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
