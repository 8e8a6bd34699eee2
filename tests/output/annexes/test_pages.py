"""An annex as it is looked at: what stays in view, what is printed, what does not fit a row."""

import html
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Exporter, Head
from maskdesk.language import load_catalogue
from maskdesk.output.annexes.table import Book, Column, Sheet
from maskdesk.output.annexes.widths import MOST_LINES, lines_of, width_of, with_widths
from maskdesk.output.annexes.workbook import TooManyRows, write_workbook
from output.annexes.consignments import MOMENT, consignment, evidence, line
from output.annexes.reading import column, part_of, rows_of, sheet_names, sheet_of, written

ROOM_ON_A4 = 185


def header_and_footer(content: bytes, sheet: str | None = None) -> tuple[Any, Any]:
    found = sheet_of(content, sheet)
    return found.oddHeader, found.oddFooter


def book(*sheets: Sheet) -> Book:
    return Book(
        title="SAMPLE", issuer="", reference="", catalogue=load_catalogue("en"), sheets=sheets
    )


def test_the_headings_stay_in_view_and_can_be_filtered() -> None:
    sheet = sheet_of(written("goods", consignment()))
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:M3"
    draft = sheet_of(written("goods", consignment(), draft=True))
    assert draft.freeze_panes == "C3"
    assert draft.auto_filter.ref == "A2:M4"


def test_it_is_printed_on_a4_across_with_headings_on_every_page() -> None:
    sheet = sheet_of(written("goods", consignment()))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    ("language", "page"),
    [("en", "Page &P of &N"), ("vi", "Trang &P/&N"), ("zh", "第 &P 页 共 &N 页")],
)
def test_every_page_says_its_title_and_number(language: str, page: str) -> None:
    content = written("goods", consignment(), language)  # type: ignore[arg-type]
    header, footer = header_and_footer(content, sheet_names(content)[2])
    assert footer.center.text == page
    assert header.center.text == "Goods and lots: Packing"
    assert header.right.text == "SAMPLE-VN-2020-015"


@pytest.mark.parametrize("text", ["&[Date] & Söhne", "&" * 300, "W" * 10_000, "医" * 300, "a\nb"])
def test_a_header_holds_any_name_within_excels_limit(text: str) -> None:
    dossier = consignment(exporter=Exporter(name_english=text), head=Head(reference=text))
    content = written("goods", dossier)
    xml = part_of(content, "xl/worksheets/sheet1.xml")
    (header,) = re.findall("<oddHeader>(.*?)</oddHeader>", xml, re.DOTALL)
    assert len(html.unescape(header)) <= 255
    assert "&D" not in header_and_footer(content)[0].left.text


def test_a_wide_sheet_still_fits_a_page_at_a_size_that_can_be_read() -> None:
    sheet = sheet_of(written("goods", consignment()))
    widths = [one.width for one in sheet.column_dimensions.values()]
    assert sum(widths) <= ROOM_ON_A4 * 1.05
    assert all(width >= 5 for width in widths)


def test_a_row_is_high_enough_for_its_text() -> None:
    marks = "MUSTER HAMBURG\nMS-3P\nC/NO. 1-2000\nMADE IN VIET NAM"
    sheet = sheet_of(written("goods", consignment(goods=(line(1, marks=marks),))), "Packing")
    height = sheet.row_dimensions[2].height
    assert height is not None
    assert height >= 4 * 12


def test_a_text_too_long_for_a_row_is_printed_on_the_continuation() -> None:
    text = " ".join(f"Dòng {n} của bao bì (SAMPLE)." for n in range(400))
    assert len(text) > 10_000
    content = written("goods", consignment(goods=(line(1), line(2, marks=text))))
    assert column(content, "Shipping marks", "Packing")[1] == text
    assert column(content, "Continuation sheet", "Packing")[:2] == [
        None,
        "See continuation sheet, item 1",
    ]
    rows = rows_of(content, "Continuation sheet")[1:]
    assert {row[1] for row in rows} == {"Packing 2: Shipping marks"}
    assert "".join(str(row[2]) for row in rows) == text
    sheet = sheet_of(content, "Continuation sheet")
    heights = [sheet.row_dimensions[n + 2].height for n in range(len(rows))]
    assert all(height is not None and height <= 409 for height in heights)


@pytest.mark.parametrize("text", ["口罩" * 5_000, "x" * 10_000, "a\n" * 5_000, "\n" * 200 + "x"])
def test_the_continuation_loses_nothing_of_any_script(text: str) -> None:
    content = written("evidence", Dossier(evidence=(evidence(1, proves=text),)))
    rows = rows_of(content, "Continuation sheet")[1:]
    assert "".join(str(row[2]) for row in rows) == text
    assert column(content, "What it proves") == [text]


def test_nothing_is_continued_where_everything_fits() -> None:
    for annex in ("goods", "evidence", "certificates"):
        assert "Continuation sheet" not in sheet_names(written(annex, consignment()))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("one two three four", 10, 2),
        ("one\ntwo\n\nfour", 20, 4),
        ("口罩口罩口罩口罩", 10, 3),
        ("x" * 100, 11.6, 11),
    ],
)
def test_lines_are_counted_as_excel_breaks_them(text: str, width: float, lines: int) -> None:
    assert lines <= lines_of(text, width) <= lines + 1


def test_the_width_of_text_is_that_of_its_letters() -> None:
    assert width_of("000") == 3
    assert width_of("iii") < 2 < width_of("WW")
    assert width_of("ế") == width_of("e\u0302\u0301") == width_of("e")
    assert width_of("口罩") == 4


def test_what_can_stand_on_one_line_does() -> None:
    sheet = with_widths(
        Sheet(
            name="SAMPLE",
            columns=(
                Column(heading="No.", look="number", cells=(1,)),
                Column(heading="Text", look="text", cells=("word " * 14,)),
            ),
        )
    )
    assert lines_of("word " * 14, sheet.columns[1].width) == 1


def test_room_goes_where_rows_are_high() -> None:
    texts = ("brief words " * 3, "many more words than the others " * 8, "brief words " * 3)
    columns = tuple(Column(heading="H", look="text", cells=(text,)) for text in texts * 3)
    widths = [one.width for one in with_widths(Sheet(name="SAMPLE", columns=columns)).columns]
    assert sum(widths) <= ROOM_ON_A4 + 1
    assert widths[1] > 2 * widths[0]


def test_one_endless_text_does_not_starve_the_other_columns() -> None:
    texts = ("brief words " * 6, "no end " * 2_000, "brief words " * 6, "w " * 60, "w " * 60)
    columns = tuple(Column(heading="H", look="text", cells=(text,)) for text in texts)
    brief, endless, *_ = with_widths(Sheet(name="SAMPLE", columns=columns)).columns
    assert brief.width > endless.width


def test_sheets_have_names_excel_takes_and_no_two_the_same() -> None:
    columns = (
        Column(heading="No.", look="number", cells=(1,)),
        Column(heading="T", look="text", cells=("x",)),
    )
    names = ("a" * 40, "A" * 40, "[a]: b/c?", "'quoted'", "''", "𠮷" * 20)
    sheets = tuple(Sheet(name=name, columns=columns) for name in names)
    found = openpyxl.load_workbook(BytesIO(write_workbook(book(*sheets), MOMENT))).sheetnames
    assert found[:2] == ["a" * 31, "A" * 29 + " 2"]
    assert found[3:5] == ["quoted", "_"]
    assert all(len(name.encode("utf-16-le")) <= 62 for name in found)
    assert not any(set(name) & set("[]:*?/\\") for name in found)


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    column_ = Column(heading="No.", look="number", cells=range(1_048_577))
    with pytest.raises(TooManyRows, match="1048577 rows"):
        write_workbook(book(Sheet(name="SAMPLE", columns=(column_,))), MOMENT)


def test_neither_clock_nor_system_stands_in_the_package() -> None:
    content = written("goods", consignment())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in package.infolist()} == {0}
    properties = openpyxl.load_workbook(BytesIO(content)).properties
    made = MOMENT.astimezone(UTC).replace(tzinfo=None)
    assert (properties.created, properties.modified) == (made, made)
    assert properties.title == "Goods and lots"
    assert properties.creator == "SAMPLE Medical Equipment JSC"
    assert "<Application>MaskDesk</Application>" in part_of(content, "docProps/app.xml")


def test_another_moment_changes_the_properties_alone() -> None:
    content = written("goods", consignment())
    later = write_again(datetime(2021, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(BytesIO(content)) as one, zipfile.ZipFile(BytesIO(later)) as other:
        assert one.namelist() == other.namelist()
        differing = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert differing == ["docProps/core.xml"]


def write_again(moment: datetime) -> bytes:
    from maskdesk.output.annexes import ANNEXES

    return ANNEXES["goods"].write(consignment(), load_catalogue("en"), moment)


def test_a_row_of_many_lines_keeps_within_what_excel_prints() -> None:
    evidences = tuple(evidence(n, proves="line\n" * 500) for n in range(3))
    sheet = sheet_of(written("evidence", replace(consignment(), evidence=evidences)))
    assert sheet.row_dimensions[2].height == pytest.approx(MOST_LINES * 12.75 + 4)
