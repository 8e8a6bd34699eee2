"""Request to a producer for the certificates and test reports that are found missing."""

import re
from collections.abc import Iterator

from maskdesk.dossier.sections import Dossier, GoodsLine, Producer
from maskdesk.language import N_
from maskdesk.output.blocks import Heading, Paragraph, Space
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.letter_pieces import (
    LETTER,
    LETTERS,
    authoritys_language,
    closing,
    declared_on,
    exporter_told,
    opening,
)
from maskdesk.output.forms.pieces import line_name, rows_or_blank
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import UNFILLED, Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.finding import Finding
from maskdesk.rules.ground import Index, filled, known
from maskdesk.rules.holding import acknowledged

_SIZE = 9.5

# What of a goods line only its producer can say or prove; quantities and prices are the exporter's.
_PRODUCERS = re.compile(
    r"goods\[(?P<line>[^]]*)\]"
    r"(\.(brand|ce_\w+|composition|fastening|filter_class|lots|model|slip_in_pack|standards"
    r"|sterile)\b.*)?"
)
_CERTIFICATE = re.compile(r"certificates\[(?P<certificate>[^]]*)\].*")


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    producer = _producer(facts)
    asked = tuple(_asked(facts, producer))
    reached = (writing.blank("exporter.email"), "; ", writing.blank("exporter.phone"))
    return (
        *opening(facts, writing, to=_to(producer, facts, writing), subject=writing.word("subject")),
        Paragraph(
            text=writing.text(
                "exports",
                name=exporter_told(writing),
                contract=writing.blank("contract.number"),
                country=writing.blank("destination.country"),
            )
        ),
        Heading(writing.word("goods")),
        _goods(producer, facts, writing),
        Heading(writing.word("missing")),
        _missing(asked, facts, writing),
        Space(1),
        Paragraph(text=writing.text("until", day=declared_on(facts, writing))),
        Paragraph(text=writing.text("send_to", reached=reached)),
        *closing(facts, writing),
    )


def _producers(dossier: Dossier) -> tuple[str, ...]:
    """The producers that make goods of this consignment; the exporter does not ask itself."""
    making = {known(line.producer) for line in dossier.goods}
    own = known(dossier.exporter.tax_code)
    return tuple(
        f"producers[{one.id}]"
        for one in dossier.producers
        if one.id in making and (own is None or known(one.code) != own)
    )


def _producer(facts: Facts) -> Producer | None:
    producers = facts.dossier.producers
    return next((one for one in producers if f"producers[{one.id}]" == facts.subject), None)


def _lines(producer: Producer | None, facts: Facts) -> tuple[GoodsLine, ...]:
    if producer is None:
        return ()
    return tuple(line for line in facts.dossier.goods if known(line.producer) == producer.id)


def _asked(facts: Facts, producer: Producer | None) -> Iterator[tuple[Finding, list[GoodsLine]]]:
    """What is open about this producer's goods and has not been settled, each with its lines."""
    index = Index(facts.dossier)
    lines = _lines(producer, facts)
    covered = {line.id: {one.id for one in index.certificates_for(line)} for line in lines}
    for finding in facts.report.findings:
        if not finding.open or acknowledged(finding, facts.dossier) is not None:
            continue
        touched = {
            found["line"] for place in finding.places if (found := _PRODUCERS.fullmatch(place))
        }
        certificates = {
            found["certificate"]
            for place in finding.places
            if (found := _CERTIFICATE.fullmatch(place))
        }
        about = [line for line in lines if line.id in touched or covered[line.id] & certificates]
        if about:
            yield finding, about


def _to(producer: Producer | None, facts: Facts, writing: Writing) -> Content:
    details = facts.details
    if details is not None and filled(details.addressee):
        return writing.field(f"papers[{details.id}].addressee")
    if producer is None:
        return UNFILLED
    path = f"producers[{producer.id}]"
    names = ("name_local", "name_english")
    ordered = names[::-1] if writing.language == "en" else names
    name = writing.first(*(f"{path}.{one}" for one in ordered), empty=UNFILLED)
    address = writing.field(f"{path}.address")
    return (name, "\n", address) if address.text and writing.language == "en" else name


def _goods(producer: Producer | None, facts: Facts, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_standards")),
        Column(head=writing.word("column_lots")),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            line_name(line, writing),
            writing.field(f"goods[{line.id}].model"),
            writing.field(f"goods[{line.id}].standards"),
            _lots(line, writing),
        )
        for n, line in enumerate(_lines(producer, facts), start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _lots(line: GoodsLine, writing: Writing) -> Content:
    numbers = [
        writing.field(f"goods[{line.id}].lots[{lot.id}].number")
        for lot in line.lots
        if filled(lot.number)
    ]
    return tuple(part for one in numbers for part in ("; ", one))[1:] or ""


def _missing(
    asked: tuple[tuple[Finding, list[GoodsLine]], ...], facts: Facts, writing: Writing
) -> Table:
    """Each open point in its own sentence, with the producer's goods it is about."""
    columns = (
        Column(head=writing.word("column_n"), align="right", width=11),
        Column(head=writing.word("column_missing")),
        Column(head=writing.word("column_lines"), width=24),
        Column(head=writing.word("column_sent"), width=26),
    )
    numbers = {line.id: n for n, line in enumerate(_lines(_producer(facts), facts), start=1)}
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            Printed(str(n)),
            writing.named(f"finding.{finding.key}", finding.sentence(writing.language)),
            ", ".join(str(numbers[line.id]) for line in lines),
            "",
        )
        for n, (finding, lines) in enumerate(asked, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


FORM = Form(
    id="producer-request",
    title=N_("Request to the producer for missing reports"),
    languages=("vi", "zh", "en"),
    style=LETTER,
    styles=LETTERS,
    write=_write,
    choose=authoritys_language,
    per=_producers,
    reader="producer",
)
