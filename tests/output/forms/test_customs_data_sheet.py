"""The customs data sheet: one for each declaration, in its origin's order, with a CSV beside it."""

import csv
import io
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Declaration, DeclaredLine, Dossier
from maskdesk.language import LANGUAGES, Language
from maskdesk.law.reader import Law
from maskdesk.output.forms import commercial_invoice, packing_list
from maskdesk.output.forms.customs_data_sheet import CSV, FORM
from maskdesk.output.forms.form import Facts
from maskdesk.rules.evaluate import check
from output.forms.consignment import DAY, line
from output.forms.each_origin import EACH, OVERLONG_EACH, assert_fits
from output.forms.pressed import (
    assert_archivable,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

ONE = "customs.declarations[d1]"


def declared(language: Language, *declarations: Declaration, **changes: object) -> Dossier:
    dossier = EACH[language]
    customs = replace(dossier.customs, declarations=declarations)
    return replace(dossier, customs=customs, **changes)


def beside(dossier: Dossier, subject: str = ONE) -> bytes:
    report = check(dossier, Law(packs=()), DAY)
    facts = Facts(dossier=dossier, report=report, form=FORM.id, subject=subject)
    assert FORM.beside is not None
    return FORM.beside(facts)[CSV]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


TWO = (
    Declaration(id="d1", lines=(DeclaredLine(id="x1", line="g1", pieces=1_000_000),)),
    Declaration(
        id="d2",
        state="registered",
        number="000000000007",
        registered=datetime(2020, 4, 20, 9, 30, tzinfo=timezone(timedelta(hours=7))),
        lines=(
            DeclaredLine(id="x2", line="g1", pieces=2_200_000),
            DeclaredLine(id="x3", line="g2", pieces=3_200_000),
        ),
    ),
    Declaration(id="d3", state="refused", number="000000000006"),
)


def test_each_declaration_that_still_counts_has_one() -> None:
    assert FORM.subjects(declared("vi", *TWO)) == (ONE, "customs.declarations[d2]")
    assert FORM.subjects(declared("vi")) == ("",)
    assert FORM.subjects(Dossier()) == ()


def test_it_holds_the_pieces_of_its_own_declaration() -> None:
    drawing = pressed(FORM, declared("vi", *TWO), subject="customs.declarations[d2]")
    assert printed_at(drawing, "customs.declarations[d2].number") == {"000000000007"}
    assert printed_at(drawing, "customs.declarations[d2].lines[x2].pieces") == {"2.200.000"}
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"5.400.000"}
    assert "000000000006" not in words_of(drawing)


def test_weights_of_a_part_of_a_line_are_left_to_write_on() -> None:
    drawing = pressed(FORM, declared("vi", *TWO), subject="customs.declarations[d2]")
    assert not printed_at(drawing, "goods[g1].net_kg")
    assert printed_at(drawing, "goods[g2].net_kg") == {"9.600"}
    assert printed_at(drawing, "sum:goods.net_kg") == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_stand_in_the_order_of_the_origins_customs(language: Language) -> None:
    drawing = pressed(FORM, EACH[language], subject=ONE)
    placed = {one.path: (-one.box[3], one.box[0]) for one in reversed(drawing.placements)}
    type_code, exporter = placed["customs.type_code"], placed["exporter.tax_code"]
    order = {"vi": type_code < exporter, "zh": exporter < type_code, "en": type_code < exporter}
    if language == "en":
        exporter = placed.get("exporter.customs_code", exporter)
    assert order[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_figures_are_those_of_invoice_and_packing_list(language: Language) -> None:
    dossier = EACH[language]
    sheet = pressed(FORM, dossier, subject=ONE)
    invoice = pressed(commercial_invoice.FORM, dossier)
    packing = pressed(packing_list.FORM, dossier)

    def digits(texts: set[str]) -> set[str]:
        return {"".join(one for one in text if one.isdigit()) for text in texts}

    for path in ("sum:goods.pieces_declared", "sum:goods[g1].amount", "sum:goods.amount"):
        assert digits(printed_at(sheet, path)) == digits(printed_at(invoice, path)) != set()
    for path in ("sum:goods.packages", "sum:goods.net_kg", "sum:goods.gross_kg"):
        assert digits(printed_at(sheet, path)) == digits(printed_at(packing, path)) != set()
    rows = rows_of(beside(dossier))
    assert {row["amount"].replace(".", "") for row in rows} == digits(
        printed_at(invoice, "sum:goods.amount")
    )


def test_the_file_beside_it_has_a_row_for_each_goods_line() -> None:
    content = beside(declared("vi", *TWO), "customs.declarations[d2]")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert [row["pieces"] for row in rows] == ["2200000", "3200000"]
    assert {row["declaration"] for row in rows} == {"000000000007"}
    assert rows[0]["registered"] == "2020-04-20T09:30:00+07:00"
    assert rows[0]["goods"] == "Khẩu trang y tế ba lớp"
    assert rows[0]["line_net_kg"] == ""
    assert rows[1]["line_net_kg"] == "9600"


def test_the_file_follows_the_order_of_the_boxes() -> None:
    heads = {language: list(rows_of(beside(EACH[language]))[0]) for language in LANGUAGES}
    assert heads["vi"].index("type_code") < heads["vi"].index("exporter_code")
    assert heads["zh"].index("exporter_code") < heads["zh"].index("type_code")
    assert all(len(set(names)) == len(names) for names in heads.values())


def test_records_end_as_excel_wants_them_and_marks_are_doubled() -> None:
    goods = (line(1, marks='SAMPLE "A"\nC/No. 1', brand="Care, Ltd."),)
    content = beside(replace(EACH["vi"], goods=goods))
    assert content.count(b"\r\n") == 2
    (row,) = rows_of(content)
    assert row["marks"] == 'SAMPLE "A"\nC/No. 1'
    assert row["brand"] == "Care, Ltd."


def test_no_text_of_the_clerk_becomes_a_formula() -> None:
    goods = (line(1, brand="=1+1", model="@SUM(A1)", composition="-cmd|' /C calc'!A0"),)
    (row,) = rows_of(beside(replace(EACH["vi"], goods=goods)))
    assert row["brand"] == "'=1+1"
    assert row["model"] == "'@SUM(A1)"
    assert row["composition"].startswith("'-cmd")
    assert row["exporter_phone"] == "+84 000 000 000"


def test_a_dossier_with_nothing_gives_a_file_without_values() -> None:
    (row,) = rows_of(beside(Dossier(), ""))
    assert set(row.values()) <= {"", "0"}


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# Comma, quote, UTF-8, from the first line, columns as they come, English, quoted fields as text.
IMPORT = "CSV:44,34,76,1,,1033,true"


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_keeps_leading_zeros_and_long_codes(language: Language, tmp_path: Path) -> None:
    numbered = replace(TWO[1], number="000000000000000007")
    goods = (line(1, hs_origin="0402100090", unit_price=Decimal("0.0425")), line(2))
    dossier = declared(language, numbered, goods=goods)
    exporter = replace(dossier.exporter, tax_code="0100109106", customs_code="0100109106")
    broker = replace(dossier.parties[-1], identifier="91350100M000100Y43")
    dossier = replace(dossier, exporter=exporter, parties=(*dossier.parties[:-1], broker))
    content = beside(dossier, "customs.declarations[d2]")
    source = tmp_path / CSV
    source.write_bytes(content)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        f"--infilter={IMPORT}",
        *("--convert-to", "xlsx", "--outdir", str(tmp_path), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    book = openpyxl.load_workbook(source.with_suffix(".xlsx"), read_only=True)
    heads, *rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    read = [dict(zip(heads, row, strict=True)) for row in rows]
    # LibreOffice writes an empty cell for an empty field, and a number for a bare one.
    expected = rows_of(content)
    assert len(read) == len(expected) == 2
    for shown, meant in zip(read, expected, strict=True):
        assert {name: str(value or "") for name, value in shown.items()} == meant
    code = "customs_code" if language == "en" else "exporter_code"
    assert read[0][code] == "0100109106"
    assert read[0]["declaration"] == "000000000000000007"
    assert read[0]["hs_code"] == "0402100090"
    assert read[0]["broker_code"] == "91350100M000100Y43"
    assert read[0]["pieces"] == 2_200_000


@pytest.mark.parametrize(("language", "dossier"), OVERLONG_EACH.values(), ids=OVERLONG_EACH)
def test_nothing_is_cut_or_outside_the_margins(language: Language, dossier: Dossier) -> None:
    assert_fits(FORM, language, dossier)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_wording_is_used(language: Language) -> None:
    whole = EACH[language]
    goods = (line(1, composition="Three layers"),)
    assert keys_never_printed(FORM, [replace(whole, goods=goods)], language) == set()


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, EACH["zh"], subject=ONE))
