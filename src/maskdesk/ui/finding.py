"""How words are put in order and found, as a clerk of each language expects it."""

import unicodedata

from maskdesk.language import Language

# The five tone marks decide only between words that are otherwise the same; ă stands before â.
_TONES: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323")),
    ord("\u0306"): "\u0302",
    ord("\u0302"): "\u0306",
}
# Crossed by a mark like the others, so that it stands behind d and is found by it.
_CROSSED_D = str.maketrans({"đ": "d\u0335"})


def order_key(text: str, language: Language) -> object:
    """What texts are compared by: Vietnamese letters after their base letters, Chinese by sound.

    GB 18030 keeps the characters in common use in the order of their Pinyin.
    """
    small = text.casefold()
    if language == "zh":
        return small.encode("gb18030", "replace")
    if small.isascii():
        return small
    letters = unicodedata.normalize("NFD", small).translate(_CROSSED_D)
    return f"{letters.translate(_TONES)}\0{letters}"


def without_marks(text: str) -> str:
    """Text as it is searched: small letters without marks, so that "benh vien" finds its own."""
    small = text.casefold()
    if small.isascii():
        return small
    letters = unicodedata.normalize("NFD", small).translate(_CROSSED_D)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
