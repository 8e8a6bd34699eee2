"""Fonts print every letter the papers need, and what none prints is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.output.typeface import (
    FontMissing,
    NotPrintable,
    Style,
    Typefaces,
    character_name,
    drawable,
)
from output.drawing import font_bytes, shipped_fonts

_VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_STYLES: tuple[Style, ...] = ("regular", "bold", "italic", "bold-italic")


def _gbk() -> str:
    pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F)
    decoded = (pair.decode("gbk", errors="ignore") for pair in pairs)
    return "".join(text for text in decoded if "\u4e00" <= text <= "\u9fff")


def test_every_vietnamese_letter_and_the_dong_sign_print() -> None:
    assert shipped_fonts().missing(_VIETNAMESE + "₫“”‘’…–—№§°±×≥≤€") == frozenset()


def test_every_han_character_of_gbk_prints() -> None:
    text = _gbk()
    assert len(text) > 20_000
    assert shipped_fonts().missing(text) == frozenset()


@pytest.mark.parametrize("style", _STYLES)
def test_latin_is_set_in_tinos_of_the_style(style: Style) -> None:
    (run,) = shipped_fonts().runs("Khẩu trang y tế", style)
    assert run.text == "Khẩu trang y tế"
    assert run.font.startswith("Tinos")


def test_the_chinese_font_is_not_loaded_for_vietnamese() -> None:
    asked = []

    def fonts(file: str) -> bytes:
        asked.append(file)
        return font_bytes(file)

    faces = Typefaces(fonts)
    faces.width("Công ty Cổ phần Mẫu", "bold", 13)
    faces.runs("“Số: 15/2020” … 1.280.000 ₫")
    assert asked == ["Tinos-Bold.ttf", "Tinos-Regular.ttf"]


def test_the_whole_chinese_font_is_loaded_only_for_rare_characters() -> None:
    asked = []

    def fonts(file: str) -> bytes:
        asked.append(file)
        return font_bytes(file)

    faces = Typefaces(fonts)
    assert {run.font for run in faces.runs("口罩")} == {"NotoSerifSC-Regular-GB2312"}
    assert "NotoSerifSC-Regular.ttf" not in asked
    assert {run.font for run in faces.runs("镕")} == {"NotoSerifSC-Regular"}


def test_a_rare_character_in_a_bold_name_falls_back_to_the_regular_font() -> None:
    fonts = [run.font for run in shipped_fonts().runs("王镕", "bold")]
    assert fonts == ["NotoSerifSC-Bold", "NotoSerifSC-Regular"]


def test_without_the_parts_the_whole_font_prints_all_chinese() -> None:
    def fonts(file: str) -> bytes:
        if "GB2312" in file or file == "NotoSerifSC-Bold.ttf":
            raise FileNotFoundError(file)
        return font_bytes(file)

    assert [run.font for run in Typefaces(fonts).runs("口罩", "bold")] == ["NotoSerifSC-Regular"]


def test_digits_in_a_chinese_sentence_are_set_in_tinos() -> None:
    runs = shipped_fonts().runs("共计1,280,000个")
    assert [run.text for run in runs] == ["共计", "1,280,000", "个"]
    assert runs[1].font == "Tinos-Regular"


def test_quotes_beside_chinese_are_full_width_and_beside_latin_are_not() -> None:
    chinese = shipped_fonts().runs("为“国械注准”")
    latin = shipped_fonts().runs("“Bình Minh”")
    assert [run.font for run in chinese] == ["NotoSerifSC-Regular-GB2312"]
    assert [run.font for run in latin] == ["Tinos-Regular"]


def test_width_is_the_sum_of_the_runs() -> None:
    faces = shipped_fonts()
    text = "KN95 口罩 “SAMPLE” 1.280.000"
    runs = faces.runs(text, "bold")
    assert "".join(run.text for run in runs) == text
    by_runs = sum(sum(faces.advances(run)) for run in runs) * 11 / 1000
    assert faces.width(text, "bold", 11) == pytest.approx(by_runs)


def test_digits_have_one_width_so_that_columns_align() -> None:
    widths = {shipped_fonts().width(digit, "regular", 10) for digit in "0123456789"}
    assert len(widths) == 1


def test_decomposed_vietnamese_is_set_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Mẫu, Hỗ trợ")
    (run,) = shipped_fonts().runs(decomposed)
    assert run.text == "Nguyễn Thị Mẫu, Hỗ trợ"


@pytest.mark.parametrize("mark", list("\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff\u2060\ufe0f"))
def test_marks_without_a_shape_are_dropped(mark: str) -> None:
    (run,) = shipped_fonts().runs(f"Mas{mark}ke")
    assert run.text == "Maske"
    assert shipped_fonts().missing(f"Mas{mark}ke") == frozenset()


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ud800",
        "\ufffe",
        "😀",
        "\u0e01",
    ],
)
def test_what_no_font_prints_is_named(character: str) -> None:
    faces = shipped_fonts()
    assert faces.missing(f"Lot {character}1") == {character}
    with pytest.raises(NotPrintable, match=rf"U\+{ord(character):04X}"):
        faces.runs(f"Lot {character}1")


def test_letters_written_from_right_to_left_are_refused_not_drawn_backwards() -> None:
    assert shipped_fonts().missing("שלום") == frozenset("שלום")


def test_a_mark_that_does_not_compose_is_refused_not_misplaced() -> None:
    assert shipped_fonts().missing("m\u0302") == {"\u0302"}


def test_a_character_is_named_by_number_and_name() -> None:
    assert character_name("\u202e") == "U+202E (Right-to-left override)"
    assert character_name("\x07") == "U+0007 (Control character)"
    assert character_name("ก") == "U+0E01 ก (Thai character ko kai)"


def test_a_missing_font_file_is_a_sentence_with_a_way_out() -> None:
    def fonts(file: str) -> bytes:
        raise FileNotFoundError(file)

    with pytest.raises(FontMissing, match=r"Tinos-Regular\.ttf .* Install MaskDesk again"):
        Typefaces(fonts).runs("x")


def test_a_damaged_font_file_is_a_sentence_with_a_way_out() -> None:
    with pytest.raises(FontMissing, match="damaged"):
        Typefaces(lambda _: b"\x00\x01\x00\x00" + b"rubbish" * 9).runs("x")


def test_two_sets_of_fonts_do_not_print_each_other() -> None:
    def swapped(file: str) -> bytes:
        return font_bytes("Tinos-Bold.ttf" if file == "Tinos-Regular.ttf" else file)

    plain, bold = shipped_fonts(), Typefaces(swapped)
    assert plain.width("Maske", "regular", 10) != bold.width("Maske", "regular", 10)
    assert plain.base != bold.base


@given(st.text())
def test_a_text_prints_whole_or_is_refused(text: str) -> None:
    faces = shipped_fonts()
    if faces.missing(text):
        with pytest.raises(NotPrintable):
            faces.runs(text.replace("\n", ""))
    else:
        flat = drawable(text).replace("\n", "")
        assert "".join(run.text for run in faces.runs(flat)) == flat
