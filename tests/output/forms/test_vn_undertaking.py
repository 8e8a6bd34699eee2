"""The undertaking of Resolution 60: who undertakes what, for which goods, and who signs."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Paper
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.form import Facts
from maskdesk.output.forms.vn_undertaking import FORM
from maskdesk.output.setting import UNFILLED
from maskdesk.rules.evaluate import check
from output.forms.consignment import DAY, DRAFT, OVERLONG, consignment, two_declarations
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    press,
    pressed,
    printed_at,
    words_of,
)


def test_it_names_exporter_goods_and_what_is_undertaken() -> None:
    drawing = pressed(FORM, consignment())
    assert drawing.pages == 1
    read = words_of(drawing)
    for words in ("BẢNCAMKẾT", "sangĐức", "khiđượcyêucầu", "60/NQ-CPngày29tháng4năm2020"):
        assert words in read
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"6.400.000"}
    assert printed_at(drawing, "papers[q5].number") == {"13/CK-SAMPLE"}


def answered(quality: bool | None, supply: bool | None) -> Dossier:
    dossier = consignment()
    destination = replace(
        dossier.destination,
        exporter_answers_for_quality=quality,
        exporter_supplies_on_request=supply,
    )
    return replace(dossier, destination=destination)


@pytest.mark.parametrize("quality", [True, False, None])
@pytest.mark.parametrize("supply", [True, False, None])
def test_only_what_was_answered_with_yes_is_promised(
    quality: bool | None, supply: bool | None
) -> None:
    drawing = pressed(FORM, answered(quality, supply))
    ticked = {
        path: printed_at(drawing, f"destination.{path}") == {"x"}
        for path in ("exporter_answers_for_quality", "exporter_supplies_on_request")
    }
    assert ticked == {
        "exporter_answers_for_quality": quality is True,
        "exporter_supplies_on_request": supply is True,
    }
    assert "cóđánhdấu" in words_of(drawing)


def test_an_answer_that_cannot_be_read_is_no_promise() -> None:
    dossier = consignment()
    destination = replace(
        dossier.destination, exporter_answers_for_quality=Unread(typed="ja", language="vi")
    )
    drawing = pressed(FORM, replace(dossier, destination=destination))
    assert printed_at(drawing, "destination.exporter_answers_for_quality") == {""}


def test_nothing_is_promised_that_no_answer_stands_behind() -> None:
    read = words_of(pressed(FORM, answered(None, None)))
    assert "Cungcấpchocơquancóthẩmquyền" not in read


def with_details() -> Dossier:
    paper = Paper(
        id="q5", form=FORM.id, recipients=("SAMPLE GmbH", "Sở Y tế MẪU"), originals=2, copies=3
    )
    return consignment(papers=(paper,))


def test_own_recipients_and_copies_stand_at_the_foot() -> None:
    drawing = pressed(FORM, with_details())
    assert printed_at(drawing, "papers[q5].recipients") == {"SAMPLE GmbH", "Sở Y tế MẪU"}
    assert printed_at(drawing, "papers[q5].originals") == {"2"}
    assert printed_at(drawing, "papers[q5].copies") == {"3"}
    read = words_of(drawing)
    assert "Ngườimuanướcngoài" not in read
    assert "-Lưu:VT." in read


def test_no_percentage_is_undertaken() -> None:
    assert "%" not in words_of(pressed(FORM, consignment()))


def test_an_authorised_signatory_names_the_authorisation() -> None:
    dossier = consignment()
    signatory = replace(
        dossier.exporter.signatories[0],
        position="Phó giám đốc",
        capacity="by-authorisation",
        authorisation_number="05/UQ-SAMPLE",
        authorisation_day=DAY,
    )
    exporter = replace(dossier.exporter, signatories=(signatory,))
    drawing = pressed(FORM, replace(dossier, exporter=exporter))
    path = "exporter.signatories[p1]"
    assert printed_at(drawing, f"{path}.position") == {"PHÓ GIÁM ĐỐC"}
    assert printed_at(drawing, f"{path}.authorisation_number") == {"05/UQ-SAMPLE"}
    assert "Theogiấyủyquyềnsố05/UQ-SAMPLEngày20/04/2020" in words_of(drawing)


def test_of_two_signatories_none_is_guessed() -> None:
    dossier = consignment()
    one = dossier.exporter.signatories[0]
    exporter = replace(dossier.exporter, signatories=(one, replace(one, id="p2", name="SAMPLE")))
    read = words_of(pressed(FORM, replace(dossier, exporter=exporter)))
    assert "ĐẠIDIỆNDOANHNGHIỆPXUẤTKHẨU" in read
    assert "NguyễnThịMẫu" not in read


def test_where_the_exporter_is_not_named_its_head_has_room_for_the_name() -> None:
    drawing = pressed(FORM, Dossier())
    named = [one.text for one in drawing.placements if one.path == "exporter.name_local"]
    assert named == [UNFILLED, UNFILLED]


def test_one_missing_quantity_leaves_the_sum_blank() -> None:
    dossier = consignment()
    goods = (dossier.goods[0], replace(dossier.goods[1], pieces_declared=None))
    drawing = pressed(FORM, replace(dossier, goods=goods))
    assert printed_at(drawing, "sum:goods.pieces_declared") == {""}


def test_the_goods_of_the_declaration_at_hand_are_undertaken_for() -> None:
    dossier = two_declarations()
    facts = Facts(
        dossier=dossier,
        report=check(dossier, DRAFT, DAY),
        form=FORM.id,
        declaration=dossier.customs.declarations[1],
    )
    drawing = press().draw(FORM, facts, draft=False)
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"5.400.000"}
    assert printed_at(drawing, "customs.declarations[d2].lines[x2].pieces") == {"2.200.000"}


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossier = consignment()
    signatory = replace(dossier.exporter.signatories[0], capacity="by-authorisation")
    dossiers = [
        replace(dossier, papers=(), exporter=replace(dossier.exporter, signatories=())),
        replace(dossier, exporter=replace(dossier.exporter, signatories=(signatory,))),
        with_details(),
    ]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, consignment()))
