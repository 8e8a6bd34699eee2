"""What stands in the project's files, and where they stand."""

import re
from pathlib import Path

import pytest

FIXED = {
    "src",
    "resources",
    "tests",
    "packaging",
    "pyproject.toml",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
}
# Written apart, so that this file passes its own test.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("golang", "org"),
    ("crates", "io"),
    ("anaconda", "org"),
)
# Where one person or one build keeps things; a part of an address on the web is none.
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|Users|work|tmp|opt)/\w|[A-Z]:\\+Users\\+\w")


@pytest.fixture(scope="module")
def texts(project_files: tuple[Path, ...]) -> dict[Path, str]:
    found = {}
    for path in project_files:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path] = content.decode("utf-8", "replace")
    return found


def test_the_top_folder_holds_only_the_fixed_names(
    project_files: tuple[Path, ...], repository: Path
) -> None:
    top = {path.relative_to(repository).parts[0] for path in project_files}
    assert {name for name in top if not name.startswith(".")} <= FIXED


def test_no_file_records_the_address_of_a_registry(texts: dict[Path, str]) -> None:
    hosts = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in REGISTRIES))
    assert [path for path, text in texts.items() if hosts.search(text)] == []


def test_no_file_records_a_path_of_somebodys_machine(texts: dict[Path, str]) -> None:
    found = {path: MACHINE_PATH.search(text) for path, text in texts.items()}
    assert {path: match.group() for path, match in found.items() if match} == {}


def test_text_files_end_their_lines_as_on_every_system(texts: dict[Path, str]) -> None:
    written_here = {".py", ".toml", ".md", ".txt", ".po", ".json", ""}
    carriage_returns = [
        path for path, text in texts.items() if path.suffix in written_here and "\r\n" in text
    ]
    assert carriage_returns == []
