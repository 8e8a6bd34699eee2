"""Edits as values: kept, read and done again they do what they did."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dossier.arbitrary import dossiers, every_path, held_by, row_ids, structs, with_every_row
from maskdesk.dossier import edits
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.edits import Edit, Giving, MoveRow, RemoveRow
from maskdesk.dossier.fields import Field
from maskdesk.dossier.paths import NoSuchPlace, NotOfItsKind, describe, get, put, put_rows
from maskdesk.dossier.sections import Dossier, GoodsLine, Head, Lot, Row
from maskdesk.dossier.unread import Unread

FULL = with_every_row()
PATHS = sorted(path for path, _ in every_path())
SMALL = Dossier(
    head=Head(languages=("en",)),
    goods=(GoodsLine(id="g1", lots=(Lot(id="a"),)), GoodsLine(id="g2"), GoodsLine(id="g3")),
)


def again(edit: Edit | Giving) -> Edit:
    """An edit written and read."""
    return edits.read(edits.write(edit))


@given(data=st.data())
def test_a_value_put_is_put_the_same_from_its_record(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PATHS))
    description = describe(path)
    assert isinstance(description, Field)
    value = data.draw(st.one_of(st.none(), held_by(description)))
    edit = edits.putting(path, value)  # type: ignore[arg-type]  # of its kind
    after = edits.apply(FULL, again(edit))
    assert after == put(FULL, path, value)  # type: ignore[arg-type]  # of its kind
    assert type(get(after, path)) is type(get(put(FULL, path, value), path))  # type: ignore[arg-type]


@given(row=structs(GoodsLine), at=st.integers(0, 5))
def test_a_row_is_inserted_the_same_from_its_record(row: Row, at: int) -> None:
    taken = {one.id for one in SMALL.goods}
    edit = again(edits.inserting("goods", row, at))
    if row.id in taken:
        with pytest.raises(NotOfItsKind):
            edits.apply(SMALL, edit)
        return
    after = edits.apply(SMALL, edit)
    assert after.goods[min(at, 3)] == row
    assert edits.apply(after, again(RemoveRow(path=f"goods[{row.id}]"))) == SMALL


@given(data=st.data())
def test_a_place_given_anew_is_given_the_same_from_its_record(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PATHS))
    description = describe(path)
    assert isinstance(description, Field)
    after = put(FULL, path, data.draw(st.none() | held_by(description)))  # type: ignore[arg-type]
    for one, other in ((FULL, after), (after, FULL)):
        assert edits.apply(one, again(edits.giving(path, one, other))) == other


@given(before=dossiers(), rows=dossiers().map(lambda one: one.goods))
def test_rows_given_anew_are_given_the_same_from_their_record(
    before: Dossier, rows: tuple[GoodsLine, ...]
) -> None:
    there = {row.id for row in before.goods}
    mixed = (*before.goods[::-2], *(row for row in rows if row.id not in there))
    pairs = tuple(zip(before.goods, rows, strict=False))
    in_place = (*(replace(new, id=old.id) for old, new in pairs), *before.goods[len(pairs) :])
    for others in (mixed, in_place):
        after = put_rows(before, "goods", others)
        for one, other in ((before, after), (after, before)):
            assert edits.apply(one, again(edits.giving("goods", one, other))) == other


def test_rows_that_stay_are_recorded_by_their_ids_alone() -> None:
    one, two, three = SMALL.goods
    new = GoodsLine(id="g4", model="M")
    after = put_rows(SMALL, "goods", (three, replace(one, model="N"), new, two))
    giving = edits.giving("goods", SMALL, after)
    assert (giving.rows, giving.named) == (4, 4)
    assert msgspec.json.decode(edits.write(giving)) == {
        "edit": "give",
        "path": "goods",
        "held": [
            "g3",
            {"id": "g1", "model": "N", "lots": [{"id": "a"}]},
            {"id": "g4", "model": "M"},
            "g2",
        ],
    }
    for back in (edits.giving("goods", after, SMALL), edits.giving("goods[g1]", after, SMALL)):
        assert back.rows == 3
        assert edits.apply(after, again(back)) == SMALL


def test_of_rows_changed_where_they_stand_only_the_members_that_differ_are_recorded() -> None:
    one, two, three = SMALL.goods
    after = put_rows(SMALL, "goods", (replace(one, lots=()), two, replace(three, model="N")))
    giving = edits.giving("goods", SMALL, after)
    assert msgspec.json.decode(edits.write(giving)) == {
        "edit": "give",
        "path": "goods",
        "held": [
            {"id": "g1", "model": None, "lots": []},
            "g2",
            {"id": "g3", "model": "N", "lots": []},
        ],
        "names": ["model", "lots"],
    }
    assert edits.apply(SMALL, again(giving)) == after
    theirs = put_rows(SMALL, "goods", (replace(one, brand="THEIRS"), two))
    laid_over = edits.apply(theirs, again(giving)).goods
    assert laid_over == (replace(one, brand="THEIRS", lots=()), two)


def test_rows_given_anew_over_another_version_are_those_still_there() -> None:
    one, two, three = SMALL.goods
    turned = put_rows(SMALL, "goods", (three, two, one))
    theirs = put_rows(SMALL, "goods", (one, replace(three, model="THEIRS")))
    after = edits.apply(theirs, again(edits.giving("goods", SMALL, turned)))
    assert [(row.id, row.model) for row in after.goods] == [("g3", "THEIRS"), ("g1", None)]


def test_many_changed_rows_are_compared_some_at_a_time() -> None:
    rows = tuple(GoodsLine(id=f"g{n}", model="M") for n in range(1_700))
    dossier = put_rows(Dossier(), "goods", rows)
    after = put_rows(dossier, "goods", tuple(replace(row, model="N") for row in rows))
    giving = edits.giving("goods", dossier, after)
    # Before the first word of the entry the member in which they differ is found.
    assert next(at for at, one in enumerate(edits.portions(giving)) if one) > 10
    assert edits.apply(dossier, again(giving)) == after


def test_many_rows_are_recorded_as_a_few_are() -> None:
    rows = tuple(GoodsLine(id=f"g{n}", model=f"M{n}") for n in range(1_700))
    after = put_rows(Dossier(), "goods", rows)
    giving = edits.giving("goods", Dossier(), after)
    held = b"[" + b",".join(map(msgspec.json.encode, rows)) + b"]"
    assert edits.write(giving) == b'{"edit":"give","path":"goods","held":' + held + b"}"
    assert max(map(len, edits.portions(giving))) < len(held) / 10
    assert edits.apply(Dossier(), again(giving)) == after


@given(start=st.sampled_from(("g1", "g2", "g3")), to=st.integers(0, 9))
def test_a_moved_row_is_where_it_was_moved_to_and_still_the_same(start: str, to: int) -> None:
    after = edits.apply(SMALL, again(MoveRow(path=f"goods[{start}]", to=to)))
    ids = [row.id for row in after.goods]
    assert ids.index(start) == min(to, 2)
    assert [one for one in ids if one != start] == [r.id for r in SMALL.goods if r.id != start]
    assert set(map(id, after.goods)) == set(map(id, SMALL.goods))


@pytest.mark.parametrize("at", [-1, -10])
def test_a_row_has_no_place_before_the_first(at: int) -> None:
    with pytest.raises(NoSuchPlace):
        edits.apply(SMALL, again(edits.inserting("goods", GoodsLine(id="x"), at)))
    with pytest.raises(NoSuchPlace):
        edits.apply(SMALL, again(MoveRow(path="goods[g1]", to=at)))


@pytest.mark.parametrize(
    "path",
    ["", "goods", "goods[]", "goods[g9]", "goods[g1].lots", "goods[g1].model", "head", "nowhere[a]",
     "head.languages[en]", "goods[g1].lots[z]"],
)  # fmt: skip
def test_only_rows_that_are_there_are_moved_or_removed(path: str) -> None:
    for edit in (MoveRow(path=path, to=0), RemoveRow(path=path)):
        with pytest.raises(NoSuchPlace):
            edits.apply(SMALL, again(edit))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"edit":"put","path":"head.reference","value":5}', "head.reference"),
        (b'{"edit":"put","path":"head.reference","value":"\xff"}', "head.reference"),
        (b'{"edit":"put","path":"goods[g1].sterile","value":1}', "goods[g1].sterile"),
        (b'{"edit":"put","path":"goods[g1].pieces_declared","value":true}',
         "goods[g1].pieces_declared"),
        (b'{"edit":"insert","path":"goods","at":0,"row":{"model":"A"}}', "goods"),
        (b'{"edit":"insert","path":"goods","at":0,"row":{"id":"x","balloon":1}}', "goods"),
        (b'{"edit":"give","path":"goods","held":["g1",{"id":"x","balloon":1}]}', "goods"),
        (b'{"edit":"give","path":"goods[g1]","held":[5]}', "goods"),
        (b'{"edit":"give","path":"contract.number","held":5}', "contract.number"),
        (b"", "edit"),
        (b"\xff", "edit"),
        (b"[" * 100_000, "edit"),
        (b'{"edit":"forget","path":"goods"}', "edit"),
        (b'{"edit":"put","path":"head.reference"}', "edit"),
        (b'{"edit":"put","path":"head.reference","value":"a","who":"b"}', "edit"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_named(content: bytes, place: str) -> None:
    with pytest.raises(DamagedContent) as caught:
        edits.apply(SMALL, edits.read(content))
    assert caught.value.places["place"] == place


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b'{"edit":"put","path":"goods[g1].pieces_declared","value":-1}', DamagedContent),
        (b'{"edit":"put","path":"goods[g1].kind","value":"balloon"}', DamagedContent),
        (b'{"edit":"put","path":"goods[g1].country_of_origin","value":"XX"}', DamagedContent),
        (b'{"edit":"put","path":"goods","value":[]}', NoSuchPlace),
        (b'{"edit":"put","path":"goods[].model","value":"A"}', NoSuchPlace),
        (b'{"edit":"put","path":"nowhere","value":"A"}', NoSuchPlace),
        (b'{"edit":"insert","path":"goods","at":0,"row":{"id":"g1"}}', NotOfItsKind),
        (b'{"edit":"insert","path":"goods","at":0,"row":{"id":"x","pieces_declared":-5}}',
         DamagedContent),
        (b'{"edit":"insert","path":"goods","at":0,"row":{"id":"a b"}}', NotOfItsKind),
        (b'{"edit":"insert","path":"head","at":0,"row":{"id":"x"}}', NoSuchPlace),
        (b'{"edit":"insert","path":"goods[g1]","at":0,"row":{"id":"x"}}', NoSuchPlace),
        (b'{"edit":"give","path":"goods","held":["g1","g1"]}', NotOfItsKind),
        (b'{"edit":"give","path":"goods","held":[{"id":"a b"}]}', NotOfItsKind),
        (b'{"edit":"give","path":"head","held":{}}', NoSuchPlace),
        (b'{"edit":"give","path":"goods[g9].lots","held":[]}', NoSuchPlace),
        (b'{"edit":"insert","path":"head.languages","at":0,"row":{"id":"x"}}', NoSuchPlace),
    ],
)  # fmt: skip
def test_an_edit_that_cannot_be_is_refused(content: bytes, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        edits.apply(SMALL, edits.read(content))


def test_what_cannot_be_read_yet_is_kept_with_its_readings() -> None:
    typed = Unread(typed="60.000", language="en", readings=("60", "60000"))
    after = edits.apply(SMALL, again(edits.putting("goods[g1].pieces_declared", typed)))
    assert after.goods[0].pieces_declared == typed


def test_an_amount_keeps_its_places() -> None:
    after = edits.apply(SMALL, again(edits.putting("contract.value", Decimal("10.50"))))
    assert str(after.contract.value) == "10.50"


@given(row_id=row_ids)
def test_rows_within_rows_are_edited_by_their_ids(row_id: str) -> None:
    if row_id == "a":
        return
    after = edits.apply(SMALL, again(edits.inserting("goods[g1].lots", Lot(id=row_id), 0)))
    assert [lot.id for lot in after.goods[0].lots] == [row_id, "a"]
    assert after.goods[1] is SMALL.goods[1]
