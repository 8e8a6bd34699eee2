"""The declaration of announcement 5: the seven boxes, own words, a place for the company seal."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Customs, Dossier, GoodsLine
from maskdesk.dossier.unread import Unread
from maskdesk.law.reader import Law
from maskdesk.output.forms.cn_declaration_5 import FORM
from maskdesk.output.forms.form import Facts
from maskdesk.rules.evaluate import check
from output.forms.chinese_dossiers import DECLARATION, surgical_masks, with_long_names
from output.forms.pressed import (
    DAY,
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    press,
    pressed,
    printed_at,
    words_of,
)


def two_makers() -> Dossier:
    dossier = surgical_masks(2)
    return replace(dossier, goods=(dossier.goods[0], replace(dossier.goods[1], producer="p2")))


OVERLONG = {
    "200 lots": surgical_masks(1, 200),
    "40 lines": surgical_masks(40, 12),
    "long names": with_long_names(surgical_masks()),
    "long names in 40 lines": with_long_names(surgical_masks(40)),
    "two makers": two_makers(),
    "nothing": Dossier(),
}


def test_the_boxes_hold_what_the_dossier_says() -> None:
    drawing = pressed(FORM, surgical_masks())
    assert drawing.pages == 1
    read = words_of(drawing)
    for words in ("出口医疗物资声明", "医用外科口罩", "2,000,000个", "苏械注准SAMPLE1", "德国"):
        assert words in read
    for words in ("IIR型", "SM0-2004000、SM0-2004001", "样例口罩厂", "2020年5月6日"):
        assert words in read
    assert "SAMPLE-TR" not in read
    assert printed_at(drawing, "goods[g0].unit") == {"个"}


def test_the_company_seals_over_its_name_and_the_day() -> None:
    drawing = pressed(FORM, surgical_masks())
    (place,) = drawing.places
    assert place.name == "SigExporter"
    name, day = (
        next(one for one in drawing.placements if one.path == path)
        for path in ("exporter.name_local", "papers[x].day")
    )
    millimetres = (place.box[3] - day.box[1]) / 72 * 25.4
    assert place.box[1] >= name.box[3] >= day.box[3]
    assert millimetres >= 42


def test_several_products_stand_in_a_table_and_a_common_maker_once() -> None:
    drawing = pressed(FORM, surgical_masks(3))
    read = words_of(drawing)
    assert read.count("医用外科口罩") == 3
    assert read.count("样例口罩厂") == 1
    assert {"样例口罩厂", "样例第二口罩厂"} <= {
        one.text for one in pressed(FORM, two_makers()).placements
    }


def test_goods_that_are_not_medical_are_not_declared() -> None:
    dossier = surgical_masks()
    other = GoodsLine(id="n", kind="non-medical-mask", use="daily", name_chinese="日常口罩")
    drawing = pressed(FORM, replace(dossier, goods=(*dossier.goods, other)))
    assert "日常口罩" not in words_of(drawing)


def test_only_the_lines_of_the_declaration_at_hand_stand_on_it() -> None:
    dossier = replace(surgical_masks(3), customs=Customs(declarations=(DECLARATION,)))
    report = check(dossier, Law(packs=()), DAY)
    facts = Facts(dossier=dossier, report=report, form=FORM.id, declaration=DECLARATION)
    drawing = press().draw(FORM, facts, draft=False)
    assert "750,000个" in words_of(drawing)
    assert printed_at(drawing, "customs.declarations[d1].lines[r1].pieces") == {"750,000"}
    assert printed_at(drawing, "goods[g1].lots[l0].number") == {"SM1-2004000"}
    assert not printed_at(drawing, "goods[g0].lots[l0].number")


def test_what_is_missing_or_unread_leaves_an_empty_box() -> None:
    dossier = surgical_masks()
    line = replace(dossier.goods[0], pieces_declared=Unread(typed="2o00"), producer=None, lots=())
    drawing = pressed(FORM, replace(dossier, goods=(line,), certificates=(), papers=()))
    assert "2o00" not in words_of(drawing)
    for path in ("goods[g0].pieces_declared", "goods[g0].producer"):
        assert printed_at(drawing, path) == {""}


@pytest.mark.parametrize("name", ["one", *OVERLONG])
def test_nothing_is_lost_however_long(name: str) -> None:
    dossier = OVERLONG.get(name) or surgical_masks()
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for line in dossier.goods:
        assert all(str(lot.number) in read for lot in line.lots)
    assert len(drawing.places) == 1


def test_every_word_of_the_wording_is_printed() -> None:
    line = surgical_masks().goods[0]
    units = tuple(replace(line, unit=unit) for unit in ("C62", "PR", "SET", "KT"))
    dossiers = [replace(surgical_masks(), goods=(one,), papers=()) for one in units]
    assert not keys_never_printed(FORM, [*dossiers, two_makers()], "zh")


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, surgical_masks()))
