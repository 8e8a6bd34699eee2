"""Customs data sheet: what goes into one declaration, in the field order of the origin's customs.

The same facts lie beside it as a CSV file, a row for each goods line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from msgspec.structs import replace

from maskdesk.dossier.paths import get
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_, decimal_mark
from maskdesk.output.blocks import Field, Fields, Heading, SmallPrint, Title
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.letter_pieces import authoritys_language, parties_with
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    declared_goods,
    line_name,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.trade_pieces import (
    amount_cell,
    amount_of,
    amount_total,
    delivery,
    invoice_paths,
    sum_cell,
    sum_of,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import filled, known

_SIZE = 8.5
# Boxes of a row: each by its name and its share of the width.
_Row = tuple[tuple[str, float], ...]

# The fields of an export declaration in the order in which VNACCS (EDA) asks for them.
_VIET_NAM: tuple[_Row, ...] = (
    (("declaration", 3), ("registered", 3), ("type_code", 2), ("planned", 2)),
    (("office", 6), ("reference", 4)),
    (("exporter_code", 3), ("exporter_name", 7)),
    (("exporter_address", 7), ("exporter_phone", 3)),
    (("importer_code", 3), ("importer_name", 7)),
    (("importer_address", 7), ("importer_country", 3)),
    (("broker_code", 3), ("broker_name", 7)),
    (("transport_document", 4), ("packages", 3), ("gross_kg", 3)),
    (("destination", 4), ("port_of_discharge", 3), ("port_of_loading", 3)),
    (("gate", 4), ("vessel", 4), ("leaves", 2)),
    (("licences", 10),),
    (("invoice_number", 3), ("invoice_day", 2), ("payment", 5)),
    (("delivery", 5), ("currency", 2), ("amount", 3)),
    (("contract_number", 4), ("contract_day", 3), ("net_kg", 3)),
)
# The head of China's export declaration, left to right and down.
_CHINA: tuple[_Row, ...] = (
    (("reference", 3), ("declaration", 4), ("office", 3)),
    (("exporter_name", 6), ("exporter_code", 4)),
    (("leaves", 3), ("planned", 3), ("registered", 4)),
    (("importer_name", 6), ("importer_code", 4)),
    (("vessel", 5), ("transport_document", 5)),
    (("producers", 10),),
    (("type_code", 3), ("licences", 7)),
    (("contract_number", 4), ("importer_country", 3), ("destination", 3)),
    (("port_of_discharge", 3), ("port_of_loading", 3), ("gate", 4)),
    (("package_kinds", 3), ("packages", 2), ("gross_kg", 2.5), ("net_kg", 2.5)),
    (("delivery", 5), ("currency", 2), ("amount", 3)),
    (("invoice_number", 4), ("invoice_day", 2), ("payment", 4)),
    (("broker_name", 6), ("broker_code", 4)),
)
# After the boxes of the single administrative document, as far as the dossier knows them.
_UNION: tuple[_Row, ...] = (
    (("type_code", 2), ("declaration", 4), ("registered", 4)),
    (("exporter_name", 6), ("customs_code", 4)),
    (("exporter_address", 7), ("exporter_phone", 3)),
    (("packages", 3), ("reference", 4), ("planned", 3)),
    (("importer_name", 6), ("importer_code", 4)),
    (("importer_address", 7), ("importer_country", 3)),
    (("broker_name", 6), ("broker_code", 4)),
    (("destination", 4), ("delivery", 6)),
    (("vessel", 5), ("leaves", 2), ("transport_document", 3)),
    (("currency", 2), ("amount", 3), ("payment", 5)),
    (("office", 5), ("gate", 5)),
    (("port_of_loading", 3), ("port_of_discharge", 3), ("gross_kg", 2), ("net_kg", 2)),
    (("licences", 10),),
    (("contract_number", 4), ("contract_day", 2), ("invoice_number", 2), ("invoice_day", 2)),
)
_LAYOUTS = {"VN": _VIET_NAM, "CN": _CHINA, "EU": _UNION}

# Where each box stands in the dossier; the first that is filled is printed.
_AT: Mapping[str, tuple[str, ...]] = {
    "reference": ("head.reference",),
    "type_code": ("customs.type_code",),
    "office": ("customs.office",),
    "gate": ("customs.gate",),
    "port_of_loading": ("customs.port_of_loading",),
    "port_of_discharge": ("customs.port_of_discharge",),
    "transport_document": ("customs.transport_document",),
    "vessel": ("customs.vessel",),
    "leaves": ("customs.shipped",),
    "exporter_code": ("exporter.tax_code",),
    "customs_code": ("exporter.customs_code", "exporter.tax_code"),
    "exporter_phone": ("exporter.phone",),
    "destination": ("destination.country",),
    "payment": ("contract.payment",),
    "currency": ("contract.currency",),
    "contract_number": ("contract.number",),
    "contract_day": ("contract.signed",),
}
_OF_DECLARATION = {"declaration": "number", "registered": "registered", "planned": "planned"}
_OF_PARTY = {"code": "identifier", "address": "address", "country": "country"}
# Who stands for the importer, by the role that is nearest to it.
_IMPORTERS = ("importer", "buyer", "consignee")
# What is known of the whole line only: of a part of its pieces nobody has said it.
_OF_WHOLE_LINE = ("packages", "net_kg", "gross_kg", "volume_m3")


# Text a spreadsheet takes for a formula; a telephone number is none.
_FORMULA = re.compile(r"[=@+\t\r-]")
_FIGURES = re.compile(r"[+-]?[\d\s().,/-]*")

CSV = "customs-data-sheet.csv"


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    sheet = _Sheet(facts)
    layout = _LAYOUTS.get(known(facts.dossier.head.origin) or "", _UNION)
    rows = tuple(
        tuple(
            Field(caption=writing.word(f"box_{name}"), value=sheet.box(name, writing), span=span)
            for name, span in row
        )
        for row in layout
    )
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Fields(rows),
        SmallPrint(writing.word("csv")),
        Heading(writing.word("lines")),
        _lines(sheet, writing),
        Heading(writing.word("packages")),
        _packages(sheet, writing),
    )


def _declarations(dossier: Dossier) -> tuple[str, ...]:
    """The declarations that still count; one sheet of all goods while none is named."""
    declarations = dossier.customs.declarations
    if not declarations:
        return ("",) if dossier.goods else ()
    return tuple(
        f"customs.declarations[{one.id}]"
        for one in declarations
        if known(one.state) not in ("refused", "withdrawn")
    )


class _Sheet:
    """The facts of one declaration, found by the names of boxes."""

    def __init__(self, facts: Facts) -> None:
        declarations = facts.dossier.customs.declarations
        rows = {f"customs.declarations[{one.id}]": one for one in declarations}
        own = rows.get(facts.subject, facts.declaration)
        self.facts = replace(facts, declaration=own)
        self.dossier: Dossier = facts.dossier
        self.goods = declared_goods(self.facts)
        self._declaration = f"customs.declarations[{own.id}]" if own is not None else ""
        self.currency = known(facts.dossier.contract.currency)
        self.amounts = [amount_of(one, self.currency) for one in self.goods]

    def at(self, name: str, language: str) -> tuple[str, ...]:
        """Where a box stands, best first; nothing where there is no such row."""
        if name in _AT:
            return _AT[name]
        if name in _OF_DECLARATION:
            path = self._declaration
            return (f"{path}.{_OF_DECLARATION[name]}",) if path else ()
        if name == "invoice_number":
            return invoice_paths(self.facts, "number")
        if name == "invoice_day":
            return invoice_paths(self.facts, "day")
        who, _, what = name.partition("_")
        if who == "exporter":
            local, english = f"exporter.{what}_local", f"exporter.{what}_english"
            return (english, local) if language == "en" else (local, english)
        if who == "broker":
            # A broker at home by its own name, whoever is abroad by the one in Latin letters.
            names = ("name", "name_local") if language == "en" else ("name_local", "name")
            return self._of_party(("customs-broker",), what, names)
        return self._of_party(_IMPORTERS, what, ("name", "name_local"))

    def box(self, name: str, writing: Writing) -> Content:
        """What stands in a box of the head."""
        goods = self.goods
        if name in ("net_kg", "gross_kg"):
            figures = (self._decimal(one, name) for one in goods)
            return sum_cell(writing, f"goods.{name}", figures)
        if name == "packages":
            return whole_total(writing, "goods.packages", (self._packages(one) for one in goods))
        if name == "amount":
            return amount_total(writing, self.amounts, self.currency)
        if name == "delivery":
            return delivery(self.facts, writing)
        if name in ("licences", "package_kinds", "producers"):
            return _each(writing.field(path) for path in self._listed(name, writing.language))
        paths = self.at(name, writing.language)
        return writing.first(*paths) if paths else ""

    def figures(self, name: str, language: str) -> Iterator[tuple[str, object]]:
        """What a box holds, by its name, as it stands in the dossier."""
        goods = self.goods
        if name in ("net_kg", "gross_kg"):
            yield name, sum_of(self._decimal(one, name) for one in goods)
        elif name == "packages":
            counts = [self._packages(one) for one in goods]
            yield name, None if None in counts else sum(one for one in counts if one is not None)
        elif name == "amount":
            yield name, sum_of(self.amounts)
        elif name == "delivery":
            yield "delivery_rule", self.dossier.contract.incoterm
            yield "delivery_place", self.dossier.contract.incoterm_place
        elif name in ("licences", "package_kinds", "producers"):
            listed = (str(get(self.dossier, path)) for path in self._listed(name, language))
            yield name, tuple(listed)
        else:
            yield name, self._value(self.at(name, language))

    def figures_of_line(
        self, n: int, one: DeclaredGoods, amount: Decimal | None, language: str
    ) -> Iterator[tuple[str, object]]:
        """What is known of one goods line, by name, in the order of the paper's tables."""
        names = {"en": "english", "vi": "vietnamese", "zh": "chinese"}
        own = f"name_{names[language]}"
        path = f"goods[{one.line.id}]"
        yield "line", n
        yield "hs_code", one.line.hs_origin
        yield "goods", self._value((f"{path}.{own}", f"{path}.name_english"))
        for name in ("brand", "model", "use", "composition", "standards"):
            yield name, getattr(one.line, name)
        yield "producer", self._value(self.producer(one, "name", language))
        yield "producer_code", self._value(self.producer(one, "code", language))
        yield "country_of_origin", one.line.country_of_origin
        yield "pieces", one.pieces
        yield "unit", one.line.unit
        yield "unit_price", one.line.unit_price
        yield "line_amount", amount
        yield "marks", one.line.marks
        yield "package", one.line.package
        for name in _OF_WHOLE_LINE:
            place = self.of_line(one, name)
            yield f"line_{name}", get(self.dossier, place) if place else None

    def _value(self, paths: tuple[str, ...]) -> object:
        return next((get(self.dossier, path) for path in self._filled(paths)), None)

    def whole_line(self, one: DeclaredGoods) -> bool:
        """Whether this declaration takes the goods line as a whole."""
        return one.path.startswith("goods[") or one.pieces == known(one.line.pieces_declared)

    def of_line(self, one: DeclaredGoods, name: str) -> str:
        """Where a fact of a goods line stands; nothing where it is known of more pieces only."""
        if name in _OF_WHOLE_LINE and not self.whole_line(one):
            return ""
        return f"goods[{one.line.id}].{name}"

    def producer(self, one: DeclaredGoods, name: str, language: str) -> tuple[str, ...]:
        """Where a fact of the line's producer stands, best first."""
        made_by = known(one.line.producer)
        if made_by not in {producer.id for producer in self.dossier.producers}:
            return ()
        names: tuple[str, ...] = (name,)
        if name == "name":
            names = ("name_local", "name_english")
            names = names[::-1] if language == "en" else names
        return tuple(f"producers[{made_by}].{each}" for each in names)

    def _listed(self, name: str, language: str) -> tuple[str, ...]:
        """Where the several values of one box stand, each value once."""
        paths: list[str] = []
        if name == "licences":
            paths = [
                f"certificates[{one.id}].number"
                for one in self.dossier.certificates
                if known(one.scheme) == "export-licence"
            ]
        elif name == "package_kinds":
            paths = [f"goods[{one.line.id}].package" for one in self.goods]
        else:
            for one in self.goods:
                paths += self._filled(self.producer(one, "name", language))
                paths += self._filled(self.producer(one, "code", language))
        found: dict[object, str] = {}
        for path in paths:
            if filled(value := get(self.dossier, path)):
                found.setdefault(value, path)
        return tuple(found.values())

    def _filled(self, paths: tuple[str, ...]) -> list[str]:
        return [path for path in paths if filled(get(self.dossier, path))][:1]

    def _of_party(
        self, roles: tuple[str, ...], what: str, names: tuple[str, ...]
    ) -> tuple[str, ...]:
        named = next((found for role in roles if (found := parties_with(self.dossier, role))), ())
        if not named:
            return ()
        path = f"parties[{named[0].id}]"
        if what == "name":
            return tuple(f"{path}.{name}" for name in names)
        return (f"{path}.{_OF_PARTY[what]}",)

    def _packages(self, one: DeclaredGoods) -> int | None:
        return known(one.line.packages) if self.whole_line(one) else None

    def _decimal(self, one: DeclaredGoods, name: str) -> Decimal | None:
        value = get(self.dossier, f"goods[{one.line.id}].{name}") if self.whole_line(one) else None
        return value if isinstance(value, Decimal) else None


def _lines(sheet: _Sheet, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_hs")),
        Column(head=writing.word("column_goods")),
        Column(head=writing.word("column_origin")),
        Column(head=writing.word("column_quantity"), align="right"),
        Column(head=writing.word("column_unit")),
        Column(head=writing.word("column_unit_price"), align="decimal"),
        Column(head=writing.word("column_amount"), align="decimal"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            writing.field(f"goods[{one.line.id}].hs_origin"),
            _description(one, sheet, writing),
            writing.field(f"goods[{one.line.id}].country_of_origin"),
            writing.field(one.path),
            writing.field(f"goods[{one.line.id}].unit"),
            writing.field(f"goods[{one.line.id}].unit_price"),
            amount_cell(writing, one, amount, sheet.currency),
        )
        for n, (one, amount) in enumerate(zip(sheet.goods, sheet.amounts, strict=True), start=1)
    )
    units = {known(one.line.unit) for one in sheet.goods}
    pieces = whole_total(writing, "goods.pieces_declared", (one.pieces for one in sheet.goods))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=(
            "",
            "",
            writing.word("total"),
            "",
            pieces if len(units) == 1 else "",
            "",
            "",
            amount_total(writing, sheet.amounts, sheet.currency),
        ),
        size=_SIZE,
        decimal=decimal_mark(writing.language),
    )


def _description(one: DeclaredGoods, sheet: _Sheet, writing: Writing) -> Content:
    """Name, brand, model, use, what it is made of and by whom: each where it is known."""
    path = f"goods[{one.line.id}]"
    pieces: list[str | Printed] = [line_name(one.line, writing)]
    for name in ("brand", "model", "use", "composition", "standards"):
        shown = writing.field(f"{path}.{name}")
        if shown.text:
            told = writing.text(f"line_{name}", value=shown)
            pieces += ["\n", *(told if isinstance(told, tuple) else (told,))]
    made_by = sheet.producer(one, "name", writing.language)
    if made_by and (producer := writing.first(*made_by)).text:
        told = writing.text("line_producer", value=producer)
        pieces += ["\n", *(told if isinstance(told, tuple) else (told,))]
    return tuple(pieces) if len(pieces) > 1 else pieces[0]


def _packages(sheet: _Sheet, writing: Writing) -> Table:
    columns = (
        Column(head=writing.word("column_n"), align="right", width=9),
        Column(head=writing.word("column_marks")),
        Column(head=writing.word("column_packages"), align="right"),
        Column(head=writing.word("column_kind")),
        Column(head=writing.word("column_net"), align="decimal"),
        Column(head=writing.word("column_gross"), align="decimal"),
    )

    def cell(one: DeclaredGoods, name: str) -> Content:
        path = sheet.of_line(one, name)
        return writing.field(path) if path else ""

    names = ("marks", "packages", "package", "net_kg", "gross_kg")
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (Printed(str(n)), *(cell(one, name) for name in names))
        for n, one in enumerate(sheet.goods, start=1)
    )
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=(
            "",
            writing.word("total"),
            sheet.box("packages", writing),
            "",
            sheet.box("net_kg", writing),
            sheet.box("gross_kg", writing),
        ),
        size=_SIZE,
        decimal=decimal_mark(writing.language),
    )


def _each(shown: Iterable[Printed]) -> Content:
    return tuple(part for one in shown for part in ("; ", one))[1:] or ""


def _beside(facts: Facts) -> Mapping[str, bytes]:
    """The same as a CSV file: UTF-8 with its mark, so that Excel reads it.

    Whole numbers stand bare; all else is in quotes, so that a spreadsheet told to read quoted
    fields as text keeps leading zeros and long codes: figures with a point before the fraction
    (bare, "154.000" is read as thousands where a comma is the mark), days and moments as in
    ISO 8601. Text that would be a formula has an apostrophe before it.
    """
    sheet = _Sheet(facts)
    language = authoritys_language(facts.dossier)[0]
    layout = _LAYOUTS.get(known(facts.dossier.head.origin) or "", _UNION)
    names = [name for row in layout for name, _ in row]
    head = [pair for name in names for pair in sheet.figures(name, language)]
    lines = [
        list(sheet.figures_of_line(n, one, amount, language))
        for n, (one, amount) in enumerate(zip(sheet.goods, sheet.amounts, strict=True), start=1)
    ]
    columns = [name for name, _ in (*head, *(lines[0] if lines else ()))]
    rows = [[value for _, value in (*head, *line)] for line in lines or [[]]]
    written = [_record(columns), *map(_record, rows)]
    return {CSV: b"\xef\xbb\xbf" + "".join(written).encode()}


def _record(values: Iterable[object]) -> str:
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: object) -> str:
    if value is None or isinstance(value, Unread):
        return ""
    if isinstance(value, int):
        return str(value)
    text = _text(value)
    if _FORMULA.match(text) and not _FIGURES.fullmatch(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if text else ""


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


FORM = Form(
    id="customs-data-sheet",
    title=N_("Customs data sheet"),
    languages=("vi", "zh", "en"),
    style=TRADE,
    write=_write,
    signers=(),
    choose=authoritys_language,
    per=_declarations,
    beside=_beside,
    reader="office",
)
