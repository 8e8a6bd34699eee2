"""The parts of a dossier's file and how they may be named: safe as a file on every system."""

import re
import unicodedata
from collections.abc import Iterable

from maskdesk.store.failures import BadMemberName

MANIFEST = "manifest.json"
DOSSIER = "dossier.json"
HISTORY = "history.jsonl"
EVIDENCE = "evidence/"
SEALED = "sealed/"
RETURNS = "returns/"

NAME_LENGTH = 400
_PART_LENGTH = 200
_TOP_FILES = (DOSSIER, HISTORY)
_TOP_FOLDERS = (EVIDENCE, SEALED, RETURNS)
# Names that no file may have on Windows, whatever its ending.
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_EVIDENCE_NAME = re.compile(EVIDENCE + r"[0-9a-f]{64}")
# Controls, marks that turn or hide text, halves of letters, separators of lines (Unicode 15, 4.5).
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def check_name(name: str, *, known: bool = True) -> None:
    """Refuse names that lead out of a folder or cannot be a file on every system."""
    if _EVIDENCE_NAME.fullmatch(name):
        return
    parts = name.split("/")
    good = (
        unicodedata.is_normalized("NFC", name)
        and len(name.encode("utf-8", errors="replace")) <= NAME_LENGTH
        and all(_is_plain(part) for part in parts)
        and name not in ("mimetype", MANIFEST)
    )
    if good and known:
        good = name in _TOP_FILES or any(name.startswith(top) for top in _TOP_FOLDERS)
        # Evidence goes by its hash alone, and such a name was let through above.
        good = good and not name.startswith(EVIDENCE)
    if not good:
        raise BadMemberName(member=name)


def check_together(names: Iterable[str]) -> None:
    """Refuse names that become one on a system that ignores case, or are file and folder."""
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        folded = name.lower() if name.isascii() else _folded(name)
        if folded in files:
            raise BadMemberName(member=name)
        files.add(folded)
        while (cut := folded.rfind("/")) > 0:
            folded = folded[:cut]
            if folded in folders:
                break
            folders.add(folded)
    if both := files & folders:
        raise BadMemberName(member=min(both))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _is_plain(part: str) -> bool:
    return (
        part != ""
        and len(part.encode("utf-8", errors="replace")) <= _PART_LENGTH
        and not part.startswith((".", " "))
        and not part.endswith((".", " "))
        and _UNFIT.search(part) is None
        and _RESERVED.fullmatch(part) is None
        and (part.isascii() or not any(unicodedata.category(s) in _UNSEEN for s in part))
    )
