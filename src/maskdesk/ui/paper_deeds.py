"""Making and printing the papers of the dossier in one window, while the clerk goes on typing.

What that needs is loaded when it is first asked for, not when the window opens.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from shiboken6 import isValid

if TYPE_CHECKING:
    from maskdesk.ui.finish import FinishDialog
    from maskdesk.ui.set_printing import SetPrinting
    from maskdesk.ui.window import DossierWindow


class PaperDeeds(QObject):
    """The wizard and the prints of one window."""

    def __init__(self, window: "DossierWindow") -> None:
        super().__init__(window)
        self._window = window
        self._wizard: FinishDialog | None = None
        self._printer: SetPrinting | None = None

    @property
    def wizard(self) -> "FinishDialog | None":
        """The wizard, while it is open."""
        wizard = self._wizard
        return wizard if wizard is not None and isValid(wizard) else None

    def finish(self) -> None:
        """Open the wizard, or bring it to the front."""
        wizard = self.wizard
        if wizard is None:
            wizard = self._wizard = self._new_wizard()
        wizard.show()
        wizard.raise_()
        wizard.activateWindow()

    def print_set(self) -> None:
        """Print what was made last, or drafts."""
        self._printing().print_dossier()

    def show_busy(self) -> bool:
        """Bring the wizard to the front where papers are being made; whether they are."""
        wizard = self.wizard
        if wizard is None or not wizard.busy:
            return False
        self.finish()
        return True

    def leave(self) -> None:
        """Close the wizard before the file goes."""
        wizard = self.wizard
        if wizard is not None:
            wizard.reject()
        if self._printer is not None:
            self._printer.leave()
            self._printer = None

    def _new_wizard(self) -> "FinishDialog":
        from maskdesk.ui.finish import FinishDialog

        window, desktop = self._window, self._window.desktop
        wizard = FinishDialog(
            window,
            speech=desktop.speech,
            workers=desktop.workers,
            file=window.file,
            savings=window.savings,
            settings=desktop.settings,
            keep_settings=desktop.take_settings,
            now=desktop.now,
        )
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.made.connect(window.show_standing)
        wizard.making.refused.connect(window.filing.stay)
        wizard.to_print.connect(self._printing().print_submission)
        return wizard

    def _printing(self) -> "SetPrinting":
        from maskdesk.ui.set_printing import SetPrinting

        if self._printer is not None:
            return self._printer
        window, desktop = self._window, self._window.desktop
        self._printer = SetPrinting(
            window,
            speech=desktop.speech,
            workers=desktop.workers,
            file=window.file,
            savings=window.savings,
            now=desktop.now,
            tell=desktop.tell(window),
        )
        return self._printer
