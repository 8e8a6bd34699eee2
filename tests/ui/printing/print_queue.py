"""A print server of its own for tests, with one queue that prints into PDF files."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

QUEUE = "SamplePDF"
# Nobody's account: the queue puts the prints of strangers into a folder of their own.
USER = "maskdesk-sample"
OUT = Path("/var/spool/cups-pdf/ANONYMOUS")
_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
# The queue's own description knows no printing on both sides.
_BOTH_SIDES = """
*OpenUI *Duplex/Both sides: PickOne
*DefaultDuplex: None
*Duplex None/No: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true /Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true /Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""

# Waits until what it is given says so.
Until = Callable[[Callable[[], bool]], None]

_FILES = """
ServerRoot {root}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
SystemGroup root lpadmin
User lp
Group lp
"""
_SERVER = """
Listen {root}/cups.sock
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""


@contextmanager
def print_server(until: Until) -> Iterator[dict[str, str]]:
    """A running server; what is given stands in the environment of those who print on it."""
    root = Path(subprocess.check_output(["mktemp", "-d", "-t", "cups.XXXXXX"], text=True).strip())
    root.chmod(0o755)
    for name in ("spool", "cache"):
        (root / name).mkdir()
    (root / "cups-files.conf").write_text(_FILES.format(root=root))
    (root / "cupsd.conf").write_text(_SERVER.format(root=root))
    words = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            own = {"CUPS_SERVER": str(root / "cups.sock"), "CUPS_USER": USER}
            until((root / "cups.sock").exists)
            (root / "both.ppd").write_text(_PPD.read_text("latin-1") + _BOTH_SIDES, "latin-1")
            add = ["lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", str(root / "both.ppd")]
            for words in (add, ["lpadmin", "-d", QUEUE]):
                subprocess.run(words, env={**os.environ, **own}, check=True, capture_output=True)
            yield own
        finally:
            server.terminate()
    shutil.rmtree(root)


def printed(title: str, until: Until) -> Path:
    """The file a print of this title became, once the queue is done with it."""

    def done() -> bool:
        found = [*OUT.glob(f"{title}*.pdf")]
        return bool(found) and found[0].read_bytes().rstrip().endswith(b"%%EOF")

    until(done)
    (found,) = OUT.glob(f"{title}*.pdf")
    return found
