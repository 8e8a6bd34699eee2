"""What packs say, and what is said of their sources: whole, alike, each thing by its one word.

What packs call their sources stands in English in the packs and in the other languages beside the
catalogues.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from maskdesk.language import LANGUAGES
from maskdesk.law.pack import Wording
from maskdesk.law.reader import Law, read_law, wordings

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
ENGLISH_DAY: Final = re.compile(
    rf"\b(?:(\d{{1,2}})(?: (?:and|to) (\d{{1,2}}))? )?({'|'.join(MONTHS)})\b"
)
VIETNAMESE_DAY: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/\d{4})?(?![\d/])")
WRITTEN_DAY: Final = re.compile(r"(0[1-9]|[12]\d|3[01])/(0[12]|[3-9]|1[0-2])(/20\d\d)?")
CHINESE_DAY: Final = re.compile(r"([1-9]\d?)月([1-9]\d?)日")
NUMERIC: Final = re.compile(r"\d{4}-\d\d-\d|\d/\d+/\d|\d\.\d+\.20\d|0\d月|月0\d")
"""A day as machines write it."""

WORD: Final = re.compile(r"\b[a-z]{2,}\b")
"""What a number of a law has not, and a title or description of one has."""

PLACE: Final = re.compile(r"\{(\w+)\}")
CHINESE: Final = "\u4e00-\u9fff"
CLEARANCE: Final = "510(k)"
HALF_WIDTH: Final = re.compile(rf"[{CHINESE}}}] ?[,;:?!.()]|[,;:?!()] ?[{CHINESE}{{]")
SPACED: Final = re.compile(rf"[{CHINESE}] [{CHINESE}]")
AUTHORITIES: Final = re.compile(r"（商务部 .*?公告")
"""Chinese sets the authorities of a joint announcement apart with a space."""

TERMS: Final = (
    "consignment",
    "country of destination",
    "customs broker",
    "exporter",
    "health facility",
    "importer",
    "intended use",
    "legal manufacturer",
    "model",
    "non-medical mask",
    "respirator",
    "test report",
    "wording on the pack",
)
"""The words of CONTRIBUTING's table that name one thing wherever a pack says them."""

OWN_WORDS: Final = {
    ("cn-12a-2020", "exporter"): "出口方",
    ("sources", "consignment"): "各批",
}
"""What an authority's own form calls it in Chinese, or consignments that are not the clerk's."""


Said = tuple[tuple[str, Wording], ...]


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    return read_law(
        {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    )


@pytest.fixture(scope="module")
def of_sources(repository: Path) -> Mapping[str, Any]:
    """What is said of the sources of packs: in other languages, or that it stands as it is."""
    return tomllib.loads((repository / "resources" / "locale" / "sources.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def said(law: Law, of_sources: Mapping[str, Any]) -> tuple[tuple[str, Wording], ...]:
    """Whatever is said in each language, with the key it stands under."""
    of_packs = [(f"{pack.id} {key}", one) for pack in law for key, one in wordings(pack)]
    sources = [(f"sources {en}", Wording(en=en, **one)) for en, one in of_sources["said"].items()]
    return (*of_packs, *sources)


def is_label(key: str) -> bool:
    whole = (" title", " classes.", ".any_of.", " sources.")
    return key.startswith("sources ") or any(one in key for one in whole)


def told_of_sources(law: Law) -> Iterator[tuple[str, str]]:
    """Each text that a pack writes once for every language, with what it tells."""
    for pack in law:
        for source in pack.sources:
            for name in ("issuer", "number", "article"):
                if isinstance(words := getattr(source, name), str) and words:
                    yield name, words


def test_who_issued_a_law_is_said_in_every_language_or_a_name_everywhere(
    law: Law, of_sources: Mapping[str, Any]
) -> None:
    known = {*of_sources["said"], *of_sources["as_they_are"]}
    told = {words for name, words in told_of_sources(law) if name == "issuer" or WORD.search(words)}
    assert told - known == set(), "say it in resources/locale/sources.toml"


def test_nothing_is_said_of_a_source_that_no_pack_names(
    law: Law, of_sources: Mapping[str, Any]
) -> None:
    said, as_they_are = set(of_sources["said"]), set(of_sources["as_they_are"])
    assert (said | as_they_are) - {words for _, words in told_of_sources(law)} == set()
    assert not said & as_they_are


def test_every_sentence_is_whole_in_every_language(said: Said) -> None:
    for key, wording in said:
        ends = (wording.en[-1], wording.vi[-1], wording.zh[-1])
        if is_label(key):
            assert not {*ends} & {*".。"}, key
        else:
            assert ends == (".", ".", "。"), key


def test_every_language_has_the_same_places(said: Said) -> None:
    for key, wording in said:
        places = [set(PLACE.findall(wording.in_language(one))) for one in LANGUAGES]
        assert places[0] == places[1] == places[2], key


def test_every_language_names_the_same_days_in_its_own_form(said: Said) -> None:
    for key, wording in said:
        english = set()
        for first, second, name in ENGLISH_DAY.findall(wording.en):
            english |= {(int(day), MONTHS.index(name) + 1) for day in (first, second) if day}
        vietnamese = list(VIETNAMESE_DAY.finditer(wording.vi))
        assert english == {(int(one[1]), int(one[2])) for one in vietnamese}, key
        chinese = CHINESE_DAY.findall(wording.zh)
        assert english == {(int(day), int(month)) for month, day in chinese}, key
        assert all(WRITTEN_DAY.fullmatch(one[0]) for one in vietnamese), key
        assert not NUMERIC.search(wording.en + wording.zh), key


def test_text_is_composed_and_has_no_stray_space_or_mark(said: Said) -> None:
    for key, wording in said:
        for language in LANGUAGES:
            text = wording.in_language(language)
            assert unicodedata.is_normalized("NFC", text), key
            assert "  " not in text, key
        assert not re.search(r" [.,;:!?)]|\( ", wording.en + wording.vi), key
        chinese = AUTHORITIES.sub("", wording.zh.replace(CLEARANCE, ""))
        assert not HALF_WIDTH.search(chinese), key
        assert not SPACED.search(chinese), key
        assert not re.search("目的国(?!（地区）)", chinese), key


@pytest.mark.parametrize("term", TERMS)
def test_a_thing_has_its_one_word(said: Said, glossary: list[list[str]], term: str) -> None:
    vietnamese, chinese = next(row[1:] for row in glossary if row[0] == term)
    named = re.compile(rf"\b{term}s?\b", re.IGNORECASE)
    met = 0
    for key, wording in said:
        if named.search(wording.en):
            met += 1
            own = OWN_WORDS.get((key.partition(" ")[0], term), chinese)
            assert vietnamese in wording.vi.casefold(), key
            assert chinese in wording.zh or own in wording.zh, key
    assert met
