"""The declaration of announcement 12, part II: both languages, foreign certificates, own words."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier, GoodsLine, Paper
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.cn_foreign_certified_declaration import FORM
from output.forms.chinese_dossiers import surgical_masks, with_long_names
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)


def foreign(lines: int = 1, lots: int = 2) -> Dossier:
    dossier = surgical_masks(lines, lots)
    goods = tuple(
        replace(line, standards=("YY 0469-2011", "EN 14683:2019+AC:2019")) for line in dossier.goods
    )
    held = (
        Certificate(
            id="ce",
            scheme="eu-device-certificate",
            number="SAMPLE-CE-1",
            goods=tuple(line.id for line in goods),
        ),
        Certificate(id="report", scheme="test-report", number="SAMPLE-TR", goods=("g0",)),
    )
    papers = (Paper(id="x", form=FORM.id, day=date(2020, 5, 6)),)
    return replace(dossier, goods=goods, certificates=held, papers=papers)


def two_makers() -> Dossier:
    dossier = foreign(2)
    return replace(dossier, goods=(dossier.goods[0], replace(dossier.goods[1], producer="p2")))


OVERLONG = {
    "200 lots": foreign(1, 200),
    "40 lines": foreign(40, 12),
    "long names": with_long_names(foreign()),
    "long names in 40 lines": with_long_names(foreign(40)),
    "two makers": two_makers(),
    "nothing": Dossier(),
}


def test_both_languages_stand_with_what_the_dossier_says() -> None:
    drawing = pressed(FORM, foreign())
    assert drawing.pages == 1
    read = words_of(drawing)
    for words in ("出口医疗物资声明", "ExportDeclarationofMedicalSupplies", "医用外科口罩"):
        assert words in read
    for words in ("Surgicalmask", "2,000,000个/pcs", "德国Germany", "EN14683:2019+AC:2019，IIR型"):
        assert words in read
    assert printed_at(drawing, "certificates[ce].number") == {"SAMPLE-CE-1"}
    assert "SAMPLE-TR" not in read


def test_only_the_exporter_seals_it() -> None:
    (place,) = pressed(FORM, foreign()).places
    assert place.name == "SigExporter"
    assert FORM.exporter_signs


def test_a_chinese_registration_is_not_a_foreign_one() -> None:
    dossier = foreign()
    registered = replace(dossier.certificates[0], scheme="nmpa-registration")
    drawing = pressed(FORM, replace(dossier, certificates=(registered,)))
    assert not printed_at(drawing, "certificates[ce].number")


def test_goods_that_are_not_medical_are_not_declared() -> None:
    dossier = foreign()
    other = GoodsLine(id="n", kind="non-medical-mask", use="daily", name_chinese="日常口罩")
    drawing = pressed(FORM, replace(dossier, goods=(*dossier.goods, other)))
    assert "日常口罩" not in words_of(drawing)


def test_a_common_maker_stands_once_and_different_ones_in_each_row() -> None:
    assert words_of(pressed(FORM, foreign(3))).count("样例口罩厂") == 1
    drawing = pressed(FORM, two_makers())
    assert printed_at(drawing, "producers[p1].name_local") == {"样例口罩厂"}
    assert printed_at(drawing, "producers[p2].name_local") == {"样例第二口罩厂"}


def test_what_is_missing_or_unread_leaves_an_empty_box() -> None:
    dossier = foreign()
    line = replace(dossier.goods[0], pieces_declared=Unread(typed="2o00"), lots=())
    drawing = pressed(FORM, replace(dossier, goods=(line,), certificates=(), papers=()))
    assert "2o00" not in words_of(drawing)
    assert printed_at(drawing, "goods[g0].pieces_declared") == {""}


@pytest.mark.parametrize("name", ["one", *OVERLONG])
def test_nothing_is_lost_however_long(name: str) -> None:
    dossier = OVERLONG.get(name) or foreign()
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for line in dossier.goods:
        assert all(str(lot.number) in read for lot in line.lots)
    assert len(drawing.places) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_the_wording_is_printed(language: str) -> None:
    line = foreign().goods[0]
    units = tuple(replace(line, unit=unit) for unit in ("C62", "PR", "SET", "KT"))
    dossiers = [replace(foreign(), goods=(one,), papers=()) for one in units]
    assert not keys_never_printed(FORM, [*dossiers, two_makers()], language)  # type: ignore[arg-type]


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, foreign()))
