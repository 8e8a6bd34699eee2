"""What a check stands on: the dossier, the pack on its day, the goods lines concerned."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from maskdesk.dossier.paths import every
from maskdesk.dossier.sections import (
    Certificate,
    Declaration,
    Dossier,
    Evidence,
    GoodsLine,
    Party,
    Producer,
)
from maskdesk.dossier.unread import Unread
from maskdesk.dossier.vocabulary import ORIGIN_ZONES

if TYPE_CHECKING:
    from maskdesk.law.pack import Pack

_Held = TypeVar("_Held")


def filled(value: object) -> bool:
    """Whether the clerk has said something that can be read."""
    if isinstance(value, str):
        return value != "" and not value.isspace()
    return value is not None and value != () and not isinstance(value, Unread)


def known(value: "_Held | Unread | None") -> "_Held | None":
    """The value, or None where it is empty or cannot be read yet."""
    # Asked of thousands of rows: this comparison takes half of what isinstance does.
    return None if type(value) is Unread else value  # type: ignore[return-value]  # Unread is final


def calendar_day(value: object, dossier: Dossier) -> date | None:
    """The day of a day or a moment, in the calendar of the origin; None for anything else.

    What is registered in the evening by UTC was registered on the next day in Viet Nam.
    """
    if not isinstance(value, datetime):
        return value if isinstance(value, date) else None
    zone = ORIGIN_ZONES.get(known(dossier.head.origin) or "")
    try:
        return value.astimezone(zone).date() if zone is not None else value.date()
    except OverflowError:  # the first or last day there is
        return value.date()


def live_declarations(dossier: Dossier) -> tuple[Declaration, ...]:
    """The declarations that were neither refused nor withdrawn."""
    return tuple(
        one
        for one in dossier.customs.declarations
        if known(one.state) not in ("refused", "withdrawn")
    )


class Index:
    """Look-ups over one dossier, made once and only when a check asks."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.columns: dict[tuple[str, int], Column] = {}
        self._declared: dict[str, dict[str, int | None]] = {}
        self._unlinked: dict[str, tuple[str, ...]] = {}
        self._of_schemes: dict[tuple[str, ...], frozenset[str]] = {}
        self._like: dict[int, tuple[tuple[GoodsLine, ...], ...]] = {}

    @cached_property
    def producers(self) -> dict[str, Producer]:
        """Producers by id."""
        return {producer.id: producer for producer in self._dossier.producers}

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Parties by id."""
        return {party.id: party for party in self._dossier.parties}

    @cached_property
    def lines(self) -> dict[str, GoodsLine]:
        """Goods lines by id."""
        return {line.id: line for line in self._dossier.goods}

    @cached_property
    def declarations(self) -> dict[str, Declaration]:
        """Declarations by id, refused and withdrawn ones too."""
        return {one.id: one for one in self._dossier.customs.declarations}

    @cached_property
    def live_declarations(self) -> tuple[Declaration, ...]:
        """The declarations that still stand."""
        return live_declarations(self._dossier)

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """Evidence by id."""
        return {evidence.id: evidence for evidence in self._dossier.evidence}

    @cached_property
    def certificates_of_line(self) -> dict[str, list[Certificate]]:
        """The certificates that name a goods line, by the line's id."""
        found: dict[str, list[Certificate]] = defaultdict(list)
        for certificate in self._dossier.certificates:
            for line in known(certificate.goods) or ():
                found[line].append(certificate)
        return found

    @cached_property
    def certificates_of_model(self) -> dict[str, list[Certificate]]:
        """The certificates that name a model, by the model as written (case aside)."""
        found: dict[str, list[Certificate]] = defaultdict(list)
        for certificate in self._dossier.certificates:
            for model in known(certificate.models) or ():
                found[model.casefold()].append(certificate)
        return found

    def declared(self, declaration: Declaration) -> dict[str, int | None]:
        """Pieces of a declaration by goods line; None where one of them is missing."""
        kept = self._declared.get(declaration.id)
        if kept is None:
            kept = self._declared[declaration.id] = {}
            for one in declaration.lines:
                line = one.line if isinstance(one.line, str) else ""
                before = kept.get(line, 0)
                counts = isinstance(one.pieces, int) and before is not None
                kept[line] = before + one.pieces if counts else None  # type: ignore[operator]  # both are numbers here
        return kept

    def unlinked(self, declaration: Declaration) -> tuple[str, ...]:
        """The lines of a declaration that name no goods line, by the place of that name."""
        kept = self._unlinked.get(declaration.id)
        if kept is None:
            place = f"customs.declarations[{declaration.id}].lines"
            kept = self._unlinked[declaration.id] = tuple(
                f"{place}[{one.id}].line"
                for one in declaration.lines
                if known(one.line) not in self.lines
            )
        return kept

    def like_lines(self, lines: tuple[GoodsLine, ...]) -> tuple[tuple[GoodsLine, ...], ...]:
        """Goods lines gathered by what certificates hang on: model, producer, standards, links."""
        kept = self._like.get(id(lines))
        if kept is None:
            own = self.certificates_of_line
            groups: dict[object, list[GoodsLine]] = defaultdict(list)
            for line in lines:
                name = line.id if line.id in own else ""
                groups[name, line.model, line.producer, line.standards].append(line)
            kept = self._like[id(lines)] = tuple(map(tuple, groups.values()))
        return kept

    def certificates_of_schemes(self, schemes: tuple[str, ...]) -> frozenset[str]:
        """The ids of the certificates of some schemes that are there to be had."""
        kept = self._of_schemes.get(schemes)
        if kept is None:
            kept = self._of_schemes[schemes] = frozenset(
                one.id
                for one in self._dossier.certificates
                if known(one.scheme) in schemes and not filled(one.not_available)
            )
        return kept

    def certificates_for(self, line: GoodsLine) -> list[Certificate]:
        """The certificates that cover a goods line, by link or by model."""
        by_link = self.certificates_of_line.get(line.id, [])
        model = known(line.model)
        by_model = self.certificates_of_model.get(model.casefold(), []) if model else []
        if not by_model:
            return by_link
        named = {one.id for one in by_link}
        return by_link + [one for one in by_model if one.id not in named]


class Ground(Struct, frozen=True, kw_only=True, dict=True):
    """One occasion on which a condition is asked: its day, its declaration, its goods lines."""

    dossier: Dossier
    pack: "Pack"
    day: date
    today: date
    lines: tuple[GoodsLine, ...]
    index: Index
    declaration: Declaration | None = None
    returned: frozenset[str] = frozenset()

    def legal(self, name: str) -> int | Decimal | tuple[str, ...]:
        """A dated value of the pack on the deciding day."""
        value = self.pack.value(name)
        found = value.on(self.day) if value is not None else None
        if found is None:
            raise KeyError(f"{self.pack.id} has no value {name} on {self.day}")
        return found

    def column(self, path: str) -> "Column":
        """The values at a path, of the concerned goods lines where it leads through goods."""
        # The tuple of lines lives as long as the index does: its identity names it.
        key = (path, id(self.lines))
        kept = self.index.columns.get(key)
        if kept is None:
            kept = self.index.columns[key] = Column(path, self)
        return kept

    def declared(self, line: GoodsLine) -> int | None:
        """Pieces of one goods line on the declaration at hand."""
        if self.declaration is not None and self.declaration.lines:
            return self.index.declared(self.declaration).get(line.id, 0)
        return known(line.pieces_declared)

    @cached_property
    def declared_pieces(self) -> int | None:
        """Pieces of all concerned lines on the declaration at hand; None while one is missing."""
        if self._unlinked or self._unparted:
            return None
        if self.declaration is None or not self.declaration.lines:
            pieces = self.column("goods[].pieces_declared").values
        else:
            by_line = self.index.declared(self.declaration)
            pieces = [by_line.get(line.id, 0) for line in self.lines]
        counted = [one for one in pieces if isinstance(one, int)]
        return sum(counted) if len(counted) == len(pieces) else None

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The places where a declared quantity is still missing."""
        if self._unlinked or self._unparted:
            return self._unlinked or self._unparted
        if self.declaration is not None and self.declaration.lines:
            concerned = {line.id for line in self.lines}
            place = f"customs.declarations[{self.declaration.id}].lines"
            return tuple(
                f"{place}[{one.id}].pieces"
                for one in self.declaration.lines
                if known(one.line) in concerned and known(one.pieces) is None
            )
        missing = [line for line in self.lines if self.declared(line) is None]
        return tuple(f"goods[{line.id}].pieces_declared" for line in missing)

    @property
    def _unlinked(self) -> tuple[str, ...]:
        """The lines of the declaration that name no goods: whose their pieces are, nobody knows."""
        return self.index.unlinked(self.declaration) if self.declaration is not None else ()

    @property
    def _unparted(self) -> tuple[str, ...]:
        """Where a declaration, one of several, does not say what part of the goods it declares."""
        one = self.declaration
        if one is None or one.lines or len(self.index.live_declarations) == 1:
            return ()
        return (f"customs.declarations[{one.id}].lines",)


class Column:
    """Values at a path over its rows, read once; full paths are only spelled out when asked."""

    def __init__(self, path: str, ground: Ground) -> None:
        self.path = path
        self._ground = ground
        self._tail = path.removeprefix("goods[].")
        self._of_lines = self._tail != path and "[" not in self._tail

    @cached_property
    def values(self) -> list[object]:
        """The values, in the order of the rows."""
        if self._of_lines:
            return list(map(attrgetter(self._tail), self._ground.lines))
        return [value for _, value in self._placed]

    @cached_property
    def distinct(self) -> frozenset[object]:
        """The different values: thousands of rows seldom hold more than a few."""
        return frozenset(self.values)

    @cached_property
    def is_filled(self) -> bool:
        """Whether there is a value everywhere, and at least one."""
        return bool(self.values) and all(map(filled, self.distinct))

    @cached_property
    def bare_lists(self) -> tuple[str, ...]:
        """The lists on the way that hold no row yet: nothing can be said there."""
        outer = self.path.rpartition("[]")[0]
        if not outer or outer == "goods":
            return ()
        if outer.startswith("goods[]."):
            name = outer.removeprefix("goods[].")
            lines = self._ground.lines
            return tuple(f"goods[{line.id}].{name}" for line in lines if not getattr(line, name))
        return tuple(place for place, rows in every(self._ground.dossier, outer) if not rows)

    def places(self, wanted: Callable[[object], bool]) -> tuple[str, ...]:
        """The full paths of the values that satisfy `wanted`."""
        found = {value for value in self.distinct if wanted(value)}
        if not found:
            return ()
        if self._of_lines:
            lines = zip(self._ground.lines, self.values, strict=True)
            return tuple(
                f"goods[{line.id}].{self._tail}" for line, value in lines if value in found
            )
        return tuple(path for path, value in self._placed if value in found)

    @cached_property
    def _placed(self) -> list[tuple[str, object]]:
        if not self.path.startswith("goods[]."):
            return list(every(self._ground.dossier, self.path))
        return [
            (f"goods[{line.id}].{path}", value)
            for line in self._ground.lines
            for path, value in every(line, self._tail)
        ]
