"""Quality and supply undertaking of Resolution 60 (Viet Nam, from 2020-04-29)."""

from maskdesk.language import N_
from maskdesk.output.blocks import (
    Addressee,
    MottoHead,
    Paragraph,
    Recipients,
    Signatures,
    Space,
    Statements,
    Title,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    addressee,
    goods_table,
    in_capitals,
    paper_number,
    petition_signature,
    place_and_day,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    return (
        MottoHead(
            issuer=in_capitals(writing.first("exporter.name_local", "exporter.name_english")),
            number=writing.text("number", number=paper_number(facts, writing)),
            place_and_day=place_and_day(facts, writing),
        ),
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
        Statements(items=tuple(writing.word(f"undertaking_{n}") for n in range(1, 5))),
        Paragraph(text=writing.word("closing")),
        Signatures(
            (
                Recipients(
                    writing.word("recipients"),
                    tuple(writing.word(f"recipient_{n}") for n in range(1, 4)),
                ),
                petition_signature(facts, writing),
            )
        ),
    )


FORM = Form(
    id="vn-undertaking",
    title=N_("Quality and supply undertaking (Resolution 60)"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    origins=("VN",),
)
