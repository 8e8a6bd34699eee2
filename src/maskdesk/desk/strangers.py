"""A dossier from elsewhere, read once in processes apart before it is opened here.

The container itself is MaskDesk's own strict format: its frame follows byte by byte from its
manifest, evidence stays unread, nothing in it is unpacked. What stands in it (content, history,
seals, packs, findings) is JSON and TOML that may be made to take long or much memory.
Content, history and each sealed version are read by themselves: a dossier of as many lines as
there may be, sealed again and again, takes no more memory at once than one sealed once.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from maskdesk.desk.opening import of_container
from maskdesk.desk.sealed import (
    papers_folder,
    sealed_as_it_lies,
    sealed_folder,
    sealed_versions,
)
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store import history
from maskdesk.store.blob import blob_of
from maskdesk.store.container import Container, open_container
from maskdesk.store.known_versions import KnownVersions
from maskdesk.store.member_names import DOSSIER, HISTORY, SEALED

_HARMLESS_BYTES: Final = 4 << 20
# The longest content there may be takes three quarters of it.
_MEMORY: Final = 1 << 30
_SECONDS: Final = 15
_SECONDS_FOR_ALL: Final = 120
_TEXT: Final = (".json", ".toml")


class TooMuchInDossier(MaskDeskError):
    """A dossier from elsewhere that took its reader too long, too much memory, or killed it."""

    problem = N_("{file} was not opened: to read it takes too long or too much memory.")
    way_out = N_(
        "Close other programs and try again. If that does not help, ask the sender to divide it: "
        "no dossier needs more than 50,000 lines."
    )


def prove_dossier(container: Container, file: str) -> None:
    """See apart that a dossier nobody here has saved can be opened in reasonable time and memory.

    It says nothing on whether the dossier is sound: opening and verifying it do.
    Where nothing is sealed no pack is read, and so little JSON as a consignment has cannot be
    made to last: that is opened here at once.
    Raises TooMuchInDossier, and what reading a member raises.
    """
    parts = tuple(_parts(container))
    size = sum(container.members[name].size for names in parts for name in names)
    if size <= _HARMLESS_BYTES and not container.under(SEALED):
        return
    from maskdesk.intake.reader import Reader, TooMuchToRead

    end = time.monotonic() + _SECONDS_FOR_ALL
    # Only our own code reads it, and that asks names of countries and languages, kept in files.
    with Reader(_read, prepare=_prepare, seconds=_SECONDS, opens=True, memory=_MEMORY) as reader:
        for names in parts:
            content = msgspec.msgpack.encode({name: container.read(name) for name in names})
            try:
                reader.read(content, file)
            except TooMuchToRead as refused:
                raise TooMuchInDossier(file=file) from refused
            if time.monotonic() > end:
                raise TooMuchInDossier(file=file)


def prove_file(path: Path, known: KnownVersions | None = None) -> None:
    """See apart that a dossier's file can be opened, unless that was seen on this computer before.

    See `prove_dossier`; raises what `open_container` raises, too.
    """
    container, seen = open_container(path), (known or KnownVersions()).read_apart
    if container.digest not in seen:
        prove_dossier(container, path.name)
        seen.add(container.digest)


def _parts(container: Container) -> Iterator[tuple[str, ...]]:
    """The members that are read to open or check a dossier, together where one asks the other."""
    for name in (DOSSIER, HISTORY):
        if name in container.members:
            yield (name,)
    for version in sealed_versions(container):
        # Nothing else is left out: a pack from elsewhere may bear any name.
        within, papers = container.under(sealed_folder(version)), papers_folder(version)
        yield tuple(name for name in within if not name.startswith(papers) and name.endswith(_TEXT))


def _prepare() -> None:
    """Load what a start does without: it reads packs and checks under them."""
    import maskdesk.law.reader
    import maskdesk.rules.record  # noqa: F401 - loaded before the limits hold


def _read(asked: bytes) -> bytes:
    """Runs in the reader: everything that opening, checking and verifying read of it, once."""
    from maskdesk.rules.record import record

    members = msgspec.msgpack.decode(asked, type=dict[str, bytes])
    container = Container(members={name: blob_of(content) for name, content in members.items()})
    try:
        if DOSSIER in members:
            of_container(container)
        history.check_chain(members.get(HISTORY, b""))
        for version in sealed_versions(container):
            record(sealed_as_it_lies(container, version).report())
    except MaskDeskError:
        return b"refused"  # as it will be here, with its sentence
    return b"read"
