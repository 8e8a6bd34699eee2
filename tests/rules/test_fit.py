"""What fits where: each paper judged alone by the destination's own conditions, never guessed."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from law.consignments import held
from law.table import all_of, with_, with_paper
from law.tables import european_union, united_states
from maskdesk.dossier.sections import Dossier
from maskdesk.language import LANGUAGES
from maskdesk.law.bodies import read_bodies
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.fit import Cell, FitGrid, fit_grid

TODAY = date(2026, 11, 24)
MASKS = european_union.BASES["eu-mdr-masks"]
RESPIRATORS = european_union.BASES["eu-ppe-respirators"]
CLEARED = united_states.BASES["us-510k-masks"]


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    files = {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    return read_law(files)


def grid(law: Law, dossier: Dossier, *countries: str, day: date = TODAY) -> FitGrid:
    return fit_grid(dossier, law, day, countries)


def cell(found: FitGrid, subject: str, name: str, country: str) -> Cell:
    """One cell of a grid."""
    (row,) = [one for one in found.rows if one.subject == subject and one.name == name]
    return next(one for one in row.cells if one.destination == country)


def test_a_declaration_for_the_union_proves_nothing_in_the_united_states(law: Law) -> None:
    found = grid(law, MASKS, "DE", "US")
    name = "declaration-of-conformity"
    assert cell(found, "certificate", name, "DE").verdict == "fits"
    foreign = cell(found, "certificate", name, "US")
    assert foreign.verdict == "does-not"
    assert "proves nothing there" in str(foreign.message)


def test_a_clearance_fits_the_united_states_alone(law: Law) -> None:
    (number,) = [one.number for one in CLEARED.certificates if one.scheme == "fda-510k"]
    found = grid(law, CLEARED, "US", "DE")
    assert cell(found, "certificate", str(number), "US").verdict == "fits"
    assert cell(found, "certificate", str(number), "DE").verdict == "does-not"


def test_an_edition_that_is_only_looked_at_is_a_question_and_no_refusal(law: Law) -> None:
    old = with_("goods[g1].standards", ("EN 14683:2019+AC:2019", "EN 14683:2025"))(MASKS)
    found = grid(law, old, "DE")
    assert cell(found, "standard", "EN 14683:2025", "DE").verdict == "fits"
    doubtful = cell(found, "standard", "EN 14683:2019+AC:2019", "DE")
    assert doubtful.verdict == "cannot-tell"
    assert doubtful.finding is not None
    assert doubtful.finding.condition == "edition"


def test_a_number_on_a_mask_that_is_not_sterile_does_not_fit_the_union(law: Law) -> None:
    numbered = with_("goods[g1].ce_body", "0598")(MASKS)
    wrong = cell(grid(law, numbered, "DE"), "goods", "M1", "DE")
    assert wrong.verdict == "does-not"
    assert wrong.finding is not None
    assert wrong.finding.key == "eu-mdr-masks/no-body-number"
    assert cell(grid(law, MASKS, "DE"), "goods", "M1", "DE").verdict == "fits"


def test_a_respirator_must_bear_a_number_and_a_dual_product_may(law: Law) -> None:
    day = date(2022, 2, 1)
    bare = with_("goods[g1].ce_body", None)(RESPIRATORS)
    open_ = cell(grid(law, bare, "DE", day=day), "goods", "M1", "DE")
    assert (open_.verdict, open_.finding and open_.finding.condition) == (
        "cannot-tell",
        "body-number",
    )
    dual = all_of(
        with_("goods[g1].ce_body", "0598"),
        with_("goods[g1].standards", ("EN 14683:2025", "EN 149:2001+A1:2009")),
    )(MASKS)
    found = grid(law, dual, "DE")
    finding = cell(found, "goods", "M1", "DE").finding
    assert finding is None or finding.condition != "no-body-number"


def test_a_body_to_ask_is_a_question_and_one_of_the_kingdom_counts_no_longer(law: Law) -> None:
    day = date(2022, 2, 1)
    asked = with_("certificates[eu-type-examination].body_id", "1282")(RESPIRATORS)
    doubtful = cell(grid(law, asked, "DE", day=day), "certificate", "eu-type-examination-1", "DE")
    assert (doubtful.verdict, doubtful.finding and doubtful.finding.condition) == (
        "cannot-tell",
        "body-to-ask",
    )
    british = with_("goods[g1].ce_body", "0194")(RESPIRATORS)
    refused = cell(grid(law, british, "DE", day=day), "goods", "M1", "DE")
    assert (refused.verdict, refused.finding and refused.finding.condition) == (
        "does-not",
        "uk-body",
    )


def test_papers_that_are_asked_for_together_are_judged_together(law: Law) -> None:
    day = date(2022, 2, 1)
    for name in ("eu-type-examination-1", "eu-production-check-1"):
        found = cell(grid(law, RESPIRATORS, "DE", day=day), "certificate", name, "DE")
        assert found.verdict == "fits", found.finding


def test_an_expired_paper_does_not_fit_on_its_own_deciding_day(law: Law) -> None:
    late = grid(law, RESPIRATORS, "DE", day=date(2022, 2, 1))
    assert cell(late, "certificate", "eu-type-examination-1", "DE").day == date(2022, 2, 1)
    moved = with_("customs.declarations[d1].planned", date(2024, 5, 2))(RESPIRATORS)
    after = grid(law, moved, "DE", day=date(2024, 5, 2))
    assert cell(after, "certificate", "eu-type-examination-1", "DE").verdict == "does-not"


def test_where_no_pack_or_no_condition_speaks_nothing_is_claimed(law: Law) -> None:
    suit = with_("goods[g1].kind", "ventilator")(MASKS)
    found = grid(law, suit, "DE", "PT", "KP")
    verdicts = {one.verdict for row in found.rows for one in row.cells}
    assert verdicts == {"not-covered"}


def test_the_days_of_a_certificate_are_held_against_shipment_and_arrival(law: Law) -> None:
    paper = held("test-report", number="T-9", expires=date(2026, 12, 10), lots=("L1", "L2"))
    dossier = replace(
        MASKS,
        customs=replace(MASKS.customs, shipped=date(2026, 12, 1), arrives=date(2027, 1, 10)),
    )
    found = grid(law, with_paper(replace(paper, id="t9"))(dossier), "DE")
    (row,) = [one for one in found.rows if one.name == "T-9"]
    assert (row.holds_shipped, row.holds_arrived) == (True, False)
    assert (found.shipped, found.arrives) == (date(2026, 12, 1), date(2027, 1, 10))


def test_every_cell_with_a_finding_speaks_each_language(law: Law) -> None:
    countries = sorted(
        {country for pack in law for country in pack.scope.destinations if pack.side != "origin"}
    )
    for row in grid(law, MASKS, *countries).rows:
        for one in row.cells:
            assert (one.finding is None) is (one.message is not None)
            if one.finding is not None:
                sentences = {one.finding.sentence(language) for language in LANGUAGES}
                assert len(sentences) == len(LANGUAGES)


def test_the_body_behind_a_number_is_named_and_warned_of(law: Law, repository: Path) -> None:
    table = repository / "resources" / "bodies" / "notified-bodies.toml"
    bodies = read_bodies(table.read_bytes())
    british = with_("goods[g1].ce_body", "0194")(RESPIRATORS)
    found = fit_grid(british, law, date(2022, 2, 1), ["DE"], bodies=bodies)
    told = {row.name: row.body.standing for row in found.rows if row.body is not None}
    assert told == {
        "M1": "ended",
        "eu-type-examination-1": "reported",
        "eu-production-check-1": "reported",
    }
