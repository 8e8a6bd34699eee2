"""Keeps what an office installed of the law: pack files as they came, and whom it trusts."""

import os
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_
from maskdesk.store.durable import read_file, translated, write_file

_PACKS = "packs"
_PUBLISHERS = "publishers.json"
# Whoever else has an account here need not put law into this one (rights as POSIX counts).
_OWN = 0o700


class DamagedTrust(MaskDeskError):
    """The list of trusted publishers cannot be read."""

    problem = N_("The list of publishers you trust ({file}) cannot be read.")
    way_out = N_("Take it out of {folder} and trust your publishers again.")


class Publisher(Struct, frozen=True, kw_only=True):
    """Somebody whose packs this office takes, known by the fingerprint of the key; or no longer."""

    fingerprint: str
    name: str
    trusted_on: date
    withdrawn_on: date | None = None


def law_folder() -> Path:
    """Where an office's own law lies unless told otherwise: in the user's own data."""
    import platformdirs

    return platformdirs.user_data_path("MaskDesk", appauthor=False) / "law"


def kept_packs(folder: Path) -> dict[str, bytes]:
    """The pack files that were installed, by name, as they came. Raises a StorageError."""
    shelf = folder / _PACKS
    with translated(shelf):
        files = sorted(shelf.iterdir()) if shelf.is_dir() else []
    return {file.name: read_file(file) for file in files if not file.name.startswith(".")}


def keep_pack(folder: Path, name: str, content: bytes) -> None:
    """Keep a pack file under a name, in the place of one that bears it. Raises a StorageError."""
    shelf = folder / _PACKS
    _make(shelf)
    write_file(shelf / name, content)


def drop_pack(folder: Path, name: str) -> None:
    """Take a pack file away. Raises a StorageError."""
    file = folder / _PACKS / name
    with translated(file):
        file.unlink()


def read_publishers(folder: Path) -> tuple[Publisher, ...]:
    """Whom the office trusts or trusted. Raises DamagedTrust, a StorageError."""
    file = folder / _PUBLISHERS
    if not os.path.lexists(file):
        return ()
    try:
        return msgspec.json.decode(read_file(file), type=tuple[Publisher, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damage:
        raise DamagedTrust(file=file.name, folder=str(folder)) from damage


def write_publishers(folder: Path, publishers: tuple[Publisher, ...]) -> None:
    """Keep whom the office trusts. Raises a StorageError."""
    _make(folder)
    content = msgspec.json.format(msgspec.json.encode(publishers), indent=1) + b"\n"
    write_file(folder / _PUBLISHERS, content)


def _make(folder: Path) -> None:
    with translated(folder):
        folder.mkdir(mode=_OWN, parents=True, exist_ok=True)
