"""Chooses one of the worked samples."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.speech import Speech

# What each sample shows, the first being the one to begin with.
_TOLD = {
    "viet-nam-2020-05-06": N_("Viet Nam to Germany, 6 May 2020: surgical masks, nothing held up"),
    "viet-nam-2020-04-20": N_("Viet Nam, 20 April 2020: prepared under the drafts, share reached"),
    "viet-nam-2020-04-20-short": N_("Viet Nam, 20 April 2020: the share falls short"),
    "viet-nam-2020-04-20-aid": N_("Viet Nam, 20 April 2020: aid of the Government"),
    "viet-nam-2020-04-10-processing": N_("Viet Nam, 10 April 2020: processing contract, exempt"),
    "viet-nam-2026-11-24": N_("Viet Nam to Germany, 24 November 2026: made for export only"),
    "china-2020-05-06-kn95": N_("China to Canada, 6 May 2020: KN95, Chinese standard"),
    "china-2020-05-06-kn95-foreign": N_("China to Canada, 6 May 2020: KN95, foreign standard"),
    "china-2020-04-12-surgical": N_("China to Germany, 12 April 2020: registered surgical masks"),
    "china-2020-05-20-foreign-certified": N_("China, 20 May 2020: masks certified abroad"),
    "china-2026-06-10-certificate": N_("China, 10 June 2026: data for a sales certificate"),
    "european-union-2020-04-10": N_("European Union, 10 April 2020: export authorisation"),
}


class SampleDialog(QDialog):
    """The samples with a sentence each; `chosen` is the name of the one taken."""

    def __init__(self, holder: QWidget, speech: Speech, names: tuple[str, ...]) -> None:
        super().__init__(holder)
        self.setWindowTitle(speech.say(N_("From a sample")))
        self.setObjectName("samples")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap())
        lead = QLabel(
            speech.say(N_("The firms are invented. A sample opens as a new dossier.")),
            self,
        )
        lead.setWordWrap(True)
        box.addWidget(lead)
        self._list = QListWidget(self)
        self._list.setAccessibleName(speech.say(N_("Samples")))
        self._list.setAlternatingRowColors(True)
        order = {name: at for at, name in enumerate(_TOLD)}
        for name in sorted(names, key=lambda one: (order.get(one, len(order)), one)):
            item = QListWidgetItem(speech.say(_TOLD[name]) if name in _TOLD else name, self._list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, round(look.em() * 1.7)))
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self.accept)
        box.addWidget(self._list)
        buttons = QDialogButtonBox(self)
        take = QPushButton(speech.say(N_("Open the sample")), self)
        take.setDefault(True)
        buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(speech.say(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        look.size_in_lines(self, 34, 26)
        self._list.setFocus()

    @property
    def chosen(self) -> str:
        """The sample taken."""
        return str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))
