"""The list check: whether the makers stand on a dated list, by an extract of the day.

Nothing is decided by a name that is only like another: then it cannot be told, and the clerk looks.
"""

from datetime import date

from maskdesk.dossier.sections import Extract, Producer
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.finding import Figure, Outcome
from maskdesk.rules.ground import Ground, filled, known
from maskdesk.rules.matching import groups, hits


class ListedParameters(Parameters, frozen=True, kw_only=True):
    """The list, and whether the producers of the goods must stand on it or must not."""

    list: str
    must: bool


def _listed(ground: Ground, with_: ListedParameters) -> Outcome:
    unnamed = tuple(
        f"goods[{line.id}].producer"
        for line in ground.lines
        if known(line.producer) not in ground.index.producers
    )
    if unnamed:
        return Outcome(answer="unfilled", places=unnamed)
    wanted = _day_of_print(ground)
    extract = _extract(ground, with_.list, wanted)
    if extract is None:
        return Outcome(answer="cannot-tell", places=("extracts",), numbers={"day": wanted})
    makers = [
        ground.index.producers[producer]
        for producer in dict.fromkeys(known(line.producer) or "" for line in ground.lines)
    ]
    found = {one.id: hits(one, extract, groups(ground.lines, one.id)) for one in makers}
    stands = {maker.id for maker in makers if any(hit.exact for hit in found[maker.id])}
    wrong = [maker for maker in makers if (maker.id in stands) is not with_.must]
    gaps = _gaps(extract, makers)
    # A name that is still missing may be the one that is looked for.
    if gaps and bool(wrong) is with_.must:
        return Outcome(answer="unfilled", places=gaps, numbers={"day": wanted})
    # A name that is only like the one looked for is for the clerk to look at.
    doubtful = [hit for maker in makers if maker.id not in stands for hit in found[maker.id]]
    numbers: dict[str, Figure] = {
        "day": wanted,
        "rows": len(extract.rows),
        "makers": tuple(_name(maker) for maker in (wrong or makers)),
        "hits": tuple(f"{hit.name} ({hit.score} %)" for hit in doubtful),
    }
    unsure = {hit.maker for hit in doubtful}
    decided = [maker for maker in wrong if maker.id not in unsure]
    if doubtful and not decided:
        places = tuple(f"extracts[{extract.id}].rows[{hit.row}].other_firm" for hit in doubtful)
        return Outcome(answer="cannot-tell", places=places, numbers=numbers, alike=True)
    if not wrong:
        return Outcome(answer="met", numbers=numbers)
    places = (*(f"producers[{maker.id}].code" for maker in wrong), f"extracts[{extract.id}]")
    return Outcome(answer="not-met", places=places, numbers=numbers)


def _day_of_print(ground: Ground) -> date:
    return min(ground.day, ground.today)


def _extract(ground: Ground, list_: str, day: date) -> Extract | None:
    return next(
        (
            extract
            for extract in ground.dossier.extracts
            if known(extract.list) == list_ and known(extract.day) == day
        ),
        None,
    )


def _gaps(extract: Extract, makers: list[Producer]) -> tuple[str, ...]:
    """What must be said before it is known who stands on a list."""
    place = f"extracts[{extract.id}].rows"
    return (
        *(() if extract.rows else (place,)),
        *(
            f"{place}[{row.id}].name"
            for row in extract.rows
            if not filled(row.code) and not filled(row.name)
        ),
        *(
            f"producers[{maker.id}].code"
            for maker in makers
            if not any(map(filled, (maker.code, maker.name_local, maker.name_english)))
        ),
    )


def _name(maker: Producer) -> str:
    return known(maker.name_english) or known(maker.name_local) or maker.id


CHECKS = (
    Check(
        name="listed",
        parameters=ListedParameters,
        answer=_listed,
        numbers=frozenset({"day", "rows", "makers", "hits"}),
    ),
)
