"""The hand-over minutes: what a facility received, for which declaration, and what is left."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Paper, Support
from maskdesk.output.forms.vn_handover_minutes import FORM
from maskdesk.output.paper import places_to_sign
from output.forms.consignment import OVERLONG, consignment, support, two_declarations
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)
from output.forms.vietnamese_rows import facility, registered, signed_by_authorisation


def handed(row: Support | None = None) -> Dossier:
    return consignment(support=(row or facility(1),))


def test_what_was_handed_over_stands_with_lots_day_and_receipt() -> None:
    drawing = pressed(FORM, handed(), subject="support[s1]")
    assert drawing.pages == 1
    assert printed_at(drawing, "support[s1].pieces_delivered") == {"100.000"}
    assert printed_at(drawing, "support[s1].lots") == {"200401A; 200401B"}
    assert printed_at(drawing, "support[s1].receipt") == {"BB-01/SAMPLE"}
    assert printed_at(drawing, "support[s1].received_by") == {"Phạm Văn Mẫu"}
    assert printed_at(drawing, "support[s1].delivered") == {
        "18/04/2020",
        "ngày 18 tháng 4 năm 2020",
    }


def test_it_names_its_one_declaration_and_the_balance() -> None:
    dossier = replace(two_declarations(), support=(facility(1, declaration="d1"),))
    drawing = pressed(FORM, dossier, subject="support[s1]")
    assert printed_at(drawing, "customs.declarations[d1].number") == {"300000000001"}
    assert printed_at(drawing, "customs.declarations[d2].planned") == set()
    assert printed_at(drawing, "sum:support.left") == {"220.000"}
    assert "khôngdùngchotờkhaixuấtkhẩunàokhác" in words_of(drawing)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "thỏathuậnhỗtrợsố01/2020/TTHT"),
        (
            {"basis": "won-bid", "award_number": "11/QĐ", "contract_number": "22/HĐ"},
            "trúngthầusố11/QĐ",
        ),
        ({"basis": "reserve-sale", "contract_number": "22/HĐ"}, "dựtrữcủaBộYtếsố22/HĐ"),
        ({"basis": "sale-on-request", "contract_number": "22/HĐ"}, "theoyêucầusố22/HĐ"),
    ],
)
def test_it_says_by_what_the_goods_were_handed_over(changes: dict[str, object], words: str) -> None:
    read = words_of(pressed(FORM, handed(facility(1, **changes)), subject="support[s1]"))
    assert words in read


def test_a_basis_that_is_not_chosen_is_left_open() -> None:
    drawing = pressed(FORM, handed(facility(1, basis=None)), subject="support[s1]")
    assert printed_at(drawing, "support[s1].basis") == {"………………"}


def test_there_is_one_for_each_facility_that_was_handed_something() -> None:
    rows = (
        facility(1),
        support(2, pieces_delivered=0, receipt="BB-02"),
        support(3, pieces_delivered=None, delivered=None),
        support(4, pieces_delivered=None, delivered=None, receipt="BB-04"),
    )
    assert FORM.subjects(consignment(support=rows)) == ("support[s1]", "support[s4]")


def test_the_receiver_s_name_stands_under_the_facility_s_signature() -> None:
    drawing = pressed(FORM, handed(), subject="support[s1]")
    assert [(one.field, one.role) for one in places_to_sign(FORM, drawing)] == [
        ("SigExporter", "certify"),
        ("SigFacility", "approve"),
    ]
    (place,) = (one for one in drawing.places if one.name == "SigFacility")
    below = [
        one
        for one in drawing.placements
        if one.path == "support[s1].received_by" and one.page == place.page
    ]
    assert any(one.box[3] <= place.box[1] for one in below)


def test_a_place_settled_for_this_paper_stands_at_its_head() -> None:
    paper = Paper(id="q9", form=FORM.id, subject="support[s1]", place="Hà Nội")
    drawing = pressed(FORM, replace(handed(), papers=(paper,)), subject="support[s1]")
    assert printed_at(drawing, "papers[q9].place") == {"Hà Nội"}


def test_200_lots_all_stand() -> None:
    lots = tuple(f"LOT-{n:04}" for n in range(200))
    drawing = pressed(FORM, handed(facility(1, lots=lots)), subject="support[s1]")
    read = words_of(drawing)
    assert all(one in read for one in lots)
    assert_nothing_leaves_the_page(FORM, drawing)


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    for subject in FORM.subjects(dossier)[:2] or ("",):
        drawing = pressed(FORM, dossier, subject=subject)
        assert_nothing_leaves_the_page(FORM, drawing)
        assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    bases = ("won-bid", "agreement", "reserve-sale", "sale-on-request")
    rows = tuple(facility(n, basis=basis) for n, basis in enumerate(bases))
    dossiers = [
        consignment(support=rows),
        signed_by_authorisation(registered(handed())),
        handed(facility(1, delivered=None)),
    ]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, handed(), subject="support[s1]"))
