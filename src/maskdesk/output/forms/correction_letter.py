"""Correction letter: which papers of an earlier version are replaced, by what, and why."""

from maskdesk.dossier.sections import Move
from maskdesk.language import N_
from maskdesk.output.blocks import Heading, Paragraph, Space
from maskdesk.output.forms.change_pieces import amends, change_table, changes
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
from maskdesk.output.forms.pieces import addressee, rows_or_blank
from maskdesk.output.forms.set_pieces import day_of, number_of, reader_of, title_of
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known

_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    return (
        *opening(
            facts,
            writing,
            to=addressee(facts, writing, default="addressee"),
            subject=writing.word("subject"),
        ),
        Paragraph(text=_handed_in(facts, writing)),
        consignment_told(facts, writing),
        Paragraph(text=writing.text("reason", reason=writing.blank("head.amends"))),
        Heading(writing.word("replaced")),
        _replaced(facts, writing),
        *_what_changed(facts, writing),
        Space(1),
        Paragraph(text=writing.word("asks")),
        *closing(facts, writing),
    )


def _handed_in(facts: Facts, writing: Writing) -> Content:
    """Who corrects what it handed in when, by the receipt it was given."""
    move = _last_hand_in(facts)
    path = f"moves[{move.id}]" if move is not None else ""
    return writing.text(
        "corrects",
        name=exporter_told(writing),
        code=writing.blank("exporter.tax_code"),
        day=writing.day(f"{path}.day") if path else Printed(UNFILLED, "moves"),
        receipt=writing.blank(f"{path}.receipt") if path else Printed(UNFILLED, "moves"),
    )


def _last_hand_in(facts: Facts) -> Move | None:
    earlier = known(facts.before.head.version) if facts.before is not None else None
    handed_in = [
        move
        for move in facts.dossier.moves
        if known(move.kind) == "handed-in"
        and (earlier is None or known(move.version) in (None, earlier))
    ]
    return handed_in[-1] if handed_in else None


def _replaced(facts: Facts, writing: Writing) -> Table:
    """Each paper as it was handed in, and what takes its place."""
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_paper")),
        Column(head=writing.word("column_number_then")),
        Column(head=writing.word("column_day_then")),
        Column(head=writing.word("column_number_now")),
        Column(head=writing.word("column_day_now")),
    )
    now = {(one.form, one.subject): one for one in facts.enclosures}
    old = [one for one in facts.replaced if reader_of(one) == "authority"]
    rows = tuple(
        (
            Printed(str(n)),
            title_of(one, facts.before or facts.dossier, writing),
            writing.named(f"replaced.{one.file}.number", one.number),
            writing.named(f"replaced.{one.file}.day", one.day),
            *_takes_its_place(now.get((one.form, one.subject)), writing),
        )
        for n, one in enumerate(old, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _takes_its_place(one: Enclosure | None, writing: Writing) -> tuple[Content, Content]:
    if one is None:
        return writing.word("without_successor"), ""
    return number_of(one, writing), day_of(one, writing)


def _what_changed(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    found = changes(facts, for_authority=True)
    if not found:
        return ()
    table = change_table(found, facts, writing, size=_SIZE, for_authority=True)
    return (Heading(writing.word("changed")), table)


FORM = Form(
    id="correction-letter",
    title=N_("Correction letter"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    choose=authoritys_language,
    per=amends,
    about="set",
)
