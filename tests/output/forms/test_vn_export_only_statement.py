"""The export-only statement of Decree 98/2021: which lines, which contract, what is stated."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier, Paper
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.vn_export_only_statement import FORM
from output.forms.consignment import OVERLONG, consignment, line
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)
from output.forms.vietnamese_rows import signed_by_authorisation

QUALITY = "destination.exporter_answers_for_quality"


def export_only(*goods: object) -> Dossier:
    lines = goods or (line(1, export_only=True), line(2, export_only=False))
    return consignment(goods=lines, papers=(Paper(id="q1", form=FORM.id, originals=2),))


def test_the_lines_made_for_export_only_stand_alone() -> None:
    drawing = pressed(FORM, export_only())
    assert drawing.pages == 1
    assert printed_at(drawing, "goods[g1].model") == {"SM-1"}
    assert printed_at(drawing, "goods[g2].model") == set()
    assert printed_at(drawing, "sum:goods.pieces_for_export_only") == {"3.200.000"}
    assert "khoản4Điều24Nghịđịnhsố98/2021/NĐ-CP" in words_of(drawing)


def test_what_was_answered_with_yes_is_stated() -> None:
    drawing = pressed(FORM, put(export_only(), QUALITY, True))
    assert printed_at(drawing, "goods[g1].export_only") == {"x"}
    assert printed_at(drawing, QUALITY) == {"x"}


@pytest.mark.parametrize("answer", [False, None, Unread(typed="ja", language="vi")])
def test_without_a_yes_nothing_is_stated(answer: object) -> None:
    dossier = export_only(line(1, export_only=answer))
    drawing = pressed(FORM, put(dossier, QUALITY, False))
    assert printed_at(drawing, "goods[g1].model") == set()
    assert printed_at(drawing, "goods") == {""}
    assert printed_at(drawing, QUALITY) == {""}
    assert printed_at(drawing, "sum:goods.pieces_for_export_only") == {""}


def test_goods_that_are_no_devices_are_not_stated_about() -> None:
    goods = (
        line(1, export_only=True),
        line(2, export_only=True, kind="non-medical-mask", use="daily"),
        line(3, export_only=True, kind="respirator", use="workplace"),
    )
    drawing = pressed(FORM, export_only(*goods))
    assert printed_at(drawing, "goods[g2].model") == set()
    assert printed_at(drawing, "goods[g3].model") == set()


LONG = {
    **OVERLONG,
    "40 lines for export": export_only(*(line(n, export_only=True) for n in range(1, 41))),
}


@pytest.mark.parametrize("dossier", LONG.values(), ids=LONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossier = export_only()
    nobody = replace(dossier, exporter=replace(dossier.exporter, signatories=()), papers=())
    dossiers = [dossier, nobody, signed_by_authorisation(dossier)]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, export_only()))
