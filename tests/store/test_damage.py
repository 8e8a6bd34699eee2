"""No byte of a dossier's file can change, be missing or be added without being reported."""

import io
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from maskdesk.errors import MaskDeskError
from maskdesk.store import frame
from maskdesk.store.blob import blob_of
from maskdesk.store.container import (
    Container,
    new_container,
    open_container,
    opening_container,
    save_container,
    verify_container,
)
from maskdesk.store.durable import FileMissing, FolderMissing
from maskdesk.store.failures import (
    DamagedDossier,
    DossierError,
    NotADossier,
    RewrittenDossier,
    TruncatedDossier,
)


def is_reported(path: Path) -> bool:
    try:
        return verify_container(path).problems != ()
    except DossierError:
        return True


def opens_as(path: Path, container: Container) -> bool:
    """Whether it opens with all of the right bytes; False if it is refused."""
    try:
        opened = open_container(path)
        return {name: opened.read(name) for name in opened.members} == {
            name: container.read(name) for name in container.members
        }
    except DossierError:
        return False


def test_every_flipped_byte_is_reported(saved: Path, container: Container) -> None:
    whole = saved.read_bytes()
    generator = random.Random(16)
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= generator.randrange(1, 256)
        saved.write_bytes(flipped)
        assert is_reported(saved), position
        try:
            opened = open_container(saved)
            contents = {name: opened.read(name) for name in opened.members}
        except DossierError:
            continue
        assert contents == {name: container.read(name) for name in container.members}, position


def test_damage_is_reported_by_its_member(saved: Path) -> None:
    whole = saved.read_bytes()
    place = whole.index(b"SAMPLE certificate")
    flipped = bytearray(whole)
    flipped[place] ^= 1
    saved.write_bytes(flipped)
    (problem,) = verify_container(saved).problems
    assert problem.member.startswith("evidence/")
    assert problem.sentence().startswith(problem.member)


@pytest.mark.parametrize("size", [2, 1 << 20], ids=["hashed at once", "hashed aside"])
@pytest.mark.parametrize("raised", [None, ValueError, DamagedDossier(file="b", member="b")])
def test_changed_content_is_reported_whatever_was_made_of_it_meanwhile(
    tmp_path: Path, size: int, raised: type[Exception] | Exception | None
) -> None:
    saved = tmp_path / "a.maskdesk"
    save_container(new_container(b"{" * size), saved)
    whole = saved.read_bytes()
    saved.write_bytes(whole.replace(b"{" * size, b"{" * (size - 1) + b"}"))
    read = []

    def look_at(container: Container) -> None:
        read.append(container.dossier)
        if raised is not None:
            raise raised

    with pytest.raises(DamagedDossier) as damage, opening_container(saved) as container:
        look_at(container)
    assert read[0].endswith(b"}")
    assert damage.value.places == {"file": "a.maskdesk", "member": "dossier.json"}
    assert damage.value.__cause__ is None
    assert damage.value.__suppress_context__


@pytest.mark.parametrize("size", [2, 1 << 20], ids=["hashed at once", "hashed aside"])
def test_changed_content_is_reported_before_a_changed_list_of_contents(
    tmp_path: Path, size: int
) -> None:
    saved = tmp_path / "a.maskdesk"
    save_container(new_container(b"{" * size), saved)
    whole = bytearray(saved.read_bytes().replace(b"{" * size, b"{" * (size - 1) + b"}"))
    whole[-30] ^= 1
    saved.write_bytes(whole)
    with pytest.raises(DamagedDossier) as damage:
        open_container(saved)
    assert damage.value.places["member"] == "dossier.json"


def test_large_content_is_hashed_here_where_no_thread_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "a.maskdesk"
    save_container(new_container(b"{" * (1 << 20)), saved)
    monkeypatch.setattr("_thread.start_new_thread", refuse_to_start)
    assert open_container(saved).dossier == b"{" * (1 << 20)
    saved.write_bytes(saved.read_bytes().replace(b"{{", b"{}", 1))
    with pytest.raises(DamagedDossier):
        open_container(saved)


def refuse_to_start(*_: object) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("size", [2, 1 << 20], ids=["hashed at once", "hashed aside"])
def test_what_fails_while_sound_content_is_hashed_is_told(tmp_path: Path, size: int) -> None:
    saved = tmp_path / "a.maskdesk"
    save_container(new_container(b"{" * size), saved)
    with pytest.raises(ZeroDivisionError), opening_container(saved):
        raise ZeroDivisionError


def test_a_changed_list_of_contents_is_said_in_words(saved: Path) -> None:
    whole = bytearray(saved.read_bytes())
    whole[-30] ^= 1
    saved.write_bytes(whole)
    (problem,) = verify_container(saved).problems
    assert problem.sentence().startswith("list of contents is not what was saved")


def test_every_truncation_is_reported(saved: Path) -> None:
    whole = saved.read_bytes()
    for size in range(len(whole)):
        saved.write_bytes(whole[:size])
        with pytest.raises((TruncatedDossier, NotADossier)):
            open_container(saved)
        assert is_reported(saved), size


@pytest.mark.parametrize("more", [b"\0", b"PK\5\6", b"x" * 70_000])
def test_bytes_added_before_or_after_are_reported(saved: Path, more: bytes) -> None:
    whole = saved.read_bytes()
    for bytes_now in (more + whole, whole + more):
        saved.write_bytes(bytes_now)
        with pytest.raises(DossierError):
            open_container(saved)
        assert is_reported(saved)


def test_swapped_members_are_reported(saved: Path) -> None:
    whole = saved.read_bytes()
    swapped = whole.replace(b"SAMPLE paper", b"SAMPLE scan!").replace(
        b"SAMPLE scan", b"SAMPLE pap "
    )
    saved.write_bytes(swapped)
    assert len(verify_container(saved).problems) == 2


@pytest.mark.long
def test_ten_thousand_changes_and_a_thousand_truncations(saved: Path, container: Container) -> None:
    whole = saved.read_bytes()
    generator = random.Random(6)
    for _ in range(10_000):
        changed = bytearray(whole)
        for _ in range(generator.choice((1, 1, 2, 5))):
            position = generator.randrange(len(changed))
            changed[position] ^= generator.randrange(1, 256)
        saved.write_bytes(changed)
        assert is_reported(saved)
    for _ in range(1_000):
        saved.write_bytes(whole[: generator.randrange(len(whole))])
        assert is_reported(saved)
        assert not opens_as(saved, container)


def other_zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "content",
    [b"", b"P", b"%PDF-1.7", b"\0" * 1000, b"PK\5\6" + b"\0" * 18, "mimetype".encode("utf-16")],
)
def test_other_files_are_no_dossiers(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.maskdesk"
    path.write_bytes(content)
    with pytest.raises((NotADossier, TruncatedDossier), match=r"x\.maskdesk"):
        open_container(path)
    assert is_reported(path)


def test_other_zips_are_no_dossiers(tmp_path: Path) -> None:
    path = other_zip(tmp_path / "x.xlsx", {"[Content_Types].xml": b"<Types/>"})
    with pytest.raises(NotADossier):
        open_container(path)


def test_a_folder_a_pipe_and_nothing_are_no_dossiers(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(NotADossier):
            open_container(path)
    with pytest.raises(FileMissing):
        open_container(tmp_path / "none")
    with pytest.raises(FolderMissing):
        open_container(tmp_path / "no" / "none")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_dossier_packed_anew_by_another_program_is_told_apart(
    container: Container, tmp_path: Path, method: int
) -> None:
    members = {name: container.read(name) for name in container.members}
    path = other_zip(
        tmp_path / "again.maskdesk",
        {"mimetype": frame.MIMETYPE, "manifest.json": b"{}", **members},
        method=method,
    )
    for attempt in (open_container, verify_container):
        with pytest.raises(RewrittenDossier, match="another program"):
            attempt(path)


def rebuilt(container: Container, change: Callable[[list[dict[str, object]]], None]) -> bytes:
    """A file whose frame follows from a manifest that should never have been written."""
    rows: list[dict[str, object]] = list(msgspec.to_builtins(frame.rows_of(container.members)))
    contents = {str(row["name"]): container.read(str(row["name"])) for row in rows}
    change(rows)
    manifest = msgspec.json.encode({"format": 1, "members": rows})
    wrong = msgspec.convert(rows, tuple[frame.Row, ...])
    out = io.BytesIO()
    out.write(frame.front_of(manifest))
    layout = frame.derive_frame(1, wrong, manifest)
    for row in wrong:
        out.write(layout.spans[row.name].header + contents.get(row.name, b""))
    out.write(layout.directory)
    return out.getvalue()


def renamed(name: str) -> Callable[[list[dict[str, object]]], None]:
    def change(rows: list[dict[str, object]]) -> None:
        rows[-1]["name"] = name

    return change


def set_last(key: str, value: object) -> Callable[[list[dict[str, object]]], None]:
    def change(rows: list[dict[str, object]]) -> None:
        rows[-1][key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        renamed("../../evil"),
        renamed("/etc/passwd"),
        renamed("sealed\\evil"),
        renamed("sealed/nul"),
        renamed("sealed/a\0b"),
        renamed("dossier.json"),
        renamed("unknown.txt"),
        renamed("SEALED/1/snapshot.json"),
        set_last("sha256", "0" * 63),
        set_last("sha256", "A" * 64),
        set_last("size", -1),
        set_last("size", 2**33),
        lambda rows: rows.reverse(),
        lambda rows: rows.append(rows[-1]),
        lambda rows: rows.pop(0),
        lambda rows: rows[1].update(sha256="0" * 64),
    ],
)
def test_a_manifest_that_lies_is_refused(
    container: Container, tmp_path: Path, change: Callable[[list[dict[str, object]]], None]
) -> None:
    path = tmp_path / "evil.maskdesk"
    try:
        path.write_bytes(rebuilt(container, change))
    except (struct.error, KeyError):
        # The frame cannot even be built; the manifest alone must then be refused.
        rows: list[dict[str, object]] = list(msgspec.to_builtins(frame.rows_of(container.members)))
        change(rows)
        manifest = msgspec.json.encode({"format": 1, "members": rows})
        path.write_bytes(frame.front_of(manifest) + b"x" * 1000)
    with pytest.raises(MaskDeskError):
        open_container(path)
    assert is_reported(path)


@pytest.mark.parametrize(
    "manifest",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b'{"format":0,"members":[]}',
        b'{"format":1,"members":[]}', b'{"format": 1,"members":[]}', b'{"format":"1","members":[]}',
        b'{"members":[],"format":1}', b'{"format":1,"members":[],"format":1}', b"[" * 200_000,
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / "evil.maskdesk"
    path.write_bytes(frame.front_of(manifest) + b"\0" * 100)
    with pytest.raises(DamagedDossier, match=r"manifest\.json"):
        open_container(path)
    assert is_reported(path)


def test_a_huge_manifest_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "evil.maskdesk"
    front = bytearray(frame.front_of(b"{}"))
    at = front.rindex(b"manifest.json") - 12
    struct.pack_into("<II", front, at, 0xFFFF_FFF0, 0xFFFF_FFF0)
    with path.open("wb") as stream:
        stream.write(front)
        stream.truncate(1 << 31)
    with pytest.raises(DamagedDossier):
        open_container(path)


def test_an_unsaved_lie_about_a_size_is_refused_while_saving(
    container: Container, tmp_path: Path
) -> None:
    lying = msgspec.structs.replace(blob_of(b"short"), size=500)
    with pytest.raises(DamagedDossier):
        save_container(container.put("sealed/1/x", lying), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
