"""Russia and the Eurasian Economic Union as destinations: consignments, and each of their gaps."""

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
from law.table import Row, all_of, with_paper, without

MASK = replace(MASK_2020, standards=("GOST R 58396-2019",))
SUIT = replace(MASK, kind="protective-suit", standards=())
EAC = "ЕАЭС RU С-CN.АБ12.В.12345/20"
BASES = {
    "ru-2020-masks": into(
        "RU", "ru", date(2020, 5, 6), MASK, held("destination-registration"), REPORT
    ),
    "ru-2020-batches": into("RU", "ru", date(2020, 5, 6), SUIT, held("import-permit"), REPORT),
    "ru-device-masks": into(
        "RU",
        "ru",
        TODAY,
        MASK,
        looked_up("destination-registration", "РЗН 2020/10123", TODAY),
        REPORT,
    ),
    "ru-hygienic-masks": into("RU", "русский", TODAY, CLOTH),
    "eaeu-respirators": into(
        "KZ",
        "ru",
        TODAY,
        replace(FFP2, standards=("GOST 12.4.294-2015",)),
        looked_up("destination-conformity", EAC, TODAY),
        REPORT,
    ),
}
ROWS = (
    Row(
        "ru-2020-masks/registration",
        "ru-2020-masks",
        without("destination-registration"),
        "unfilled",
        "Roszdravnadzor",
    ),
    Row(
        "ru-2020-masks/registration",
        "ru-2020-masks",
        all_of(without("destination-registration"), with_paper(held("import-permit"))),
        "met",
        "import-permit-1",
    ),
    Row(
        "ru-2020-masks/edition",
        "ru-2020-masks",
        goods(standards=("GOST R 58396-2009",)),
        "not-met",
        "the edition is GOST R 58396-2019",
    ),
    Row(
        "ru-2020-masks/registration-shape",
        "ru-2020-masks",
        paper("destination-registration", number="2020/1"),
        "not-met",
        "2020/1",
    ),
    label_gap("ru-2020-masks"),
    lot_gap("ru-2020-masks"),
    Row(
        "ru-2020-batches/registration",
        "ru-2020-batches",
        without("import-permit"),
        "unfilled",
        "one batch",
    ),
    Row(
        "ru-device-masks/registration",
        "ru-device-masks",
        without("destination-registration"),
        "unfilled",
        "31 December 2027",
    ),
    Row(
        "ru-device-masks/registration-shape",
        "ru-device-masks",
        paper("destination-registration", number="RZN 2020/10123"),
        "not-met",
        "RZN 2020/10123",
    ),
    Row(
        "ru-device-masks/batch",
        "ru-device-masks",
        with_paper(held("import-permit")),
        "cannot-tell",
        "21 December 2024",
    ),
    register_gap("ru-device-masks", "destination-registration"),
    label_gap("ru-device-masks"),
    lot_gap("ru-device-masks"),
    Row(
        "ru-hygienic-masks/claims",
        "ru-hygienic-masks",
        goods(pack_wording="Медицинская маска"),
        "not-met",
        "медицинск",
    ),
    label_gap("ru-hygienic-masks"),
    Row(
        "eaeu-respirators/certificate",
        "eaeu-respirators",
        without("destination-conformity"),
        "unfilled",
        "TR CU 019/2011",
    ),
    Row("eaeu-respirators/certificate", "eaeu-respirators", goods(model="M2"), "not-met", "M2"),
    Row("eaeu-respirators/applicant", "eaeu-respirators", without_party("ar"), "unfilled"),
    Row("eaeu-respirators/applicant", "eaeu-respirators", party("ar", country="BY"), "met"),
    Row(
        "eaeu-respirators/applicant",
        "eaeu-respirators",
        party("ar", country="CN"),
        "not-met",
        "SAMPLE Representative",
    ),
    Row(
        "eaeu-respirators/certificate-shape",
        "eaeu-respirators",
        paper("destination-conformity", number="RU C-CN 12345"),
        "not-met",
        "RU C-CN 12345",
    ),
    register_gap("eaeu-respirators", "destination-conformity"),
    Row(
        "eaeu-respirators/standard",
        "eaeu-respirators",
        goods(standards=("GB 2626-2019",)),
        "not-met",
        "GB 2626-2019",
    ),
    label_gap("eaeu-respirators"),
    lot_gap("eaeu-respirators"),
)
