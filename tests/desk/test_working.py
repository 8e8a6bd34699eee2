"""A dossier's file under work: locked, kept, saved, recovered, and never overwritten in silence."""

import contextlib
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from desk.dossiers import viet_nam
from desk.made import sealed_viet_nam, signed_few
from desk.workplaces import START, saved, workplace
from maskdesk.desk.left_behind import left_behind, take_up
from maskdesk.desk.opening import new_dossier, open_dossier, save_dossier
from maskdesk.desk.recovering import replayed, unsaved_in
from maskdesk.desk.saving import (
    FileSetAside,
    FileWasGone,
    NotBackedUp,
    PieceDamaged,
    backups,
)
from maskdesk.desk.sealing import seal
from maskdesk.desk.working import (
    NoFileYet,
    OntoItself,
    OpenedFile,
    OpenToReadOnly,
    emergency_copies,
    new_file,
    open_file,
)
from maskdesk.dossier.codec import DamagedContent
from maskdesk.dossier.paths import get, prove_rows, put, put_rows
from maskdesk.dossier.sections import Dossier, Evidence, GoodsLine
from maskdesk.errors import MaskDeskError
from maskdesk.store import history, system
from maskdesk.store.blob import Place
from maskdesk.store.container import open_container, verify_container
from maskdesk.store.durable import FolderMissing, NoSpace, ReadOnlyMedium
from maskdesk.store.failures import DossierChanged, MemberGone, NameTaken
from maskdesk.store.journal import EditNotKept, Journal, recover
from maskdesk.store.lock import DossierBusy, Holder, acquire, lock_file
from maskdesk.store.member_names import HISTORY

NUMBER = "contract.number"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Khẩu trang.maskdesk"
    saved(path)
    return path


def crashed(file: OpenedFile) -> None:
    """What the end of the process leaves: the journal as it is, no lock."""
    file.close(keep=True)


def told(path: Path) -> list[tuple[str, str, str, str]]:
    opened = open_dossier(path)
    if HISTORY not in opened.container.members:
        return []
    events = history.events(opened.container.read(HISTORY))
    return [(one.who, one.what, one.from_, one.to) for one in events]


def test_what_is_edited_and_saved_is_in_the_file(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    assert (file.read_only, file.recovery, file.unsaved) == (None, None, False)
    file.session.edit(NUMBER, "C-2", "en")
    assert file.unsaved
    assert file.kept_at is not None
    file.save()
    assert not file.unsaved
    file.close()
    assert open_dossier(path).dossier.contract.number == "C-2"
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, "recovery"]
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is None
    again.close()


def test_what_is_shown_is_the_dossier_as_it_stands_beside_the_saved_file(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    saved_file = file.as_shown.container
    file.session.edit(NUMBER, "C-2", "en")
    assert file.as_shown.dossier is file.session.dossier
    assert file.as_shown.container is saved_file
    file.close()


def test_each_edit_is_in_the_history_with_who_when_and_from_what_to_what(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    session = file.session
    for typed in ("C", "C-", "C-2"):
        session.edit(NUMBER, typed, "en")
    session.insert("goods", GoodsLine(id="g2"))
    session.move("goods[g2]", 0)
    session.undo()
    session.put_rows("goods", tuple(reversed(session.dossier.goods)))
    session.remove("goods[g2]")
    file.save()
    session.edit(NUMBER, "C-3", "en")
    file.save()
    file.close()
    who = "SAMPLE clerk"
    assert told(path) == [
        (who, f"edited {NUMBER}", '"01/2020/HĐ-SAMPLE"', '"C-2"'),
        (who, "added goods[g2]", "", '{"id":"g2"}'),
        (who, "moved goods[g2]", "2", "1"),
        (who, "reordered goods", "g2, g1", "g1, g2"),
        (who, "reordered goods", "g1, g2", "g2, g1"),
        (who, "removed goods[g2]", '{"id":"g2"}', ""),
        (who, f"edited {NUMBER}", '"C-2"', '"C-3"'),
    ]


def test_an_edit_of_many_rows_is_one_deed_that_tells_each_of_them(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    session = file.session
    (first,) = session.dossier.goods
    many = tuple(GoodsLine(id=f"n{n}", model=f"M{n}") for n in range(2_000))
    session.put_rows("goods", (first, *many))
    changed = tuple(replace(row, brand="B", model=None) for row in many[1:])
    session.put_rows("goods", (first, *changed, GoodsLine(id="last")))
    session.undo()
    file.save()
    file.close()
    added, edited, undone = told(path)
    assert [one[1] for one in (added, edited, undone)] == ["edited goods"] * 3
    assert [msgspec.json.decode(one) for one in added[2:]] == [
        {},
        {f"[n{n}]": {"id": f"n{n}", "model": f"M{n}"} for n in range(2_000)},
    ]
    before, after = (msgspec.json.decode(one) for one in edited[2:])
    assert before.pop("[n0]") == {"id": "n0", "model": "M0"}
    assert after.pop("[last]") == {"id": "last"}
    assert before.keys() == after.keys()
    assert [before["[n7].model"], before["[n7].brand"]] == ["M7", None]
    assert [after["[n7].model"], after["[n7].brand"]] == [None, "B"]
    assert len(after) == 2 * 1_999
    back = [msgspec.json.decode(one) for one in undone[2:]]
    assert back == [msgspec.json.decode(one) for one in edited[:1:-1]]


def test_a_save_of_nothing_new_writes_nothing(path: Path, tmp_path: Path) -> None:
    before = path.stat()
    file = open_file(path, workplace(tmp_path))
    file.save()
    file.close()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_after_a_crash_the_work_is_offered_with_both_times_and_what_differs(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.session.insert("goods", GoodsLine(id="g2"))
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    offered = again.recovery
    assert offered is not None
    assert offered.saved is not None
    assert offered.saved.timestamp() == pytest.approx(path.stat().st_mtime)
    assert START < offered.kept == file.kept_at
    assert [one.path for one in offered.differences] == [NUMBER, "goods[g2]"]
    assert (offered.edits, offered.unfit, offered.damaged) == (2, 0, False)
    assert not offered.over_another
    assert again.session.dossier == viet_nam()
    again.recover()
    assert again.recovery is None
    assert again.unsaved
    assert again.session.dossier == file.session.dossier == offered.dossier
    again.session.undo()
    assert again.session.dossier.contract.number == "C-2"
    again.save()
    again.close()
    assert [what for _, what, _, _ in told(path)] == [
        f"edited {NUMBER}",
        "added goods[g2]",
        "removed goods[g2]",
    ]


def test_what_was_typed_in_a_row_before_a_crash_is_taken_back_at_one_stroke(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    before = file.session.dossier.contract.number
    for end in range(1, 20):
        file.session.edit("contract.invoice_number", "INVOICE SAMPLE 2020-1"[:end], "en")
    for end in range(1, 20):
        file.session.edit(NUMBER, "CONTRACT SAMPLE 2020-1"[:end], "en")
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.unfit) == (2, 0)
    again.recover()
    assert again.session.dossier == file.session.dossier
    again.session.undo()
    assert again.session.dossier.contract.number == before
    assert again.session.dossier.contract.invoice_number == "INVOICE SAMPLE 2020"
    again.close()


def test_very_many_rows_and_what_is_edited_behind_them_survive_a_crash(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    session = file.session
    first = session.dossier.goods
    session.put_rows("goods", (*first, *(GoodsLine(id=f"x{n}", model="M") for n in range(6_000))))
    session.edit("goods[x3].model", "N", "en")
    session.put_rows("goods", session.dossier.goods[::-1])
    session.undo()
    session.undo()
    session.edit(NUMBER, "C-2", "en")
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.unfit) == (6, 0)
    again.recover()
    assert again.session.dossier == session.dossier
    assert len(again.session.dossier.goods) == 6_001
    for _ in range(6):
        again.session.undo()
    assert again.session.dossier.goods == first
    again.close()


@pytest.mark.parametrize("is_new", [False, True])
def test_very_many_rows_are_on_the_medium_once_settled(
    path: Path, tmp_path: Path, is_new: bool
) -> None:
    at = workplace(tmp_path)
    rows = tuple(GoodsLine(id=f"x{n}") for n in range(6_000))
    large = new_dossier(put_rows(viet_nam(), "goods", rows))
    file = new_file(large, at) if is_new else open_file(path, at)
    file.session.edit(NUMBER, "C-2", "en")
    file.session.put_rows("goods", tuple(replace(row, model="M") for row in rows))
    file.settle()
    (found,) = recover(at.folder)
    unsaved = unsaved_in(found, open_dossier(path).container.digest)
    beginning = unsaved.beginning if is_new else viet_nam()
    *_, (_, last) = replayed(unsaved.edits, beginning)
    assert last == file.session.dossier
    file.close()


def test_a_second_crash_after_the_recovery_loses_nothing_either(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    crashed(file)
    second = open_file(path, workplace(tmp_path))
    second.recover()
    second.session.edit("contract.pieces_ordered", "5", "en")
    crashed(second)
    third = open_file(path, workplace(tmp_path))
    third.recover()
    assert third.session.dossier == second.session.dossier
    third.close()


def test_an_offer_not_answered_stands_at_the_next_opening(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    crashed(file)
    open_file(path, workplace(tmp_path)).close()
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is not None
    again.turn_down()
    again.close()
    last = open_file(path, workplace(tmp_path))
    assert last.recovery is None
    last.close()


def test_what_was_not_saved_on_purpose_is_not_offered(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.close()
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is None
    again.close()


def test_killed_between_the_save_and_the_end_of_the_journal_nothing_is_offered(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.insert("goods", GoodsLine(id="g2"))
    file.session.move("goods[g2]", 0)
    file.saving().run()
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is None
    assert [row.id for row in again.session.dossier.goods] == ["g2", "g1"]
    again.close()


def test_what_is_typed_while_a_save_runs_is_kept_for_the_next(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    saving = file.saving()
    file.session.edit(NUMBER, "C-3", "en")
    saving.run()
    file.saved(saving)
    assert open_dossier(path).dossier.contract.number == "C-2"
    assert file.unsaved
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    again.recover()
    assert again.session.dossier.contract.number == "C-3"
    again.save()
    again.close()
    assert [(before, after) for _, _, before, after in told(path)] == [
        ('"01/2020/HĐ-SAMPLE"', '"C-2"'),
        ('"C-2"', '"C-3"'),
    ]


def test_killed_while_more_is_typed_than_is_written_only_that_is_offered(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    saving = file.saving()
    file.session.edit(NUMBER, "C-3", "en")
    saving.run()
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.session.dossier.contract.number == "C-2"
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.over_another) == (1, False)
    again.recover()
    assert again.session.dossier.contract.number == "C-3"
    again.close()


def test_the_first_edit_while_nothing_new_is_saved_builds_on_what_was_written(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    saving = file.noting("printed", after="SAMPLE")
    assert saving is not None
    file.session.edit(NUMBER, "C-2", "en")
    saving.run()
    file.saved(saving)
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.over_another) == (1, False)
    again.close()


@pytest.mark.parametrize("is_new", [False, True])
def test_what_is_typed_while_it_is_saved_elsewhere_is_kept_there(
    path: Path, tmp_path: Path, is_new: bool
) -> None:
    at = workplace(tmp_path)
    file = new_file(new_dossier(viet_nam()), at) if is_new else open_file(path, at)
    file.session.edit(NUMBER, "C-2", "en")
    saving = file.saving_as(tmp_path / "new.maskdesk")
    file.session.edit(NUMBER, "C-3", "en")
    file.add_evidence(file.hold(b"SAMPLE scan"), Evidence(id="e1", file="scan.pdf"))
    saving.run()
    file.saved(saving)
    assert (file.path, file.unsaved) == (tmp_path / "new.maskdesk", True)
    crashed(file)
    assert left_behind(at)[0].place == tmp_path / "new.maskdesk"
    assert len(left_behind(at)) == 1
    again = open_file(tmp_path / "new.maskdesk", at)
    assert again.session.dossier.contract.number == "C-2"
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.over_another) == (2, False)
    again.recover()
    again.save()
    again.close()
    dossier = open_dossier(tmp_path / "new.maskdesk").dossier
    assert (dossier.contract.number, len(dossier.evidence)) == ("C-3", 1)


def test_work_offered_and_passed_over_by_a_save_elsewhere_lies_among_the_backups(
    path: Path, tmp_path: Path
) -> None:
    at = workplace(tmp_path)
    file = open_file(path, at)
    file.session.edit(NUMBER, "C-2", "en")
    crashed(file)
    again = open_file(path, at)
    again.save_as(tmp_path / "new.maskdesk")
    again.close()
    assert len(backups(path, at.folder)) == 1


def test_after_a_save_of_which_only_the_end_failed_work_and_saving_go_on(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.saving().run()  # and then the last sync of the folder fails: it is not taken note of
    assert file.on_disk() == "same"
    file.session.edit("contract.pieces_ordered", "5", "en")
    file.save()
    file.close()
    assert open_dossier(path).dossier.contract.number == "C-2"
    assert [what for _, what, _, _ in told(path)] == [
        f"edited {NUMBER}",
        "edited contract.pieces_ordered",
    ]


def test_two_files_of_one_name_in_two_folders_both_recover(tmp_path: Path) -> None:
    paths = [tmp_path / name / "a.maskdesk" for name in ("one", "two")]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        saved(path)
        file = open_file(path, workplace(tmp_path))
        file.session.edit(NUMBER, f"C-{number}", "en")
        crashed(file)
    assert {left.place for left in left_behind(workplace(tmp_path))} == set(paths)
    for number, path in enumerate(paths):
        file = open_file(path, workplace(tmp_path))
        file.recover()
        assert file.session.dossier.contract.number == f"C-{number}"
        file.close()


def test_work_over_a_version_somebody_else_saved_is_laid_over_it(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.insert("goods", GoodsLine(id="g2"))
    file.session.remove("goods[g1]")
    file.session.edit(NUMBER, "C-2", "en")
    crashed(file)
    other = open_dossier(path)
    theirs = put(other.dossier, "contract.pieces_ordered", 7)
    save_dossier(other.with_dossier(replace(theirs, goods=())), path)
    again = open_file(path, workplace(tmp_path))
    offered = again.recovery
    assert offered is not None
    assert offered.over_another
    assert offered.unfit == 1
    again.recover()
    found = again.session.dossier
    assert (found.contract.number, found.contract.pieces_ordered) == ("C-2", 7)
    assert [row.id for row in found.goods] == ["g2"]
    again.close()


def test_a_dossier_without_a_file_is_recovered_too(tmp_path: Path) -> None:
    file = new_file(new_dossier(viet_nam()), workplace(tmp_path))
    assert left_behind(workplace(tmp_path)) == ()
    file.session.edit("head.reference", "SAMPLE-9", "en")
    assert left_behind(workplace(tmp_path)) == ()
    crashed(file)
    (left,) = left_behind(workplace(tmp_path))
    assert (left.place, left.reference) == (None, "SAMPLE-9")
    again = take_up(left, workplace(tmp_path))
    assert left_behind(workplace(tmp_path)) == ()
    assert again.session.dossier == file.session.dossier
    assert again.session.undoable == ("head.reference",)
    with pytest.raises(NoFileYet):
        again.save()
    again.save_as(tmp_path / "new.maskdesk")
    again.close()
    assert open_dossier(tmp_path / "new.maskdesk").dossier == file.session.dossier
    assert left_behind(workplace(tmp_path)) == ()


def test_work_left_behind_that_cannot_be_read_hides_no_other_and_holds_nothing(
    tmp_path: Path,
) -> None:
    lost, found = (new_file(new_dossier(viet_nam()), workplace(tmp_path)) for _ in range(2))
    for file in (lost, found):
        file.session.edit("head.reference", "SAMPLE-9", "en")
        crashed(file)
    left, other = left_behind(workplace(tmp_path))
    (journal,) = (one for one in recover(tmp_path / "recovery") if one.place == left.journal)
    rewritten = Journal(tmp_path / "recovery", journal.dossier, journal.place)
    rewritten.start(journal.base)
    for entry in journal.entries:
        # As a MaskDesk to come may write it.
        content = entry.content.replace(b'"head": {', b'"head": 7, "was": {', 1)
        rewritten.append(content, entry.blobs)
    rewritten.close()
    assert left_behind(workplace(tmp_path)) == (other,)
    for _ in range(2):
        with pytest.raises(DamagedContent):
            take_up(left, workplace(tmp_path))


def test_a_sample_opened_twice_and_not_saved_is_recovered_twice(tmp_path: Path) -> None:
    files = [new_file(new_dossier(viet_nam()), workplace(tmp_path)) for _ in range(2)]
    for number, file in enumerate(files):
        file.session.edit(NUMBER, f"C-{number}", "en")
    for file in files:
        crashed(file)
    left = left_behind(workplace(tmp_path))
    assert len(left) == 2
    found = [take_up(one, workplace(tmp_path)) for one in left]
    assert {file.session.dossier.contract.number for file in found} == {"C-0", "C-1"}
    for file in found:
        file.close()
    assert left_behind(workplace(tmp_path)) == ()


def test_added_evidence_survives_a_crash_and_its_source_may_be_gone(
    path: Path, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"SAMPLE scan")
    file = open_file(path, workplace(tmp_path))
    blob = file.hold(scan)
    scan.unlink()
    file.add_evidence(blob, Evidence(id="e1", file="scan.pdf"))
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    again.recover()
    (row,) = again.session.dossier.evidence
    assert (row.digest, row.size) == (blob.sha256, 11)
    assert again.evidence(blob.sha256).read() == b"SAMPLE scan"
    again.save()
    again.close()
    opened = open_dossier(path)
    assert opened.container.read(f"evidence/{blob.sha256}") == b"SAMPLE scan"


def test_evidence_of_a_dossier_without_a_file_survives_too(tmp_path: Path) -> None:
    start = new_dossier(viet_nam())
    start = replace(start, container=start.container.with_evidence(b"SAMPLE old scan"))
    file = new_file(start, workplace(tmp_path))
    file.add_evidence(file.hold(b"SAMPLE new scan"), Evidence(id="e1"))
    crashed(file)
    (left,) = left_behind(workplace(tmp_path))
    again = take_up(left, workplace(tmp_path))
    again.save_as(tmp_path / "new.maskdesk")
    again.close()
    container = open_dossier(tmp_path / "new.maskdesk").container
    contents = {container.read(name) for name in container.under("evidence/")}
    assert b"SAMPLE new scan" in contents


def test_the_second_who_opens_a_dossier_reads_and_is_told_who_has_it(
    path: Path, tmp_path: Path
) -> None:
    first = open_file(path, workplace(tmp_path))
    second = open_file(path, workplace(tmp_path, who="SAMPLE other"))
    assert second.read_only is not None
    assert second.read_only.busy
    assert second.read_only.holder is not None
    assert second.read_only.holder.who == "SAMPLE clerk"
    assert second.read_only.holder.process == system.this_process()
    assert "SAMPLE clerk" in str(second.read_only.failure)
    before = second.session.dossier
    for attempt in (
        lambda: second.session.edit(NUMBER, "C-2", "en"),
        second.save,
        lambda: second.add_evidence(second.hold(b"x"), Evidence(id="e1")),
    ):
        with pytest.raises(OpenToReadOnly):
            attempt()
    assert second.session.dossier is before
    second.close()
    first.session.edit(NUMBER, "C-2", "en")
    first.save()
    first.close()


def test_who_may_only_read_works_on_under_another_name(path: Path, tmp_path: Path) -> None:
    first = open_file(path, workplace(tmp_path))
    second = open_file(path, workplace(tmp_path, who="SAMPLE other"))
    with pytest.raises(DossierBusy):
        second.save_as(path, over=True)
    second.save_as(tmp_path / "mine.maskdesk")
    assert second.read_only is None
    second.session.edit(NUMBER, "C-9", "en")
    second.save()
    second.close()
    assert first.on_disk() == "same"
    first.close()
    assert open_dossier(tmp_path / "mine.maskdesk").dossier.contract.number == "C-9"


def test_a_lock_from_another_computer_is_taken_over_knowingly(path: Path, tmp_path: Path) -> None:
    away = Holder(
        who="SAMPLE gone",
        process=system.Process(host="elsewhere", pid=1, start=""),
        since="2020-05-06T08:00:00Z",
        token="x",
    )
    lock_file(path).write_bytes(msgspec.json.encode(away))
    reading = open_file(path, workplace(tmp_path))
    assert reading.read_only is not None
    assert reading.read_only.holder == away
    file = reading.take_over()
    assert file.read_only is None
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    file.close()


def test_who_was_taken_over_knows_it(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    assert not file.lost_lock
    lock_file(path).unlink()
    other = acquire(path, "SAMPLE other", START)
    assert file.lost_lock
    file.close()
    other.release()


def test_a_file_changed_on_disk_is_noticed_by_content_and_not_overwritten_unasked(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    shutil.copyfile(path, tmp_path / "same")
    shutil.move(tmp_path / "same", path)
    assert file.on_disk() == "same"
    file.session.edit(NUMBER, "C-2", "en")
    other = open_dossier(path)
    save_dossier(other.with_dossier(put(other.dossier, NUMBER, "theirs")), path)
    assert file.on_disk() == "changed"
    with pytest.raises(DossierChanged):
        file.save()
    assert file.unsaved
    assert open_dossier(path).dossier.contract.number == "theirs"
    file.save(over=True)
    assert file.on_disk() == "same"
    path.write_bytes(b"x")
    assert file.on_disk() == "unreadable"
    path.unlink()
    assert file.on_disk() == "gone"
    file.close()


def test_a_file_open_in_another_window_is_told_from_one_that_somebody_else_has(
    path: Path, tmp_path: Path
) -> None:
    first = open_file(path, workplace(tmp_path))
    other = tmp_path / "other.maskdesk"
    saved(other, Dossier(id="other"))
    second = open_file(other, workplace(tmp_path))
    for save in (second.save_as, second.save_copy):
        with pytest.raises(DossierBusy, match="in another window of MaskDesk"):
            save(path, over=True)
    second.close()
    first.close()


def test_save_as_goes_on_there_and_frees_the_old_place(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    new = tmp_path / "new.maskdesk"
    saved(new, Dossier(id="other"))
    with pytest.raises(NameTaken):
        file.save_as(new)
    assert file.path == path
    file.save_as(new, over=True)
    assert file.path == new
    acquire(path, "SAMPLE other", START).release()
    with pytest.raises(DossierBusy):
        acquire(new, "SAMPLE other", START)
    file.session.edit(NUMBER, "C-3", "en")
    file.save()
    file.close()
    assert open_dossier(path).dossier == viet_nam()
    assert open_dossier(new).dossier.contract.number == "C-3"


def test_a_copy_is_written_and_the_work_stays_where_it_is(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.save_copy(tmp_path / "copy.maskdesk")
    assert file.path == path
    assert file.unsaved
    file.save_copy(tmp_path / "copy.maskdesk")  # it holds just that already
    saved(tmp_path / "other.maskdesk", Dossier(id="other"))
    with pytest.raises(NameTaken):
        file.save_copy(tmp_path / "other.maskdesk")
    with pytest.raises(OntoItself):
        file.save_copy(path)
    file.close()
    assert open_dossier(tmp_path / "copy.maskdesk").dossier.contract.number == "C-2"
    assert [what for _, what, _, _ in told(tmp_path / "copy.maskdesk")] == [f"edited {NUMBER}"]


def test_sealing_saves_at_once_and_cannot_be_taken_back(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit("head.note", "SAMPLE note", "en")
    at = workplace(tmp_path)
    file.commit(lambda opened: seal(opened, at.law(), at.now(), at.now().date()))
    assert not file.unsaved
    assert file.session.undoable == ("head.note",)
    file.close()
    assert open_dossier(path).versions == (1,)
    assert [what for _, what, _, _ in told(path)] == ["edited head.note", "sealed"]


def test_a_package_handed_over_is_in_the_folder_and_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.maskdesk"
    save_dossier(sealed_viet_nam(), path)
    file = open_file(path, workplace(tmp_path))
    saving = file.delivering(signed_few(), tmp_path / "package")
    saving.run()
    file.saved(saving)
    file.close()
    assert "manifest.json" in {one.name for one in (tmp_path / "package").iterdir()}
    assert open_dossier(path).container.under("sealed/1/papers/1/")


def test_an_emergency_copy_holds_what_was_on_the_screen(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    untouched = new_file(new_dossier(Dossier(id="x")), workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    (copy,) = emergency_copies((file, untouched))
    assert open_dossier(copy).dossier == file.session.dossier
    assert get(open_dossier(path).dossier, NUMBER) == "01/2020/HĐ-SAMPLE"
    shutil.rmtree(copy.parent)
    copy.parent.write_bytes(b"in the way")
    assert emergency_copies((file, untouched)) == ()
    file.close()


def test_an_emergency_copy_is_made_without_what_a_lost_file_alone_held(
    path: Path, tmp_path: Path
) -> None:
    path = path.with_name("b.maskdesk")
    with_proof(path, tmp_path / "sender")
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    path.write_bytes(b"damaged")
    (copy,) = emergency_copies((file,))
    assert open_dossier(copy).dossier == file.session.dossier
    assert holds(copy) == set()
    file.close()


def holds(path: Path) -> set[bytes]:
    container = open_dossier(path).container
    return {container.read(name) for name in container.under("evidence/")}


def test_evidence_taken_out_leaves_the_file_and_comes_back_with_its_row(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.add_evidence(file.hold(b"SAMPLE one"), Evidence(id="e1"))
    file.add_evidence(file.hold(b"SAMPLE two"), Evidence(id="e2"))
    file.session.remove("evidence[e1]")
    file.save()
    assert holds(path) == {b"SAMPLE two"}
    file.session.remove("evidence[e2]")
    file.save()
    assert holds(path) == set()
    file.session.undo()
    file.session.undo()
    file.save()
    assert holds(path) == {b"SAMPLE one", b"SAMPLE two"}
    file.close()


def test_evidence_of_a_sealed_version_or_of_no_row_stays(path: Path, tmp_path: Path) -> None:
    opened = open_dossier(path)
    loose = replace(opened, container=opened.container.with_evidence(b"SAMPLE loose"))
    save_dossier(loose, path)
    at = workplace(tmp_path)
    file = open_file(path, at)
    file.add_evidence(file.hold(b"SAMPLE one"), Evidence(id="e1"))
    file.save()
    file.commit(lambda opened: seal(opened, at.law(), at.now(), at.now().date()))
    file.session.remove("evidence[e1]")
    file.save()
    file.close()
    assert holds(path) == {b"SAMPLE one", b"SAMPLE loose"}


def test_evidence_added_before_the_offer_is_answered_turns_it_down(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    again.add_evidence(again.hold(b"SAMPLE one"), Evidence(id="e1"))
    assert again.recovery is None
    crashed(again)
    third = open_file(path, workplace(tmp_path))
    third.recover()
    assert len(third.session.dossier.evidence) == 1
    assert third.session.dossier.contract.number == "01/2020/HĐ-SAMPLE"
    third.close()


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_damaged_journal_loses_its_last_edits_at_most(
    path: Path, tmp_path: Path, left: int
) -> None:
    file = open_file(path, workplace(tmp_path))
    ends = []
    folder = tmp_path / "recovery"
    for number in range(3):
        file.session.edit(NUMBER, f"C-{number}", "en")
        file.session.settle()
        (journal,) = folder.glob("*.journal")
        ends.append(journal.stat().st_size)
    crashed(file)
    whole = bytearray(journal.read_bytes())
    whole[ends[left] - 3] ^= 1
    journal.write_bytes(whole)
    again = open_file(path, workplace(tmp_path))
    assert (again.recovery is None) == (left == 0)
    if again.recovery is not None:
        assert again.recovery.damaged
        assert again.recovery.edits == 1  # typed into one field in a row
        again.recover()
        assert again.session.dossier.contract.number == f"C-{left - 1}"
    again.close()


PROOF = b"SAMPLE certificate " * 9_000


def with_proof(path: Path, folder: Path) -> str:
    """A dossier with one piece of evidence, as somebody else sent it; gives its member's name."""
    file = new_file(new_dossier(viet_nam()), workplace(folder))
    blob = file.hold(PROOF)
    file.add_evidence(blob, Evidence(id="e1", file="giấy chứng nhận.pdf"))
    file.save_as(path)
    file.close()
    return "evidence/" + blob.sha256


def turn_a_bit(path: Path, member: str) -> None:
    """Damage a piece where it lies; the file's times stay, as on a disk that forgets."""
    at = open_container(path).members[member].at
    assert isinstance(at, Place)
    status = path.stat()
    content = bytearray(path.read_bytes())
    content[at.offset] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("becomes", ["deleted", "moved", "damaged", "another file"])
def test_what_becomes_of_the_file_meanwhile_keeps_nobody_from_saving(
    path: Path, tmp_path: Path, becomes: str
) -> None:
    with_proof(path.with_name("b.maskdesk"), tmp_path / "sender")
    path = path.with_name("b.maskdesk")
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    assert not file.remarks
    file.session.edit(NUMBER, "C-3", "en")
    damaged = b"my letter" if becomes == "another file" else path.read_bytes()[:150]
    if becomes == "deleted":
        path.unlink()
    elif becomes == "moved":
        path.rename(tmp_path / "elsewhere.maskdesk")
    else:
        path.write_bytes(damaged)
    assert file.evidence(hashlib.sha256(PROOF).hexdigest()).read() == PROOF
    file.save()
    aside = tmp_path / "b.damaged-1.maskdesk"
    if becomes in ("deleted", "moved"):
        assert [type(one) for one in file.remarks] == [FileWasGone]
        assert "lies there again" in str(file.remarks[0])
        assert not aside.exists()
    else:
        assert [type(one) for one in file.remarks] == [FileSetAside]
        assert aside.name in str(file.remarks[0])
        assert aside.read_bytes() == damaged
    assert not file.unsaved
    file.session.edit(NUMBER, "C-4", "en")
    file.save()
    assert file.remarks == ()
    file.close()
    assert holds(path) == {PROOF}
    assert [event[3] for event in told(path)][-3:] == ['"C-2"', '"C-3"', '"C-4"']
    assert verify_container(path).problems == ()


def test_a_dossier_from_elsewhere_that_is_deleted_at_once_is_saved_all_the_same(
    path: Path, tmp_path: Path
) -> None:
    with_proof(path.with_name("b.maskdesk"), tmp_path / "sender")
    path = path.with_name("b.maskdesk")
    file = open_file(path, workplace(tmp_path))
    path.unlink()
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    file.close()
    assert holds(path) == {PROOF}
    assert open_dossier(path).dossier.contract.number == "C-2"


def test_a_newer_version_in_the_files_place_is_not_set_aside(path: Path, tmp_path: Path) -> None:
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    path.write_bytes(b"damaged")
    saving = file.saving()
    saved(path.with_name("theirs"), Dossier(id="theirs"))
    path.with_name("theirs").replace(path)
    with pytest.raises(DossierChanged):
        saving.run()
    assert open_dossier(path).dossier.id == "theirs"
    file.close()


def test_a_damaged_piece_is_taken_from_its_copy_when_read_and_when_saved(
    path: Path, tmp_path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    blob = file.hold(PROOF)
    file.add_evidence(blob, Evidence(id="e1", file="giấy chứng nhận.pdf"))
    file.save()
    turn_a_bit(path, "evidence/" + blob.sha256)
    assert file.evidence(blob.sha256).read() == PROOF
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    file.close()
    assert file.remarks == ()
    assert verify_container(path).problems == ()


def test_a_damaged_piece_without_a_copy_is_named_and_all_else_is_saved(
    path: Path, tmp_path: Path
) -> None:
    path = path.with_name("b.maskdesk")
    member = with_proof(path, tmp_path / "sender")
    turn_a_bit(path, member)
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    (remark,) = file.remarks
    assert isinstance(remark, PieceDamaged)
    assert "“giấy chứng nhận.pdf” in b.maskdesk is damaged" in str(remark)
    assert backups(path, tmp_path / "recovery")[0].digest == open_container(path).digest
    assert [one.member for one in verify_container(path).problems] == [member]
    assert open_dossier(path).dossier.contract.number == "C-2"
    file.add_evidence(file.hold(PROOF), Evidence(id="e2", file="giấy chứng nhận.pdf"))
    file.save()
    assert file.remarks == ()
    file.close()
    assert verify_container(path).problems == ()


def test_a_piece_that_lay_in_the_lost_file_alone_is_named_with_a_way_out(
    path: Path, tmp_path: Path
) -> None:
    path = path.with_name("b.maskdesk")
    with_proof(path, tmp_path / "sender")
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    path.write_bytes(b"damaged")
    with pytest.raises(MemberGone, match=r"“giấy chứng nhận\.pdf” lay in it alone"):
        file.save()
    assert file.unsaved
    file.add_evidence(file.hold(PROOF), Evidence(id="e2", file="giấy chứng nhận.pdf"))
    file.save()
    file.close()
    assert holds(path) == {PROOF}
    assert {one.read_bytes() for one in tmp_path.glob("b.damaged-*")} == {b"damaged"}


def test_on_a_full_disk_the_old_dossier_stands_and_the_new_one_is_still_there(
    small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "a.maskdesk"
    saved(path)
    filler = small_disk / "filler"
    file = open_file(path, workplace(tmp_path))
    file.add_evidence(file.hold(b"SAMPLE" * 4_000), Evidence(id="e1"))
    with contextlib.suppress(OSError):
        filler.write_bytes(b"x" * 100_000)
    with pytest.raises(NoSpace, match="not enough space"):
        file.save()
    assert file.unsaved
    assert open_dossier(path).dossier == viet_nam()
    assert backups(path, tmp_path / "recovery")[0].digest, "a copy lies on this computer"
    filler.unlink()
    file.save()
    assert holds(path) == {b"SAMPLE" * 4_000}
    file.close()
    assert [one.name for one in small_disk.iterdir()] == [path.name]


def test_with_the_clerks_own_disk_full_an_edit_is_refused_and_a_save_goes_on(
    small_disk: Path, path: Path
) -> None:
    file = open_file(path, workplace(small_disk))
    file.session.edit(NUMBER, "C-2", "en")
    filler = small_disk / "filler"
    with contextlib.suppress(OSError):
        filler.write_bytes(b"x" * 100_000)
    with pytest.raises(NoSpace):
        file.session.put_rows("goods", tuple(GoodsLine(id=f"g{n}") for n in range(5_000)))
    assert file.session.dossier.contract.number == "C-2"
    saving = file.saving()
    saving.run()
    file.saved(saving)
    assert [type(one) for one in saving.remarks] == [NotBackedUp]
    assert open_dossier(path).dossier.contract.number == "C-2"
    filler.unlink()
    file.session.edit(NUMBER, "C-3", "en")
    file.save()
    file.close()


def test_with_the_clerks_own_disk_full_very_many_rows_are_saved_before_the_next_edit(
    small_disk: Path, path: Path
) -> None:
    file = open_file(path, workplace(small_disk))
    file.session.edit(NUMBER, "C-2", "en")
    filler = small_disk / "filler"
    with contextlib.suppress(OSError):
        filler.write_bytes(b"x" * 100_000)
    file.session.put_rows("goods", tuple(GoodsLine(id=f"g{n}") for n in range(6_000)))
    with pytest.raises(NoSpace):
        file.settle()
    for _ in range(2):
        with pytest.raises(NoSpace):
            file.session.edit(NUMBER, "C-3", "en")
    assert file.session.dossier.contract.number == "C-2"
    file.save()
    assert len(open_dossier(path).dossier.goods) == 6_000
    filler.unlink()
    file.session.edit(NUMBER, "C-3", "en")
    crashed(file)
    again = open_file(path, workplace(small_disk))
    again.recover()
    assert again.session.dossier == file.session.dossier
    again.close()


def with_a_strange_one() -> tuple[GoodsLine, ...]:
    """Very many rows, and one that cannot be written down.

    Nothing a clerk can enter is like it: it stands for whatever else goes wrong.
    """
    strange = GoodsLine(id="strange", model=object())  # type: ignore[arg-type]
    return (*(GoodsLine(id=f"g{n}") for n in range(6_000)), strange)


@pytest.mark.logs("an entry of the journal cannot be made")
def test_a_beginning_that_cannot_be_written_down_is_told_and_written_with_a_later_edit(
    tmp_path: Path,
) -> None:
    dossier = replace(viet_nam(), goods=with_a_strange_one())
    file = new_file(replace(new_dossier(viet_nam()), dossier=dossier), workplace(tmp_path))
    heard: list[MaskDeskError | None] = []
    file.hear(lambda: heard.append(file.not_kept))
    file.session.edit(NUMBER, "C-2", "en")
    file.settle()
    assert [type(one) for one in heard] == [EditNotKept]
    file.session.put_rows("goods", dossier.goods[:-1])
    file.settle()
    file.session.edit(NUMBER, "C-3", "en")
    crashed(file)
    (left,) = left_behind(workplace(tmp_path))
    again = take_up(left, workplace(tmp_path))
    assert again.session.dossier == file.session.dossier
    assert again.taken_up is not None
    assert again.taken_up.unfit == 0
    again.close()


@pytest.mark.logs("an entry of the journal cannot be made")
def test_what_follows_a_lost_beginning_is_taken_up_and_what_is_missing_is_counted(
    tmp_path: Path,
) -> None:
    dossier = replace(viet_nam(), goods=with_a_strange_one())
    file = new_file(replace(new_dossier(viet_nam()), dossier=dossier), workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    file.session.edit("goods[g3].model", "N", "en")
    crashed(file)
    (left,) = left_behind(workplace(tmp_path))
    again = take_up(left, workplace(tmp_path))
    assert again.session.dossier.id == dossier.id
    assert again.session.dossier.contract.number == "C-2"
    assert again.taken_up is not None
    assert (again.taken_up.unfit, again.taken_up.damaged) == (2, False)
    again.close()


@pytest.mark.logs("an entry of the journal cannot be made")
def test_an_edit_that_cannot_be_written_down_is_told_and_those_after_it_survive_a_crash(
    tmp_path: Path, path: Path
) -> None:
    file = open_file(path, workplace(tmp_path))
    heard: list[MaskDeskError | None] = []
    file.hear(lambda: heard.append(file.not_kept))
    rows = with_a_strange_one()
    *_, sound = prove_rows("goods", rows, file.session.dossier.goods, rows)
    assert sound is not None
    file.session.put_rows("goods", sound)
    file.settle()
    assert [type(one) for one in heard] == [EditNotKept]
    file.session.edit(NUMBER, "C-3", "en")
    crashed(file)
    again = open_file(path, workplace(tmp_path))
    assert again.recovery is not None
    assert again.recovery.unfit == 1
    again.recover()
    assert again.session.dossier.contract.number == "C-3"
    again.close()


def test_a_share_that_goes_away_takes_no_work_along(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    path = share / "a.maskdesk"
    saved(path)
    file = open_file(path, workplace(tmp_path))
    file.session.edit(NUMBER, "C-2", "en")
    share.rename(tmp_path / "away")
    assert file.on_disk() == "away"
    with pytest.raises(FolderMissing):
        file.save()
    assert file.unsaved
    file.session.edit(NUMBER, "C-3", "en")
    (tmp_path / "away").rename(share)
    file.save()
    file.close()
    assert open_dossier(path).dossier.contract.number == "C-3"


def test_on_a_disk_that_can_only_be_read_a_dossier_is_read(
    small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "a.maskdesk"
    saved(path)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    file = open_file(path, workplace(tmp_path))
    assert file.read_only is not None
    assert not file.read_only.busy
    assert isinstance(file.read_only.failure, ReadOnlyMedium)
    file.save_as(tmp_path / "mine.maskdesk")
    file.session.edit(NUMBER, "C-2", "en")
    file.save()
    file.close()
    assert open_dossier(tmp_path / "mine.maskdesk").dossier.contract.number == "C-2"
