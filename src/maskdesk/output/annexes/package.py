"""Packs a workbook so that neither clock nor system leaves a trace, and nothing lies on disk."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Package:
    """The archive of one workbook: its sheets first, each written as it is made."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add_sheet(self, position: int, worksheet: "Worksheet", rows: Iterable[str]) -> None:
        """Write one sheet, row by row; positions count from 1.

        openpyxl writes all but the rows: its own rows cost several times as much and go by way
        of a temporary file, where the clerk's texts have no business.
        """
        frame = BytesIO()
        WorksheetWriter(worksheet, frame).write()
        before, mark, after = frame.getvalue().partition(b"<sheetData/>")
        if not mark:
            before, mark, after = frame.getvalue().partition(b"<sheetData></sheetData>")
        with self._archive.open(_header(f"xl/worksheets/sheet{position}.xml"), "w") as stream:
            stream.write(before + b"<sheetData>")
            for some in _batches(rows):
                stream.write("".join(some).encode())
            stream.write(b"</sheetData>" + after)

    def close(self, workbook: "Workbook") -> None:
        """Write all that is not a sheet."""
        parts = _Parts()
        _Writer(workbook, parts).write_data()
        # openpyxl names Microsoft Excel as the program that made the file.
        parts.contents["docProps/app.xml"] = _MADE_BY
        for name, content in parts.contents.items():
            self._archive.writestr(_header(name), content)


_MADE_BY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>MaskDesk</Application></Properties>'
)


class _Parts:
    """Stands where openpyxl expects an archive, and only keeps what is put in."""

    def __init__(self) -> None:
        self.contents: dict[str, str | bytes] = {}

    def writestr(self, name: str, content: str | bytes) -> None:
        self.contents[name] = content

    def namelist(self) -> list[str]:
        return list(self.contents)


class _Writer(ExcelWriter):
    """openpyxl's writer without the sheets, which are in the archive already."""

    def __init__(self, workbook: "Workbook", parts: _Parts) -> None:
        super().__init__(workbook, parts)  # type: ignore[arg-type]  # all it asks of an archive

    def _write_worksheets(self) -> None:
        for position, sheet in enumerate(self.workbook.worksheets, start=1):
            sheet._id = position  # type: ignore[attr-defined]  # as openpyxl's own does
            self.manifest.append(sheet)


def _batches(rows: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(rows)
    while some := list(islice(waiting, 200)):
        yield some


def _header(name: str) -> zipfile.ZipInfo:
    header = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    header.compress_type = zipfile.ZIP_DEFLATED
    header.create_system = 0
    return header
