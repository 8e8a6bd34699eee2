"""What would change if we filed on another day: findings and papers that come, go or change."""

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
)

from maskdesk.desk.time_machine import ChangedFinding, LawDifference
from maskdesk.desk.wording import ANSWERS
from maskdesk.dossier.kinds import Day
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.output.forms import FORMS
from maskdesk.ui import look
from maskdesk.ui.jobs import heard_by

if TYPE_CHECKING:
    from maskdesk.ui.window import DossierWindow

_KINDS = {
    "appears": N_("Comes"),
    "vanishes": N_("Goes"),
    "changes": N_("Changes"),
}
_TYPING_ENDS_AFTER_MS = 250


class WhatIf(QDialog):
    """A day is typed; what differs from today is told below it."""

    def __init__(self, window: "DossierWindow") -> None:
        super().__init__(window)
        self._window = window
        self._kind = Day()
        speech = window.desktop.speech
        self.setObjectName("whatIf")
        self.setWindowTitle(speech.say(N_("What if we file on …")))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.gap(2),) * 4)
        box.setSpacing(look.gap())
        today = window.desktop.now().date()
        lead = speech.say(
            N_(
                "Compared with filing today, {day}. Declarations already registered keep their day."
            ),
            day=today,
        )
        self._lead = QLabel(lead, self)
        self._lead.setWordWrap(True)
        box.addWidget(self._lead)
        name = speech.say(N_("Day of filing"))
        label = QLabel(name, self)
        self.day = QLineEdit(self)
        self.day.setAccessibleName(name)
        label.setBuddy(self.day)
        box.addWidget(label)
        box.addWidget(self.day)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(speech.say(N_("What would change")))
        box.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(speech.say(N_("Close")))
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_ENDS_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self.day.textChanged.connect(lambda: self._soon.start())
        self._say(speech.say(N_("Type a day, for example 2020-05-31.")))
        look.size_in_lines(self, 44, 32)
        self.day.setFocus()

    def _ask(self) -> None:
        window = self._window
        speech = window.desktop.speech
        day = self._kind.read(self.day.text(), speech.language)
        if not isinstance(day, date):
            self._say(speech.say(N_("Type a day, for example 2020-05-31.")))
            return
        today = window.desktop.now().date()
        if day == today:
            self._say(speech.say(N_("That is today.")))
            return
        self._say(speech.say(N_("Looking …")))
        window.desktop.workers.difference(
            window.editing.dossier,
            min(today, day),
            max(today, day),
            heard_by(self, done=self._tell, failed=self._fail),
            returned=window.file.session.returned,
            slot="what-if",
        )

    def _tell(self, difference: LawDifference) -> None:
        speech = self._window.desktop.speech
        if difference.empty:
            self._say(
                speech.say(
                    N_(
                        "Nothing changes. Days that the dossier states itself, such as shipment, "
                        "arrival or a registered declaration, stay as they are."
                    )
                )
            )
            return
        backwards = difference.later == self._window.desktop.now().date()
        lines = []
        if difference.papers:
            lines.append(f"<h3>{escape(speech.say(N_('Papers')))}</h3><ul>")
            for paper in difference.papers:
                title = speech.say(FORMS[paper.form].title) if paper.form in FORMS else paper.form
                kind = _turned(paper.kind, backwards=backwards)
                lines.append(
                    f"<li><b>{escape(speech.say(_KINDS[kind]))}</b>: {escape(title)}"
                    f" {self._since(paper.day, paper.pack)}</li>"
                )
            lines.append("</ul>")
        if difference.findings:
            lines.append(f"<h3>{escape(speech.say(N_('Findings')))}</h3><ul>")
            lines += [self._line(one, backwards=backwards) for one in difference.findings]
            lines.append("</ul>")
        self.text.setHtml("".join(lines))

    def _line(self, changed: ChangedFinding, *, backwards: bool) -> str:
        speech = self._window.desktop.speech
        before, after = changed.before, changed.after
        if backwards:
            before, after = after, before
        kind = _turned(changed.kind, backwards=backwards)
        shown = after or before
        sentence = shown.sentence(speech.language) if shown is not None else changed.key
        answer = ""
        if before is not None and after is not None and before.answer != after.answer:
            was, now = speech.say(ANSWERS[before.answer]), speech.say(ANSWERS[after.answer])
            answer = f" ({escape(was)} → {escape(now)})"
        return (
            f"<li><b>{escape(speech.say(_KINDS[kind]))}</b>{answer}: {escape(sentence)}"
            f" {self._since(changed.day, changed.pack, by_law=changed.by_law)}</li>"
        )

    def _since(self, day: date, pack: str, *, by_law: bool = True) -> str:
        speech = self._window.desktop.speech
        message = N_("{pack}, turns on {day}") if by_law else N_("a term runs out, {day}; {pack}")
        text = speech.say(message, pack=pack, day=day)
        return f"<small>({escape(text)})</small>"

    def _fail(self, failure: MaskDeskError) -> None:
        self._say(self._window.desktop.speech.tell(failure))

    def _say(self, text: str) -> None:
        self.text.setPlainText(text)


def _turned(kind: str, *, backwards: bool) -> str:
    """What comes seen forwards goes seen backwards."""
    if not backwards:
        return kind
    return {"appears": "vanishes", "vanishes": "appears"}.get(kind, kind)
