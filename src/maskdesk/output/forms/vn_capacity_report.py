"""Report on production capacity and stock, made when the health ministry asks (Viet Nam)."""

from maskdesk.dossier.sections import Producer, ProductionLine
from maskdesk.language import N_
from maskdesk.output.blocks import Addressee, Heading, Paragraph, Space, Title, Together
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import addressee, rows_or_blank, whole_total
from maskdesk.output.forms.vn_pieces import exporter_name, petition_foot, petition_head
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known

_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    producers = facts.dossier.producers
    lines = tuple((producer, line) for producer in producers for line in producer.lines)
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
        Heading(writing.word("lines")),
        _lines(lines, writing),
        Together((Heading(writing.word("by_kind")), _by_kind(lines, writing))),
        Heading(writing.word("sites")),
        _sites(producers, writing),
        Heading(writing.word("stock")),
        _stock(producers, writing),
        Space(1),
        Paragraph(text=writing.word("closing")),
        petition_foot(facts, writing),
    )


def _lines(lines: tuple[tuple[Producer, ProductionLine], ...], writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=10),
        Column(head=writing.word("column_producer")),
        Column(head=writing.word("column_line")),
        Column(head=writing.word("column_kind")),
        Column(head=writing.word("column_pieces_per_day"), align="right"),
        Column(head=writing.word("column_runs_from"), align="right"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            _name(producer, writing),
            *(
                writing.field(f"{_path(producer, line)}.{name}")
                for name in ("name", "kind", "pieces_per_day", "runs_from")
            ),
        )
        for n, (producer, line) in enumerate(lines, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _by_kind(lines: tuple[tuple[Producer, ProductionLine], ...], writing: Writing) -> Table:
    """Pieces a day of each kind of product: kinds are never added to each other."""
    columns = (
        Column(head=writing.word("column_kind")),
        Column(head=writing.word("column_lines"), align="right", width=34),
        Column(head=writing.word("column_pieces_per_day"), align="right", width=40),
    )
    groups: dict[str | None, list[tuple[Producer, ProductionLine]]] = {}
    for producer, line in lines:
        groups.setdefault(known(line.kind), []).append((producer, line))
    rows = tuple(
        (
            writing.field(f"{_path(*group[0])}.kind"),
            writing.whole("producers.lines", len(group)),
            whole_total(
                writing,
                "producers.lines.pieces_per_day",
                (known(line.pieces_per_day) for _, line in group),
            ),
        )
        for group in groups.values()
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _sites(producers: tuple[Producer, ...], writing: Writing) -> Table:
    names = ("address", "cleanroom_class", "cleanroom_report", "cleanroom_until")
    columns = (
        Column(head=writing.word("column_producer")),
        *(Column(head=writing.word(f"column_{name}")) for name in names),
    )
    rows = tuple(
        (
            _name_and_relation(producer, writing),
            *(writing.field(f"producers[{producer.id}].{name}") for name in names),
        )
        for producer in producers
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _stock(producers: tuple[Producer, ...], writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_producer")),
        Column(head=writing.word("column_opening_day"), align="right", width=34),
        Column(head=writing.word("column_opening_stock"), align="right", width=40),
    )
    rows = tuple(
        (
            _name(producer, writing),
            writing.field(f"producers[{producer.id}].opening_day"),
            writing.field(f"producers[{producer.id}].opening_stock"),
        )
        for producer in producers
    )
    total = whole_total(
        writing, "producers.opening_stock", (known(one.opening_stock) for one in producers)
    )
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=(writing.word("total"), "", total),
        size=_SIZE,
    )


def _name(producer: Producer, writing: Writing) -> Printed:
    path = f"producers[{producer.id}]"
    return writing.first(f"{path}.name_local", f"{path}.name_english")


def _name_and_relation(producer: Producer, writing: Writing) -> Content:
    name = _name(producer, writing)
    if not filled(producer.relation):
        return name
    return (name, "\n", writing.field(f"producers[{producer.id}].relation"))


def _path(producer: Producer, line: ProductionLine) -> str:
    return f"producers[{producer.id}].lines[{line.id}]"


FORM = Form(
    id="vn-capacity-report",
    title=N_("Report on production capacity"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
