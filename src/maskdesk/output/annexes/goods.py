"""Annex: the goods lines, their properties and packing, and their lots."""

from maskdesk.language import N_
from maskdesk.output.annexes.annex import Annex
from maskdesk.output.annexes.listing import Listing, Shown

_GOODS = Listing(
    path="goods[]",
    rest=False,
    # A price stands on the invoice, and goes to nobody else.
    withheld=("unit_price",),
    counted_in="unit",
    columns=(
        Shown("name_{language}"),
        Shown("name_english"),
        Shown("name_vietnamese"),
        Shown("name_chinese"),
        Shown("kind", always=True),
        Shown("model", always=True),
        Shown("brand"),
        Shown("standards", always=True),
        Shown("hs_origin", always=True),
        Shown("country_of_origin", always=True),
        Shown("producer", always=True),
        Shown("pieces_ordered", sum="count"),
        Shown("pieces_declared", always=True, sum="count"),
        Shown("unit"),
    ),
)

_PROPERTIES = Listing(
    path="goods[]",
    label=N_("Properties and marking"),
    led=True,
    columns=(
        Shown("use"),
        Shown("filter_class"),
        Shown("composition"),
        Shown("sterile"),
        Shown("fastening"),
        Shown("hs_origin_year", grouped=False),
        Shown("hs_destination"),
        Shown("hs_destination_year", grouped=False),
        Shown("legal_manufacturer"),
        Shown("export_only"),
        Shown("ce_mark"),
        Shown("ce_body"),
        Shown("pack_wording"),
    ),
)

_PACKING = Listing(
    path="goods[]",
    label=N_("Packing"),
    led=True,
    rest=False,
    counted_in="unit",
    columns=(
        Shown("pieces_loaded", sum="count"),
        Shown("pieces_received", sum="count"),
        Shown("package"),
        Shown("pieces_per_inner"),
        Shown("pieces_per_carton"),
        Shown("cartons_per_pallet"),
        Shown("packages", sum="figure"),
        Shown("net_kg", sum="figure"),
        Shown("gross_kg", sum="figure"),
        Shown("volume_m3", sum="figure"),
        Shown("marks"),
    ),
)

_LOTS = Listing(
    path="goods[].lots[]",
    led=True,
    columns=(
        Shown("number", always=True),
        Shown("produced", always=True),
        Shown("expires", always=True),
        Shown("pieces", always=True, sum="figure"),
    ),
)

ANNEX = Annex(
    id="goods", title=N_("Goods and lots"), listings=(_GOODS, _PROPERTIES, _PACKING, _LOTS)
)
