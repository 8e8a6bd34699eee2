"""The findings at the bottom of the window: by weight, each with its source, cure and places."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.pressing import by_weight, waits
from maskdesk.desk.wording import ANSWERS, STAGES, cure_sentence, place_name, source_line
from maskdesk.dossier.paths import unread
from maskdesk.language import N_
from maskdesk.rules.holding import EVERY_PAPER, acknowledged, holds_up, overridden
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.flow import Flow
from maskdesk.ui.look import Tone
from maskdesk.ui.pages.remarks import WORDS

if TYPE_CHECKING:
    from maskdesk.rules.evaluate import Report
    from maskdesk.rules.finding import Cure, Finding

_HEADINGS: dict[str, str] = {
    "holds-up": N_("Holds up ({n})"),
    "look": N_("To be looked at ({n})"),
    "note": N_("To know ({n})"),
    "settled": N_("Settled ({n})"),
}
_SIGNS: dict[str, str] = {
    "met": "met",
    "not-applicable": "not-needed",
    "cannot-tell": "cannot-tell",
    "unfilled": "unfilled",
}
_KEY = Qt.ItemDataRole.UserRole
_PLACES_SHOWN = 8


class Deeds(Struct, frozen=True, kw_only=True):
    """What can be done about a finding: each opens what asks the clerk for the rest."""

    acknowledge: "Callable[[Finding], None]"
    override: "Callable[[Finding], None]"
    cure: "Callable[[Cure, Finding], None]"


class FindingsPanel(QWidget):
    """All findings in groups at the left; at the right the one the clerk is at, whole.

    `waiting` is how many hold up and how many are to be looked at.
    """

    def __init__(self, editing: Editing, deeds: Deeds, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._editing = editing
        self._deeds = deeds
        self._report: Report | None = None
        self._by_key: dict[str, Finding] = {}
        self._shown: object = None
        self._gone_to = ""
        self._waited: list[str] = []
        self.waiting = (0, 0)
        self.model = QStandardItemModel(self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        self.tree = QTreeView(split)
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setObjectName("findings")
        self.tree.activated.connect(self._lead)
        self.tree.selectionModel().currentChanged.connect(self._show_current)
        self.detail = FindingDetail(editing, deeds, split)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self.say_again()

    def take_report(self, report: "Report") -> None:
        """Show how the dossier stands now.

        The finding the clerk is at stays current until it is settled; then the next one that waits.
        """
        dossier = self._editing.dossier
        state = (report.findings, dossier.acknowledgements, dossier.overrides)
        if state == self._shown:
            return
        self._shown = state
        self._report = report
        self._fill()

    def say_again(self) -> None:
        """Say everything anew."""
        self.tree.setAccessibleName(self._editing.speech.say(N_("Findings")))
        self.tree.setIconSize(look.icon_size())
        # The heads of the groups are read whole, and of each finding how it begins.
        self.tree.setMinimumWidth(look.em() * 9)
        self._fill()

    def step(self, by: int) -> None:
        """Go to the next or the previous finding that waits, and lead to its field.

        Where none waits, to the next text that cannot be read yet: it keeps from sealing, too.
        """
        # What was typed a moment ago counts, also where its check is still to come.
        self.take_report(self._editing.report)
        keys = self._waiting()
        if not keys:
            for place, _ in unread(self._editing.dossier):
                self._editing.want(place)
                break
            return
        current = self._current_key()
        at = keys.index(current) if current in keys else (0 if by > 0 else -1)
        # One that is merely shown was not gone to yet.
        if current in keys and current == self._gone_to:
            at += by
        key = keys[at % len(keys)]
        self.select(key)
        self._lead_to(self._by_key[key])

    def select(self, key: str) -> None:
        """Make a finding the current one."""
        for group in range(self.model.rowCount()):
            head = self.model.item(group)
            for row in range(head.rowCount()):
                item = head.child(row)
                if item.data(_KEY) == key:
                    self.tree.expand(head.index())
                    self.tree.setCurrentIndex(item.index())
                    return

    def _fill(self) -> None:
        report, dossier, speech = self._report, self._editing.dossier, self._editing.speech
        if report is None:
            return
        current = self._current_key()
        opened = {row: self.tree.isExpanded(self.model.index(row, 0)) for row in range(4)}
        first = self.model.rowCount() == 0
        self.model.clear()
        self._by_key = {}
        waiting = {"holds-up": 0, "look": 0}
        for row, (weight, found) in enumerate(by_weight(report, dossier)):
            head = QStandardItem(speech.say(_HEADINGS[weight], n=len(found)))
            head.setFont(look.scaled(self.tree.font(), 1.0, strong=bool(found)))
            if not found:
                head.setForeground(look.colour("quiet"))
            head.setSelectable(False)
            self.model.appendRow(head)
            for finding in found:
                head.appendRow(self._item(finding))
                self._by_key[finding.key] = finding
                if weight in waiting and waits(finding, dossier):
                    waiting[weight] += 1
            is_open = row < 2 if first else opened.get(row, False)
            self.tree.setExpanded(head.index(), is_open)
        self.waiting = waiting["holds-up"], waiting["look"]
        shown = self._next_current(current)
        if shown:
            self.select(shown)
        else:
            self.detail.show_finding(None)

    def _next_current(self, current: str) -> str:
        waited, self._waited = self._waited, self._waiting()
        if current in self._by_key and (current in self._waited or current not in waited):
            return current
        at = waited.index(current) if current in waited else 0
        after = (key for key in (*waited[at:], *self._waited) if key in self._waited)
        return next(after, "")

    def _item(self, finding: "Finding") -> QStandardItem:
        speech = self._editing.speech
        sentence = finding.sentence(speech.language)
        tone: Tone = finding.severity if finding.open else "quiet"
        sign = finding.severity if finding.open else _SIGNS[finding.answer]
        if finding.open and finding.answer == "unfilled":
            sign = "unfilled"
        item = QStandardItem(look.icon(sign, tone), sentence)
        item.setData(finding.key, _KEY)
        item.setToolTip(sentence)
        word = speech.say(WORDS[finding.severity]) if finding.open else ""
        answer = speech.say(ANSWERS[finding.answer])
        item.setData(f"{word} {answer}. {sentence}".strip(), Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _waiting(self) -> list[str]:
        dossier = self._editing.dossier
        return [key for key, finding in self._by_key.items() if waits(finding, dossier)]

    def _current_key(self) -> str:
        key = self.tree.currentIndex().data(_KEY)
        return key if isinstance(key, str) else ""

    def _show_current(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        self.detail.show_finding(self._by_key.get(key) if isinstance(key, str) else None)

    def _lead(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if isinstance(key, str) and key in self._by_key:
            self._lead_to(self._by_key[key])

    def _lead_to(self, finding: "Finding") -> None:
        self._gone_to = finding.key
        for place in finding.places[:1]:
            self._editing.want(place)


class FindingDetail(QScrollArea):
    """One finding, whole: sentence, what it holds up, places, cures, sources, decisions."""

    def __init__(self, editing: Editing, deeds: Deeds, holder: QWidget) -> None:
        super().__init__(holder)
        self._editing = editing
        self._deeds = deeds
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a sentence to be read."""
        return QSize(look.em() * 10, look.em() * 4)

    def show_finding(self, finding: "Finding | None") -> None:
        """Show a finding; nothing says how to choose one."""
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(*(look.gap(1.4),) * 4)
        box.setSpacing(look.gap(0.8))
        say = self._editing.speech.say
        if finding is None:
            hint = self._text(
                say(N_("Choose a finding to see where it comes from and what helps."))
            )
            hint.setProperty("role", "hint")
            box.addWidget(hint)
        else:
            self._add(box, finding)
        box.addStretch(1)
        self.setWidget(body)

    def _add(self, box: QVBoxLayout, finding: "Finding") -> None:
        speech, dossier = self._editing.speech, self._editing.dossier
        sentence = self._text(finding.sentence(speech.language))
        sentence.setFont(look.scaled(sentence.font(), 1.0, strong=True))
        box.addWidget(sentence)
        if holds_up(finding, dossier):
            box.addWidget(self._text(self._held(finding)))
        for cure in finding.cures:
            box.addWidget(self._text(cure_sentence(speech.catalogue, cure)))
        self._add_decision(box, finding)
        self._add_buttons(box, finding)
        self._add_places(box, finding)
        for source in finding.sources:
            line = self._text(source_line(speech.catalogue, source))
            line.setProperty("role", "hint")
            box.addWidget(line)

    def _held(self, finding: "Finding") -> str:
        from maskdesk.output.forms import FORMS

        speech = self._editing.speech
        names = [
            speech.say(N_("every paper"))
            if form == EVERY_PAPER
            else speech.say(FORMS[form].title if form in FORMS else form)
            for form in finding.papers
        ]
        stage = speech.say(STAGES[finding.stage])
        return speech.say(
            N_("Holds up at {stage}: {papers}."), stage=stage, papers=", ".join(names)
        )

    def _add_decision(self, box: QVBoxLayout, finding: "Finding") -> None:
        speech, dossier = self._editing.speech, self._editing.dossier
        decided = overridden(finding, dossier)
        if decided is not None:
            message = N_("Overridden by {name}: {reason}")
            box.addWidget(self._text(speech.say(message, name=decided.name, reason=decided.reason)))
        seen = acknowledged(finding, dossier)
        if seen is not None:
            box.addWidget(self._text(speech.say(N_("Acknowledged: {reason}"), reason=seen.reason)))

    def _add_buttons(self, box: QVBoxLayout, finding: "Finding") -> None:
        if self._editing.read_only or not finding.open:
            return
        say, dossier = self._editing.speech.say, self._editing.dossier
        row = Flow()
        for cure in finding.cures:
            if cure.kind == "propose-support":
                text = say(N_("Propose the missing {pieces}"), pieces=cure.pieces)
                self._button(row, text, lambda _=False, c=cure: self._deeds.cure(c, finding))
        if finding.severity == "look" and acknowledged(finding, dossier) is None:
            text = say(N_("Acknowledge …"))
            self._button(row, text, lambda: self._deeds.acknowledge(finding))
        if holds_up(finding, dossier) and not finding.official:
            text = say(N_("Override …"))
            self._button(row, text, lambda: self._deeds.override(finding))
        box.addLayout(row)

    def _add_places(self, box: QVBoxLayout, finding: "Finding") -> None:
        from html import escape

        speech, dossier = self._editing.speech, self._editing.dossier
        accent = look.colour("accent").name()
        names = (
            (place, escape(place_name(speech.catalogue, dossier, place)))
            for place in finding.places[:_PLACES_SHOWN]
        )
        links = [f"<a style='color:{accent}' href='{place}'>{name}</a>" for place, name in names]
        if links:
            label = self._text("")
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText("<br>".join(links))
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            label.setAccessibleName(speech.say(N_("Places this finding touches")))
            label.linkActivated.connect(self._editing.want)
            box.addWidget(label)
        left = len(finding.places) - _PLACES_SHOWN
        if left > 0:
            box.addWidget(self._text(speech.say(N_("… and {n} more places."), n=left)))

    def _button(self, row: Flow, text: str, done: Callable[..., None]) -> None:
        button = QPushButton(text, self)
        button.clicked.connect(done)
        row.addWidget(button)

    def _text(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
