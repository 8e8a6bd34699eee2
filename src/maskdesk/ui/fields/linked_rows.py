"""The rows of another list a field links to, ticked in a list that opens below it."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from maskdesk.dossier.kinds import Links, Value
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.checklist import ChecklistPopup
from maskdesk.ui.fields.input import Input


class LinksInput(Input):
    """Several rows of another list, shown by name.

    What is ticked is chosen at once; rows that are gone stay linked until they are taken off.
    """

    def __init__(self, holder: QWidget, kind: Links, editing: Editing) -> None:
        super().__init__(holder)
        self._holder = holder
        self._kind = kind
        self._editing = editing
        self._value: Value | Unread = ()
        self._read_only = False
        self.summary = _Summary(self, self._open)
        self.take(self.summary)

    def show_value(self, value: Value | Unread) -> None:
        """The names of the rows that are linked."""
        self._value = value
        codes, say = self._codes(), self._editing.speech.say
        if isinstance(value, Unread):
            shown = value.typed
        elif codes:
            names = self._names()
            shown = "; ".join(names.get(code, code) for code in codes)
        elif any(self._offered()):
            shown = say(N_("Nothing chosen"))
        else:
            shown = say(N_("There is nothing to choose from yet"))
        self.summary.show_text(shown)

    def say_again(self) -> None:
        """Name the rows in the language of the moment."""
        self.show_value(self._value)

    def set_read_only(self, read_only: bool) -> None:
        """The list can still be opened, but not ticked in."""
        self._read_only = read_only

    def _codes(self) -> tuple[str, ...]:
        return self._value if isinstance(self._value, tuple) else ()

    def _names(self) -> Mapping[str, str]:
        """What the rows of the list are called, by their ids."""
        dossier, speech = self._editing.dossier, self._editing.speech
        return row_names(dossier, self._kind.to, speech.translate, speech.language)

    def _offered(self) -> Iterator[tuple[str, str]]:
        """Every row that can be linked with its name: all but the one the field belongs to."""
        # The holder of a field is named by its place.
        own, to = self._holder.objectName().rpartition(".")[0], self._kind.to
        return (one for one in self._names().items() if f"{to}[{one[0]}]" != own)

    def _open(self) -> None:
        codes, names = self._codes(), dict(self._offered())
        # Rows that are gone are listed by their ids, so that they can be taken off.
        options = {**names, **{one: one for one in codes if one not in names}}
        popup = ChecklistPopup(self._editing.speech, self)
        popup.checklist.offer(options, codes, self.summary.accessibleName())
        popup.checklist.setEnabled(not self._read_only)
        popup.checklist.ticked.connect(self.chosen)
        popup.open_under(self.summary)


class _Summary(QComboBox):
    """Looks and answers like any list to choose from; what opens is the checklist."""

    def __init__(self, holder: QWidget, opens: Callable[[], None]) -> None:
        super().__init__(holder)
        self._opens = opens
        self._text = ""
        self.addItem("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def show_text(self, text: str) -> None:
        """Show as much of a text as there is room for, and all of it as tool tip."""
        self._text = text
        self.setToolTip(text)
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._room())
        self.setItemText(0, short)

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box, text = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(box, option, text, self).width()

    def showPopup(self) -> None:
        """Open the checklist."""
        self._opens()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or less of the text."""
        super().resizeEvent(event)
        self.show_text(self._text)
