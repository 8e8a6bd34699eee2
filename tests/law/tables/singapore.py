"""Singapore as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    MASK_2020,
    MASK_2026,
    N95,
    NO_LANGUAGE,
    ONE_LOT,
    REPORT,
    TODAY,
    consignment,
    goods,
    held,
    paper,
    party,
    without_party,
)
from law.table import Change, Expected, all_of, of_pack, with_paper, without
from maskdesk.dossier.sections import GoodsLine

LICENCE = held("importer-licence")

BASES = {
    "sg-2020-exemption": consignment(
        "SG", date(2020, 5, 6), MASK_2020, held("import-permit", number=None), REPORT
    ),
    "sg-2020-exemption-gear": consignment(
        "SG",
        date(2020, 5, 6),
        replace(N95, filter_class="KN95"),
        held("import-permit", number=None),
        REPORT,
    ),
    "sg-class-a-masks": consignment("SG", TODAY, MASK_2026, LICENCE, REPORT),
    "sg-class-a-gowns": consignment(
        "SG", TODAY, GoodsLine(id="g1", kind="protective-suit", use="medical"), LICENCE
    ),
    "sg-registered-devices": consignment(
        "SG",
        TODAY,
        GoodsLine(id="g1", kind="infrared-thermometer", use="medical"),
        held("destination-registration", number="DE0012345"),
    ),
}
NOTICE: tuple[tuple[str, Change, Expected, str], ...] = (
    ("notice", without("import-permit"), "unfilled", "24 hours"),
    ("notice", all_of(without("import-permit"), with_paper(LICENCE)), "met", ""),
    (
        "notice",
        all_of(
            paper("import-permit", expires=date(2020, 5, 5)),
            with_paper(held("importer-licence", expires=date(2020, 5, 5))),
        ),
        "not-met",
        "keep its records",
    ),
    ("lot-report", ONE_LOT, "not-met", "L2"),
)
CLASS_A: tuple[tuple[str, Change, Expected, str], ...] = (
    ("licence", without("importer-licence"), "unfilled", "class A"),
    ("licence", paper("importer-licence", expires=date(2026, 1, 5)), "not-met", "in force"),
    ("importer", without_party("im"), "unfilled", "licensed importer"),
    ("importer", party("im", country="MY"), "not-met", "in Singapore"),
    ("label-languages", NO_LANGUAGE, "unfilled", "English"),
)
ROWS = (
    *of_pack(
        "sg-2020-exemption",
        *NOTICE,
    ),
    *of_pack("sg-2020-exemption-gear", *NOTICE),
    *of_pack(
        "sg-class-a-masks",
        *CLASS_A,
        ("standard", goods(standards=("YY 0469-2011",)), "not-met", "EN 14683"),
        ("lot-report", ONE_LOT, "not-met", "L2"),
    ),
    *of_pack("sg-class-a-gowns", *CLASS_A),
    *of_pack(
        "sg-registered-devices",
        ("registration", without("destination-registration"), "unfilled", "HSA"),
        ("registration", paper("destination-registration", models=("M2",)), "not-met", "names"),
        ("number-shape", paper("destination-registration", number="E1"), "not-met", "DE0012345"),
    ),
)
