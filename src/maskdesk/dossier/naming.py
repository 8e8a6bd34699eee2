"""What a place in a dossier is called: by section, row and field, as the clerk reads them."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain, compress, count, repeat
from operator import attrgetter, is_, not_
from typing import cast

from msgspec import Struct

from maskdesk.dossier.difference import changed_rows
from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Choice, Kind, Link
from maskdesk.dossier.paths import NoSuchPlace, member_at, rows_at, steps
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.language import N_, Language, show_day

Say = Callable[[str], str]


def name_of(dossier: Dossier, path: str, say: Say, language: Language = "en") -> str:
    """A place as the clerk reads it: "Domestic support, SAMPLE Hospital A: Pieces pledged".

    `say` gives the words of a message id in `language`; in a row with names in several languages
    that of `language` comes first.
    A path for every row (`goods[].model`) names section and field; a row that is gone is called
    by its id.
    Raises NoSuchPlace for a path no dossier has.
    """
    words: list[str] = []
    field = walked = ""
    for step in steps(path):
        walked = f"{walked}.{step.name}" if walked else step.name
        description = member_at(walked).description
        label = say(description.label)
        if not isinstance(description, Rows):
            if step.row is not None:
                raise NoSuchPlace(path=path)
            if isinstance(description, Field):
                field = label
            else:
                words.append(label)
            continue
        walked = f"{walked}[{step.row or ''}]"
        if step.row and words:
            row = row_name(dossier, walked, say, language)
            words.append(say(_NESTED_ROW).format(kind=say(description.one), row=row))
        elif step.row:
            words += [label, row_name(dossier, walked, say, language)]
        elif words and step is steps(path)[-1]:
            field = label
        else:
            words.append(label)
    place = say(_LIST_MARK).join(words)
    return say(_FIELD_OF_PLACE).format(place=place, field=field) if field else place


def row_name(dossier: Dossier, path: str, say: Say, language: Language = "en") -> str:
    """What one row (`goods[g1]`) is called among its like.

    Its position tells it from rows of the same name and stands for a name it does not have.
    Raises NoSuchPlace for a path that is not a row's.
    """
    way = steps(path)
    if not way[-1].row:
        raise NoSuchPlace(path=path)
    try:
        names = row_names(dossier, path[: path.rindex("[")], say, language)
    except NoSuchPlace:
        return way[-1].row
    return names.get(way[-1].row, way[-1].row)


def row_names(
    dossier: Dossier, path: str, say: Say, language: Language = "en"
) -> Mapping[str, str]:
    """What each row of a list (`goods`) is called, as `row_name` calls it, by its id.

    Raises NoSuchPlace for a path that is not a list's.
    """
    work = _name(dossier, path, say, language)
    while True:
        try:
            next(work)
        except StopIteration as over:
            return cast(_Known, over.value).names


def name_rows(dossier: Dossier, path: str, say: Say, language: Language = "en") -> Iterator[float]:
    """The work of `row_names`, some rows at a time: once it is done, that is at hand.

    Gives how much of it is done. Raises as `row_names` does.
    """
    return _name(dossier, path, say, language)


def _name(
    dossier: Dossier, path: str, say: Say, language: Language
) -> "Generator[float, None, _Known]":
    rows = rows_at(dossier, path)
    groups = _groups_of(rows, language)
    # What is named by what it links to may change while its own rows stay the very same.
    linked: dict[str, _Names] = {}
    for _, kind in chain(*groups):
        if isinstance(kind, Link):
            linked[kind.to] = (yield from _name(dossier, kind.to, say, language)).names
    key = path, say, language
    last = _recent.get(key)
    if last is not None and not all(map(is_, last.linked, linked.values())):
        last = None
    if last is not None and last.rows is rows:
        _recent[key] = _recent.pop(key, last)
        return last
    # An edit leaves all rows but one the very same, and so what they are called of themselves.
    old_rows, old_own = (last.rows, last.own) if last is not None else ((), ())
    before: dict[int, str] = {}
    for at in range(0, len(old_rows), _ASKED_AT_ONCE):
        some = slice(at, at + _ASKED_AT_ONCE)
        before.update(zip(map(id, old_rows[some]), old_own[some], strict=True))
        yield 0.0
    named: list[str | None] = []
    for at in range(0, len(rows), _ASKED_AT_ONCE):
        named += map(before.get, map(id, rows[at : at + _ASKED_AT_ONCE]))
        yield 0.0
    changed = list(compress(rows, map(is_, named, repeat(None))))
    naming, fresh = _Naming(groups, say, language, linked), list[str]()
    for at in range(0, len(changed), _ROWS_AT_ONCE):
        yield at / len(changed)
        fresh += naming.own_names(changed[at : at + _ROWS_AT_ONCE])
    if len(changed) < len(rows):
        left = iter(fresh)
        own = tuple(next(left) if name is None else name for name in named)
    else:
        own = tuple(fresh)
    yield 1.0
    same = last is not None and own == last.own and changed_rows(last.rows, rows) is not None
    yield 1.0
    if last is not None and same:
        names = last.names
    else:
        position: dict[str, int] = {}
        for at in range(0, len(rows), _ASKED_AT_ONCE):
            position.update(zip(map(_id_of, rows[at : at + _ASKED_AT_ONCE]), count(at)))
            yield 1.0
        names = _Names(position, own, Counter(own), say)
        yield 1.0
    _recent.pop(key, None)
    known = _recent[key] = _Known(rows, own, names, tuple(linked.values()))
    if len(_recent) > _MOST_LISTS:
        _recent.popitem(last=False)
    return known


class _Known(Struct, frozen=True):
    """What the rows of a list are called, of themselves and among their like.

    `linked` are the names of what they link to and are named by.
    """

    rows: tuple[Row, ...]
    own: tuple[str, ...]
    names: "_Names"
    linked: "tuple[_Names, ...]"


# A finding or a link names one row of a list after the other, each told from all of its like. The
# list asked for last stands last.
_recent: OrderedDict[tuple[str, Say, Language], _Known] = OrderedDict()
_MOST_LISTS = 32
# At most a millisecond's worth of naming, and of asking what is known.
_ROWS_AT_ONCE, _ASKED_AT_ONCE = 500, 5_000


class _Names(Mapping[str, str]):
    """What rows are called among their like, by their ids; each is told apart when it is asked."""

    def __init__(
        self, position: dict[str, int], own: tuple[str, ...], times: Mapping[str, int], say: Say
    ) -> None:
        self._position = position
        self._own = own
        self._times = times
        self._alike, self._unnamed = say(_ALIKE), say(_UNNAMED)

    def __getitem__(self, row: str) -> str:
        position = self._position[row]
        name = self._own[position]
        if not name:
            return self._unnamed.format(n=position + 1)
        alone = self._times[name] == 1
        return name if alone else self._alike.format(name=name, n=position + 1)

    def own(self, row: str) -> str | None:
        """What a row is called of itself, if it is there."""
        position = self._position.get(row)
        return None if position is None else self._own[position]

    def __iter__(self) -> Iterator[str]:
        return iter(self._position)

    def __len__(self) -> int:
        return len(self._position)


_id_of = attrgetter("id")


_FIELD_OF_PLACE = N_("{place}: {field}")
_NESTED_ROW = N_("{kind} {row}")
_UNNAMED = N_("no. {n}")
_ALIKE = N_("{name} (no. {n})")
_LIST_MARK = N_(", ")

_TEXT_OR_NOTHING = frozenset((str, type(None)))
_LANGUAGES = {"en": "english", "vi": "vietnamese", "zh": "chinese"}


class _Naming:
    """Names rows by groups of their members; what they link to is named already."""

    def __init__(
        self, groups: "_Groups", say: Say, language: Language, linked: Mapping[str, _Names]
    ) -> None:
        self._groups = groups
        self._say = say
        self._language = language
        self._linked = linked

    def own_names(self, rows: Sequence[Row]) -> list[str]:
        """What rows of one list are called, without regard to their like."""
        if not self._groups:
            return [""] * len(rows)
        # Asked for many rows at once: one by one, those of a long list take what a key may not.
        parts = zip(*(self._parts(rows, group) for group in self._groups), strict=True)
        return list(map(" ".join, map(partial(filter, None), parts)))

    def _parts(self, rows: Sequence[Row], group: tuple[tuple[str, Kind | None], ...]) -> list[str]:
        """What a group of members gives to the names of rows: the first of them that is there."""
        parts = [""] * len(rows)
        left: Sequence[int] = range(len(rows))
        for name, kind in group:
            values = list(map(attrgetter(name), map(rows.__getitem__, left)))
            # Plain text is what rows are called by nearly always.
            if kind is not None or not _TEXT_OR_NOTHING.issuperset(map(type, values)):
                values = [self._shown(value, kind) for value in values]
            for at, value in zip(left, values, strict=True):
                parts[at] = value or ""
            left = list(compress(left, map(not_, values)))
        return parts

    def _shown(self, value: object, kind: Kind | None) -> str:
        if isinstance(value, date):
            return show_day(value, self._language)
        if not isinstance(value, str):
            return ""
        if isinstance(kind, Choice):
            return self._say(kind.labels.get(value, value))
        if isinstance(kind, Link):
            own = self._linked[kind.to].own(value)
            return value if own is None else own
        return value


_Groups = tuple[tuple[tuple[str, Kind | None], ...], ...]


def _groups_of(rows: Sequence[Row], language: Language) -> _Groups:
    return _groups(type(rows[0]), language) if rows else ()


@cache
def _groups(row: type[Row], language: Language) -> _Groups:
    """The members that name a row, the name in `language` first; with the kind of codes and ids."""
    own = f"name_{_LANGUAGES[language]}"
    described = {name: member.description for name, member in members(row).items()}
    kinds = {
        name: one.kind
        for name, one in described.items()
        if isinstance(one, Field) and isinstance(one.kind, Choice | Link)
    }
    groups = ((own, *group) if own in group else group for group in row.named_by)
    return tuple(tuple((name, kinds.get(name)) for name in group) for group in groups)
