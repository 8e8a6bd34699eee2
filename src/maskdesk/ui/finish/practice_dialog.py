"""Makes an identity to practise with, from within the wizard."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.rules.ground import known
from maskdesk.store.durable import write_new_file
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import IDENTITIES, Finishing
from maskdesk.ui.finish.page import Remark, Said, heading_label, hint_label
from maskdesk.ui.jobs import heard_by


class PracticeDialog(QDialog):
    """Name, organisation, passphrase twice, and where the file goes.

    `made` carries the file of the new identity and what opens it.
    """

    made = Signal(str, str)

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(holder)
        self._finishing = finishing
        self.say = say = finishing.speech.say
        self.setObjectName("practiceIdentity")
        self.setWindowTitle(say(N_("Make a practice identity")))
        exporter = finishing.dossier.exporter
        signatory = exporter.signatories[0] if exporter.signatories else None
        person = known(signatory.name) if signatory is not None else None
        firm = known(exporter.name_english) or known(exporter.name_local)
        self.name = _line("name", person or "", self)
        self.organisation = _line("organisation", firm or "", self)
        self.first = _line("first", "", self, secret=True)
        self.second = _line("second", "", self, secret=True)
        self.place = _line("place", str(_free(finishing.folder_for(IDENTITIES))), self)
        elsewhere = QPushButton(say(N_("&Elsewhere …")), self)
        elsewhere.setAutoDefault(False)
        elsewhere.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.setSpacing(look.gap())
        where.addWidget(self.place, 1)
        where.addWidget(elsewhere)
        body = QWidget(self)
        body.setObjectName("page")
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(look.gap(1.4))
        form.setVerticalSpacing(look.gap(1.2))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, widget in (
            (N_("&Name"), self.name),
            (N_("&Organisation"), self.organisation),
            (N_("&Passphrase"), self.first),
            (N_("The &same once more"), self.second),
        ):
            form.addRow(say(text), widget)
        label = QLabel(say(N_("&File")), self)
        label.setBuddy(self.place)
        form.addRow(label, where)
        self.remark = Remark(self)
        self.make = QPushButton(say(N_("&Make it")), self)
        self.make.setDefault(True)
        self.make.clicked.connect(self._make)
        cancel = QPushButton(say(N_("Cancel")), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.gap())
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.make)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2.4),) * 4)
        box.setSpacing(look.gap(1.4))
        box.addWidget(heading_label(say(N_("Make a practice identity")), self, 1.2))
        text = N_("It signs like a real one, every paper says PRACTICE, and nothing of it counts.")
        box.addWidget(hint_label(say(text), self))
        box.addWidget(body)
        box.addWidget(self.remark)
        box.addStretch(1)
        box.addLayout(buttons)
        self.resize(look.em() * 36, self.sizeHint().height())
        (self.first if person else self.name).setFocus()

    @property
    def file(self) -> Path:
        """Where the new identity lies."""
        return Path(self.place.text())

    def done(self, result: int) -> None:
        """Leave, and let go of the passphrase."""
        self.first.clear()
        self.second.clear()
        super().done(result)

    def _make(self) -> None:
        if not self.first.text():
            self._refuse(lambda: self.say(N_("Choose a passphrase and type it twice.")))
        elif self.first.text() != self.second.text():
            self._refuse(lambda: self.say(N_("The two passphrases are not the same.")))
        else:
            self._ask()

    def _refuse(self, said: Said) -> None:
        self.remark.tell(said)
        self.first.setFocus()
        self.first.selectAll()

    def _ask(self) -> None:
        self.make.setEnabled(False)
        self.setCursor(Qt.CursorShape.BusyCursor)
        hearer = heard_by(self, done=self._write, failed=self._fail)
        finishing = self._finishing
        finishing.workers.new_practice_identity(
            self.name.text(),
            self.organisation.text(),
            self.first.text(),
            finishing.now(),
            hearer,
        )

    def _write(self, p12: bytes) -> None:
        self.unsetCursor()
        self.make.setEnabled(True)
        try:
            write_new_file(self.file, p12, own=True)
        except MaskDeskError as failure:
            self._fail(failure)
            return
        self._finishing.remember_folder(IDENTITIES, self.file.parent)
        self.made.emit(str(self.file), self.first.text())
        self.accept()

    def _fail(self, failure: MaskDeskError) -> None:
        self.unsetCursor()
        self.make.setEnabled(True)
        self.remark.tell(lambda: self._finishing.speech.tell(failure))

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.place.text(), self.say(N_("Identities (*.p12 *.pfx)"))
        )
        if name:
            self.place.setText(name)


def _line(name: str, text: str, holder: QWidget, *, secret: bool = False) -> QLineEdit:
    line = QLineEdit(text, holder)
    line.setObjectName(name)
    line.setCursorPosition(0)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return line


def _free(folder: Path) -> Path:
    file, number = folder / "practice.p12", 1
    while file.exists():
        number += 1
        file = folder / f"practice-{number}.p12"
    return file
