"""Copy as new: what belongs to one consignment is dropped, what normally differs is marked."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from msgspec.structs import replace

from dossier.arbitrary import dossiers
from maskdesk.dossier import codec
from maskdesk.dossier import sections as s
from maskdesk.dossier.copying import confirm, copied_as_new, to_confirm
from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.paths import NoSuchPlace, fields, put, put_rows
from maskdesk.dossier.unread import Unread

DAY = date(2020, 5, 6)
OLD = s.Dossier(
    id="SAMPLE-OLD",
    head=s.Head(reference="SAMPLE-1", origin="VN", version=3, amends="2: SAMPLE", note="SAMPLE"),
    exporter=s.Exporter(name_english="SAMPLE", signatories=(s.Signatory(id="d", name="Mẫu"),)),
    parties=(s.Party(id="b", name="SAMPLE Buyer", roles=("buyer",)),),
    contract=s.Contract(
        number="1",
        signed=DAY,
        in_force=DAY,
        pieces_ordered=1000,
        value=Decimal("12.50"),
        currency="USD",
        invoice_number="I-1",
        annexes=(s.ContractAnnex(id="a", number="1"),),
        assignment=s.Assignment(issuer="SAMPLE", number="2", day=DAY),
    ),
    shipments=(s.Shipment(id="s", pieces=1),),
    customs=s.Customs(
        office="SAMPLE",
        vessel="SAMPLE",
        shipped=DAY,
        declarations=(
            s.Declaration(id="d", number="3", registered=datetime(2020, 5, 6, tzinfo=UTC)),
        ),
    ),
    goods=(
        s.GoodsLine(
            id="g1",
            model="M",
            pieces_declared=500,
            pieces_loaded=500,
            pack_checked=True,
            marks="SAMPLE\nNo. 1-20",
            lots=(s.Lot(id="l", number="L-1"),),
        ),
        s.GoodsLine(id="g2", pieces_declared=0),
    ),
    support=(s.Support(id="f"),),
    extracts=(s.Extract(id="x"),),
    evidence=(s.Evidence(id="e", file="a.pdf"),),
    destination=s.Destination(country="CH", importer_accepts_standard=True),
    papers=(s.Paper(id="p", form="vn-undertaking", number="9", day=DAY, place="Hà Nội", copies=2),),
    moves=(s.Move(id="m", version=1, kind="handed-in"),),
    copied=(s.Copied(id="c", place="destination.country", was="DE", confirmed=True),),
    acknowledgements=(s.Acknowledgement(id="k", finding="f", reason="SAMPLE"),),
    overrides=(s.Override(id="o", finding="f", name="SAMPLE", reason="SAMPLE"),),
)
NEW = copied_as_new(OLD, "SAMPLE-NEW")


def test_numbers_days_lots_and_decisions_stay_behind() -> None:
    assert NEW.id == "SAMPLE-NEW"
    assert NEW.head == s.Head(origin="VN")
    contract = NEW.contract
    assert (contract.number, contract.signed, contract.in_force) == (None, None, None)
    assert (contract.invoice_number, contract.annexes) == (None, ())
    assert contract.assignment == s.Assignment()
    assert NEW.customs == s.Customs(office="SAMPLE")
    assert [line.lots for line in NEW.goods] == [(), ()]
    assert (NEW.goods[0].pieces_loaded, NEW.goods[0].pack_checked) == (None, None)
    assert NEW.papers == (s.Paper(id="p", form="vn-undertaking", place="Hà Nội", copies=2),)
    for rows in ("shipments", "support", "extracts", "moves", "acknowledgements", "overrides"):
        assert getattr(NEW, rows) == (), rows
    assert NEW.destination.importer_accepts_standard is None


def test_what_stays_the_same_from_one_consignment_to_the_next_is_kept() -> None:
    assert NEW.exporter == OLD.exporter
    assert NEW.parties == OLD.parties
    assert NEW.evidence == OLD.evidence
    assert (NEW.goods[0].model, NEW.contract.currency) == ("M", "USD")


def test_every_copied_field_that_normally_differs_is_to_be_confirmed() -> None:
    assert to_confirm(NEW) == (
        "contract.pieces_ordered",
        "contract.value",
        "goods[g1].pieces_declared",
        "goods[g1].marks",
        "goods[g2].pieces_declared",
        "destination.country",
    )
    assert to_confirm(codec.read(codec.write(NEW))) == to_confirm(NEW)
    rows = {row.place: (row.was, row.confirmed) for row in NEW.copied}
    assert rows["contract.value"] == ("12.50", None)
    assert rows["goods[g2].pieces_declared"] == ("0", None), "nought is a number, too"


def test_a_field_changed_or_emptied_or_gone_with_its_row_is_settled() -> None:
    changed = put(NEW, "contract.pieces_ordered", 1001)
    changed = put(changed, "destination.country", None)
    changed = put_rows(changed, "goods", NEW.goods[1:])
    assert to_confirm(changed) == ("contract.value", "goods[g2].pieces_declared")
    unread = put(NEW, "contract.value", Unread(typed="12.5o", language="en"))
    assert "contract.value" not in to_confirm(unread)


def test_a_field_changed_back_is_to_be_confirmed_again() -> None:
    changed = put(put(NEW, "contract.value", Decimal(13)), "contract.value", Decimal("12.50"))
    assert "contract.value" in to_confirm(changed)


def test_a_confirmed_field_is_settled_alone() -> None:
    confirmed = confirm(NEW, "destination.country")
    assert to_confirm(confirmed) == to_confirm(NEW)[:-1]
    for place in to_confirm(NEW):
        confirmed = confirm(confirmed, place)
    assert to_confirm(confirmed) == ()
    assert replace(confirmed, copied=()) == replace(NEW, copied=())


@pytest.mark.parametrize("place", ["exporter.name_english", "nowhere", "", "goods[g1].lots[l]"])
def test_only_what_was_copied_can_be_confirmed(place: str) -> None:
    with pytest.raises(NoSuchPlace):
        confirm(NEW, place)


def test_a_copy_of_a_copy_starts_anew() -> None:
    again = copied_as_new(confirm(NEW, "destination.country"), "SAMPLE-3")
    assert to_confirm(again) == to_confirm(NEW)


@given(dossiers())
def test_whatever_is_copied_is_saved_marked_and_dropped_as_each_field_says(
    old: s.Dossier,
) -> None:
    new = codec.read(codec.write(copied_as_new(old, "SAMPLE")))
    for path, field, value in fields(new):
        if field.copying == "dropped" and not path.startswith("copied["):
            assert value in (None, (), ""), path
    marked = [
        path
        for path, field, value in fields(new)
        if field.copying == "confirmed" and value not in (None, "", ())
    ]
    assert list(to_confirm(new)) == marked, "none is taken for changed by being saved"
    for place in marked:
        new = confirm(new, place)
    assert to_confirm(new) == ()


def _described(struct: type[s.Section], prefix: str = "") -> list[tuple[str, Field | Rows]]:
    found: list[tuple[str, Field | Rows]] = []
    for member in members(struct).values():
        if isinstance(member.description, (Field, Rows)):
            found.append((f"{prefix}{member.name}", member.description))
    return found


def test_a_number_or_day_of_a_contract_is_never_carried_over() -> None:
    for name, description in _described(s.Contract):
        if name.endswith(("number", "signed", "in_force")):
            assert description.copying == "dropped", name
