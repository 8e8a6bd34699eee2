"""Brazil as a destination: complete consignments, and each of their gaps."""

from datetime import date

from law.consignments import (
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
from law.table import Row, as_it_is, without

BASES = {
    "br-2020-priority-devices": into("BR", "pt", date(2020, 5, 6), MASK_2020, REPORT),
    "br-2020-priority-devices-later": into("BR", "pt", date(2020, 9, 20), MASK_2020, REPORT),
    "br-device-masks": into(
        "BR",
        "pt",
        TODAY,
        MASK_2020,
        looked_up("destination-registration", "80123456789", TODAY),
        REPORT,
    ),
    "br-respirators": into(
        "BR",
        "pt",
        TODAY,
        FFP2,
        looked_up("destination-registration", "38504", TODAY),
        held("destination-conformity"),
        REPORT,
    ),
}
ROWS = (
    *importer_gaps("br-2020-priority-devices"),
    Row(
        "br-2020-priority-devices/tests",
        "br-2020-priority-devices",
        without("test-report"),
        "unfilled",
        "NBR 15052:2004",
    ),
    label_gap("br-2020-priority-devices"),
    lot_gap("br-2020-priority-devices"),
    Row(
        "br-2020-priority-devices-later/ask-the-importer",
        "br-2020-priority-devices-later",
        as_it_is,
        "cannot-tell",
        "19 September 2020",
    ),
    Row(
        "br-device-masks/authorisation",
        "br-device-masks",
        without("destination-registration"),
        "unfilled",
        "ANVISA",
    ),
    Row(
        "br-device-masks/authorisation",
        "br-device-masks",
        paper("destination-registration", models=("M2",)),
        "not-met",
        "80123456789",
    ),
    register_gap("br-device-masks", "destination-registration"),
    *importer_gaps("br-device-masks"),
    label_gap("br-device-masks"),
    lot_gap("br-device-masks"),
    Row(
        "br-respirators/approval",
        "br-respirators",
        without("destination-registration"),
        "unfilled",
        "Certificado de Aprovação",
    ),
    Row(
        "br-respirators/approval",
        "br-respirators",
        paper("destination-registration", models=("M2",)),
        "not-met",
        "38504",
    ),
    Row(
        "br-respirators/conformity",
        "br-respirators",
        without("destination-conformity"),
        "unfilled",
        "INMETRO",
    ),
    Row(
        "br-respirators/conformity",
        "br-respirators",
        paper("destination-conformity", expires=date(2026, 11, 23)),
        "not-met",
        "destination-conformity-1",
    ),
    Row(
        "br-respirators/approval-shape",
        "br-respirators",
        paper("destination-registration", number="CA-38504-X"),
        "not-met",
        "CAEPI",
    ),
    register_gap("br-respirators", "destination-registration"),
    Row("br-respirators/standard", "br-respirators", goods(standards=()), "unfilled", "13698"),
    *importer_gaps("br-respirators"),
    label_gap("br-respirators"),
    lot_gap("br-respirators"),
)
