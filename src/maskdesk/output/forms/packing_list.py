"""Packing list, after the UN Layout Key: what is in which packages, and the lots."""

from maskdesk.language import N_
from maskdesk.output.blocks import Heading, Paragraph, Signatures, Title
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    declared_goods,
    line_name,
    lots_table,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.trade_pieces import (
    delivery_term,
    exporter_signs,
    head_boxes,
    invoice_day,
    invoice_number,
    number_and_day,
    sum_cell,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    details = facts.details
    own = f"papers[{details.id}]" if details is not None else ""
    return (
        Title(text=writing.word("title")),
        head_boxes(
            facts,
            writing,
            numbers=(
                number_and_day(
                    writing,
                    "list",
                    writing.field(f"{own}.number") if own else Printed("", "papers"),
                    writing.field(f"{own}.day") if own else Printed("", "papers"),
                ),
                number_and_day(
                    writing,
                    "invoice",
                    invoice_number(facts, writing),
                    invoice_day(facts, writing),
                ),
            ),
            terms=((delivery_term(facts, writing),),),
        ),
        _packages(facts, writing),
        *_lots(facts, writing),
        Paragraph(text=writing.word("statement"), keep=True),
        Signatures((None, exporter_signs(facts, writing))),
    )


def _packages(facts: Facts, writing: Writing) -> Table:
    goods = declared_goods(facts)
    lines = [one.line for one in goods]
    columns = (
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_marks")),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_packages"), align="right"),
        Column(head=writing.word("column_kind"), align="centre"),
        Column(head=writing.word("column_per_carton"), align="right"),
        Column(head=writing.word("column_quantity"), align="right"),
        Column(head=writing.word("column_net"), align="decimal"),
        Column(head=writing.word("column_gross"), align="decimal"),
        Column(head=writing.word("column_volume"), align="decimal"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            writing.field(f"goods[{one.line.id}].marks"),
            _description(one, writing),
            *(
                writing.field(f"goods[{one.line.id}].{name}")
                for name in ("packages", "package", "pieces_per_carton")
            ),
            writing.field(one.path),
            *(
                writing.field(f"goods[{one.line.id}].{name}")
                for name in ("net_kg", "gross_kg", "volume_m3")
            ),
        )
        for n, one in enumerate(goods, start=1)
    )
    units = {known(line.unit) for line in lines}
    pieces = whole_total(writing, "goods.pieces_declared", (one.pieces for one in goods))
    total = (
        "",
        writing.word("total"),
        "",
        whole_total(writing, "goods.packages", (known(line.packages) for line in lines)),
        "",
        "",
        pieces if len(units) == 1 else "",
        sum_cell(writing, "goods.net_kg", (known(line.net_kg) for line in lines)),
        sum_cell(writing, "goods.gross_kg", (known(line.gross_kg) for line in lines)),
        sum_cell(writing, "goods.volume_m3", (known(line.volume_m3) for line in lines)),
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), total=total, size=8.5)


def _description(one: DeclaredGoods, writing: Writing) -> Content:
    name = line_name(one.line, writing)
    model = writing.field(f"goods[{one.line.id}].model")
    return (name, "\n", model) if model.text and model != name else name


def _lots(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    """The lots of every line; nothing where no line names one."""
    columns = (
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_lot")),
        Column(head=writing.word("column_produced")),
        Column(head=writing.word("column_expires")),
        Column(head=writing.word("column_quantity"), align="right"),
    )
    table = lots_table(
        declared_goods(facts), columns, writing, total=writing.word("total"), size=8.5
    )
    return (Heading(writing.word("lots")), table) if table else ()


FORM = Form(
    id="packing-list",
    title=N_("Packing list"),
    languages=("en",),
    style=TRADE,
    write=_write,
)
