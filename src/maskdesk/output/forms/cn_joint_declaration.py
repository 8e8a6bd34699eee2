"""Joint declaration of exporter and importer of Announcement 12 of 2020 (China, until 2023)."""

import msgspec

from maskdesk.dossier.sections import GoodsLine, Party
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Paragraph,
    SignaturePlace,
    Signatures,
    Statements,
    Tick,
    Ticks,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import (
    exporters_seal_place,
    producer_name,
)
from maskdesk.output.forms.form import EXPORTER_SIGNS, IMPORTER_SIGNS, Facts, Form
from maskdesk.output.forms.pieces import DeclaredGoods, declared_goods, line_name
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import MINISTRY_ZH
from maskdesk.output.setting import Block, Content
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known

# Two languages under each other: smaller than a paper in one, so that both fit on two pages.
_STYLE = msgspec.structs.replace(
    MINISTRY_ZH,
    name="ministry_bilingual",
    top=16,
    bottom=20,
    left=24,
    right=22,
    body=10,
    leading=13,
    least=9,
    caption=8,
    title=18,
    subject=12,
    indent=0,
    justify=False,
)
# Together with two names and a day as high as a company's round seal, 42 mm.
_ROOM = 27


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    english = writing.in_language("en")
    both = _Both(writing, english)
    goods = tuple(one for one in declared_goods(facts) if _may_be_non_medical(one.line))
    return (
        Title(text=writing.word("title"), second=english.word("title")),
        Paragraph(text=both.under("opening"), keep=True),
        Heading(both.beside("goods")),
        _table(goods, facts, both),
        _optional_boxes(both),
        Together(
            (
                Heading(both.beside("standard")),
                Paragraph(text=both.beside("standard_tick"), keep=True),
                _choice(facts, both),
                Fields(((_agreed(both),),)),
            )
        ),
        Heading(both.beside("undertakings")),
        Statements(items=tuple(both.under(f"undertaking_{n}") for n in range(1, 7))),
        Signatures((_exporter(facts, both), _importer(facts, both))),
    )


class _Both(msgspec.Struct, frozen=True):
    """The paper's two languages."""

    chinese: Writing
    english: Writing

    def under(self, key: str) -> Content:
        """The English under the Chinese."""
        return (self.chinese.word(key), "\n", self.english.word(key))

    def beside(self, key: str) -> Content:
        """The English after the Chinese, on one line where it fits."""
        return (self.chinese.word(key), " / ", self.english.word(key))


def _may_be_non_medical(line: GoodsLine) -> bool:
    return known(line.use) != "medical" and known(line.kind) in (
        None,
        "non-medical-mask",
        "respirator",
    )


def _table(goods: tuple[DeclaredGoods, ...], facts: Facts, both: _Both) -> Table:
    columns = (
        Column(head=both.under("column_name")),
        Column(head=both.under("column_model")),
        Column(head=both.under("column_standards")),
        Column(head=both.under("column_quantity"), align="right"),
        Column(head=both.under("column_producer")),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            _names(one.line, both),
            both.chinese.field(f"goods[{one.line.id}].model"),
            both.chinese.field(f"goods[{one.line.id}].standards"),
            both.chinese.field(one.path),
            producer_name(one.line, facts, both.chinese),
        )
        for one in goods
    )
    return Table(columns=columns, rows=rows or (("", "", "", "", ""),), size=9.5)


def _names(line: GoodsLine, both: _Both) -> Content:
    if not (filled(line.name_chinese) and filled(line.name_english)):
        return line_name(line, both.chinese)
    english = both.english.field(f"goods[{line.id}].name_english")
    return (both.chinese.field(f"goods[{line.id}].name_chinese"), "\n", english)


def _optional_boxes(both: _Both) -> Fields:
    country = [writing.field("destination.country") for writing in (both.chinese, both.english)]
    value: Content = (country[0], " ", country[1]) if country[0].text else country[0]
    return Fields(
        (
            (
                Field(
                    caption=both.beside("box_contract"),
                    value=both.chinese.field("contract.number"),
                ),
                Field(caption=both.beside("box_country"), value=value),
            ),
        )
    )


def _choice(facts: Facts, both: _Both) -> Ticks:
    chosen = known(facts.dossier.destination.standard_route)
    return Ticks(
        items=tuple(
            Tick(
                label=both.beside(f"route_{route}"),
                checked=chosen == route,
                path="destination.standard_route" if chosen in (route, None) else None,
            )
            for route in ("chinese", "foreign")
        ),
        columns=2,
    )


def _agreed(both: _Both) -> Field:
    return Field(
        caption=both.beside("box_agreed"),
        value=both.chinese.field("destination.standards_agreed"),
    )


def _exporter(facts: Facts, both: _Both) -> SignaturePlace:
    exporter = facts.dossier.exporter
    in_both = filled(exporter.name_local) and filled(exporter.name_english)
    name: tuple[Content, ...] = (both.english.field("exporter.name_english"),) if in_both else ()
    return exporters_seal_place(
        both.chinese,
        role=both.beside("exporter"),
        note=both.beside("exporter_note"),
        below=(*name, _day(facts, both)),
        height=_ROOM,
    )


def _importer(facts: Facts, both: _Both) -> SignaturePlace:
    party = next((one for one in facts.dossier.parties if _imports(one)), None)
    name = f"parties[{party.id}].name" if party is not None else ""
    other = f"parties[{party.id}].name_local" if party is not None else ""
    in_both = party is not None and filled(party.name) and filled(party.name_local)
    return SignaturePlace(
        field=IMPORTER_SIGNS.field,
        role=both.beside("importer"),
        note=both.beside("importer_note"),
        name=both.chinese.first(name, other) if party is not None else None,
        below=(
            *((both.chinese.field(other),) if in_both else ()),
            both.chinese.text("blank_day"),
        ),
        height=_ROOM,
        framed=True,
    )


def _day(facts: Facts, both: _Both) -> Content:
    """The exporter's day in figures, which both sides read alike."""
    details = facts.details
    if details is None or not filled(details.day):
        return both.chinese.text("blank_day")
    return both.chinese.field(f"papers[{details.id}].day")


def _imports(party: Party) -> bool:
    return "importer" in (known(party.roles) or ())


FORM = Form(
    id="cn-joint-declaration",
    title=N_("Joint declaration of exporter and importer (Announcement 12)"),
    languages=("zh", "en"),
    style=_STYLE,
    write=_write,
    signers=(EXPORTER_SIGNS, IMPORTER_SIGNS),
    origins=("CN",),
)
