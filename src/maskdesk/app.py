"""The composition root: the one place that knows which front end runs on which office."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from maskdesk.desk.office import Office
from maskdesk.errors import MaskDeskError

if TYPE_CHECKING:
    from maskdesk.cli.terminal import Terminal
    from maskdesk.ui.program import Asked

_SUFFIX = ".maskdesk"


def run(arguments: Sequence[str]) -> int:
    """Run one command, or the windows; the answer is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Where the system's encoding lacks a letter, its number stands for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if _is_for_windows(arguments):
        return _run_windows(arguments)
    from maskdesk.cli.commands import run_command

    return run_command(arguments, Office(), _terminal())


# In the order in which gettext looks at them.
_LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_MEASURED = "--exit-when-ready"
_FOR_WINDOWS = (_MEASURED, "--screenshot", "--section")


def _is_for_windows(arguments: Sequence[str]) -> bool:
    """Whether nothing but dossiers is named, or something only a window can do."""
    if any(one.partition("=")[0] in _FOR_WINDOWS for one in arguments):
        return True
    return all(one.endswith(_SUFFIX) for one in arguments) and _has_screen()


def _has_screen() -> bool:
    """Whether a window can be seen: without one, Qt would end the process where it stands."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def _run_windows(arguments: Sequence[str]) -> int:
    # Until the first window takes keys nearly all that is made stays: looking through it again and
    # again for what can be thrown away would take a tenth of the start. From then on it is looked
    # through as `ui.collecting` says.
    gc.disable()
    from maskdesk.store.settings import settings_folder
    from maskdesk.ui.program import run_windows

    office = Office()
    try:
        return run_windows(_asked(arguments), office, _now, settings_folder())
    except MaskDeskError as failure:  # said where it was asked: there is no window to say it
        from maskdesk.cli.arguments import wanted_language

        terminal = _terminal()
        terminal.speak(office.catalogue(wanted_language(arguments) or terminal.language))
        terminal.fail(failure)
        return 2


def _terminal() -> "Terminal":
    from maskdesk.cli.terminal import Terminal

    return Terminal(
        out=sys.stdout,
        err=sys.stderr,
        language=next(filter(None, map(os.environ.get, _LANGUAGE_VARIABLES)), "en"),
        now=_now,
    )


def _sections() -> tuple[str, ...]:
    from maskdesk.ui.arrangement import SECTIONS

    return SECTIONS


def _asked(arguments: Sequence[str]) -> "Asked":
    from maskdesk.ui.program import Asked

    files = [one for one in arguments if one != _MEASURED]
    if all(one.endswith(_SUFFIX) for one in files):  # most starts do without the rest
        paths = tuple(map(Path, files))
        return Asked(files=paths, exit_when_ready=len(files) < len(arguments))
    from argparse import ArgumentParser

    from maskdesk.language import LANGUAGES

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            from maskdesk.cli.arguments import NotUnderstood

            raise NotUnderstood(reason=message, help=f"{self.prog} --help")

    parser = Parser(prog="maskdesk", add_help=False, allow_abbrev=False)
    parser.add_argument(_MEASURED, action="store_true")
    parser.add_argument("--screenshot", type=Path)
    # Which sections there are is loaded where one is named.
    sections = _sections() if any(one.startswith("--sec") for one in arguments) else ()
    parser.add_argument("--section", choices=sections, default="")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    return Asked(
        files=tuple(given.files),
        screenshot=given.screenshot,
        section=given.section,
        language=given.lang,
        exit_when_ready=given.exit_when_ready,
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(microsecond=0)
