"""What may stand on a paper beside values: wording, the page's frame, and what lists may name."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache

import msgspec

from maskdesk.dossier.fields import Rows, members
from maskdesk.dossier.naming import name_of
from maskdesk.dossier.sections import Dossier
from maskdesk.language import Language, show_day
from maskdesk.law.citing import cited
from maskdesk.law.pack import Pack
from maskdesk.output.forms import FORMS
from maskdesk.output.page_style import words_for
from maskdesk.output.paper import paper_code
from maskdesk.output.setting import UNFILLED
from maskdesk.store.resources import resource_path
from samples.sets import DrawnPaper, not_placed, office, without_spaces

_PLACE = re.compile(r"\{[a-z_]+\}")
# The head every paper of Viet Nam has (Decree 30/2020/ND-CP, Annex I).
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# Between pieces: both languages of a paper, items of a list, address and code, a place and a day.
_JOINTS = (
    "/",
    "-",
    "–",
    "—",
    ",",
    ";",
    ":",
    "、",
    "，",
    "；",
    "：",
    "·",
    "(",
    ")",
    "（",
    "）",
    ".",
    "。",
)
# The number of a row, of a statement, of a heading, of a source.
_COUNTER = re.compile(r"[(]?\d{1,3}[.)]?|[一二三四五六七八九十]{1,3}、|\[?S\d{1,3}[,，、:：]?\]?")


def unexplained(paper: DrawnPaper) -> Iterator[str]:
    """Stretches of letters that are neither a value in its place nor anything a paper may say."""
    texts = _Texts(allowed(paper))
    for stretch in not_placed(paper):
        if not texts.make(stretch):
            yield stretch


def allowed(paper: DrawnPaper) -> Iterator[str]:
    """Every text a paper may say that is no value of the dossier."""
    form, facts = FORMS[paper.facts.form], paper.facts
    languages = form.languages_for(facts.dossier)
    yield from _JOINTS
    yield from _MOTTO if "vi" in languages else ()
    yield UNFILLED
    yield paper_code(facts)
    for language in languages:
        yield from wording(form.id, language)
        yield office().catalogue(language).translate(form.title)
    words = words_for(languages)
    yield from _PLACE.split(words.continuation)
    pages = range(1, paper.drawing.pages + 1)
    yield from (words.page.format(n=n, m=paper.drawing.pages) for n in pages)
    for text in (words.see, words.item):
        yield from (text.format(n=n) for n in range(1, 10))
    if form.about == "package":
        yield from _of_the_package(paper, languages)


def wording(form: str, language: Language) -> Iterator[str]:
    """The fixed words of a form, parted where values stand in them."""
    file = resource_path("forms") / f"{form}.{language}.toml"
    content = tomllib.loads(file.read_text("utf-8"))
    for text in (*content["texts"].values(), content.get("small_print", "")):
        yield from _PLACE.split(text)


def _of_the_package(paper: DrawnPaper, languages: Iterable[Language]) -> Iterator[str]:
    """Findings, packs with their sources, file names and digests."""
    facts = paper.facts
    for file in facts.files:
        yield from (file.name, file.sha256)
    for language in languages:
        translate = office().catalogue(language).translate
        for finding in facts.report.findings:
            yield finding.key
            yield finding.sentence(language)
            yield from (translate(FORMS[name].title) for name in finding.papers if name in FORMS)
            for place in finding.places:
                yield name_of(facts.dossier, place, translate, language)
        yield from (translate(label) for label in _labels())
        applying = {one.pack: one.days for one in facts.report.standings if one.applies}
        for days in applying.values():
            yield from (show_day(day, language) for day in days)
        for pack in facts.packs:
            if pack.id in applying:
                yield from _texts_in(pack, language)
                catalogue = office().catalogue(language)
                yield from (cited(catalogue, source) for source in pack.sources)


@cache
def _labels() -> tuple[str, ...]:
    """What places of a dossier are called: fields, lists and groups."""
    found: list[str] = []
    waiting: list[type[msgspec.Struct]] = [Dossier]
    while waiting:
        for member in members(waiting.pop()).values():
            found.append(member.description.label)
            if isinstance(member.description, Rows):
                found.append(member.description.one)
            if member.struct is not None:
                waiting.append(member.struct)
    return tuple(found)


def _texts_in(pack: Pack, language: Language) -> Iterator[str]:
    yield pack.id
    waiting: list[object] = [pack]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield from _PLACE.split(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            yield show_day(value, language)
        elif isinstance(value, msgspec.Struct):
            waiting.extend(getattr(value, name) for name in value.__struct_fields__)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, tuple | list | frozenset):
            waiting.extend(value)


class _Texts:
    """Texts without their spaces, to be found again in what was read."""

    def __init__(self, texts: Iterable[str]) -> None:
        known_texts = {without_spaces(text) for text in texts} - {""}
        self._whole = "\0" + "\0".join(known_texts) + "\0"
        self._starting: dict[str, list[str]] = {}
        for text in known_texts:
            self._starting.setdefault(text[0], []).append(text)

    def make(self, stretch: str) -> bool:
        """Whether whole texts stand in a row, the first and the last cut by a line's end."""
        if stretch in self._whole or _COUNTER.fullmatch(stretch):
            return True
        reached = [False] * (len(stretch) + 1)
        reached[0] = True
        for end in range(1, len(stretch)):
            reached[end] = f"{stretch[:end]}\0" in self._whole
        for start in range(len(stretch)):
            if not reached[start]:
                continue
            if f"\0{stretch[start:]}" in self._whole:
                return True
            for text in self._starting.get(stretch[start], ()):
                if stretch.startswith(text, start):
                    reached[start + len(text)] = True
            counter = _COUNTER.match(stretch, start)
            if counter is not None:
                reached[counter.end()] = True
        return reached[-1]
