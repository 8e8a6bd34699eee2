"""Cover for certified copies and translations: which there are, where the originals lie."""

from maskdesk.dossier.naming import row_name
from maskdesk.dossier.sections import Dossier, Evidence
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Space, Tick, Ticks
from maskdesk.output.forms.form import Facts, Form
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
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known

_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
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
        _table(facts, writing),
        Heading(writing.word("attested")),
        # Nobody has said so in the dossier: whoever certifies or translates ticks and signs.
        Ticks(
            items=(
                Tick(label=writing.word("attests_copies"), checked=False),
                Tick(label=writing.word("attests_translations"), checked=False),
            )
        ),
        Fields(
            (
                (
                    Field(caption=writing.word("box_certifier"), lines=4),
                    Field(caption=writing.word("box_translator"), lines=4),
                ),
            )
        ),
        Space(1),
        *closing(facts, writing),
    )


def _copies(dossier: Dossier) -> tuple[Evidence, ...]:
    """Certified copies, what has been translated, and the translations themselves."""
    translations = {known(one.translation) for one in dossier.evidence}
    return tuple(
        one
        for one in dossier.evidence
        if known(one.kind) == "certified-copy" or filled(one.translation) or one.id in translations
    )


def _any(dossier: Dossier) -> tuple[str, ...]:
    return ("",) if _copies(dossier) else ()


def _table(facts: Facts, writing: Writing) -> Table:
    names = ("n", "proves", "kind", "language", "translation", "original")
    columns = tuple(
        Column(
            head=writing.word(f"column_{name}"),
            align="right" if name == "n" else "left",
            width=11 if name == "n" else None,
        )
        for name in names
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            _what(one, writing),
            writing.field(f"evidence[{one.id}].kind"),
            writing.languages_named(f"evidence[{one.id}].language"),
            _translation(one, facts, writing),
            writing.field(f"evidence[{one.id}].original_at"),
        )
        for n, one in enumerate(_copies(facts.dossier), start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _what(one: Evidence, writing: Writing) -> Content:
    """What a file proves, and its name."""
    proves, file = (writing.field(f"evidence[{one.id}].{name}") for name in ("proves", "file"))
    return (proves, "\n", file) if proves.text and file.text else (proves if proves.text else file)


def _translation(one: Evidence, facts: Facts, writing: Writing) -> Content:
    linked = known(one.translation)
    if not linked:
        return ""
    say = writing.catalogue.translate
    name = row_name(facts.dossier, f"evidence[{linked}]", say, writing.language)
    return Printed(name, f"sum:evidence.{one.id}.translation")


FORM = Form(
    id="copies-cover",
    title=N_("Cover for certified copies and translations"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    choose=authoritys_language,
    per=_any,
)
