"""A command imports nothing it does not use: what is heavy waits until it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.command_line import environment, folder_of, sealed_file
from desk.dossiers import viet_nam

PAPERS = {"reportlab", "openpyxl", "pikepdf", "uniseg", "PIL", "lxml"}
SIGNATURES = {"pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography", "aiohttp"}
NEVER = {"PySide6", "keyring", "platformdirs", "pypdfium2", "holidays"}
# What changes a dossier keeps backups in the user's own data, wherever that is.
WHERE = {"platformdirs"}
HEAVY = PAPERS | SIGNATURES | NEVER
# Finds the user's own folders: law that was installed lies there.
FOLDERS = {"platformdirs"}

LOADED = """
import io, sys
from maskdesk.app import run
out, sys.stdout = sys.stdout, io.StringIO()
code = run(sys.argv[1:])
sys.stdout = out
print(code, *sys.modules)
"""


def loaded(*words: str | Path) -> set[str]:
    """The packages a command has loaded when it ends well, and our own modules in full."""
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, words)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = ended.stdout.split()
    assert code in ("0", "1"), ended
    ours = {name for name in modules if name.startswith("maskdesk")}
    return {name.partition(".")[0] for name in modules} | ours


def test_a_check_draws_and_signs_nothing(tmp_path: Path) -> None:
    dossier = sealed_file(tmp_path)
    for words in (("check", dossier), ("check", dossier, "--json")):
        modules = loaded(*words)
        assert not modules & (HEAVY - FOLDERS)
        assert not {name for name in modules if name.startswith("maskdesk.output")}


def test_a_dossier_without_papers_is_verified_without_their_libraries(tmp_path: Path) -> None:
    assert not loaded("verify", sealed_file(tmp_path)) & HEAVY


def test_sealing_draws_nothing(tmp_path: Path) -> None:
    dossier = tmp_path / "v.maskdesk"
    folder = folder_of(viet_nam(), tmp_path / "v")
    assert not loaded("pack", folder, "-o", dossier) & (HEAVY - WHERE)
    amended = sealed_file(tmp_path)
    assert not loaded("amend", amended, "--reason", "SAMPLE") & (HEAVY - WHERE)


@pytest.mark.parametrize("command", ["schema", "unpack", ""])
def test_what_asks_no_law_loads_none(command: str, tmp_path: Path) -> None:
    words: tuple[str | Path, ...] = (command,) if command else ()
    if command == "unpack":
        words = (command, sealed_file(tmp_path), tmp_path / "folder")
    modules = loaded(*words)
    assert not modules & (HEAVY | {"babel", "stdnum"})
    assert not modules & {"maskdesk.law.reader", "maskdesk.rules.evaluate", "maskdesk.output"}


def test_papers_for_ink_are_made_without_what_signs(tmp_path: Path) -> None:
    make = ("make", sealed_file(tmp_path), "-o", tmp_path / "out", "--for-ink")
    modules = loaded(*make, "--paper", "vn-undertaking")
    assert not modules & ((SIGNATURES - {"cryptography"}) | (NEVER - WHERE))
