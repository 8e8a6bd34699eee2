"""The desktop knows MaskDesk: its menu entry, its kind of file, what a double click does."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cli.command_line import child, everything, sealed_file
from desk.made import office
from maskdesk.store.desktop_entry import enter

TELLING = """
import socket, sys
with socket.create_connection({place}) as told:
    told.sendall(repr(sys.argv).encode())
"""
KIND = "application/vnd.maskdesk.dossier"


def of_the_system(*command: str | Path, home: Path) -> str:
    """What a program of the desktop says that finds the user's own data in `home`."""
    ended = subprocess.run(
        [*map(str, command)],
        env={**os.environ, "XDG_DATA_HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ended.stdout + ended.stderr


def test_the_desktop_opens_a_dossier_with_maskdesk_and_no_longer_once_it_is_taken_out(
    tmp_path: Path,
) -> None:
    home = tmp_path / "data"
    file = sealed_file(tmp_path)
    done = child("desktop", "add", env={"XDG_DATA_HOME": str(home)})
    assert (done.code, done.err) == (0, "")
    assert "double click" in done.out
    entry = home / "applications" / "maskdesk.desktop"
    assert of_the_system("desktop-file-validate", entry, home=home) == ""
    assert KIND in of_the_system("gio", "info", "-a", "standard::content-type", file, home=home)
    assert "maskdesk.desktop" in of_the_system("gio", "mime", KIND, home=home)

    assert child("desktop", "remove", env={"XDG_DATA_HOME": str(home)}).code == 0
    assert "maskdesk.desktop" not in of_the_system("gio", "mime", KIND, home=home)
    left = {name for name, content in everything(home).items() if b"maskdesk" in content.lower()}
    assert not left


def test_a_dossier_is_known_by_its_content_where_it_lost_its_ending(tmp_path: Path) -> None:
    home = tmp_path / "data"
    nameless = sealed_file(tmp_path).rename(tmp_path / "consignment")
    assert child("desktop", "add", env={"XDG_DATA_HOME": str(home)}).code == 0
    told = of_the_system("gio", "info", "-a", "standard::content-type", nameless, home=home)
    assert KIND in told


@pytest.mark.parametrize("name", ["plain", "two words", 'a"b', "50 %f $HOME `id` \\n"])
def test_a_double_click_starts_the_very_program_whatever_its_folder_is_called(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    script = tmp_path / name / "program.py"
    script.parent.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as told:
        told.settimeout(60)
        script.write_text(TELLING.format(place=told.getsockname()))
        file = sealed_file(tmp_path)
        enter((sys.executable, str(script)), office().catalogue)
        of_the_system("gio", "launch", home / "applications" / "maskdesk.desktop", file, home=home)
        answer, _ = told.accept()
        with answer, answer.makefile("r", encoding="utf-8") as words:
            assert words.read() == repr([str(script), str(file)])


def test_what_cannot_be_written_is_said_with_a_way_out(tmp_path: Path) -> None:
    home = tmp_path / "data"
    home.write_bytes(b"no folder")
    done = child("desktop", "add", env={"XDG_DATA_HOME": str(home)})
    assert done.code == 2
    assert str(home) in done.err
