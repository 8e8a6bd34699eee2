"""Label proof: wording, languages, pictures by name, what was checked on it (Viet Nam)."""

from msgspec.structs import replace

from maskdesk.dossier.sections import Evidence, GoodsLine
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Title, Together
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import line_name
from maskdesk.output.forms.vn_pieces import answers, petition_foot, petition_head
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known

# Boxes to work with rather than a letter to read.
_STYLE = replace(
    PETITION, name="petition_sheet", body=11, leading=14, least=9, caption=8.5, justify=False
)
_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    return (
        petition_head(facts, writing),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        _consignment(writing),
        Heading(writing.word("labels")),
        *(_label(line, writing) for line in facts.dossier.goods or (None,)),
        Heading(writing.word("pictures")),
        _pictures(facts, writing),
        Together(
            (
                Heading(writing.word("checked")),
                Paragraph(text=writing.word("checked_note"), keep=True, indent=False),
                answers(facts, writing, checked_sovereignty="destination.label_checked"),
            )
        ),
        petition_foot(facts, writing),
    )


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
            (
                Field(
                    caption=writing.word("box_languages"),
                    value=writing.languages_named("destination.label_languages"),
                ),
            ),
        )
    )


def _label(line: GoodsLine | None, writing: Writing) -> Together:
    """The boxes of one goods line, on one page."""

    def told(name: str, span: float = 1, lines: int = 1, most: int = 6) -> Field:
        value = writing.field(f"goods[{line.id}].{name}") if line is not None else ""
        caption = writing.word(f"box_{name}")
        return Field(caption=caption, value=value, span=span, lines=lines, most=most)

    name = line_name(line, writing) if line is not None else ""
    return Together(
        (
            Fields(
                (
                    (
                        Field(caption=writing.word("box_goods"), value=name, span=2),
                        told("model"),
                        told("brand"),
                    ),
                    (told("filter_class"), told("ce_mark"), told("ce_body"), told("export_only")),
                    (told("pack_wording", lines=3, most=24),),
                )
            ),
        )
    )


def _pictures(facts: Facts, writing: Writing) -> Table | Paragraph:
    """The pictures among the evidence: by file, with what they prove and what pins them.

    Nobody writes a digest by hand: without pictures there is nothing to fill in.
    """
    names = ("file", "proves", "digest")
    columns = tuple(Column(head=writing.word(f"column_{name}")) for name in names)
    rows = tuple(
        tuple(writing.field(f"evidence[{one.id}].{name}") for name in names)
        for one in facts.dossier.evidence
        if _is_picture(one)
    )
    if not rows:
        return Paragraph(text=writing.word("no_pictures"), indent=False)
    return Table(columns=columns, rows=rows, size=_SIZE)


def _is_picture(evidence: Evidence) -> bool:
    return (known(evidence.media_type) or "").startswith("image/")


FORM = Form(
    id="vn-label-proof",
    title=N_("Label proof"),
    languages=("vi",),
    style=_STYLE,
    write=_write,
    origins=("VN",),
)
