"""Commercial invoice, after the UN Layout Key."""

from maskdesk.language import N_
from maskdesk.output.blocks import Paragraph, Signatures, Title
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    declared_goods,
    line_name,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.trade_pieces import (
    INVOICE,
    amount_cell,
    amount_of,
    amount_total,
    delivery_term,
    exporter_signs,
    head_boxes,
    invoice_day,
    invoice_number,
    line_of_boxes,
    number_and_day,
    one_origin,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    number, day = invoice_number(facts, writing), invoice_day(facts, writing)
    return (
        Title(text=writing.word("title")),
        head_boxes(
            facts,
            writing,
            numbers=(number_and_day(writing, "invoice", number, day),),
            terms=(
                (delivery_term(facts, writing),),
                line_of_boxes(writing, payment=writing.field("contract.payment")),
            ),
        ),
        _table(facts, writing),
        Paragraph(text=writing.word("statement"), keep=True),
        Signatures((None, exporter_signs(facts, writing))),
    )


def _table(facts: Facts, writing: Writing) -> Table:
    """A line of goods a row; the total is the sum of the amounts as they are printed."""
    currency = known(facts.dossier.contract.currency)
    goods = declared_goods(facts)
    amounts = [amount_of(one, currency) for one in goods]
    columns = (
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_hs")),
        Column(head=writing.word("column_quantity"), align="right"),
        Column(head=writing.word("column_unit"), align="centre"),
        Column(head=writing.word("column_unit_price"), align="decimal"),
        Column(head=writing.text("column_amount", currency=_currency(writing)), align="decimal"),
    )
    with_origin = not one_origin(facts)
    rows = tuple(
        (
            Printed(str(n)),
            _description(one, writing, with_origin=with_origin),
            writing.field(f"goods[{one.line.id}].model"),
            writing.first(
                f"goods[{one.line.id}].hs_origin", f"goods[{one.line.id}].hs_destination"
            ),
            writing.field(one.path),
            writing.field(f"goods[{one.line.id}].unit"),
            writing.field(f"goods[{one.line.id}].unit_price"),
            amount_cell(writing, one, amount, currency),
        )
        for n, (one, amount) in enumerate(zip(goods, amounts, strict=True), start=1)
    )
    units = {known(one.line.unit) for one in goods}
    pieces = whole_total(writing, "goods.pieces_declared", (one.pieces for one in goods))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=(
            "",
            writing.word("total"),
            "",
            "",
            pieces if len(units) == 1 else "",
            "",
            "",
            amount_total(writing, amounts, currency),
        ),
        size=8.5,
    )


def _description(one: DeclaredGoods, writing: Writing, *, with_origin: bool) -> Content:
    """Name and standards of a line, and its origin where the lines differ in it."""
    path = f"goods[{one.line.id}]"
    pieces: list[str | Printed] = [line_name(one.line, writing)]
    standards = writing.field(f"{path}.standards")
    if standards.text:
        pieces += ["\n", standards]
    if with_origin:
        origin = writing.text("line_origin", country=writing.blank(f"{path}.country_of_origin"))
        pieces += ["\n", *(origin if isinstance(origin, tuple) else (origin,))]
    return tuple(pieces) if len(pieces) > 1 else pieces[0]


def _currency(writing: Writing) -> Printed:
    return writing.blank("contract.currency")


FORM = Form(
    id=INVOICE,
    title=N_("Commercial invoice"),
    languages=("en",),
    style=TRADE,
    write=_write,
    number_at="contract.invoice_number",
)
