"""Arbitrary values, rows and dossiers, made from the descriptions of the fields themselves."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta, timezone
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from msgspec import Struct

from maskdesk.dossier import kinds
from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.kinds import Kind
from maskdesk.dossier.sections import Dossier, Row
from maskdesk.dossier.unread import Unread
from maskdesk.language import LANGUAGES, tidy

VIETNAMESE = "ĂăÂâĐđÊêÔôƠơƯưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ₫"
CHINESE = "口罩出口质量声明医用非、；，。（）〇龥"
MOST_PIECES = 10**15 - 1


# Every letter but surrogates, with those of the trade and the marks of lists more often.
characters = st.one_of(
    st.sampled_from(VIETNAMESE + CHINESE + "aZ0 ;\n\t'\"=\\{}[]"),
    st.characters(codec="utf-8"),
)
texts = st.text(characters, max_size=12).map(tidy)
row_ids = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=st.one_of(st.just(UTC), zones))
figures = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places),
    st.integers(0, MOST_PIECES),
    st.integers(0, 15),
)
unread = st.builds(
    Unread,
    typed=texts,
    language=st.sampled_from(LANGUAGES),
    readings=st.lists(texts, max_size=2).map(tuple),
)


def _codes(kind: kinds.Choice) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(kind.labels))


_BY_KIND: tuple[tuple[type[Kind], Callable[..., st.SearchStrategy[object]]], ...] = (
    (kinds.Choices, lambda kind: st.lists(_codes(kind), max_size=3).map(tuple)),
    (kinds.Choice, _codes),
    (kinds.Texts, lambda _: st.lists(texts.filter(bool), max_size=3).map(tuple)),
    (kinds.Digest, lambda _: st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
    (kinds.Text, lambda _: texts),
    (kinds.Whole, lambda _: st.integers(0, MOST_PIECES)),
    (kinds.Measure, lambda _: figures),
    (kinds.Day, lambda _: st.dates()),
    (kinds.Moment, lambda _: moments),
    (kinds.YesNo, lambda _: st.booleans()),
    (kinds.Country, lambda _: st.sampled_from(("VN", "CN", "DE", "US", "CA", "XK"))),
    (kinds.Currency, lambda _: st.sampled_from(("USD", "EUR", "VND", "CNY"))),
)


def values_of(kind: Kind) -> st.SearchStrategy[object]:
    """Any value that can stand in a field of a kind, none aside."""
    for known, strategy in _BY_KIND:
        if isinstance(kind, known):
            return strategy(kind)
    raise TypeError(f"no values for {kind!r}")


def held_by(field: Field) -> st.SearchStrategy[object]:
    """Whatever a field can hold: a value, nothing, or what cannot be read yet."""
    values = values_of(field.kind)
    plural = isinstance(field.kind, (kinds.Texts, kinds.Choices))
    return st.one_of(values, unread) if plural else st.one_of(values, st.none(), unread)


def rows_of(struct: type[Struct], *, most: int = 2) -> st.SearchStrategy[tuple[Row, ...]]:
    """Some rows of one list, each with its own id."""
    rows: st.SearchStrategy[list[Row]] = st.lists(
        structs(struct),  # type: ignore[arg-type]  # a list holds rows
        max_size=most,
        unique_by=lambda row: row.id,
    )
    return rows.map(_as_tuple)


def _as_tuple(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(rows)


@cache
def structs(struct: type[Struct]) -> st.SearchStrategy[Struct]:
    """A section or row with any of its fields filled."""
    own: dict[str, st.SearchStrategy[object]] = {}
    for name, member in members(struct).items():
        if isinstance(member.description, Field):
            own[name] = held_by(member.description)
        elif member.struct is not None:
            many = isinstance(member.description, Rows)
            own[name] = rows_of(member.struct) if many else structs(member.struct)
    always = {"id": row_ids} if issubclass(struct, Row) else {}

    def some(names: list[str]) -> st.SearchStrategy[Struct]:
        given = st.fixed_dictionaries({**always, **{name: own[name] for name in names}})
        return given.map(lambda values: struct(**values))

    # A few fields at a time: every field has its turn, and a dossier is made in no time.
    chosen = st.lists(st.sampled_from(sorted(own)), unique=True, max_size=5)
    return chosen.flatmap(some)


def dossiers() -> st.SearchStrategy[Dossier]:
    """Any dossier."""
    return structs(Dossier)  # type: ignore[return-value]  # the struct asked for


def every_struct(struct: type[Struct] = Dossier) -> Iterator[type[Struct]]:
    """The dossier, its sections and its kinds of row, each once."""
    yield struct
    for member in members(struct).values():
        if member.struct is not None:
            yield from every_struct(member.struct)


def every_path(struct: type[Struct] = Dossier, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every field of a dossier by its path, in the first row (`r`) of each list on the way."""
    for name, member in members(struct).items():
        if isinstance(member.description, Field):
            yield f"{prefix}{name}", member.description
        elif member.struct is not None:
            row = "[r]" if isinstance(member.description, Rows) else ""
            yield from every_path(member.struct, f"{prefix}{name}{row}.")


def with_every_row() -> Dossier:
    """An empty dossier with one row (`r`) in each list."""
    full = _full(Dossier)
    assert isinstance(full, Dossier)
    return full


def _full(struct: type[Struct]) -> Struct:
    given: dict[str, object] = {"id": "r"} if issubclass(struct, Row) else {}
    for name, member in members(struct).items():
        if member.struct is not None:
            inner = _full(member.struct)
            given[name] = (inner,) if isinstance(member.description, Rows) else inner
    return struct(**given)
