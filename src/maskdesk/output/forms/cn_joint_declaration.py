"""Joint declaration of exporter and importer of Announcement 12 of 2020 (China, until 2023)."""

from maskdesk.dossier.sections import Party
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
    BILINGUAL_ZH,
    SEAL_ROOM_BILINGUAL,
    Both,
    may_be_non_medical,
    producer_name,
)
from maskdesk.output.forms.form import EXPORTER_SIGNS, IMPORTER_SIGNS, Facts, Form
from maskdesk.output.forms.pieces import DeclaredGoods, declared_goods
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    english = writing.in_language("en")
    both = Both(writing, english)
    goods = tuple(one for one in declared_goods(facts) if may_be_non_medical(one.line))
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
        Signatures(
            (
                both.exporters_seal_place(facts, role="exporter", note="exporter_note"),
                _importer(facts, both),
            )
        ),
    )


def _table(goods: tuple[DeclaredGoods, ...], facts: Facts, both: Both) -> Table:
    columns = (
        Column(head=both.under("column_name")),
        Column(head=both.under("column_model")),
        Column(head=both.under("column_standards")),
        Column(head=both.under("column_quantity"), align="right"),
        Column(head=both.under("column_producer")),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            both.line_names(one.line),
            both.chinese.field(f"goods[{one.line.id}].model"),
            both.chinese.field(f"goods[{one.line.id}].standards"),
            both.chinese.field(one.path),
            producer_name(one.line, facts, both.chinese),
        )
        for one in goods
    )
    return Table(columns=columns, rows=rows or (("", "", "", "", ""),), size=9.5)


def _optional_boxes(both: Both) -> Fields:
    return Fields(
        (
            (
                Field(
                    caption=both.beside("box_contract"),
                    value=both.chinese.field("contract.number"),
                ),
                Field(caption=both.beside("box_country"), value=both.destination()),
            ),
        )
    )


def _choice(facts: Facts, both: Both) -> Ticks:
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


def _agreed(both: Both) -> Field:
    return Field(
        caption=both.beside("box_agreed"),
        value=both.chinese.field("destination.standards_agreed"),
    )


def _importer(facts: Facts, both: Both) -> SignaturePlace:
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
        height=SEAL_ROOM_BILINGUAL,
        framed=True,
    )


def _imports(party: Party) -> bool:
    return "importer" in (known(party.roles) or ())


FORM = Form(
    id="cn-joint-declaration",
    title=N_("Joint declaration of exporter and importer (Announcement 12)"),
    languages=("zh", "en"),
    style=BILINGUAL_ZH,
    write=_write,
    signers=(EXPORTER_SIGNS, IMPORTER_SIGNS),
    origins=("CN",),
)
