"""What was typed since the last save survives a crash, up to the last whole entry."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.store.blob import blob_of
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.durable import NoSpace, StorageError
from maskdesk.store.failures import MemberMissing
from maskdesk.store.journal import (
    EditNotKept,
    Entry,
    Journal,
    Keeper,
    journal_folder,
    named_in_journals,
    recover,
)


def no_one(_: StorageError) -> None:
    """Who hears of nothing."""


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


@given(st.lists(st.integers(0, 40_000), max_size=8))
def test_an_entry_given_in_portions_comes_back_whole(lengths: list[int]) -> None:
    portions = [bytes([number]) * length for number, length in enumerate(lengths)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Journal(folder, "id", "") as journal:
            journal.start(base="")
            for content in (portions, [b"behind"]):
                journal.write(content)
        (found,) = recover(folder)
    assert [entry.content for entry in found.entries] == [b"".join(portions), b"behind"]
    assert not found.damaged


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


def test_an_entry_before_one_that_failed_is_still_brought_onto_the_medium(small_disk: Path) -> None:
    with Journal(small_disk, "id", "place") as journal:
        journal.start(base="")
        journal.write(b"first")
        with pytest.raises(NoSpace):
            journal.write(b"x" * 100_000)
        assert not journal.is_synced
        journal.sync()
        assert journal.is_synced


def test_what_an_earlier_run_wrote_is_not_taken_to_be_on_the_medium(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        journal.write(b"first")
    with Journal(folder, "id", "place") as journal:
        assert journal.resume() is not None
        assert not journal.is_synced
        journal.sync()
        assert journal.is_synced


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
        keeper = Keeper(journal, no_one, within=0.05)
        for number in range(100):
            keeper.keep(partial(bytes, [number]))
        keeper.wait()
        assert journal.is_synced
    (found,) = recover(folder)
    assert len(found.entries) == 100


def test_at_the_end_nobody_waits_for_the_medium_to_follow(folder: Path) -> None:
    with Journal(folder, "id", "place") as journal:
        journal.start(base="")
        keeper = Keeper(journal, no_one, within=60)
        keeper.keep(lambda: b"last")
        assert not journal.is_synced
        keeper.settle()
        assert journal.is_synced
        keeper.close()


def test_a_sync_that_fails_beside_the_work_is_told_when_it_happens_and_once(folder: Path) -> None:
    class Failing(Journal):
        is_ill = True

        def sync(self) -> None:
            if self.is_ill:
                raise NoSpace(file="journal", folder="", reason="")

    told: list[StorageError] = []
    with Failing(folder, "id", "place") as journal:
        journal.start(base="")
        keeper = Keeper(journal, told.append, within=0)
        for content in (b"first", b"second"):
            keeper.keep(partial(bytes, content))
            keeper.wait()
            assert [type(one) for one in told] == [EditNotKept]
        for journal.is_ill in (False, True):
            keeper.keep(lambda: b"more")
            keeper.wait()
        assert len(told) == 2
    (found,) = recover(folder)
    assert [entry.content for entry in found.entries] == [b"first", b"second", b"more", b"more"]


def test_an_entry_whose_sync_fails_is_taken_back_alone_whoever_writes_then(folder: Path) -> None:
    class Failing(Journal):
        def sync(self) -> None:
            beside.start()
            beside.join(timeout=0.5)
            raise NoSpace(file="journal", folder="", reason="")

    with Failing(folder, "id", "place") as journal:
        journal.start(base="")
        journal.write(b"before")
        beside = threading.Thread(target=lambda: journal.write(b"mark of a save"))
        with pytest.raises(NoSpace):
            journal.append(b"refused")
        beside.join()
    (found,) = recover(folder)
    assert [entry.content for entry in found.entries] == [b"before", b"mark of a save"]
    assert not found.damaged


def test_nobody_waits_for_a_long_entry_and_what_comes_behind_it_stays_behind(folder: Path) -> None:
    keeper = Keeper(Journal(folder, "id", "place"), no_one)
    keeper.start(base="")
    written_down = threading.Event()

    def make() -> bytes:
        written_down.wait()
        return b"long"

    keeper.keep(lambda: b"before")
    keeper.keep(make, long=True)
    keeper.keep(lambda: b"behind")
    assert keeper.count == 3
    (found,) = recover(folder)
    assert [entry.content for entry in found.entries] == [b"before"]
    written_down.set()
    keeper.settle()
    keeper.keep(lambda: b"after")
    assert [entry.content for entry in keeper.entries()] == [
        b"before",
        b"long",
        b"behind",
        b"after",
    ]
    keeper.close()


def test_what_is_given_up_before_it_was_written_is_not_written(folder: Path) -> None:
    keeper = Keeper(Journal(folder, "id", "place"), no_one)
    keeper.start(base="")
    written_down = threading.Event()

    def make() -> bytes:
        written_down.wait()
        return b"long"

    keeper.keep(make, long=True)
    keeper.keep(lambda: b"behind")
    beside = threading.Thread(target=keeper.clear)
    beside.start()
    written_down.set()
    beside.join()
    assert recover(folder) == ()
    keeper.start(base="new")
    keeper.keep(lambda: b"first")
    assert [entry.content for entry in keeper.entries()] == [b"first"]
    keeper.close()


@pytest.mark.logs("an entry of the journal cannot be made")
def test_an_entry_that_cannot_be_made_is_told_once_and_keeps_none_behind_it_back(
    folder: Path,
) -> None:
    told: list[StorageError] = []
    keeper = Keeper(Journal(folder, "id", "place"), told.append)
    keeper.start(base="")

    def make() -> bytes:
        raise ValueError("such a row cannot be written")

    keeper.keep(lambda: b"before")
    keeper.keep(make, long=True, otherwise=b"in its place")
    keeper.keep(lambda: b"behind")
    keeper.wait()
    assert [type(one) for one in told] == [EditNotKept]
    keeper.keep(lambda: b"after")
    assert [entry.content for entry in keeper.entries()] == [
        b"before",
        b"in its place",
        b"behind",
        b"after",
    ]
    assert keeper.count == 4
    keeper.close()


def test_until_a_long_entry_can_be_written_none_is_taken_after_it(small_disk: Path) -> None:
    told: list[StorageError] = []
    keeper = Keeper(Journal(small_disk / "recovery", "id", "place"), told.append)
    keeper.start(base="")
    keeper.keep(lambda: b"before")
    filler = small_disk / "filler"
    with contextlib.suppress(OSError):
        filler.write_bytes(b"x" * 100_000)
    keeper.keep(lambda: b"x" * 50_000, long=True)
    keeper.wait()
    for _ in range(3):
        with pytest.raises(NoSpace):
            keeper.keep(lambda: b"refused")
        keeper.wait()
        assert [type(one) for one in told] == [EditNotKept]
    filler.unlink()
    with pytest.raises(NoSpace):
        keeper.keep(lambda: b"refused while it is tried again")
    keeper.wait()
    keeper.keep(lambda: b"after")
    assert [entry.content[:8] for entry in keeper.entries()] == [b"before", b"x" * 8, b"after"]
    assert keeper.count == 3
    keeper.close()


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
