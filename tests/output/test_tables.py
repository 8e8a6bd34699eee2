"""Tables repeat their head, align their numbers and lose no word."""

import pytest
from msgspec.structs import replace

from maskdesk.output.blocks import Paragraph
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Content, Printed
from maskdesk.output.sheet import Drawing, Placement, Sheet
from maskdesk.output.tables import Column, Table
from maskdesk.output.typeface import Typefaces
from output.drawing import drawn, font_bytes, text_in, text_of

_COLUMNS = (
    Column(head="No.", align="right"),
    Column(head="Description of goods"),
    Column(head="Pieces", align="right"),
)


def _lots(count: int, name: str = "Surgical mask") -> Table:
    rows = tuple(
        (
            str(n),
            Printed(f"{name} {n}", f"goods.{n}.name"),
            Printed(f"{n * 1250:,}", f"goods.{n}.q"),
        )
        for n in range(1, count + 1)
    )
    return Table(columns=_COLUMNS, rows=rows, total=("", "Total", Printed("9,999", "sum:goods.q")))


def _at(drawing: Drawing, path: str) -> Placement:
    return next(placement for placement in drawing.placements if placement.path == path)


def test_the_head_is_repeated_on_every_page() -> None:
    drawing = drawn(_lots(200))
    assert drawing.pages > 3
    for page in range(drawing.pages):
        assert text_of(drawing.pdf, page).count("Description of goods") == 1


def test_every_row_is_printed_once_and_stands_where_its_placement_says() -> None:
    drawing = drawn(_lots(200))
    paths = [placement.path for placement in drawing.placements]
    assert len(paths) == len(set(paths)) == 401
    for path in ("goods.1.name", "goods.77.q", "goods.200.name", "sum:goods.q"):
        placement = _at(drawing, path)
        assert text_in(drawing.pdf, placement.page, placement.box) == placement.text


@pytest.mark.parametrize("row", [0, 40, 199])
@pytest.mark.parametrize("name", ["Mask", "Surgical mask with a name that takes two lines " * 2])
def test_a_table_drawn_anew_after_an_edit_is_as_if_drawn_for_the_first_time(
    row: int, name: str
) -> None:
    table = _lots(200)
    drawn(table)
    edited = list(table.rows)
    edited[row] = ("x", Printed(name, "goods.x.name"), Printed("7", "goods.x.q"))
    table = replace(table, rows=tuple(edited))
    sheet = Sheet(Typefaces(font_bytes), TRADE, languages=("en",), title="Test")
    sheet.add(table)
    assert drawn(table) == sheet.finish()


@pytest.mark.parametrize("before", range(20, 60, 3))
def test_the_total_keeps_two_rows_with_it(before: int) -> None:
    drawing = drawn(*(Paragraph(text="x", gap=0) for _ in range(before)), _lots(12))
    page = _at(drawing, "sum:goods.q").page
    assert {_at(drawing, f"goods.{n}.q").page for n in (11, 12)} == {page}


@pytest.mark.parametrize("before", range(20, 60))
def test_a_row_that_names_those_below_it_never_ends_a_page(before: int) -> None:
    names = tuple(range(0, 12, 2))
    table = Table(columns=_COLUMNS, rows=_lots(12).rows, names=names)
    drawing = drawn(*(Paragraph(text="x", gap=0) for _ in range(before)), table)
    pages = [_at(drawing, f"goods.{n}.q").page for n in range(1, 13)]
    assert pages[::2] == pages[1::2]


@pytest.mark.parametrize("before", range(20, 60))
def test_no_row_stands_alone_on_its_page(before: int) -> None:
    table = Table(columns=_COLUMNS, rows=_lots(12).rows)
    drawing = drawn(*(Paragraph(text="x", gap=0) for _ in range(before)), table)
    pages = [_at(drawing, f"goods.{n}.q").page for n in range(1, 13)]
    assert pages[0] == pages[1]
    assert pages[-2] == pages[-1]


@pytest.mark.parametrize("before", range(45, 60))
def test_the_head_is_never_the_last_line_of_a_page(before: int) -> None:
    drawing = drawn(*(Paragraph(text="x", gap=0) for _ in range(before)), _lots(12))
    page = _at(drawing, "goods.1.name").page
    assert "Description of goods" in text_of(drawing.pdf, page)
    assert sum("Description" in text_of(drawing.pdf, n) for n in range(drawing.pages)) == (
        drawing.pages - page
    )


def test_a_row_grows_with_its_longest_cell() -> None:
    short, long = drawn(_lots(1)), drawn(_lots(1, "Medical mask for children, printed " * 6))
    heights = [b[3] - b[1] for b in (_at(d, "goods.1.q").box for d in (short, long))]
    assert heights[1] > heights[0] + 10


def test_a_cell_longer_than_a_page_stands_whole_on_the_continuation_sheet() -> None:
    words = [f"w{n}" for n in range(3000)]
    table = Table(columns=_COLUMNS, rows=(("1", Printed(" ".join(words), "remark"), "2"),))
    drawing = drawn(table)
    first, *others = (text_of(drawing.pdf, page) for page in range(drawing.pages))
    assert "See continuation sheet, item 1" in first
    assert "Item 1: Description of goods" in others[0]
    text = " ".join(others)
    assert [word for word in words if word not in text.split()] == []


def test_hundreds_of_lots_in_a_cell_make_no_high_row() -> None:
    lots = tuple(part for n in range(300) for part in ("; ", Printed(f"LOT-{n}", f"lots.{n}")))[1:]
    after = tuple((str(n), f"Mask {n}", Printed(f"{n}", f"goods.{n}.q")) for n in range(2, 12))
    table = Table(columns=_COLUMNS, rows=(("1", lots, Printed("1", "goods.1.q")), *after))
    drawing = drawn(table)
    assert {_at(drawing, f"goods.{n}.q").page for n in range(1, 12)} == {0}
    assert {_at(drawing, f"lots.{n}").page for n in range(100, 300)} == {1}


def test_numbers_end_at_one_edge() -> None:
    drawing = drawn(_lots(3))
    edges = {round(_at(drawing, f"goods.{n}.q").box[2], 2) for n in (1, 2, 3)}
    assert len(edges) == 1


@pytest.mark.parametrize(
    ("mark", "values"), [(".", ("0.085", "1.5", "12")), (",", ("7,8125", "20"))]
)
def test_decimal_marks_stand_under_each_other(mark: str, values: tuple[str, ...]) -> None:
    columns = (Column(head="Text"), Column(head="Rate", align="decimal"))
    rows = tuple((Printed("a"), Printed(value, value)) for value in values)
    strips = Table(columns=columns, rows=rows, decimal=mark)
    drawing = drawn(strips)
    for value in values:
        box = _at(drawing, value).box
        assert text_in(drawing.pdf, 0, box) == value


def test_fixed_widths_are_kept_and_the_others_share_the_rest() -> None:
    columns = (Column(head="A", width=30), Column(head="B"), Column(head="C", width=50))
    row = (Printed("a", "a"), Printed("b", "b"), Printed("c", "c"))
    drawing = drawn(Table(columns=columns, rows=(row,)))
    widths = [_at(drawing, path).box for path in "abc"]
    millimetres = [(box[2] - box[0]) / 72 * 25.4 for box in widths]
    assert millimetres == pytest.approx([30, 175 - 80, 50])


def test_a_long_remark_leaves_numbers_unbroken() -> None:
    columns = (*_COLUMNS, Column(head="Remark"))
    row = ("1", "Mask " * 40, Printed("1,234,567,890", "pieces"), "Remark " * 80)
    drawing = drawn(Table(columns=columns, rows=(row,)))
    box = _at(drawing, "pieces").box
    assert text_in(drawing.pdf, 0, box) == "1,234,567,890"


_CERTIFICATES = tuple(
    Column(head=head) for head in ("Kind", "Number", "Issued by", "Holder", "Place", "Remark")
)
_WORDS = "SAMPLE words of a sentence "


def _certificate(kind: str, number: str) -> tuple[Content, ...]:
    return (kind, Printed(number, "number"), *(_WORDS * n for n in (2, 3, 4, 8)))


@pytest.mark.parametrize("code", ["SAMPLE-13485-0005", "EN 14683:2019+AC:2019", "200000001/PCBA-M"])
def test_a_number_is_not_cut_where_words_beside_it_can_be_broken(code: str) -> None:
    drawing = drawn(Table(columns=_CERTIFICATES, rows=(_certificate(_WORDS * 3, code),)))
    read = text_in(drawing.pdf, 0, _at(drawing, "number").box).split()
    assert read == code.split()


def test_a_column_kept_wide_for_its_number_takes_no_room_from_its_neighbours() -> None:
    row = (Printed(_WORDS * 3, "kind"), Printed("SAMPLE-13485-0005 (SAMPLE)", "number"))
    rest = tuple(Printed(_WORDS * 3, f"rest{n}") for n in range(4))
    drawing = drawn(Table(columns=_CERTIFICATES, rows=((*row, *rest),)))
    widths = {one.path: one.box[2] - one.box[0] for one in drawing.placements}
    number = widths.pop("number")
    assert max(widths.values()) - min(widths.values()) < 1
    assert number < max(widths.values()) * 1.6


def test_a_word_longer_than_a_third_of_the_table_starves_no_number_beside_it() -> None:
    row = _certificate("M" * 60, "SAMPLE-13485-0005")
    drawing = drawn(Table(columns=_CERTIFICATES, rows=(row,)))
    assert text_in(drawing.pdf, 0, _at(drawing, "number").box) == "SAMPLE-13485-0005"


def test_a_row_that_only_names_those_below_it_runs_over_the_whole_width() -> None:
    columns = tuple(Column(head=head, width=60) for head in ("Place", "Was", "Is now"))
    name = Printed("Goods, Surgical mask of three layers SM-1, Lot LOT-0001", "name")
    rows = ((name, "", ""), ("Pieces", "1,000", "1,234"))
    drawing = drawn(Table(columns=columns, rows=rows, names=(0,)))
    assert name.text in text_of(drawing.pdf, 0)
    placement = _at(drawing, "name")
    assert text_in(drawing.pdf, 0, placement.box) == name.text


def test_a_short_head_in_two_languages_takes_two_lines() -> None:
    columns = (
        Column(head="Expires\nHết hạn"),
        Column(head="Pieces\nSố lượng", align="right"),
        Column(head="Lines\nSTT"),
    )
    drawing = drawn(Table(columns=columns, rows=(("", "1", "1"),)))
    assert "Hết hạn" in text_of(drawing.pdf, 0)
    assert "Số lượng" in text_of(drawing.pdf, 0)


def test_a_table_without_rows_shows_its_head() -> None:
    drawing = drawn(Table(columns=_COLUMNS, rows=()))
    assert "Description of goods" in text_of(drawing.pdf, 0)
