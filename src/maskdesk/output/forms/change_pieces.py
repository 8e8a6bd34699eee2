"""Pieces of the papers about an amendment: what differs from the version before, in words."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from maskdesk.dossier.difference import Difference
from maskdesk.dossier.fields import Field
from maskdesk.dossier.kinds import Link, Links, Money
from maskdesk.dossier.naming import name_of, row_name
from maskdesk.dossier.paths import describe, fields, get
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.output.forms.form import Facts
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled

# What an amendment always changes, and what happened to the version before.
_OF_THE_AMENDMENT = re.compile(r"moves\b|head\.(amends|version)$")
# What the clerk notes for the office: it changes no paper that was handed in.
_OF_THE_OFFICE = re.compile(
    r"(acknowledgements|copied|head|overrides|papers)\b"
    r"|evidence\[[^]]*\]\.(digest|media_type|size)"
)


class Change(Struct, frozen=True, kw_only=True):
    """One field that differs; whether it differs because its row came or went."""

    path: str
    came: bool = False
    went: bool = False

    @property
    def owner(self) -> str:
        """The row or section the field belongs to."""
        return self.path.rpartition(".")[0]


def amends(dossier: Dossier) -> tuple[str, ...]:
    """A paper about an amendment is made where the dossier says that it is one."""
    return ("",) if filled(dossier.head.amends) else ()


def changes(facts: Facts, *, for_authority: bool = False) -> tuple[Change, ...]:
    """Every field that differs; for the authority only what papers can be about."""
    found = (change for difference in facts.changes for change in _fields_of(difference))
    return tuple(
        one
        for one in found
        if _OF_THE_AMENDMENT.match(one.path) is None
        and not (for_authority and _OF_THE_OFFICE.match(one.path))
    )


def is_price(change: Change) -> bool:
    """Whether what differs is nobody's business at the counter."""
    description = describe(change.path)
    return isinstance(description, Field) and isinstance(description.kind, Money)


def change_table(
    found: Iterable[Change],
    facts: Facts,
    writing: Writing,
    *,
    size: float,
    for_authority: bool = False,
) -> Table:
    """Place, what stood there, what stands there now: the fields of a row under its name.

    Columns are of the same width on every table, so that the eye runs down the page.
    """
    rows: list[tuple[Content, ...]] = []
    names: list[int] = []
    for _, of_owner in groupby(found, lambda one: (one.owner, one.came, one.went)):
        together = tuple(of_owner)
        first = together[0]
        # On a sheet that goes by sections the section's own fields need no name above them.
        if for_authority or "[" in first.owner:
            before = Printed(writing.word("row_went"), style="italic") if first.went else ""
            now = Printed(writing.word("row_came"), style="italic") if first.came else ""
            names.append(len(rows))
            rows.append((_owner_name(first, facts, writing), before, now))
        for one in together:
            if for_authority and is_price(one):
                hidden = writing.word("not_shown")
                rows.append((_label(one, writing), hidden, hidden))
            else:
                rows.append(
                    (_label(one, writing), _was(one, facts, writing), _stands(one, facts, writing))
                )
    columns = (
        Column(head=writing.word("column_place"), width=56),
        Column(head=writing.word("column_was"), width=60),
        Column(head=writing.word("column_stands"), width=60),
    )
    return Table(columns=columns, rows=tuple(rows), names=tuple(names), size=size)


def section_name(section: str, facts: Facts, writing: Writing) -> Printed:
    """What a section is called."""
    name = name_of(facts.dossier, section, writing.catalogue.translate, writing.language)
    return writing.named(f"changes.{section}", name)


def _owner_name(change: Change, facts: Facts, writing: Writing) -> Printed:
    """What the row or section is called, in the state in which it exists."""
    dossier = facts.before if change.went and facts.before is not None else facts.dossier
    name = name_of(dossier, change.owner, writing.catalogue.translate, writing.language)
    return Printed(name, f"sum:changes.{change.owner}", "bold")


def _label(change: Change, writing: Writing) -> Printed:
    label = describe(change.path).label
    return writing.named(f"changes.{change.path}", writing.catalogue.translate(label))


def _was(change: Change, facts: Facts, writing: Writing) -> Content:
    """What stood there; a dash where there was nothing."""
    if change.came or facts.before is None:
        return Printed(writing.word("nothing"))
    return _said(facts.before, change.path, writing.before(change.path), writing)


def _stands(change: Change, facts: Facts, writing: Writing) -> Content:
    """What stands there now; a dash where there is nothing."""
    if change.went:
        return Printed(writing.word("nothing"))
    return _said(facts.dossier, change.path, writing.field(change.path), writing)


def _said(dossier: Dossier, path: str, shown: Printed, writing: Writing) -> Printed:
    if not filled(get(dossier, path)):
        return Printed(writing.word("nothing"))
    names = _names_linked(dossier, path, writing)
    return writing.named(f"names.{shown.path}", names) if names else shown


def _names_linked(dossier: Dossier, path: str, writing: Writing) -> str:
    """The names of the rows a field links to: their ids say nothing to a reader."""
    description = describe(path)
    kind = description.kind if isinstance(description, Field) else None
    if not isinstance(kind, (Link, Links)):
        return ""
    value = get(dossier, path)
    linked = value if isinstance(value, tuple) else (value,)
    say = writing.catalogue.translate
    return "; ".join(
        row_name(dossier, f"{kind.to}[{one}]", say, writing.language) for one in linked
    )


def _fields_of(difference: Difference) -> Iterator[Change]:
    """The fields a difference is about: of a row that came or went those that are filled."""
    came, went = difference.before is None, difference.after is None
    row = difference.after if came else difference.before
    if not isinstance(row, Row):
        yield Change(path=difference.path)
        return
    filled_ones = [
        path for path, _, value in fields(row, f"{difference.path}.") if value not in (None, (), "")
    ]
    for path in filled_ones:
        yield Change(path=path, came=came, went=went)
