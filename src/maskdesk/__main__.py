"""Starts MaskDesk: `python -m maskdesk`."""

import sys


def main() -> int:
    """Run MaskDesk with the arguments of the command line; the answer is the exit code."""
    try:
        if getattr(sys, "frozen", False):
            from multiprocessing import freeze_support

            freeze_support()  # a frozen MaskDesk is started again as its own child process
        from maskdesk.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # so early that there is no language yet to say it in
        return 2


if __name__ == "__main__":
    sys.exit(main())
