"""Earlier versions of a dossier's file: what each differs in, and going back to one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.saving import restored
from maskdesk.desk.wording import place_name
from maskdesk.dossier.difference import differences
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.backups import Backup
from maskdesk.ui import look
from maskdesk.ui.jobs import aside

if TYPE_CHECKING:
    from pathlib import Path

    from maskdesk.dossier.difference import Difference
    from maskdesk.dossier.sections import Dossier
    from maskdesk.ui.speech import Speech

_PLACES_TOLD = 40


class BackupsDialog(QDialog):
    """The backups with their times; `chosen` is the one to go back to."""

    def __init__(
        self,
        holder: QWidget,
        speech: "Speech",
        now: "Dossier",
        backups: tuple[Backup, ...],
        folder: "Path",
    ) -> None:
        super().__init__(holder)
        self._speech = speech
        self._dossier = now
        self._backups = backups
        self._folder = folder
        say = speech.say
        self.setObjectName("backups")
        self.setWindowTitle(say(N_("Restore a backup")))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap())
        text = N_("The file as it is now is kept as a backup itself; nothing is lost.")
        lead = QLabel(say(text if backups else N_("There is no backup of this file yet.")), self)
        lead.setWordWrap(True)
        box.addWidget(lead)
        self.list = QListWidget(self)
        self.list.setAccessibleName(say(N_("Backups")))
        self.list.setAlternatingRowColors(True)
        for backup in backups:
            QListWidgetItem(speech.show(backup.moment), self.list)
        box.addWidget(self.list, 1)
        name = say(N_("It differs from the dossier as it stands in:"))
        label = QLabel(name, self)
        box.addWidget(label)
        self.told = QPlainTextEdit(self)
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(name)
        label.setBuddy(self.told)
        box.addWidget(self.told, 1)
        buttons = QDialogButtonBox(self)
        self._go = QPushButton(look.icon("history"), say(N_("Go back to it")), self)
        self._go.setEnabled(False)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(say(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show)
        look.size_in_lines(self, 34, 30)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def chosen(self) -> Backup | None:
        """The backup to go back to."""
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _show(self) -> None:
        backup = self.chosen
        self._go.setEnabled(False)
        if backup is None:
            return
        self.told.setPlainText(self._speech.say(N_("The file is being looked at …")))
        now, folder = self._dossier, self._folder
        # Every byte of it is checked, of much evidence, too.
        aside(
            self,
            lambda: differences(restored(backup, folder).dossier, now),
            done=lambda found: self._tell(backup, found),
            failed=lambda failure: self._refuse(backup, failure),
        )

    def _tell(self, backup: Backup, found: "tuple[Difference, ...]") -> None:
        if backup is not self.chosen:
            return
        catalogue = self._speech.catalogue
        first, more = found[:_PLACES_TOLD], len(found) - _PLACES_TOLD
        names = [place_name(catalogue, self._dossier, one.path) for one in first]
        if more > 0:
            names.append(self._speech.say(N_("… and {n} more places."), n=more))
        self.told.setPlainText("\n".join(names) or self._speech.say(N_("Nothing.")))
        self._go.setEnabled(True)

    def _refuse(self, backup: Backup, failure: MaskDeskError) -> None:
        if backup is self.chosen:
            self.told.setPlainText(self._speech.tell(failure))
