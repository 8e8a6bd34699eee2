"""China as the origin: complete consignments of each way out, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.table import (
    Row,
    all_of,
    as_it_is,
    on_day,
    rows_of,
    with_,
    with_paper,
    without,
    without_row,
)
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Evidence,
    Exporter,
    Extract,
    GoodsLine,
    Head,
    ListedName,
    Lot,
    Paper,
    Party,
    Producer,
)

MAY_6 = date(2020, 5, 6)


APRIL_12 = date(2020, 4, 12)


MAKER = "SAMPLE Maskenbau Werk"


JOINT = "cn-joint-declaration"


FIVE = "cn-declaration-5"


FOREIGN = "cn-foreign-certified-declaration"


EXPORTER = Exporter(
    name_local="样本口罩进出口有限公司",
    name_english="SAMPLE Mask Trading",
    tax_code="91000000000000000K",
    customs_code="9999960001",
)


PRODUCER = Producer(
    id="m1", name_local="样本防护用品厂", name_english=MAKER, code="91000000000000001N"
)


FILE = Evidence(id="e1", file="print.pdf", digest="0" * 64)


PARTIES = (
    Party(id="p1", roles=("importer",), name="SAMPLE Importer"),
    Party(id="p2", roles=("consignor",), name="SAMPLE Mask Trading"),
)


def filed_on(day: date) -> Customs:
    return Customs(declarations=(Declaration(id="d1", planned=day),))


def extract(list_: str, day: date, *names: str) -> Extract:
    rows = tuple(ListedName(id=f"n{place}", name=name) for place, name in enumerate(names))
    return Extract(id=list_, list=list_, keeper="SAMPLE", day=day, rows=rows, evidence=("e1",))


KN95 = Dossier(
    head=Head(origin="CN"),
    exporter=EXPORTER,
    parties=PARTIES,
    customs=filed_on(MAY_6),
    goods=(
        GoodsLine(
            id="g1",
            kind="respirator",
            use="daily",
            model="S-95",
            name_chinese="样本防护口罩",
            pack_wording="KN95 非医用 non-medical",
            standards=("GB 2626-2006",),
            pieces_declared=200_000,
            unit="C62",
            producer="m1",
            lots=(Lot(id="a", number="L1", produced=date(2020, 4, 20)),),
        ),
    ),
    producers=(PRODUCER,),
    extracts=(extract("samr-sanctioned", MAY_6, "SAMPLE Other Works"),),
    evidence=(FILE,),
    destination=Destination(
        country="CA",
        standard_route="chinese",
        standards_agreed=("GB 2626-2006",),
        importer_accepts_standard=True,
        importer_no_medical_use=True,
    ),
)


SURGICAL = Dossier(
    head=Head(origin="CN"),
    exporter=EXPORTER,
    parties=PARTIES,
    customs=filed_on(APRIL_12),
    goods=(
        GoodsLine(
            id="g1",
            kind="medical-mask",
            use="medical",
            model="S-1",
            brand="SAMPLE",
            name_chinese="样本医用外科口罩",
            name_english="SAMPLE surgical mask",
            standards=("YY 0469-2011", "EN 14683:2019+AC:2019"),
            hs_origin="6307900010",
            hs_origin_year=2020,
            pieces_declared=500_000,
            unit="C62",
            producer="m1",
            lots=(Lot(id="a", number="L1", produced=date(2020, 4, 1)),),
        ),
    ),
    producers=(PRODUCER,),
    certificates=(
        Certificate(
            id="c1",
            scheme="nmpa-registration",
            number="苏械注准20202140000",
            holder="样本防护用品厂",
            models=("S-1",),
            issued=date(2020, 2, 20),
            expires=date(2025, 2, 19),
            goods=("g1",),
            evidence=("e1",),
        ),
    ),
    evidence=(FILE,),
    destination=Destination(
        country="DE", requirements="EN 14683:2019+AC:2019, Type II", standards_agreed=()
    ),
)


def foreign(dossier: Dossier, *extracts: Extract) -> Dossier:
    changed = put(dossier, "destination.standard_route", "foreign")
    return replace(changed, extracts=extracts)


FOREIGN_SURGICAL = replace(
    put(SURGICAL, "destination.standard_route", "foreign"),
    customs=filed_on(MAY_6),
    certificates=(
        Certificate(id="c2", scheme="declaration-of-conformity", goods=("g1",)),
        Certificate(id="c3", scheme="test-report", number="T-1", goods=("g1",)),
    ),
    extracts=(extract("mofcom-medical", MAY_6, MAKER),),
)


SALES = "cn-126-2025"


SHEET = "cn-sales-certificate-data"


REQUESTED = date(2026, 11, 22)


FIRM = "样本防护用品厂"


def held(scheme: str, **more: object) -> Certificate:
    fields: dict[str, object] = {
        "number": f"SAMPLE-{scheme}",
        "holder": FIRM,
        "issued": date(2025, 2, 20),
        "expires": date(2030, 2, 19),
        "goods": ("g1",),
    }
    return Certificate(id=scheme, scheme=scheme, **{**fields, **more})  # type: ignore[arg-type]


LICENCE = held("device-production-licence", expires=date(2029, 6, 30))


REGISTERED = Dossier(
    head=Head(origin="CN"),
    exporter=Exporter(name_local=FIRM, customs_code="9999960002"),
    goods=(GoodsLine(id="g1", kind="medical-mask", use="medical", model="S-1", producer="m1"),),
    producers=(Producer(id="m1", name_local=FIRM),),
    certificates=(held("nmpa-registration"), LICENCE),
    destination=Destination(country="BR"),
    papers=(Paper(id="x", form=SHEET, wished=True),),
)


EXPORT_ONLY = replace(
    put(REGISTERED, "goods[g1].export_only", True),
    certificates=(held("gmp-statement"), LICENCE),
)


def sent(day: date, dossier: Dossier) -> Dossier:
    """The dossier filed on another day."""
    return replace(dossier, customs=filed_on(day))


BASES = {
    "kn95": KN95,
    "kn95-foreign": foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, "SAMPLE Other Works"),
        extract("mofcom-non-medical", MAY_6, MAKER),
    ),
    "kn95-foreign-old": put(
        foreign(
            KN95,
            extract("samr-sanctioned", MAY_6, MAKER),
            extract("mofcom-non-medical", MAY_6, "SAMPLE Third"),
        ),
        "contract.signed",
        date(2020, 4, 25),
    ),
    "surgical": SURGICAL,
    "surgical-foreign": FOREIGN_SURGICAL,
    "registered-2025": sent(date(2025, 6, 2), REGISTERED),
    "daily-2021": put(KN95, "goods[g1].kind", "non-medical-mask"),
    "surgical-2026-made": sent(
        date(2026, 11, 24), put(SURGICAL, "goods[g1].lots[a].produced", date(2026, 11, 2))
    ),
    "suit-2026": sent(
        date(2026, 11, 24),
        put(
            put(SURGICAL, "goods[g1].kind", "protective-suit"),
            "goods[g1].lots[a].produced",
            date(2026, 11, 2),
        ),
    ),
    "brokered": replace(
        KN95,
        parties=(*PARTIES, Party(id="p3", roles=("customs-broker",), name="SAMPLE Broker")),
    ),
    "surgical-2026": sent(date(2026, 11, 24), SURGICAL),
    "surgical-transition": sent(date(2023, 8, 18), SURGICAL),
    "registered-2026": sent(REQUESTED, REGISTERED),
    "export-only-2026": sent(REQUESTED, EXPORT_ONLY),
}
TWELVE_A, TWELVE_B = "cn-12a-2020", "cn-12b-2020"
WRONG_CODE = "910000000000000013"
CERTIFIED = with_paper(
    held(
        "export-sales-certificate",
        issued=date(2026, 5, 4),
        expires=date(2029, 6, 30),
        number="苏药监械出20260001号",
    )
)
ROWS = (
    # At customs, at any time.
    Row("cn-customs/customs-code", "kn95", with_("exporter.customs_code", None), "unfilled"),
    Row("cn-customs/customs-code-shape", "kn95", with_("exporter.customs_code", "99"), "not-met"),
    Row(
        "cn-customs/declaration-number",
        "kn95",
        with_("customs.declarations[d1].number", "999920201000000001"),
        "not-met",
        "Single Window",
    ),
    Row(
        "cn-customs/declaration-number",
        "kn95",
        with_("customs.declarations[d1].number", "999920200000000001"),
        "met",
    ),
    Row("cn-customs/broker", "brokered", as_it_is, "unfilled", "commission"),
    Row("cn-customs/papers-kept", "kn95", as_it_is, "cannot-tell", "packing list"),
    # Sales certificates before May 2026, and the maker's practice since November 2026.
    Row("cn-18-2015/registered", "registered-2025", without("nmpa-registration"), "unfilled"),
    Row(
        "cn-18-2015/production-licence",
        "registered-2025",
        without("device-production-licence"),
        "unfilled",
    ),
    Row(
        "cn-18-2015/producer-applies",
        "registered-2025",
        with_("exporter.name_local", "样本贸易"),
        "not-met",
        "Let the producer apply",
    ),
    Row("cn-107-2025/gmp", "surgical-2026-made", as_it_is, "unfilled", "1 November 2026"),
    # Editions.
    Row(
        "cn-standards/yyt-0969",
        "surgical",
        with_("goods[g1].standards", ("YY/T 0969-2009",)),
        "not-met",
    ),
    Row(
        "cn-standards/gbt-32610",
        "daily-2021",
        with_("goods[g1].standards", ("GB/T 32610-2006",)),
        "not-met",
    ),
    Row(
        "cn-standards/gbt-38880",
        "daily-2021",
        with_("goods[g1].standards", ("GB/T 38880-2012",)),
        "not-met",
    ),
    Row(
        "cn-suit-standard/gb-19082",
        "suit-2026",
        with_("goods[g1].standards", ("GB 19082-2009",)),
        "not-met",
        "GB 19082-2023 was in force",
    ),
    Row("cn-53-2020/goods-name", "surgical", with_("goods[g1].brand", None), "unfilled"),
    # Non-medical masks.
    Row(f"{TWELVE_A}/exporter", "kn95", with_("exporter.name_english", None), "unfilled"),
    Row(f"{TWELVE_A}/importer", "kn95", with_("parties[p1].roles", ("buyer",)), "unfilled"),
    Row(
        f"{TWELVE_A}/standard-route", "kn95", with_("destination.standard_route", None), "unfilled"
    ),
    Row(
        f"{TWELVE_A}/importer-accepts",
        "kn95",
        with_("destination.importer_accepts_standard", False),
        "not-met",
    ),
    Row(
        f"{TWELVE_A}/no-medical-use",
        "kn95",
        with_("destination.importer_no_medical_use", False),
        "not-met",
    ),
    Row(f"{TWELVE_A}/deny-list", "kn95", with_("goods[g1].producer", None), "unfilled"),
    Row(
        f"{TWELVE_A}/deny-list",
        "kn95",
        rows_of("extracts", extract("samr-sanctioned", MAY_6, "样本防护用品厂")),
        "not-met",
        MAKER,
    ),
    Row(
        f"{TWELVE_A}/deny-list",
        "kn95",
        rows_of("extracts", extract("samr-sanctioned", MAY_6, "SAMPLE Masken-Bau Werk")),
        "cannot-tell",
        "A name like it stands on a list of 6 May 2020: SAMPLE Masken-Bau Werk (9",
    ),
    Row(
        f"{TWELVE_A}/allow-list",
        "kn95-foreign",
        rows_of("extracts", extract("mofcom-non-medical", MAY_6, "SAMPLE Third", "SAMPLE Fourth")),
        "not-met",
        f"(2 names): {MAKER}.",
    ),
    Row(
        f"{TWELVE_A}/allow-list",
        "kn95-foreign",
        rows_of("extracts", extract("mofcom-non-medical", date(2020, 5, 5), MAKER)),
        "cannot-tell",
        "print the list",
    ),
    Row(
        f"{TWELVE_A}/both-lists",
        "kn95-foreign",
        rows_of(
            "extracts",
            extract("samr-sanctioned", MAY_6, MAKER),
            extract("mofcom-non-medical", MAY_6, MAKER),
        ),
        "not-met",
    ),
    Row(f"{TWELVE_A}/allow-list-old-contract", "kn95-foreign-old", as_it_is, "not-met"),
    Row(f"{TWELVE_A}/deny-list-old-contract", "kn95-foreign-old", as_it_is, "not-met"),
    Row(f"{TWELVE_A}/old-contract", "kn95-foreign-old", as_it_is, "cannot-tell"),
    Row(f"{TWELVE_A}/countersigned", "kn95", as_it_is, "not-met"),
    Row(f"{TWELVE_A}/countersigned", "kn95", as_it_is, "met", returned=(JOINT,)),
    Row(f"{TWELVE_A}/standards", "kn95", with_("goods[g1].standards", ()), "unfilled"),
    Row(
        f"{TWELVE_A}/standards-agreed",
        "kn95",
        with_("destination.standards_agreed", ()),
        "unfilled",
    ),
    Row(f"{TWELVE_A}/prints", "kn95", with_("extracts[samr-sanctioned].evidence", ()), "unfilled"),
    Row(f"{TWELVE_A}/consignor", "kn95", with_("parties[p2].name", "SAMPLE Broker"), "not-met"),
    Row(f"{TWELVE_A}/producer", "kn95", with_("producers[m1].code", None), "unfilled"),
    Row(f"{TWELVE_A}/declared-name", "kn95", with_("goods[g1].name_chinese", None), "unfilled"),
    Row(f"{TWELVE_A}/credit-codes", "kn95", with_("producers[m1].code", WRONG_CODE), "not-met"),
    Row(
        f"{TWELVE_A}/pack-wording",
        "kn95",
        with_("goods[g1].pack_wording", "医用外科口罩"),
        "not-met",
    ),
    # Registered medical supplies.
    Row("cn-5-2020/exporter", "surgical", with_("exporter.name_local", None), "unfilled"),
    Row(
        "cn-5-2020/destination-standard",
        "surgical",
        with_("destination.requirements", None),
        "unfilled",
    ),
    Row(
        "cn-5-2020/registration",
        "surgical",
        with_("certificates[c1].expires", date(2020, 4, 11)),
        "not-met",
    ),
    Row(
        "cn-5-2020/certificate-data",
        "surgical",
        with_("certificates[c1].holder", "样本贸易公司"),
        "not-met",
    ),
    Row("cn-5-2020/boxes", "surgical", with_("goods[g1].name_chinese", None), "unfilled"),
    Row("cn-5-2020/consignor", "surgical", with_("parties[p2].name", "SAMPLE Broker"), "not-met"),
    Row("cn-5-2020/credit-codes", "surgical", with_("producers[m1].code", WRONG_CODE), "not-met"),
    Row("cn-5-2020/quality", "surgical", as_it_is, "unfilled"),
    Row(
        "cn-5-2020/foreign-certified-may-leave",
        "surgical-foreign",
        on_day(date(2020, 4, 25)),
        "not-met",
    ),
    # Medical supplies with foreign certification only.
    Row(
        f"{TWELVE_B}/exporter", "surgical-foreign", with_("exporter.name_english", None), "unfilled"
    ),
    Row(
        f"{TWELVE_B}/destination-requirements",
        "surgical-foreign",
        with_("destination.requirements", None),
        "unfilled",
    ),
    Row(
        f"{TWELVE_B}/allow-list",
        "surgical-foreign",
        rows_of("extracts", extract("mofcom-medical", MAY_6, "SAMPLE Third")),
        "not-met",
        "announcement 5",
    ),
    Row(
        f"{TWELVE_B}/foreign-certificate",
        "surgical-foreign",
        without_row("certificates[c2]"),
        "unfilled",
    ),
    Row(f"{TWELVE_B}/boxes", "surgical-foreign", with_("goods[g1].name_english", None), "unfilled"),
    Row(
        f"{TWELVE_B}/prints",
        "surgical-foreign",
        with_("extracts[mofcom-medical].evidence", ()),
        "unfilled",
    ),
    Row(
        f"{TWELVE_B}/consignor",
        "surgical-foreign",
        with_("parties[p2].name", "SAMPLE Broker"),
        "not-met",
    ),
    Row(
        f"{TWELVE_B}/credit-codes",
        "surgical-foreign",
        with_("exporter.tax_code", "910000000000000001"),
        "not-met",
    ),
    Row(f"{TWELVE_B}/on-paper", "surgical-foreign", as_it_is, "cannot-tell"),
    # After the repeal.
    Row("cn-32-2023-transition/ask-customs", "surgical-transition", as_it_is, "cannot-tell"),
    Row("cn-32-2023/quality", "surgical-2026", as_it_is, "unfilled"),
    # Inspection and standards.
    Row("cn-53-2020/inspection", "surgical", as_it_is, "cannot-tell"),
    Row("cn-53-2020/codes", "surgical", with_("goods[g1].hs_origin", "6307900099"), "not-met"),
    Row("cn-53-2020/pieces", "surgical", with_("goods[g1].unit", "PR"), "not-met"),
    Row("cn-53-2020/other-groups", "surgical", with_("goods[g1].kind", "gloves"), "cannot-tell"),
    Row(
        "cn-standards/gb-2626",
        "kn95",
        all_of(with_("goods[g1].lots[a].produced", date(2021, 7, 1))),
        "not-met",
        "GB 2626-2019",
    ),
    Row(
        "cn-standards/gb-19083",
        "surgical",
        all_of(
            with_("goods[g1].standards", ("GB 19083-2010",)),
            with_("goods[g1].lots[a].produced", date(2025, 12, 1)),
        ),
        "not-met",
        "GB 19083-2023",
    ),
    Row(
        "cn-standards/yy-0469",
        "surgical",
        with_("goods[g1].lots[a].produced", date(2026, 12, 1)),
        "not-met",
        "YY 0469-2023",
    ),
    Row("cn-standards/use", "kn95", with_("goods[g1].use", None), "unfilled"),
    Row("cn-standards/medical-kind", "surgical", with_("goods[g1].use", "daily"), "not-met"),
    Row(
        "cn-standards/non-medical-kind",
        "kn95",
        all_of(with_("goods[g1].kind", "non-medical-mask"), with_("goods[g1].use", "medical")),
        "not-met",
    ),
    # Export sales certificates.
    Row(
        f"{SALES}/registered",
        "registered-2026",
        with_("certificates[nmpa-registration].expires", date(2026, 11, 21)),
        "not-met",
        "does not hold for S-1",
    ),
    Row(
        f"{SALES}/registrant-applies",
        "registered-2026",
        with_("exporter.name_local", "样本贸易公司"),
        "not-met",
    ),
    Row(f"{SALES}/gmp-statement", "export-only-2026", without("gmp-statement"), "unfilled"),
    Row(f"{SALES}/producer", "export-only-2026", with_("goods[g1].producer", None), "unfilled"),
    Row(
        f"{SALES}/producer-applies",
        "export-only-2026",
        with_("exporter.name_local", "样本贸易公司"),
        "not-met",
    ),
    Row(
        f"{SALES}/production-licence",
        "registered-2026",
        without("device-production-licence"),
        "unfilled",
    ),
    Row(
        f"{SALES}/validity",
        "registered-2026",
        all_of(
            CERTIFIED, with_("certificates[export-sales-certificate].expires", date(2029, 7, 1))
        ),
        "not-met",
    ),
    Row(
        f"{SALES}/number",
        "registered-2026",
        all_of(CERTIFIED, with_("certificates[export-sales-certificate].number", "SAMPLE-1")),
        "not-met",
    ),
    Row(f"{SALES}/time", "registered-2026", as_it_is, "cannot-tell"),
    Row(f"{TWELVE_A}/conformity-slip", "kn95", with_("goods[g1].slip_in_pack", False), "not-met"),
)
SILENT = {"cn-32-2023/declarations": "It only says that nothing is required any more."}
