"""Batches of mutants, made and read in a reader, so that a crash of a library ends it alone."""

import struct
import time
import warnings
from collections.abc import Callable, Sequence
from functools import cache

import msgspec
from msgspec import Struct
from pikepdf import Name, String

from intake import archives, attachments
from intake.mutating import Mutator
from intake.scanning import photograph, saved
from maskdesk.intake import attachment, pages, table
from maskdesk.intake.location import without_location
from maskdesk.intake.table import Question

_ENDS = (pages.TooLarge, MemoryError)


class Tally(Struct):
    """What became of a batch."""

    read: int = 0
    refused: int = 0
    ended: int = 0
    slowest: float = 0.0
    failures: list[str] = []


def workbooks(asked: bytes) -> bytes:
    """Mutated workbooks and lists, each asked for its cells."""

    def read(seed: int) -> bool:
        mutator = Mutator(seed)
        content = mutator.chance.choice(books())
        mutate = mutator.archive if content.startswith(b"PK") else mutator.bytes_
        content = mutate(content)
        question = Question(content=content, language="vi", letters=None)
        answer = msgspec.msgpack.decode(table.cells_in(msgspec.msgpack.encode(question)))
        return not answer["refused"]

    return _batch(asked, read)


def files(asked: bytes) -> bytes:
    """Mutated attachments, each looked at and robbed of its place."""

    def read(seed: int) -> bool:
        mutator = Mutator(seed)
        content = mutator.chance.choice(files_to_attach())
        if content.startswith(b"%PDF") and mutator.chance.random() < 0.6:
            content = mutator.tokens(content, rb"/\w+|\d+|<<|>>|\[|\]|\([^)]*\)|endobj|stream")
        elif content.startswith(b"\x89PNG") and mutator.chance.random() < 0.6:
            content = mutator.png(content)
        else:
            content = content[:8] + mutator.bytes_(content[8:])
        answer = msgspec.msgpack.decode(attachment.look_at(content))
        if not content.startswith(b"%PDF"):
            cleaned = attachment.without_place(content)
            assert not cleaned or without_location(cleaned) == cleaned, "a place is left"
        return not answer["refused"]

    return _batch(asked, read)


def prepare_workbooks() -> None:
    """Load and make all that a batch needs while files can be opened."""
    table.prepare()
    books()


def prepare_files() -> None:
    """Load and make all that a batch needs while files can be opened."""
    attachment.prepare()
    for content in files_to_attach():
        attachment.look_at(content)


def asked_for(first: int, count: int) -> bytes:
    """A batch of the mutants of these seeds."""
    return struct.pack("<II", first, count)


def _batch(asked: bytes, read: Callable[[int], bool]) -> bytes:
    warnings.simplefilter("ignore")  # libraries warn of odd files, which all of these are
    first, count = struct.unpack("<II", asked)
    tally = Tally()
    for seed in range(first, first + count):
        begun = time.process_time()
        try:
            if read(seed):
                tally.read += 1
            else:
                tally.refused += 1
        except _ENDS:
            tally.ended += 1
        except Exception as failure:  # noqa: BLE001 - this is what is looked for
            tally.failures.append(f"{seed}: {failure!r}"[:300])
        tally.slowest = max(tally.slowest, time.process_time() - begun)
    return msgspec.msgpack.encode(tally)


@cache
def books() -> Sequence[bytes]:
    shared = archives.members(archives.workbook())
    name = "xl/worksheets/sheet1.xml"
    cells = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43957.5</v></c></row>'
    head, _, _ = shared[name].partition(b"<sheetData>")
    shared[name] = head + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    shared["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>A</t></si><si><r><t>B</t></r><rPh><t>C</t></rPh></si></sst>"
    )
    text = 'tên;số\n"a;b";1,5\n口罩;2\n'
    return (
        archives.workbook(),
        archives.workbook((True, None, "#N/A", "a_x000D_b", 1e300, -0.0)),
        archives.packed(shared),
        text.encode(),
        text.encode("utf-16"),
    )


@cache
def files_to_attach() -> Sequence[bytes]:
    small = photograph((64, 48))
    return (
        attachments.pdf(),
        attachments.linked(S=Name.URI, URI=String("http://x")),
        attachments.with_embedded(),
        attachments.with_form(XFA=String("<x/>")),
        attachments.hidden_in_object_stream(),
        attachments.photograph_with_place("JPEG", (64, 48)),
        attachments.photograph_with_place("PNG", (64, 48)),
        attachments.photograph_with_place("TIFF", (64, 48)),
        saved(small, "JPEG", progressive=True),
        saved(small, "TIFF", compression="tiff_lzw"),
        saved(small.convert("P"), "PNG"),
        saved(small.convert("CMYK"), "JPEG"),
        saved(small.convert("1"), "TIFF", compression="group4"),
    )
