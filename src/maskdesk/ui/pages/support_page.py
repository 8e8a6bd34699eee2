"""Domestic support: the running total above its rows, the share it makes, what is missing."""

from collections.abc import Callable, Set

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.wording import place_name
from maskdesk.dossier.sections import Support
from maskdesk.language import N_
from maskdesk.rules.evaluate import Report
from maskdesk.rules.finding import Cure, Finding
from maskdesk.rules.ground import known
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.pages.section_page import SectionPage

Propose = Callable[[Cure, Finding], None]


class SupportPage(SectionPage):
    """The rows of support under the totals that come of them."""

    def __init__(self, editing: Editing, propose: Propose, holder: QWidget) -> None:
        self._propose = propose
        super().__init__(editing, "support", holder)

    def add_above(self, body: QVBoxLayout) -> None:
        """The totals."""
        self.totals = Totals(self.editing, self._propose, self.ground)
        body.addWidget(self.totals)

    def say_again(self) -> None:
        """Say everything anew."""
        super().say_again()
        if hasattr(self, "totals"):
            self.totals.say_again()
            self.totals.show_report(self.editing.report, self.summary.sentences)

    def take_report(self, report: Report, *, left: bool) -> None:
        """Show the totals of the moment."""
        super().take_report(report, left=left)
        self.totals.show_report(report, self.summary.sentences)


class Totals(Card):
    """Pledged and delivered in all, and each share the law asks for with what counts towards it."""

    def __init__(self, editing: Editing, propose: Propose, holder: QWidget) -> None:
        super().__init__(holder, N_("Running total"), editing)
        self._propose = propose
        self._sums = QLabel(self)
        self._sums.setWordWrap(True)
        self.body.addWidget(self._sums)
        self._shares = QVBoxLayout()
        self._shares.setSpacing(look.gap(1.2))
        self.body.addLayout(self._shares)
        self._shown: object = None

    def say_again(self) -> None:
        """Say everything anew at the next report."""
        super().say_again()
        self._shown = None

    def show_report(self, report: Report, said: Set[str]) -> None:
        """Show the sums and the shares as they are now; what is `said` above is not said again."""
        rows = self._editing.dossier.support
        shares = tuple(one for one in report.findings if "required" in one.numbers)
        language = self._editing.speech.language
        sentences = tuple(one.sentence(language) for one in shares)
        said_above = said & frozenset(sentences)
        if (rows, shares, said_above) == self._shown:
            return
        self._shown = (rows, shares, said_above)
        self._sums.setText(self._told(rows))
        while (item := self._shares.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding, sentence in zip(shares, sentences, strict=True):
            share = _Share(self._editing, finding, self._propose, self)
            if sentence not in said_above:
                share.say(sentence)
            self._shares.addWidget(share)

    def _told(self, rows: tuple[Support, ...]) -> str:
        agreed = [row for row in rows if row.standing != "proposed"]
        proposed = [row for row in rows if row.standing == "proposed"]
        say = self._editing.speech.say
        text = say(
            N_("{pledged} pieces pledged, {delivered} delivered."),
            pledged=sum(known(row.pieces_pledged) or 0 for row in agreed),
            delivered=sum(known(row.pieces_delivered) or 0 for row in rows),
        )
        if not proposed:
            return text
        more = say(
            N_("{pieces} more are proposed; they count once they are agreed."),
            pieces=sum(known(row.pieces_pledged) or 0 for row in proposed),
        )
        return self._editing.speech.join(text, more)


class _Share(QWidget):
    """One share: how far it is, the sentence, what would cure it, what does not count and why."""

    def __init__(
        self, editing: Editing, finding: Finding, propose: Propose, holder: QWidget
    ) -> None:
        super().__init__(holder)
        speech = editing.speech
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(0.5))
        counted, required = _whole(finding, "counted"), _whole(finding, "required")
        told = speech.say(
            N_("{counted} counted of {required} needed"), counted=counted, required=required
        )
        head = QLabel(told, self)
        head.setFont(look.scaled(head.font(), 1.0, strong=True))
        box.addWidget(head)
        bar = _Bar(counted, required, met=not finding.open, holder=self)
        bar.setAccessibleName(told)
        box.addWidget(bar)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.hide()
        box.addWidget(self._sentence)
        row = QHBoxLayout()
        for cure in finding.cures:
            if cure.kind == "propose-support" and not editing.read_only:
                text = speech.say(N_("Propose the missing {pieces}"), pieces=cure.pieces)
                button = QPushButton(look.icon("add"), text, self)
                button.clicked.connect(lambda _=False, c=cure: propose(c, finding))
                row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        if finding.left_out:
            names = "; ".join(
                place_name(speech.catalogue, editing.dossier, place) for place in finding.left_out
            )
            out = QLabel(speech.say(N_("Not counted because of: {places}."), places=names), self)
            out.setWordWrap(True)
            out.setProperty("role", "hint")
            box.addWidget(out)

    def say(self, sentence: str) -> None:
        """What the law says to it."""
        self._sentence.setText(sentence)
        self._sentence.show()


class _Bar(QWidget):
    """How much of what is needed is there, as a bar with the goal marked."""

    def __init__(self, counted: int, required: int, *, met: bool, holder: QWidget) -> None:
        super().__init__(holder)
        self._part = min(1.0, counted / required) if required else 1.0
        self._met = met
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Half a line high."""
        return QSize(look.em() * 12, max(8, look.em() // 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track and what is there of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.edge_colour())
        painter.setBrush(QApplication.palette().color(QPalette.ColorRole.Window))
        track = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = track.height() / 2
        painter.drawRoundedRect(track, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("met" if self._met else "blocks"))
        filled = track.adjusted(1, 1, -1, -1)
        filled.setWidth(filled.width() * self._part)
        painter.drawRoundedRect(filled, radius, radius)
        painter.end()


def _whole(finding: Finding, name: str) -> int:
    value = finding.numbers.get(name, 0)
    return value if isinstance(value, int) else 0
