"""The files of the project, as its own tests see them."""

from fnmatch import fnmatch
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def project_files(repository: Path) -> tuple[Path, ...]:
    """Every file of the project; what `.gitignore` names, and what git keeps, is not of it."""
    ignored = (repository / ".gitignore").read_text("utf-8").split()
    patterns = [".git", *(pattern.strip("/") for pattern in ignored)]

    def below(folder: Path) -> list[Path]:
        found: list[Path] = []
        for entry in sorted(folder.iterdir()):
            if any(fnmatch(entry.name, pattern) for pattern in patterns):
                continue
            found += below(entry) if entry.is_dir() else [entry]
        return found

    return tuple(below(repository))
