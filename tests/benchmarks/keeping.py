"""Keeping an edit in the journal, and a backup before a save, with 300 MB of evidence attached.

The dossier of `storing` (2,000 goods lines, 500 support rows, 300 certificates) with 12 evidence
files of 25 MB; all bytes are in the system's cache.

edit    MaskDesk: `OpenedFile.session.put` of a field of a goods line, from the call to its return:
        the edit is done, kept in the journal and noted for the history.
        Ten milliseconds: what a clerk's keystroke may cost of the 16 that it has.
synced  The same and `Journal.sync` after it: until the medium has it, which the clerk does not
        wait for.
backup  MaskDesk: `save_with_backup` after another note in every round: what is replaced and what
        is written are kept in the user's own data first, where the evidence lies already.
        Without: `save_dossier` of the same.
"""

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.measuring import Bound, Figure, Samples, side_by_side
from benchmarks.storing import LINES, large_with_evidence
from maskdesk.desk.opening import OpenDossier, open_dossier, save_dossier
from maskdesk.desk.saving import save_with_backup
from maskdesk.desk.working import OpenedFile, Workplace, open_file
from maskdesk.dossier.paths import put
from maskdesk.law.reader import Law

ROUNDS = 201
SAVES = 15
SIZE = 25_000_000
ALLOWED = 0.010
MOMENT = datetime(2020, 5, 6, 9, 30, tzinfo=UTC)

_DESK, _SYNCED, _MAY, _PLAIN = "MaskDesk", "MaskDesk, synced", "ten ms", "without a backup"


def figures() -> list[Figure]:
    """An edit, an edit on the medium, and a save with its backups."""
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-") as folder:
        place = Path(folder)
        path = place / "large.maskdesk"
        save_dossier(large_with_evidence(SIZE), path)
        return [*_editing(path, place), _saving(path, place)]


def _editing(path: Path, place: Path) -> list[Figure]:
    file = open_file(
        path, Workplace(law=lambda: Law(packs=()), now=lambda: MOMENT, folder=place / "own")
    )
    lines = [row.id for row in file.session.dossier.goods]
    chance = random.Random(6)

    def edit(n: int) -> Callable[[], None]:
        return partial(_edited, file, f"goods[{chance.choice(lines)}].pieces_declared", n)

    def synced(n: int) -> Callable[[], None]:
        do = edit(n)

        def both() -> None:
            do()
            file.settle()

        return both

    taken = side_by_side({_DESK: edit, _SYNCED: synced}, ROUNDS)
    file.close()
    may = Samples({**taken.seconds, _MAY: [ALLOWED] * ROUNDS})
    lines_named = f"{LINES:,} lines and 300 MB"
    return [
        may.figure(f"edit with {lines_named}", _DESK, _MAY, Bound(1.0)),
        may.figure(f"edit on the medium with {lines_named}", _SYNCED, _MAY, Bound(1.0)),
    ]


def _edited(file: OpenedFile, path: str, value: int) -> None:
    file.session.put(path, value)


def _saving(path: Path, place: Path) -> Figure:
    saver = _Saver(path, place / "own")
    taken = side_by_side({_DESK: saver.with_backup, _PLAIN: saver.without}, SAVES)
    return taken.figure("save with its backups, 300 MB", _DESK, _PLAIN)


class _Saver:
    """Saves one file by turns with a backup and without."""

    def __init__(self, path: Path, own: Path) -> None:
        self._path, self._own = path, own
        self._opened = open_dossier(path)
        self._count = 0
        save_with_backup(self._opened, path, MOMENT, own)

    def with_backup(self, n: int) -> Callable[[], None]:
        changed = self._changed(n)
        moment = MOMENT + timedelta(minutes=self._count)

        def save() -> None:
            self._opened = save_with_backup(changed, self._path, moment, self._own)

        return save

    def without(self, n: int) -> Callable[[], None]:
        changed = self._changed(n)

        def save() -> None:
            self._opened = save_dossier(changed, self._path)

        return save

    def _changed(self, n: int) -> OpenDossier:
        self._count += 1
        note = f"round {n:04} {self._count}"
        return self._opened.with_dossier(put(self._opened.dossier, "head.note", note))
