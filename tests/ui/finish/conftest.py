"""The processes that all tests of the wizard share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.made import practice_file
from maskdesk.desk.workers import Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers()
    yield pool
    pool.close()


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The file of a practice identity."""
    file = tmp_path / "chữ ký.p12"
    file.write_bytes(practice_file("SAMPLE Exporter"))
    return file
