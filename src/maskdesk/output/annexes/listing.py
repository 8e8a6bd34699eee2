"""How a sheet lists rows of the dossier: which members stand in which columns."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.fields import Field, members
from maskdesk.dossier.paths import member_at
from maskdesk.language import N_


class Shown(Struct, frozen=True):
    """One member of the rows as a column; its heading and its kind are those of the field.

    `{language}` in the name stands for the annex's own language.
    A column in which nobody said anything is left out, unless it stands `always`.
    A `figure` is summed; a `count` is summed where all rows count in the same unit.
    A number that is not `grouped` names something: a year.
    """

    name: str
    always: bool = False
    sum: Literal["", "figure", "count"] = ""
    grouped: bool = True


class Sum(Struct, frozen=True, kw_only=True):
    """One row of sums: of all rows, or of those with one value in one member."""

    label: str
    member: str = ""
    value: str = ""


class Listing(Struct, frozen=True, kw_only=True):
    """One sheet: the rows at a path (`goods[].lots[]`) under chosen columns.

    `label` names the sheet where the label of the rows does not.
    `led` puts before the columns what the row of the outer list is called.
    `counted_in` is the member that says in which unit a row counts.
    Where `rest` is set, fields that no sheet of these rows names follow after the columns, so that
    a new field is shown before anybody has thought of its place; `withheld` are never shown.
    """

    path: str
    columns: tuple[Shown, ...]
    label: str = ""
    led: bool = False
    counted_in: str = ""
    rest: bool = True
    withheld: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = (Sum(label=N_("Total")),)


def completed(listings: tuple[Listing, ...]) -> tuple[Listing, ...]:
    """The listings with the fields that none of them names, where the rest is shown."""
    return tuple(_with_rest(one, listings) if one.rest else one for one in listings)


def _with_rest(listing: Listing, listings: tuple[Listing, ...]) -> Listing:
    alike = [one for one in listings if one.path == listing.path]
    named = {name for one in alike for name in one.withheld}
    named |= {shown.name for one in alike for shown in one.columns}
    struct = member_at(listing.path.removesuffix("[]")).struct
    if struct is None:
        raise TypeError(f"{listing.path} is not a list")
    rest = (
        Shown(name)
        for name, member in members(struct).items()
        if isinstance(member.description, Field) and name not in named
    )
    return replace(listing, columns=(*listing.columns, *rest))
