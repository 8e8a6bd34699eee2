"""Recording what became of a version, and filing what came back."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog

from maskdesk.desk.attaching import examine_content
from maskdesk.desk.handing_in import correct_move, record_move, waiting_shipments
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.returning import accept, accept_scan, is_signed_paper
from maskdesk.desk.verifying import Trust
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.sections import Evidence, Move
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.rules.ground import known
from maskdesk.rules.life import licences_of
from maskdesk.store.durable import read_file
from maskdesk.ui.asking import tell_failure
from maskdesk.ui.evidence.viewer import Viewer
from maskdesk.ui.jobs import aside
from maskdesk.ui.pages.hand_in_page import STEP_FIELDS
from maskdesk.ui.step_dialog import Rows, StepDialog

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow


class Handing:
    """The deeds of the hand-in page of one window."""

    def __init__(self, window: "DossierWindow") -> None:
        self._window = window
        speech = window.desktop.speech
        self._viewer = Viewer(window, speech, self._content_of, self._fail)

    def record(self, kind: str) -> None:
        """Ask for a step and record it; the dossier is saved with it."""
        window = self._window
        speech, now = window.desktop.speech, window.desktop.now()
        step = Move(id="step", kind=kind, day=now.date())
        dialog = StepDialog(window, speech, step, STEP_FIELDS.get(kind, ()), self._rows())
        if dialog.exec():
            told, papers = dialog.step, dialog.papers.papers
            window.filing.record(
                lambda opened: record_move(opened, told, now, speech.language, papers)
            )

    def correct(self, step: Move) -> None:
        """Ask how a recorded step should read, and why, and record that."""
        window = self._window
        speech, now = window.desktop.speech, window.desktop.now()
        names = (*STEP_FIELDS.get(known(step.kind) or "", ()), "corrected")
        wrong = replace(step, corrected=None)
        dialog = StepDialog(window, speech, wrong, names, self._rows())
        if dialog.exec():
            told, papers = dialog.step, dialog.papers.papers
            window.filing.record(lambda opened: correct_move(opened, told, now, papers))

    def show(self, paper: Evidence) -> None:
        """Open a paper that is filed with a step."""
        file, digest = known(paper.file) or paper.id, known(paper.digest) or ""
        aside(
            self._window,
            lambda: examine_content(self._content_of(digest), file).found,
            done=lambda found: self._viewer.open(file, found),
            failed=self._fail,
        )

    def _content_of(self, digest: str) -> bytes:
        return self._window.file.evidence(digest).read()

    def _rows(self) -> dict[str, Rows]:
        """The shipments a step can be about, and the licences it can rest on."""
        dossier, speech = self._window.editing.dossier, self._window.desktop.speech
        names = row_names(dossier, "shipments", speech.translate, speech.language)
        waiting = waiting_shipments(dossier)
        order = sorted(names, key=lambda row_id: row_id not in waiting)
        shipments = [(names[row_id], row_id) for row_id in order]
        other = (speech.say(N_("Another, which the dossier does not hold")), None)
        # None is waiting: another. One is: that. Of several, or of none at all, the clerk knows.
        likely = 0 if len(waiting) == 1 else -1 if waiting else len(order)
        offered = {"shipment": Rows(options=(*shipments, other), chosen=likely)}
        if not names:
            del offered["shipment"]
        steps = row_names(dossier, "moves", speech.translate, speech.language)
        given = licences_of(dossier.moves, None, None)
        if given:
            licences = tuple((steps[one.id], one.id) for one in given)
            offered["licence"] = Rows(options=licences, chosen=0 if len(given) == 1 else -1)
        return offered

    def choose(self) -> None:
        """Ask for files that came back, and file them."""
        window = self._window
        desktop = window.desktop
        folder = desktop.settings.folders.get("returns", str(Path.home()))
        chosen, _ = QFileDialog.getOpenFileNames(
            window,
            desktop.speech.say(N_("File what came back")),
            folder,
            "PDF, PNG, JPEG, TIFF (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)",
        )
        if chosen:
            folders = {**desktop.settings.folders, "returns": str(Path(chosen[0]).parent)}
            desktop.change_settings(folders=folders)
            self.accept(tuple(map(Path, chosen)))

    def accept(self, files: tuple[Path, ...]) -> None:
        """File what came back; each file is proved to be what it is taken for, aside."""
        window = self._window
        before, standing = window.file.unwritten, window.file.standing()
        moment = window.desktop.now()

        def work() -> OpenDossier:
            filed = standing()
            for file in files:
                content = read_file(file)
                if is_signed_paper(content):
                    filed, _ = accept(filed, content, moment=moment, trust=Trust())
                else:
                    filed, _ = accept_scan(filed, content, file.name, moment=moment)
            return filed

        def done(filed: OpenDossier) -> None:
            if _same(window.file.unwritten, before):
                window.filing.record(lambda _: filed)
            else:
                # What was edited meanwhile is not in what was looked at: look once more.
                self.accept(files)

        aside(window, work, done=done, failed=self._fail)

    def _fail(self, failure: MaskDeskError) -> None:
        tell_failure(self._window, self._window.desktop.speech, failure)


def _same(one: OpenDossier, other: OpenDossier) -> bool:
    return one.dossier is other.dossier and one.container.members == other.container.members
