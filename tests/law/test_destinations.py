"""The packs of the United States, the European Union and Canada on small invented dossiers."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.consignments import (
    DECLARED,
    KN95,
    MAY,
    N95,
    REPORT,
    STERILE,
    TODAY,
    consignment,
    destination,
    goods,
    held,
    party,
    without_party,
)
from law.table import Change, all_of, asked, on_day, with_paper, without
from law.tables import canada, european_union, united_states
from maskdesk.dossier.sections import Dossier, GoodsLine
from maskdesk.law.pack import Stage
from maskdesk.law.reader import Law, read_law, wordings
from maskdesk.rules.evaluate import Report
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by, to_look_at
from maskdesk.rules.vocabulary import prove

COMPLETE = {**european_union.BASES, **united_states.BASES, **canada.BASES}
STAGES: tuple[Stage, ...] = ("making", "handing-in", "departure")


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


# Conditions that no dossier can prove: they only state.
STATEMENTS = {
    "eu-2020-403/outside-retail",
    "eu-eudamed/device-entry",
    "eu-mdr-masks/biological-safety",
    "us-2020-enforcement-policy/registration",
    "us-510k-masks/device-identifier",
    "us-niosh-respirators/face-piece",
}


def one(report: Report, name: str) -> Finding:
    findings = report.find(name)
    assert findings, f"{name} was not asked: {[f.key for f in report.findings]}"
    return findings[0]


@pytest.mark.parametrize("base", COMPLETE)
def test_a_complete_dossier_is_held_up_by_nothing_and_asks_for_no_look(law: Law, base: str) -> None:
    report = asked(COMPLETE[base], law)
    assert {finding.pack for finding in report.findings if base.startswith(finding.pack)}
    open_ = {finding.key for finding in report.findings if finding.open}
    assert open_ <= STATEMENTS
    for stage in STAGES:
        assert not held_up_by(report, COMPLETE[base], "supplier-statement", stage)
    assert {finding.key for finding in to_look_at(report, COMPLETE[base])} <= STATEMENTS
    assert not [line for side, line in report.uncovered if side == "destination"]


def test_what_blocks_holds_up_the_suppliers_statement_and_no_other_paper(law: Law) -> None:
    for pack in law:
        for condition in pack.conditions:
            assert condition.papers == ("supplier-statement",)
            assert not pack.papers


def on(dossier: Dossier, day: date) -> Dossier:
    return on_day(day)(dossier)


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
    for country, kind in (("DE", "protective-suit"), ("US", "ventilator"), ("CA", "ventilator")):
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


@pytest.mark.parametrize(
    ("pack", "languages", "answer"),
    [
        ("us-510k-masks", ("English",), "met"),
        ("us-510k-masks", ("de",), "not-met"),
        ("ca-establishment-licence", ("en",), "not-met"),
        ("ca-establishment-licence", ("tiếng Anh", "tiếng Pháp"), "met"),
        ("eu-mdr-masks", ("English",), "not-met"),
        ("eu-mdr-masks", ("德语",), "met"),
    ],
)
def test_a_label_must_speak_the_language_of_the_destination(
    law: Law, pack: str, languages: tuple[str, ...], answer: str
) -> None:
    dossier = destination(label_languages=languages)(COMPLETE[pack])
    assert one(asked(dossier, law), f"{pack}/label-languages").answer == answer


@pytest.mark.parametrize(
    ("pack", "class_", "says"),
    [
        ("us-510k-masks", "surgical-mask", "product code FXX"),
        ("us-510k-thermometers", "thermometer", "product code FLL"),
        ("us-community-masks", "consumer-mask", "without a medical claim"),
        ("eu-mdr-masks", "class-i", "CE mark without a number"),
        ("eu-ppe-respirators", "category-iii", "category III"),
        ("ca-establishment-licence", "class-i-mask", "Class I"),
        ("ca-workplace-respirators", "workplace-respirator", "provinces"),
    ],
)
def test_what_the_authority_takes_the_goods_for_is_told(
    law: Law, pack: str, class_: str, says: str
) -> None:
    told = [one for one in asked(COMPLETE[pack], law).classes if one.pack == pack]
    assert [one.id for one in told] == [class_]
    assert says in told[0].name.en


def test_a_sterile_mask_is_of_another_class_in_the_union(law: Law) -> None:
    told = asked(goods(sterile=True)(COMPLETE["eu-mdr-masks"]), law).classes
    assert [one.id for one in told] == ["class-i-sterile"]


def test_a_coverall_is_no_surgical_gown(law: Law) -> None:
    coverall = goods(standards=("EN 14126:2003+AC:2004",))(COMPLETE["eu-surgical-gowns"])
    assert not applies(coverall, law, "eu-surgical-gowns")
    assert ("destination", "goods[g1]") in asked(coverall, law).uncovered
