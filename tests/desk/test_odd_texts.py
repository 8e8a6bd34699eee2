"""Text of any kind: kept and printed legibly, or refused by name before anything is made."""

import io
import unicodedata
from collections.abc import Iterator

import openpyxl
import pypdfium2
import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from desk.dossiers import china, viet_nam
from desk.made import MOMENT, made, office, opened, sealed
from maskdesk.desk.making import Making, Submission, make_submission
from maskdesk.dossier import codec
from maskdesk.dossier.kinds import Prose, Text, Texts
from maskdesk.dossier.paths import fields, put
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError

# What no paper may print, with the name a clerk is told.
REFUSED = {
    "\x00": "U+0000",
    "\x07": "U+0007",
    "\x1b": "U+001B",
    "\u202e": "U+202E",
    "\u2066": "U+2066",
    "\ue000": "U+E000",
    "\U00010380": "U+10380",
    "\u0627": "U+0627",
    "\u05d0": "U+05D0",
    "\u0e01": "U+0E01",
    "\U0001f637": "U+1F637",
}


def text_of(pdf: bytes) -> str:
    """All text of a paper, as another program reads it."""
    with pypdfium2.PdfDocument(pdf) as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
    return unicodedata.normalize("NFC", "\n".join(pages))


def cells_of(submission: Submission) -> Iterator[object]:
    """Every cell of every annex."""
    for name, content in submission.files.items():
        if name.endswith(".xlsx"):
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            for sheet in book.sheet_names:
                for row in book.get_sheet_by_name(sheet).to_python():
                    yield from row


def printed_by(submission: Submission) -> str:
    papers = (text_of(pdf) for name, pdf in submission.files.items() if name.endswith(".pdf"))
    return "\n".join(papers)


def squeezed(text: str) -> str:
    """Without what breaking lines adds."""
    return "".join(text.split())


@pytest.mark.parametrize("odd", REFUSED)
@pytest.mark.parametrize(
    "place", ["exporter.name_local", "goods[g1].model", "exporter.signatories[director].name"]
)
def test_what_cannot_be_printed_is_refused_with_its_place_and_name(place: str, odd: str) -> None:
    dossier = put(viet_nam(), place, f"SAMPLE {odd} text")
    with pytest.raises(MaskDeskError) as refused:
        made(sealed(dossier), None, "vn-undertaking")
    said = str(refused.value)
    assert REFUSED[odd] in said
    assert odd not in said or odd.isprintable()
    words = {"exporter.name_local": "Name in the local language", "goods[g1].model": "Model"}
    assert words.get(place, "Name") in said


@pytest.mark.parametrize("odd", ["\x07", "\u202e"])
def test_what_only_an_annex_would_show_is_refused_too(odd: str) -> None:
    dossier = put(china(), "extracts[x1].rows[n1].name", f"SAMPLE{odd}")
    dossier = put(dossier, "evidence[print].proves", f"SAMPLE{odd}")
    with pytest.raises(MaskDeskError) as refused:
        made(sealed(dossier), None, "cn-joint-declaration")
    assert REFUSED[odd] in str(refused.value)


def test_what_is_printed_nowhere_holds_nothing_up() -> None:
    dossier = put(viet_nam(), "head.note", "SAMPLE \u202e \x07 note")
    assert made(sealed(dossier), None, "vn-undertaking").files


def _text_places(dossier: Dossier) -> list[str]:
    kinds = (Text, Prose, Texts)
    return [path for path, field, _ in fields(dossier) if isinstance(field.kind, kinds)]


@pytest.mark.long
@pytest.mark.parametrize("odd", ["\x07", "\u202e", "\U00010380"])
@pytest.mark.parametrize("place", _text_places(viet_nam()))
def test_no_field_lets_an_odd_text_through(place: str, odd: str) -> None:
    kind = next(field.kind for path, field, _ in fields(viet_nam()) if path == place)
    text = f"SAMPLE{odd}"
    dossier = put(viet_nam(), place, (text,) if isinstance(kind, Texts) else text)
    try:
        submission = made(sealed(dossier), None)
    except MaskDeskError as failure:
        said = str(failure)
    else:
        said = ""
    if said:
        assert REFUSED[odd] in said
        return
    assert odd not in printed_by(submission)
    assert not any(odd in str(cell) for cell in cells_of(submission) if odd != "\U00010380")


def test_ten_thousand_characters_are_printed_to_the_last() -> None:
    words = " ".join(f"từ{number:04}" for number in range(1430))
    assert len(words) >= 10_000
    dossier = put(viet_nam(), "exporter.address_local", words)
    submission = made(sealed(dossier), None, "vn-undertaking")
    printed = squeezed(text_of(submission.files["01-vn-undertaking.pdf"]))
    assert all(f"từ{number:04}" in printed for number in range(1430))


def test_one_word_of_ten_thousand_letters_is_printed_to_the_last() -> None:
    dossier = put(viet_nam(), "goods[g1].model", "M" * 10_000)
    submission = made(sealed(dossier), None, "vn-undertaking", "commercial-invoice")
    printed = squeezed(text_of(submission.files["02-commercial-invoice.pdf"]))
    assert printed.count("M") >= 10_000
    assert "M" * 10_000 in map(str, cells_of(submission))


FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.example","SAMPLE")',
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "0012",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    dossier = put(viet_nam(), "goods[g1].model", text)
    submission = made(sealed(dossier), None, "vn-undertaking")
    book = openpyxl.load_workbook(io.BytesIO(submission.files["annexes/goods.xlsx"]))
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text
    ]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    assert squeezed(text) in squeezed(printed_by(submission))


def test_decomposed_vietnamese_is_composed_where_it_enters_and_printed_so() -> None:
    name = "Công ty Cổ phần Thiết bị Y tế MẪU Thừa Thiên Huế"
    loose = put(viet_nam(), "exporter.name_local", name)
    content = codec.write(loose).decode()
    entered = codec.read(unicodedata.normalize("NFD", content).encode())
    assert entered.exporter.name_local == name
    submission = made(sealed(entered), None, "vn-undertaking")
    printed = text_of(submission.files["01-vn-undertaking.pdf"])
    assert squeezed(name.upper()) in squeezed(printed.upper())


@pytest.mark.parametrize(
    "text",
    [
        "Đặng Thị Ngọc Ánh – ỦY BAN “Nhân dân”",
        "样例防护用品（苏州）有限公司，龘靐",
        "Σάμπλ Образец Größe Łódź",
        "a\u00adb\u200bc",
    ],
)
def test_text_of_a_known_script_is_printed_and_kept(text: str) -> None:
    dossier = put(viet_nam(), "goods[g1].name_english", text)
    submission = made(sealed(dossier), None, "vn-undertaking", "commercial-invoice")
    printed = squeezed(text_of(submission.files["02-commercial-invoice.pdf"]))
    visible = text.replace("\u00ad", "").replace("\u200b", "")
    assert squeezed(visible) in printed
    assert codec.read(codec.write(dossier)).goods[0].name_english == text


def test_what_cannot_be_read_yet_is_printed_nowhere() -> None:
    dossier = viet_nam()
    goods = (replace(dossier.goods[0], pieces_declared=Unread(typed="12o", language="en")),)
    drafted = opened(replace(dossier, goods=goods))
    making = Making(moment=MOMENT, draft=True)
    submission = make_submission(drafted, office(), making)
    assert "12o" not in printed_by(submission)
    assert not any("12o" in str(cell) for cell in cells_of(submission))
