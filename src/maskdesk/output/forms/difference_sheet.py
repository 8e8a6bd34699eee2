"""Difference sheet: what differs from the version before, field by field in words."""

from itertools import groupby

from maskdesk.dossier.paths import steps
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Title
from maskdesk.output.forms.change_pieces import (
    Change,
    amends,
    change_table,
    changes,
    section_name,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.letter_pieces import exporter_names, offices_language
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content

_SIZE = 8.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    found = changes(facts)
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        _head(facts, writing, len(found)),
        *(block for part in _by_section(found) for block in _section(part, facts, writing)),
        *(() if found else (Paragraph(text=writing.word("same"), indent=False),)),
    )


def _head(facts: Facts, writing: Writing, count: int) -> Fields:
    def box(key: str, value: Content, span: float = 1) -> Field:
        return Field(caption=writing.word(f"box_{key}"), value=value, span=span)

    earlier = writing.before("head.version")
    return Fields(
        (
            (
                box("exporter", writing.first(*exporter_names(writing)), span=2),
                box("reference", writing.field("head.reference"), span=2),
            ),
            (
                box("earlier", earlier),
                box("version", writing.whole("head.version", facts.version)),
                box("count", writing.whole("changes", count)),
                box("contract", writing.field("contract.number")),
            ),
            (box("reason", writing.field("head.amends")),),
        )
    )


def _by_section(found: tuple[Change, ...]) -> tuple[tuple[Change, ...], ...]:
    return tuple(tuple(part) for _, part in groupby(found, lambda one: steps(one.path)[0].name))


def _section(part: tuple[Change, ...], facts: Facts, writing: Writing) -> tuple[Block, ...]:
    name = section_name(steps(part[0].path)[0].name, facts, writing)
    return (Heading(name), change_table(part, facts, writing, size=_SIZE))


FORM = Form(
    id="difference-sheet",
    title=N_("Difference of two versions"),
    languages=("vi", "zh", "en"),
    style=TRADE,
    write=_write,
    signers=(),
    choose=offices_language,
    per=amends,
    about="set",
    reader="office",
)
