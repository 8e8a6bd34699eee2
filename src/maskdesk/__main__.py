"""Starts MaskDesk: `python -m maskdesk`."""

import sys


def main() -> int:
    """Run MaskDesk with the arguments of the command line; the answer is the exit code."""
    from maskdesk.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
