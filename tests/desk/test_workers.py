"""Work in child processes: answered as here, stopped when asked, and never left behind."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property, partial
from multiprocessing import active_children
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.large import large_dossier
from desk.dossiers import DAY, china, viet_nam
from desk.made import (
    FEW,
    MOMENT,
    PASSPHRASE,
    made,
    office,
    opened,
    practice,
    practice_file,
    sealed,
    sealed_viet_nam,
    signed_few,
)
from desk.waiting import Ear, Stopped
from maskdesk.desk.fault import Fault
from maskdesk.desk.making import (
    HeldUp,
    Making,
    Progress,
    Prospect,
    Submission,
    preview,
    prospect,
)
from maskdesk.desk.office import Office
from maskdesk.desk.tasks import Foresee, Holder, Signing
from maskdesk.desk.verifying import Trust, Verification
from maskdesk.desk.workers import Hearer, WorkerEnded, Workers
from maskdesk.dossier.paths import put
from maskdesk.law.reader import Law
from maskdesk.output.identity import WrongPassphrase, open_identity
from maskdesk.output.sheet import DrawnPages, drawn_pages
from maskdesk.rules.evaluate import Report, check
from maskdesk.store.durable import FileMissing, write_folder
from maskdesk.store.member_names import DOSSIER

SIGNING = Signing(p12=practice_file("SAMPLE Exporter"), passphrase=PASSPHRASE)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers()
    yield pool
    pool.close()


def processes() -> set[int]:
    """The numbers of all processes this one has started and not ended."""
    return {one.pid for one in active_children() if one.pid is not None}


# Answers.


def test_a_check_there_finds_what_a_check_here_finds(workers: Workers) -> None:
    for dossier in (viet_nam(), china(), put(viet_nam(), "contract.signed", None)):
        ear = Ear[Report]()
        workers.check(dossier, DAY, ear.hearer, on=DAY, returned=frozenset({"SAMPLE"}))
        here = check(dossier, office().law, DAY, on=DAY, returned=frozenset({"SAMPLE"}))
        assert ear.answer() == here


def test_a_preview_there_is_drawn_as_here(workers: Workers) -> None:
    dossier = replace(opened(viet_nam()), dossier=put(viet_nam(), "contract.number", "SAMPLE 2"))
    for form in ("vn-undertaking", "commercial-invoice"):
        ear = Ear[DrawnPages]()
        workers.preview(dossier, form, "", MOMENT, ear.hearer)
        drawn, here = ear.answer(), preview(dossier, office(), form, "", MOMENT)
        assert drawn == drawn_pages(here)
        assert (drawn.pdf, drawn.pages) == (here.pdf, here.pages)
        placed = [one for page in range(drawn.pages) for one in drawn.placements(page)]
        assert tuple(placed) == here.placements
        assert drawn.first("contract.number") in placed
        assert drawn.first("contract.num") is None
        assert "SAMPLE 2" in {one.text for one in placed}


def test_the_dossiers_bytes_do_not_go_over_beside_it(workers: Workers) -> None:
    ear, dossier = Ear[Prospect](), opened(viet_nam())
    job = workers.foresee(dossier, MOMENT, ear.hearer)
    assert isinstance(job.task, Foresee)
    assert {*dossier.container.members} - {*job.task.container.members} == {DOSSIER}
    assert ear.answer().drafts


def test_papers_are_made_and_signed_there_as_here(workers: Workers) -> None:
    ear = Ear[Submission]()
    making = Making(moment=MOMENT, forms=FEW)
    workers.make(sealed_viet_nam(), making, SIGNING, ear.hearer)
    made = ear.answer()
    here = signed_few()
    assert [(one.file, one.form, one.way, one.pages) for one in made.manifest.papers] == [
        (one.file, one.form, one.way, one.pages) for one in here.manifest.papers
    ]
    assert made.files.keys() == here.files.keys()
    assert [(one.paper, one.position, one.count) for one in ear.told] == [
        (FEW[0], 1, 3),
        (FEW[1], 2, 3),
        ("counter-sheet", 3, 3),
    ]


def test_what_could_be_made_is_foreseen(workers: Workers) -> None:
    never, as_sealed = opened(china()), sealed_viet_nam()
    since = replace(as_sealed, dossier=put(viet_nam(), "contract.number", "SAMPLE 2"))
    for dossier, version, changed in ((never, 0, True), (as_sealed, 1, False), (since, 1, True)):
        ear = Ear[Prospect]()
        workers.foresee(dossier, MOMENT, ear.hearer)
        answer = ear.answer()
        assert (answer.version, answer.changed) == (version, changed)
        assert answer == prospect(dossier, office(), MOMENT)
        assert "counter-sheet" in {one.form for one in answer.drafts}
        assert bool(answer.final) == bool(version)


def test_what_an_interrupted_run_left_is_found(workers: Workers, tmp_path: Path) -> None:
    write_folder(tmp_path / "left", signed_few().files)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "SAMPLE.txt").write_text("SAMPLE")
    making = Making(moment=MOMENT, forms=FEW)
    for name, expected in (("left", signed_few()), ("other", None)):
        ear = Ear[Submission | None]()
        workers.find(sealed_viet_nam(), making, SIGNING, tmp_path / name, ear.hearer)
        assert ear.answer() == expected


def test_whose_an_identity_is_comes_without_its_key(workers: Workers) -> None:
    ear = Ear[Holder]()
    workers.identify(SIGNING, MOMENT, ear.hearer)
    holder = ear.answer()
    assert (holder.name, holder.practice) == ("SAMPLE Exporter", True)
    assert holder.fingerprint == practice().fingerprint


def test_a_practice_identity_is_made_there_and_opens_here(workers: Workers) -> None:
    ear = Ear[bytes]()
    workers.new_practice_identity("SAMPLE Học việc", "SAMPLE", "SAMPLE 口令", MOMENT, ear.hearer)
    identity = open_identity(ear.answer(), "SAMPLE 口令", moment=MOMENT)
    assert (identity.holder, identity.practice) == ("SAMPLE Học việc", True)


def test_a_submission_is_verified_there(workers: Workers, tmp_path: Path) -> None:
    write_folder(tmp_path / "out", signed_few().files)
    for name, expected in (("out", "valid"), ("elsewhere", FileMissing)):
        ear = Ear[Verification]()
        workers.verify(tmp_path / name, MOMENT, Trust(), ear.hearer)
        heard = ear.heard()
        if isinstance(heard, Verification):
            assert heard.indication == expected
        else:
            assert type(heard) is expected


# Failures.


def test_a_wrong_passphrase_is_said_and_the_right_one_goes_on(workers: Workers) -> None:
    wrong, right = Ear[Holder](), Ear[Holder]()
    workers.identify(replace(SIGNING, passphrase="SAMPLE"), MOMENT, wrong.hearer)
    workers.identify(SIGNING, MOMENT, right.hearer)
    assert isinstance(wrong.heard(), WrongPassphrase)
    assert right.answer().name == "SAMPLE Exporter"


def test_what_holds_a_paper_up_comes_as_the_sentence_it_is(workers: Workers) -> None:
    dossier = sealed(put(china(), "destination.importer_accepts_standard", None))
    ear = Ear[Submission]()
    workers.make(dossier, Making(moment=MOMENT), SIGNING, ear.hearer)
    failure = ear.heard()
    assert isinstance(failure, HeldUp)
    with pytest.raises(HeldUp) as here:
        made(dossier, practice())
    assert failure.sentence() == here.value.sentence()


class BrokenOffice(Office):
    """An office of which a part is at fault."""

    @cached_property
    def law(self) -> Law:
        raise RuntimeError("SAMPLE secret value")


def test_a_fault_of_our_own_names_its_place_and_no_value() -> None:
    pool = Workers(partial(BrokenOffice))
    ear = Ear[Report]()
    pool.check(viet_nam(), DAY, ear.hearer)
    failure = ear.heard()
    pool.close()
    assert isinstance(failure, Fault)
    assert "RuntimeError, test_workers.py" in failure.sentence()
    assert "secret" not in failure.sentence()


def test_what_cannot_be_sent_fails_and_the_next_task_is_done(workers: Workers) -> None:
    """An identity does not leave its process, so a making that holds one goes nowhere."""
    ear, after = Ear[Submission](), Ear[Submission]()
    making = Making(moment=MOMENT, forms=FEW, identity=practice())
    workers.make(sealed_viet_nam(), making, None, ear.hearer)
    workers.make(sealed_viet_nam(), Making(moment=MOMENT, forms=FEW), None, after.hearer)
    assert isinstance(ear.heard(), Fault)
    assert {paper.way for paper in after.answer().manifest.papers} == {"ink"}


def test_a_process_killed_at_work_is_said_and_started_anew() -> None:
    before = processes()
    pool = Workers()
    ear = Ear[Submission]()

    def kill(progress: Progress) -> None:
        ear.told.append(progress)
        if len(ear.told) == 1:
            (process,) = processes() - before
            os.kill(process, signal.SIGKILL)

    pool.make(
        sealed_viet_nam(), Making(moment=MOMENT, forms=FEW), None, replace(ear.hearer, told=kill)
    )
    assert isinstance(ear.heard(), WorkerEnded)
    # And once more while it has nothing to do.
    for _ in range(2):
        again = Ear[Holder]()
        pool.identify(SIGNING, MOMENT, again.hearer)
        assert again.answer().name == "SAMPLE Exporter"
        (process,) = processes() - before
        ended = os.pidfd_open(process)
        os.kill(process, signal.SIGKILL)
        select.select([ended], [], [])
        os.close(ended)
    pool.close()
    assert processes() <= before


# Stopping.


def test_making_stops_between_two_papers_and_the_next_task_is_done(workers: Workers) -> None:
    ear = Ear[Submission]()
    job = None

    def stop(progress: Progress) -> None:
        ear.told.append(progress)
        if progress.position == 2:
            assert job is not None
            job.cancel()

    job = workers.make(
        sealed_viet_nam(), Making(moment=MOMENT), SIGNING, replace(ear.hearer, told=stop)
    )
    after = Ear[Holder]()
    workers.identify(SIGNING, MOMENT, after.hearer)
    assert isinstance(ear.heard(), Stopped)
    assert ear.told[-1].position <= 4 < ear.told[-1].count
    assert after.answer().name == "SAMPLE Exporter"


def test_a_newer_preview_takes_the_place_of_one_that_waits_and_of_no_other() -> None:
    pool = Workers()
    first, waiting, other, newest = (Ear[DrawnPages]() for _ in range(4))
    dossier = opened(viet_nam())
    # The others wait for the first, for which a process has to start.
    for ear, slot in ((first, ""), (waiting, "a"), (other, "b"), (newest, "a")):
        pool.preview(dossier, "commercial-invoice", "", MOMENT, ear.hearer, slot=slot)
    assert isinstance(waiting.heard(), Stopped)
    for ear in (first, other, newest):
        assert ear.answer().pages == 1
    pool.close()


def test_a_task_taken_back_is_stopped_whether_it_waits_or_not() -> None:
    pool = Workers()
    under_way, waiting = Ear[Report](), Ear[Report]()
    jobs = [pool.check(viet_nam(), DAY, ear.hearer) for ear in (under_way, waiting)]
    for job in jobs:
        job.cancel()
    assert isinstance(waiting.heard(), Stopped)
    assert isinstance(under_way.heard(), Stopped)
    jobs[0].cancel()  # once more does nothing
    pool.close()


def test_closing_stops_what_is_under_way_and_what_waits_and_leaves_no_process() -> None:
    before = processes()
    pool = Workers()
    ears = [Ear[Report]() for _ in range(3)]
    for ear in ears:
        pool.check(large_dossier(200), DAY, ear.hearer)
    pool.close()
    assert all(isinstance(ear.heard(), Stopped) for ear in ears)
    assert processes() <= before
    late = Ear[Report]()
    pool.check(viet_nam(), DAY, late.hearer)
    assert isinstance(late.heard(), Stopped)


@pytest.mark.logs("what a task came to was not taken")
def test_a_hearer_that_fails_leaves_the_lane_to_the_others(workers: Workers) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("SAMPLE")

    after = Ear[Report]()
    workers.check(viet_nam(), DAY, Hearer(done=fail, failed=fail))
    workers.check(viet_nam(), DAY, after.hearer)
    assert after.answer().today == DAY


# Secrets, and what stays behind.


def test_a_passphrase_shows_nowhere_but_in_the_pipe(workers: Workers) -> None:
    ear = Ear[Holder]()
    workers.identify(SIGNING, MOMENT, ear.hearer)
    ear.answer()
    assert PASSPHRASE not in f"{SIGNING!r} {SIGNING}"
    for number in processes():
        for part in ("cmdline", "environ"):
            file = Path("/proc") / str(number) / part
            if file.is_file():
                assert PASSPHRASE.encode() not in file.read_bytes()


PROGRAM = """
import sys
from datetime import UTC, date, datetime
from multiprocessing import active_children
from maskdesk.desk.workers import Hearer, Workers
from maskdesk.dossier.sections import Dossier

def main():
    pool = Workers()
    pool.check(Dossier(), date(2020, 5, 6), Hearer(done=go_on, failed=print))
    sys.stdin.readline()
    pool.close() if sys.argv[1] == "closing" else None

def go_on(_):
    print(*(one.pid for one in active_children()), flush=True)

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("end", ["closing", "returning", "killed", "interrupted"])
def test_no_process_outlives_the_program_and_none_complains(end: str, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    words = [sys.executable, "-W", "error", str(script), end]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        child = os.pidfd_open(int(running.stdout.readline()))
        if end == "killed":
            running.kill()
        elif end == "interrupted":
            running.send_signal(signal.SIGINT)
        _, complaint = running.communicate("\n")
    ended, _, _ = select.select([child], [], [], 60)
    os.close(child)
    assert ended
    if end != "interrupted":
        assert complaint == ""
    assert "resource_tracker" not in complaint
