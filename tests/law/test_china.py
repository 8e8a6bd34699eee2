"""China's packs on small invented dossiers: what is due, what holds it up, on which days."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.tables.china import (
    APRIL_12,
    FIVE,
    FOREIGN,
    FOREIGN_SURGICAL,
    JOINT,
    KN95,
    MAKER,
    MAY_6,
    SURGICAL,
    extract,
    filed_on,
    foreign,
)
from maskdesk.dossier.paths import put, put_rows, remove_row
from maskdesk.dossier.sections import (
    Destination,
    Dossier,
)
from maskdesk.language import LANGUAGES
from maskdesk.law.reader import Law, read_law, wordings
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by
from maskdesk.rules.vocabulary import prove


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """China's packs alone."""
    files = {path.name: path.read_bytes() for path in repository.glob("resources/law/cn-*.toml")}
    read = read_law(files)
    prove(read)
    return read


def asked(dossier: Dossier, law: Law, day: date = MAY_6) -> Report:
    return check(dossier, law, day)


def one(report: Report, name: str) -> Finding:
    (found,) = report.find(name)
    return found


def due(report: Report) -> set[str]:
    return {paper.form for paper in report.due}


def opened(report: Report) -> set[str]:
    """What holds up or wants to be looked at."""
    return {
        f"{found.pack}/{found.condition}"
        for found in report.findings
        if found.open and found.severity != "note"
    }


def holding(report: Report, dossier: Dossier, form: str, stage: str = "making") -> set[str]:
    found: Iterable[Finding] = held_up_by(report, dossier, form, stage)  # type: ignore[arg-type]
    return {finding.condition for finding in found}


# Non-medical masks


def test_a_kn95_under_a_chinese_standard_has_its_joint_declaration_due_and_makeable(
    law: Law,
) -> None:
    report = asked(KN95, law)
    assert due(report) == {JOINT}
    assert holding(report, KN95, JOINT) == set()
    assert holding(report, KN95, JOINT, "handing-in") == {"countersigned"}
    assert opened(report) == {"cn-12a-2020/countersigned"}
    assert report.uncovered == (("destination", "goods[g1]"),)


def test_a_returned_joint_declaration_can_be_handed_in(law: Law) -> None:
    report = check(KN95, law, MAY_6, returned=frozenset({JOINT}))
    assert one(report, "cn-12a-2020/countersigned").answer == "met"
    assert opened(report) == set()


def test_an_unlisted_maker_under_a_foreign_standard_holds_up_the_making(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, "SAMPLE Other Works"),
        extract("mofcom-non-medical", MAY_6, "SAMPLE Third", "SAMPLE Fourth"),
    )
    report = asked(dossier, law)
    finding = one(report, "cn-12a-2020/allow-list")
    assert (finding.answer, finding.numbers["rows"], finding.numbers["makers"]) == (
        "not-met",
        2,
        (MAKER,),
    )
    assert f"(2 names): {MAKER}." in finding.sentence("en")
    assert f"（共2家）：{MAKER}。" in finding.sentence("zh")
    assert holding(report, dossier, JOINT) == {"allow-list"}
    assert one(report, "cn-12a-2020/both-lists").answer == "met"


def test_a_listed_maker_under_a_foreign_standard_passes(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, "SAMPLE Other Works"),
        extract("mofcom-non-medical", MAY_6, MAKER),
    )
    report = asked(dossier, law)
    assert one(report, "cn-12a-2020/allow-list").answer == "met"
    assert opened(report) == {"cn-12a-2020/countersigned"}


def test_a_list_of_another_day_is_not_an_answer(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", date(2020, 5, 5), "SAMPLE Other Works"),
        extract("mofcom-non-medical", date(2020, 5, 5), MAKER),
    )
    report = asked(dossier, law)
    assert holding(report, dossier, JOINT) == {"allow-list", "deny-list"}
    finding = one(report, "cn-12a-2020/allow-list")
    assert finding.answer == "cannot-tell"
    assert "print the list of the Ministry of Commerce" in finding.sentence("en")
    assert one(report, "cn-12a-2020/deny-list").answer == "cannot-tell"
    assert one(report, "cn-12a-2020/both-lists").answer == "cannot-tell"


def test_a_sanctioned_maker_is_not_released(law: Law) -> None:
    dossier = replace(KN95, extracts=(extract("samr-sanctioned", MAY_6, "样本防护用品厂"),))
    report = asked(dossier, law)
    finding = one(report, "cn-12a-2020/deny-list")
    assert (finding.answer, finding.numbers["makers"]) == ("not-met", (MAKER,))
    assert holding(report, dossier, JOINT) == {"deny-list"}
    assert report.find("cn-12a-2020/both-lists") == ()


def test_a_sanctioned_unlisted_maker_is_not_released_under_a_foreign_standard(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, MAKER),
        extract("mofcom-non-medical", MAY_6, "SAMPLE Third"),
    )
    report = asked(dossier, law)
    assert holding(report, dossier, JOINT) == {"allow-list", "deny-list"}
    assert one(report, "cn-12a-2020/both-lists").answer == "met"


def test_a_maker_on_both_lists_is_for_a_person_to_decide(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, MAKER),
        extract("mofcom-non-medical", MAY_6, MAKER),
    )
    report = asked(dossier, law)
    assert holding(report, dossier, JOINT) == set()
    finding = one(report, "cn-12a-2020/both-lists")
    assert (finding.answer, finding.severity) == ("not-met", "look")
    assert MAKER in finding.sentence("vi")


def test_before_the_planned_day_only_the_list_of_today_can_be_printed(law: Law) -> None:
    finding = one(check(KN95, law, date(2020, 5, 4)), "cn-12a-2020/deny-list")
    assert (finding.answer, finding.numbers["day"]) == ("cannot-tell", date(2020, 5, 4))


def test_an_older_contract_is_not_exempt_but_its_lists_only_want_a_look(law: Law) -> None:
    dossier = foreign(
        KN95,
        extract("samr-sanctioned", MAY_6, MAKER),
        extract("mofcom-non-medical", MAY_6, "SAMPLE Third"),
    )
    old = put(dossier, "contract.signed", date(2020, 4, 25))
    report = asked(old, law)
    assert due(report) == {JOINT}
    assert holding(report, old, JOINT) == set()
    assert one(report, "cn-12a-2020/old-contract").severity == "note"
    looks = {"allow-list-old-contract", "deny-list-old-contract"}
    for name in looks:
        finding = one(report, f"cn-12a-2020/{name}")
        assert (finding.answer, finding.severity) == ("not-met", "look")
    new = put(dossier, "contract.signed", date(2020, 4, 26))
    report = asked(new, law)
    assert holding(report, new, JOINT) == {"allow-list", "deny-list"}
    assert report.find("cn-12a-2020/old-contract") == ()


@pytest.mark.parametrize(
    ("path", "value", "condition", "answer"),
    [
        ("exporter.name_english", None, "exporter", "unfilled"),
        ("parties[p1].roles", ("buyer",), "importer", "unfilled"),
        ("destination.standard_route", None, "standard-route", "unfilled"),
        ("destination.importer_accepts_standard", None, "importer-accepts", "unfilled"),
        ("destination.importer_accepts_standard", False, "importer-accepts", "not-met"),
        ("destination.importer_no_medical_use", None, "no-medical-use", "unfilled"),
        ("destination.importer_no_medical_use", False, "no-medical-use", "not-met"),
        ("goods[g1].producer", None, "deny-list", "unfilled"),
    ],
)
def test_what_the_joint_declaration_says_must_be_there(
    law: Law, path: str, value: str | bool | tuple[str, ...] | None, condition: str, answer: str
) -> None:
    dossier = put(KN95, path, value)
    report = asked(dossier, law)
    assert one(report, f"cn-12a-2020/{condition}").answer == answer
    assert holding(report, dossier, JOINT) == {condition}


@pytest.mark.parametrize(
    ("path", "value", "condition", "answer"),
    [
        ("goods[g1].standards", (), "standards", "unfilled"),
        ("destination.standards_agreed", (), "standards-agreed", "unfilled"),
        ("extracts[samr-sanctioned].evidence", (), "prints", "unfilled"),
        ("parties[p2].roles", (), "consignor", "unfilled"),
        ("parties[p2].name", "SAMPLE Broker", "consignor", "not-met"),
        ("producers[m1].code", None, "producer", "unfilled"),
        ("goods[g1].name_chinese", None, "declared-name", "unfilled"),
        ("producers[m1].code", "910000000000000013", "credit-codes", "not-met"),
        ("exporter.tax_code", "910000000000000001", "credit-codes", "not-met"),
        ("goods[g1].pack_wording", None, "pack-wording", "unfilled"),
        ("goods[g1].pack_wording", "医用外科口罩", "pack-wording", "not-met"),
        ("goods[g1].pack_wording", "Surgical mask EN 14683", "pack-wording", "not-met"),
    ],
)
def test_what_ports_and_forms_ask_in_practice_wants_a_look(
    law: Law, path: str, value: str | tuple[str, ...] | None, condition: str, answer: str
) -> None:
    dossier = put(KN95, path, value)
    report = asked(dossier, law)
    finding = one(report, f"cn-12a-2020/{condition}")
    assert (finding.answer, finding.severity) == (answer, "look")
    assert holding(report, dossier, JOINT) == set()
    assert opened(report) == {f"cn-12a-2020/{condition}", "cn-12a-2020/countersigned"}


def test_the_words_found_on_the_pack_are_named(law: Law) -> None:
    dossier = put(KN95, "goods[g1].pack_wording", "KN95 FDA non-medical")
    finding = one(asked(dossier, law), "cn-12a-2020/pack-wording")
    assert finding.numbers["found"] == ("fda",)


@pytest.mark.parametrize(
    "wording",
    ["非医用", "本品不用于医用用途", "Non-medical use only", "This product is not for medical use"],
)
def test_a_pack_that_denies_medical_use_is_left_alone(law: Law, wording: str) -> None:
    dossier = put(KN95, "goods[g1].pack_wording", wording)
    assert one(asked(dossier, law), "cn-12a-2020/pack-wording").answer == "met"


@pytest.mark.parametrize(
    ("day", "forms"),
    [
        (date(2020, 4, 25), set()),
        (date(2020, 4, 26), {JOINT}),
        (date(2023, 8, 17), {JOINT}),
        (date(2023, 8, 18), set()),
    ],
)
def test_the_joint_declaration_is_due_from_its_first_to_its_last_day(
    law: Law, day: date, forms: set[str]
) -> None:
    report = asked(replace(KN95, customs=filed_on(day)), law, day)
    assert due(report) == forms


# Registered medical supplies


def test_registered_surgical_masks_have_the_declaration_of_announcement_5_due(law: Law) -> None:
    report = asked(SURGICAL, law, APRIL_12)
    assert due(report) == {FIVE}
    assert holding(report, SURGICAL, FIVE) == set()
    assert opened(report) == {"cn-53-2020/inspection"}


@pytest.mark.parametrize("day", [APRIL_12, MAY_6])
def test_registered_goods_go_by_announcement_5_whatever_standard_is_named(
    law: Law, day: date
) -> None:
    dossier = put(SURGICAL, "destination.standard_route", "foreign")
    dossier = replace(dossier, customs=filed_on(day))
    report = asked(dossier, law, day)
    assert due(report) == {FIVE}
    assert holding(report, dossier, FIVE) == holding(report, dossier, FIVE, "departure") == set()
    lifted = one(report, "cn-5-2020/foreign-certified-may-leave")
    assert (lifted.answer, lifted.exemption) == ("not-applicable", "registered")


def test_goods_without_a_registration_cannot_be_declared_as_registered(law: Law) -> None:
    dossier = replace(SURGICAL, certificates=())
    report = asked(dossier, law, APRIL_12)
    assert due(report) == {FIVE}
    assert one(report, "cn-5-2020/registration").answer == "unfilled"
    assert holding(report, dossier, FIVE) == {"registration"}


def test_an_expired_registration_is_no_registration(law: Law) -> None:
    dossier = put(SURGICAL, "certificates[c1].expires", date(2020, 4, 11))
    report = asked(dossier, law, APRIL_12)
    finding = one(report, "cn-5-2020/registration")
    assert (finding.answer, finding.numbers["lines"]) == ("not-met", ("S-1",))
    assert "S-1" in finding.sentence("zh")
    assert holding(report, dossier, FIVE) == {"registration"}
    last_day = put(SURGICAL, "certificates[c1].expires", APRIL_12)
    assert one(asked(last_day, law, APRIL_12), "cn-5-2020/registration").answer == "met"


def test_a_place_on_the_list_does_not_mend_an_expired_registration(law: Law) -> None:
    dossier = put(SURGICAL, "certificates[c1].expires", date(2020, 5, 5))
    dossier = foreign(dossier, extract("mofcom-medical", MAY_6, MAKER))
    dossier = replace(dossier, customs=filed_on(MAY_6))
    report = asked(dossier, law)
    assert due(report) == {FIVE}
    assert one(report, "cn-5-2020/registration").answer == "not-met"
    assert holding(report, dossier, FIVE) == {"registration"}


@pytest.mark.parametrize(
    ("paths", "condition"),
    [
        (("exporter.name_local",), "exporter"),
        (("destination.country",), "destination-standard"),
        (("destination.requirements",), "destination-standard"),
    ],
)
def test_what_the_declaration_of_announcement_5_says_must_be_there(
    law: Law, paths: tuple[str, ...], condition: str
) -> None:
    dossier = SURGICAL
    for path in paths:
        dossier = put(dossier, path, None)
    report = asked(dossier, law, APRIL_12)
    assert one(report, f"cn-5-2020/{condition}").answer == "unfilled"
    assert holding(report, dossier, FIVE) == {condition}


def test_agreed_standards_state_the_destinations_standard_too(law: Law) -> None:
    dossier = put(SURGICAL, "destination.requirements", None)
    dossier = put(dossier, "destination.standards_agreed", ("EN 14683:2019+AC:2019",))
    assert one(asked(dossier, law, APRIL_12), "cn-5-2020/destination-standard").answer == "met"


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("certificates[c1].number", "苏苏械备20200001号", "certificates[c1].number"),
        ("certificates[c1].holder", "样本贸易公司", "certificates[c1].holder"),
        ("certificates[c1].models", ("S-2",), "certificates[c1].models"),
        ("certificates[c1].evidence", (), "certificates[c1].evidence"),
    ],
)
def test_a_registration_that_differs_from_the_goods_wants_a_look(
    law: Law, path: str, value: str | tuple[str, ...], place: str
) -> None:
    dossier = put(SURGICAL, path, value)
    report = asked(dossier, law, APRIL_12)
    finding = one(report, "cn-5-2020/certificate-data")
    assert finding.severity == "look"
    assert finding.open
    assert place in finding.places
    assert holding(report, dossier, FIVE) == set()


@pytest.mark.parametrize(
    ("path", "value", "condition"),
    [
        ("goods[g1].name_chinese", None, "boxes"),
        ("goods[g1].lots[a].number", None, "boxes"),
        ("parties[p2].name", "SAMPLE Broker", "consignor"),
        ("producers[m1].code", "910000000000000013", "credit-codes"),
    ],
)
def test_what_is_reported_of_the_declaration_of_announcement_5_wants_a_look(
    law: Law, path: str, value: str | None, condition: str
) -> None:
    dossier = put(SURGICAL, path, value)
    report = asked(dossier, law, APRIL_12)
    assert opened(report) == {f"cn-5-2020/{condition}", "cn-53-2020/inspection"}
    assert holding(report, dossier, FIVE) == set()


def test_the_test_report_is_only_noted(law: Law) -> None:
    assert one(asked(SURGICAL, law, APRIL_12), "cn-5-2020/quality").severity == "note"


@pytest.mark.parametrize(
    ("day", "forms"),
    [
        (date(2020, 3, 31), set()),
        (date(2020, 4, 1), {FIVE}),
        (date(2023, 8, 17), {FIVE}),
        (date(2023, 8, 18), set()),
    ],
)
def test_the_declaration_of_announcement_5_is_due_from_its_first_to_its_last_day(
    law: Law, day: date, forms: set[str]
) -> None:
    assert due(asked(replace(SURGICAL, customs=filed_on(day)), law, day)) == forms


def test_a_workplace_respirator_is_no_medical_supply(law: Law) -> None:
    standings = {one.pack: one.why for one in asked(KN95, law).standings}
    assert standings["cn-5-2020"] == "no-such-goods"
    assert standings["cn-53-2020"] == "no-such-goods"
    medical = put(KN95, "goods[g1].use", "medical")
    report = asked(medical, law)
    assert due(report) == {FIVE}
    assert {one.pack: one.why for one in report.standings}["cn-12a-2020"] == "no-such-goods"


# Medical supplies with foreign certification only


def test_foreign_certified_masks_of_a_listed_maker_have_their_own_declaration(law: Law) -> None:
    report = asked(FOREIGN_SURGICAL, law)
    assert due(report) == {FOREIGN}
    assert holding(report, FOREIGN_SURGICAL, FOREIGN) == set()
    assert one(report, "cn-5-2020/registration").answer == "met"
    assert opened(report) == {"cn-53-2020/inspection"}


def test_foreign_certified_masks_could_not_leave_before_26_april(law: Law) -> None:
    day = date(2020, 4, 25)
    dossier = replace(FOREIGN_SURGICAL, customs=filed_on(day))
    report = asked(dossier, law, day)
    assert due(report) == set()
    finding = one(report, "cn-5-2020/foreign-certified-may-leave")
    assert (finding.answer, finding.stage, finding.papers) == ("not-met", "departure", ("*",))
    assert finding.sentence("zh").startswith("2020-04-25，仅取得国外认证的商品不能")
    assert holding(report, dossier, "commercial-invoice", "departure") == {
        "foreign-certified-may-leave"
    }
    assert holding(report, dossier, "commercial-invoice") == set()
    first_day = replace(dossier, customs=filed_on(date(2020, 4, 26)))
    report = asked(first_day, law, date(2020, 4, 26))
    assert due(report) == {FOREIGN}
    assert one(report, "cn-5-2020/foreign-certified-may-leave").answer == "met"


def test_a_maker_that_is_not_listed_falls_back_to_the_registration(law: Law) -> None:
    dossier = replace(
        FOREIGN_SURGICAL, extracts=(extract("mofcom-medical", MAY_6, "SAMPLE Third"),)
    )
    report = asked(dossier, law)
    assert holding(report, dossier, FOREIGN) == {"allow-list"}
    finding = one(report, "cn-12b-2020/allow-list")
    assert finding.answer == "not-met"
    assert "announcement 5" in finding.sentence("en")
    assert one(report, "cn-5-2020/registration").open


def test_the_medical_list_must_be_printed(law: Law) -> None:
    dossier = replace(FOREIGN_SURGICAL, extracts=())
    report = asked(dossier, law)
    assert holding(report, dossier, FOREIGN) == {"allow-list"}
    assert one(report, "cn-12b-2020/allow-list").answer == "cannot-tell"


def test_the_foreign_way_wants_a_foreign_certificate(law: Law) -> None:
    dossier = remove_row(FOREIGN_SURGICAL, "certificates[c2]")
    report = asked(dossier, law)
    assert holding(report, dossier, FOREIGN) == {"foreign-certificate"}


@pytest.mark.parametrize(
    ("path", "condition"),
    [
        ("exporter.name_english", "exporter"),
        ("destination.country", "destination-requirements"),
        ("destination.requirements", "destination-requirements"),
    ],
)
def test_what_the_foreign_certified_declaration_says_must_be_there(
    law: Law, path: str, condition: str
) -> None:
    dossier = put(FOREIGN_SURGICAL, path, None)
    assert holding(asked(dossier, law), dossier, FOREIGN) == {condition}


@pytest.mark.parametrize(
    ("path", "value", "condition"),
    [
        ("goods[g1].name_english", None, "boxes"),
        ("extracts[mofcom-medical].evidence", (), "prints"),
        ("parties[p2].name", "SAMPLE Broker", "consignor"),
        ("exporter.tax_code", "910000000000000001", "credit-codes"),
    ],
)
def test_what_is_reported_of_the_foreign_certified_declaration_wants_a_look(
    law: Law, path: str, value: str | tuple[str, ...] | None, condition: str
) -> None:
    dossier = put(FOREIGN_SURGICAL, path, value)
    report = asked(dossier, law)
    assert one(report, f"cn-12b-2020/{condition}").severity == "look"
    assert one(report, f"cn-12b-2020/{condition}").open
    assert holding(report, dossier, FOREIGN) == set()
    assert one(report, "cn-12b-2020/on-paper").severity == "note"


def test_the_foreign_way_ends_with_the_repeal(law: Law) -> None:
    for day, forms in ((date(2023, 8, 17), {FOREIGN}), (date(2023, 8, 18), set())):
        assert due(asked(replace(FOREIGN_SURGICAL, customs=filed_on(day)), law, day)) == forms


# After the repeal


@pytest.mark.parametrize("dossier", [KN95, SURGICAL, FOREIGN_SURGICAL])
def test_the_days_between_signing_and_publication_neither_require_nor_release(
    law: Law, dossier: Dossier
) -> None:
    for day in (date(2023, 8, 18), date(2023, 8, 28)):
        report = asked(replace(dossier, customs=filed_on(day)), law, day)
        assert due(report) == set()
        assert one(report, "cn-32-2023-transition/ask-customs").severity == "look"
        assert report.find("cn-32-2023/declarations") == ()
    day = date(2023, 8, 29)
    report = asked(replace(dossier, customs=filed_on(day)), law, day)
    assert report.find("cn-32-2023-transition/ask-customs") == ()


@pytest.mark.parametrize("dossier", [KN95, SURGICAL, FOREIGN_SURGICAL])
def test_today_no_declaration_and_no_list_is_required(law: Law, dossier: Dossier) -> None:
    day = date(2026, 11, 24)
    report = asked(replace(dossier, customs=filed_on(day)), law, day)
    assert due(report) == set()
    finding = one(report, "cn-32-2023/declarations")
    assert (finding.answer, finding.exemption) == ("not-applicable", "repealed")
    assert "No declaration and no list is required" in finding.sentence("en")
    assert not any(found.severity == "blocks" for found in report.findings)
    assert one(report, "cn-32-2023/quality").severity == "note"


# Inspection and standards


def test_the_inspection_of_medical_goods_is_looked_at_and_never_blocks(law: Law) -> None:
    for day, found in ((date(2020, 4, 9), 0), (date(2020, 4, 10), 1), (date(2026, 11, 24), 1)):
        report = asked(replace(SURGICAL, customs=filed_on(day)), law, day)
        findings = report.find("cn-53-2020/inspection")
        assert [finding.severity for finding in findings] == ["look"] * found
        assert [finding.status for finding in findings] == ["unverified"] * found


def test_a_code_outside_the_announcement_or_another_unit_wants_a_look(law: Law) -> None:
    dossier = put(SURGICAL, "goods[g1].hs_origin", "6307900099")
    finding = one(asked(dossier, law, APRIL_12), "cn-53-2020/codes")
    assert (finding.answer, finding.numbers["found"]) == ("not-met", ("6307900099",))
    later = put(dossier, "goods[g1].hs_origin_year", 2022)
    assert asked(later, law, APRIL_12).find("cn-53-2020/codes") == ()
    dossier = put(SURGICAL, "goods[g1].unit", "PR")
    assert one(asked(dossier, law, APRIL_12), "cn-53-2020/pieces").answer == "not-met"


def test_medical_gloves_are_outside_announcement_5(law: Law) -> None:
    dossier = put(SURGICAL, "goods[g1].kind", "gloves")
    report = asked(dossier, law, APRIL_12)
    assert due(report) == set()
    assert one(report, "cn-53-2020/other-groups").severity == "note"


@pytest.mark.parametrize(
    ("produced", "standard", "answer"),
    [
        (date(2020, 6, 30), "GB 2626-2006", "met"),
        (date(2020, 6, 30), "GB 2626-2019", "not-met"),
        (date(2020, 7, 1), "GB 2626-2006", "met"),
        (date(2020, 7, 1), "GB2626-2019", "met"),
        (date(2021, 6, 30), "GB 2626-2006", "met"),
        (date(2021, 7, 1), "GB 2626-2006", "not-met"),
        (date(2021, 7, 1), "GB 2626-2019", "met"),
        (date(2021, 7, 1), "EN 149:2001+A1:2009", "not-applicable"),
    ],
)
def test_the_day_of_production_picks_the_edition_of_the_respirator_standard(
    law: Law, produced: date, standard: str, answer: str
) -> None:
    dossier = put(KN95, "goods[g1].standards", (standard,))
    dossier = put(dossier, "goods[g1].lots[a].produced", produced)
    assert one(asked(dossier, law), "cn-standards/gb-2626").answer == answer


@pytest.mark.parametrize(
    ("produced", "standard", "condition", "answer"),
    [
        (date(2025, 11, 30), "GB 19083-2010", "gb-19083", "met"),
        (date(2025, 12, 1), "GB 19083-2010", "gb-19083", "not-met"),
        (date(2025, 12, 1), "GB 19083-2023", "gb-19083", "met"),
        (date(2026, 11, 30), "YY 0469-2011", "yy-0469", "met"),
        (date(2026, 12, 1), "YY 0469-2011", "yy-0469", "not-met"),
        (date(2026, 12, 1), "YY 0469-2023", "yy-0469", "met"),
    ],
)
def test_the_day_of_production_picks_the_edition_of_the_medical_standards(
    law: Law, produced: date, standard: str, condition: str, answer: str
) -> None:
    dossier = put(SURGICAL, "goods[g1].standards", (standard,))
    dossier = put(dossier, "goods[g1].lots[a].produced", produced)
    finding = one(asked(dossier, law, produced), f"cn-standards/{condition}")
    assert (finding.answer, finding.severity) == (answer, "look")


def test_the_edition_in_force_is_named(law: Law) -> None:
    dossier = put(KN95, "goods[g1].lots[a].produced", date(2021, 7, 1))
    finding = one(asked(dossier, law), "cn-standards/gb-2626")
    assert finding.numbers["accepted"] == ("GB 2626-2019",)
    assert "S-95" in finding.sentence("en")
    assert "GB 2626-2019" in finding.sentence("zh")


def test_an_unsaid_use_is_asked_for(law: Law) -> None:
    dossier = put(KN95, "goods[g1].use", None)
    report = asked(dossier, law)
    assert due(report) == set()
    assert one(report, "cn-standards/use").answer == "unfilled"


@pytest.mark.parametrize(
    ("dossier", "use", "condition"),
    [(SURGICAL, "daily", "medical-kind"), (KN95, "medical", "non-medical-kind")],
)
def test_kind_and_use_must_not_contradict(
    law: Law, dossier: Dossier, use: str, condition: str
) -> None:
    if condition == "non-medical-kind":
        dossier = put(dossier, "goods[g1].kind", "non-medical-mask")
    assert one(asked(dossier, law), f"cn-standards/{condition}").answer == "met"
    finding = one(asked(put(dossier, "goods[g1].use", use), law), f"cn-standards/{condition}")
    assert (finding.answer, finding.severity) == ("not-met", "look")


# All packs


def test_nothing_is_reserved_for_the_domestic_market(law: Law) -> None:
    checks = {one.check for pack in law for one in pack.conditions}
    assert checks.isdisjoint({"share", "supported", "capacity"})
    assert {paper.form for pack in law for paper in pack.papers} == {JOINT, FIVE, FOREIGN}


def test_every_finding_speaks_three_languages(law: Law) -> None:
    half = put_rows(replace(KN95, destination=Destination()), "extracts", ())
    dossiers = (KN95, SURGICAL, FOREIGN_SURGICAL, half, replace(SURGICAL, certificates=()))
    for dossier in dossiers:
        for day in (APRIL_12, MAY_6, date(2023, 8, 20), date(2026, 11, 24)):
            for finding in asked(replace(dossier, customs=filed_on(day)), law, day).findings:
                for language in LANGUAGES:
                    assert "{" not in finding.sentence(language)


def test_chinese_sentences_use_full_width_punctuation(law: Law) -> None:
    for pack in law:
        for key, wording in wordings(pack):
            assert not set(wording.zh) & set(";!?()"), (pack.id, key)
            assert ", " not in wording.zh, (pack.id, key)
