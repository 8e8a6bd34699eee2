"""Who signs: the file of an identity, and the passphrase that opens it."""

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from maskdesk.desk.tasks import Holder, Signing
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.output.identity import WrongPassphrase
from maskdesk.store.durable import read_file
from maskdesk.store.secrets import Absence, Passphrase
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import IDENTITIES, Finishing
from maskdesk.ui.finish.page import Page, Remark, Said, hint_label
from maskdesk.ui.finish.practice_dialog import PracticeDialog
from maskdesk.ui.jobs import aside, heard_by
from maskdesk.ui.speech import without_key


class NotForPractice(MaskDeskError):
    """A real identity where the clerk wants to practise."""

    problem = N_("{holder} is a real identity, and what it signs counts.")
    way_out = N_("Choose a practice identity, or make one; to sign in earnest, go back.")


class IdentityPage(Page):
    """The file is remembered; the passphrase is asked for each time, or comes from the keyring.

    `not_kept` carries what says why the keyring did not take the passphrase, or nothing.
    """

    not_kept = Signal(object)

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(finishing, holder)
        self._p12 = b""
        self._from_keyring: Passphrase | None = None
        self._busy = False
        self._shown_for = ""
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setObjectName("identityFile")
        self.choose = _button(self)
        self.word(self.choose.setText, N_("&Choose a file …"))
        self.choose.clicked.connect(self._choose)
        self.make = _button(self)
        self.word(self.make.setText, N_("&Make a practice identity …"))
        self.make.clicked.connect(self._make)
        self.passphrase = QLineEdit(self)
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.remark = Remark(self)
        self._show = QCheckBox(self)
        self.word(self._show.setText, N_("&Show it"))
        self.passphrase.textEdited.connect(lambda: self.remark.rest())
        self._show.toggled.connect(self._show_passphrase)
        self.keep = QCheckBox(self)
        self.word(self.keep.setText, N_("&Keep it in the keyring of this computer"))
        self.keep.setObjectName("keepPassphrase")
        self.keep.setChecked(finishing.settings.keep_passphrase)
        self.keyring_hint = hint_label("", self)
        self._hinted: Said = str
        self.body.addLayout(self._grid())
        self.body.addWidget(self.remark)
        self.body.addStretch(1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.gap(1.4))
        grid.setVerticalSpacing(look.gap(1.2))
        grid.setColumnStretch(1, 1)
        files = QHBoxLayout()
        files.setSpacing(look.gap())
        files.addWidget(self.file, 1)
        files.addWidget(self.choose)
        makers = QHBoxLayout()
        makers.addWidget(self.make)
        makers.addStretch(1)
        secret = QHBoxLayout()
        secret.setSpacing(look.gap())
        secret.addWidget(self.passphrase, 1)
        secret.addWidget(self._show)
        grid.addWidget(self._label(N_("&Identity"), self.file), 0, 0)
        grid.addLayout(files, 0, 1)
        grid.addLayout(makers, 1, 1)
        grid.addWidget(self._label(N_("&Passphrase"), self.passphrase), 2, 0)
        grid.addLayout(secret, 2, 1)
        grid.addWidget(self.keep, 3, 1)
        grid.addWidget(self.keyring_hint, 4, 1)
        return grid

    def _label(self, message: str, buddy: QWidget) -> QLabel:
        label = QLabel(self)
        label.setBuddy(buddy)
        self.word(label.setText, message)
        self.word(lambda text: buddy.setAccessibleName(without_key(text)), message)
        return label

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        self._say_keyring()

    @property
    def heading(self) -> str:
        """The question of this page."""
        if self.finishing.manner == "practice":
            return self.say(N_("Who practises?"))
        return self.say(N_("Who signs?"))

    @property
    def explained(self) -> str:
        """What an identity is."""
        if self.finishing.manner == "practice":
            return self.say(N_("A practice identity is made here in a moment and means nothing."))
        return self.say(
            N_("The identity is a file (.p12 or .pfx) that your certificate's issuer gave you.")
        )

    @property
    def verb(self) -> str:
        """On to what is signed."""
        return self.say(N_("&Next"))

    def enter(self) -> None:
        """Take the file of last time and look whether the keyring opens it."""
        practice = self.finishing.manner == "practice"
        self.make.setVisible(practice)
        if self._shown_for != self.finishing.manner:
            self._shown_for = self.finishing.manner
            settings = self.finishing.settings
            self._take_file(settings.practice_identity if practice else settings.identity)
        (self.passphrase if self.file.text() else self.choose).setFocus()

    def forget(self) -> None:
        """Let go of every secret."""
        self._p12, self._from_keyring = b"", None
        self.passphrase.clear()

    def go_on(self) -> None:
        """Open the identity in the making process; a wrong passphrase is said at once."""
        if self._busy:
            return
        if not self.file.text():
            self.remark.tell(lambda: self.say(N_("Choose the file of an identity first.")))
            self.choose.setFocus()
            return
        if not self._p12:
            return
        typed = self.passphrase.text()
        if not typed and self._from_keyring is not None:
            typed = self._from_keyring.reveal()
        self._set_busy(busy=True)
        signing = Signing(p12=self._p12, passphrase=typed)
        hearer = heard_by(self, done=partial(self._opened, signing), failed=self._not_opened)
        self.finishing.workers.identify(signing, self.finishing.now(), hearer)

    def _take_file(self, name: str) -> None:
        self.file.setText("")
        self._p12, self._from_keyring = b"", None
        self.passphrase.clear()
        self._hinted = str
        self._say_keyring()
        self.remark.rest()
        if not name:
            return
        try:
            self._p12 = read_file(Path(name))
        except MaskDeskError as failure:
            told = failure
            self.remark.tell(lambda: self.finishing.speech.tell(told))
            return
        self.file.setText(name)
        self.file.setToolTip(name)
        if self.keep.isChecked():
            keyring, identity = self.finishing.keyring, self.kept_as(self._p12)
            aside(
                self,
                lambda: keyring.passphrase(identity),
                done=self._heard_keyring,
                failed=self._not_opened,
            )

    @staticmethod
    def kept_as(p12: bytes) -> str:
        """The name of an identity in the keyring: it stays when the file is moved."""
        return hashlib.sha256(p12).hexdigest()[:32]

    def _heard_keyring(self, found: Passphrase | Absence) -> None:
        if isinstance(found, Passphrase):
            self._from_keyring = found
            self._hinted = lambda: self.say(
                N_("The keyring opens it: go on, or type another passphrase.")
            )
        else:
            self._hinted = lambda: self.say(
                N_("{reason} Type the passphrase."), reason=self.say(found.value)
            )
        self._say_keyring()

    def _say_keyring(self) -> None:
        kept = self.say(N_("kept in the keyring")) if self._from_keyring is not None else ""
        self.passphrase.setPlaceholderText(kept)
        self.keyring_hint.setText(self._hinted())

    def _opened(self, signing: Signing, holder: Holder) -> None:
        self._set_busy(busy=False)
        practice = self.finishing.manner == "practice"
        if practice and not holder.practice:
            self.remark.tell(lambda: self.finishing.speech.tell(NotForPractice(holder=holder.name)))
            return
        self.remark.rest()
        self.finishing.signing, self.finishing.holder = signing, holder
        self.not_kept.emit(str)
        remembered = "practice_identity" if practice else "identity"
        self.finishing.change_settings(
            keep_passphrase=self.keep.isChecked(), **{remembered: self.file.text()}
        )
        self._settle_keyring(signing)
        self.went_on.emit()

    def _settle_keyring(self, signing: Signing) -> None:
        """Keep or forget as the clerk wants, beside everything else; a failure is only said."""
        keyring, identity = self.finishing.keyring, self.kept_as(self._p12)
        if self.keep.isChecked():
            secret = Passphrase(signing.passphrase)
            if secret != self._from_keyring:
                aside(
                    self,
                    lambda: keyring.keep(identity, secret),
                    done=self._say_kept,
                    failed=lambda _: None,
                )
        elif self._from_keyring is not None:
            self._from_keyring = None
            aside(
                self, lambda: keyring.forget(identity), done=lambda _: None, failed=lambda _: None
            )

    def _say_kept(self, absence: Absence | None) -> None:
        if absence is not None:
            text = N_("The passphrase was not kept. {reason}")
            reason = absence.value
            self.not_kept.emit(lambda: self.say(text, reason=self.say(reason)))

    def _not_opened(self, failure: MaskDeskError) -> None:
        self._set_busy(busy=False)
        if isinstance(failure, WrongPassphrase) and not self.passphrase.text():
            text = N_("Type the passphrase of this identity.")
            if self._from_keyring is not None:
                text = N_("The passphrase in the keyring does not open it. Type it.")
            self._from_keyring, self._hinted = None, str
            self._say_keyring()
            self.remark.tell(lambda: self.say(text))
        else:
            self.remark.tell(lambda: self.finishing.speech.tell(failure))
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        if busy:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()

    def _show_passphrase(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)

    def _choose(self) -> None:
        kinds = self.say(N_("Identities (*.p12 *.pfx)"))
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.say(N_("Choose an identity")),
            str(self.finishing.folder_for(IDENTITIES)),
            f"{kinds};;{self.say(N_('All files (*)'))}",
        )
        if name:
            self.finishing.remember_folder(IDENTITIES, Path(name).parent)
            self._take_file(name)
            self.passphrase.setFocus()

    def _make(self) -> None:
        dialog = PracticeDialog(self.finishing, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._take_made)
        dialog.open()

    def _take_made(self, name: str, passphrase: str) -> None:
        self._take_file(name)
        self.passphrase.setText(passphrase)
        self.passphrase.setFocus()


def _button(holder: QWidget) -> QPushButton:
    button = QPushButton(holder)
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
