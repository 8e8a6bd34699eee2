"""Reading the law, and asking one dossier on every day of eight years.

read    MaskDesk: every pack that comes with it, as a list of the law has it, by the index; nothing
        is kept from one round to the next.
        TOML: parsing the same files with the standard library, before anything is understood.
start   MaskDesk: the law as a start has it that opens the worked sample of Viet Nam: the heads of
        all packs, and as a whole those that were asked.
        All: every pack as a whole, as above.
days    MaskDesk: the worked sample of Viet Nam checked under all packs as if filed on each day of
        2020 to 2027, 2,922 checks; ten seconds are allowed. Beside it, the days of 2020 alone: only
        told, for the law of that year is the densest.
"""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.measuring import Bound, Figure, side_by_side
from maskdesk.desk.office import Office
from maskdesk.dossier import codec
from maskdesk.rules.evaluate import check
from maskdesk.store.resources import resource, resources_under

READINGS, YEARS_ROUNDS = 15, 3
FIRST, DAYS = date(2020, 1, 1), 8 * 365 + 2
SAMPLE = "samples/viet-nam-2020-05-06/dossier.json"
NOWHERE = Path("no-law-of-our-own")


def figures() -> list[Figure]:
    """Reading all packs, reading those of one dossier, then eight years of days."""
    ways = {"MaskDesk": _every_pack, "TOML": _toml, "start": _packs_of_the_sample}
    reading = side_by_side(ways, READINGS, warm_up=1)
    days = side_by_side({"eight years": _years(DAYS), "2020": _years(366)}, YEARS_ROUNDS)
    return [
        reading.figure("read all packs, against their TOML", "MaskDesk", "TOML", Bound(0.2)),
        reading.figure("read the packs of one dossier", "start", "MaskDesk", Bound(0.625)),
        days.figure("every day of eight years", "eight years", "2020"),
    ]


def _every_pack(_: int) -> Callable[[], object]:
    return lambda: list(Office(NOWHERE).law)


def _packs_of_the_sample(_: int) -> Callable[[], object]:
    law = Office(NOWHERE).law
    check(codec.read(resource(SAMPLE)), law, FIRST)
    asked = {one.head.id for one in law.packs if one.is_read}
    return lambda: [one.pack for one in Office(NOWHERE).law.packs if one.head.id in asked]


def _toml(_: int) -> Callable[[], object]:
    names = [name for name in resources_under("law") if name.endswith(".toml")]
    return lambda: [tomllib.loads(resource(name).decode()) for name in names]


def _years(days: int) -> Callable[[int], Callable[[], object]]:
    dossier, law = codec.read(resource(SAMPLE)), Office(NOWHERE).law
    asked = [FIRST + timedelta(days=day) for day in range(days)]
    return lambda _: partial(lambda: [check(dossier, law, day, on=day) for day in asked])
