"""Annex: the certificates and what each covers."""

from maskdesk.language import N_
from maskdesk.output.annexes.annex import Annex
from maskdesk.output.annexes.listing import Listing, Shown

_CERTIFICATES = Listing(
    path="certificates[]",
    columns=(
        Shown("scheme", always=True),
        Shown("number", always=True),
        Shown("body", always=True),
        Shown("body_id"),
        Shown("holder", always=True),
        Shown("standards"),
        Shown("issued", always=True),
        Shown("expires", always=True),
        Shown("looked_up_at"),
        Shown("looked_up"),
        Shown("not_available"),
    ),
)

_COVERED = Listing(
    path="certificates[]",
    label=N_("What they cover"),
    led=True,
    rest=False,
    columns=(
        Shown("goods"),
        Shown("models"),
        Shown("lots"),
        Shown("links"),
        Shown("evidence"),
    ),
)

ANNEX = Annex(id="certificates", title=N_("Certificates"), listings=(_CERTIFICATES, _COVERED))
