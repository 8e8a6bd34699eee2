"""The joint declaration of announcement 12: both languages, both sides, one choice of standard."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, GoodsLine
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.cn_joint_declaration import FORM
from maskdesk.output.ink import A4
from maskdesk.output.paper import places_to_sign
from output.forms.chinese_dossiers import respirators, surgical_masks, with_long_names
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    keys_of,
    pressed,
    printed_at,
    words_of,
)


def both_names() -> Dossier:
    dossier = respirators()
    importer = replace(dossier.parties[1], name_local="SAMPLE Importateur inc.")
    return replace(dossier, parties=(importer,))


def many_standards() -> Dossier:
    dossier = respirators()
    standards = tuple(f"SAMPLE {n}-2020 样例标准" for n in range(120))
    return replace(dossier, destination=replace(dossier.destination, standards_agreed=standards))


DOSSIERS = {
    "one line": respirators(),
    "40 lines": respirators(40),
    "long names": with_long_names(both_names()),
    "120 standards": many_standards(),
    "nothing": Dossier(),
}


def test_a_short_one_fits_on_one_page_in_both_languages() -> None:
    drawing = pressed(FORM, respirators())
    assert drawing.pages == 1
    read = words_of(drawing)
    for words in (
        "出口方和进口方共同声明",
        "JointDeclarationoftheExporterandtheImporter",
        "KN95防护口罩",
        "KN95protectivemask",
        "GB2626-2006;SAMPLE-7",
        "加拿大",
        "Canada",
        "SAMPLE-CA-1",
        "2,000,000",
        "样例口罩厂",
    ):
        assert words in read
    assert "医用外科口罩" not in read


def test_both_languages_say_the_same_things() -> None:
    assert keys_of(FORM, "zh") - keys_of(FORM, "en") == {"blank_day"}
    assert keys_of(FORM, "en") <= keys_of(FORM, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_the_wording_is_printed(language: str) -> None:
    assert not keys_never_printed(FORM, [respirators()], "zh" if language == "zh" else "en")


@pytest.mark.parametrize(
    ("route", "ticked"),
    [("chinese", {"left": "x"}), ("foreign", {"right": "x"}), (None, {"left": "", "right": ""})],
)
def test_the_standard_declared_is_the_box_ticked(route: str | None, ticked: dict[str, str]) -> None:
    dossier = respirators()
    destination = replace(dossier.destination, standard_route=route)
    drawing = pressed(FORM, replace(dossier, destination=destination))
    boxes = [one for one in drawing.placements if one.path == "destination.standard_route"]
    middle = A4[0] / 2
    assert {"left" if one.box[0] < middle else "right": one.text for one in boxes} == ticked


def test_the_exporter_certifies_and_the_importer_approves() -> None:
    drawing = pressed(FORM, respirators())
    places = places_to_sign(FORM, drawing)
    assert [(one.field, one.role, one.holder) for one in places] == [
        ("SigExporter", "certify", "exporter"),
        ("SigImporter", "approve", "importer"),
    ]
    assert places[0].box[2] < places[1].box[0]
    assert printed_at(drawing, "exporter.name_english") == {
        "SAMPLE Medical Products (Suzhou) Co., Ltd."
    }
    assert printed_at(drawing, "parties[i].name") == {"SAMPLE Importer Inc."}
    assert "SAMPLEBuyer" not in words_of(drawing)


def test_the_exporters_day_is_in_figures_and_the_importers_left_to_write() -> None:
    read = words_of(pressed(FORM, respirators()))
    assert read.count("2020-05-06") == 1
    assert read.count("年/Y月/M日/D") == 1


def test_goods_of_another_kind_are_not_declared() -> None:
    other = GoodsLine(id="n", kind="goggles", use="workplace", name_chinese="护目镜")
    dossier = respirators()
    drawing = pressed(FORM, replace(dossier, goods=(*dossier.goods, other)))
    assert "护目镜" not in words_of(drawing)
    assert "医用外科口罩" not in words_of(pressed(FORM, surgical_masks()))


def test_what_is_missing_or_unread_stays_empty() -> None:
    dossier = respirators()
    line = replace(dossier.goods[0], pieces_declared=Unread(typed="2o00"), standards=())
    drawing = pressed(FORM, replace(dossier, goods=(line,), parties=()))
    assert "2o00" not in words_of(drawing)
    assert printed_at(drawing, "goods[g0].pieces_declared") == {""}
    assert printed_at(drawing, "goods[g0].standards") == {""}


@pytest.mark.parametrize("name", DOSSIERS)
def test_nothing_is_lost_however_long(name: str) -> None:
    dossier = DOSSIERS[name]
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)
    read = words_of(drawing)
    for line in dossier.goods:
        assert str(line.model) in read
    assert [one.name for one in drawing.places] == ["SigExporter", "SigImporter"]
    assert len({one.page for one in drawing.places}) == 1


def test_it_can_be_archived() -> None:
    assert_archivable(FORM, pressed(FORM, respirators()))
