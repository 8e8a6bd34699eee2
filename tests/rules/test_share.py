"""Shares in whole pieces: exact, smallest, and counted only from rows that count."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from maskdesk.dossier.sections import (
    Customs,
    Declaration,
    DeclaredLine,
    Dossier,
    GoodsLine,
    Output,
    Support,
)
from maskdesk.dossier.unread import Unread
from maskdesk.rules.checks.share import (
    pieces_at_least,
    pieces_at_most,
    whole_at_least,
    whole_at_most,
)
from maskdesk.rules.finding import Cure, Finding
from rules.asking import SHIPMENT, ask, condition, pack, report, value, with_line

shares = st.one_of(
    st.integers(1, 200).map(Decimal),
    st.decimals("0.000001", 200, allow_nan=False, allow_infinity=False, places=6),
    st.decimals("0.0000000000001", 100, allow_nan=False, allow_infinity=False, places=13),
)
wholes = st.integers(0, 10**20)


def exact(share: Decimal) -> Fraction:
    return Fraction(share) / 100


@given(share=shares, whole=wholes)
@example(share=Decimal("33.333333333333"), whole=10**20)
@example(share=Decimal(20), whole=1)
def test_at_least_is_the_fewest_whole_pieces_that_are(share: Decimal, whole: int) -> None:
    pieces = pieces_at_least(share, whole)
    assert pieces >= exact(share) * whole
    assert pieces == 0 or pieces - 1 < exact(share) * whole


@given(share=shares, whole=wholes)
@example(share=Decimal("33.333333333333"), whole=10**20)
def test_at_most_is_the_most_whole_pieces_that_are(share: Decimal, whole: int) -> None:
    pieces = pieces_at_most(share, whole)
    assert pieces <= exact(share) * whole
    assert pieces + 1 > exact(share) * whole


@given(share=shares, part=wholes)
@example(share=Decimal("33.333333333333"), part=10**20)
@example(share=Decimal("0.0000000000003"), part=7)
def test_the_largest_whole_of_which_a_part_is_still_enough(share: Decimal, part: int) -> None:
    whole = whole_at_most(share, part)
    assert pieces_at_least(share, whole) <= part
    assert pieces_at_least(share, whole + 1) > part


@given(share=shares, part=wholes)
@example(share=Decimal(30), part=10)
def test_the_smallest_whole_of_which_a_part_is_not_too_much(share: Decimal, part: int) -> None:
    whole = whole_at_least(share, part)
    assert pieces_at_most(share, whole) >= part
    assert whole == 0 or pieces_at_most(share, whole - 1) < part


COUNT = {
    "facilities": ["health-facility"],
    "products": ["medical-mask"],
    "quantity": "pieces_pledged",
    "proofs": [
        {"basis": "won-bid", "fields": ["award_number", "contract_number"]},
        {"basis": "agreement", "fields": ["agreement_number"]},
    ],
}
A_FIFTH = (value("fifth", 20),)


def row(row_id: str = "s1", **changes: Any) -> Support:
    """A facility with an agreement for two hundred masks."""
    given = Support(
        id=row_id,
        facility=f"SAMPLE {row_id}",
        kind="health-facility",
        basis="agreement",
        agreement_number="1/2020",
        product="medical-mask",
        pieces_pledged=200,
        standing="agreed",
        declaration="d1",
    )
    return replace(given, **changes)


def supported(*rows: Support, dossier: Dossier = SHIPMENT) -> Finding:
    """What the domestic share answers with some rows."""
    asked = {"whole": "declared", "support": COUNT, "at_least": "fifth"}
    return ask(replace(dossier, support=rows), "share", asked, values=A_FIFTH)


def test_a_fifth_that_is_counted_meets_a_fifth() -> None:
    finding = supported(row())
    assert finding.answer == "met"
    assert finding.numbers | {"share": Decimal(20), "counted": 200, "whole": 1000} == (
        finding.numbers
    )
    assert finding.numbers["required"] == 200
    assert finding.numbers["short"] == 0
    assert finding.numbers["declare_at_most"] == 1000
    assert finding.counted == ("support[s1].pieces_pledged",)
    assert finding.left_out == ()
    assert finding.cures == ()


def test_one_piece_less_does_not_and_the_cures_are_the_smallest() -> None:
    finding = supported(row(pieces_pledged=199))
    assert finding.answer == "not-met"
    assert finding.numbers["short"] == 1
    assert finding.numbers["declare_at_most"] == 995
    assert finding.cures == (
        Cure(kind="propose-support", pieces=1),
        Cure(kind="declare-at-most", pieces=995),
    )
    assert finding.places == ("support", "customs.declarations")
    assert (
        supported(row(pieces_pledged=199), dossier=with_line(pieces_declared=995)).answer == "met"
    )
    more = with_line(pieces_declared=996)
    assert supported(row(pieces_pledged=199), dossier=more).answer == "not-met"


@given(pledged=st.integers(0, 400), declared=st.integers(0, 1500), share=st.integers(1, 100))
def test_each_cure_cures_and_a_piece_less_would_not(
    pledged: int, declared: int, share: int
) -> None:
    asked = {"whole": "declared", "support": COUNT, "at_least": "share"}
    values = (value("share", share),)

    def answer(pledged: int, declared: int) -> Finding:
        dossier = replace(
            with_line(pieces_declared=declared), support=(row(pieces_pledged=pledged),)
        )
        return ask(dossier, "share", asked, values=values)

    finding = answer(pledged, declared)
    cures = {cure.kind: cure.pieces or 0 for cure in finding.cures}
    assert set(cures) == (
        set() if finding.answer == "met" else {"propose-support", "declare-at-most"}
    )
    if cures:
        more, at_most = cures["propose-support"], cures["declare-at-most"]
        assert answer(pledged + more, declared).answer == "met"
        assert answer(pledged + more - 1, declared).answer == "not-met"
        assert answer(pledged, at_most).answer == "met"
        assert answer(pledged, at_most + 1).answer == "not-met"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "other-body"}, "kind"),
        ({"kind": None}, "kind"),
        ({"product": "non-medical-mask"}, "product"),
        ({"product": Unread(typed="masks")}, "product"),
        ({"standing": "proposed"}, "standing"),
        ({"standing": None}, "standing"),
        ({"basis": "sale-on-request"}, "basis"),
        ({"basis": None}, "basis"),
        ({"agreement_number": None}, "agreement_number"),
        ({"agreement_number": ""}, "agreement_number"),
        ({"agreement_number": "   "}, "agreement_number"),
        ({"basis": "won-bid", "award_number": "7"}, "contract_number"),
        ({"pieces_pledged": None}, "pieces_pledged"),
        ({"pieces_pledged": Unread(typed="2oo")}, "pieces_pledged"),
        ({"declaration": "gone"}, "declaration"),
        ({"declaration": Unread(typed="?")}, "declaration"),
    ],
)
def test_a_row_that_does_not_count_says_why(change: dict[str, Any], place: str) -> None:
    finding = supported(row(), row("s2", **change))
    assert finding.numbers["counted"] == 200
    assert finding.numbers["rows"] == 1
    assert finding.numbers["left_out"] == ("SAMPLE s2",)
    assert finding.left_out == (f"support[s2].{place}",)
    assert supported(row("s2", **change)).places[0] == f"support[s2].{place}"


def test_no_support_at_all_is_not_met() -> None:
    finding = supported()
    assert finding.answer == "not-met"
    assert finding.numbers["short"] == 200
    assert finding.numbers["declare_at_most"] == 0


def test_nothing_declared_needs_nothing() -> None:
    assert supported(dossier=with_line(pieces_declared=0)).answer == "met"


@pytest.mark.parametrize("pieces", [None, Unread(typed="12o")])
def test_pieces_nobody_declared_yet_are_asked_for(pieces: Any) -> None:
    finding = supported(row(), dossier=with_line(pieces_declared=pieces))
    assert finding.answer == "unfilled"
    assert finding.places == ("goods[g1].pieces_declared",)
    assert finding.counted == ("support[s1].pieces_pledged",)


def two_declarations(*first: DeclaredLine, second: tuple[DeclaredLine, ...] = ()) -> Dossier:
    """The consignment on two declarations."""
    declarations = (
        Declaration(id="d1", planned=date(2020, 4, 20), lines=first),
        Declaration(id="d2", planned=date(2020, 4, 21), lines=second),
    )
    return replace(SHIPMENT, customs=Customs(declarations=declarations))


def of_each(dossier: Dossier) -> dict[str | None, Finding]:
    """What the domestic share answers of each declaration."""
    asked = {"whole": "declared", "support": COUNT, "at_least": "fifth"}
    duty = condition("duty", "share", parameters=asked)
    found = report(dossier, pack(duty, values=A_FIFTH)).findings
    return {finding.subject: finding for finding in found}


def test_each_declaration_needs_its_own_share() -> None:
    dossier = two_declarations(
        DeclaredLine(id="a", line="g1", pieces=600),
        second=(DeclaredLine(id="a", line="g1", pieces=400),),
    )
    rows = (row("s1", pieces_pledged=120), row("s2", pieces_pledged=79, declaration="d2"))
    found = of_each(replace(dossier, support=rows))
    assert found["d1"].answer == "met"
    assert found["d1"].numbers["whole"] == 600
    assert found["d2"].answer == "not-met"
    assert found["d2"].numbers["whole"] == 400
    assert found["d2"].numbers["short"] == 1
    assert found["d1"].key == "sample/duty@d1"


def test_a_row_of_no_declaration_counts_for_one_alone() -> None:
    one = replace(SHIPMENT, support=(row(declaration=None),))
    assert (
        ask(
            one,
            "share",
            {"whole": "declared", "support": COUNT, "at_least": "fifth"},
            values=A_FIFTH,
        ).answer
        == "met"
    )
    two = two_declarations(
        DeclaredLine(id="a", line="g1", pieces=600),
        second=(DeclaredLine(id="a", line="g1", pieces=400),),
    )
    for finding in of_each(replace(two, support=(row(declaration=None),))).values():
        assert finding.answer == "not-met"
        assert finding.left_out == ("support[s1].declaration",)


def test_a_declared_line_without_pieces_is_asked_for_and_is_not_nought() -> None:
    dossier = two_declarations(
        DeclaredLine(id="a", line="g1", pieces=600),
        DeclaredLine(id="b", line="g1"),
        second=(DeclaredLine(id="a", line="g1", pieces=400),),
    )
    found = of_each(replace(dossier, support=(row(),)))
    assert found["d1"].answer == "unfilled"
    assert found["d1"].places == ("customs.declarations[d1].lines[b].pieces",)


@pytest.mark.parametrize("line", [None, "gone", Unread(typed="?")])
def test_a_declared_line_of_no_goods_is_asked_for(line: Any) -> None:
    dossier = two_declarations(
        DeclaredLine(id="a", line="g1", pieces=600),
        DeclaredLine(id="b", line=line, pieces=5000),
        second=(DeclaredLine(id="a", line="g1", pieces=400),),
    )
    found = of_each(replace(dossier, support=(row(),)))
    assert found["d1"].answer == "unfilled"
    assert found["d1"].places == ("customs.declarations[d1].lines[b].line",)


def test_two_declarations_without_lines_do_not_each_declare_everything() -> None:
    found = of_each(replace(two_declarations(), support=(row(),)))
    assert found["d1"].answer == found["d2"].answer == "unfilled"
    assert found["d2"].places == ("customs.declarations[d2].lines",)


def test_a_declaration_of_other_goods_is_not_asked() -> None:
    gloves = GoodsLine(id="g2", kind="gloves", use="medical", pieces_declared=50)
    dossier = two_declarations(
        DeclaredLine(id="a", line="g1", pieces=1000),
        second=(DeclaredLine(id="a", line="g2", pieces=50),),
    )
    dossier = replace(dossier, goods=(*dossier.goods, gloves), support=(row(),))
    asked = {"whole": "declared", "support": COUNT, "at_least": "fifth"}
    duty = condition("duty", "share", parameters=asked, kinds=("medical-mask",))
    found = report(dossier, pack(duty, values=A_FIFTH)).findings
    assert [finding.subject for finding in found] == ["d1"]


MADE = Output(
    period_from=date(2020, 4, 1),
    period_until=date(2020, 4, 30),
    level="firm",
    pieces_made=4000,
    pieces_kept=3000,
)
EXPORT = {
    "part": "declared",
    "whole": "output.pieces_made",
    "at_most": "quarter",
    "asked": ["output.period_from", "output.period_until", "output.level"],
}


def exported(output: Output, share: int | str = 25, pieces: int = 1000) -> Finding:
    """What a limit on the exported share answers."""
    dossier = replace(with_line(pieces_declared=pieces), output=output)
    return ask(dossier, "share", EXPORT, values=(value("quarter", share),))


def test_a_quarter_may_leave_and_not_a_piece_more() -> None:
    finding = exported(MADE)
    assert finding.answer == "met"
    assert finding.numbers["allowed"] == 1000
    assert finding.numbers["over"] == 0
    assert finding.numbers["whole_needed"] == 4000
    assert finding.numbers["period_from"] == date(2020, 4, 1)
    over = exported(MADE, pieces=1001)
    assert over.answer == "not-met"
    assert over.numbers["allowed"] == 1000
    assert over.numbers["over"] == 1
    assert over.numbers["whole_needed"] == 4004
    assert over.cures == (Cure(kind="declare-at-most", pieces=1000),)
    assert over.places == ("customs.declarations", "output.pieces_made")
    assert exported(replace(MADE, pieces_made=4004), pieces=1001).answer == "met"
    assert exported(replace(MADE, pieces_made=4003), pieces=1001).answer == "not-met"


def test_where_nothing_may_leave_every_piece_is_over() -> None:
    finding = exported(MADE, share=0)
    assert finding.answer == "not-met"
    assert finding.numbers["allowed"] == 0
    assert finding.numbers["over"] == 1000
    assert exported(MADE, share=0, pieces=0).answer == "met"
    asked = {"whole": "declared", "support": COUNT, "at_least": "none"}
    assert ask(SHIPMENT, "share", asked, values=(value("none", 0),)).answer == "met"


def test_the_period_of_the_output_is_asked_for_even_where_the_figures_suffice() -> None:
    finding = exported(replace(MADE, period_until=None, level=None))
    assert finding.answer == "unfilled"
    assert finding.places == ("output.period_until", "output.level")
    assert exported(Output()).places == (
        "output.period_from",
        "output.period_until",
        "output.level",
        "output.pieces_made",
    )


def test_a_part_of_the_output_is_held_to_its_share() -> None:
    asked = {"part": "output.pieces_kept", "whole": "output.pieces_made", "at_least": "three"}
    dossier = replace(SHIPMENT, output=MADE)
    values = (value("three", "75"),)
    assert ask(dossier, "share", asked, values=values).answer == "met"
    less = replace(SHIPMENT, output=replace(MADE, pieces_kept=2999))
    finding = ask(less, "share", asked, values=values)
    assert finding.answer == "not-met"
    assert finding.numbers["short"] == 1
    assert finding.cures == ()
    assert finding.places == ("output.pieces_kept", "output.pieces_made")


def test_one_row_that_counts_is_support() -> None:
    asked = {"support": COUNT}
    finding = ask(replace(SHIPMENT, support=(row(),)), "supported", asked)
    assert finding.answer == "met"
    assert finding.numbers["counted"] == 200
    none = ask(replace(SHIPMENT, support=(row(standing="proposed"),)), "supported", asked)
    assert none.answer == "not-met"
    assert none.places == ("support[s1].standing", "support")


def test_five_thousand_rows_are_counted_exactly() -> None:
    rows = tuple(row(f"s{n}", pieces_pledged=10**14 - 1) for n in range(5_000))
    finding = supported(*rows)
    assert finding.numbers["counted"] == 5_000 * (10**14 - 1)
    assert finding.numbers["declare_at_most"] == 25_000 * (10**14 - 1)
