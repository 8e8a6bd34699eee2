"""Rows the tests of Vietnamese papers add to the invented consignment."""

from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Support
from output.forms.consignment import consignment, support

REGISTERED = datetime(2020, 4, 20, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def facility(number: int, **changes: object) -> Support:
    """A facility with its address, who acts for it, and what it was handed."""
    fields: dict[str, object] = {
        "address": "Số 9 đường Mẫu, Bình Dương",
        "representative": "Lê Thị Mẫu",
        "representative_position": "Giám đốc bệnh viện",
        "receipt": f"BB-{number:02}/SAMPLE",
        "received_by": "Phạm Văn Mẫu",
        "lots": ("200401A", "200401B"),
    }
    return support(number, **{**fields, **changes})


def registered(dossier: Dossier) -> Dossier:
    """The same with its first declaration registered."""
    first, *others = dossier.customs.declarations
    declarations = (replace(first, number="300000000007", registered=REGISTERED), *others)
    return replace(dossier, customs=replace(dossier.customs, declarations=declarations))


def signed_by_authorisation(dossier: Dossier) -> Dossier:
    """The same, signed by somebody who is authorised to."""
    signatory = replace(consignment().exporter.signatories[0], capacity="by-authorisation")
    return replace(dossier, exporter=replace(dossier.exporter, signatories=(signatory,)))
