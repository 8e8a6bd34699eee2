"""Where the programs of one clerk meet, known without loading what they speak through."""

import hashlib
import tempfile
from pathlib import Path

from maskdesk.store.system import taken_alone

# What this program took; it goes with it.
_taken: list[int] = []


def meeting_place(folder: Path) -> str:
    """Where the programs of one clerk meet; another clerk's folder has another place."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return str(Path(tempfile.gettempdir()) / f"maskdesk-{name}")


def comes_first(place: str) -> bool:
    """Whether this is the first of the programs that meet there; it stays so until it ends."""
    try:
        taken = taken_alone(Path(f"{place}.first"))
    except OSError:  # where nothing can be written, each is for itself
        return True
    if taken is not None:
        _taken.append(taken)
    return taken is not None
