"""The figures as lines on the screen and as the page FIGURES.md."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from importlib.metadata import version

from benchmarks import in_libreoffice
from benchmarks.measuring import Figure


def row(figure: Figure) -> str:
    """One figure on one line."""
    bound = f"  [{figure.bound.words}: {figure.verdict}]" if figure.bound else ""
    return f"{figure.subject}: {figure.of} {figure.ratio} against {figure.by}{bound}"


def page(measured: Mapping[str, Sequence[Figure]], skipped: Sequence[str], today: date) -> str:
    """All figures with the method behind them."""
    parts = [_HEAD.format(day=today.isoformat(), machine=_machine(), programs=_programs())]
    for subject, figures in measured.items():
        method = (import_module(f"benchmarks.{subject}").__doc__ or "").strip()
        parts += [f"## {subject.capitalize()}\n", f"```text\n{method}\n```\n", _table(figures)]
    if skipped:
        parts += ["## Not measured\n", *(f"- {one}\n" for one in skipped)]
    return "\n".join(parts)


_HEAD = """# Figures

Written by `python tests/benchmarks`; last on {day}, on {machine}.

Measured with {programs}.

All ways of one thing are timed in one run, by turns, forwards and backwards, after rounds that do
not count.
A ratio is the median of the quotients round by round; the quartiles stand beside it.
Times are medians and tell about one machine only; the ratios are what is promised.
A ratio without a bound is only told.
"""


def _table(figures: Sequence[Figure]) -> str:
    lines = [
        "| what | ratio | bound | verdict | ms | against | ms | rounds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        bound = one.bound.words if one.bound else ""
        lines.append(
            f"| {one.subject} | {one.ratio} | {bound} | {one.verdict} | {_ms(one.seconds)}"
            f" | {one.by} | {_ms(one.seconds_by)} | {one.rounds} |"
        )
    return "\n".join(lines) + "\n"


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f}" if milliseconds >= 20 else f"{milliseconds:.1f}"


def _machine() -> str:
    return f"{os.cpu_count()} cores under {platform.system()}"


def _programs() -> str:
    """The programs compared, by version."""
    names = ("msgspec", "reportlab", "pikepdf", "pyHanko", "typst")
    found = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names)]
    office = in_libreoffice.version()
    return ", ".join([*found, f"LibreOffice {office}"] if office else found)
