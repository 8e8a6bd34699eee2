"""What an attachment is: told by its content, never by its name, in the reader alone."""

import hashlib
import io
import struct
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from maskdesk.errors import MaskDeskError
from maskdesk.intake import location, pages
from maskdesk.intake.reader import read_apart
from maskdesk.language import N_

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_BYTES: Final = 200 << 20
_MOST_PAGES: Final = 2_000
_THUMBNAIL: Final = 320
_BYTES_OF_TYPE: Final = {
    pages.PDF_MARK: "application/pdf",
    location.PNG_MARK: "image/png",
    location.JPEG_MARK: "image/jpeg",
    location.TIFF_MARKS[0]: "image/tiff",
    location.TIFF_MARKS[1]: "image/tiff",
}
ENDINGS: Final = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/tiff": (".tif", ".tiff"),
}


class NotAttachable(MaskDeskError):
    """A file of a kind that no authority is sure to be able to open."""

    problem = N_("{file} is neither a PDF nor a picture (PNG, JPEG, TIFF), whatever its name says.")
    way_out = N_("Print or save it as PDF and attach that.")


class DamagedAttachment(MaskDeskError):
    """A file that begins as a PDF or a picture, but cannot be opened as one."""

    problem = N_("{file} is damaged: its pages cannot be seen.")
    way_out = N_("Ask for it once more, or scan it again.")


class LockedAttachment(MaskDeskError):
    """A PDF that asks for a password before it shows anything."""

    problem = N_("{file} is locked with a password, so that nobody else could read it.")
    way_out = N_("Save a copy without the password and attach that.")


class AttachmentTooLarge(MaskDeskError):
    """More bytes than any scan or certificate needs."""

    problem = N_("{file} is larger than {most} MB.")
    way_out = N_("Scan it again at 300 dpi, or split it.")


class Remark(Struct, frozen=True, kw_only=True):
    """Something about an attachment the clerk should know before it is kept: a code, a sentence.

    `message` is a message id with {named} places.
    """

    code: str
    places: dict[str, str] = {}

    @property
    def message(self) -> str:
        """The sentence as the catalogues know it."""
        return REMARKS[self.code]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of `translate`."""
        return translate(self.message).format(**self.places)


REMARKS: Final[dict[str, str]] = {
    "named-otherwise": N_("Its name ends in {ending}, but it is {kind}."),
    "program": N_("It would start a program on the computer of who opens it."),
    "script": N_("It holds a script (JavaScript)."),
    "form-submit": N_("It would send what is filled in to an address on the network."),
    "form-import": N_("It would fill itself from a file of who opens it."),
    "other-file": N_("It would open another file."),
    "address": N_("It leads to addresses on the network."),
    "embedded": N_("Other files are packed inside it: {files}."),
    "media": N_("It holds sound, film or a 3D model."),
    "dynamic-form": N_("Its pages are made up by a form program (XFA) and show differently."),
    "signed": N_("It bears electronic signatures; keep it as it is."),
    "repaired": N_("Its structure is damaged; another program may show other pages."),
}


class Examined(Struct, frozen=True, kw_only=True):
    """What was found about an attachment.

    `media_type` follows from the content; `digest` is SHA-256 in lower-case hex; `thumbnail` is a
    PNG of the first page, at most 320 points wide and high; `located` says that the picture tells
    where it was taken.
    """

    media_type: str
    size: int
    digest: str
    pages: int
    located: bool
    thumbnail: bytes
    warnings: tuple[Remark, ...] = ()


def examine(content: bytes, file: str) -> Examined:
    """What an attachment is, how many pages it has, and what the clerk should know of it.

    Nothing in it is executed, followed or unpacked. `file` is its name, for the sentences.
    Raises NotAttachable, DamagedAttachment, LockedAttachment, AttachmentTooLarge, TooMuchToRead.
    """
    refuse_size(file, len(content))
    media_type = _type_of(content)
    if media_type is None:
        raise NotAttachable(file=file)
    answer = read_apart(look_at, content, file, prepare=prepare)
    seen = msgspec.msgpack.decode(answer, type=_Seen)
    if seen.refused:
        raise _REFUSALS[seen.refused](file=file)
    return Examined(
        media_type=media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        pages=seen.pages,
        located=seen.located,
        thumbnail=seen.thumbnail,
        warnings=(*_misnamed(media_type, file), *seen.warnings),
    )


def refuse_size(file: str, size: int) -> None:
    """Raise AttachmentTooLarge for more bytes than an attachment may have."""
    if size > _MOST_BYTES:
        raise AttachmentTooLarge(file=file, most=_MOST_BYTES >> 20)


def without_location(content: bytes, file: str) -> bytes:
    """A picture without what tells where it was taken; the picture itself is not touched.

    Raises DamagedAttachment, TooMuchToRead.
    """
    answer = read_apart(without_place, content, file, prepare=prepare, longest=_MOST_BYTES)
    if not answer:
        raise DamagedAttachment(file=file)
    return answer


class _Seen(Struct, frozen=True, kw_only=True):
    """The reader's answer."""

    refused: str = ""
    pages: int = 0
    located: bool = False
    thumbnail: bytes = b""
    warnings: tuple[Remark, ...] = ()


_REFUSALS: Final = {"damaged": DamagedAttachment, "locked": LockedAttachment}


def _type_of(content: bytes) -> str | None:
    marks = (mark for mark in _BYTES_OF_TYPE if content.startswith(mark))
    return next((_BYTES_OF_TYPE[mark] for mark in marks), None)


def _misnamed(media_type: str, file: str) -> tuple[Remark, ...]:
    ending = PurePath(file).suffix.lower()
    if not ending or ending in ENDINGS[media_type]:
        return ()
    kind = media_type.partition("/")[2].upper()
    return (Remark(code="named-otherwise", places={"ending": ending, "kind": kind}),)


def prepare() -> None:
    """Load what looks at attachments; called in the reader."""
    from maskdesk.intake import pdf_content  # noqa: F401 - while files can still be opened

    pages.prepare()


def look_at(content: bytes) -> bytes:
    """What is seen of an attachment. Runs in the reader."""
    look = _seen_in_pdf if content.startswith(pages.PDF_MARK) else _seen_in_picture
    try:
        seen = look(content)
    except (pages.TooLarge, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - the libraries raise whatever a broken file makes of them
        seen = _Seen(refused="damaged")
    return msgspec.msgpack.encode(seen)


def _seen_in_pdf(content: bytes) -> _Seen:
    import pikepdf
    import pypdfium2

    from maskdesk.intake.pdf_content import remarks_on

    try:
        with pikepdf.open(io.BytesIO(content)) as paper:
            count = len(paper.pages)
            found = remarks_on(paper)
    except pikepdf.PasswordError:
        return _Seen(refused="locked")
    if count > _MOST_PAGES:
        raise pages.TooLarge
    page = pypdfium2.PdfDocument(content)[0]
    width, height = page.get_size()
    picture = page.render(scale=_THUMBNAIL / max(width, height, 1), may_draw_forms=False)
    warnings = tuple(Remark(code=code, places=places) for code, places in found)
    return _Seen(pages=count, thumbnail=_small(picture.to_pil()), warnings=warnings)


def _seen_in_picture(content: bytes) -> _Seen:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # it would only warn; the bound is set here
    with Image.open(io.BytesIO(content), formats=pages.PICTURES) as picture:
        count = getattr(picture, "n_frames", 1)
        if count > _MOST_PAGES or picture.width * picture.height > pages.MOST_PIXELS:
            raise pages.TooLarge
        picture.draft("RGB", (_THUMBNAIL, _THUMBNAIL))
        thumbnail = _small(ImageOps.exif_transpose(picture))
    located = location.without_location(content) != content
    return _Seen(pages=count, located=located, thumbnail=thumbnail)


def _small(picture: "Image") -> bytes:
    """The picture as a PNG that fits into the thumbnail's square."""
    seen_through = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    seen_through.thumbnail((_THUMBNAIL, _THUMBNAIL))
    kept = io.BytesIO()
    seen_through.save(kept, "PNG")
    return kept.getvalue()


def without_place(content: bytes) -> bytes:
    """Runs in the reader; empty where the picture is broken."""
    try:
        return location.without_location(content)
    except (ValueError, struct.error):
        return b""
