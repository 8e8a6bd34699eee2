"""Races for the lock of a dossier, once for each line it is given, and gives it back at the next.

Run as a program: `racer.py DOSSIER`. It answers GOT or BUSY.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from maskdesk.store.lock import DossierBusy, acquire


def main(dossier: Path) -> None:
    """Race until nobody starts another round."""
    for _ in sys.stdin:
        try:
            lock = acquire(dossier, "SAMPLE racer", datetime.now(UTC))
        except DossierBusy:
            lock = None
        _answer("GOT" if lock else "BUSY")
        sys.stdin.readline()
        if lock is not None:
            lock.release()
        _answer("FREE")


def _answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
