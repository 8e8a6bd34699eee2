"""The clerk's choices outlive the program, and nothing that befalls their file stops it."""

import sys
from pathlib import Path

import msgspec
import pytest

from maskdesk.store.durable import StorageError
from maskdesk.store.settings import (
    Recent,
    Settings,
    read_settings,
    settings_folder,
    write_settings,
)

CHOSEN = Settings(
    language="vi",
    text_percent=150,
    enter_moves_on=True,
    identity="/SAMPLE/chữ ký.p12",
    folders={"submissions": "/SAMPLE/nộp"},
    layout={"window": "AAAA"},
    recent=(Recent(file="/SAMPLE/a.maskdesk", reference="SAMPLE-1", section="goods"),),
)


def test_what_was_chosen_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "MaskDesk"
    write_settings(CHOSEN, folder)
    assert read_settings(folder) == CHOSEN


def test_without_a_file_everything_is_as_shipped(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nowhere") == Settings()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"language": "de"}', b'{"text_percent": 0}', b"[" * 9999],
)
def test_a_damaged_file_is_set_aside_and_the_defaults_count(damage: bytes, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for _ in range(2):
        file.write_bytes(damage)
        assert read_settings(tmp_path) == Settings()
        assert not file.exists()
    aside = sorted(tmp_path.iterdir())
    assert [one.name for one in aside] == ["settings.damaged-1.json", "settings.damaged-2.json"]
    assert {one.read_bytes() for one in aside} == {damage}


def test_what_a_newer_maskdesk_put_in_is_ignored_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b'{"language": "zh", "of the future": {"a": 1}}')
    settings = read_settings(tmp_path)
    assert settings == Settings(language="zh")
    write_settings(msgspec.structs.replace(settings, text_percent=125), tmp_path)
    kept = msgspec.json.decode(file.read_bytes())
    assert kept["of the future"] == {"a": 1}
    assert read_settings(tmp_path) == Settings(language="zh", text_percent=125)


def test_a_place_that_takes_no_file_is_said_and_read_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    assert read_settings(tmp_path) == Settings()
    with pytest.raises(StorageError):
        write_settings(CHOSEN, tmp_path)
    blocked = tmp_path / "file"
    blocked.write_bytes(b"SAMPLE")
    assert read_settings(blocked) == Settings()
    with pytest.raises(StorageError):
        write_settings(CHOSEN, blocked)


def test_the_latest_dossier_stands_first_and_each_stands_once() -> None:
    settings = Settings()
    for number in range(25):
        settings = settings.with_recent(Recent(file=f"/SAMPLE/{number}"))
    settings = settings.with_recent(Recent(file="/SAMPLE/20", section="goods"))
    files = [one.file for one in settings.recent]
    assert files[:3] == ["/SAMPLE/20", "/SAMPLE/24", "/SAMPLE/23"]
    assert len(files) == len(set(files)) == 20
    seen = settings.recent_of(Path("/SAMPLE/20"))
    assert seen is not None
    assert seen.section == "goods"
    assert settings.without_recent("/SAMPLE/20").recent_of(Path("/SAMPLE/20")) is None


def test_the_settings_lie_among_the_users_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = settings_folder()
    assert folder.name == "MaskDesk"
    if sys.platform == "linux":
        assert folder.parent == tmp_path
