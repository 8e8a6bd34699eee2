"""A start: the window takes keys before anything is loaded that can come right after."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from benchmarks.large import large_dossier
from cli.command_line import SOURCES, environment
from maskdesk.desk.office import Office
from maskdesk.desk.opening import new_dossier, of_container, save_dossier
from maskdesk.law.pack import ANYWHERE
from maskdesk.store.folder import pack
from maskdesk.store.lock import lock_file
from maskdesk.store.resources import resource_path
from maskdesk.ui import portions
from maskdesk.ui.pages.section_page import SectionPage
from ui.desks import Desk, desk

SAMPLE = "viet-nam-2020-05-06"
SHORT = "viet-nam-2020-04-20-short"
# What papers, signatures, lists from elsewhere, secrets and pages on the screen are made with, and
# what is long to load for the little that a start would take of it.
LATER = {
    "PIL",
    "aiohttp",
    "argparse",
    "asn1crypto",
    "babel",
    "cryptography",
    "holidays",
    "inspect",
    "keyring",
    "logging",
    "lxml",
    "multiprocessing",
    "openpyxl",
    "pikepdf",
    "pyhanko",
    "pypdfium2",
    "python_calamine",
    "rapidfuzz",
    "reportlab",
    "stdnum",
    "typing_extensions",
    "uniseg",
    "zxingcpp",
}

READY = """
import io, linecache, sys
from maskdesk.__main__ import main
sys.argv.insert(1, "--exit-when-ready")
out, sys.stdout = sys.stdout, io.StringIO()
code = main()
said, sys.stdout = sys.stdout.getvalue(), out
assert code == 0 and int(said) > 0
print("modules", *sys.modules, *(f"PySide6.QtWidgets.{name}" for name in
      vars(sys.modules["PySide6.QtWidgets"])))
print("sources", *linecache.cache)
"""

# Another msgspec, that cannot do without.
NEEDED = """
import sys
class Needed:
    def find_spec(name, *_):
        if name == "msgspec" and "typing_extensions" in sys.modules:
            import typing_extensions
sys.meta_path.insert(0, Needed)
"""

LEFT_WHILE_OPENING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from maskdesk.app import run
from maskdesk.store.lock import lock_file
lock = lock_file(Path(sys.argv[1]))
application = QApplication([])
watch = QTimer()
watch.timeout.connect(lambda: lock.exists() and (print("held"), application.quit()))
watch.start(0)
code = run(sys.argv[1:])
print(code)
"""

# Who takes part in painting a window as large as a screen, by the names of the threads.
PAINTED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from maskdesk.app import run
application = QApplication([])
def look():
    for window in application.topLevelWidgets():
        window.resize(3840, 2160)
        window.grab()
    print(*(one.read_text().strip() for one in Path("/proc/self/task").glob("*/comm")), sep="\\n")
    application.quit()
QTimer.singleShot(100, look)
run([])
"""


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk(qtbot, tmp_path) as one:
        yield one


def sample(folder: Path) -> Path:
    path = folder / "sample.maskdesk"
    save_dossier(of_container(pack(resource_path(f"samples/{SAMPLE}"))), path)
    return path


def loaded(folder: Path, *files: Path, before: str = "") -> tuple[set[str], set[str]]:
    """The modules a start has loaded once it takes keys, and the sources it has read."""
    ended = subprocess.run(
        [sys.executable, "-c", before + READY, *map(str, files)],
        env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(folder)),
        capture_output=True,
        text=True,
        check=True,
    )
    modules, sources = (line.split()[1:] for line in ended.stdout.splitlines())
    return {*modules, *(name.partition(".")[0] for name in modules)}, set(sources)


def parts(modules: set[str]) -> set[str]:
    """The layers of MaskDesk among them."""
    names = (name.split(".") for name in modules if name.startswith("maskdesk."))
    return {name[1] for name in names}


def test_home_takes_keys_without_a_dossier_or_the_law(tmp_path: Path) -> None:
    modules, _ = loaded(tmp_path)
    assert not modules & (LATER | {"_hashlib", "subprocess"})
    assert not parts(modules) & {"dossier", "intake", "law", "output", "rules"}
    assert not modules & {"maskdesk.desk.working", "maskdesk.ui.window", "maskdesk.ui.fields"}


def test_a_dossier_takes_keys_before_law_papers_and_other_pages_are_loaded(
    tmp_path: Path,
) -> None:
    modules, _ = loaded(tmp_path, sample(tmp_path))
    assert "maskdesk.ui.window" in modules
    assert not modules & LATER
    assert not parts(modules) & {"intake", "output"}
    assert not modules & {
        "maskdesk.desk.making",
        "maskdesk.desk.plan",
        "maskdesk.desk.verifying",
        "maskdesk.desk.workers",
        "maskdesk.law.index",
        "maskdesk.ui.asking",
        "maskdesk.ui.evidence",
        "maskdesk.ui.findings_panel",
        "maskdesk.ui.handing",
        "maskdesk.ui.home",
        "maskdesk.ui.pages.check_page",
        "maskdesk.ui.pages.hand_in_page",
        "maskdesk.ui.preview_panel",
        "maskdesk.ui.tables",
        "PySide6.QtWidgets.QStyle",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the system names its threads to nobody")
def test_a_window_is_painted_by_one_thread(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PAINTED],
        env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "pooled" not in ended.stdout
    assert ended.stdout


def test_what_a_start_does_without_is_there_for_whoever_needs_it(tmp_path: Path) -> None:
    modules, _ = loaded(tmp_path, before=NEEDED)
    assert "msgspec" in modules


def test_leaving_while_a_dossier_is_being_opened_keeps_nobody_else_from_it(tmp_path: Path) -> None:
    path = tmp_path / "large.maskdesk"
    save_dossier(new_dossier(large_dossier(2_000, support=40, certificates=30)), path)
    damaged = tmp_path / "damaged.maskdesk"
    damaged.write_bytes(path.read_bytes()[:-100])
    ended = subprocess.run(
        [sys.executable, "-c", LEFT_WHILE_OPENING, path, damaged, tmp_path / "gone.maskdesk"],
        env=environment(QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path), TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert ended.stdout.split() == ["held", "0"]
    assert "Traceback" not in ended.stderr
    assert not lock_file(path).exists()


def test_no_import_of_a_start_reads_the_source_of_what_it_brings(tmp_path: Path) -> None:
    _, sources = loaded(tmp_path, sample(tmp_path))
    assert not {one for one in sources if one.startswith(str(SOURCES / "maskdesk"))}


def test_what_is_typed_before_the_law_is_read_counts_and_the_findings_follow(seat: Desk) -> None:
    seat.open_path(seat.sample(SAMPLE))
    (window,) = seat.program.windows
    assert "law" not in seat.desktop.office.__dict__
    page = window.page(window.section)
    assert page.lead_to("head.reference")
    field = window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "EARLY-")
    assert str(window.editing.dossier.head.reference).startswith("EARLY-")
    with seat.qtbot.waitSignal(window.editing.checked):
        seat.activate(window)
    assert window.sections.note("contract") == "Complete"
    assert window.findings.model.rowCount() == 4
    assert "EARLY-" in window.windowTitle()


@pytest.mark.parametrize("times_slower", [1, 4])
def test_the_fields_of_the_page_are_there_before_the_law_is_read(
    seat: Desk, monkeypatch: pytest.MonkeyPatch, times_slower: int
) -> None:
    # As much as a slower machine does at once.
    monkeypatch.setattr(portions, "_PORTION_SECONDS", portions._PORTION_SECONDS / times_slower)
    seat.open_path(seat.sample(SAMPLE))
    (window,) = seat.program.windows
    window.show_section("exporter")
    page = window.page("exporter")
    assert isinstance(page, SectionPage)
    read_by_then: list[bool] = []
    page.content.grown.connect(lambda: read_by_then.append("law" in seat.desktop.office.__dict__))
    with seat.qtbot.waitSignal(window.editing.checked):
        seat.activate(window)
    assert read_by_then
    assert not any(read_by_then)


def test_no_section_moves_in_the_list_when_the_findings_come(seat: Desk) -> None:
    seat.open_path(seat.sample(SAMPLE))
    (window,) = seat.program.windows
    seat.activate(window)
    rows = window.sections
    before = [rows.visualItemRect(rows.item(row)) for row in range(rows.count())]
    with seat.qtbot.waitSignal(window.editing.checked):
        pass
    assert rows.note("head") == "Complete"
    assert [rows.visualItemRect(rows.item(row)) for row in range(rows.count())] == before


def test_who_goes_to_the_findings_before_the_law_is_read_is_led_to_the_first(seat: Desk) -> None:
    seat.open_path(seat.sample(SHORT))
    (window,) = seat.program.windows
    assert "findings" not in window.__dict__
    window.menus.actions["next-finding"].trigger()
    assert window.findings.tree.currentIndex().data() is not None
    with seat.qtbot.waitSignal(window.editing.checked):
        seat.activate(window)
    assert window.findings.isVisible()


def test_law_that_cannot_be_read_is_told_and_the_dossier_stays_shut(
    seat: Desk, qtbot: QtBot
) -> None:
    shelf = seat.folder / "law" / "packs"
    shelf.mkdir(parents=True)
    (shelf / "sample-torn.toml").write_bytes(b"[pack")
    told: list[str] = []

    def close_what_is_said() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.close()

    watch = QTimer()
    watch.timeout.connect(close_what_is_said)
    watch.start(10)
    seat.open_path(seat.sample(SAMPLE))
    qtbot.waitUntil(lambda: not seat.program.windows)
    watch.stop()
    assert "sample-torn" in told[0]
    assert seat.program.home is not None
    assert seat.program.home.isVisible()


def test_a_window_reads_of_the_law_only_the_packs_its_dossier_asks(seat: Desk) -> None:
    own = seat.desktop.office.__dict__["built_in"] = Office(seat.folder).built_in
    seat.open_path(seat.sample(SAMPLE))
    (window,) = seat.program.windows
    with seat.qtbot.waitSignal(window.editing.checked):
        seat.activate(window)
    concerned = {"VN", "EU", ANYWHERE}
    read = {one.head.jurisdiction for one in own.packs if one.is_read}
    assert read == concerned
    assert {one.is_read for one in own.packs if one.head.jurisdiction not in concerned} == {False}
