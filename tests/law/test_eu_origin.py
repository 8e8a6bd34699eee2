"""The Union's export authorisation of 2020 on small invented dossiers: when, for what, to where."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.tables.european_union_origin import COMPLETE, FIRST, MARCH, MAY, SECOND, filed_on
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Dossier,
)
from maskdesk.language import LANGUAGES
from maskdesk.law.reader import BrokenPack, Law, read_law, read_pack
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by
from maskdesk.rules.vocabulary import prove

FORM = "eu-export-authorisation"
PACKS = pytest.mark.parametrize(("pack", "day"), [(FIRST, MARCH), (SECOND, MAY)])
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """The packs of this origin alone."""
    folder = repository / "resources" / "law"
    read = read_law({f"{name}.toml": _bytes(folder, name) for name in (FIRST, SECOND)})
    prove(read)
    return read


def _bytes(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.toml").read_bytes()


def asked(dossier: Dossier, law: Law, day: date) -> Report:
    return check(replace(dossier, customs=filed_on(day)), law, day)


def one(report: Report, name: str) -> Finding:
    (found,) = report.find(name)
    return found


def due(report: Report) -> set[str]:
    return {paper.form for paper in report.due}


def holding(report: Report, dossier: Dossier, form: str, stage: str) -> set[str]:
    found = held_up_by(report, dossier, form, stage)  # type: ignore[arg-type]
    return {finding.condition for finding in found}


@PACKS
def test_a_complete_dossier_has_the_form_due_and_is_held_up_by_nothing(
    law: Law, pack: str, day: date
) -> None:
    report = asked(COMPLETE, law, day)
    assert due(report) == {FORM}
    assert {finding.pack for finding in report.findings} == {pack}
    assert not [one for one in report.findings if one.open and one.severity != "note"]
    assert not [line for side, line in report.uncovered if side == "origin"]


@PACKS
def test_without_the_authorisation_the_goods_may_not_leave_yet_its_form_is_made(
    law: Law, pack: str, day: date
) -> None:
    dossier = replace(COMPLETE, certificates=())
    report = asked(dossier, law, day)
    assert one(report, f"{pack}/authorisation").answer == "unfilled"
    assert holding(report, dossier, "commercial-invoice", "departure") == {"authorisation"}
    assert holding(report, dossier, FORM, "making") == set()


@PACKS
def test_an_authorisation_that_ended_the_day_before_does_not_hold(
    law: Law, pack: str, day: date
) -> None:
    for expires, answer in ((day, "met"), (day - DAY, "not-met")):
        dossier = put(COMPLETE, "certificates[a].expires", expires)
        finding = one(asked(dossier, law, day), f"{pack}/authorisation")
        assert finding.answer == answer
    assert "DE2020000123 does not hold" in finding.sentence("en")


@pytest.mark.parametrize(
    ("day", "pack"),
    [
        (date(2020, 3, 14), None),
        (date(2020, 3, 15), FIRST),
        (date(2020, 4, 25), FIRST),
        (date(2020, 4, 26), SECOND),
        (date(2020, 5, 25), SECOND),
        (date(2020, 5, 26), None),
    ],
)
def test_each_regulation_speaks_from_its_first_day_to_its_last(
    law: Law, day: date, pack: str | None
) -> None:
    report = asked(COMPLETE, law, day)
    assert {one.pack for one in report.standings if one.applies} == ({pack} if pack else set())
    assert due(report) == ({FORM} if pack else set())


def test_another_origin_is_not_asked(law: Law) -> None:
    dossier = put(COMPLETE, "head.origin", "VN")
    report = asked(dossier, law, MARCH)
    assert {one.why for one in report.standings} == {"other-origin"}
    assert not report.findings


@pytest.mark.parametrize(
    ("country", "day", "free"),
    [
        ("CH", date(2020, 3, 20), False),
        ("CH", date(2020, 3, 21), True),
        ("GL", date(2020, 3, 20), False),
        ("GL", date(2020, 3, 21), True),
        ("RS", date(2020, 4, 25), False),
        ("RS", date(2020, 4, 26), True),
        ("XK", date(2020, 4, 26), True),
        ("GI", date(2020, 4, 25), False),
        ("GI", date(2020, 4, 26), True),
        ("FR", date(2020, 3, 15), True),
        ("GB", date(2020, 4, 26), True),
        ("US", date(2020, 5, 25), False),
    ],
)
def test_destinations_are_free_from_the_day_their_list_says(
    law: Law, country: str, day: date, *, free: bool
) -> None:
    dossier = put(replace(COMPLETE, certificates=()), "destination.country", country)
    report = asked(dossier, law, day)
    assert due(report) == (set() if free else {FORM})
    (finding,) = [one for one in report.findings if one.condition == "authorisation"]
    assert finding.answer == ("not-applicable" if free else "unfilled")
    assert not free or not holding(report, dossier, FORM, "departure")


def test_the_united_kingdom_is_to_be_asked_about_under_the_first_regulation(law: Law) -> None:
    dossier = put(replace(COMPLETE, certificates=()), "destination.country", "GB")
    report = asked(dossier, law, MARCH)
    finding = one(report, f"{FIRST}/united-kingdom")
    assert (finding.answer, finding.severity) == ("cannot-tell", "look")
    assert due(report) == set()
    assert not holding(report, dossier, FORM, "departure")
    assert not asked(COMPLETE, law, MARCH).find(f"{FIRST}/united-kingdom")


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("goggles", True, True),
        ("face-shield", True, False),
        ("medical-mask", True, True),
        ("protective-suit", True, True),
        ("gloves", True, False),
        ("test-kit", False, False),
    ],
)
def test_the_second_regulation_covers_fewer_goods(
    law: Law, kind: str, *, first: bool, second: bool
) -> None:
    dossier = put(COMPLETE, "goods[g1].kind", kind)
    assert bool(due(asked(dossier, law, MARCH))) is first
    assert bool(due(asked(dossier, law, MAY))) is second


@PACKS
def test_daily_masks_are_a_question_for_the_authority(law: Law, pack: str, day: date) -> None:
    dossier = put(replace(COMPLETE, certificates=()), "goods[g1].kind", "non-medical-mask")
    report = asked(dossier, law, day)
    finding = one(report, f"{pack}/non-medical-masks")
    assert (finding.answer, finding.severity) == ("cannot-tell", "look")
    assert due(report) == set()
    assert not holding(report, dossier, FORM, "departure")


BOXES = [
    ("exporter.address_local", None, "exporter", "unfilled"),
    ("exporter.country", None, "member-state", "unfilled"),
    ("exporter.country", "CH", "member-state", "not-met"),
    ("destination.country", None, "destination", "unfilled"),
]


@pytest.mark.parametrize(("path", "value", "condition", "answer"), BOXES)
def test_boxes_1_to_5_hold_up_the_first_form_and_only_ask_for_a_look_on_the_second(
    law: Law, path: str, value: str | None, condition: str, answer: str
) -> None:
    dossier = put(COMPLETE, path, value)
    report = asked(dossier, law, MARCH)
    assert one(report, f"{FIRST}/{condition}").answer == answer
    assert holding(report, dossier, FORM, "making") == {condition}
    later = asked(dossier, law, MAY)
    finding = one(later, f"{SECOND}/{condition}")
    assert (finding.answer, finding.severity) == (answer, "look")
    assert holding(later, dossier, FORM, "making") == set()


@PACKS
@pytest.mark.parametrize(
    ("path", "value", "condition", "answer", "severity"),
    [
        ("goods[g1].hs_origin", None, "goods-boxes", "unfilled", "look"),
        ("goods[g1].unit", None, "goods-boxes", "unfilled", "look"),
        ("goods[g1].lies_in", "CH", "location", "not-met", "look"),
        ("certificates[a].number", "DE-123", "number", "not-met", "look"),
        ("exporter.customs_code", "12345", "eori", "not-met", "note"),
        ("parties[e].address", None, "final-recipient", "unfilled", "note"),
    ],
)
def test_the_other_boxes_never_hold_anything_up(
    law: Law,
    pack: str,
    day: date,
    path: str,
    value: str | None,
    condition: str,
    answer: str,
    severity: str,
) -> None:
    dossier = put(COMPLETE, path, value)
    report = asked(dossier, law, day)
    finding = one(report, f"{pack}/{condition}")
    assert (finding.answer, finding.severity) == (answer, severity)
    assert holding(report, dossier, FORM, "making") == set()
    assert holding(report, dossier, FORM, "departure") == set()
    for language in LANGUAGES:
        assert "{" not in finding.sentence(language)


def test_goods_that_lie_in_another_member_state_may_be_declared_from_there(law: Law) -> None:
    dossier = put(COMPLETE, "goods[g1].lies_in", "NL")
    assert one(asked(dossier, law, MARCH), f"{FIRST}/location").answer == "met"


def test_a_list_the_pack_does_not_have_is_refused(repository: Path) -> None:
    content = _bytes(repository / "resources" / "law", FIRST).decode()
    for old, new, key in (
        ('in_of = "union"', 'in_of = "unions"', "exemptions.within-the-union.when"),
        ("[scope]\n", '[scope]\nwhen = [{ field = "head.origin", in_of = "union" }]\n', "scope"),
    ):
        with pytest.raises(BrokenPack) as refused:
            read_pack(content.replace(old, new).encode(), "broken.toml")
        assert str(refused.value.places["key"]).startswith(key)
