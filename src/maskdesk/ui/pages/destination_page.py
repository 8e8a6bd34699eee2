"""Destination: beside its fields which papers are due and why, and what no pack covers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from maskdesk.desk.wording import gap_sentences, place_name, source_line
from maskdesk.language import N_
from maskdesk.output.forms import FORMS
from maskdesk.rules.evaluate import Classed, Due, Report
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.pages.section_page import SectionPage

# More goods lines than this read as a list nobody reads.
_LINES_NAMED = 4


class DestinationPage(SectionPage):
    """The fields of the destination under what follows from them."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing, "destination")

    def add_above(self, body: QVBoxLayout) -> None:
        """What follows."""
        self.due = PapersDue(self.editing, self)
        body.addWidget(self.due)

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "due"):
            self.due.say_again()
            self.due.show_report(self.editing.report)

    def take_report(self, report: Report, *, left: bool) -> None:
        """Show what follows now."""
        super().take_report(report, left=left)
        self.due.show_report(report)


class PapersDue(Card):
    """Each paper a pack makes due with its reason and source; then what is not covered."""

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(holder, N_("Papers due"), editing)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.gap(0.9))
        self.body.addLayout(self._lines)
        self._shown: object = None

    def say_again(self) -> None:
        """Say everything anew at the next report."""
        super().say_again()
        self._shown = None

    def show_report(self, report: Report) -> None:
        """List the papers due, what the goods are taken for, and the gaps."""
        state = (report.due, report.uncovered, report.classes)
        if state == self._shown:
            return
        self._shown = state
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        say = self._editing.speech.say
        if not report.due:
            self._add(say(N_("No pack that applies makes a paper due.")), quiet=True)
        for due in {(one.form, one.pack): one for one in report.due}.values():
            self._add_due(due)
        if report.classes:
            self._add_head(say(N_("Class at the destination")))
        for one in report.classes:
            self._add_class(one)
        speech = self._editing.speech
        for gap in gap_sentences(speech.catalogue, self._editing.dossier, report):
            self._add(gap)

    def _add_class(self, one: Classed) -> None:
        speech = self._editing.speech
        places = [f"goods[{line}]" for line in one.lines[:_LINES_NAMED]]
        names = [place_name(speech.catalogue, self._editing.dossier, place) for place in places]
        goods = "; ".join([*names, *(["…"] if len(one.lines) > _LINES_NAMED else [])])
        named = one.name.in_language(speech.language)
        self._add(speech.say(N_("{place}: {field}"), place=goods, field=named))
        for source in one.sources[:1]:
            self._add(source_line(speech.catalogue, source), quiet=True)

    def _add_due(self, due: Due) -> None:
        speech = self._editing.speech
        title = speech.say(FORMS[due.form].title) if due.form in FORMS else due.form
        self._add_head(title)
        self._add(due.why.in_language(speech.language))
        for source in due.sources[:1]:
            self._add(source_line(speech.catalogue, source), quiet=True)

    def _add_head(self, text: str) -> None:
        head = QLabel(text, self)
        head.setFont(look.scaled(head.font(), 1.0, strong=True))
        head.setWordWrap(True)
        self._lines.addWidget(head)

    def _add(self, text: str, *, quiet: bool = False) -> None:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if quiet:
            label.setProperty("role", "hint")
        self._lines.addWidget(label)
