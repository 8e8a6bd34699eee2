"""Viet Nam as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    FFP2,
    MASK_2020,
    REPORT,
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
from maskdesk.dossier.sections import GoodsLine

MASK = replace(MASK_2020, standards=("TCVN 8389-1:2010",))
DAYS = {
    "vn-2022-import-masks": date(2023, 6, 1),
    "vn-2025-import-masks": date(2025, 9, 1),
    "vn-2026-import-masks-overlay": date(2026, 11, 24),
}
BASES = {
    "vn-2016-import-masks": into(
        "VN", "vi", date(2020, 5, 6), MASK, held("importer-licence"), REPORT
    ),
    **{
        pack: into("VN", "vi", day, MASK, looked_up("circulation-number", "220000001", day), REPORT)
        for pack, day in DAYS.items()
    },
    "vn-import-test-kits": into(
        "VN",
        "vi",
        date(2021, 6, 1),
        GoodsLine(id="g1", kind="test-kit", use="medical"),
        held("importer-licence"),
    ),
    "vn-import-workplace-respirators": into("VN", "vi", date(2026, 11, 24), FFP2, REPORT),
}
BARE = without("circulation-number")


def gaps(pack: str) -> tuple[Row, ...]:
    return (
        Row(f"{pack}/circulation-number", pack, BARE, "unfilled", "circulation number"),
        *importer_gaps(pack),
        Row(f"{pack}/free-sale", pack, BARE, "unfilled", "legalised"),
        Row(f"{pack}/iso-13485", pack, BARE, "unfilled", "ISO 13485"),
        Row(f"{pack}/authorisation", pack, BARE, "unfilled", "letter of authorisation"),
        Row(f"{pack}/free-sale", pack, as_it_is, "not-asked"),
        Row(
            f"{pack}/free-sale",
            pack,
            all_of(BARE, with_paper(held("free-sale-certificate"))),
            "met",
            "free-sale-certificate-1",
        ),
        Row(f"{pack}/standard", pack, goods(standards=()), "unfilled", "TCVN 8389:2010"),
        register_gap(pack, "circulation-number"),
        label_gap(pack),
        lot_gap(pack),
    )


ROWS = (
    Row(
        "vn-2016-import-masks/way",
        "vn-2016-import-masks",
        without("importer-licence"),
        "unfilled",
        "one of the two ways",
    ),
    Row(
        "vn-2016-import-masks/way",
        "vn-2016-import-masks",
        all_of(without("importer-licence"), with_paper(held("circulation-number"))),
        "met",
        "circulation-number-1",
    ),
    lot_gap("vn-2016-import-masks"),
    Row(
        "vn-import-test-kits/way",
        "vn-import-test-kits",
        without("importer-licence"),
        "unfilled",
        "30 June 2025",
    ),
    Row(
        "vn-import-test-kits/way",
        "vn-import-test-kits",
        paper("importer-licence", expires=date(2021, 5, 31)),
        "not-met",
        "Ask the importer",
    ),
    *(row for pack in DAYS for row in gaps(pack)),
    Row(
        "vn-2022-import-masks/circulation-number",
        "vn-2022-import-masks",
        all_of(BARE, with_paper(held("importer-licence", issued=date(2020, 3, 1)))),
        "met",
        "importer-licence-1",
    ),
    Row(
        "vn-2025-import-masks/circulation-number",
        "vn-2025-import-masks",
        all_of(BARE, with_paper(held("importer-licence", issued=date(2020, 3, 1)))),
        "unfilled",
    ),
    Row(
        "vn-2022-import-masks/circulation-number",
        "vn-2022-import-masks",
        all_of(
            goods(model="M2"),
            with_paper(held("importer-licence", expires=date(2022, 12, 31))),
        ),
        "not-met",
        "220000001",
    ),
    Row(
        "vn-2025-import-masks/circulation-number",
        "vn-2025-import-masks",
        goods(model="M2"),
        "not-met",
        "M2",
    ),
    Row(
        "vn-2026-import-masks-overlay/unread-annexes",
        "vn-2026-import-masks-overlay",
        as_it_is,
        "cannot-tell",
        "28 February 2027",
    ),
    Row(
        "vn-import-workplace-respirators/conformity",
        "vn-import-workplace-respirators",
        as_it_is,
        "cannot-tell",
        "Ask the buyer",
    ),
)
