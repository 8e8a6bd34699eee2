"""Declaration for exported medical supplies of Announcement 5 of 2020 (China, until 2023)."""

from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Paragraph,
    Signatures,
    Statements,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import (
    certificate_numbers,
    certificates_of,
    day_signed,
    exporters_seal_place,
    lot_numbers,
    may_be_medical,
    producer_name,
    quantity,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import DeclaredGoods, declared_goods, line_name
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import MINISTRY_ZH
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    goods = tuple(one for one in declared_goods(facts) if may_be_medical(one.line))
    seal = exporters_seal_place(
        writing,
        role=writing.word("exporter"),
        note=writing.word("seal_note"),
        below=(day_signed(facts, writing),),
    )
    return (
        Title(text=writing.word("title")),
        Paragraph(text=writing.word("opening"), keep=True),
        *(_table(goods, facts, writing) if len(goods) > 1 else _boxes(goods, facts, writing)),
        Paragraph(text=writing.word("declares"), keep=True),
        Together(
            (
                Statements(items=tuple(writing.word(f"statement_{n}") for n in range(1, 4))),
                Signatures((None, seal)),
            )
        ),
    )


def _boxes(goods: tuple[DeclaredGoods, ...], facts: Facts, writing: Writing) -> tuple[Block, ...]:
    """The seven boxes of the ministry's template for one product."""
    one = goods[0] if goods else None
    name = line_name(one.line, writing) if one else ""
    amount = quantity(one, writing) if one else ""
    registration = _registration(one, facts, writing) if one else ""
    lots = lot_numbers(one.line, writing) if one else ""
    producer = producer_name(one.line, facts, writing) if one else ""
    rows = (
        (
            Field(caption=writing.word("box_name"), value=name, span=2),
            Field(caption=writing.word("box_quantity"), value=amount),
        ),
        (Field(caption=writing.word("box_registration"), value=registration),),
        (_requirements(writing),),
        (Field(caption=writing.word("box_lots"), value=lots, most=8),),
        (
            _country(writing),
            Field(caption=writing.word("box_producer"), value=producer, span=2),
        ),
    )
    return (Fields(rows),)


def _table(goods: tuple[DeclaredGoods, ...], facts: Facts, writing: Writing) -> tuple[Block, ...]:
    """The same for several products: what is common once, the rest a row each."""
    shared = len({known(one.line.producer) for one in goods}) == 1
    columns = [
        Column(head=writing.word("column_n"), align="right", width=12),
        Column(head=writing.word("box_name")),
        Column(head=writing.word("box_quantity"), align="right"),
        Column(head=writing.word("box_registration")),
        Column(head=writing.word("box_lots")),
    ]
    rows: list[tuple[Content, ...]] = [
        (
            Printed(str(n)),
            line_name(one.line, writing),
            quantity(one, writing),
            _registration(one, facts, writing),
            lot_numbers(one.line, writing),
        )
        for n, one in enumerate(goods, start=1)
    ]
    boxes: list[tuple[Field, ...]] = [(_country(writing), _requirements(writing))]
    producers = [producer_name(one.line, facts, writing) for one in goods]
    if shared:
        boxes.append((Field(caption=writing.word("box_producer"), value=producers[0]),))
    else:
        columns.append(Column(head=writing.word("box_producer")))
        rows = [(*row, producer) for row, producer in zip(rows, producers, strict=True)]
    return (Fields(tuple(boxes)), Table(columns=tuple(columns), rows=tuple(rows)))


def _country(writing: Writing) -> Field:
    return Field(caption=writing.word("box_country"), value=writing.field("destination.country"))


def _requirements(writing: Writing) -> Field:
    value = writing.first("destination.requirements", "destination.standards_agreed")
    return Field(caption=writing.word("box_requirements"), value=value, span=2, lines=2, most=8)


def _registration(one: DeclaredGoods, facts: Facts, writing: Writing) -> Content:
    held = certificates_of(one.line, facts, schemes=("nmpa-registration",))
    return certificate_numbers(held, writing)


FORM = Form(
    id="cn-declaration-5",
    title=N_("Declaration for exported medical supplies (Announcement 5)"),
    languages=("zh",),
    style=MINISTRY_ZH,
    write=_write,
    origins=("CN",),
)
