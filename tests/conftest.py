"""What holds for every test: no unexpected warning, no access to the user's own folders."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

_OWN_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run also the tests marked long")
    parser.addoption(
        "--renew-references",
        action="store_true",
        help="write what is made now over the references the tests compare with",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "logs(text): the test expects a warning or worse whose text holds `text`"
    )
    # The daily run tries the same examples each time, the long one looks for new ones.
    hypothesis.settings.register_profile("daily", deadline=None, derandomize=True, database=None)
    hypothesis.settings.register_profile("long", deadline=None, max_examples=1000)
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "daily")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture
def renew_references(request: pytest.FixtureRequest) -> bool:
    """Whether the references are to be written anew instead of compared with."""
    return bool(request.config.getoption("--renew-references"))


@pytest.fixture(scope="session")
def glossary(repository: Path) -> list[list[str]]:
    """The rows of the table of words in three languages: English, Vietnamese, Chinese."""
    text = (repository / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| English | Vietnamese | Chinese |")[2].partition("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.strip().splitlines()[1:]]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.fixture(autouse=True)
def _only_folders_of_the_test(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path_factory.getbasetemp() / "own-folders"
    for variable in _OWN_FOLDERS:
        monkeypatch.setenv(variable, str(own / variable.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    collector = _Collector()
    logger = logging.getLogger("maskdesk")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    expected = {str(mark.args[0]) for mark in request.node.iter_markers("logs")}
    unexpected = [text for text in collector.texts if not any(part in text for part in expected)]
    missing = [part for part in expected if not any(part in text for text in collector.texts)]
    assert not unexpected, f"logged without being expected: {unexpected}"
    assert not missing, f"expected in the log, but absent: {missing}"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)])
    if mounted.returncode:
        pytest.skip("a file system can be mounted by root only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the project."""
    return Path(__file__).resolve().parents[1]
