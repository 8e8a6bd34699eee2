"""The support agreement: two parties, one declaration, what is pledged, delivered and left."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Paper, Support
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.vn_support_agreement import FORM
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


def agreed(row: Support | None = None) -> Dossier:
    return consignment(support=(row or facility(1),))


def test_both_parties_stand_with_who_acts_for_them() -> None:
    drawing = pressed(FORM, agreed(), subject="support[s1]")
    assert drawing.pages == 1
    assert printed_at(drawing, "support[s1].facility") == {"Bệnh viện đa khoa MẪU số 1 (SAMPLE)"}
    assert printed_at(drawing, "support[s1].representative") == {"Lê Thị Mẫu"}
    assert printed_at(drawing, "support[s1].representative_position") == {
        "Giám đốc bệnh viện",
        "GIÁM ĐỐC BỆNH VIỆN",
    }
    assert printed_at(drawing, "support[s1].address") == {"Số 9 đường Mẫu, Bình Dương"}
    assert "Nguyễn Thị Mẫu" in printed_at(drawing, "exporter.signatories[p1].name")
    assert printed_at(drawing, "support[s1].product") == {"Medical or surgical mask"}


def test_its_number_and_day_are_those_of_the_row() -> None:
    drawing = pressed(FORM, agreed(), subject="support[s1]")
    assert printed_at(drawing, "support[s1].agreement_number") == {"01/2020/TTHT"}
    assert printed_at(drawing, "support[s1].agreement_day") == {"ngày 16 tháng 4 năm 2020"}


def test_it_names_its_one_declaration() -> None:
    dossier = replace(two_declarations(), support=(facility(1, declaration="d1"),))
    drawing = pressed(FORM, dossier, subject="support[s1]")
    assert printed_at(drawing, "customs.declarations[d1].number") == {"300000000001"}
    assert printed_at(drawing, "customs.declarations[d1].planned") == {"20/04/2020"}
    assert "khôngdùngchotờkhaixuấtkhẩunàokhác" in words_of(drawing)


def test_a_registered_declaration_stands_with_its_moment() -> None:
    drawing = pressed(FORM, registered(agreed()), subject="support[s1]")
    (moment,) = printed_at(drawing, "customs.declarations[d1].registered")
    assert moment.startswith("20/04/2020")
    assert printed_at(drawing, "customs.declarations[d1].planned") == set()


def test_of_two_declarations_none_is_guessed() -> None:
    dossier = replace(two_declarations(), support=(facility(1),))
    drawing = pressed(FORM, dossier, subject="support[s1]")
    assert printed_at(drawing, "customs.declarations") == {"………………"}


def test_a_declaration_that_is_gone_is_not_replaced_by_another() -> None:
    drawing = pressed(FORM, agreed(facility(1, declaration="d9")), subject="support[s1]")
    assert printed_at(drawing, "customs.declarations[d1].number") == set()


@pytest.mark.parametrize(
    ("pledged", "delivered", "left"),
    [
        (320_000, 100_000, "220.000"),
        (320_000, 320_000, "0"),
        (320_000, 400_000, "0"),
        (320_000, None, ""),
        (None, 100_000, ""),
        (Unread(typed="32o", language="vi"), 100_000, ""),
    ],
)
def test_what_is_left_is_what_was_pledged_less_what_was_delivered(
    pledged: object, delivered: object, left: str
) -> None:
    row = facility(1, pieces_pledged=pledged, pieces_delivered=delivered)
    drawing = pressed(FORM, agreed(row), subject="support[s1]")
    assert printed_at(drawing, "sum:support.left") == {left}


def test_there_is_one_for_each_facility_with_an_agreement() -> None:
    dossier = consignment(support=(facility(1), support(2, basis="won-bid"), facility(3)))
    assert FORM.subjects(dossier) == ("support[s1]", "support[s3]")
    assert FORM.subjects(Dossier()) == ()


def test_the_exporter_certifies_and_the_facility_approves() -> None:
    drawing = pressed(FORM, agreed(), subject="support[s1]")
    places = places_to_sign(FORM, drawing)
    assert [(one.field, one.role, one.holder) for one in places] == [
        ("SigExporter", "certify", "exporter"),
        ("SigFacility", "approve", "facility"),
    ]
    assert len({one.page for one in places}) == 1


def test_originals_are_those_settled_for_this_facility() -> None:
    paper = Paper(id="q9", form=FORM.id, subject="support[s1]", originals=4, place="Hà Nội")
    drawing = pressed(FORM, replace(agreed(), papers=(paper,)), subject="support[s1]")
    assert printed_at(drawing, "papers[q9].originals") == {"4"}
    assert printed_at(drawing, "papers[q9].place") == {"Hà Nội"}


def test_what_is_not_known_is_left_to_be_written() -> None:
    row = Support(id="s1", basis="agreement")
    drawing = pressed(FORM, agreed(row), subject="support[s1]")
    for name in ("facility", "representative", "agreement_number", "pieces_pledged"):
        assert "………………" in printed_at(drawing, f"support[s1].{name}")
    assert "ngày……tháng……năm" in words_of(drawing)


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    for subject in FORM.subjects(dossier)[:2] or ("",):
        drawing = pressed(FORM, dossier, subject=subject)
        assert_nothing_leaves_the_page(FORM, drawing)
        assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossiers = [
        signed_by_authorisation(agreed()),
        registered(agreed()),
        agreed(facility(1, agreement_day=None)),
    ]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, agreed(), subject="support[s1]"))
