"""New Zealand as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    MASK_2026,
    N95,
    NO_LANGUAGE,
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
from law.table import of_pack, without

BASES = {
    "nz-medical-masks": party("ar", identifier="12345")(
        consignment("NZ", TODAY, MASK_2026, held("destination-registration"), REPORT)
    ),
    "nz-respirators": consignment(
        "NZ",
        TODAY,
        replace(N95, use="workplace", filter_class="P2", standards=("AS/NZS 1716:2012",)),
        REPORT,
    ),
}
ROWS = (
    *of_pack(
        "nz-medical-masks",
        ("notification", without("destination-registration"), "unfilled", "WAND"),
        (
            "notification",
            paper("destination-registration", expires=date(2026, 1, 5)),
            "not-met",
            "Ask the sponsor",
        ),
        ("sponsor", without_party("ar"), "unfilled", "sponsor"),
        ("sponsor", party("ar", country="AU"), "not-met", "in New Zealand"),
        ("sponsor-number", party("ar", identifier="NZ-1"), "not-met", "five digits"),
        ("standard", goods(standards=("YY 0469-2011",)), "not-met", "AS 4381"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", NO_LANGUAGE, "unfilled", "English"),
    ),
    *of_pack(
        "nz-respirators",
        ("standard", goods(standards=("GB 2626-2019",)), "not-met", "in writing"),
        ("standard", goods(standards=("EN 149:2001+A1:2009",)), "met", ""),
        ("evidence", without("test-report"), "unfilled", "class"),
        ("evidence", paper("test-report", models=("M2",)), "not-met", "this model"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
        ("label-languages", destination(label_languages=("zh",)), "not-met", "English"),
    ),
)
