"""The two commands of the README, as far as they can be tried without installing anything."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path


def test_every_script_is_linted(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    scripts = {
        f"packaging/{path.name}"
        for path in (repository / "packaging").iterdir()
        if path.is_file() and not path.suffix
    }
    assert set(project["tool"]["ruff"]["extend-include"]) == scripts


def test_every_script_can_be_started(repository: Path) -> None:
    for path in (repository / "packaging").iterdir():
        if path.is_file() and not path.suffix:
            assert path.read_bytes().startswith(b"#!/usr/bin/env python3\n"), path


def test_a_missing_system_package_is_one_sentence_that_names_it(
    repository: Path, tmp_path: Path
) -> None:
    asked = "import environment; environment.require_programs({'no-such-program': 'its-package'})"
    refused = subprocess.run(
        [sys.executable, "-B", "-c", asked],
        cwd=repository / "packaging",
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == ["Please install first what Debian calls: its-package."]


WARNINGS = """
import logging
import pytest

store = logging.getLogger("maskdesk.store")

def test_silent(): pass
def test_informs(): store.info("read")
def test_elsewhere(): logging.getLogger("elsewhere").warning("odd")
def test_warns(): store.warning("odd")

@pytest.mark.logs("odd")
def test_announced(): store.warning("very odd")

@pytest.mark.logs("odd")
def test_announced_in_vain(): pass
"""


def test_a_warning_fails_a_test_unless_it_is_announced(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "test_warnings.py").write_text(WARNINGS, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rE", "-p", "conftest"]
    ran = subprocess.run(
        [*command, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(repository / "tests")},
        capture_output=True,
        text=True,
    )
    failed = re.findall(r"^ERROR test_warnings.py::(\w+)", ran.stdout, re.MULTILINE)
    assert failed == ["test_warns", "test_announced_in_vain"], ran.stdout + ran.stderr
