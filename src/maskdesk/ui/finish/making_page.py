"""The papers being made: how far, and a way to stop between two of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QProgressBar, QTreeWidgetItem, QWidget

from maskdesk.desk.making import Progress, Submission
from maskdesk.desk.verifying import Trust, Verification
from maskdesk.desk.workers import Job
from maskdesk.desk.working import Saving
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.durable import FolderNotEmpty
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import Finishing, Place
from maskdesk.ui.finish.page import Page, Said, heading_label, hint_label, list_of_files
from maskdesk.ui.jobs import heard_by

_FORM = Qt.ItemDataRole.UserRole
_SUBJECT = Qt.ItemDataRole.UserRole + 1


class MakingPage(Page):
    """Made and verified in the making process, then written, then verified once more from disk.

    What was made stays at hand while it could not be written, so that nobody has to sign twice.
    """

    written = Signal()
    refused = Signal(object)

    can_go_back = False

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(finishing, holder)
        self.submission: Submission | None = None
        self.verification: Verification | None = None
        self.doubt: Said = str
        self._job: Job | None = None
        self._made_from: object = None
        self._in_work: QTreeWidgetItem | None = None
        self._step: Said = str
        self._counted: Said = str
        self.paper = heading_label("", self)
        self.paper.setObjectName("paperInWork")
        self.bar = QProgressBar(self)
        self.word(self.bar.setAccessibleName, N_("Progress"))
        self.bar.setTextVisible(False)
        self._count = hint_label("", self)
        self.list = list_of_files("papersInWork", 1, 0, self)
        self.word(self.list.setAccessibleName, N_("Papers"))
        self.list.setHeaderHidden(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.body.addWidget(self.paper)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._count)
        self.body.addWidget(self.list, 1)

    @property
    def heading(self) -> str:
        """What is going on."""
        return self.say(N_("The papers are being made"))

    @property
    def explained(self) -> str:
        """That the clerk may stop, or leave."""
        if self.is_writing:
            text = N_(
                "You can close this window and go on: the papers are written meanwhile, and it"
                " opens again when that is done."
            )
        elif self.is_given_up:
            text = N_("If this takes too long, close this window: nothing is written.")
        else:
            text = N_("Until all of them are made and verified, nothing is written.")
        return self.say(text)

    @property
    def is_writing(self) -> bool:
        """Whether all is made, so that there is nothing left to stop."""
        return self._job is None

    @property
    def is_given_up(self) -> bool:
        """Whether it was told to stop: nothing of it is written any more."""
        return self._job is not None and self._job.unwanted

    @property
    def verb(self) -> str:
        """It leads on by itself."""
        return ""

    def enter(self) -> None:
        """Start, unless what is wanted was made already and only needs another folder."""
        finishing = self.finishing
        signer = finishing.holder.fingerprint if finishing.holder is not None else ""
        forms = finishing.making.forms
        wish = (finishing.manner, forms, finishing.finishes, signer, id(finishing.dossier))
        if self.submission is not None and self._made_from == wish:
            self._write()
            return
        self.submission, self._made_from = None, wish
        count = len(finishing.wanted)
        self.bar.setRange(0, count)
        self.bar.setValue(0)
        self._tell_step(lambda: self.say(N_("Getting ready …")))
        self._fill()
        if self._place.is_filled:
            self._look_for_left()
        else:
            self._make()

    def stop(self) -> None:
        """Stop after the paper in work; what is being written goes on."""
        if self._job is not None:
            self._job.cancel()
            self._tell_step(lambda: self.say(N_("Stopping after this paper …")), self._counted)
            self.altered.emit()

    def say_again(self) -> None:
        """Say everything anew, the paper in work too."""
        super().say_again()
        self._say_step()
        for at in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(at)
            if line is not None:
                line.setText(0, self.finishing.title(*line.data(0, _SUBJECT)))

    def _tell_step(self, step: Said, counted: Said = str) -> None:
        self._step, self._counted = step, counted
        self._say_step()

    def _say_step(self) -> None:
        self.paper.setText(self._step())
        self._count.setText(self._counted())

    def _make(self) -> None:
        finishing = self.finishing
        hearer = heard_by(
            self, done=self._made, failed=self._fail, stopped=self._stopped, told=self._tell
        )
        self._job = finishing.workers.make(
            finishing.file.unwritten, finishing.making, finishing.signing, hearer
        )

    def _fill(self) -> None:
        self.list.clear()
        for planned in self.finishing.wanted:
            line = QTreeWidgetItem(self.list)
            line.setText(0, self.finishing.title(planned.form, planned.subject))
            line.setData(0, _SUBJECT, (planned.form, planned.subject))
            line.setIcon(0, look.icon("not-started", "quiet"))
            line.setData(0, _FORM, planned.form)
        self._in_work = None

    def _mark(self, form: str) -> None:
        """The paper in work; the one before is done."""
        if self._in_work is not None:
            self._in_work.setIcon(0, look.icon("complete", "met"))
            self._in_work.setData(0, _FORM, None)
        lines = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        self._in_work = next((one for one in lines if one and one.data(0, _FORM) == form), None)
        if self._in_work is not None:
            self._in_work.setIcon(0, look.icon("in-progress", "accent"))
            self.list.scrollToItem(self._in_work)

    def _tell(self, progress: Progress) -> None:
        self._mark(progress.paper)
        self.bar.setRange(0, progress.count)
        self.bar.setValue(progress.position - 1)
        position, count = progress.position, progress.count
        self._tell_step(
            lambda: self.finishing.title(progress.paper),
            lambda: self.say(N_("{position} of {count}"), position=position, count=count),
        )

    def _stopped(self) -> None:
        self._job = None
        self._back(lambda: self.say(N_("Stopped; nothing was written.")))

    def _made(self, submission: Submission) -> None:
        if self.is_given_up:
            self._stopped()
            return
        self._job = None
        self.submission = submission
        self._mark("")
        self.bar.setValue(self.bar.maximum())
        self._write()

    def _write(self) -> None:
        submission = self.submission
        if submission is None:
            return
        self._tell_step(lambda: self.say(N_("Writing the folder and the dossier …")))
        file, place = self.finishing.file, self._place
        self._keep(lambda: file.delivering(submission, place.folder, place.medium))

    def _keep(self, freeze: Callable[[], Saving]) -> None:
        self.altered.emit()
        self.finishing.savings.ask(freeze, done=lambda _: self._verify(), failed=self._fail)

    def _verify(self) -> None:
        self.written.emit()
        self._tell_step(lambda: self.say(N_("Verifying what was written …")))
        finishing = self.finishing
        hearer = heard_by(self, done=self._verified, failed=self._not_verified)
        finishing.workers.verify(self._place.folder, finishing.now(), Trust(), hearer)

    def _verified(self, verification: Verification) -> None:
        self.verification = verification
        self.went_on.emit()

    def _not_verified(self, failure: MaskDeskError) -> None:
        """It was verified before it was written; what is there now is for the result to say."""
        self.doubt = lambda: self.finishing.speech.tell(failure)
        self.went_on.emit()

    def _look_for_left(self) -> None:
        """A filled folder may hold this very package from a run that was cut off."""
        finishing = self.finishing
        hearer = heard_by(self, done=self._found, failed=self._fail, stopped=self._stopped)
        self._job = finishing.workers.find(
            finishing.file.unwritten,
            finishing.making,
            finishing.signing,
            self._place.folder,
            hearer,
        )

    def _found(self, submission: Submission | None) -> None:
        if self.is_given_up:
            self._stopped()
            return
        self._job = None
        if submission is None:
            folder = self._place.folder
            self._fail(FolderNotEmpty(file=folder.name, folder=str(folder), reason=""))
            return
        self.submission = submission
        file = self.finishing.file
        self._keep(lambda: file.remembering(submission))

    def _fail(self, failure: MaskDeskError) -> None:
        self._job = None
        self._back(lambda: self.finishing.speech.tell(failure))

    def _back(self, said: Said) -> None:
        self.went_back.emit()
        self.refused.emit(said)

    @property
    def _place(self) -> Place:
        place = self.finishing.place
        if place is None:
            raise TypeError("papers are made once it is settled where they go")
        return place
