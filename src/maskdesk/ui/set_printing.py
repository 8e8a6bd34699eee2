"""Printing from a dossier: what was made of it last, or drafts; kept in its history."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from maskdesk.desk.making import Making, Submission, is_as_sealed
from maskdesk.desk.sheaves import Sheaf, latest_package, sheaves
from maskdesk.desk.workers import Workers
from maskdesk.desk.working import OpenedFile
from maskdesk.errors import MaskDeskError
from maskdesk.ui.jobs import heard_by
from maskdesk.ui.printing import PrintDialog
from maskdesk.ui.savings import Savings
from maskdesk.ui.speech import Speech


class SetPrinting(QObject):
    """The prints of one dossier; `tell` says what could not be done."""

    def __init__(
        self,
        holder: QWidget,
        *,
        speech: Speech,
        workers: Workers,
        file: OpenedFile,
        savings: Savings,
        now: Callable[[], datetime],
        tell: Callable[[MaskDeskError], None],
    ) -> None:
        super().__init__(holder)
        self._holder = holder
        self._speech = speech
        self._workers = workers
        self._file = file
        self._savings = savings
        self._now = now
        self._tell = tell
        self._drafting = False

    def print_dossier(self) -> None:
        """What was made last of the version as it is sealed; drafts of any other state."""
        opened = self._file.opened
        try:
            made = latest_package(opened) if is_as_sealed(opened) else None
        except MaskDeskError as failure:
            self._tell(failure)
            return
        if made is not None:
            self.print_submission(made)
        elif not self._drafting:
            self._drafting = True
            self._holder.setCursor(Qt.CursorShape.BusyCursor)
            hearer = heard_by(self, done=self._drafted, failed=self._not_drafted)
            making = Making(moment=self._now(), draft=True)
            self._workers.make(opened, making, None, hearer)

    def print_submission(self, submission: Submission) -> None:
        """Ask which of its papers and how often."""
        papers = sheaves(submission, self._file.session.dossier)
        dialog = PrintDialog(self._holder, self._speech, self._file.session.dossier, papers)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.printed.connect(self._keep)
        dialog.setModal(True)
        dialog.show()

    def leave(self) -> None:
        """Ask nothing more: the file goes."""
        self._rest()
        self.deleteLater()

    def _drafted(self, submission: Submission) -> None:
        self._rest()
        self.print_submission(submission)

    def _not_drafted(self, failure: MaskDeskError) -> None:
        self._rest()
        self._tell(failure)

    def _rest(self) -> None:
        self._drafting = False
        self._holder.unsetCursor()

    def _keep(self, papers: Sequence[Sheaf], printer: str) -> None:
        """Put the print into the history: which papers, how often, on which printer."""
        kinds = {sheaf.way for sheaf in papers}
        what = "printed drafts" if kinds == {"draft"} else "printed"
        after = f"{', '.join(f'{sheaf.file} x {sheaf.copies}' for sheaf in papers)} @ {printer}"
        self._savings.ask(
            lambda: self._file.noting(what, after=after),
            done=lambda _: None,
            failed=self._tell,
        )
