"""The European Union as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    APRIL,
    CLOTH,
    DECLARED,
    FFP2,
    MASK_2020,
    MASK_2026,
    NO_LANGUAGE,
    NO_REPORT,
    ONE_LOT,
    REPORT,
    STERILE,
    TODAY,
    consignment,
    destination,
    goods,
    held,
    paper,
    party,
    ppe,
    without_party,
)
from law.table import (
    Change,
    Expected,
    Row,
    all_of,
    as_it_is,
    of_pack,
    on_day,
    with_paper,
    without,
)
from maskdesk.dossier.sections import GoodsLine

GOWN = GoodsLine(
    id="g1",
    kind="protective-suit",
    use="medical",
    ce_mark=True,
    standards=("EN 13795-1:2025",),
)
KIT = GoodsLine(id="g1", kind="test-kit", use="medical")
NO_RELEASE = without("market-surveillance-release")

BASES = {
    "eu-2020-403": consignment("DE", APRIL, MASK_2020, DECLARED, REPORT),
    "eu-mdd-masks": consignment("DE", APRIL, MASK_2020, DECLARED, REPORT),
    "eu-ppe-respirators-2018": ppe(date(2020, 2, 3), date(2019, 5, 1), date(2019, 9, 2)),
    "eu-ppe-respirators-2020": ppe(date(2021, 2, 1), date(2019, 5, 1), date(2020, 9, 1)),
    "eu-ppe-respirators": ppe(date(2022, 2, 1), date(2019, 5, 1), date(2021, 9, 1)),
    "eu-mdr-masks": consignment("DE", TODAY, MASK_2026, DECLARED, REPORT),
    "eu-eudamed": consignment("DE", TODAY, MASK_2026, DECLARED, REPORT),
    "eu-2020-community-masks": consignment("FR", date(2021, 1, 4), CLOTH),
    "eu-community-masks": consignment("FR", TODAY, CLOTH),
    "eu-mdr-masks-sterile": consignment(
        "DE", TODAY, STERILE, DECLARED, REPORT, held("eu-device-certificate")
    ),
    "eu-surgical-gowns": consignment("DE", TODAY, GOWN, DECLARED),
    "eu-eudamed-gowns": consignment("DE", TODAY, GOWN, DECLARED),
    "eu-ivdr-test-kits-transition": consignment(
        "DE", TODAY, KIT, DECLARED, held("eu-device-certificate")
    ),
    "eu-ivdr-test-kits": consignment(
        "DE", date(2028, 1, 3), KIT, DECLARED, held("eu-device-certificate")
    ),
    "eu-2020-national-respirators": consignment(
        "IT",
        date(2020, 5, 6),
        replace(FFP2, ce_mark=False, ce_body=None),
        held("market-surveillance-release", number=None),
        REPORT,
    ),
}
PPE: tuple[tuple[str, tuple[Change, Expected, str]], ...] = (
    ("body-number", (goods(ce_body=None), "unfilled", "four digits")),
    ("body-number-shape", (goods(ce_body="598"), "not-met", "598")),
    ("type-examination", (without("eu-type-examination"), "unfilled", "module B")),
    (
        "type-examination",
        (paper("eu-type-examination", models=("M2",)), "not-met", "eu-type-examination-1"),
    ),
    (
        "type-examination",
        (paper("eu-type-examination", standards=("EN 14683:2025",)), "not-met", "its standard"),
    ),
    ("surveillance", (without("eu-production-check"), "unfilled", "C2 or D")),
    (
        "surveillance-yearly",
        (paper("eu-production-check", issued=date(2019, 6, 1)), "not-met", "1 year"),
    ),
    ("number-agrees", (goods(ce_body="2797"), "not-met", "2797")),
    (
        "declaration",
        (without("declaration-of-conformity"), "unfilled", "declaration of conformity"),
    ),
    ("declaration", (paper("declaration-of-conformity", evidence=()), "unfilled", "Attach")),
    ("class", (goods(filter_class="KN95"), "not-met", "KN95")),
    ("edition", (goods(standards=("EN 149:2001",)), "not-met", "EN 149:2001")),
    (
        "body-confirmed",
        (paper("eu-production-check", looked_up=None), "unfilled", "database of notified bodies"),
    ),
    ("importer", (without_party("im"), "unfilled", "importer")),
    ("lot-report", (ONE_LOT, "not-met", "Lots without a report: L2")),
    ("label-languages", (NO_LANGUAGE, "unfilled", "German for Germany")),
)

BRANDED = all_of(goods(brand="Sample Importer"), party("im", name="SAMPLE Importer Ltd."))
OWN_BRAND: tuple[tuple[Change, Expected, str], ...] = (
    (BRANDED, "unfilled", "own brand"),
    (all_of(BRANDED, goods(legal_manufacturer="mf")), "not-met", "(Sample Importer)"),
    (all_of(BRANDED, goods(legal_manufacturer="im")), "met", "is named as their legal"),
    (goods(brand="SAMPLE-Breeze"), "not-applicable", ""),
)
ROWS = (
    *(
        Row(f"{pack}/own-brand", pack, change, answer, says)
        for pack in ("eu-mdr-masks", "eu-ppe-respirators")
        for change, answer, says in OWN_BRAND
    ),
    *of_pack(
        "eu-ppe-respirators-2018",
        ("marked", goods(ce_mark=False), "not-met", "without the CE mark"),
        *((name, *gap) for name, gap in PPE if name != "surveillance-yearly"),
        (
            "surveillance-yearly",
            paper("eu-production-check", issued=date(2018, 6, 1)),
            "not-met",
            "1 year",
        ),
    ),
    *of_pack(
        "eu-surgical-gowns",
        ("marked", goods(ce_mark=False), "not-met", "surgical clothing"),
        ("declaration", without("declaration-of-conformity"), "unfilled", "who signed"),
        ("declaration", paper("declaration-of-conformity", expires=APRIL), "not-met", "these"),
        ("edition", goods(standards=("EN 13795-1:2019",)), "not-met", "EN 13795-2:2025"),
        ("representative", without_party("ar"), "unfilled", "representative"),
        (
            "representative",
            all_of(without_party("ar"), party("mf", country="DE"), goods(legal_manufacturer="mf")),
            "not-applicable",
            "",
        ),
        ("importer", party("im", address=None), "unfilled", "importer"),
        ("label-languages", NO_LANGUAGE, "unfilled", "German"),
    ),
    *of_pack(
        "eu-eudamed-gowns",
        ("maker", party("mf", identifier=None), "unfilled", "SRN"),
        ("representative", party("ar", identifier=None), "unfilled", "SRN"),
        ("importer", party("im", identifier=None), "unfilled", "SRN"),
    ),
    *of_pack(
        "eu-ivdr-test-kits-transition",
        ("declaration", without("declaration-of-conformity"), "unfilled", "who signed"),
        ("way", without("eu-device-certificate"), "unfilled", "31 December 2027"),
        (
            "way",
            all_of(without("eu-device-certificate"), with_paper(held("other", number=None))),
            "met",
            "",
        ),
        (
            "way",
            all_of(
                paper("eu-device-certificate", expires=APRIL),
                with_paper(held("other", expires=APRIL)),
            ),
            "not-met",
            "which of the two",
        ),
        ("label-languages", NO_LANGUAGE, "unfilled", "German"),
    ),
    *of_pack(
        "eu-ivdr-test-kits",
        ("declaration", without("declaration-of-conformity"), "unfilled", "who signed"),
        ("certificate", without("eu-device-certificate"), "unfilled", "is over"),
        ("certificate", paper("eu-device-certificate", expires=APRIL), "not-met", "in force"),
        ("label-languages", NO_LANGUAGE, "unfilled", "German"),
    ),
    *of_pack(
        "eu-2020-national-respirators",
        ("italy", NO_RELEASE, "unfilled", "INAIL"),
        ("italy", paper("market-surveillance-release", models=("M2",)), "not-met", "this model"),
        ("spain", all_of(NO_RELEASE, destination(country="ES")), "unfilled", "temporary"),
        ("germany", all_of(NO_RELEASE, destination(country="DE")), "unfilled", "CPA"),
        ("spain", destination(country="DE"), "not-asked", ""),
    ),
    Row(
        "eu-2020-403/way",
        "eu-2020-403",
        without("declaration-of-conformity"),
        "unfilled",
        "one way",
    ),
    Row(
        "eu-2020-403/outside-retail",
        "eu-2020-403",
        destination(public_purchase=True),
        "cannot-tell",
        "retail",
    ),
    Row("eu-2020-403/lot-report", "eu-2020-403", ONE_LOT, "not-met", "L2"),
    Row(
        "eu-2020-403/way-respirator",
        "eu-2020-403",
        goods(kind="respirator", use="medical"),
        "met",
    ),
    Row(
        "eu-2020-403/way-respirator",
        "eu-2020-403",
        goods(kind="respirator", ce_mark=None),
        "unfilled",
        "bear the CE mark",
    ),
    Row(
        "eu-2020-403/way-respirator",
        "eu-2020-403",
        all_of(
            goods(kind="respirator", ce_mark=False),
            without("declaration-of-conformity"),
            destination(public_purchase=False),
        ),
        "unfilled",
        "release",
    ),
    Row("eu-mdd-masks/no-body-number", "eu-mdd-masks", goods(ce_body="0598"), "not-met", "0598"),
    Row(
        "eu-mdd-masks/edition",
        "eu-mdd-masks",
        goods(standards=("EN 14683:2014",)),
        "not-met",
        "EN 14683:2014",
    ),
    Row("eu-mdd-masks/representative", "eu-mdd-masks", without_party("ar"), "unfilled", "class I"),
    *(Row(f"eu-ppe-respirators-2020/{name}", "eu-ppe-respirators-2020", *gap) for name, gap in PPE),
    *(Row(f"eu-ppe-respirators/{name}", "eu-ppe-respirators", *gap) for name, gap in PPE),
    Row(
        "eu-ppe-respirators-2020/body-to-ask",
        "eu-ppe-respirators-2020",
        all_of(on_day(date(2021, 3, 1)), goods(ce_body="1282")),
        "not-met",
        "1282",
    ),
    Row(
        "eu-ppe-respirators/body-to-ask",
        "eu-ppe-respirators",
        goods(ce_body="2163"),
        "not-met",
        "2163",
    ),
    Row(
        "eu-ppe-respirators/body-to-ask",
        "eu-ppe-respirators",
        paper("eu-type-examination", body_id="1282"),
        "not-met",
        "Check with the body",
    ),
    Row(
        "eu-ppe-respirators-2020/release-covers",
        "eu-ppe-respirators-2020",
        with_paper(held("market-surveillance-release", goods=(), models=("M2",))),
        "unfilled",
        "those goods only",
    ),
    Row(
        "eu-mdr-masks/release-covers",
        "eu-mdr-masks",
        all_of(
            destination(placed_on_market=date(2021, 9, 1)),
            with_paper(held("market-surveillance-release", goods=(), models=("M2",))),
        ),
        "unfilled",
        "which goods lines",
    ),
    Row(
        "eu-ppe-respirators-2020/uk-body",
        "eu-ppe-respirators-2020",
        goods(ce_body="0194"),
        "not-met",
        "0194",
    ),
    Row(
        "eu-ppe-respirators/uk-body", "eu-ppe-respirators", goods(ce_body="0194"), "not-met", "0194"
    ),
    Row(
        "eu-ppe-respirators-2020/uk-body-to-confirm",
        "eu-ppe-respirators-2020",
        goods(ce_body="0086"),
        "not-met",
        "0086",
    ),
    Row(
        "eu-ppe-respirators/uk-body-to-confirm",
        "eu-ppe-respirators",
        goods(ce_body="0086"),
        "not-met",
        "0086",
    ),
    Row(
        "eu-ppe-respirators/marked",
        "eu-ppe-respirators",
        goods(ce_mark=False),
        "not-met",
        "easement",
    ),
    Row("eu-mdr-masks/sterility", "eu-mdr-masks", goods(sterile=None), "unfilled", "sterile"),
    Row(
        "eu-mdr-masks/marked",
        "eu-mdr-masks",
        goods(ce_mark=False),
        "not-met",
        "without the CE mark",
    ),
    Row(
        "eu-mdr-masks/declaration",
        "eu-mdr-masks",
        without("declaration-of-conformity"),
        "unfilled",
        "signed",
    ),
    Row(
        "eu-mdr-masks/declaration",
        "eu-mdr-masks",
        paper("declaration-of-conformity", standards=("EN 149:2001+A1:2009",)),
        "not-met",
        "their standard",
    ),
    Row(
        "eu-mdr-masks/no-body-number",
        "eu-mdr-masks",
        goods(ce_body="0598"),
        "not-met",
        "Number 0598",
    ),
    Row(
        "eu-mdr-masks/sterile-number",
        "eu-mdr-masks",
        goods(sterile=True),
        "unfilled",
        "sterile mask",
    ),
    Row(
        "eu-mdr-masks/sterile-certificate",
        "eu-mdr-masks",
        goods(sterile=True),
        "unfilled",
        "notified body",
    ),
    Row(
        "eu-mdr-masks/uk-body",
        "eu-mdr-masks",
        goods(sterile=True, ce_body="0086"),
        "not-met",
        "0086",
    ),
    Row(
        "eu-mdr-masks/edition",
        "eu-mdr-masks",
        goods(standards=("EN 14683:2019+AC:2019",)),
        "not-met",
        "the cited edition is EN 14683:2025",
    ),
    Row(
        "eu-mdr-masks/representative",
        "eu-mdr-masks",
        without_party("ar"),
        "unfilled",
        "representative",
    ),
    Row("eu-mdr-masks/biological-safety", "eu-mdr-masks", as_it_is, "cannot-tell", "10993-1"),
    Row("eu-mdr-masks/importer", "eu-mdr-masks", party("im", address=None), "unfilled", "importer"),
    Row("eu-mdr-masks/lot-report", "eu-mdr-masks", NO_REPORT, "unfilled", "accredited laboratory"),
    Row("eu-mdr-masks/label-languages", "eu-mdr-masks", NO_LANGUAGE, "unfilled", "German"),
    Row("eu-eudamed/maker", "eu-eudamed", party("mf", identifier=None), "unfilled", "SRN"),
    Row("eu-eudamed/representative", "eu-eudamed", party("ar", identifier=None), "unfilled", "SRN"),
    Row("eu-eudamed/importer", "eu-eudamed", party("im", identifier=None), "unfilled", "SRN"),
    Row(
        "eu-eudamed/maker-shape",
        "eu-eudamed",
        party("mf", identifier="VN-AR-000012345"),
        "not-met",
        "-MF-",
    ),
    Row(
        "eu-eudamed/representative-shape",
        "eu-eudamed",
        party("ar", identifier="NL-IM-000012345"),
        "not-met",
        "DE-AR-000012345",
    ),
    Row(
        "eu-eudamed/importer-shape",
        "eu-eudamed",
        party("im", identifier="12345"),
        "not-met",
        "12345",
    ),
    Row("eu-eudamed/device-entry", "eu-eudamed", as_it_is, "cannot-tell", "27 November 2026"),
    Row(
        "eu-2020-community-masks/claims",
        "eu-2020-community-masks",
        goods(pack_wording="Medical mask"),
        "not-met",
        "The pack says: medical",
    ),
    Row(
        "eu-2020-community-masks/no-ce",
        "eu-2020-community-masks",
        goods(ce_mark=True),
        "not-met",
        "CE mark",
    ),
    Row(
        "eu-2020-community-masks/label-languages",
        "eu-2020-community-masks",
        NO_LANGUAGE,
        "unfilled",
        "German",
    ),
    Row(
        "eu-community-masks/claims",
        "eu-community-masks",
        goods(pack_wording="FFP2 quality"),
        "not-met",
        "ffp",
    ),
    Row(
        "eu-community-masks/no-ce",
        "eu-community-masks",
        goods(ce_mark=True),
        "not-met",
        "Remove the mark",
    ),
    Row(
        "eu-community-masks/responsible-person",
        "eu-community-masks",
        party("ar", email=None),
        "unfilled",
        "e-mail",
    ),
    Row(
        "eu-community-masks/label-languages",
        "eu-community-masks",
        NO_LANGUAGE,
        "unfilled",
        "German",
    ),
)
