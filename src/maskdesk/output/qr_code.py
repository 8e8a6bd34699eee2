"""The code at the foot of a page that a scan is matched by: a QR code as black boxes."""

import re
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any

from maskdesk.output.ink import Fill

_DIGITS = bytes.maketrans(b"\0\1", b"01")
_RUN = re.compile(rb"0{5,}|1{5,}")
_LIKE_A_CORNER = b"10111010000"


# As many as the pages of a long paper, before and after an edit.
@lru_cache(maxsize=256)
def qr_squares(content: str, left: float, side: float) -> Fill:
    """A QR code as black boxes, `side` points wide; the white border is the paper's."""
    rows = modules_of(content)
    module = side / len(rows)
    boxes = []
    for n, row in enumerate(rows):
        start = 0
        for dark, stretch in groupby(map(bool, row)):
            count = len(list(stretch))
            if dark:
                boxes.append((left + start * module, n * module, count * module, module))
            start += count
    return Fill(tuple(boxes), 0.0)


def modules_of(content: str) -> list[list[bool]]:
    """The rows of a code from the top, dark modules being true; error correction M."""
    from reportlab.graphics.barcode import qrencoder

    code = _encoder()(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(content)
    code.make()
    rows: list[list[bool]] = code.modules
    return rows


@cache
def _encoder() -> Any:  # noqa: ANN401 - reportlab has no types
    """The encoder of reportlab, which takes half of its time to weigh masks, weighing quicker."""
    from reportlab.graphics.barcode.qrencoder import QRCode

    class Encoder(QRCode):  # type: ignore[misc]  # it has no types
        def getBestMaskPattern(self) -> int:  # noqa: N802 - the library's name
            return min(range(8), key=self._penalty)

        def _penalty(self, mask: int) -> int:
            self.makeImpl(True, mask)
            return penalty(self.modules)

    return Encoder


def penalty(modules: list[list[bool]]) -> int:
    """What makes a code hard to read, as reportlab counts it, so that it chooses the same mask.

    Runs of one colour, squares of one colour, what looks like a corner (in rows alone, and not at
    their end), and how far dark and light are from balance. Source: ISO/IEC 18004, 7.8.3.
    """
    rows = [bytes(row).translate(_DIGITS) for row in modules]
    columns = [bytes(column) for column in zip(*rows, strict=True)]
    runs = sum(len(run) - 2 for run in _RUN.findall(b" ".join((*rows, *columns))))
    corners = sum(row[:-1].count(_LIKE_A_CORNER) for row in rows)
    dark = sum(row.count(b"1") for row in rows)
    balance = abs(100 * dark // len(rows) ** 2 - 50) // 5
    return runs + 3 * _squares(rows) + 40 * corners + 10 * balance


def _squares(rows: list[bytes]) -> int:
    """How many squares of two by two are all dark or all light."""
    full = (1 << len(rows)) - 1
    found = 0
    for above, below in pairwise(int(row, 2) for row in rows):
        alike = full ^ above ^ below
        beside = (full ^ above ^ (above >> 1)) & (full >> 1)
        found += (alike & (alike >> 1) & beside).bit_count()
    return found
