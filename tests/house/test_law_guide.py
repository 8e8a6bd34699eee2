"""The guide to writing a pack: its example works, its table names every key and every check."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from law.consignments import FFP2, MASK_2026, REPORT, consignment
from law.table import with_
from maskdesk.desk.law_library import examine, install
from maskdesk.desk.office import Office
from maskdesk.desk.time_machine import law_difference
from maskdesk.dossier import vocabulary
from maskdesk.language import Catalogue, load_catalogue
from maskdesk.law import pack
from maskdesk.output.forms import FORMS
from maskdesk.rules.evaluate import check
from maskdesk.rules.vocabulary import CHECKS

ARRIVES = date(2026, 12, 1)
MASKS = with_("customs.arrives", ARRIVES)(consignment("AQ", ARRIVES, MASK_2026, REPORT))


@pytest.fixture(scope="module")
def guide(repository: Path) -> str:
    """The page."""
    return (repository / "resources" / "help" / "law-packs.md").read_text("utf-8")


@pytest.fixture(scope="module")
def example(repository: Path) -> bytes:
    """The worked example."""
    return (repository / "resources" / "help" / "sample-law-pack.toml").read_bytes()


def test_the_example_is_taken_in_and_judges_as_the_guide_says(
    example: bytes, tmp_path: Path
) -> None:
    assert examine(example) == ()
    office = Office(tmp_path)
    install(tmp_path, example, "sample-law-pack.toml", office.built_in.packs)
    law = office.law
    good = {one.condition: one.answer for one in check(MASKS, law, ARRIVES).findings
            if one.pack == "aq-sample-masks"}  # fmt: skip
    assert good == {"lot-report": "met", "edition": "met"}
    assert not [one for one in check(MASKS, law, ARRIVES).uncovered if one[0] == "destination"]
    (bare,) = check(replace(MASKS, certificates=()), law, ARRIVES).find(
        "aq-sample-masks/lot-report"
    )
    assert (bare.answer, bare.severity, bare.stage) == ("unfilled", "blocks", "departure")
    one_lot = with_("certificates[test-report].lots", ("L1",))(MASKS)
    (left,) = check(one_lot, law, ARRIVES).find("aq-sample-masks/lot-report")
    assert "Lots without a test report: L2." in left.sentence("en")
    old = with_("goods[g1].standards", ("EN 14683:2019+AC:2019",))(MASKS)
    undated = with_("customs.arrives", None)(old)
    changes = law_difference(undated, law, date(2026, 12, 31), date(2027, 1, 1)).findings
    assert [one.key for one in changes if one.pack == "aq-sample-masks"] == [
        "aq-sample-masks/edition"
    ]
    respirators = replace(MASKS, goods=(replace(FFP2, id="g1", model="M1"),))
    asked = check(respirators, law, ARRIVES).findings
    assert {one.condition for one in asked if one.pack == "aq-sample-masks"} == {"lot-report"}


def test_the_mistakes_the_guide_shows_are_told_so(guide: str, example: bytes) -> None:
    for wrong, right in (
        (b'confidence = "sure"', b'confidence = "high"'),
        (b'check = "certificates"', b'check = "certificate"'),
    ):
        (mistake,) = examine(example.replace(right, wrong))
        said = _told(load_catalogue("en"), mistake.reason, mistake.cure)
        line = f"sample-law-pack.toml:{mistake.line}: {mistake.key}: {said}"
        (shown,) = [one for one in guide.splitlines() if f"{mistake.key}:" in one]
        assert line.startswith(shown.strip().rstrip("…").rstrip(", "))


def _told(catalogue: Catalogue, *parts: object) -> str:
    return "".join(f"{catalogue.show(part)}. " for part in parts).strip()


def test_every_key_of_a_pack_is_explained(guide: str) -> None:
    structs: tuple[type[msgspec.Struct], ...] = (
        pack.Pack, pack.Wording, pack.Source, pack.LegalValue, pack.Dated, pack.Scope, pack.When,
        pack.ProductClass, pack.Condition, pack.Route, pack.Requirement, pack.Exemption,
        pack.DuePaper,
    )  # fmt: skip
    tables = guide.partition("## Every key")[2].partition("## The codes")[0].split("### ")[1:]
    assert len(tables) == len(structs)
    for struct, table in zip(structs, tables, strict=True):
        fields = msgspec.structs.fields(struct)
        told = re.findall(r"^\| `(\w+)` \| (yes)? *\|", table, re.MULTILINE)
        assert told == [(one.encode_name, "yes" if one.required else "") for one in fields], struct


def test_the_codes_a_pack_names_are_listed_with_what_they_mean(guide: str) -> None:
    lists = (
        vocabulary.PRODUCT_KINDS,
        vocabulary.INTENDED_USES,
        vocabulary.PARTY_ROLES,
        vocabulary.CERTIFICATE_SCHEMES,
        vocabulary.LISTS,
        {name: form.title for name, form in FORMS.items()},
    )
    tables = guide.partition("## The codes")[2].partition("## The checks")[0].split("### ")[1:]
    assert len(tables) == len(lists)
    for codes, table in zip(lists, tables, strict=True):
        told = re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE)
        assert told == list(codes.items())


def test_every_check_is_explained_with_its_parameters_and_numbers(guide: str) -> None:
    parts = guide.partition("## The checks")[2].split("### ")[1:]
    told = {part.partition("\n")[0].strip("`"): part for part in parts}
    assert set(told) == set(CHECKS)
    for name, one in CHECKS.items():
        parameters = re.search(r"^Parameters: (.*)\.$", told[name], re.MULTILINE)
        numbers = re.search(r"^Numbers: (.*)\.$", told[name], re.MULTILINE)
        assert parameters is not None
        assert numbers is not None
        fields = {field.encode_name for field in msgspec.structs.fields(one.parameters)}
        assert set(re.findall(r"`(\w+)`", parameters[1])) == fields, name
        assert set(re.findall(r"`\{(\w+)\}`", numbers[1])) == one.numbers, name
