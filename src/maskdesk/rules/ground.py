"""What a check stands on: the dossier, the pack on its day, the goods lines concerned."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

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
from maskdesk.law.pack import Pack

_Held = TypeVar("_Held")


def filled(value: object) -> bool:
    """Whether the clerk has said something that can be read."""
    return value is not None and value not in ("", ()) and not isinstance(value, Unread)


def known(value: "_Held | Unread | None") -> "_Held | None":
    """The value, or None where it is empty or cannot be read yet."""
    return None if isinstance(value, Unread) else value


class Index:
    """Look-ups over one dossier, made once and only when a check asks."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    @cached_property
    def producers(self) -> dict[str, Producer]:
        """Producers by id."""
        return {producer.id: producer for producer in self._dossier.producers}

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Parties by id."""
        return {party.id: party for party in self._dossier.parties}

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
    pack: Pack
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
        return Column(path, self)

    def declared(self, line: GoodsLine) -> int | None:
        """Pieces of one goods line on the declaration at hand."""
        if self.declaration is not None and self.declaration.lines:
            pieces = [
                known(one.pieces) for one in self.declaration.lines if known(one.line) == line.id
            ]
            return sum(one for one in pieces if one is not None) if pieces else 0
        return known(line.pieces_declared)

    @cached_property
    def declared_pieces(self) -> int | None:
        """Pieces of all concerned lines on the declaration at hand; None while one is missing."""
        total = 0
        for line in self.lines:
            pieces = self.declared(line)
            if pieces is None:
                return None
            total += pieces
        return total

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The places where a declared quantity is still missing."""
        missing = [line for line in self.lines if self.declared(line) is None]
        return tuple(f"goods[{line.id}].pieces_declared" for line in missing)


class Column:
    """Values at a path over its rows; the full paths are only spelled out when asked."""

    def __init__(self, path: str, ground: Ground) -> None:
        self.path = path
        self._ground = ground

    @cached_property
    def values(self) -> list[object]:
        """The values, in the order of the rows."""
        getter = self._line_getter
        if getter is not None:
            return [getter(line) for line in self._ground.lines]
        return [value for _, value in self._placed()]

    def places(self, wanted: Callable[[object], bool]) -> tuple[str, ...]:
        """The full paths of the values that satisfy `wanted`."""
        getter = self._line_getter
        if getter is not None:
            tail = self.path.removeprefix("goods[].")
            return tuple(
                f"goods[{line.id}].{tail}" for line in self._ground.lines if wanted(getter(line))
            )
        return tuple(path for path, value in self._placed() if wanted(value))

    @cached_property
    def _line_getter(self) -> Callable[[GoodsLine], object] | None:
        tail = self.path.removeprefix("goods[].")
        simple = tail != self.path and "[" not in tail
        return attrgetter(tail) if simple else None

    def _placed(self) -> Iterator[tuple[str, object]]:
        if self.path.startswith("goods[]."):
            tail = self.path.removeprefix("goods[].")
            for line in self._ground.lines:
                for path, value in every(line, tail):
                    yield f"goods[{line.id}].{path}", value
            return
        yield from every(self._ground.dossier, self.path)
