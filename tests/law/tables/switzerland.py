"""Switzerland as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    DECLARED,
    FFP2,
    MASK_2026,
    ONE_LOT,
    REPORT,
    TODAY,
    consignment,
    destination,
    goods,
    held,
    paper,
    party,
    without_party,
)
from law.table import all_of, of_pack, with_paper, without

EXAMINED = held("eu-type-examination", issued=date(2019, 5, 6))
RELEASE = held("market-surveillance-release", number=None)
REGISTERED = all_of(
    party("ar", identifier="CHRN-AR-23456789"), party("im", identifier="CHRN-IM-23456789")
)
BARE = goods(ce_mark=False, ce_body=None)

BASES = {
    "ch-2020-respirators": consignment("CH", date(2020, 5, 6), FFP2, EXAMINED, REPORT),
    "ch-2021-public-stocks": consignment(
        "CH", date(2021, 2, 1), replace(FFP2, ce_mark=False, ce_body=None), RELEASE, REPORT
    ),
    "ch-2018-respirators": consignment(
        "CH", date(2020, 2, 3), FFP2, EXAMINED, held("eu-production-check"), REPORT
    ),
    "ch-respirators": consignment(
        "CH",
        TODAY,
        FFP2,
        held("eu-type-examination", issued=date(2024, 5, 6)),
        held("eu-production-check"),
        REPORT,
    ),
    "ch-medical-masks": REGISTERED(consignment("CH", TODAY, MASK_2026, DECLARED, REPORT)),
    "ch-2020-community-masks": consignment("CH", date(2020, 8, 3), CLOTH),
}
ROWS = (
    *of_pack(
        "ch-2020-respirators",
        ("way", all_of(BARE, without("eu-type-examination"), with_paper(RELEASE)), "met", ""),
        ("way", without("eu-type-examination"), "unfilled", "SECO"),
        (
            "way",
            all_of(
                BARE, with_paper(held("market-surveillance-release", expires=date(2020, 4, 30)))
            ),
            "not-met",
            "Ask the importer",
        ),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "ch-2021-public-stocks",
        (
            "public-stock",
            all_of(without("market-surveillance-release"), destination(public_purchase=True)),
            "met",
            "public stock",
        ),
        ("public-stock", without("market-surveillance-release"), "unfilled", "barred"),
        (
            "public-stock",
            paper("market-surveillance-release", expires=date(2020, 9, 11)),
            "not-met",
            "barred from the Swiss market",
        ),
    ),
    *(
        row
        for pack, too_old in (
            ("ch-2018-respirators", date(2014, 5, 6)),
            ("ch-respirators", date(2021, 5, 6)),
        )
        for row in of_pack(
            pack,
            ("type-examination", without("eu-type-examination"), "unfilled", "day of issue"),
            (
                "type-examination",
                paper("eu-type-examination", issued=too_old),
                "not-met",
                "at most 5 years",
            ),
            ("surveillance", without("eu-production-check"), "unfilled", "C2 or D"),
            ("standard", goods(standards=("GB 2626-2019",)), "not-met", "SN EN 149"),
            ("importer", party("im", country="DE"), "not-met", "in Switzerland"),
            ("lot-report", ONE_LOT, "not-met", "L2"),
        )
    ),
    *of_pack(
        "ch-medical-masks",
        ("declaration", without("declaration-of-conformity"), "unfilled", "2017/745"),
        (
            "declaration",
            paper("declaration-of-conformity", expires=date(2026, 1, 5)),
            "not-met",
            "",
        ),
        (
            "declaration",
            paper("declaration-of-conformity", standards=("EN 149",)),
            "not-met",
            "standard",
        ),
        ("marked", goods(ce_mark=False), "not-met", "Swiss market"),
        ("representative", without_party("ar"), "unfilled", "CH-REP"),
        ("representative", party("ar", country="DE"), "not-met", "in Switzerland"),
        (
            "representative",
            all_of(without_party("ar"), party("mf", country="LI"), goods(legal_manufacturer="mf")),
            "not-applicable",
            "",
        ),
        ("importer", without_party("im"), "unfilled", "Swiss importer"),
        ("importer", party("im", country="AT"), "not-met", "in Switzerland"),
        (
            "representative-number",
            party("ar", identifier="CHRN-IM-23456789"),
            "not-met",
            "CHRN-AR-23456789",
        ),
        ("representative-registered", party("ar", identifier=None), "unfilled", "three months"),
        ("importer-number", party("im", identifier="DE-IM-000012345"), "not-met", "CHRN-IM"),
        ("importer-registered", party("im", identifier=None), "unfilled", "three months"),
        ("standard", goods(standards=("YY 0469-2023",)), "not-met", "SN EN 14683"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", destination(label_languages=("zh",)), "not-met", "German"),
        ("label-languages", destination(label_languages=("Italienisch", "it")), "met", ""),
    ),
    *of_pack(
        "ch-2020-community-masks",
        ("label", goods(pack_wording="Face mask"), "not-met", "does not say"),
        ("label", goods(pack_wording=None), "unfilled", "expressly"),
        ("label", goods(pack_wording="Maske für nicht medizinische Zwecke"), "met", ""),
        ("claims", goods(pack_wording="Non-medical FFP2 mask"), "not-met", "ffp"),
    ),
)
