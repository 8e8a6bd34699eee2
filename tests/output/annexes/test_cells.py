"""What stands in a cell is what the clerk said: text stays text, a figure keeps its digits."""

import random
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskdesk.dossier.sections import Dossier, Head
from maskdesk.language import Language, load_catalogue
from maskdesk.output.annexes import ANNEXES
from maskdesk.output.annexes.clearing import CannotStand, TooLong
from maskdesk.output.annexes.table import Book, Cell, Column, Look, Sheet
from maskdesk.output.annexes.workbook import write_workbook
from output.annexes.consignments import MOMENT, consignment, evidence, line
from output.annexes.reading import cells_below, column, part_of, rows_of, written

NAUGHTY = [
    "=1+1",
    '=HYPERLINK("http://example.com","SAMPLE")',
    "==",
    "=",
    "+84 24 0000 0000",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "'=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1E5",
    "0012",
    "2020-05-06",
    "<b>&amp;</b> ]]>",
    "_x0041_",
    "_x005F_x0041_",
    "_x000D_",
    " leading and trailing ",
    "two\nlines",
    "Khẩu trang y tế",
    "医用外科口罩 𠮷",
    "Größe ½ 🙂",
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    content = written("goods", consignment(goods=(line(1, brand=text), line(2))))
    (cell, *_) = cells_below(content, "Brand")
    assert cell.data_type == "s"
    assert column(content, "Brand")[0] == text


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    content = written("evidence", Dossier(evidence=(evidence(1, proves=text),)))
    assert column(content, "What it proves") == [text]


def test_every_cell_of_the_clerks_text_has_type_string() -> None:
    dossier = consignment(evidence=tuple(evidence(n, file=t) for n, t in enumerate(NAUGHTY)))
    for annex in ANNEXES:
        content = written(annex, dossier)
        for heading in rows_of(content)[0]:
            types = {
                type(cell.value): cell.data_type for cell in cells_below(content, str(heading))
            }
            assert types.get(str, "s") == "s"
            assert "f" not in types.values()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("bell\x07", "U+0007 BELL"),
        ("nul\x00", "U+0000 NULL"),
        ("escape\x1b[0m", "U+001B ESCAPE"),
        ("turned\u202eround", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("half\ud800", "U+D800 SURROGATE"),
        ("noncharacter\uffff", "U+FFFF UNASSIGNED"),
        ("next\x85line", "U+0085 NEXT LINE"),
    ],
)
def test_what_no_cell_can_show_is_refused_by_place_and_name(text: str, named: str) -> None:
    dossier = consignment(goods=(line(1), line(2, marks=text)))
    with pytest.raises(CannotStand) as refused:
        written("goods", dossier)
    sentence = refused.value.sentence()
    assert sentence.startswith("Goods, Surgical mask, three layers SM-2: Shipping marks:")
    assert named in sentence


def test_a_place_whose_own_name_is_odd_is_named_safely() -> None:
    name = "Mask\x07" + "x" * 10_000
    dossier = Dossier(goods=(line(1, name_english=name, name_vietnamese=None),))
    with pytest.raises(CannotStand) as refused:
        written("goods", dossier)
    sentence = refused.value.sentence()
    assert sentence.isprintable()
    assert len(sentence) < 400


def test_what_a_link_points_to_is_refused_where_it_stands() -> None:
    parties = tuple(
        party if party.id != "m1" else type(party)(id="m1", name="SAMPLE\x07 Brand")
        for party in consignment().parties
    )
    with pytest.raises(CannotStand, match="Parties, SAMPLE"):
        written("goods", consignment(parties=parties))


def test_the_reference_in_the_header_is_refused_alike() -> None:
    with pytest.raises(CannotStand, match="Head: Reference"):
        written("goods", consignment(head=Head(reference="SAMPLE\x0b1")))


@pytest.mark.parametrize("text", ["x" * 32_767, "𠮷" * 16_383, "口罩\n" * 3_000])
def test_a_text_as_long_as_a_cell_holds_is_kept_whole(text: str) -> None:
    content = written("goods", consignment(goods=(line(1, marks=text),)))
    assert column(content, "Shipping marks", "Packing")[0] == text


@pytest.mark.parametrize("text", ["x" * 32_768, "𠮷" * 16_384, "_x0041_" * 3_000])
def test_a_longer_text_is_refused_and_not_cut(text: str) -> None:
    with pytest.raises(TooLong, match="a cell of Excel holds 32767"):
        written("goods", consignment(goods=(line(1, marks=text),)))


def test_a_decomposed_letter_is_read_back_as_it_was() -> None:
    content = written("evidence", Dossier(evidence=(evidence(1, proves="tie\u0302\u0301ng"),)))
    assert column(content, "What it proves") == ["tie\u0302\u0301ng"]


def test_figures_and_days_are_typed() -> None:
    content = written("goods", consignment())
    (pieces, *_) = cells_below(content, "Pieces declared")
    assert (pieces.data_type, pieces.value, pieces.number_format) == ("n", 3_200_000, "#,##0")
    assert pieces.alignment.horizontal == "right"
    (produced, *_) = cells_below(content, "Produced on", "Lots")
    assert produced.is_date
    assert column(content, "Produced on", "Lots")[0] == date(2020, 4, 2)
    gross = cells_below(content, "Gross weight, kg", "Packing")
    assert [cell.number_format for cell in gross] == ["#,##0.00"] * 3
    assert [cell.value for cell in gross] == [11200.5, 11200.25, 22400.75]


@pytest.mark.parametrize(
    ("language", "form"),
    [("en", "[$-809]d\\ mmm\\ yyyy"), ("vi", "dd\\/mm\\/yyyy"), ("zh", "yyyy\\-mm\\-dd")],
)
def test_days_are_written_as_the_language_writes_them(language: Language, form: str) -> None:
    (cell, *_) = cells_below(written("goods", consignment(), language), "Produced on", "Lots")
    assert cell.number_format == form


def test_the_year_of_a_nomenclature_is_not_grouped() -> None:
    content = written("goods", consignment())
    heading = next(
        str(one) for one in rows_of(content, "Properties and marking")[0] if "ear of" in str(one)
    )
    (cell, *_) = cells_below(content, heading, "Properties and marking")
    assert (cell.value, cell.number_format) == (2017, "0")


@pytest.mark.parametrize(
    ("figure", "read"),
    [
        (Decimal("9.95"), 9.95),
        (Decimal("9.950"), 9.95),
        (Decimal("123456789012.345"), 123456789012.345),
        (Decimal("0.10"), 0.1),
        (Decimal("1E+3"), 1000),
        (Decimal("1234567890123.4567"), "1,234,567,890,123.4567"),
        (10**15 - 1, 10**15 - 1),
        (10**15, "1,000,000,000,000,000"),
        (date(1900, 3, 1), date(1900, 3, 1)),
        (date(1899, 5, 6), "6 May 1899"),
    ],
)
def test_what_excel_would_round_or_shift_stands_as_text(figure: Cell, read: object) -> None:
    look: Look = "day" if isinstance(figure, date) else "decimal"
    columns = (
        Column(heading="No.", look="number", cells=(1,)),
        Column(heading="Figure", look=look, cells=(figure,)),
    )
    book = Book(
        title="SAMPLE",
        issuer="",
        reference="",
        catalogue=load_catalogue("en"),
        sheets=(Sheet(name="SAMPLE", columns=columns),),
    )
    assert column(write_workbook(book, MOMENT), "Figure") == [read]


def test_the_digits_reach_the_file_as_they_are() -> None:
    content = written("goods", consignment(goods=(line(1, net_kg=Decimal("9.950")),)))
    assert "<v>9.950</v>" in part_of(content, "xl/worksheets/sheet3.xml")


def test_nothing_of_the_clerks_lies_in_a_temporary_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    assert written("goods", consignment())


def test_a_catalogue_of_another_language_changes_no_figure() -> None:
    random.seed(7)
    goods = tuple(line(n, pieces_declared=random.randrange(10**9)) for n in range(20))
    dossier = consignment(goods=goods)
    read = [
        column(ANNEXES["goods"].write(dossier, load_catalogue(language), MOMENT), "Pieces declared")
        for language in ("en", "vi", "zh")
    ]
    assert read[0] == read[1] == read[2]
