"""The United Kingdom as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    DECLARED,
    EAR_LOOPS,
    FFP2,
    KN95,
    MASK_2026,
    MAY,
    NO_LANGUAGE,
    OLD_LOOK_UP,
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
from law.table import all_of, as_it_is, of_pack, on_day, with_, with_paper, without

EXAMINED = held("eu-type-examination", issued=date(2025, 3, 3), looked_up=TODAY)
WATCHED = held("eu-production-check", issued=date(2026, 3, 3))
APPROVED = held("destination-conformity", issued=date(2025, 3, 3), looked_up=TODAY)
REGISTERED = held("destination-registration", looked_up=TODAY)
UKCA = all_of(
    goods(ce_mark=None, ce_body=None),
    without("eu-type-examination", "eu-production-check"),
    with_paper(APPROVED),
)

BASES = {
    "gb-2020-ppe-easement": consignment("GB", MAY, replace(FFP2, use="medical"), DECLARED, REPORT),
    "gb-kn95-respirators": consignment("GB", date(2020, 8, 3), KN95, EXAMINED, DECLARED, REPORT),
    "gb-2021-respirators-northern-ireland": consignment(
        "GB", date(2022, 5, 6), FFP2, DECLARED, REPORT
    ),
    "gb-respirators": consignment("GB", TODAY, FFP2, EXAMINED, WATCHED, DECLARED, REPORT),
    "gb-medical-masks": consignment("GB", TODAY, MASK_2026, DECLARED, REGISTERED, REPORT),
    "gb-community-masks": consignment("GB", TODAY, CLOTH),
}
ROWS = (
    *of_pack(
        "gb-2020-ppe-easement",
        ("way", without("declaration-of-conformity"), "unfilled", "technical review"),
        (
            "way",
            all_of(
                goods(ce_mark=False), with_paper(held("market-surveillance-release", number=None))
            ),
            "met",
            "is shown",
        ),
        (
            "way",
            all_of(goods(ce_mark=False), destination(public_purchase=True)),
            "met",
            "is shown",
        ),
        (
            "way",
            all_of(
                goods(ce_mark=False),
                with_paper(held("market-surveillance-release", expires=date(2020, 5, 5))),
            ),
            "not-met",
            "Ask the buyer",
        ),
        ("head-bands", EAR_LOOPS, "not-met", "ear loops"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "gb-kn95-respirators",
        (
            "examined",
            with_("certificates[eu-type-examination].issued", date(2020, 1, 6)),
            "met",
            "",
        ),
        ("examined", without("eu-type-examination"), "unfilled", "by the maker alone"),
        ("examined", paper("eu-type-examination", models=("M2",)), "not-met", "EN 149"),
    ),
    *of_pack(
        "gb-2021-respirators-northern-ireland",
        ("northern-ireland", as_it_is, "cannot-tell", "January 2021 to September 2024"),
    ),
    *of_pack(
        "gb-respirators",
        ("way", UKCA, "met", "CE or UKCA"),
        (
            "way",
            all_of(UKCA, paper("destination-conformity", models=("M2",))),
            "not-met",
            "belongs together",
        ),
        ("way", without("eu-production-check"), "unfilled", "surveillance"),
        ("way", without("declaration-of-conformity"), "unfilled", "declaration"),
        ("way", goods(ce_body=None), "unfilled", "notified body"),
        (
            "type-examination-age",
            paper("eu-type-examination", issued=date(2021, 11, 23)),
            "not-met",
            "older than 5 years",
        ),
        ("body-number-shape", goods(ce_body="598"), "not-met", "598"),
        ("standard", goods(standards=("GB 2626-2019",)), "not-met", "GB 2626-2019"),
        ("standard", goods(standards=()), "unfilled", "BS EN 149"),
        ("importer", without_party("im"), "unfilled", "importer"),
        ("importer", party("im", country="IE"), "not-met", "in the United Kingdom"),
        ("northern-ireland", as_it_is, "cannot-tell", "UKNI"),
        ("head-bands", EAR_LOOPS, "not-met", "ear loops"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("register", paper("eu-type-examination", looked_up=OLD_LOOK_UP), "not-met", "30 days"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
        ("label-languages", destination(label_languages=("zh",)), "not-met", "zh"),
    ),
    *of_pack(
        "gb-medical-masks",
        ("declaration", without("declaration-of-conformity"), "unfilled", "UKCA"),
        ("declaration", paper("declaration-of-conformity", expires=MAY), "not-met", "these goods"),
        (
            "declaration",
            paper("declaration-of-conformity", standards=("EN 149",)),
            "not-met",
            "standard",
        ),
        ("responsible-person", without_party("ar"), "unfilled", "UK Responsible Person"),
        ("responsible-person", party("ar", country="DE"), "not-met", "in the United Kingdom"),
        (
            "responsible-person",
            all_of(without_party("ar"), party("mf", country="GB"), goods(legal_manufacturer="mf")),
            "not-applicable",
            "",
        ),
        ("registration", without("destination-registration"), "unfilled", "1 January 2022"),
        ("registration", paper("destination-registration", models=("M2",)), "not-met", "model"),
        ("registration", on_day(date(2021, 12, 31)), "not-asked", ""),
        ("standard", goods(standards=("YY 0469-2023",)), "not-met", "YY 0469-2023"),
        ("importer", without_party("im"), "unfilled", "importer"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("register", paper("destination-registration", looked_up=OLD_LOOK_UP), "not-met", "30"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "gb-community-masks",
        ("claims", goods(pack_wording="Surgical quality"), "not-met", "surgical"),
        ("no-mark", goods(ce_mark=True), "not-met", "Remove the mark"),
        ("producer", with_("producers[m1].name_english", None), "unfilled", "producer"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
)
