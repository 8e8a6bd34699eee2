"""A stamp names who signed and when, and a practice stamp cannot be taken for a real one."""

import pytest

from maskdesk.output.page_style import PaperLanguage
from maskdesk.output.stamp import Stamp, stamp
from output.drawing import inked_box, shipped_fonts, text_of

_LINES = ("Nguyễn Thị Mẫu SAMPLE", "2026-11-22 10:15 +07:00", "Bản cam kết")


def test_a_stamp_names_signer_time_and_reason() -> None:
    text = text_of(stamp(shipped_fonts(), Stamp(lines=_LINES), (200, 75)), 0)
    assert all(line in text for line in _LINES)
    assert "PRACTICE" not in text


@pytest.mark.parametrize(
    ("language", "word"), [("en", "PRACTICE"), ("vi", "THỬ NGHIỆM"), ("zh", "练习")]
)
def test_a_practice_stamp_says_so(language: PaperLanguage, word: str) -> None:
    content = Stamp(lines=_LINES, languages=(language,), practice=True)
    assert word in text_of(stamp(shipped_fonts(), content, (200, 75)), 0)


@pytest.mark.parametrize("size", [(200.0, 75.0), (90.0, 40.0), (300.0, 110.0)])
@pytest.mark.parametrize("practice", [True, False])
def test_all_lines_stand_inside_the_box_however_long(
    size: tuple[float, float], practice: bool
) -> None:
    lines = ("Công Tằng Tôn Nữ Thị Mẫu Rất Dài " * 4, *_LINES[1:], "Lý do " * 20)
    pdf = stamp(shipped_fonts(), Stamp(lines=lines, practice=practice), size)
    text = " ".join(text_of(pdf, 0).split())
    assert "Lý do Lý do" in text
    left, bottom, right, top = inked_box(pdf)
    assert left >= 0
    assert bottom >= -1
    assert right <= size[0] + 1
    assert top <= size[1] + 1


def test_the_same_stamp_has_the_same_bytes() -> None:
    content = Stamp(lines=_LINES, practice=True)
    assert stamp(shipped_fonts(), content, (200, 75)) == stamp(shipped_fonts(), content, (200, 75))
