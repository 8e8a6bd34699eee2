"""The list above a section of all that is to be done in it, each line leading to its field."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from maskdesk.language import N_
from maskdesk.ui import look
from maskdesk.ui.fields import Remark
from maskdesk.ui.look import Tone
from maskdesk.ui.signed_line import SignedLine
from maskdesk.ui.speech import Speech

_MOST_LINES = 8
_ORDER: tuple[Tone, ...] = ("blocks", "look", "note")


class Summary(QFrame):
    """What is to be done in a section; hidden while there is nothing.

    `wanted` carries the place a line leads to.
    """

    wanted = Signal(str)

    def __init__(self, speech: Speech, holder: QWidget) -> None:
        super().__init__(holder)
        self._speech = speech
        self._shown: list[tuple[str, Remark]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*(look.gap(1.6),) * 4)
        self._box.setSpacing(look.gap(0.4))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.gap(0.3))
        self._heading = QLabel(self)
        self._heading.setFont(look.scaled(self._heading.font(), 1.0, strong=True))
        self._heading.setWordWrap(True)
        self._box.addWidget(self._heading)
        self._box.addLayout(self._lines)
        self.hide()

    def show_remarks(self, remarks: Mapping[str, tuple[Remark, ...]]) -> None:
        """List each sentence once, the most pressing first."""
        first: dict[str, tuple[str, Remark]] = {}
        for place, said in remarks.items():
            for remark in said:
                first.setdefault(remark.sentence, (place, remark))
        shown = sorted(first.values(), key=lambda one: _ORDER.index(one[1].tone))
        if shown == self._shown:
            return
        self._shown = shown
        self._fill()

    @property
    def sentences(self) -> frozenset[str]:
        """Every sentence that stands here now."""
        return frozenset(remark.sentence for _, remark in self._shown[:_MOST_LINES])

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.setVisible(bool(self._shown))
        if not self._shown:
            return
        tone = self._shown[0][1].tone
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._heading.setText(
            self._speech.plural(
                "{n} point in this section:",
                "{n} points in this section:",
                len(self._shown),
            )
        )
        for place, remark in self._shown[:_MOST_LINES]:
            self._lines.addWidget(self._line(place, remark))
        left = len(self._shown) - _MOST_LINES
        if left > 0:
            more = self._speech.say(N_("… and {n} more in the list below."), n=left)
            self._lines.addWidget(QLabel(more, self))

    def _line(self, place: str, remark: Remark) -> QWidget:
        line = SignedLine(self, self._speech.join(remark.word, remark.sentence), remark.tone)
        lead = line.offer(self._speech.say(N_("Go there")))
        lead.setProperty("link", True)
        lead.setAccessibleDescription(remark.sentence)
        lead.clicked.connect(lambda: self.wanted.emit(place))
        return line
