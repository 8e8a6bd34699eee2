"""Declaration for foreign-certified medical supplies, Announcement 12 of 2020 (until 2023)."""

from maskdesk.dossier.sections import GoodsLine
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Paragraph,
    Signatures,
    Statements,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import (
    BILINGUAL_ZH,
    Both,
    certificate_numbers,
    certificates_of,
    lot_numbers,
    may_be_medical,
    producer_name,
    quantity,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import DeclaredGoods, declared_goods, rows_or_blank
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed, pieces_of
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known

# What is foreign of the schemes a certificate can have: Chinese ones and reports are not.
_FOREIGN = (
    "fda-510k",
    "fda-eua",
    "niosh-approval",
    "eu-device-certificate",
    "eu-type-examination",
    "eu-production-check",
    "declaration-of-conformity",
    "csa-certification",
    "mdel",
    "health-canada-order",
    "destination-registration",
    "destination-conformity",
    "circulation-number",
    "other",
)


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    both = Both(writing, writing.in_language("en"))
    goods = tuple(one for one in declared_goods(facts) if may_be_medical(one.line))
    seal = both.exporters_seal_place(facts, role="exporter", note="exporter_note")
    return (
        Title(text=writing.word("title"), second=both.english.word("title")),
        Paragraph(text=both.under("opening"), keep=True),
        Heading(both.beside("goods")),
        *(_table(goods, facts, both) if len(goods) > 1 else _boxes(goods, facts, both)),
        Heading(both.beside("requirements")),
        Fields(((_country(both),), (_requirements(both),))),
        Together(
            (
                Heading(both.beside("declares")),
                Statements(items=tuple(both.under(f"statement_{n}") for n in range(1, 3))),
                Signatures((None, seal)),
            )
        ),
    )


def _boxes(goods: tuple[DeclaredGoods, ...], facts: Facts, both: Both) -> tuple[Block, ...]:
    """The boxes of the template for one product."""
    one = goods[0] if goods else None
    line = one.line if one else None
    names = both.line_names(line) if line else ""
    model = both.chinese.field(f"goods[{line.id}].model") if line else ""
    standards = both.chinese.field(f"goods[{line.id}].standards") if line else ""
    producer = producer_name(line, facts, both.chinese) if line else ""
    certificates = _certificates(line, facts, both) if line else ""
    lots = lot_numbers(line, both.chinese) if line else ""
    amount = quantity(one, both.chinese) if one else ""
    rows = (
        (_box(both, "name", names, span=2), _box(both, "quantity", amount)),
        (_box(both, "standards", standards, span=2), _box(both, "model", model)),
        (_box(both, "certificates", certificates), _box(both, "producer", producer)),
        (_box(both, "lots", lots, most=8),),
    )
    return (Fields(rows),)


def _table(goods: tuple[DeclaredGoods, ...], facts: Facts, both: Both) -> tuple[Block, ...]:
    """The same for several products: a common producer once, the rest a row each."""
    shared = len({known(one.line.producer) for one in goods}) == 1
    producers = [producer_name(one.line, facts, both.chinese) for one in goods]
    names = ["name", "quantity", "standards", "certificates", "lots"]
    rows: list[tuple[Content, ...]] = [
        (
            (*pieces_of(both.line_names(one.line)), "\n", _model(one.line, both)),
            quantity(one, both.chinese),
            both.chinese.field(f"goods[{one.line.id}].standards"),
            _certificates(one.line, facts, both),
            lot_numbers(one.line, both.chinese),
        )
        for one in goods
    ]
    blocks: list[Block] = []
    if shared:
        blocks.append(Fields(((_box(both, "producer", producers[0]),),)))
    else:
        names.append("producer")
        rows = [(*row, producer) for row, producer in zip(rows, producers, strict=True)]
    columns = tuple(
        Column(head=both.under(f"column_{name}"), align="right" if name == "quantity" else "left")
        for name in names
    )
    blocks.append(Table(columns=columns, rows=rows_or_blank(tuple(rows), columns), size=9))
    return tuple(blocks)


def _box(both: Both, name: str, value: Content, *, span: float = 1, most: int = 6) -> Field:
    return Field(caption=both.beside(f"box_{name}"), value=value, span=span, most=most)


def _country(both: Both) -> Field:
    return Field(caption=both.beside("box_country"), value=both.destination())


def _requirements(both: Both) -> Field:
    value = both.chinese.first("destination.requirements", "destination.standards_agreed")
    return Field(caption=both.beside("box_requirements"), value=value, lines=2, most=10)


def _certificates(line: GoodsLine, facts: Facts, both: Both) -> Content:
    return certificate_numbers(certificates_of(line, facts, schemes=_FOREIGN), both.chinese)


def _model(line: GoodsLine, both: Both) -> Printed:
    return both.chinese.field(f"goods[{line.id}].model")


FORM = Form(
    id="cn-foreign-certified-declaration",
    title=N_("Declaration for foreign-certified medical supplies (Announcement 12)"),
    languages=("zh", "en"),
    style=BILINGUAL_ZH,
    write=_write,
    origins=("CN",),
)
