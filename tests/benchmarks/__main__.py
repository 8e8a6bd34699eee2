"""Measure everything the project promises on speed and write the figures into FIGURES.md.

`python tests/benchmarks` measures all; naming subjects (`python tests/benchmarks drawing`) measures
only those and writes nothing.
A bound that is not kept is said and is no failure: what a machine does meanwhile decides too.
"""

# ruff: noqa: T201 - it talks on the command line

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

# So that modules are called here as they are in the tests.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.measuring import Figure  # noqa: E402
from benchmarks.subjects import SUBJECTS, measure  # noqa: E402
from benchmarks.telling import page, row  # noqa: E402


def main(wanted: list[str]) -> int:
    """Measure, tell, write."""
    strange = set(wanted) - set(SUBJECTS)
    if strange:
        print(f"There is no {', '.join(sorted(strange))}: {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 2
    measured: dict[str, list[Figure]] = {}
    skipped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="maskdesk-benchmark-own-") as own:
        os.environ |= {variable: str(Path(own) / variable) for variable in _OWN_FOLDERS}
        for subject in wanted or SUBJECTS:
            # A process of its own: in memory, too, it finds nothing of what was measured before.
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                measured[subject], left_out = process.submit(measure, subject).result()
            skipped += left_out
            for figure in measured[subject]:
                print(row(figure), flush=True)
    for sentence in skipped:
        print(sentence)
    if not wanted:
        path = Path(__file__).with_name("FIGURES.md")
        path.write_text(page(measured, skipped, datetime.now(UTC).date()), encoding="utf-8")
    over = [figure for found in measured.values() for figure in found if figure.verdict == "over"]
    print(f"{len(over)} over the bound" if over else "every bound is kept")
    return 0


# What MaskDesk keeps of a user's own lies here and nowhere else meanwhile.
_OWN_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
