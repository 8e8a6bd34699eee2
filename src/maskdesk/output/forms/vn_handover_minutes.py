"""Minutes of what a facility was handed (Viet Nam, one for each facility with deliveries)."""

from maskdesk.dossier.sections import Support
from maskdesk.language import N_
from maskdesk.output.blocks import Heading, MottoHead, Paragraph, Signatures, Title
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Form
from maskdesk.output.forms.vn_pieces import (
    FACILITY_SIGNS,
    SIZE,
    balance,
    basis,
    dashed,
    day_of,
    declaration_named,
    declaration_of,
    exporter_as_party,
    exporter_in_capitals,
    exporter_signs_as_party,
    facility_as_party,
    facility_signs,
    support_row,
    supported,
    told,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    row = support_row(facts)
    declaration = declaration_of(row, facts)
    return (
        MottoHead(
            issuer=exporter_in_capitals(writing),
            number=writing.text("number", number=told(row, "receipt", writing)),
            place_and_day=day_of(row, "delivered", facts, writing),
        ),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Paragraph(text=writing.text("basis", basis=_basis(row, writing))),
        Heading(writing.word("party_a")),
        dashed(exporter_as_party(facts, writing)),
        Heading(writing.word("party_b")),
        dashed(
            (
                *facility_as_party(row, writing),
                writing.text("party_receives", name=told(row, "received_by", writing)),
            )
        ),
        Heading(writing.word("handed")),
        _handed(row, writing),
        Paragraph(text=writing.text("lots", lots=told(row, "lots", writing))),
        Paragraph(
            text=writing.text(
                "counts_for",
                declaration=declaration_named(declaration, writing),
                contract=writing.blank("contract.number"),
                signed=writing.day("contract.signed"),
                country=writing.blank("destination.country"),
            ),
            keep=True,
        ),
        balance(row, declaration, writing),
        Paragraph(text=writing.word("closing"), keep=True),
        Signatures(
            (
                exporter_signs_as_party(facts, writing, by_office=False),
                facility_signs(row, writing, name="received_by"),
            )
        ),
    )


def _basis(row: Support | None, writing: Writing) -> Content:
    if row is None or known(row.basis) is None:
        return Printed(UNFILLED, f"support[{row.id}].basis" if row is not None else None)
    return basis(row, writing)


def _handed(row: Support | None, writing: Writing) -> Table:
    """What was handed over: kind of goods, pieces, day."""
    columns = (
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_pieces"), align="right", width=34),
        Column(head=writing.word("column_day"), align="right", width=34),
    )
    names = ("product", "pieces_delivered", "delivered")
    cells: tuple[Content, ...] = ("",) * len(names)
    if row is not None:
        cells = tuple(writing.field(f"support[{row.id}].{name}") for name in names)
    return Table(columns=columns, rows=(cells,), size=SIZE)


def _delivered(row: Support) -> bool:
    pieces = known(row.pieces_delivered)
    return pieces != 0 and (filled(pieces) or filled(row.delivered) or filled(row.receipt))


FORM = Form(
    id="vn-handover-minutes",
    title=N_("Hand-over minutes"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    signers=(EXPORTER_SIGNS, FACILITY_SIGNS),
    origins=("VN",),
    per=supported(_delivered),
    number_at="{subject}.receipt",
    day_at="{subject}.delivered",
)
