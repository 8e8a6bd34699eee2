"""Counter sheet: what a submission was asked, what meets it, what is open, its other files."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import msgspec
from msgspec import Struct

from maskdesk.dossier.naming import name_of
from maskdesk.dossier.paths import NoSuchPlace, describe
from maskdesk.dossier.sections import Acknowledgement, Dossier, Override
from maskdesk.language import LANGUAGES, N_, Language, show_day
from maskdesk.law.citing import cited
from maskdesk.law.pack import Condition, Pack, Source
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Paragraph,
    SignaturePlace,
    Signatures,
    Title,
)
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Form
from maskdesk.output.forms.named_places import named_places
from maskdesk.output.forms.pieces import place_and_day, signature_name, signature_position
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed, pieces_of, words_of
from maskdesk.output.tables import Column, Table
from maskdesk.rules.finding import Finding, show_figure
from maskdesk.rules.ground import known
from maskdesk.rules.holding import (
    EVERY_PAPER,
    acknowledged,
    holds_up,
    overridden,
    to_look_at,
)
from maskdesk.rules.vocabulary import bind

_SIZE = 8.0
# The sources of a pack run over pages in rows that a page can hold.
_SOURCES_A_ROW = 6
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER_WIDTH = 10.0


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    work = _Sheet(facts, writing)
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        work.head(),
        *work.still_open(),
        *work.to_look_at(),
        *work.acknowledged(),
        *work.overridden(),
        *work.conditions(),
        *work.law(),
        *work.files(),
        Paragraph(text=writing.word("closing"), keep=True),
        work.signature(),
    )


class _Asked(Struct, frozen=True):
    """A finding with its number on this sheet and the condition it answers, where it is known."""

    n: int
    finding: Finding
    pack: Pack | None
    condition: Condition | None

    @property
    def number(self) -> Printed:
        """The number other parts of the sheet refer to."""
        return Printed(str(self.n))


class _Sheet:
    """One counter sheet in work."""

    def __init__(self, facts: Facts, writing: Writing) -> None:
        self._facts = facts
        self._writing = writing
        self._dossier: Dossier = facts.dossier
        self._packs = {pack.id: pack for pack in facts.packs}
        self._asked = tuple(
            self._numbered(n, finding) for n, finding in enumerate(facts.report.findings, start=1)
        )
        self._by_key = {asked.finding.key: asked for asked in self._asked}
        self._source_numbers = {
            (pack.id, source.id): f"S{n}"
            for n, (pack, source) in enumerate(self._sources_in_use(), start=1)
        }

    def head(self) -> Block:
        """What this sheet is about."""
        writing = self._writing
        today = show_day(self._facts.report.today, writing.language)
        version = writing.whole("head.version", self._facts.version)
        return Fields(
            (
                (
                    self._box("reference", writing.field("head.reference"), span=2),
                    self._box("version", version),
                    self._box("checked", writing.named("checked", today)),
                ),
                (
                    self._box(
                        "exporter",
                        writing.first(*_exporter_names(writing)),
                        span=3,
                    ),
                    self._box("tax_code", writing.field("exporter.tax_code")),
                ),
                (
                    self._box("contract", writing.field("contract.number"), span=2),
                    self._box("country", writing.field("destination.country"), span=2),
                ),
                (self._box("seal", writing.named("seal", self._facts.seal)),),
            )
        )

    def still_open(self) -> Iterator[Block]:
        """What holds up which paper, handing-in first and departure apart."""
        held = [one for one in self._asked if holds_up(one.finding, self._dossier)]
        before = [one for one in held if one.finding.stage != "departure"]
        after = [one for one in held if one.finding.stage == "departure"]
        yield Heading(self._writing.word("open"))
        if before:
            yield self._open_table(before, "column_holds", self._held_papers)
        else:
            yield Paragraph(text=self._writing.word("open_none"), indent=False)
        if after:
            yield Heading(self._writing.word("departure"))
            yield self._open_table(after, "column_holds", self._held_papers)

    def to_look_at(self) -> Iterator[Block]:
        """What somebody has to look at and has not acknowledged; nothing after sealing."""
        wanted = {one.key for one in to_look_at(self._facts.report, self._dossier)}
        rows = [one for one in self._asked if one.finding.key in wanted]
        if rows:
            yield Heading(self._writing.word("look"))
            yield self._open_table(rows, "column_concerns", self._papers)

    def acknowledged(self) -> Iterator[Block]:
        """What was looked at and why it stands."""
        rows = tuple(
            (
                *self._decided(row),
                self._reason(f"acknowledgements[{row.id}]", self._why_not(row)),
            )
            for row in self._dossier.acknowledgements
        )
        if rows:
            yield Heading(self._writing.word("acknowledged"))
            yield self._table(("looked", "reason"), rows)

    def overridden(self) -> Iterator[Block]:
        """Who went on although a finding says no, and why."""
        rows = tuple(
            (
                *self._decided(row),
                self._writing.field(f"overrides[{row.id}].name"),
                self._reason(f"overrides[{row.id}]", self._why_not(row)),
            )
            for row in self._dossier.overrides
        )
        if rows:
            yield Heading(self._writing.word("overridden"))
            yield self._table(("overridden", "decided", "reason"), rows)

    def conditions(self) -> Iterator[Block]:
        """Every condition asked, with its answer, what meets it and where."""
        yield Heading(self._writing.word("conditions"))
        if not self._asked:
            yield Paragraph(text=self._writing.word("conditions_none"), indent=False)
        for pack in dict.fromkeys(one.finding.pack for one in self._asked):
            asked = [one for one in self._asked if one.finding.pack == pack]
            yield Heading(self._pack_title(pack))
            rows = tuple(
                (
                    one.number,
                    self._duty(one),
                    self._found(one),
                    self._answer(one.finding),
                    self._where(one),
                )
                for one in asked
            )
            yield Table(
                columns=(
                    Column(head=self._writing.word("column_n"), align="right", width=_NUMBER_WIDTH),
                    Column(head=self._writing.word("column_condition"), width=47),
                    Column(head=self._writing.word("column_found"), width=49),
                    Column(head=self._writing.word("column_answer"), width=23),
                    Column(head=self._writing.word("column_where")),
                ),
                rows=rows,
                size=_SIZE,
            )

    def law(self) -> Iterator[Block]:
        """The packs in use, on which days they were asked, on what they rest; what none covers."""
        writing = self._writing
        mark = writing.word("list_mark")
        rows: list[tuple[Content, ...]] = []
        for standing in (one for one in self._facts.report.standings if one.applies):
            pack = self._packs.get(standing.pack)
            days = "\n".join(show_day(day, writing.language) for day in standing.days)
            sources = [self._source(pack, one) for one in pack.sources] if pack else []
            told: tuple[Content, Content] = (self._pack_standing(standing.pack), days)
            for n in range(0, len(sources) or 1, _SOURCES_A_ROW):
                some = tuple(sources[n : n + _SOURCES_A_ROW])
                rows.append((*(told if n == 0 else ("", "")), _joined(some, "\n")))
        yield Heading(writing.word("law"))
        if rows:
            yield Table(
                columns=(
                    Column(head=writing.word("column_pack")),
                    Column(head=writing.word("column_days"), width=24),
                    Column(head=writing.word("column_sources")),
                ),
                rows=tuple(rows),
                size=_SIZE,
            )
        else:
            yield Paragraph(text=writing.word("law_none"), indent=False)
        for side in ("origin", "destination"):
            places = [place for of, place in self._facts.report.uncovered if of == side]
            if places:
                named = named_places(self._dossier, places, writing)
                text = writing.text(f"uncovered_{side}", places=_joined(named, mark))
                yield Paragraph(text=text, indent=False)

    def files(self) -> Iterator[Block]:
        """Every other file of the package with its SHA-256."""
        writing = self._writing
        yield Heading(writing.word("files"))
        if not self._facts.files:
            yield Paragraph(text=writing.word("files_none"), indent=False)
            return
        rows = tuple((file.name, file.sha256) for file in self._facts.files)
        columns = (
            Column(head=writing.word("column_file")),
            Column(head=writing.word("column_digest")),
        )
        yield Table(columns=columns, rows=rows, size=_SIZE)

    def signature(self) -> Block:
        """Where the exporter signs for what stands here."""
        writing = self._writing
        position = signature_position(self._facts, writing)
        return Signatures(
            (
                None,
                SignaturePlace(
                    field=EXPORTER_SIGNS.field,
                    place_and_day=place_and_day(self._facts, writing),
                    role=position if position.text else writing.word("signs_for"),
                    note=writing.word("sign_note"),
                    name=signature_name(self._facts, writing),
                ),
            )
        )

    def _numbered(self, n: int, finding: Finding) -> _Asked:
        pack = self._packs.get(finding.pack)
        conditions = pack.conditions if pack is not None else ()
        condition = next((one for one in conditions if one.id == finding.condition), None)
        return _Asked(n, finding, pack, condition)

    def _box(self, key: str, value: Content, span: float = 1) -> Field:
        return Field(caption=self._writing.word(f"box_{key}"), value=value, span=span)

    def _open_table(
        self, rows: list[_Asked], concerned: str, papers: Callable[[Finding], str]
    ) -> Table:
        writing = self._writing
        return Table(
            columns=(
                Column(head=writing.word("column_n"), align="right", width=_NUMBER_WIDTH),
                Column(head=writing.word("column_open"), width=64),
                Column(head=writing.word(concerned), width=48),
                Column(head=writing.word("column_where")),
            ),
            rows=tuple(
                (
                    one.number,
                    self._about(self._sentence(one), one.finding),
                    papers(one.finding),
                    self._where(one),
                )
                for one in rows
            ),
            size=_SIZE,
        )

    def _held_papers(self, finding: Finding) -> str:
        key = f"holds_{finding.stage.replace('-', '_')}"
        return words_of(self._writing.text(key, papers=self._papers(finding)))

    def _papers(self, finding: Finding) -> str:
        # The registry lists this form too and is whole only once every form is there.
        from maskdesk.output.forms import FORMS

        names = [
            self._writing.word("every_paper")
            if form == EVERY_PAPER
            else self._writing.catalogue.translate(FORMS[form].title)
            if form in FORMS
            else form
            for form in finding.papers
        ]
        return self._writing.word("list_mark").join(names)

    def _sentence(self, asked: _Asked) -> Printed:
        finding = asked.finding
        sentence = finding.sentence(self._writing.language)
        return self._writing.named(f"finding.{finding.key}", sentence)

    def _duty(self, asked: _Asked) -> Content:
        """What the condition asks, on what source, and of which declaration where it is several."""
        finding = asked.finding
        numbers = [
            self._source_numbers.get((finding.pack, source.id), "") for source in finding.sources
        ]
        cited = self._writing.word("list_mark").join(number for number in numbers if number)
        if asked.condition is None:
            duty = finding.condition
        else:
            language = self._writing.language
            day = finding.numbers.get("deciding_day", "")
            template = asked.condition.duty.in_language(language)
            duty = template.format(deciding_day=show_figure(day, language))
        if cited:
            duty = f"{duty} [{cited}]"
        return self._about(duty, finding)

    def _about(self, text: str | Printed, finding: Finding) -> Content:
        """A text with the declaration or day it is about, where there are several."""
        subject = finding.subject
        if subject is None:
            return text
        if subject in {one.id for one in self._dossier.customs.declarations}:
            place = f"customs.declarations[{subject}]"
            say = self._writing.catalogue.translate
            subject = name_of(self._dossier, place, say, self._writing.language)
        elif _ISO_DAY.fullmatch(subject):
            subject = show_day(date.fromisoformat(subject), self._writing.language)
        return (text, "\n", Printed(subject, style="italic"))

    def _found(self, asked: _Asked) -> Content:
        """What the dossier says to it; a dash where only the duty could be repeated."""
        condition, finding = asked.condition, asked.finding
        if condition is not None and finding.wording == condition.duty:
            return "–"
        return self._sentence(asked)

    def _answer(self, finding: Finding) -> str:
        """The answer; for what is open, what that means and what was decided about it."""
        writing = self._writing
        key = finding.answer.replace("-", "_")
        draft = finding.status == "draft" and finding.answer in ("met", "not-met")
        lines = [writing.word(f"answer_draft_{key}" if draft else f"answer_{key}")]
        if finding.open:
            if acknowledged(finding, self._dossier) is not None:
                lines.append(writing.word("state_acknowledged"))
            elif overridden(finding, self._dossier) is not None:
                lines.append(writing.word("state_overridden"))
            elif finding.severity == "blocks":
                lines.append(writing.word(f"state_{finding.stage.replace('-', '_')}"))
            else:
                lines.append(writing.word(f"state_{finding.severity}"))
        return "\n".join(lines)

    def _where(self, asked: _Asked) -> Content:
        places = asked.finding.places or _places_asked(asked)
        named = named_places(self._dossier, places, self._writing)
        return _joined(
            tuple(("– ", *pieces_of(one)) for one in named) if named[1:] else named, "\n"
        )

    def _decided(self, row: Acknowledgement | Override) -> tuple[Content, Content]:
        """Number and sentence of the finding a decision is about, or its name where it is gone."""
        named = known(row.finding) or ""
        asked = self._by_key.get(named)
        if asked is None:
            return "", named
        return asked.number, self._sentence(asked)

    def _reason(self, path: str, why_not: str) -> Content:
        reason = self._writing.field(f"{path}.reason")
        if not why_not:
            return reason
        return (reason, "\n", Printed(self._writing.word(why_not), style="italic"))

    def _why_not(self, row: Acknowledgement | Override) -> str:
        """Why a decision does not count (a key of the wording); empty if it does."""
        asked = self._by_key.get(known(row.finding) or "")
        if asked is None:
            return "not_found"
        finding = asked.finding
        if isinstance(row, Override) and finding.official:
            return "not_overridable"
        if known(row.seen) != finding.seen:
            return "changed"
        decide = overridden if isinstance(row, Override) else acknowledged
        return "" if decide(finding, self._dossier) is not None else "incomplete"

    def _table(self, heads: tuple[str, ...], rows: tuple[tuple[Content, ...], ...]) -> Table:
        columns = [Column(head=self._writing.word(f"column_{head}")) for head in heads]
        first = Column(head=self._writing.word("column_n"), align="right", width=_NUMBER_WIDTH)
        return Table(columns=(first, *columns), rows=rows, size=_SIZE)

    def _pack_title(self, pack_id: str) -> str:
        pack = self._packs.get(pack_id)
        return pack.title.in_language(self._writing.language) if pack is not None else pack_id

    def _pack_standing(self, pack_id: str) -> Content:
        pack = self._packs.get(pack_id)
        title = self._pack_title(pack_id)
        if pack is None:
            return title
        writing = self._writing
        status = writing.word(f"status_{pack.status}")
        compiled = writing.catalogue.show(pack.compiled_on)
        lines = [Printed(title, style="bold"), "\n", status, "\n"]
        remark = pack.remark.in_language(writing.language) if pack.remark is not None else ""
        return (
            *lines,
            words_of(writing.text("compiled", day=compiled)),
            *self._published(pack_id),
            *(("\n", Printed(remark, style="italic")) if remark else ()),
        )

    def _published(self, pack_id: str) -> tuple[Content, ...]:
        """Who vouches for a pack that did not come with MaskDesk."""
        publisher = self._facts.publishers.get(pack_id)
        if publisher is None:
            return ()
        writing = self._writing
        said = writing.text("published", publisher=publisher) if publisher else writing.word("own")
        return ("\n", Printed(words_of(said), style="bold"))

    def _sources_in_use(self) -> Iterator[tuple[Pack, Source]]:
        for standing in self._facts.report.standings:
            pack = self._packs.get(standing.pack)
            if standing.applies and pack is not None:
                yield from ((pack, source) for source in pack.sources)

    def _source(self, pack: Pack, source: Source) -> str:
        writing = self._writing
        named = cited(writing.catalogue, source)
        confidence = writing.word(f"confidence_{source.confidence}")
        seen = writing.word(f"seen_{source.seen}")
        number = self._source_numbers[pack.id, source.id]
        text = writing.text("source", n=number, source=named, confidence=confidence, seen=seen)
        return words_of(text)


# Where these checks look; the others name their fields in the pack.
_LOOKS_AT = {
    "capacity": "producers",
    "certificate": "certificates",
    "edition": "goods[].standards",
    "listed": "extracts",
    "role": "parties",
    "share": "support",
    "supported": "support",
}


def _places_asked(asked: _Asked) -> tuple[str, ...]:
    """The places a condition looks at, for an answer that names none."""
    if asked.pack is None or asked.condition is None:
        return ()
    bound = next(one for one in bind(asked.pack) if one.condition is asked.condition)
    places: dict[str, None] = {}
    for route in bound.routes:
        for one in route.all:
            named = [
                path for path in _texts(msgspec.to_builtins(one.parameters)) if _is_place(path)
            ]
            looked_at = _LOOKS_AT.get(one.check.name)
            places |= dict.fromkeys([*named, *([looked_at] if looked_at else [])])
    return tuple(places)


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for value in held.values():
            yield from _texts(value)
    elif isinstance(held, (list, tuple)):
        for value in held:
            yield from _texts(value)


def _is_place(text: str) -> bool:
    if "." not in text and "[" not in text:
        return False
    try:
        describe(text)
    except NoSuchPlace:
        return False
    return True


def _joined(parts: tuple[Content, ...], mark: str) -> Content:
    pieces: list[str | Printed] = []
    for part in parts:
        pieces += [mark, *pieces_of(part)]
    return tuple(pieces[1:]) or ""


def _exporter_names(writing: Writing) -> tuple[str, str]:
    local, english = "exporter.name_local", "exporter.name_english"
    return (english, local) if writing.language == "en" else (local, english)


def _languages(dossier: Dossier) -> tuple[Language, ...]:
    """The first language of the dossier's papers; English where none is chosen."""
    chosen = known(dossier.head.languages) or ()
    return next(((one,) for one in LANGUAGES if one in chosen[:1]), ("en",))


FORM = Form(
    about="package",
    id="counter-sheet",
    title=N_("Counter sheet"),
    languages=("en", "vi", "zh"),
    choose=_languages,
    style=TRADE,
    write=_write,
)
