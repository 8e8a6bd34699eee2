"""The United Arab Emirates as a destination: complete consignments, and each of their gaps."""

from datetime import date

from law.consignments import (
    FFP2,
    REPORT,
    TODAY,
    held,
    importer_gaps,
    into,
    label_gap,
    lot_gap,
    paper,
)
from law.table import Row, as_it_is, without

BASES = {
    "ae-2020-ppe": into("AE", "en", date(2020, 5, 6), FFP2, REPORT),
    "ae-ppe": into("AE", "ar", TODAY, FFP2, held("destination-conformity"), REPORT),
}
ROWS = (
    Row("ae-2020-ppe/control", "ae-2020-ppe", as_it_is, "cannot-tell", "ESMA"),
    Row("ae-ppe/certificate", "ae-ppe", without("destination-conformity"), "unfilled", "ECAS"),
    Row(
        "ae-ppe/certificate",
        "ae-ppe",
        paper("destination-conformity", expires=date(2026, 11, 23)),
        "not-met",
        "destination-conformity-1",
    ),
    *importer_gaps("ae-ppe"),
    label_gap("ae-ppe"),
    Row("ae-ppe/report", "ae-ppe", without("test-report"), "unfilled", "laboratory"),
    lot_gap("ae-ppe"),
)
