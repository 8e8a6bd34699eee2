"""The composition root: the one place that knows which front end runs on which office."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper

from maskdesk.cli.commands import run_command
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Where the system's encoding lacks a letter, its number stands for it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    terminal = Terminal(
        out=sys.stdout,
        err=sys.stderr,
        language=next(filter(None, map(os.environ.get, _LANGUAGE_VARIABLES)), "en"),
        now=lambda: datetime.now(UTC).astimezone().replace(microsecond=0),
    )
    return run_command(arguments, Office(), terminal)


# In the order in which gettext looks at them.
_LANGUAGE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
