"""Inputs for what is chosen: from a fixed list, countries, currencies, rows, yes or no."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from maskdesk.dossier.kinds import Choice, Kind, Link, Value, YesNo
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.unread import Unread
from maskdesk.language import Language, country_name, currency_name
from maskdesk.ui import look
from maskdesk.ui.editing import Editing
from maskdesk.ui.fields.finder import SEARCHED, Finder
from maskdesk.ui.fields.flow import Flow
from maskdesk.ui.fields.input import Input
from maskdesk.ui.fields.late_keys import LateKeys
from maskdesk.ui.finding import order_key, without_marks
from maskdesk.ui.speech import Speech

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionComboBox

# To name what a style draws (`QStyle`) takes 10 ms, so it is named where no start comes by.

Option = tuple[str, str]

_NONE = "–"


class PickInput(Input):
    """One of a list; typing finds, and the empty entry takes the answer back."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.box = _Box(self)
        self.box.activated.connect(self._chose)
        self.take(self.box)
        self._shown: Value | Unread = None
        self._listed: list[Option] | None = None

    def options(self) -> Iterable[Option]:
        """Each code that can be chosen with its words."""
        raise NotImplementedError

    def value_of(self, code: str) -> Value:
        """The value a code stands for."""
        return code

    def code_of(self, value: Value) -> str:
        """The code a value is listed by."""
        return "" if value is None else str(value)

    def fill(self) -> None:
        """List the options anew, where they are others than before."""
        options = list(self.options())
        if options != self._listed:
            self._listed = options
            self.box.clear()
            self.box.addItem(_NONE, "")
            for code, words in options:
                self.box.addItem(words, code)
                self.box.setItemData(self.box.count() - 1, without_marks(words), SEARCHED)
        self.show_value(self._shown)

    def say_again(self) -> None:
        """List the options in the language of the moment."""
        self.fill()

    def show_value(self, value: Value | Unread) -> None:
        """The words of the value; what no list has, as it was typed."""
        self._shown = value
        code = value.typed if isinstance(value, Unread) else self.code_of(value)
        at = self.box.findData(code)
        if at < 0:
            self.box.addItem(code, code)
            at = self.box.count() - 1
        if at != self.box.currentIndex():
            self.box.setCurrentIndex(at)

    def _chose(self, at: int) -> None:
        code = self.box.itemData(at)
        self.chosen.emit(self.value_of(code) if code else None)


class ChoiceInput(PickInput):
    """One code of the field's own list."""

    def __init__(self, holder: QWidget, kind: Choice, speech: Speech) -> None:
        super().__init__(holder)
        self._kind = kind
        self._speech = speech
        self.fill()

    def options(self) -> Iterable[Option]:
        """The codes with their labels."""
        return [(code, self._speech.say(label)) for code, label in self._kind.labels.items()]


class YesNoInput(PickInput):
    """Yes, no, or not answered yet."""

    _CODES: ClassVar[dict[str, bool]] = {"yes": True, "no": False}

    def __init__(self, holder: QWidget, kind: YesNo, speech: Speech) -> None:
        super().__init__(holder)
        self._kind = kind
        self._speech = speech
        self.fill()

    def options(self) -> Iterable[Option]:
        """Yes and no as words of the language."""
        words = self._kind.show
        return [(code, words(value, self._speech.language)) for code, value in self._CODES.items()]

    def value_of(self, code: str) -> Value:
        """The answer."""
        return self._CODES[code]

    def code_of(self, value: Value) -> str:
        """How the answer is listed."""
        return "" if value is None else "yes" if value else "no"


class LinkInput(PickInput):
    """A row of another list, by its name."""

    def __init__(self, holder: QWidget, kind: Link, editing: Editing) -> None:
        super().__init__(holder)
        self._kind = kind
        self._editing = editing
        self.entered.connect(self.fill)  # arrows and letters choose in a closed list, too
        self.box.about_to_open = self.fill
        self.fill()

    def options(self) -> Iterable[Option]:
        """The rows there are now, by name."""
        return row_options(self._editing, self._kind.to)

    def show_value(self, value: Value | Unread) -> None:
        """The row's name of the moment."""
        code = value if isinstance(value, str) else ""
        if code and self.box.findData(code) < 0:
            self._shown = value
            listed = dict(self.options())
            if code in listed:
                self.box.addItem(listed[code], code)
        super().show_value(value)


class CodeInput(PickInput):
    """A country or a currency, found by any part of its name or by its code."""

    def __init__(self, holder: QWidget, kind: Kind, speech: Speech, codes: Sequence[str]) -> None:
        super().__init__(holder)
        self._kind = kind
        self._speech = speech
        self._codes = codes
        self._lists_all = False
        line = QLineEdit(self.box)
        self._finder = finder = Finder(self)
        finder.setModel(self.box.model())
        self.box.setLineEdit(line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setCompleter(finder)
        line.returnPressed.connect(self.finish)
        line.installEventFilter(self)
        self.entered.connect(self._list_all)
        self.box.about_to_open = self._list_all
        self.fill()

    def options(self) -> Iterable[Option]:
        """Every code with its name, by name; the chosen one alone before somebody comes here."""
        if self._lists_all:
            return _named(tuple(self._codes), self._speech.language)
        now = self._shown if isinstance(self._shown, str) else ""
        return _named((now,), self._speech.language) if now in self._codes else ()

    def call(self, label: str) -> None:
        """The line that is typed into bears the label too."""
        super().call(label)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(label)

    def show_value(self, value: Value | Unread) -> None:
        """The name with its code; nothing for no answer, ready to be typed into."""
        if value != self._shown and not self._lists_all:
            self._shown = value
            self.fill()
            return
        super().show_value(value)
        if value is None:
            self.box.setEditText("")

    def _list_all(self) -> None:
        if not self._lists_all:
            self._lists_all = True
            self._finder.hand_late_keys_on()
            self.fill()

    def finish(self) -> None:
        """Take what was typed for the one country or currency it can mean."""
        text = self.box.currentText().strip()
        code = self._meant(text)
        now = self._shown if not isinstance(self._shown, Unread) else None
        if code:
            if code != self.code_of(now):
                self.chosen.emit(code)
        elif text in ("", _NONE):
            if self._shown is not None:
                self.chosen.emit(None)
        elif not (isinstance(self._shown, Unread) and self._shown.typed == text):
            self.typed.emit(text)

    def _meant(self, text: str) -> str:
        wanted = _bare(text)
        if not wanted or text == _NONE:
            return ""
        listed = [(self.box.itemData(at), self.box.itemText(at)) for at in range(self.box.count())]
        named = [(code, _bare(words)) for code, words in listed if code in self._codes]
        for fits in (
            [code for code, words in named if wanted in (code.casefold(), words)],
            [code for code, words in named if words.rpartition("(")[0] == wanted],
            [code for code, words in named if words.startswith(wanted)],
            [code for code, words in named if wanted in words],
        ):
            if len(fits) == 1:
                return str(fits[0])
        return ""


def _bare(text: str) -> str:
    """A name as it is compared: Viet Nam is Vietnam, and Turkiye Türkiye."""
    return without_marks(text).replace(" ", "")


@lru_cache(maxsize=64)
def _named(codes: tuple[str, ...], language: Language) -> tuple[Option, ...]:
    """Countries or currencies with their names, by name."""
    name = country_name if len(codes[0]) == 2 else currency_name
    named = ((code, f"{name(code, language)} ({code})") for code in codes)
    return tuple(sorted(named, key=lambda option: order_key(option[1], language)))  # type: ignore[arg-type, return-value]  # of one language, so comparable


class TicksInput(Input):
    """Several of a list, each with a box to tick; `options` gives the list of the moment.

    What is chosen and not in that list any more has a box too: only the clerk takes it off.
    """

    def __init__(
        self,
        holder: QWidget,
        options: Callable[[], Sequence[Option]],
        nothing: Callable[[], str] = str,
    ) -> None:
        super().__init__(holder)
        self._options = options
        self._nothing = nothing
        self._rows = QWidget(self)
        self._flow = Flow(self._rows)
        self._boxes: dict[str, QCheckBox] = {}
        self._label = ""
        self._listed: Sequence[Option] | None = None
        self._value: Value | Unread = ()
        self._none = QLabel(self)
        self._none.setProperty("role", "hint")
        self._none.setWordWrap(True)
        self._box.addWidget(self._rows)
        self._box.addWidget(self._none)
        self.say_again()

    @property
    def focus_widget(self) -> QWidget:
        """The first box; the whole where there is none."""
        return next(iter(self._boxes.values()), self)

    def call(self, label: str) -> None:
        """Each box says whose it is, and what it ticks."""
        self._label = label
        for box in self._boxes.values():
            box.setAccessibleName(f"{label}: {box.text()}" if label else box.text())

    def say_again(self) -> None:
        """List the boxes in the language of the moment."""
        listed = list(self._options())
        codes = {code for code, _ in listed}
        chosen = self._value if isinstance(self._value, tuple) else ()
        listed += [(code, code) for one in chosen if (code := str(one)) not in codes]
        if listed != self._listed:
            self._listed = listed
            self._fill(listed)
        self._none.setText(self._nothing())
        self._none.setVisible(not listed and bool(self._none.text()))

    def show_value(self, value: Value | Unread) -> None:
        """Tick what is chosen."""
        self._value = value
        self.say_again()
        chosen = value if isinstance(value, tuple) else ()
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)

    def _fill(self, listed: Sequence[Option]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        for code, words in listed:
            box = _TickBox(words, self._rows)
            box.clicked.connect(self._ticked)
            box.installEventFilter(self)
            self._boxes[code] = box
            self._flow.addWidget(box)
        self.call(self._label)

    def _ticked(self) -> None:
        self._value = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self.chosen.emit(self._value)


class _TickBox(QCheckBox):
    """A box to tick whose words go on below where a line has no room for them."""

    def __init__(self, words: str, holder: QWidget) -> None:
        super().__init__(words, holder)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Some words wide."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), look.em() * 8), whole.height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words are in a width."""
        whole = self.sizeHint()
        if whole.width() <= width:
            return whole.height()
        beside = whole.width() - self.fontMetrics().size(_SINGLE, self.text()).width()
        room = QRect(0, 0, max(1, width - beside), 10_000)
        words = self.fontMetrics().boundingRect(room, _WRAPPED, self.text())
        return whole.height() + max(0, words.height() - self.fontMetrics().height())

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Draw it as the system does, the words on several lines where they have to be."""
        if self.sizeHint().width() <= self.width():
            super().paintEvent(event)
            return
        from PySide6.QtGui import QPalette
        from PySide6.QtWidgets import (
            QStyle,
            QStyleOptionButton,
            QStyleOptionFocusRect,
            QStylePainter,
        )

        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        mark = QStyle.SubElement.SE_CheckBoxIndicator
        option.rect = self.style().subElementRect(mark, option, self)
        option.rect.moveTop(max(0, (self.fontMetrics().height() - option.rect.height()) // 2))
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option)
        metric = self.style().pixelMetric
        beside = metric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        beside += metric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, None, self)
        room = self.rect().adjusted(beside, 0, 0, 0)
        role, enabled = QPalette.ColorRole.WindowText, self.isEnabled()
        painter.drawItemText(room, _WRAPPED, self.palette(), enabled, self.text(), role)
        if self.hasFocus():
            frame = QStyleOptionFocusRect()
            frame.initFrom(self)
            frame.rect = room
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, frame)


_SINGLE = Qt.TextFlag.TextShowMnemonic
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _Box(QComboBox):
    """A list that the wheel scrolls past unless the clerk is in it."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.about_to_open: Callable[[], None] | None = None
        self._opens = self._hands_on = False
        self.currentTextChanged.connect(self._words_changed)

    def sizeHint(self) -> QSize:
        """No wider than a short word, whatever is listed: the page gives it its width.

        To ask for that by a policy makes the list that opens below for every box of a page.
        """
        whole = super().sizeHint()
        return QSize(min(whole.width(), look.em() * 5), whole.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def initStyleOption(self, option: "QStyleOptionComboBox") -> None:
        """Measure the list that opens as if nobody were here: Qt made room for it before.

        Where the clerk is, a broader border leaves less, and the last choice would be cut off.
        """
        super().initStyleOption(option)
        if self._opens:
            from PySide6.QtWidgets import QStyle

            option.state &= ~QStyle.StateFlag.State_HasFocus

    def enterEvent(self, event: "QEnterEvent") -> None:
        """Where the words have no room, the pointer tells them."""
        super().enterEvent(event)
        self._tell_whole()

    def _words_changed(self) -> None:
        if self.underMouse():
            self._tell_whole()

    def _tell_whole(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, field, self).width()
        words = self.currentText()
        cut = self.fontMetrics().horizontalAdvance(words) > room
        self.setToolTip(words if cut else "")

    def wheelEvent(self, event: "QWheelEvent") -> None:
        """Pass the wheel on, so that scrolling a page changes no answer."""
        event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Close what is found first: while it is open, the box would not hear that it is left.

        X11 tells only later that the list had the keyboard; by then it must not lead back here.
        """
        finder = self.completer()
        if isinstance(finder, Finder):
            finder.rest()
        return super().focusNextPrevChild(forward)

    def showPopup(self) -> None:
        """Open the list, brought up to date."""
        if self.about_to_open is not None:
            self.about_to_open()
        if not self._hands_on:
            self._hands_on = True
            LateKeys(self, self.view())
        self._opens = True
        super().showPopup()
        self._opens = False


def row_options(editing: Editing, path: str) -> list[Option]:
    """The rows of a list by id, each with its name."""
    speech = editing.speech
    return list(row_names(editing.dossier, path, speech.translate, speech.language).items())
