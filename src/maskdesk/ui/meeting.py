"""Where the programs of one clerk meet, known without loading what they speak through."""

import hashlib
import tempfile
from pathlib import Path


def meeting_place(folder: Path) -> str:
    """Where the programs of one clerk meet; another clerk's folder has another place."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return str(Path(tempfile.gettempdir()) / f"maskdesk-{name}")
