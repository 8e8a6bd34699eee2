"""What is installed is what stands in the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    made = subprocess.run(
        [*command, "--directory", str(folder)], cwd=repository, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_resource(
    wheel: Path, project_files: tuple[Path, ...], repository: Path
) -> None:
    with zipfile.ZipFile(wheel) as package:
        packed = set(package.namelist())
    resources = repository / "resources"
    wanted = {
        f"maskdesk/resources/{path.relative_to(resources).as_posix()}"
        for path in project_files
        if path.is_relative_to(resources)
    }
    assert "maskdesk/resources/fonts/Tinos-Regular.ttf" in wanted
    assert wanted <= packed


def test_the_program_out_of_the_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path)
    asked = (
        "import maskdesk.store.resources as found;"
        "print(found.resource_root());"
        "found.resource('fonts/OFL-Tinos.txt')"
    )
    answered = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert answered.returncode == 0, answered.stderr
    assert Path(answered.stdout.strip()) == tmp_path / "maskdesk" / "resources"
