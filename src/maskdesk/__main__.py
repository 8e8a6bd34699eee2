"""Starts MaskDesk: `python -m maskdesk`."""

import sys
from contextlib import suppress


def main() -> int:
    """Run MaskDesk with the arguments of the command line; the answer is the exit code."""
    try:
        if getattr(sys, "frozen", False):
            from multiprocessing import freeze_support

            freeze_support()  # a frozen MaskDesk is started again as its own child process
        _load_models()
        from maskdesk.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # so early that there is no language yet to say it in
        return 2


def _load_models() -> None:
    """Load msgspec without `typing_extensions`, whose names Python has by itself.

    To read it, and what it reads in turn, would take a twentieth of a start. A msgspec that cannot
    do without is loaded, with it, by whoever needs it first.
    """
    if "typing_extensions" not in sys.modules:
        refused: dict[str, object] = sys.modules  # type: ignore[assignment]  # None refuses an import
        refused["typing_extensions"] = None
        with suppress(ImportError):
            import msgspec  # noqa: F401 - kept for whoever imports it next
        del sys.modules["typing_extensions"]


if __name__ == "__main__":
    sys.exit(main())
