"""The share check: a part of a whole, at least or at most, in whole pieces."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.dossier import vocabulary as words
from maskdesk.dossier.kinds import Whole
from maskdesk.dossier.sections import Support
from maskdesk.language import PER_CENT
from maskdesk.rules.checks.check import Check, Parameters
from maskdesk.rules.checks.faults import Fault, of_codes, of_member, of_one, of_path
from maskdesk.rules.finding import Cure, Figure, Outcome
from maskdesk.rules.ground import Ground, filled, known

DECLARED = "declared"


class Proof(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A basis of support that counts, with the fields of the row that prove it."""

    basis: str
    fields: tuple[str, ...]


class SupportCount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which rows of domestic support count, and by which of their quantities."""

    facilities: tuple[str, ...]
    products: tuple[str, ...]
    proofs: tuple[Proof, ...]
    quantity: str
    standings: tuple[str, ...] = ("agreed",)


class ShareParameters(Parameters, frozen=True, kw_only=True):
    """A part, a whole and the share in per cent it must reach or keep under.

    The part is a field, `declared`, or counted from domestic support; the whole is a field or
    `declared` (the pieces on the declaration at hand). `at_least` and `at_most` name values of
    the pack. `asked` are fields a reader needs beside the figure, such as the period of output;
    the days among them can be named in the sentences.
    """

    whole: str
    part: str = ""
    support: SupportCount | None = None
    at_least: str = ""
    at_most: str = ""
    asked: tuple[str, ...] = ()


class SupportedParameters(Parameters, frozen=True, kw_only=True):
    """Which rows of domestic support count; one that does is enough, however many pieces."""

    support: SupportCount


def pieces_at_least(share: Decimal, whole: int) -> int:
    """The fewest whole pieces that are at least `share` per cent of `whole`."""
    return ceil(Fraction(share) * whole / PER_CENT)


def pieces_at_most(share: Decimal, whole: int) -> int:
    """The most whole pieces that are at most `share` per cent of `whole`."""
    return floor(Fraction(share) * whole / PER_CENT)


def whole_at_most(share: Decimal, part: int) -> int:
    """The largest whole of which `part` pieces are still at least `share` (over 0) per cent."""
    return floor(part * PER_CENT / Fraction(share))


def whole_at_least(share: Decimal, part: int) -> int:
    """The smallest whole of which `part` pieces are at most `share` (over 0) per cent."""
    return ceil(part * PER_CENT / Fraction(share))


def _share(ground: Ground, with_: ShareParameters) -> Outcome:
    missing = [*_missing(ground, with_.asked)]
    whole, whole_missing = _quantity(ground, with_.whole)
    missing += whole_missing
    part: int | None
    count = _Count()
    if with_.support is not None:
        count = _counted(ground, with_.support)
        part = count.pieces
    else:
        part, part_missing = _quantity(ground, with_.part)
        missing += part_missing
    numbers = count.numbers
    if whole is None or part is None or missing:
        outcome = Outcome(answer="unfilled", places=tuple(dict.fromkeys(missing)), numbers=numbers)
    else:
        share = Decimal(str(ground.legal(with_.at_least or with_.at_most)))
        numbers |= {"share": share, "counted": part, "whole": whole, **_days_asked(ground, with_)}
        if with_.at_least:
            outcome = _at_least(share, part, whole, count.left_out, numbers, with_)
        else:
            outcome = _at_most(share, part, whole, numbers, with_)
    return replace(outcome, counted=count.counted, left_out=count.left_out)


def _supported(ground: Ground, with_: SupportedParameters) -> Outcome:
    count = _counted(ground, with_.support)
    return Outcome(
        answer="met" if count.pieces else "not-met",
        places=() if count.pieces else (*count.left_out, "support"),
        numbers={**count.numbers, "counted": count.pieces},
        counted=count.counted,
        left_out=count.left_out,
    )


def _at_least(
    share: Decimal,
    part: int,
    whole: int,
    places: tuple[str, ...],
    numbers: dict[str, Figure],
    with_: ShareParameters,
) -> Outcome:
    required = pieces_at_least(share, whole)
    short = max(required - part, 0)
    numbers |= {"required": required, "short": short}
    # Of a share of nought any whole will do, and nothing is ever short.
    most = whole_at_most(share, part) if share else whole
    numbers["declare_at_most"] = most
    if not short:
        return Outcome(answer="met", numbers=numbers)
    cures = [Cure(kind="declare-at-most", pieces=most)] if with_.whole == DECLARED else []
    if with_.support is not None:
        cures.insert(0, Cure(kind="propose-support", pieces=short))
    side = "support" if with_.support is not None else with_.part
    return Outcome(
        answer="not-met",
        places=(*places, side, *_place(with_.whole)),
        numbers=numbers,
        cures=tuple(cures),
    )


def _at_most(
    share: Decimal, part: int, whole: int, numbers: dict[str, Figure], with_: ShareParameters
) -> Outcome:
    allowed = pieces_at_most(share, whole)
    over = max(part - allowed, 0)
    numbers |= {"allowed": allowed, "over": over}
    if share:
        numbers["whole_needed"] = whole_at_least(share, part)
    if not over:
        return Outcome(answer="met", numbers=numbers)
    cures = (Cure(kind="declare-at-most", pieces=allowed),) if with_.part == DECLARED else ()
    places = (*_place(with_.part), *_place(with_.whole))
    return Outcome(answer="not-met", places=places, numbers=numbers, cures=cures)


class _Count(Struct, frozen=True, kw_only=True):
    """The pieces that count and where they stand; per row left out, the place that says why."""

    pieces: int = 0
    counted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    names_left_out: tuple[str, ...] = ()
    support: bool = False

    @property
    def numbers(self) -> dict[str, Figure]:
        if not self.support:
            return {}
        return {"rows": len(self.counted), "left_out": self.names_left_out}


def _counted(ground: Ground, count: SupportCount) -> _Count:
    total = 0
    counted: list[str] = []
    left_out: list[str] = []
    names: list[str] = []
    for row in ground.dossier.support:
        if _for_another_declaration(ground, row):
            continue
        pieces = known(getattr(row, count.quantity))
        reason = _why_not(row, count) or _why_not_here(ground, row)
        if reason is None and isinstance(pieces, int):
            total += pieces
            counted.append(f"support[{row.id}].{count.quantity}")
            continue
        names.append(known(row.facility) or row.id)
        left_out.append(f"support[{row.id}].{reason or count.quantity}")
    return _Count(
        pieces=total,
        counted=tuple(counted),
        left_out=tuple(left_out),
        names_left_out=tuple(names),
        support=True,
    )


def _for_another_declaration(ground: Ground, row: Support) -> bool:
    named = known(row.declaration)
    here = ground.declaration
    return here is not None and named != here.id and named in ground.index.declarations


def _why_not_here(ground: Ground, row: Support) -> str | None:
    """A row counts once: of several declarations it names its own, and one that there is."""
    here = ground.declaration
    if here is None or known(row.declaration) == here.id:
        return None
    unsaid = row.declaration is None or row.declaration == ""
    return None if unsaid and len(ground.index.live_declarations) == 1 else "declaration"


def _why_not(row: Support, count: SupportCount) -> str | None:
    if known(row.kind) not in count.facilities:
        return "kind"
    if known(row.product) not in count.products:
        return "product"
    if known(row.standing) not in count.standings:
        return "standing"
    proof = next((one for one in count.proofs if one.basis == known(row.basis)), None)
    if proof is None:
        return "basis"
    return next((name for name in proof.fields if not filled(getattr(row, name))), None)


def _quantity(ground: Ground, path: str) -> tuple[int | None, tuple[str, ...]]:
    if path == DECLARED:
        return ground.declared_pieces, ground.undeclared
    values = ground.column(path).values
    if not values or not all(isinstance(value, int) for value in values):
        return None, ground.column(path).places(lambda value: not isinstance(value, int)) or (path,)
    return sum(value for value in values if isinstance(value, int)), ()


def _days_asked(ground: Ground, with_: ShareParameters) -> dict[str, Figure]:
    return {
        path.rpartition(".")[-1]: value
        for path in with_.asked
        for value in ground.column(path).values
        if isinstance(value, date)
    }


def _missing(ground: Ground, paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        place
        for path in paths
        for place in ground.column(path).places(lambda value: not filled(value))
    )


def _place(path: str) -> tuple[str, ...]:
    return ("customs.declarations",) if path == DECLARED else (path,)


def _faults_of_share(with_: ShareParameters) -> Iterator[Fault]:
    yield from of_one("at_least, at_most", (with_.at_least, with_.at_most))
    yield from of_one("part, support", (with_.part, with_.support))
    for parameter in ("whole", "part"):
        path = getattr(with_, parameter)
        if path and path != DECLARED:
            yield from of_path(parameter, path, (Whole,))
    if with_.support is not None:
        yield from _faults_of_support(with_.support)


def _faults_of_support(count: SupportCount) -> Iterator[Fault]:
    yield from of_codes("support.facilities", count.facilities, words.FACILITY_KINDS)
    yield from of_codes("support.products", count.products, words.PRODUCT_KINDS)
    yield from of_codes("support.standings", count.standings, words.SUPPORT_STANDINGS)
    yield from of_member("support.quantity", Support, count.quantity, (Whole,))
    for proof in count.proofs:
        yield from of_codes("support.proofs", (proof.basis,), words.SUPPORT_BASES)
        for name in proof.fields:
            yield from of_member("support.proofs", Support, name)


def _faults_of_supported(with_: SupportedParameters) -> Iterator[Fault]:
    yield from _faults_of_support(with_.support)


CHECKS = (
    Check(
        name="share",
        parameters=ShareParameters,
        answer=_share,
        numbers=frozenset(
            {
                "share",
                "counted",
                "whole",
                "required",
                "short",
                "declare_at_most",
                "allowed",
                "over",
                "whole_needed",
                "rows",
                "left_out",
                "period_from",
                "period_until",
            }
        ),
        paths=("asked",),
        legal=("at_least", "at_most"),
        figures=("at_least", "at_most"),
        faults=_faults_of_share,
    ),
    Check(
        name="supported",
        parameters=SupportedParameters,
        answer=_supported,
        numbers=frozenset({"counted", "rows", "left_out"}),
        faults=_faults_of_supported,
    ),
)
