"""Data for a certificate of free sale of exported goods, in Vietnamese and English (Viet Nam).

Sources: Decree 69/2018/ND-CP, Articles 10-11, and Decree 98/2021/ND-CP, Article 49, as reported.
"""

from functools import partial

from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, GoodsLine, Producer
from maskdesk.language import N_
from maskdesk.output.blocks import (
    Field,
    Fields,
    Heading,
    MottoHead,
    Signatures,
    Tick,
    Ticks,
    Title,
    Together,
)
from maskdesk.output.forms.bilingual import Bilingual, in_all_languages
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.pieces import (
    addressee,
    line_name,
    paper_number,
    petition_signature,
    place_and_day,
    rows_or_blank,
)
from maskdesk.output.forms.vn_pieces import certificate_numbers, exporter_in_capitals, recipients
from maskdesk.output.forms.writing import Writing
from maskdesk.output.page_style import PETITION
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import Index, filled, known

# Two languages under each other in boxes: smaller than a letter in one.
_STYLE = replace(
    PETITION,
    name="petition_bilingual",
    body=10.5,
    leading=13.5,
    least=9,
    caption=8,
    justify=False,
    indent=0,
)
_SIZE = 9
_CIRCULATION = "circulation-number"
_QUALITY = "iso-13485"


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    both = in_all_languages(writing)
    return (
        MottoHead(
            issuer=exporter_in_capitals(writing),
            number=writing.text("number", number=paper_number(facts, writing)),
            place_and_day=place_and_day(facts, writing),
        ),
        Title(text=writing.word("title"), second=both.second("title")),
        _request(facts, writing, both),
        Heading(both.beside("trader")),
        _trader(both),
        Heading(both.beside("goods")),
        _goods(facts, both),
        Heading(both.beside("standards_shown")),
        _shown_on(both),
        Heading(both.beside("sites")),
        _sites(facts, both),
        Together((Heading(both.beside("quality")), _quality(facts, both))),
        Signatures(
            (
                recipients(facts, writing),
                replace(petition_signature(facts, writing), note=both.under("sign_note")),
            )
        ),
    )


def _request(facts: Facts, writing: Writing, both: Bilingual) -> Fields:
    details = facts.details
    originals = f"papers[{details.id}].originals" if details is not None else ""
    country = both.each(lambda one: one.field("destination.country"), mark=" / ")
    return Fields(
        (
            (
                _box(both, "to", addressee(facts, writing, default="addressee"), span=2),
                _box(both, "country", country),
                _box(both, "originals", writing.field(originals) if originals else ""),
            ),
        )
    )


def _trader(both: Bilingual) -> Fields:
    def in_both(local: str, english: str) -> Content:
        names = {"vi": (local, english), "en": (english, local)}
        return both.each(lambda one: one.first(*(names[one.language])))

    told = both.first.field
    return Fields(
        (
            (
                _box(both, "trader_name", in_both("exporter.name_local", "exporter.name_english")),
                _box(
                    both,
                    "trader_address",
                    in_both("exporter.address_local", "exporter.address_english"),
                ),
            ),
            (
                _box(both, "trader_code", told("exporter.tax_code")),
                _box(both, "investment", told("exporter.investment_certificate")),
                _box(both, "investment_day", told("exporter.investment_certificate_day")),
                _box(both, "investment_issuer", told("exporter.investment_certificate_issuer")),
            ),
        )
    )


def _goods(facts: Facts, both: Bilingual) -> Table:
    index = Index(facts.dossier)
    told = both.first.field
    columns = (
        Column(head=both.under("column_n"), align="right", width=11),
        *(
            Column(head=both.under(f"column_{name}"))
            for name in ("name", "model", "hs", "registration", "standards", "composition")
        ),
    )
    rows = tuple(
        (
            Printed(str(n)),
            both.each(partial(line_name, line)),
            told(f"goods[{line.id}].model"),
            told(f"goods[{line.id}].hs_origin"),
            certificate_numbers(line, _CIRCULATION, both.first, index),
            told(f"goods[{line.id}].standards"),
            told(f"goods[{line.id}].composition"),
        )
        for n, line in enumerate(facts.dossier.goods, start=1)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _shown_on(both: Bilingual) -> Ticks:
    """Where the standard is shown: nobody has said it, so the boxes are left to ink."""
    places = ("label", "pack", "leaflet")
    return Ticks(
        items=tuple(Tick(label=both.beside(f"shown_{one}"), checked=False) for one in places),
        columns=3,
    )


def _sites(facts: Facts, both: Bilingual) -> Table:
    """The factories of these goods, each with the lines it makes."""
    columns = tuple(
        Column(head=both.under(f"column_{name}"))
        for name in ("site", "address", "province", "products")
    )
    rows = tuple(
        (
            _site(one, both),
            both.first.field(f"producers[{one.id}].address"),
            both.first.field(f"producers[{one.id}].province"),
            _products(one, facts.dossier.goods, both),
        )
        for one in facts.dossier.producers
        if any(line.producer == one.id for line in facts.dossier.goods)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _site(producer: Producer, both: Bilingual) -> Content:
    path = f"producers[{producer.id}]"
    names = {"vi": ("name_local", "name_english"), "en": ("name_english", "name_local")}
    return both.each(lambda one: one.first(*(f"{path}.{name}" for name in names[one.language])))


def _products(producer: Producer, goods: tuple[GoodsLine, ...], both: Bilingual) -> Content:
    made = [line for line in goods if line.producer == producer.id]
    names = [
        both.first.first(f"goods[{line.id}].model", f"goods[{line.id}].name_vietnamese")
        for line in made
    ]
    return tuple(part for one in names for part in ("; ", one))[1:]


def _quality(facts: Facts, both: Bilingual) -> Table:
    names = ("number", "body", "holder", "issued", "expires")
    columns = tuple(Column(head=both.under(f"column_{name}")) for name in names)
    rows = tuple(
        tuple(both.first.field(f"certificates[{one.id}].{name}") for name in names)
        for one in facts.dossier.certificates
        if _attests_quality(one)
    )
    return Table(columns=columns, rows=rows_or_blank(rows, columns), size=_SIZE)


def _attests_quality(certificate: Certificate) -> bool:
    return known(certificate.scheme) == _QUALITY and not filled(certificate.not_available)


def _box(both: Bilingual, key: str, value: Content, span: float = 1) -> Field:
    return Field(caption=both.beside(key), value=value, span=span)


FORM = Form(
    id="vn-cfs-data",
    title=N_("Data for a certificate of free sale"),
    languages=("vi", "en"),
    style=_STYLE,
    write=_write,
    origins=("VN",),
)
