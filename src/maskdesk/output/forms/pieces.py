"""Pieces that many forms draw alike: number, place and day, addressee, signatory, goods."""

from maskdesk.dossier.sections import GoodsLine
from maskdesk.output.forms.form import Facts
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


def place_and_day(facts: Facts, writing: Writing) -> Content:
    """Place and day as they stand at the head or above a signature."""
    details = facts.details
    own_place = details is not None and filled(details.place)
    path = f"papers[{details.id}].place" if details and own_place else "exporter.place"
    place = writing.blank(path)
    if details is not None and filled(details.day):
        day: Content = writing.day(f"papers[{details.id}].day")
    else:
        day = writing.text("blank_day")
    pieces = day if isinstance(day, tuple) else (day,)
    return (place, ", " if writing.language != "zh" else " ", *pieces)


def signature_position(facts: Facts, writing: Writing) -> Printed:
    """The office of whoever signs for the exporter."""
    return _signatory(facts, writing, "position")


def signature_name(facts: Facts, writing: Writing) -> Printed:
    """The name of whoever signs for the exporter."""
    return _signatory(facts, writing, "name")


def line_name(line: GoodsLine, writing: Writing) -> Printed:
    """What a goods line is called in the paper's language, else in English."""
    own = {"en": "name_english", "vi": "name_vietnamese", "zh": "name_chinese"}[writing.language]
    paths = [f"goods[{line.id}].{name}" for name in (own, "name_english", "model")]
    return writing.first(*paths)


def declared_total(facts: Facts) -> int:
    """Pieces declared over all goods lines that say so."""
    return sum(known(line.pieces_declared) or 0 for line in facts.dossier.goods)


def goods_table(facts: Facts, writing: Writing) -> Table:
    """Goods by line: name, model, standard, pieces declared, with their sum."""
    columns = (
        Column(head=writing.word("column_n"), align="right", width=10),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_model")),
        Column(head=writing.word("column_standards")),
        Column(head=writing.word("column_pieces"), align="right"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            line_name(line, writing),
            writing.field(f"goods[{line.id}].model"),
            writing.field(f"goods[{line.id}].standards"),
            writing.field(f"goods[{line.id}].pieces_declared"),
        )
        for n, line in enumerate(facts.dossier.goods, start=1)
    )
    total = writing.whole("goods.pieces_declared", declared_total(facts))
    return Table(columns=columns, rows=rows, total=("", writing.word("total"), "", "", total))


def _detail(facts: Facts, writing: Writing, name: str) -> Printed:
    details = facts.details
    if details is None:
        return Printed(UNFILLED)
    return writing.blank(f"papers[{details.id}].{name}")


def _signatory(facts: Facts, writing: Writing, name: str) -> Printed:
    signatory = facts.signatory
    if signatory is None:
        return Printed("")
    return writing.field(f"exporter.signatories[{signatory.id}].{name}")
