"""Destination: beside its fields which papers are due and why, and what no pack covers."""

from collections.abc import Iterator

from msgspec import Struct
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

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(editing, "destination", holder)

    def add_above(self, body: QVBoxLayout) -> None:
        """What follows."""
        self.due = PapersDue(self.editing, self.ground)
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
        self._shown: list[_Line] = []

    def show_report(self, report: Report) -> None:
        """List the papers due, what the goods are taken for, and the gaps."""
        lines = list(self._told(report))
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._lines.addWidget(self._label(line))

    def _told(self, report: Report) -> Iterator["_Line"]:
        say = self._editing.speech.say
        if not report.due:
            yield _Line(say(N_("No pack that applies makes a paper due.")), "hint")
        for due in {(one.form, one.pack): one for one in report.due}.values():
            yield from self._told_of_due(due)
        if report.classes:
            yield _Line(say(N_("Class at the destination")), "head")
        for one in report.classes:
            yield from self._told_of_class(one)
        speech = self._editing.speech
        for gap in gap_sentences(speech.catalogue, self._editing.dossier, report):
            yield _Line(gap)

    def _told_of_due(self, due: Due) -> Iterator["_Line"]:
        speech = self._editing.speech
        title = speech.say(FORMS[due.form].title) if due.form in FORMS else due.form
        yield _Line(title, "head")
        yield _Line(due.why.in_language(speech.language))
        for source in due.sources[:1]:
            yield _Line(source_line(speech.catalogue, source), "hint")

    def _told_of_class(self, one: Classed) -> Iterator["_Line"]:
        speech = self._editing.speech
        places = [f"goods[{line}]" for line in one.lines[:_LINES_NAMED]]
        names = [place_name(speech.catalogue, self._editing.dossier, place) for place in places]
        goods = "; ".join([*names, *(["…"] if len(one.lines) > _LINES_NAMED else [])])
        named = one.name.in_language(speech.language)
        yield _Line(speech.say(N_("{place}: {field}"), place=goods, field=named))
        for source in one.sources[:1]:
            yield _Line(source_line(speech.catalogue, source), "hint")

    def _label(self, line: "_Line") -> QLabel:
        label = QLabel(line.text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if line.role == "head":
            label.setFont(look.scaled(label.font(), 1.0, strong=True))
        elif line.role == "hint":
            label.setProperty("role", "hint")
        return label


class _Line(Struct, frozen=True):
    text: str
    role: str = ""
