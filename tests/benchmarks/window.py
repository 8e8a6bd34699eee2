"""The window at 2,000 goods lines, 500 rows of support and 300 certificates.

Times are what the window's thread computes, so that other programs on the machine do not count;
only the preview and the start are waited for.

key        Typed into a field, a long text and a cell of the table: from the key to its echo painted
           and the check asked for, the 95th percentile of each; set against 16 ms.
findings   The same key until the findings of the check, which another process makes, are shown:
           what the window's thread does for both, set against the same.
section    From one section to another until its first paint, at the first visit (the slowest page)
           and when it was there before; set against 100 ms.
gap        The longest stretch between two ticks of a clock of 5 ms while all sections are visited
           for the first time, while the text becomes larger when all of them were, while the first
           findings and the first drawing (of some 75 pages) come in, and while the wizard has 20
           papers made, signed, written and verified and somebody types in the window behind it;
           set against 100 ms.
preview    A paper of one page and one of 30 drawn anew after the last key, the pause that tells the
           end of typing included; set against 300 ms.
start      A window that takes keys against a bare window of PySide6 with a label, each a process of
           its own: computing time of the process and the most memory it held. An empty home window,
           and a sample's dossier, the same against the same.
"""

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem, QWidget

from benchmarks.large import large_dossier
from benchmarks.making import FORMS, PAPERS, sealed_for_20
from benchmarks.measuring import Bound, Figure, Samples
from maskdesk.desk.office import Office
from maskdesk.desk.opening import OpenDossier, new_dossier, of_container, save_dossier
from maskdesk.desk.sealing import amend
from maskdesk.store.folder import pack
from maskdesk.store.resources import resource_path
from maskdesk.ui.arrangement import SECTIONS
from maskdesk.ui.desktop import Desktop
from maskdesk.ui.program import Program
from maskdesk.ui.speech import Speech
from maskdesk.ui.window import DossierWindow
from output import pki

ROUNDS = 3
STARTS = 7
SAMPLE = "viet-nam-2020-05-06"
LINES_OF_30_PAGES = 800
INVOICE = ("commercial-invoice", "")
MOMENT = datetime(2020, 4, 20, 9, 30, tzinfo=timezone(timedelta(hours=7)))
TYPED = "As agreed in the annex of 20"
PLACES = {
    "a field": "contract.invoice_number",
    "a long text": "goods[g3].marks",
    "a cell": "goods[g3].model",
}

_DESK, _PROMISED = "MaskDesk", "the promise"
_KEY, _SECTION, _PREVIEW = 0.016, 0.1, 0.3


def figures() -> list[Figure]:
    """Keys, sections, preview, then the start."""
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of application runs already")
    taken: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, seconds in _round(application):
            taken.setdefault(name, []).append(seconds)
    found = []
    for name, rounds in taken.items():
        promised = _PREVIEW if "preview" in name else _KEY if "key" in name else _SECTION
        samples = Samples({_DESK: rounds, _PROMISED: [promised] * len(rounds)})
        found.append(samples.figure(name, _DESK, _PROMISED, Bound(1)))
    return found + _starts()


def _round(application: QApplication) -> Iterator[tuple[str, float]]:
    with _window(application, new_dossier(large_dossier(2_000))) as window:
        first, gap = _first_visits(window)
        yield "section, first visit, the slowest", max(first)
        yield "longest gap, first visits", gap
        yield "section, seen before, the slowest", max(_visits(window))
        yield "longest gap, larger text", _longest_gap(partial(_enlarge, window))
        for name, place in PLACES.items():
            echo, findings = _typing(window, place)
            yield f"key in {name}", echo
            yield f"key in {name}, with findings", findings
    with _window(application, new_dossier(large_dossier(2_000)), preview=True) as window:
        yield "longest gap, first findings and drawing", _longest_gap(partial(_begin, window))
    office = Office()
    amended = amend(sealed_for_20(0, office), "SAMPLE", MOMENT)
    with _window(application, amended, preview=True) as window:
        window.lead_to("contract.payment")
        _pause(0.7)
        yield "longest gap, 20 papers signed", _longest_gap(partial(_sign, window))
    sample = of_container(pack(resource_path(f"samples/{SAMPLE}")))
    long = new_dossier(large_dossier(LINES_OF_30_PAGES))
    for pages, opened in ((1, sample), (30, long)):
        with _window(application, opened, preview=True) as window:
            yield f"preview of {pages} after the last key", _preview(window, pages)


@contextmanager
def _window(
    application: QApplication, opened: OpenDossier, *, preview: bool = False
) -> Iterator[DossierWindow]:
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as name:
        folder = Path(name)
        office = Office()
        desktop = Desktop(office, lambda: MOMENT, Speech(office, "en"), folder, folder / "journals")
        p12 = folder / "identity.p12"
        p12.write_bytes(pki.p12(pki.leaf("SAMPLE Exporter")))
        layout = {"preview": "yes" if preview else "no"}
        desktop.change_settings(layout=layout, identity=str(p12))
        program = Program(application, desktop)
        path = folder / "dossier.maskdesk"
        save_dossier(opened, path)
        program.show_path(path)
        (window,) = program.windows
        window.resize(1400, 900)
        _pause(0.3)
        try:
            yield window
        finally:
            window.filing.close()
            window.hide()
            window.deleteLater()
            desktop.close()
            program.leave()


def _first_visits(window: DossierWindow) -> tuple[list[float], float]:
    taken: list[float] = []

    def visit() -> None:
        for section in SECTIONS:
            taken.append(_computed(partial(window.show_section, section)))
            _pause(0.7)

    return taken, _longest_gap(visit)


def _enlarge(window: DossierWindow) -> None:
    for percent in (125, 100):
        window.desktop.change_settings(text_percent=percent)
        _pause(0.7)


def _visits(window: DossierWindow) -> list[float]:
    taken = []
    for section in SECTIONS:
        taken.append(_computed(partial(window.show_section, section)))
        _pause(0.05)
    return taken


def _begin(window: DossierWindow) -> None:
    _until(window.preview.shown, 60)
    _pause(0.3)


def _sign(window: DossierWindow) -> None:
    """Lead the wizard from its list of papers to its result while keys come in behind it."""
    field = _focus()
    keys = itertools.cycle((Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace))
    typing = QTimer()
    typing.timeout.connect(lambda: QTest.keyClick(field, next(keys)))
    typing.start(150)
    window.menus.papers.finish()
    wizard = window.menus.papers.wizard
    if wizard is None:
        raise ValueError("the wizard did not open")
    papers, identity, settle = wizard.papers, wizard.identity, wizard.settle
    _reach(lambda: papers.list.topLevelItemCount() > 0)
    papers.none.click()
    for line in _lines(papers.list):
        if line.data(0, Qt.ItemDataRole.UserRole) in FORMS:
            line.setCheckState(0, Qt.CheckState.Checked)
    papers.go_on()
    identity.passphrase.setText(pki.PASSPHRASE)
    identity.go_on()
    _reach(lambda: wizard.page is settle)
    settle.read.setChecked(True)
    settle.go_on()
    _reach(lambda: wizard.page is wizard.outcome)
    _pause(0.3)
    made = wizard.making.submission
    typing.stop()
    signed = [one for one in made.manifest.papers if one.way == "signed"] if made else []
    if len(signed) != PAPERS:
        raise ValueError(f"{len(signed)} papers were signed")
    wizard.reject()


def _lines(shown: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    for at in range(shown.topLevelItemCount()):
        line = shown.topLevelItem(at)
        if line is not None:
            yield line


def _typing(window: DossierWindow, place: str) -> tuple[float, float]:
    window.lead_to(place)
    _pause(0.3)
    echoes, wholes = [], []
    window.editing.put("contract.invoice_number", "")
    _until(window.editing.checked, 60)  # the other process has to start, and to be told all of it
    for letter in TYPED:
        start = time.thread_time()
        QTest.keyClicks(_focus(), letter)
        QApplication.processEvents()
        echoes.append(time.thread_time() - start)
        if window.editing.session.known_report() is None:
            _until(window.editing.checked, 30)
        wholes.append(time.thread_time() - start)
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    return _nearly_all(echoes), _nearly_all(wholes)


def _preview(window: DossierWindow, pages: int) -> float:
    window.lead_to("contract.invoice_number")
    ends = time.monotonic() + 60
    # The other process has to start, to be told all of it, and to check which papers there are.
    while window.preview.chosen != INVOICE or window.preview.pages != pages:
        if window.preview.chosen != INVOICE:
            window.preview.choose(INVOICE)
        if time.monotonic() > ends:
            raise ValueError(f"the invoice has {window.preview.pages} pages")
        _pause(0.1)
    taken = []
    for letter in "ABC":
        _pause(1.5)
        QTest.keyClicks(_focus(), letter)
        start = time.perf_counter()
        _until(window.preview.shown, 10)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _starts() -> list[Figure]:
    bare = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QLabel, QMainWindow\n"
        "application = QApplication(sys.argv)\n"
        "window = QMainWindow()\n"
        "window.setCentralWidget(QLabel('MaskDesk'))\n"
        "window.show()\n"
        "QTimer.singleShot(0, application.quit)\n"
        "application.exec()\n"
    )
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
        # Warm: compiled before, as what is installed is, even where that is forbidden otherwise.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        path = Path(folder) / "dossier.maskdesk"
        save_dossier(of_container(pack(resource_path(f"samples/{SAMPLE}"))), path)
        ready = ["-m", "maskdesk", "--exit-when-ready"]
        ways = {"bare window": ["-c", bare], "home": ready, "dossier": [*ready, str(path)]}
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        memory: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(STARTS + 1):
            for name, arguments in ways.items():
                computed, most = _process(arguments, environment)
                if number:
                    seconds[name].append(computed)
                    memory[name].append(most)
    found = []
    for name in ("home", "dossier"):
        times, held = Samples(seconds), Samples(memory)
        found.append(times.figure(f"start, {name}", name, "bare window", Bound(1.5)))
        found.append(held.figure(f"memory, {name} (GB)", name, "bare window", Bound(1.8)))
    return found


def _process(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """What a process computed, in seconds, and the most memory it held, in thousands of MB."""
    # A process counts what the one that started it held: this one holds much, that one little.
    command = [sys.executable, "-c", _STARTER, sys.executable, *arguments]
    ended = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    said = ended.stdout.split()
    scale = 1 if sys.platform == "darwin" else 1024
    return float(said[-2]), float(said[-1]) * scale / 1e9


_STARTER = """
import os, sys
child = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def _computed(do: Callable[[], object]) -> float:
    """What the window's thread computes until the first paint of what was done."""
    start = time.thread_time()
    do()
    QApplication.processEvents()
    return time.thread_time() - start


def _longest_gap(do: Callable[[], object]) -> float:
    """The most the window's thread computes between two ticks of a clock."""
    clock = QTimer()
    ticks: list[float] = []
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    clock.setInterval(5)
    clock.timeout.connect(lambda: ticks.append(time.thread_time()))
    clock.start()
    ticks.append(time.thread_time())
    do()
    clock.stop()
    return max(after - before for before, after in itertools.pairwise(ticks))


def _pause(seconds: float) -> None:
    """Let the window do what is left to do."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _reach(there: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    ends = time.monotonic() + 120
    while not there():
        if time.monotonic() > ends:
            raise ValueError("the wizard does not go on")
        _pause(0.05)


def _until(signal: SignalInstance, seconds: float) -> None:
    """Wait for a signal, and for what is painted because of it."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    signal.disconnect(loop.quit)
    QApplication.processEvents()


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise ValueError("the keyboard is nowhere")
    return widget


def _nearly_all(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
