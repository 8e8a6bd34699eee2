"""Proof of a non-medical pack: its wording, its conformity slip, what was checked (China)."""

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import Dossier, GoodsLine
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Paragraph,
    Signatures,
    Tick,
    Ticks,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import (
    SHEET_ZH,
    day_signed,
    exporters_seal_place,
    may_be_non_medical,
    producer_name,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import line_name, paper_number, rows_or_blank
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    line = _line(facts)
    seal = exporters_seal_place(
        writing,
        role=writing.word("exporter"),
        note=writing.word("seal_note"),
        below=(day_signed(facts, writing),),
    )
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Paragraph(text=writing.text("number", number=paper_number(facts, writing)), align="right"),
        _consignment(writing),
        Heading(writing.word("pack")),
        _pack(line, writing),
        Heading(writing.word("slip")),
        _slip(line, facts, writing),
        _lots(line, writing),
        Together(
            (
                Heading(writing.word("checks")),
                Paragraph(text=writing.word("checks_note"), keep=True, indent=False),
                _checks(line, facts, writing),
                Signatures((None, seal)),
            )
        ),
    )


def _lines(dossier: Dossier) -> tuple[str, ...]:
    return tuple(f"goods[{one.id}]" for one in dossier.goods if may_be_non_medical(one))


def _line(facts: Facts) -> GoodsLine | None:
    goods = facts.dossier.goods
    return next((one for one in goods if f"goods[{one.id}]" == facts.subject), None)


def _consignment(writing: Writing) -> Fields:
    return Fields(
        (
            (
                Field(caption=writing.word("box_contract"), value=writing.field("contract.number")),
                Field(
                    caption=writing.word("box_country"),
                    value=writing.field("destination.country"),
                ),
                Field(
                    caption=writing.word("box_languages"),
                    value=writing.languages_named("destination.label_languages"),
                ),
            ),
        )
    )


def _pack(line: GoodsLine | None, writing: Writing) -> Fields:
    value = _told(line, "pack_wording", writing)
    box = Field(caption=writing.word("box_pack_wording"), value=value, lines=3, most=14)
    mark = Field(caption=writing.word("box_ce_mark"), value=_told(line, "ce_mark", writing))
    brand = Field(caption=writing.word("box_brand"), value=_told(line, "brand", writing))
    return Fields(((box,), (brand, mark)))


def _slip(line: GoodsLine | None, facts: Facts, writing: Writing) -> Fields:
    """What the conformity slip in each smallest pack says, and where its stamp goes."""
    made_by = known(line.producer) if line is not None else None
    known_maker = made_by in {one.id for one in facts.dossier.producers}
    address = writing.field(f"producers[{made_by}].address") if known_maker else Printed("")
    return Fields(
        (
            (
                Field(
                    caption=writing.word("box_name"),
                    value=line_name(line, writing) if line else "",
                    span=2,
                ),
                Field(caption=writing.word("box_model"), value=_told(line, "model", writing)),
            ),
            (
                Field(
                    caption=writing.word("box_standards"),
                    value=_told(line, "standards", writing),
                ),
                Field(
                    caption=writing.word("box_composition"),
                    value=_told(line, "composition", writing),
                ),
            ),
            (
                Field(
                    caption=writing.word("box_producer"),
                    value=producer_name(line, facts, writing) if line else "",
                    span=2,
                ),
                Field(caption=writing.word("box_stamp"), lines=2),
            ),
            (Field(caption=writing.word("box_address"), value=address),),
        )
    )


def _lots(line: GoodsLine | None, writing: Writing) -> Table:
    names = ("number", "produced", "expires")
    columns = tuple(Column(head=writing.word(f"column_{name}")) for name in names)
    lots = [f"goods[{line.id}].lots[{lot.id}]" for lot in line.lots] if line else []
    rows = tuple(tuple(writing.field(f"{lot}.{name}") for name in names) for lot in lots)
    return Table(columns=columns, rows=rows_or_blank(rows, columns))


def _checks(line: GoodsLine | None, facts: Facts, writing: Writing) -> Ticks:
    """A box is ticked only where the clerk answered yes; the others are left to ink."""
    items = []
    for name in ("pack_checked", "slip_in_pack"):
        path = f"goods[{line.id}].{name}" if line is not None else None
        checked = path is not None and get(facts.dossier, path) is True
        items.append(Tick(label=writing.word(name), checked=checked, path=path))
    return Ticks(items=tuple(items))


def _told(line: GoodsLine | None, name: str, writing: Writing) -> Printed:
    return writing.field(f"goods[{line.id}].{name}") if line is not None else Printed("")


FORM = Form(
    id="cn-label-proof",
    title=N_("Label proof of non-medical goods"),
    languages=("zh",),
    style=SHEET_ZH,
    write=_write,
    origins=("CN",),
    per=_lines,
)
