"""One regime or destination as data: dated, cited conditions in three languages."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field

from maskdesk.language import Language

FORMAT = 1

# The jurisdiction of a pack that holds for every origin; it covers no goods of its own.
ANYWHERE = "*"

Side = Literal["origin", "destination"]
Status = Literal["in_force", "repealed", "draft", "unverified"]
Confidence = Literal["high", "medium", "low"]
Seen = Literal["full", "extract", "secondary"]
Severity = Literal["blocks", "look", "note"]
Stage = Literal["making", "handing-in", "departure"]
DecidingDay = Literal[
    "contract-signed", "produced", "placed-on-market", "declaration", "shipped", "arrived", "filed"
]
Replacing = Literal["release", "correction", "amendment"]
Scalar = bool | int | str


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a pack file; a key it does not know is refused."""


class Wording(Entry, frozen=True, kw_only=True):
    """One whole sentence in the three languages, with {named} places for numbers."""

    en: str
    vi: str
    zh: str

    def in_language(self, language: Language) -> str:
        """The sentence in one language."""
        return str(getattr(self, language))


Words = str | Wording
"""One text that stands as it is in every language, or what is said in each."""


def worded(words: Words, language: Language) -> str:
    """What a pack itself says in one language."""
    return words.in_language(language) if isinstance(words, Wording) else words


class Source(Entry, frozen=True, kw_only=True):
    """Where a statement of law comes from and how much of it was seen.

    What is not known is empty and shown as such, never invented.
    """

    id: str
    issuer: Words
    number: Words
    confidence: Confidence
    seen: Seen
    article: Words = ""
    day: date | None = field(name="date", default=None)
    address: str = ""
    verified_on: date | None = None

    @property
    def official(self) -> bool:
        """Whether the legal text itself was seen, at least in extract."""
        return self.seen != "secondary"


class Dated(Entry, frozen=True, kw_only=True):
    """What a value was from a day on."""

    since: date = field(name="from")
    value: int | str | tuple[str, ...]
    source: str = ""


class LegalValue(Entry, frozen=True, kw_only=True):
    """A figure or list of the law with its history, newest last."""

    name: str
    source: str
    history: tuple[Dated, ...]

    def on(self, day: date) -> int | Decimal | tuple[str, ...] | None:
        """The value in force on a day; a number in text is a decimal."""
        found = None
        for dated in self.history:
            if dated.since <= day:
                found = dated.value
        return Decimal(found) if isinstance(found, str) else found


class When(Entry, frozen=True, kw_only=True):
    """Something that must be so in the dossier for an entry to apply.

    `path` leads to a field (`field` in the file); `goods[].x` holds if it holds for any concerned
    goods line. `in_of` names a list of the pack, as it stood on the deciding day; before the list
    began nothing was on it. `begins` asks that a text begins with one of some words, case and
    spaces aside. Days are half-open: `from` counts, `before` does not.
    """

    path: str = field(name="field")
    in_: tuple[Scalar, ...] | None = field(name="in", default=None)
    in_of: str = ""
    not_in: tuple[Scalar, ...] | None = None
    begins: tuple[str, ...] | None = None
    since: date | None = field(name="from", default=None)
    before: date | None = None
    filled: bool | None = None


class Scope(Entry, frozen=True, kw_only=True):
    """Which goods and destinations a pack concerns at all; empty means any."""

    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    when: tuple[When, ...] = ()


class Requirement(Entry, frozen=True, kw_only=True):
    """One check with its parameters, as a step of a route."""

    check: str
    parameters: dict[str, Any] = field(name="with", default_factory=dict)


class Route(Entry, frozen=True, kw_only=True):
    """One way of several to meet a condition: all its requirements."""

    id: str
    label: Wording
    all: tuple[Requirement, ...]


class Condition(Entry, frozen=True, kw_only=True):
    """One duty in a pack: a check on its own deciding day, with whole sentences.

    `cannot_tell` is said where something of the day is missing, `alike` where a list holds a name
    that is only like the one looked for.
    """

    id: str
    severity: Severity
    stage: Stage
    sources: tuple[str, ...]
    duty: Wording
    met: Wording
    not_met: Wording
    check: str = ""
    parameters: dict[str, Any] = field(name="with", default_factory=dict)
    any_of: tuple[Route, ...] = ()
    day: DecidingDay | None = None
    papers: tuple[str, ...] = ()
    when: tuple[When, ...] = ()
    unless: tuple[When, ...] = ()
    cannot_tell: Wording | None = None
    alike: Wording | None = None
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


class ProductClass(Entry, frozen=True, kw_only=True):
    """What the authority takes some of the goods for: a class of its own law, in its own words.

    Empty `kinds` and `uses` mean those of the pack's scope.
    """

    id: str
    sources: tuple[str, ...]
    name: Wording
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    when: tuple[When, ...] = ()


class Exemption(Entry, frozen=True, kw_only=True):
    """What lifts conditions, and the sentence that says so."""

    id: str
    lifts: tuple[str, ...]
    when: tuple[When, ...]
    sources: tuple[str, ...]
    sentence: Wording
    severity: Severity = "note"


class DuePaper(Entry, frozen=True, kw_only=True):
    """A paper this pack makes due, and why."""

    form: str
    why: Wording
    sources: tuple[str, ...]
    when: tuple[When, ...] = ()
    unless_exempt: tuple[str, ...] = ()


class Head(Entry, frozen=True, kw_only=True):
    """What tells whom a pack concerns and when it lives, before it is read as a whole.

    `replaces` names packs of the same regime that may live on the same days; `replacing` says that
    it stands in their place: a newer `release` of the same text, a `correction` of what was wrong
    from the start, or an `amendment` from its own first day on.
    """

    format: int
    id: str
    regime: str
    jurisdiction: str
    side: Side
    status: Status
    since: date = field(name="from")
    compiled_on: date
    until: date | None = None
    replaces: tuple[str, ...] = ()
    replacing: Replacing | None = None
    scope: Scope = Scope()

    def alive(self, day: date) -> bool:
        """Whether a day lies within the pack's half-open life."""
        return self.since <= day and (self.until is None or day < self.until)


class Pack(Head, frozen=True, kw_only=True):
    """One reading of one instrument: its life, its conditions, the papers it makes due."""

    title: Wording
    sources: tuple[Source, ...]
    remark: Wording | None = None
    day: DecidingDay = "declaration"
    values: tuple[LegalValue, ...] = ()
    classes: tuple[ProductClass, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    papers: tuple[DuePaper, ...] = ()

    def source(self, source_id: str) -> Source:
        """A source by its id within the pack."""
        return next(source for source in self.sources if source.id == source_id)

    def value(self, name: str) -> LegalValue | None:
        """A dated value by its name."""
        return next((value for value in self.values if value.name == name), None)
