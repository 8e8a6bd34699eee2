"""Pieces the declarations of Chinese exporters share: lines declared, lots, producer, seal."""

from msgspec import Struct

from maskdesk.dossier.sections import GoodsLine
from maskdesk.output.blocks import SignaturePlace
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed
from maskdesk.rules.ground import filled, known

# Room above the name: a round seal of 38 to 42 mm covers it together with name and day.
SEAL_ROOM = 36


class DeclaredGoods(Struct, frozen=True, kw_only=True):
    """A goods line on the declaration at hand, and where its pieces declared stand."""

    line: GoodsLine
    pieces: str


def declared_goods(facts: Facts) -> tuple[DeclaredGoods, ...]:
    """The goods lines of the declaration at hand; all of them where it names none."""
    declaration = facts.declaration
    if declaration is None or not declaration.lines:
        return tuple(
            DeclaredGoods(line=line, pieces=f"goods[{line.id}].pieces_declared")
            for line in facts.dossier.goods
        )
    lines = {line.id: line for line in facts.dossier.goods}
    rows = f"customs.declarations[{declaration.id}].lines"
    return tuple(
        DeclaredGoods(line=lines[named], pieces=f"{rows}[{row.id}].pieces")
        for row in declaration.lines
        if (named := known(row.line)) in lines
    )


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
