"""Quality and supply undertaking of Resolution 60 (Viet Nam, from 2020-04-29)."""

from maskdesk.language import N_
from maskdesk.output.blocks import Addressee, Paragraph, Space, Title
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import addressee, goods_table
from maskdesk.output.forms.vn_pieces import answers, petition_foot, petition_head
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
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
        Paragraph(
            text=writing.text(
                "about",
                contract=writing.blank("contract.number"),
                signed=writing.day("contract.signed"),
                country=writing.blank("destination.country"),
            )
        ),
        goods_table(facts, writing),
        Space(2),
        Paragraph(text=writing.word("undertakes"), keep=True),
        answers(
            facts,
            writing,
            undertaking_quality="destination.exporter_answers_for_quality",
            undertaking_supply="destination.exporter_supplies_on_request",
        ),
        Paragraph(text=writing.word("closing")),
        petition_foot(facts, writing),
    )


FORM = Form(
    id="vn-undertaking",
    title=N_("Quality and supply undertaking (Resolution 60)"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
