"""What runs here: MaskDesk, its parts and its packs, and on whose work it stands."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.support import versions
from maskdesk.language import N_
from maskdesk.law.reader import Law
from maskdesk.store.resources import resource
from maskdesk.ui import look
from maskdesk.ui.speech import Speech


class About(QDialog):
    """Versions, packs, notices."""

    def __init__(self, holder: QWidget, speech: Speech, law: Law) -> None:
        super().__init__(holder)
        say = speech.say
        found = versions()
        self.setWindowTitle(say(N_("About MaskDesk")))
        self.setObjectName("about")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap(1.4))
        head = QHBoxLayout()
        head.setSpacing(look.gap(1.4))
        sign = QLabel(self)
        side = look.em() * 3
        sign.setPixmap(look.program_icon().pixmap(QSize(side, side)))
        name = QLabel(f"MaskDesk {found['MaskDesk']}", self)
        name.setFont(look.scaled(name.font(), 1.5, strong=True))
        head.addWidget(sign)
        head.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(head)
        lead = QLabel(
            say(N_("MaskDesk is no legal advice. Every duty it names carries its source.")), self
        )
        lead.setWordWrap(True)
        box.addWidget(lead)
        tabs = QTabWidget(self)
        parts = "\n".join(f"{part} {version}" for part, version in found.items())
        packs = "\n".join(f"{pack.id}: {pack.title.in_language(speech.language)}" for pack in law)
        notices = resource("notices/NOTICES.txt").decode("utf-8")
        for title, text in (
            (say(N_("Parts")), parts),
            (say(N_("Packs")), packs),
            (say(N_("Licences")), notices),
        ):
            page = QPlainTextEdit(text, tabs)
            page.setReadOnly(True)
            page.setTabChangesFocus(True)
            page.setAccessibleName(title)
            tabs.addTab(page, title)
        box.addWidget(tabs)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(say(N_("Close")))
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        look.size_in_lines(self, 36, 32)
