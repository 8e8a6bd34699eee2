"""Whether a foreign archive (a workbook is one) is packed as it says, before it is unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from maskdesk.language import N_

MARK: Final = b"PK\x03\x04"
OLD_NAMES: Final = "cp437"  # how names are written that are not said to be Unicode
_MOST_MEMBERS: Final = 2_000
_MOST_UNPACKED: Final = 200 << 20
_MOST_RATIO: Final = 200
# Below this even the highest ratio is harmless, and short repetitive parts reach it honestly.
_SMALL: Final = 1 << 20
_LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (ValueError, OSError, EOFError)
_PIECE: Final = 4096
_XML_ENDINGS: Final = (".xml", ".rels", ".vml")
_ARCHIVE_MARKS: Final = (
    MARK,
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)

# Why an archive is refused: a code, and the words that complete the sentence.
FAULTS: Final[dict[str, str]] = {
    "broken": N_("it is damaged"),
    "many": N_("it holds too many parts"),
    "large": N_("it grows too large when unpacked"),
    "overlapping": N_("its parts lie one inside another"),
    "duplicate": N_("two of its parts have one name"),
    "link": N_("one of its parts is a link"),
    "climbing": N_("one of its parts would be put outside its folder"),
    "locked": N_("it is locked with a password"),
    "nested": N_("another file is packed inside it"),
    "method": N_("it is packed in an unusual way"),
    "declaration": N_("one of its parts would pull in text from elsewhere"),
}


def fault_of(content: bytes) -> str | None:
    """The code of why an archive may not be unpacked; None where it may.

    Looks at names, sizes and places, and at each member up to its first element.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _fault(archive, content)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, *_BROKEN):
        return "broken"
    except (RuntimeError, NotImplementedError):  # zipfile's for passwords and unknown methods
        return "method"


def _fault(archive: zipfile.ZipFile, content: bytes) -> str | None:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        return "many"
    if sum(one.file_size for one in members) > _MOST_UNPACKED:
        return "large"
    names = [one.orig_filename.casefold() for one in members]
    if len(set(names)) < len(names):
        return "duplicate"
    fault = next(filter(None, map(_fault_of_member, members)), None)
    if fault is None and not _lie_apart(members, content):
        fault = "overlapping"
    return fault or next(filter(None, (_fault_inside(archive, one) for one in members)), None)


def _fault_of_member(member: zipfile.ZipInfo) -> str | None:
    if _climbs(member.orig_filename):
        return "climbing"
    if member.external_attr >> 16 and stat.S_ISLNK(member.external_attr >> 16):
        return "link"
    if member.flag_bits & _ENCRYPTED:
        return "locked"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "method"
    if member.file_size > _SMALL and member.file_size > _MOST_RATIO * member.compress_size:
        return "large"
    return None


def _climbs(name: str) -> bool:
    """Whether a name leads out of the folder it is unpacked into, on any system."""
    parts = name.rstrip("/").split("/")
    return (
        "\\" in name
        or "\0" in name
        or ":" in name
        or any(part in ("", ".", "..") for part in parts)
    )


def _lie_apart(members: list[zipfile.ZipInfo], content: bytes) -> bool:
    """Whether each member has bytes of its own, with its own name before them."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            return False
        header = _LOCAL_HEADER.unpack_from(content, member.header_offset)
        begin = member.header_offset + _LOCAL_HEADER.size
        name = content[begin : begin + header[9]]
        if header[0] != MARK or name != _raw_name(member):
            return False
        end = begin + header[9] + header[10] + member.compress_size
    return end <= len(content)


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    unicode_name = 0x800
    return member.orig_filename.encode("utf-8" if member.flag_bits & unicode_name else OLD_NAMES)


def _fault_inside(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str | None:
    """What the beginning of a member gives away: another archive, or XML with a DTD."""
    with archive.open(member) as part:
        first = part.read(_PIECE)
        if first.startswith(_ARCHIVE_MARKS):
            return "nested"
        if not member.filename.lower().endswith(_XML_ENDINGS):
            return None
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.StartElementHandler = _stop
        try:
            while first:
                parser.Parse(first)
                first = part.read(_PIECE)
        except _Declares:
            return "declaration"
        except (_Begun, expat.ExpatError):  # who reads it will say that it is broken
            return None
    return None


class _Declares(Exception):
    """XML that brings a DTD, with which entities come."""


class _Begun(Exception):
    """The first element: no declaration can follow."""


def _refuse_declaration(*_: object) -> None:
    raise _Declares


def _stop(*_: object) -> None:
    raise _Begun
