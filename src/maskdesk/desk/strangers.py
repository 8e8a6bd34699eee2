"""A dossier from elsewhere, read once in a process apart before it is opened here.

The container itself is MaskDesk's own strict format: its frame follows byte by byte from its
manifest, evidence stays unread, nothing in it is unpacked. What stands in it (content, history,
seals, packs, findings) is JSON and TOML that may be made to take long or much memory.
"""

from pathlib import Path
from typing import Final

import msgspec

from maskdesk.desk.opening import of_container
from maskdesk.errors import MaskDeskError
from maskdesk.store import history
from maskdesk.store.blob import blob_of
from maskdesk.store.container import Container, open_container
from maskdesk.store.member_names import DOSSIER, HISTORY, SEALED

_MOST_BYTES: Final = 192 << 20
_HARMLESS_BYTES: Final = 4 << 20
_SECONDS: Final = 15
_TEXT: Final = (".json", ".toml")


def prove_dossier(container: Container, file: str) -> None:
    """See apart that a dossier nobody here has saved can be opened in reasonable time and memory.

    It says nothing on whether the dossier is sound: opening and verifying it do.
    Where nothing is sealed no pack is read, and so little JSON as a consignment has cannot be
    made to last: that is opened here at once.
    Raises TooMuchToRead, and what reading a member raises.
    """
    names = [name for name in container.members if _is_read(name)]
    size = sum(container.members[name].size for name in names)
    if size <= _HARMLESS_BYTES and not container.under(SEALED):
        return
    from maskdesk.intake.reader import TooMuchToRead, read_apart

    if size > _MOST_BYTES:
        raise TooMuchToRead(file=file)
    parts = {name: container.read(name) for name in names}
    content = msgspec.msgpack.encode(parts)
    # Only our own code reads it, and that asks names of countries and languages, kept in files.
    read_apart(_read, content, file, prepare=_prepare, seconds=_SECONDS, opens=True)


def prove_file(path: Path) -> None:
    """See apart that a dossier's file from elsewhere can be opened; see `prove_dossier`."""
    prove_dossier(open_container(path), path.name)


def _is_read(name: str) -> bool:
    """Whether a member is read to open or check a dossier; papers and evidence are not."""
    sealed = name.startswith(SEALED) and "/papers/" not in name and name.endswith(_TEXT)
    return name in (DOSSIER, HISTORY) or sealed


def _prepare() -> None:
    """Load what a start does without: it reads packs and checks under them."""
    import maskdesk.law.reader
    import maskdesk.rules.record  # noqa: F401 - loaded before the limits hold


def _read(asked: bytes) -> bytes:
    """Runs in the reader: everything that opening, checking and verifying read, once."""
    from maskdesk.rules.record import record

    parts = msgspec.msgpack.decode(asked, type=dict[str, bytes])
    members = {name: blob_of(content) for name, content in parts.items()}
    try:
        opened = of_container(Container(members=members))
        for version in opened.versions:
            record(opened.sealed(version).report())
        history.events(parts.get(HISTORY, b""))
    except MaskDeskError:
        return b"refused"  # as it will be here, with its sentence
    return b"read"
