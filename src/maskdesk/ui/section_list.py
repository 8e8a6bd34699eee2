"""The sections at the left of the window, each with its state in a word, a sign and a count."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from maskdesk.dossier.fields import members
from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.arrangement import CHECK, CHECK_LABEL, SECTIONS
from maskdesk.ui.look import Tone
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from maskdesk.desk.section_states import SectionState

_WORDS: Mapping[str, str] = {
    "not-started": N_("Not started"),
    "in-progress": N_("In progress"),
    "complete": N_("Complete"),
    "problem": N_("A problem"),
    "not-needed": N_("Not needed here"),
}
# Only a problem is loud; what is complete is the quietest.
_TONES: Mapping[str, Tone] = {
    "not-started": "quiet",
    "in-progress": "accent",
    "complete": "quiet",
    "problem": "blocks",
    "not-needed": "quiet",
}
_SECTION = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_NOTE = Qt.ItemDataRole.UserRole + 2


def section_label(section: str) -> str:
    """What a section is called (a message id)."""
    return CHECK_LABEL if section == CHECK else members(Dossier)[section].description.label


class SectionList(QListWidget):
    """The list of sections; a row is chosen as a whole, by mouse, arrows, Enter or Space.

    `chosen` carries the section.
    """

    chosen = Signal(str)

    def __init__(self, speech: Speech, holder: QWidget | None = None) -> None:
        super().__init__(holder)
        self._speech = speech
        self._states: Mapping[str, SectionState] = {}
        self._longest = 0
        self.setObjectName("sections")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_SectionRow(self))
        self.setMouseTracking(True)
        for section in SECTIONS:
            item = QListWidgetItem(self)
            item.setData(_SECTION, section)
        # A voice control chooses a row without making it the current one.
        self.itemSelectionChanged.connect(self._chose)
        self.say_again()

    def take_states(self, states: "Mapping[str, SectionState]") -> None:
        """Show how far each section is."""
        if states != self._states:
            self._states = states
            self._name()

    def say_again(self) -> None:
        """Name everything anew."""
        self.setAccessibleName(self._speech.say(N_("Sections")))
        self._name()

    def show_section(self, section: str) -> None:
        """Make a section the current one; nothing is reported."""
        self.blockSignals(True)
        self.setCurrentRow(SECTIONS.index(section))
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest name."""
        return QSize(self.widest(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A narrow list elides its names."""
        return QSize(look.em() * 7, look.em() * 6)

    def widest(self) -> int:
        """How wide the list would like to be; asked again and again while a window is laid out."""
        if not self._longest:
            metrics = self.fontMetrics()
            texts = (self.item(row).text() for row in range(self.count()))
            self._longest = max(map(metrics.horizontalAdvance, texts), default=0)
        return self._longest + look.em() * 3 + look.gap(3)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the names anew, as their font may be another."""
        self._longest = 0
        super().changeEvent(event)

    @property
    def unread(self) -> int:
        """How many texts of the dossier cannot be read yet."""
        return sum(state.unread for state in self._states.values())

    def note(self, section: str) -> str:
        """What stands under the name of a section."""
        state = self._states.get(section)
        if state is None:
            return ""
        say, plural = self._speech.say, self._speech.plural
        parts = []
        if state.unread:
            parts.append(plural("{n} text unread", "{n} texts unread", state.unread))
        if state.blocks:
            parts.append(plural("{n} holds up", "{n} hold up", state.blocks))
        if state.look:
            parts.append(plural("{n} to look at", "{n} to look at", state.look))
        if state.unfilled and state.state != "not-started":
            parts.append(plural("{n} to fill in", "{n} to fill in", state.unfilled))
        return say(N_(", ")).join(parts) or say(_WORDS[state.state])

    def _name(self) -> None:
        self._longest = 0
        for row in range(self.count()):
            item = self.item(row)
            section = item.data(_SECTION)
            state = self._states.get(section)
            note = self.note(section)
            item.setText(self._speech.say(section_label(section)))
            item.setData(_STATE, state.state if state else "")
            item.setData(_NOTE, note)
            word = self._speech.say(_WORDS[state.state]) if state else ""
            told = ", ".join(dict.fromkeys(one for one in (item.text(), word, note) if one))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(self._why(state) or told)

    def _why(self, state: "SectionState | None") -> str:
        if state is None or state.state != "not-needed":
            return ""
        if state.exempt is not None:
            return state.exempt.sentence(self._speech.language)
        return self._speech.say(N_("No law that applies to this dossier asks for anything here."))

    def _chose(self) -> None:
        for item in self.selectedItems():
            self.chosen.emit(item.data(_SECTION))


class _SectionRow(QStyledItemDelegate):
    """One row: sign of state, name, and under it what waits."""

    def __init__(self, sections: SectionList) -> None:
        super().__init__(sections)
        self._sections = sections

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words are drawn here, over what the system draws."""
        super().initStyleOption(option, index)
        option.text = ""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines, also before it is known what stands below; nothing moves when it is."""
        lines = 1 if index.data(_SECTION) == CHECK else 2
        height = option.fontMetrics.height() * lines + look.gap(1.1)
        return QSize(look.em() * 8, max(24, height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it in the system's own way of showing what is current."""
        super().paint(painter, option, index)
        selected = self._sections.item(index.row()).isSelected()
        state = index.data(_STATE)
        painter.save()
        box = option.rect.adjusted(look.gap(1.2), look.gap(0.5), -look.gap(0.8), -look.gap(0.5))
        side = look.em()
        palette = option.palette
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        if state:
            tone = None if selected else _TONES[state]
            sign = look.pixmap(state, tone, side)
            if selected:
                sign = look.recoloured(state, palette.color(role), side)
            painter.drawPixmap(box.left(), box.top() + 1, sign)
        left = box.left() + side + look.gap()
        name = QRect(left, box.top(), box.right() - left, option.fontMetrics.height())
        painter.setPen(palette.color(role))
        text = option.fontMetrics.elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        note = index.data(_NOTE)
        if note:
            below = name.translated(0, option.fontMetrics.height())
            painter.setFont(look.scaled(option.font, 0.88))
            if not selected:
                painter.setPen(look.colour(_TONES[state] if state == "problem" else "quiet"))
            short = painter.fontMetrics().elidedText(
                note, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, short)
        painter.restore()
