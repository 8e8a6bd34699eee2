"""Letter to the importer: which papers to sign, where, what to send back and how."""

from maskdesk.language import N_
from maskdesk.output.blocks import Heading, Paragraph, Space, Statements
from maskdesk.output.forms.form import Enclosure, Facts, Form
from maskdesk.output.forms.letter_pieces import LETTER, closing, declared_on, opening
from maskdesk.output.forms.pieces import rows_or_blank
from maskdesk.output.forms.set_pieces import (
    day_of,
    form_of,
    number_of,
    pages_of,
    places_of,
    settled,
    title_of,
)
from maskdesk.output.forms.trade_pieces import party
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import UNFILLED, Block, Content, Printed, pieces_of, words_of
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled

_IMPORTER = "importer"
_SIZE = 9.5


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    enclosed = tuple(one for one in facts.enclosures if _signs(one) is not None)
    return (
        *opening(facts, writing, to=_to(facts, writing), subject=_subject(writing)),
        Paragraph(text=writing.word("needs"), keep=True),
        _table(enclosed, facts, writing),
        Heading(writing.word("to_do")),
        Statements(items=_steps(enclosed, writing)),
        Space(1),
        Paragraph(text=writing.text("until", day=declared_on(facts, writing))),
        Paragraph(text=writing.text("asks", contact=_contact(writing))),
        *closing(facts, writing),
    )


def _to(facts: Facts, writing: Writing) -> Content:
    details = facts.details
    if details is not None and filled(details.addressee):
        return ("\n", writing.field(f"papers[{details.id}].addressee"))
    named = party(facts, writing, _IMPORTER)
    return ("\n", *pieces_of(named)) if words_of(named) else UNFILLED


def _subject(writing: Writing) -> Content:
    return writing.text(
        "subject",
        contract=writing.blank("contract.number"),
        signed=writing.day("contract.signed"),
    )


def _signs(one: Enclosure) -> int | None:
    """The page the importer signs, 0 where it is not known; none where it signs nothing."""
    pages = [page or 0 for signer, page in places_of(one) if signer.holder == _IMPORTER]
    if one.way == "draft" and (form := form_of(one)) is not None:
        # A draft has no places to sign: it lists what the finished paper will have.
        pages += [0 for signer in form.signers if signer.holder == _IMPORTER]
    return pages[0] if pages else None


def _table(enclosed: tuple[Enclosure, ...], facts: Facts, writing: Writing) -> Table:
    names = ("n", "paper", "number", "day", "pages", "where", "back")
    columns = tuple(
        Column(
            head=writing.word(f"column_{name}"),
            align="right" if name in ("n", "pages", "back") else "left",
            width=10 if name == "n" else None,
        )
        for name in names
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            title_of(one, facts.dossier, writing),
            number_of(one, writing),
            day_of(one, writing),
            pages_of(one, writing),
            _where(one, writing),
            settled(one, writing, "originals"),
        )
        for n, one in enumerate(enclosed, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _where(one: Enclosure, writing: Writing) -> Content:
    page = _signs(one)
    if not page:
        return writing.word("where")
    return writing.text("where_on", page=writing.whole(f"enclosures.{one.file}.sign_page", page))


def _steps(enclosed: tuple[Enclosure, ...], writing: Writing) -> tuple[Content, ...]:
    """What to do in turn; by which means depends on how the papers are finished."""
    ways = {one.way for one in enclosed}
    steps: list[Content] = [writing.word("step_check"), writing.word("step_place")]
    email = writing.blank("exporter.email")
    if "signed" in ways:
        steps.append(writing.text("step_signed", email=email))
    if ways - {"signed"} or not ways:
        address = writing.first(
            "exporter.address_english", "exporter.address_local", empty=UNFILLED
        )
        steps.append(writing.text("step_ink", address=address, email=email))
    return (*steps, writing.word("step_nothing_else"))


def _contact(writing: Writing) -> Content:
    return (writing.blank("exporter.email"), ", ", writing.blank("exporter.phone"))


FORM = Form(
    id="importer-package",
    title=N_("Letter to the importer with papers to sign"),
    languages=("en",),
    style=LETTER,
    write=_write,
    about="set",
    goes_with=_IMPORTER,
    reader="importer",
)
