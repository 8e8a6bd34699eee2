"""Lists from elsewhere: the first sheet of a workbook, or text in columns, as cells of text."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake import archive
from maskdesk.intake.reader import read_apart
from maskdesk.language import N_, Language, Phrase, decimal_mark, tidy

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_BYTES: Final = 20 << 20
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 400
_MOST_CELLS: Final = 1_000_000
_MOST_LETTERS: Final = 32_767  # in a cell of a spreadsheet

# How text that is not Unicode was written: spreadsheets in China and in Viet Nam save it so.
Letters = Literal["gb18030", "cp1258"]

_BYTE_ORDER_MARKS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = ",;\t|"


class NotATable(MaskDeskError):
    """A file that is no list."""

    problem = N_("{file} is neither a workbook (.xlsx) nor text in columns (.csv).")
    way_out = N_("Open it in a spreadsheet program and save it as .xlsx.")


class OldWorkbook(MaskDeskError):
    """A workbook in the form of before 2007, or one locked with a password."""

    problem = N_("{file} is a workbook of an old kind (.xls), or locked with a password.")
    way_out = N_("Open it in a spreadsheet program and save it as .xlsx, without a password.")


class UnsafeWorkbook(MaskDeskError):
    """A workbook that is not packed as spreadsheet programs do it."""

    problem = N_("{file} is not opened: {reason}.")
    way_out = N_("Copy the list into a new workbook and save that.")


class UncountedFormulas(MaskDeskError):
    """A workbook whose formulas were written by a program that does not count."""

    problem = N_("{file} holds formulas whose results were never saved, so cells would be empty.")
    way_out = N_("Open it in a spreadsheet program, save it there, and read it again.")


class UnknownLetters(MaskDeskError):
    """Text whose letters can be read in several ways."""

    problem = N_("{file} does not say how its letters are written, so names might come out wrong.")
    way_out = N_("Save it as .xlsx, or as CSV in UTF-8.")


class TableTooLarge(MaskDeskError):
    """More than a list of this trade holds."""

    problem = N_("{file} is too large for a list: at most {rows} rows, {columns} columns.")
    way_out = N_("Take out what does not belong to the list, or split it.")


class Table(Struct, frozen=True, kw_only=True):
    """A list as text, row by row, every row as wide as the widest.

    Empty rows within are kept, so that row n here is row n + 1 there; those at the end are not.
    A number stands as it is typed in the language asked for, ungrouped; a day as 2020-05-06;
    yes and no as true and false. `sheet` is the sheet's name; empty for text.
    """

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""


def read_table(
    content: bytes, file: str, language: Language, *, letters: Letters | None = None
) -> Table:
    """The first visible sheet of a workbook (.xlsx), or a text in columns (.csv).

    What it is follows from the content, not from the name. Formulas give the value that was saved
    with them; where one has none, the workbook is refused. Text is read as Unicode, or as
    `letters` says where it is none; columns may be parted by commas, semicolons, tabs or bars.
    Read in a process of its own. Raises NotATable, OldWorkbook, UnsafeWorkbook,
    UncountedFormulas, UnknownLetters, TableTooLarge, TooMuchToRead.
    """
    refuse_size(file, len(content))
    if content.startswith(_OLD_WORKBOOK):
        raise OldWorkbook(file=file)
    question = Question(content=content, language=language, letters=letters)
    asked = msgspec.msgpack.encode(question)
    answer = msgspec.msgpack.decode(
        read_apart(cells_in, asked, file, prepare=prepare, longest=4 * _MOST_BYTES), type=Answer
    )
    if answer.refused in archive.FAULTS:
        raise UnsafeWorkbook(file=file, reason=Phrase(archive.FAULTS[answer.refused]))
    if answer.refused == "formulas":
        raise UncountedFormulas(file=file)
    if answer.refused == "letters":
        raise UnknownLetters(file=file)
    if answer.refused == "size":
        raise _too_large(file)
    if answer.refused:
        raise NotATable(file=file)
    return Table(rows=answer.rows, sheet=answer.sheet)


def refuse_size(file: str, size: int) -> None:
    """Raise TableTooLarge for more bytes than a list may have."""
    if size > _MOST_BYTES:
        raise _too_large(file)


def read_pasted(text: str) -> Table:
    """The cells of what a spreadsheet program put on the clipboard: tabs and lines.

    It is text already, so nothing of it is parsed but quotes; no process is needed for that.
    Raises TableTooLarge.
    """
    try:
        return Table(rows=_even(csv.reader(io.StringIO(tidy(text), newline=""), delimiter="\t")))
    except (_TooLarge, csv.Error) as failure:
        raise _too_large(Phrase(N_("What was pasted"))) from failure


class _TooLarge(Exception):
    """More rows or columns than a list has."""


class Question(Struct, frozen=True, kw_only=True):
    """What the reader is asked."""

    content: bytes
    language: Language
    letters: Letters | None


class Answer(Struct, frozen=True, kw_only=True):
    """What the reader answers: the rows, or the code of why there are none."""

    refused: str = ""
    sheet: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def _too_large(file: str | Phrase) -> TableTooLarge:
    return TableTooLarge(file=file, rows=_MOST_ROWS, columns=_MOST_COLUMNS)


def prepare() -> None:
    """Load what reads lists; called in the reader."""
    import codecs

    import openpyxl  # noqa: F401 - loaded before the reader can open nothing more

    for encoding in (*_BYTE_ORDER_MARKS.values(), "gb18030", "cp1258", archive.OLD_NAMES):
        codecs.lookup(encoding)


def cells_in(asked: bytes) -> bytes:
    """The list as MessagePack. Runs in the reader."""
    question = msgspec.msgpack.decode(asked, type=Question)
    content = question.content
    try:
        if content.startswith(archive.MARK):
            answer = _workbook(content, question.language)
        else:
            answer = _text(content, question.letters)
    except _TooLarge:
        answer = Answer(refused="size")
    return msgspec.msgpack.encode(answer)


def _text(content: bytes, letters: Letters | None) -> Answer:
    if not content:
        return Answer(refused="no list")
    mark = next((one for one in _BYTE_ORDER_MARKS if content.startswith(one)), None)
    try:
        text = content.decode(_BYTE_ORDER_MARKS[mark] if mark else "utf-8")
    except UnicodeDecodeError:
        if letters is None or mark:
            return Answer(refused="letters")
        text = content.decode(letters, errors="replace")
    if "\0" in text:
        return Answer(refused="no list")
    try:
        return Answer(rows=_even(_parted(tidy(text))))
    except csv.Error:
        return Answer(refused="size")


def _parted(text: str) -> Iterator[list[str]]:
    """The rows of a text, parted as its first lines are parted most evenly."""
    said = re.match(r"sep=(.)\n", text)  # what Excel writes to name the mark
    if said:
        return csv.reader(io.StringIO(text[said.end() :], newline=""), delimiter=said[1])
    sample = "".join(text[:20_000].splitlines(keepends=True)[:20])
    best = max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))
    return csv.reader(io.StringIO(text, newline=""), delimiter=best)


def _evenness(sample: str, mark: str) -> tuple[int, int]:
    """How well a mark parts the rows: how many are as wide as most, and how wide that is."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark)]
    except csv.Error:
        return (0, 0)
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0, 0)
    usual = max(set(wide), key=wide.count)
    return (wide.count(usual), usual)


def _workbook(content: bytes, language: Language) -> Answer:
    fault = archive.fault_of(content)
    if fault is not None:
        return Answer(refused=fault)
    try:
        sheet = _first_sheet(content, results=True)
        rows = sheet.iter_rows(values_only=True)
        texts = ((_shown(cell, language) for cell in row) for row in rows)
        answer = Answer(sheet=tidy(str(sheet.title)), rows=_even(texts))
        return Answer(refused="formulas") if _has_uncounted(content) else answer
    except (_TooLarge, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever XML holds
        return Answer(refused="no list")


def _first_sheet(content: bytes, *, results: bool) -> "Worksheet":
    """The first sheet that can be seen, with the results of formulas or the formulas."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheet = (visible or book.worksheets)[0]
    sheet.reset_dimensions()  # what a file says of its size may be anything
    return sheet


def _has_uncounted(content: bytes) -> bool:
    """Whether a formula of the first sheet was saved without its result."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        if not any(b"<f" in parts.read(name) for name in sheets):
            return False
    formulas = _first_sheet(content, results=False).iter_rows()
    results = _first_sheet(content, results=True).iter_rows(values_only=True)
    return any(
        cell.data_type == "f" and result is None
        for row, found in zip(formulas, results, strict=True)
        for cell, result in zip(row, found, strict=True)
    )


def _shown(value: object, language: Language) -> str:
    """A cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value, language)
    if isinstance(value, datetime):
        clock = value.time()
        day = value.date().isoformat()
        return day if clock == time() else f"{day} {clock.isoformat('seconds')}"
    if isinstance(value, date | time):
        return value.isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


# How a workbook writes characters that XML cannot hold (ECMA-376, 22.9.2.19).
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS_KEPT: Final = 15


def _number(value: float, language: Language) -> str:
    """A number as typed; a workbook keeps fifteen digits, and what follows is noise."""
    if isinstance(value, int):
        return str(value)
    written = f"{Decimal(f'{value:.{_DIGITS_KEPT}g}'):f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    # With one more nought three places cannot be read as thousands.
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", written):
        written += "0"
    return written.replace(".", decimal_mark(language))


def _even(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """All rows as wide as the widest, without empty ones at the end and empty columns there."""
    kept: list[list[str]] = []
    filled = 0
    for number, row in enumerate(rows, start=1):
        cells = [tidy(cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if (
            number > _MOST_ROWS
            or len(cells) > _MOST_COLUMNS
            or max(map(len, cells)) > _MOST_LETTERS
        ):
            raise _TooLarge
        kept.extend([] for _ in range(number - filled - 1))
        kept.append(cells)
        filled = number
    width = max(map(len, kept), default=0)
    if width * len(kept) > _MOST_CELLS:
        raise _TooLarge
    return tuple(tuple(row + [""] * (width - len(row))) for row in kept)
