"""Pieces the trade papers share: the boxes of the UN Layout Key, quantities and sums."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from maskdesk.dossier.sections import Party
from maskdesk.language import currency_digits, show_decimal, show_money
from maskdesk.output.blocks import Field, Fields, SignaturePlace, Stack
from maskdesk.output.forms.form import EXPORTER_SIGNS, Facts
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    authority_to_sign,
    declared_goods,
    place_and_day,
    signature_name,
    signature_position,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Content, Printed
from maskdesk.rules.ground import filled, known

INVOICE = "commercial-invoice"

# Sums of exact figures: more digits than any consignment has.
EXACT = Context(prec=100)


def head_boxes(
    facts: Facts,
    writing: Writing,
    *,
    numbers: tuple[tuple[Field, ...], ...],
    terms: tuple[tuple[Field, ...], ...],
) -> Fields:
    """The head of a trade paper: parties left, numbers and terms right, transport below.

    Source: UN Layout Key for Trade Documents (UNECE Recommendation 1, ISO 6422).
    """
    contract = (
        _box(writing, "contract_number", writing.field("contract.number")),
        _box(writing, "contract_day", writing.field("contract.signed")),
    )
    countries = (
        _box(writing, "origin", countries_of_origin(facts, writing)),
        _box(writing, "destination", writing.field("destination.country")),
    )
    parties = {
        role: Field(
            caption=writing.word(role.replace("-", "_")),
            value=party(facts, writing, role),
            lines=4,
            most=7,
        )
        for role in ("consignee", "buyer", "notify-party")
    }
    seller = Field(
        caption=writing.word("exporter"), value=exporter(facts, writing), lines=4, most=7
    )
    return Fields(
        (
            (seller, Stack(rows=(*numbers, contract))),
            (parties["consignee"], parties["buyer"]),
            (parties["notify-party"], Stack(rows=(countries, *terms))),
            (
                _box(writing, "vessel", writing.field("customs.vessel")),
                _box(writing, "transport_document", writing.field("customs.transport_document")),
                _box(writing, "leaves", writing.field("customs.shipped")),
            ),
            (
                _box(writing, "port_of_loading", writing.field("customs.port_of_loading")),
                _box(writing, "port_of_discharge", writing.field("customs.port_of_discharge")),
                _box(writing, "gate", writing.field("customs.gate")),
            ),
        )
    )


def exporter(facts: Facts, writing: Writing) -> Content:
    """Who sells: name, address and number, in English where they are known."""
    name = writing.first("exporter.name_english", "exporter.name_local")
    pieces: list[str | Printed] = [Printed(name.text, name.path, "bold")]
    address = writing.first("exporter.address_english", "exporter.address_local")
    if address.text:
        pieces += ["\n", address]
    if filled(facts.dossier.exporter.tax_code):
        pieces.append("\n")
        pieces += _pieces(writing.text("exporter_code", code=writing.field("exporter.tax_code")))
    return tuple(pieces) if len(pieces) > 1 else name


def party(facts: Facts, writing: Writing, role: str) -> Content:
    """Whoever has a role; a buyer who is the consignee is only said to be."""
    dossier = facts.dossier
    named = [one for one in dossier.parties if role in (known(one.roles) or ())]
    if not named:
        return Printed("", "parties")
    both = role == "buyer" and all("consignee" in (known(one.roles) or ()) for one in named)
    if both:
        return Printed(writing.word("same_as_consignee"), f"parties[{named[0].id}].roles")
    pieces: list[str | Printed] = []
    for one in named:
        pieces += ["\n"] if pieces else []
        pieces += _address(one, writing)
    return tuple(pieces)


def countries_of_origin(facts: Facts, writing: Writing) -> Content:
    """The countries the goods come from, each once."""
    found: dict[str, Printed] = {}
    for one in declared_goods(facts):
        shown = writing.field(f"goods[{one.line.id}].country_of_origin")
        if shown.text:
            found.setdefault(shown.text, shown)
    if not found:
        return Printed("", "goods")
    return tuple(part for shown in found.values() for part in ("; ", shown))[1:]


def one_origin(facts: Facts) -> bool:
    """Whether all goods come from one country, so that a line need not say it again."""
    return len({known(one.line.country_of_origin) for one in declared_goods(facts)}) == 1


def invoice_number(facts: Facts, writing: Writing) -> Printed:
    """The invoice's number, the same on every paper that names it."""
    return writing.first(*invoice_paths(facts, "number"))


def invoice_day(facts: Facts, writing: Writing) -> Printed:
    """The invoice's day, the same on every paper that names it."""
    paths = invoice_paths(facts, "day")
    return writing.first(*paths) if paths else Printed("", "papers")


def invoice_paths(facts: Facts, name: Literal["number", "day"]) -> tuple[str, ...]:
    """Where the invoice's number or day stands, best first."""
    papers = [one for one in facts.dossier.papers if known(one.form) == INVOICE]
    own = ("contract.invoice_number",) if name == "number" else ()
    return (*own, *(f"papers[{one.id}].{name}" for one in papers))


def number_and_day(writing: Writing, name: str, number: Content, day: Content) -> tuple[Field, ...]:
    """Two boxes: the number of a paper and its day."""
    return (_box(writing, f"{name}_number", number), _box(writing, f"{name}_day", day))


def delivery_term(facts: Facts, writing: Writing) -> Field:
    """The box of the delivery term."""
    return _box(writing, "delivery", delivery(facts, writing))


def delivery(facts: Facts, writing: Writing) -> Content:
    """The rule of Incoterms by its three letters, and the named place."""
    code = known(facts.dossier.contract.incoterm)
    if not code:
        return Printed("", "contract.incoterm")
    rule = Printed(code, "contract.incoterm")
    return writing.text("delivery_term", rule=rule, place=_place(writing))


def line_of_boxes(writing: Writing, **values: Content) -> tuple[Field, ...]:
    """Boxes side by side, each captioned by its key of the wording."""
    return tuple(_box(writing, key, value) for key, value in values.items())


def sum_of(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum; none while a figure is missing."""
    total = Decimal(0)
    count = 0
    for figure in figures:
        if figure is None:
            return None
        total = EXACT.add(total, figure)
        count += 1
    return total if count else None


def sum_cell(writing: Writing, name: str, figures: Iterable[Decimal | None]) -> Printed:
    """A sum of figures under its name; nothing while one of them is missing."""
    total = sum_of(figures)
    shown = "" if total is None else show_decimal(total, writing.language)
    return writing.named(name, shown)


def amount_of(one: DeclaredGoods, currency: str | None) -> Decimal | None:
    """Pieces times unit price, rounded half up to the digits of the currency."""
    price = known(one.line.unit_price)
    if one.pieces is None or price is None or currency is None:
        return None
    exact = EXACT.multiply(Decimal(one.pieces), price)
    step = Decimal(1).scaleb(-currency_digits(currency))
    return exact.quantize(step, rounding=ROUND_HALF_UP, context=EXACT)


def amount_cell(
    writing: Writing, one: DeclaredGoods, amount: Decimal | None, currency: str | None
) -> Printed:
    """The amount of a goods line without its currency; nothing while it is not known."""
    name = f"goods[{one.line.id}].amount"
    if amount is None or currency is None:
        return writing.named(name, "")
    return writing.named(name, show_decimal(amount, writing.language, currency_digits(currency)))


def amount_total(
    writing: Writing, amounts: Iterable[Decimal | None], currency: str | None
) -> Printed:
    """The sum of the amounts as they are printed, with its currency."""
    total = sum_of(amounts)
    shown = ""
    if total is not None and currency is not None:
        shown = show_money(total, currency, writing.language)
    return writing.named("goods.amount", shown)


def exporter_signs(facts: Facts, writing: Writing) -> SignaturePlace:
    """Where the exporter signs a trade paper: place and day, firm, room, name and office."""
    position = signature_position(facts, writing)
    name = writing.first("exporter.name_english", "exporter.name_local")
    return SignaturePlace(
        field=EXPORTER_SIGNS.field,
        place_and_day=place_and_day(facts, writing),
        role=writing.text("signs_for", name=name),
        note=writing.word("sign_note"),
        name=signature_name(facts, writing),
        below=(*((position,) if position.text else ()), *authority_to_sign(facts, writing)),
        framed=True,
    )


def _address(one: Party, writing: Writing) -> list[str | Printed]:
    path = f"parties[{one.id}]"
    name = writing.first(f"{path}.name", f"{path}.name_local")
    pieces: list[str | Printed] = [Printed(name.text, name.path, "bold")]
    for field in ("address", "country"):
        shown = writing.field(f"{path}.{field}")
        if shown.text:
            pieces += ["\n", shown]
    if filled(one.identifier):
        pieces.append("\n")
        pieces += _pieces(writing.text("party_code", code=writing.field(f"{path}.identifier")))
    return pieces


def _place(writing: Writing) -> Printed:
    return writing.blank("contract.incoterm_place")


def _box(writing: Writing, key: str, value: Content) -> Field:
    return Field(caption=writing.word(key), value=value)


def _pieces(content: Content) -> tuple[str | Printed, ...]:
    return content if isinstance(content, tuple) else (content,)
