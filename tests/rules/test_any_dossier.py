"""Any dossier at all under all packs that are shipped: answered, named and recorded."""

import json
import string
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dossier.arbitrary import dossiers, rows_of
from maskdesk.dossier.naming import name_of
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    DeclaredLine,
    Dossier,
    GoodsLine,
    Head,
    Lot,
    Producer,
    Support,
)
from maskdesk.language import LANGUAGES
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.evaluate import check
from maskdesk.rules.record import record

ORIGINS = ("VN", "CN", "EU", None)
NO_DESTINATION = ("AQ", None)
DAYS = st.dates(date(2020, 2, 1), date(2027, 1, 1))


@pytest.fixture(scope="module")
def law() -> Law:
    """All packs as they are shipped."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "law"
    return read_law({path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))})


def somewhere(given_: Dossier, data: st.DataObject, law: Law) -> Dossier:
    """An arbitrary dossier that goes from some origin to some country under all drafts."""
    drafts = tuple(one.id for one in law if one.status == "draft")
    head = replace(given_.head, origin=data.draw(st.sampled_from(ORIGINS)), basis=drafts)
    covered = sorted({country for one in law for country in one.scope.destinations})
    country = data.draw(st.sampled_from((*covered, *NO_DESTINATION)))
    lines: Any = data.draw(rows_of(GoodsLine, most=3))
    kinds = st.sampled_from(("medical-mask", "respirator", "non-medical-mask", "gloves"))
    uses = st.sampled_from(("medical", "daily", "workplace"))
    lines = tuple(replace(one, kind=data.draw(kinds), use=data.draw(uses)) for one in lines)
    return replace(
        given_,
        head=head,
        destination=replace(given_.destination, country=country),
        goods=lines,
    )


@settings(max_examples=150)
@given(data=st.data(), given_=dossiers(), today=DAYS, on=st.none() | DAYS)
def test_any_dossier_is_answered_in_three_languages(
    law: Law, data: st.DataObject, given_: Dossier, today: date, on: date | None
) -> None:
    dossier = somewhere(given_, data, law)
    report = check(dossier, law, today, on=on)
    assert json.loads(record(report))["today"] == (on or today).isoformat()
    assert len(report.standings) == len(law.packs)
    for finding in report.findings:
        for place in finding.places:
            assert name_of(dossier, place, str)
        for language in LANGUAGES:
            sentence = finding.sentence(language)
            assert sentence
            assert not any(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
    keys = [finding.key for finding in report.findings]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("today", [date.min, date(1, 12, 31), date(9900, 12, 31)])
def test_days_out_of_all_reason_are_days_like_any_other(law: Law, today: date) -> None:
    lines = tuple(
        GoodsLine(
            id=f"g{n}", kind=kind, use="medical", model="A", producer="p", pieces_declared=5,
            lots=(Lot(id="a", produced=today, expires=today),),
        )
        for n, kind in enumerate(("medical-mask", "respirator", "non-medical-mask"))
    )  # fmt: skip
    schemes = ("test-report", "eu-type-examination", "nmpa-registration", "niosh-approval")
    certificates = tuple(
        Certificate(id=f"c{n}", scheme=one, number="1", models=("A",), issued=day, looked_up=day)
        for n, one in enumerate(schemes)
        for day in (today,)
    )
    moment = datetime.combine(today, datetime.min.time(), UTC)
    for origin in ("VN", "CN"):
        for country in ("DE", "US", "CA"):
            dossier = Dossier(
                head=Head(origin=origin),
                goods=lines,
                certificates=certificates,
                producers=(Producer(id="p", opening_stock=0, opening_day=today),),
                customs=Customs(
                    shipped=today,
                    arrives=today,
                    declarations=(Declaration(id="d", registered=moment),),
                ),
            )
            dossier = replace(dossier, destination=replace(dossier.destination, country=country))
            record(check(dossier, law, today))


def test_thousands_of_rows_are_answered_the_same_in_any_order(law: Law) -> None:
    lines = tuple(
        GoodsLine(id=f"g{n}", kind="medical-mask", use="medical", model=f"M{n % 7}",
                  pieces_declared=n)
        for n in range(2_000)
    )  # fmt: skip
    support = tuple(
        Support(id=f"s{n}", kind="health-facility", product="medical-mask", standing="agreed",
                basis="agreement", agreement_number=str(n), pieces_pledged=n, declaration="d")
        for n in range(500)
    )  # fmt: skip
    declared = tuple(DeclaredLine(id=f"x{n}", line=f"g{n}", pieces=n) for n in range(2_000))
    day = date(2020, 4, 20)
    dossier = Dossier(
        head=Head(origin="VN", basis=("vn-2020-draft-mof",)),
        goods=lines,
        support=support,
        customs=Customs(declarations=(Declaration(id="d", planned=day, lines=declared),)),
    )
    turned = replace(
        dossier,
        goods=lines[::-1],
        support=support[::-1],
        customs=Customs(declarations=(Declaration(id="d", planned=day, lines=declared[::-1]),)),
    )
    share, same = (
        check(one, law, day).find("vn-2020-draft-mof/domestic-share")[0]
        for one in (dossier, turned)
    )
    assert share.numbers["whole"] == sum(range(2_000))
    assert share.numbers["counted"] == sum(range(500))
    assert share.answer == "not-met"
    assert (same.answer, same.numbers, same.cures) == (share.answer, share.numbers, share.cures)


def test_the_day_before_is_another_law_and_so_is_the_day_after(law: Law) -> None:
    dossier = Dossier(
        head=Head(origin="VN"),
        goods=(GoodsLine(id="g", kind="medical-mask", use="medical", pieces_declared=1),),
    )
    last = date(2020, 4, 28)
    before = {one.pack for one in check(dossier, law, last).standings if one.applies}
    after = {
        one.pack for one in check(dossier, law, last + timedelta(days=1)).standings if one.applies
    }
    assert "vn-2020-nq20" in before - after
    assert "vn-2020-nq60" in after - before
