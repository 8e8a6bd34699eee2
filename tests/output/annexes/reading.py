"""Annexes read back by two readers that share no code with each other."""

import io
import zipfile
from datetime import date

import openpyxl
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from maskdesk.dossier.sections import Dossier
from maskdesk.language import Catalogue, Language, load_catalogue
from maskdesk.output.annexes import ANNEXES
from output.annexes.consignments import MOMENT

Read = str | float | bool | date | None


def written(
    annex: str, dossier: Dossier, language: Language = "en", *, draft: bool = False
) -> bytes:
    return ANNEXES[annex].write(dossier, load_catalogue(language), MOMENT, draft=draft)


def in_words_of(catalogue: Catalogue, annex: str, dossier: Dossier) -> bytes:
    return ANNEXES[annex].write(dossier, catalogue, MOMENT)


def sheet_of(content: bytes, sheet: str | None = None) -> Worksheet:
    """One sheet, the first if none is named, by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = book[sheet or book.sheetnames[0]]
    assert isinstance(found, Worksheet)
    return found


def sheet_names(content: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def rows_of(content: bytes, sheet: str | None = None) -> list[list[Read]]:
    """One sheet's rows, its headings first, by calamine; empty cells are None."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in rows]  # type: ignore[misc]


def column(content: bytes, heading: str, sheet: str | None = None) -> list[Read]:
    """What stands below a heading, sums included, by calamine."""
    rows = rows_of(content, sheet)
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


def cells_below(content: bytes, heading: str, sheet: str | None = None) -> list[ExcelCell]:
    """The cells below a heading, by openpyxl."""
    rows = list(sheet_of(content, sheet).iter_rows())
    place = [cell.value for cell in rows[0]].index(heading)
    return [row[place] for row in rows[1:]]  # type: ignore[misc]


def part_of(content: bytes, name: str) -> str:
    """One part of the package as it stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode("utf-8")
