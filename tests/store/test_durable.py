"""Files and folders come whole or not at all, and each failure has its own sentence."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from maskdesk.store import durable, system
from maskdesk.store.durable import (
    DeviceFailed,
    FileMissing,
    FileTooLarge,
    FolderMissing,
    FolderNotEmpty,
    NameNotPossible,
    NoPermission,
    NoSpace,
    NotAFolder,
    NotAPlainFile,
    NotAsWritten,
    ReadOnlyMedium,
    TooMuchInFolder,
    building_folder,
    read_file,
    read_folder,
    replacing,
    sweep,
    translated,
    write_file,
    write_folder,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_failure_in_the_middle_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(target) as stream:
            stream.write(b"x" * 1_000_000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_the_rights_of_a_replaced_file_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize(
    "name", ["Khẩu trang", "口罩 合同", "e\u0301", "a" * 255, "=1+1", "\u202egpj", " x "]
)
def test_every_name_the_system_takes_can_be_written(tmp_path: Path, name: str) -> None:
    write_file(tmp_path / name, b"new")
    assert names(tmp_path) == [name]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="gone"):
        write_file(tmp_path / "gone" / "a", b"")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="gone"):
        read_file(tmp_path / "gone")


def test_too_long_a_name_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NameNotPossible):
        write_file(tmp_path / ("a" * 256), b"")


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAPlainFile):
        read_file(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.EDQUOT, NoSpace),
        (errno.EACCES, NoPermission),
        (errno.EROFS, ReadOnlyMedium),
        (errno.EIO, DeviceFailed),
        (errno.ESTALE, DeviceFailed),
        (errno.ELOOP, durable.StorageError),
    ],
)
def test_each_cause_has_its_own_sentence(number: int, kind: type[durable.StorageError]) -> None:
    with pytest.raises(kind) as caught, translated(Path("folder/file")):
        raise OSError(number, os.strerror(number))
    assert type(caught.value) is kind
    assert "{" not in str(caught.value)
    assert caught.value.way_out in str(caught.value)


def test_a_full_disk_keeps_the_old_file_and_leaves_no_rest(small_disk: Path) -> None:
    target = small_disk / "a"
    write_file(target, b"old")
    with pytest.raises(NoSpace, match="not enough space"):
        write_file(target, b"x" * 100_000)
    assert target.read_bytes() == b"old"
    assert names(small_disk) == ["a"]


def test_a_full_disk_leaves_no_half_folder(small_disk: Path) -> None:
    with pytest.raises(NoSpace):
        write_folder(small_disk / "package", {"a": b"x", "b": b"x" * 100_000})
    assert names(small_disk) == []


def test_a_read_only_medium_is_said(small_disk: Path) -> None:
    write_file(small_disk / "a", b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ReadOnlyMedium):
        write_file(small_disk / "a", b"new")
    assert (small_disk / "a").read_bytes() == b"old"


def test_a_folder_comes_whole(tmp_path: Path) -> None:
    files = {"counter sheet.pdf": b"1", "annexes/goods.xlsx": b"2"}
    write_folder(tmp_path / "package", files)
    assert read_folder(tmp_path / "package") == dict(sorted(files.items()))
    assert names(tmp_path) == ["package"]


def test_a_failure_in_the_middle_leaves_no_folder(tmp_path: Path) -> None:
    def interrupted() -> None:
        with building_folder(tmp_path / "package") as part:
            (part / "a").write_bytes(b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(tmp_path) == []


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    write_folder(tmp_path / "package", {"a": b"1"})
    assert read_folder(tmp_path / "package") == {"a": b"1"}


def test_a_filled_folder_is_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "package", {"a": b"old"})
    with pytest.raises(FolderNotEmpty, match="package"):
        write_folder(tmp_path / "package", {"b": b"new"})
    assert read_folder(tmp_path / "package") == {"a": b"old"}


def test_a_filled_folder_is_replaced_when_told(tmp_path: Path) -> None:
    write_folder(tmp_path / "package", {"a": b"old"})
    write_folder(tmp_path / "package", {"b": b"new"}, over=True)
    assert read_folder(tmp_path / "package") == {"b": b"new"}
    assert names(tmp_path) == ["package"]


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    write_file(tmp_path / "package", b"")
    for attempt in (lambda p: write_folder(p, {}, over=True), read_folder):
        with pytest.raises(NotAFolder):
            attempt(tmp_path / "package")


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    with pytest.raises(NotAPlainFile, match="link"):
        read_folder(tmp_path)


@pytest.mark.parametrize("limits", [{"most_files": 2}, {"most_bytes": 2}])
def test_a_folder_beyond_measure_is_refused(tmp_path: Path, limits: dict[str, int]) -> None:
    write_folder(tmp_path / "package", {"a": b"1", "b": b"2", "c": b"3"})
    with pytest.raises(TooMuchInFolder):
        read_folder(tmp_path / "package", **limits)


def test_what_a_dead_run_left_is_swept(tmp_path: Path) -> None:
    leave = (
        "import os, sys; from pathlib import Path; from maskdesk.store.durable import replacing\n"
        "with replacing(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'half'); stream.flush(); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", leave, str(tmp_path / "a")])
    assert len(names(tmp_path)) == 1
    write_file(tmp_path / "b", b"")
    assert names(tmp_path) == ["b"]


def test_what_a_living_run_writes_is_not_swept(tmp_path: Path) -> None:
    write = (
        "import sys; from pathlib import Path; from maskdesk.store.durable import replacing\n"
        "with replacing(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'whole'); print('now', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", write, str(tmp_path / "a")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "now\n"
        with replacing(tmp_path / "c") as mine:
            mine.write(b"mine")
            sweep(tmp_path)
        assert len(names(tmp_path)) == 2
        other.communicate("go on\n")
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert (tmp_path / "c").read_bytes() == b"mine"


def test_files_of_others_are_not_swept(tmp_path: Path) -> None:
    mine = [".maskdesk", ".maskdesk-notes.part", "a.part", ".maskdesk-00000000-1-00000000.part"]
    for name in mine:
        (tmp_path / name).write_bytes(b"")
    sweep(tmp_path)
    assert names(tmp_path) == sorted(mine)


def test_a_process_that_ended_is_known_to_have_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        start = system.start_of(child.pid)
        assert start
        process = system.Process(host=system.host_name(), pid=child.pid, start=start)
        assert system.is_running(process) is True
        child.communicate(b"\n")
    assert system.is_running(process) is False
    assert system.is_running(system.this_process()) is True


def test_a_process_number_used_again_is_another_process() -> None:
    mine = system.this_process()
    earlier = system.Process(host=mine.host, pid=mine.pid, start="another boot:1")
    assert system.is_running(earlier) is False


def test_of_another_computer_nothing_is_claimed() -> None:
    assert system.is_running(system.Process(host="elsewhere", pid=1, start="")) is None


def test_a_file_in_use_is_tried_again_and_then_named() -> None:
    class SharingViolation(OSError):
        """What Windows raises, as far as this system can show it."""

        winerror = 32

    attempts: list[int] = []

    def busy_twice() -> str:
        attempts.append(1)
        if len(attempts) < 3:
            raise SharingViolation(errno.EACCES, "in use")
        return "done"

    assert system.patiently(busy_twice) == "done"
    with pytest.raises(durable.FileInUse, match="Close it there"), translated(Path("a")):
        raise SharingViolation(errno.EACCES, "in use")


TABLE = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 27 0:40 / /mnt/office\040share rw,relatime - cifs //server/office rw,vers=3.1.1
41 40 0:41 / /mnt/office\040share/local rw - tmpfs tmpfs rw
42 27 0:42 / /srv rw - nfs4 server:/dossiers rw
43 27 0:43 / /media/stick rw - fuse.ntfs-3g /dev/sdb1 rw
44 27 0:44 / /mnt/remote rw master:3 - fuse.sshfs clerk@server: rw
broken line
"""


@pytest.mark.parametrize(
    ("place", "share"),
    [
        ("/", False),
        ("/mnt", False),
        ("/mnt/office share", True),
        ("/mnt/office share/dossiers/2020", True),
        ("/mnt/office share 2", False),
        ("/mnt/office share/local/x", False),
        ("/srv/clerk", True),
        ("/srvs", False),
        ("/media/stick/a", False),
        ("/mnt/remote", True),
    ],
)
def test_a_share_is_told_by_the_deepest_mount(place: str, share: bool) -> None:
    assert system.share_in(TABLE, Path(place)) == share


def test_a_folder_of_this_test_lies_on_this_computer(tmp_path: Path) -> None:
    assert not system.is_share(tmp_path / "a")


def test_what_is_read_back_as_written_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with replacing(target, read_back=True) as stream:
        for number in range(1000):
            stream.write(b"%d" % number * 100)
    assert target.read_bytes() == b"".join(b"%d" % n * 100 for n in range(1000))
    write_folder(tmp_path / "package", {"a": b"1", "b/c": b"2"}, read_back=True)
    assert read_folder(tmp_path / "package") == {"a": b"1", "b/c": b"2"}


def test_what_comes_back_otherwise_leaves_the_old(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def spoiled() -> None:
        with replacing(target, read_back=True) as stream:
            stream.write(b"new" * 100)
            stream.flush()
            (part,) = tmp_path.glob(".maskdesk-*.part")
            with part.open("r+b") as other:
                other.write(b"x")

    with pytest.raises(NotAsWritten, match="the old one stands"):
        spoiled()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_of_more_than_can_be_right_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.pdf"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole, which takes no room
    with pytest.raises(FileTooLarge, match=r"huge\.pdf"):
        read_file(file)
    file.write_bytes(b"SAMPLE")
    assert read_file(file, most_bytes=6) == b"SAMPLE"
    with pytest.raises(FileTooLarge):
        read_file(file, most_bytes=5)
