"""Handing in: refused while a paper is held up or none was made; each step recorded and dated."""

from datetime import date

import pytest

from desk.dossiers import DAY
from desk.made import MOMENT, office, practice, sealed_viet_nam
from desk.versions import (
    amended,
    joint_papers,
    made_china,
    made_twice,
    made_viet_nam,
    resealed,
    second_viet_nam,
)
from maskdesk.desk.countersigning import countersigned
from maskdesk.desk.handing_in import (
    DeadlineTooFar,
    NothingMade,
    StillHeldUp,
    record_move,
    standings,
)
from maskdesk.desk.opening import OpenDossier, new_dossier
from maskdesk.desk.returning import accept
from maskdesk.desk.sealed import NotSealed
from maskdesk.desk.verifying import Trust
from maskdesk.dossier.paths import NotOfItsKind, put
from maskdesk.dossier.sections import Dossier, Move
from maskdesk.rules.life import NotAllowed
from maskdesk.store import history
from maskdesk.store.member_names import HISTORY


def recorded(opened: OpenDossier, *kinds: str, **said: object) -> OpenDossier:
    for kind in kinds:
        move = Move(id="new", kind=kind, day=DAY, **said)  # type: ignore[arg-type]
        opened = record_move(opened, move, MOMENT)
    return opened


def states(opened: OpenDossier) -> list[str]:
    return [standing.state for standing in standings(opened)]


def test_a_step_is_recorded_with_its_version_and_in_the_history() -> None:
    opened = recorded(made_viet_nam(), "handed-in", authority="SAMPLE", receipt="7")
    (move,) = opened.dossier.moves
    assert (move.id, move.version, move.kind, move.receipt) == ("m1", 1, "handed-in", "7")
    last = list(history.events(opened.container.read(HISTORY)))[-1]
    assert (last.what, last.to) == ("handed-in", "1")
    assert states(opened) == ["handed-in"]
    assert opened.sealed(1).dossier.moves == (), "what was sealed stays as it was"


def test_nothing_is_handed_in_before_it_is_sealed_and_made() -> None:
    with pytest.raises(NotSealed):
        recorded(new_dossier(Dossier(id="SAMPLE")), "handed-in")
    with pytest.raises(NothingMade, match="version 1"):
        recorded(sealed_viet_nam(), "handed-in")
    with pytest.raises(NothingMade, match="version 2"):
        recorded(second_viet_nam(), "handed-in")


def test_a_paper_held_up_at_handing_in_is_named_with_the_reason_in_the_clerks_language() -> None:
    said = set()
    for language in ("en", "vi", "zh"):
        with pytest.raises(StillHeldUp) as refused:
            record_move(made_china(), Move(id="new", kind="handed-in", day=DAY), MOMENT, language)
        assert refused.value.places["paper"] == "cn-joint-declaration"
        said.add(str(refused.value.places["reasons"]))
    assert len(said) == 3
    assert "" not in said


def test_the_countersigned_return_lets_the_paper_be_handed_in() -> None:
    manifest = joint_papers().manifest
    name = next(one.file for one in manifest.papers if one.form == "cn-joint-declaration")
    back = countersigned(joint_papers().files[name], practice("SAMPLE Importer"), office(), MOMENT)
    opened, _ = accept(made_china(), back, moment=MOMENT, trust=Trust())
    assert states(recorded(opened, "handed-in")) == ["handed-in"]


def test_a_query_shows_its_question_and_the_day_of_its_answer() -> None:
    opened = recorded(made_viet_nam(), "handed-in")
    asked = recorded(opened, "query", question="SAMPLE?", working_days=3)
    (standing,) = standings(asked)
    assert standing.last is not None
    assert (standing.state, standing.last.question) == ("query-open", "SAMPLE?")
    assert standing.answer_by == date(2020, 5, 11), "6 May was a Wednesday"
    (answered,) = standings(recorded(asked, "answered", answer="SAMPLE"))
    assert (answered.state, answered.answer_by) == ("handed-in", None)


def test_an_answer_in_the_union_is_due_in_working_days_of_the_exporters_state() -> None:
    opened = recorded(made_viet_nam(), "handed-in")
    union = put(put(opened.dossier, "head.origin", "EU"), "exporter.country", "DE")
    asked = recorded(opened.with_dossier(union), "query", working_days=13)
    (standing,) = standings(asked)
    assert standing.answer_by == date(2020, 5, 26), "21 May was Ascension Day"


def test_a_number_of_days_that_cannot_be_is_refused() -> None:
    opened = recorded(made_viet_nam(), "handed-in")
    with pytest.raises(DeadlineTooFar, match="at most 1000"):
        recorded(opened, "query", working_days=1001)
    with pytest.raises(NotOfItsKind):
        recorded(opened, "query", working_days=-1)


def test_a_move_that_does_not_follow_is_refused_and_nothing_recorded() -> None:
    with pytest.raises(NotAllowed, match="Possible now: Handed in"):
        recorded(made_viet_nam(), "accepted")
    over = recorded(made_viet_nam(), "handed-in", "refused", reason="SAMPLE")
    for kind in ("handed-in", "query", "answered", "accepted", "refused", "withdrawn"):
        with pytest.raises(NotAllowed):
            recorded(over, kind)
    assert over.dossier.moves[-1].reason == "SAMPLE"


def test_a_later_version_handed_in_supersedes_the_earlier_and_leaves_what_is_over() -> None:
    first = recorded(made_viet_nam(), "handed-in")
    assert states(resealed(amended(first))) == ["handed-in", "sealed"]
    assert states(recorded(made_twice(), "handed-in")) == ["superseded", "handed-in"]
