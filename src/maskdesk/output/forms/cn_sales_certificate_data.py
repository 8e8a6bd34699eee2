"""Data for an export sales certificate I or II of Announcement 126 of 2025 (China)."""

from datetime import date

from maskdesk.dossier.sections import Certificate, Dossier, GoodsLine
from maskdesk.language import N_, show_day
from maskdesk.output.blocks import Field, Fields, Heading, Paragraph, Tick, Ticks, Title
from maskdesk.output.forms.cn_pieces import (
    SHEET_ZH,
    certificates_of,
    producer_name,
)
from maskdesk.output.forms.form import Facts, Form
from maskdesk.output.forms.writing import Writing
from maskdesk.output.setting import Block, Content, Printed
from maskdesk.output.tables import Column, Table
from maskdesk.rules.ground import known

_REGISTRATION = "nmpa-registration"
# The papers the certificate hangs on: it runs no longer than the first of them to expire.
_PAPERS = (_REGISTRATION, "device-production-licence", "gmp-statement")


def _write(facts: Facts, writing: Writing) -> tuple[Block, ...]:
    line = _line(facts)
    held = {
        scheme: certificates_of(line, facts, schemes=(scheme,)) if line else []
        for scheme in _PAPERS
    }
    kind = _kind(line, held)
    return (
        Title(text=writing.word("title"), subject=writing.word("subject")),
        Heading(writing.word("kind")),
        _kinds(kind, line, held, writing),
        Heading(writing.word("applicant")),
        _applicant(kind, line, held, facts, writing),
        Heading(writing.word("product")),
        _product(line, writing),
        Heading(writing.word("producer")),
        _producer(line, facts, writing),
        Heading(writing.word("papers")),
        _papers(held, writing),
        Fields(((_earliest(held, writing),),)),
        Paragraph(text=writing.word("online"), indent=False),
    )


def _lines(dossier: Dossier) -> tuple[str, ...]:
    return tuple(f"goods[{one.id}]" for one in dossier.goods if known(one.use) == "medical")


def _line(facts: Facts) -> GoodsLine | None:
    goods = facts.dossier.goods
    return next((one for one in goods if f"goods[{one.id}]" == facts.subject), None)


def _kind(line: GoodsLine | None, held: dict[str, list[Certificate]]) -> str:
    """Certificate I for goods registered in China, II for those made for export only."""
    if held[_REGISTRATION]:
        return "one"
    return "two" if line is not None and known(line.export_only) is True else ""


def _kinds(
    kind: str, line: GoodsLine | None, held: dict[str, list[Certificate]], writing: Writing
) -> Ticks:
    registered = [f"certificates[{one.id}].scheme" for one in held[_REGISTRATION]]
    paths = {
        "one": registered[0] if registered else None,
        "two": f"goods[{line.id}].export_only" if line is not None else None,
    }
    return Ticks(
        items=tuple(
            Tick(label=writing.word(f"kind_{name}"), checked=kind == name, path=path)
            for name, path in paths.items()
        )
    )


def _applicant(
    kind: str,
    line: GoodsLine | None,
    held: dict[str, list[Certificate]],
    facts: Facts,
    writing: Writing,
) -> Fields:
    """For I the registrant, for II the actual producer; neither is guessed."""
    value = Printed("")
    if kind == "one":
        value = writing.field(f"certificates[{held[_REGISTRATION][0].id}].holder")
    elif kind == "two" and line is not None:
        value = producer_name(line, facts, writing)
    caption = writing.word(f"box_applicant_{kind}" if kind else "box_applicant")
    country = Field(caption=writing.word("box_country"), value=writing.field("destination.country"))
    return Fields(((Field(caption=caption, value=value, span=2), country),))


def _product(line: GoodsLine | None, writing: Writing) -> Fields:
    rows = (("name_chinese", "model"), ("name_english", "hs_origin"), ("standards",))
    path = f"goods[{line.id}]" if line is not None else ""
    return _boxes("product", path, rows, writing)


def _producer(line: GoodsLine | None, facts: Facts, writing: Writing) -> Fields:
    made_by = known(line.producer) if line is not None else None
    found = made_by in {one.id for one in facts.dossier.producers}
    rows = (("name_local", "code"), ("name_english",), ("address",))
    return _boxes("producer", f"producers[{made_by}]" if found else "", rows, writing)


def _boxes(whose: str, path: str, rows: tuple[tuple[str, ...], ...], writing: Writing) -> Fields:
    """Fields of one row of the dossier, each captioned by its own key; empty without a path."""
    return Fields(
        tuple(
            tuple(
                Field(
                    caption=writing.word(f"{whose}_{name}"),
                    value=writing.field(f"{path}.{name}") if path else "",
                    span=2 if n == 0 else 1,
                )
                for n, name in enumerate(row)
            )
            for row in rows
        )
    )


def _papers(held: dict[str, list[Certificate]], writing: Writing) -> Table:
    """The papers the certificate hangs on; a row to write on for what is not there yet."""
    names = ("number", "holder", "issued", "expires")
    columns = (
        Column(head=writing.word("column_paper")),
        *(Column(head=writing.word(f"column_{name}")) for name in names),
    )
    rows: list[tuple[Content, ...]] = []
    for scheme, certificates in held.items():
        label = writing.word(f"paper_{scheme}")
        rows += [
            (label, *(writing.field(f"certificates[{one.id}].{name}") for name in names))
            for one in certificates
        ] or [(label, "", "", "", "")]
    return Table(columns=columns, rows=tuple(rows))


def _earliest(held: dict[str, list[Certificate]], writing: Writing) -> Field:
    """The day a certificate cannot outlast, where the papers say it."""
    days = [day for certificates in held.values() for one in certificates if (day := _expiry(one))]
    shown = show_day(min(days), writing.language, "long") if days else ""
    value = writing.named("certificates.earliest_expiry", shown)
    return Field(caption=writing.word("box_earliest"), value=value)


def _expiry(certificate: Certificate) -> date | None:
    return known(certificate.expires)


FORM = Form(
    id="cn-sales-certificate-data",
    title=N_("Data for an export sales certificate (Announcement 126 of 2025)"),
    languages=("zh",),
    style=SHEET_ZH,
    write=_write,
    signers=(),
    origins=("CN",),
    per=_lines,
    reader="office",
)
