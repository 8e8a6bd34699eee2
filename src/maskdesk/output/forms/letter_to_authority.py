"""Letter to the authority: what is handed in, numbered, and a stub to confirm its receipt."""

from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Ruled, Space, Together
from maskdesk.output.forms.form import Enclosure, Facts, Form
from maskdesk.output.forms.letter_pieces import (
    LETTER,
    LETTERS,
    authoritys_language,
    closing,
    consignment_told,
    exporter_told,
    opening,
)
from maskdesk.output.forms.pieces import addressee, paper_number, rows_or_blank
from maskdesk.output.forms.set_pieces import (
    day_of,
    for_reader,
    is_paper,
    number_of,
    pages_of,
    settled,
    title_of,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table

_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    enclosed = for_reader(facts, "authority")
    return (
        *opening(
            facts,
            writing,
            to=addressee(facts, writing, default="addressee"),
            subject=writing.word("subject"),
        ),
        Paragraph(
            text=writing.text(
                "hands_in",
                name=exporter_told(writing),
                code=writing.blank("exporter.tax_code"),
            )
        ),
        consignment_told(facts, writing),
        Paragraph(text=writing.word("enclosed"), keep=True),
        _table(enclosed, facts, writing),
        Space(1),
        Paragraph(text=writing.word("asks")),
        *closing(facts, writing),
        _receipt(enclosed, facts, writing),
    )


def _table(enclosed: tuple[Enclosure, ...], facts: Facts, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_paper")),
        Column(head=writing.word("column_number")),
        Column(head=writing.word("column_day")),
        Column(head=writing.word("column_pages"), align="right"),
        Column(head=writing.word("column_originals"), align="right"),
        Column(head=writing.word("column_copies"), align="right"),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            title_of(one, facts.dossier, writing),
            number_of(one, writing),
            day_of(one, writing),
            pages_of(one, writing),
            settled(one, writing, "originals"),
            settled(one, writing, "copies"),
        )
        for n, one in enumerate(enclosed, start=1)
    )
    total = writing.whole("enclosures.pages", sum(one.pages for one in enclosed))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=("", writing.word("total"), "", "", total if enclosed else "", "", ""),
        size=_SIZE,
    )


def _receipt(enclosed: tuple[Enclosure, ...], facts: Facts, writing: Writing) -> Together:
    """What the authority fills in, stamps and gives back; it names the letter it answers."""
    papers = sum(1 for one in enclosed if is_paper(one))
    files = len(enclosed) - papers
    count = writing.text(
        "receipt_count",
        papers=writing.whole("enclosures.papers", papers),
        files=writing.whole("enclosures.files", files),
    )
    return Together(
        (
            Space(4),
            Ruled(),
            Heading(writing.word("receipt")),
            Fields(
                (
                    (
                        _box(writing, "letter", paper_number(facts, writing)),
                        _box(writing, "exporter", exporter_told(writing), most=10),
                        _box(writing, "count", count if enclosed else ""),
                    ),
                    (
                        _box(writing, "receipt_number"),
                        _box(writing, "received"),
                        _box(writing, "received_by"),
                    ),
                    (
                        _box(writing, "remarks", span=2, lines=6),
                        _box(writing, "stamp", lines=6),
                    ),
                )
            ),
        )
    )


def _box(
    writing: Writing,
    key: str,
    value: Content = "",
    *,
    span: float = 1,
    lines: int = 1,
    most: int = 6,
) -> Field:
    caption = writing.word(f"box_{key}")
    return Field(caption=caption, value=value, span=span, lines=lines, most=most)


FORM = Form(
    id="letter-to-authority",
    title=N_("Letter to the authority"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    choose=authoritys_language,
    about="set",
)
