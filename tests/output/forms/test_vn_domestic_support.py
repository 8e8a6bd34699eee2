"""The statement on domestic support: what counts, what does not and why, as the finding says."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Declaration, Dossier, GoodsLine, Paper
from maskdesk.dossier.unread import Unread
from maskdesk.law.reader import Law
from maskdesk.output.forms.form import Facts
from maskdesk.output.forms.vn_domestic_support import FORM
from maskdesk.output.sheet import Drawing
from maskdesk.rules.evaluate import check
from output.forms.consignment import (
    DAY,
    DRAFT,
    OVERLONG,
    consignment,
    law,
    partly_counting,
    support,
    two_declarations,
)
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


def stated(dossier: Dossier, under: Law = DRAFT) -> Drawing:
    return pressed(FORM, dossier, under)


def test_facilities_stand_with_their_proof_and_what_counts() -> None:
    drawing = stated(partly_counting())
    assert printed_at(drawing, "support[s1].facility") == {"Bệnh viện đa khoa MẪU số 1 (SAMPLE)"}
    assert printed_at(drawing, "support[s1].agreement_number") == {"01/2020/TTHT"}
    assert printed_at(drawing, "support[s4].award_number") == {"11/QĐ-SAMPLE"}
    assert printed_at(drawing, "support[s4].contract_day") == {"05/04/2020"}
    assert printed_at(drawing, "support[s4].receipt") == {"BB-01"}
    assert printed_at(drawing, "support[s4].pieces_pledged") == {"260.000"}
    assert printed_at(drawing, "support[s4].pieces_delivered") == {"100.000"}


def test_the_figures_are_those_of_the_finding() -> None:
    drawing = stated(partly_counting())
    (finding,) = (
        one
        for one in check(partly_counting(), DRAFT, DAY).findings
        if one.condition == "domestic-share"
    )
    assert finding.numbers["counted"] == 1_220_000
    assert printed_at(drawing, "sum:support.counted") == {"1.220.000"}
    assert printed_at(drawing, "sum:support.share.counted") == {"1.220.000"}
    assert printed_at(drawing, "sum:support.share.declared") == {"6.400.000"}
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"6.400.000"}
    assert printed_at(drawing, "sum:support.share.share_required") == {"20%"}
    assert printed_at(drawing, "sum:support.share.required") == {"1.280.000"}
    assert printed_at(drawing, "sum:support.share.short") == {"60.000"}


def test_a_share_just_missed_never_reads_as_reached() -> None:
    assert printed_at(stated(partly_counting()), "sum:support.share.share_reached") == {"19,06%"}
    nearly = consignment(
        support=(*(support(n) for n in range(1, 4)), support(4, pieces_pledged=319_999))
    )
    assert printed_at(stated(nearly), "sum:support.share.share_reached") == {"19,99%"}
    enough = stated(consignment())
    assert printed_at(enough, "sum:support.share.share_reached") == {"20%"}
    assert printed_at(enough, "sum:support.share.short") == set()


def test_rows_that_do_not_count_stand_apart_with_their_reason() -> None:
    drawing = stated(partly_counting())
    read = words_of(drawing)
    assert "Đơnvịcókêkhainhưngkhôngđượctính" in read
    assert printed_at(drawing, "support[s5].product") == {"Non-medical mask"}
    assert printed_at(drawing, "support[s6].kind") == {"Other body"}
    assert printed_at(drawing, "support[s7].standing") == {"Mới đề xuất, chưa có thỏa thuận"}
    assert printed_at(drawing, "support[s1].standing") == set()


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"agreement_number": None}, "agreement_number", "Chưa có số thỏa thuận hỗ trợ"),
        ({"kind": None}, "kind", "Chưa ghi loại đơn vị"),
        ({"product": None}, "product", "Chưa ghi mặt hàng"),
        ({"basis": None}, "basis", "Chưa ghi căn cứ"),
        ({"standing": None}, "standing", "Chưa ghi đã thỏa thuận hay mới đề xuất"),
        (
            {"pieces_pledged": Unread(typed="32o", language="vi")},
            "pieces_pledged",
            "Chưa ghi số lượng cam kết",
        ),
        ({"basis": "won-bid"}, "award_number", "Chưa có số quyết định trúng thầu"),
    ],
)
def test_what_is_missing_is_the_reason(changes: dict[str, object], path: str, reason: str) -> None:
    drawing = stated(consignment(support=(support(1, **changes), support(2))))
    assert reason in printed_at(drawing, f"support[s1].{path}")


def test_a_draft_is_called_one_and_nothing_permits() -> None:
    read = words_of(stated(consignment()))
    assert "theonộidungdựthảonhưbáochíđưatin" in read
    assert "khôngthaychogiấyphépxuấtkhẩu" in read


def test_without_a_pack_nothing_is_said_to_count() -> None:
    drawing = stated(consignment(), Law(packs=()))
    read = words_of(drawing)
    assert "dựthảo" not in read
    assert printed_at(drawing, "sum:support.counted") == {""}
    assert printed_at(drawing, "support[s1].pieces_pledged") == {"320.000"}
    assert not any("share" in one.path for one in drawing.placements)


def test_of_two_readings_the_one_with_a_share_that_counts_most_is_answered() -> None:
    both = law("vn-2020-draft-mof", "vn-2020-draft-press")
    dossier = partly_counting()
    basis = ("vn-2020-draft-mof", "vn-2020-draft-press")
    dossier = replace(dossier, head=replace(dossier.head, basis=basis))
    drawing = stated(dossier, both)
    assert printed_at(drawing, "sum:support.counted") == {"1.220.000"}
    assert printed_at(drawing, "sum:support.share.share_required") == {"20%"}


def test_a_sale_alone_counts_without_a_share() -> None:
    dossier = consignment(
        head=replace(consignment().head, basis=("vn-2020-draft-press",)),
        support=(support(1, basis="sale-on-request", contract_number="9/HĐ-SAMPLE"),),
    )
    drawing = stated(dossier, law("vn-2020-draft-press"))
    assert printed_at(drawing, "sum:support.counted") == {"320.000"}


def test_each_declaration_has_its_own_rows_and_pieces() -> None:
    dossier = two_declarations()
    rows = (
        support(1, declaration="d1"),
        support(2, declaration="d2"),
        support(3),
        support(4, declaration="d9"),
    )
    dossier = replace(dossier, support=rows)
    facts = Facts(
        dossier=dossier,
        report=check(dossier, DRAFT, DAY),
        form=FORM.id,
        declaration=dossier.customs.declarations[0],
    )
    drawing = press().draw(FORM, facts, draft=False)
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"1.000.000"}
    assert printed_at(drawing, "sum:support.share.declared") == {"1.000.000"}
    assert printed_at(drawing, "support[s2].facility") == set()
    assert printed_at(drawing, "sum:support.counted") == {"320.000"}
    assert printed_at(drawing, "support[s3].declaration") == {"Chưa ghi tờ khai được tính"}
    assert printed_at(drawing, "support[s4].declaration") == {
        "Tờ khai được ghi không còn trong hồ sơ"
    }
    assert printed_at(drawing, "customs.declarations[d1].number") == {"300000000001"}


def test_a_refused_declaration_gives_way_to_the_one_filed_anew() -> None:
    dossier = two_declarations()
    refused, again = dossier.customs.declarations
    refused = replace(refused, state="refused")
    again = replace(again, number="300000000002")
    customs = replace(dossier.customs, declarations=(refused, again))
    drawing = stated(replace(dossier, customs=customs))
    assert printed_at(drawing, "customs.declarations[d2].number") == {"300000000002"}


def test_what_is_missing_leaves_room_and_no_sum() -> None:
    rows = (support(1), support(2, pieces_delivered=None))
    drawing = stated(consignment(support=rows))
    assert printed_at(drawing, "sum:support.pieces_delivered") == {""}
    assert printed_at(drawing, "customs.declarations[d1].number") == {"………………"}


def test_goods_without_a_quantity_leave_the_share_open() -> None:
    drawing = stated(consignment(goods=(GoodsLine(id="g1", kind="medical-mask"),)))
    assert printed_at(drawing, "sum:support.share.declared") == {""}
    assert printed_at(drawing, "sum:support.share.share_reached") == {""}
    assert printed_at(drawing, "sum:support.counted") == {"1.280.000"}


def test_the_exporter_signs_in_vietnamese_style() -> None:
    drawing = stated(consignment())
    assert [place.name for place in drawing.places] == ["SigExporter"]
    assert printed_at(drawing, "exporter.signatories[p1].position") == {"GIÁM ĐỐC"}
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM" in words_of(drawing)


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = stated(dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_60_facilities_all_stand_and_add_up() -> None:
    drawing = stated(OVERLONG["60 facilities"])
    shown = {one.path for one in drawing.placements if one.path.endswith(("facility", "counted"))}
    assert len(shown) == 62
    assert printed_at(drawing, "sum:support.counted") == {"19.200.000"}


def test_every_key_of_the_wording_is_used() -> None:
    signatory = replace(consignment().exporter.signatories[0], capacity="by-authorisation")
    nobody = replace(consignment().exporter, signatories=())
    authorised = replace(consignment().exporter, signatories=(signatory,))
    missing = {
        "kind": None,
        "product": None,
        "standing": None,
        "basis": None,
        "agreement_number": None,
        "pieces_pledged": None,
    }
    gaps = tuple(support(n, **{name: None}) for n, name in enumerate(missing, start=1))
    sales = (
        support(8, basis="won-bid"),
        support(9, basis="won-bid", award_number="1"),
        support(10, basis="reserve-sale"),
        support(11, basis="sale-on-request"),
    )
    without_details = replace(consignment(), papers=())
    counted = replace(consignment(), papers=(Paper(id="q1", form=FORM.id, originals=2),))
    dossiers = [
        replace(partly_counting(), exporter=authorised),
        replace(partly_counting(), exporter=nobody),
        consignment(support=(*gaps, *sales)),
        without_details,
        counted,
        replace(two_declarations(), support=(support(1), support(2, declaration="d9"))),
    ]
    unused = keys_never_printed(FORM, dossiers, "vi", DRAFT)
    # For packs that count deliveries or ask for a field of their own.
    assert unused == {"missing", "missing_pieces_delivered"}


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, stated(consignment()))


def test_declarations_of_no_number_are_not_guessed() -> None:
    dossier = consignment()
    several = tuple(Declaration(id=one, number=one, planned=DAY) for one in ("d1", "d2"))
    dossier = replace(dossier, customs=replace(dossier.customs, declarations=several))
    assert printed_at(stated(dossier), "customs.declarations") == {"………………"}
