"""Annex: what domestic facilities were sold or given."""

from maskdesk.language import N_
from maskdesk.output.annexes.annex import Annex
from maskdesk.output.annexes.listing import Listing, Shown, Sum

_SUPPORT = Listing(
    path="support[]",
    rest=False,
    columns=(
        Shown("facility", always=True),
        Shown("kind", always=True),
        Shown("province"),
        Shown("basis", always=True),
        Shown("product", always=True),
        Shown("pieces_pledged", always=True, sum="figure"),
        Shown("pieces_delivered", always=True, sum="figure"),
        Shown("delivered"),
        Shown("receipt"),
        Shown("declaration"),
        Shown("standing", always=True),
    ),
    sums=(
        Sum(label=N_("Total")),
        Sum(label=N_("Of these agreed"), member="standing", value="agreed"),
    ),
)

_PROOFS = Listing(
    path="support[]",
    label=N_("Facilities and proofs"),
    led=True,
    columns=(
        Shown("address"),
        Shown("representative"),
        Shown("representative_position"),
        Shown("award_number"),
        Shown("award_day"),
        Shown("contract_number"),
        Shown("contract_day"),
        Shown("agreement_number"),
        Shown("agreement_day"),
        Shown("lots"),
        Shown("received_by"),
        Shown("evidence"),
    ),
)

ANNEX = Annex(id="domestic-support", title=N_("Domestic support"), listings=(_SUPPORT, _PROOFS))
