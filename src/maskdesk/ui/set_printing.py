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
from maskdesk.ui.jobs import aside, heard_by
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
        self._preparing = False

    def print_dossier(self) -> None:
        """What was made last of the version as it is sealed; drafts of any other state."""
        if self._preparing:
            return
        self._preparing = True
        self._holder.setCursor(Qt.CursorShape.BusyCursor)
        opened = self._file.unwritten

        def take(made: Submission | None) -> None:
            if made is not None:
                self._prepared(made)
                return
            hearer = heard_by(self, done=self._prepared, failed=self._not_prepared)
            making = Making(moment=self._now(), draft=True)
            self._workers.make(opened, making, None, hearer)

        # What a long dossier was sealed as takes a second to read.
        aside(
            self,
            lambda: latest_package(opened) if is_as_sealed(opened) else None,
            done=take,
            failed=self._not_prepared,
        )

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

    def _prepared(self, submission: Submission) -> None:
        self._rest()
        self.print_submission(submission)

    def _not_prepared(self, failure: MaskDeskError) -> None:
        self._rest()
        self._tell(failure)

    def _rest(self) -> None:
        self._preparing = False
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
