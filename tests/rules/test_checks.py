"""Every check of the closed vocabulary on dossiers that meet it, fail it and do not say."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier import sections as s
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.law.pack import LegalValue
from maskdesk.rules.finding import Finding
from maskdesk.rules.vocabulary import CHECKS
from rules.asking import DAY, SHIPMENT, ask, value, with_line, with_lines


class Case(Struct, frozen=True, kw_only=True):
    """A check with its parameters on a dossier, and all it should say."""

    check: str
    asked: dict[str, Any]
    dossier: Dossier
    answer: str
    places: tuple[str, ...] = ()
    numbers: dict[str, object] = {}
    values: tuple[LegalValue, ...] = ()
    returned: frozenset[str] = frozenset()


def case(check: str, asked: dict[str, Any], dossier: Dossier, answer: str, *places: str,
         values: tuple[LegalValue, ...] = (), returned: tuple[str, ...] = (),
         **numbers: object) -> Case:  # fmt: skip
    return Case(
        check=check,
        asked=asked,
        dossier=dossier,
        answer=answer,
        places=places,
        numbers=numbers,
        values=values,
        returned=frozenset(returned),
    )


def dossier(**changes: Any) -> Dossier:
    """The consignment with other sections."""
    return replace(SHIPMENT, **changes)


def contract(**changes: Any) -> Dossier:
    return dossier(contract=replace(SHIPMENT.contract, **changes))


UNREADABLE = Unread(typed="?")
TWO = with_lines(
    s.GoodsLine(id="g1", kind="medical-mask", model="A", hs_origin="630790"),
    s.GoodsLine(id="g2", kind="medical-mask", hs_origin=UNREADABLE),
)
LOTS = {"fields": ["goods[].lots[].number"]}
NUMBER = {"fields": ["contract.number"]}

FILLED = [
    case("filled", NUMBER, SHIPMENT, "met", missing=0),
    case("filled", NUMBER, contract(number=None), "unfilled", "contract.number", missing=1),
    case("filled", NUMBER, contract(number=""), "unfilled", "contract.number", missing=1),
    case("filled", NUMBER, contract(number=" \n"), "unfilled", "contract.number", missing=1),
    case("filled", NUMBER, contract(number=UNREADABLE), "unfilled", "contract.number", missing=1),
    case("filled", {"fields": ["contract.pieces_ordered"]}, contract(pieces_ordered=0), "met"),
    case("filled", {"fields": ["goods[].sterile"]}, with_line(sterile=False), "met"),
    case("filled", {"fields": ["goods[].standards"]}, with_line(standards=()),
         "unfilled", "goods[g1].standards"),
    case("filled", {"fields": ["goods[].model", "goods[].hs_origin"]}, TWO,
         "unfilled", "goods[g2].model", "goods[g2].hs_origin", missing=2),
    case("filled", {"fields": ["parties[].name"]}, SHIPMENT, "unfilled", "parties", missing=1),
    case("filled", {"fields": ["certificates[].number", "contract.number"]}, SHIPMENT,
         "unfilled", "certificates", missing=1),
    case("filled", LOTS, with_line(lots=(s.Lot(id="a", number="1"),)), "met"),
    case("filled", LOTS, with_line(lots=(s.Lot(id="a", number="1"), s.Lot(id="b"))),
         "unfilled", "goods[g1].lots[b].number"),
    case("filled", LOTS, with_line(lots=()), "unfilled", "goods[g1].lots"),
    # One line's lots do not stand for another's.
    case("filled", LOTS, with_lines(s.GoodsLine(id="g1", lots=(s.Lot(id="a", number="1"),)),
                                    s.GoodsLine(id="g2")),
         "unfilled", "goods[g2].lots", missing=1),
]  # fmt: skip

EMPTY_BODY = {"fields": ["goods[].ce_body"]}
NO_LICENCE = {"fields": ["certificates[].scheme"], "values": ["export-licence"]}
NO_CHINESE = {"fields": ["head.languages"], "values": ["zh"]}
EMPTY = [
    case("empty", EMPTY_BODY, SHIPMENT, "met", found=()),
    case("empty", EMPTY_BODY, with_line(ce_body="2797"), "not-met", "goods[g1].ce_body",
         found=("2797",)),
    case("empty", EMPTY_BODY, with_line(ce_body=UNREADABLE), "unfilled", "goods[g1].ce_body"),
    case("empty", NO_LICENCE, dossier(certificates=(s.Certificate(id="c", scheme="other"),)),
         "met"),
    case("empty", NO_LICENCE,
         dossier(certificates=(s.Certificate(id="c", scheme="export-licence"),)),
         "not-met", "certificates[c].scheme", found=("export-licence",)),
    case("empty", NO_CHINESE, dossier(head=s.Head(origin="VN", languages=("vi", "zh"))),
         "not-met", "head.languages", found=("vi; zh",)),
    case("empty", NO_CHINESE, dossier(head=s.Head(origin="VN", languages=("vi",))), "met"),
]  # fmt: skip


def parties(*given: s.Party, **changes: Any) -> Dossier:
    return dossier(parties=given, **changes)


BUYER = s.Party(id="b", roles=("buyer",), name="SAMPLE Klinik", country="DE")


def branded(maker: str | None, brand: str | None = "Sample Klinik") -> Dossier:
    """Goods under a brand, with somebody as their legal manufacturer."""
    return with_line(parties(BUYER), brand=brand, legal_manufacturer=maker)


IMPORTER = {"role": "importer", "fields": ["name", "email"]}
OWN = {"role": "consignor", "must_be_exporter": True}
AT_HOME = {"role": "buyer", "in_destination": True}
IN_UNION = {"role": "buyer", "in_one_of": "union"}
SPARED = {"role": "authorised-representative", "not_for_makers_in": "union"}
UNION = (value("union", ("DE", "FR")),)
MAKER = s.Party(id="m", roles=("legal-manufacturer",), name="SAMPLE GmbH", country="DE")
MADE_IN_UNION = replace(parties(MAKER), goods=with_line(legal_manufacturer="m").goods)
ROLE = [
    case("brand", {"role": "buyer"}, branded("b"), "met", found=("Sample Klinik",)),
    case("brand", {"role": "buyer"}, branded("x"), "not-met", "goods[g1].legal_manufacturer"),
    case("brand", {"role": "buyer"}, branded(None), "unfilled", "goods[g1].legal_manufacturer"),
    case("brand", {"role": "buyer"}, branded("x", brand="Breeze"), "not-applicable", found=()),
    case("brand", {"role": "buyer"}, branded("x", brand=None), "not-applicable", found=()),
    case("brand", {"role": "importer"}, branded("x"), "not-applicable", found=()),
    case("role", {"role": "buyer"}, parties(BUYER), "met", found=("SAMPLE Klinik",)),
    case("role", {"role": "importer"}, parties(BUYER), "unfilled", "parties", found=()),
    case("role", {"role": "importer"}, parties(replace(BUYER, roles=UNREADABLE)),
         "unfilled", "parties"),
    case("role", IMPORTER, parties(s.Party(id="i", roles=("importer",), name="SAMPLE")),
         "unfilled", "parties[i].email"),
    case("role", IMPORTER, parties(s.Party(id="i", roles=("importer",))),
         "unfilled", "parties[i].name", "parties[i].email", found=("i",)),
    case("role", OWN, parties(s.Party(id="c", roles=("consignor",), name="SAMPLE Masks JSC")),
         "met"),
    case("role", OWN, parties(s.Party(id="c", roles=("consignor",), name="sample  masks JSC ")),
         "met"),
    case("role", OWN, parties(s.Party(id="c", roles=("consignor",), name="SAMPLE",
                                      name_local="CÔNG TY MẪU (SAMPLE)")), "met"),
    case("role", OWN, parties(s.Party(id="c", roles=("consignor",), name="SAMPLE Trade")),
         "not-met", "parties[c].name", "exporter.name_english", found=("SAMPLE Trade",)),
    case("role", OWN, parties(s.Party(id="c", roles=("consignor",), name="SAMPLE"),
                              exporter=s.Exporter()),
         "unfilled", "exporter.name_local", "exporter.name_english"),
    case("role", AT_HOME, parties(BUYER), "met"),
    case("role", AT_HOME, parties(replace(BUYER, country="FR")),
         "not-met", "parties[b].country", "destination.country"),
    case("role", AT_HOME, parties(replace(BUYER, country=None)), "unfilled", "parties[b].country"),
    case("role", AT_HOME, parties(BUYER, destination=s.Destination()),
         "unfilled", "destination.country"),
    case("role", IN_UNION, parties(replace(BUYER, country="FR")), "met", values=UNION),
    case("role", IN_UNION, parties(replace(BUYER, country="CH")),
         "not-met", "parties[b].country", values=UNION, found=("SAMPLE Klinik",)),
    case("role", IN_UNION, parties(replace(BUYER, country=None)),
         "unfilled", "parties[b].country", values=UNION),
    case("role", SPARED, SHIPMENT, "unfilled", "parties", values=UNION),
    case("role", SPARED, MADE_IN_UNION, "not-applicable", values=UNION),
    case("role", SPARED, replace(MADE_IN_UNION, parties=(replace(MAKER, country="VN"),)),
         "unfilled", "parties", values=UNION),
    case("role", SPARED, replace(MADE_IN_UNION, parties=()), "unfilled", "parties", values=UNION),
]  # fmt: skip

SUPPORT = {"rows": "support[]"}
FILE = s.Evidence(id="e", file="a.pdf", digest="0" * 64)
SUPPORTED = s.Support(id="s1", evidence=("e",))
EVIDENCE = [
    case("evidence", SUPPORT, dossier(support=(SUPPORTED,), evidence=(FILE,)), "met", missing=0),
    case("evidence", SUPPORT, SHIPMENT, "unfilled", "support"),
    case("evidence", SUPPORT, dossier(support=(SUPPORTED,)),
         "unfilled", "support[s1].evidence", missing=1),
    case("evidence", SUPPORT,
         dossier(support=(SUPPORTED,), evidence=(replace(FILE, digest=None),)),
         "unfilled", "support[s1].evidence"),
    case("evidence", SUPPORT,
         dossier(support=(SUPPORTED, s.Support(id="s2"), s.Support(id="s3", evidence=UNREADABLE)),
                 evidence=(FILE,)),
         "unfilled", "support[s2].evidence", "support[s3].evidence", missing=2),
]  # fmt: skip

JOINT = {"paper": "cn-joint-declaration"}
RETURNED = [
    case("countersigned", JOINT, SHIPMENT, "met", returned=("cn-joint-declaration",)),
    case("countersigned", JOINT, SHIPMENT, "not-met"),
    case("countersigned", JOINT, SHIPMENT, "not-met", returned=("other",)),
    case("statement", {}, SHIPMENT, "cannot-tell"),
]

SALE = {"field": "contract.type", "values": ["sale", "aid"]}
NOT_SALE = {"field": "contract.type", "not_values": ["sale"]}
CODES = {"field": "goods[].hs_origin", "values_of": "codes"}
NOT_CODES = {"field": "goods[].hs_origin", "not_values_of": "codes"}
HS = (value("codes", ("630790", "902000")),)
VALUE_IN = [
    case("value-in", SALE, SHIPMENT, "met", found=(), allowed=("sale", "aid")),
    case("value-in", SALE, contract(type="processing"), "not-met", "contract.type",
         found=("processing",)),
    case("value-in", SALE, contract(type=None), "unfilled", "contract.type"),
    case("value-in", SALE, contract(type=UNREADABLE), "unfilled", "contract.type"),
    case("value-in", {**SALE, "chosen": True}, contract(type=None), "not-met", "contract.type"),
    case("value-in", NOT_SALE, SHIPMENT, "not-met", "contract.type", found=("sale",)),
    case("value-in", NOT_SALE, contract(type="aid"), "met"),
    case("value-in", {"field": "goods[].sterile", "values": [False]}, with_line(sterile=False),
         "met"),
    case("value-in", {"field": "goods[].sterile", "values": [False]}, with_line(sterile=True),
         "not-met", "goods[g1].sterile"),
    case("value-in", {"field": "head.languages", "values": ["vi"]},
         dossier(head=s.Head(origin="VN", languages=("en", "vi"))), "met"),
    case("value-in", {"field": "head.languages", "values": ["zh"]},
         dossier(head=s.Head(origin="VN", languages=("en", "vi"))), "not-met", "head.languages",
         found=("en; vi",)),
    case("value-in", CODES, with_line(hs_origin="630790"), "met", values=HS),
    case("value-in", CODES, with_line(hs_origin="611020"), "not-met", "goods[g1].hs_origin",
         values=HS, found=("611020",), allowed=("630790", "902000")),
    case("value-in", NOT_CODES, with_line(hs_origin="902000"), "not-met", "goods[g1].hs_origin",
         values=HS),
    case("value-in", {"field": "parties[].country", "values": ["DE"]}, SHIPMENT,
         "unfilled", "parties"),
    # What is wrong is told before what is missing.
    case("value-in", {"field": "goods[].hs_origin", "values": ["1"]}, TWO,
         "not-met", "goods[g1].hs_origin"),
]  # fmt: skip

SIGNED = {"field": "contract.signed"}
LOT_DAYS = {"field": "goods[].lots[].produced", "not_before": "2020-03-01"}
PRODUCED = with_line(
    lots=(
        s.Lot(id="a", produced=date(2020, 3, 5)),
        s.Lot(id="b", produced=date(2020, 2, 5)),
        s.Lot(id="c", produced=date(2020, 2, 1)),
    )
)
REGISTERED = dossier(
    customs=s.Customs(
        declarations=(s.Declaration(id="d", registered=datetime(2020, 4, 19, 18, 0, tzinfo=UTC)),)
    )
)
DAYS = [
    case("day", {**SIGNED, "before": "2020-03-06"}, SHIPMENT, "met",
         found=date(2020, 3, 5), before=date(2020, 3, 6)),
    case("day", {**SIGNED, "before": "2020-03-05"}, SHIPMENT, "not-met", "contract.signed",
         found=date(2020, 3, 5), before=date(2020, 3, 5)),
    case("day", {**SIGNED, "not_after": "2020-03-05"}, SHIPMENT, "met"),
    case("day", {**SIGNED, "not_after": "2020-03-04"}, SHIPMENT, "not-met", "contract.signed"),
    case("day", {**SIGNED, "after": "2020-03-04"}, SHIPMENT, "met"),
    case("day", {**SIGNED, "after": "2020-03-05"}, SHIPMENT, "not-met", "contract.signed"),
    case("day", {**SIGNED, "not_before": "2020-03-05"}, SHIPMENT, "met"),
    case("day", {**SIGNED, "not_before": "2020-03-06"}, SHIPMENT, "not-met", "contract.signed"),
    case("day", {**SIGNED, "before": "deciding-day"}, SHIPMENT, "met", before=DAY),
    case("day", {**SIGNED, "after": "deciding-day"}, SHIPMENT, "not-met", "contract.signed"),
    case("day", {**SIGNED, "before": "2020-03-06", "after": "2020-03-05"}, SHIPMENT,
         "not-met", "contract.signed"),
    case("day", {**SIGNED, "before": "contract.in_force"}, SHIPMENT,
         "unfilled", "contract.in_force"),
    case("day", {**SIGNED, "before": "contract.in_force"}, contract(in_force=date(2020, 3, 1)),
         "not-met", "contract.signed", "contract.in_force", before=date(2020, 3, 1)),
    case("day", {**SIGNED, "before": "deciding-day"}, contract(signed=None),
         "unfilled", "contract.signed"),
    case("day", {**SIGNED, "before": "deciding-day"}, contract(signed=UNREADABLE),
         "unfilled", "contract.signed"),
    case("day", LOT_DAYS, SHIPMENT, "unfilled", "goods[g1].lots"),
    # The day that is told is one that is at fault.
    case("day", {**LOT_DAYS, "not_before": "2020-02-03"}, PRODUCED,
         "not-met", "goods[g1].lots[c].produced", found=date(2020, 2, 1)),
    case("day", {"field": "goods[].lots[].produced", "before": "2020-03-01"}, PRODUCED,
         "not-met", "goods[g1].lots[a].produced", found=date(2020, 3, 5)),
    case("day", {"field": "customs.declarations[].registered", "before": "2020-04-20"}, REGISTERED,
         "not-met", "customs.declarations[d].registered", found=DAY),
]  # fmt: skip

CODE = {"field": "exporter.tax_code", "scheme": "enterprise"}
EORI = {"field": "parties[].identifier", "pattern": "[A-Z]{2}[0-9]{1,15}", "roles": ["importer"]}
FDA = {"field": "certificates[].number", "pattern": "K[0-9]{6}", "certificates": ["fda-510k"]}


def exporter(code: Any) -> Dossier:
    return dossier(exporter=s.Exporter(tax_code=code))


CLEARED = s.Certificate(id="c", scheme="fda-510k", number="K20123", goods=("g1",))
IDENTIFIER = [
    case("identifier", CODE, exporter("0100109106"), "met", found=()),
    case("identifier", CODE, exporter("0100109107"), "not-met", "exporter.tax_code",
         found=("0100109107",)),
    case("identifier", CODE, exporter(None), "not-applicable"),
    case("identifier", CODE, exporter(UNREADABLE), "not-applicable"),
    case("identifier", EORI, parties(s.Party(id="i", roles=("importer",), identifier="de 12")),
         "not-met", "parties[i].identifier", found=("de 12",)),
    case("identifier", EORI, parties(s.Party(id="i", roles=("importer",), identifier="de12")),
         "met"),
    case("identifier", EORI, parties(s.Party(id="i", roles=("buyer",), identifier="?")),
         "not-applicable"),
    case("identifier", FDA, dossier(certificates=(CLEARED,)), "not-met", "certificates[c].number",
         found=("K20123",)),
    case("identifier", FDA, dossier(certificates=(replace(CLEARED, number="K201234"),)), "met"),
    case("identifier", FDA, dossier(certificates=(replace(CLEARED, goods=("g9",)),)),
         "not-applicable"),
]  # fmt: skip

BODIES = {"first": "goods[].ce_body", "second": "certificates[].body_id"}
AGREED = {"first": "goods[].standards", "second": "destination.standards_agreed"}
WEIGHT = {"first": "goods[].net_kg", "second": "goods[].gross_kg"}
BODY = s.Certificate(id="c", body_id="2797")


def standards(*agreed: str) -> Dossier:
    one = with_line(standards=("GB 2626-2019",))
    return replace(one, destination=s.Destination(country="DE", standards_agreed=agreed))


AGREE = [
    case("agree", BODIES, replace(with_line(ce_body="2797"), certificates=(BODY,)), "met"),
    case("agree", BODIES, replace(with_line(ce_body=" 2797 "), certificates=(BODY,)), "met"),
    case("agree", BODIES, replace(with_line(ce_body="0598"), certificates=(BODY,)), "not-met",
         "goods[g1].ce_body", "certificates[c].body_id", found=("0598",), other=("2797",)),
    case("agree", BODIES, with_line(ce_body="2797"), "unfilled", "certificates"),
    case("agree", BODIES, dossier(certificates=(BODY,)), "unfilled", "goods"),
    case("agree", BODIES, SHIPMENT, "unfilled", "goods", "certificates"),
    # Each of several is looked for on its own.
    case("agree", AGREED, standards("GB/T 32610-2016", "gb 2626-2019"), "met"),
    case("agree", AGREED, standards("GB/T 32610-2016"), "not-met",
         "goods[g1].standards", "destination.standards_agreed", found=("GB 2626-2019",)),
    case("agree", WEIGHT, with_line(net_kg=Decimal("10.0"), gross_kg=Decimal("10.00")), "met"),
    case("agree", WEIGHT, with_line(net_kg=Decimal("10.0"), gross_kg=Decimal("10.01")), "not-met",
         "goods[g1].net_kg", "goods[g1].gross_kg"),
]  # fmt: skip

PACKED = {"sum": "packages"}
BY_LOT = {"sum": "lots"}
PRICED = {"sum": "value"}


def priced(price: str, pieces: int, total: str, currency: str | None = "USD") -> Dossier:
    one = with_line(unit_price=Decimal(price), pieces_ordered=pieces)
    return replace(one, contract=s.Contract(value=Decimal(total), currency=currency))


def lots(*pieces: Any) -> Dossier:
    return with_line(lots=tuple(s.Lot(id=f"l{n}", pieces=one) for n, one in enumerate(pieces)))


ADDS_UP = [
    case("adds-up", PACKED, with_line(pieces_per_carton=400, packages=3), "met"),
    case("adds-up", PACKED, with_line(pieces_per_carton=400, packages=2), "not-met",
         "goods[g1].packages", "goods[g1].pieces_declared", expected=3, stated=2, lines=("A1",)),
    case("adds-up", PACKED, with_line(pieces_per_carton=500, packages=2), "met"),
    case("adds-up", PACKED, with_line(pieces_per_carton=0, packages=2), "not-applicable"),
    case("adds-up", PACKED, with_line(packages=2), "not-applicable"),
    case("adds-up", PACKED, with_line(pieces_per_carton=UNREADABLE, packages=2), "not-applicable"),
    case("adds-up", BY_LOT, lots(400, 600), "met"),
    case("adds-up", BY_LOT, lots(400, 601), "not-met", "goods[g1].lots",
         "goods[g1].pieces_declared", expected=1000, stated=1001),
    case("adds-up", BY_LOT, lots(400, None), "not-applicable"),
    case("adds-up", BY_LOT, lots(), "not-applicable"),
    case("adds-up", PRICED, priced("0.05", 1000, "50"), "met"),
    case("adds-up", PRICED, priced("0.05", 1000, "50.01"), "not-met",
         "contract.value", "goods[g1].unit_price",
         expected=Decimal("50.00"), stated=Decimal("50.01")),
    # The invoice rounds each line to the currency's digits.
    case("adds-up", PRICED, priced("0.03335", 1001, "33.38"), "met"),
    case("adds-up", PRICED, priced("0.03335", 1001, "33.38335"), "not-met",
         "contract.value", "goods[g1].unit_price", expected=Decimal("33.38")),
    case("adds-up", PRICED, priced("0.5", 1001, "501", "JPY"), "met"),
    case("adds-up", PRICED, priced("999999999999999.123456789012345", 999_999_999_999_999,
                                   "999999999999999"), "not-met",
         "contract.value", "goods[g1].unit_price",
         expected=Decimal("999999999999998123456789012345.88")),
    case("adds-up", PRICED, SHIPMENT, "not-applicable"),
    case("adds-up", PRICED, contract(value=Decimal(5)), "not-applicable"),
]  # fmt: skip

CLAIMS = {"field": "goods[].pack_wording", "forbidden_of": "claims", "except_of": "harmless"}
WORDS = (value("claims", ("medical", "surgical")), value("harmless", ("non-medical",)))


SHORT = {"field": "goods[].pack_wording", "forbidden_of": "claims"}
INITIALS = (value("claims", ("PPE", "FFP")),)


def wording(text: Any) -> Dossier:
    return with_line(pack_wording=text)


WORDING = [
    case("wording", CLAIMS, wording("Face mask, Non-Medical use"), "met", values=WORDS, found=()),
    case("wording", CLAIMS, wording("SURGICAL mask, medical use"), "not-met",
         "goods[g1].pack_wording", values=WORDS, found=("medical", "surgical")),
    case("wording", CLAIMS, wording("non-medical, not medical"), "not-met",
         "goods[g1].pack_wording", values=WORDS, found=("medical",)),
    case("wording", CLAIMS, wording("Biomedical"), "not-met", "goods[g1].pack_wording",
         values=WORDS, found=("medical",)),
    case("wording", SHORT, wording("Wrapped in foil"), "met", values=INITIALS),
    case("wording", SHORT, wording("防护用品PPE"), "not-met", "goods[g1].pack_wording",
         values=INITIALS, found=("ppe",)),
    case("wording", SHORT, wording("Đẹp"), "met", values=INITIALS),
    case("wording", SHORT, wording("Best ppe!"), "not-met", "goods[g1].pack_wording",
         values=INITIALS, found=("ppe",)),
    case("wording", SHORT, wording("FFP2 quality"), "not-met", "goods[g1].pack_wording",
         values=INITIALS, found=("ffp",)),
    case("wording", CLAIMS, wording(None), "unfilled", "goods[g1].pack_wording", values=WORDS),
    case("wording", CLAIMS, wording(UNREADABLE), "unfilled", "goods[g1].pack_wording",
         values=WORDS),
]  # fmt: skip

DENIAL = {"field": "goods[].pack_wording", "phrases_of": "denials"}
DENIALS = (value("denials", ("Non-medical use", "not for medical use")),)
SAYS = [
    case("says", DENIAL, wording("Mask. FOR NON-MEDICAL USE."), "met", values=DENIALS,
         wanted=("Non-medical use", "not for medical use")),
    case("says", DENIAL, wording("Face mask"), "not-met", "goods[g1].pack_wording",
         values=DENIALS),
    case("says", DENIAL, wording(None), "unfilled", "goods[g1].pack_wording", values=DENIALS),
    case("says", DENIAL, wording(UNREADABLE), "unfilled", "goods[g1].pack_wording",
         values=DENIALS),
]  # fmt: skip

BOTH = {"field": "destination.label_languages", "languages": ["en", "fr"]}
EITHER = {"field": "destination.label_languages", "one_of": ["de", "fr", "it"]}


OF_STATE = {"field": "destination.label_languages", "by_country": "states"}
STATES = (value("states", ("DE de", "BE nl fr de")),)


def sent(country: str, *languages: str) -> Dossier:
    return dossier(destination=s.Destination(country=country, label_languages=languages))


def label(*languages: str) -> Dossier:
    return sent("DE", *languages)


LANGUAGES_OF_LABEL = [
    case("languages", BOTH, label("English", "fr-CA"), "met", found=("English", "fr-CA")),
    case("languages", BOTH, label("English/French"), "met"),
    case("languages", BOTH, label("en"), "not-met", "destination.label_languages", found=("en",)),
    case("languages", BOTH, label(), "unfilled", "destination.label_languages", found=()),
    case("languages", EITHER, label("italiano"), "met"),
    case("languages", OF_STATE, label("de"), "met", values=STATES),
    case("languages", OF_STATE, label("en"), "not-met", "destination.label_languages",
         values=STATES, found=("en",)),
    case("languages", OF_STATE, sent("BE", "nl", "fr"), "not-met", "destination.label_languages",
         values=STATES),
    case("languages", OF_STATE, sent("BE", "nl", "fr", "Deutsch"), "met", values=STATES),
    case("languages", OF_STATE, sent("SE", "sv"), "met", values=STATES),
    case("languages", OF_STATE, sent("SE"), "unfilled", "destination.label_languages",
         values=STATES),
    case("languages", EITHER, label("en"), "not-met", "destination.label_languages"),
]  # fmt: skip

ALLOWED = {"list": "office", "must": True}
SANCTIONED = {"list": "office", "must": False}
ROWS = (s.ListedName(id="a", name="SAMPLE  FACTORY"), s.ListedName(id="b", code="9999999999"))


def printed(*rows: s.ListedName, day: Any = DAY, list_: str = "office", **changes: Any) -> Dossier:
    return dossier(extracts=(s.Extract(id="x", list=list_, day=day, rows=rows),), **changes)


OTHER = (s.ListedName(id="a", name="SAMPLE Other", code="123"),)
NAMELESS = (s.Producer(id="p1"),)
LISTED = [
    case("listed", ALLOWED, printed(*ROWS), "met", rows=2, day=DAY, makers=("SAMPLE Factory",)),
    case("listed", SANCTIONED, printed(*ROWS), "not-met", "producers[p1].code", "extracts[x]",
         rows=2, makers=("SAMPLE Factory",)),
    case("listed", ALLOWED, printed(*OTHER), "not-met", "producers[p1].code", "extracts[x]"),
    case("listed", SANCTIONED, printed(*OTHER), "met", rows=1),
    case("listed", SANCTIONED, printed(s.ListedName(id="a", name="X", code=" 0100109106 ")),
         "not-met", "producers[p1].code", "extracts[x]"),
    case("listed", SANCTIONED, SHIPMENT, "cannot-tell", "extracts", day=DAY),
    case("listed", SANCTIONED, printed(*OTHER, day=date(2020, 4, 19)), "cannot-tell", "extracts"),
    case("listed", SANCTIONED, printed(*OTHER, day=UNREADABLE), "cannot-tell", "extracts"),
    case("listed", SANCTIONED, printed(*OTHER, list_="samr-sanctioned"), "cannot-tell", "extracts"),
    # An empty print proves nothing, nor does a name that cannot be read.
    case("listed", SANCTIONED, printed(), "unfilled", "extracts[x].rows"),
    case("listed", SANCTIONED, printed(*OTHER, s.ListedName(id="b")),
         "unfilled", "extracts[x].rows[b].name"),
    case("listed", SANCTIONED, printed(*OTHER, s.ListedName(id="b", name=UNREADABLE)),
         "unfilled", "extracts[x].rows[b].name"),
    # Nobody without a name stands on a list, or off it.
    case("listed", SANCTIONED, printed(*OTHER, producers=NAMELESS),
         "unfilled", "producers[p1].code"),
    case("listed", ALLOWED, printed(*OTHER, producers=()), "unfilled", "goods[g1].producer"),
    case("listed", ALLOWED, replace(printed(*OTHER), goods=with_line(producer=None).goods),
         "unfilled", "goods[g1].producer"),
]  # fmt: skip

REPORT = {"schemes": ["test-report"]}
HELD = s.Certificate(
    id="c", scheme="test-report", number="T-1", models=("a1",), issued=date(2020, 1, 1),
    expires=date(2021, 1, 1), body_id="0123", holder="sample factory", lots=("L-1",),
    looked_up=date(2020, 4, 18), evidence=("e",),
)  # fmt: skip


def held(*others: s.Certificate, **changes: Any) -> Dossier:
    one = replace(HELD, **changes)
    return dossier(certificates=(one, *others), evidence=(FILE,))


def made_to(listed: tuple[str, ...], *own: str) -> Dossier:
    """The certificate to some standards, over goods to others."""
    return replace(held(standards=listed), goods=with_line(standards=own).goods)


BODIES_OF = (value("bodies", ("0123", "2797")), value("years", 1), value("days", 2))
CERTIFICATE = [
    case("certificate", REPORT, held(), "met", certificates=("T-1",), lines=(), day=DAY),
    case("certificate", REPORT, held(models=(), goods=("g1",)), "met"),
    case("certificate", REPORT, SHIPMENT, "unfilled", "certificates", "goods[g1]", lines=("A1",)),
    case("certificate", REPORT, held(scheme="other"), "unfilled", "certificates", "goods[g1]"),
    case("certificate", REPORT, held(models=("B2",)), "unfilled", "certificates", "goods[g1]"),
    case("certificate", REPORT, held(not_available="lost"), "unfilled", "certificates",
         "goods[g1]"),
    case("certificate", REPORT, held(number=None), "unfilled", "certificates",
         "certificates[c].number"),
    case("certificate", {**REPORT, "numbered": False}, held(number=None), "met"),
    case("certificate", REPORT, held(issued=date(2020, 4, 21)), "not-met",
         "certificates[c].issued", certificates=("T-1",), lines=("A1",)),
    case("certificate", REPORT, held(issued=DAY, expires=DAY), "met"),
    case("certificate", REPORT, held(expires=date(2020, 4, 19)), "not-met",
         "certificates[c].expires"),
    # One good certificate is enough.
    case("certificate", REPORT,
         held(replace(HELD, id="d", number="T-2"), expires=date(2020, 4, 19)), "met",
         certificates=("T-2",)),
    case("certificate", {**REPORT, "bodies_of": "bodies"}, held(), "met", values=BODIES_OF),
    case("certificate", {**REPORT, "bodies_of": "bodies"}, held(body_id="9999"), "not-met",
         "certificates[c].body_id", values=BODIES_OF),
    case("certificate", {**REPORT, "bodies_of": "bodies"}, held(body_id=None), "unfilled",
         "certificates", "certificates[c].body_id", values=BODIES_OF),
    case("certificate", {**REPORT, "not_bodies_of": "bodies"}, held(), "not-met",
         "certificates[c].body_id", values=BODIES_OF),
    case("certificate", {**REPORT, "years_of": "years"}, held(), "met", values=BODIES_OF, years=1),
    case("certificate", {**REPORT, "years_of": "years"},
         held(issued=date(2019, 4, 20), expires=None), "met", values=BODIES_OF),
    case("certificate", {**REPORT, "years_of": "years"},
         held(issued=date(2019, 4, 19), expires=None), "not-met", "certificates[c].issued",
         values=BODIES_OF),
    case("certificate", {**REPORT, "years_of": "years"}, held(issued=None), "unfilled",
         "certificates", "certificates[c].issued", values=BODIES_OF),
    case("certificate", {**REPORT, "number": "[A-Z]-[0-9]"}, held(), "met"),
    case("certificate", {**REPORT, "number": "[0-9]+"}, held(), "not-met",
         "certificates[c].number"),
    case("certificate", {**REPORT, "proved": True}, held(), "met"),
    case("certificate", {**REPORT, "proved": True}, held(evidence=("gone",)), "unfilled",
         "certificates", "certificates[c].evidence"),
    case("certificate", {**REPORT, "looked_up": True}, held(looked_up=None), "unfilled",
         "certificates", "certificates[c].looked_up"),
    case("certificate", {**REPORT, "looked_up_within": "days"}, held(), "met", values=BODIES_OF,
         days=2),
    case("certificate", {**REPORT, "looked_up_within": "days"}, held(looked_up=date(2020, 4, 17)),
         "not-met", "certificates[c].looked_up", values=BODIES_OF),
    # Nobody can have looked up what lies ahead.
    case("certificate", {**REPORT, "looked_up": True}, held(looked_up=DAY), "met"),
    case("certificate", {**REPORT, "looked_up": True}, held(looked_up=date(2020, 4, 21)),
         "not-met", "certificates[c].looked_up"),
    case("certificate", {**REPORT, "looked_up_within": "days"}, held(looked_up=date(2020, 4, 21)),
         "not-met", "certificates[c].looked_up", values=BODIES_OF),
    # What cannot be read yet is no proof, and no fault either.
    case("certificate", REPORT, held(issued=UNREADABLE), "unfilled", "certificates",
         "certificates[c].issued"),
    case("certificate", REPORT, held(expires=UNREADABLE), "unfilled", "certificates",
         "certificates[c].expires"),
    case("certificate", {**REPORT, "names_model": True}, held(models=UNREADABLE, goods=("g1",)),
         "unfilled", "certificates", "certificates[c].models"),
    case("certificate", {**REPORT, "not_bodies_of": "bodies"}, held(body_id=UNREADABLE),
         "unfilled", "certificates", "certificates[c].body_id", values=BODIES_OF),
    case("certificate", {**REPORT, "number": "[A-Z]-[0-9]", "numbered": False},
         held(number=UNREADABLE), "unfilled", "certificates", "certificates[c].number"),
    case("certificate", {**REPORT, "names_model": True}, held(models=("B2",), goods=("g1",)),
         "not-met", "certificates[c].models"),
    case("certificate", {**REPORT, "names_standard": True}, held(standards=("EN 149",)), "met"),
    case("certificate", {**REPORT, "names_standard": True}, made_to((), "EN 149"), "met"),
    case("certificate", {**REPORT, "names_standard": True},
         made_to(("EN 149:2001+A1:2009",), "BS EN 149:2001+A1:2009"), "met"),
    case("certificate", {**REPORT, "names_standard": True},
         made_to(("EN 14683:2025", "EN 149:2001"), "EN 149:2001+A1:2009"), "met"),
    case("certificate", {**REPORT, "names_standard": True},
         made_to(("EN 14683:2025",), "EN 149:2001+A1:2009"),
         "not-met", "certificates[c].standards", certificates=("T-1",)),
    case("certificate", {**REPORT, "held_by_producer": True}, held(), "met"),
    case("certificate", {**REPORT, "held_by_producer": True}, held(holder="SAMPLE Other"),
         "not-met", "certificates[c].holder"),
    case("certificate", {**REPORT, "held_by_producer": True}, held(holder=None), "unfilled",
         "certificates", "certificates[c].holder"),
    case("certificate", {**REPORT, "for_lots": True},
         replace(held(), goods=with_line(lots=(s.Lot(id="a", number="l 1"),)).goods), "met"),
    case("certificate", {**REPORT, "for_lots": True},
         replace(held(), goods=with_line(lots=(s.Lot(id="a", number="L-2"),)).goods),
         "not-met", "goods[g1].lots[a].number", lots=("L-2",)),
    case("certificate", {**REPORT, "for_lots": True}, held(), "unfilled",
         "certificates", "goods[g1].lots"),
]  # fmt: skip

EN = {"family": "EN 14683", "editions_of": "editions"}
EDITIONS = (value("editions", ("EN 14683:2019+AC:2019", "EN 14683:2025")),)


def standard(*named: str) -> Dossier:
    return with_line(standards=named)


EDITION = [
    case("edition", EN, standard("en 14683: 2025"), "met", values=EDITIONS, found=()),
    case("edition", EN, standard("EN 14683:2014", "EN 14683:2025"), "met", values=EDITIONS),
    case("edition", EN, standard("EN 14683:2014", "ISO 22609"), "not-met", "goods[g1].standards",
         values=EDITIONS, found=("EN 14683:2014",), lines=("A1",),
         accepted=("EN 14683:2019+AC:2019", "EN 14683:2025")),
    case("edition", EN, standard("ISO 22609"), "unfilled", "goods[g1].standards", values=EDITIONS),
    case("edition", EN, standard(), "unfilled", "goods[g1].standards", values=EDITIONS),
    case("edition", {**EN, "where_named": True}, standard("ISO 22609"), "not-applicable",
         values=EDITIONS),
    case("edition", {**EN, "where_named": True}, standard("EN 14683:2014"), "not-met",
         "goods[g1].standards", values=EDITIONS),
]  # fmt: skip

FAMILIES = {"families_of": "families"}
KNOWN_FAMILIES = (value("families", ("AS 4381", "EN 14683")),)
STANDARD = [
    case("standard", FAMILIES, standard("as4381:2015"), "met", values=KNOWN_FAMILIES, found=()),
    case("standard", FAMILIES, standard("ISO 22609", "EN 14683:2025"), "met",
         values=KNOWN_FAMILIES),
    case("standard", FAMILIES, standard("YY 0469-2011", "ISO 22609"), "not-met",
         "goods[g1].standards", values=KNOWN_FAMILIES, found=("YY 0469-2011", "ISO 22609"),
         accepted=("AS 4381", "EN 14683")),
    case("standard", FAMILIES, standard(), "unfilled", "goods[g1].standards",
         values=KNOWN_FAMILIES),
]  # fmt: skip

COUNT = {
    "facilities": ["health-facility"],
    "products": ["medical-mask"],
    "quantity": "pieces_pledged",
    "proofs": [{"basis": "agreement", "fields": ["agreement_number"]}],
}
PLEDGED = s.Support(
    id="s1", kind="health-facility", product="medical-mask", standing="agreed", basis="agreement",
    agreement_number="1", pieces_pledged=200,
)  # fmt: skip
SHARE = {"whole": "declared", "support": COUNT, "at_least": "fifth"}
FIFTH = (value("fifth", 20),)
COUNTED = [
    case("share", SHARE, dossier(support=(PLEDGED,)), "met", values=FIFTH, required=200, short=0),
    case("share", SHARE, SHIPMENT, "not-met", "support", "customs.declarations", values=FIFTH,
         required=200, short=200),
    case("share", SHARE, with_line(pieces_declared=None), "unfilled", "goods[g1].pieces_declared",
         values=FIFTH),
    case("supported", {"support": COUNT}, dossier(support=(PLEDGED,)), "met", counted=200),
    case("supported", {"support": COUNT}, SHIPMENT, "not-met", "support", counted=0),
]  # fmt: skip

STOCK = (s.Producer(id="p1", opening_stock=1000, opening_day=DAY),)
LITTLE = (s.Producer(id="p1", opening_stock=999, opening_day=DAY),)
CAPACITY = [
    case("capacity", {}, dossier(producers=STOCK), "met", needed=1000, available=1000, short=0),
    case("capacity", {}, dossier(producers=LITTLE), "not-met",
         "producers", "goods[g1].pieces_declared", needed=1000, available=999, short=1),
    case("capacity", {}, with_line(producer="gone"), "unfilled", "goods[g1].producer"),
    case("capacity", {}, replace(with_line(pieces_declared=None), producers=STOCK),
         "unfilled", "goods[g1].pieces_declared"),
]  # fmt: skip

CASES = [
    *FILLED, *EMPTY, *ROLE, *EVIDENCE, *RETURNED, *VALUE_IN, *DAYS, *IDENTIFIER, *AGREE, *ADDS_UP,
    *WORDING, *SAYS, *LANGUAGES_OF_LABEL, *LISTED, *CERTIFICATE, *EDITION, *STANDARD,
    *COUNTED, *CAPACITY,
]  # fmt: skip


def found(one: Case) -> Finding:
    return ask(one.dossier, one.check, one.asked, values=one.values, returned=one.returned)


def _name(one: Case) -> str:
    return f"{one.check}-{one.answer}"


@pytest.mark.parametrize("one", CASES, ids=_name)
def test_a_check_answers_with_its_places_and_numbers(one: Case) -> None:
    finding = found(one)
    assert finding.answer == one.answer
    assert finding.places == one.places
    assert {name: finding.numbers.get(name) for name in one.numbers} == one.numbers


@pytest.mark.parametrize("one", CASES, ids=_name)
def test_a_check_gives_no_number_it_did_not_declare(one: Case) -> None:
    assert set(found(one).numbers) - {"deciding_day"} <= CHECKS[one.check].numbers


# Nobody can check a statement from a dossier: it is always to be looked at.
NEVER_MET = {"statement"}


def test_every_check_has_a_dossier_that_meets_it_and_one_that_does_not() -> None:
    answers: dict[str, set[str]] = {name: set() for name in CHECKS}
    for one in CASES:
        answers[one.check].add(one.answer)
    assert {name for name, given in answers.items() if "met" not in given} == NEVER_MET
    failing = {"not-met", "unfilled", "cannot-tell"}
    assert {name for name, given in answers.items() if not given & failing} == set()


def test_every_number_a_check_declares_is_given_by_some_dossier() -> None:
    given: dict[str, set[str]] = {name: set() for name in CHECKS}
    for one in CASES:
        given[one.check] |= set(found(one).numbers)
    elsewhere = {
        # Tried with the shares and the sales certificates.
        "share": {"allowed", "over", "whole_needed", "period_from", "period_until"},
        "certificate": {"latest"},
    }
    for name, check in CHECKS.items():
        assert check.numbers - given[name] == elsewhere.get(name, set()), name


CHANGES: list[Callable[[Dossier], Dossier]] = [
    lambda one: replace(one, goods=tuple(replace(line, producer=UNREADABLE) for line in one.goods)),
    lambda one: replace(one, goods=tuple(s.GoodsLine(id=line.id) for line in one.goods)),
    lambda one: replace(one, exporter=s.Exporter(), destination=s.Destination(), evidence=()),
    lambda one: replace(one, contract=s.Contract(), producers=(), certificates=(), extracts=()),
    lambda one: replace(one, customs=s.Customs()),
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_check_falls_over_where_little_is_said(change: Callable[[Dossier], Dossier]) -> None:
    for one in CASES:
        finding = found(replace(one, dossier=change(one.dossier)))
        for language in ("en", "vi", "zh"):
            assert finding.sentence(language)
        assert finding.seen.startswith(finding.answer)
