"""Which papers, and how they are finished."""

from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from maskdesk.desk.making import Prospect
from maskdesk.dossier.vocabulary import FINISHES
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, show_sentences
from maskdesk.ui import look
from maskdesk.ui.finish.finishing import Candidate, Finishing, Manner
from maskdesk.ui.finish.page import Page, Remark, hint_label, list_of_files, sign_icon
from maskdesk.ui.jobs import heard_by
from maskdesk.ui.look import Tone


class _Words(Struct, frozen=True):
    """A manner as the clerk reads it: its name and what it means."""

    name: str
    meaning: str


_MANNERS: dict[Manner, _Words] = {
    "signed": _Words(
        N_("&Sign electronically"), N_("With your own identity. What you sign, you answer for.")
    ),
    "ink": _Words(N_("For &ink and seal"), N_("Final papers with room to sign and stamp by hand.")),
    "practice": _Words(
        N_("&Practise"), N_("Signed with a practice identity: every paper says PRACTICE.")
    ),
    "draft": _Words(
        N_("&Drafts"), N_("Papers marked DRAFT, of the dossier as it stands. Nothing is recorded.")
    ),
}
_WAYS = {"signed": FINISHES["signed"], "ink": FINISHES["ink"], "draft": N_("DRAFT")}
_REASONS = {
    "due": N_("Due: {why}"),
    "customary": N_("Customary: no law asks for it."),
    "wished": N_("On your wish."),
}
_FORM = Qt.ItemDataRole.UserRole


class PapersPage(Page):
    """A list of papers to tick, under how all of them are finished; one may differ."""

    can_go_back = False

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(finishing, holder)
        self.remark = Remark(self)
        self.manners: dict[Manner, QRadioButton] = {}
        self._group = QButtonGroup(self)
        manners = QHBoxLayout()
        manners.setSpacing(look.gap(2))
        for manner, words in _MANNERS.items():
            button = QRadioButton(self)
            self.word(button.setText, words.name)
            button.setObjectName(f"manner-{manner}")
            button.setEnabled(False)
            button.toggled.connect(partial(self._toggled, manner))
            self._group.addButton(button)
            self.manners[manner] = button
            manners.addWidget(button)
        manners.addStretch(1)
        self._meaning = hint_label("", self)
        self.list = self._new_list()
        self.all, self.none = _small_button(self), _small_button(self)
        self.word(self.all.setText, N_("Tick &all that are ready"))
        self.word(self.none.setText, N_("Tick n&one"))
        self.all.clicked.connect(lambda: self._tick(ready=True))
        self.none.clicked.connect(lambda: self._tick(ready=False))
        self.way = QComboBox(self)
        for at, (name, label) in enumerate(FINISHES.items()):
            self.way.addItem("", name)
            self.word(partial(self.way.setItemText, at), label)
        self.way.setObjectName("paperFinish")
        self.word(self.way.setAccessibleName, N_("How this paper is finished"))
        self.way.activated.connect(self._choose_way)
        self._way_label = QLabel(self)
        self.word(self._way_label.setText, N_("&This paper:"))
        self._way_label.setBuddy(self.way)
        below = QHBoxLayout()
        below.setSpacing(look.gap())
        below.addWidget(self.all)
        below.addWidget(self.none)
        below.addStretch(1)
        below.addWidget(self._way_label)
        below.addWidget(self.way)
        self.about = QPlainTextEdit(self)  # what several findings say may be long
        self.about.setObjectName("aboutPaper")
        self.about.setProperty("role", "hint")
        self.about.setReadOnly(True)
        self.about.setTabChangesFocus(True)
        self.about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.about.document().setDocumentMargin(0)
        self.word(self.about.setAccessibleName, N_("About this paper"))
        top = QVBoxLayout()
        top.setSpacing(look.gap(0.5))
        top.addLayout(manners)
        top.addWidget(self._meaning)
        self.body.addLayout(top)
        self.body.addWidget(self.remark)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(below)
        self.body.addWidget(self.about)

    @property
    def heading(self) -> str:
        """The question of this page."""
        return self.say(N_("Which papers?"))

    @property
    def verb(self) -> str:
        """On to who signs, or to where the papers go."""
        return self.say(N_("&Next"))

    def enter(self) -> None:
        """Ask what could be made, the first time."""
        if self.finishing.prospect is None:
            self.setCursor(Qt.CursorShape.BusyCursor)
            self._meaning.setText(self.say(N_("Looking at which papers are ready …")))
            hearer = heard_by(self, done=self._take, failed=self._fail)
            finishing = self.finishing
            finishing.workers.foresee(finishing.file.as_shown, finishing.now(), hearer)

    def go_on(self) -> None:
        """Go on with what is ticked; with nothing ticked, say so."""
        if self.finishing.prospect is None:
            return
        if not self.finishing.chosen and not self._only_the_sheet:
            self.remark.tell(lambda: self.say(N_("Tick at least one paper.")))
            self.list.setFocus()
            return
        self.went_on.emit()

    def set_tight(self, *, tight: bool) -> None:
        """The list of papers comes before what is told of one of them."""
        super().set_tight(tight=tight)
        self.about.setFixedHeight(round(look.em() * (2.2 if tight else 4)))

    def say_again(self) -> None:
        """Say everything anew; what is ticked stays."""
        super().say_again()
        finishing = self.finishing
        if finishing.prospect is None:
            self._meaning.setText(self.say(N_("Looking at which papers are ready …")))
            return
        self._meaning.setText(self.say(_MANNERS[finishing.manner].meaning))
        self._fill()

    @property
    def _only_the_sheet(self) -> bool:
        return all(one.always for one in self.finishing.candidates)

    def _new_list(self) -> QTreeWidget:
        heads = (N_("Paper"), N_("How it is finished"), N_("State"))
        shown = list_of_files("papers", len(heads), 0, self)
        self.word_heads(shown, heads)
        self.word(shown.setAccessibleName, N_("Papers"))
        shown.currentItemChanged.connect(self._show_current)
        shown.itemChanged.connect(self._ticked)
        return shown

    def _take(self, prospect: Prospect) -> None:
        self.unsetCursor()
        self.finishing.prospect = prospect
        file = self.finishing.file
        final = bool(prospect.version) and file.read_only is None
        for manner, button in self.manners.items():
            button.setEnabled(final or manner == "draft")
        if not prospect.version:
            text = N_("This dossier is not sealed, so only drafts can be made. Seal it first.")
            self.remark.tell(lambda: self.say(text), "look")
        elif file.read_only is not None:
            held = file.read_only.failure
            self.remark.tell(lambda: self.finishing.speech.tell(held), "look")
        elif prospect.changed:
            text = N_(
                "Final papers show version {version} as it was sealed, not what changed since."
            )
            version = str(prospect.version)
            self.remark.tell(lambda: self.say(text, version=version), "look")
        self.manners["signed" if final else "draft"].setChecked(True)
        self.list.setFocus()

    def _fail(self, failure: MaskDeskError) -> None:
        self.unsetCursor()
        self._meaning.setText("")
        self.remark.tell(lambda: self.finishing.speech.tell(failure))

    def _toggled(self, manner: Manner, on: bool) -> None:
        if on:
            self._choose_manner(manner)

    def _choose_manner(self, manner: Manner) -> None:
        finishing = self.finishing
        finishing.manner = manner
        ready = {one.form for one in finishing.candidates if finishing.possible(one)}
        finishing.chosen = frozenset(ready)
        self._meaning.setText(self.say(_MANNERS[manner].meaning))
        self._fill()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        current = self.list.currentItem()
        kept = current.data(0, _FORM) if current is not None else None
        self.list.clear()
        for candidate in self.finishing.candidates:
            item = QTreeWidgetItem(self.list)
            item.setData(0, _FORM, candidate.form)
            self._show(item, candidate)
            if candidate.form == kept:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._show_current()

    def _show(self, item: QTreeWidgetItem, candidate: Candidate) -> None:
        finishing = self.finishing
        title = finishing.title(candidate.form)
        count = len(candidate.papers)
        item.setText(0, f"{title} ({count})" if count > 1 else title)
        item.setToolTip(0, title)
        possible = finishing.possible(candidate)
        ticked = possible and (candidate.always or candidate.form in finishing.chosen)
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if possible and not candidate.always:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags)
        item.setText(1, self._way_of(candidate) if possible else "")
        word, tone, sign = self._state(candidate)
        item.setText(2, self.say(word))
        item.setIcon(2, sign_icon(sign, tone))

    def _way_of(self, candidate: Candidate) -> str:
        first = candidate.papers[0]
        way = self.finishing.way(first)
        if way == "ink" and not self.finishing.needs_a_hand(first):
            return self.say(N_("No signature"))
        return self.say(_WAYS[way])

    def _state(self, candidate: Candidate) -> tuple[str, Tone, str]:
        if not candidate.makeable:
            return N_("not made by MaskDesk"), "quiet", "not-needed"
        if candidate.making:
            word = N_("draft only: held up") if self.finishing.draft else N_("held up")
            return word, "blocks", "blocks"
        if candidate.always:
            return N_("always goes with them"), "quiet", "link"
        if candidate.handing_in:
            return N_("ready, but not to be handed in yet"), "look", "look"
        return N_("ready"), "met", "met"

    def _current(self) -> Candidate | None:
        item = self.list.currentItem()
        form = item.data(0, _FORM) if item is not None else None
        return next((one for one in self.finishing.candidates if one.form == form), None)

    def _show_current(self) -> None:
        candidate = self._current()
        changeable = candidate is not None and self.finishing.can_choose_way(candidate)
        self.way.setEnabled(changeable)
        self._way_label.setEnabled(changeable)
        if candidate is None:
            self.about.setPlainText("")
            return
        way = self.finishing.way(candidate.papers[0])
        self.way.setCurrentIndex(max(0, self.way.findData(way)))
        self.about.setPlainText(self._told(candidate))

    def _told(self, candidate: Candidate) -> str:
        language = self.finishing.speech.language
        parts = []
        if not candidate.makeable:
            parts.append(self.say(N_("It is due, and MaskDesk has no form for it.")))
        for finding in candidate.making:
            parts.append(self.say(N_("Held up: {reason}"), reason=finding.sentence(language)))
        for finding in candidate.handing_in:
            parts.append(
                self.say(N_("Before it is handed in: {reason}"), reason=finding.sentence(language))
            )
        first = candidate.papers[0]
        why = show_sentences((due.why.in_language(language) for due in first.due), language)
        parts.append(self.say(_REASONS[first.reason], why=why))
        return "\n".join(parts)

    def _ticked(self, item: QTreeWidgetItem) -> None:
        form = item.data(0, _FORM)
        on = item.checkState(0) == Qt.CheckState.Checked
        chosen = self.finishing.chosen
        self.finishing.chosen = chosen | {form} if on else chosen - {form}
        if on and self.remark.property("tone") == "blocks":
            self.remark.rest()

    def _tick(self, *, ready: bool) -> None:
        forms = {one.form for one in self.finishing.candidates if self.finishing.possible(one)}
        self.finishing.chosen = frozenset(forms if ready else ())
        self._fill()

    def _choose_way(self) -> None:
        candidate = self._current()
        item = self.list.currentItem()
        if candidate is not None and item is not None:
            finishes = {**self.finishing.finishes, candidate.form: self.way.currentData()}
            self.finishing.finishes = finishes
            self.list.blockSignals(True)
            self._show(item, candidate)
            self.list.blockSignals(False)


def _small_button(holder: QWidget) -> QPushButton:
    button = QPushButton(holder)
    button.setAutoDefault(False)
    return button
