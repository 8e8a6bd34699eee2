"""What a place in a dossier is called: by section, row and field, as the clerk reads them."""

from collections.abc import Callable
from datetime import date

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Choice, Link
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
        rows = rows_at(dossier, path[: path.rindex("[")])
    except NoSuchPlace:
        rows = ()
    position = next((n for n, row in enumerate(rows, 1) if row.id == way[-1].row), 0)
    if not position:
        return way[-1].row
    own = _own_name(dossier, rows[position - 1], say, language)
    if not own:
        return say(_UNNAMED).format(n=position)
    alike = (row for n, row in enumerate(rows, 1) if n != position)
    if any(_own_name(dossier, row, say, language) == own for row in alike):
        return say(_ALIKE).format(name=own, n=position)
    return own


_FIELD_OF_PLACE = N_("{place}: {field}")
_NESTED_ROW = N_("{kind} {row}")
_UNNAMED = N_("no. {n}")
_ALIKE = N_("{name} (no. {n})")
_LIST_MARK = N_(", ")

_LANGUAGES = {"en": "english", "vi": "vietnamese", "zh": "chinese"}


def _own_name(dossier: Dossier, row: Row, say: Say, language: Language) -> str:
    own = f"name_{_LANGUAGES[language]}"
    parts = []
    for group in row.named_by:
        names = (own, *group) if own in group else group
        shown = (_shown(dossier, row, name, say, language) for name in names)
        parts.append(next((text for text in shown if text), ""))
    return " ".join(part for part in parts if part)


def _shown(dossier: Dossier, row: Row, name: str, say: Say, language: Language) -> str:
    value = getattr(row, name)
    description = members(type(row))[name].description
    kind = description.kind if isinstance(description, Field) else None
    if isinstance(value, date):
        return show_day(value, language)
    if not isinstance(value, str):
        return ""
    if isinstance(kind, Choice):
        return say(kind.labels.get(value, value))
    if isinstance(kind, Link):
        linked = next((one for one in rows_at(dossier, kind.to) if one.id == value), None)
        return _own_name(dossier, linked, say, language) if linked is not None else value
    return value
