"""Pages break well, nothing is cut, and every value is known by where it stands."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from maskdesk.output.blocks import (
    Addressee,
    Field,
    Fields,
    Heading,
    MottoHead,
    NewPage,
    Paragraph,
    Recipients,
    SignaturePlace,
    Signatures,
    Space,
    Statements,
    Tick,
    Ticks,
    Title,
    Together,
)
from maskdesk.output.ink import MM
from maskdesk.output.page_style import MINISTRY_ZH, PETITION, TRADE, PageStyle
from maskdesk.output.setting import Block, Printed
from maskdesk.output.sheet import Drawing, Sheet
from maskdesk.output.typeface import NotPrintable
from output.drawing import drawn, ink_of, inked_box, shipped_fonts, text_in, text_of

_LOREM = "Công ty cam kết hàng hóa đạt tiêu chuẩn của nước nhập khẩu và chịu trách nhiệm. "
_FOOT = 22 * MM


def _petition() -> tuple[Block, ...]:
    return (
        MottoHead(
            issuer=Printed("CÔNG TY CỔ PHẦN MẪU SAMPLE", "exporter.name"),
            number="Số: 15/2020/BM-XK",
            place_and_day="Bình Dương, ngày 20 tháng 4 năm 2020",
        ),
        Title(text="BẢN CAM KẾT", subject="Về chất lượng khẩu trang xuất khẩu"),
        Addressee("Kính gửi:", ("Cục Hải quan", Printed("Bộ Y tế", "authority"))),
        Paragraph(text=(_LOREM * 3, "Mã số thuế ", Printed("0100109106", "exporter.tax"), ".")),
        Statements(items=(_LOREM, _LOREM * 2, "Hết.")),
        Ticks(items=(Tick(label="Có", checked=True, path="a"), Tick(label="Không", checked=False))),
        Signatures(
            (
                Recipients("Nơi nhận:", ("Như trên;", "Lưu: VT.")),
                SignaturePlace(
                    field="Exporter",
                    role="GIÁM ĐỐC",
                    note="(Ký, đóng dấu)",
                    name=Printed("Nguyễn Thị Mẫu SAMPLE", "signatory.name"),
                ),
            )
        ),
    )


def _signature(field: str = "Exporter") -> Signatures:
    return Signatures((None, SignaturePlace(field=field, role="Director", name="A. Sample")))


@pytest.mark.parametrize("style", [PETITION, TRADE, MINISTRY_ZH], ids=lambda style: style.name)
def test_nothing_is_drawn_outside_the_margins(style: PageStyle) -> None:
    blocks = (*_petition(), Paragraph(text="Đ" * 900), Fields(((Field(caption="x" * 90),) * 3,)))
    drawing = drawn(*blocks, Paragraph(text=_LOREM * 90), style=style)
    assert drawing.pages > 1
    for page in range(drawing.pages):
        left, bottom, right, top = inked_box(drawing.pdf, page, above=style.bottom * MM - 2)
        assert left >= style.left * MM - 1
        assert right <= (210 - style.right) * MM + 1
        assert top <= (297 - style.top) * MM + 1
        assert bottom >= style.bottom * MM - 3


def test_what_is_printed_is_read_back() -> None:
    drawing = drawn(*_petition(), style=PETITION)
    text = text_of(drawing.pdf, 0)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BẢN CAM KẾT",
        "Kính gửi: - Cục Hải quan",
        "GIÁM ĐỐC",
        "Page 1 of 1",
    ):
        assert part in text


def test_every_value_stands_where_its_placement_says() -> None:
    drawing = drawn(*_petition(), style=PETITION)
    found = {placement.path: placement for placement in drawing.placements}
    assert set(found) == {"exporter.name", "authority", "exporter.tax", "a", "signatory.name"}
    for path in ("authority", "exporter.tax", "signatory.name"):
        placement = found[path]
        assert text_in(drawing.pdf, placement.page, placement.box) == placement.text


def test_a_value_over_two_lines_has_two_placements_with_the_whole_text() -> None:
    value = Printed("Công ty Trách nhiệm hữu hạn " * 6, "exporter.name")
    drawing = drawn(Paragraph(text=("Bên bán: ", value)))
    assert len(drawing.placements) == 2
    assert {placement.text for placement in drawing.placements} == {value.text}


def test_an_empty_value_in_a_sentence_leaves_room_to_write() -> None:
    drawing = drawn(Paragraph(text=("Contact: ", Printed("", "contact.name"), ".")))
    assert "Contact: …………" in text_of(drawing.pdf, 0)
    assert [placement.text for placement in drawing.placements] == [""]


def test_an_empty_box_still_has_its_placement() -> None:
    drawing = drawn(Fields(((Field(caption="Buyer", value=Printed("", "buyer.name")),),)))
    (placement,) = drawing.placements
    left, bottom, right, top = placement.box
    assert right - left > 100
    assert top - bottom > 15


def test_a_box_is_as_high_as_its_lines_need() -> None:
    one, three = (
        drawn(Fields(((Field(caption="Buyer", value=Printed(text, "b")),),)))
        for text in ("a", "a\nb\nc")
    )
    assert _height(three) == pytest.approx(_height(one) + 2 * TRADE.leading)


def test_a_text_too_long_for_its_box_stands_whole_on_the_continuation_sheet() -> None:
    words = [f"word{n}" for n in range(400)]
    value = Printed(" ".join(words), "consignee")
    drawing = drawn(Fields(((Field(caption="Consignee", value=value), Field(caption="Buyer")),)))
    first, last = text_of(drawing.pdf, 0), text_of(drawing.pdf, 1)
    assert drawing.pages == 2
    assert "See continuation sheet, item 1" in first
    assert "Continuation sheet" in last
    assert "Item 1: Consignee" in last
    assert [word for word in words if word not in last.split()] == []
    assert {placement.page for placement in drawing.placements} == {0, 1}


def test_the_chinese_continuation_sheet_is_set_as_chinese_is() -> None:
    value = Printed("医用口罩" * 200, "goods")
    sheet = Sheet(shipped_fonts(), MINISTRY_ZH, languages=("zh",))
    sheet.add(Fields(((Field(caption="产品", value=value),),)))
    drawing = sheet.finish()
    assert "第 1 项：产品" in text_of(drawing.pdf, 1)
    assert "见续页第 1 项" in text_of(drawing.pdf, 0)
    assert b"Tinos-Italic" not in drawing.pdf


def test_a_text_slightly_too_long_is_set_smaller_but_never_below_the_least_size() -> None:
    value = Printed("Beispielstraße 7, 20095 Hamburg " * 5, "consignee")
    field = Field(caption="Consignee", value=value, most=2)
    drawing = drawn(Fields(((field,),)))
    assert drawing.pages == 1
    assert "See continuation" not in text_of(drawing.pdf, 0)


def test_ten_thousand_characters_are_printed_to_the_last() -> None:
    words = [f"t{n}" for n in range(2000)]
    drawing = drawn(Paragraph(text=" ".join(words)))
    text = " ".join(text_of(drawing.pdf, page) for page in range(drawing.pages))
    assert [word for word in words if word not in text.split()] == []


@pytest.mark.parametrize("lines", range(25, 60))
def test_a_signature_is_never_alone_on_a_page(lines: int) -> None:
    blocks = [Paragraph(text=f"line {n}", gap=0) for n in range(lines)]
    drawing = drawn(*blocks, _signature())
    (place,) = drawing.places
    assert f"line {lines - 1}" in text_of(drawing.pdf, place.page)
    assert "Director" in text_of(drawing.pdf, place.page)


@pytest.mark.parametrize("lines", range(40, 60))
def test_no_paragraph_leaves_one_line_behind_or_takes_one_along(lines: int) -> None:
    before = [Paragraph(text="x", gap=0) for _ in range(lines)]
    drawing = drawn(*before, Paragraph(text=Printed(" ".join(f"w{n}" for n in range(120)), "p")))
    for page in range(drawing.pages):
        count = len({p.box for p in drawing.placements if p.page == page})
        assert count != 1


def test_a_heading_moves_on_with_what_it_names() -> None:
    for lines in range(45, 60):
        blocks = [Paragraph(text="x", gap=0) for _ in range(lines)]
        drawing = drawn(*blocks, Heading("Goods"), Paragraph(text="Masks"))
        page = next(n for n in range(drawing.pages) if "Goods" in text_of(drawing.pdf, n))
        assert "Masks" in text_of(drawing.pdf, page)


def test_what_belongs_together_stands_on_one_page() -> None:
    for lines in range(45, 60):
        before = [Paragraph(text="x", gap=0) for _ in range(lines)]
        group = Together((Paragraph(text="first"), Space(5), Paragraph(text="last")))
        drawing = drawn(*before, group)
        page = next(n for n in range(drawing.pages) if "first" in text_of(drawing.pdf, n))
        assert "last" in text_of(drawing.pdf, page)


def test_the_last_lines_stand_closer_rather_than_alone_on_another_page() -> None:
    # 40 lines of 11.5 points and their spaces are 700 points and some; the page has 737.
    lines = [Paragraph(text=Printed(f"line {n}", f"line{n}"), gap=6) for n in range(40)]
    assert drawn(*lines).pages == 1
    longer = drawn(*lines, *(Paragraph(text=f"more {n}", gap=6) for n in range(4)))
    assert longer.pages == 1
    assert all(word in text_of(longer.pdf, 0) for word in ("line 0", "line 39", "more 3"))
    # Its lines keep their size, and each some air above it.
    tops = [one.box[3] for one in longer.placements]
    assert all(above - below > TRADE.leading + 3 for above, below in pairwise(tops))


def test_the_air_stays_where_no_page_is_saved_by_less_of_it() -> None:
    lines = [Paragraph(text=Printed(f"line {n}", f"line{n}"), gap=6) for n in range(70)]
    drawing = drawn(*lines)
    assert drawing.pages == 2
    tops = [one.box[3] for one in drawing.placements if one.page == 0]
    assert all(above - below == pytest.approx(TRADE.leading + 6) for above, below in pairwise(tops))


def test_pages_are_numbered_n_of_m() -> None:
    drawing = drawn(Paragraph(text="a"), NewPage(), Paragraph(text="b"), NewPage(), Title(text="c"))
    found = [text_of(drawing.pdf, page) for page in range(3)]
    assert all(f"Page {n} of 3" in text for n, text in enumerate(found, start=1))


def test_a_bilingual_paper_numbers_its_pages_in_both_languages() -> None:
    sheet = Sheet(shipped_fonts(), MINISTRY_ZH, languages=("zh", "en"))
    sheet.add(Title(text="声明"))
    assert "第 1 页 共 1 页 / Page 1 of 1" in text_of(sheet.finish().pdf, 0)


def test_the_code_stands_at_the_foot_of_every_page_and_can_be_switched_off() -> None:
    blocks = (Paragraph(text="a"), NewPage(), Paragraph(text="b"))
    pdfs = []
    for code in ("MD-7Q4K-XZ2M", ""):
        sheet = Sheet(shipped_fonts(), TRADE, code=code)
        sheet.add(*blocks)
        pdfs.append(sheet.finish().pdf)
    assert all("MD-7Q4K-XZ2M" in text_of(pdfs[0], page) for page in (0, 1))
    assert "MD-" not in text_of(pdfs[1], 0)


def test_a_draft_says_so_on_every_page_in_the_papers_language() -> None:
    sheet = Sheet(shipped_fonts(), PETITION, languages=("vi",), draft=True)
    sheet.add(Paragraph(text="a"), NewPage(), Paragraph(text="b"))
    drawing = sheet.finish()
    for page in (0, 1):
        assert "BẢN NHÁP: hồ sơ chưa chốt" in text_of(drawing.pdf, page)
    width, height, grey = ink_of(drawing.pdf)
    pale = sum(1 for value in grey if 215 <= value <= 240)
    assert pale > width * height * 0.02


def test_the_draft_mark_changes_nothing_of_the_drawing() -> None:
    plain = drawn(*_petition(), style=PETITION)
    draft = drawn(*_petition(), style=PETITION, draft=True)
    assert plain.placements == draft.placements
    assert plain.places == draft.places


def test_small_print_of_many_lines_pushes_the_page_up_instead_of_overprinting() -> None:
    sheet = Sheet(shipped_fonts(), TRADE, small_print="Not an official form. " * 60)
    sheet.add(*(Paragraph(text=Printed("line", f"l{n}")) for n in range(120)))
    drawing = sheet.finish()
    assert min(placement.box[1] for placement in drawing.placements) > _FOOT + 15


def test_the_same_input_gives_the_same_bytes() -> None:
    assert drawn(*_petition()).pdf == drawn(*_petition()).pdf


def test_letters_met_again_are_printed_as_they_were_the_first_time() -> None:
    # More characters than one part of an embedded font holds, and a space of another kind.
    chinese = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    text = f"Đơn hàng (mẫu) \\ {chinese} 10\u00a0000"
    lines = [Paragraph(text=Printed(text, f"line[{n}]"), align="left") for n in range(3)]
    pdf = drawn(*lines).pdf
    first, *again = text_of(pdf, 0).replace("\n", "").split("Đơn")[1:]
    assert first.replace(" ", "") == text.replace("Đơn", "").replace(" ", "").replace("\xa0", "")
    assert [one[: len(first)] for one in again] == [first, first]


def test_only_embedded_fonts_are_named() -> None:
    pdf = drawn(*_petition(), style=PETITION).pdf
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0


def test_a_character_no_font_prints_is_refused_by_name_before_anything_is_drawn() -> None:
    sheet = Sheet(shipped_fonts(), TRADE)
    with pytest.raises(NotPrintable, match=r"U\+202E \(Right-to-left override\)"):
        sheet.add(Paragraph(text=Printed("Lot \u202e123", "lot")))


def test_signature_places_are_recorded_for_signing() -> None:
    places = (
        SignaturePlace(field="Exporter", role="Exporter", framed=True, height=30),
        SignaturePlace(field="Importer", role="Importer", framed=True, height=30),
    )
    drawing = drawn(Signatures(places))
    assert [place.name for place in drawing.places] == ["Exporter", "Importer"]
    first, second = drawing.places
    assert first.box[2] < second.box[0]
    assert first.box[3] - first.box[1] == pytest.approx(30 * MM)


@pytest.mark.parametrize("letters", range(40, 56))
def test_a_long_name_keeps_clear_of_the_frame_around_it(letters: int) -> None:
    name = Printed("x" * letters, "name")
    place = SignaturePlace(field="Exporter", role="Exporter", name=name, below=(name,), framed=True)
    drawing = drawn(Signatures((place, place)))
    widest = max(right - left for left, _, right, _ in (one.box for one in drawing.placements))
    frame = (175 / 2 - 4) * MM
    assert widest <= frame - 3 * MM


def test_text_reaches_poppler_too(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(drawn(Paragraph(text="Khẩu trang y tế 医用口罩 1.280.000 ₫")).pdf)
    try:
        read = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("poppler is not installed")
    assert "Khẩu trang y tế 医用口罩 1.280.000 ₫" in read.stdout.decode()


def test_reportlab_is_loaded_only_when_a_paper_is_set() -> None:
    code = "import sys, maskdesk.output.sheet, maskdesk.output.tables, maskdesk.output.stamp\n"
    code += "sys.exit(any(name in sys.modules for name in ('reportlab', 'uniseg')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _height(drawing: Drawing) -> float:
    (placement,) = drawing.placements
    return placement.box[3] - placement.box[1]
