"""The producer's commission: one for each producer goods are bought from, signed by it alone."""

from datetime import date

import pytest
from msgspec.structs import replace

from desk.made import MOMENT, practice
from maskdesk.desk.making import Making
from maskdesk.desk.plan import plan
from maskdesk.dossier.sections import Dossier, Paper
from maskdesk.law.reader import Law
from maskdesk.output.forms import FORMS
from maskdesk.output.forms.cn_producer_authorisation import FORM
from maskdesk.rules.evaluate import check
from output.forms.chinese_dossiers import respirators, surgical_masks, with_long_names
from output.forms.pressed import (
    DAY,
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)

ONE = "producers[p1]"


def commissioned(lines: int = 1, lots: int = 2, relation: str = "toll") -> Dossier:
    dossier = respirators(lines)
    lotted = surgical_masks(lines, lots).goods
    goods = tuple(
        replace(line, lots=other.lots) for line, other in zip(dossier.goods, lotted, strict=True)
    )
    first = replace(
        dossier.producers[0],
        relation=relation,
        code="91350100M000100Y43",
        address="福建省样例市样例路2号",
        authorisation_number="SAMPLE-W-1",
        authorisation_day=date(2020, 5, 1),
    )
    own = replace(dossier.producers[1], relation="own")
    exporter = replace(dossier.exporter, address_local="江苏省样例市样例路1号")
    return replace(dossier, goods=goods, exporter=exporter, producers=(first, own))


def test_there_is_one_for_each_producer_that_is_not_the_exporters_own() -> None:
    dossier = commissioned()
    assert FORM.subjects(dossier) == (ONE,)
    both = replace(
        dossier, producers=tuple(replace(one, relation="bought") for one in dossier.producers)
    )
    assert FORM.subjects(both) == (ONE, "producers[p2]")
    assert FORM.subjects(Dossier()) == ()


def test_both_sides_the_goods_and_the_producers_own_number_stand_on_it() -> None:
    drawing = pressed(FORM, commissioned(), subject=ONE)
    assert drawing.pages == 1
    read = words_of(drawing)
    for words in ("出口委托书", "编号：SAMPLE-W-1", "91350100M000100Y43", "福建省样例市样例路2号"):
        assert words in read
    for words in ("样例医疗用品（苏州）有限公司", "江苏省样例市样例路1号", "2,000,000个", "加拿大"):
        assert words in read
    assert printed_at(drawing, "producers[p1].authorisation_day") == {"2020年5月1日"}


def test_only_the_goods_this_producer_made_stand_on_it() -> None:
    dossier = commissioned(2)
    goods = (dossier.goods[0], replace(dossier.goods[1], producer="p2"))
    drawing = pressed(FORM, replace(dossier, goods=goods), subject=ONE)
    assert printed_at(drawing, "goods[g0].model") == {"KN-0"}
    assert not printed_at(drawing, "goods[g1].model")


def test_the_relation_says_how_the_goods_came() -> None:
    assert "定作" in words_of(pressed(FORM, commissioned(), subject=ONE))
    assert "售予" in words_of(pressed(FORM, commissioned(relation="bought"), subject=ONE))


def test_the_producer_seals_it_and_no_identity_of_the_exporter_does() -> None:
    drawing = pressed(FORM, commissioned(), subject=ONE)
    (place,) = drawing.places
    assert place.name == "SigProducer"
    dossier = replace(commissioned(), papers=(Paper(id="x", form=FORM.id, wished=True),))
    (paper, _) = plan(dossier, check(dossier, Law(packs=()), DAY), {})
    assert (paper.form, paper.subject) == (FORM.id, ONE)
    making = Making(moment=MOMENT, identity=practice())
    assert making.way(paper) == "ink"
    assert making.way(replace(paper, finish="signed")) == "ink"
    assert making.way(replace(paper, form="cn-joint-declaration")) == "signed"


def test_papers_that_nobody_signs_are_finished_for_ink() -> None:
    making = Making(moment=MOMENT, identity=practice())
    dossier = replace(commissioned(), papers=(Paper(id="x", form=FORM.id, wished=True),))
    (paper, _) = plan(dossier, check(dossier, Law(packs=()), DAY), {})
    unsigned = [form.id for form in FORMS.values() if not form.signers]
    assert unsigned
    assert {making.way(replace(paper, form=form)) for form in unsigned} == {"ink"}


OVERLONG = {
    "200 lots": commissioned(1, 200),
    "40 lines": commissioned(40, 12),
    "long names": with_long_names(commissioned()),
    "nothing of it": replace(commissioned(), goods=()),
}


@pytest.mark.parametrize("name", ["one", *OVERLONG])
def test_nothing_is_lost_however_long(name: str) -> None:
    dossier = OVERLONG.get(name) or commissioned()
    drawing = pressed(FORM, dossier, subject=ONE)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for line in dossier.goods:
        assert all(str(lot.number) in read for lot in line.lots)
    assert len(drawing.places) == 1


def test_without_a_producer_it_is_a_sheet_to_fill_in() -> None:
    drawing = pressed(FORM, Dossier())
    assert_nothing_leaves_the_page(FORM, drawing)
    assert "年月日" in words_of(drawing)


def test_every_word_of_the_wording_is_printed() -> None:
    line = commissioned().goods[0]
    units = tuple(replace(line, unit=unit) for unit in ("C62", "PR", "SET", "KT"))
    dossiers = [replace(commissioned(relation="bought"), goods=(one,)) for one in units]
    undated = replace(dossiers[0].producers[0], authorisation_day=None)
    dossiers.append(replace(commissioned(), producers=(replace(undated, relation="toll"),)))
    never = keys_never_printed(FORM, dossiers, "zh")
    assert never == {"goods"}
    assert "委托人生产下列产品：" in words_of(pressed(FORM, Dossier()))


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, commissioned(), subject=ONE))
