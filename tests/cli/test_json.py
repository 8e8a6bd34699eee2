"""What other programs read is as the help says, to the last key and word."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from cli.command_line import child, here, identity_file, sealed_file
from desk.made import PASSPHRASE
from maskdesk.law import pack as law
from maskdesk.rules import evaluate, finding
from maskdesk.rules.finding import Cure

Keys = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def documented(repository: Path) -> Keys:
    """The tables of the help: for each object its keys with what they mean."""
    text = (repository / "resources" / "help" / "json.md").read_text("utf-8")
    _, *parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {
        title: dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", part, flags=re.MULTILINE))
        for title, part in zip(parts[::2], parts[1::2], strict=True)
    }


def decoded(said: str) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.json.decode(said)
    return content


@pytest.fixture(scope="module")
def reports(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The reports on samples: short of a share, held up, not covered, complete."""
    folder = tmp_path_factory.mktemp("samples")
    found = []
    for sample in ("viet-nam-2020-04-20-short", "viet-nam-2020-05-06", "china-2020-05-06-kn95"):
        file = folder / f"{sample}.maskdesk"
        here("pack", repository / "resources" / "samples" / sample, "-o", file)
        found.append(decoded(here("check", file, "--json").out))
    return [*found, decoded(here("check", sealed_file(folder), "--json").out)]


@pytest.fixture(scope="module")
def verification(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("package")
    make = ("make", sealed_file(folder), "-o", folder / "out", "--paper", "vn-undertaking")
    here(*make, "--identity", identity_file(folder), passphrase=PASSPHRASE)
    verified = here("verify", folder / "out", "--json")
    assert verified.code == 0
    return decoded(verified.out)


def objects(reports: list[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    """Every object of a kind in all reports."""
    for report in reports:
        lists = {
            "Report": [report],
            "Finding": report["findings"],
            "Pack": report["packs"],
            "Due": report["due"],
            "Uncovered": report["uncovered"],
            "Class": report["classes"],
        }
        for key in ("Cure", "Source"):
            lists[key] = [one for row in report["findings"] for one in row[f"{key.lower()}s"]]
        yield from lists[name]


@pytest.mark.parametrize(
    "name", ["Report", "Finding", "Cure", "Source", "Pack", "Due", "Uncovered", "Class"]
)
def test_a_report_has_the_documented_keys_and_no_other(
    name: str, documented: Keys, reports: list[dict[str, Any]]
) -> None:
    seen = list(objects(reports, name))
    assert seen, "the samples show no such object"
    for one in seen:
        assert set(one) == set(documented[name])


def test_a_verification_has_the_documented_keys_and_no_other(
    documented: Keys, verification: dict[str, Any]
) -> None:
    assert set(verification) == set(documented["Verification"])
    for item in verification["items"]:
        assert set(item) == set(documented["Item"])
        for reason in item["reasons"]:
            assert set(reason) == set(documented["Reason"])


@pytest.mark.parametrize(
    ("title", "key", "words"),
    [
        ("Finding", "status", law.Status),
        ("Finding", "answer", finding.Answer),
        ("Finding", "severity", law.Severity),
        ("Finding", "stage", law.Stage),
        ("Finding", "deciding", law.DecidingDay),
        ("Cure", "kind", Cure.__annotations__["kind"]),
        ("Source", "confidence", law.Confidence),
        ("Source", "seen", law.Seen),
        ("Pack", "why", evaluate.Why),
    ],
)
def test_the_help_names_every_word_a_key_can_hold(
    title: str, key: str, words: object, documented: Keys
) -> None:
    named = re.findall(r"`([\w-]+)`", documented[title][key])
    assert set(get_args(words)) == set(named)


def test_the_same_dossier_gives_the_same_json(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    one, other = (child("check", dossier, "--on", "2020-05-06", "--json").out for _ in "ab")
    assert one == other
    assert decoded(one)["format"] == 1


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
def test_sentences_are_in_the_language_asked_for_and_the_rest_is_the_same(
    language: str, tmp_path: Path
) -> None:
    dossier = sealed_file(tmp_path)
    asked = decoded(here("check", dossier, "--json", "--lang", language).out)
    plain = decoded(here("check", dossier, "--json").out)
    for one, other in zip(asked["findings"], plain["findings"], strict=True):
        assert set(one.pop("sentence")) == {language}
        other.pop("sentence")
        assert one == other


def test_a_failure_writes_nothing_where_json_is_read(tmp_path: Path) -> None:
    for words in (("check", tmp_path / "gone", "--json"), ("verify", tmp_path / "gone", "--json")):
        failed = here(*words)
        assert (failed.code, failed.out) == (2, "")
