"""Request for an export licence for medical masks sent as aid (Viet Nam, Decision 868 of 2020).

The boxes of the official Form 01 are not known: the working fields follow the scope of the
decision, and the small print says that this is not the official form.
"""

from decimal import ROUND_CEILING, Decimal

from maskdesk.dossier.sections import Party
from maskdesk.language import N_, show_share
from maskdesk.output.blocks import Addressee, Heading, Paragraph, Space, Title, Together
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
from maskdesk.output.forms.vn_pieces import (
    answers,
    certificate_numbers,
    dashed,
    exporter_name,
    petition_foot,
    petition_head,
    the_declaration,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import Index, filled, known

_SIZE = 9


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    return (
        petition_head(facts, writing),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Addressee(writing.word("to"), (addressee(facts, writing, default="addressee"),)),
        Heading(writing.word("applicant")),
        dashed(_applicant(facts, writing)),
        Heading(writing.word("assignment")),
        Paragraph(
            text=writing.text(
                "assigned",
                issuer=writing.blank("contract.assignment.issuer"),
                number=writing.blank("contract.assignment.number"),
                day=writing.day("contract.assignment.day"),
            )
        ),
        Heading(writing.word("goods")),
        _goods(facts, writing),
        Heading(writing.word("way")),
        dashed(_way(facts, writing)),
        Together((Heading(writing.word("output")), _output(facts, writing))),
        *_why(facts, writing),
        Space(1),
        Paragraph(text=writing.word("undertakes"), keep=True),
        answers(facts, writing, undertaking_quality="destination.exporter_answers_for_quality"),
        Paragraph(text=writing.word("closing")),
        petition_foot(facts, writing),
    )


def _applicant(facts: Facts, writing: Writing) -> tuple[Content, ...]:
    signatories = facts.dossier.exporter.signatories
    head = next((one for one in signatories if one.capacity == "legal-representative"), None)
    path = f"exporter.signatories[{head.id}]" if head is not None else ""
    return (
        writing.text(
            "applicant_name",
            name=exporter_name(writing),
            code=writing.blank("exporter.tax_code"),
        ),
        writing.text("applicant_address", address=writing.blank("exporter.address_local")),
        writing.text(
            "applicant_reached",
            phone=writing.blank("exporter.phone"),
            email=writing.blank("exporter.email"),
        ),
        writing.text(
            "applicant_represented",
            name=writing.blank(f"{path}.name") if path else UNFILLED,
            position=writing.blank(f"{path}.position") if path else UNFILLED,
        ),
    )


def _goods(facts: Facts, writing: Writing) -> Table:
    index = Index(facts.dossier)
    goods = _masks(facts)
    columns = (
        Column(head=writing.word("column_n"), align="right", width=10),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_hs")),
        Column(head=writing.word("column_standards")),
        Column(head=writing.word("column_circulation")),
        Column(head=writing.word("column_producer")),
        Column(head=writing.word("column_pieces"), align="right"),
        Column(head=writing.word("column_unit")),
    )
    rows = tuple(
        (
            Printed(str(n)),
            line_name(one.line, writing),
            writing.field(f"goods[{one.line.id}].hs_origin"),
            writing.field(f"goods[{one.line.id}].standards"),
            certificate_numbers(one.line, "circulation-number", writing, index),
            producer_name(one.line, facts, writing),
            writing.field(one.path),
            writing.field(f"goods[{one.line.id}].unit"),
        )
        for n, one in enumerate(goods, start=1)
    )
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=("", writing.word("total"), "", "", "", "", _total(facts, writing), ""),
        size=_SIZE,
    )


def _masks(facts: Facts) -> tuple[DeclaredGoods, ...]:
    """The lines a licence is asked for: it concerns medical masks alone."""
    goods = declared_goods(facts)
    return tuple(one for one in goods if known(one.line.kind) in (None, "medical-mask"))


def _total(facts: Facts, writing: Writing) -> Printed:
    pieces = (one.pieces for one in _masks(facts))
    return whole_total(writing, "goods.medical_masks_declared", pieces)


def _why(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    """Why the shares are reckoned so: the text read fixes neither period nor whose output."""
    if not filled(facts.dossier.output.why):
        return ()
    return (Paragraph(text=writing.text("why", why=writing.field("output.why"))),)


def _way(facts: Facts, writing: Writing) -> tuple[Content, ...]:
    declaration = the_declaration(facts)
    planned = (f"customs.declarations[{declaration.id}].planned",) if declaration else ()
    return (
        writing.text("way_country", country=writing.blank("destination.country")),
        writing.text("way_receiver", receiver=_receiver(facts, writing)),
        writing.text("way_gate", gate=writing.blank("customs.gate")),
        writing.text("way_day", day=writing.first("customs.shipped", *planned, empty=UNFILLED)),
    )


def _receiver(facts: Facts, writing: Writing) -> Printed:
    """Who the aid is for: the end user, else whoever it is consigned to."""
    for role in ("end-user", "consignee", "importer"):
        found = next((one for one in facts.dossier.parties if _has(one, role)), None)
        if found is not None:
            path = f"parties[{found.id}]"
            return writing.first(f"{path}.name", f"{path}.name_local", empty=UNFILLED)
    return Printed(UNFILLED, "parties")


def _has(party: Party, role: str) -> bool:
    return role in (known(party.roles) or ())


def _output(facts: Facts, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_item")),
        Column(head=writing.word("column_figure"), align="right", width=52),
    )
    period = writing.text(
        "period",
        start=writing.blank("output.period_from"),
        end=writing.blank("output.period_until"),
    )
    rows = (
        (writing.word("item_period"), period),
        (writing.word("item_level"), writing.field("output.level")),
        (writing.word("item_made"), writing.field("output.pieces_made")),
        (writing.word("item_kept"), writing.field("output.pieces_kept")),
        (writing.word("item_declared"), _total(facts, writing)),
        (writing.word("item_share"), writing.named("output.export_share", _share(facts, writing))),
    )
    return Table(columns=columns, rows=rows, size=_SIZE + 1.5)


def _share(facts: Facts, writing: Writing) -> str:
    """What part of the output is exported, rounded up: over a ceiling must not read as at it."""
    pieces = [one.pieces for one in _masks(facts)]
    made = known(facts.dossier.output.pieces_made)
    counted = [one for one in pieces if one is not None]
    if not made or not pieces or len(counted) < len(pieces):
        return ""
    exact = Decimal(sum(counted)) * 100 / Decimal(made)
    share = exact.quantize(Decimal("0.01"), ROUND_CEILING)
    return show_share(share, writing.language, 0 if share == int(share) else 2)


FORM = Form(
    id="vn-export-request",
    title=N_("Request for an export licence for medical masks"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
