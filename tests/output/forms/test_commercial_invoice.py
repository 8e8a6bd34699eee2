"""The commercial invoice: boxes of the UN Layout Key, amounts that add up, nothing guessed."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier, Party
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.commercial_invoice import FORM
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


def test_the_boxes_hold_what_the_dossier_says() -> None:
    drawing = pressed(FORM, consignment())
    assert drawing.pages == 1
    for path, text in {
        "exporter.name_english": "SAMPLE Medical Equipment JSC",
        "parties[b1].name": "SAMPLE Klinikbedarf GmbH",
        "parties[b1].roles": "Same as consignee",
        "parties[n1].name": "SAMPLE Spedition GmbH",
        "contract.invoice_number": "INV-2020-015",
        "papers[q2].day": "20 Apr 2020",
        "contract.number": "07/2020/HĐXK-SAMPLE",
        "contract.incoterm": "FOB",
        "contract.incoterm_place": "Cat Lai, Ho Chi Minh City",
        "contract.payment": "30 % in advance, 70 % against documents",
        "customs.port_of_loading": "VNCLI",
        "customs.port_of_discharge": "DEHAM",
        "customs.transport_document": "B/L SAMPLE0042",
        "goods[g1].country_of_origin": "Vietnam",
        "destination.country": "Germany",
        "goods[g1].hs_origin": "6307.90.40",
        "goods[g1].unit_price": "0.0425",
        "exporter.signatories[p1].position_english": "Director",
    }.items():
        assert text in printed_at(drawing, path), path


def test_amounts_and_total_stand_with_the_currency() -> None:
    drawing = pressed(FORM, consignment())
    assert printed_at(drawing, "sum:goods[g1].amount") == {"136,000.00"}
    assert printed_at(drawing, "sum:goods.amount") == {"USD\u00a0272,000.00"}
    assert printed_at(drawing, "sum:goods.pieces_declared") == {"6,400,000"}


@pytest.mark.parametrize(
    ("currency", "price", "amount", "total"),
    [
        ("USD", "0.0333", "0.10", "0.20"),
        ("JPY", "0.5", "2", "4"),
        ("KWD", "0.0005", "0.002", "0.004"),
        ("VND", "1234.6", "3,704", "7,408"),
    ],
)
def test_the_total_adds_the_amounts_as_they_are_printed(
    currency: str, price: str, amount: str, total: str
) -> None:
    goods = tuple(line(n, pieces_declared=3, unit_price=Decimal(price)) for n in (1, 2))
    contract = replace(consignment().contract, currency=currency)
    drawing = pressed(FORM, consignment(goods=goods, contract=contract))
    assert printed_at(drawing, "sum:goods[g2].amount") == {amount}
    assert printed_at(drawing, "sum:goods.amount") == {f"{currency}\u00a0{total}"}


@pytest.mark.parametrize(
    "changes", [{"unit_price": None}, {"pieces_declared": Unread(typed="12o", language="en")}]
)
def test_one_open_amount_leaves_the_total_open(changes: dict[str, object]) -> None:
    drawing = pressed(FORM, consignment(goods=(line(1), line(2, **changes))))
    assert printed_at(drawing, "sum:goods[g1].amount") == {"136,000.00"}
    assert printed_at(drawing, "sum:goods[g2].amount") == {""}
    assert printed_at(drawing, "sum:goods.amount") == {""}
    assert "12o" not in words_of(drawing)


def test_without_a_currency_no_amount_is_printed() -> None:
    contract = replace(consignment().contract, currency=None)
    drawing = pressed(FORM, consignment(contract=contract))
    assert printed_at(drawing, "sum:goods.amount") == {""}
    assert printed_at(drawing, "sum:goods[g1].amount") == {""}


def test_unlike_units_are_not_added() -> None:
    drawing = pressed(FORM, consignment(goods=(line(1), line(2, unit="PR"))))
    assert printed_at(drawing, "sum:goods.pieces_declared") == set()
    assert printed_at(drawing, "sum:goods.amount") == {"USD\u00a0272,000.00"}


def test_a_line_says_its_origin_only_where_the_lines_differ() -> None:
    assert "Origin:" not in words_of(pressed(FORM, consignment()))
    mixed = consignment(goods=(line(1), line(2, country_of_origin="CN")))
    read = words_of(pressed(FORM, mixed))
    assert "Vietnam;China" in read
    assert "Origin:China" in read


def test_a_buyer_of_its_own_is_named_and_a_missing_party_left_blank() -> None:
    parties = (
        Party(id="a", roles=("consignee",), name="SAMPLE Lager GmbH"),
        Party(id="b", roles=("buyer",), name="SAMPLE Handel AG", country="CH"),
    )
    drawing = pressed(FORM, consignment(parties=parties))
    assert printed_at(drawing, "parties[b].name") == {"SAMPLE Handel AG"}
    assert printed_at(drawing, "parties[b].country") == {"Switzerland"}
    assert printed_at(drawing, "parties") == {""}


def test_the_invoice_is_numbered_by_the_contract_or_by_itself() -> None:
    dossier = consignment(contract=replace(consignment().contract, invoice_number=None))
    papers = tuple(
        replace(one, number="2020-7") if one.id == "q2" else one for one in dossier.papers
    )
    drawing = pressed(FORM, replace(dossier, papers=papers))
    assert printed_at(drawing, "papers[q2].number") == {"2020-7"}


@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossier = consignment(goods=(line(1), line(2, country_of_origin="CN")))
    signatory = replace(
        dossier.exporter.signatories[0], capacity="by-authorisation", authorisation_day=DAY
    )
    exporter = replace(dossier.exporter, signatories=(signatory,))
    dossiers = [replace(dossier, exporter=exporter), Dossier()]
    assert keys_never_printed(FORM, dossiers, "en") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, consignment()))
