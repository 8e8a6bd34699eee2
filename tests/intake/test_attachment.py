"""An attachment is what its content says, and what it would do is named, not done."""

import hashlib
import io
from collections.abc import Callable

import msgspec
import pikepdf
import pytest
from pikepdf import Dictionary, Name, String
from PIL import Image

from intake import attachments
from intake.scanning import as_pdf, photograph, saved, with_code
from maskdesk.errors import MaskDeskError
from maskdesk.intake import attachment
from maskdesk.intake.attachment import (
    REMARKS,
    AttachmentTooLarge,
    DamagedAttachment,
    LockedAttachment,
    NotAttachable,
    examine,
    without_location,
)
from maskdesk.intake.reader import TooMuchToRead
from output.specimens import certified

PHOTO = saved(photograph(), "JPEG")


def codes(content: bytes) -> list[str]:
    """What the reader remarks on, without a process for each file."""
    seen = msgspec.msgpack.decode(attachment.look_at(content))
    assert not seen["refused"]
    return [one["code"] for one in seen["warnings"]]


@pytest.mark.parametrize(
    ("content", "file", "media_type", "pages"),
    [
        (as_pdf([with_code("A"), with_code("B")]), "contract.pdf", "application/pdf", 2),
        (PHOTO, "photo.JPG", "image/jpeg", 1),
        (saved(photograph(), "PNG"), "photo.png", "image/png", 1),
        (
            saved(photograph(), "TIFF", save_all=True, append_images=[photograph()]),
            "photo.tiff",
            "image/tiff",
            2,
        ),
    ],
    ids=["pdf", "jpeg", "png", "tiff"],
)
def test_an_attachment_is_examined_apart(
    content: bytes, file: str, media_type: str, pages: int
) -> None:
    found = examine(content, file)
    assert (found.media_type, found.pages, found.size) == (media_type, pages, len(content))
    assert found.digest == hashlib.sha256(content).hexdigest()
    assert not found.warnings
    assert not found.located
    with Image.open(io.BytesIO(found.thumbnail)) as small:
        assert small.format == "PNG"
        assert max(small.size) == 320


def test_the_content_decides_what_it_is_not_the_name() -> None:
    found = examine(PHOTO, "contract.pdf")
    assert found.media_type == "image/jpeg"
    assert [one.sentence() for one in found.warnings] == ["Its name ends in .pdf, but it is JPEG."]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotAttachable),
        (b"MZ program", NotAttachable),
        (b"<svg onload='alert(1)'/>", NotAttachable),
        (b"<html><script>", NotAttachable),
        (b"PK\x03\x04", NotAttachable),
        (b"GIF89a", NotAttachable),
        (b" " * 20 + attachments.pdf(), NotAttachable),
        (b"%PDF-1.7\nbroken", DamagedAttachment),
        (PHOTO[:200], DamagedAttachment),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), DamagedAttachment),
        (b"II*\x00" + bytes(range(200)), DamagedAttachment),
        (
            attachments.pdf(encryption=pikepdf.Encryption(owner="a", user="secret")),
            LockedAttachment,
        ),
        (bytes((200 << 20) + 1), AttachmentTooLarge),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_what_cannot_be_attached_is_refused_with_a_way_out(
    content: bytes, refusal: type[MaskDeskError]
) -> None:
    with pytest.raises(refusal, match=r"a\.pdf") as refused:
        examine(content, "a.pdf")
    assert refused.value.way_out


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: attachments.doing(S=Name.Launch, F=String("calc.exe")), "program"),
        (lambda: attachments.linked(S=Name.Launch, F=String("calc.exe")), "program"),
        (lambda: attachments.doing(S=Name.JavaScript, JS=String("app.alert(1)")), "script"),
        (attachments.hidden_in_object_stream, "script"),
        (lambda: attachments.linked(S=Name.SubmitForm, F=String("http://x")), "form-submit"),
        (lambda: attachments.linked(S=Name.ImportData, F=String("x.fdf")), "form-import"),
        (lambda: attachments.linked(S=Name.GoToR, F=String("x.pdf"), D=0), "other-file"),
        (lambda: attachments.linked(S=Name.GoToE, D=0, T=Dictionary(R=Name.C)), "other-file"),
        (attachments.with_external_stream, "other-file"),
        (lambda: attachments.linked(S=Name.URI, URI=String("http://127.0.0.1:9/")), "address"),
        (attachments.with_embedded, "embedded"),
        (attachments.with_film, "media"),
        (lambda: attachments.with_form(XFA=String("<xdp/>")), "dynamic-form"),
        (certified, "signed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_pdf_would_do_is_named(make: Callable[[], bytes], code: str) -> None:
    assert code in codes(make())


def test_an_embedded_file_is_named_in_the_sentence() -> None:
    found = examine(attachments.with_embedded(), "a.pdf")
    assert [one.sentence() for one in found.warnings] == [
        "Other files are packed inside it: invoice.exe."
    ]


def test_a_plain_scan_gives_no_remark_and_each_remark_has_its_own_sentence() -> None:
    assert codes(attachments.pdf()) == []
    assert len(set(REMARKS.values())) == len(REMARKS)


def test_a_damaged_structure_is_told() -> None:
    content = attachments.pdf()
    at = content.rindex(b"startxref")
    assert "repaired" in codes(content[:at] + b"startxref\n1\n%%EOF\n")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_loses_its_place_and_nothing_else(kind: str) -> None:
    picture = attachments.photograph_with_place(kind)
    assert attachments.place_in(picture)
    found = examine(picture, "photo")
    assert found.located
    cleaned = without_location(picture, "photo")
    assert not attachments.place_in(cleaned)
    assert attachments.told_by(cleaned) == attachments.told_by(picture)
    assert attachments.pixels(cleaned) == attachments.pixels(picture)
    assert not examine(cleaned, "photo").located
    for number in attachments.LATITUDE:
        fraction = int(number * 10).to_bytes(4, "little") + (10).to_bytes(4, "little")
        assert fraction not in cleaned, "what is no longer pointed at is gone too"


def test_a_turned_picture_is_shown_upright() -> None:
    found = examine(attachments.photograph_with_place("JPEG"), "photo.jpg")
    with Image.open(io.BytesIO(found.thumbnail)) as small:
        assert small.height > small.width


@pytest.mark.parametrize(
    "place",
    [b'exif:GPSLatitude="21,1.7N"', b'photoshop:City="SAMPLE"', b"<Iptc4xmpExt:LocationCreated>"],
)
def test_a_place_in_other_metadata_goes_too(place: bytes) -> None:
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta " + place + b"/>"
    segment = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
    picture = PHOTO[:2] + segment + PHOTO[2:]
    assert attachment.without_place(picture) == PHOTO
    assert attachment.without_place(PHOTO) == PHOTO


def test_a_place_in_a_second_picture_behind_the_first_goes_too() -> None:
    second = attachments.photograph_with_place("JPEG")
    cleaned = attachment.without_place(PHOTO + second)
    assert len(cleaned) == len(PHOTO + second)
    assert attachments.place_in(second)
    assert not attachments.place_in(cleaned[len(PHOTO) :])


def test_a_picture_of_too_many_pixels_is_too_much() -> None:
    from intake.test_scan import bomb

    with pytest.raises(TooMuchToRead, match="bomb"):
        examine(bomb(9_000, 9_000), "bomb.png")
