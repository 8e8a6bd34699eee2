"""Keeps how a clerk likes to work: one small file of the user's own, never a secret in it."""

import contextlib
import os
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from maskdesk.language import Language
from maskdesk.store import system
from maskdesk.store.durable import read_file, translated, write_file

_NAME = "settings.json"
_MOST_RECENT = 20
# Whoever else has an account here need not read which dossiers there are (rights as POSIX counts).
_OWN = 0o700

Percent = Annotated[int, Meta(ge=50, le=400)]


class Recent(Struct, frozen=True, kw_only=True):
    """A dossier that was open: where it lies, how it was last seen, and where the clerk left off.

    `state` is a word of the front end that wrote it; `section` and `place` say which section and
    which field had the clerk's attention; `seen` is the moment in ISO form.
    """

    file: str
    reference: str = ""
    state: str = ""
    seen: str = ""
    section: str = ""
    place: str = ""


class Settings(Struct, frozen=True, kw_only=True):
    """How a clerk likes to work; what was never chosen has its default.

    `language` is None to follow the system; `identity` the PKCS#12 file signed with last,
    `practice_identity` the one practised with; `keep_passphrase` whether the system's keyring is
    asked for their passphrases;
    `folders` the folder last used for each purpose; `layout` how the parts of a window lay, in
    the window's own writing; `recent` the dossiers last open, the latest first.
    """

    language: Language | None = None
    text_percent: Percent = 100
    enter_moves_on: bool = False
    identity: str = ""
    practice_identity: str = ""
    keep_passphrase: bool = False
    folders: dict[str, str] = {}
    layout: dict[str, str] = {}
    recent: tuple[Recent, ...] = ()

    def recent_of(self, file: Path) -> Recent | None:
        """How a dossier was last seen; None if it is not among the recent ones."""
        return next((one for one in self.recent if one.file == str(file)), None)

    def with_recent(self, seen: Recent) -> "Settings":
        """The settings with a dossier as the latest; the oldest of too many is dropped."""
        others = (one for one in self.recent if one.file != seen.file)
        return msgspec.structs.replace(self, recent=(seen, *others)[:_MOST_RECENT])

    def without_recent(self, file: str) -> "Settings":
        """The settings without a dossier that is not there any more."""
        rest = tuple(one for one in self.recent if one.file != file)
        return msgspec.structs.replace(self, recent=rest)


def settings_folder() -> Path:
    """Where the user's own settings lie."""
    import platformdirs

    return platformdirs.user_config_path("MaskDesk", appauthor=False)


def read_settings(folder: Path) -> Settings:
    """What was kept; the defaults where nothing was or nothing can be read.

    A damaged file is set aside under a name of its own, so that nobody's choices are lost for
    good. What a newer MaskDesk put in besides stays in the file. Raises nothing.
    """
    file = folder / _NAME
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            return msgspec.json.decode(file.read_bytes(), type=Settings)
        except OSError:
            return Settings()
    _set_aside(file)
    return Settings()


def write_settings(settings: Settings, folder: Path) -> None:
    """Keep the settings, whole or not at all. Raises a StorageError."""
    with translated(folder):
        folder.mkdir(mode=_OWN, parents=True, exist_ok=True)
    file = folder / _NAME
    content = {**_kept(file), **msgspec.to_builtins(settings)}
    write_file(file, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")


def _kept(file: Path) -> dict[str, object]:
    """All that the file says by now, what this MaskDesk does not know included."""
    if not os.path.lexists(file):
        return {}
    try:
        return msgspec.json.decode(read_file(file), type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _set_aside(file: Path) -> None:
    number = 1
    while (aside := file.with_name(f"{file.stem}.damaged-{number}.json")).exists():
        number += 1
    with contextlib.suppress(OSError):
        system.rename(file, aside)
