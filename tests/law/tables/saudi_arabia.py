"""Saudi Arabia as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    FFP2,
    MASK_2020,
    REPORT,
    TODAY,
    goods,
    held,
    into,
    label_gap,
    looked_up,
    lot_gap,
    paper,
    party,
    register_gap,
    without_party,
)
from law.table import Row, as_it_is, without
from maskdesk.dossier.sections import GoodsLine

BASES = {
    "sa-device-masks": into(
        "SA",
        "ar",
        TODAY,
        MASK_2020,
        looked_up("destination-registration", "MDMA-1", TODAY),
        held("importer-licence"),
        REPORT,
    ),
    "sa-2020-gowns-and-gloves": into(
        "SA",
        "ar",
        TODAY,
        GoodsLine(id="g1", kind="protective-suit", use="medical"),
        held("destination-registration"),
    ),
    "sa-daily-masks": into(
        "SA",
        "English",
        TODAY,
        replace(CLOTH, pack_wording="Face mask. For Non-Medical Use."),
        held("destination-conformity", issued=date(2026, 1, 5)),
        held("shipment-conformity"),
    ),
    "sa-workplace-respirators": into(
        "SA",
        "ar",
        TODAY,
        FFP2,
        held("destination-conformity", issued=date(2026, 1, 5)),
        held("shipment-conformity"),
        REPORT,
    ),
}
ROWS = (
    Row(
        "sa-2020-gowns-and-gloves/authorisation",
        "sa-2020-gowns-and-gloves",
        without("destination-registration"),
        "unfilled",
        "still needed",
    ),
    Row(
        "sa-2020-gowns-and-gloves/authorisation",
        "sa-2020-gowns-and-gloves",
        goods(kind="gloves", model="M2"),
        "not-met",
        "covers the model",
    ),
    Row(
        "sa-device-masks/authorisation",
        "sa-device-masks",
        without("destination-registration"),
        "unfilled",
        "MDMA",
    ),
    Row("sa-device-masks/authorisation", "sa-device-masks", goods(model="M2"), "not-met", "M2"),
    Row(
        "sa-device-masks/importer-licence",
        "sa-device-masks",
        without("importer-licence"),
        "unfilled",
        "importer's licence",
    ),
    Row(
        "sa-device-masks/importer-licence",
        "sa-device-masks",
        paper("importer-licence", expires=date(2026, 11, 23)),
        "not-met",
        "importer-licence-1",
    ),
    Row("sa-device-masks/representative", "sa-device-masks", without_party("ar"), "unfilled"),
    Row("sa-device-masks/representative", "sa-device-masks", party("ar", country="NL"), "not-met"),
    Row(
        "sa-device-masks/standard",
        "sa-device-masks",
        goods(standards=("EN 14683:2025",)),
        "not-met",
        "EN 14683:2025",
    ),
    Row("sa-device-masks/biological-safety", "sa-device-masks", as_it_is, "cannot-tell", "10993"),
    register_gap("sa-device-masks", "destination-registration"),
    label_gap("sa-device-masks"),
    lot_gap("sa-device-masks"),
    Row(
        "sa-daily-masks/product-certificate",
        "sa-daily-masks",
        paper("destination-conformity", issued=date(2025, 11, 23)),
        "not-met",
        "1 year",
    ),
    Row(
        "sa-daily-masks/shipment-certificate",
        "sa-daily-masks",
        without("shipment-conformity"),
        "unfilled",
        "SCoC",
    ),
    Row(
        "sa-daily-masks/non-medical-mark",
        "sa-daily-masks",
        goods(pack_wording="Face mask"),
        "not-met",
        "For Non-Medical Use",
    ),
    Row(
        "sa-daily-masks/claims",
        "sa-daily-masks",
        goods(pack_wording="Surgical mask"),
        "not-met",
        "surgical",
    ),
    label_gap("sa-daily-masks"),
    lot_gap("sa-daily-masks", "sa-workplace-respirators"),
)
