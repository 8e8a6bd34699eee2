"""What every page of the wizard is: a heading, a line that explains, and a way on."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from maskdesk.ui import look
from maskdesk.ui.finish.finishing import Finishing
from maskdesk.ui.look import Tone

# A sentence in the language of the moment it is asked for.
Said = Callable[[], str]


class Page(QWidget):
    """One page of the wizard.

    `went_on` says that its part is settled, `went_back` that the page before is wanted, `altered`
    that its heading or its button reads otherwise now.
    """

    went_on = Signal()
    went_back = Signal()
    altered = Signal()

    # The safe button is the one that Enter presses; where something is signed, none is.
    enter_goes_on = True
    can_go_back = True

    def __init__(self, finishing: Finishing, holder: QWidget) -> None:
        super().__init__(holder)
        self.finishing = finishing
        self.say = finishing.speech.say
        self._worded: list[tuple[Callable[[str], object], str]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.gap(1.4))

    def word(self, put: Callable[[str], object], message: str) -> None:
        """Put words on something, now and whenever the language changes."""
        self._worded.append((put, message))
        put(self.say(message))

    def word_heads(self, shown: QTreeWidget, heads: Sequence[str]) -> None:
        """Put words on the columns of a list."""
        for column, message in enumerate(heads):
            self.word(partial(_set_head, shown, column), message)

    def say_again(self) -> None:
        """Say everything anew in the language of the moment."""
        for put, message in self._worded:
            put(self.say(message))
        for remark in self.findChildren(Remark):
            remark.say_again()

    @property
    def heading(self) -> str:
        """What this page asks or tells."""
        raise NotImplementedError

    @property
    def explained(self) -> str:
        """One line under the heading; empty for none."""
        return ""

    @property
    def verb(self) -> str:
        """What the button that leads on says; empty where there is none."""
        raise NotImplementedError

    def set_tight(self, *, tight: bool) -> None:
        """Keep things closer together where the window is low for the size of its text."""
        self.body.setSpacing(look.gap(0.4 if tight else 1.4))

    def enter(self) -> None:
        """The page comes into view."""

    def go_on(self) -> None:
        """The clerk wants to go on: settle this page, or show what is missing."""
        self.went_on.emit()


class Remark(QFrame):
    """A framed sentence in a tone; hidden while there is nothing to say."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._said: Said = str
        row = QHBoxLayout(self)
        row.setContentsMargins(look.gap(1.2), look.gap(0.8), look.gap(1.2), look.gap(0.8))
        row.setSpacing(look.gap())
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return "" if self.isHidden() else self._text.text()

    def tell(self, said: Said, tone: Tone = "blocks", sign: str = "") -> None:
        """Say something."""
        self._said = said
        self.say_again()
        if said():
            for widget in (self, self._sign, self._text):
                widget.setProperty("tone", tone)
                look.dress_again(widget)
            self._sign.setPixmap(look.pixmap(sign or tone, tone))

    def rest(self) -> None:
        """Say nothing any more."""
        self.tell(str)

    def say_again(self) -> None:
        """Say the same in the language of the moment; no text says nothing."""
        text = self._said()
        self.setVisible(bool(text))
        self._text.setText(text)
        self.setAccessibleName(text)


_LEAST_TARGET = 24


def sign_icon(sign: str, tone: Tone) -> QIcon:
    """An icon in a tone, in the colour of chosen text where its line is chosen."""
    icon = look.icon(sign, tone)
    chosen = QApplication.palette().color(QPalette.ColorRole.HighlightedText)
    icon.addPixmap(look.recoloured(sign, chosen, look.em()), QIcon.Mode.Selected)
    return icon


def list_of_files(name: str, columns: int, wide: int, holder: QWidget) -> QTreeWidget:
    """A list of so many columns; the `wide` one takes the room that is left."""
    shown = QTreeWidget(holder)
    shown.setObjectName(name)
    shown.setRootIsDecorated(False)
    shown.setUniformRowHeights(True)
    shown.setAllColumnsShowFocus(True)
    shown.setIconSize(look.icon_size())
    # High enough to be hit, as any target is.
    air = max(look.gap(0.3), (_LEAST_TARGET - look.em()) // 2)
    shown.setStyleSheet(f"QTreeView::item {{ padding: {air}px 0; }}")
    shown.setColumnCount(columns)
    header = shown.header()
    header.setStretchLastSection(False)
    for column in range(columns):
        fits = QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(
            column, QHeaderView.ResizeMode.Stretch if column == wide else fits
        )
    return shown


def _set_head(shown: QTreeWidget, column: int, text: str) -> None:
    # Asked for each time: a line held here would outlive the list it belongs to.
    head = shown.headerItem()
    if head is not None:
        head.setText(column, text)


def heading_label(text: str, holder: QWidget, factor: float = 1.0) -> QLabel:
    """A heading above a part of a page."""
    label = QLabel(text, holder)
    label.setFont(look.scaled(label.font(), factor, strong=True))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def hint_label(text: str, holder: QWidget) -> QLabel:
    """A quiet line that explains."""
    label = QLabel(text, holder)
    label.setProperty("role", "hint")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
