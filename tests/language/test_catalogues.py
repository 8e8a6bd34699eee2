"""The catalogues themselves: in step with the sources, complete, and in the trade's own words."""

import re
import string
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from maskdesk.language import Catalogue, Language, load_catalogue

TRANSLATED: tuple[Language, ...] = ("vi", "zh")

SAME_EVERYWHERE = {
    ", ",
    "E-mail",
    "Model",
    "Pallet",
    "SHA-256",
    "{cure}.",
    "{country}: {verdict}. {reason}",
    "{source} ({seen}, {confidence})",
    "{name} ({kind})",
    "{kind} {row}",
    "{place}: {earlier} → {later}",
    "{place}: {field}",
}
"""What is written alike in English and in one of the other languages."""

SYNTAX = re.compile(r"姓名:理由|510\(k\)|\{position\}/\{count\}|\(\*[.*a-z0-9 ]*\)")
"""What is typed or counted with plain marks in every language."""

OPTION = re.compile(r"--[a-z-]+ ")
"""The space after an option is typed."""

ACCESS_KEY = re.compile(r"\(&[A-Z]\) ?")

ABBREVIATIONS = {"No."}

ENDS = {
    ".": ".",
    "。": ".",
    "…": ".",
    "?": "?",
    "？": "?",
    "!": "!",
    "！": "!",
    ":": ":",
    "：": ":",
}

# Words no Vietnamese sentence has; "to", "do", "an" are words of both languages.
ENGLISH_ONLY = re.compile(
    r"\b(the|of|and|is|are|was|were|be|been|not|with|for|from|this|that|these|which|than|or|by|its"
    r"|file|folder|paper|papers|dossier|pack|finding|seal|sealed|signed|signature|submission)\b",
    re.IGNORECASE,
)
_CHINESE = "\u4e00-\u9fff"
# A point before a Latin letter belongs to a name: .maskdesk, .p12.
HALF_WIDTH = re.compile(
    rf"[{_CHINESE}“”}}] ?([,;:!?()]|\.(?![A-Za-z0-9]))|[,;:!?()] ?[{_CHINESE}“]"
)
SPACED = re.compile(rf"[{_CHINESE}，。：；、（）“”] | [{_CHINESE}，。：；、（）“”]")


def messages_of(repository: Path, language: Language) -> list[Message]:
    """What is translated; what is not is for the first test to say."""
    with po_file(repository, language).open("rb") as po:
        read: Messages = read_po(po, language)
    return [message for message in read if message.id and message.string]


def po_file(repository: Path, language: Language) -> Path:
    return repository / "resources" / "locale" / language / "LC_MESSAGES" / "maskdesk.po"


def pairs(repository: Path, language: Language) -> list[tuple[str, str]]:
    """Each English text with what the .po file says for it, without access keys."""
    found: list[tuple[str, str]] = []
    for message in messages_of(repository, language):
        if isinstance(message.id, str):
            found.append((message.id, str(message.string)))
        else:
            found += [(message.id[-1], said) for said in message.string or ()]
    return [(without_access_key(english), without_access_key(said)) for english, said in found]


def without_access_key(text: str) -> str:
    """The text as it is read: in Chinese the key of a button stands in brackets behind it."""
    return ACCESS_KEY.sub("", text).replace("&", "")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def indent(text: str) -> str:
    """The leading spaces: a line set in under another one stays so."""
    return text[: len(text) - len(text.lstrip(" "))]


def without_places(text: str) -> str:
    return re.sub(r"\{\w+\}|`[^`]*`|--[a-z-]+|dossier\.json|evidence/|\.maskdesk", "", text)


def spoken(repository: Path, language: Language) -> Catalogue:
    return load_catalogue(language, po_file(repository, language).with_suffix(".mo").read_bytes())


def test_the_catalogues_are_complete_and_in_step_with_the_sources(repository: Path) -> None:
    script = repository / "packaging" / "catalogues"
    checked = subprocess.run([sys.executable, str(script), "check"], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_goes_through_the_catalogue(repository: Path, language: Language) -> None:
    catalogue = spoken(repository, language)
    for message in messages_of(repository, language):
        assert not message.fuzzy, message.id
        if not isinstance(message.id, str):
            one, many = message.id
            others: dict[str, object] = {name: name for name in places(many) - {"n"}}
            assert catalogue.plural(one, many, 1, **others) != one.format(n=1, **others)
            assert catalogue.plural(one, many, 2, **others) != many.format(n=2, **others)
        elif message.context:
            assert catalogue.say_in(message.context, message.id) == message.string
        else:
            said = catalogue.say(message.id, **{name: name for name in places(message.id)})
            assert said == str(message.string).format(**{n: n for n in places(message.id)})


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_has_an_access_key_has_one_in_every_language(
    repository: Path, language: Language
) -> None:
    for message in messages_of(repository, language):
        english = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string if isinstance(message.string, str) else (message.string or [""])[0]
        assert said.count("&") == english.count("&"), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_places_are_the_english_ones(repository: Path, language: Language) -> None:
    for english, said in pairs(repository, language):
        assert places(said) == places(english), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_is_left_over(repository: Path, language: Language) -> None:
    for english, said in pairs(repository, language):
        assert said != english or english in SAME_EVERYWHERE, english


def test_vietnamese_holds_no_english_word(repository: Path) -> None:
    for english, said in pairs(repository, "vi"):
        assert not ENGLISH_ONLY.search(without_places(said)), english


def test_latin_words_in_chinese_are_names_the_english_has_too(repository: Path) -> None:
    for english, said in pairs(repository, "zh"):
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", without_places(SYNTAX.sub("", said))))
        known = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", without_places(english)))
        assert words <= known, english
        assert re.search(f"[{_CHINESE}，：。]", said) or english in SAME_EVERYWHERE, english


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_label_stays_a_label_and_a_sentence_a_sentence(
    repository: Path, language: Language
) -> None:
    for english, said in pairs(repository, language):
        if english not in ABBREVIATIONS:
            assert ENDS.get(said.strip()[-1], "") == ENDS.get(english.strip()[-1], ""), english
        assert said.endswith(" ") == english.endswith(" ") or language == "zh", english


@pytest.mark.parametrize("language", TRANSLATED)
def test_text_is_composed_and_has_no_stray_space(repository: Path, language: Language) -> None:
    for english, said in pairs(repository, language):
        assert unicodedata.is_normalized("NFC", said), english
        assert "  " not in said.lstrip(), english
        assert indent(said) == indent(english), english


def test_chinese_has_full_width_marks_and_no_spaces(repository: Path) -> None:
    for english, said in pairs(repository, "zh"):
        if english not in SAME_EVERYWHERE:
            assert not HALF_WIDTH.search(SYNTAX.sub("", said)), said
            assert not SPACED.search(OPTION.sub("", said.lstrip())), said


def test_every_letter_to_press_with_alt_is_on_every_keyboard(repository: Path) -> None:
    for language in TRANSLATED:
        for english, said in pairs(repository, language):
            for letter in re.findall(r"&(\w)", said):
                assert letter.isascii(), english


def test_vietnamese_has_no_space_before_a_mark(repository: Path) -> None:
    for _, said in pairs(repository, "vi"):
        assert not re.search(r" [,;:!?)]| \.(?![a-z])|\( ", said), said


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_glossary_and_the_catalogue_use_the_same_words(
    repository: Path, glossary: list[list[str]], language: Language
) -> None:
    catalogue = spoken(repository, language)
    column = {"vi": 1, "zh": 2}[language]
    told = 0
    for row in glossary:
        label = row[0][0].upper() + row[0][1:]
        said = catalogue.translate(label)
        if said != label or label in SAME_EVERYWHERE:
            told += 1
            assert said.casefold() == row[column].casefold(), row[0]
    assert told > 20
