"""Blocks of cells as spreadsheets put them on the clipboard: a line a row, tabs between cells."""

import re
from collections.abc import Iterable, Iterator

_LINE_END = re.compile(r"\r\n|\r|\n")
# A cell is in quotes where it holds a tab, a line end or a quote; inside, quotes are doubled.
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r\n|\r|\n|\Z)')
_MARKS = re.compile(r'[\t\r\n"]')
_BARE = re.compile(r"[^\t\r\n]*")


def rows_of(text: str) -> Iterator[list[str]]:
    """The rows of a block, one by one; a line end that closes the block opens no row."""
    if '"' in text:
        yield from _quoted_rows(text)
        return
    at = 0
    for end in _LINE_END.finditer(text):
        yield text[at : end.start()].split("\t")
        at = end.end()
    if at < len(text):
        yield text[at:].split("\t")


def line_of(cells: Iterable[str]) -> str:
    """A row of cells as a line of a block."""
    return "\t".join(map(_written, cells))


def _written(cell: str) -> str:
    if _MARKS.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _quoted_rows(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    at = 0
    while at < len(text) or row:
        quoted = _QUOTED.match(text, at)
        if quoted:
            row.append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            bare = _BARE.match(text, at)
            row.append(bare[0] if bare else "")
            at = bare.end() if bare else at
        if text[at : at + 1] == "\t":
            at += 1
            continue
        yield row
        row = []
        end = _LINE_END.match(text, at)
        at = end.end() if end else at
