"""No number of the law stands in the code: packs hold them, dated and cited."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import maskdesk.rules

FOLDER = Path(str(maskdesk.rules.__file__)).parent

# How like two names are before one is shown to be looked at: no law says it, and nothing follows
# from it.
ALLOWED: set[tuple[str, object]] = {("_ALIKE", 86)}


def numbers(tree: ast.AST) -> Iterator[tuple[str, object]]:
    """Every number written in a module but 0 and 1, with the name it is given at once, if any."""
    named = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant):
            continue
        held = node.value
        if isinstance(held, bool) or held in (0, 1):
            continue
        if isinstance(held, (int, float, complex)) or _reads_as_number(held):
            yield named.get(id(node), ""), held


def _reads_as_number(held: object) -> bool:
    """Whether a text is a number or a day in disguise."""
    if not isinstance(held, str) or not held[:1].isdigit():
        return False
    try:
        float(held.replace("-", ""))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER))
)
def test_no_number_stands_in_a_module_of_the_rules(path: Path) -> None:
    found = numbers(ast.parse(path.read_text("utf-8")))
    assert [one for one in found if one not in ALLOWED] == []


def test_the_search_finds_what_it_is_to_find() -> None:
    hidden = "a = 20\nb = Decimal('0.25')\nc = date.fromisoformat('2020-04-29')\nd = x[2]\ne = 1"
    found = [held for _, held in numbers(ast.parse(hidden))]
    assert found == [20, "0.25", "2020-04-29", 2]
