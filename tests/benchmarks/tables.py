"""Lists of 50,000 rows in the window: the longest stretch in which it could not have answered.

A precise clock ticks every 5 ms while something is done with the goods lines of a dossier that is
open with its journal and checked in another process, 12 columns of them shown in a window of
1200 x 800; the longest gap between two ticks is set against the 100 ms that are promised.
Threads take turns as they do in the program.

open       the table made and shown
choose     everything selected
sort       by a column of text, by one of figures, and the order kept
find       the rows narrowed to a few and all shown again
narrowed   a third of the rows looked for and chosen, copied, emptied and taken out, each taken back
move       nearly all rows moved up, and that taken back
paste      a block of 50,000 rows put into an empty list and over a full one, in portions
take back  the paste undone
edit       one cell given another value
duplicate  every row copied behind the last, and the copies taken back
empty      every cell emptied, and filled again by taking it back
remove     every row taken out
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.large import large_dossier
from benchmarks.measuring import Bound, Figure, Samples
from maskdesk.desk.office import Office
from maskdesk.desk.opening import new_dossier
from maskdesk.desk.workers import Workers
from maskdesk.desk.working import OpenedFile, Workplace, new_file
from maskdesk.dossier.sections import Dossier
from maskdesk.law.reader import Law
from maskdesk.ui.collecting import Collecting
from maskdesk.ui.editing import Editing
from maskdesk.ui.program import SECONDS_A_THREAD_KEEPS_ON
from maskdesk.ui.speech import Speech
from maskdesk.ui.tables import RowTable

ROWS = 50_000
ROUNDS = 3
COLUMNS = (
    "model", "kind", "use", "filter_class", "name_english", "hs_origin", "pieces_ordered",
    "pieces_declared", "unit", "unit_price", "net_kg", "producer",
)  # fmt: skip
MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)

_DESK, _PROMISED = "MaskDesk", "the promise"
_PROMISED_SECONDS = 0.1


def figures() -> list[Figure]:
    """The longest gap of each thing done, over a few rounds."""
    application = QApplication.instance() or QApplication([])
    sys.setswitchinterval(SECONDS_A_THREAD_KEEPS_ON)
    collecting = Collecting(application)
    longest: dict[str, list[float]] = {}
    dossier = large_dossier(ROWS)
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
            for name, gap in _Round(dossier, Path(folder)).done():
                longest.setdefault(name, []).append(gap)
    collecting.end()
    del application
    return [
        Samples({_DESK: gaps, _PROMISED: [_PROMISED_SECONDS] * len(gaps)}).figure(
            f"longest gap, {name}", _DESK, _PROMISED, Bound(1)
        )
        for name, gaps in longest.items()
    ]


class _Round:
    """Everything done once, one after the other."""

    def __init__(self, dossier: Dossier, folder: Path) -> None:
        place = Workplace(
            law=lambda: Law(packs=()), now=lambda: MOMENT, who="SAMPLE", folder=folder
        )
        self._file: OpenedFile = new_file(new_dossier(dossier), place)
        self._workers = Workers()
        self._editing = Editing(
            self._file.session, Speech(Office(), "en"), workers=lambda: self._workers
        )
        self._table: RowTable | None = None
        gc.freeze()  # as the program does once a dossier is open

    def done(self) -> list[tuple[str, float]]:
        """What was done, with the longest gap of each."""
        found = [("open", _longest_gap(self._open, self._idle))]
        table = self._shown()
        view, trigger = table.view, table.tools
        heading = view.horizontalHeader()
        first = self._editing.dossier.goods[0]
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("choose", view.selectAll),
            ("copy", trigger["copy"].trigger),
            ("sort text", lambda: heading.sectionClicked.emit(4)),
            ("sort figures", lambda: heading.sectionClicked.emit(6)),
            ("keep the order", trigger["keep"].trigger),
            ("take the order back", self._editing.undo),
            ("find", lambda: table.filter.setText("ms-107")),
            ("show all", table.filter.clear),
            ("choose nearly all", lambda: view.select_rows(10, ROWS - 20_000, 0)),
            ("move up", trigger["up"].trigger),
            ("move back", self._editing.undo),
            ("find a third of them", lambda: table.filter.setText("type iir")),
            ("choose a third", view.selectAll),
            ("duplicate a third", trigger["duplicate"].trigger),
            ("take back a third", self._editing.undo),
            ("choose the third", view.selectAll),
            ("empty a third", trigger["clear"].trigger),
            ("fill a third again", self._editing.undo),
            ("choose that third", view.selectAll),
            ("show all with a third chosen", table.filter.clear),
            ("find the third again", lambda: table.filter.setText("type iir")),
            ("choose it once more", view.selectAll),
            ("remove a third", trigger["remove"].trigger),
            ("take the third back", self._editing.undo),
            ("show them all", table.filter.clear),
            ("sort again", lambda: heading.sectionClicked.emit(6)),
            ("choose sorted", view.selectAll),
            ("duplicate sorted", trigger["duplicate"].trigger),
            ("take back sorted", self._editing.undo),
            ("choose half sorted", lambda: view.select_rows(10, 25_000, 0)),
            ("remove half sorted", trigger["remove"].trigger),
            ("take half back", self._editing.undo),
            ("sort down", lambda: heading.sectionClicked.emit(6)),
            ("sort not at all", lambda: heading.sectionClicked.emit(6)),
            ("edit", lambda: self._editing.put(f"goods[{first.id}].model", "OTHER")),
            ("go to the first", lambda: view.go_to(table.model.index(0, 0))),
            ("paste over", trigger["paste"].trigger),
            ("take back", self._editing.undo),
            ("choose all of it", view.selectAll),
            ("duplicate", trigger["duplicate"].trigger),
            ("take the copies back", self._editing.undo),
            ("choose it again", view.selectAll),
            ("empty", trigger["clear"].trigger),
            ("fill again", self._editing.undo),
            ("choose again", view.selectAll),
            ("remove", trigger["remove"].trigger),
            ("paste", trigger["paste"].trigger),
        )
        for name, step in steps:
            found.append((name, _longest_gap(step, self._idle)))
        if len(self._editing.dossier.goods) != ROWS:
            raise ValueError("the rows did not come back")
        table.deleteLater()
        self._workers.close()
        return found

    def _open(self) -> None:
        self._table = RowTable(self._editing, "goods", COLUMNS)
        self._table.resize(1200, 800)
        self._table.show()

    def _shown(self) -> RowTable:
        if self._table is None:
            raise ValueError("the table was not opened")
        return self._table

    def _idle(self) -> bool:
        return self._table is None or not self._table.working


def _longest_gap(do: Callable[[], object], idle: Callable[[], bool]) -> float:
    """The longest between two ticks of a clock while something is done, in seconds."""
    loop, clock = QEventLoop(), QTimer()
    ticks: list[float] = []
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    clock.setInterval(5)
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def wait() -> None:
        # What is painted because of it comes a little later.
        QTimer.singleShot(*((150, loop.quit) if idle() else (5, wait)))

    def start() -> None:
        ticks.append(time.perf_counter())
        do()
        wait()

    clock.start()
    QTimer.singleShot(60, start)
    loop.exec()
    clock.stop()
    return max(after - before for before, after in itertools.pairwise(ticks))
