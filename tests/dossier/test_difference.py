"""What differs between two dossiers: every field that changed, and the rows that came and went."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dossier.arbitrary import dossiers
from maskdesk.dossier.difference import Difference, differences
from maskdesk.dossier.paths import fields, get, put, put_rows
from maskdesk.dossier.sections import (
    Contract,
    ContractAnnex,
    Dossier,
    GoodsLine,
    Lot,
    Party,
)
from maskdesk.dossier.unread import Unread

LOTS = (Lot(id="l1", number="1"), Lot(id="l2", number="2"))
BEFORE = Dossier(
    id="SAMPLE",
    contract=Contract(number="1", annexes=(ContractAnnex(id="a", number="A"),)),
    goods=(GoodsLine(id="g1", model="M", lots=LOTS), GoodsLine(id="g2")),
)


def test_nothing_differs_from_itself_or_an_equal_one() -> None:
    assert differences(BEFORE, BEFORE) == ()
    assert differences(BEFORE, replace(BEFORE, contract=replace(BEFORE.contract))) == ()


def test_each_field_is_told_with_both_values_in_page_order() -> None:
    after = put(BEFORE, "goods[g1].lots[l2].produced", date(2020, 5, 6))
    after = put(after, "contract.number", "2")
    after = put(after, "contract.annexes[a].number", None)
    assert differences(BEFORE, after) == (
        Difference(path="contract.number", before="1", after="2"),
        Difference(path="contract.annexes[a].number", before="A", after=None),
        Difference(path="goods[g1].lots[l2].produced", after=date(2020, 5, 6)),
    )


def test_rows_that_came_and_went_are_told_whole() -> None:
    after = put_rows(BEFORE, "goods[g1].lots", (LOTS[1], Lot(id="l3")))
    after = put_rows(after, "parties", (Party(id="p", name="SAMPLE"),))
    assert differences(BEFORE, after) == (
        Difference(path="parties[p]", after=Party(id="p", name="SAMPLE")),
        Difference(path="goods[g1].lots[l1]", before=LOTS[0]),
        Difference(path="goods[g1].lots[l3]", after=Lot(id="l3")),
    )


def test_a_row_that_moved_is_the_same_row() -> None:
    assert differences(BEFORE, put_rows(BEFORE, "goods", BEFORE.goods[::-1])) == ()


def test_text_that_cannot_be_read_yet_differs_from_what_it_replaced() -> None:
    unread = Unread(typed="12o", language="en")
    after = put(BEFORE, "goods[g1].pieces_declared", unread)
    assert differences(BEFORE, after) == (
        Difference(path="goods[g1].pieces_declared", after=unread),
    )


def test_the_rows_a_row_brought_or_took_are_not_told_again() -> None:
    (gone,) = differences(BEFORE, put_rows(BEFORE, "goods", BEFORE.goods[1:]))
    assert gone == Difference(path="goods[g1]", before=BEFORE.goods[0])


@given(dossiers(), dossiers())
def test_there_and_back_differ_alike(one: Dossier, other: Dossier) -> None:
    there = {(d.path, str(d.before), str(d.after)) for d in differences(one, other)}
    back = {(d.path, str(d.after), str(d.before)) for d in differences(other, one)}
    assert there == back
    assert not there or one != other


@given(dossiers(), st.data())
def test_exactly_the_field_that_was_changed_is_told(dossier: Dossier, data: st.DataObject) -> None:
    filled = [path for path, _, value in fields(dossier) if value not in (None, (), "")]
    if not filled:
        return
    path = data.draw(st.sampled_from(filled))
    after = put(dossier, path, None)
    told = differences(dossier, after)
    before, now = get(dossier, path), get(after, path)
    assert told == (() if before == now else (Difference(path=path, before=before, after=now),))
