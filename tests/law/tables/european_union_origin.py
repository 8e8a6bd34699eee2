"""The Union as the origin under its export authorisation of 2020: two bases, and their gaps."""

from datetime import date

from msgspec.structs import replace

from law.table import Change, Expected, Row, as_it_is, with_, without
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Exporter,
    GoodsLine,
    Head,
    Party,
)

FIRST, SECOND = "eu-2020-402", "eu-2020-568"
MARCH, MAY = date(2020, 3, 30), date(2020, 5, 6)


def filed_on(day: date) -> Customs:
    return Customs(declarations=(Declaration(id="d1", planned=day),))


COMPLETE = Dossier(
    head=Head(origin="EU"),
    exporter=Exporter(
        name_local="SAMPLE Schutzmasken GmbH",
        address_local="Beispielstraße 1, 10115 Berlin",
        country="DE",
        customs_code="DE123456789012345",
    ),
    parties=(Party(id="e", roles=("end-user",), name="SAMPLE Hospital", address="1 Sample St"),),
    customs=filed_on(MARCH),
    goods=(
        GoodsLine(
            id="g1",
            kind="respirator",
            use="workplace",
            model="FM-1",
            name_english="Filtering half mask",
            hs_origin="6307909810",
            pieces_declared=250_000,
            unit="C62",
        ),
    ),
    certificates=(
        Certificate(id="a", scheme="export-licence", number="DE2020000123", goods=("g1",)),
    ),
    destination=Destination(country="US"),
)


BASES = {FIRST: COMPLETE, SECOND: replace(COMPLETE, customs=filed_on(MAY))}
GAPS: tuple[tuple[str, Change, Expected], ...] = (
    ("authorisation", without("export-licence"), "unfilled"),
    ("exporter", with_("exporter.address_local", None), "unfilled"),
    ("member-state", with_("exporter.country", "CH"), "not-met"),
    ("destination", with_("destination.country", None), "unfilled"),
    ("goods-boxes", with_("goods[g1].hs_origin", None), "unfilled"),
    ("location", with_("goods[g1].lies_in", "CH"), "not-met"),
    ("number", with_("certificates[a].number", "DE-123"), "not-met"),
    ("eori", with_("exporter.customs_code", "12345"), "not-met"),
    ("final-recipient", with_("parties[e].address", None), "unfilled"),
    ("non-medical-masks", with_("goods[g1].kind", "non-medical-mask"), "cannot-tell"),
)
ROWS = (
    *(
        Row(f"{pack}/{condition}", pack, change, answer)
        for pack in (FIRST, SECOND)
        for condition, change, answer in GAPS
    ),
    Row(f"{FIRST}/united-kingdom", FIRST, with_("destination.country", "GB"), "cannot-tell"),
    Row(f"{FIRST}/time", FIRST, as_it_is, "cannot-tell"),
)
