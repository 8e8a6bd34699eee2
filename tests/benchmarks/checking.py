"""Checking a large dossier against all law that comes with MaskDesk.

check   MaskDesk: `rules.evaluate.check` under every pack, on a day on which the law of Viet Nam in
        force, two draft bases and the destination's law apply. The packs are read once, as in one
        run of the program; the dossier is decoded anew in every round, so that nothing is
        remembered of it.
        Barely: decoding the bytes of the same dossier's `dossier.json` into its structs.
flat    The time a goods line takes in a dossier of many lines, against a dossier of 2,000; rows of
        support and certificates stay 500 and 300. Only told: the same where they grow with the
        lines, and the same for the bare decoding, which rises with what the memory has to hold.
"""

from functools import cache, partial

import msgspec

from benchmarks.large import DAY, large_dossier
from benchmarks.measuring import Bound, Figure, Way, side_by_side
from maskdesk.desk.office import Office
from maskdesk.dossier import codec
from maskdesk.dossier.sections import Dossier
from maskdesk.law.reader import Law
from maskdesk.rules.evaluate import check

ROUNDS = 31
ROUNDS_OF_MANY = 3
LINES, MORE, MOST = 2_000, 20_000, 100_000
SUPPORT, CERTIFICATES = 500, 300


def figures() -> list[Figure]:
    """Check against decoding, then the time per line."""
    law = Office().law
    samples = side_by_side(_ways(LINES, law), ROUNDS, warm_up=3)
    found = [samples.figure("check 2,000 lines", _CHECK, _DECODE, Bound(3.0))]
    for grow in (False, True):
        found += _flat(law, grow=grow)
    return found


_CHECK, _DECODE = "MaskDesk", "barely"
# "Flat" leaves a quarter for caches of the processor, which many lines outgrow.
_FLAT = Bound(1.25)


def _flat(law: Law, *, grow: bool) -> list[Figure]:
    ways: dict[str, Way] = {}
    for lines in (LINES, MORE, MOST):
        ways |= {f"{name} {lines:,}": way for name, way in _ways(lines, law, grow=grow).items()}
    samples = side_by_side(ways, ROUNDS_OF_MANY)
    what = "all rows grow" if grow else "goods grow"
    return [
        samples.figure(
            f"{what}: time per line, {lines:,} against {LINES:,}",
            f"{name} {lines:,}",
            f"{name} {LINES:,}",
            bound,
            scale=LINES / lines,
        )
        for name, bound in ((_CHECK, None if grow else _FLAT), (_DECODE, None))
        for lines in (MORE, MOST)
    ]


def _ways(lines: int, law: Law, *, grow: bool = False) -> dict[str, Way]:
    content = _content(lines, lines // LINES if grow else 1)
    decoder = msgspec.json.Decoder(Dossier)
    return {
        _CHECK: lambda _: partial(check, decoder.decode(content), law, DAY),
        _DECODE: lambda _: partial(decoder.decode, content),
    }


@cache
def _content(lines: int, times: int) -> bytes:
    rows = large_dossier(lines, support=SUPPORT * times, certificates=CERTIFICATES * times)
    return codec.write(rows)
