"""The maker of large dossiers gives whole, repeatable ones."""

import pytest

from benchmarks.large import DAY, large_dossier
from maskdesk.desk.office import Office
from maskdesk.dossier import codec
from maskdesk.rules.evaluate import check


@pytest.mark.parametrize("lines", [0, 1, 60])
def test_a_large_dossier_has_the_rows_asked_for(lines: int) -> None:
    dossier = large_dossier(lines, support=7, certificates=9)
    assert (len(dossier.goods), len(dossier.support), len(dossier.certificates)) == (lines, 7, 9)
    assert codec.read(codec.write(dossier)) == dossier


def test_the_same_seed_gives_the_same_dossier() -> None:
    assert large_dossier(40) == large_dossier(40)
    assert large_dossier(40) != large_dossier(40, seed=1)


def test_a_large_dossier_is_one_a_clerk_could_hand_in() -> None:
    dossier = large_dossier(96)
    report = check(dossier, Office().law, DAY)
    medical = {f"goods[{line.id}]" for line in dossier.goods if line.kind == "medical-mask"}
    assert not [place for _, place in report.uncovered if place in medical]
    left = {one.key for one in report.findings if one.open and one.severity != "note"}
    assert left <= {"vn-2020-nq20/route", "vn-2020-draft-mof/domestic-share"}
