"""Lists come in as the text that is typed; what is no list is refused with a way out."""

import openpyxl
import pytest

from intake import archives
from maskdesk.errors import MaskDeskError
from maskdesk.intake import table
from maskdesk.intake.reader import TooMuchToRead
from maskdesk.intake.table import (
    Answer,
    NotATable,
    OldWorkbook,
    Question,
    Table,
    TableTooLarge,
    UncountedFormulas,
    UnknownLetters,
    UnsafeWorkbook,
    read_pasted,
    read_table,
)
from maskdesk.language import Language

NAMES = "名称,数量\n口罩,5\n"


def here(content: bytes, language: Language = "en") -> Answer:
    """What the reader answers, without a process for each file."""
    import msgspec

    question = Question(content=content, language=language, letters=None)
    return msgspec.msgpack.decode(table.cells_in(msgspec.msgpack.encode(question)), type=Answer)


def test_a_workbook_is_read_apart_as_text_is_typed() -> None:
    assert read_table(archives.workbook(), "list.xlsx", "en") == Table(
        sheet="Danh sách",
        rows=(
            ("Tên hàng", "Số lượng", "Đơn giá", "Ngày"),
            ("Khẩu trang", "60000", "12.3450", "2020-05-06"),
            ("口罩", "1.5", "0.3", "2020-05-06 09:30:00"),
        ),
    )


def test_numbers_are_written_with_the_mark_of_the_language() -> None:
    assert here(archives.workbook(), "vi").rows[1:] == (
        ("Khẩu trang", "60000", "12,3450", "2020-05-06"),
        ("口罩", "1,5", "0,3", "2020-05-06 09:30:00"),
    )


def test_cells_of_every_kind_become_text() -> None:
    row = (True, False, None, -2.5, 1e20, 123456789012345.0, "#N/A", " x ", "a_x000D_b")
    assert here(archives.workbook(row)).rows == (
        ("true", "false", "", "-2.5", "1" + "0" * 20, "123456789012345", "#N/A", "x", "a\nb"),
    )


def with_formula(saved: bytes) -> bytes:
    """A workbook with a formula, and what was saved as its result."""
    cell = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f>' + saved + b"</c></row>"
    return sheet_with(cell)


def test_a_formula_gives_its_result_and_without_one_is_refused() -> None:
    assert here(with_formula(b"<v>2</v>")).rows == (("1", "2"),)
    for nothing in (b"", b"<v/>", b"<v></v>"):
        assert here(with_formula(nothing)).refused == "formulas"
    with pytest.raises(UncountedFormulas, match=r"list\.xlsx"):
        read_table(archives.workbook((1, "=A1+1")), "list.xlsx", "en")


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].sheet_state = "hidden"
    seen = book.create_sheet("seen")
    seen["B3"] = "here"
    assert here(archives.saved(book)) == Answer(
        sheet="seen", rows=(("", ""), ("", ""), ("", "here"))
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("a;b\n1,5;2\n", (("a", "b"), ("1,5", "2"))),
        ("a\tb\n1,5\t2;3", (("a", "b"), ("1,5", "2;3"))),
        ("a|b\r\n1|2\r\n\r\n", (("a", "b"), ("1", "2"))),
        ("sep=;\na;b,c\n", (("a", "b,c"),)),
        ('a,"two\nlines, and ""quotes"""\n', (("a", 'two\nlines, and "quotes"'),)),
        ("alone\nword\n", (("alone",), ("word",))),
        ("a,b\n\nc\n", (("a", "b"), ("", ""), ("c", ""))),
        ("=cmd|' /C calc'!A0,b\n", (("=cmd|' /C calc'!A0", "b"),)),
    ],
)
def test_text_is_parted_as_it_was_written(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert here(text.encode(encoding)).rows == rows


def test_letters_that_are_not_unicode_are_asked_for_not_guessed() -> None:
    content = NAMES.encode("gb18030")
    with pytest.raises(UnknownLetters, match=r"list\.csv"):
        read_table(content, "list.csv", "zh")
    found = read_table(content, "list.csv", "zh", letters="gb18030")
    assert found.rows == (("名称", "数量"), ("口罩", "5"))


def test_what_is_pasted_is_parted_by_tabs_and_lines() -> None:
    assert read_pasted('a\tb\r\n"x\ny"\t1,5\r\n').rows == (("a", "b"), ("x\ny", "1,5"))
    assert read_pasted("one").rows == (("one",),)
    assert read_pasted("").rows == ()
    with pytest.raises(TableTooLarge):
        read_pasted("x\n" * 20_001)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotATable),
        (b"\x00\x01\x02", NotATable),
        (archives.packed({"word/document.xml": b"<x/>"}), NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldWorkbook),
        (archives.overlapping(), UnsafeWorkbook),
        (b"a\n" * 20_001, TableTooLarge),
        (b"," * 400, TableTooLarge),
        (bytes(21 << 20), TableTooLarge),
    ],
    ids=["empty", "binary", "document", "old", "packed", "long", "wide", "bytes"],
)
def test_what_is_no_list_is_refused_with_a_way_out(
    content: bytes, refusal: type[MaskDeskError]
) -> None:
    content = content.replace(b",", b"a,") + (b"a" if content == b"," * 400 else b"")
    with pytest.raises(refusal, match=r"list\.xlsx") as refused:
        read_table(content, "list.xlsx", "en")
    assert refused.value.way_out


def sheet_with(rows: bytes) -> bytes:
    """A workbook whose sheet's XML holds these rows."""
    parts = archives.members(archives.workbook())
    name = "xl/worksheets/sheet1.xml"
    head, _, _ = parts[name].partition(b"<sheetData>")
    parts[name] = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    return archives.packed(parts)


def test_one_cell_in_the_furthest_corner_is_too_large() -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(TableTooLarge):
        read_table(sheet_with(b'<row r="1"><c r="A1"><v>1</v></c></row>' + corner), "l.xlsx", "en")


def test_a_sheet_of_a_million_rows_is_given_up() -> None:
    row = b'<row><c t="n"><v>123456</v></c><c t="n"><v>987</v></c></row>'
    with pytest.raises((TableTooLarge, TooMuchToRead, UnsafeWorkbook)):
        read_table(sheet_with(row * 1_000_000), "l.xlsx", "en")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY %c "%s">' % (letter + 1, b"&%c;" % letter * 10) for letter in range(97, 106)
        )
        + b"]>",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
    ],
    ids=["laughs", "file", "network", "parameter"],
)
def test_no_entity_is_ever_resolved(part: str, declared: bytes) -> None:
    parts = archives.members(archives.workbook(("&",)))
    xml = parts[part].replace(b"&amp;", b"&a;")
    head, end, body = xml.partition(b"?>") if xml.startswith(b"<?") else (b"", b"", xml)
    for encoding in ("utf-8", "utf-16"):
        text = (head + end + declared + body).decode().replace("utf-8", encoding)
        parts[part] = text.encode(encoding)
        assert here(archives.packed(parts)).refused == "declaration"
