"""What every input of a field can do, whatever kind of value it takes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from maskdesk.dossier.kinds import Value
from maskdesk.dossier.unread import Unread

_STEPS_BACK = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)


class Input(QWidget):
    """A widget that shows one value and reports what the clerk makes of it.

    `typed` carries text to be read, `chosen` a value itself; `left` says that the clerk is done.
    """

    typed = Signal(str)
    chosen = Signal(object)
    left = Signal()
    entered = Signal()

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def take(self, widget: QWidget) -> None:
        """Show the widget that has the keyboard, and hear when it is left."""
        self._box.addWidget(widget)
        self.setFocusProxy(widget)
        widget.installEventFilter(self)

    @property
    def focus_widget(self) -> QWidget:
        """The widget that has the keyboard."""
        return self.focusProxy() or self

    def show_value(self, value: Value | Unread) -> None:
        """Show what stands in the dossier; nothing is reported."""
        raise NotImplementedError

    def finish(self) -> None:
        """Take in what was typed and not reported yet: the clerk is leaving."""

    def call(self, label: str) -> None:
        """Take the field's label, for who cannot see it."""
        self.focus_widget.setAccessibleName(label)

    def say_again(self) -> None:
        """Say every word anew after the language changed."""

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave undo and redo to the window; a single field knows nothing of the dossier."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if any(event.matches(step) for step in _STEPS_BACK):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # A list that opens below or another window takes the keyboard for a while; where the
            # clerk comes back to, nothing may have been written anew.
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.finish()
                if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
                    self.left.emit()
        elif event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)
