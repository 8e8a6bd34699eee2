"""The packing list: packages, weights, volumes, marks and lots, with sums that agree."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms.packing_list import FORM
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


def test_packages_weights_and_marks_stand_by_line() -> None:
    drawing = pressed(FORM, consignment())
    for path, text in {
        "papers[q3].number": "PL-2020-015",
        "contract.invoice_number": "INV-2020-015",
        "goods[g1].packages": "1,600",
        "goods[g1].package": "Carton",
        "goods[g1].pieces_per_carton": "2,000",
        "goods[g1].pieces_declared": "3,200,000",
        "goods[g1].net_kg": "9,600",
        "goods[g1].gross_kg": "11,200.5",
        "goods[g1].volume_m3": "105.6",
        "goods[g1].marks": "SAMPLE/HAMBURG\nC/No. 1-1600\nMODEL SM-1",
        "goods[g2].lots[b].number": "200402B",
        "goods[g2].lots[b].expires": "9 Apr 2022",
    }.items():
        assert printed_at(drawing, path) == {text}, path


def test_the_sums_are_exact() -> None:
    drawing = pressed(FORM, consignment())
    assert printed_at(drawing, "sum:goods.packages") == {"3,200"}
    assert printed_at(drawing, "sum:goods.net_kg") == {"19,200"}
    assert printed_at(drawing, "sum:goods.gross_kg") == {"22,401.0"}
    assert printed_at(drawing, "sum:goods.volume_m3") == {"211.2"}
    assert printed_at(drawing, "sum:goods.lots.pieces") == {"6,400,000"}


def test_a_missing_weight_leaves_its_sum_open_and_no_other() -> None:
    drawing = pressed(FORM, consignment(goods=(line(1), line(2, net_kg=None))))
    assert printed_at(drawing, "sum:goods.net_kg") == {""}
    assert printed_at(drawing, "sum:goods.gross_kg") == {"22,401.0"}


def test_sums_of_many_places_lose_none() -> None:
    goods = (line(1, net_kg=Decimal("0.001")), line(2, net_kg=Decimal(10) ** 30))
    drawing = pressed(FORM, consignment(goods=goods))
    (total,) = printed_at(drawing, "sum:goods.net_kg")
    assert total.startswith("1,000,")
    assert total.endswith(",000.001")


def test_no_price_stands_on_a_packing_list() -> None:
    drawing = pressed(FORM, consignment())
    read = words_of(drawing)
    for words in ("0.0425", "272,000", "USD", "advance"):
        assert words not in read


def test_goods_without_lots_have_no_table_of_lots() -> None:
    goods = (line(1, lots=()), line(2, lots=()))
    assert "Lots" not in words_of(pressed(FORM, consignment(goods=goods)))


def test_200_lots_all_stand() -> None:
    drawing = pressed(FORM, OVERLONG["200 lots"])
    numbers = {one.path for one in drawing.placements if one.path.endswith("].number")}
    assert sum(".lots[" in path for path in numbers) == 200
    assert words_of(drawing).count("LotNo.") == drawing.pages
    assert printed_at(drawing, "sum:goods.lots.pieces") == {"200,000"}


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossier = consignment()
    signatory = replace(dossier.exporter.signatories[0], capacity="by-authorisation")
    exporter = replace(dossier.exporter, signatories=(signatory,))
    dossiers = [replace(dossier, exporter=exporter), Dossier()]
    assert keys_never_printed(FORM, dossiers, "en") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, consignment()))
