"""Pieces the Vietnamese papers share: head, recipients, answers to tick, facilities, balance."""

from collections.abc import Callable

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import Declaration, Dossier, GoodsLine, Support
from maskdesk.output.blocks import (
    MottoHead,
    Paragraph,
    Recipients,
    SignaturePlace,
    Signatures,
    Statements,
    Tick,
    Ticks,
)
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Signer
from maskdesk.output.forms.pieces import (
    authority_to_sign,
    in_capitals,
    paper_number,
    petition_signature,
    place_and_day,
    signature_name,
    signature_position,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import UNFILLED, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import Index, filled, known, live_declarations

FACILITY_SIGNS = Signer(field="SigFacility", role="approve", holder="facility")

# Tables of two-party papers: few columns, so nearly as large as the text.
SIZE = 11.5
_FIGURE = 34
_PROOFS = (
    "award_number",
    "award_day",
    "contract_number",
    "contract_day",
    "agreement_number",
    "agreement_day",
)


def petition_head(facts: Facts, writing: Writing) -> MottoHead:
    """The head of a paper of the exporter's own: its name and number, motto, place and day."""
    return MottoHead(
        issuer=exporter_in_capitals(writing),
        number=writing.text("number", number=paper_number(facts, writing)),
        place_and_day=place_and_day(facts, writing),
    )


def exporter_in_capitals(writing: Writing) -> Printed:
    """The exporter's name as Vietnamese papers head themselves with it."""
    return in_capitals(exporter_name(writing))


def exporter_name(writing: Writing) -> Printed:
    """The exporter's name; dots to write on where there is none."""
    return writing.first("exporter.name_local", "exporter.name_english", empty=UNFILLED)


def recipients(facts: Facts, writing: Writing) -> Recipients:
    """Who gets the paper, as settled for it, else as its wording says; and in how many copies."""
    details = facts.details
    items: list[Content] = []
    if details is not None and (named := known(details.recipients)):
        path = f"papers[{details.id}].recipients"
        items += [(Printed(one, path), ";") for one in named]
    else:
        items += _numbered(writing, "recipient")
    items += [writing.word("recipient_kept"), *_copies(facts, writing)]
    return Recipients(writing.word("recipients"), tuple(items))


def petition_foot(facts: Facts, writing: Writing) -> Signatures:
    """Recipients left, the exporter's signature right."""
    return Signatures((recipients(facts, writing), petition_signature(facts, writing)))


def answers(facts: Facts, writing: Writing, **paths: str) -> Ticks:
    """What is promised or attested: a box each, ticked only where the clerk answered yes."""
    return Ticks(items=tuple(answer(facts, writing, key, path) for key, path in paths.items()))


def answer(facts: Facts, writing: Writing, key: str, path: str) -> Tick:
    """One promise or attestation, ticked only where the clerk answered yes."""
    return Tick(label=writing.word(key), checked=get(facts.dossier, path) is True, path=path)


def dashed(items: tuple[Content, ...]) -> Statements:
    """Lines with a dash before each, as Vietnamese papers list what they know of a party."""
    return Statements(items=items, numbering="-")


def supported(of: Callable[[Support], bool]) -> Callable[[Dossier], tuple[str, ...]]:
    """The rows of domestic support that have a paper of their own, by path."""

    def paths(dossier: Dossier) -> tuple[str, ...]:
        return tuple(f"support[{row.id}]" for row in dossier.support if of(row))

    return paths


def support_row(facts: Facts) -> Support | None:
    """The facility this paper is about."""
    return next(
        (row for row in facts.dossier.support if f"support[{row.id}]" == facts.subject), None
    )


def declaration_of(row: Support | None, facts: Facts) -> Declaration | None:
    """The declaration a facility's pieces count for: the one named, else the only one there is."""
    named = known(row.declaration) if row is not None else None
    if named is not None:
        declarations = facts.dossier.customs.declarations
        return next((one for one in declarations if one.id == named), None)
    return the_declaration(facts)


def the_declaration(facts: Facts) -> Declaration | None:
    """The declaration at hand, else the only one that was neither refused nor withdrawn."""
    live = live_declarations(facts.dossier)
    return facts.declaration or (live[0] if len(live) == 1 else None)


def declaration_named(declaration: Declaration | None, writing: Writing) -> Content:
    """A declaration in running text: its number and the day it was or is to be registered."""
    if declaration is None:
        path = "customs.declarations"
        return writing.text(
            "declaration_planned", number=Printed(UNFILLED, path), day=Printed(UNFILLED, path)
        )
    path = f"customs.declarations[{declaration.id}]"
    number = writing.blank(f"{path}.number")
    if filled(declaration.registered):
        day = writing.field(f"{path}.registered")
        return writing.text("declaration_registered", number=number, day=day)
    return writing.text("declaration_planned", number=number, day=writing.blank(f"{path}.planned"))


def basis(row: Support, writing: Writing) -> Content:
    """By what a facility is supplied, with the numbers that prove it."""
    code = known(row.basis)
    if code is None:
        return Printed("", f"support[{row.id}].basis")
    places = {name: writing.blank(f"support[{row.id}].{name}") for name in _PROOFS}
    return writing.text(f"basis_{code}", **places)


def balance(row: Support | None, declaration: Declaration | None, writing: Writing) -> Table:
    """What was pledged, delivered and is left for the one declaration this paper serves."""
    columns = (
        Column(head=writing.word("column_declaration")),
        Column(head=writing.word("column_pledged"), align="right", width=_FIGURE),
        Column(head=writing.word("column_delivered"), align="right", width=_FIGURE),
        Column(head=writing.word("column_left"), align="right", width=_FIGURE),
    )
    number: Content = ""
    if declaration is not None:
        number = writing.field(f"customs.declarations[{declaration.id}].number")
    cells: tuple[Content, ...] = (number, "", "", "")
    if row is not None:
        path = f"support[{row.id}]"
        cells = (
            number,
            writing.field(f"{path}.pieces_pledged"),
            writing.field(f"{path}.pieces_delivered"),
            _left(row, writing),
        )
    return Table(columns=columns, rows=(cells,), size=SIZE)


def article(writing: Writing, key: str, text: Content) -> Paragraph:
    """An article of an agreement: its number and name bold, the text after it."""
    return Paragraph(text=(Printed(writing.word(key), None, "bold"), " ", *_parts(text)))


def exporter_as_party(facts: Facts, writing: Writing) -> tuple[Content, ...]:
    """The exporter as the first of two parties: name, number, address, who acts for it."""
    signatory = facts.signatory
    path = f"exporter.signatories[{signatory.id}]" if signatory is not None else ""
    return (
        writing.text(
            "party_exporter",
            name=exporter_name(writing),
            code=writing.blank("exporter.tax_code"),
        ),
        writing.text("party_address", address=writing.blank("exporter.address_local")),
        writing.text(
            "party_represented",
            name=writing.blank(f"{path}.name") if path else UNFILLED,
            position=writing.blank(f"{path}.position") if path else UNFILLED,
        ),
    )


def facility_as_party(row: Support | None, writing: Writing) -> tuple[Content, ...]:
    """The facility as the second of two parties; dots where nothing is known yet."""
    return (
        writing.text("party_facility", name=told(row, "facility", writing)),
        writing.text(
            "party_address_in",
            address=told(row, "address", writing),
            province=told(row, "province", writing),
        ),
        writing.text(
            "party_represented",
            name=told(row, "representative", writing),
            position=told(row, "representative_position", writing),
        ),
    )


def told(row: Support | None, name: str, writing: Writing) -> Printed:
    """A field of the facility's row in running text; dots where it is empty."""
    return writing.blank(f"support[{row.id}].{name}") if row is not None else Printed(UNFILLED)


def exporter_signs_as_party(
    facts: Facts, writing: Writing, *, by_office: bool = True
) -> SignaturePlace:
    """Where the exporter signs as the first of two parties, with office and authority."""
    position = signature_position(facts, writing) if by_office else Printed("")
    return SignaturePlace(
        field=EXPORTER_SIGNS.field,
        role=writing.word("exporter_signs"),
        capacity=in_capitals(position) if position.text else None,
        note=writing.word("sign_note"),
        name=signature_name(facts, writing),
        below=authority_to_sign(facts, writing),
    )


def facility_signs(
    row: Support | None, writing: Writing, *, name: str, position: str = ""
) -> SignaturePlace:
    """Where the facility signs: room for ink and seal over the name in that field of its row."""
    office = writing.field(f"support[{row.id}].{position}") if row and position else Printed("")
    return SignaturePlace(
        field=FACILITY_SIGNS.field,
        role=writing.word("facility_signs"),
        capacity=in_capitals(office) if office.text else None,
        note=writing.word("sign_note"),
        name=writing.field(f"support[{row.id}].{name}") if row is not None else None,
    )


def day_of(row: Support | None, name: str, facts: Facts, writing: Writing) -> Content:
    """Place and a day of the facility's row, as they stand at the head."""
    return place_and_day(facts, writing, at=f"support[{row.id}].{name}" if row is not None else "")


def certificate_numbers(line: GoodsLine, scheme: str, writing: Writing, index: Index) -> Content:
    """The numbers of a scheme's certificates that cover a goods line."""
    numbers = [
        writing.field(f"certificates[{one.id}].number")
        for one in index.certificates_for(line)
        if known(one.scheme) == scheme and filled(one.number)
    ]
    return tuple(part for one in numbers for part in ("; ", one))[1:] or ""


def _numbered(writing: Writing, key: str) -> list[Content]:
    found: list[Content] = []
    while writing.has(f"{key}_{len(found) + 1}"):
        found.append(writing.word(f"{key}_{len(found) + 1}"))
    return found


def _copies(facts: Facts, writing: Writing) -> tuple[Content, ...]:
    details = facts.details
    if details is None or not (filled(details.originals) or filled(details.copies)):
        return ()
    path = f"papers[{details.id}]"
    return (
        writing.text(
            "copies",
            originals=writing.blank(f"{path}.originals"),
            copies=writing.blank(f"{path}.copies"),
        ),
    )


def _left(row: Support, writing: Writing) -> Printed:
    """What is still to be delivered; nothing is left where more was delivered than pledged."""
    pledged, delivered = known(row.pieces_pledged), known(row.pieces_delivered)
    if pledged is None or delivered is None:
        return writing.named("support.left", "")
    return writing.whole("support.left", max(pledged - delivered, 0))


def _parts(content: Content) -> tuple[str | Printed, ...]:
    return content if isinstance(content, tuple) else (content,)
