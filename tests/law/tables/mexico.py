"""Mexico as a destination: complete consignments, and each of their gaps."""

from datetime import date

from msgspec.structs import replace

from law.consignments import (
    CLOTH,
    MASK_2020,
    N95,
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
)
from law.table import Row, all_of, with_paper, without

BASES = {
    "mx-2020-emergency": into("MX", "es", date(2020, 5, 6), MASK_2020, held("import-permit")),
    "mx-device-masks": into(
        "MX",
        "es",
        TODAY,
        MASK_2020,
        looked_up("destination-registration", "0123C2021 SSA", TODAY),
        REPORT,
    ),
    "mx-workplace-respirators": into(
        "MX",
        "es",
        TODAY,
        replace(N95, use="workplace", standards=("NOM-116-STPS-2009",)),
        held("destination-conformity"),
        REPORT,
    ),
    "mx-daily-masks": into("MX", "es", TODAY, CLOTH),
}
ROWS = (
    Row(
        "mx-2020-emergency/way",
        "mx-2020-emergency",
        without("import-permit"),
        "unfilled",
        "COFEPRIS",
    ),
    Row(
        "mx-2020-emergency/way",
        "mx-2020-emergency",
        all_of(without("import-permit"), with_paper(held("destination-registration"))),
        "met",
        "destination-registration-1",
    ),
    Row(
        "mx-device-masks/registration",
        "mx-device-masks",
        without("destination-registration"),
        "unfilled",
        "registro sanitario",
    ),
    Row(
        "mx-device-masks/exempt-list",
        "mx-device-masks",
        without("destination-registration"),
        "cannot-tell",
        "7 July 2025",
    ),
    Row(
        "mx-device-masks/registration-shape",
        "mx-device-masks",
        paper("destination-registration", number="12345"),
        "not-met",
        "12345",
    ),
    register_gap("mx-device-masks", "destination-registration"),
    Row("mx-device-masks/importer", "mx-device-masks", party("im", country=None), "unfilled"),
    Row("mx-device-masks/importer", "mx-device-masks", party("im", country="US"), "not-met"),
    label_gap("mx-device-masks"),
    lot_gap("mx-device-masks"),
    Row(
        "mx-workplace-respirators/conformity",
        "mx-workplace-respirators",
        without("destination-conformity"),
        "unfilled",
        "NOM-116-STPS-2009",
    ),
    Row(
        "mx-workplace-respirators/conformity",
        "mx-workplace-respirators",
        goods(model="M2"),
        "not-met",
        "M2",
    ),
    *importer_gaps("mx-workplace-respirators"),
    Row(
        "mx-workplace-respirators/importer",
        "mx-workplace-respirators",
        party("im", identifier=None),
        "unfilled",
        "RFC",
    ),
    Row(
        "mx-workplace-respirators/standard",
        "mx-workplace-respirators",
        goods(standards=("NOM-116-STPS-1994",)),
        "not-met",
        "the standard is NOM-116-STPS-2009",
    ),
    label_gap("mx-workplace-respirators"),
    lot_gap("mx-workplace-respirators"),
    Row(
        "mx-daily-masks/claims",
        "mx-daily-masks",
        goods(pack_wording="Kills bacteria and virus"),
        "not-met",
        "bacteria, virus",
    ),
    label_gap("mx-daily-masks"),
)
