"""Seen from outside: a hostile file makes nobody open a file or a connection."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import Name, String

from intake import archives, attachments
from output.specimens import certified

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("strace"), reason="only strace can see it"),
]

READ = """
import sys
from pathlib import Path
from maskdesk.errors import MaskDeskError
from maskdesk.desk.attaching import examine_attachment
from maskdesk.desk.reading_lists import read_list
from maskdesk.desk.verifying import verify
from datetime import UTC, datetime
if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        try:
            if path.suffix == ".xlsx":
                read_list(path, "en")
            else:
                examine_attachment(path)
                verify(path, moment=datetime(2020, 5, 8, tzinfo=UTC))
        except MaskDeskError as refusal:
            print(refusal)
    print("done")
"""
_AT = "http://127.0.0.1:9/"


def hostile(folder: Path) -> list[Path]:
    """Files that reach for the network and for other files in every way a format knows."""
    doing, linked = attachments.doing, attachments.linked
    files = {
        "launch.pdf": doing(S=Name.Launch, F=String("/var/sprung")),
        "script.pdf": doing(S=Name.JavaScript, JS=String("app.launchURL('http://127.0.0.1:9')")),
        "submit.pdf": linked(S=Name.SubmitForm, F=String(_AT)),
        "uri.pdf": doing(S=Name.URI, URI=String(_AT)),
        "remote.pdf": doing(S=Name.GoToR, F=String("/etc/hostname"), D=0),
        "import.pdf": doing(S=Name.ImportData, F=String("/etc/hostname")),
        "stream.pdf": attachments.with_external_stream(),
        "embedded.pdf": attachments.with_embedded(),
        "signed.pdf": certified(),
        "photo.jpg": attachments.photograph_with_place("JPEG"),
        "list.xlsx": archives.workbook(('=WEBSERVICE("http://127.0.0.1:9")', "x")),
    }
    declared = archives.members(archives.workbook())
    name = "xl/worksheets/sheet1.xml"
    declared[name] = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + declared[name]
    files["declared.xlsx"] = archives.packed(declared)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def test_no_network_and_no_file_but_the_one_that_was_named(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    files = hostile(folder)
    script, log = tmp_path / "read.py", tmp_path / "log"
    script.write_text(READ)
    calls = "openat,open,creat,connect,sendto,socket,execve,unlink,rename,mkdir"
    traced: list[str | Path] = ["strace", "-f", "-qq", "-y", "-o", log, "-e", f"trace={calls}"]
    done = subprocess.run(
        [*traced, sys.executable, "-B", script, *files], capture_output=True, text=True, timeout=300
    )
    assert done.stdout.endswith("done\n"), done.stderr
    text = log.read_text(errors="replace")
    assert "AF_INET" not in text
    assert "/var/sprung" not in text
    assert "/etc/hostname" not in text
    assert "/etc/passwd" not in text
    opened = set(re.findall(r'open(?:at)?\([^"]*"([^"]*)"', text))
    assert {str(file) for file in files} <= opened, "the trace does see what is opened"
    strange = {
        name for name in opened if name.startswith(str(tmp_path)) and Path(name) not in files
    }
    assert strange <= {str(script), str(folder), str(tmp_path)}
