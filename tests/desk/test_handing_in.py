"""Handing in: refused while a paper is held up or none was made; each step recorded and dated."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from desk.dossiers import DAY
from desk.made import MOMENT, made, office, practice, sealed_viet_nam
from desk.versions import (
    amended,
    joint_papers,
    made_china,
    made_twice,
    made_viet_nam,
    resealed,
    second_viet_nam,
)
from intake.scanning import as_pdf, saved, with_code
from maskdesk.desk.attaching import Attachment, examine_attachment
from maskdesk.desk.copying import copy_as_new
from maskdesk.desk.countersigning import countersigned
from maskdesk.desk.handing_in import (
    DeadlineTooFar,
    LicenceUnsaid,
    NoSuchLicence,
    NoSuchStep,
    NothingCorrected,
    NothingMade,
    PiecesUnsaid,
    ShipmentUnsaid,
    StillHeldUp,
    WhyUnsaid,
    correct_move,
    licence_called,
    next_moves,
    papers_filed,
    record_move,
    shipment_called,
    standings,
)
from maskdesk.desk.making import is_as_sealed, prospect
from maskdesk.desk.opening import (
    OpenDossier,
    new_dossier,
    of_container,
    open_dossier,
    save_dossier,
)
from maskdesk.desk.paper_data import data_in
from maskdesk.desk.returning import accept
from maskdesk.desk.sealed import NotSealed
from maskdesk.desk.verifying import Trust, verify
from maskdesk.dossier.linking import without_papers_of_steps
from maskdesk.dossier.paths import NotOfItsKind, put, put_rows
from maskdesk.dossier.sections import Dossier, Move, Paper, Shipment, Support
from maskdesk.dossier.vocabulary import MOVES
from maskdesk.rules.life import NotAllowed, licences
from maskdesk.store import history
from maskdesk.store.folder import pack, unpack
from maskdesk.store.member_names import EVIDENCE, HISTORY


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


def test_a_step_told_wrongly_is_corrected_and_the_history_keeps_how_it_was_told() -> None:
    opened = recorded(made_viet_nam(), "handed-in", authority="SAMPLE", receipt="7")
    opened = recorded(opened, "accepted", number="GP-1", pieces=500)
    first, accepted = opened.dossier.moves
    corrected = correct_move(
        opened, replace(accepted, number="GP-2", corrected="SAMPLE: misread"), MOMENT
    )
    assert corrected.dossier.moves == (
        first,
        replace(accepted, number="GP-2", corrected="SAMPLE: misread"),
    )
    (licence,) = licences(corrected.dossier)
    assert (licence.number, licence.left) == ("GP-2", 500)
    assert states(corrected) == ["accepted"]
    *_, recorded_first, last = history.events(corrected.container.read(HISTORY))
    assert (recorded_first.what, last.what) == ("accepted", "corrected moves[m2]")
    assert '"number":"GP-1"' in last.from_
    assert '"number":"GP-2"' in last.to
    assert '"corrected":"SAMPLE: misread"' in last.to
    again = replace(corrected.dossier.moves[1], day=date(2020, 5, 4), corrected="SAMPLE: day")
    twice = correct_move(corrected, again, MOMENT)
    assert twice.dossier.moves[1] == again
    assert (
        '"corrected":"SAMPLE: misread"' in history.events(twice.container.read(HISTORY))[-1].from_
    )


def test_a_correction_changes_neither_what_happened_nor_to_which_version() -> None:
    opened = recorded(made_viet_nam(), "handed-in", receipt="7")
    (step,) = opened.dossier.moves
    other = replace(step, kind="accepted", version=9, receipt="8", corrected="SAMPLE")
    (corrected,) = correct_move(opened, other, MOMENT).dossier.moves
    assert (corrected.kind, corrected.version, corrected.receipt) == ("handed-in", 1, "8")


def test_a_correction_that_says_nothing_or_of_no_step_is_refused() -> None:
    opened = recorded(made_viet_nam(), "handed-in", receipt="7")
    (step,) = opened.dossier.moves
    with pytest.raises(NoSuchStep, match="no step m9"):
        correct_move(opened, replace(step, id="m9", receipt="8", corrected="SAMPLE"), MOMENT)
    with pytest.raises(WhyUnsaid):
        correct_move(opened, replace(step, receipt="8"), MOMENT)
    with pytest.raises(NothingCorrected):
        correct_move(opened, replace(step, corrected="SAMPLE"), MOMENT)
    asked = recorded(opened, "query", working_days=3)
    query = replace(asked.dossier.moves[1], working_days=1001, corrected="SAMPLE")
    with pytest.raises(DeadlineTooFar):
        correct_move(asked, query, MOMENT)


def test_a_shipment_corrected_draws_down_the_licence_it_left_under() -> None:
    opened = recorded(made_viet_nam(), "handed-in")
    opened = recorded(opened, "accepted", number="GP-1", pieces=500)
    opened = recorded(opened, "shipped", pieces=5)
    *_, shipped = opened.dossier.moves
    corrected = correct_move(opened, replace(shipped, pieces=50, corrected="SAMPLE"), MOMENT)
    assert [one.left for one in licences(corrected.dossier)] == [450]
    with pytest.raises(PiecesUnsaid):
        correct_move(opened, replace(shipped, pieces=None, corrected="SAMPLE"), MOMENT)


def test_the_right_letter_is_filed_with_the_correction_beside_the_wrong_one(
    tmp_path: Path,
) -> None:
    wrong, right = tmp_path / "wrong.pdf", tmp_path / "right.pdf"
    wrong.write_bytes(as_pdf([with_code("SAMPLE wrong")]))
    right.write_bytes(as_pdf([with_code("SAMPLE right")]))
    move = Move(id="new", kind="handed-in", day=DAY)
    opened = record_move(made_viet_nam(), move, MOMENT, papers=(examine_attachment(wrong),))
    (step,) = opened.dossier.moves
    corrected = correct_move(
        opened, replace(step, corrected="SAMPLE"), MOMENT, (examine_attachment(right),)
    )
    assert [paper.file for _, paper in papers_filed(corrected.dossier)] == [
        "wrong.pdf",
        "right.pdf",
    ]
    path = tmp_path / "x.maskdesk"
    save_dossier(corrected, path)
    assert verify(path, moment=MOMENT).indication == "valid"


def test_a_move_that_does_not_follow_is_refused_and_nothing_recorded() -> None:
    with pytest.raises(NotAllowed, match="Possible now: Handed in"):
        recorded(made_viet_nam(), "accepted")
    over = recorded(made_viet_nam(), "handed-in", "refused", reason="SAMPLE")
    for kind in MOVES:
        with pytest.raises(NotAllowed):
            recorded(over, kind)
    assert over.dossier.moves[-1].reason == "SAMPLE"


def test_a_later_version_handed_in_supersedes_the_earlier_and_leaves_what_is_over() -> None:
    first = recorded(made_viet_nam(), "handed-in")
    assert states(resealed(amended(first))) == ["handed-in", "sealed"]
    assert states(recorded(made_twice(), "handed-in")) == ["superseded", "handed-in"]


# What leaves after the acceptance.


def accepted(opened: OpenDossier, number: str, pieces: int) -> OpenDossier:
    opened = recorded(opened, "handed-in")
    return recorded(opened, "accepted", number=number, pieces=pieces)


def balances(opened: OpenDossier) -> list[tuple[str, int]]:
    return [(one.number, one.left) for one in licences(opened.dossier)]


def test_a_shipment_that_leaves_a_sealed_version_draws_its_licence_down_unamended() -> None:
    opened = accepted(made_viet_nam(), "GP-1", 1_000)
    snapshot = opened.sealed(1)
    once = recorded(opened, "shipped", pieces=400, transport_document="BL-1/SAMPLE")
    assert balances(once) == [("GP-1", 600)]
    assert once.dossier.moves[-1].licence == "m2", "the only licence is the one it left under"
    twice = recorded(once, "shipped", pieces=700)
    assert balances(twice) == [("GP-1", -100)], "what left is on record, too much or not"
    assert states(twice) == ["accepted"]
    assert twice.versions == (1,)
    assert twice.sealed(1) == snapshot


def test_the_licence_of_the_version_before_is_drawn_down_while_the_next_is_prepared() -> None:
    first = accepted(made_viet_nam(), "GP-1", 1_000)
    second = resealed(amended(first))
    assert next_moves(standings(second)) == {"handed-in": 2, "shipped": 1}
    left = recorded(second, "shipped", pieces=300)
    assert (left.dossier.moves[-1].version, balances(left)) == (1, [("GP-1", 700)])


def test_with_two_licences_a_shipment_names_the_one_it_left_under() -> None:
    first = accepted(made_viet_nam(), "GP-1", 1_000)
    moves = (
        *first.dossier.moves,
        Move(id="h", version=2, kind="handed-in", day=DAY),
        Move(id="b", version=2, kind="accepted", day=DAY, number="GP-2", pieces=500),
    )
    second = resealed(amended(first))
    second = second.with_dossier(put_rows(second.dossier, "moves", moves))
    with pytest.raises(LicenceUnsaid, match="GP-1; GP-2"):
        recorded(second, "shipped", pieces=300)
    with pytest.raises(NoSuchLicence, match=r"GP-3 was given\..*GP-1; GP-2"):
        licence_called(second.dossier, "GP-3")
    left = recorded(second, "shipped", pieces=300, licence=licence_called(second.dossier, "GP-1"))
    assert balances(left) == [("GP-1", 700), ("GP-2", 500)]
    assert left.dossier.moves[-1].version == 1, "the version that was given this licence"


def test_a_shipment_without_pieces_or_before_any_licence_is_asked_about() -> None:
    opened = accepted(made_viet_nam(), "GP-1", 1_000)
    with pytest.raises(PiecesUnsaid):
        recorded(opened, "shipped")
    early = Move(id="new", kind="shipped", pieces=5, day=date(2020, 1, 2))
    with pytest.raises(LicenceUnsaid, match="GP-1"):
        record_move(opened, early, MOMENT)
    with pytest.raises(NotAllowed, match="Shipment left"):
        recorded(made_viet_nam(), "shipped", pieces=5)


def test_where_no_licence_counts_pieces_what_leaves_is_recorded_alone() -> None:
    opened = recorded(made_viet_nam(), "handed-in", "accepted")
    left = recorded(opened, "shipped", pieces=300)
    assert (left.dossier.moves[-1].licence, licences(left.dossier)) == (None, ())


def test_a_waiting_shipment_is_to_be_named_or_said_to_be_another() -> None:
    def called(name: str | None, *states: str) -> str | None:
        rows = tuple(
            Shipment(id=f"s{n}", name=f"SAMPLE {n}", state=state) for n, state in enumerate(states)
        )
        return shipment_called(Dossier(shipments=rows), name, str, "en")

    assert called(None) is None
    assert called(None, "shipped", "cancelled") is None
    assert called("SAMPLE 1", "shipped", "planned") == "s1"
    assert called("s0", "shipped", "planned") == "s0"
    assert called("other", "planned") is None
    with pytest.raises(ShipmentUnsaid, match="Name it: SAMPLE 1; SAMPLE 2; or say “other”"):
        called(None, "shipped", "planned", "delayed")
    with pytest.raises(ShipmentUnsaid, match="SAMPLE 0"):
        called("SAMPLE 7", "shipped")


# The papers of a step.

LETTER = as_pdf([with_code("A")])


def letter(folder: Path, name: str = "refusal.pdf", content: bytes = LETTER) -> Attachment:
    path = folder / name
    path.write_bytes(content)
    return examine_attachment(path)


def refused_with(opened: OpenDossier, *papers: Attachment) -> OpenDossier:
    move = Move(id="new", kind="refused", day=DAY, reason="SAMPLE")
    return record_move(recorded(opened, "handed-in"), move, MOMENT, "en", papers)


def test_the_authoritys_letter_is_filed_with_the_step_and_outside_the_sealed_version(
    tmp_path: Path,
) -> None:
    first = made_viet_nam()
    opened = refused_with(first, letter(tmp_path))
    ((move, paper),) = papers_filed(opened.dossier)
    assert (move.kind, paper.file, paper.media_type) == (
        "refused",
        "refusal.pdf",
        "application/pdf",
    )
    assert (paper.digest, paper.size) == (hashlib.sha256(LETTER).hexdigest(), len(LETTER))
    sealed = [name for name in first.container.members if name.startswith("sealed/")]
    assert {name: first.container.read(name) for name in sealed} == {
        name: opened.container.read(name) for name in opened.container.under("sealed/")
    }
    file = tmp_path / "c.maskdesk"
    save_dossier(opened, file)
    again = open_dossier(file)
    assert papers_filed(again.dossier) == ((move, paper),)
    assert again.container.read(f"{EVIDENCE}{paper.digest}") == LETTER
    assert verify(file, moment=MOMENT).indication == "valid"
    unpack(again.container, tmp_path / "folder")
    packed = of_container(pack(tmp_path / "folder"))
    assert packed.container.read(f"{EVIDENCE}{paper.digest}") == LETTER
    assert packed.dossier == again.dossier


def test_a_letter_that_is_damaged_afterwards_or_gone_is_told_by_verify(tmp_path: Path) -> None:
    opened = refused_with(made_viet_nam(), letter(tmp_path))
    ((_, paper),) = papers_filed(opened.dossier)
    file = tmp_path / "c.maskdesk"
    save_dossier(opened, file)
    content = file.read_bytes()
    at = content.index(LETTER)
    file.write_bytes(content[:at] + b"%PDX-" + content[at + 5 :])
    assert verify(file, moment=MOMENT).indication == "not valid"
    gone = tmp_path / "gone.maskdesk"
    without = opened.container.without(f"{EVIDENCE}{paper.digest}")
    save_dossier(replace(opened, container=without), gone)
    assert verify(gone, moment=MOMENT).indication == "not valid"


def test_a_letter_that_is_evidence_already_is_kept_once(tmp_path: Path) -> None:
    twice = (letter(tmp_path), letter(tmp_path, "again.pdf"))
    opened = refused_with(made_viet_nam(), *twice)
    ((_, paper),) = papers_filed(opened.dossier)
    assert paper.file == "refusal.pdf"
    assert len(opened.dossier.evidence) == len(made_viet_nam().dossier.evidence) + 1
    assert opened.container.read(f"{EVIDENCE}{paper.digest}") == LETTER


def test_a_paper_of_a_step_is_no_proof_of_the_goods_in_what_the_next_version_hands_in(
    tmp_path: Path,
) -> None:
    scan = letter(tmp_path, "refusal.jpg", saved(with_code("A"), "JPEG"))
    first = made_viet_nam()
    refused = refused_with(first, scan)
    wished = (*refused.dossier.papers, Paper(id="p", form="vn-label-proof", wished=True))
    second = resealed(amended(refused, put_rows(refused.dossier, "papers", wished)))
    forms = ("vn-label-proof", "correction-letter", "difference-sheet")
    made_again = made(second, None, *forms)
    for paper in made_again.manifest.papers:
        printed = data_in(made_again.files[paper.file])
        assert printed is not None
        said = str([page.printed for page in printed.pages])
        assert "refusal.jpg" not in said, paper.form
    assert {paper.form for paper in made_again.manifest.papers} >= set(forms)
    annexes = {one.annex for one in made_again.manifest.annexes}
    assert "evidence" not in annexes, "there is nothing else to list"
    assert without_papers_of_steps(second.dossier).evidence == first.dossier.evidence
    row = second.dossier.evidence[-1]
    proof = put_rows(second.dossier, "support", (Support(id="f", evidence=(row.id,)),))
    assert without_papers_of_steps(proof) == proof, "it proves something of the goods as well"


def test_a_copy_as_new_leaves_the_papers_of_the_steps_behind(tmp_path: Path) -> None:
    opened = refused_with(made_viet_nam(), letter(tmp_path))
    copied = copy_as_new(opened)
    assert [row.file for row in copied.dossier.evidence] == [
        row.file for row in made_viet_nam().dossier.evidence
    ]
    digest = hashlib.sha256(LETTER).hexdigest()
    assert f"{EVIDENCE}{digest}" not in copied.container.members
    assert len(copied.container.under(EVIDENCE)) == len(
        {row.digest for row in copied.dossier.evidence if row.digest}
    )


def test_what_became_of_a_version_makes_no_drafts_of_its_papers(tmp_path: Path) -> None:
    handed_in = recorded(made_viet_nam(), "handed-in", "query")
    refused = record_move(
        handed_in, Move(id="new", kind="refused", day=DAY), MOMENT, papers=(letter(tmp_path),)
    )
    assert is_as_sealed(handed_in)
    assert is_as_sealed(refused)
    assert not prospect(refused, office(), MOMENT).changed
    edited = refused.with_dossier(put(refused.dossier, "head.note", "changed since"))
    assert not is_as_sealed(edited)
