"""Where a picture says it was taken: found and taken out, without touching the picture itself.

Only what tells the place goes; a picture turned by its metadata stays turned, and the day it was
taken stays known. The same code finds and removes: a place is told where removing changes bytes.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

JPEG_MARK: Final = b"\xff\xd8\xff"
PNG_MARK: Final = b"\x89PNG\r\n\x1a\n"
TIFF_MARKS: Final = (b"II*\x00", b"MM\x00*")

# Tags of a TIFF directory (TIFF 6.0, Exif 2.32, XMP part 3): where a place can be written.
_GPS: Final = 0x8825
_XMP: Final = 0x02BC
_IPTC: Final = 0x83BB
_PHOTOSHOP: Final = 0x8649
_MOST_DIRECTORIES: Final = 5_000
_MOST_TEXT: Final = 1 << 22
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

# How XMP writes coordinates and places, and the datasets of IPTC that name city, quarter,
# province, and country (IIM 4.2: 2:90, 2:92, 2:95, 2:100, 2:101).
_PLACE_IN_XMP: Final = re.compile(
    rb"GPS|photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)"
    rb"|Iptc4xmpExt:Location"
)
_PLACE_IN_IPTC: Final = re.compile(rb"\x1c\x02[\x5a\x5c\x5f\x64\x65]")


def without_location(picture: bytes) -> bytes:
    """The picture without what tells where it was taken; unchanged where nothing does.

    Raises ValueError or struct.error for a picture whose outer structure is broken.
    """
    if picture.startswith(JPEG_MARK):
        return b"".join(_jpeg(picture))
    if picture.startswith(PNG_MARK):
        return b"".join(_png(picture))
    return _tiff(picture)


def _jpeg(picture: bytes) -> Iterator[bytes]:
    """The segments up to the first scan looked at, all after it as it is (ITU-T T.81, B.1)."""
    yield picture[:2]
    at = 2
    while True:
        marker, length = struct.unpack_from(">HH", picture, at)
        if marker >> 8 != 0xFF or length < 2 or marker == _START_OF_SCAN:
            yield _rest(picture[at:])
            return
        body = picture[at + 4 : at + 2 + length]
        kept = _segment(marker, body)
        if kept is not None:
            yield struct.pack(">HH", marker, len(kept) + 2) + kept
        at += 2 + length


_START_OF_SCAN: Final = 0xFFDA
_APP1: Final = 0xFFE1
_APP13: Final = 0xFFED
_EXIF: Final = b"Exif\x00\x00"
_XMP_MARKS: Final = (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/extension/")
_EXIF_WITHIN: Final = re.compile(re.escape(_EXIF) + rb"(?=II\*\x00|MM\x00\*)")


def _rest(picture: bytes) -> bytes:
    """The scans, and the further pictures that cameras put behind them, in their own lengths."""
    changed = bytearray(picture)
    for mark in _EXIF_WITHIN.finditer(picture):
        span = slice(mark.end(), mark.end() + 0xFFFF)
        changed[span] = _tiff(picture[span])
    return bytes(changed)


def _segment(marker: int, body: bytes) -> bytes | None:
    if marker == _APP1 and body.startswith(_EXIF):
        return _EXIF + _tiff(body[len(_EXIF) :])
    if marker == _APP1 and body.startswith(_XMP_MARKS):
        return None if _PLACE_IN_XMP.search(body) else body
    if marker == _APP13:
        return None if _PLACE_IN_IPTC.search(body) else body
    return body


def _png(picture: bytes) -> Iterator[bytes]:
    yield PNG_MARK
    at = len(PNG_MARK)
    while at < len(picture):
        if at + 12 > len(picture):
            yield picture[at:]
            return
        (length,) = struct.unpack_from(">I", picture, at)
        whole = picture[at : at + 12 + length]
        kind, body = whole[4:8], whole[8 : 8 + length]
        kept = _chunk(kind, body)
        if kept == body:
            yield whole
        elif kept is not None:
            check = zlib.crc32(kind + kept)
            yield struct.pack(">I", len(kept)) + kind + kept + struct.pack(">I", check)
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes | None:
    if kind == b"eXIf":
        return _tiff(body)
    if kind == b"iTXt" and body.startswith(b"XML:com.adobe.xmp"):
        return None if _PLACE_IN_XMP.search(_unpacked(body)) else body
    if kind in (b"tEXt", b"zTXt", b"iTXt") and body.startswith(b"Raw profile type"):
        return None  # the metadata of another format, packed in ways of each program's own
    return body


def _unpacked(body: bytes) -> bytes:
    """International text of a PNG, with what is compressed in it unpacked (PNG 1.2, 4.2.3.3)."""
    keyword, _, rest = body.partition(b"\0")
    if rest[:1] != b"\x01":
        return body
    packed = rest[2:].split(b"\0", 2)[-1]
    try:
        return keyword + zlib.decompressobj().decompress(packed, _MOST_TEXT)
    except zlib.error:
        return body


def _tiff(tiff: bytes) -> bytes:
    """A TIFF, or the Exif data of another picture, without its entries that tell a place."""
    if not tiff.startswith(TIFF_MARKS):
        return tiff
    order = "<" if tiff.startswith(b"II") else ">"
    changed = bytearray(tiff)
    waiting = [struct.unpack_from(f"{order}I", tiff, 4)[0]]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.pop()
        if at in seen or not 8 <= at <= len(tiff) - 2:
            continue
        seen.add(at)
        waiting.extend(_clean_directory(changed, at, order))
    return bytes(changed)


def _clean_directory(tiff: bytearray, at: int, order: str) -> Iterator[int]:
    """Take the telling entries out of one directory; gives the directories that follow it."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    end = at + 2 + 12 * count
    if end + 4 > len(tiff):
        return
    (following,) = struct.unpack_from(f"{order}I", tiff, end)
    entries = [bytes(tiff[place : place + 12]) for place in range(at + 2, end, 12)]
    kept = [entry for entry in entries if not _tells(tiff, entry, order)]
    if len(kept) < count:
        for entry in set(entries) - set(kept):
            _wipe(tiff, entry, order)
        rest = b"".join(kept) + struct.pack(f"{order}I", following)
        tiff[at : end + 4] = struct.pack(f"{order}H", len(kept)) + rest.ljust(12 * count + 4, b"\0")
    yield following


def _tells(tiff: bytes | bytearray, entry: bytes, order: str) -> bool:
    tag, kind, count, place = struct.unpack(f"{order}HHII", entry)
    if tag == _GPS:
        return True
    body = tiff[place : place + count * _SIZES.get(kind, 1)]
    if tag == _XMP:
        return _PLACE_IN_XMP.search(body) is not None
    return tag in (_IPTC, _PHOTOSHOP) and _PLACE_IN_IPTC.search(body) is not None


def _wipe(tiff: bytearray, entry: bytes, order: str) -> None:
    """Overwrite what an entry points at: leaving it where nobody looks would not remove it."""
    tag, kind, count, place = struct.unpack(f"{order}HHII", entry)
    if tag != _GPS:
        _blank(tiff, place, count * _SIZES.get(kind, 1))
        return
    if not 8 <= place <= len(tiff) - 2:
        return
    (inside,) = struct.unpack_from(f"{order}H", tiff, place)
    for number in range(min(inside, (len(tiff) - place - 2) // 12)):
        part = struct.unpack_from(f"{order}HHII", tiff, place + 2 + 12 * number)
        length = part[2] * _SIZES.get(part[1], 1)
        if length > 4:
            _blank(tiff, part[3], length)
    _blank(tiff, place, 2 + 12 * inside)


def _blank(tiff: bytearray, place: int, length: int) -> None:
    end = min(place + length, len(tiff))
    if place >= 8:
        tiff[place:end] = bytes(max(end - place, 0))
