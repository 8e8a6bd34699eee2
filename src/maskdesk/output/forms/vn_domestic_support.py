"""Statement on domestic support with its allocation table (Viet Nam, drafts of April 2020)."""

from decimal import Decimal

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import Declaration, Support
from maskdesk.language import N_, show_share
from maskdesk.output.blocks import (
    Addressee,
    Heading,
    Paragraph,
    Space,
    Statements,
    Title,
    Together,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    addressee,
    goods_table,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.vn_pieces import (
    basis,
    petition_foot,
    petition_head,
    the_declaration,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.finding import Figure, Finding
from maskdesk.rules.ground import filled, known

_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    finding = _finding(facts)
    return (
        petition_head(facts, writing),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Addressee(writing.word("to"), (addressee(facts, writing, default="addressee"),)),
        Paragraph(
            text=writing.text(
                "who",
                name=writing.blank("exporter.name_local"),
                code=writing.blank("exporter.tax_code"),
                address=writing.blank("exporter.address_local"),
            )
        ),
        *_draft_note(finding, writing),
        Paragraph(
            text=writing.text(
                "about",
                contract=writing.blank("contract.number"),
                signed=writing.day("contract.signed"),
                country=writing.blank("destination.country"),
                declaration=_declaration_number(facts, writing),
            ),
            keep=True,
        ),
        goods_table(facts, writing),
        *_allocation(facts, writing, finding),
        *_summary(writing, finding),
        Paragraph(text=writing.word("declares"), keep=True),
        Statements(items=tuple(writing.word(f"statement_{n}") for n in range(1, 4))),
        petition_foot(facts, writing),
    )


def _finding(facts: Facts) -> Finding | None:
    """The finding this statement answers to: one with a share if any, of those the widest."""
    declaration = the_declaration(facts)
    subjects = (None, declaration.id) if declaration is not None else (None,)
    concerned = [
        one
        for one in facts.report.findings
        if FORM.id in one.papers
        and (one.counted or one.left_out)
        and (declaration is None or one.subject in subjects)
    ]
    return max(concerned, key=lambda one: ("share" in one.numbers, len(one.counted)), default=None)


def _declaration_number(facts: Facts, writing: Writing) -> Printed:
    declaration = the_declaration(facts)
    if declaration is None:
        return Printed(UNFILLED, "customs.declarations")
    return writing.blank(f"customs.declarations[{declaration.id}].number")


def _draft_note(finding: Finding | None, writing: Writing) -> tuple[Block, ...]:
    if finding is None or finding.status != "draft":
        return ()
    return (Paragraph(text=writing.word("draft_note"), style="italic"),)


def _allocation(facts: Facts, writing: Writing, finding: Finding | None) -> tuple[Block, ...]:
    """What counts, with its sums, and apart from it what does not, with the reason."""
    declaration = the_declaration(facts)
    rows = [row for row in facts.dossier.support if _allocated(row, declaration, facts)]
    counted = {_row_of(path): path for path in finding.counted} if finding is not None else {}
    reasons = {_row_of(path): path for path in finding.left_out} if finding is not None else {}
    shown = [row for row in rows if row.id not in reasons]
    apart = [row for row in rows if row.id in reasons]
    blocks: tuple[Block, ...] = (
        Heading(writing.word("counting")),
        _counting_table(shown, counted, facts, writing),
    )
    if apart:
        table = _left_out_table(apart, reasons, facts, writing)
        blocks += (Heading(writing.word("left_out")), table)
    return blocks


def _counting_table(
    rows: list[Support], counted: dict[str, str], facts: Facts, writing: Writing
) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_facility")),
        Column(head=writing.word("column_province")),
        Column(head=writing.word("column_basis")),
        Column(head=writing.word("column_pledged"), align="right"),
        Column(head=writing.word("column_delivered"), align="right"),
        Column(head=writing.word("column_counted"), align="right"),
    )
    cells = tuple(
        (
            Printed(str(n)),
            writing.field(f"support[{row.id}].facility"),
            writing.field(f"support[{row.id}].province"),
            _basis(row, writing),
            writing.field(f"support[{row.id}].pieces_pledged"),
            writing.field(f"support[{row.id}].pieces_delivered"),
            writing.field(counted[row.id]) if row.id in counted else "",
        )
        for n, row in enumerate(rows, start=1)
    )
    pieces = [_whole(facts, counted[row.id]) if row.id in counted else None for row in rows]
    total = (
        "",
        writing.word("total"),
        "",
        "",
        whole_total(writing, "support.pieces_pledged", (known(r.pieces_pledged) for r in rows)),
        whole_total(writing, "support.pieces_delivered", (known(r.pieces_delivered) for r in rows)),
        whole_total(writing, "support.counted", pieces),
    )
    return Table(columns=columns, rows=rows_or_blank(cells, columns), total=total, size=_SIZE)


def _left_out_table(
    rows: list[Support], reasons: dict[str, str], facts: Facts, writing: Writing
) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_facility")),
        Column(head=writing.word("column_province")),
        Column(head=writing.word("column_basis")),
        Column(head=writing.word("column_pledged"), align="right"),
        Column(head=writing.word("column_reason")),
    )
    cells = tuple(
        (
            Printed(str(n)),
            writing.field(f"support[{row.id}].facility"),
            writing.field(f"support[{row.id}].province"),
            _basis(row, writing),
            writing.field(f"support[{row.id}].pieces_pledged"),
            _reason(reasons[row.id], facts, writing),
        )
        for n, row in enumerate(rows, start=1)
    )
    return Table(columns=columns, rows=cells, size=_SIZE)


def _basis(row: Support, writing: Writing) -> Content:
    """By what a facility is supplied, with the receipt where there is one."""
    proved = basis(row, writing)
    if known(row.basis) is None or not filled(row.receipt):
        return proved
    receipt = writing.field(f"support[{row.id}].receipt")
    delivered = writing.blank(f"support[{row.id}].delivered")
    return (
        *_parts(proved),
        "\n",
        *_parts(writing.text("receipt", receipt=receipt, day=delivered)),
    )


def _reason(path: str, facts: Facts, writing: Writing) -> Content:
    """Why a row does not count: what stands in the field that decided, or that it is empty."""
    name = path.rpartition(".")[2]
    if filled(get(facts.dossier, path)):
        if name in ("standing", "declaration"):
            return Printed(writing.word(f"reason_{name}"), path)
        return writing.text("reason_value", value=writing.field(path))
    missing = f"missing_{name}"
    return Printed(writing.word(missing if writing.has(missing) else "missing"), path)


def _summary(writing: Writing, finding: Finding | None) -> tuple[Block, ...]:
    """The figures of the finding: what was declared, what that asks for, what counts."""
    if finding is None:
        return ()
    numbers = finding.numbers
    rows = [
        _figure(writing, "declared", numbers.get("whole")),
        _share(writing, "share_required", numbers.get("share")),
        _figure(writing, "required", numbers.get("required")),
        _figure(writing, "counted", numbers.get("counted")),
        _share(writing, "share_reached", _reached(numbers)),
    ]
    short = numbers.get("short")
    if short:
        rows.append(_figure(writing, "short", short))
    columns = (
        Column(head=writing.word("column_item")),
        Column(head=writing.word("column_figure"), align="right", width=40),
    )
    table = Table(columns=columns, rows=tuple(rows), size=_SIZE + 1)
    return (Together((Heading(writing.word("summary")), table)), Space(2))


def _reached(numbers: dict[str, Figure]) -> Decimal | None:
    counted, whole = numbers.get("counted"), numbers.get("whole")
    if not isinstance(counted, int) or not isinstance(whole, int) or not whole:
        return None
    return Decimal(counted) * 100 / Decimal(whole)


def _figure(writing: Writing, key: str, value: Figure | None) -> tuple[Content, Content]:
    name = f"support.share.{key}"
    shown = writing.whole(name, value) if isinstance(value, int) else writing.named(name, "")
    return (writing.word(f"item_{key}"), shown)


def _share(writing: Writing, key: str, value: Figure | None) -> tuple[Content, Content]:
    name = f"support.share.{key}"
    text = ""
    if isinstance(value, Decimal):
        text = show_share(value, writing.language, 0 if value == int(value) else 2)
    return (writing.word(f"item_{key}"), writing.named(name, text))


def _allocated(row: Support, declaration: Declaration | None, facts: Facts) -> bool:
    """Whether a row may be meant for this declaration: it names no other that there is."""
    named = known(row.declaration)
    others = {one.id for one in facts.dossier.customs.declarations if one != declaration}
    return declaration is None or named not in others


def _row_of(path: str) -> str:
    return path.partition("[")[2].partition("]")[0]


def _whole(facts: Facts, path: str) -> int | None:
    value = get(facts.dossier, path)
    return value if isinstance(value, int) else None


def _parts(content: Content) -> tuple[str | Printed, ...]:
    return content if isinstance(content, tuple) else (content,)


FORM = Form(
    id="vn-domestic-support",
    title=N_("Statement on domestic support"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
