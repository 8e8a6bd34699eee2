"""China's export sales certificates: asked only where the data sheet is wished, and of it alone."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.tables.china import EXPORT_ONLY, FIRM, LICENCE, REGISTERED, REQUESTED, SALES, SHEET, held
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Dossier,
    Paper,
)
from maskdesk.language import LANGUAGES
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Finding
from maskdesk.rules.holding import held_up_by
from maskdesk.rules.vocabulary import prove


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    path = repository / "resources" / "law" / f"{SALES}.toml"
    read = read_law({path.name: path.read_bytes()})
    prove(read)
    return read


def one(report: Report, condition: str) -> Finding:
    (found,) = report.find(f"{SALES}/{condition}")
    return found


def holding(report: Report, dossier: Dossier, form: str = SHEET) -> set[str]:
    return {finding.condition for finding in held_up_by(report, dossier, form, "making")}


@pytest.mark.parametrize("dossier", [REGISTERED, EXPORT_ONLY], ids=["one", "two"])
def test_a_complete_request_is_held_up_by_nothing(law: Law, dossier: Dossier) -> None:
    report = check(dossier, law, REQUESTED)
    assert not [found for found in report.findings if found.open and found.severity != "note"]
    assert not report.due


@pytest.mark.parametrize(
    "papers", [(), (Paper(id="x", form=SHEET),), (Paper(id="x", form="packing-list", wished=True),)]
)
def test_nobody_is_asked_who_does_not_wish_the_sheet(law: Law, papers: tuple[Paper, ...]) -> None:
    report = check(replace(REGISTERED, certificates=(), papers=papers), law, REQUESTED)
    assert not report.findings
    assert [standing.why for standing in report.standings] == ["not-in-scope"]


def test_it_holds_up_the_request_and_never_the_consignment(law: Law) -> None:
    dossier = replace(REGISTERED, certificates=())
    report = check(dossier, law, REQUESTED)
    assert holding(report, dossier) == {"registered"}
    for form in ("commercial-invoice", "packing-list", "cn-declaration-5"):
        for stage in ("making", "handing-in", "departure"):
            assert not held_up_by(report, dossier, form, stage)


@pytest.mark.parametrize(
    ("day", "asked"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (REQUESTED, True)]
)
def test_the_day_of_the_request_decides(law: Law, day: date, *, asked: bool) -> None:
    assert bool(check(REGISTERED, law, day).findings) is asked


def test_a_registration_that_has_expired_does_not_carry_certificate_one(law: Law) -> None:
    dossier = put(REGISTERED, "certificates[nmpa-registration].expires", date(2026, 11, 21))
    report = check(dossier, law, REQUESTED)
    finding = one(report, "registered")
    assert finding.answer == "not-met"
    assert "does not hold for S-1" in finding.sentence("en")
    assert holding(report, dossier) == {"registered"}


def test_goods_for_export_only_need_the_statement_and_the_maker(law: Law) -> None:
    without = replace(EXPORT_ONLY, certificates=(LICENCE,))
    report = check(without, law, REQUESTED)
    assert one(report, "gmp-statement").answer == "unfilled"
    assert not report.find(f"{SALES}/registered")
    assert holding(report, without) == {"gmp-statement"}
    nameless = put(EXPORT_ONLY, "goods[g1].producer", None)
    report = check(nameless, law, REQUESTED)
    assert one(report, "producer").answer == "unfilled"
    assert holding(report, nameless) == {"producer"}


def test_somebody_elses_registration_lets_the_registrant_apply(law: Law) -> None:
    dossier = put(REGISTERED, "exporter.name_local", "样本贸易公司")
    finding = one(check(dossier, law, REQUESTED), "registrant-applies")
    assert (finding.answer, finding.severity) == ("not-met", "look")
    assert FIRM in finding.sentence("zh")
    finding = one(
        check(put(EXPORT_ONLY, "exporter.name_local", "样本贸易公司"), law, REQUESTED),
        "producer-applies",
    )
    assert (finding.answer, finding.severity) == ("not-met", "look")


def test_the_production_licence_is_looked_for(law: Law) -> None:
    dossier = replace(REGISTERED, certificates=REGISTERED.certificates[:1])
    finding = one(check(dossier, law, REQUESTED), "production-licence")
    assert (finding.answer, finding.severity) == ("unfilled", "look")


@pytest.mark.parametrize(
    ("expires", "answer"),
    [
        (date(2029, 6, 30), "met"),
        (date(2029, 7, 1), "not-met"),
        (date(2026, 11, 21), "not-met"),
        (None, "unfilled"),
    ],
)
def test_the_certificate_ends_no_later_than_the_first_of_its_papers(
    law: Law, expires: date | None, answer: str
) -> None:
    issued = held("export-sales-certificate", issued=date(2026, 5, 4), expires=expires)
    dossier = replace(REGISTERED, certificates=(*REGISTERED.certificates, issued))
    finding = one(check(dossier, law, REQUESTED), "validity")
    assert (finding.answer, finding.severity) == (answer, "look")
    assert finding.numbers["latest"] == date(2029, 6, 30)
    assert answer != "not-met" or "30 Jun 2029" in finding.sentence("en")


def test_where_no_paper_ends_nothing_bounds_the_certificate(law: Law) -> None:
    papers = tuple(replace(one, expires=None) for one in REGISTERED.certificates)
    late = held("export-sales-certificate", expires=date(2040, 1, 1))
    dossier = replace(REGISTERED, certificates=(*papers, late))
    assert one(check(dossier, law, REQUESTED), "validity").answer == "met"
    ended = held("export-sales-certificate", expires=date(2026, 6, 1))
    dossier = replace(REGISTERED, certificates=(*papers, ended))
    finding = one(check(dossier, law, REQUESTED), "validity")
    assert finding.answer == "not-met"
    for language in LANGUAGES:
        assert "{" not in finding.sentence(language)


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("苏药监械出20260001号", "met"),
        ("No.MDJS20260001", "met"),
        ("SAMPLE-1", "not-met"),
    ],
)
def test_the_shape_of_its_number_is_only_a_hint(law: Law, number: str, answer: str) -> None:
    issued = held("export-sales-certificate", number=number, expires=date(2029, 1, 1))
    dossier = replace(REGISTERED, certificates=(*REGISTERED.certificates, issued))
    finding = one(check(dossier, law, REQUESTED), "number")
    assert (finding.answer, finding.severity) == (answer, "note")


def test_respirators_for_the_workplace_are_no_devices(law: Law) -> None:
    dossier = put(put(REGISTERED, "goods[g1].kind", "respirator"), "goods[g1].use", "workplace")
    assert [one.why for one in check(dossier, law, REQUESTED).standings] == ["no-such-goods"]
