"""Set list: what to print how often, where ink and seal go, what lies on which pile."""

from typing import get_args

from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Title
from maskdesk.output.forms.form import Enclosure, Facts, Form, Reader, Signer
from maskdesk.output.forms.letter_pieces import exporter_names, offices_language
from maskdesk.output.forms.set_pieces import (
    for_reader,
    is_paper,
    number_of,
    pages_of,
    places_of,
    settled,
    sheets_to_print,
    title_of,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table

_SIZE = 8.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    piles = {reader: for_reader(facts, reader) for reader in get_args(Reader)}
    listed = tuple(one for pile in piles.values() for one in pile)
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        _head(listed, facts, writing),
        Paragraph(text=writing.word("counter_sheet"), indent=False),
        *(
            block
            for reader, pile in piles.items()
            if pile
            for block in (
                Heading(writing.word(f"pile_{reader}")),
                _pile(reader, pile, facts, writing),
            )
        ),
    )


def _head(listed: tuple[Enclosure, ...], facts: Facts, writing: Writing) -> Fields:
    def box(key: str, value: Content, span: float = 1) -> Field:
        return Field(caption=writing.word(f"box_{key}"), value=value, span=span)

    papers = sum(1 for one in listed if is_paper(one))
    return Fields(
        (
            (
                box("exporter", writing.first(*exporter_names(writing)), span=2),
                box("reference", writing.field("head.reference")),
                box("version", writing.whole("head.version", facts.version)),
            ),
            (
                box("contract", writing.field("contract.number"), span=2),
                box("papers", writing.whole("set.papers", papers)),
                box("files", writing.whole("set.files", len(listed) - papers)),
            ),
        )
    )


def _pile(reader: Reader, pile: tuple[Enclosure, ...], facts: Facts, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_done"), align="centre", width=12),
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_paper")),
        Column(head=writing.word("column_number")),
        Column(head=writing.word("column_pages"), align="right"),
        Column(head=writing.word("column_originals"), align="right"),
        Column(head=writing.word("column_copies"), align="right"),
        Column(head=writing.word("column_sheets"), align="right"),
        Column(head=writing.word("column_ink")),
    )
    sheets = [sheets_to_print(one, facts) for one in pile]
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            "",
            Printed(str(n)),
            title_of(one, facts.dossier, writing),
            number_of(one, writing),
            pages_of(one, writing),
            settled(one, writing, "originals"),
            settled(one, writing, "copies"),
            "" if count is None else writing.whole(f"enclosures.{one.file}.sheets", count),
            _ink(one, writing),
        )
        for n, (one, count) in enumerate(zip(pile, sheets, strict=True), start=1)
    )
    to_print = [count for one, count in zip(pile, sheets, strict=True) if is_paper(one)]
    known_ones = [count for count in to_print if count is not None]
    total: Content = ""
    if known_ones and len(known_ones) == len(to_print):
        total = writing.whole(f"set.{reader}.sheets", sum(known_ones))
    return Table(
        columns=columns,
        rows=rows,
        total=("", "", writing.word("total"), "", "", "", "", total, ""),
        size=_SIZE,
    )


def _ink(one: Enclosure, writing: Writing) -> Content:
    """Who puts hand and seal where; who has signed already."""
    if not is_paper(one):
        return writing.word("not_printed")
    if one.way == "draft":
        return writing.word("draft")
    places = places_of(one)
    if not places:
        return writing.word("not_signed")
    pieces: list[str | Printed] = []
    for signer, page in places:
        pieces += ["\n"] if pieces else []
        pieces += _place(one, signer, page, writing)
    return tuple(pieces)


def _place(
    one: Enclosure, signer: Signer, page: int | None, writing: Writing
) -> tuple[str | Printed, ...]:
    holder = f"holder_{signer.holder}"
    who = writing.word(holder if writing.has(holder) else "holder_other")
    if one.way == "signed" and signer.role == "certify":
        told = writing.text("is_signed", who=who)
    elif page is None:
        told = writing.text("signs", who=who)
    else:
        name = f"enclosures.{one.file}.{signer.field}.page"
        told = writing.text("signs_on", who=who, page=writing.whole(name, page))
    return told if isinstance(told, tuple) else (told,)


FORM = Form(
    id="set-list",
    title=N_("Set list"),
    languages=("vi", "zh", "en"),
    style=TRADE,
    write=_write,
    signers=(),
    choose=offices_language,
    about="pile",
    reader="office",
)
