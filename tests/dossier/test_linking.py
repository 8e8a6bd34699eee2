"""What links to a row: a certificate to its scan, a support row to its agreement."""

import pytest

from maskdesk.dossier.linking import fields_linking, places_linking
from maskdesk.dossier.paths import describe
from maskdesk.dossier.sections import (
    Certificate,
    Customs,
    Declaration,
    DeclaredLine,
    Dossier,
    Evidence,
    GoodsLine,
    Support,
)

DOSSIER = Dossier(
    customs=Customs(declarations=(Declaration(id="d", lines=(DeclaredLine(id="x", line="g1"),)),)),
    goods=(GoodsLine(id="g1", producer="p"),),
    support=(Support(id="s", evidence=("scan", "other")),),
    certificates=(
        Certificate(id="c1", evidence=("scan",), goods=("g1",)),
        Certificate(id="c2", links=("c1",)),
    ),
    evidence=(Evidence(id="scan", translation="other"), Evidence(id="other")),
)


@pytest.mark.parametrize(
    ("to", "row", "places"),
    [
        ("evidence", "scan", {"support[s].evidence", "certificates[c1].evidence"}),
        ("evidence", "other", {"support[s].evidence", "evidence[scan].translation"}),
        ("goods", "g1", {"customs.declarations[d].lines[x].line", "certificates[c1].goods"}),
        ("certificates", "c1", {"certificates[c2].links"}),
        ("producers", "p", {"goods[g1].producer"}),
        ("evidence", "nowhere", set()),
    ],
)
def test_every_place_that_links_to_a_row_is_found(to: str, row: str, places: set[str]) -> None:
    assert set(places_linking(DOSSIER, to, row)) == places


def test_every_field_found_is_one() -> None:
    found = fields_linking("evidence")
    assert {"certificates[].evidence", "support[].evidence", "extracts[].evidence"} <= set(found)
    assert all(describe(path) for path in found)
