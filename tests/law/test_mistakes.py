"""Where a mistake stands: the line of every key, however the file is written."""

import pytest

from maskdesk.law.lines import Lines
from maskdesk.law.mistakes import examine

FILE = """# a remark
id = "x"
title = { en = "A", vi = "B", zh = "C" }
replaces = [
  "a",  # [not a bracket
  "b",
]

[scope]
kinds = ["medical-mask"]

[[sources]]
id = "s"
issuer = '''
several
lines'''
number = "1"

[[conditions]]
id = "first"
with.field = "contract.number"

[conditions.duty]
en = "E"

[[conditions]]
id = "second"
when = [
  { field = "a.b", in = ["x"] },
  { field = "c.d", filled = true },
]
severity = "look"

[[exemptions]]
id = "free"
sentence = { en = "E" }
[exemptions.other]
en = "O"
"""


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("id", 'id = "x"'),
        ("title", "title = {"),
        ("title.en", "title = {"),
        ("scope.kinds", 'kinds = ["medical-mask"]'),
        ("scope.uses", "[scope]"),
        ("sources[0].number", 'number = "1"'),
        ("sources.s.number", 'number = "1"'),
        ("sources[0].seen", "[[sources]]"),
        ("conditions.first.with.field", 'with.field = "contract.number"'),
        ("conditions[0].duty.en", 'en = "E"'),
        ("conditions.second.severity", 'severity = "look"'),
        ("conditions[1].when[1].filled", '{ field = "c.d"'),
        ("conditions.second.when", "when = ["),
        ("conditions.third", "[[conditions]]"),
        ("exemptions.free.en", "sentence ="),
        ("exemptions.free.other.en", 'en = "O"'),
        ("nothing", "# a remark"),
    ],
)
def test_a_key_has_the_line_it_stands_on_or_that_of_what_it_should_stand_in(
    key: str, text: str
) -> None:
    line = FILE.splitlines()[Lines(FILE).of(key) - 1]
    assert line.strip().startswith(text)


@pytest.mark.parametrize("text", ["a = [", 'a = """', "[", "[[", "= 3", "a = '''x", "\x00", "[a.b"])
def test_no_text_makes_the_search_for_lines_fall_over(text: str) -> None:
    assert Lines(text).of("a") == 1


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b'id = "x"\nstatus = \n', 2, "Invalid value"),
        (b'id = "x"\n\xff\n', 2, "UTF-8"),
        (b"a = " + b"[" * 100_000, 1, "nested"),
        (b'title = "open', 1, ""),
    ],
)
def test_what_is_no_toml_has_one_mistake_with_its_line(
    content: bytes, line: int, said: str
) -> None:
    (found,) = examine(content).mistakes
    assert (found.line, found.key) == (line, "TOML")
    assert said in str(found.reason)
