"""All answers by section in the order of the pages, each leading back to its field."""

import math
from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain

from msgspec import Struct
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from maskdesk.dossier.fields import Part, Rows, members
from maskdesk.dossier.kinds import Choice, Choices, Country, Currency, Kind, Link, Links, Value
from maskdesk.dossier.naming import name_rows, row_name, row_names
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_, country_name, currency_name
from maskdesk.ui import look
from maskdesk.ui.arrangement import CHECK, KEPT, SECTIONS
from maskdesk.ui.editing import Editing
from maskdesk.ui.pages.cards import Card
from maskdesk.ui.portions import Portions
from maskdesk.ui.section_list import section_label

_MOST_ROWS_TOLD = 20


class Answers(Card):
    """All answers by section in the order of the pages, each leading back to its field.

    Each section is a text of its own, so that an edit tells anew what it changed alone, and other
    room is taken up section by section.
    """

    def __init__(self, editing: Editing, holder: QWidget) -> None:
        super().__init__(holder, N_("All answers"), editing)
        self._texts: dict[str, _SectionText] = {}
        self._portions = Portions(self)

    def show_answers(self) -> None:
        """Tell what differs from what is told."""
        self._portions.start(self._tell())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the room there is now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.show_answers()

    def plain_text(self) -> str:
        """All that is told by now, without its form."""
        return "\n".join(text.toPlainText() for text in self._texts.values())

    def texts(self) -> Mapping[str, QTextBrowser]:
        """What is told by now, by section."""
        return self._texts

    def _tell(self) -> Iterator[float]:
        for section in SECTIONS:
            if section == CHECK:
                continue
            text = self._texts.get(section)
            if text is None:
                text = self._texts[section] = _SectionText(self)
                text.anchorClicked.connect(self._lead)
                self.body.addWidget(text)
            text.setAccessibleName(self._editing.speech.say(section_label(section)))
            margins = self.body.contentsMargins()
            text.take_width(self.contentsRect().width() - margins.left() - margins.right())
            yield 0.0
            parts = []
            for part in self._html(section):
                if part:
                    parts.append(part)
                yield 0.0
            for _ in text.tell(_style(), tuple(parts)):
                yield 0.0

    def _lead(self, url: QUrl) -> None:
        self._editing.want(url.toString())

    def _html(self, section: str) -> Iterator[str]:
        """The parts of a section's text, and nothing where the window may have its turn."""
        speech = self._editing.speech
        change = escape(speech.say(N_("Change")))
        heading = escape(speech.say(section_label(section)))
        title = f"<h3>{heading} <small><a href='{section}'>{change}</a></small></h3>"
        held = getattr(self._editing.dossier, section)
        tables = (
            self._rows(section, held)
            if isinstance(members(Dossier)[section].description, Rows)
            else iter((self._fields(held, f"{section}."),))
        )
        told = False
        for lines in tables:
            table = []
            for line in lines:
                table.append(line)
                yield ""
            if any(table):
                yield title * (not told) + _table("".join(table))
                told = True
        if not told:
            nothing = escape(speech.say(N_("Nothing given.")))
            yield title + _table(f"<tr><td class='q'>{nothing}</td></tr>")

    def _rows(self, path: str, rows: tuple[Row, ...]) -> Iterator[Iterator[str]]:
        """The lines of each row told; there are none while all are being named."""
        dossier, speech = self._editing.dossier, self._editing.speech
        yield ("" for _ in name_rows(dossier, path, speech.translate, speech.language))
        for row in rows[:_MOST_ROWS_TOLD]:
            yield self._row(f"{path}[{row.id}]", row)
        if len(rows) > _MOST_ROWS_TOLD:
            more = speech.say(N_("… and {n} more rows."), n=len(rows) - _MOST_ROWS_TOLD)
            yield iter((f"<tr><td class='q' colspan='2'>{escape(more)}</td></tr>",))

    def _row(self, place: str, row: Row) -> Iterator[str]:
        speech = self._editing.speech
        name = row_name(self._editing.dossier, place, speech.translate, speech.language)
        yield f"<tr><td colspan='2'><b>{escape(name)}</b></td></tr>"
        yield from self._fields(row, f"{place}.")

    def _fields(self, held: Struct, prefix: str) -> Iterator[str]:
        speech = self._editing.speech
        for name, member in members(type(held)).items():
            value = getattr(held, name)
            path = f"{prefix}{name}"
            if isinstance(member.description, Rows):
                yield from chain.from_iterable(self._rows(path, value))
            elif isinstance(member.description, Part):
                yield from self._fields(value, f"{path}.")
            elif value not in (None, ()):
                label = escape(speech.say(member.description.label))
                shown = escape(self._shown(value, member.description.kind)).replace("\n", "<br>")
                told = f"<td>{shown}"
                if name not in KEPT.get(type(held), ()):
                    change = escape(speech.say(N_("Change")))
                    told += f" &nbsp;<a href='{path}'>{change}</a>"
                told += "</td>"
                yield f"<tr><td class='q' width='30%'>{label}</td>{told}</tr>"

    def _shown(self, value: Value | Unread, kind: Kind) -> str:
        speech, dossier = self._editing.speech, self._editing.dossier
        if isinstance(value, Unread):
            return value.typed
        if isinstance(kind, Choices) and isinstance(value, tuple):
            return ", ".join(speech.say(kind.labels.get(one, one)) for one in value)
        if isinstance(kind, Choice) and isinstance(value, str):
            return speech.say(kind.labels.get(value, value))
        if isinstance(kind, Country) and isinstance(value, str):
            return country_name(value, speech.language)
        if isinstance(kind, Currency) and isinstance(value, str):
            return currency_name(value, speech.language)
        if isinstance(kind, Link | Links):
            ids = value if isinstance(value, tuple) else (value,)
            names = row_names(dossier, kind.to, speech.translate, speech.language)
            return ", ".join(names[one] for one in map(str, ids) if one in names)
        return kind.show(value, speech.language)


def _table(lines: str) -> str:
    return f"<table width='100%'>{lines}</table>"


class _SectionText(QTextBrowser):
    """What one section holds, as high as it is."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._told: tuple[str, tuple[str, ...]] = ("", ())
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Else Qt sets a text anew within the event that gives it other room.
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)

    def take_width(self, pixels: int) -> None:
        """Set the text in lines of a width."""
        if pixels != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(pixels)
            self._grow()

    def tell(self, style: str, parts: tuple[str, ...]) -> Iterator[None]:
        """Tell something else, a part at a step; what is told already stays."""
        if self._told == (style, parts):
            return
        self._told = ("", ())  # until all of it is there
        self.clear()
        self.document().setDefaultStyleSheet(style)
        end = self.textCursor()
        for part in parts:
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertHtml(part)
            self._grow()
            yield
        self._told = (style, parts)

    def _grow(self) -> None:
        self.setFixedHeight(math.ceil(self.document().size().height()))


def _style() -> str:
    quiet, accent = look.colour("quiet").name(), look.colour("accent").name()
    return f"td {{ padding: 2px 12px 2px 0 }} .q {{ color: {quiet} }} a {{ color: {accent} }}"
