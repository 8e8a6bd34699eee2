"""The table that proves every condition: bases, and rows that each change one base.

A jurisdiction fills one module of its own under `tests/law/tables/`, named as its packs begin:

    BASES = {"mask-2026": masks(date(2026, 11, 24))}          # complete invented dossiers
    ROWS = (
        Row("eu-mdr-masks/edition", "mask-2026",              # pack/condition, the base
            with_("goods[g1].standards", ("EN 14683:2019",)),  # what is changed in it
            "not-met",                                        # the answer of each such finding
            "the cited edition"),                             # words its English sentence says
    )

A row may answer `met` (another way to pass), `not-applicable` (a named exemption lifts the duty) or
`not-asked` (the condition leaves this dossier alone). Bases need no row: what they meet is met.
`test_every_condition.py` collects the modules by itself and refuses a condition that fails in no
row, or that may block and passes in no base and no row. A condition no dossier can fail stands in
the module's `SILENT` with the reason: `SILENT = {"cn-32-2023/declarations": "only says that …"}`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier.paths import put, put_rows, remove_row
from maskdesk.dossier.sections import Certificate, Dossier
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import Report, check
from maskdesk.rules.finding import Answer

Change = Callable[[Dossier], Dossier]
Expected = Answer | Literal["not-asked"]
FAILING = ("not-met", "unfilled", "cannot-tell")
PASSING = ("met", "not-applicable", "not-asked")


class Row(Struct, frozen=True):
    """One dossier of the table: a base under one change, the condition asked, what it answers."""

    condition: str
    base: str
    change: Change
    answer: Expected
    says: str = ""
    returned: tuple[str, ...] = ()  # papers that came back countersigned


def of_pack(pack: str, *gaps: tuple[str, Change, Expected, str]) -> tuple[Row, ...]:
    """The rows of one pack on the base of its name: condition, change, answer, words."""
    return tuple(
        Row(f"{pack}/{name}", pack, change, answer, says) for name, change, answer, says in gaps
    )


class Table(Struct, frozen=True):
    """The bases and rows of one jurisdiction, and why some condition fails in none."""

    name: str
    bases: Mapping[str, Dossier]
    rows: tuple[Row, ...]
    silent: Mapping[str, str]


def tables() -> Iterator[Table]:
    """Every table there is, one for each module under `tables/`."""
    for path in sorted((Path(__file__).parent / "tables").glob("*.py")):
        module = import_module(f"law.tables.{path.stem}")
        yield Table(path.stem, module.BASES, module.ROWS, getattr(module, "SILENT", {}))


def day_of(dossier: Dossier) -> date:
    """The day a dossier of the table is asked on: that of its first declaration."""
    planned = dossier.customs.declarations[0].planned
    assert isinstance(planned, date)
    return planned


def asked(dossier: Dossier, law: Law, *returned: str) -> Report:
    """How a dossier of the table stands on its own day, with the papers that came back."""
    return check(dossier, law, day_of(dossier), returned=frozenset(returned))


def with_(path: str, value: object) -> Change:
    """Put another value in one field."""
    return lambda dossier: put(dossier, path, value)  # type: ignore[arg-type]  # any value of a test


def rows_of(path: str, *rows: object) -> Change:
    """Put other rows in a list."""
    return lambda dossier: put_rows(dossier, path, rows)  # type: ignore[arg-type]  # rows of a test


def without_row(*paths: str) -> Change:
    """Leave rows out."""

    def change(dossier: Dossier) -> Dossier:
        for path in paths:
            dossier = remove_row(dossier, path)
        return dossier

    return change


def without(*schemes: str) -> Change:
    """Leave every certificate of some schemes out."""

    def change(dossier: Dossier) -> Dossier:
        left = tuple(one for one in dossier.certificates if one.scheme not in schemes)
        return replace(dossier, certificates=left)

    return change


def with_paper(certificate: Certificate) -> Change:
    """Add a certificate."""
    return lambda dossier: replace(dossier, certificates=(*dossier.certificates, certificate))


def on_day(day: date) -> Change:
    """Plan the first declaration for another day."""

    def change(dossier: Dossier) -> Dossier:
        first, *others = dossier.customs.declarations
        declarations = (replace(first, planned=day), *others)
        return replace(dossier, customs=replace(dossier.customs, declarations=declarations))

    return change


def all_of(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(dossier: Dossier) -> Dossier:
        for each in changes:
            dossier = each(dossier)
        return dossier

    return change


def as_it_is(dossier: Dossier) -> Dossier:
    """No change: the base itself answers so."""
    return dossier
