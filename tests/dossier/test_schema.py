"""The JSON Schema that `maskdesk schema` prints, held to what the program itself reads."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.arbitrary import dossiers, every_path, held_by, with_every_row
from maskdesk.dossier import codec
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.fields import Field
from maskdesk.dossier.paths import describe, put
from maskdesk.dossier.schema import schema
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread

# It comes with pikepdf and has no types.
jsonschema: Any = importlib.import_module("jsonschema")
SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
PATHS = sorted(path for path, _ in every_path())


def faults(content: bytes) -> list[str]:
    """What the schema has against a JSON text."""
    return [error.json_path for error in VALIDATOR.iter_errors(json.loads(content))]


def test_it_is_a_schema_of_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@given(dossier=dossiers())
def test_every_dossier_that_is_written_satisfies_it(dossier: Dossier) -> None:
    assert faults(codec.write(dossier)) == []


@pytest.mark.parametrize("path", PATHS)
def test_every_field_may_be_cleared_or_not_be_readable_yet(path: str) -> None:
    for value in (None, Unread(typed="12o")):
        assert faults(codec.write(put(with_every_row(), path, value))) == []


@given(data=st.data())
def test_a_smallest_figure_satisfies_it_too(data: st.DataObject) -> None:
    field = describe("contract.value")
    assert isinstance(field, Field)
    value = data.draw(held_by(field))
    assert faults(codec.write(put(Dossier(), "contract.value", value))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        b'{"balloons": []}',
        b'{"head": {"basis": null}}',
        b'{"head": {"basis": [""]}}',
        b'{"head": {"version": -1}}',
        b'{"head": {"version": 1000000000000000}}',
        b'{"head": {"version": true}}',
        b'{"head": {"origin": "DE"}}',
        b'{"head": {"reference": {"typed": "a", "guess": "b"}}}',
        b'{"contract": {"value": "-1"}}',
        b'{"contract": {"value": "NaN"}}',
        b'{"contract": {"value": "1E+20"}}',
        b'{"contract": {"signed": "yesterday"}}',
        b'{"contract": {"assignment": null}}',
        b'{"goods": [{"model": "A"}]}',
        b'{"goods": [{"id": "a b"}]}',
        b'{"goods": [{"id": ""}]}',
        b'{"goods": [{"id": "g1", "sterile": 1}]}',
        b'{"evidence": [{"id": "e1", "digest": "ABC"}]}',
        b'{"goods": null}',
    ],
)
def test_what_the_program_refuses_the_schema_refuses(content: bytes) -> None:
    with pytest.raises(DamagedContent):
        codec.read(content)
    assert faults(content)


def test_every_field_bears_its_label_and_hint() -> None:
    said = schema(lambda message: f"<{message}>")
    head = said["properties"]["head"]
    assert head["title"] == "<Head>"
    assert head["properties"]["reference"]["title"] == "<Reference>"
    assert head["properties"]["reference"]["description"].startswith("<Your own name")
    assert said["properties"]["goods"]["items"]["properties"]["lots"]["title"] == "<Lots>"


def _samples() -> list[Path]:
    samples = Path(__file__).resolve().parents[2] / "resources" / "samples"
    return sorted(samples.glob("*/dossier.json"))


def test_there_are_samples() -> None:
    assert len(_samples()) >= 8


@pytest.mark.parametrize("path", _samples(), ids=lambda path: path.parent.name)
def test_every_sample_satisfies_it_and_is_written_as_the_program_writes(path: Path) -> None:
    content = path.read_bytes()
    assert faults(content) == []
    assert codec.write(codec.read(content)) == content
