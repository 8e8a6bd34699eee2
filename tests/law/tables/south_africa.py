"""South Africa as a destination: complete consignments, and each of their gaps."""

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
    importer_gaps,
    into,
    label_gap,
    looked_up,
    lot_gap,
    paper,
    register_gap,
)
from law.table import Row, all_of, as_it_is, with_paper, without

BASES = {
    "za-respirators": into(
        "ZA", "en", TODAY, FFP2, looked_up("destination-registration", "LoA-1", TODAY), REPORT
    ),
    "za-respirators-health": into(
        "ZA",
        "en",
        TODAY,
        replace(FFP2, use="medical"),
        held("destination-registration"),
        held("importer-licence"),
        REPORT,
    ),
    "za-device-masks": into(
        "ZA", "en", TODAY, MASK_2020, looked_up("importer-licence", "SAHPRA-1", TODAY), REPORT
    ),
    "za-cloth-masks": into("ZA", "en", TODAY, CLOTH),
}
ROWS = (
    Row(
        "za-respirators/authority",
        "za-respirators",
        without("destination-registration"),
        "unfilled",
        "letter of authority",
    ),
    Row(
        "za-respirators/authority",
        "za-respirators",
        all_of(without("destination-registration"), with_paper(held("import-permit"))),
        "met",
        "import-permit-1",
    ),
    Row(
        "za-respirators/health-care-licence",
        "za-respirators-health",
        without("importer-licence"),
        "unfilled",
        "SAHPRA",
    ),
    Row("za-respirators/health-care-licence", "za-respirators", as_it_is, "not-asked"),
    Row("za-respirators/standard", "za-respirators", goods(standards=()), "unfilled", "SANS 50149"),
    *importer_gaps("za-respirators"),
    register_gap("za-respirators", "destination-registration"),
    label_gap("za-respirators"),
    lot_gap("za-respirators"),
    Row(
        "za-device-masks/licence",
        "za-device-masks",
        without("importer-licence"),
        "unfilled",
        "SAHPRA",
    ),
    Row(
        "za-device-masks/licence",
        "za-device-masks",
        paper("importer-licence", expires=date(2026, 11, 23)),
        "not-met",
        "SAHPRA-1",
    ),
    Row("za-device-masks/standard", "za-device-masks", goods(standards=()), "unfilled", "1866-1"),
    *importer_gaps("za-device-masks"),
    register_gap("za-device-masks", "importer-licence"),
    label_gap("za-device-masks"),
    lot_gap("za-device-masks"),
    Row(
        "za-cloth-masks/claims",
        "za-cloth-masks",
        goods(pack_wording="Surgical mask"),
        "not-met",
        "surgical",
    ),
    label_gap("za-cloth-masks"),
)
