"""The producer's commission to whoever consigns its goods for export (China)."""

from maskdesk.dossier.sections import Dossier, Producer
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Paragraph,
    SignaturePlace,
    Signatures,
    Space,
    Statements,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import SEAL_ROOM, lot_numbers, quantity
from maskdesk.output.forms.form import PRODUCER_SIGNS, Facts, Form
from maskdesk.output.forms.pieces import declared_goods, line_name, rows_or_blank
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import MINISTRY_ZH
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known

# Own factories need no letter from themselves.
_COMMISSIONING = ("bought", "toll")


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    producer = _producer(facts)
    return (
        Title(text=writing.word("title")),
        Paragraph(text=_number(producer, writing), align="right"),
        Heading(writing.word("producer")),
        _principal(producer, writing),
        Heading(writing.word("consignor")),
        _agent(writing),
        Heading(writing.word("consignment")),
        _consignment(writing),
        Paragraph(text=_relation(producer, writing), keep=True),
        _table(producer, facts, writing),
        Space(2),
        Together(
            (
                Paragraph(text=writing.word("commissions"), keep=True),
                Statements(items=tuple(writing.word(f"commission_{n}") for n in range(1, 4))),
                Signatures((None, _producer_seals(producer, writing))),
            )
        ),
    )


def _producers(dossier: Dossier) -> tuple[str, ...]:
    return tuple(
        f"producers[{one.id}]" for one in dossier.producers if known(one.relation) in _COMMISSIONING
    )


def _producer(facts: Facts) -> Producer | None:
    producers = facts.dossier.producers
    return next((one for one in producers if f"producers[{one.id}]" == facts.subject), None)


def _number(producer: Producer | None, writing: Writing) -> Content:
    path = f"producers[{producer.id}].authorisation_number" if producer else ""
    return writing.text("number", number=writing.blank(path) if path else UNFILLED)


def _principal(producer: Producer | None, writing: Writing) -> Fields:
    def told(*names: str) -> Printed:
        if producer is None:
            return Printed("")
        return writing.first(*(f"producers[{producer.id}].{name}" for name in names))

    return _party(writing, told("name_local", "name_english"), told("code"), told("address"))


def _agent(writing: Writing) -> Fields:
    return _party(
        writing,
        writing.first("exporter.name_local", "exporter.name_english"),
        writing.field("exporter.tax_code"),
        writing.first("exporter.address_local", "exporter.address_english"),
    )


def _party(writing: Writing, name: Printed, code: Printed, address: Printed) -> Fields:
    return Fields(
        (
            (
                Field(caption=writing.word("box_name"), value=name, span=3),
                Field(caption=writing.word("box_code"), value=code, span=2),
            ),
            (Field(caption=writing.word("box_address"), value=address),),
        )
    )


def _relation(producer: Producer | None, writing: Writing) -> Content:
    relation = known(producer.relation) if producer is not None else None
    if producer is None or relation not in _COMMISSIONING:
        return writing.text("goods")
    how = Printed(writing.word(f"relation_{relation}"), f"producers[{producer.id}].relation")
    return writing.text("goods_by_relation", how=how)


def _table(producer: Producer | None, facts: Facts, writing: Writing) -> Table:
    names = ("n", "name", "model", "standards", "quantity", "lots")
    columns = tuple(
        Column(
            head=writing.word(f"column_{name}"),
            align="right" if name in ("n", "quantity") else "left",
            width=12 if name == "n" else None,
        )
        for name in names
    )
    made = [
        one
        for one in declared_goods(facts)
        if producer is not None and known(one.line.producer) == producer.id
    ]
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            line_name(one.line, writing),
            writing.field(f"goods[{one.line.id}].model"),
            writing.field(f"goods[{one.line.id}].standards"),
            quantity(one, writing),
            lot_numbers(one.line, writing),
        )
        for n, one in enumerate(made, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns))


def _consignment(writing: Writing) -> Fields:
    return Fields(
        (
            (
                Field(caption=writing.word("box_contract"), value=writing.field("contract.number")),
                Field(
                    caption=writing.word("box_country"),
                    value=writing.field("destination.country"),
                ),
            ),
        )
    )


def _producer_seals(producer: Producer | None, writing: Writing) -> SignaturePlace:
    path = f"producers[{producer.id}]" if producer is not None else ""
    dated = producer is not None and filled(producer.authorisation_day)
    day = writing.day(f"{path}.authorisation_day") if dated else writing.text("blank_day")
    return SignaturePlace(
        field=PRODUCER_SIGNS.field,
        role=writing.word("producer_seals"),
        note=writing.word("seal_note"),
        name=writing.first(f"{path}.name_local", f"{path}.name_english") if path else None,
        below=(day,),
        height=SEAL_ROOM,
        framed=True,
    )


FORM = Form(
    id="cn-producer-authorisation",
    title=N_("Producer's commission to the consignor"),
    languages=("zh",),
    style=MINISTRY_ZH,
    write=_write,
    signers=(PRODUCER_SIGNS,),
    origins=("CN",),
    per=_producers,
    number_at="{subject}.authorisation_number",
    day_at="{subject}.authorisation_day",
)
