"""The sections of a dossier: every field described once, beside its name."""

# A field stands on one line of its own, so that sections read as lists.
# fmt: off

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from maskdesk.dossier import vocabulary as words
from maskdesk.dossier.fields import Field, Part, Rows, closed
from maskdesk.dossier.kinds import (
    MOST_PIECES,
    Choice,
    Choices,
    Country,
    Currency,
    Day,
    Digest,
    Identifier,
    Link,
    Links,
    Measure,
    Moment,
    Money,
    Prose,
    Text,
    Texts,
    Whole,
    YesNo,
)
from maskdesk.dossier.unread import Unread
from maskdesk.language import N_

Days = date | Unread | None
Moments = Annotated[datetime, Meta(tz=True)] | Unread | None
Number = Annotated[int, Meta(ge=0, le=MOST_PIECES)] | Unread | None
Figure = Decimal | Unread | None
Word = str | Unread | None
Words = tuple[Annotated[str, Meta(min_length=1)], ...] | Unread
Answer = bool | Unread | None


MOST_ID_SIGNS = 40


# Nothing in a dossier can lead back to itself, so the collector need not go through it: with the
# rows of a large one it would stop the keys for a quarter of a second, from any thread.
class Section(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """A part of the dossier; every field may be empty, for a half-filled dossier is legal."""

    def __init_subclass__(cls) -> None:
        """Let the type of a field whose kind has a closed list admit that list alone.

        So a stored code is told from damage while it is decoded, and like codes share one text.
        """
        cls.__annotations__ = {name: closed(hint) for name, hint in cls.__annotations__.items()}


class Row(Section, frozen=True, kw_only=True):
    """One of a list of like things, known for ever by its id.

    `named_by` lists the members that name a row to the clerk; of a group the first one filled.
    """

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: Annotated[str, Meta(min_length=1, max_length=MOST_ID_SIGNS)]


class Head(Section, frozen=True, kw_only=True):
    """What this dossier is and under which packs it is prepared."""

    reference: Annotated[Word, Field(N_("Reference"), Text(), N_("Your own name for this consignment; it stands on every paper."), copying="dropped")] = None
    origin: Annotated[Word, Field(N_("Origin"), Choice(labels=words.ORIGINS))] = None
    basis: Annotated[Words, Field(N_("Also prepared under (draft packs)"), Texts(), N_("Packs in force apply always; name draft packs here to prepare under them too."))] = ()
    languages: Annotated[Words, Field(N_("Languages of the papers"), Choices(labels=words.PAPER_LANGUAGES))] = ()
    version: Annotated[Number, Field(N_("Version"), Whole())] = 1
    amends: Annotated[Word, Field(N_("Amends"), Text(), copying="dropped")] = None
    note: Annotated[Word, Field(N_("Note"), Prose(), copying="dropped")] = None


class Signatory(Row, frozen=True, kw_only=True):
    """Somebody who signs for the exporter, and by what right."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    name: Annotated[Word, Field(N_("Name"), Text())] = None
    position: Annotated[Word, Field(N_("Position"), Text())] = None
    position_english: Annotated[Word, Field(N_("Position in English"), Text())] = None
    capacity: Annotated[Word, Field(N_("Capacity"), Choice(labels=words.CAPACITIES))] = None
    authorisation_number: Annotated[Word, Field(N_("Authorisation number"), Text())] = None
    authorisation_day: Annotated[Days, Field(N_("Authorised on"), Day())] = None
    scope: Annotated[Word, Field(N_("Scope of the authorisation"), Prose())] = None
    until: Annotated[Days, Field(N_("Authorised until"), Day())] = None


class Exporter(Section, frozen=True, kw_only=True):
    """The firm that exports and hands in the papers."""

    name_local: Annotated[Word, Field(N_("Name in the local language"), Text())] = None
    name_english: Annotated[Word, Field(N_("Name in English"), Text())] = None
    tax_code: Annotated[Word, Field(N_("Tax code or unified social credit code"), Identifier(scheme="enterprise"))] = None
    customs_code: Annotated[Word, Field(N_("Customs code"), Identifier(scheme="customs"))] = None
    address_local: Annotated[Word, Field(N_("Address in the local language"), Prose())] = None
    address_english: Annotated[Word, Field(N_("Address in English"), Prose())] = None
    place: Annotated[Word, Field(N_("Place where papers are issued"), Text(), N_("The city that stands before the day on a letter."))] = None
    country: Annotated[Word, Field(N_("Country of the exporter"), Country())] = None
    phone: Annotated[Word, Field(N_("Telephone"), Text())] = None
    email: Annotated[Word, Field(N_("E-mail"), Text())] = None
    status: Annotated[Word, Field(N_("Status of the firm"), Choice(labels=words.EXPORTER_STATUSES))] = None
    investment_certificate: Annotated[Word, Field(N_("Investment certificate number"), Text())] = None
    investment_certificate_day: Annotated[Days, Field(N_("Investment certificate issued on"), Day())] = None
    investment_certificate_issuer: Annotated[Word, Field(N_("Investment certificate issued by"), Text())] = None
    signatories: Annotated[tuple[Signatory, ...], Rows(N_("Signatories"), N_("Signatory"))] = ()


class Party(Row, frozen=True, kw_only=True):
    """A firm or person with a part in this consignment."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "name_local"),)

    roles: Annotated[Words, Field(N_("Roles"), Choices(labels=words.PARTY_ROLES))] = ()
    name: Annotated[Word, Field(N_("Name"), Text())] = None
    name_local: Annotated[Word, Field(N_("Name in its own script"), Text())] = None
    address: Annotated[Word, Field(N_("Address"), Prose())] = None
    country: Annotated[Word, Field(N_("Country"), Country())] = None
    identifier: Annotated[Word, Field(N_("Identifier at the destination"), Identifier(), N_("For example an EORI, SRN, FEI or licence number."))] = None
    contact: Annotated[Word, Field(N_("Contact person"), Text())] = None
    email: Annotated[Word, Field(N_("E-mail"), Text())] = None
    phone: Annotated[Word, Field(N_("Telephone"), Text())] = None


class ContractAnnex(Row, frozen=True, kw_only=True):
    """A later paper to the contract that adds pieces."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("number",),)

    number: Annotated[Word, Field(N_("Annex number"), Text())] = None
    signed: Annotated[Days, Field(N_("Signed on"), Day())] = None
    pieces_added: Annotated[Number, Field(N_("Pieces added"), Whole())] = None


class Assignment(Section, frozen=True, kw_only=True):
    """The State's order to export, for aid carried out by the Government."""

    issuer: Annotated[Word, Field(N_("Assigned by"), Text(), copying="dropped")] = None
    number: Annotated[Word, Field(N_("Assignment number"), Text(), copying="dropped")] = None
    day: Annotated[Days, Field(N_("Assigned on"), Day(), copying="dropped")] = None


class Contract(Section, frozen=True, kw_only=True):
    """What was agreed with the foreign side."""

    number: Annotated[Word, Field(N_("Contract number"), Text(), copying="dropped")] = None
    type: Annotated[Word, Field(N_("Type of contract"), Choice(labels=words.CONTRACT_TYPES))] = None
    signed: Annotated[Days, Field(N_("Contract signed on"), Day(), copying="dropped")] = None
    in_force: Annotated[Days, Field(N_("In force from"), Day(), copying="dropped")] = None
    pieces_ordered: Annotated[Number, Field(N_("Pieces ordered"), Whole(), copying="confirmed")] = None
    tolerance: Annotated[Figure, Field(N_("Quantity tolerance, %"), Measure(unit="%"))] = None
    incoterm: Annotated[Word, Field(N_("Delivery term (Incoterms 2020)"), Choice(labels=words.INCOTERMS))] = None
    incoterm_place: Annotated[Word, Field(N_("Named place"), Text(), copying="confirmed")] = None
    currency: Annotated[Word, Field(N_("Currency"), Currency())] = None
    value: Annotated[Figure, Field(N_("Contract value"), Money(), copying="confirmed")] = None
    payment: Annotated[Word, Field(N_("Terms of payment"), Text())] = None
    invoice_number: Annotated[Word, Field(N_("Invoice number"), Text(), copying="dropped")] = None
    annexes: Annotated[tuple[ContractAnnex, ...], Rows(N_("Annexes to the contract"), N_("Annex"), copying="dropped")] = ()
    assignment: Annotated[Assignment, Part(N_("Government assignment"))] = Assignment()


class Shipment(Row, frozen=True, kw_only=True):
    """One call-off of the contract."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    name: Annotated[Word, Field(N_("Call-off"), Text())] = None
    state: Annotated[Word, Field(N_("State"), Choice(labels=words.SHIPMENT_STATES))] = None
    pieces: Annotated[Number, Field(N_("Pieces"), Whole())] = None
    planned: Annotated[Days, Field(N_("Planned to leave on"), Day())] = None
    deliver_from: Annotated[Days, Field(N_("Delivery window from"), Day())] = None
    deliver_until: Annotated[Days, Field(N_("Delivery window until"), Day())] = None
    shipped: Annotated[Days, Field(N_("Left on"), Day())] = None
    licence: Annotated[Word, Field(N_("Left under licence"), Link(to="moves"), N_("Choose one only where more than one licence was given."))] = None
    arrives: Annotated[Days, Field(N_("Arrives on"), Day())] = None


class DeclaredLine(Row, frozen=True, kw_only=True):
    """How many pieces of one goods line stand on one declaration."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("line",),)

    line: Annotated[Word, Field(N_("Goods line"), Link(to="goods"))] = None
    pieces: Annotated[Number, Field(N_("Pieces declared"), Whole())] = None


class Declaration(Row, frozen=True, kw_only=True):
    """One export declaration to customs."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("number", "planned"),)

    number: Annotated[Word, Field(N_("Declaration number"), Identifier(scheme="declaration"))] = None
    state: Annotated[Word, Field(N_("State"), Choice(labels=words.DECLARATION_STATES))] = None
    planned: Annotated[Days, Field(N_("Planned for"), Day())] = None
    registered: Annotated[Moments, Field(N_("Registered at"), Moment())] = None
    lines: Annotated[tuple[DeclaredLine, ...], Rows(N_("Lines of this declaration"), N_("Declared line"))] = ()


class Customs(Section, frozen=True, kw_only=True):
    """How the goods pass customs and travel."""

    type_code: Annotated[Word, Field(N_("Type code or supervision mode"), Text())] = None
    office: Annotated[Word, Field(N_("Customs office"), Text())] = None
    gate: Annotated[Word, Field(N_("Border gate"), Text())] = None
    port_of_loading: Annotated[Word, Field(N_("Port of loading (UN/LOCODE)"), Identifier(scheme="unlocode"))] = None
    port_of_discharge: Annotated[Word, Field(N_("Port of discharge (UN/LOCODE)"), Identifier(scheme="unlocode"), copying="confirmed")] = None
    transport_document: Annotated[Word, Field(N_("Transport document"), Text(), copying="dropped")] = None
    broker_authority: Annotated[Word, Field(N_("Broker's authority, number"), Text())] = None
    broker_authority_day: Annotated[Days, Field(N_("Broker authorised on"), Day(), copying="dropped")] = None
    broker_authority_until: Annotated[Days, Field(N_("Broker authorised until"), Day())] = None
    broker_scope: Annotated[Word, Field(N_("What the broker may do"), Prose())] = None
    vessel: Annotated[Word, Field(N_("Vessel, flight or vehicle"), Text(), copying="dropped")] = None
    shipped: Annotated[Days, Field(N_("Leaves on"), Day(), copying="dropped")] = None
    arrives: Annotated[Days, Field(N_("Arrives on"), Day(), copying="dropped")] = None
    declarations: Annotated[tuple[Declaration, ...], Rows(N_("Declarations"), N_("Declaration"), copying="dropped")] = ()


class Lot(Row, frozen=True, kw_only=True):
    """One production lot of a goods line."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("number",),)

    number: Annotated[Word, Field(N_("Lot number"), Text())] = None
    produced: Annotated[Days, Field(N_("Produced on"), Day())] = None
    expires: Annotated[Days, Field(N_("Expires on"), Day())] = None
    pieces: Annotated[Number, Field(N_("Pieces"), Whole())] = None


class GoodsLine(Row, frozen=True, kw_only=True):
    """One kind of goods in this consignment. Quantities ordered, declared, loaded and received differ."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name_english", "name_vietnamese", "name_chinese"), ("model",))

    kind: Annotated[Word, Field(N_("Kind of product"), Choice(labels=words.PRODUCT_KINDS))] = None
    use: Annotated[Word, Field(N_("Intended use"), Choice(labels=words.INTENDED_USES))] = None
    sterile: Annotated[Answer, Field(N_("Sterile"), YesNo())] = None
    filter_class: Annotated[Word, Field(N_("Class printed on the goods"), Text(), N_("For example FFP2, N95, KN95, Type IIR."))] = None
    fastening: Annotated[Word, Field(N_("Fastening"), Choice(labels=words.FASTENINGS))] = None
    model: Annotated[Word, Field(N_("Model"), Text())] = None
    brand: Annotated[Word, Field(N_("Brand"), Text())] = None
    name_english: Annotated[Word, Field(N_("Name in English"), Text())] = None
    name_vietnamese: Annotated[Word, Field(N_("Name in Vietnamese"), Text())] = None
    name_chinese: Annotated[Word, Field(N_("Name in Chinese"), Text())] = None
    pack_wording: Annotated[Word, Field(N_("Wording on the pack"), Prose())] = None
    pack_checked: Annotated[Answer, Field(N_("Pack checked: no medical wording or mark"), YesNo(), copying="dropped")] = None
    slip_in_pack: Annotated[Answer, Field(N_("Conformity slip in each smallest pack"), YesNo(), copying="dropped")] = None
    ce_mark: Annotated[Answer, Field(N_("Bears the CE mark"), YesNo())] = None
    ce_body: Annotated[Word, Field(N_("Body's number beside the CE mark"), Identifier())] = None
    hs_origin: Annotated[Word, Field(N_("HS code at origin"), Identifier(scheme="hs"))] = None
    hs_origin_year: Annotated[Number, Field(N_("Year of the nomenclature at origin"), Whole())] = None
    hs_destination: Annotated[Word, Field(N_("HS code at destination"), Identifier(scheme="hs"))] = None
    hs_destination_year: Annotated[Number, Field(N_("Year of the nomenclature at destination"), Whole())] = None
    country_of_origin: Annotated[Word, Field(N_("Country of origin"), Country())] = None
    lies_in: Annotated[Word, Field(N_("Country where the goods lie"), Country(), N_("If it is not the exporter's."))] = None
    standards: Annotated[Words, Field(N_("Standards with edition"), Texts(), N_("For example EN 14683:2025."))] = ()
    composition: Annotated[Word, Field(N_("Composition"), Prose())] = None
    export_only: Annotated[Answer, Field(N_("Made for export only"), YesNo())] = None
    pieces_ordered: Annotated[Number, Field(N_("Pieces ordered"), Whole(), copying="confirmed")] = None
    pieces_declared: Annotated[Number, Field(N_("Pieces declared"), Whole(), copying="confirmed")] = None
    pieces_loaded: Annotated[Number, Field(N_("Pieces loaded"), Whole(), copying="dropped")] = None
    pieces_received: Annotated[Number, Field(N_("Pieces received"), Whole(), copying="dropped")] = None
    unit: Annotated[Word, Field(N_("Unit (UNECE Rec. 20)"), Choice(labels=words.UNITS))] = None
    unit_price: Annotated[Figure, Field(N_("Unit price"), Money(), copying="confirmed")] = None
    package: Annotated[Word, Field(N_("Kind of package (UNECE Rec. 21)"), Choice(labels=words.PACKAGES))] = None
    pieces_per_inner: Annotated[Number, Field(N_("Pieces per inner box"), Whole())] = None
    pieces_per_carton: Annotated[Number, Field(N_("Pieces per carton"), Whole())] = None
    cartons_per_pallet: Annotated[Number, Field(N_("Cartons per pallet"), Whole())] = None
    packages: Annotated[Number, Field(N_("Packages"), Whole(), copying="confirmed")] = None
    net_kg: Annotated[Figure, Field(N_("Net weight, kg"), Measure(unit="kg"), copying="confirmed")] = None
    gross_kg: Annotated[Figure, Field(N_("Gross weight, kg"), Measure(unit="kg"), copying="confirmed")] = None
    volume_m3: Annotated[Figure, Field(N_("Volume, m³"), Measure(unit="m3"), copying="confirmed")] = None
    marks: Annotated[Word, Field(N_("Shipping marks"), Prose(), copying="confirmed")] = None
    producer: Annotated[Word, Field(N_("Producer"), Link(to="producers"))] = None
    legal_manufacturer: Annotated[Word, Field(N_("Legal manufacturer"), Link(to="parties"))] = None
    lots: Annotated[tuple[Lot, ...], Rows(N_("Lots"), N_("Lot"), copying="dropped")] = ()


class ProductionLine(Row, frozen=True, kw_only=True):
    """A machine line and what it makes a day."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    name: Annotated[Word, Field(N_("Line"), Text())] = None
    kind: Annotated[Word, Field(N_("Kind of product"), Choice(labels=words.PRODUCT_KINDS))] = None
    pieces_per_day: Annotated[Number, Field(N_("Pieces a day"), Whole())] = None
    runs_from: Annotated[Days, Field(N_("Runs from"), Day())] = None


class BoughtIn(Row, frozen=True, kw_only=True):
    """Goods of somebody else that this producer delivers."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("source",),)

    source: Annotated[Word, Field(N_("Bought from"), Text())] = None
    kind: Annotated[Word, Field(N_("Kind of product"), Choice(labels=words.PRODUCT_KINDS))] = None
    pieces: Annotated[Number, Field(N_("Pieces"), Whole())] = None
    day: Annotated[Days, Field(N_("Received on"), Day())] = None


class Commitment(Row, frozen=True, kw_only=True):
    """Pieces promised to somebody else."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("to",),)

    to: Annotated[Word, Field(N_("Promised to"), Text())] = None
    kind: Annotated[Word, Field(N_("Kind of product"), Choice(labels=words.PRODUCT_KINDS))] = None
    pieces: Annotated[Number, Field(N_("Pieces"), Whole())] = None
    day: Annotated[Days, Field(N_("Due on"), Day())] = None


class Producer(Row, frozen=True, kw_only=True):
    """A factory that makes goods of this consignment."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name_local", "name_english"),)

    name_local: Annotated[Word, Field(N_("Name in the local language"), Text())] = None
    name_english: Annotated[Word, Field(N_("Name in English"), Text())] = None
    code: Annotated[Word, Field(N_("Tax code or unified social credit code"), Identifier(scheme="enterprise"))] = None
    address: Annotated[Word, Field(N_("Address"), Prose())] = None
    province: Annotated[Word, Field(N_("Province"), Text())] = None
    country: Annotated[Word, Field(N_("Country"), Country())] = None
    relation: Annotated[Word, Field(N_("Relation to the exporter"), Choice(labels=words.PRODUCER_RELATIONS))] = None
    authorisation_number: Annotated[Word, Field(N_("Producer's authorisation number"), Text())] = None
    authorisation_day: Annotated[Days, Field(N_("Authorised on"), Day())] = None
    cleanroom_class: Annotated[Word, Field(N_("Clean-room class"), Text())] = None
    cleanroom_report: Annotated[Word, Field(N_("Clean-room test report"), Text())] = None
    cleanroom_until: Annotated[Days, Field(N_("Clean-room report valid until"), Day())] = None
    opening_stock: Annotated[Number, Field(N_("Opening stock, pieces"), Whole(), copying="confirmed")] = None
    opening_day: Annotated[Days, Field(N_("Stock counted on"), Day(), copying="dropped")] = None
    lines: Annotated[tuple[ProductionLine, ...], Rows(N_("Production lines"), N_("Production line"))] = ()
    bought_in: Annotated[tuple[BoughtIn, ...], Rows(N_("Bought in"), N_("Purchase"), copying="dropped")] = ()
    commitments: Annotated[tuple[Commitment, ...], Rows(N_("Other commitments"), N_("Commitment"), copying="dropped")] = ()


class Support(Row, frozen=True, kw_only=True):
    """What one domestic facility has been sold or given."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("facility",),)

    facility: Annotated[Word, Field(N_("Facility"), Text())] = None
    address: Annotated[Word, Field(N_("Address of the facility"), Prose())] = None
    representative: Annotated[Word, Field(N_("Represented by"), Text())] = None
    representative_position: Annotated[Word, Field(N_("Position of the representative"), Text())] = None
    kind: Annotated[Word, Field(N_("Kind of facility"), Choice(labels=words.FACILITY_KINDS))] = None
    province: Annotated[Word, Field(N_("Province"), Text())] = None
    basis: Annotated[Word, Field(N_("Basis"), Choice(labels=words.SUPPORT_BASES))] = None
    award_number: Annotated[Word, Field(N_("Award number"), Text())] = None
    award_day: Annotated[Days, Field(N_("Awarded on"), Day())] = None
    contract_number: Annotated[Word, Field(N_("Purchase contract number"), Text())] = None
    contract_day: Annotated[Days, Field(N_("Purchase contract signed on"), Day())] = None
    agreement_number: Annotated[Word, Field(N_("Support agreement number"), Text())] = None
    agreement_day: Annotated[Days, Field(N_("Support agreement signed on"), Day())] = None
    product: Annotated[Word, Field(N_("Kind of product"), Choice(labels=words.PRODUCT_KINDS))] = None
    pieces_pledged: Annotated[Number, Field(N_("Pieces pledged"), Whole())] = None
    pieces_delivered: Annotated[Number, Field(N_("Pieces delivered"), Whole())] = None
    delivered: Annotated[Days, Field(N_("Delivered on"), Day())] = None
    receipt: Annotated[Word, Field(N_("Receipt"), Text())] = None
    received_by: Annotated[Word, Field(N_("Received by"), Text())] = None
    lots: Annotated[Words, Field(N_("Lots handed over"), Texts())] = ()
    declaration: Annotated[Word, Field(N_("Counted for declaration"), Link(to="customs.declarations"))] = None
    standing: Annotated[Word, Field(N_("Standing"), Choice(labels=words.SUPPORT_STANDINGS), N_("A proposed row does not count until its agreement exists."))] = None
    evidence: Annotated[Words, Field(N_("Evidence"), Links(to="evidence"))] = ()


class Output(Section, frozen=True, kw_only=True):
    """What was made and kept at home, with the period and level the figures cover."""

    period_from: Annotated[Days, Field(N_("Period from"), Day(), copying="dropped")] = None
    period_until: Annotated[Days, Field(N_("Period until"), Day(), copying="dropped")] = None
    level: Annotated[Word, Field(N_("Whose output"), Choice(labels=words.OUTPUT_LEVELS))] = None
    why: Annotated[Word, Field(N_("Why this period and level"), Prose())] = None
    pieces_made: Annotated[Number, Field(N_("Pieces made"), Whole(), copying="dropped")] = None
    pieces_kept: Annotated[Number, Field(N_("Pieces kept for domestic use"), Whole(), copying="dropped")] = None
    reserve_pieces: Annotated[Number, Field(N_("National reserve, pieces"), Whole(), copying="dropped")] = None
    reserve_day: Annotated[Days, Field(N_("Reserve as of"), Day(), copying="dropped")] = None
    reserve_source: Annotated[Word, Field(N_("Source of that figure"), Text(), copying="dropped")] = None


class Certificate(Row, frozen=True, kw_only=True):
    """A paper of somebody else that says the goods are fit."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("scheme",), ("number",))

    scheme: Annotated[Word, Field(N_("Scheme"), Choice(labels=words.CERTIFICATE_SCHEMES))] = None
    number: Annotated[Word, Field(N_("Certificate number"), Identifier())] = None
    body: Annotated[Word, Field(N_("Issuing body"), Text())] = None
    body_id: Annotated[Word, Field(N_("Body's number"), Identifier())] = None
    holder: Annotated[Word, Field(N_("Holder"), Text())] = None
    models: Annotated[Words, Field(N_("Models"), Texts())] = ()
    standards: Annotated[Words, Field(N_("Standards with edition"), Texts())] = ()
    issued: Annotated[Days, Field(N_("Issued on"), Day())] = None
    expires: Annotated[Days, Field(N_("Expires on"), Day())] = None
    looked_up_at: Annotated[Word, Field(N_("Looked up at"), Text())] = None
    looked_up: Annotated[Days, Field(N_("Looked up on"), Day(), copying="dropped")] = None
    goods: Annotated[Words, Field(N_("Goods lines it covers"), Links(to="goods"))] = ()
    lots: Annotated[Words, Field(N_("Lots it covers"), Texts(), copying="dropped")] = ()
    links: Annotated[Words, Field(N_("Belongs to certificates"), Links(to="certificates"))] = ()
    not_available: Annotated[Word, Field(N_("Not available because"), Prose())] = None
    evidence: Annotated[Words, Field(N_("Evidence"), Links(to="evidence"))] = ()


class ListedName(Row, frozen=True, kw_only=True):
    """One name on a printed list."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "code"),)

    name: Annotated[Word, Field(N_("Name"), Text())] = None
    code: Annotated[Word, Field(N_("Code"), Identifier(scheme="enterprise"))] = None
    product: Annotated[Word, Field(N_("Product"), Text())] = None
    other_firm: Annotated[Answer, Field(N_("Another firm than ours"), YesNo(), N_("Say yes if the name is only like that of one of your producers."))] = None


class Extract(Row, frozen=True, kw_only=True):
    """A dated list as it was printed on one day, kept as evidence."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("list",), ("day",))

    list: Annotated[Word, Field(N_("List"), Choice(labels=words.LISTS))] = None
    keeper: Annotated[Word, Field(N_("Kept by"), Text())] = None
    day: Annotated[Days, Field(N_("Printed on"), Day())] = None
    rows: Annotated[tuple[ListedName, ...], Rows(N_("Names on the list"), N_("Name"))] = ()
    evidence: Annotated[Words, Field(N_("Evidence"), Links(to="evidence"))] = ()


class Evidence(Row, frozen=True, kw_only=True):
    """An attached file that proves something."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("file",),)

    file: Annotated[Word, Field(N_("File name"), Text())] = None
    digest: Annotated[Word, Field(N_("SHA-256"), Digest())] = None
    size: Annotated[Number, Field(N_("Size, bytes"), Whole())] = None
    media_type: Annotated[Word, Field(N_("Type of file"), Text())] = None
    proves: Annotated[Word, Field(N_("What it proves"), Text())] = None
    kind: Annotated[Word, Field(N_("Original, copy or scan"), Choice(labels=words.EVIDENCE_KINDS))] = None
    language: Annotated[Word, Field(N_("Language"), Text())] = None
    translation: Annotated[Word, Field(N_("Translated in"), Link(to="evidence"))] = None
    original_at: Annotated[Word, Field(N_("Where the original lies"), Text())] = None
    not_available: Annotated[Word, Field(N_("Not available because"), Prose())] = None


class Destination(Section, frozen=True, kw_only=True):
    """Where the goods go and what each side takes upon itself."""

    country: Annotated[Word, Field(N_("Country of destination"), Country(), copying="confirmed")] = None
    placed_on_market: Annotated[Days, Field(N_("Placed on the market on"), Day(), N_("If unknown, the day of arrival is used."), copying="dropped")] = None
    public_purchase: Annotated[Answer, Field(N_("Bought by public bodies for health workers only"), YesNo())] = None
    standard_route: Annotated[Word, Field(N_("Standard declared"), Choice(labels=words.STANDARD_ROUTES))] = None
    standards_agreed: Annotated[Words, Field(N_("Standards agreed with the importer"), Texts())] = ()
    requirements: Annotated[Word, Field(N_("Requirements of the destination"), Prose(), N_("The destination's quality and safety requirements the goods meet, as you state them."), copying="confirmed")] = None
    importer_accepts_standard: Annotated[Answer, Field(N_("Importer accepts the quality standard"), YesNo(), copying="dropped")] = None
    importer_no_medical_use: Annotated[Answer, Field(N_("Importer will not put the goods to medical use"), YesNo(), copying="dropped")] = None
    exporter_answers_for_quality: Annotated[Answer, Field(N_("Exporter answers for the quality of the goods"), YesNo(), copying="dropped")] = None
    exporter_supplies_on_request: Annotated[Answer, Field(N_("Exporter sells to health facilities when asked"), YesNo(), copying="dropped")] = None
    label_languages: Annotated[Words, Field(N_("Languages of the label"), Texts())] = ()
    label_checked: Annotated[Answer, Field(N_("Label shows nothing on sovereignty disputes"), YesNo(), copying="dropped")] = None


class Paper(Row, frozen=True, kw_only=True):
    """What the clerk settles for one paper: number, place, day, addressee, copies, who signs."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("form",),)

    form: Annotated[Word, Field(N_("Paper"), Text())] = None
    subject: Annotated[Word, Field(N_("About"), Text(), N_("The row this paper is about, where there is one paper for each."), copying="dropped")] = None
    wished: Annotated[Answer, Field(N_("Make it on wish"), YesNo())] = None
    number: Annotated[Word, Field(N_("Number"), Text(), copying="dropped")] = None
    place: Annotated[Word, Field(N_("Place"), Text())] = None
    day: Annotated[Days, Field(N_("Day"), Day(), copying="dropped")] = None
    addressee: Annotated[Word, Field(N_("Addressee"), Prose())] = None
    recipients: Annotated[Words, Field(N_("Recipients"), Texts())] = ()
    originals: Annotated[Number, Field(N_("Originals"), Whole())] = None
    copies: Annotated[Number, Field(N_("Copies"), Whole())] = None
    signatory: Annotated[Word, Field(N_("Signatory"), Link(to="exporter.signatories"))] = None
    finish: Annotated[Word, Field(N_("How it is finished"), Choice(labels=words.FINISHES))] = None


# Some four years: no authority waits longer, and a slip of the hand must not count for ever.
MOST_WORKING_DAYS = 1000


class Move(Row, frozen=True, kw_only=True):
    """One step in the life of a sealed version after it was handed in."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("kind",), ("number",), ("day",))

    version: Annotated[Number, Field(N_("Version"), Whole())] = None
    kind: Annotated[Word, Field(N_("What happened"), Choice(labels=words.MOVES))] = None
    day: Annotated[Days, Field(N_("On"), Day())] = None
    authority: Annotated[Word, Field(N_("Authority"), Text())] = None
    receipt: Annotated[Word, Field(N_("Receipt number"), Text())] = None
    question: Annotated[Word, Field(N_("Question"), Prose())] = None
    working_days: Annotated[Number, Field(N_("Working days to answer"), Whole())] = None
    answer: Annotated[Word, Field(N_("Answer"), Prose())] = None
    number: Annotated[Word, Field(N_("Number given by the authority"), Text())] = None
    pieces: Annotated[Number, Field(N_("Pieces licensed or shipped"), Whole())] = None
    shipment: Annotated[Word, Field(N_("Shipment that left"), Link(to="shipments"), N_("Named, it is not counted twice where its own row says that it left."))] = None
    licence: Annotated[Word, Field(N_("Left under licence"), Link(to="moves"))] = None
    transport_document: Annotated[Word, Field(N_("Transport document"), Text())] = None
    reason: Annotated[Word, Field(N_("Reason"), Prose())] = None
    corrected: Annotated[Word, Field(N_("Why it was corrected"), Prose(), N_("What was recorded before stays in the history."))] = None
    evidence: Annotated[Words, Field(N_("Evidence"), Links(to="evidence"))] = ()


class Acknowledgement(Row, frozen=True, kw_only=True):
    """The clerk looked at a finding, with the numbers it showed, and says why it stands."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("finding",),)

    finding: Annotated[Word, Field(N_("Finding"), Text())] = None
    reason: Annotated[Word, Field(N_("Reason"), Prose())] = None
    seen: Annotated[Word, Field(N_("Numbers seen"), Text())] = None


class Copied(Row, frozen=True, kw_only=True):
    """A field that came from another consignment and normally differs: to be changed or confirmed."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("place",),)

    place: Annotated[Word, Field(N_("Field"), Text())] = None
    was: Annotated[Word, Field(N_("Copied value"), Text())] = None
    confirmed: Annotated[Answer, Field(N_("Confirmed"), YesNo())] = None


class Override(Row, frozen=True, kw_only=True):
    """A named person goes on although a finding of an unofficial source says no."""

    named_by: ClassVar[tuple[tuple[str, ...], ...]] = (("finding",),)

    finding: Annotated[Word, Field(N_("Finding"), Text())] = None
    name: Annotated[Word, Field(N_("Decided by"), Text())] = None
    reason: Annotated[Word, Field(N_("Reason"), Prose())] = None
    seen: Annotated[Word, Field(N_("Numbers seen"), Text())] = None


class Dossier(Section, frozen=True, kw_only=True):
    """All that one consignment's papers rest on."""

    id: str = ""
    head: Annotated[Head, Part(N_("Head"))] = Head()
    exporter: Annotated[Exporter, Part(N_("Exporter"))] = Exporter()
    parties: Annotated[tuple[Party, ...], Rows(N_("Parties"), N_("Party"))] = ()
    contract: Annotated[Contract, Part(N_("Contract"))] = Contract()
    shipments: Annotated[tuple[Shipment, ...], Rows(N_("Shipments"), N_("Shipment"), copying="dropped")] = ()
    customs: Annotated[Customs, Part(N_("Customs"))] = Customs()
    goods: Annotated[tuple[GoodsLine, ...], Rows(N_("Goods"), N_("Goods line"))] = ()
    producers: Annotated[tuple[Producer, ...], Rows(N_("Producers"), N_("Producer"))] = ()
    support: Annotated[tuple[Support, ...], Rows(N_("Domestic support"), N_("Facility"), copying="dropped")] = ()
    output: Annotated[Output, Part(N_("Output and reserve"))] = Output()
    certificates: Annotated[tuple[Certificate, ...], Rows(N_("Certificates"), N_("Certificate"))] = ()
    extracts: Annotated[tuple[Extract, ...], Rows(N_("Lists"), N_("List"), copying="dropped")] = ()
    evidence: Annotated[tuple[Evidence, ...], Rows(N_("Evidence"), N_("File"))] = ()
    destination: Annotated[Destination, Part(N_("Destination"))] = Destination()
    papers: Annotated[tuple[Paper, ...], Rows(N_("Papers"), N_("Paper"))] = ()
    moves: Annotated[tuple[Move, ...], Rows(N_("Hand-in"), N_("Step"), copying="dropped")] = ()
    copied: Annotated[tuple[Copied, ...], Rows(N_("Copied, to be confirmed"), N_("Copied field"), copying="dropped")] = ()
    acknowledgements: Annotated[tuple[Acknowledgement, ...], Rows(N_("Acknowledged"), N_("Acknowledgement"), copying="dropped")] = ()
    overrides: Annotated[tuple[Override, ...], Rows(N_("Overridden"), N_("Override"), copying="dropped")] = ()
