"""The papers of one consignment say the same numbers, each in its own language's writing."""

from msgspec.structs import replace

from maskdesk.dossier.sections import Dossier
from maskdesk.output.forms import (
    commercial_invoice,
    packing_list,
    supplier_statement,
    vn_domestic_support,
    vn_undertaking,
)
from maskdesk.output.forms.form import Facts
from maskdesk.output.sheet import Drawing
from maskdesk.rules.evaluate import check
from output.forms.consignment import DAY, DRAFT, consignment, line, two_declarations
from output.forms.pressed import press, printed_at

_MODULES = (
    vn_domestic_support,
    vn_undertaking,
    supplier_statement,
    commercial_invoice,
    packing_list,
)


def papers(dossier: Dossier, declaration: int | None = None) -> dict[str, Drawing]:
    declared = dossier.customs.declarations[declaration] if declaration is not None else None
    report = check(dossier, DRAFT, DAY)
    drawings = {}
    for module in _MODULES:
        facts = Facts(dossier=dossier, report=report, form=module.FORM.id, declaration=declared)
        drawings[module.FORM.id] = press().draw(module.FORM, facts, draft=False)
    return drawings


def digits(texts: set[str]) -> set[str]:
    return {"".join(one for one in text if one.isdigit()) for text in texts}


def agreed(drawings: dict[str, Drawing], path: str) -> set[str]:
    """What all papers that print a path print for it, group marks aside."""
    found = [printed_at(drawing, path) for drawing in drawings.values()]
    shown = [digits(texts) for texts in found if texts]
    assert len(shown) > 1, path
    assert all(one == shown[0] for one in shown), (path, found)
    return shown[0]


def test_the_same_pieces_stand_on_every_paper() -> None:
    drawings = papers(consignment(goods=tuple(line(n) for n in range(1, 6))))
    assert agreed(drawings, "sum:goods.pieces_declared") == {"16000000"}
    for number in range(1, 6):
        assert agreed(drawings, f"goods[g{number}].pieces_declared") == {"3200000"}
    assert agreed(drawings, "sum:goods.lots.pieces") == {"16000000"}
    assert all(printed_at(one, "sum:goods.pieces_declared") for one in drawings.values())


def test_the_same_pieces_stand_on_every_paper_of_one_declaration() -> None:
    drawings = papers(two_declarations(), 1)
    assert agreed(drawings, "sum:goods.pieces_declared") == {"5400000"}
    assert agreed(drawings, "customs.declarations[d2].lines[x2].pieces") == {"2200000"}


def test_invoice_number_and_day_are_the_same_wherever_they_stand() -> None:
    drawings = papers(consignment())
    assert agreed(drawings, "contract.invoice_number") == {"2020015"}
    for form in ("commercial-invoice", "packing-list", "supplier-statement"):
        assert "20 Apr 2020" in printed_at(drawings[form], "papers[q2].day")


def test_a_missing_quantity_is_missing_on_every_paper() -> None:
    drawings = papers(consignment(goods=(line(1), line(2, pieces_declared=None))))
    assert agreed(drawings, "sum:goods.pieces_declared") == {""}


def test_a_change_of_one_number_changes_every_paper_that_prints_it() -> None:
    dossier = consignment()
    changed = replace(
        dossier, goods=(replace(dossier.goods[0], pieces_declared=1), dossier.goods[1])
    )
    before, after = papers(dossier), papers(changed)
    for form, drawing in after.items():
        path = "goods[g1].pieces_declared"
        assert printed_at(drawing, path) == {"1"}
        assert printed_at(before[form], path) != {"1"}
