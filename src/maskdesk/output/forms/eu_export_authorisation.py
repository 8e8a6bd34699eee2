"""Export authorisation for protective equipment: Regulations (EU) 2020/402 and 2020/568."""

from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.language import N_
from maskdesk.output.blocks import Field, Fields, Space, Stack, Title
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import DeclaredGoods, declared_goods, line_name
from maskdesk.output.forms.trade_pieces import party
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed, pieces_of
from maskdesk.rules.ground import filled, known

# Boxes 7 to 11 stand four times on one form.
_LINES = 4
# Roomier than a trade paper: an authority writes and stamps on it.
_STYLE = replace(TRADE, name="authorisation", body=10.5, leading=13, least=9, caption=7.8)
_KINDS = (
    "goggles",
    "face-shield",
    "medical-mask",
    "respirator",
    "non-medical-mask",
    "protective-suit",
    "gloves",
)


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    goods = _goods_on_this_form(facts)
    products = [block for n in range(_LINES) for block in _product(n, goods, facts, writing)]
    return (
        Title(text=writing.word("union"), subject=_heading(facts, writing)),
        Fields(
            (
                (
                    _box(writing, 1, _exporter(facts, writing), span=3, lines=5, most=5),
                    Stack(
                        rows=((_box(writing, 2, lines=2),), (_box(writing, 3, lines=1),)), span=2
                    ),
                ),
                (
                    _box(writing, 4, span=3, lines=3),
                    _box(writing, 5, _destination(facts, writing), span=2),
                ),
                (_box(writing, 6, _final_recipient(facts, writing), lines=4, most=5),),
            )
        ),
        *products,
        Space(1),
        Fields(((_box(writing, 12, lines=8),),)),
    )


def _first_lines(dossier: Dossier) -> tuple[str, ...]:
    """One form for four goods lines; where one holds them all it is about none in particular."""
    lines = [one for one in dossier.goods if known(one.kind) in _KINDS]
    if len(lines) <= _LINES:
        return ("",)
    return tuple(f"goods[{one.id}]" for one in lines[::_LINES])


def _goods_on_this_form(facts: Facts) -> tuple[DeclaredGoods, ...]:
    """Its four of the goods the regulation of the day covers."""
    kinds = _kinds(facts)
    goods = tuple(one for one in declared_goods(facts) if known(one.line.kind) in kinds)
    forms = _first_lines(facts.dossier)
    first = _LINES * (forms.index(facts.subject) if facts.subject in forms else 0)
    return goods[first : first + _LINES]


def _kinds(facts: Facts) -> tuple[str, ...]:
    pack = next((one for one in facts.packs if one.id == _regulation(facts)), None)
    return (pack.scope.kinds if pack is not None else ()) or _KINDS


def _regulation(facts: Facts) -> str:
    return next((one.pack for one in facts.report.due if one.form == facts.form), "")


def _heading(facts: Facts, writing: Writing) -> Content:
    key = f"heading_{_regulation(facts)}"
    return writing.word(key if writing.has(key) else "heading")


def _exporter(facts: Facts, writing: Writing) -> Content:
    name = writing.first("exporter.name_local", "exporter.name_english")
    pieces: list[str | Printed] = [Printed(name.text, name.path, "bold")]
    for path in ("exporter.address_local", "exporter.address_english"):
        if (address := writing.field(path)).text:
            pieces += ["\n", address]
            break
    if filled(facts.dossier.exporter.country):
        pieces += ["\n", writing.field("exporter.country")]
    if filled(facts.dossier.exporter.customs_code):
        code = writing.field("exporter.customs_code")
        pieces += ["\n", *pieces_of(writing.text("party_code", code=code))]
    return tuple(pieces) if len(pieces) > 1 else name


def _destination(facts: Facts, writing: Writing) -> Content:
    """The code the box asks for, with the country's name for whoever reads it."""
    path = "destination.country"
    code = known(facts.dossier.destination.country)
    if not code:
        return Printed("", path)
    return (Printed(code, path, "bold"), "  ", writing.field(path))


def _final_recipient(facts: Facts, writing: Writing) -> Content:
    roles = [role for one in facts.dossier.parties for role in known(one.roles) or ()]
    return party(facts, writing, "end-user" if "end-user" in roles else "consignee")


def _product(
    n: int, goods: tuple[DeclaredGoods, ...], facts: Facts, writing: Writing
) -> tuple[Block, ...]:
    """Boxes 7 to 11 of one goods line, empty where there is none."""
    one = goods[n] if n < len(goods) else None
    path = f"goods[{one.line.id}]" if one is not None else ""
    code: Content = writing.field(f"{path}.hs_origin") if path else ""
    quantity: Content = writing.field(one.path) if one is not None else ""
    unit: Content = writing.field(f"{path}.unit") if path else ""
    description = _description(one, writing) if one is not None else ""
    location = _location(one, facts) if one is not None else ""
    rows = (
        (
            _box(writing, 7, code, span=2),
            _box(writing, 8, quantity, span=2),
            _box(writing, 9, unit),
        ),
        (
            _box(writing, 10, description, span=4, lines=2, most=3),
            _box(writing, 11, location),
        ),
    )
    return (Fields(rows, gap=2),)


def _description(one: DeclaredGoods, writing: Writing) -> Content:
    name = line_name(one.line, writing)
    model = writing.field(f"goods[{one.line.id}].model")
    if not model.text or model.path == name.path:
        return name
    return (name, ", ", model)


def _location(one: DeclaredGoods, facts: Facts) -> Printed:
    """The Member State where the goods are, else that of the exporter."""
    own = known(one.line.lies_in)
    if own:
        return Printed(own, f"goods[{one.line.id}].lies_in")
    return Printed(known(facts.dossier.exporter.country) or "", "exporter.country")


def _box(
    writing: Writing,
    number: int,
    value: Content = "",
    *,
    span: float = 1,
    lines: int = 1,
    most: int = 6,
) -> Field:
    return Field(
        caption=writing.word(f"box_{number}"), value=value, span=span, lines=lines, most=most
    )


FORM = Form(
    id="eu-export-authorisation",
    title=N_("Export authorisation for protective equipment (European Union, 2020)"),
    languages=("en",),
    style=_STYLE,
    write=_write,
    signers=(),
    origins=("EU",),
    per=_first_lines,
)
