"""India as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

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
    party,
    register_gap,
    without_party,
)
from law.table import Row, as_it_is, without

MASK = replace(MASK_2020, standards=("IS 16289:2014",))
SUIT = replace(MASK, kind="protective-suit")
BASES = {
    "in-2020-masks": into("IN", "en", date(2020, 5, 6), MASK, REPORT),
    "in-2020-suits": into("IN", "en", date(2020, 5, 6), SUIT, REPORT),
    "in-device-masks": into(
        "IN", "en", TODAY, MASK, looked_up("destination-registration", "R-1", TODAY), REPORT
    ),
    "in-device-masks-sterile": into(
        "IN",
        "en",
        TODAY,
        replace(MASK, sterile=True),
        held("importer-licence", number="MD-15-1", looked_up=TODAY),
        REPORT,
    ),
    "in-protective-kits": into("IN", "en", TODAY, SUIT, held("importer-licence", number="MD-15-1")),
    "in-medical-textiles": into("IN", "en", TODAY, MASK, REPORT),
    "in-respirators": into("IN", "en", TODAY, FFP2, REPORT),
}
STERILE = "in-device-masks-sterile"
ROWS = (
    Row("in-2020-masks/tender", "in-2020-masks", without("test-report"), "unfilled", "tender"),
    Row(
        "in-2020-masks/tender-equipment",
        "in-2020-suits",
        without("test-report"),
        "unfilled",
        "for such goods too",
    ),
    Row("in-device-masks/sterility", "in-device-masks", goods(sterile=None), "unfilled", "sterile"),
    Row(
        "in-device-masks/registration",
        "in-device-masks",
        without("destination-registration"),
        "unfilled",
        "CDSCO",
    ),
    Row("in-device-masks/registration", STERILE, as_it_is, "not-asked"),
    Row("in-device-masks/licence", STERILE, without("importer-licence"), "unfilled", "MD-15"),
    Row(
        "in-device-masks/licence",
        STERILE,
        paper("importer-licence", expires=date(2026, 11, 23)),
        "not-met",
        "MD-15-1",
    ),
    Row("in-device-masks/licence", "in-device-masks", as_it_is, "not-asked"),
    Row("in-device-masks/agent", STERILE, without_party("ar"), "unfilled", "agent in India"),
    Row("in-device-masks/agent", STERILE, party("ar", country="NL"), "not-met", "SAMPLE"),
    *importer_gaps("in-device-masks"),
    Row(
        "in-device-masks/edition",
        "in-device-masks",
        goods(standards=("IS 16289:2004",)),
        "not-met",
        "the edition seen is IS 16289:2014",
    ),
    register_gap("in-device-masks", "destination-registration"),
    label_gap("in-device-masks"),
    lot_gap("in-device-masks"),
    Row(
        "in-protective-kits/licence",
        "in-protective-kits",
        without("importer-licence"),
        "unfilled",
        "MD-15",
    ),
    Row(
        "in-protective-kits/licence",
        "in-protective-kits",
        paper("importer-licence", expires=date(2026, 11, 23)),
        "not-met",
        "MD-15-1",
    ),
    Row(
        "in-protective-kits/agent",
        "in-protective-kits",
        without_party("ar"),
        "unfilled",
        "agent in India",
    ),
    Row(
        "in-protective-kits/agent",
        "in-protective-kits",
        party("ar", country="NL"),
        "not-met",
        "SAMPLE",
    ),
    Row("in-medical-textiles/no-bis-mark", "in-medical-textiles", as_it_is, "met", "six goods"),
    Row("in-respirators/standard", "in-respirators", goods(standards=()), "unfilled", "IS 9473"),
    Row("in-respirators/licences", "in-respirators", as_it_is, "cannot-tell", "MD-15"),
    lot_gap("in-respirators"),
)
SILENT = {"in-medical-textiles/no-bis-mark": "It only says that no mark is compulsory."}
