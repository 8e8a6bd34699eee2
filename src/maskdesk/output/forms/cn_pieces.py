"""Pieces the declarations of Chinese exporters share: lots, producer, day, company seal."""

from maskdesk.dossier.sections import GoodsLine
from maskdesk.output.blocks import SignaturePlace
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed
from maskdesk.rules.ground import filled, known

# Room above the name: a round seal of 38 to 42 mm covers it together with name and day.
SEAL_ROOM = 36


def lot_numbers(line: GoodsLine, writing: Writing) -> Content:
    """The numbers of a line's lots, parted as Chinese lists are."""
    numbers = [
        writing.field(f"goods[{line.id}].lots[{lot.id}].number")
        for lot in line.lots
        if filled(lot.number)
    ]
    return listed(numbers)


def listed(pieces: list[Printed]) -> Content:
    """Pieces one after the other; nothing at all is an empty box."""
    return tuple(part for piece in pieces for part in ("、", piece))[1:] or ""


def producer_name(line: GoodsLine, facts: Facts, writing: Writing) -> Printed:
    """Who made a goods line, in the paper's language where that name is known."""
    made_by = known(line.producer)
    if made_by not in {producer.id for producer in facts.dossier.producers}:
        return Printed("", f"goods[{line.id}].producer")
    names = ["name_local", "name_english"]
    if writing.language == "en":
        names.reverse()
    return writing.first(*(f"producers[{made_by}].{name}" for name in names))


def day_signed(facts: Facts, writing: Writing) -> Content:
    """The day on this paper; room to write one where none is settled."""
    details = facts.details
    if details is None or not filled(details.day):
        return writing.text("blank_day")
    return writing.day(f"papers[{details.id}].day")


def exporters_seal_place(
    writing: Writing,
    *,
    role: Content,
    note: Content,
    below: tuple[Content, ...],
    height: float = SEAL_ROOM,
) -> SignaturePlace:
    """Where the exporter's company seal goes: over its name and the day, which stand `below`."""
    return SignaturePlace(
        field=EXPORTER_SIGNS.field,
        role=role,
        note=note,
        name=writing.first("exporter.name_local", "exporter.name_english"),
        below=below,
        height=height,
        framed=True,
    )
