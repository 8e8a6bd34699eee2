"""Korea as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    MASK_2020,
    N95,
    OLD_LOOK_UP,
    ONE_LOT,
    REPORT,
    TODAY,
    consignment,
    destination,
    goods,
    held,
    looked_up,
    paper,
    party,
    without_party,
)
from law.table import Change, Expected, all_of, as_it_is, of_pack, with_paper, without

MASK = replace(MASK_2020, ce_mark=None, standards=(), pack_wording="수술용 마스크 의약외품")
KF94 = replace(N95, filter_class="KF94", pack_wording="보건용 마스크 KF94 의약외품")
BUSINESS = held("importer-licence", number=None)
APPROVAL = looked_up("destination-registration", "No. 12", TODAY)
LETTER = held("import-permit", number=None)
KOREAN = destination(label_languages=("ko",))
NO_LICENCE = without("importer-licence", "destination-registration")

BASES = {
    "kr-2020-fast-lane": consignment("KR", date(2020, 4, 6), MASK, LETTER, REPORT),
    "kr-respirators": KOREAN(consignment("KR", TODAY, KF94, BUSINESS, APPROVAL, REPORT)),
    "kr-medical-masks": KOREAN(consignment("KR", TODAY, MASK, BUSINESS, APPROVAL, REPORT)),
    "kr-industrial-masks": KOREAN(
        consignment("KR", TODAY, replace(CLOTH, pack_wording="Washable face cover"))
    ),
}
QUASI_DRUG: tuple[tuple[str, Change, Expected, str], ...] = (
    ("import-business", without("importer-licence"), "unfilled", "import business"),
    ("import-business", paper("importer-licence", expires=date(2026, 1, 5)), "not-met", "in force"),
    ("import-business", all_of(NO_LICENCE, with_paper(LETTER)), "not-applicable", "waived"),
    ("item-approval", without("destination-registration"), "unfilled", "item approval"),
    ("item-approval", paper("destination-registration", models=("M2",)), "not-met", "No. 12"),
    ("item-approval", all_of(NO_LICENCE, with_paper(LETTER)), "not-applicable", "waived"),
    ("quasi-drug-label", goods(pack_wording="Face mask"), "not-met", "의약외품"),
    ("quasi-drug-label", goods(pack_wording=None), "unfilled", "quasi-drug"),
    ("importer", without_party("im"), "unfilled", "the importer"),
    ("importer", party("im", country="JP"), "not-met", "in Korea"),
    ("importer-duties", as_it_is, "cannot-tell", "표준통관예정보고"),
    ("lot-report", ONE_LOT, "not-met", "L2"),
    ("register", paper("destination-registration", looked_up=OLD_LOOK_UP), "not-met", "30 days"),
    ("label-languages", destination(label_languages=("en",)), "not-met", "Korean"),
)
ROWS = (
    *of_pack(
        "kr-2020-fast-lane",
        ("way", without("import-permit"), "unfilled", "recommendation"),
        ("way", all_of(without("import-permit"), with_paper(APPROVAL)), "met", ""),
        (
            "way",
            all_of(
                paper("import-permit", expires=date(2020, 4, 1)),
                with_paper(replace(APPROVAL, models=("M2",))),
            ),
            "not-met",
            "before the goods leave",
        ),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "kr-respirators",
        *QUASI_DRUG,
        ("class", goods(filter_class="KN95"), "not-met", "KN95 is no class"),
    ),
    *of_pack("kr-medical-masks", *QUASI_DRUG),
    *of_pack(
        "kr-industrial-masks",
        ("claims", goods(pack_wording="Dental mask"), "not-met", "dental"),
        ("claims", goods(pack_wording="KF94 황사 마스크"), "not-met", "황사"),
        ("claims", goods(pack_wording="본 제품은 의약외품이 아닙니다"), "met", ""),
        ("supplier-rules", as_it_is, "cannot-tell", "KC"),
        ("label-languages", destination(label_languages=()), "unfilled", "Korean"),
    ),
)
