"""After an amendment exactly the papers that would say something else are named wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from desk.dossiers import DAY, viet_nam
from desk.made import MOMENT, made, office, practice, sealed, sealed_viet_nam
from desk.versions import (
    PAPERS,
    amended,
    made_china,
    made_viet_nam,
    second_viet_nam,
    signed_few_again,
)
from maskdesk.desk.delivering import remembering
from maskdesk.desk.opening import OpenDossier
from maskdesk.desk.replacing import wrong_papers
from maskdesk.dossier.paths import put, put_rows
from maskdesk.dossier.sections import Dossier, Lot, Paper, Party
from maskdesk.output.forms.form import Enclosure

ALL = set(PAPERS)
LOT = Lot(id="l1", number="SAMPLE-1", produced=DAY, pieces=500_000)

Change = Callable[[Dossier], Dossier]


def wrong(first: OpenDossier, dossier: Dossier | None = None) -> tuple[Enclosure, ...]:
    return wrong_papers(amended(first, dossier), office(), MOMENT)


def forms(found: tuple[Enclosure, ...]) -> set[str]:
    return {one.form for one in found}


def test_an_amendment_that_changes_nothing_makes_no_paper_wrong() -> None:
    assert wrong(made_viet_nam()) == ()
    assert wrong(made_china()) == ()
    assert wrong_papers(made_viet_nam(), office(), MOMENT) == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda d: put(d, "contract.number", "02/2020/HĐ-SAMPLE"), ALL),
        (lambda d: put(d, "goods[g1].model", "SM-2"), ALL | {"goods"}),
        (lambda d: put(d, "goods[g1].pieces_declared", 900_000), ALL | {"goods"}),
        (
            lambda d: put(
                put(d, "contract.currency", "USD"), "goods[g1].unit_price", Decimal("0.2")
            ),
            {"commercial-invoice"},
        ),
        (
            lambda d: put_rows(d, "goods[g1].lots", (LOT,)),
            {"supplier-statement", "packing-list", "goods"},
        ),
        (lambda d: put_rows(d, "goods", ()), ALL | {"goods"}),
        (lambda d: put(d, "head.note", "SAMPLE: for the office alone"), set()),
    ],
    ids=["contract", "model", "pieces", "price", "lot", "no-goods", "note"],
)
def test_exactly_the_papers_that_print_what_changed_are_wrong(
    change: Change, named: set[str]
) -> None:
    first = made_viet_nam()
    assert forms(wrong(first, change(first.dossier))) == named


def test_one_lot_among_two_makes_wrong_what_lists_lots() -> None:
    other = Lot(id="l2", number="SAMPLE-2", produced=DAY, pieces=500_000)
    dossier = put_rows(viet_nam(), "goods[g1].lots", (LOT, other))
    first = sealed(dossier)
    first = remembering(first, made(first, None, *PAPERS), MOMENT)
    found = wrong(first, put(first.dossier, "goods[g1].lots[l2].number", "SAMPLE-3"))
    assert forms(found) == {"supplier-statement", "packing-list", "goods"}


def numbered(number: str | None, day: date | None, place: str = "Hà Nội") -> tuple[Paper, ...]:
    return (Paper(id="p1", form="vn-undertaking", number=number, day=day, place=place),)


def test_a_papers_own_number_and_day_make_none_wrong_but_its_place_does() -> None:
    first = sealed(viet_nam(papers=numbered("12/SAMPLE", DAY)))
    first = remembering(first, made(first, None, "vn-undertaking"), MOMENT)
    dossier = first.dossier
    for papers in (numbered("13/SAMPLE", date(2020, 5, 7)), numbered(None, None)):
        assert wrong(first, put_rows(dossier, "papers", papers)) == ()
    moved = numbered("13/SAMPLE", DAY, place="Đà Nẵng")
    (found,) = wrong(first, put_rows(dossier, "papers", moved))
    assert (found.form, found.number) == ("vn-undertaking", "12/SAMPLE")
    assert found.day
    assert (found.file, found.way, found.pages) == ("01-vn-undertaking.pdf", "ink", 1)


@pytest.mark.parametrize(
    ("form", "number", "day"),
    [
        ("commercial-invoice", "contract.invoice_number", ""),
        ("broker-authority", "customs.broker_authority", "customs.broker_authority_day"),
    ],
)
def test_number_and_day_are_told_where_the_form_has_them(form: str, number: str, day: str) -> None:
    broker = Party(id="b", name="SAMPLE Brokers", roles=("customs-broker",))
    dossier = put(put_rows(viet_nam(), "parties", (broker,)), number, "77/SAMPLE")
    dossier = put(dossier, day, date(2020, 5, 4)) if day else dossier
    dossier = put_rows(dossier, "papers", (Paper(id="w", form=form, wished=True),))
    first = sealed(dossier)
    first = remembering(first, made(first, None, form), MOMENT)
    (found,) = wrong(first, put(first.dossier, "contract.number", "2"))
    assert (found.form, found.number) == (form, "77/SAMPLE")
    assert bool(found.day) is bool(day)


def test_a_row_of_number_and_day_that_went_makes_none_wrong() -> None:
    row = (Paper(id="p1", form="vn-undertaking", number="12/SAMPLE", day=DAY),)
    first = sealed(viet_nam(papers=row))
    first = remembering(first, made(first, None, "vn-undertaking"), MOMENT)
    assert wrong(first, put_rows(first.dossier, "papers", ())) == ()


def test_what_an_earlier_package_of_the_version_held_is_looked_at_too() -> None:
    first = signed_few_again()
    found = wrong(first, put(first.dossier, "contract.number", "2"))
    assert forms(found) == ALL
    ways = {one.form: one.way for one in found}
    assert (ways["commercial-invoice"], ways["packing-list"]) == ("signed", "ink")


def test_without_papers_or_a_seal_nothing_is_wrong() -> None:
    assert wrong(sealed_viet_nam(), put(viet_nam(), "contract.number", "2")) == ()
    assert wrong_papers(second_viet_nam(), office(), MOMENT) == ()


def test_the_second_version_is_compared_with_itself_not_with_the_first() -> None:
    second = second_viet_nam()
    second = remembering(second, made(second, practice(), "commercial-invoice"), MOMENT)
    assert wrong(second) == ()
    back = put(second.dossier, "contract.number", "01/2020/HĐ-SAMPLE")
    assert forms(wrong(second, back)) == {"commercial-invoice"}
