"""Annex: the producers, with what they can make, bought in and promised to others."""

from maskdesk.language import N_
from maskdesk.output.annexes.annex import Annex
from maskdesk.output.annexes.listing import Listing, Shown

_PRODUCERS = Listing(
    path="producers[]",
    columns=(
        Shown("name_local", always=True),
        Shown("name_english"),
        Shown("code", always=True),
        Shown("address", always=True),
        Shown("province"),
        Shown("country"),
        Shown("relation", always=True),
        Shown("authorisation_number"),
        Shown("authorisation_day"),
        Shown("cleanroom_class"),
        Shown("cleanroom_report"),
        Shown("cleanroom_until"),
        Shown("opening_stock"),
        Shown("opening_day"),
    ),
)

_LINES = Listing(
    path="producers[].lines[]",
    led=True,
    columns=(
        Shown("name", always=True),
        Shown("kind", always=True),
        Shown("pieces_per_day", always=True),
        Shown("runs_from", always=True),
    ),
)

_BOUGHT_IN = Listing(
    path="producers[].bought_in[]",
    led=True,
    columns=(
        Shown("source", always=True),
        Shown("kind", always=True),
        Shown("pieces", always=True),
        Shown("day", always=True),
    ),
)

_COMMITMENTS = Listing(
    path="producers[].commitments[]",
    led=True,
    columns=(
        Shown("to", always=True),
        Shown("kind", always=True),
        Shown("pieces", always=True),
        Shown("day", always=True),
    ),
)

ANNEX = Annex(
    id="producers",
    title=N_("Producers and what they can deliver"),
    listings=(_PRODUCERS, _LINES, _BOUGHT_IN, _COMMITMENTS),
)
