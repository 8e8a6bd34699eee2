"""SECURITY.md names tests that exist, for every goal that has a number, and none without one."""

import re
from pathlib import Path

import pytest

GOALS = [f"R-{number:02}" for number in range(1, 34)]


@pytest.fixture(scope="module")
def rows(repository: Path) -> list[list[str]]:
    """The cells of the table: requirement, test, last figure."""
    text = (repository / "SECURITY.md").read_text("utf-8")
    table = text.partition("| requirement | test | last figure |\n|---|---|---|\n")[2]
    return [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]


def test_every_row_names_a_requirement_a_test_and_a_figure(rows: list[list[str]]) -> None:
    assert len(rows) > 30
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


def test_every_goal_has_a_row(rows: list[list[str]]) -> None:
    told = {goal for row in rows for goal in re.findall(r"R-\d\d", row[0])}
    assert told == set(GOALS)


def test_every_test_that_is_named_exists(repository: Path, rows: list[list[str]]) -> None:
    tests = repository / "tests"
    names = {path.name for path in tests.rglob("*.py")}
    missing = [
        named
        for row in rows
        for named in re.findall(r"`([^`]*\.py)`", row[1])
        if not ((repository / named).is_file() if "/" in named else named in names)
    ]
    assert missing == []
    assert all(re.search(r"`[^`]*\.py`", row[1]) for row in rows)


def test_every_row_marked_long_names_a_module_with_long_tests(
    repository: Path, rows: list[list[str]]
) -> None:
    by_name = {path.name: path for path in (repository / "tests").rglob("*.py")}
    unmarked = [
        row[0]
        for row in rows
        if "†" in row[1]
        and not any(
            "mark.long" in by_name[Path(named).name].read_text("utf-8")
            for named in re.findall(r"`([^`]*\.py)`", row[1])
        )
    ]
    assert unmarked == []
