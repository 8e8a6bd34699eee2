"""An archive from elsewhere is unpacked only if it is packed as it says."""

from collections.abc import Callable

import pytest

from intake import archives
from maskdesk.intake.archive import fault_of


def test_a_workbook_is_packed_as_it_says() -> None:
    assert fault_of(archives.workbook()) is None
    assert fault_of(archives.with_part("docProps/thumbnail.jpeg", b"\xff\xd8\xff")) is None


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (archives.overlapping, "overlapping"),
        (archives.nested_ranges, "overlapping"),
        (archives.with_link, "link"),
        (archives.with_twin, "duplicate"),
        (archives.locked, "locked"),
        (lambda: archives.with_part("xl/book.xlsx", archives.workbook()), "nested"),
        (lambda: archives.with_part("xl/old.bin", b"\xd0\xcf\x11\xe0 old"), "nested"),
        (lambda: archives.packed({f"xl/{n}.xml": b"" for n in range(2_001)}), "many"),
        (lambda: archives.packed({f"xl/{n}.xml": bytes(1 << 20) for n in range(201)}), "large"),
        (lambda: archives.with_part("xl/big.xml", bytes(1 << 24)), "large"),
        (lambda: archives.workbook()[:-30], "broken"),
        (lambda: b"PK\x03\x04" + bytes(200), "broken"),
        (lambda: archives.packed({"xl/a.xml": b"a"}, compress_type=14), "method"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_packed_otherwise_is_named(make: Callable[[], bytes], fault: str) -> None:
    assert fault_of(make()) == fault


@pytest.mark.parametrize(
    "name",
    [
        b"../../up.xml",
        b"/etc/pass.xm",
        b"C:/windows/x",
        b"\\\\host\\shar\\",
        b"xl/..\\..\\x.x",
        b"xl//twice.xm",
        b"./xl/dot.xml",
        b"xl/nul\0l.xml",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: bytes) -> None:
    honest = archives.with_part("xl/honest.x.", b"<x/>")
    assert fault_of(archives.renamed(honest, b"xl/honest.x.", name)) == "climbing"


def test_two_names_for_one_part_are_refused() -> None:
    content = archives.with_part("xl/honest.xml", b"<x/>")
    begin, _ = archives.directory_of(content)
    at = content.index(b"xl/honest.xml", begin)
    assert fault_of(content[:at] + b"xl/others.xml" + content[at + 13 :]) in (
        "broken",
        "overlapping",
    )
