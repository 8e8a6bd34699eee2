"""Canada as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    EAR_LOOPS,
    MASK_2020,
    MASK_2026,
    MAY,
    N95,
    NO_LANGUAGE,
    OLD_LOOK_UP,
    ONE_LOT,
    REPORT,
    TODAY,
    consignment,
    goods,
    held,
    looked_up,
    paper,
    without_party,
)
from law.table import Row, all_of, of_pack, without
from maskdesk.dossier.sections import GoodsLine

BASES = {
    "ca-2020-interim-orders": consignment(
        "CA", MAY, MASK_2020, held("health-canada-order", number=None), REPORT
    ),
    "ca-establishment-licence": consignment(
        "CA", TODAY, MASK_2026, looked_up("mdel", "12345", TODAY), REPORT
    ),
    "ca-medical-respirators": consignment(
        "CA", TODAY, N95, held("csa-certification"), looked_up("mdel", "12345", TODAY), REPORT
    ),
    "ca-workplace-respirators": consignment(
        "CA",
        TODAY,
        replace(N95, use="workplace"),
        looked_up("niosh-approval", "TC-84A-0007", TODAY),
        REPORT,
    ),
    "ca-medical-gowns": consignment(
        "CA",
        TODAY,
        GoodsLine(
            id="g1", kind="protective-suit", use="medical", standards=("ANSI/AAMI PB70, level 3",)
        ),
        held("mdel", number="12345"),
    ),
    "ca-community-masks": consignment("CA", MAY, CLOTH),
}
ROWS = (
    *of_pack(
        "ca-medical-gowns",
        ("licence", without("mdel"), "unfilled", "MDEL"),
        ("licence", paper("mdel", expires=date(2026, 11, 23)), "not-met", "12345"),
        ("standard", goods(standards=("EN 13795-1:2025",)), "not-met", "PB70"),
        ("label-languages", NO_LANGUAGE, "unfilled", "French"),
    ),
    *of_pack(
        "ca-establishment-licence",
        ("standard", goods(standards=("YY 0469-2011",)), "not-met", "ASTM F2100"),
        ("standard", goods(standards=()), "unfilled", "IIR"),
    ),
    Row(
        "ca-2020-interim-orders/way",
        "ca-2020-interim-orders",
        without("health-canada-order"),
        "unfilled",
        "interim order",
    ),
    Row(
        "ca-2020-interim-orders/way-worn",
        "ca-2020-interim-orders",
        goods(kind="respirator", use="medical"),
        "met",
    ),
    Row(
        "ca-2020-interim-orders/way-worn",
        "ca-2020-interim-orders",
        all_of(goods(kind="respirator"), without("health-canada-order")),
        "unfilled",
        "interim order",
    ),
    Row(
        "ca-2020-interim-orders/use",
        "ca-2020-interim-orders",
        goods(kind="respirator", use=None),
        "unfilled",
        "medical use",
    ),
    Row(
        "ca-2020-interim-orders/workplace-class",
        "ca-2020-interim-orders",
        goods(kind="respirator", use="workplace", filter_class="KN95"),
        "not-met",
        "KN95",
    ),
    Row(
        "ca-2020-interim-orders/head-bands",
        "ca-2020-interim-orders",
        goods(kind="respirator", fastening="ear-loops"),
        "not-met",
        "ear loops",
    ),
    Row("ca-2020-interim-orders/lot-report", "ca-2020-interim-orders", ONE_LOT, "not-met", "L2"),
    Row(
        "ca-2020-interim-orders/lot-report-respirator",
        "ca-2020-interim-orders",
        all_of(goods(kind="respirator"), ONE_LOT),
        "not-met",
        "L2",
    ),
    Row(
        "ca-2020-interim-orders/label-languages",
        "ca-2020-interim-orders",
        NO_LANGUAGE,
        "unfilled",
        "French",
    ),
    Row(
        "ca-establishment-licence/licence",
        "ca-establishment-licence",
        without("mdel"),
        "unfilled",
        "MDEL",
    ),
    Row(
        "ca-establishment-licence/licence",
        "ca-establishment-licence",
        paper("mdel", expires=date(2026, 11, 23)),
        "not-met",
        "12345",
    ),
    Row(
        "ca-establishment-licence/licence-respirator",
        "ca-establishment-licence",
        all_of(goods(kind="respirator"), without("mdel")),
        "unfilled",
        "MDEL",
    ),
    Row(
        "ca-establishment-licence/register",
        "ca-establishment-licence",
        paper("mdel", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Row(
        "ca-establishment-licence/importer",
        "ca-establishment-licence",
        without_party("im"),
        "unfilled",
        "importer",
    ),
    Row(
        "ca-establishment-licence/lot-report", "ca-establishment-licence", ONE_LOT, "not-met", "L2"
    ),
    Row(
        "ca-establishment-licence/label-languages",
        "ca-establishment-licence",
        NO_LANGUAGE,
        "unfilled",
        "French",
    ),
    Row(
        "ca-medical-respirators/mark",
        "ca-medical-respirators",
        without("csa-certification", "test-report"),
        "unfilled",
        "CSA certification",
    ),
    Row(
        "ca-medical-respirators/mark",
        "ca-medical-respirators",
        all_of(without("test-report"), paper("csa-certification", expires=date(2026, 11, 23))),
        "unfilled",
        "NIOSH approval",
    ),
    Row(
        "ca-workplace-respirators/approval",
        "ca-workplace-respirators",
        without("niosh-approval"),
        "unfilled",
        "KN95",
    ),
    Row(
        "ca-workplace-respirators/head-bands",
        "ca-workplace-respirators",
        EAR_LOOPS,
        "not-met",
        "ear loops",
    ),
    Row(
        "ca-workplace-respirators/register",
        "ca-workplace-respirators",
        paper("niosh-approval", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Row(
        "ca-workplace-respirators/lot-report", "ca-workplace-respirators", ONE_LOT, "not-met", "L2"
    ),
    Row(
        "ca-community-masks/claims",
        "ca-community-masks",
        goods(pack_wording="Surgical"),
        "not-met",
        "surgical",
    ),
    Row(
        "ca-community-masks/claims-respirator",
        "ca-community-masks",
        goods(kind="respirator", pack_wording="Medical KN95"),
        "not-met",
        "medical",
    ),
    Row(
        "ca-community-masks/label-languages",
        "ca-community-masks",
        NO_LANGUAGE,
        "unfilled",
        "French",
    ),
)
