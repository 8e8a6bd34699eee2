"""What helps somebody else to help: versions, packs and the log, nothing the clerk typed."""

import importlib.metadata
import io
import sys
import zipfile

import msgspec

from maskdesk import __version__
from maskdesk.law.reader import Law

_PARTS = (
    "PySide6_Essentials",
    "babel",
    "cryptography",
    "keyring",
    "msgspec",
    "openpyxl",
    "pikepdf",
    "pyhanko",
    "pypdfium2",
    "reportlab",
)
# So that two bundles of the same content are the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def versions() -> dict[str, str]:
    """MaskDesk, Python and the libraries that make or read papers, each with its version."""
    found = {"MaskDesk": __version__, "Python": sys.version.split()[0]}
    for name in _PARTS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:  # frozen without its description
            continue
    return found


def support_bundle(law: Law, system: str, log: dict[str, bytes]) -> bytes:
    """A zip of versions, the packs in use with their digests, and the log."""
    about = {
        "system": system,
        "versions": versions(),
        "packs": {pack.id: pack.status for pack in law.heads},
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as bundle:
        content = msgspec.json.format(msgspec.json.encode(about), indent=1)
        bundle.writestr(zipfile.ZipInfo("about.json", _NO_TIME), content)
        for name, part in log.items():
            bundle.writestr(zipfile.ZipInfo(name, _NO_TIME), part)
    return whole.getvalue()
