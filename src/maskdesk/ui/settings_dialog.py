"""How the clerk likes to work: language, size of text, keys."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGE_NAMES, LANGUAGES, N_
from maskdesk.store.desktop_entry import enter, is_entered, leave, start_command
from maskdesk.ui import look
from maskdesk.ui.asking import tell_failure
from maskdesk.ui.desktop import Desktop


class SettingsDialog(QDialog):
    """Each setting holds at once; there is nothing to confirm."""

    def __init__(self, holder: QWidget, desktop: Desktop) -> None:
        super().__init__(holder)
        self._desktop = desktop
        self.setObjectName("settings")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap(1.6))
        form = QFormLayout()
        form.setSpacing(look.gap())
        self.language = QComboBox(self)
        for one in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[one], one)
        self.language.setCurrentIndex(LANGUAGES.index(desktop.speech.language))
        self.text = QSpinBox(self)
        self.text.setRange(75, 200)
        self.text.setSingleStep(5)
        self.text.setSuffix(" %")
        self.text.setValue(desktop.settings.text_percent)
        self.enter = QCheckBox(self)
        self.enter.setChecked(desktop.settings.enter_moves_on)
        self.double_click = QCheckBox(self)
        self.double_click.setChecked(is_entered())
        self._labels = (QLabel(self), QLabel(self))
        for label, named in zip(self._labels, (self.language, self.text), strict=True):
            label.setBuddy(named)
        form.addRow(self._labels[0], self.language)
        form.addRow(self._labels[1], self.text)
        form.addRow("", self.enter)
        form.addRow("", self.double_click)
        box.addLayout(form)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "hint")
        box.addWidget(self._hint)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        box.addWidget(self._buttons)
        self.language.activated.connect(self._speak)
        self.text.valueChanged.connect(
            lambda percent: desktop.change_settings(text_percent=percent)
        )
        self.enter.toggled.connect(lambda on: desktop.change_settings(enter_moves_on=on))
        self.double_click.clicked.connect(self._enter_desktop)
        desktop.speech.changed.connect(self._say)
        self._say()

    def _speak(self, at: int) -> None:
        language = LANGUAGES[at]
        self._desktop.speech.speak(language)
        self._desktop.change_settings(language=language)

    def _enter_desktop(self, wanted: bool) -> None:
        try:
            if wanted:
                enter(start_command(), self._desktop.office.catalogue)
            else:
                leave()
        except MaskDeskError as failure:
            tell_failure(self, self._desktop.speech, failure)
        self.double_click.setChecked(is_entered())

    def _say(self) -> None:
        say = self._desktop.speech.say
        self.setWindowTitle(say(N_("Settings")))
        self._labels[0].setText(say(N_("Language of the window")))
        self._labels[1].setText(say(N_("Size of text")))
        self.language.setAccessibleName(say(N_("Language of the window")))
        self.text.setAccessibleName(say(N_("Size of text")))
        self.enter.setText(say(N_("Enter moves on to the next field")))
        self.double_click.setText(say(N_("In the system's menu; a double click opens a dossier")))
        self._hint.setText(
            say(N_("Papers keep the language of their authority; colours follow the system."))
        )
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(say(N_("Close")))
