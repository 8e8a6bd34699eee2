"""The pins: every system, every hash, no address."""

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
FILES = ("requirements.txt", "requirements-test.txt")


def pins(repository: Path, name: str) -> dict[str, str]:
    lines = (repository / "packaging" / name).read_text("utf-8").splitlines()
    found = (PIN.match(line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", name)[0]).lower()


@pytest.mark.parametrize("name", FILES)
def test_a_pin_file_holds_pins_and_hashes_and_nothing_else(repository: Path, name: str) -> None:
    lines = (repository / "packaging" / name).read_text("utf-8").splitlines()
    strange = [line for line in lines[1:] if not (PIN.match(line) or HASH.match(line))]
    assert lines[0].startswith("# ")
    assert strange == []


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_a_hash(repository: Path, name: str) -> None:
    lines = (repository / "packaging" / name).read_text("utf-8").splitlines()
    bare = [
        one
        for one, after in zip(lines[1:], [*lines[2:], ""], strict=True)
        if PIN.match(one) and not HASH.match(after)
    ]
    assert bare == []


def test_the_tests_run_on_the_versions_that_are_delivered(repository: Path) -> None:
    delivered, tested = (pins(repository, name).items() for name in FILES)
    assert delivered <= tested


def test_whatever_the_project_file_asks_for_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    needed = project["project"]["dependencies"] + project["build-system"]["requires"]
    for_tests = project["project"]["optional-dependencies"]["test"]
    assert {normal(name) for name in needed} <= pins(repository, FILES[0]).keys()
    assert {normal(name) for name in for_tests} <= pins(repository, FILES[1]).keys()


def test_what_only_another_system_needs_is_pinned_too(repository: Path) -> None:
    assert {"pywin32-ctypes", "secretstorage"} <= pins(repository, FILES[0]).keys()


def test_the_notices_name_every_pinned_package_in_its_version(repository: Path) -> None:
    notices = (repository / "resources" / "notices" / "NOTICES.txt").read_text("utf-8")
    head = notices.partition("\n\n\n")[0]
    named = re.findall(r"^(\S+) (\S+): \S", head, re.MULTILINE)
    assert {(normal(name), version) for name, version in named} >= set(
        pins(repository, FILES[0]).items()
    )


def test_the_notices_hold_the_licence_of_every_font(repository: Path) -> None:
    notices = (repository / "resources" / "notices" / "NOTICES.txt").read_text("utf-8")
    for licence in (repository / "resources" / "fonts").glob("OFL-*.txt"):
        assert licence.read_text("utf-8").splitlines()[0] in notices


def test_no_package_is_named_without_the_text_of_its_licence(repository: Path) -> None:
    folder = repository / "resources" / "notices"
    notices = (folder / "NOTICES.txt").read_text("utf-8")
    assert "holds no licence text" not in notices
    for file in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        lines = [line.rstrip() for line in (folder / file).read_text("utf-8").splitlines()]
        assert "\n".join(line.replace("\f", "") for line in lines).strip("\n") in notices
