"""What was typed since the last save survives a crash, up to the last whole entry."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.store.blob import blob_of
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.durable import NoSpace
from maskdesk.store.failures import MemberMissing
from maskdesk.store.journal import (
    Entry,
    Journal,
    Syncer,
    journal_folder,
    named_in_journals,
    recover,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def test_without_a_journal_there_is_nothing_to_recover(folder: Path) -> None:
    assert recover(folder) == ()
    assert Journal(folder, "id", "place").resume() is None


def test_entries_come_back_in_their_order(folder: Path) -> None:
    with Journal(folder, "id", "/share/a.maskdesk") as journal:
        journal.start(base="digest")
        for number in range(50):
            journal.append(b"entry %d" % number)
    (found,) = recover(folder)
    assert (found.dossier, found.place, found.base) == ("id", "/share/a.maskdesk", "digest")
    assert [entry.content for entry in found.entries] == [b"entry %d" % n for n in range(50)]
    assert not found.damaged


@given(st.lists(st.binary(max_size=2000), max_size=8))
def test_any_bytes_can_be_an_entry(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Journal(folder, "id", "") as journal:
            journal.start(base="")
            for content in contents:
                journal.append(content)
        (found,) = recover(folder)
    assert found.entries == tuple(Entry(content=content) for content in contents)


def test_dossiers_of_one_name_in_two_folders_are_apart(folder: Path) -> None:
    for place in ("/a/x.maskdesk", "/b/x.maskdesk"):
        with Journal(folder, "id", place) as journal:
            journal.start(base="")
            journal.append(place.encode())
    assert {found.place: found.entries[0].content for found in recover(folder)} == {
        "/a/x.maskdesk": b"/a/x.maskdesk",
        "/b/x.maskdesk": b"/b/x.maskdesk",
    }


def test_after_a_save_nothing_is_left(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        journal.append(b"x")
        journal.clear()
        assert recover(folder) == ()
        journal.append(b"y")
    (found,) = recover(folder)
    assert found.entries == (Entry(content=b"y"),)


def test_starting_anew_forgets_earlier_entries(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="1")
        journal.append(b"x")
        journal.start(base="2")
    (found,) = recover(folder)
    assert (found.base, found.entries) == ("2", ())


def test_appending_without_a_start_goes_on_after_what_is_there(folder: Path) -> None:
    with Journal(folder, "id", "place") as first:
        first.start(base="1")
        first.append(b"x")
    with Journal(folder, "id", "place") as second:
        second.append(b"y")
    (found,) = recover(folder)
    assert found.entries == (Entry(content=b"x"), Entry(content=b"y"))


def test_every_truncation_gives_a_beginning(folder: Path) -> None:
    contents = [b"first", b"second" * 20, b"third"]
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        for content in contents:
            journal.append(content)
    (file,) = folder.glob("*.journal")
    whole = file.read_bytes()
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        for found in recover(folder):
            read = [entry.content for entry in found.entries]
            assert read == contents[: len(read)]
            assert found.damaged == (size not in ends(whole))


def ends(whole: bytes) -> set[int]:
    """Where records end: there a cut leaves nothing damaged."""
    at, found = len(b"MaskDesk journal 1\n"), set()
    while at < len(whole):
        at += 20 + int.from_bytes(whole[at : at + 4], "little")
        found.add(at)
    return found


def test_every_flipped_byte_gives_a_beginning(folder: Path) -> None:
    contents = [b"first", b"second", b"third"]
    with Journal(folder, "id", "place") as journal:
        journal.start(base="digest")
        for content in contents:
            journal.append(content)
    (file,) = folder.glob("*.journal")
    whole = file.read_bytes()
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= 0x41
        file.write_bytes(flipped)
        for found in recover(folder):
            read = [entry.content for entry in found.entries]
            assert found.damaged
            assert len(read) < 3
            assert read == contents[: len(read)]


def test_going_on_after_damage_cuts_it_off(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        journal.append(b"first")
        journal.append(b"second")
    (file,) = folder.glob("*.journal")
    file.write_bytes(file.read_bytes()[:-3])
    with Journal(folder, "id", "place") as journal:
        resumed = journal.resume()
        assert resumed is not None
        assert resumed.damaged
        journal.append(b"third")
    (found,) = recover(folder)
    assert [entry.content for entry in found.entries] == [b"first", b"third"]
    assert not found.damaged


def test_a_foreign_file_among_the_journals_is_passed_over(folder: Path) -> None:
    folder.mkdir()
    for name, content in (("a.journal", b""), ("b.journal", b"MaskDesk journal 2\nx")):
        (folder / name).write_bytes(content)
    assert recover(folder) == ()


def test_evidence_lies_in_the_store_before_the_entry_that_names_it(folder: Path) -> None:
    blob = blob_of(b"SAMPLE scan")
    with Journal(folder, "id", "a") as journal:
        journal.start(base="")
        with pytest.raises(MemberMissing):
            journal.append(b"added", (blob.sha256,))
        BlobStore(folder).add(blob)
        journal.append(b"added", (blob.sha256,))
    (found,) = recover(folder)
    assert found.entries == (Entry(content=b"added", blobs=(blob.sha256,)),)
    assert named_in_journals(folder) == {blob.sha256}


def test_killed_between_entries_nothing_is_lost(folder: Path) -> None:
    write = (
        "import sys; from pathlib import Path; from maskdesk.store.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]), 'id', 'place'); journal.start('')\n"
        "for number in range(10_000):\n"
        "    journal.append(b'%d' % number); print(number, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", write, str(folder)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(100):
            told = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
    (found,) = recover(folder)
    assert len(found.entries) > told
    assert [entry.content for entry in found.entries] == [
        b"%d" % number for number in range(len(found.entries))
    ]


def test_a_full_disk_keeps_the_entries_before(small_disk: Path) -> None:
    with Journal(small_disk, "id", "place") as journal:
        journal.start(base="")
        journal.append(b"first")
        with pytest.raises(NoSpace):
            journal.append(b"x" * 100_000)
        journal.append(b"second")
    (found,) = recover(small_disk)
    assert [entry.content for entry in found.entries] == [b"first", b"second"]
    assert not found.damaged


def test_journals_are_for_the_user_alone(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
    assert folder.stat().st_mode & 0o077 == 0


def test_journals_lie_in_the_users_own_data() -> None:
    assert journal_folder().name == "recovery"
    assert journal_folder().is_relative_to(os.environ["XDG_DATA_HOME"])


def test_the_medium_follows_within_moments_while_the_writer_goes_on(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        syncer = Syncer(journal, within=0.05)
        for number in range(100):
            journal.write(b"%d" % number)
            syncer.soon()
        syncer.wait()
        assert journal.is_synced
        syncer.check()
    (found,) = recover(folder)
    assert len(found.entries) == 100


def test_at_the_end_nobody_waits_for_the_medium_to_follow(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        syncer = Syncer(journal, within=60)
        journal.write(b"last")
        syncer.soon()
        assert not journal.is_synced
        syncer.stop()
        assert journal.is_synced


def test_a_sync_that_fails_beside_the_work_is_told_with_the_next_entry(folder: Path) -> None:
    class Failing(Journal):
        def sync(self) -> None:
            raise NoSpace(file="journal", folder="", reason="")

    with Failing(folder, "id", "place") as journal:
        journal.start(base="")
        syncer = Syncer(journal, within=0)
        journal.write(b"first")
        syncer.soon()
        syncer.wait()
        with pytest.raises(NoSpace):
            syncer.check()
        syncer.check()


def test_a_journal_can_be_synced_while_it_is_closed_and_begun_anew(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        stop = threading.Event()

        def sync() -> None:
            while not stop.is_set():
                journal.sync()

        beside = threading.Thread(target=sync)
        beside.start()
        for number in range(50):
            journal.start(base=str(number))
            journal.write(b"entry")
            if number % 2:
                journal.clear()
        stop.set()
        beside.join()
    assert recover(folder) == ()
