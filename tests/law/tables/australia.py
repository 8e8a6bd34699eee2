"""Australia as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    DECLARED,
    MASK_2026,
    MAY,
    N95,
    NO_LANGUAGE,
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
from law.table import all_of, of_pack, with_paper, without
from maskdesk.dossier.sections import GoodsLine

ENTRY = looked_up("destination-registration", "340011", TODAY)
P2 = replace(
    N95,
    use="workplace",
    filter_class="P2",
    standards=("AS/NZS 1716:2012",),
    pack_wording="P2 respirator",
)
CLAIMED = all_of(
    goods(pack_wording="Protects against viruses", standards=("AS/NZS 1716:2012", "AS 4381:2015")),
    with_paper(ENTRY),
)

BASES = {
    "au-2020-exemption": destination(public_purchase=True)(
        consignment("AU", MAY, MASK_2026, REPORT)
    ),
    "au-2020-exemption-worn": destination(public_purchase=True)(
        consignment("AU", MAY, replace(P2, use="medical"), REPORT)
    ),
    "au-2013-workplace-respirators": consignment(
        "AU", MAY, P2, held("destination-conformity"), REPORT
    ),
    "au-medical-masks": consignment("AU", TODAY, MASK_2026, ENTRY, DECLARED, REPORT),
    "au-respirators": consignment("AU", TODAY, P2, held("destination-conformity"), REPORT),
    "au-community-masks": consignment("AU", TODAY, replace(CLOTH, sterile=False)),
    "au-protective-articles": consignment(
        "AU",
        TODAY,
        GoodsLine(id="g1", kind="face-shield", use="workplace", pack_wording="Face shield"),
    ),
}
ROWS = (
    *of_pack(
        "au-2020-exemption",
        ("way", destination(public_purchase=None), "unfilled", "Department of Health"),
        ("way", all_of(destination(public_purchase=False), with_paper(ENTRY)), "met", ""),
        (
            "way",
            all_of(
                destination(public_purchase=False),
                with_paper(held("destination-registration", expires=date(2020, 4, 1))),
            ),
            "not-met",
            "6 May 2020",
        ),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "au-2020-exemption-worn",
        ("way", destination(public_purchase=None), "unfilled", "Department of Health"),
        (
            "way",
            all_of(goods(kind="gloves"), destination(public_purchase=False)),
            "unfilled",
            "Department of Health",
        ),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack(
        "au-2013-workplace-respirators",
        ("standard", goods(standards=("EN 149:2001+A1:2009",)), "not-met", "in writing"),
        ("certification", without("destination-conformity"), "unfilled", "AS/NZS 1716"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "au-medical-masks",
        ("entry", without("destination-registration"), "unfilled", "may not be imported"),
        ("entry", paper("destination-registration", models=("M2",)), "not-met", "sponsor"),
        ("entry-shape", paper("destination-registration", number="ARTG 34"), "not-met", "ARTG 34"),
        ("entry-shape", paper("destination-registration", number="ARTG 340011"), "met", ""),
        ("sponsor", without_party("ar"), "unfilled", "sponsor"),
        ("sponsor", party("ar", country="NZ"), "not-met", "in Australia"),
        ("declaration", without("declaration-of-conformity"), "unfilled", "rests"),
        ("declaration", paper("declaration-of-conformity", expires=MAY), "not-met", "these goods"),
        (
            "declaration",
            paper("declaration-of-conformity", standards=("EN 149",)),
            "not-met",
            "standard",
        ),
        ("standard", goods(standards=("YY 0469-2011",)), "not-met", "AS 4381"),
        ("performance-reports", paper("test-report", evidence=()), "unfilled", "fluid"),
        ("performance-reports", paper("test-report", models=("M2",)), "not-met", "M1"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("register", paper("destination-registration", looked_up=OLD_LOOK_UP), "not-met", "30"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "au-respirators",
        ("claims", goods(pack_wording="Protects against viruses"), "not-met", "virus"),
        ("claims", goods(pack_wording=None), "unfilled", "wording on the pack"),
        ("claims", CLAIMED, "not-asked", ""),
        ("entry", CLAIMED, "met", "340011"),
        (
            "entry",
            all_of(CLAIMED, paper("destination-registration", models=("M2",))),
            "not-met",
            "sponsor",
        ),
        ("fluid-test", CLAIMED, "met", ""),
        ("fluid-test", all_of(CLAIMED, goods(standards=("EN 149:2001+A1:2009",))), "not-met", ""),
        ("standard", goods(standards=("EN 149:2001+A1:2009",)), "not-met", "in writing"),
        ("certification", without("destination-conformity"), "unfilled", "AS/NZS 1716"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        (
            "register",
            all_of(CLAIMED, paper("destination-registration", looked_up=OLD_LOOK_UP)),
            "not-met",
            "30 days",
        ),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "au-community-masks",
        ("claims", goods(pack_wording="Surgical style"), "not-met", "surgical"),
        ("sterile", goods(sterile=True), "not-met", "Ask the importer"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "au-protective-articles",
        ("claims", goods(pack_wording="Stops the virus"), "not-met", "virus"),
        ("sterile", goods(kind="gloves", sterile=True), "not-met", "Ask the importer"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
)
