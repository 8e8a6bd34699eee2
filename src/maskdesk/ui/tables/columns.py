"""What a column of a table shows, and how what is typed or pasted into it is read."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.kinds import (
    Choice,
    Choices,
    Country,
    Currency,
    Kind,
    Link,
    Links,
    Measure,
    Value,
    Whole,
    YesNo,
)
from maskdesk.dossier.naming import row_names
from maskdesk.dossier.paths import member_at, rows_at
from maskdesk.dossier.unread import Unread
from maskdesk.language import (
    Language,
    countries,
    country_name,
    currencies,
    currency_name,
    decimal_mark,
    tidy,
)
from maskdesk.ui.editing import Editing

_PARTS = re.compile(r"[;\n；]+")

# By values of any kind: codes, yes and no, ids of rows.
Words = Mapping[Any, str]


class Column:
    """One field of every row: typed as text and read by its kind."""

    def __init__(self, editing: Editing, name: str, field: Field, empty: Value) -> None:
        self.name = name
        self.field = field
        self.empty = empty
        self._editing = editing

    @property
    def kind(self) -> Kind:
        """The kind of value."""
        return self.field.kind

    @property
    def numeric(self) -> bool:
        """Whether figures stand one under the other."""
        return isinstance(self.kind, Whole | Measure)

    @property
    def label(self) -> str:
        """The heading."""
        return self._editing.speech.say(self.field.label)

    @property
    def headings(self) -> frozenset[str]:
        """What the heading of this column can be in a block that is pasted."""
        return frozenset(map(folded, (self.label, self.field.label, self.name)))

    def shown(self, value: Value | Unread) -> str:
        """The value as the clerk reads it; what cannot be read yet as it was typed."""
        return value.typed if isinstance(value, Unread) else self._shown(value)

    def typed(self, value: Value | Unread) -> str:
        """The value as an editor opens with it."""
        return self.shown(value)

    def copied(self, value: Value | Unread) -> str:
        """The value as another program takes it: figures ungrouped, days by number."""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, Decimal):
            return _plain(value).replace(".", decimal_mark(self._editing.speech.language))
        if isinstance(value, date | datetime):
            return value.isoformat()
        return self.shown(value)

    def read(self, text: str) -> Value | Unread:
        """The value of typed text."""
        value = self.kind.read(text, self._editing.speech.language)
        return self.empty if value is None else value

    def sort_key(self, value: Value) -> object:
        """What values of this column are put in order by."""
        return value if isinstance(value, int | Decimal | date) else self._shown(value)

    def _shown(self, value: Value) -> str:
        return self.kind.show(value, self._editing.speech.language)

    def _unread(self, text: str) -> Unread:
        return Unread(typed=tidy(text).strip(), language=self._editing.speech.language)


class CodeColumn(Column):
    """One of a list, by its words."""

    def __init__(
        self, editing: Editing, name: str, field: Field, empty: Value, words: "WordsOf"
    ) -> None:
        super().__init__(editing, name, field, empty)
        self._words_of = words

    @property
    def words(self) -> Words:
        """Each value that can be chosen with its words, in the language of the moment."""
        return self._words_of()

    def read(self, text: str) -> Value | Unread:
        """The value whose words or code were typed, in whatever capitals."""
        wanted = folded(text)
        if not wanted:
            return self.empty
        found = self._words_of.find(wanted)
        if found is not None:
            return found
        if isinstance(self.kind, Link):
            return self._unread(text)
        return self.kind.read(text, self._editing.speech.language)

    def sort_key(self, value: Value) -> object:
        """The words."""
        return self._shown(value)

    def _shown(self, value: Value) -> str:
        return "" if value is None else self.words.get(value, str(value))


class CodesColumn(CodeColumn):
    """Several of a list, their words parted by semicolons."""

    def read(self, text: str) -> Value | Unread:
        """The values whose words or codes were typed; unread where one of them is unknown."""
        parts = [folded(part) for part in _PARTS.split(text) if part.strip()]
        found = [self._words_of.find(part) for part in parts]
        if any(one is None for one in found):
            return self._unread(text)
        return tuple(dict.fromkeys(str(one) for one in found))

    def _shown(self, value: Value) -> str:
        parts = value if isinstance(value, tuple) else ()
        return "; ".join(self.words.get(part, part) for part in parts)


class WordsOf:
    """The words of a column's values, worked out again when language or rows change."""

    def __init__(
        self,
        editing: Editing,
        words: Callable[[], Words],
        english: Mapping[str, str] | None = None,
        rows: str = "",
    ) -> None:
        self._editing = editing
        self._words = words
        self._english = english or {}
        self._rows = rows
        self._known: Words = {}
        self._index: dict[str, Value] | None = None
        self._known_for: tuple[object, str] | None = None

    def __call__(self) -> Words:
        """The words of each value."""
        rows = rows_at(self._editing.dossier, self._rows) if self._rows else None
        language = self._editing.speech.language
        known = self._known_for
        if known is None or known[0] is not rows or known[1] != language:
            self._known_for, self._known, self._index = (rows, language), self._words(), None
        return self._known

    def find(self, wanted: str) -> Value:
        """The value whose folded words or code these are; None where there is none."""
        words = self()
        if self._index is None:
            self._index = {folded(label): code for code, label in self._english.items()}
            self._index |= {folded(str(value)): value for value in words}
            self._index |= {folded(label): value for value, label in words.items()}
        return self._index.get(wanted)


def columns_of(editing: Editing, path: str, names: tuple[str, ...] | None) -> tuple[Column, ...]:
    """The columns of the list at a path: the members named, or every field of a row."""
    struct = member_at(path).struct
    if struct is None:
        return ()
    found = members(struct)
    wanted = found if names is None else names
    described = ((name, found[name].description) for name in wanted)
    return tuple(
        _column(editing, name, field, _empty(struct, name))
        for name, field in described
        if isinstance(field, Field)
    )


def folded(text: str) -> str:
    """Text as it is compared: composed, without regard to capitals and doubled spaces."""
    return " ".join(tidy(text).casefold().split())


def _column(editing: Editing, name: str, field: Field, empty: Value) -> Column:
    words = _words_of(editing, field.kind)
    if words is None:
        return Column(editing, name, field, empty)
    several = isinstance(field.kind, Choices | Links)
    return (CodesColumn if several else CodeColumn)(editing, name, field, empty, words)


def _words_of(editing: Editing, kind: Kind) -> WordsOf | None:
    speech = editing.speech
    match kind:
        case Choice(labels=labels):
            said = lambda: {code: speech.say(label) for code, label in labels.items()}  # noqa: E731
            return WordsOf(editing, said, labels)
        case YesNo():
            return WordsOf(
                editing, lambda: {one: kind.show(one, speech.language) for one in (True, False)}
            )
        case Country():
            return WordsOf(editing, lambda: _by_name(countries(), country_name, editing))
        case Currency():
            return WordsOf(editing, lambda: _by_name(currencies(), currency_name, editing))
        case Link(to=to) | Links(to=to):
            return WordsOf(
                editing,
                lambda: row_names(editing.dossier, to, speech.translate, speech.language),
                rows=to,
            )
    return None


def _by_name(
    codes: tuple[str, ...], name: Callable[[str, Language], str], editing: Editing
) -> Words:
    named: Words = {code: name(code, editing.speech.language) for code in codes}
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def _empty(struct: type[Struct], name: str) -> Value:
    """What stands in a field nobody has filled."""
    names, defaults = struct.__struct_fields__, struct.__struct_defaults__
    empty: Value = defaults[names.index(name) - (len(names) - len(defaults))]
    return empty


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    # With a leading nought three places cannot be read as thousands.
    return f"0{text}" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) else text
