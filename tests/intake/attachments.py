"""Attachments as strangers send them: photographs that know where they were taken, busy PDFs."""

import io
import struct
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from intake.scanning import as_pdf, photograph, saved, with_code

LATITUDE = (21.0, 1.0, 42.5)
_GPS = 0x8825
_ORIENTATION = 0x0112
_TAKEN = 0x9003


def photograph_with_place(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    """A photograph that lies on its side and says when and where it was taken."""
    told = Image.Exif()
    told[_ORIENTATION] = 6
    told[_TAKEN] = "2020:05:06 09:30:00"
    place = told.get_ifd(_GPS)
    place[1], place[2] = "N", LATITUDE
    picture = photograph().resize(size)
    if kind == "TIFF":
        return _tiff_with_place(picture)
    return saved(picture, kind, exif=told)


def _tiff_with_place(picture: Image.Image) -> bytes:
    """An uncompressed TIFF, built by hand since Pillow writes no place into one (TIFF 6.0)."""
    width, height = picture.size
    seen = picture.convert("L").tobytes()
    degrees = b"".join(struct.pack("<II", int(part * 10), 10) for part in LATITUDE)
    degrees_at = 8 + len(seen) + len(seen) % 2
    gps_at = degrees_at + len(degrees)
    gps = struct.pack("<H HHI4s HHII I", 2, 1, 2, 2, b"N", 2, 5, 3, degrees_at, 0)
    entries = [
        (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8),
        (_ORIENTATION, 3, 6), (277, 3, 1), (278, 4, height), (279, 4, len(seen)), (_GPS, 4, gps_at),
    ]  # fmt: skip
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    head = b"II*\0" + struct.pack("<I", gps_at + len(gps))
    return head + seen.ljust(degrees_at - 8, b"\0") + degrees + gps + directory + bytes(4)


def place_in(picture: bytes) -> dict[int, object]:
    """What a picture says of where it was taken, as another program reads it."""
    with Image.open(io.BytesIO(picture)) as opened:
        return dict(opened.getexif().get_ifd(_GPS))


def told_by(picture: bytes) -> tuple[object, object]:
    """Which way up a picture is, and when it was taken."""
    with Image.open(io.BytesIO(picture)) as opened:
        told = opened.getexif()
        return told.get(_ORIENTATION), told.get(_TAKEN)


def pixels(picture: bytes) -> bytes:
    """What is seen."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.convert("RGB").tobytes()


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    """A scan as PDF, with something put into it."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_pdf([with_code("SAMPLE")]))) as paper:
        del paper.docinfo  # the time it was made, so that its mutants are the same each time
        if change is not None:
            change(paper)
        paper.save(kept, static_id="encryption" not in options, **options)
    return kept.getvalue()


def doing(**action: object) -> bytes:
    """A PDF that does something as soon as it is opened."""

    def change(paper: pikepdf.Pdf) -> None:
        paper.Root.OpenAction = Dictionary({f"/{key}": value for key, value in action.items()})

    return pdf(change)


def linked(**action: object) -> bytes:
    """A PDF that does something when a place on its page is clicked."""

    def change(paper: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 100, 100]),
            A=Dictionary({f"/{key}": value for key, value in action.items()}),
        )
        paper.pages[0].Annots = paper.make_indirect(Array([paper.make_indirect(note)]))

    return pdf(change)


def with_embedded() -> bytes:
    """A PDF that carries a program."""

    def change(paper: pikepdf.Pdf) -> None:
        paper.attachments["invoice.exe"] = b"MZ"

    return pdf(change)


def with_form(**entries: object) -> bytes:
    """A PDF with a form in it."""

    def change(paper: pikepdf.Pdf) -> None:
        paper.Root.AcroForm = Dictionary(
            {"/Fields": Array([]), **{f"/{key}": value for key, value in entries.items()}}
        )

    return pdf(change)


def with_external_stream() -> bytes:
    """A PDF whose page's content stands in a file of the reader's computer."""

    def change(paper: pikepdf.Pdf) -> None:
        content = paper.make_stream(b"")
        content[Name.F] = String("/etc/passwd")
        paper.pages[0].Contents = content

    return pdf(change)


def with_film() -> bytes:
    """A PDF that plays a film."""

    def change(paper: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
        paper.pages[0].Annots = Array([note])

    return pdf(change)


def hidden_in_object_stream() -> bytes:
    """A PDF whose script stands in a compressed object."""

    def change(paper: pikepdf.Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        paper.Root.AA = Dictionary(WC=paper.make_indirect(script))

    return pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
