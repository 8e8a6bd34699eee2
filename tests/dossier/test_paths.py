"""Naming any place, reading it there, putting a value there; and any run of edits taken back."""

import sys
import threading
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from dossier.arbitrary import dossiers, every_path, held_by, structs, values_of, with_every_row
from maskdesk.dossier import kinds
from maskdesk.dossier.fields import Field, Part, Rows, members
from maskdesk.dossier.kinds import Value
from maskdesk.dossier.paths import (
    NoSuchPlace,
    NotOfItsKind,
    SoundRows,
    describe,
    enter_values,
    every,
    fields,
    get,
    insert_row,
    look_for_unread,
    member_at,
    prove_rows,
    put,
    put_rows,
    rearranged,
    remove_row,
    rows_at,
    steps,
    unread,
)
from maskdesk.dossier.sections import (
    Certificate,
    Contract,
    Dossier,
    GoodsLine,
    Head,
    Lot,
    Row,
    Support,
)
from maskdesk.dossier.unread import Unread

FULL = with_every_row()
PATHS = dict(every_path())
SMALL = Dossier(
    head=Head(languages=("en", "vi")),
    goods=(
        GoodsLine(id="g1", model="A", lots=(Lot(id="a", number="1"), Lot(id="b"))),
        GoodsLine(id="g2"),
    ),
    support=(Support(id="s1", facility="SAMPLE A"),),
)


def parts(held: Struct, prefix: str = "") -> dict[str, object]:
    """Every section, list and row below a struct by its path."""
    found: dict[str, object] = {}
    for name, member in members(type(held)).items():
        value, path = getattr(held, name), f"{prefix}{name}"
        if isinstance(member.description, Part):
            found[path] = value
            found |= parts(value, f"{path}.")
        elif isinstance(member.description, Rows):
            found[path] = value
            for row in value:
                found[f"{path}[{row.id}]"] = row
                found |= parts(row, f"{path}[{row.id}].")
    return found


def on_the_way(part: str, path: str) -> bool:
    """Whether a part of the dossier holds the place a path leads to."""
    return path == part or path.startswith((f"{part}.", f"{part}["))


@pytest.mark.parametrize("path", PATHS)
def test_every_field_can_be_put_and_read_and_cleared(path: str) -> None:
    field = PATHS[path]
    value: dict[type[kinds.Kind], object] = {
        kinds.Choices: ("en",),
        kinds.Texts: ("a",),
        kinds.Whole: 0,
        kinds.Measure: Decimal("0.0"),
        kinds.Day: date(2020, 5, 6),
        kinds.YesNo: False,
    }
    given = next((held for one, held in value.items() if isinstance(field.kind, one)), None)
    if isinstance(field.kind, kinds.Choice):
        code = next(iter(field.kind.labels))
        given = (code,) if isinstance(field.kind, kinds.Choices) else code
    after = put(FULL, path, given)  # type: ignore[arg-type]  # a value of the kind
    assert get(after, path) == given or given is None
    typed = put(after, path, Unread(typed="12o"))
    assert get(typed, path) == Unread(typed="12o")
    cleared = put(typed, path, None)
    assert get(cleared, path) in (None, ())
    assert get(FULL, path) in (None, (), 1)


@given(data=st.data())
def test_a_value_put_is_there_and_everything_beside_it_is_the_very_same(
    data: st.DataObject,
) -> None:
    path = data.draw(st.sampled_from(sorted(PATHS)))
    value = data.draw(held_by(PATHS[path]))
    after = put(FULL, path, value)  # type: ignore[arg-type]  # a value of the kind
    assert get(after, path) == value or (value is None and get(after, path) == ())
    assert type(get(after, path)) is type(value) or value is None
    before_parts, after_parts = parts(FULL), parts(after)
    for part, held in before_parts.items():
        if on_the_way(part, path):
            assert after_parts[part] is not held
        else:
            assert after_parts[part] is held


@given(data=st.data())
def test_a_value_of_another_kind_is_refused_everywhere(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(PATHS)))
    other = data.draw(st.sampled_from(sorted(PATHS)))
    value = data.draw(values_of(PATHS[other].kind))
    if PATHS[path].kind.accepts(value):
        assert get(put(FULL, path, value), path) == value  # type: ignore[arg-type]  # accepted
    else:
        with pytest.raises(NotOfItsKind):
            put(FULL, path, value)  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("contract.pieces_ordered", True),
        ("contract.pieces_ordered", -1),
        ("contract.pieces_ordered", 1.0),
        ("contract.value", Decimal("NaN")),
        ("contract.value", 5),
        ("contract.signed", "2020-03-01"),
        ("contract.type", "gift"),
        ("goods[g1].sterile", 1),
        ("goods[g1].standards", ["EN 14683:2025"]),
        ("goods[g1].standards", ("EN 14683:2025", Unread(typed="?"))),
        ("goods[g1].standards", ("",)),
        ("evidence[x].digest", "abc"),
        ("head.reference", ("a",)),
    ],
)
def test_what_is_no_value_of_the_field_is_refused(path: str, value: object) -> None:
    with pytest.raises((NotOfItsKind, NoSuchPlace)):
        put(SMALL, path, value)  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "nowhere", "head.nowhere", "head..note", "Head.note", "head.note ", "__class__"),
        *("id", "goods[g1].id", "head.note.typed", "head[x].note", "contract[].number"),
        *("goods.model", "goods.count", "goods[g1].lots.number", "goods[g1", "goods[ü].model"),
        *("goods[g1].model[0]", "customs.declarations.lines.pieces"),
    ],
)
def test_a_path_no_dossier_has_is_refused_everywhere(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        describe(path)
    with pytest.raises(NoSuchPlace):
        put(SMALL, path, "x")
    with pytest.raises(NoSuchPlace):
        get(SMALL, path)
    with pytest.raises(NoSuchPlace):
        rows_at(SMALL, path)
    with pytest.raises(NoSuchPlace):
        list(every(SMALL, path))
    with pytest.raises(NoSuchPlace):
        remove_row(SMALL, path)
    with pytest.raises(NoSuchPlace):
        put_rows(SMALL, path, ())


@pytest.mark.parametrize(
    "path", ["goods[g9].model", "goods[].model", "goods[g1].lots[z].number", "support[].facility"]
)
def test_a_row_that_is_not_there_is_refused(path: str) -> None:
    assert isinstance(describe(path), Field)
    with pytest.raises(NoSuchPlace):
        put(SMALL, path, "x")
    with pytest.raises(NoSuchPlace):
        get(SMALL, path)


@pytest.mark.parametrize("path", ["goods", "goods[g1]", "goods[g1].lots", "contract", "head"])
def test_a_value_is_put_into_fields_only(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        put(SMALL, path, "x")


@pytest.mark.parametrize(
    "path",
    ["head.languages", "head.languages[en]", "contract", "goods[g1]", "goods[]", "head.note"],
)
def test_rows_are_only_where_a_list_is(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        rows_at(SMALL, path)
    with pytest.raises(NoSuchPlace):
        put_rows(SMALL, path, (GoodsLine(id="x"),))
    with pytest.raises(NoSuchPlace):
        insert_row(SMALL, path, GoodsLine(id="x"))


@pytest.mark.parametrize(
    "path", ["goods", "goods[]", "goods[g9]", "head.languages[en]", "contract"]
)
def test_only_a_row_that_is_there_can_be_taken_out(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        remove_row(SMALL, path)


@pytest.mark.parametrize(
    "row",
    [
        Support(id="x"),
        GoodsLine(id="g1"),
        GoodsLine(id=""),
        GoodsLine(id="a b"),
        GoodsLine(id="g" * 41),
        GoodsLine(id="x", pieces_declared=-1),
        GoodsLine(id="x", unit_price=Decimal("sNaN")),
        GoodsLine(id="x", kind="balloon"),
        GoodsLine(id="x", lots=(Lot(id="a"), Lot(id="a"))),
        GoodsLine(id="x", lots=(Lot(id="a b"),)),
        GoodsLine(id="x", lots=(Lot(id="a", pieces=-5),)),
        GoodsLine(id="x", lots=[Lot(id="a")]),  # type: ignore[arg-type]  # the point of the test
    ],
)
def test_a_row_that_could_not_be_opened_again_is_refused(row: Row) -> None:
    with pytest.raises(NotOfItsKind):
        insert_row(SMALL, "goods", row)


def test_the_text_of_a_row_is_composed_as_it_enters() -> None:
    decomposed = unicodedata.normalize("NFD", "Việt")
    after = insert_row(SMALL, "goods", GoodsLine(id="x", model=decomposed, standards=(decomposed,)))
    assert after.goods[-1] == GoodsLine(id="x", model="Việt", standards=("Việt",))
    assert get(put(SMALL, "head.note", decomposed), "head.note") == "Việt"


def test_rows_that_were_there_stay_the_very_same() -> None:
    after = insert_row(SMALL, "goods", GoodsLine(id="x"), 1)
    assert [row.id for row in after.goods] == ["g1", "x", "g2"]
    assert after.goods[0] is SMALL.goods[0]
    assert after.goods[2] is SMALL.goods[1]
    assert after.support is SMALL.support
    left = remove_row(after, "goods[x]")
    assert left == SMALL
    assert left.goods[0] is SMALL.goods[0]


def test_rows_made_beforehand_are_put_as_they_were_made() -> None:
    decomposed = unicodedata.normalize("NFD", "Việt")
    first = enter_values("goods", GoodsLine(id="x"), {"model": decomposed, "standards": None})
    second = enter_values("goods", SMALL.goods[0], {"model": None, "pieces_declared": 7})
    after = put_rows(SMALL, "goods", proven((first, second)))
    assert after.goods[0] is first
    assert after.goods[0] == GoodsLine(id="x", model="Việt")
    assert after.goods[1] == replace(SMALL.goods[0], model=None, pieces_declared=7)


def test_rows_made_beforehand_are_held_to_the_same() -> None:
    for value in (-1, "twelve"):
        with pytest.raises(NotOfItsKind):
            enter_values("goods", GoodsLine(id="x"), {"pieces_declared": value})
    with pytest.raises(NotOfItsKind):
        enter_values("goods", GoodsLine(id="x"), {"lots": ("a",)})
    twice = (GoodsLine(id="x"), GoodsLine(id="x"))
    with pytest.raises(NotOfItsKind):
        proven(twice)
    old = SMALL.goods[0]
    with pytest.raises(NotOfItsKind):
        proven((old, enter_values("goods", old, {"model": "B"})))


def test_rows_proven_for_another_list_are_asked_again() -> None:
    wrong = (GoodsLine(id="x", pieces_declared=-1),)
    put_rows(SMALL, "goods", proven(wrong))
    with pytest.raises(NotOfItsKind):
        put_rows(put(SMALL, "goods[g1].model", "B"), "goods", proven(wrong))


def test_rows_of_a_list_stand_in_another_order_or_are_fewer() -> None:
    one, two = SMALL.goods
    assert put_rows(SMALL, "goods", rearranged(SMALL.goods, (1, 0))).goods == (two, one)
    (left,) = put_rows(SMALL, "goods", rearranged(SMALL.goods, [1])).goods
    assert left is two


def proven(rows: tuple[GoodsLine, ...]) -> SoundRows:
    """Rows proven for the goods lines, as rows that were entered."""
    *_, sound = prove_rows("goods", rows, SMALL.goods, rows)
    assert sound is not None
    return sound


def test_rows_within_rows_are_reached_by_both_ids() -> None:
    after = insert_row(SMALL, "goods[g2].lots", Lot(id="a", number="7"))
    assert get(after, "goods[g2].lots[a].number") == "7"
    assert get(after, "goods[g1].lots[a].number") == "1"
    assert remove_row(after, "goods[g2].lots[a]") == SMALL


def test_every_place_is_spelled_out_in_the_order_of_the_rows() -> None:
    assert list(every(SMALL, "goods[].lots[].number")) == [
        ("goods[g1].lots[a].number", "1"),
        ("goods[g1].lots[b].number", None),
    ]
    assert list(every(SMALL, "goods[g1].model")) == [("goods[g1].model", "A")]
    assert list(every(SMALL, "goods[g9].model")) == []
    assert [path for path, _ in every(SMALL, "goods[]")] == ["goods[g1]", "goods[g2]"]


def test_a_row_links_to_nothing_without_harm() -> None:
    dossier = put(SMALL, "goods[g1].producer", "gone")
    assert get(dossier, "goods[g1].producer") == "gone"
    assert remove_row(dossier, "goods[g1]").goods == SMALL.goods[1:]


def test_a_thousand_rows_are_edited_one_at_a_time() -> None:
    rows = tuple(GoodsLine(id=f"g{n}") for n in range(5_000))
    dossier = put_rows(Dossier(), "goods", rows)
    after = put(dossier, "goods[g4999].model", "last")
    assert sum(one is not two for one, two in zip(dossier.goods, after.goods, strict=True)) == 1


@given(dossier=dossiers())
def test_every_field_is_found_once_at_a_path_that_leads_to_it(dossier: Dossier) -> None:
    found = list(fields(dossier))
    assert len({path for path, _, _ in found}) == len(found)
    for path, field, value in found:
        assert get(dossier, path) is value
        assert describe(path) is field
        assert member_at(path).name == steps(path)[-1].name
    kept = unread(dossier)
    assert list(kept) == [(path, value) for path, _, value in found if isinstance(value, Unread)]


@given(data=st.data())
def test_any_run_of_edits_taken_back_one_by_one_gives_each_dossier_again(
    data: st.DataObject,
) -> None:
    first = data.draw(dossiers())
    states = [first]
    for _ in range(data.draw(st.integers(1, 8))):
        places = [path for path, _, _ in fields(states[-1])]
        path = data.draw(st.sampled_from(places))
        description = describe(path)
        assert isinstance(description, Field)
        value = data.draw(st.one_of(st.none(), held_by(description)))
        states.append(put(states[-1], path, value))  # type: ignore[arg-type]  # of its kind
        before: Value | Unread = get(states[-2], path)  # type: ignore[assignment]  # a field
        if before is not None and before != ():
            assert put(states[-1], path, before) == states[-2]
    assert states[0] == first


@given(row=structs(Certificate), rows=st.lists(st.integers(0, 3), max_size=3))
def test_a_row_put_in_and_taken_out_leaves_no_trace(row: Struct, rows: list[int]) -> None:
    assert isinstance(row, Certificate)
    dossier = Dossier(
        contract=Contract(number="1"),
        certificates=tuple(
            Certificate(id=f"~{n}".replace("~", "other-")) for n in sorted(set(rows))
        ),
    )
    longer = insert_row(dossier, "certificates", row)
    assert longer.certificates[-1] == row
    assert remove_row(longer, f"certificates[{row.id}]") == dossier
    assert longer.contract is dossier.contract


def test_what_is_unread_is_found_at_every_depth_and_in_every_state() -> None:
    typed = Unread(typed="12o")
    assert unread(SMALL) == ()
    at_lot = put(SMALL, "goods[g1].lots[a].pieces", typed)
    assert unread(at_lot) == (("goods[g1].lots[a].pieces", typed),)
    at_both = put(put(at_lot, "contract.pieces_ordered", typed), "goods[g1].model", typed)
    places = ["contract.pieces_ordered", "goods[g1].model", "goods[g1].lots[a].pieces"]
    assert [path for path, _ in unread(at_both)] == places
    assert unread(put(at_lot, "goods[g1].lots[a].pieces", 12)) == ()
    assert unread(at_lot) == (("goods[g1].lots[a].pieces", typed),)


def test_rows_known_to_be_read_are_passed_over_some_at_a_time() -> None:
    rows = tuple(GoodsLine(id=f"g{n}") for n in range(12_000))
    assert unread(Dossier(goods=rows)) == ()
    assert len(list(look_for_unread(Dossier(goods=rows[::-1])))) > 5


def test_what_is_unread_in_one_dossier_is_not_taken_for_anothers_in_another_thread() -> None:
    at_lot = put(SMALL, "goods[g1].lots[a].pieces", Unread(typed="12o"))
    wrong: list[int] = []

    def look(dossier: Dossier, expected: int) -> None:
        wrong.extend(expected for _ in range(6_000) if len(unread(dossier)) != expected)

    lookers = [threading.Thread(target=look, args=one) for one in ((SMALL, 0), (at_lot, 1))]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for looker in lookers:
            looker.start()
        for looker in lookers:
            looker.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []


def test_what_is_unread_follows_rows_that_are_moved_taken_out_and_mended() -> None:
    typed = Unread(typed="12o")
    rows = tuple(GoodsLine(id=f"r{n}", pieces_ordered=typed if n % 2 else n) for n in range(6))
    first = put_rows(SMALL, "goods", rows)
    turned = put_rows(first, "goods", rows[::-1])
    fewer = put_rows(turned, "goods", rows[:3:-1])
    mended = put(fewer, "goods[r5].pieces_ordered", 5)
    spoilt = put(mended, "goods[r4].model", typed)
    found = [
        [path for path, _ in unread(one)] for one in (first, turned, fewer, mended, spoilt, first)
    ]
    odd = [f"goods[r{n}].pieces_ordered" for n in (1, 3, 5)]
    assert found == [odd, odd[::-1], odd[2:], [], ["goods[r4].model"], odd]
