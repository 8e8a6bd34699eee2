"""Viet Nam as the origin: complete consignments of each time, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.table import Row, all_of, as_it_is, rows_of, with_, without_row
from maskdesk.dossier.paths import put, put_rows
from maskdesk.dossier.sections import (
    Assignment,
    Certificate,
    Contract,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Evidence,
    Exporter,
    GoodsLine,
    Head,
    Output,
    Paper,
    Producer,
    Support,
)

MILLION = 1_000_000


DRAFTS = ("vn-2020-draft-mof", "vn-2020-draft-press")


# A code that passes the published sum; it names nobody here.
TAX_CODE = "0100109106"


SALE_2020 = date(2020, 4, 20)


PROCESSING_2020 = date(2020, 4, 10)


FREE_2020 = date(2020, 5, 6)


DEVICES_2023 = date(2023, 6, 1)


NOW = date(2026, 11, 24)


def support(row: str, pieces: int, **other: object) -> Support:
    """A facility with an agreed and proved support of so many medical masks."""
    facility = Support(
        id=row,
        facility=f"SAMPLE facility {row}",
        kind="health-facility",
        basis="agreement",
        agreement_number=f"{row}/2020/TT",
        product="medical-mask",
        pieces_pledged=pieces,
        declaration="d1",
        standing="agreed",
        evidence=("e1",),
    )
    return replace(facility, **other)


def sold(row: str, pieces: int) -> Support:
    """A facility that bought so many medical masks after a won bid."""
    return support(
        row,
        pieces,
        basis="won-bid",
        agreement_number=None,
        award_number=f"{row}/QĐ",
        contract_number=f"{row}/HĐMB",
    )


def masks(day: date, **goods: object) -> Dossier:
    """An ordinary sale of 6,400,000 medical masks to Germany, declared on a day."""
    line = GoodsLine(
        id="g1",
        kind="medical-mask",
        use="medical",
        model="SAMPLE-3P",
        hs_origin="6307.90.40",
        standards=("TCVN 8389-1:2010",),
        pieces_declared=6_400_000,
        producer="p1",
    )
    return Dossier(
        head=Head(origin="VN", basis=DRAFTS),
        exporter=Exporter(name_english="SAMPLE Masks JSC", tax_code=TAX_CODE, status="ordinary"),
        contract=Contract(
            number="01/2020/SAMPLE",
            type="sale",
            signed=date(2020, 3, 15),
            payment="T/T",
            invoice_number="SAMPLE-1",
        ),
        customs=Customs(declarations=(Declaration(id="d1", planned=day),)),
        goods=(replace(line, **goods),),
        producers=(Producer(id="p1", name_english="SAMPLE factory", relation="own"),),
        support=(
            sold("f1", 400_000),
            sold("f2", 320_000),
            support("f3", 300_000),
            support("f4", 260_000),
        ),
        evidence=(Evidence(id="e1", file="sample.pdf", digest="0" * 64),),
        destination=Destination(
            country="DE",
            exporter_answers_for_quality=True,
            exporter_supplies_on_request=True,
            label_checked=True,
        ),
    )


def aid(day: date = SALE_2020) -> Dossier:
    """A million masks sent as assigned aid, with licence and shares in order."""
    dossier = masks(day, pieces_declared=MILLION)
    contract = Contract(
        number="02/2020/SAMPLE",
        type="aid",
        assignment=Assignment(
            issuer="SAMPLE Government Office", number="9/TB-VPCP", day=date(2020, 4, 1)
        ),
    )
    output = Output(
        period_from=date(2020, 3, 1),
        period_until=date(2020, 3, 31),
        level="firm",
        why="The last full month before the assignment.",
        pieces_made=4 * MILLION,
        pieces_kept=3 * MILLION,
    )
    certificates = (
        Certificate(
            id="c1",
            scheme="export-licence",
            number="7/BYT",
            issued=date(2020, 3, 2),
            goods=("g1",),
        ),
        Certificate(id="c2", scheme="circulation-number", number="170000001", goods=("g1",)),
    )
    return replace(dossier, contract=contract, output=output, certificates=certificates)


def processing(signed: date | None, day: date = PROCESSING_2020) -> Dossier:
    """Masks processed for a foreign trader under a contract signed on a day."""
    dossier = masks(day)
    contract = replace(dossier.contract, type="processing", signed=signed)
    return replace(dossier, contract=contract, destination=Destination(country="US"))


def devices(day: date = DEVICES_2023, **goods: object) -> Dossier:
    """Medical masks of a maker whose papers under Decree 98 are in order."""
    certificates = (
        Certificate(id="c1", scheme="production-declaration", number="1", goods=("g1",)),
        Certificate(
            id="c2",
            scheme="iso-13485",
            number="ISO-7",
            expires=date(2027, 12, 31),
            goods=("g1",),
        ),
        Certificate(id="c3", scheme="circulation-number", number="220000001", goods=("g1",)),
    )
    return replace(masks(day, **goods), certificates=certificates, support=())


def export_only(day: date = NOW) -> Dossier:
    """Non-sterile surgical masks made for export only, without any number of Viet Nam."""
    dossier = devices(day, export_only=True, sterile=False)
    return replace(dossier, certificates=dossier.certificates[:2])


def licensed(dossier: Dossier) -> Dossier:
    """Add an export licence."""
    licence = Certificate(id="c9", scheme="export-licence", number="7/BYT", goods=("g1",))
    return put_rows(dossier, "certificates", (*dossier.certificates, licence))


def export_processing(dossier: Dossier) -> Dossier:
    """Make the exporter an export-processing enterprise whose certificate is named in full."""
    exporter = replace(
        dossier.exporter,
        status="export-processing",
        investment_certificate="SAMPLE-77",
        investment_certificate_day=date(2015, 5, 5),
        investment_certificate_issuer="SAMPLE zone board",
    )
    return replace(dossier, exporter=exporter)


def exported(dossier: Dossier) -> Dossier:
    """Make the goods for export only."""
    return put(dossier, "goods[g1].export_only", True)


def respirators(dossier: Dossier) -> Dossier:
    """Make the goods respirators."""
    return put(dossier, "goods[g1].kind", "respirator")


def free_sale(dossier: Dossier) -> Dossier:
    """Wish for the data of a certificate of free sale, all it asks for being there."""
    paper = Paper(id="w1", form="vn-cfs-data", wished=True)
    line = replace(
        dossier.goods[0], name_vietnamese="Khẩu trang y tế", name_english="Surgical mask"
    )
    site = replace(dossier.producers[0], name_local="Xưởng MẪU", address="SAMPLE 1")
    return replace(dossier, papers=(paper,), goods=(line,), producers=(site,))


BASES = {
    "sale-2020": masks(SALE_2020),
    "free-2020": masks(FREE_2020),
    "cloth-march-2020": masks(date(2020, 3, 20), kind="non-medical-mask", use="daily"),
    "sale-2021": masks(date(2021, 6, 1)),
    "sale-2026": masks(NOW),
    "sale-2023": masks(DEVICES_2023),
    "aid-2020": aid(),
    "devices-2023": devices(),
    "devices-2026": devices(NOW),
    "export-only-2026": export_only(),
    "processing-2020": processing(date(2020, 2, 20)),
    "free-sale-2023": free_sale(devices()),
    "free-sale-2026": free_sale(devices(NOW)),
}
OVERLAY = "vn-2026-nd98-overlay"
LATE = date(2028, 1, 1)
ROWS = (
    # What stood beside Resolution 20 and after it.
    Row(
        "vn-2020-letter-1431/non-medical-shown",
        "cloth-march-2020",
        as_it_is,
        "unfilled",
        "TCVN 8389:2010",
    ),
    Row(
        "vn-2020-letter-1431/non-medical-shown",
        "cloth-march-2020",
        with_("goods[g1].pack_wording", "Khẩu trang vải"),
        "met",
    ),
    Row(
        "vn-2020-conclusion-15-april/not-yet-law",
        "sale-2020",
        as_it_is,
        "cannot-tell",
        "Resolution 20 decides",
    ),
    Row(
        "vn-2021-re-export/made-in-viet-nam",
        "sale-2021",
        with_("goods[g1].country_of_origin", "CN"),
        "not-met",
        "1 January 2022",
    ),
    *(
        row
        for pack, base in (("vn-2018-customs", "free-2020"), ("vn-2025-customs", "sale-2026"))
        for row in (
            Row(
                f"{pack}/entrustor",
                base,
                with_("contract.type", "entrustment"),
                "unfilled",
                "name the entrustor",
            ),
            Row(
                f"{pack}/signature-registered",
                base,
                as_it_is,
                "cannot-tell",
                "registered with customs",
            ),
        )
    ),
    # Customs and tax.
    Row(
        "vn-2018-customs/tax-code", "free-2020", with_("exporter.tax_code", "123"), "not-met", "123"
    ),
    Row("vn-2018-customs/invoice", "free-2020", with_("contract.invoice_number", None), "unfilled"),
    Row(
        "vn-2018-customs/tax-code-digit",
        "free-2020",
        with_("exporter.tax_code", "0100109107"),
        "not-met",
    ),
    Row(
        "vn-2018-customs/hs-medical",
        "free-2020",
        with_("goods[g1].hs_origin", "6307.90.90"),
        "not-met",
    ),
    Row(
        "vn-2018-customs/hs-non-medical",
        "free-2020",
        with_("goods[g1].kind", "non-medical-mask"),
        "not-met",
    ),
    Row(
        "vn-2025-customs/tax-code",
        "export-only-2026",
        with_("exporter.tax_code", "0000000001"),
        "not-met",
    ),
    Row(
        "vn-2025-customs/tax-code-digit",
        "sale-2026",
        with_("exporter.tax_code", "0100109107"),
        "not-met",
    ),
    Row("vn-2025-customs/hs-medical", "sale-2026", with_("goods[g1].hs_origin", None), "unfilled"),
    Row(
        "vn-2025-customs/hs-non-medical",
        "sale-2026",
        with_("goods[g1].kind", "non-medical-mask"),
        "not-met",
    ),
    Row("vn-2025-customs/invoice", "sale-2026", with_("contract.invoice_number", None), "unfilled"),
    Row("vn-2021-type-codes/sale", "sale-2023", with_("customs.type_code", "B12"), "not-met"),
    Row(
        "vn-2021-type-codes/processing",
        "sale-2023",
        all_of(with_("contract.type", "processing"), with_("customs.type_code", "B12")),
        "not-met",
    ),
    Row(
        "vn-2021-type-codes/export-processing",
        "sale-2023",
        all_of(export_processing, with_("customs.type_code", "B12")),
        "not-met",
    ),
    # Resolution 20 and its licence.
    Row(
        "vn-2020-nq20/route",
        "aid-2020",
        with_("contract.type", "sale"),
        "not-met",
        "no route for an ordinary seller",
    ),
    Row(
        "vn-2020-nq20/assignment", "aid-2020", with_("contract.assignment.number", None), "unfilled"
    ),
    Row(
        "vn-2020-nq20/export-share",
        "aid-2020",
        with_("goods[g1].pieces_declared", MILLION + 1),
        "not-met",
    ),
    Row(
        "vn-2020-nq20/domestic-share",
        "aid-2020",
        with_("output.pieces_kept", 3 * MILLION - 1),
        "not-met",
    ),
    Row("vn-2020-nq20/output-base", "aid-2020", with_("output.why", None), "unfilled"),
    Row(
        "vn-2020-nq20/licence",
        "aid-2020",
        with_("certificates[c1].issued", date(2020, 4, 21)),
        "not-met",
    ),
    Row("vn-2020-nq20/licence-quantity", "aid-2020", as_it_is, "cannot-tell"),
    Row("vn-2020-nq20/capacity-report", "sale-2020", as_it_is, "cannot-tell"),
    Row(
        "vn-2020-nq20/processing-date",
        "processing-2020",
        with_("contract.signed", date(2020, 3, 1)),
        "not-met",
        "that day itself not",
    ),
    Row(
        "vn-2020-nq20/processing-date",
        "processing-2020",
        with_("contract.signed", None),
        "unfilled",
    ),
    Row(
        "vn-2020-nq20/processing-date",
        "processing-2020",
        as_it_is,
        "not-applicable",
        "signed before 1 March 2020",
    ),
    Row(
        "vn-2020-nq20/export-processing-certificate",
        "sale-2020",
        with_("exporter.status", "export-processing"),
        "unfilled",
    ),
    Row(
        "vn-2020-nq20/type-code-processing",
        "processing-2020",
        with_("customs.type_code", "B11"),
        "not-met",
    ),
    Row(
        "vn-2020-nq20/type-code-export-processing",
        "sale-2020",
        all_of(export_processing, with_("customs.type_code", "B11")),
        "not-met",
    ),
    Row(
        "vn-2020-qd868/standard",
        "aid-2020",
        with_("goods[g1].standards", ("TCVN 8389-1:2009",)),
        "not-met",
    ),
    Row(
        "vn-2020-qd868/circulation-number", "aid-2020", without_row("certificates[c2]"), "unfilled"
    ),
    Row("vn-2020-qd868/application", "aid-2020", without_row("certificates[c1]"), "cannot-tell"),
    Row(
        "vn-2020-letter-2012/non-medical-shown",
        "sale-2020",
        all_of(
            with_("goods[g1].kind", "non-medical-mask"), with_("producers[p1].relation", "bought")
        ),
        "unfilled",
    ),
    # The drafts.
    Row(
        "vn-2020-draft-mof/domestic-share",
        "sale-2020",
        with_("support[f1].pieces_pledged", 399_999),
        "not-met",
        "1 short",
    ),
    Row("vn-2020-draft-mof/proof", "sale-2020", with_("support[f1].evidence", ()), "unfilled"),
    Row(
        "vn-2020-draft-mof/counted-once",
        "sale-2020",
        with_("support[f1].declaration", None),
        "unfilled",
    ),
    Row("vn-2020-draft-mof/destination", "sale-2020", as_it_is, "cannot-tell"),
    Row("vn-2020-draft-mof/national-reserve", "sale-2020", as_it_is, "unfilled"),
    Row(
        "vn-2020-draft-press/sale-or-support",
        "sale-2020",
        rows_of("support", support("f3", 1_279_999)),
        "not-met",
        "1 short",
    ),
    Row("vn-2020-draft-press/proof", "sale-2020", with_("support[f1].evidence", ()), "unfilled"),
    Row(
        "vn-2020-draft-press/counted-once",
        "sale-2020",
        with_("support[f1].declaration", None),
        "unfilled",
    ),
    Row("vn-2020-draft-press/destination", "sale-2020", as_it_is, "cannot-tell"),
    Row("vn-2020-draft-press/national-reserve", "sale-2020", as_it_is, "unfilled"),
    # Resolution 60.
    Row("vn-2020-nq60/no-licence", "free-2020", licensed, "not-met"),
    Row(
        "vn-2020-nq60/quality",
        "free-2020",
        with_("destination.exporter_answers_for_quality", False),
        "not-met",
    ),
    Row(
        "vn-2020-nq60/supply-on-request",
        "free-2020",
        with_("destination.exporter_supplies_on_request", None),
        "unfilled",
    ),
    Row("vn-2020-nq60/published-volumes", "free-2020", as_it_is, "cannot-tell"),
    Row("vn-2022-nq60-dormant/dormant", "devices-2023", as_it_is, "cannot-tell"),
    # Decree 98, and what is known of its successor.
    Row("vn-2022-nd98/device", "devices-2023", with_("goods[g1].use", "daily"), "not-met"),
    Row(
        "vn-2022-nd98/production-filing",
        "devices-2023",
        without_row("certificates[c1]"),
        "unfilled",
    ),
    Row(
        "vn-2022-nd98/iso-13485",
        "devices-2023",
        with_("certificates[c2].expires", date(2023, 5, 31)),
        "not-met",
    ),
    Row(
        "vn-2022-nd98/circulation-number",
        "devices-2023",
        without_row("certificates[c3]"),
        "unfilled",
        "one of the two is enough",
    ),
    Row(
        "vn-2022-nd98/quality",
        "devices-2023",
        with_("destination.exporter_answers_for_quality", False),
        "not-met",
    ),
    Row("vn-2022-nd98/class", "devices-2023", as_it_is, "cannot-tell"),
    Row("vn-2022-nd98/no-approval", "devices-2023", licensed, "not-met"),
    Row(
        "vn-2022-nd98/free-sale-quality",
        "free-sale-2023",
        with_("certificates[c2].expires", date(2023, 5, 31)),
        "not-met",
    ),
    Row(f"{OVERLAY}/device", "devices-2026", with_("goods[g1].use", "daily"), "not-met"),
    Row(
        f"{OVERLAY}/production-filing", "devices-2026", without_row("certificates[c1]"), "unfilled"
    ),
    Row(
        f"{OVERLAY}/iso-13485",
        "devices-2026",
        with_("certificates[c2].expires", date(2026, 11, 23)),
        "not-met",
    ),
    Row(
        f"{OVERLAY}/circulation-number", "devices-2026", without_row("certificates[c3]"), "unfilled"
    ),
    Row(
        f"{OVERLAY}/quality",
        "devices-2026",
        with_("destination.exporter_answers_for_quality", False),
        "not-met",
    ),
    Row(f"{OVERLAY}/class", "devices-2026", as_it_is, "cannot-tell"),
    Row(f"{OVERLAY}/no-approval", "devices-2026", licensed, "not-met"),
    Row(f"{OVERLAY}/export-only", "export-only-2026", with_("contract.number", None), "unfilled"),
    Row(
        f"{OVERLAY}/respirator-use",
        "devices-2026",
        all_of(respirators, with_("goods[g1].use", None)),
        "unfilled",
    ),
    Row(
        f"{OVERLAY}/workplace-respirator",
        "devices-2026",
        all_of(respirators, with_("goods[g1].use", "workplace")),
        "cannot-tell",
    ),
    Row(
        f"{OVERLAY}/free-sale-quality",
        "free-sale-2026",
        with_("certificates[c2].expires", date(2026, 11, 23)),
        "not-met",
    ),
    Row(
        "vn-2026-nd37/label-maps",
        "export-only-2026",
        with_("destination.label_checked", False),
        "not-met",
    ),
    Row(
        "vn-2026-nd37/both-markets",
        "devices-2026",
        with_("goods[g1].export_only", False),
        "cannot-tell",
    ),
    # Free sale.
    Row("vn-2018-cfs/request", "free-sale-2023", with_("goods[g1].name_english", None), "unfilled"),
    Row("vn-2018-cfs/registration", "free-sale-2023", with_("exporter.tax_code", None), "unfilled"),
    Row("vn-2018-cfs/sites", "free-sale-2023", with_("producers[p1].address", None), "unfilled"),
    Row("vn-2018-cfs/standard", "free-sale-2023", with_("goods[g1].standards", ()), "unfilled"),
    Row(
        "vn-2018-cfs/export-only",
        "free-sale-2023",
        all_of(exported, without_row("certificates[c3]")),
        "unfilled",
        "can probably not be shown",
    ),
    Row("vn-2018-cfs/clock", "free-sale-2023", as_it_is, "cannot-tell"),
    Row(
        "vn-2022-nd98/respirator-use",
        "devices-2023",
        all_of(respirators, with_("goods[g1].use", None)),
        "unfilled",
    ),
    Row(
        "vn-2022-nd98/workplace-respirator",
        "devices-2023",
        all_of(respirators, with_("goods[g1].use", "workplace")),
        "cannot-tell",
    ),
    Row(
        "vn-2022-nd98/export-only",
        "devices-2023",
        all_of(exported, with_("contract.number", None)),
        "unfilled",
    ),
    Row(
        "vn-2025-customs/hs-respirator",
        "devices-2026",
        all_of(respirators, with_("goods[g1].hs_origin", None)),
        "unfilled",
    ),
    Row(f"{OVERLAY}/unread-annexes", "devices-2026", as_it_is, "cannot-tell"),
)
SILENT = {
    "vn-2022-nd98/non-medical": "It only says that these goods lie outside the decree.",
    "vn-2026-nd98-overlay/non-medical": "It only says that these goods lie outside the decree.",
    "vn-2026-nd37/export-only": "It only says that a label for export needs no Vietnamese.",
}
