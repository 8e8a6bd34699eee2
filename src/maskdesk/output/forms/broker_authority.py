"""Authority for the customs broker: what it may do in the exporter's name, and until when."""

from maskdesk.dossier.sections import Dossier, Party
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Signatures
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts, Form, Signer
from maskdesk.output.forms.letter_pieces import (
    LETTER,
    LETTERS,
    authoritys_language,
    distributed,
    exporter_address,
    exporter_signs_letter,
    exporter_told,
    opening,
    other_signs,
    parties_with,
    party_names,
    party_told,
    signatory_told,
)
from maskdesk.output.forms.pieces import declared_goods, place_and_day, whole_total
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed

BROKER_SIGNS = Signer(field="SigBroker", role="approve", holder="broker")


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    broker = _broker(facts)
    day = place_and_day(facts, writing, at="customs.broker_authority_day")
    return (
        *opening(facts, writing, number=writing.blank("customs.broker_authority"), day=day),
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
                name=signatory_told(facts.signatory, "name", writing),
                position=signatory_told(facts.signatory, "position", writing),
            )
        ),
        Heading(writing.word("broker")),
        Paragraph(
            text=writing.text(
                "broker_firm",
                name=party_told(broker, writing, *party_names(writing)),
                code=party_told(broker, writing, "identifier"),
                address=party_told(broker, writing, "address"),
            )
        ),
        Paragraph(text=writing.text("broker_person", name=party_told(broker, writing, "contact"))),
        Heading(writing.word("authority")),
        Paragraph(text=writing.word("acts_in_name"), keep=True),
        Fields(
            (
                (
                    Field(
                        caption=writing.word("box_scope"),
                        value=writing.field("customs.broker_scope"),
                        span=3,
                        lines=3,
                        most=14,
                    ),
                    _box(writing, "until", writing.field("customs.broker_authority_until")),
                ),
                (
                    _box(writing, "contract", writing.field("contract.number"), span=7),
                    _box(writing, "country", writing.field("destination.country"), span=3),
                    _box(writing, "office", writing.field("customs.office"), span=5),
                    _box(writing, "pieces", _pieces(facts, writing), span=5),
                ),
            )
        ),
        distributed(_signatures(broker, day, facts, writing), facts, writing),
    )


def _signatures(broker: Party | None, day: Content, facts: Facts, writing: Writing) -> Signatures:
    accepts = other_signs(
        writing,
        BROKER_SIGNS.field,
        role=writing.word("broker_accepts"),
        note=writing.word("broker_note"),
        name=_broker_name(broker, writing),
    )
    return Signatures((accepts, exporter_signs_letter(facts, writing, day=day)))


def _brokers(dossier: Dossier) -> tuple[str, ...]:
    """One paper for each broker; where there is one it is about none in particular."""
    brokers = parties_with(dossier, "customs-broker")
    if len(brokers) == 1:
        return ("",)
    return tuple(f"parties[{one.id}]" for one in brokers)


def _broker(facts: Facts) -> Party | None:
    brokers = parties_with(facts.dossier, "customs-broker")
    if not facts.subject:
        return brokers[0] if brokers else None
    return next((one for one in brokers if f"parties[{one.id}]" == facts.subject), None)


def _broker_name(broker: Party | None, writing: Writing) -> Printed:
    if broker is None:
        return Printed("")
    return writing.first(*(f"parties[{broker.id}].{name}" for name in party_names(writing)))


def _pieces(facts: Facts, writing: Writing) -> Printed:
    pieces = (one.pieces for one in declared_goods(facts))
    return whole_total(writing, "goods.pieces_declared", pieces)


def _box(writing: Writing, key: str, value: Content, *, span: float = 1) -> Field:
    return Field(caption=writing.word(f"box_{key}"), value=value, span=span)


FORM = Form(
    id="broker-authority",
    title=N_("Authority for the customs broker"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    signers=(EXPORTER_SIGNS, BROKER_SIGNS),
    choose=authoritys_language,
    per=_brokers,
    number_at="customs.broker_authority",
    day_at="customs.broker_authority_day",
)
