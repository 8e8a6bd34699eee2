"""The label proof: one for each non-medical line, ticked only where the clerk answered yes."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier, Lot, Paper
from maskdesk.output.forms.cn_label_proof import FORM
from output.forms.chinese_dossiers import respirators, surgical_masks, with_long_names
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

ONE = "goods[g0]"
WORDING = "KN95 非医用防护口罩\nNon-medical protective mask"


def packed(lots: int = 2, **changes: object) -> Dossier:
    dossier = respirators()
    line = replace(
        dossier.goods[0],
        pack_wording=WORDING,
        brand="SAMPLE",
        ce_mark=False,
        composition="无纺布、熔喷布",
        lots=tuple(
            Lot(
                id=f"l{n}",
                number=f"KN0-2004{n:03}",
                produced=date(2020, 4, 1),
                expires=date(2022, 3, 31),
            )
            for n in range(lots)
        ),
        **changes,
    )
    maker = replace(dossier.producers[0], address="福建省样例市样例路2号")
    papers = (Paper(id="x", form=FORM.id, subject=ONE, day=date(2020, 5, 6)),)
    return replace(dossier, goods=(line,), producers=(maker,), papers=papers)


def test_there_is_one_for_each_line_that_is_not_medical() -> None:
    mixed = replace(packed(), goods=(*packed().goods, replace(surgical_masks().goods[0], id="m")))
    assert FORM.subjects(mixed) == (ONE,)
    assert FORM.subjects(surgical_masks()) == ()


def test_the_wording_on_the_pack_and_the_slip_stand_on_one_page() -> None:
    drawing = pressed(FORM, packed(), subject=ONE)
    assert drawing.pages == 1
    assert printed_at(drawing, "goods[g0].pack_wording") == {WORDING}
    read = words_of(drawing)
    for words in ("GB2626-2006", "无纺布、熔喷布", "样例口罩厂", "福建省样例市样例路2号", "检验章"):
        assert words in read
    assert printed_at(drawing, "goods[g0].lots[l1].expires") == {"2022-03-31"}
    assert printed_at(drawing, "papers[x].day") == {"2020年5月6日"}


@pytest.mark.parametrize("field", ["pack_checked", "slip_in_pack"])
def test_a_check_is_ticked_only_where_the_clerk_answered_yes(field: str) -> None:
    path = f"goods[g0].{field}"
    for answer, mark in ((True, "x"), (False, ""), (None, "")):
        drawing = pressed(FORM, put(packed(), path, answer), subject=ONE)
        assert printed_at(drawing, path) == {mark}


OVERLONG = {
    "200 lots": packed(200),
    "long names": with_long_names(packed()),
    "long wording": replace(
        packed(), goods=(replace(packed().goods[0], pack_wording="非医用 SAMPLE wording " * 90),)
    ),
    "no producer": packed(producer=None),
}


@pytest.mark.parametrize("name", ["one", *OVERLONG])
def test_nothing_is_lost_however_long(name: str) -> None:
    dossier = OVERLONG.get(name) or packed()
    drawing = pressed(FORM, dossier, subject=ONE)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    assert all(str(lot.number) in read for lot in dossier.goods[0].lots)
    assert [place.name for place in drawing.places] == ["SigExporter"]


def test_without_goods_it_is_a_sheet_to_fill_in() -> None:
    drawing = pressed(FORM, Dossier())
    assert_nothing_leaves_the_page(FORM, drawing)
    assert drawing.pages == 1


def test_every_word_of_the_wording_is_printed() -> None:
    assert not keys_never_printed(FORM, [replace(packed(), papers=())], "zh")


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, packed(), subject=ONE))
