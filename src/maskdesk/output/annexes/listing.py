"""How a sheet lists rows of the dossier: which members stand in which columns."""

from typing import Literal

from msgspec import Struct

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
    """

    path: str
    columns: tuple[Shown, ...]
    label: str = ""
    led: bool = False
    counted_in: str = ""
    sums: tuple[Sum, ...] = (Sum(label=N_("Total")),)
