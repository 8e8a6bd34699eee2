"""Statement that devices are made for export only (Viet Nam, Decree 98/2021, Article 24(4))."""

from maskdesk.dossier.sections import GoodsLine
from maskdesk.language import N_
from maskdesk.output.blocks import Addressee, Paragraph, Space, Tick, Ticks, Title
from maskdesk.output.forms.cn_pieces import producer_name
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    addressee,
    declared_goods,
    line_name,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.vn_pieces import answer, exporter_name, petition_foot, petition_head
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known

_SIZE = 10


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    goods = tuple(one for one in declared_goods(facts) if _for_export_only(one.line))
    return (
        petition_head(facts, writing),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Addressee(writing.word("to"), (addressee(facts, writing, default="addressee"),)),
        Paragraph(
            text=writing.text(
                "who",
                name=exporter_name(writing),
                code=writing.blank("exporter.tax_code"),
                address=writing.blank("exporter.address_local"),
            )
        ),
        Paragraph(
            text=writing.text(
                "about",
                contract=writing.blank("contract.number"),
                signed=writing.day("contract.signed"),
                country=writing.blank("destination.country"),
            )
        ),
        _goods(goods, facts, writing),
        Space(1),
        Paragraph(text=writing.word("states"), keep=True),
        Ticks(
            items=(
                _export_only(goods, writing),
                answer(
                    facts,
                    writing,
                    "statement_answers",
                    "destination.exporter_answers_for_quality",
                ),
            )
        ),
        Paragraph(text=writing.word("closing")),
        petition_foot(facts, writing),
    )


def _for_export_only(line: GoodsLine) -> bool:
    """Whether a line is a device the clerk calls made for export only."""
    device = known(line.kind) != "non-medical-mask" and known(line.use) in (None, "medical")
    return device and known(line.export_only) is True


def _goods(goods: tuple[DeclaredGoods, ...], facts: Facts, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_hs")),
        Column(head=writing.word("column_producer")),
        Column(head=writing.word("column_pieces"), align="right"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            line_name(one.line, writing),
            writing.field(f"goods[{one.line.id}].model"),
            writing.field(f"goods[{one.line.id}].hs_origin"),
            producer_name(one.line, facts, writing),
            writing.field(one.path),
        )
        for n, one in enumerate(goods, start=1)
    )
    total = whole_total(writing, "goods.pieces_for_export_only", (one.pieces for one in goods))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=("", writing.word("total"), "", "", "", total),
        size=_SIZE,
    )


def _export_only(goods: tuple[DeclaredGoods, ...], writing: Writing) -> Tick:
    """Only lines with that answer stand in the table: without any the box stays open."""
    path = f"goods[{goods[0].line.id}].export_only" if goods else "goods"
    return Tick(label=writing.word("statement_export_only"), checked=bool(goods), path=path)


FORM = Form(
    id="vn-export-only-statement",
    title=N_("Statement on goods made for export only (Decree 98/2021)"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
