"""A dossier and its file: saving, what another did to it meanwhile, what a crash left."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.recovering import Recovery
from maskdesk.desk.saving import FileBroughtBack, backups
from maskdesk.desk.wording import missing_sentences, place_name
from maskdesk.desk.working import OnDisk, OpenedFile
from maskdesk.dossier.difference import Difference
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, show_local
from maskdesk.rules.ground import known
from maskdesk.store.failures import DossierChanged
from maskdesk.store.settings import Recent
from maskdesk.ui.banner import Choice
from maskdesk.ui.dropping import SUFFIX
from maskdesk.ui.jobs import aside, brought, within

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow

_SECONDS_TO_LET_GO = 1
_DIFFERENCES_TOLD = 6


class Filing:
    """The file of one dossier's window."""

    def __init__(self, window: "DossierWindow") -> None:
        self._window = window
        self._saved_at: datetime | None = None
        self._copied = ""
        self._disk_said: OnDisk = "same"
        self._leaving = False
        self._remarked: set[type[MaskDeskError]] = set()
        self._offering = False
        self._hear()

    @property
    def name(self) -> str:
        """What the file is called; a dossier without one is new."""
        path = self._window.file.path
        return path.stem if path is not None else self._say(N_("New dossier"))

    # Saving

    def save(self, then: Callable[[], None] | None = None, *, over: bool = False) -> None:
        """Save while the clerk goes on; a dossier that has no file yet asks for one.

        `then` follows once it is saved.
        """
        window = self._window
        if window.file.path is None:
            self.save_as(then)
            return

        def fail(failure: MaskDeskError) -> None:
            if isinstance(failure, DossierChanged):
                self._say_writing()
                self._settle_changed(then)
            else:
                self._fail(failure)

        window.savings.ask(
            lambda: window.file.saving(over=over),
            done=lambda _: self.take_saved(then),
            failed=fail,
            name="" if then or over else "save",
        )

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Save under another name and go on there; `then` follows once it is saved."""
        window, path = self._window, self._ask_path(N_("Save dossier as"))
        if path is None:
            self.stay()
            return
        window.savings.ask(
            # The system's dialog asked before it named a file that exists.
            lambda: window.file.saving_as(path, over=True),
            done=lambda _: self.take_saved(then),
            failed=self._fail,
        )

    def save_copy(self) -> None:
        """Write a copy elsewhere and go on with this file."""
        window, path = self._window, self._ask_path(N_("Save a copy"))
        if path is None:
            return

        def say_copied() -> None:
            self._copied = path.name
            self.say_kept()

        window.savings.ask(
            lambda: window.file.saving_copy(path, over=True),
            done=lambda _: say_copied(),
            failed=self._fail,
        )

    def record(self, deed: Callable[[OpenDossier], OpenDossier]) -> None:
        """Save at once what sealing, amending, a hand-in or a return makes of the dossier."""
        window = self._window
        try:
            change = window.savings.record(lambda: window.file.committing(deed))
        except MaskDeskError as failure:
            self._fail(failure)
            return
        window.editing.tell(change)
        self.take_saved()

    def show_saving(self) -> None:
        """Say that something is being written, and what waits for it."""
        window = self._window
        self._say_writing()
        if not window.savings.busy and self._leaving:
            self._leaving = False
            # The one who waited for it asks once more: something may have been typed since.
            QTimer.singleShot(0, window, window.close)

    def go_back(self) -> None:
        """Offer the backups of this file and go back to the one chosen."""
        window = self._window
        path, workplace = window.file.path, window.desktop.workplace
        try:
            found = backups(path, workplace.folder) if path is not None else ()
        except MaskDeskError as failure:
            self._fail(failure)
            return
        speech, dossier = window.desktop.speech, window.editing.dossier
        from maskdesk.ui.backups_dialog import BackupsDialog

        dialog = BackupsDialog(window, speech, dossier, found, workplace.folder)
        if not dialog.exec() or dialog.chosen is None:
            return
        chosen = dialog.chosen
        try:
            window.take_file(window.savings.wait_for(lambda: window.file.go_back(chosen)))
        except MaskDeskError as failure:
            self._fail(failure)

    def may_close(self) -> bool:
        """Whether the window may go: it stays where the clerk wants, and while it is saved.

        After a save that it waited for, it closes by itself.
        """
        window = self._window
        if window.savings.busy:
            self._wait_to_leave()
            return False
        if not window.file.unsaved or window.file.read_only is not None:
            return True
        answer = self._ask_about_unsaved()
        if answer == "save":
            self._wait_to_leave()
            self.save()
        return answer == "drop"

    @property
    def leaving(self) -> bool:
        """Whether the window closes by itself once it is saved."""
        return self._leaving

    def stay(self) -> None:
        """Stay open, whatever was waited for."""
        if self._leaving:
            self._leaving = False
            self.show_banner()
            self._window.stayed.emit()

    def begin_anew(self) -> None:
        """Forget what was said of the file as it was opened before."""
        self._hear()
        self._saved_at, self._disk_said, self._copied = None, "same", ""
        self._offering = self._leaving = False

    def close(self) -> None:
        """Let go of the file, remembering how it was last seen."""
        self._remember()
        within(_SECONDS_TO_LET_GO, self._window.file.close)

    # What is said about the file

    def say_kept(self) -> None:
        """That it is being saved, else when it was, or the latest edit kept, in the status bar."""
        window, file = self._window, self._window.file
        if window.savings.busy:
            text = self._say(N_("Saving …"))
        elif self._copied:
            text = self._say(N_("Copy saved: {file}"), file=self._copied)
        elif window.isWindowModified() and file.kept_at is not None and file.not_kept is None:
            text = self._say(N_("Kept {time}"), time=self._clock(file.kept_at))
        elif self._saved_at is not None:
            text = self._say(N_("Saved {time}"), time=self._clock(self._saved_at))
        else:
            text = ""
        window.kept.setText(text)

    def show_banner(self) -> None:
        """Say above the page what state the whole dossier is in, the most pressing first."""
        window, file = self._window, self._window.file
        if self._leaving:
            text = self._say(N_("{name} is being saved; then this window closes."), name=self.name)
            window.banner.say(text, "note", "save", [(self._say(N_("Stay open")), self.stay)])
        elif file.read_only is not None:
            self._say_read_only()
        elif file.not_kept is not None:
            text = window.desktop.speech.tell(file.not_kept)
            window.banner.say(text, "look", "look", [(self._say(N_("Save")), self.save)])
        elif file.recovery is not None:
            self._offer_recovery()
        elif self._disk_said != "same":
            self._say_disk()
        elif file.taken_up is not None and (missing := self._missing(file.taken_up)):
            window.banner.say(missing, "look", "history")
        elif window.standing.sealed:
            version = str(window.standing.version)
            window.banner.say(
                self._say(
                    N_("Version {version} is sealed. To change it, amend it."), version=version
                ),
                "note",
                "seal",
                [(self._say(N_("Amend …")), window.menus.amend)],
            )
        else:
            window.banner.say("", "note", "note")

    def look_at_disk(self) -> None:
        """Say so where somebody changed or removed the file meanwhile; a share may take long."""
        window, file = self._window, self._window.file
        if file.read_only is None and not window.savings.busy:
            aside(
                window,
                file.on_disk,
                done=lambda on_disk: self._take_disk(file, on_disk),
                failed=lambda _: None,
            )

    def take_edit(self) -> None:
        """Say where unsaved work went that was offered when the clerk went on without it."""
        self._copied = ""
        if not self._offering or self._window.file.recovery is not None:
            return
        self._offering = False
        self._window.banner.say(
            self._say(N_("You went on without the unsaved work. It lies among the backups.")),
            "note",
            "history",
            [(self._say(N_("Restore a backup …")), self.go_back)],
        )

    def take_saved(self, then: Callable[[], None] | None = None) -> None:
        """Show that the dossier was saved now, by itself or with a deed that saves it."""
        self._saved_at, self._copied = self._window.desktop.now(), ""
        self._disk_said = "same"
        self._window.show_standing()
        self._remember()
        self._tell_remarks()
        if then is not None:
            then()

    # Within

    def _hear(self) -> None:
        """Hear at once when an edit could not be kept for the case of a crash."""
        self._window.file.hear(brought(self._window, self._say_not_kept))

    def _say_not_kept(self) -> None:
        self.show_banner()
        self.say_kept()

    def _take_disk(self, file: OpenedFile, on_disk: OnDisk) -> None:
        window = self._window
        # What was looked at before a save says nothing any more.
        if window.file is file and not window.savings.busy and on_disk != self._disk_said:
            self._disk_said = on_disk
            self.show_banner()

    def _wait_to_leave(self) -> None:
        self._leaving = True
        self.show_banner()

    def _ask_about_unsaved(self) -> str:
        from PySide6.QtWidgets import QMessageBox

        from maskdesk.ui.asking import Answer, ask

        return ask(
            self._window,
            self._say(N_("Save the changes to {name}?"), name=self.name),
            self._say(N_("Without saving, the changes since the last save are lost.")),
            (
                Answer("save", self._say(N_("Save")), QMessageBox.ButtonRole.AcceptRole),
                Answer(
                    "drop",
                    self._say(N_("Close without saving")),
                    QMessageBox.ButtonRole.DestructiveRole,
                ),
                Answer("stay", self._say(N_("Go on editing")), QMessageBox.ButtonRole.RejectRole),
            ),
            safe="stay",
        )

    def _say_disk(self) -> None:
        said: dict[str, tuple[str, list[Choice]]] = {
            "changed": (
                N_("Somebody saved {name} since you opened it."),
                [(N_("Open theirs"), self._reopen), (N_("Save mine as …"), self.save_as)],
            ),
            "gone": (
                N_("{name} is not where it was. Nothing is lost: Save writes it there again."),
                [(N_("Save as …"), self.save_as), (N_("Restore a backup …"), self.go_back)],
            ),
            "away": (
                N_("{name} lies on a disk or share that is not connected. What you type is kept."),
                [(N_("Save as …"), self.save_as)],
            ),
            "unreadable": (
                N_("{name} cannot be read any more. Save sets that file aside and writes yours."),
                [(N_("Save mine as …"), self.save_as), (N_("Restore a backup …"), self.go_back)],
            ),
        }
        text, choices = said[self._disk_said]
        named = [(self._say(verb), done) for verb, done in choices]
        self._window.banner.say(self._say(text, name=self.name), "look", "look", named)

    def _say_read_only(self) -> None:
        window = self._window
        held = window.file.read_only
        if held is None:
            return
        choices: list[Choice] = [(self._say(N_("Save a copy …")), self.save_as)]
        if held.busy:
            choices.append((self._say(N_("Take over …")), self._take_over))
        text = window.desktop.speech.tell(held.failure)
        window.banner.say(text, "look", "lock", choices)

    def _offer_recovery(self) -> None:
        window = self._window
        recovery = window.file.recovery
        if recovery is None:
            return
        self._offering = True
        lines = [
            self._say(
                N_("Unsaved work of {kept} was found. The file was saved {saved}."),
                kept=recovery.kept,
                saved=recovery.saved or "–",
            ),
            self._told(recovery.differences),
        ]
        if recovery.over_another:
            lines.append(
                self._say(N_("Somebody saved the file since; the work is laid over their version."))
            )
        lines.append(self._missing(recovery))
        window.banner.say(
            "\n".join(line for line in lines if line),
            "note",
            "history",
            [
                (self._say(N_("Take it up")), self._recover),
                (self._say(N_("Later")), lambda: window.banner.say("", "note", "note")),
                (self._say(N_("Give it up …")), self._turn_down),
            ],
        )

    def _told(self, differences: tuple[Difference, ...]) -> str:
        window = self._window
        catalogue, dossier = window.desktop.speech.catalogue, window.editing.dossier
        first = differences[:_DIFFERENCES_TOLD]
        names = [place_name(catalogue, dossier, one.path) for one in first]
        shown = "; ".join(names)
        left = len(differences) - len(names)
        more = f"; … (+{left})" if left > 0 else ""
        return self._say(N_("It differs in: {places}."), places=shown + more) if names else ""

    def _missing(self, recovery: Recovery) -> str:
        speech = self._window.desktop.speech
        return speech.join(*missing_sentences(speech.catalogue, recovery))

    def _recover(self) -> None:
        self._offering = False
        try:
            self._window.savings.wait_for(self._window.file.recover)
        except MaskDeskError as failure:
            self._fail(failure)
        self._window.editing.replace_session(self._window.file.session)
        self._window.show_standing()

    def _turn_down(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        from maskdesk.ui.asking import Answer, ask

        answer = ask(
            self._window,
            self._say(N_("Give up the unsaved work?")),
            self._say(N_("The file stays as it was saved. The work lies among the backups.")),
            (
                Answer(
                    "drop",
                    self._say(N_("Give it up")),
                    QMessageBox.ButtonRole.DestructiveRole,
                ),
                Answer("keep", self._say(N_("Keep it")), QMessageBox.ButtonRole.RejectRole),
            ),
            safe="keep",
        )
        if answer == "drop":
            self._offering = False
            self._window.file.turn_down()
            self._window.show_standing()

    def _take_over(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        from maskdesk.ui.asking import Answer, ask

        answer = ask(
            self._window,
            self._say(N_("Take the dossier over?")),
            self._say(N_("Do so only if nobody works on it: what they did not save is lost.")),
            (
                Answer("take", self._say(N_("Take over")), QMessageBox.ButtonRole.DestructiveRole),
                Answer("leave", self._say(N_("Read only")), QMessageBox.ButtonRole.RejectRole),
            ),
            safe="leave",
        )
        if answer != "take":
            return
        window = self._window
        try:
            window.take_file(window.savings.wait_for(window.file.take_over))
        except MaskDeskError as failure:
            self._fail(failure)

    def _reopen(self) -> None:
        path = self._window.file.path
        if path is None:
            return
        answer = self._ask_about_unsaved() if self._window.file.unsaved else "drop"
        if answer == "save":
            self.save(lambda: self._window.reopen(path))
        elif answer == "drop":
            self._window.reopen(path)

    def _settle_changed(self, then: Callable[[], None] | None) -> None:
        from PySide6.QtWidgets import QMessageBox

        from maskdesk.ui.asking import Answer, ask

        answer = ask(
            self._window,
            self._say(N_("Somebody saved {name} since you opened it."), name=self.name),
            self._say(N_("Nothing was written yet.")),
            (
                Answer("as", self._say(N_("Save mine as …")), QMessageBox.ButtonRole.AcceptRole),
                Answer(
                    "over",
                    self._say(N_("Replace theirs")),
                    QMessageBox.ButtonRole.DestructiveRole,
                ),
                Answer("stay", self._say(N_("Go on editing")), QMessageBox.ButtonRole.RejectRole),
            ),
            safe="stay",
        )
        if answer == "as":
            self.save_as(then)
        elif answer == "over":
            self.save(then, over=True)
        else:
            self.stay()

    def _tell_remarks(self) -> None:
        """Say what is to be told of the latest save, but only once what each save would repeat."""
        window = self._window
        speech, remarks = window.desktop.speech, window.file.remarks
        for remark in remarks:
            if isinstance(remark, FileBroughtBack):
                window.banner.say(speech.tell(remark), "note", "save")
            elif type(remark) not in self._remarked:
                window.desktop.tell(window)(remark)
        self._remarked = {type(remark) for remark in remarks}

    def _say_writing(self) -> None:
        self._window.saving.setVisible(self._window.savings.busy)
        self.say_kept()

    def _fail(self, failure: MaskDeskError) -> None:
        self.stay()
        self._say_writing()  # what follows waits for an answer
        self._window.desktop.tell(self._window)(failure)

    def _ask_path(self, title: str) -> Path | None:
        desktop = self._window.desktop
        folder = desktop.settings.folders.get("dossiers", str(Path.home()))
        reference = known(self._window.editing.dossier.head.reference)
        stem = "".join(c if c.isalnum() or c in " -_." else "-" for c in reference or self.name)
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self._say(title),
            str(Path(folder) / f"{stem}{SUFFIX}"),
            f"MaskDesk (*{SUFFIX})",
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        folders = {**desktop.settings.folders, "dossiers": str(path.parent)}
        desktop.change_settings(folders=folders)
        return path

    def _remember(self) -> None:
        window = self._window
        path = window.file.path
        if path is None:
            return
        seen = Recent(
            file=str(path),
            reference=known(window.editing.dossier.head.reference) or "",
            state="sealed" if window.standing.sealed else "draft",
            seen=window.desktop.now().isoformat(),
            section=window.section,
            place=window.place(),
        )
        window.desktop.take_settings(window.desktop.settings.with_recent(seen))

    def _clock(self, moment: datetime) -> str:
        desktop = self._window.desktop
        return show_local(moment, desktop.speech.language, desktop.now().astimezone().date())

    def _say(self, message: str, /, **places: object) -> str:
        return self._window.desktop.speech.say(message, **places)
