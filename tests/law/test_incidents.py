"""What went wrong with masks and tests in 2020 and 2021: what the papers would have shown.

Each case is an invented consignment with the fault that was reported of the real one. What no paper
can show stands under OUT_OF_REACH with the reason; nothing here accuses anybody.
"""

from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from law.consignments import goods
from law.table import Change, all_of, asked, on_day, with_, without
from law.tables import canada, european_union, great_britain, united_states
from maskdesk.dossier.sections import Dossier
from maskdesk.law.reader import Law, read_law


class Case(Struct, frozen=True):
    """An event, the day its papers were checked, the dossier, and what was to be read."""

    event: str
    day: date
    dossier: Dossier
    change: Change
    finding: str
    says: str


UNION = european_union.BASES
CASES = (
    Case(
        "Netherlands, March 2020: KN95 respirators used as FFP2 were recalled after fit tests",
        date(2020, 3, 21),
        UNION["eu-ppe-respirators-2020"],
        with_("goods[g1].filter_class", "KN95"),
        "eu-ppe-respirators-2020/class",
        "KN95",
    ),
    Case(
        "Canada, April 2020: a million KN95 filtered less than 95 %, no report of their lots",
        date(2020, 5, 6),
        canada.BASES["ca-2020-interim-orders"],
        all_of(goods(kind="respirator"), without("test-report")),
        "ca-2020-interim-orders/lot-report-respirator",
        "report",
    ),
    Case(
        "Finland, April 2020: two million masks failed the hospital's own test",
        date(2020, 4, 8),
        UNION["eu-2020-403"],
        without("test-report"),
        "eu-2020-403/lot-report",
        "report",
    ),
    Case(
        "United Kingdom, 2020: fifty million FFP2 came with ear loops and were never used",
        date(2020, 5, 6),
        great_britain.BASES["gb-2020-ppe-easement"],
        goods(fastening="ear-loops"),
        "gb-2020-ppe-easement/head-bands",
        "ear loops",
    ),
    Case(
        "United Kingdom, an airport: 700,000 pieces held for their marks and papers",
        date(2020, 5, 6),
        great_britain.BASES["gb-2020-ppe-easement"],
        all_of(goods(ce_mark=False), without("declaration-of-conformity")),
        "gb-2020-ppe-easement/way",
        "one way into the United Kingdom",
    ),
    Case(
        "Lithuania and others, 2020: certificates without value were sold for respirators",
        date(2021, 2, 1),
        UNION["eu-ppe-respirators-2020"],
        with_("certificates[eu-type-examination].scheme", "other"),
        "eu-ppe-respirators-2020/type-examination",
        "module B",
    ),
    Case(
        "Italy, 2021: lots under the genuine number 2163 failed, and the body itself was doubted",
        date(2021, 3, 3),
        UNION["eu-ppe-respirators-2020"],
        goods(ce_body="2163"),
        "eu-ppe-respirators-2020/body-to-ask",
        "Check with the body",
    ),
    Case(
        "Italy, 2021: masks bore the number 1282 of a body that never certified respirators",
        date(2021, 3, 3),
        UNION["eu-ppe-respirators-2020"],
        goods(ce_body="1282"),
        "eu-ppe-respirators-2020/body-to-ask",
        "had not certified",
    ),
    Case(
        "United States, 2020: models that stood on no list let most particles through",
        date(2020, 5, 6),
        united_states.BASES["us-2020-eua-china-respirators"],
        with_("extracts[x1].rows[r1].name", "SAMPLE Other Works"),
        "us-2020-eua-china-respirators/appendix-a",
        "does not stand on Appendix A",
    ),
)
OUT_OF_REACH = {
    "Spain, March 2020: test kits below their stated sensitivity": (
        "China's rule on registered makers began five days later, and no paper shows sensitivity."
    ),
    "Czech Republic, March 2020: test kits in error": (
        "How often a kit errs, and whether it was used rightly, stands on no paper."
    ),
    "Toronto, April 2020: surgical masks that tore": "Only a look at the goods finds that.",
    "Leuven, March 2020: masks of poor quality": "Only a look at the goods finds that.",
    "Swiss army, 2020: counterfeit and mouldy respirators": (
        "Good papers lay with bad goods; mould and imitation are seen, not read."
    ),
    "New Zealand, 2020: respirators that failed an outward test": (
        "They passed the tests their papers had to show."
    ),
    "South Africa, 2021: KN95 brands that fitted badly": (
        "Fit on a face is measured there and stands on no paper."
    ),
    "United Kingdom, 2020: gowns from Turkey": "What was wrong with them is disputed to this day.",
}


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    files = {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    return read_law(files)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.event.partition(":")[0])
def test_the_clerk_would_have_read_it_before_the_goods_left(law: Law, case: Case) -> None:
    dossier = on_day(case.day)(case.dossier)
    found = asked(case.change(dossier), law).find(case.finding)
    assert found, [one.key for one in asked(case.change(dossier), law).findings]
    assert all(one.open for one in found)
    assert any(case.says.casefold() in one.sentence("en").casefold() for one in found), [
        one.sentence("en") for one in found
    ]


def test_without_the_fault_nothing_of_the_kind_is_read(law: Law) -> None:
    for case in CASES:
        found = asked(on_day(case.day)(case.dossier), law).find(case.finding)
        assert not any(one.open for one in found), (
            case.event,
            [one.sentence("en") for one in found],
        )


def test_every_event_has_its_case_or_the_reason_why_it_has_none() -> None:
    assert len(CASES) + len(OUT_OF_REACH) == 17
    assert all(reason.endswith(".") for reason in OUT_OF_REACH.values())
