"""No condition without its dossiers: each fails in one, and what may block is met in another."""

from pathlib import Path

import pytest

from law.table import FAILING, PASSING, Row, Table, asked, tables
from maskdesk.language import LANGUAGES
from maskdesk.law.reader import Law, read_law
from maskdesk.rules.vocabulary import prove

TABLES = tuple(tables())
ROWS = [
    pytest.param(table, row, id=f"{row.condition}-{place}")
    for table in TABLES
    for place, row in enumerate(table.rows)
]


@pytest.fixture(scope="module")
def law(repository: Path) -> Law:
    """All packs as they are shipped."""
    files = {path.name: path.read_bytes() for path in repository.glob("resources/law/*.toml")}
    read = read_law(files)
    prove(read)
    return read


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_of_the_table_is_answered_as_it_says(law: Law, table: Table, row: Row) -> None:
    report = asked(row.change(table.bases[row.base]), law, *row.returned)
    found = report.find(row.condition)
    if row.answer == "not-asked":
        pack = row.condition.partition("/")[0]
        assert next(one for one in report.standings if one.pack == pack).applies
        assert found == ()
        return
    assert {one.answer for one in found} == {row.answer}, [one.key for one in report.findings]
    assert any(row.says.casefold() in one.sentence("en").casefold() for one in found), [
        one.sentence("en") for one in found
    ]
    for one in found:
        sentences = {one.sentence(language) for language in LANGUAGES}
        assert len(sentences) == len(LANGUAGES)
        assert not any("{" in sentence for sentence in sentences)


def test_every_condition_fails_in_some_dossier(law: Law) -> None:
    failed = {row.condition for table in TABLES for row in table.rows if row.answer in FAILING}
    silent = {condition for table in TABLES for condition in table.silent}
    assert _conditions(law) - failed - silent == set()
    assert failed & silent == set()


def test_every_condition_that_may_block_is_met_by_some_dossier(law: Law) -> None:
    passed = {row.condition for table in TABLES for row in table.rows if row.answer in PASSING}
    passed |= {
        f"{finding.pack}/{finding.condition}"
        for table in TABLES
        for base in table.bases.values()
        for finding in asked(base, law).findings
        if finding.answer == "met"
    }
    assert _conditions(law, "blocks") - passed == set()


def test_every_row_is_about_a_condition_there_is(law: Law) -> None:
    named = {row.condition for table in TABLES for row in table.rows}
    assert named - _conditions(law) == set()


def _conditions(law: Law, *severities: str) -> set[str]:
    return {
        f"{pack.id}/{condition.id}"
        for pack in law
        for condition in pack.conditions
        if not severities or condition.severity in severities
    }
