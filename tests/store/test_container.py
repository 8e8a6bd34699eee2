"""A dossier's file is canonical, opens without its evidence, and is never overwritten unasked."""

import gc
import hashlib
import io
import os
import pickle
import re
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskdesk.store import frame
from maskdesk.store.blob import Place, blob_of, blob_of_file
from maskdesk.store.blob_store import BlobStore
from maskdesk.store.container import (
    Container,
    new_container,
    open_container,
    save_container,
    verify_container,
)
from maskdesk.store.durable import NotAPlainFile, StorageError
from maskdesk.store.failures import (
    BadMemberName,
    DamagedDossier,
    DossierChanged,
    DossierTooLarge,
    MemberGone,
    MemberMissing,
    NameTaken,
    NewerDossier,
)
from store.small_dossier import DOSSIER_JSON

EVIDENCE_KEPT = {b"%PDF-1.7 SAMPLE certificate", b"\x89PNG SAMPLE scan"}

LETTERS = "abz019é口ử -_()=@+"
PARTS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda part: part == part.strip())
NAMES = st.one_of(
    st.just("history.jsonl"),
    st.builds("{}/{}/{}".format, st.sampled_from(["sealed", "returns"]), st.integers(1, 9), PARTS),
)


@given(
    dossier=st.binary(max_size=300),
    members=st.dictionaries(NAMES, st.binary(max_size=200), max_size=6),
    evidence=st.lists(st.binary(max_size=200), max_size=4),
)
def test_what_is_saved_comes_back_and_saves_to_the_same_bytes(
    dossier: bytes, members: dict[str, bytes], evidence: list[bytes]
) -> None:
    container = new_container(dossier)
    for name, content in members.items():
        container = container.put(name, content)
    for content in evidence:
        container = container.with_evidence(content)
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "1.maskdesk"), Path(folder, "2.maskdesk")
        saved = save_container(container, first)
        opened = open_container(first)
        assert opened == saved
        assert {name: opened.read(name) for name in opened.members} == {
            name: container.read(name) for name in container.members
        }
        assert verify_container(first).problems == ()
        assert save_container(opened, second, over=True).digest == saved.digest
        assert first.read_bytes() == second.read_bytes()


def test_the_order_in_which_members_came_does_not_show(
    container: Container, tmp_path: Path
) -> None:
    turned = msgspec.structs.replace(
        container, members=dict(reversed(tuple(container.members.items())))
    )
    save_container(container, tmp_path / "1")
    save_container(turned, tmp_path / "2")
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_format_1_is_written_and_read_for_ever(container: Container, saved: Path) -> None:
    # This file was written when format 1 was fixed and is never renewed.
    kept = Path(__file__).with_name("format-1.maskdesk")
    assert saved.read_bytes() == kept.read_bytes()
    assert verify_container(kept).problems == ()
    opened = open_container(kept)
    assert not opened.read_only
    assert {name: opened.read(name) for name in opened.members} == {
        name: container.read(name) for name in container.members
    }


def test_any_zip_program_reads_it(saved: Path, container: Container) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:3] == ["mimetype", "manifest.json", "dossier.json"]
        assert {name: archive.read(name) for name in archive.namelist()[2:]} == {
            name: container.read(name) for name in container.members
        }


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_unzip_finds_no_fault(saved: Path) -> None:
    tested = subprocess.run(["unzip", "-t", str(saved)], capture_output=True)
    assert tested.returncode == 0
    assert b"warning" not in (tested.stdout + tested.stderr).lower()


def test_its_type_stands_at_a_fixed_place(saved: Path) -> None:
    # As in OpenDocument 1.3 part 2, 3.3: magic numbers look for it from byte 30 on.
    start = saved.read_bytes()[:70]
    assert start[30:] == b"mimetypeapplication/vnd.maskdesk.dossier"


def test_opening_reads_no_evidence(saved: Path) -> None:
    opened = open_container(saved)
    evidence = opened.under("evidence/")
    assert len(evidence) == 2
    assert all(isinstance(opened.members[name].at, Place) for name in evidence)
    broken = bytearray(saved.read_bytes())
    place = opened.members[evidence[0]].at
    assert isinstance(place, Place)
    broken[place.offset] ^= 1
    saved.write_bytes(broken)
    reopened = open_container(saved)
    with pytest.raises(DamagedDossier, match=evidence[0]):
        reopened.read(evidence[0])
    assert reopened.read(evidence[1])


def test_saving_what_is_unchanged_writes_nothing(saved: Path) -> None:
    before = saved.stat()
    again = save_container(open_container(saved).put("dossier.json", DOSSIER_JSON), saved)
    assert saved.stat().st_mtime_ns == before.st_mtime_ns
    assert saved.stat().st_ino == before.st_ino
    assert again == open_container(saved)


def test_a_change_is_saved_with_the_evidence_kept(saved: Path) -> None:
    opened = open_container(saved)
    changed = save_container(opened.put("dossier.json", b'{"changed":true}'), saved)
    assert verify_container(saved).problems == ()
    assert changed.dossier == b'{"changed":true}'
    for name in opened.under("evidence/"):
        assert changed.read(name) == open_container(saved).read(name)


def test_members_can_be_removed(saved: Path) -> None:
    opened = open_container(saved)
    rest = opened.without(*opened.under("evidence/"), "no-such-member")
    save_container(rest, saved)
    assert open_container(saved).under("evidence/") == ()
    assert verify_container(saved).problems == ()


def test_a_damaged_member_heals_when_the_good_bytes_come_back(
    container: Container, saved: Path
) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole.replace(b"SAMPLE scan", b"SAMPLE scam"))
    assert verify_container(saved).problems != ()
    healed = open_container(saved).with_evidence(b"\x89PNG SAMPLE scan")
    assert healed.digest == save_container(healed, saved).digest
    assert saved.read_bytes() == whole
    assert container.read(container.under("evidence/")[0])


def test_a_file_another_session_saved_is_not_overwritten(saved: Path) -> None:
    mine, theirs = open_container(saved), open_container(saved)
    save_container(theirs.put("dossier.json", b'{"theirs":1}'), saved)
    with pytest.raises(DossierChanged, match=re.escape(saved.name)):
        save_container(mine.put("dossier.json", b'{"mine":1}'), saved)
    assert open_container(saved).dossier == b'{"theirs":1}'
    save_container(mine.put("dossier.json", b'{"mine":1}'), saved, over=True)
    assert open_container(saved).dossier == b'{"mine":1}'
    assert verify_container(saved).problems == ()


def test_evidence_is_found_again_after_another_session_saved(saved: Path) -> None:
    mine, theirs = open_container(saved), open_container(saved)
    save_container(theirs.put("dossier.json", b'{"longer than before": true, "x": 1}'), saved)
    name = mine.under("evidence/")[0]
    assert hashlib.sha256(mine.read(name)).hexdigest() == name.removeprefix("evidence/")


def damage(path: Path, name: str) -> None:
    """Turn one bit of a member where it lies; the file's times stay, as on a disk that forgets."""
    place = open_container(path).members[name].at
    assert isinstance(place, Place)
    status = path.stat()
    with path.open("r+b") as stream:
        stream.seek(place.offset)
        first = stream.read(1)
        stream.seek(place.offset)
        stream.write(bytes([first[0] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_evidence_that_is_gone_is_said(saved: Path) -> None:
    mine = open_container(saved)
    name = mine.under("evidence/")[0]
    save_container(open_container(saved).without(*mine.under("evidence/")), saved)
    with pytest.raises(DossierChanged):
        mine.read(name)
    with pytest.raises(MemberGone, match=name):
        save_container(mine, saved.with_name("mine.maskdesk"))
    assert not saved.with_name("mine.maskdesk").exists()
    saved.unlink()
    with pytest.raises(StorageError):
        mine.read(name)
    with pytest.raises(MemberGone, match=re.escape(saved.name)):
        save_container(mine, saved)
    assert not saved.exists()


@pytest.mark.parametrize("becomes", ["deleted", "moved", "replaced"])
def test_a_dossier_worked_on_outlives_its_name(saved: Path, tmp_path: Path, becomes: str) -> None:
    whole = saved.read_bytes()
    mine = open_container(saved, BlobStore(tmp_path / "own"))
    if becomes == "deleted":
        saved.unlink()
    elif becomes == "moved":
        saved.rename(tmp_path / "elsewhere")
    else:
        save_container(open_container(saved).without(*mine.under("evidence/")), saved)
    assert {mine.read(name) for name in mine.under("evidence/")} == EVIDENCE_KEPT
    mine = save_container(mine, saved, over=True)
    assert saved.read_bytes() == whole
    saved.unlink()
    again = save_container(mine.put("dossier.json", b"{}"), saved)
    assert again.dossier == b"{}"
    assert verify_container(saved).problems == ()


def not_kept_open(container: Container) -> Container:
    """A container as another process gets it: as where the system keeps no file open."""
    taken = pickle.loads(pickle.dumps(container))  # noqa: S301 - packed here
    assert isinstance(taken, Container)
    return taken


@pytest.mark.parametrize("becomes", ["deleted", "cut off", "overwritten"])
@pytest.mark.parametrize("kept_open", [True, False])
def test_what_its_file_lost_comes_from_a_copy(
    saved: Path, tmp_path: Path, becomes: str, kept_open: bool
) -> None:
    copies = BlobStore(tmp_path / "own")
    mine = open_container(saved, copies)
    if not kept_open:
        mine = not_kept_open(mine)
    copies.add(*(mine.blob(name) for name in mine.members))
    content = saved.read_bytes()
    if becomes == "deleted":
        saved.unlink()
    else:
        saved.write_bytes(content[:200] if becomes == "cut off" else bytes(len(content)))
    assert {mine.read(name) for name in mine.under("evidence/")} == EVIDENCE_KEPT
    other = tmp_path / "other.maskdesk"
    assert save_container(mine, other).damaged == ()
    assert verify_container(other).problems == ()


@pytest.mark.parametrize("read_back", [False, True])
@pytest.mark.parametrize("size", [20, 3_000_000])  # the larger is summed on another core
def test_a_damaged_member_is_healed_by_its_copy_when_saved(
    tmp_path: Path, size: int, read_back: bool
) -> None:
    saved, copies = tmp_path / "x.maskdesk", BlobStore(tmp_path / "own")
    made = new_container(b"{ }")
    for content in (b"SAMPLE 1", b"SAMPLE 2"):
        made = made.with_evidence(content * (size // 8))
    save_container(made, saved)
    mine = open_container(saved, copies)
    first, second = mine.under("evidence/")
    whole = mine.read(first)
    copies.add(mine.blob(first))
    damage(saved, first)
    assert mine.read(first) == whole
    changed = mine.put("dossier.json", b"{}")
    done = save_container(changed, saved, read_back=read_back)
    assert done.damaged == ()
    assert verify_container(saved).problems == ()
    damage(saved, second)
    done = save_container(done.put("dossier.json", b"[]"), saved, read_back=read_back)
    assert done.damaged == (second,)
    assert [one.member for one in verify_container(saved).problems] == [second]


def test_a_damaged_copy_is_none(saved: Path, tmp_path: Path) -> None:
    copies = BlobStore(tmp_path / "own")
    mine = open_container(saved, copies)
    name = mine.under("evidence/")[0]
    copies.add(mine.blob(name))
    (kept,) = (tmp_path / "own" / "blobs").iterdir()
    kept.write_bytes(bytes(kept.stat().st_size))
    assert mine.read(name) in EVIDENCE_KEPT
    damage(saved, name)
    with pytest.raises(DamagedDossier, match=name):
        mine.read(name)
    assert save_container(mine.put("dossier.json", b"{}"), saved).damaged == (name,)


def test_a_dossier_worked_on_is_let_go_with_its_last_user(saved: Path, tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("only here can open files be counted")
    before = len(list(descriptors.iterdir()))
    mine = open_container(saved, BlobStore(tmp_path / "own"))
    changed = save_container(mine.put("dossier.json", b"{}"), saved)
    assert len(list(descriptors.iterdir())) == before + 2
    elsewhere = not_kept_open(changed)
    assert elsewhere.read(elsewhere.under("evidence/")[0]) in EVIDENCE_KEPT
    del mine, changed, elsewhere
    gc.collect()
    assert len(list(descriptors.iterdir())) == before


@pytest.mark.parametrize("content", [b"", b"my letter", b"PK\3\4 some other zip"])
def test_a_file_that_is_no_dossier_is_not_overwritten(
    container: Container, tmp_path: Path, content: bytes
) -> None:
    target = tmp_path / "letter.maskdesk"
    target.write_bytes(content)
    with pytest.raises(NameTaken, match="letter"):
        save_container(container, target)
    assert target.read_bytes() == content
    save_container(container, target, over=True)
    assert verify_container(target).problems == ()


def test_a_never_saved_dossier_does_not_take_the_place_of_another(
    container: Container, saved: Path
) -> None:
    with pytest.raises(NameTaken):
        save_container(container.put("dossier.json", b"{}"), saved)


def test_saving_beside_moves_the_members_to_the_new_file(saved: Path, tmp_path: Path) -> None:
    copy = save_container(open_container(saved), tmp_path / "copy.maskdesk")
    saved.unlink()
    assert all(copy.read(name) is not None for name in copy.members)


def test_a_file_from_disk_is_hashed_and_copied(container: Container, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"SAMPLE" * 400_000)
    blob = blob_of_file(scan)
    assert blob.sha256 == hashlib.sha256(scan.read_bytes()).hexdigest()
    assert blob.crc32 == zlib.crc32(scan.read_bytes())
    target = tmp_path / "a.maskdesk"
    save_container(container.with_evidence(blob), target)
    assert verify_container(target).problems == ()
    scan.unlink()
    assert open_container(target).read("evidence/" + blob.sha256) == b"SAMPLE" * 400_000


def test_a_file_that_changed_since_it_was_attached_stops_the_save(
    container: Container, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"one")
    attached = container.with_evidence(blob_of_file(scan))
    scan.write_bytes(b"two and more")
    with pytest.raises(DossierChanged, match="scan"):
        save_container(attached, tmp_path / "a.maskdesk")
    assert not (tmp_path / "a.maskdesk").exists()


def test_a_folder_is_no_evidence(tmp_path: Path) -> None:
    with pytest.raises(NotAPlainFile):
        blob_of_file(tmp_path)


def test_a_member_that_is_not_there_is_named(container: Container) -> None:
    with pytest.raises(MemberMissing, match="sealed/9"):
        container.read("sealed/9/snapshot.json")


def test_without_a_dossier_nothing_is_saved(container: Container, tmp_path: Path) -> None:
    with pytest.raises(MemberMissing):
        save_container(container.without("dossier.json"), tmp_path / "a")


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "sealed/../../evil", "/etc/passwd", "sealed//x", "sealed/", "sealed/.", "",
        "sealed\\x", "C:\\x", "sealed/C:x", "sealed/a\0b", "sealed/a\nb", "sealed/con",
        "sealed/NUL.txt", "sealed/com1.pdf", "sealed/x.", "sealed/x ", "sealed/.hidden",
        "sealed/a\u202egpj.exe", "sealed/e\u0301", "sealed/a?b", "sealed/a*", 'sealed/a"b',
        "sealed/" + "a" * 201, "sealed/" + "口" * 67, "sealed/" + "a/" * 200 + "b",
        "mimetype", "manifest.json", "notes.txt", "evidence/scan.png", "evidence/" + "A" * 64,
        "evidence/" + "a" * 63, "evidence/" + "a" * 64 + "/x", "//server/share/x", "sealed/\ud800",
    ],
)  # fmt: skip
def test_a_name_that_could_lead_astray_is_refused(container: Container, name: str) -> None:
    with pytest.raises(BadMemberName):
        container.put(name, b"")


@pytest.mark.parametrize(
    ("first", "second"),
    [("sealed/1/A", "sealed/1/a"), ("sealed/1/ß", "sealed/1/SS"), ("sealed/1", "sealed/1/a")],
)
def test_names_that_are_one_on_some_system_are_refused(
    container: Container, tmp_path: Path, first: str, second: str
) -> None:
    with pytest.raises(BadMemberName):
        save_container(container.put(first, b"1").put(second, b"2"), tmp_path / "a")


def test_too_many_members_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    blob = blob_of(b"x")
    members = {f"sealed/1/{number}": blob for number in range(frame.MOST_MEMBERS)}
    whole = Container(members={"dossier.json": blob_of(b"{}"), **members})
    with pytest.raises(DossierTooLarge, match="20000"):
        save_container(whole, tmp_path / "a")
    assert not (tmp_path / "a").exists()
    save_container(whole.without("sealed/1/0"), tmp_path / "a")
    assert len(open_container(tmp_path / "a").members) == frame.MOST_MEMBERS
    assert verify_container(tmp_path / "a").problems == ()


def test_too_much_evidence_is_refused(container: Container, tmp_path: Path) -> None:
    vast = msgspec.structs.replace(blob_of(b""), size=frame.MOST_EVIDENCE_BYTES + 1)
    with pytest.raises(DossierTooLarge):
        save_container(container.with_evidence(vast), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def newer(saved: Path, container: Container, **more: object) -> Path:
    """The same file as a later version might write it, with one more key in the manifest."""
    rows = frame.rows_of(container.members)
    manifest = msgspec.json.encode({"format": 2, "members": rows, **more})
    layout = frame.derive_frame(2, rows, manifest)
    out = io.BytesIO()
    out.write(frame.front_of(manifest))
    for name, span in layout.spans.items():
        out.write(span.header + container.read(name))
    out.write(layout.directory)
    path = saved.with_name("newer.maskdesk")
    path.write_bytes(out.getvalue())
    return path


def test_a_newer_dossier_opens_to_read_and_is_never_overwritten(
    saved: Path, container: Container, tmp_path: Path
) -> None:
    path = newer(saved, container, signed=True)
    whole = path.read_bytes()
    opened = open_container(path)
    assert opened.read_only
    assert opened.dossier == DOSSIER_JSON
    assert verify_container(path).problems == ()
    for target in (path, tmp_path / "copy.maskdesk"):
        with pytest.raises(NewerDossier):
            save_container(opened, target, over=True)
    with pytest.raises(NewerDossier):
        save_container(container, path, over=True)
    assert path.read_bytes() == whole


def test_a_newer_dossier_of_unknown_frame_is_not_called_damaged(saved: Path) -> None:
    manifest = b'{"chunks":[],"format":3}'
    path = saved.with_name("newest.maskdesk")
    path.write_bytes(frame.front_of(manifest) + b"whatever comes then")
    for attempt in (open_container, verify_container):
        with pytest.raises(NewerDossier):
            attempt(path)
    with pytest.raises(NewerDossier):
        save_container(new_container(b"{}"), path, over=True)


def test_an_open_container_can_be_sent_to_another_process(saved: Path) -> None:
    opened = open_container(saved)
    sent: Container = pickle.loads(pickle.dumps(opened))  # noqa: S301 - our own bytes
    assert sent == opened
    assert sent.read(sent.under("evidence/")[0]) == opened.read(opened.under("evidence/")[0])
