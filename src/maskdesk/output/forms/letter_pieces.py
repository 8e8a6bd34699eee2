"""Pieces of the letters every origin has: how each language opens one, signs it and lists who."""

from collections.abc import Mapping

from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Party, Signatory
from maskdesk.language import LANGUAGES, Language
from maskdesk.output.blocks import (
    Addressee,
    Letterhead,
    Paragraph,
    SignaturePlace,
    Signatures,
    Space,
    Title,
    Together,
)
from maskdesk.output.forms.cn_pieces import SEAL_ROOM, exporters_seal_place
from maskdesk.output.forms.form import Facts
from maskdesk.output.forms.pieces import (
    authority_to_sign,
    in_capitals,
    paper_number,
    petition_signature,
    place_and_day,
    signature_name,
    signature_position,
)
from maskdesk.output.forms.trade_pieces import exporter_signs
from maskdesk.output.forms.vn_pieces import petition_head, recipients
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import MINISTRY_ZH, PETITION, TRADE, PageStyle
from maskdesk.output.setting import UNFILLED, Block, Content, Printed, words_of
from maskdesk.rules.ground import filled, known

_LANGUAGE_OF: dict[str, Language] = {"VN": "vi", "CN": "zh", "EU": "en"}

LETTER = replace(
    TRADE,
    name="letter",
    top=20,
    left=25,
    right=20,
    body=11,
    leading=14.5,
    least=9,
    caption=8,
    small=8,
    title=14,
    subject=11.5,
    gap=5,
)
_LETTER_ZH = replace(MINISTRY_ZH, name="letter_zh", top=24, leading=19, title=18)
# The looks letters have beside LETTER, which is for every other language.
LETTERS: Mapping[Language, PageStyle] = {"vi": PETITION, "zh": _LETTER_ZH}


def authoritys_language(dossier: Dossier) -> tuple[Language, ...]:
    """The language of the origin's authorities; where it is not known, the papers' first."""
    own = _LANGUAGE_OF.get(known(dossier.head.origin) or "")
    return (own,) if own is not None else offices_language(dossier)


def offices_language(dossier: Dossier) -> tuple[Language, ...]:
    """The language the office works in: the first of the papers, else that of the origin."""
    chosen = (known(dossier.head.languages) or ())[:1]
    first = next((language for language in LANGUAGES if language in chosen), None)
    return (first or _LANGUAGE_OF.get(known(dossier.head.origin) or "", "en"),)


def opening(
    facts: Facts,
    writing: Writing,
    *,
    to: Content | None = None,
    subject: Content | None = None,
    number: Printed | None = None,
    day: Content | None = None,
) -> tuple[Block, ...]:
    """Who writes, number, place and day, to whom, and what the paper is.

    A number, and a day with its place, that stand elsewhere than with the paper's own details are
    given.
    """
    number = paper_number(facts, writing) if number is None else number
    day = place_and_day(facts, writing) if day is None else day
    numbered = writing.text("number", number=number)
    title = Title(text=writing.word("title"), subject=subject)
    addressed: tuple[Block, ...] = ()
    if writing.language == "vi":
        head = replace(petition_head(facts, writing), number=numbered, place_and_day=day)
        if to is not None:
            addressed = (Addressee(writing.word("to"), _each(to)),)
        return (head, title, *addressed)
    if writing.language == "zh":
        if to is not None:
            addressed = (_to(writing, to),)
        return (title, Paragraph(text=numbered, align="right"), *addressed)
    if to is not None:
        addressed = (Space(2), _to(writing, to))
    return (
        letterhead(writing),
        Paragraph(text=numbered, align="left", gap=1),
        Paragraph(text=day, align="left"),
        *addressed,
        title,
    )


def letterhead(writing: Writing) -> Letterhead:
    """The exporter's name, address and how to reach it, in English where they are known."""
    reached = [writing.field(path) for path in ("exporter.phone", "exporter.email")]
    line = tuple(part for one in reached if one.text for part in (" · ", one))[1:]
    return Letterhead(
        name=writing.first("exporter.name_english", "exporter.name_local"),
        lines=(
            writing.first("exporter.address_english", "exporter.address_local"),
            *((line,) if line else ()),
        ),
    )


def closing(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    """Where the exporter signs, who gets the paper, and in how many copies."""
    if writing.language == "vi":
        signed = petition_signature(facts, writing)
        return (Signatures((recipients(facts, writing), signed)),)
    signed = exporter_signs_letter(facts, writing)
    return (distributed(Signatures((None, signed)), facts, writing),)


def exporter_signs_letter(
    facts: Facts, writing: Writing, *, day: Content | None = None
) -> SignaturePlace:
    """Where the exporter signs: as Vietnamese petitions, Chinese seals or trade papers have it.

    A paper of two parties (`day` is then given) says which of them the exporter is.
    """
    if writing.language == "vi":
        place = petition_signature(facts, writing)
        position = signature_position(facts, writing)
        if day is None or not position.text:
            return place
        return replace(place, role=writing.word("signs_for"), capacity=in_capitals(position))
    if writing.language == "zh":
        return exporters_seal_place(
            writing,
            role=writing.word("signs_for"),
            note=writing.word("sign_note"),
            below=(
                *_office(signature_position(facts, writing), signature_name(facts, writing)),
                *authority_to_sign(facts, writing),
                place_and_day(facts, writing) if day is None else day,
            ),
        )
    return replace(exporter_signs(facts, writing), place_and_day=None)


def other_signs(
    writing: Writing,
    field: str,
    *,
    role: Content,
    name: Content | None,
    note: Content,
    position: Printed | None = None,
    below: tuple[Content, ...] = (),
) -> SignaturePlace:
    """Where somebody else signs the same paper, looking as the exporter's place does."""
    vietnamese, chinese = writing.language == "vi", writing.language == "zh"
    office = (position,) if position is not None and position.text else ()
    return SignaturePlace(
        field=field,
        role=role,
        capacity=in_capitals(office[0]) if office and vietnamese else None,
        note=note,
        name=name,
        below=(*(() if vietnamese else office), *below),
        height=SEAL_ROOM if chinese else 26,
        framed=not vietnamese,
    )


def distributed(signed: Signatures, facts: Facts, writing: Writing) -> Together:
    """The places to sign, and right under them who gets the paper and in how many copies."""
    listed = recipients(facts, writing)
    if writing.language == "vi":
        return Together((signed, Signatures((listed, None))))
    pieces: list[str | Printed] = [listed.label]
    # Chinese marks bring their own space.
    space = "" if writing.language == "zh" else " "
    for item in listed.items:
        pieces += [space, *(item if isinstance(item, tuple) else (item,))]
    line = Paragraph(text=tuple(pieces), align="left", indent=False)
    return Together((signed, Space(2), line))


def consignment_told(facts: Facts, writing: Writing) -> Paragraph:
    """Which consignment a letter is about: contract, country, declarations to customs."""
    return Paragraph(
        text=writing.text(
            "consignment",
            contract=writing.blank("contract.number"),
            signed=writing.day("contract.signed"),
            country=writing.blank("destination.country"),
            declarations=_declarations(facts, writing),
            reference=writing.blank("head.reference"),
        )
    )


def declared_on(facts: Facts, writing: Writing) -> Printed:
    """The day by which papers are needed: the first declaration still planned; dots without one."""
    planned = [
        (day, one.id)
        for one in facts.dossier.customs.declarations
        if known(one.state) in (None, "planned") and (day := known(one.planned)) is not None
    ]
    if not planned:
        return Printed(UNFILLED, "customs.declarations")
    return writing.day(f"customs.declarations[{min(planned)[1]}].planned")


def exporter_told(writing: Writing) -> Printed:
    """The exporter's name in running text, in the paper's language where it is known."""
    return writing.first(*exporter_names(writing), empty=UNFILLED)


def exporter_names(writing: Writing) -> tuple[str, str]:
    """Where the exporter's name stands, that of the paper's language first."""
    local, english = "exporter.name_local", "exporter.name_english"
    return (english, local) if writing.language == "en" else (local, english)


def exporter_address(writing: Writing) -> Printed:
    """The exporter's address in running text, in the paper's language where it is known."""
    local, english = "exporter.address_local", "exporter.address_english"
    paths = (english, local) if writing.language == "en" else (local, english)
    return writing.first(*paths, empty=UNFILLED)


def legal_representative(dossier: Dossier) -> Signatory | None:
    """Who speaks for the exporter by law, where the dossier names one."""
    signatories = dossier.exporter.signatories
    by_law = (one for one in signatories if known(one.capacity) == "legal-representative")
    return next(by_law, None)


def signatory_told(row: Signatory | None, name: str, writing: Writing) -> Printed:
    """A field of a signatory in running text; dots where it is empty or there is nobody."""
    if row is None:
        return Printed(UNFILLED, "exporter.signatories")
    path = f"exporter.signatories[{row.id}]"
    if name == "position" and writing.language == "en":
        return writing.first(f"{path}.position_english", f"{path}.position", empty=UNFILLED)
    return writing.blank(f"{path}.{name}")


def parties_with(dossier: Dossier, role: str) -> tuple[Party, ...]:
    """The parties that have a role."""
    return tuple(one for one in dossier.parties if role in (known(one.roles) or ()))


def party_told(row: Party | None, writing: Writing, *names: str) -> Printed:
    """The first filled field of a party in running text; dots where there is none."""
    if row is None:
        return Printed(UNFILLED, "parties")
    return writing.first(*(f"parties[{row.id}].{name}" for name in names), empty=UNFILLED)


def party_names(writing: Writing) -> tuple[str, str]:
    """Where a party's name stands: its own script first where the paper is not in English."""
    return ("name", "name_local") if writing.language == "en" else ("name_local", "name")


def _declarations(facts: Facts, writing: Writing) -> Content:
    """The declarations that still count by their numbers; dots while there is none."""
    path = "customs.declarations"
    numbers = [
        writing.field(f"{path}[{one.id}].number")
        for one in facts.dossier.customs.declarations
        if known(one.state) not in ("refused", "withdrawn") and filled(one.number)
    ]
    return tuple(part for one in numbers for part in ("; ", one))[1:] or Printed(UNFILLED, path)


def _to(writing: Writing, to: Content) -> Paragraph:
    pieces = to if isinstance(to, tuple) else (to,)
    text = (writing.word("to"), " " if writing.language == "en" else "", *pieces)
    return Paragraph(text=text, align="left", indent=False, gap=8)


def _each(to: Content) -> tuple[Content, ...]:
    """Several addressees of one field, each on a line of its own."""
    if isinstance(to, Printed) and "\n" in to.text:
        return tuple(replace(to, text=line) for line in to.text.splitlines() if line.strip())
    return (to,)


def _office(position: Printed, name: Printed) -> tuple[Content, ...]:
    """Office and name on one line, as they stand under a Chinese firm's name."""
    shown = tuple(part for one in (position, name) if one.text for part in (" ", one))[1:]
    return (shown,) if words_of(shown) else ()
