"""Supplier's statement on the destination's requirements, in English and the origin's language."""

from functools import partial

from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier
from maskdesk.language import N_, Language
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    Letterhead,
    Paragraph,
    Signatures,
    Space,
    Statements,
    Title,
)
from maskdesk.output.forms.bilingual import Bilingual, in_all_languages
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    DeclaredGoods,
    declared_goods,
    line_name,
    lots_table,
    paper_number,
    rows_or_blank,
    whole_total,
)
from maskdesk.output.forms.trade_pieces import (
    exporter_signs,
    invoice_day,
    invoice_number,
    party,
)
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import TRADE
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import Index, filled, known

# A letter in two languages: larger than a trade form, which stands in one.
_STYLE = replace(
    TRADE, name="letter", left=22, right=18, body=10, leading=12.8, least=8.5, caption=7.5, title=14
)
_SIZE = 8.5

_LANGUAGE_OF: dict[str, Language] = {"VN": "vi", "CN": "zh"}


def _languages(dossier: Dossier) -> tuple[Language, ...]:
    own = _LANGUAGE_OF.get(known(dossier.head.origin) or "")
    return ("en",) if own is None else ("en", own)


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    both = in_all_languages(writing)
    goods = declared_goods(facts)
    return (
        _letterhead(facts, writing),
        Title(text=writing.word("title"), second=both.second("title")),
        _head_boxes(facts, writing, both),
        Heading(both.beside("goods")),
        _goods_table(goods, facts, both),
        _requirements(writing, both),
        Heading(both.beside("certificates")),
        _certificates(goods, facts, both),
        *_lots(goods, both),
        Heading(both.beside("statements")),
        Statements(items=_statements(facts, both)),
        Signatures((None, replace(exporter_signs(facts, writing), note=both.beside("sign_note")))),
    )


def _statements(facts: Facts, both: Bilingual) -> tuple[Content, ...]:
    keys = ["meets", "certificates", "known", "changes"]
    if not _held(facts):
        keys.remove("certificates")
    return tuple(both.under(f"statement_{key}") for key in keys)


def _letterhead(facts: Facts, writing: Writing) -> Letterhead:
    """The supplier by its English name, its own below where it differs, and its address."""
    name = writing.first("exporter.name_english", "exporter.name_local")
    own = writing.field("exporter.name_local")
    lines: list[Content] = [own] if own.text and own.text != name.text else []
    lines.append(writing.first("exporter.address_english", "exporter.address_local"))
    if filled(facts.dossier.exporter.tax_code):
        lines.append(writing.text("exporter_code", code=writing.field("exporter.tax_code")))
    return Letterhead(name=name, lines=tuple(lines))


def _head_boxes(facts: Facts, writing: Writing, both: Bilingual) -> Fields:
    details = facts.details
    day = f"papers[{details.id}].day" if details is not None else ""
    to: Content
    if details is not None and filled(details.addressee):
        to = writing.field(f"papers[{details.id}].addressee")
    else:
        to = party(facts, writing, "importer") or ""
        if to == Printed("", "parties"):
            to = party(facts, writing, "buyer")

    def box(key: str, value: Content) -> Field:
        return Field(caption=both.beside(key), value=value)

    number = paper_number(facts, writing) if details is not None else Printed("", "papers")
    return Fields(
        (
            (box("number", number), box("day", writing.field(day) if day else "")),
            (
                Field(caption=both.beside("to"), value=to, lines=3, most=7),
                box("destination", both.each(lambda one: one.field("destination.country"))),
            ),
            (
                box("contract_number", writing.field("contract.number")),
                box("contract_day", writing.field("contract.signed")),
                box("invoice_number", invoice_number(facts, writing)),
                box("invoice_day", invoice_day(facts, writing)),
            ),
            (
                Field(
                    caption=both.beside("what_this_is"),
                    value=both.under("no_declaration"),
                    style="bold",
                ),
            ),
        )
    )


def _goods_table(goods: tuple[DeclaredGoods, ...], facts: Facts, both: Bilingual) -> Table:
    columns = (
        Column(head=both.under("column_n"), align="right", width=11),
        Column(head=both.under("column_goods")),
        Column(head=both.under("column_model")),
        Column(head=both.under("column_standards")),
        Column(head=both.under("column_producer")),
        Column(head=both.under("column_pieces"), align="right"),
    )
    rows = tuple(
        (
            Printed(str(n)),
            both.each(partial(line_name, one.line)),
            both.first.field(f"goods[{one.line.id}].model"),
            both.first.field(f"goods[{one.line.id}].standards"),
            _producer(one, facts, both),
            both.first.field(one.path),
        )
        for n, one in enumerate(goods, start=1)
    )
    total = whole_total(both.first, "goods.pieces_declared", (one.pieces for one in goods))
    return Table(
        columns=columns,
        rows=rows_or_blank(rows, columns),
        total=("", both.beside("total"), "", "", "", total),
        size=_SIZE,
    )


def _producer(one: DeclaredGoods, facts: Facts, both: Bilingual) -> Content:
    """Who made the goods; the legal manufacturer below, where another firm stands for them."""
    writing = both.first
    made_by, answers = known(one.line.producer), known(one.line.legal_manufacturer)
    pieces: list[str | Printed] = []
    maker = ""
    if made_by in {producer.id for producer in facts.dossier.producers}:
        paths = (f"producers[{made_by}].name_english", f"producers[{made_by}].name_local")
        printed = writing.first(*paths)
        maker = printed.text
        pieces.append(printed)
    if answers in {one.id for one in facts.dossier.parties}:
        name = writing.field(f"parties[{answers}].name")
        if name.text != maker:
            pieces += ["\n"] if pieces else []
            pieces += _pieces(writing.text("legal_manufacturer", name=name))
    return tuple(pieces) if pieces else Printed("", f"goods[{one.line.id}].producer")


def _requirements(writing: Writing, both: Bilingual) -> Fields:
    """What the destination asks for, as the clerk states it."""
    return Fields(
        (
            (
                Field(
                    caption=both.beside("standards_agreed"),
                    value=writing.field("destination.standards_agreed"),
                ),
            ),
            (
                Field(
                    caption=both.beside("requirements"),
                    value=writing.field("destination.requirements"),
                    lines=2,
                    most=16,
                ),
            ),
        )
    )


def _certificates(goods: tuple[DeclaredGoods, ...], facts: Facts, both: Bilingual) -> Block:
    """The certificates there are, each with the goods it stands for; no word on missing ones."""
    held = _held(facts)
    if not held:
        return Paragraph(text=both.under("no_certificates"))
    columns = (
        Column(head=both.under("column_scheme")),
        Column(head=both.under("column_number")),
        Column(head=both.under("column_body")),
        Column(head=both.under("column_holder")),
        Column(head=both.under("column_issued")),
        Column(head=both.under("column_expires")),
        Column(head=both.under("column_lines"), width=17),
    )
    covered = _lines_covered(goods, facts)
    rows = tuple(_certificate(one, covered.get(one.id, ()), both) for one in held)
    return Table(columns=columns, rows=rows, size=_SIZE)


def _held(facts: Facts) -> tuple[Certificate, ...]:
    return tuple(one for one in facts.dossier.certificates if not filled(one.not_available))


def _certificate(one: Certificate, lines: tuple[int, ...], both: Bilingual) -> tuple[Content, ...]:
    writing, path = both.first, f"certificates[{one.id}]"
    body: Content = writing.field(f"{path}.body")
    if filled(one.body_id):
        number = writing.text("body_id", number=writing.field(f"{path}.body_id"))
        body = (*_pieces(body), " ", *_pieces(number)) if filled(one.body) else number
    return (
        both.each(lambda shown: shown.field(f"{path}.scheme")),
        writing.field(f"{path}.number"),
        body,
        writing.field(f"{path}.holder"),
        writing.field(f"{path}.issued"),
        writing.field(f"{path}.expires"),
        Printed(_ranges(lines), f"{path}.goods"),
    )


def _lines_covered(goods: tuple[DeclaredGoods, ...], facts: Facts) -> dict[str, tuple[int, ...]]:
    """The numbers of the goods lines each certificate stands for, by the certificate's id."""
    index = Index(facts.dossier)
    found: dict[str, tuple[int, ...]] = {}
    for n, one in enumerate(goods, start=1):
        for certificate in index.certificates_for(one.line):
            found[certificate.id] = (*found.get(certificate.id, ()), n)
    return found


def _ranges(numbers: tuple[int, ...]) -> str:
    """Rising numbers, neighbours drawn together: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = (f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(shown)


def _lots(goods: tuple[DeclaredGoods, ...], both: Bilingual) -> tuple[Block, ...]:
    columns = (
        Column(head=both.under("column_n"), align="right", width=11),
        Column(head=both.under("column_model")),
        Column(head=both.under("column_lot")),
        Column(head=both.under("column_produced")),
        Column(head=both.under("column_expires")),
        Column(head=both.under("column_pieces"), align="right"),
    )
    table = lots_table(goods, columns, both.first, total=both.beside("total"), size=_SIZE)
    return (Heading(both.beside("lots")), table, Space(1)) if table else ()


def _pieces(content: Content) -> tuple[str | Printed, ...]:
    return content if isinstance(content, tuple) else (content,)


FORM = Form(
    id="supplier-statement",
    title=N_("Supplier's statement on the requirements of the destination"),
    languages=("en", "vi", "zh"),
    style=_STYLE,
    write=_write,
    choose=_languages,
)
