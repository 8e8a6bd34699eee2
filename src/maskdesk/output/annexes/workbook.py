"""Writes tables as an Excel workbook that is read on a screen, by a program and on paper."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Literal, cast
from xml.sax.saxutils import escape

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, Language, show_day, show_decimal, show_whole
from maskdesk.output.annexes.continuation import with_continuation
from maskdesk.output.annexes.table import Book, Cell, Column, Look, Sheet
from maskdesk.output.annexes.widths import MOST_LINES, lines_of, width_of
from maskdesk.output.page_style import words_for

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Part = Literal["head", "body", "sum"]


class TooManyRows(MaskDeskError):
    """More rows than a sheet can hold."""

    problem = N_("The sheet {sheet} would have {rows} rows; Excel holds {most}.")
    way_out = N_("Divide the consignment into several dossiers.")


def write_workbook(book: Book, moment: datetime) -> bytes:
    """The bytes of the .xlsx; the same for the same book and moment, which carries its zone.

    Texts are cells of type string whatever they begin with. Figures and days are typed; a figure
    of more digits than Excel computes with (15) stands as text, so that none is lost.
    Raises TooManyRows.
    """
    from maskdesk.output.annexes.package import Package

    if moment.tzinfo is None:
        raise ValueError("the moment of a workbook carries its zone")
    sheets = with_continuation(book)
    for sheet in sheets:
        if sheet.rows > _MOST_ROWS:
            raise TooManyRows(sheet=sheet.name, rows=sheet.rows, most=_MOST_ROWS)
    workbook = _workbook(book, moment)
    names = _sheet_names([sheet.name for sheet in sheets])
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        package = Package(archive)
        for position, (sheet, name) in enumerate(zip(sheets, names, strict=True), start=1):
            # A write-only sheet has a worksheet's settings, which its type does not say.
            worksheet = cast("Worksheet", workbook.create_sheet(name))
            _set_up(worksheet, book, sheet, first=position == 1)
            package.add_sheet(position, worksheet, _rows(worksheet, book, sheet))
        package.close(workbook)
    return target.getvalue()


# Excel holds 1,048,576 rows; some are the draft's mark, the heading and the sums.
_MOST_ROWS = 1_048_500
_MOST_DIGITS = 15
_FIRST_TOO_LARGE = 10**_MOST_DIGITS
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel's calendar has a day that never was."""
_DAY_ZERO = date(1899, 12, 30)

_FONT = "Times New Roman"
_FONT_OF_DIGESTS = "Courier New"
_SIZE = 10
_LINE = 12.75
"""Height of a line at that size, in points."""
_ABOVE_AND_BELOW = 4.0

_HEAD = "FFE7EBF0"
_RULE = "FFBFC5CC"
_STRONG_RULE = "FF595F66"
_RED = "FFC00000"

# Marks are escaped and the month's language is fixed, or Excel puts the reader's own.
_DAYS: dict[Language, str] = {
    "en": "[$-809]d\\ mmm\\ yyyy",
    "vi": "dd\\/mm\\/yyyy",
    "zh": "yyyy\\-mm\\-dd",
}
_ALIGNED: dict[Look, str] = {
    "number": "center",
    "text": "left",
    "whole": "right",
    "decimal": "right",
    "day": "center",
    "digest": "left",
}

_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6, "header": 0.35, "footer": 0.3}
"""In inches, as Excel keeps them."""
_WIDTH_OF_HEADER = 165
_WIDEST_IN_MIDDLE = 64
_WIDEST_AT_SIDE = 66
"""In digits; Excel opens no file with a header of more than 255 characters, its codes included."""
_MOST_IN_HEADER = 150
_TITLE = 1.32
"""The title is larger, and bold."""

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")
_LONGEST_NAME = 31

# ECMA-376 part 1, 22.9.2.19: _xHHHH_ in a string stands for a character, unless escaped so.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def _workbook(book: Book, moment: datetime) -> "Workbook":
    from openpyxl import Workbook
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    workbook = Workbook(write_only=True)
    # Column widths count the digits of the workbook's own font.
    font = Font(name=_FONT, size=_SIZE)
    workbook._fonts = IndexedList([font])  # type: ignore[attr-defined]  # no public way
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    workbook.calculation.fullCalcOnLoad = False
    made = moment.astimezone(UTC).replace(tzinfo=None)
    workbook.properties = DocumentProperties(
        title=book.title,
        subject=book.reference,
        creator=book.issuer,
        language=book.catalogue.language,
        created=made,
        modified=made,
    )
    return workbook


def _set_up(worksheet: "Worksheet", book: Book, sheet: Sheet, *, first: bool) -> None:
    """Columns, what stays in view, the filter and the page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    heading_row = _heading_row(book)
    for n, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(n)].width = column.width
    worksheet.freeze_panes = f"{get_column_letter(sheet.in_view + 1)}{heading_row + 1}"
    worksheet.sheet_format.defaultRowHeight = _LINE + _ABOVE_AND_BELOW
    worksheet.sheet_format.customHeight = True
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.tabSelected = first
    last = get_column_letter(len(sheet.columns))
    worksheet.auto_filter.ref = f"A{heading_row}:{last}{heading_row + sheet.rows}"
    worksheet.print_title_rows = f"1:{heading_row}"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    for name, inches in _MARGINS.items():
        setattr(worksheet.page_margins, name, inches)
    _head_and_foot(worksheet, book, sheet)


def _head_and_foot(worksheet: "Worksheet", book: Book, sheet: Sheet) -> None:
    """Issuer, title and reference above; page n of m below, and that it is a draft."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem

    words = words_for((book.catalogue.language,))
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    title = book.title if sheet.name == book.title else f"{book.title}: {sheet.name}"
    note = words.draft_note if book.draft else ""
    page = words.page.replace("&", "&&").format(n="&P", m="&N")
    middle = _in_header(title, _WIDEST_IN_MIDDLE)
    beside = min((_WIDTH_OF_HEADER - width_of(middle) * _TITLE) / 2, _WIDEST_AT_SIDE)
    parts = (
        (header.left, _in_header(book.issuer, beside), _FONT),
        (header.center, middle, f"{_FONT},Bold"),
        (header.right, _in_header(book.reference, beside), _FONT),
        (footer.left, _in_header(note, beside), f"{_FONT},Bold"),
        (footer.center, page, _FONT),
    )
    for part, text, font in parts:
        part.text, part.font, part.size = text or None, font, 9
    header.center.size = 11
    worksheet.HeaderFooter.scaleWithDoc = False
    worksheet.HeaderFooter.oddHeader, worksheet.HeaderFooter.oddFooter = header, footer


def _in_header(text: str, widest: float) -> str:
    """A text cut to its share of a header, in which & begins a code."""
    plain = " ".join(text.replace("&[", "& [").split())
    if len(plain) > _MOST_IN_HEADER:
        plain = f"{plain[:_MOST_IN_HEADER]}…"
    if _room_in_header(plain) > widest:
        while _room_in_header(plain) > widest - 2:
            plain = plain[:-1]
        plain = f"{plain.rstrip()}…"
    return plain.replace("&", "&&")


def _room_in_header(text: str) -> float:
    return max(width_of(text), len(text.replace("&", "&&")))


def _heading_row(book: Book) -> int:
    """The row of the headings: the first, or the one below what a draft says of itself."""
    return 2 if book.draft else 1


def _rows(worksheet: "Worksheet", book: Book, sheet: Sheet) -> Iterator[str]:
    """The XML of every row, from top to bottom."""
    language = book.catalogue.language
    number = _heading_row(book)
    if book.draft:
        note = _Pen("A", _note_style(worksheet), language)
        yield _row(1, [note.write(1, words_for((language,)).draft_note)])
    heads = _pens(worksheet, sheet, "head", language)
    lines = max(lines_of(one.heading, one.width, bold=True) for one in sheet.columns)
    headings = [column.heading for column in sheet.columns]
    yield _row(number, _written(heads, number, headings), lines)
    pens = _pens(worksheet, sheet, "body", language)
    texts = [
        (n, _Lines(column.width))
        for n, column in enumerate(sheet.columns)
        if column.look in ("text", "digest")
    ]
    for values in zip(*(column.cells for column in sheet.columns), strict=True):
        number += 1
        lines = max((lines_of_text[values[n]] for n, lines_of_text in texts), default=1)
        yield _row(number, _written(pens, number, values), min(lines, MOST_LINES))
    pens = _pens(worksheet, sheet, "sum", language)
    for n, label in enumerate(sheet.sums):
        number += 1
        sums = [column.sums[n] if column.sums else None for column in sheet.columns]
        yield _row(number, _written(pens, number, [sums[0], label, *sums[2:]]))


def _row(number: int, cells: Iterable[str], lines: int = 1) -> str:
    height = lines * _LINE + _ABOVE_AND_BELOW
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _written(pens: Iterable["_Pen"], number: int, values: Iterable[Cell]) -> list[str]:
    return [pen.write(number, value) for pen, value in zip(pens, values, strict=True)]


class _Lines(dict[Cell, int]):
    """The lines that texts take in a column; each different text is broken once."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, cell: Cell) -> int:
        self[cell] = lines_of(cell, self._width) if isinstance(cell, str) else 1
        return self[cell]


class _Pen:
    """Writes the cells of one column in one style, as XML (ECMA-376 part 1, 18.3.1.4).

    What a cell is follows from the value's own type, never from what a text looks like: openpyxl
    would make a formula of "=1+1" and an error of "#N/A", and writes figures by way of floats.
    """

    def __init__(self, letter: str, style: int, language: Language) -> None:
        self._letter = letter
        self._style = style
        self._language = language

    def write(self, number: int, value: Cell) -> str:
        """One cell in the row of a number."""
        start = f'<c r="{self._letter}{number}" s="{self._style}"'
        figure = _figure(value)
        if figure:
            return f"{start}><v>{figure}</v></c>"
        text = value if isinstance(value, str) else self._shown(value)
        if not text:
            return f"{start}/>"
        if "_x" in text:
            text = _LIKE_AN_ESCAPE.sub("_x005F_", text)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{start} t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'

    def _shown(self, value: Cell) -> str:
        """A value Excel has no figure for."""
        if isinstance(value, int):
            return show_whole(value, self._language)
        if isinstance(value, Decimal):
            return show_decimal(value, self._language)
        return show_day(value, self._language) if isinstance(value, date) else ""


def _figure(value: Cell) -> str:
    """The digits of a figure or of a day's number; empty for what Excel cannot keep as one."""
    if isinstance(value, int):
        return str(value) if abs(value) < _FIRST_TOO_LARGE else ""
    if isinstance(value, Decimal):
        digits = format(value, "f")
        return digits if len(digits.replace(".", "").strip("0")) <= _MOST_DIGITS else ""
    if isinstance(value, date):
        return str((value - _DAY_ZERO).days) if value >= _FIRST_DAY else ""
    return ""


def _pens(worksheet: "Worksheet", sheet: Sheet, part: Part, language: Language) -> list[_Pen]:
    from openpyxl.utils import get_column_letter

    return [
        _Pen(get_column_letter(n), _style(worksheet, column, part, language), language)
        for n, column in enumerate(sheet.columns, start=1)
    ]


def _style(worksheet: "Worksheet", column: Column, part: Part, language: Language) -> int:
    """The number of a column's style in the workbook."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    look = column.look
    digest = look == "digest" and part == "body"
    figures = look in ("whole", "decimal")
    model = WriteOnlyCell(worksheet)
    model.font = Font(
        name=_FONT_OF_DIGESTS if digest else _FONT,
        size=_SIZE - 1.5 if digest else _SIZE,
        bold=part != "body",
    )
    thin, strong = Side("thin", color=_RULE), Side("medium", color=_STRONG_RULE)
    above = {"head": strong, "body": thin, "sum": strong}[part]
    below = {"head": strong, "body": thin, "sum": thin}[part]
    model.border = Border(left=thin, right=thin, top=above, bottom=below)
    if part == "head":
        model.fill = PatternFill("solid", fgColor=_HEAD)
        model.alignment = Alignment(
            horizontal="left" if look == "text" else "center", vertical="center", wrap_text=True
        )
        return model.style_id
    model.alignment = Alignment(
        horizontal=_ALIGNED[look],
        vertical="top",
        indent=1 if figures else 0,
        wrap_text=look in ("text", "digest"),
    )
    model.number_format = _number_format(column, language)
    return model.style_id


def _note_style(worksheet: "Worksheet") -> int:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    model = WriteOnlyCell(worksheet)
    model.font = Font(name=_FONT, size=_SIZE, bold=True, color=_RED)
    return model.style_id


def _number_format(column: Column, language: Language) -> str:
    if column.look == "whole":
        return "#,##0"
    if column.look == "decimal":
        places = _places((*column.cells, *column.sums))
        return f"#,##0.{'0' * places}" if places else "#,##0"
    if column.look == "day":
        return _DAYS[language]
    return "0" if column.look == "number" else "@"


def _places(cells: Iterable[Cell]) -> int:
    """The digits after the mark that show every figure of a column, so that they align."""
    exponents = [cell.as_tuple().exponent for cell in cells if isinstance(cell, Decimal)]
    return max((-one for one in exponents if isinstance(one, int) and one < 0), default=0)


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names Excel takes: at most 31 characters, no marks of formulas, no two alike."""
    names: list[str] = []
    for name in wanted:
        plain = _FORBIDDEN_IN_NAMES.sub(" ", name).strip("' ") or "_"
        taken = {one.casefold() for one in names}
        unique, n = _cut(plain, ""), 1
        while unique.casefold() in taken:
            n += 1
            unique = _cut(plain, f" {n}")
        names.append(unique)
    return names


def _cut(name: str, tail: str) -> str:
    """The name with its tail, cut to the length Excel takes (counted as it counts, in UTF-16)."""
    while len((name + tail).encode("utf-16-le")) > 2 * _LONGEST_NAME:
        name = name[:-1]
    return name.rstrip("' ") + tail
