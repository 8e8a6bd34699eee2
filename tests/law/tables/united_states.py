"""The United States as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    EAR_LOOPS,
    FFP2,
    KN95,
    MAY,
    N95,
    NO_LANGUAGE,
    NO_REPORT,
    OLD_LOOK_UP,
    ONE_LOT,
    REPORT,
    TODAY,
    US_MASK,
    consignment,
    goods,
    held,
    looked_up,
    paper,
    party,
    without_party,
)
from law.table import Row, all_of, as_it_is, of_pack, with_paper, without
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Extract, GoodsLine, ListedName

BASES = {
    "us-510k-masks-1988": consignment(
        "US",
        date(2020, 2, 3),
        US_MASK,
        held("fda-510k", number="K182719"),
        held("fda-registration"),
    ),
    "us-2020-enforcement-policy": consignment("US", date(2020, 4, 10), US_MASK, REPORT),
    "us-510k-masks": consignment(
        "US",
        TODAY,
        US_MASK,
        looked_up("fda-510k", "K202719", TODAY),
        held("fda-registration", number="3012345678"),
        REPORT,
    ),
    "us-2020-eua-imported-respirators": consignment(
        "US",
        MAY,
        replace(FFP2, use="medical", country_of_origin="VN", pack_wording="FFP2"),
        held("fda-eua", number=None),
        REPORT,
    ),
    "us-2020-eua-china-respirators": consignment(
        "US",
        MAY,
        KN95,
        REPORT,
        extracts=(
            Extract(
                id="x1",
                list="fda-appendix-a",
                day=MAY,
                rows=(ListedName(id="r1", name="SAMPLE Mask Works"),),
            ),
        ),
    ),
    "us-niosh-respirators": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-surgical-n95": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-respirators-2021": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-2020-community-masks": consignment("US", MAY, CLOTH),
    "us-community-masks": consignment(
        "US", TODAY, replace(CLOTH, composition="100 % cotton", country_of_origin="VN")
    ),
    "us-510k-thermometers": consignment(
        "US",
        TODAY,
        GoodsLine(id="g1", kind="infrared-thermometer", use="medical"),
        held("fda-510k"),
    ),
    "us-2020-thermometers": consignment(
        "US",
        date(2021, 5, 6),
        GoodsLine(id="g1", kind="infrared-thermometer", use="medical"),
        held("test-report"),
    ),
    "us-test-kits": consignment(
        "US",
        TODAY,
        GoodsLine(id="g1", kind="test-kit", use="medical"),
        held("fda-eua"),
        held("circulation-number"),
    ),
}
ROWS = (
    *of_pack(
        "us-510k-masks-1988",
        ("clearance", without("fda-510k"), "unfilled", "March 2020"),
        ("clearance", paper("fda-510k", models=("M2",)), "not-met", "K182719"),
        ("registration", without("fda-510k"), "not-met", "proves nothing"),
        ("registration", as_it_is, "not-asked", ""),
        ("clearance-shape", paper("fda-510k", number="D123456"), "not-met", "D123456"),
        ("establishment", without("fda-registration"), "unfilled", "31 December"),
        ("importer", without_party("im"), "unfilled", "agent in the United States"),
    ),
    *of_pack(
        "us-510k-masks",
        ("agent", without_party("ar"), "unfilled", "every foreign establishment"),
        ("agent", party("ar", country="CA"), "not-met", "in the United States"),
        ("emergency-authorisation", with_paper(held("fda-eua")), "cannot-tell", "510(k)"),
        ("registration-shape", paper("fda-registration", number="FDA-1"), "not-met", "FDA-1"),
    ),
    *of_pack(
        "us-2020-enforcement-policy",
        (
            "umbrella-authorisation",
            with_paper(held("fda-eua", models=("M2",), goods=("g1",))),
            "not-met",
            "appendix A",
        ),
        ("umbrella-authorisation", with_paper(held("fda-eua")), "met", "fda-eua-1"),
    ),
    *of_pack(
        "us-niosh-respirators",
        ("children", goods(pack_wording="N95 for Kids"), "not-met", "kids"),
        ("children", goods(pack_wording="N95"), "met", ""),
    ),
    *of_pack(
        "us-community-masks",
        ("fibre-and-origin", goods(composition=None), "unfilled", "country of origin"),
    ),
    *of_pack(
        "us-2020-thermometers",
        ("evidence", without("test-report"), "unfilled", "ASTM E1965"),
        ("evidence", paper("test-report", models=("M2",)), "unfilled", "relaxed"),
        (
            "evidence",
            all_of(
                paper("test-report", models=("M2",)), with_paper(held("fda-510k", models=("M2",)))
            ),
            "not-met",
            "Ask the maker",
        ),
    ),
    *of_pack(
        "us-test-kits",
        ("authorised", without("fda-eua"), "unfilled", "De Novo"),
        ("authorised", all_of(without("fda-eua"), with_paper(held("fda-510k"))), "met", ""),
        (
            "authorised",
            all_of(paper("fda-eua", expires=MAY), with_paper(held("fda-510k", models=("M2",)))),
            "not-met",
            "do not ship",
        ),
        ("registered-maker", without("circulation-number"), "unfilled", "sent back"),
    ),
    Row(
        "us-2020-enforcement-policy/truthful-label",
        "us-2020-enforcement-policy",
        goods(pack_wording="FDA approved surgical mask"),
        "unfilled",
        "labelled truthfully",
    ),
    Row(
        "us-2020-enforcement-policy/truthful-label",
        "us-2020-enforcement-policy",
        goods(pack_wording=None),
        "unfilled",
        "label",
    ),
    Row(
        "us-2020-enforcement-policy/approval-claims",
        "us-2020-enforcement-policy",
        goods(pack_wording="FDA approved surgical mask"),
        "not-met",
        "The pack says: fda approved",
    ),
    Row(
        "us-2020-enforcement-policy/registration",
        "us-2020-enforcement-policy",
        with_paper(held("fda-registration")),
        "cannot-tell",
        "no clearance",
    ),
    Row(
        "us-2020-enforcement-policy/importer",
        "us-2020-enforcement-policy",
        without_party("im"),
        "unfilled",
        "genuine",
    ),
    Row(
        "us-2020-enforcement-policy/lot-report",
        "us-2020-enforcement-policy",
        ONE_LOT,
        "not-met",
        "L2",
    ),
    Row(
        "us-2020-enforcement-policy/head-bands",
        "us-2020-enforcement-policy",
        goods(kind="respirator", fastening="ear-loops"),
        "not-met",
        "ear loops",
    ),
    Row(
        "us-2020-enforcement-policy/label-languages",
        "us-2020-enforcement-policy",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-510k-masks/clearance",
        "us-510k-masks",
        without("fda-510k"),
        "unfilled",
        "7 November 2023",
    ),
    Row(
        "us-510k-masks/clearance",
        "us-510k-masks",
        paper("fda-510k", models=("M2",)),
        "not-met",
        "K202719",
    ),
    Row("us-510k-masks/registration", "us-510k-masks", as_it_is, "not-asked"),
    Row(
        "us-510k-masks/registration",
        "us-510k-masks",
        without("fda-510k"),
        "not-met",
        "proves nothing",
    ),
    Row(
        "us-510k-masks/clearance-shape",
        "us-510k-masks",
        paper("fda-510k", number="D123456"),
        "not-met",
        "D123456",
    ),
    Row(
        "us-510k-masks/edition",
        "us-510k-masks",
        goods(standards=("ASTM F2100-11",)),
        "not-met",
        "ASTM F2100-11",
    ),
    Row(
        "us-510k-masks/establishment",
        "us-510k-masks",
        without("fda-registration"),
        "unfilled",
        "31 December",
    ),
    Row(
        "us-510k-masks/importer",
        "us-510k-masks",
        without_party("im"),
        "unfilled",
        "agent in the United States",
    ),
    Row(
        "us-510k-masks/register",
        "us-510k-masks",
        paper("fda-510k", looked_up=OLD_LOOK_UP),
        "not-met",
        "more than 30 days",
    ),
    Row("us-510k-masks/device-identifier", "us-510k-masks", as_it_is, "cannot-tell", "UDI"),
    Row("us-510k-masks/lot-report", "us-510k-masks", ONE_LOT, "not-met", "L2"),
    Row("us-510k-masks/label-languages", "us-510k-masks", NO_LANGUAGE, "unfilled", "English"),
    Row(
        "us-2020-eua-imported-respirators/exhibit",
        "us-2020-eua-imported-respirators",
        without("fda-eua"),
        "unfilled",
        "Exhibit 1",
    ),
    Row(
        "us-2020-eua-imported-respirators/label-languages",
        "us-2020-eua-imported-respirators",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-2020-eua-china-respirators/appendix-a",
        "us-2020-eua-china-respirators",
        lambda dossier: put(dossier, "extracts[x1].rows[r1].name", "SAMPLE Other Works"),
        "not-met",
        "SAMPLE Mask Works does not stand on Appendix A as printed on 6 May 2020 (1 rows)",
    ),
    Row(
        "us-2020-eua-china-respirators/appendix-a",
        "us-2020-eua-china-respirators",
        lambda dossier: replace(dossier, extracts=()),
        "cannot-tell",
        "Print it",
    ),
    Row(
        "us-2020-eua-china-respirators/label-languages",
        "us-2020-eua-china-respirators",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-niosh-respirators/approval",
        "us-niosh-respirators",
        without("niosh-approval"),
        "unfilled",
        "N, R or P",
    ),
    Row(
        "us-niosh-respirators/approval",
        "us-niosh-respirators",
        paper("niosh-approval", models=("M2",)),
        "not-met",
        "M1",
    ),
    Row(
        "us-niosh-respirators/approval-shape",
        "us-niosh-respirators",
        paper("niosh-approval", number="84A-7"),
        "not-met",
        "84A-7",
    ),
    Row(
        "us-niosh-respirators/head-bands", "us-niosh-respirators", EAR_LOOPS, "not-met", "ear loops"
    ),
    Row(
        "us-niosh-respirators/register",
        "us-niosh-respirators",
        paper("niosh-approval", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Row(
        "us-niosh-respirators/face-piece",
        "us-niosh-respirators",
        as_it_is,
        "cannot-tell",
        "part number, NIOSH, the filter class and the TC number",
    ),
    Row("us-niosh-respirators/lot-report", "us-niosh-respirators", ONE_LOT, "not-met", "L2"),
    Row(
        "us-niosh-respirators/label-languages",
        "us-niosh-respirators",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-surgical-n95/fluid-and-flame", "us-surgical-n95", NO_REPORT, "unfilled", "flammability"
    ),
    Row(
        "us-respirators-2021/class",
        "us-respirators-2021",
        goods(filter_class="KN95"),
        "not-met",
        "6 July 2021",
    ),
    Row(
        "us-2020-community-masks/claims",
        "us-2020-community-masks",
        goods(pack_wording="KN95, not a medical device"),
        "not-met",
        "kn95",
    ),
    Row(
        "us-2020-community-masks/label-languages",
        "us-2020-community-masks",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-community-masks/claims",
        "us-community-masks",
        goods(pack_wording="Kills the virus"),
        "not-met",
        "virus",
    ),
    Row(
        "us-community-masks/label-languages",
        "us-community-masks",
        NO_LANGUAGE,
        "unfilled",
        "English",
    ),
    Row(
        "us-510k-thermometers/clearance",
        "us-510k-thermometers",
        without("fda-510k"),
        "unfilled",
        "thermometer",
    ),
)
