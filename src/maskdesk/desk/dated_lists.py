"""Lists of makers as files: taken from a workbook with day and source, matched, put into a dossier.

An allow list names whom an authority confirmed, a deny list whom it sanctioned. A list is true on
its own day only, so every hit is shown with the list's age.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.desk.opening import OpenDossier
from maskdesk.dossier import codec
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.paths import put_rows
from maskdesk.dossier.sections import Dossier, Evidence, Extract, ListedName
from maskdesk.dossier.vocabulary import LISTS
from maskdesk.errors import MaskDeskError
from maskdesk.intake.table import Table
from maskdesk.language import N_, plain, tidy
from maskdesk.rules.ground import known
from maskdesk.rules.matching import Hit, groups, hits

FORMAT = 1
Direction = Literal["allow", "deny"]

# What a list of these keepers means; for a list of the office's own the clerk says it.
DIRECTIONS: Mapping[str, Direction] = {
    "mofcom-non-medical": "allow",
    "mofcom-medical": "allow",
    "samr-sanctioned": "deny",
    "fda-appendix-a": "allow",
}
_ID_LETTERS = 12
_IN_BRACKETS = re.compile(r"[(（].*?[)）]")


class NoNames(MaskDeskError):
    """A list in which no column of names or codes can be told."""

    problem = N_("In {file} no column is headed as the names or codes of firms.")
    way_out = N_("Say which it is, counted from the left: --name-column N.")


class NoFirms(MaskDeskError):
    """A list below whose headings no firm is named."""

    problem = N_("In {file} no firm is named below the headings.")
    way_out = N_("Say in which column the names stand, counted from the left: --name-column N.")


class NoSuchColumn(MaskDeskError):
    """A column that the list does not have."""

    problem = N_("{file} has no column {number}; it has {count}.")
    way_out = N_("Count the columns from the left, beginning with 1.")


class NoDirection(MaskDeskError):
    """A list of the office's own that does not say what it means to stand on it."""

    problem = N_("A list of your own must say what it means to stand on it.")
    way_out = N_(
        "Add --allow if its firms are confirmed, or --deny if they are not to be dealt with."
    )


class DamagedList(MaskDeskError):
    """A file that is no dated list, or no longer."""

    problem = N_("{file} is no list that MaskDesk imported, or it is damaged.")
    way_out = N_("Import the list again: `maskdesk list import`.")


class Columns(Struct, frozen=True, kw_only=True):
    """Which column holds what, counted from 1; None where the heading is to tell."""

    name: int | None = None
    code: int | None = None
    product: int | None = None


class DatedList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list as it stood on one day: what it means, and the source and file it comes from."""

    format: int
    direction: Direction
    source: str
    file: str
    extract: Extract


class Imported(Struct, frozen=True, kw_only=True):
    """A list out of a table, and the rows of the table that say something but name no firm."""

    dated: DatedList
    left_out: tuple[int, ...]


class Match(Struct, frozen=True, kw_only=True):
    """One maker of a dossier against one list: the hits, and how many days old the list is."""

    maker: str
    list: str
    direction: Direction
    day: date
    age: int
    rows: int
    hits: tuple[Hit, ...]


def import_list(
    table: Table,
    file: str,
    headings: bytes,
    *,
    list_: str,
    day: date,
    source: str,
    keeper: str = "",
    direction: Direction | None = None,
    columns: Columns | None = None,
) -> Imported:
    """A list out of a table; the columns are known by their headings unless they are named.

    Raises NoNames, NoFirms, NoSuchColumn, NoDirection.
    """
    meaning = direction or DIRECTIONS.get(list_)
    if meaning is None:
        raise NoDirection
    words = _Words(headings)
    first, found = words.columns(table, file, columns or Columns())
    below = list(enumerate(table.rows[first:], start=first + 1))
    taken = {number: _row(number, cells, found, words) for number, cells in below}
    rows = tuple(row for row in taken.values() if row is not None)
    if not rows:
        raise NoFirms(file=file)
    extract = Extract(
        id=f"{list_}-{day.isoformat()}", list=list_, keeper=tidy(keeper) or None, day=day, rows=rows
    )
    dated = DatedList(
        format=FORMAT, direction=meaning, source=tidy(source), file=file, extract=extract
    )
    left_out = (number for number, cells in below if taken[number] is None and any(cells))
    return Imported(dated=dated, left_out=tuple(left_out))


def write_list(dated: DatedList) -> bytes:
    """A dated list as a file, the same bytes for the same list."""
    content = msgspec.json.encode(dated, order="deterministic")
    return msgspec.json.format(content, indent=1) + b"\n"


def read_dated_list(content: bytes, file: str) -> DatedList:
    """A dated list from its file, as a dossier keeps it. Raises DamagedList."""
    try:
        dated = msgspec.json.decode(content, type=DatedList)
        # From elsewhere, too: asked as what stands in a dossier is.
        (extract,) = codec.read(codec.write(Dossier(extracts=(dated.extract,)))).extracts
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DamagedContent) as damage:
        raise DamagedList(file=file) from damage
    dated = replace(dated, extract=extract)
    whole = dated.format == FORMAT and dated.extract.list in LISTS
    if not whole or not isinstance(dated.extract.day, date):
        raise DamagedList(file=file)
    return dated


def matches(dossier: Dossier, lists: Sequence[DatedList], today: date) -> tuple[Match, ...]:
    """Every maker of a dossier against every list; from a name only alike nothing follows."""
    return tuple(
        Match(
            maker=maker.id,
            list=known(dated.extract.list) or "",
            direction=dated.direction,
            day=day,
            age=(today - day).days,
            rows=len(dated.extract.rows),
            hits=hits(maker, dated.extract, groups(dossier.goods, maker.id)),
        )
        for dated in lists
        if (day := known(dated.extract.day)) is not None
        for maker in dossier.producers
    )


def with_list(opened: OpenDossier, dated: DatedList, content: bytes, file: str) -> OpenDossier:
    """The dossier with a list among its prints and the list's own file as evidence of it.

    A list of the same kind and day is replaced.
    """
    digest = hashlib.sha256(content).hexdigest()
    dossier = opened.dossier
    proof = Evidence(
        id=f"list-{digest[:_ID_LETTERS]}", file=file, digest=digest, size=len(content),
        proves=dated.source, kind="scan",
    )  # fmt: skip
    evidence = (*(one for one in dossier.evidence if one.id != proof.id), proof)
    new = replace(dated.extract, evidence=(proof.id,))
    extracts = (*(one for one in dossier.extracts if one.id != new.id), new)
    dossier = put_rows(put_rows(dossier, "evidence", evidence), "extracts", extracts)
    container = opened.container.with_evidence(content)
    return replace(opened, container=container).with_dossier(dossier)


def _row(number: int, cells: tuple[str, ...], found: Columns, words: "_Words") -> ListedName | None:
    name, code, product = (
        tidy(cells[column - 1]) if column is not None else ""
        for column in (found.name, found.code, found.product)
    )
    if not name and not code:
        return None
    return ListedName(
        id=f"r{number}",
        name=name or None,
        code=code or None,
        product=words.product(product) or None,
    )


class _Words:
    """The words by which columns and products are known."""

    def __init__(self, headings: bytes) -> None:
        tables = tomllib.loads(headings.decode())
        self._columns = _folded(tables["columns"])
        self._products = _folded(tables["products"])

    def columns(self, table: Table, file: str, wanted: Columns) -> tuple[int, Columns]:
        """The first row below the headings, and the columns. Raises NoNames, NoSuchColumn."""
        width = max(map(len, table.rows), default=0)
        for number in (wanted.name, wanted.code, wanted.product):
            if number is not None and not 1 <= number <= width:
                raise NoSuchColumn(file=file, number=str(number), count=str(width))
        for place, row in enumerate(table.rows):
            told = self._told_by(row)
            if "name" in told or "code" in told:
                merged = {name: getattr(wanted, name) or told.get(name) for name in _COLUMNS}
                return place + 1, Columns(**merged)
        if wanted.name is None and wanted.code is None:
            raise NoNames(file=file)
        return 0, wanted

    def product(self, text: str) -> str:
        """The product group a text names, else the text itself."""
        bare = plain(text)
        groups = self._products.items()
        return next((name for name, words in groups if any(w in bare for w in words)), text)

    def _told_by(self, row: tuple[str, ...]) -> dict[str, int]:
        told: dict[str, int] = {}
        for number, cell in enumerate(row, start=1):
            heading = plain(_IN_BRACKETS.sub("", cell)).strip(" :*：")
            for name, words in self._columns.items():
                if heading in words:
                    told.setdefault(name, number)
        return told


_COLUMNS = ("name", "code", "product")


def _folded(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(plain, words)) for name, words in table.items()}
