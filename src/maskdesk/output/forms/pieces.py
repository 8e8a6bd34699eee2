"""Pieces that many forms draw alike: number, place and day, addressee, signatory, goods."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import GoodsLine
from maskdesk.output.blocks import SignaturePlace
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import UNFILLED, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known


def paper_number(facts: Facts, writing: Writing) -> Printed:
    """The number the clerk gave this paper; dots to write on where there is none."""
    return _detail(facts, writing, "number")


def addressee(facts: Facts, writing: Writing, *, default: str) -> Content:
    """To whom this paper goes: as settled for it, else as its wording says."""
    details = facts.details
    if details is not None and filled(details.addressee):
        return writing.field(f"papers[{details.id}].addressee")
    return writing.text(default)


def place_and_day(facts: Facts, writing: Writing, *, at: str = "") -> Content:
    """Place and day as they stand at the head or above a signature.

    `at` is where the day stands if not with what the clerk settled for this paper.
    """
    details = facts.details
    own_place = details is not None and filled(details.place)
    path = f"papers[{details.id}].place" if details and own_place else "exporter.place"
    place = writing.blank(path)
    at = at or (f"papers[{details.id}].day" if details is not None else "")
    dated = bool(at) and filled(get(facts.dossier, at))
    day = writing.day(at) if dated else writing.text("blank_day")
    pieces = day if isinstance(day, tuple) else (day,)
    return (place, ", " if writing.language != "zh" else " ", *pieces)


def signature_position(facts: Facts, writing: Writing) -> Printed:
    """The office of whoever signs for the exporter, in the paper's language where it is known."""
    if writing.language == "en":
        return _signatory(facts, writing, "position_english", "position")
    return _signatory(facts, writing, "position")


def signature_name(facts: Facts, writing: Writing) -> Printed:
    """The name of whoever signs for the exporter."""
    return _signatory(facts, writing, "name")


def authority_to_sign(facts: Facts, writing: Writing) -> tuple[Content, ...]:
    """By what authorisation somebody signs who is not the legal representative."""
    signatory = facts.signatory
    if signatory is None or known(signatory.capacity) != "by-authorisation":
        return ()
    path = f"exporter.signatories[{signatory.id}]"
    number = writing.blank(f"{path}.authorisation_number")
    day = writing.blank(f"{path}.authorisation_day")
    return (writing.text("by_authorisation", number=number, day=day),)


def petition_signature(facts: Facts, writing: Writing) -> SignaturePlace:
    """Where the exporter signs a Vietnamese paper: office in capitals, note, name below."""
    position = signature_position(facts, writing)
    return SignaturePlace(
        field=EXPORTER_SIGNS.field,
        role=in_capitals(position) if position.text else writing.word("signs_for"),
        note=writing.word("sign_note"),
        name=signature_name(facts, writing),
        below=authority_to_sign(facts, writing),
    )


def line_name(line: GoodsLine, writing: Writing) -> Printed:
    """What a goods line is called in the paper's language, else in English."""
    own = {"en": "name_english", "vi": "name_vietnamese", "zh": "name_chinese"}[writing.language]
    paths = [f"goods[{line.id}].{name}" for name in (own, "name_english", "model")]
    return writing.first(*paths)


class DeclaredGoods(Struct, frozen=True, kw_only=True):
    """A goods line on the declaration at hand, and where its pieces declared stand."""

    line: GoodsLine
    path: str
    pieces: int | None


def declared_goods(facts: Facts) -> tuple[DeclaredGoods, ...]:
    """The goods lines of the declaration at hand; all of them where it names none."""
    dossier, declaration = facts.dossier, facts.declaration
    if declaration is None or not declaration.lines:
        places = [(line, f"goods[{line.id}].pieces_declared") for line in dossier.goods]
    else:
        lines = {line.id: line for line in dossier.goods}
        rows = f"customs.declarations[{declaration.id}].lines"
        places = [
            (lines[named], f"{rows}[{row.id}].pieces")
            for row in declaration.lines
            if (named := known(row.line)) in lines
        ]
    return tuple(
        DeclaredGoods(line=line, path=path, pieces=_whole(get(dossier, path)))
        for line, path in places
    )


def lots_table(
    goods: Iterable[DeclaredGoods],
    columns: tuple[Column, ...],
    writing: Writing,
    *,
    total: Content,
    size: float,
) -> Table | None:
    """The lots of goods lines under six columns: line, model, number, both days, pieces.

    None where no line names a lot.
    """
    lots = [
        (n, f"goods[{one.line.id}]", lot)
        for n, one in enumerate(goods, start=1)
        for lot in one.line.lots
    ]
    if not lots:
        return None
    rows = tuple(
        (
            Printed(str(n)),
            writing.field(f"{path}.model"),
            *(
                writing.field(f"{path}.lots[{lot.id}].{name}")
                for name in ("number", "produced", "expires", "pieces")
            ),
        )
        for n, path, lot in lots
    )
    pieces = whole_total(writing, "goods.lots.pieces", (known(lot.pieces) for _, _, lot in lots))
    return Table(columns=columns, rows=rows, total=("", total, "", "", "", pieces), size=size)


def declared_total(facts: Facts) -> int:
    """Pieces declared over all goods lines that say so."""
    return sum(one.pieces or 0 for one in declared_goods(facts))


def whole_total(writing: Writing, name: str, numbers: Iterable[int | None]) -> Printed:
    """A sum under its name; nothing while one of its numbers is missing."""
    found = tuple(numbers)
    known_ones = [number for number in found if number is not None]
    if not found or len(known_ones) < len(found):
        return writing.named(name, "")
    return writing.whole(name, sum(known_ones))


def goods_table(facts: Facts, writing: Writing) -> Table:
    """Goods by line: name, model, standard, pieces declared, with their sum."""
    columns = (
        Column(head=writing.word("column_n"), align="right", width=10),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_standards")),
        Column(head=writing.word("column_pieces"), align="right"),
    )
    goods = declared_goods(facts)
    rows = tuple(
        (
            Printed(str(n)),
            line_name(one.line, writing),
            writing.field(f"goods[{one.line.id}].model"),
            writing.field(f"goods[{one.line.id}].standards"),
            writing.field(one.path),
        )
        for n, one in enumerate(goods, start=1)
    )
    total = whole_total(writing, "goods.pieces_declared", (one.pieces for one in goods))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=("", writing.word("total"), "", "", total),
    )


def rows_or_blank(
    rows: tuple[tuple[Content, ...], ...], columns: tuple[Column, ...]
) -> tuple[tuple[Content, ...], ...]:
    """The rows of a table; one to write on where there are none."""
    return rows or (("",) * len(columns),)


def in_capitals(printed: Printed) -> Printed:
    """A name or office in capitals, as Vietnamese papers set them."""
    return replace(printed, text=printed.text.upper())


def _detail(facts: Facts, writing: Writing, name: str) -> Printed:
    details = facts.details
    if details is None:
        return Printed(UNFILLED)
    return writing.blank(f"papers[{details.id}].{name}")


def _signatory(facts: Facts, writing: Writing, *names: str) -> Printed:
    signatory = facts.signatory
    if signatory is None:
        return Printed("")
    return writing.first(*(f"exporter.signatories[{signatory.id}].{name}" for name in names))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
