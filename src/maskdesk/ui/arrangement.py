"""How sections lie in the window: their order, the groups on a page, the columns of a table.

Which fields there are the dossier says; a test holds that each stands in one group.
"""

from collections.abc import Mapping

from msgspec import Struct

from maskdesk.dossier import sections as s
from maskdesk.language import N_

CHECK = "check"

# In the order in which a clerk meets the papers: what was agreed, the goods, where they go, what
# proves it, what is handed in.
SECTIONS = (
    "head",
    "exporter",
    "parties",
    "contract",
    "goods",
    "producers",
    "shipments",
    "customs",
    "destination",
    "certificates",
    "extracts",
    "support",
    "output",
    "evidence",
    "papers",
    CHECK,
    "moves",
)
# What MaskDesk keeps itself: shown where it is decided, not as pages of their own.
UNSHOWN = ("copied", "acknowledgements", "overrides")

CHECK_LABEL = N_("Check and seal")

# What a section is for, in one sentence under its heading.
LEADS: Mapping[str, str] = {
    "head": N_("What this dossier is and under which law it is prepared."),
    "exporter": N_("The firm that exports and hands in the papers."),
    "parties": N_("Everybody else with a part in this consignment."),
    "contract": N_("What was agreed with the foreign side."),
    "goods": N_("What is exported: one line for each kind of goods."),
    "producers": N_("The factories that make the goods, and what they can deliver."),
    "shipments": N_("The call-offs of the contract."),
    "customs": N_("How the goods pass customs and travel."),
    "destination": N_("Where the goods go and what each side takes upon itself."),
    "certificates": N_("Papers of others that say the goods are fit."),
    "extracts": N_("Lists of producers as they were printed on one day."),
    "support": N_("What domestic health facilities have been sold or given."),
    "output": N_("What was made and what was kept at home."),
    "evidence": N_("Files that prove what is said elsewhere."),
    "papers": N_("What you settle for each paper: number, day, addressee, copies, who signs."),
    CHECK: N_("All answers, what is still open, and the seal."),
    "moves": N_("What became of each version after it was handed in."),
}


# What MaskDesk fills in itself: shown, selectable, not to be typed.
KEPT: Mapping[type[Struct], tuple[str, ...]] = {
    s.Head: ("version", "amends"),
    s.Evidence: ("media_type", "size", "digest"),
}
# What a page says in words of its own instead.
UNSHOWN_FIELDS: Mapping[type[Struct], tuple[str, ...]] = {
    s.Paper: ("form", "subject"),
    s.Move: ("corrected",),
}


class Group(Struct, frozen=True):
    """Fields that belong together, under a heading (a message id)."""

    heading: str
    names: tuple[str, ...]


def groups(struct: type[Struct]) -> tuple[Group, ...]:
    """The groups of a section or row, in the order of its page."""
    return _GROUPS[struct]


def columns(struct: type[Struct]) -> tuple[str, ...]:
    """The fields of a row that a table shows; the others are filled in below it."""
    return _COLUMNS[struct]


_GROUPS: Mapping[type[Struct], tuple[Group, ...]] = {
    s.Head: (
        Group(N_("Consignment"), ("reference", "origin", "languages", "basis", "note")),
        Group(N_("Version"), ("version", "amends")),
    ),
    s.Exporter: (
        Group(
            N_("Firm"),
            ("name_local", "name_english", "tax_code", "customs_code", "status", "country"),
        ),
        Group(N_("Address"), ("address_local", "address_english", "place", "phone", "email")),
        Group(
            N_("Investment certificate"),
            (
                "investment_certificate",
                "investment_certificate_day",
                "investment_certificate_issuer",
            ),
        ),
    ),
    s.Signatory: (
        Group(
            N_("Signatory"),
            ("name", "position", "position_english", "capacity"),
        ),
        Group(N_("Authorisation"), ("authorisation_number", "authorisation_day", "until", "scope")),
    ),
    s.Party: (
        Group(N_("Party"), ("name", "name_local", "country", "identifier", "address", "roles")),
        Group(N_("Contact"), ("contact", "email", "phone")),
    ),
    s.Contract: (
        Group(N_("Contract"), ("number", "type", "signed", "in_force")),
        Group(
            N_("Quantity and price"),
            ("pieces_ordered", "tolerance", "value", "currency", "payment", "invoice_number"),
        ),
        Group(N_("Delivery"), ("incoterm", "incoterm_place")),
    ),
    s.ContractAnnex: (Group(N_("Annex"), ("number", "signed", "pieces_added")),),
    s.Assignment: (Group(N_("Government assignment"), ("issuer", "number", "day")),),
    s.Shipment: (
        Group(N_("Call-off"), ("name", "state", "pieces", "licence")),
        Group(N_("Days"), ("planned", "deliver_from", "deliver_until", "shipped", "arrives")),
    ),
    s.Customs: (
        Group(N_("Customs"), ("type_code", "office", "gate")),
        Group(
            N_("Transport"),
            (
                "port_of_loading",
                "port_of_discharge",
                "transport_document",
                "vessel",
                "shipped",
                "arrives",
            ),
        ),
        Group(
            N_("Customs broker"),
            ("broker_authority", "broker_authority_day", "broker_authority_until", "broker_scope"),
        ),
    ),
    s.Declaration: (Group(N_("Declaration"), ("number", "state", "planned", "registered")),),
    s.DeclaredLine: (Group(N_("Declared line"), ("line", "pieces")),),
    s.GoodsLine: (
        Group(
            N_("Product"),
            (
                "kind",
                "use",
                "model",
                "brand",
                "name_english",
                "name_vietnamese",
                "name_chinese",
                "sterile",
                "filter_class",
                "fastening",
                "composition",
                "country_of_origin",
                "lies_in",
                "export_only",
            ),
        ),
        Group(
            N_("Conformity and label"),
            (
                "standards",
                "pack_wording",
                "ce_mark",
                "ce_body",
                "pack_checked",
                "slip_in_pack",
                "producer",
                "legal_manufacturer",
            ),
        ),
        Group(
            N_("Quantities and price"),
            (
                "pieces_ordered",
                "pieces_declared",
                "pieces_loaded",
                "pieces_received",
                "unit",
                "unit_price",
            ),
        ),
        Group(
            N_("Packing"),
            (
                "package",
                "packages",
                "pieces_per_inner",
                "pieces_per_carton",
                "cartons_per_pallet",
                "net_kg",
                "gross_kg",
                "volume_m3",
                "marks",
            ),
        ),
        Group(
            N_("HS code"),
            ("hs_origin", "hs_origin_year", "hs_destination", "hs_destination_year"),
        ),
    ),
    s.Lot: (Group(N_("Lot"), ("number", "produced", "expires", "pieces")),),
    s.Producer: (
        Group(
            N_("Producer"),
            ("name_local", "name_english", "code", "relation", "province", "country", "address"),
        ),
        Group(N_("Authorisation"), ("authorisation_number", "authorisation_day")),
        Group(N_("Clean room"), ("cleanroom_class", "cleanroom_report", "cleanroom_until")),
        Group(N_("Stock"), ("opening_stock", "opening_day")),
    ),
    s.ProductionLine: (
        Group(N_("Production line"), ("name", "kind", "pieces_per_day", "runs_from")),
    ),
    s.BoughtIn: (Group(N_("Purchase"), ("source", "kind", "pieces", "day")),),
    s.Commitment: (Group(N_("Commitment"), ("to", "kind", "pieces", "day")),),
    s.Support: (
        Group(
            N_("Facility"),
            (
                "facility",
                "kind",
                "province",
                "address",
                "representative",
                "representative_position",
            ),
        ),
        Group(
            N_("Pledge"),
            ("product", "pieces_pledged", "standing", "basis", "declaration"),
        ),
        Group(
            N_("Papers of the pledge"),
            (
                "agreement_number",
                "agreement_day",
                "award_number",
                "award_day",
                "contract_number",
                "contract_day",
                "evidence",
            ),
        ),
        Group(
            N_("Delivery"),
            ("pieces_delivered", "delivered", "receipt", "received_by", "lots"),
        ),
    ),
    s.Output: (
        Group(
            N_("Output"),
            ("period_from", "period_until", "level", "pieces_made", "pieces_kept", "why"),
        ),
        Group(N_("National reserve"), ("reserve_pieces", "reserve_day", "reserve_source")),
    ),
    s.Certificate: (
        Group(
            N_("Certificate"),
            ("scheme", "number", "body", "body_id", "holder", "issued", "expires"),
        ),
        Group(N_("What it covers"), ("goods", "models", "standards", "lots", "links")),
        Group(N_("Proof"), ("looked_up_at", "looked_up", "evidence", "not_available")),
    ),
    s.Extract: (Group(N_("List"), ("list", "keeper", "day", "evidence")),),
    s.ListedName: (Group(N_("Name"), ("name", "code", "product", "other_firm")),),
    s.Evidence: (
        Group(N_("File"), ("file", "media_type", "size", "digest")),
        Group(
            N_("What it is"),
            ("proves", "kind", "language", "translation", "original_at", "not_available"),
        ),
    ),
    s.Destination: (
        Group(
            N_("Destination"), ("country", "placed_on_market", "public_purchase", "standard_route")
        ),
        Group(N_("Requirements"), ("standards_agreed", "requirements")),
        Group(
            N_("Undertakings"),
            (
                "importer_accepts_standard",
                "importer_no_medical_use",
                "exporter_answers_for_quality",
                "exporter_supplies_on_request",
            ),
        ),
        Group(N_("Label"), ("label_languages", "label_checked")),
    ),
    s.Paper: (
        Group(N_("Paper"), ("wished", "finish", "signatory")),
        Group(N_("Heading"), ("number", "place", "day", "addressee", "recipients")),
        Group(N_("Copies"), ("originals", "copies")),
    ),
    s.Move: (
        Group(N_("Step"), ("version", "kind", "day", "authority", "receipt", "number", "pieces")),
        Group(N_("Shipment"), ("shipment", "licence", "transport_document")),
        Group(N_("Query"), ("question", "working_days", "answer", "reason", "evidence")),
    ),
}

_COLUMNS: Mapping[type[Struct], tuple[str, ...]] = {
    s.Signatory: ("name", "position", "capacity"),
    s.Party: ("name", "name_local", "roles", "country"),
    s.ContractAnnex: ("number", "signed", "pieces_added"),
    s.Shipment: ("name", "state", "pieces", "planned", "shipped", "arrives"),
    s.Declaration: ("number", "state", "planned", "registered"),
    s.DeclaredLine: ("line", "pieces"),
    s.GoodsLine: ("kind", "name_english", "model", "pieces_declared", "unit_price", "packages"),
    s.Lot: ("number", "produced", "expires", "pieces"),
    s.Producer: ("name_local", "name_english", "code", "relation"),
    s.ProductionLine: ("name", "kind", "pieces_per_day", "runs_from"),
    s.BoughtIn: ("source", "kind", "pieces", "day"),
    s.Commitment: ("to", "kind", "pieces", "day"),
    s.Support: ("facility", "kind", "product", "pieces_pledged", "pieces_delivered", "standing"),
    s.Certificate: ("scheme", "number", "body", "goods", "issued", "expires"),
    s.Extract: ("list", "keeper", "day"),
    s.ListedName: ("name", "code", "product"),
    s.Evidence: ("file", "kind", "language", "proves"),
    s.Paper: ("form", "number", "day", "finish", "originals", "copies"),
    s.Move: ("version", "kind", "day", "authority", "number"),
}
