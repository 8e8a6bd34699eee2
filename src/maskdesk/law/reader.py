"""Reading packs strictly: what is unclear is refused, naming file, key and cure."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import combinations, pairwise

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.language import LANGUAGES, N_, Phrase
from maskdesk.law.index import Shelved, digest_of
from maskdesk.law.pack import FORMAT, Condition, Head, Pack, When, Wording
from maskdesk.law.replacing import Replaced, left_of, replaced
from maskdesk.law.structure import Told, shape_faults

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class BrokenPack(MaskDeskError):
    """A pack file that cannot be relied on."""

    problem = N_("The pack file {file} is not usable at {key}: {reason}.")
    way_out = N_("{cure}.")


class ContradictoryPacks(MaskDeskError):
    """Two packs in force claim the same regime on the same day."""

    problem = N_("The packs {first} and {second} both claim the regime {regime} on {day}.")
    way_out = N_("Let the newer one name the other under `replaces`, or end one life earlier.")


class LoadedPack(Struct, frozen=True, kw_only=True, dict=True):
    """A pack with the very bytes it was read from, so that it can be sealed with a dossier.

    `publisher` is None for a pack that came with MaskDesk, empty for one of the office's own that
    nobody signed, else who signed it. Of a pack out of the index the head alone is there until it
    is asked.
    """

    held: Pack | Shelved
    content: bytes
    publisher: str | None = None

    @property
    def head(self) -> Head:
        """What tells whom the pack concerns."""
        return self.held.head if isinstance(self.held, Shelved) else self.held

    @cached_property
    def pack(self) -> Pack:
        """The whole pack."""
        if isinstance(self.held, Pack):
            return self.held
        return self.held.unpack() or read_pack(self.content, f"{self.head.id}.toml")

    @property
    def is_read(self) -> bool:
        """Whether more than the head was taken from the index."""
        return isinstance(self.held, Pack) or "pack" in vars(self)

    @property
    def digest(self) -> str:
        """The SHA-256 of the pack's file."""
        return digest_of(self.content)


class Law(Struct, frozen=True, kw_only=True):
    """All packs that hold at one time, in the order of their ids, and those that gave way.

    A pack that an amendment cut short stands among `packs` with what is left of its life.
    """

    packs: tuple[LoadedPack, ...]
    replaced: tuple[Replaced, ...] = ()

    def __iter__(self) -> Iterator[Pack]:
        """Every pack, as a whole."""
        return (loaded.pack for loaded in self.packs)

    @property
    def heads(self) -> Iterator[Head]:
        """The head of every pack, which costs nothing to ask."""
        return (loaded.head for loaded in self.packs)

    @property
    def publishers(self) -> dict[str, str]:
        """Who signed each pack that did not come with MaskDesk, empty for the office's own."""
        return {one.head.id: one.publisher for one in self.packs if one.publisher is not None}


def read_law(
    files: Mapping[str, bytes],
    publishers: Mapping[str, str] | None = None,
    index: Mapping[str, Shelved] | None = None,
) -> Law:
    """The law of several pack files by name; `publishers` says who signed them, by their id.

    What `index` holds by a file's digest is not read from the file again.
    Raises BrokenPack and ContradictoryPacks.
    """
    signed, known = publishers or {}, index or {}
    loaded = (
        LoadedPack(held=known.get(digest_of(content)) or read_pack(content, name), content=content)
        for name, content in files.items()
    )
    return assemble(
        msgspec.structs.replace(one, publisher=signed.get(one.head.id)) for one in loaded
    )


def assemble(packs: Iterable[LoadedPack]) -> Law:
    """The law of several packs: what stands in another's place is put there.

    Raises BrokenPack for one id twice, ContradictoryPacks.
    """
    loaded = sorted(packs, key=lambda one: one.head.id)
    _refuse_duplicates(loaded)
    gone = replaced([one.head for one in loaded])
    holding = tuple(
        _left(one, rest) for one in loaded if (rest := left_of(one.head, gone)) is not None
    )
    _refuse_contradictions([one.head for one in holding])
    return Law(packs=holding, replaced=gone)


def _left(loaded: LoadedPack, rest: Head) -> LoadedPack:
    """A pack with what is left of its life."""
    if rest is loaded.head:
        return loaded
    pack = msgspec.structs.replace(loaded.pack, until=rest.until)
    return msgspec.structs.replace(loaded, held=pack)


def read_pack(content: bytes, file: str) -> Pack:
    """One pack from its TOML file; raises BrokenPack naming file, key and cure."""
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as damage:
        raise broken(file, "TOML", str(damage), N_("Mend the TOML at that line")) from damage
    try:
        pack = msgspec.convert(tables, Pack, strict=True)
    except msgspec.ValidationError as damage:
        told = next(shape_faults(Pack, tables), ("TOML", str(damage), N_("Mend the shape of it")))
        raise broken(file, *told) from damage
    for wrong in faults(pack):
        raise broken(file, *wrong)
    return pack


def wordings(pack: Pack) -> Iterator[tuple[str, Wording]]:
    """Whatever a pack says in each language, with the key it stands under."""
    yield "title", pack.title
    if pack.remark is not None:
        yield "remark", pack.remark
    for source in pack.sources:
        for name in ("issuer", "number", "article"):
            words = getattr(source, name)
            if isinstance(words, Wording):
                yield f"sources.{source.id}.{name}", words
    for product in pack.classes:
        yield f"classes.{product.id}", product.name
    for condition in pack.conditions:
        key = f"conditions.{condition.id}"
        yield f"{key}.duty", condition.duty
        yield f"{key}.met", condition.met
        yield f"{key}.not_met", condition.not_met
        if condition.cannot_tell is not None:
            yield f"{key}.cannot_tell", condition.cannot_tell
        if condition.alike is not None:
            yield f"{key}.alike", condition.alike
        for route in condition.any_of:
            yield f"{key}.any_of.{route.id}", route.label
    for exemption in pack.exemptions:
        yield f"exemptions.{exemption.id}", exemption.sentence
    for paper in pack.papers:
        yield f"papers.{paper.form}", paper.why


def broken(file: str, key: str, reason: str | Phrase, cure: str | Phrase) -> BrokenPack:
    """The refusal of a pack; what is wrong with it is said in the clerk's language."""
    said = (one if isinstance(one, Phrase) else Phrase(one) for one in (reason, cure))
    return BrokenPack(file=file, key=key, **dict(zip(("reason", "cure"), said, strict=True)))


def faults(pack: Pack) -> Iterator[Told]:
    """Everything wrong with a pack by itself, whatever the checks say."""
    yield from _head_faults(pack)
    yield from _source_faults(pack)
    yield from _value_faults(pack)
    yield from _list_faults(pack)
    for condition in pack.conditions:
        yield from _condition_faults(pack, condition)
    for product in pack.classes:
        yield from _when_faults(f"classes.{product.id}.when", product.when)
    for paper in pack.papers:
        for exempt in set(paper.unless_exempt) - {exemption.id for exemption in pack.exemptions}:
            yield (
                f"papers.{paper.form}.unless_exempt",
                Phrase(N_("no exemption is called {name}"), name=exempt),
                N_("Name an exemption of this pack"),
            )
        yield from _when_faults(f"papers.{paper.form}.when", paper.when)
    for exemption in pack.exemptions:
        known = {condition.id for condition in pack.conditions}
        for lifted in set(exemption.lifts) - known:
            yield (
                f"exemptions.{exemption.id}.lifts",
                Phrase(N_("no condition is called {name}"), name=lifted),
                N_("Name a condition of this pack"),
            )
        yield from _when_faults(f"exemptions.{exemption.id}.when", exemption.when)
    for key, wording in wordings(pack):
        for language in LANGUAGES:
            if not wording.in_language(language).strip():
                yield f"{key}.{language}", N_("the text is empty"), N_("Write the text")


def _head_faults(pack: Pack) -> Iterator[Told]:
    if pack.format != FORMAT:
        yield (
            "format",
            N_("this format is not known to this MaskDesk"),
            Phrase(N_("Use a newer MaskDesk, or write format {format}"), format=FORMAT),
        )
    if not _ID.fullmatch(pack.id):
        yield "id", N_("an id is small letters, digits and hyphens"), N_("Rename the pack")
    if pack.until is not None and pack.until <= pack.since:
        yield "until", N_("the life ends before it begins"), N_("Correct `from` or `until`")
    if pack.replacing is not None and not pack.replaces:
        yield (
            "replacing",
            N_("it stands in no pack's place"),
            N_("Name under `replaces` the packs in whose place it stands"),
        )
    if pack.until is None and pack.status == "repealed":
        yield "until", N_("what is repealed has an end"), N_("Add `until`, the day of repeal")
    for condition in pack.conditions:
        if not _ID.fullmatch(condition.id):
            yield (
                f"conditions.{condition.id}",
                N_("an id is small letters, digits and hyphens"),
                N_("Rename the condition"),
            )
    for name, ids in (
        ("conditions", [condition.id for condition in pack.conditions]),
        ("sources", [source.id for source in pack.sources]),
        ("values", [value.name for value in pack.values]),
        ("exemptions", [exemption.id for exemption in pack.exemptions]),
        ("classes", [product.id for product in pack.classes]),
    ):
        if len(set(ids)) != len(ids):
            yield name, N_("two entries bear the same id"), N_("Give each its own id")
    yield from _when_faults("scope.when", pack.scope.when)


def _source_faults(pack: Pack) -> Iterator[Told]:
    known = {source.id for source in pack.sources}
    if not known:
        yield "sources", N_("the pack names no source"), N_("Add a source")
    cited: list[tuple[str, tuple[str, ...]]] = [
        *((f"conditions.{one.id}.sources", one.sources) for one in pack.conditions),
        *((f"exemptions.{one.id}.sources", one.sources) for one in pack.exemptions),
        *((f"classes.{one.id}.sources", one.sources) for one in pack.classes),
        *((f"papers.{one.form}.sources", one.sources) for one in pack.papers),
        *((f"values.{one.name}.source", (one.source,)) for one in pack.values),
        *(
            (f"values.{one.name}.history", (dated.source,))
            for one in pack.values
            for dated in one.history
            if dated.source
        ),
    ]
    for key, sources in cited:
        if not sources:
            yield key, N_("it has no source"), N_("Cite a source of this pack")
        for source in sources:
            if source not in known:
                yield key, N_("the source is not in this pack"), N_("Cite a source of this pack")


def _value_faults(pack: Pack) -> Iterator[Told]:
    for value in pack.values:
        days = [dated.since for dated in value.history]
        if not days or days != sorted(set(days)):
            yield (
                f"values.{value.name}.history",
                N_("the history is empty or not in order"),
                N_("List each value once with its day, the newest last"),
            )
        for dated in value.history:
            if isinstance(dated.value, str) and not _is_figure(dated.value):
                yield (
                    f"values.{value.name}.history",
                    Phrase(N_("{value} is no number"), value=dated.value),
                    N_("Write a number, or a list of texts in brackets"),
                )


def _is_figure(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _list_faults(pack: Pack) -> Iterator[Told]:
    asked = [
        ("scope.when", pack.scope.when),
        *((f"conditions.{one.id}.when", one.when) for one in pack.conditions),
        *((f"conditions.{one.id}.unless", one.unless) for one in pack.conditions),
        *((f"exemptions.{one.id}.when", one.when) for one in pack.exemptions),
        *((f"classes.{one.id}.when", one.when) for one in pack.classes),
        *((f"papers.{one.form}.when", one.when) for one in pack.papers),
    ]
    lists = {
        value.name
        for value in pack.values
        if all(isinstance(dated.value, tuple) for dated in value.history)
    }
    for key, conditions in asked:
        for name in {when.in_of for when in conditions if when.in_of}:
            if key == "scope.when":
                yield key, N_("a scope has no day"), N_("Use `in` with the values themselves")
            elif name not in lists:
                yield (
                    key,
                    Phrase(N_("the pack has no list {name}"), name=name),
                    N_("Add it under `values` with its day and source"),
                )


def _condition_faults(pack: Pack, condition: Condition) -> Iterator[Told]:
    key = f"conditions.{condition.id}"
    if bool(condition.check) == bool(condition.any_of):
        yield key, N_("it needs either `check` or `any_of`"), N_("Keep exactly one of the two")
    routes = [route.id for route in condition.any_of]
    if len(set(routes)) != len(routes):
        yield f"{key}.any_of", N_("two entries bear the same id"), N_("Give each its own id")
    for route in condition.any_of:
        if not route.all:
            yield f"{key}.any_of.{route.id}", N_("it asks nothing"), N_("Name a check it asks")
    if condition.severity == "blocks":
        sources = [source for source in pack.sources if source.id in condition.sources]
        if sources and all(source.confidence == "low" for source in sources):
            yield (
                f"{key}.severity",
                N_("a source of low confidence never blocks"),
                N_("Lower the severity to `look` or `note`"),
            )
        if pack.status == "unverified":
            yield (
                f"{key}.severity",
                N_("an unverified pack never blocks"),
                N_("Lower the severity to `look` or `note`"),
            )
    yield from _when_faults(f"{key}.when", condition.when)
    yield from _when_faults(f"{key}.unless", condition.unless)


def _when_faults(key: str, conditions: tuple[When, ...]) -> Iterator[Told]:
    for when in conditions:
        asked = (when.in_, when.in_of or None, when.not_in, when.begins, when.since, when.before)
        if all(one is None for one in (*asked, when.filled)):
            yield key, N_("it asks nothing of its field"), N_("Add `in`, `from`, `before` …")


def _refuse_duplicates(loaded: list[LoadedPack]) -> None:
    for first, second in pairwise(loaded):
        if first.head.id == second.head.id:
            reason = N_("another pack bears the same id")
            raise broken(second.head.id, "id", reason, N_("Give each pack an id of its own"))


def _refuse_contradictions(packs: Iterable[Head]) -> None:
    regimes: dict[tuple[str, ...], list[Head]] = defaultdict(list)
    for pack in packs:
        if pack.status in ("in_force", "repealed"):
            regimes[pack.side, pack.jurisdiction, pack.regime].append(pack)
    for first, second in (pair for one in regimes.values() for pair in combinations(one, 2)):
        if first.id in second.replaces or second.id in first.replaces:
            continue
        day = max(first.since, second.since)
        if first.alive(day) and second.alive(day):
            raise ContradictoryPacks(
                first=first.id, second=second.id, regime=first.regime, day=day.isoformat()
            )


def covered_destinations(law: Law) -> tuple[str, ...]:
    """One country for each jurisdiction that some pack covers as a destination, sorted."""
    first: dict[str, str] = {}
    for pack in law.heads:
        if pack.side == "destination" and pack.scope.destinations:
            own = pack.jurisdiction in pack.scope.destinations
            country = pack.jurisdiction if own else min(pack.scope.destinations)
            first.setdefault(pack.jurisdiction, country)
    return tuple(sorted(set(first.values())))
