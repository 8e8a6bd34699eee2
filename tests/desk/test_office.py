"""What an office keeps at hand: how the dossier it looked at last stands."""

from datetime import timedelta

from desk.dossiers import DAY, viet_nam
from maskdesk.desk.office import Office
from maskdesk.dossier.paths import put
from maskdesk.rules.evaluate import check


def test_a_dossier_is_checked_once_a_day_under_the_same_law_and_anew_under_any_other() -> None:
    office, dossier = Office(), viet_nam()
    first = office.report(dossier, DAY)
    assert first == check(dossier, office.law, DAY)
    assert office.report(dossier, DAY) is first
    other_days = office.report(dossier, DAY + timedelta(400), on=DAY)
    assert other_days == check(dossier, office.law, DAY + timedelta(400), on=DAY)
    came_back = frozenset({"SAMPLE"})
    assert office.report(dossier, DAY, returned=came_back) == check(
        dossier, office.law, DAY, returned=came_back
    )
    edited = put(dossier, "contract.signed", None)
    before = office.report(edited, DAY)
    assert before == check(edited, office.law, DAY)
    assert before is not first
    office.forget_law()
    assert office.report(edited, DAY) is not before
