"""The fonts print what the papers hold."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

TINOS = ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic")
NOTO = ("NotoSerifSC-Regular", "NotoSerifSC-Regular-GB2312", "NotoSerifSC-Bold")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese() -> set[str]:
    """The twelve vowels in their six tones, đ, in both cases, and the sign of the đồng."""
    small = {
        unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES
    }
    return {case for letter in small | {"đ"} for case in (letter, letter.upper())} | {"₫"}


def han(encoding: str) -> set[str]:
    """The Han characters of a Chinese character set."""
    pairs = (bytes((row, cell)) for row in range(0x81, 0xFF) for cell in range(0x40, 0xFF))
    letters = {pair.decode(encoding, "ignore") for pair in pairs}
    return {letter for letter in letters if len(letter) == 1 and "\u4e00" <= letter <= "\u9fff"}


def printable(repository: Path, name: str) -> set[str]:
    with TTFont(repository / "resources" / "fonts" / f"{name}.ttf", lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


@pytest.mark.parametrize("name", TINOS + NOTO)
def test_every_vietnamese_letter_prints_in_every_font(repository: Path, name: str) -> None:
    letters = vietnamese()
    assert len(letters) == 147
    assert letters <= printable(repository, name)


@pytest.mark.parametrize("name", NOTO)
def test_every_common_han_character_prints(repository: Path, name: str) -> None:
    letters = han("gb2312")
    assert len(letters) == 6763
    assert letters <= printable(repository, name)


def test_every_han_character_of_gbk_prints_in_the_whole_font(repository: Path) -> None:
    letters = han("gbk")
    assert len(letters) == 20902
    assert letters <= printable(repository, "NotoSerifSC-Regular")


def test_no_two_fonts_go_by_one_name(repository: Path) -> None:
    names = []
    for path in sorted((repository / "resources" / "fonts").glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            names.append(font["name"].getDebugName(6))
    assert len(set(names)) == len(names) == len(TINOS + NOTO)
