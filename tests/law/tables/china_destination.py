"""China as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    FFP2,
    MASK_2020,
    N95,
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
from law.table import Row, all_of, with_, with_paper, without

REGISTRATION = "国械注进20232140001"
SURGICAL = replace(MASK_2020, standards=("YY 0469-2011",))
SUIT = replace(MASK_2020, kind="protective-suit", standards=("GB 19082-2023",))
BASES = {
    "cn-import-masks": into(
        "CN", "zh", TODAY, SURGICAL, looked_up("nmpa-registration", REGISTRATION, TODAY), REPORT
    ),
    "cn-2025-import-protective-masks": into(
        "CN",
        "中文",
        TODAY,
        replace(N95, standards=("GB 19083-2023",), pack_wording="医用防护口罩 一次性使用"),
        looked_up("nmpa-registration", REGISTRATION, TODAY),
        REPORT,
    ),
    "cn-import-devices": into(
        "CN", "zh", TODAY, SUIT, looked_up("nmpa-registration", REGISTRATION, TODAY)
    ),
    "cn-import-workplace-respirators": into(
        "CN", "zh", TODAY, replace(FFP2, standards=("GB 2626-2019",)), REPORT
    ),
    "cn-import-daily-masks": into(
        "CN", "zh", TODAY, replace(CLOTH, standards=("GB/T 32610-2016",))
    ),
}
MASKS = ("cn-import-masks", "cn-2025-import-protective-masks")
DEVICES = (*MASKS, "cn-import-devices")


def gaps(pack: str) -> tuple[Row, ...]:
    return (
        Row(
            f"{pack}/registration-shape",
            pack,
            paper("nmpa-registration", number="国械备20200001"),
            "not-met",
            "filing number",
        ),
        register_gap(pack, "nmpa-registration"),
        Row(f"{pack}/agent", pack, without_party("ar"), "unfilled", "agent in China"),
        Row(f"{pack}/agent", pack, party("ar", country="NL"), "not-met", "SAMPLE Representative"),
        label_gap(pack),
    )


ROWS = (
    *(row for pack in DEVICES for row in gaps(pack)),
    *(lot_gap(pack) for pack in MASKS),
    Row(
        "cn-import-devices/registration",
        "cn-import-devices",
        without("nmpa-registration"),
        "unfilled",
        "NMPA",
    ),
    Row(
        "cn-import-devices/registration",
        "cn-import-devices",
        paper("nmpa-registration", models=("M2",)),
        "not-met",
        REGISTRATION,
    ),
    Row(
        "cn-import-masks/way",
        "cn-import-masks",
        without("nmpa-registration"),
        "unfilled",
        "provincial drug authority",
    ),
    Row(
        "cn-import-masks/way",
        "cn-import-masks",
        all_of(without("nmpa-registration"), with_paper(held("import-permit", number=None))),
        "met",
    ),
    Row(
        "cn-import-masks/edition",
        "cn-import-masks",
        goods(standards=("YY 0469-2023",)),
        "not-met",
        "YY 0469-2011 was in force",
    ),
    Row(
        "cn-import-masks/edition",
        "cn-import-masks",
        all_of(
            goods(standards=("YY 0469-2023",)),
            with_("goods[g1].lots[a].produced", date(2026, 12, 1)),
        ),
        "met",
    ),
    Row(
        "cn-import-masks/edition-protective",
        "cn-import-masks",
        goods(standards=("GB 19083-2010",)),
        "not-met",
        "GB 19083-2023 was in force",
    ),
    Row(
        "cn-2025-import-protective-masks/registration",
        "cn-2025-import-protective-masks",
        without("nmpa-registration"),
        "unfilled",
        "class II",
    ),
    Row(
        "cn-2025-import-protective-masks/edition",
        "cn-2025-import-protective-masks",
        goods(standards=("GB 19083-2010",)),
        "not-met",
        "GB 19083-2023 was in force",
    ),
    Row(
        "cn-2025-import-protective-masks/single-use-mark",
        "cn-2025-import-protective-masks",
        goods(pack_wording="医用防护口罩"),
        "not-met",
        "一次性使用",
    ),
    Row(
        "cn-import-workplace-respirators/edition",
        "cn-import-workplace-respirators",
        goods(standards=("GB 2626-2006",)),
        "not-met",
        "GB 2626-2019 was in force",
    ),
    lot_gap("cn-import-workplace-respirators"),
    Row(
        "cn-import-daily-masks/standard",
        "cn-import-daily-masks",
        goods(standards=()),
        "unfilled",
        "Nothing is to be obtained",
    ),
    Row(
        "cn-import-daily-masks/claims",
        "cn-import-daily-masks",
        goods(pack_wording="医用外科口罩"),
        "not-met",
        "医用, 外科",
    ),
)
