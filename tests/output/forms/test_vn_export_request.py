"""The export request: who was assigned what, for which masks, and what share of the output."""

from datetime import date

import pytest
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import (
    Assignment,
    Certificate,
    Dossier,
    Output,
    Paper,
    Party,
    Signatory,
)
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.vn_export_request import FORM
from output.forms.consignment import DAY, OVERLONG, consignment, line
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


def aid(**changes: object) -> Dossier:
    """Six million masks of an output of 25,600,000, assigned as aid."""
    dossier = consignment()
    number = Certificate(
        id="n1", scheme="circulation-number", number="220000001/PCBA-SAMPLE", goods=("g1",)
    )
    assignment = Assignment(issuer="Văn phòng Chính phủ (MẪU)", number="9/TB-SAMPLE", day=DAY)
    output = Output(
        period_from=date(2020, 3, 1),
        period_until=date(2020, 3, 31),
        level="firm",
        why="SAMPLE reason",
        pieces_made=25_600_000,
        pieces_kept=19_200_000,
    )
    return replace(
        dossier,
        contract=replace(dossier.contract, type="aid", assignment=assignment),
        certificates=(*dossier.certificates, number),
        output=replace(output, **changes),
        papers=(Paper(id="q1", form=FORM.id, originals=1),),
    )


def test_the_assignment_and_the_applicant_stand_at_the_top() -> None:
    drawing = pressed(FORM, aid())
    assert printed_at(drawing, "contract.assignment.number") == {"9/TB-SAMPLE"}
    assert printed_at(drawing, "contract.assignment.day") == {"ngày 20 tháng 4 năm 2020"}
    assert "Kínhgửi:BộYtế(VụTrangthiếtbịvàCôngtrìnhytế)" in words_of(drawing)


def test_the_paper_says_that_it_is_not_the_official_form() -> None:
    drawing = pressed(FORM, aid())
    assert words_of(drawing).count("khôngphảiMẫusố01chínhthức") == drawing.pages


def test_masks_stand_with_their_standard_circulation_number_and_maker() -> None:
    drawing = pressed(FORM, aid())
    assert printed_at(drawing, "certificates[n1].number") == {"220000001/PCBA-SAMPLE"}
    assert printed_at(drawing, "goods[g1].standards") == {"TCVN 8389-1:2010; EN 14683:2019"}
    assert printed_at(drawing, "producers[f1].name_local") == {"Nhà máy MẪU (SAMPLE)"}


def test_goods_the_licence_does_not_concern_are_left_out() -> None:
    dossier = replace(aid(), goods=(line(1), line(2, kind="gloves", use="medical")))
    drawing = pressed(FORM, dossier)
    assert printed_at(drawing, "goods[g2].model") == set()
    assert printed_at(drawing, "sum:goods.medical_masks_declared") == {"3.200.000"}


@pytest.mark.parametrize(
    ("made", "share"),
    [
        (25_600_000, "25%"),
        (25_599_999, "25,01%"),
        (32_000_000, "20%"),
        (None, ""),
        (0, ""),
        (Unread(typed="25 tr", language="vi"), ""),
    ],
)
def test_a_share_over_the_ceiling_never_reads_as_at_it(made: object, share: str) -> None:
    drawing = pressed(FORM, aid(pieces_made=made))
    assert printed_at(drawing, "sum:output.export_share") == {share}


def test_a_missing_quantity_leaves_total_and_share_open() -> None:
    drawing = pressed(FORM, put(aid(), "goods[g2].pieces_declared", None))
    assert printed_at(drawing, "sum:goods.medical_masks_declared") == {""}
    assert printed_at(drawing, "sum:output.export_share") == {""}


@pytest.mark.parametrize(("answer", "ticked"), [(True, "x"), (False, ""), (None, "")])
def test_quality_is_undertaken_only_where_that_was_answered(
    answer: bool | None, ticked: str
) -> None:
    path = "destination.exporter_answers_for_quality"
    assert printed_at(pressed(FORM, put(aid(), path, answer)), path) == {ticked}


def test_the_receiver_is_the_end_user_before_the_consignee() -> None:
    assert printed_at(pressed(FORM, aid()), "parties[b1].name") == {"SAMPLE Klinikbedarf GmbH"}
    user = Party(id="u1", roles=("end-user",), name="SAMPLE Ministry")
    drawing = pressed(FORM, replace(aid(), parties=(*aid().parties, user)))
    assert printed_at(drawing, "parties[u1].name") == {"SAMPLE Ministry"}
    assert printed_at(drawing, "parties[b1].name") == set()


def test_only_a_legal_representative_is_called_one() -> None:
    dossier = signed_by_authorisation(aid())
    assert "đạidiệntheophápluật:………" in words_of(pressed(FORM, dossier))
    head = Signatory(id="p2", name="Trần Thị Mẫu", capacity="legal-representative")
    both = (*dossier.exporter.signatories, head)
    dossier = replace(dossier, exporter=replace(dossier.exporter, signatories=both))
    assert printed_at(pressed(FORM, dossier), "exporter.signatories[p2].name") == {"Trần Thị Mẫu"}


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    nobody = replace(aid(), exporter=replace(aid().exporter, signatories=()), papers=())
    dossiers = [aid(), nobody, signed_by_authorisation(aid())]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, aid()))
