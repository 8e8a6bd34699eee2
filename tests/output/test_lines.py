"""Lines end where a Vietnamese, English or Chinese reader expects, and lose nothing."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from maskdesk.output.lines import Line, Span, break_lines, openings
from output.drawing import shipped_fonts

_ALPHABET = "aKnẫơ 012,.;:()/-%“”—…《》「」（），。、：；！？口罩制品　"


def _broken(text: str, width: float, size: float = 10) -> list[str]:
    lines = break_lines(shipped_fonts(), (Span(text),), size, width)
    return [_text(line) for line in lines]


def _text(line: Line) -> str:
    return "".join(fragment.text for fragment in line.fragments)


@given(st.text(alphabet=_ALPHABET, max_size=24))
def test_openings_are_those_of_uax_14(text: str) -> None:
    expected = [n for n in line_break_boundaries(text) if 0 < n < len(text)]
    assert sorted(chain(*openings(text))) == expected


def test_vietnamese_breaks_between_syllables_only() -> None:
    text = "Căn cứ Nghị quyết số 20/NQ-CP của Chính phủ về việc áp dụng cấp phép xuất khẩu"
    lines = _broken(text, 120)
    assert " ".join(lines) == text
    assert all(set(line.split()) <= set(text.split()) for line in lines)


def test_a_document_number_is_not_cut_where_it_fits_on_the_next_line() -> None:
    lines = _broken("theo Nghị quyết số 20/NQ-CP", 105)
    assert lines == ["theo Nghị quyết", "số 20/NQ-CP"]


@pytest.mark.parametrize(
    "text",
    [
        "TCVN 8389-1:2010; EN 14683:2019",
        "the day planned: 20 April 2020.",
        "Bệnh viện đa khoa MẪU số 1 (SAMPLE)",
    ],
)
def test_a_number_stays_with_the_word_before_it(text: str) -> None:
    for width in range(90, 150):
        lines = _broken(text, width)
        assert " ".join(lines) == text
        assert not any(line[0].isdigit() for line in lines[1:])


def test_a_number_too_long_for_the_line_beside_its_word_is_parted_from_it_rather_than_cut() -> None:
    assert _broken("số 220000001/PCBA-SAMPLE", 120) == ["số", "220000001/PCBA-SAMPLE"]


def test_a_short_chinese_parenthesis_stays_whole() -> None:
    for width in range(80, 130):
        assert "（中国及其他）" in "\n".join(_broken("符合的标准（中国及其他）", width))
        assert "（2020年第12号公告）" in "\n".join(
            _broken("共同声明（2020年第12号公告）", width + 25)
        )


def test_no_chinese_line_starts_or_ends_with_a_forbidden_mark() -> None:
    text = "我公司郑重声明：本批口罩（“产品”）共计1,280,000个，符合《医用口罩》标准。" * 5
    for width in range(60, 140):
        lines = _broken(text, width)
        assert "".join(lines) == text
        assert not any(line[0] in "，。：；）》”、" for line in lines)
        assert not any(line[-1] in "（《“" for line in lines)


def test_a_word_longer_than_the_line_is_cut_and_nothing_is_lost() -> None:
    lines = _broken("Đ" * 200, 100)
    assert len(lines) > 5
    assert "".join(lines) == "Đ" * 200


@given(st.text(alphabet=_ALPHABET + "\n", max_size=60), st.floats(min_value=5, max_value=200))
def test_whatever_the_width_every_letter_is_set(text: str, width: float) -> None:
    lines = break_lines(shipped_fonts(), (Span(text),), 10, width)
    spaces = str.maketrans("", "", " \n\u3000")
    assert "".join(map(_text, lines)).translate(spaces) == text.translate(spaces)


@given(st.text(alphabet=_ALPHABET, max_size=60), st.floats(min_value=15, max_value=200))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    lines = break_lines(shipped_fonts(), (Span(text),), 10, width)
    assert all(line.width <= width + 0.001 for line in lines)


def test_spans_keep_their_mark_and_style_over_the_break() -> None:
    spans = (Span("Công ty ", "regular", 0), Span("Cổ phần Thiết bị y tế Mẫu", "bold", 1))
    lines = break_lines(shipped_fonts(), spans, 10, 90)
    assert len(lines) > 1
    last = lines[-1].fragments[-1]
    assert (last.mark, last.font) == (1, "Tinos-Bold")


def test_a_newline_ends_the_line() -> None:
    assert _broken("12 Sample Road\n\nHamburg", 500) == ["12 Sample Road", "", "Hamburg"]


@pytest.mark.parametrize("indent", [0.0, 40.0])
def test_the_first_line_leaves_room_for_its_indent(indent: float) -> None:
    lines = break_lines(shipped_fonts(), (Span("một hai ba bốn " * 9),), 10, 150, indent)
    assert lines[0].width <= 150 - indent
    assert 150 - indent < lines[0].width + 30
