"""The closed lists a field chooses from: a code for the file, a label for the clerk."""

from collections.abc import Mapping
from datetime import timedelta, timezone

from maskdesk.language import N_

PRODUCT_KINDS = {
    "medical-mask": N_("Medical or surgical mask"),
    "respirator": N_("Respirator"),
    "non-medical-mask": N_("Non-medical mask"),
    "protective-suit": N_("Protective suit"),
    "goggles": N_("Goggles"),
    "face-shield": N_("Face shield"),
    "gloves": N_("Gloves"),
    "infrared-thermometer": N_("Infrared thermometer"),
    "ventilator": N_("Ventilator"),
    "test-kit": N_("Test kit"),
}

INTENDED_USES = {
    "medical": N_("Medical"),
    "workplace": N_("Workplace protection"),
    "daily": N_("Daily, non-medical"),
}

FASTENINGS = {
    "ear-loops": N_("Ear loops"),
    "head-bands": N_("Head bands"),
    "ties": N_("Ties"),
}

# UNECE Recommendation 20, the codes that count goods of this trade.
UNITS = {
    "C62": N_("Piece"),
    "PR": N_("Pair"),
    "SET": N_("Set"),
    "KT": N_("Kit"),
}

# UNECE Recommendation 21, the packages of this trade.
PACKAGES = {
    "CT": N_("Carton"),
    "BX": N_("Box"),
    "BG": N_("Bag"),
    "PX": N_("Pallet"),
    "PK": N_("Package"),
}

# ICC Incoterms 2020.
INCOTERMS = {
    "EXW": N_("EXW, ex works"),
    "FCA": N_("FCA, free carrier"),
    "CPT": N_("CPT, carriage paid to"),
    "CIP": N_("CIP, carriage and insurance paid to"),
    "DAP": N_("DAP, delivered at place"),
    "DPU": N_("DPU, delivered at place unloaded"),
    "DDP": N_("DDP, delivered duty paid"),
    "FAS": N_("FAS, free alongside ship"),
    "FOB": N_("FOB, free on board"),
    "CFR": N_("CFR, cost and freight"),
    "CIF": N_("CIF, cost, insurance and freight"),
}

EXPORTER_STATUSES = {
    "ordinary": N_("Ordinary enterprise"),
    "export-processing": N_("Export-processing enterprise"),
}

CAPACITIES = {
    "legal-representative": N_("Legal representative"),
    "by-authorisation": N_("By authorisation"),
}

PARTY_ROLES = {
    "buyer": N_("Buyer"),
    "importer": N_("Importer"),
    "consignee": N_("Consignee"),
    "notify-party": N_("Notify party"),
    "end-user": N_("End user"),
    "authorised-representative": N_("Authorised representative"),
    "responsible-person": N_("Responsible person"),
    "entrustor": N_("Entrustor"),
    "processing-principal": N_("Processing principal"),
    "customs-broker": N_("Customs broker"),
    "legal-manufacturer": N_("Legal manufacturer"),
    "consignor": N_("Consignor on the declaration"),
}

CONTRACT_TYPES = {
    "sale": N_("Sale"),
    "processing": N_("Processing for a foreign trader"),
    "aid": N_("Aid"),
    "entrustment": N_("Entrustment"),
}

SHIPMENT_STATES = {
    "planned": N_("Planned"),
    "shipped": N_("Shipped"),
    "delayed": N_("Delayed"),
    "cancelled": N_("Cancelled"),
}

DECLARATION_STATES = {
    "planned": N_("Planned"),
    "registered": N_("Registered"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}

PRODUCER_RELATIONS = {
    "own": N_("Own factory"),
    "bought": N_("Bought from this producer"),
    "toll": N_("Made for us on order"),
}

FACILITY_KINDS = {
    "health-facility": N_("Health facility"),
    "ministry-reserve": N_("Reserve of the health ministry"),
    "other-body": N_("Other body"),
}

SUPPORT_BASES = {
    "won-bid": N_("Won bid and contract"),
    "agreement": N_("Support agreement"),
    "reserve-sale": N_("Sale to the ministry's reserve"),
    "sale-on-request": N_("Sale on request"),
}

SUPPORT_STANDINGS = {
    "agreed": N_("Agreed"),
    "proposed": N_("Proposed, not agreed yet"),
}

OUTPUT_LEVELS = {
    "firm": N_("Output of the producer"),
    "country": N_("Output of the country"),
}

CERTIFICATE_SCHEMES = {
    "declaration-of-conformity": N_("Maker's declaration of conformity"),
    "eu-type-examination": N_("EU type-examination certificate (module B)"),
    "eu-production-check": N_("EU production surveillance (module C2 or D)"),
    "eu-device-certificate": N_("EU medical device certificate"),
    "fda-510k": N_("FDA 510(k) clearance"),
    "fda-eua": N_("FDA emergency use authorisation"),
    "fda-registration": N_("FDA establishment registration"),
    "niosh-approval": N_("NIOSH approval"),
    "csa-certification": N_("CSA certification"),
    "mdel": N_("Health Canada establishment licence"),
    "health-canada-order": N_("Health Canada interim order authorisation"),
    "nmpa-registration": N_("NMPA registration certificate"),
    "device-production-licence": N_("Medical device production licence"),
    "gmp-statement": N_("Statement of good manufacturing practice"),
    "export-sales-certificate": N_("Export sales certificate"),
    "destination-registration": N_("Registration or notification at the destination"),
    "destination-conformity": N_("Certificate of conformity for the destination"),
    "shipment-conformity": N_("Certificate of conformity for this shipment"),
    "importer-licence": N_("Importer's licence at the destination"),
    "import-permit": N_("Permit to import this consignment"),
    "free-sale-certificate": N_("Certificate of free sale"),
    "letter-of-authorisation": N_("Letter of authorisation"),
    "circulation-number": N_("Vietnamese circulation number"),
    "production-declaration": N_("Declaration of production conditions"),
    "iso-13485": N_("ISO 13485 certificate"),
    "test-report": N_("Test report"),
    "lab-accreditation": N_("Laboratory accreditation"),
    "export-licence": N_("Export licence"),
    "market-surveillance-release": N_("Release by market surveillance"),
    "other": N_("Other certificate"),
}

LISTS = {
    "mofcom-non-medical": N_("Producers of non-medical masks with foreign certification (MOFCOM)"),
    "mofcom-medical": N_("Producers of medical supplies with foreign certification (MOFCOM)"),
    "samr-sanctioned": N_("Non-medical masks and firms sanctioned at home (SAMR)"),
    "fda-appendix-a": N_("Appendix A of the FDA authorisation for respirators made in China"),
    "office": N_("A list of the office's own"),
}

EVIDENCE_KINDS = {
    "original": N_("Original"),
    "certified-copy": N_("Certified copy"),
    "scan": N_("Scan"),
}

STANDARD_ROUTES = {
    "chinese": N_("Quality standards of China"),
    "foreign": N_("Quality standards of a foreign country"),
}

FINISHES = {
    "signed": N_("Signed electronically"),
    "ink": N_("For ink and seal"),
}

PAPER_LANGUAGES = {
    "en": N_("English"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}

ORIGINS = {
    "VN": N_("Viet Nam"),
    "CN": N_("China"),
    "EU": N_("European Union"),
}

# Both keep one time all year; the Union has several, and a moment there counts in its own zone.
ORIGIN_ZONES: Mapping[str, timezone] = {
    "VN": timezone(timedelta(hours=7)),
    "CN": timezone(timedelta(hours=8)),
}

# What can happen to a sealed version; which may follow which is `rules.life`'s.
MOVES = {
    "handed-in": N_("Handed in"),
    "query": N_("Query by the authority"),
    "answered": N_("Query answered"),
    "accepted": N_("Accepted"),
    "shipped": N_("Shipment left"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}
