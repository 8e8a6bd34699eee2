"""What a dossier says in one place against another: figures that agree, and each that does not."""

from datetime import date
from decimal import Decimal

from law.table import Row, with_
from maskdesk.dossier.sections import (
    Contract,
    Customs,
    Declaration,
    Dossier,
    GoodsLine,
    Head,
    Lot,
    Producer,
)

BASES = {
    "figures": Dossier(
        head=Head(origin="VN"),
        contract=Contract(currency="EUR", value=Decimal("150.00")),
        customs=Customs(declarations=(Declaration(id="d1", planned=date(2026, 11, 24)),)),
        goods=(
            GoodsLine(
                id="g1",
                kind="medical-mask",
                use="medical",
                producer="p1",
                pieces_ordered=1_000,
                pieces_declared=1_000,
                unit_price=Decimal("0.15"),
                pieces_per_carton=100,
                packages=10,
                lots=(Lot(id="a", number="L1", pieces=1_000),),
            ),
        ),
        producers=(Producer(id="p1"),),
    )
}
ROWS = (
    Row("own-figures/kind-and-use", "figures", with_("goods[g1].use", None), "unfilled", "depends"),
    Row(
        "own-figures/packages",
        "figures",
        with_("goods[g1].packages", 9),
        "not-met",
        "there should be 10",
    ),
    Row("own-figures/lots", "figures", with_("goods[g1].lots[a].pieces", 999), "not-met"),
    Row("own-figures/value", "figures", with_("contract.value", Decimal("151.00")), "not-met"),
    Row(
        "own-figures/in-time",
        "figures",
        with_("producers[p1].opening_stock", 400),
        "not-met",
        "600 short",
    ),
)
