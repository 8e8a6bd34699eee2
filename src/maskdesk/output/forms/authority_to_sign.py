"""Authority to sign: the legal representative lets somebody sign for the exporter."""

from maskdesk.dossier.sections import Dossier, Signatory
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Signatures
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Form, Signer
from maskdesk.output.forms.letter_pieces import (
    LETTER,
    LETTERS,
    authoritys_language,
    distributed,
    exporter_address,
    exporter_told,
    legal_representative,
    opening,
    other_signs,
    signatory_told,
)
from maskdesk.output.forms.pieces import place_and_day
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed, pieces_of
from maskdesk.rules.ground import known

AUTHORISED_SIGNS = Signer(field="SigAuthorised", role="approve", holder="signatory")


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    principal, authorised = legal_representative(facts.dossier), _authorised(facts)
    number = signatory_told(authorised, "authorisation_number", writing)
    at = f"{facts.subject}.authorisation_day" if authorised is not None else ""
    day = place_and_day(facts, writing, at=at)
    return (
        *opening(facts, writing, number=number, day=day),
        Heading(writing.word("principal")),
        Paragraph(
            text=writing.text(
                "principal_firm",
                name=exporter_told(writing),
                code=writing.blank("exporter.tax_code"),
                address=exporter_address(writing),
            )
        ),
        Paragraph(
            text=writing.text(
                "principal_person",
                name=signatory_told(principal, "name", writing),
                position=signatory_told(principal, "position", writing),
            )
        ),
        Heading(writing.word("authorised")),
        Paragraph(
            text=writing.text(
                "authorised_person",
                name=signatory_told(authorised, "name", writing),
                position=signatory_told(authorised, "position", writing),
            )
        ),
        Heading(writing.word("authority")),
        Paragraph(text=writing.word("signs_in_name"), keep=True),
        Fields(
            (
                (_box(writing, "scope", _field(authorised, "scope", writing), lines=3, most=14),),
                (_box(writing, "until", _field(authorised, "until", writing)),),
            )
        ),
        distributed(_signatures(principal, authorised, day, writing), facts, writing),
    )


def _signatures(
    principal: Signatory | None, authorised: Signatory | None, day: Content, writing: Writing
) -> Signatures:
    """The legal representative for the firm, and a specimen of the authorised person's hand."""
    firm, own = _part(principal, writing), _part(authorised, writing)
    chinese = writing.language == "zh"
    specimen = other_signs(
        writing,
        AUTHORISED_SIGNS.field,
        role=writing.word("specimen"),
        note=writing.word("specimen_note"),
        name=own[0],
        position=own[1],
    )
    seal = other_signs(
        writing,
        EXPORTER_SIGNS.field,
        role=writing.text("signs_for", name=exporter_told(writing)),
        note=writing.word("sign_note"),
        name=exporter_told(writing) if chinese else firm[0],
        position=None if chinese else firm[1],
        below=(((*pieces_of(firm[1]), " ", *pieces_of(firm[0])), day) if chinese else ()),
    )
    return Signatures((specimen, seal))


def _part(row: Signatory | None, writing: Writing) -> tuple[Printed, Printed]:
    """Name and position as they stand under a signature: nothing where they are not known."""
    if row is None:
        return Printed(""), Printed("")
    position = ("position_english", "position") if writing.language == "en" else ("position",)
    path = f"exporter.signatories[{row.id}]"
    return (
        writing.field(f"{path}.name"),
        writing.first(*(f"{path}.{name}" for name in position)),
    )


def _signatories(dossier: Dossier) -> tuple[str, ...]:
    return tuple(
        f"exporter.signatories[{one.id}]"
        for one in dossier.exporter.signatories
        if known(one.capacity) == "by-authorisation"
    )


def _authorised(facts: Facts) -> Signatory | None:
    signatories = facts.dossier.exporter.signatories
    return next((o for o in signatories if f"exporter.signatories[{o.id}]" == facts.subject), None)


def _field(row: Signatory | None, name: str, writing: Writing) -> Content:
    return writing.field(f"exporter.signatories[{row.id}].{name}") if row is not None else ""


def _box(writing: Writing, key: str, value: Content, *, lines: int = 1, most: int = 6) -> Field:
    return Field(caption=writing.word(f"box_{key}"), value=value, lines=lines, most=most)


FORM = Form(
    id="authority-to-sign",
    title=N_("Authority to sign"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    signers=(EXPORTER_SIGNS, AUTHORISED_SIGNS),
    choose=authoritys_language,
    per=_signatories,
    number_at="{subject}.authorisation_number",
    day_at="{subject}.authorisation_day",
)
