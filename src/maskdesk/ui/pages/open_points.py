"""What keeps a version from being sealed, each point with what settles it."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from maskdesk.desk.sealing import NoOrigin
from maskdesk.desk.wording import place_name
from maskdesk.dossier.copying import to_confirm
from maskdesk.dossier.paths import unread
from maskdesk.language import N_
from maskdesk.rules.evaluate import Report
from maskdesk.rules.ground import known
from maskdesk.rules.holding import to_look_at
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.signed_line import SignedLine

_MOST_POINTS = 12

Point = tuple[str, str, Callable[[], object]]


class OpenPoints(Card):
    """A missing origin, what is unread, copied and unconfirmed, and to be looked at.

    `acknowledge` carries a finding to be acknowledged, `confirm` a copied place to be confirmed.
    """

    acknowledge = Signal(object)
    confirm = Signal(str)

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(holder, N_("Before sealing"), editing)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.gap(0.6))
        self.body.addLayout(self._lines)
        self.count = 0
        self._shown: object = None

    def say_again(self) -> None:
        """Say everything anew at the next telling."""
        super().say_again()
        self._shown = None

    def show_points(self, report: Report, *, sealed: bool) -> None:
        """List them; a sealed version has none."""
        state = (report.findings, self._editing.dossier, sealed)
        if self._shown == state:
            return
        self._shown = state
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        points = [] if sealed else list(self._points(report))
        self.count = len(points)
        self.setVisible(bool(points))
        for point in points[:_MOST_POINTS]:
            line = self._line(*point)
            self._lines.addWidget(line)
            line.show()  # at once, and not with the next event, so that it can be gone to
        if len(points) > _MOST_POINTS:
            more = N_("… and {n} more; settle these first.")
            left = len(points) - _MOST_POINTS
            self._lines.addWidget(QLabel(self._editing.speech.say(more, n=left), self))

    def focus_first(self) -> bool:
        """Put the clerk on the first point, if there is one."""
        first = next((one for one in self.findChildren(QPushButton) if one.isVisible()), None)
        if first is None:
            return False
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _points(self, report: Report) -> Iterator[Point]:
        dossier, speech = self._editing.dossier, self._editing.speech
        say = speech.say
        if known(dossier.head.origin) is None:
            place = "head.origin"
            yield speech.tell(NoOrigin()), say(N_("Go there")), partial(self._editing.want, place)
        for path, value in unread(dossier):
            text = say(
                N_("{place}: “{typed}” cannot be read yet."),
                place=place_name(speech.catalogue, dossier, path),
                typed=value.typed,
            )
            yield text, say(N_("Go there")), partial(self._editing.want, path)
        for path in to_confirm(dossier):
            text = say(
                N_("{place}: copied from another dossier. Change it or confirm it."),
                place=place_name(speech.catalogue, dossier, path),
            )
            yield text, say(N_("Confirm")), partial(self.confirm.emit, path)
        for finding in to_look_at(report, dossier):
            done = partial(self.acknowledge.emit, finding)
            yield finding.sentence(speech.language), say(N_("Acknowledge …")), done

    def _line(self, text: str, verb: str, done: Callable[[], object]) -> QWidget:
        line = SignedLine(self, text, "look")
        button = line.offer(verb)
        button.setAccessibleDescription(text)
        button.clicked.connect(lambda: done())
        return line
