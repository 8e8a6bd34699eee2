"""What happens when MaskDesk itself goes wrong: copies are kept, the clerk is told calmly."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from maskdesk.language import N_
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from maskdesk.desk.working import OpenedFile


class Mishaps:
    """The last resort for an exception nobody expected."""

    def __init__(self, speech: Speech, files: "Callable[[], tuple[OpenedFile, ...]]") -> None:
        self._speech = speech
        self._files = files
        self._telling = False
        self._former = sys.excepthook

    def install(self) -> None:
        """Take every exception that reaches the event loop."""
        sys.excepthook = self.take

    def remove(self) -> None:
        """Leave exceptions to whom they went before."""
        sys.excepthook = self._former

    def take(
        self, kind: type[BaseException], _mishap: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep copies of unsaved work, log the place under an id, tell the clerk that id."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import logging
        import secrets
        import traceback

        number = secrets.token_hex(3).upper()
        # Where it went wrong, without the values: those may be the clerk's.
        places = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        log = logging.getLogger(__name__)
        log.error("mishap %s: %s at %s", number, kind.__name__, " < ".join(reversed(places)))
        from maskdesk.desk.working import emergency_copies

        copies = emergency_copies(self._files())
        if not self._telling:
            self._telling = True
            self._tell(number, copies)
            self._telling = False

    def _tell(self, number: str, copies: tuple[Path, ...]) -> None:
        from PySide6.QtWidgets import QMessageBox

        say = self._speech.say
        box = QMessageBox(QApplication.activeWindow())
        box.setObjectName("mishap")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("MaskDesk")
        box.setText(say(N_("MaskDesk met a fault of its own. What you did last may not be done.")))
        lines = [say(N_("Save your work, and report the number {number}."), number=number)]
        if copies:
            names = "\n".join(str(copy) for copy in copies)
            lines.append(say(N_("Copies of unsaved work lie here:\n{files}"), files=names))
        box.setInformativeText("\n".join(lines))
        box.addButton(say(N_("Go on")), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
