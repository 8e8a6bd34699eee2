"""The packs of the United States, the European Union and Canada on small invented dossiers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    Destination,
    Dossier,
    Evidence,
    Extract,
    GoodsLine,
    ListedName,
    Lot,
    Party,
    Producer,
)
from maskdesk.language import LANGUAGES
from maskdesk.law.pack import Stage
from maskdesk.law.reader import Law, read_law, wordings
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by, to_look_at
from maskdesk.rules.vocabulary import prove

Change = Callable[[Dossier], Dossier]
STAGES: tuple[Stage, ...] = ("making", "handing-in", "departure")
FILE = Evidence(id="e1", file="paper.pdf", digest="0" * 64)
MAKER = Producer(id="m1", name_english="SAMPLE Mask Works")
PARTIES = (
    Party(
        id="im",
        roles=("importer",),
        name="SAMPLE Importer",
        address="1 Quay",
        country="DE",
        identifier="DE-IM-000012345",
    ),
    Party(
        id="ar",
        roles=("authorised-representative", "responsible-person"),
        name="SAMPLE Representative",
        address="2 Quay",
        country="NL",
        email="ar@sample.example",
        identifier="NL-AR-000012345",
    ),
    Party(
        id="mf",
        roles=("legal-manufacturer",),
        name="SAMPLE Mask Works",
        country="VN",
        identifier="VN-MF-000012345",
    ),
)
LOTS = (Lot(id="a", number="L1"), Lot(id="b", number="L2"))


@pytest.fixture(scope="session")
def law(repository: Path) -> Law:
    folder = repository / "resources" / "law"
    files = {
        path.name: content
        for path in sorted(folder.glob("*.toml"))
        if path.name.startswith(("us-", "eu-", "ca-"))
        and b'side = "destination"' in (content := path.read_bytes())
    }
    law = read_law(files)
    prove(law)
    return law


def held(scheme: str, **more: object) -> Certificate:
    about: dict[str, object] = {
        "number": f"{scheme}-1",
        "goods": ("g1",),
        "models": ("M1",),
        "evidence": ("e1",),
    }
    return Certificate(id=scheme, scheme=scheme, **(about | more))  # type: ignore[arg-type]


def consignment(
    country: str, day: date, line: GoodsLine, *certificates: Certificate, **more: object
) -> Dossier:
    base = Dossier(
        goods=(replace(line, id="g1", model="M1", producer="m1", lots=LOTS),),
        producers=(MAKER,),
        parties=PARTIES,
        certificates=certificates,
        evidence=(FILE,),
        customs=Customs(declarations=(Declaration(id="d1", planned=day),)),
        destination=Destination(country=country, label_languages=("xx",)),
    )
    return replace(base, **more)


REPORT = held("test-report", lots=("L1", "L2"))
DECLARED = held("declaration-of-conformity", number=None)
MASK_2020 = GoodsLine(
    id="g1",
    kind="medical-mask",
    use="medical",
    sterile=False,
    ce_mark=True,
    standards=("EN 14683:2019+AC:2019",),
)
MASK_2026 = replace(MASK_2020, standards=("EN 14683:2025",))
STERILE = replace(MASK_2026, sterile=True, ce_body="0598")
FFP2 = GoodsLine(
    id="g1",
    kind="respirator",
    use="workplace",
    filter_class="FFP2",
    fastening="head-bands",
    ce_mark=True,
    ce_body="0598",
    standards=("EN 149:2001+A1:2009",),
)
N95 = GoodsLine(
    id="g1", kind="respirator", use="medical", filter_class="N95", fastening="head-bands"
)
KN95 = replace(N95, filter_class="KN95", country_of_origin="CN", pack_wording="KN95 mask")
CLOTH = GoodsLine(
    id="g1", kind="non-medical-mask", use="daily", pack_wording="Non-medical mask, washable"
)
US_MASK = GoodsLine(
    id="g1",
    kind="medical-mask",
    use="medical",
    standards=("ASTM F2100-23",),
    pack_wording="Surgical mask, 50 pieces",
)


def ppe(day: date, issued: date, checked: date) -> Dossier:
    return consignment(
        "DE",
        day,
        FFP2,
        held("eu-type-examination", issued=issued, body_id="1024", looked_up=issued),
        held("eu-production-check", issued=checked, body_id="0598", looked_up=checked),
        DECLARED,
        REPORT,
    )


def looked_up(scheme: str, number: str, day: date) -> Certificate:
    return held(scheme, number=number, looked_up=day)


APRIL, MAY = date(2020, 4, 20), date(2020, 5, 6)
TODAY = date(2026, 11, 24)
COMPLETE = {
    "eu-2020-403": consignment("DE", APRIL, MASK_2020, DECLARED, REPORT),
    "eu-mdd-masks": consignment("DE", APRIL, MASK_2020, DECLARED, REPORT),
    "eu-ppe-respirators-2020": ppe(date(2021, 2, 1), date(2019, 5, 1), date(2020, 9, 1)),
    "eu-ppe-respirators": ppe(date(2022, 2, 1), date(2019, 5, 1), date(2021, 9, 1)),
    "eu-mdr-masks": consignment("DE", TODAY, MASK_2026, DECLARED, REPORT),
    "eu-eudamed": consignment("DE", TODAY, MASK_2026, DECLARED, REPORT),
    "eu-2020-community-masks": consignment("FR", date(2021, 1, 4), CLOTH),
    "eu-community-masks": consignment("FR", TODAY, CLOTH),
    "us-2020-enforcement-policy": consignment("US", date(2020, 4, 10), US_MASK, REPORT),
    "us-510k-masks": consignment(
        "US",
        TODAY,
        US_MASK,
        looked_up("fda-510k", "K202719", TODAY),
        held("fda-registration"),
        REPORT,
    ),
    "us-2020-eua-imported-respirators": consignment(
        "US",
        MAY,
        replace(FFP2, use="medical", country_of_origin="VN", pack_wording="FFP2"),
        held("fda-eua", number=None),
        REPORT,
    ),
    "us-2020-eua-china-respirators": consignment(
        "US",
        MAY,
        KN95,
        REPORT,
        extracts=(
            Extract(
                id="x1",
                list="fda-appendix-a",
                day=MAY,
                rows=(ListedName(id="r1", name="SAMPLE Mask Works"),),
            ),
        ),
    ),
    "us-niosh-respirators": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-surgical-n95": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-respirators-2021": consignment(
        "US", TODAY, N95, looked_up("niosh-approval", "TC-84A-0007", TODAY), REPORT
    ),
    "us-2020-community-masks": consignment("US", MAY, CLOTH),
    "us-community-masks": consignment("US", TODAY, CLOTH),
    "us-510k-thermometers": consignment(
        "US",
        TODAY,
        GoodsLine(id="g1", kind="infrared-thermometer", use="medical"),
        held("fda-510k"),
    ),
    "ca-2020-interim-orders": consignment(
        "CA", MAY, MASK_2020, held("health-canada-order", number=None), REPORT
    ),
    "ca-establishment-licence": consignment(
        "CA", TODAY, MASK_2026, looked_up("mdel", "12345", TODAY), REPORT
    ),
    "ca-medical-respirators": consignment(
        "CA", TODAY, N95, held("csa-certification"), looked_up("mdel", "12345", TODAY), REPORT
    ),
    "ca-workplace-respirators": consignment(
        "CA",
        TODAY,
        replace(N95, use="workplace"),
        looked_up("niosh-approval", "TC-84A-0007", TODAY),
        REPORT,
    ),
    "ca-community-masks": consignment("CA", MAY, CLOTH),
}
# Conditions that no dossier can prove: they only state.
STATEMENTS = {
    "eu-2020-403/outside-retail",
    "eu-eudamed/device-entry",
    "us-2020-enforcement-policy/registration",
}


def asked(dossier: Dossier, law: Law, today: date = TODAY) -> Report:
    return check(dossier, law, today)


def one(report: Report, name: str) -> Finding:
    findings = report.find(name)
    assert findings, f"{name} was not asked: {[f.key for f in report.findings]}"
    return findings[0]


def goods(**fields: object) -> Change:
    def change(dossier: Dossier) -> Dossier:
        for name, value in fields.items():
            dossier = put(dossier, f"goods[g1].{name}", value)  # type: ignore[arg-type]
        return dossier

    return change


def paper(scheme: str, **fields: object) -> Change:
    def change(dossier: Dossier) -> Dossier:
        for name, value in fields.items():
            dossier = put(dossier, f"certificates[{scheme}].{name}", value)  # type: ignore[arg-type]
        return dossier

    return change


def without(*schemes: str) -> Change:
    def change(dossier: Dossier) -> Dossier:
        left = tuple(one for one in dossier.certificates if one.scheme not in schemes)
        return replace(dossier, certificates=left)

    return change


def with_paper(certificate: Certificate) -> Change:
    return lambda dossier: replace(dossier, certificates=(*dossier.certificates, certificate))


def without_party(*ids: str) -> Change:
    return lambda dossier: replace(
        dossier, parties=tuple(one for one in dossier.parties if one.id not in ids)
    )


def party(id_: str, **fields: object) -> Change:
    def change(dossier: Dossier) -> Dossier:
        for name, value in fields.items():
            dossier = put(dossier, f"parties[{id_}].{name}", value)  # type: ignore[arg-type]
        return dossier

    return change


def destination(**fields: object) -> Change:
    return lambda dossier: replace(dossier, destination=replace(dossier.destination, **fields))


def all_of(*changes: Change) -> Change:
    def change(dossier: Dossier) -> Dossier:
        for each in changes:
            dossier = each(dossier)
        return dossier

    return change


class Gap(Struct, frozen=True):
    """A change to a complete dossier, the condition it breaks, and what the finding says."""

    name: str
    change: Change
    answer: str
    says: str = ""


NO_LANGUAGE = destination(label_languages=())
NO_REPORT = without("test-report")
ONE_LOT = paper("test-report", lots=("L1",))
EAR_LOOPS = goods(fastening="ear-loops")
OLD_LOOK_UP = date(2026, 10, 24)
PPE: tuple[tuple[str, tuple[Change, str, str]], ...] = (
    ("body-number", (goods(ce_body=None), "unfilled", "four digits")),
    ("body-number-shape", (goods(ce_body="598"), "not-met", "598")),
    ("type-examination", (without("eu-type-examination"), "unfilled", "module B")),
    (
        "type-examination",
        (paper("eu-type-examination", models=("M2",)), "not-met", "eu-type-examination-1"),
    ),
    ("surveillance", (without("eu-production-check"), "unfilled", "C2 or D")),
    (
        "surveillance-yearly",
        (paper("eu-production-check", issued=date(2019, 6, 1)), "not-met", "1 year"),
    ),
    ("number-agrees", (goods(ce_body="2797"), "not-met", "2797")),
    (
        "declaration",
        (without("declaration-of-conformity"), "unfilled", "declaration of conformity"),
    ),
    ("declaration", (paper("declaration-of-conformity", evidence=()), "unfilled", "Attach")),
    ("class", (goods(filter_class="KN95"), "not-met", "KN95")),
    ("edition", (goods(standards=("EN 149:2001",)), "not-met", "EN 149:2001")),
    (
        "body-confirmed",
        (paper("eu-production-check", looked_up=None), "unfilled", "database of notified bodies"),
    ),
    ("importer", (without_party("im"), "unfilled", "importer")),
    ("lot-report", (ONE_LOT, "not-met", "Lots without a report: L2")),
    ("label-languages", (NO_LANGUAGE, "unfilled", "German for Germany")),
)
GAPS = (
    Gap("eu-2020-403/way", without("declaration-of-conformity"), "unfilled", "one way"),
    Gap("eu-2020-403/outside-retail", destination(public_purchase=True), "cannot-tell", "retail"),
    Gap("eu-2020-403/lot-report", ONE_LOT, "not-met", "L2"),
    Gap(
        "eu-2020-403/way-respirator",
        goods(kind="respirator", ce_mark=None),
        "unfilled",
        "bear the CE mark",
    ),
    Gap(
        "eu-2020-403/way-respirator",
        all_of(
            goods(kind="respirator", ce_mark=False),
            without("declaration-of-conformity"),
            destination(public_purchase=False),
        ),
        "unfilled",
        "release",
    ),
    Gap("eu-mdd-masks/no-body-number", goods(ce_body="0598"), "not-met", "0598"),
    Gap("eu-mdd-masks/edition", goods(standards=("EN 14683:2014",)), "not-met", "EN 14683:2014"),
    Gap("eu-mdd-masks/representative", without_party("ar"), "unfilled", "class I"),
    *(Gap(f"eu-ppe-respirators-2020/{name}", *gap) for name, gap in PPE),
    *(Gap(f"eu-ppe-respirators/{name}", *gap) for name, gap in PPE),
    Gap("eu-ppe-respirators/body-to-ask", goods(ce_body="2163"), "not-met", "2163"),
    Gap(
        "eu-ppe-respirators/body-to-ask",
        paper("eu-type-examination", body_id="1282"),
        "not-met",
        "Check with the body",
    ),
    Gap(
        "eu-ppe-respirators-2020/release-covers",
        with_paper(held("market-surveillance-release", goods=(), models=("M2",))),
        "unfilled",
        "those goods only",
    ),
    Gap(
        "eu-mdr-masks/release-covers",
        all_of(
            destination(placed_on_market=date(2021, 9, 1)),
            with_paper(held("market-surveillance-release", goods=(), models=("M2",))),
        ),
        "unfilled",
        "which goods lines",
    ),
    Gap("eu-ppe-respirators-2020/uk-body", goods(ce_body="0194"), "not-met", "0194"),
    Gap("eu-ppe-respirators/uk-body", goods(ce_body="0194"), "not-met", "0194"),
    Gap("eu-ppe-respirators-2020/uk-body-to-confirm", goods(ce_body="0086"), "not-met", "0086"),
    Gap("eu-ppe-respirators/uk-body-to-confirm", goods(ce_body="0086"), "not-met", "0086"),
    Gap("eu-ppe-respirators/marked", goods(ce_mark=False), "not-met", "easement"),
    Gap("eu-mdr-masks/sterility", goods(sterile=None), "unfilled", "sterile"),
    Gap("eu-mdr-masks/marked", goods(ce_mark=False), "not-met", "without the CE mark"),
    Gap("eu-mdr-masks/declaration", without("declaration-of-conformity"), "unfilled", "signed"),
    Gap("eu-mdr-masks/no-body-number", goods(ce_body="0598"), "not-met", "Number 0598"),
    Gap("eu-mdr-masks/sterile-number", goods(sterile=True), "unfilled", "sterile mask"),
    Gap("eu-mdr-masks/sterile-certificate", goods(sterile=True), "unfilled", "notified body"),
    Gap("eu-mdr-masks/uk-body", goods(sterile=True, ce_body="0086"), "not-met", "0086"),
    Gap(
        "eu-mdr-masks/edition",
        goods(standards=("EN 14683:2019+AC:2019",)),
        "not-met",
        "the cited edition is EN 14683:2025",
    ),
    Gap("eu-mdr-masks/representative", without_party("ar"), "unfilled", "representative"),
    Gap("eu-mdr-masks/importer", party("im", address=None), "unfilled", "importer"),
    Gap("eu-mdr-masks/lot-report", NO_REPORT, "unfilled", "accredited laboratory"),
    Gap("eu-mdr-masks/label-languages", NO_LANGUAGE, "unfilled", "German"),
    Gap("eu-eudamed/maker", party("mf", identifier=None), "unfilled", "SRN"),
    Gap("eu-eudamed/representative", party("ar", identifier=None), "unfilled", "SRN"),
    Gap("eu-eudamed/importer", party("im", identifier=None), "unfilled", "SRN"),
    Gap("eu-eudamed/maker-shape", party("mf", identifier="VN-AR-000012345"), "not-met", "-MF-"),
    Gap(
        "eu-eudamed/representative-shape",
        party("ar", identifier="NL-IM-000012345"),
        "not-met",
        "DE-AR-000012345",
    ),
    Gap("eu-eudamed/importer-shape", party("im", identifier="12345"), "not-met", "12345"),
    Gap("eu-eudamed/device-entry", goods(), "cannot-tell", "27 November 2026"),
    Gap(
        "eu-2020-community-masks/claims",
        goods(pack_wording="Medical mask"),
        "not-met",
        "The pack says: medical",
    ),
    Gap("eu-2020-community-masks/no-ce", goods(ce_mark=True), "not-met", "CE mark"),
    Gap("eu-2020-community-masks/label-languages", NO_LANGUAGE, "unfilled", "German"),
    Gap("eu-community-masks/claims", goods(pack_wording="FFP2 quality"), "not-met", "ffp"),
    Gap("eu-community-masks/no-ce", goods(ce_mark=True), "not-met", "Remove the mark"),
    Gap("eu-community-masks/responsible-person", party("ar", email=None), "unfilled", "e-mail"),
    Gap("eu-community-masks/label-languages", NO_LANGUAGE, "unfilled", "German"),
    Gap(
        "us-2020-enforcement-policy/truthful-label",
        goods(pack_wording="FDA approved surgical mask"),
        "unfilled",
        "labelled truthfully",
    ),
    Gap("us-2020-enforcement-policy/truthful-label", goods(pack_wording=None), "unfilled", "label"),
    Gap(
        "us-2020-enforcement-policy/approval-claims",
        goods(pack_wording="FDA approved surgical mask"),
        "not-met",
        "The pack says: fda approved",
    ),
    Gap(
        "us-2020-enforcement-policy/registration",
        with_paper(held("fda-registration")),
        "cannot-tell",
        "no clearance",
    ),
    Gap("us-2020-enforcement-policy/importer", without_party("im"), "unfilled", "genuine"),
    Gap("us-2020-enforcement-policy/lot-report", ONE_LOT, "not-met", "L2"),
    Gap(
        "us-2020-enforcement-policy/head-bands",
        goods(kind="respirator", fastening="ear-loops"),
        "not-met",
        "ear loops",
    ),
    Gap("us-2020-enforcement-policy/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-510k-masks/clearance", without("fda-510k"), "unfilled", "7 November 2023"),
    Gap("us-510k-masks/clearance", paper("fda-510k", models=("M2",)), "not-met", "K202719"),
    Gap("us-510k-masks/registration", without("fda-510k"), "not-met", "proves nothing"),
    Gap("us-510k-masks/clearance-shape", paper("fda-510k", number="D123456"), "not-met", "D123456"),
    Gap("us-510k-masks/edition", goods(standards=("ASTM F2100-11",)), "not-met", "ASTM F2100-11"),
    Gap("us-510k-masks/establishment", without("fda-registration"), "unfilled", "31 December"),
    Gap("us-510k-masks/importer", without_party("im"), "unfilled", "agent in the United States"),
    Gap(
        "us-510k-masks/register",
        paper("fda-510k", looked_up=OLD_LOOK_UP),
        "not-met",
        "more than 30 days",
    ),
    Gap("us-510k-masks/lot-report", ONE_LOT, "not-met", "L2"),
    Gap("us-510k-masks/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-2020-eua-imported-respirators/exhibit", without("fda-eua"), "unfilled", "Exhibit 1"),
    Gap("us-2020-eua-imported-respirators/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap(
        "us-2020-eua-china-respirators/appendix-a",
        lambda dossier: put(dossier, "extracts[x1].rows[r1].name", "SAMPLE Other Works"),
        "not-met",
        "SAMPLE Mask Works does not stand on Appendix A as printed on 6 May 2020 (1 rows)",
    ),
    Gap(
        "us-2020-eua-china-respirators/appendix-a",
        lambda dossier: replace(dossier, extracts=()),
        "cannot-tell",
        "Print it",
    ),
    Gap("us-2020-eua-china-respirators/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-niosh-respirators/approval", without("niosh-approval"), "unfilled", "N, R or P"),
    Gap("us-niosh-respirators/approval", paper("niosh-approval", models=("M2",)), "not-met", "M1"),
    Gap(
        "us-niosh-respirators/approval-shape",
        paper("niosh-approval", number="84A-7"),
        "not-met",
        "84A-7",
    ),
    Gap("us-niosh-respirators/head-bands", EAR_LOOPS, "not-met", "ear loops"),
    Gap(
        "us-niosh-respirators/register",
        paper("niosh-approval", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Gap("us-niosh-respirators/lot-report", ONE_LOT, "not-met", "L2"),
    Gap("us-niosh-respirators/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-surgical-n95/fluid-and-flame", NO_REPORT, "unfilled", "flammability"),
    Gap("us-respirators-2021/class", goods(filter_class="KN95"), "not-met", "6 July 2021"),
    Gap(
        "us-2020-community-masks/claims",
        goods(pack_wording="KN95, not a medical device"),
        "not-met",
        "kn95",
    ),
    Gap("us-2020-community-masks/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-community-masks/claims", goods(pack_wording="Kills the virus"), "not-met", "virus"),
    Gap("us-community-masks/label-languages", NO_LANGUAGE, "unfilled", "English"),
    Gap("us-510k-thermometers/clearance", without("fda-510k"), "unfilled", "thermometer"),
    Gap("ca-2020-interim-orders/way", without("health-canada-order"), "unfilled", "interim order"),
    Gap(
        "ca-2020-interim-orders/way-worn",
        all_of(goods(kind="respirator"), without("health-canada-order")),
        "unfilled",
        "interim order",
    ),
    Gap(
        "ca-2020-interim-orders/use", goods(kind="respirator", use=None), "unfilled", "medical use"
    ),
    Gap(
        "ca-2020-interim-orders/workplace-class",
        goods(kind="respirator", use="workplace", filter_class="KN95"),
        "not-met",
        "KN95",
    ),
    Gap(
        "ca-2020-interim-orders/head-bands",
        goods(kind="respirator", fastening="ear-loops"),
        "not-met",
        "ear loops",
    ),
    Gap("ca-2020-interim-orders/lot-report", ONE_LOT, "not-met", "L2"),
    Gap(
        "ca-2020-interim-orders/lot-report-respirator",
        all_of(goods(kind="respirator"), ONE_LOT),
        "not-met",
        "L2",
    ),
    Gap("ca-2020-interim-orders/label-languages", NO_LANGUAGE, "unfilled", "French"),
    Gap("ca-establishment-licence/licence", without("mdel"), "unfilled", "MDEL"),
    Gap(
        "ca-establishment-licence/licence",
        paper("mdel", expires=date(2026, 11, 23)),
        "not-met",
        "12345",
    ),
    Gap(
        "ca-establishment-licence/licence-respirator",
        all_of(goods(kind="respirator"), without("mdel")),
        "unfilled",
        "MDEL",
    ),
    Gap(
        "ca-establishment-licence/licence-gown",
        all_of(goods(kind="protective-suit"), without("mdel")),
        "unfilled",
        "MDEL",
    ),
    Gap(
        "ca-establishment-licence/register",
        paper("mdel", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Gap("ca-establishment-licence/importer", without_party("im"), "unfilled", "importer"),
    Gap("ca-establishment-licence/lot-report", ONE_LOT, "not-met", "L2"),
    Gap("ca-establishment-licence/label-languages", NO_LANGUAGE, "unfilled", "French"),
    Gap(
        "ca-medical-respirators/mark",
        without("csa-certification", "test-report"),
        "unfilled",
        "CSA certification",
    ),
    Gap(
        "ca-medical-respirators/mark",
        all_of(without("test-report"), paper("csa-certification", expires=date(2026, 11, 23))),
        "unfilled",
        "NIOSH approval",
    ),
    Gap("ca-workplace-respirators/approval", without("niosh-approval"), "unfilled", "KN95"),
    Gap("ca-workplace-respirators/head-bands", EAR_LOOPS, "not-met", "ear loops"),
    Gap(
        "ca-workplace-respirators/register",
        paper("niosh-approval", looked_up=OLD_LOOK_UP),
        "not-met",
        "30 days",
    ),
    Gap("ca-workplace-respirators/lot-report", ONE_LOT, "not-met", "L2"),
    Gap("ca-community-masks/claims", goods(pack_wording="Surgical"), "not-met", "surgical"),
    Gap(
        "ca-community-masks/claims-respirator",
        goods(kind="respirator", pack_wording="Medical KN95"),
        "not-met",
        "medical",
    ),
    Gap("ca-community-masks/label-languages", NO_LANGUAGE, "unfilled", "French"),
)


@pytest.mark.parametrize("pack", COMPLETE)
def test_a_complete_dossier_is_held_up_by_nothing_and_asks_for_no_look(law: Law, pack: str) -> None:
    report = asked(COMPLETE[pack], law)
    own = [finding for finding in report.findings if finding.pack == pack]
    assert own
    open_ = {finding.key for finding in report.findings if finding.open}
    assert open_ <= STATEMENTS
    for stage in STAGES:
        assert not held_up_by(report, COMPLETE[pack], "supplier-statement", stage)
    assert {finding.key for finding in to_look_at(report, COMPLETE[pack])} <= STATEMENTS
    assert not [line for side, line in report.uncovered if side == "destination"]


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.name)
def test_a_gap_is_found_and_said_with_its_numbers(law: Law, gap: Gap) -> None:
    dossier = gap.change(COMPLETE[gap.name.partition("/")[0]])
    finding = one(asked(dossier, law), gap.name)
    assert finding.answer == gap.answer
    assert gap.says.casefold() in finding.sentence("en").casefold()


def test_every_condition_has_a_dossier_that_fails_it(law: Law) -> None:
    failed = {gap.name for gap in GAPS}
    silent = {"eu-ppe-respirators-2020/body-to-ask"}  # tried with its life's edges below
    known = {f"{pack.id}/{condition.id}" for pack in law for condition in pack.conditions}
    assert known - failed - silent == set()


def test_every_condition_that_blocks_has_a_dossier_that_meets_it(law: Law) -> None:
    respirator = goods(kind="respirator", use="medical")
    passing = (
        *COMPLETE.values(),
        consignment("DE", TODAY, STERILE, DECLARED, REPORT, held("eu-device-certificate")),
        respirator(COMPLETE["eu-2020-403"]),
        respirator(COMPLETE["ca-2020-interim-orders"]),
    )
    met = {
        f"{finding.pack}/{finding.condition}"
        for dossier in passing
        for finding in asked(dossier, law).findings
        if finding.answer == "met"
    }
    blocking = {
        f"{pack.id}/{condition.id}"
        for pack in law
        for condition in pack.conditions
        if condition.severity == "blocks"
    }
    # Its whole point is not to be asked once a clearance is held.
    assert blocking - met == {"us-510k-masks/registration"}


def test_every_sentence_can_be_said_in_every_language(law: Law) -> None:
    for gap in GAPS:
        dossier = gap.change(COMPLETE[gap.name.partition("/")[0]])
        for finding in asked(dossier, law).findings:
            for language in LANGUAGES:
                assert "{" not in finding.sentence(language)


def test_what_blocks_holds_up_the_suppliers_statement_and_no_other_paper(law: Law) -> None:
    for pack in law:
        for condition in pack.conditions:
            assert condition.papers == ("supplier-statement",)
            assert not pack.papers


def on(dossier: Dossier, day: date) -> Dossier:
    declared = replace(dossier.customs.declarations[0], planned=day)
    return replace(dossier, customs=replace(dossier.customs, declarations=(declared,)))


def applies(dossier: Dossier, law: Law, pack: str) -> bool:
    return next(one for one in asked(dossier, law).standings if one.pack == pack).applies


@pytest.mark.parametrize(
    ("pack", "first", "last"),
    [
        ("eu-2020-403", date(2020, 3, 16), date(2021, 10, 1)),
        ("eu-mdd-masks", date(2020, 3, 25), date(2021, 5, 25)),
        ("eu-ppe-respirators-2020", date(2020, 3, 16), date(2021, 10, 1)),
        ("eu-ppe-respirators", date(2021, 10, 2), None),
        ("eu-mdr-masks", date(2021, 5, 26), None),
        ("eu-eudamed", date(2026, 5, 28), None),
        ("eu-2020-community-masks", date(2020, 7, 1), date(2024, 12, 12)),
        ("eu-community-masks", date(2024, 12, 13), None),
        ("us-2020-enforcement-policy", date(2020, 4, 1), date(2023, 11, 7)),
        ("us-510k-masks", date(2023, 11, 8), None),
        ("us-2020-eua-imported-respirators", date(2020, 3, 24), date(2021, 7, 5)),
        ("us-2020-eua-china-respirators", date(2020, 4, 3), date(2021, 7, 5)),
        ("us-niosh-respirators", date(1995, 7, 10), None),
        ("us-surgical-n95", date(2018, 5, 17), None),
        ("us-respirators-2021", date(2021, 7, 6), None),
        ("us-2020-community-masks", date(2020, 4, 18), date(2021, 2, 16)),
        ("us-community-masks", date(2021, 2, 17), None),
        ("us-510k-thermometers", date(2023, 12, 1), None),
        ("ca-2020-interim-orders", date(2020, 3, 18), date(2023, 2, 21)),
        ("ca-establishment-licence", date(2023, 2, 22), None),
        ("ca-medical-respirators", date(2021, 10, 29), None),
        ("ca-workplace-respirators", date(2023, 2, 22), None),
        ("ca-community-masks", date(2020, 1, 1), None),
    ],
)
def test_a_pack_speaks_from_its_first_day_to_its_last(
    law: Law, pack: str, first: date, last: date | None
) -> None:
    dossier = COMPLETE[pack]
    day = date.resolution
    assert not applies(on(dossier, first - day), law, pack)
    assert applies(on(dossier, first), law, pack)
    if last is not None:
        assert applies(on(dossier, last), law, pack)
        assert not applies(on(dossier, last + day), law, pack)


def test_the_day_of_placing_on_the_market_decides_and_else_arrival_and_shipment(law: Law) -> None:
    late = on(COMPLETE["eu-mdr-masks"], date(2026, 5, 20))
    assert not applies(late, law, "eu-eudamed")
    shipped = replace(late, customs=replace(late.customs, shipped=date(2026, 5, 28)))
    assert applies(shipped, law, "eu-eudamed")
    arrived = replace(shipped, customs=replace(shipped.customs, arrives=date(2026, 6, 30)))
    assert one(asked(arrived, law), "eu-eudamed/maker").day == date(2026, 6, 30)
    placed = destination(placed_on_market=date(2026, 7, 15))(arrived)
    assert one(asked(placed, law), "eu-eudamed/maker").day == date(2026, 7, 15)


def test_a_type_examination_holds_on_its_last_day_and_not_the_day_after(law: Law) -> None:
    dossier = COMPLETE["eu-ppe-respirators"]
    last = on(dossier, date(2024, 5, 1))
    assert one(asked(last, law), "eu-ppe-respirators/type-examination").answer == "met"
    after = on(dossier, date(2024, 5, 2))
    finding = one(asked(after, law), "eu-ppe-respirators/type-examination")
    assert finding.answer == "not-met"
    assert finding.numbers["years"] == 5
    assert "at most 5 years" in finding.sentence("en")


def test_the_edition_cited_since_20_october_2025_makes_the_older_one_a_look(law: Law) -> None:
    old = goods(standards=("EN 14683:2019+AC:2019",))(COMPLETE["eu-mdr-masks"])
    before = one(asked(on(old, date(2025, 10, 19)), law), "eu-mdr-masks/edition")
    since = one(asked(on(old, date(2025, 10, 20)), law), "eu-mdr-masks/edition")
    assert (before.answer, since.answer, since.severity) == ("met", "not-met", "look")


@pytest.mark.parametrize(
    ("body", "condition", "day", "answer"),
    [
        ("0194", "uk-body", date(2020, 12, 31), "met"),
        ("0194", "uk-body", date(2021, 1, 1), "not-met"),
        ("0120", "uk-body-to-confirm", date(2020, 12, 31), "met"),
        ("0120", "uk-body-to-confirm", date(2021, 1, 1), "not-met"),
        ("1282", "body-to-ask", date(2021, 2, 28), "met"),
        ("1282", "body-to-ask", date(2021, 3, 1), "not-met"),
    ],
)
def test_what_is_known_of_a_body_counts_from_the_day_it_was_known(
    law: Law, body: str, condition: str, day: date, answer: str
) -> None:
    dossier = goods(ce_body=body)(COMPLETE["eu-ppe-respirators-2020"])
    finding = one(asked(on(dossier, day), law), f"eu-ppe-respirators-2020/{condition}")
    assert finding.answer == answer


def test_a_body_to_ask_about_is_never_refused(law: Law) -> None:
    for pack in law:
        for condition in pack.conditions:
            if condition.id in ("body-to-ask", "body-confirmed", "uk-body-to-confirm"):
                assert condition.severity == "look"


@pytest.mark.parametrize(
    "easement",
    [
        with_paper(held("market-surveillance-release", number=None)),
        destination(public_purchase=True),
    ],
    ids=["released", "public-purchase"],
)
def test_the_easement_of_2020_lets_goods_in_without_the_ordinary_papers(
    law: Law, easement: Change
) -> None:
    mask = easement(without("declaration-of-conformity")(COMPLETE["eu-2020-403"]))
    assert one(asked(mask, law), "eu-2020-403/way").answer == "met"
    bare = goods(kind="respirator", ce_mark=False)(mask)
    assert one(asked(bare, law), "eu-2020-403/way-respirator").answer == "met"
    marked = easement(
        without("eu-type-examination", "eu-production-check", "declaration-of-conformity")(
            COMPLETE["eu-ppe-respirators-2020"]
        )
    )
    report = asked(marked, law)
    lifted = one(report, "eu-ppe-respirators-2020/type-examination")
    assert lifted.answer == "not-applicable"
    assert "2020/403" in lifted.sentence("vi")
    assert not held_up_by(report, marked, "supplier-statement", "making")


def test_the_easement_does_not_outlive_its_last_day(law: Law) -> None:
    dossier = destination(public_purchase=True)(COMPLETE["eu-ppe-respirators"])
    dossier = on(without("eu-type-examination")(dossier), date(2021, 10, 2))
    report = asked(dossier, law)
    assert one(report, "eu-ppe-respirators/type-examination").answer == "unfilled"
    assert held_up_by(report, dossier, "supplier-statement", "making")


def test_masks_placed_under_the_easement_need_their_day_under_the_device_regulation(
    law: Law,
) -> None:
    dossier = without("declaration-of-conformity")(COMPLETE["eu-mdr-masks"])
    dossier = destination(public_purchase=True)(on(dossier, date(2021, 9, 1)))
    assert one(asked(dossier, law), "eu-mdr-masks/declaration").answer == "unfilled"
    last = destination(placed_on_market=date(2021, 10, 1))(dossier)
    assert one(asked(last, law), "eu-mdr-masks/declaration").answer == "not-applicable"
    after = destination(placed_on_market=date(2021, 10, 2))(dossier)
    assert one(asked(after, law), "eu-mdr-masks/declaration").answer == "unfilled"


def test_a_mask_that_is_a_respirator_too_rightly_bears_a_number(law: Law) -> None:
    both = goods(ce_body="0598", standards=("EN 14683:2025", "EN 149:2001+A1:2009"))
    report = asked(both(COMPLETE["eu-mdr-masks"]), law)
    assert not report.find("eu-mdr-masks/no-body-number")


def test_sterile_masks_pass_with_a_number_and_a_certificate(law: Law) -> None:
    sterile = consignment("DE", TODAY, STERILE, DECLARED, REPORT, held("eu-device-certificate"))
    report = asked(sterile, law)
    assert one(report, "eu-mdr-masks/sterile-number").answer == "met"
    assert one(report, "eu-mdr-masks/sterile-certificate").answer == "met"
    assert not held_up_by(report, sterile, "supplier-statement", "making")


def test_a_legal_manufacturer_in_the_union_needs_no_representative(law: Law) -> None:
    dossier = all_of(
        without_party("ar"), party("mf", country="DE"), goods(legal_manufacturer="mf")
    )(COMPLETE["eu-mdr-masks"])
    report = asked(dossier, law)
    assert one(report, "eu-mdr-masks/representative").answer == "not-applicable"
    assert one(report, "eu-eudamed/representative").answer == "not-applicable"
    abroad = party("mf", country="VN")(dossier)
    assert one(asked(abroad, law), "eu-mdr-masks/representative").answer == "unfilled"


def test_what_the_importer_must_be_holds_up_departure_and_not_the_making(law: Law) -> None:
    dossier = without_party("im", "ar")(COMPLETE["eu-mdr-masks"])
    report = asked(dossier, law)
    assert not held_up_by(report, dossier, "supplier-statement", "making")
    names = {one.key for one in held_up_by(report, dossier, "supplier-statement", "departure")}
    assert "eu-mdr-masks/importer" in names
    assert "eu-mdr-masks/representative" in names
    assert not held_up_by(report, dossier, "commercial-invoice", "departure")


def test_the_unverified_pack_on_the_old_directive_only_asks_to_look(law: Law) -> None:
    pack = next(pack for pack in law if pack.id == "eu-mdd-masks")
    assert pack.status == "unverified"
    assert {condition.severity for condition in pack.conditions} == {"look", "note"}


def test_a_kn95_has_no_way_since_6_july_2021_even_on_appendix_a(law: Law) -> None:
    dossier = COMPLETE["us-2020-eua-china-respirators"]
    arrived = date(2021, 7, 6)
    report = asked(on(dossier, arrived), law)
    assert not report.find("us-2020-eua-china-respirators/appendix-a")
    finding = one(report, "us-respirators-2021/class")
    assert finding.answer == "not-met"
    assert finding.numbers["found"] == ("KN95",)
    assert held_up_by(report, dossier, "supplier-statement", "making")


def test_a_510k_lets_a_pack_speak_of_its_clearance(law: Law) -> None:
    cleared = all_of(goods(pack_wording="FDA cleared"), with_paper(held("fda-510k")))
    report = asked(cleared(COMPLETE["us-2020-enforcement-policy"]), law)
    assert one(report, "us-2020-enforcement-policy/truthful-label").answer == "met"
    assert not report.find("us-2020-enforcement-policy/approval-claims")


def test_an_honest_denial_on_the_pack_is_no_claim(law: Law) -> None:
    dossier = goods(pack_wording="Not FDA approved")(COMPLETE["us-2020-enforcement-policy"])
    report = asked(dossier, law)
    assert one(report, "us-2020-enforcement-policy/truthful-label").answer == "met"


def test_a_registration_beside_a_clearance_is_no_fault(law: Law) -> None:
    assert not asked(COMPLETE["us-510k-masks"], law).find("us-510k-masks/registration")


def test_kn95_for_daily_use_enter_canada_without_an_interim_order(law: Law) -> None:
    daily = replace(KN95, use="daily", fastening="ear-loops")
    for line in (daily, replace(daily, kind="non-medical-mask")):
        dossier = consignment("CA", MAY, line)
        report = asked(dossier, law)
        assert not held_up_by(report, dossier, "supplier-statement", "departure")
        assert not to_look_at(report, dossier)
        assert not [one for side, one in report.uncovered if side == "destination"]


def test_the_importers_licence_is_another_way_of_the_interim_orders(law: Law) -> None:
    dossier = without("health-canada-order")(COMPLETE["ca-2020-interim-orders"])
    report = asked(with_paper(held("mdel"))(dossier), law)
    assert one(report, "ca-2020-interim-orders/way").answer == "met"


def test_a_respirator_for_health_care_needs_a_mark_or_an_equivalent_in_canada(law: Law) -> None:
    for scheme in ("niosh-approval", "csa-certification", "test-report"):
        dossier = consignment("CA", TODAY, N95, held(scheme, lots=("L1", "L2")), held("mdel"))
        assert one(asked(dossier, law), "ca-medical-respirators/mark").answer == "met"


def test_the_kingdom_is_no_union_country_and_norway_follows_the_union(law: Law) -> None:
    british = destination(country="GB")(COMPLETE["eu-mdr-masks"])
    assert asked(british, law).uncovered.count(("destination", "goods[g1]")) == 1
    norwegian = destination(country="NO")(COMPLETE["eu-mdr-masks"])
    assert applies(norwegian, law, "eu-mdr-masks")


def test_what_no_source_carries_is_said_to_be_uncovered(law: Law) -> None:
    for country, kind in (("DE", "protective-suit"), ("US", "test-kit"), ("CA", "ventilator")):
        line = GoodsLine(id="g1", kind=kind, use="medical")
        report = asked(consignment(country, TODAY, line), law)
        assert ("destination", "goods[g1]") in report.uncovered


def test_no_source_prints_an_address_that_was_not_seen(law: Law) -> None:
    for pack in law:
        for source in pack.sources:
            assert not source.address or source.address.startswith("https://")
            assert "asaptic" not in source.address
    assert all(
        len({wording.en, wording.vi, wording.zh}) == 3
        for pack in law
        for _, wording in wordings(pack)
    )
