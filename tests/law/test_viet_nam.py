"""Viet Nam's packs: what each duty answers, and on which days it is asked at all."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.table import with_, without_row
from law.tables.viet_nam import (
    DEVICES_2023,
    DRAFTS,
    FREE_2020,
    MILLION,
    NOW,
    SALE_2020,
    aid,
    devices,
    export_only,
    export_processing,
    exported,
    free_sale,
    masks,
    processing,
    respirators,
    sold,
    support,
)
from maskdesk.dossier.paths import put, put_rows
from maskdesk.dossier.sections import (
    Certificate,
    Declaration,
    Dossier,
    Paper,
)
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by, to_look_at
from maskdesk.rules.vocabulary import prove


@pytest.fixture(scope="module")
def law() -> Law:
    """The packs of Viet Nam as they are shipped."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "law"
    law = read_law({path.name: path.read_bytes() for path in sorted(folder.glob("vn-*.toml"))})
    prove(law)
    return law


def checked(dossier: Dossier, law: Law) -> Report:
    """The report on the day the dossier's declaration is planned for."""
    planned = dossier.customs.declarations[0].planned
    assert isinstance(planned, date)
    return check(dossier, law, planned)


def finding(dossier: Dossier, law: Law, name: str) -> Finding:
    """The one finding of a name."""
    found = checked(dossier, law).find(name)
    assert len(found) == 1, f"{name}: {len(found)} findings"
    return found[0]


def asked(dossier: Dossier, law: Law) -> set[str]:
    """The packs whose conditions were asked."""
    return {one.pack for one in checked(dossier, law).standings if one.applies}


# --- The five consignments ---------------------------------------------------------------------


def test_an_ordinary_sale_of_april_2020_has_no_route_under_resolution_20(law: Law) -> None:
    found = finding(masks(SALE_2020), law, "vn-2020-nq20/route")
    assert (found.answer, found.severity, found.stage) == ("not-met", "blocks", "handing-in")
    assert found.papers == ("*",)
    assert found.official
    sentence = found.sentence("en")
    assert "no route for an ordinary seller" in sentence
    assert "no licence to apply for" in sentence


def test_an_ordinary_seller_is_never_asked_for_a_licence_or_a_share_of_output(law: Law) -> None:
    report = checked(masks(SALE_2020), law)
    conditions = {one.condition for one in report.findings if one.pack == "vn-2020-nq20"}
    assert conditions == {"route", "capacity-report"}


def test_papers_of_the_draft_basis_can_be_made_while_the_sale_is_held_up(law: Law) -> None:
    dossier = masks(SALE_2020)
    report = checked(dossier, law)
    form = "vn-domestic-support"
    assert {due.pack for due in report.due if due.form == form} == set(DRAFTS)
    assert held_up_by(report, dossier, form, "making") == ()
    held = held_up_by(report, dossier, form, "handing-in")
    assert [one.key for one in held] == ["vn-2020-nq20/route"]


def test_both_drafts_would_be_met_as_reported(law: Law) -> None:
    dossier = masks(SALE_2020)
    mof = finding(dossier, law, "vn-2020-draft-mof/domestic-share")
    press = finding(dossier, law, "vn-2020-draft-press/sale-or-support")
    assert (mof.answer, press.answer) == ("met", "met")
    assert mof.sentence("en") == (
        "Would meet the draft as reported: 20 % of 6,400,000 is 1,280,000; "
        "1,280,000 pieces counted (facilities: 4)."
    )
    assert press.sentence("en").startswith("Would meet the draft as reported:")
    assert to_look_at(checked(dossier, law), dossier) == ()


def test_cloth_masks_and_a_body_that_is_no_health_facility_do_not_count(law: Law) -> None:
    dossier = masks(SALE_2020)
    rows = (
        *dossier.support[:2],
        support("f3", 500_000),
        support("f4", 40_000, product="non-medical-mask"),
        support("f5", 20_000, kind="other-body"),
    )
    found = finding(replace(dossier, support=rows), law, "vn-2020-draft-mof/domestic-share")
    assert found.answer == "not-met"
    named = ("required", "counted", "short", "declare_at_most")
    assert [found.numbers[name] for name in named] == [1_280_000, 1_220_000, 60_000, 6_100_000]
    assert "support[f4].product" in found.places
    assert "support[f5].kind" in found.places
    assert found.sentence("en") == (
        "Would not meet the draft as reported: 20 % of 6,400,000 is 1,280,000; 1,220,000 counted; "
        "60,000 short. Pledge 60,000 more, or declare at most 6,100,000. "
        "Not counted: SAMPLE facility f4, SAMPLE facility f5."
    )
    assert "6.100.000 chiếc" in found.sentence("vi")


def test_a_processing_contract_signed_before_march_2020_is_exempt_and_says_why(law: Law) -> None:
    report = checked(processing(date(2020, 2, 20)), law)
    found = [one for one in report.findings if one.pack == "vn-2020-nq20" and one.exemption]
    assert [one.condition for one in found] == ["processing-date"]
    assert found[0].answer == "not-applicable"
    assert found[0].exemption == "processing-before-march"
    assert "contract signed before 1 March 2020" in found[0].sentence("en")
    assert not any(one.open and one.severity == "blocks" for one in report.findings)


def test_after_resolution_60_neither_licence_nor_share_holds_anything_up(law: Law) -> None:
    dossier = masks(FREE_2020)
    report = checked(dossier, law)
    assert asked(dossier, law) == {"vn-2018-customs", "vn-2020-nq60"}
    assert not any(one.open and one.severity != "note" for one in report.findings)
    assert not any("share" in one.numbers for one in report.findings)
    assert [(due.form, due.pack) for due in report.due] == [("vn-undertaking", "vn-2020-nq60")]
    sentence = finding(dossier, law, "vn-2020-nq60/no-licence").sentence("en")
    assert "no share" in sentence


def test_masks_for_export_only_need_no_licence_share_or_number_today(law: Law) -> None:
    dossier = export_only()
    report = checked(dossier, law)
    assert asked(dossier, law) == {
        "vn-2021-type-codes",
        "vn-2022-nq60-dormant",
        "vn-2025-customs",
        "vn-2026-nd37",
        "vn-2026-nd98-overlay",
    }
    assert report.find("vn-2026-nd98-overlay/circulation-number") == ()
    assert not any("share" in one.numbers for one in report.findings)
    due = [(due.form, due.pack) for due in report.due]
    assert due == [("vn-export-only-statement", "vn-2026-nd98-overlay")]
    assert not any(one.open and one.severity == "blocks" for one in report.findings)
    assert [one.key for one in to_look_at(report, dossier)] == [
        "vn-2026-nd98-overlay/unread-annexes"
    ]
    found = finding(dossier, law, "vn-2026-nd98-overlay/export-only")
    assert found.answer == "met"
    assert "no circulation number, no licence and no share" in found.sentence("en")


# --- Resolution 20, its exemptions and its licence ----------------------------------------------


def test_aid_with_assignment_licence_and_shares_meets_resolution_20(law: Law) -> None:
    report = checked(aid(), law)
    answers = {one.condition: one.answer for one in report.findings if one.pack == "vn-2020-nq20"}
    assert answers == {
        "route": "met",
        "assignment": "met",
        "export-share": "met",
        "domestic-share": "met",
        "output-base": "met",
        "licence": "met",
        "licence-quantity": "cannot-tell",
        "capacity-report": "cannot-tell",
    }


def test_a_quarter_of_output_is_reckoned_with_its_period_and_rounded_down(law: Law) -> None:
    dossier = put(aid(), "output.pieces_made", 3_999_999)
    found = finding(dossier, law, "vn-2020-nq20/export-share")
    assert found.answer == "not-met"
    named = ("allowed", "over", "whole_needed")
    assert [found.numbers[name] for name in named] == [999_999, 1, 4 * MILLION]
    assert "from 1 Mar 2020 to 31 Mar 2020" in found.sentence("en")
    assert "999.999" in found.sentence("vi")


def test_three_quarters_of_output_kept_at_home_are_rounded_up(law: Law) -> None:
    dossier = put(aid(), "output.pieces_made", 4_000_001)
    found = finding(dossier, law, "vn-2020-nq20/domestic-share")
    assert found.answer == "not-met"
    assert [found.numbers[name] for name in ("required", "short")] == [3_000_001, 1]


def test_a_processing_contract_of_1_march_is_not_exempt(law: Law) -> None:
    found = finding(processing(date(2020, 3, 1)), law, "vn-2020-nq20/processing-date")
    assert (found.answer, found.severity) == ("not-met", "blocks")
    assert "that day itself not" in found.sentence("en")


def test_a_processing_contract_of_29_february_is_exempt(law: Law) -> None:
    found = finding(processing(date(2020, 2, 29)), law, "vn-2020-nq20/processing-date")
    assert found.exemption == "processing-before-march"


def test_a_processing_contract_without_a_day_asks_for_it(law: Law) -> None:
    found = finding(processing(None), law, "vn-2020-nq20/processing-date")
    assert (found.answer, found.places) == ("unfilled", ("contract.signed",))


def test_an_export_processing_enterprise_is_exempt_but_to_be_looked_at(law: Law) -> None:
    found = finding(export_processing(masks(SALE_2020)), law, "vn-2020-nq20/route")
    assert (found.answer, found.severity) == ("not-applicable", "look")
    assert found.exemption == "export-processing-enterprise"
    assert not found.official


def test_an_export_processing_enterprise_without_its_certificate_is_not_exempt(law: Law) -> None:
    dossier = put(masks(SALE_2020), "exporter.status", "export-processing")
    assert finding(dossier, law, "vn-2020-nq20/route").answer == "not-met"


def test_the_type_code_bears_an_exemption_out(law: Law) -> None:
    cases = (
        ("processing", processing(date(2020, 2, 20)), "E52"),
        ("export-processing", export_processing(masks(SALE_2020)), "E42"),
    )
    for name, dossier, code in cases:
        key = f"vn-2020-nq20/type-code-{name}"
        assert finding(put(dossier, "customs.type_code", code), law, key).answer == "met"
        other = finding(put(dossier, "customs.type_code", "B11"), law, key)
        assert (other.answer, other.severity) == ("not-met", "note")


def test_each_declaration_is_asked_under_the_law_of_its_own_day(law: Law) -> None:
    dossier = masks(SALE_2020)
    two = (
        Declaration(id="d1", planned=date(2020, 4, 28)),
        Declaration(id="d2", planned=date(2020, 4, 29)),
    )
    report = check(put_rows(dossier, "customs.declarations", two), law, SALE_2020)
    assert [one.subject for one in report.find("vn-2020-nq20/route")] == ["d1"]
    assert [one.subject for one in report.find("vn-2020-nq60/no-licence")] == ["d2"]


def test_without_a_type_of_contract_resolution_20_asks_for_nothing_else(law: Law) -> None:
    dossier = put(masks(SALE_2020), "contract.type", None)
    found = [one for one in checked(dossier, law).findings if one.pack == "vn-2020-nq20"]
    asked_for = [(one.condition, one.answer) for one in found if one.severity == "blocks"]
    assert asked_for == [("route", "unfilled")]


def test_the_licence_procedure_concerns_nobody_but_those_who_send_aid(law: Law) -> None:
    assert "vn-2020-qd868" not in asked(masks(SALE_2020), law)
    assert "vn-2020-qd868" in asked(aid(), law)


def test_an_export_processing_enterprise_needs_no_licence_procedure(law: Law) -> None:
    dossier = export_processing(put(aid(), "goods[g1].standards", ()))
    found = finding(dossier, law, "vn-2020-qd868/standard")
    assert found.exemption == "export-processing-enterprise"


# --- The drafts --------------------------------------------------------------------------------


def test_a_draft_is_asked_only_if_the_clerk_files_under_it(law: Law) -> None:
    dossier = put(masks(SALE_2020), "head.basis", ())
    assert not asked(dossier, law) & set(DRAFTS)


def test_only_the_ministry_ties_a_sale_to_the_share(law: Law) -> None:
    dossier = replace(masks(SALE_2020), support=(sold("f1", 1),))
    assert finding(dossier, law, "vn-2020-draft-press/sale-or-support").answer == "met"
    found = finding(dossier, law, "vn-2020-draft-mof/domestic-share")
    assert (found.answer, found.numbers["short"]) == ("not-met", 1_279_999)


def test_support_short_of_the_share_without_a_sale_misses_both_drafts(law: Law) -> None:
    dossier = replace(masks(SALE_2020), support=(support("f1", 1_279_999),))
    press = finding(dossier, law, "vn-2020-draft-press/sale-or-support")
    assert (press.answer, press.severity) == ("not-met", "look")
    assert press.sentence("en") == (
        "Would not meet the draft as reported: there is no sale contract with a health facility, "
        "and support counts 1,279,999 of 1,280,000 pieces (20 % of 6,400,000); 1 short. "
        "Sign a sale contract, agree on 1 more as support, or declare at most 6,399,995."
    )
    assert finding(dossier, law, "vn-2020-draft-mof/domestic-share").answer == "not-met"


def test_a_sale_after_a_bid_counts_for_the_ministry_only_with_award_and_contract(law: Law) -> None:
    row = replace(sold("f1", 1_280_000), award_number=None)
    found = finding(
        replace(masks(SALE_2020), support=(row,)), law, "vn-2020-draft-mof/domestic-share"
    )
    assert found.answer == "not-met"
    assert "support[f1].award_number" in found.places


def test_a_proposed_row_does_not_count(law: Law) -> None:
    rows = (support("f1", 1_280_000, standing="proposed"),)
    found = finding(
        replace(masks(SALE_2020), support=rows), law, "vn-2020-draft-mof/domestic-share"
    )
    assert (found.answer, found.numbers["counted"]) == ("not-met", 0)


def test_no_draft_holds_up_anything_but_its_own_paper(law: Law) -> None:
    for pack in law:
        if pack.status == "draft":
            held = {paper for one in pack.conditions for paper in one.papers}
            assert held <= {"vn-domestic-support"}


def test_no_sentence_of_a_draft_says_that_something_is_permitted(law: Law) -> None:
    drafts = [pack for pack in law if pack.status == "draft"]
    assert {pack.id for pack in drafts} == set(DRAFTS)
    for pack in drafts:
        for condition in pack.conditions:
            if condition.severity == "blocks" or condition.any_of:
                assert condition.met.en.startswith("Would meet the draft as reported")
                assert condition.not_met.en.startswith("Would not meet the draft as reported")


def test_one_declaration_for_each_facility_is_a_hint(law: Law) -> None:
    dossier = put(masks(SALE_2020), "support[f1].declaration", None)
    for draft in DRAFTS:
        found = finding(dossier, law, f"{draft}/counted-once")
        assert (found.answer, found.severity) == ("unfilled", "note")


# --- Decree 98 and the years after --------------------------------------------------------------


def test_a_number_or_the_claim_is_asked_never_both(law: Law) -> None:
    name = "vn-2022-nd98/circulation-number"
    assert finding(devices(), law, name).answer == "met"
    assert checked(export_only(DEVICES_2023), law).find(name) == ()
    neither = finding(without_row("certificates[c3]")(devices()), law, name)
    assert neither.answer == "unfilled"
    assert "goods[g1].export_only" in neither.places
    assert "one of the two is enough" in neither.sentence("en")


def test_lines_for_export_only_do_not_free_the_others(law: Law) -> None:
    dossier = export_only(DEVICES_2023)
    other = replace(dossier.goods[0], id="g2", export_only=False)
    found = finding(
        replace(dossier, goods=(*dossier.goods, other)), law, "vn-2022-nd98/circulation-number"
    )
    assert found.answer == "unfilled"
    assert "goods[g2]" in found.places
    assert "goods[g1]" not in found.places


def test_an_emergency_number_that_has_expired_is_named(law: Law) -> None:
    dossier = put(devices(), "certificates[c3].expires", date(2023, 5, 31))
    found = finding(dossier, law, "vn-2022-nd98/circulation-number")
    assert found.answer == "not-met"
    assert "220000001 does not hold on 1 Jun 2023 for SAMPLE-3P" in found.sentence("en")


def test_devices_with_a_number_leave_without_approval_or_quota(law: Law) -> None:
    found = finding(devices(), law, "vn-2022-nd98/circulation-number")
    assert "without limit of quantity" in found.sentence("en")
    assert finding(devices(), law, "vn-2022-nd98/no-approval").answer == "met"


def test_the_maker_s_filing_is_asked_for_without_its_number(law: Law) -> None:
    dossier = put(devices(), "certificates[c1].number", None)
    assert finding(dossier, law, "vn-2022-nd98/production-filing").answer == "met"


def test_non_medical_masks_lie_outside_decree_98(law: Law) -> None:
    dossier = put(masks(DEVICES_2023), "goods[g1].kind", "non-medical-mask")
    report = checked(dossier, law)
    found = [one for one in report.findings if one.pack == "vn-2022-nd98"]
    assert [(one.condition, one.answer) for one in found] == [("non-medical", "met")]


def test_a_workplace_respirator_is_not_asked_for_a_device_s_papers(law: Law) -> None:
    dossier = with_("goods[g1].use", "workplace")(respirators(masks(DEVICES_2023)))
    report = checked(dossier, law)
    found = {one.condition for one in report.findings if one.pack == "vn-2022-nd98"}
    assert found == {"respirator-use", "workplace-respirator"}


def test_goods_sold_at_home_too_must_meet_both_rules(law: Law) -> None:
    dossier = devices(NOW, export_only=False)
    found = finding(dossier, law, "vn-2026-nd37/both-markets")
    assert (found.answer, found.severity) == ("cannot-tell", "look")
    assert checked(dossier, law).find("vn-2026-nd37/export-only") == ()


def test_a_label_for_export_needs_no_vietnamese(law: Law) -> None:
    found = finding(export_only(), law, "vn-2026-nd37/export-only")
    assert (found.answer, found.severity) == ("met", "note")
    assert "needs no Vietnamese" in found.sentence("en")


def test_nothing_unverified_holds_anything_up(law: Law) -> None:
    for pack in law:
        if pack.status == "unverified":
            assert {one.severity for one in pack.conditions} <= {"look", "note"}


# --- Customs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["0100109106", "0100109106-001", "001085012345"])
def test_a_tax_code_of_ten_thirteen_or_twelve_digits_has_the_right_shape(
    code: str, law: Law
) -> None:
    dossier = put(masks(FREE_2020), "exporter.tax_code", code)
    assert finding(dossier, law, "vn-2018-customs/tax-code").answer == "met"


@pytest.mark.parametrize("code", ["010010910", "0100109106-000", "0100000006-1", "0100000000"])
def test_a_tax_code_of_another_shape_is_refused(code: str, law: Law) -> None:
    dossier = put(masks(FREE_2020), "exporter.tax_code", code)
    found = finding(dossier, law, "vn-2018-customs/tax-code")
    assert found.answer == "not-met"
    assert code in found.sentence("vi")


def test_a_missing_tax_code_is_asked_for(law: Law) -> None:
    dossier = put(masks(FREE_2020), "exporter.tax_code", None)
    found = finding(dossier, law, "vn-2018-customs/tax-code")
    assert (found.answer, found.places) == ("unfilled", ("exporter.tax_code",))


def test_aid_is_not_asked_for_an_invoice(law: Law) -> None:
    dossier = put(aid(), "contract.payment", "free of charge")
    assert checked(dossier, law).find("vn-2018-customs/invoice") == ()


def test_a_missing_invoice_number_holds_up_nothing_but_the_invoice(law: Law) -> None:
    dossier = put(masks(FREE_2020), "contract.invoice_number", None)
    report = checked(dossier, law)
    assert held_up_by(report, dossier, "vn-undertaking", "handing-in") == ()
    held = held_up_by(report, dossier, "commercial-invoice", "handing-in")
    assert [one.key for one in held] == ["vn-2018-customs/invoice"]


def test_a_type_code_is_compared_with_contract_and_firm(law: Law) -> None:
    day = DEVICES_2023
    cases = (
        ("processing", processing(date(2023, 1, 5), day), "E52"),
        ("export-processing", export_processing(masks(day)), "E42"),
        ("sale", masks(day), "B11"),
    )
    for name, dossier, code in cases:
        key = f"vn-2021-type-codes/{name}"
        assert finding(put(dossier, "customs.type_code", code), law, key).answer == "met"
        other = finding(put(dossier, "customs.type_code", "B12"), law, key)
        assert (other.answer, other.severity) == ("not-met", "note")


def test_masks_bought_from_another_maker_must_show_that_they_are_not_medical(law: Law) -> None:
    dossier = put(masks(SALE_2020), "goods[g1].kind", "non-medical-mask")
    name = "vn-2020-letter-2012/non-medical-shown"
    assert checked(dossier, law).find(name) == ()
    bought = put(dossier, "producers[p1].relation", "bought")
    assert finding(bought, law, name).answer == "unfilled"
    labelled = put(bought, "goods[g1].pack_wording", "SAMPLE: not a medical mask")
    assert finding(labelled, law, name).answer == "met"
    report = Certificate(id="c1", scheme="test-report", goods=("g1",))
    assert finding(put_rows(bought, "certificates", (report,)), law, name).answer == "met"


# --- Papers ------------------------------------------------------------------------------------


def due_papers(dossier: Dossier, law: Law) -> list[str]:
    """The papers that are due on the day of the declaration."""
    return [due.form for due in checked(dossier, law).due]


@pytest.mark.parametrize("day", [DEVICES_2023, NOW])
def test_the_export_only_statement_is_due_for_devices_made_for_export_only(
    day: date, law: Law
) -> None:
    assert due_papers(export_only(day), law) == ["vn-export-only-statement"]
    assert due_papers(devices(day, export_only=False), law) == []
    assert due_papers(devices(day), law) == []
    workplace = with_("goods[g1].use", "workplace")(exported(respirators(devices(day))))
    assert due_papers(workplace, law) == []
    cloth = with_("goods[g1].kind", "non-medical-mask")(exported(devices(day)))
    assert due_papers(cloth, law) == []


def test_a_licence_is_requested_until_it_is_granted(law: Law) -> None:
    unlicensed = without_row("certificates[c1]")(aid())
    assert "vn-export-request" in due_papers(unlicensed, law)
    assert "vn-export-request" not in due_papers(aid(), law)
    assert "vn-export-request" not in due_papers(export_processing(unlicensed), law)
    assert "vn-export-request" not in due_papers(masks(SALE_2020), law)
    granted = finding(aid(), law, "vn-2020-qd868/application")
    assert (granted.answer, granted.exemption) == ("not-applicable", "licence-granted")


def test_a_missing_licence_keeps_back_the_customs_papers_but_not_the_request_for_it(
    law: Law,
) -> None:
    dossier = without_row("certificates[c1]")(aid())
    report = checked(dossier, law)
    for stage in ("making", "handing-in"):
        assert held_up_by(report, dossier, "vn-export-request", stage) == ()
    held = held_up_by(report, dossier, "commercial-invoice", "handing-in")
    assert [one.key for one in held] == ["vn-2020-nq20/licence"]


def test_nobody_is_asked_about_free_sale_who_does_not_wish_for_it(law: Law) -> None:
    dossier = devices()
    assert "vn-2018-cfs" not in asked(dossier, law)
    assert checked(dossier, law).find("vn-2022-nd98/free-sale-quality") == ()
    other = replace(dossier, papers=(Paper(id="w1", form="vn-label-proof", wished=True),))
    assert "vn-2018-cfs" not in asked(other, law)
    assert checked(other, law).find("vn-2022-nd98/free-sale-quality") == ()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("request", "goods[g1].name_vietnamese"),
        ("request", "goods[g1].name_english"),
        ("request", "destination.country"),
        ("registration", "exporter.tax_code"),
        ("sites", "producers[p1].address"),
        ("standard", "goods[g1].standards"),
    ],
)
def test_what_the_application_for_free_sale_is_reported_to_want_is_looked_at(
    name: str, path: str, law: Law
) -> None:
    good = free_sale(devices())
    assert finding(good, law, f"vn-2018-cfs/{name}").answer == "met"
    empty = () if path.endswith("standards") else None
    missed = finding(put(good, path, empty), law, f"vn-2018-cfs/{name}")
    assert (missed.answer, missed.severity, missed.open) == ("unfilled", "look", True)
    assert missed.papers == ("vn-cfs-data",)


def test_the_quality_certificate_must_hold_on_the_day_of_filing(law: Law) -> None:
    dossier = free_sale(devices())
    name = "vn-2022-nd98/free-sale-quality"
    assert finding(dossier, law, name).answer == "met"
    expired = put(dossier, "certificates[c2].expires", date(2023, 5, 31))
    missed = finding(expired, law, name)
    assert (missed.answer, missed.severity) == ("not-met", "blocks")
    assert missed.papers == ("vn-cfs-data",)
    after = check(dossier, law, date(2028, 1, 1)).find("vn-2026-nd98-overlay/free-sale-quality")
    assert [(one.answer, one.severity) for one in after] == [("not-met", "look")]


def test_free_sale_of_goods_made_for_export_only_is_doubted(law: Law) -> None:
    name = "vn-2018-cfs/export-only"
    doubted = finding(free_sale(export_only()), law, name)
    assert (doubted.answer, doubted.severity) == ("unfilled", "note")
    assert "can probably not be shown" in doubted.sentence("en")
    assert finding(free_sale(exported(devices(NOW))), law, name).answer == "met"
    assert checked(free_sale(devices(NOW)), law).find(name) == ()


# --- Lives -------------------------------------------------------------------------------------

LIVES = (
    ("vn-2018-customs", date(2020, 2, 28), date(2024, 12, 31)),
    ("vn-2020-nq20", date(2020, 2, 28), date(2020, 4, 28)),
    ("vn-2020-qd868", date(2020, 3, 11), date(2020, 4, 28)),
    ("vn-2020-draft-mof", date(2020, 4, 15), date(2020, 4, 28)),
    ("vn-2020-draft-press", date(2020, 4, 15), date(2020, 4, 28)),
    ("vn-2020-nq60", date(2020, 4, 29), date(2021, 12, 31)),
    ("vn-2021-type-codes", date(2021, 5, 18), None),
    ("vn-2022-nd98", date(2022, 1, 1), date(2026, 4, 14)),
    ("vn-2022-nq60-dormant", date(2022, 1, 1), None),
    ("vn-2025-customs", date(2025, 1, 1), None),
    ("vn-2026-nd37", date(2026, 1, 23), None),
    ("vn-2026-nd98-overlay", date(2026, 4, 15), None),
)


def on(day: date, pack: str) -> Dossier:
    """A dossier of a day that would concern a pack if the pack lived."""
    if pack == "vn-2020-qd868":
        return aid(day)
    return devices(day, export_only=True)


@pytest.mark.parametrize(("pack", "first", "last"), LIVES, ids=[one[0] for one in LIVES])
def test_a_pack_is_asked_from_its_first_day_to_its_last(
    pack: str, first: date, last: date | None, law: Law
) -> None:
    assert pack in asked(on(first, pack), law)
    assert pack not in asked(on(date.fromordinal(first.toordinal() - 1), pack), law)
    if last is not None:
        assert pack in asked(on(last, pack), law)
        assert pack not in asked(on(date.fromordinal(last.toordinal() + 1), pack), law)
    else:
        assert pack in asked(on(NOW, pack), law)


def test_the_letter_on_non_medical_masks_lives_from_its_report_to_resolution_60(law: Law) -> None:
    def named(day: date) -> bool:
        dossier = put(masks(day), "goods[g1].kind", "non-medical-mask")
        bought = put(dossier, "producers[p1].relation", "bought")
        return "vn-2020-letter-2012" in asked(bought, law)

    assert [named(date(2020, 4, day)) for day in (5, 6, 28, 29)] == [False, True, True, False]


def test_exactly_one_pack_governs_the_export_of_medical_masks_on_every_day(law: Law) -> None:
    lives = sorted(
        (pack.since, pack.until) for pack in law if pack.regime == "vn-medical-mask-export"
    )
    assert lives[0][0] == date(2020, 2, 28)
    assert lives[-1][1] is None
    assert all(one[1] == other[0] for one, other in pairwise(lives))


def test_goods_that_no_pack_of_viet_nam_knows_stay_uncovered(law: Law) -> None:
    for kind, day in (("protective-suit", NOW), ("respirator", SALE_2020)):
        dossier = put(masks(day), "goods[g1].kind", kind)
        assert ("origin", "goods[g1]") in checked(dossier, law).uncovered
