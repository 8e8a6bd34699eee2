"""The composition root: the one place that knows which front end runs on which office."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from maskdesk.cli.commands import run_command
from maskdesk.cli.terminal import Terminal
from maskdesk.desk.office import Office


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    terminal = Terminal(
        out=sys.stdout,
        err=sys.stderr,
        language=os.environ.get("LANGUAGE") or os.environ.get("LANG") or "en",
        now=lambda: datetime.now(UTC).astimezone().replace(microsecond=0),
    )
    return run_command(arguments, Office(), terminal)
