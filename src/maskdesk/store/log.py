"""The log of one office desktop: what the program did, without what the clerk said."""

import platform
import sys
from pathlib import Path

from maskdesk import __version__
from maskdesk.store.durable import translated

_NAME = "maskdesk.log"
_MOST_BYTES = 512 << 10
_KEPT = 3
_OWN = 0o700


def log_folder() -> Path:
    """Where the log lies."""
    import platformdirs

    return platformdirs.user_log_path("MaskDesk", appauthor=False)


def start_log(folder: Path) -> None:
    """Write what the program says of itself to a file that never grows beyond a few of its size.

    Raises a StorageError.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    with translated(folder):
        folder.mkdir(mode=_OWN, parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / _NAME, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8"
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("maskdesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.info("MaskDesk %s on Python %s, %s", __version__, sys.version.split()[0], system_name())


def system_name() -> str:
    """The system's name and release, without the computer's own name."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def read_log(folder: Path) -> dict[str, bytes]:
    """The log's files by name, the oldest parts included. Raises a StorageError."""
    if not folder.is_dir():
        return {}
    with translated(folder, reading=True):
        return {path.name: path.read_bytes() for path in sorted(folder.glob(f"{_NAME}*"))}
