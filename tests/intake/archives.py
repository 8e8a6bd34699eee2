"""Archives as no honest program packs them, and one as it does."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import openpyxl

LIST = (
    ("Tên hàng", "Số lượng", "Đơn giá", "Ngày"),
    ("Khẩu trang", 60_000, 12.345, date(2020, 5, 6)),
    # A cell knows no zone.
    ("口罩", 1.5, 0.1 + 0.2, datetime(2020, 5, 6, 9, 30)),  # noqa: DTZ001
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook with one sheet of these rows, or of the usual list."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    for row in rows or LIST:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """What is packed in an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], **entry: int) -> bytes:
    """An archive of these parts; `entry` sets attributes of the first one."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, part) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if number == 0:
                for attribute, value in entry.items():
                    setattr(info, attribute, value)
            archive.writestr(info, part)
    return kept.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A workbook with one more part."""
    return packed({**members(workbook()), name: part})


def with_link() -> bytes:
    """A workbook with a symbolic link in it."""
    parts = {"xl/link.xml": b"/etc/passwd", **members(workbook())}
    return packed(parts, create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16)


def with_twin() -> bytes:
    """A workbook two of whose parts differ in case alone."""
    return with_part("XL/Workbook.xml", b"<workbook/>")


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """An archive with a name of the same length put in the place of another, everywhere."""
    assert len(old) == len(new)
    assert content.count(old) >= 2
    return content.replace(old, new)


def directory_of(content: bytes) -> tuple[int, int]:
    """Where the directory begins, and where its end record does."""
    end = content.rindex(b"PK\x05\x06")
    return struct.unpack_from("<I", content, end + 16)[0], end


def overlapping() -> bytes:
    """Many directory entries that all point at one local header."""
    content = packed({"xl/a.xml": bytes(500_000)})
    begin, end = directory_of(content)
    entry = content[begin:end]
    many = b"".join(entry.replace(b"xl/a.xml", b"xl/%c.xml" % letter) for letter in b"abcdefgh")
    record = bytearray(content[end:])
    struct.pack_into("<HHI", record, 8, 8, 8, len(many))
    return content[:begin] + many + bytes(record)


def nested_ranges() -> bytes:
    """An archive one of whose parts lies inside another one (a quine's way)."""
    inner = packed({"xl/in.xml": b"inner " * 50})
    content = packed({"xl/out.xml": inner}, compress_type=zipfile.ZIP_STORED)
    begin, end = directory_of(content)
    inner_begin, inner_end = directory_of(inner)
    entry = bytearray(inner[inner_begin:inner_end])
    struct.pack_into("<I", entry, 42, content.index(inner))
    many = content[begin:end] + bytes(entry)
    record = bytearray(content[end:])
    struct.pack_into("<HHI", record, 8, 2, 2, len(many))
    return content[:begin] + many + bytes(record)


def locked() -> bytes:
    """An archive that says its part is encrypted."""
    content = bytearray(workbook())
    begin, _ = directory_of(bytes(content))
    content[6] |= 1
    content[begin + 8] |= 1
    return bytes(content)
