"""What a workbook is made of: tables of typed cells, and how each column is set."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from maskdesk.language import Catalogue

Cell = str | int | Decimal | date | None

Look = Literal["number", "text", "whole", "decimal", "day", "digest"]
"""How a column is set: numbers that name, texts, figures, days, or the digits of a digest."""


class Column(Struct, frozen=True, kw_only=True):
    """One column: its heading, its cells from top to bottom, its sums; 0 is any width."""

    heading: str
    look: Look
    cells: Sequence[Cell]
    sums: tuple[Cell, ...] = ()
    width: float = 0


class Sheet(Struct, frozen=True, kw_only=True):
    """One table; all columns have the same number of cells.

    `sums` are the words of the rows of sums; the first `in_view` columns stay when scrolling.
    """

    name: str
    columns: tuple[Column, ...]
    sums: tuple[str, ...] = ()
    in_view: int = 1

    @property
    def rows(self) -> int:
        """How many rows the table has, heading and sums aside."""
        return len(self.columns[0].cells)


class Book(Struct, frozen=True, kw_only=True):
    """One workbook: its title, who issues it, the dossier's reference, and its sheets."""

    title: str
    issuer: str
    reference: str
    catalogue: Catalogue
    sheets: tuple[Sheet, ...]
    draft: bool = False
