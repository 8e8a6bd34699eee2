"""Agreement of exporter and facility on domestic mask support (Viet Nam, one for each facility)."""

from maskdesk.dossier.sections import Support
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Heading,
    MottoHead,
    Paragraph,
    Signatures,
    Title,
)
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Form
from maskdesk.output.forms.vn_pieces import (
    FACILITY_SIGNS,
    article,
    balance,
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
from maskdesk.output.setting import Block, Content
from maskdesk.rules.ground import known


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    row = support_row(facts)
    declaration = declaration_of(row, facts)
    return (
        MottoHead(
            issuer=exporter_in_capitals(writing),
            number=writing.text("number", number=told(row, "agreement_number", writing)),
            place_and_day=day_of(row, "agreement_day", facts, writing),
        ),
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Heading(writing.word("party_a")),
        dashed(exporter_as_party(facts, writing)),
        Heading(writing.word("party_b")),
        dashed(facility_as_party(row, writing)),
        Paragraph(text=writing.word("agree"), keep=True),
        article(
            writing,
            "article_1",
            writing.text(
                "supports",
                product=told(row, "product", writing),
                pieces=told(row, "pieces_pledged", writing),
            ),
        ),
        article(
            writing,
            "article_2",
            writing.text(
                "counts_for",
                declaration=declaration_named(declaration, writing),
                contract=writing.blank("contract.number"),
                signed=writing.day("contract.signed"),
                country=writing.blank("destination.country"),
            ),
        ),
        article(writing, "article_3", writing.word("handing_over")),
        balance(row, declaration, writing),
        article(writing, "article_4", _copies(facts, writing)),
        Signatures(
            (
                exporter_signs_as_party(facts, writing),
                facility_signs(
                    row, writing, name="representative", position="representative_position"
                ),
            )
        ),
    )


def _copies(facts: Facts, writing: Writing) -> Content:
    details = facts.details
    path = f"papers[{details.id}]" if details is not None else ""
    originals = writing.blank(f"{path}.originals") if path else told(None, "", writing)
    return writing.text("in_force", originals=originals)


def _by_agreement(row: Support) -> bool:
    return known(row.basis) == "agreement"


FORM = Form(
    id="vn-support-agreement",
    title=N_("Agreement on mask support"),
    languages=("vi",),
    style=PETITION,
    write=_write,
    signers=(EXPORTER_SIGNS, FACILITY_SIGNS),
    origins=("VN",),
    per=supported(_by_agreement),
    number_at="{subject}.agreement_number",
    day_at="{subject}.agreement_day",
)
