"""Files that are to be attached: examined before they are kept, as exactly the bytes examined."""

import hashlib
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maskdesk.intake import attachment
from maskdesk.intake.attachment import Examined
from maskdesk.store.durable import read_file, size_of


class Attachment(Struct, frozen=True, kw_only=True):
    """A file that can be attached: its name, its bytes, and what was found about them."""

    file: str
    content: bytes
    found: Examined


def examine_attachment(path: Path) -> Attachment:
    """A file on disk as an attachment; nothing in it is executed, followed or unpacked.

    What it is follows from its content. `found.warnings` are sentences to show before it is kept;
    where `found.located` is true, ask whether the place the picture was taken at may go, and if
    so keep what `without_location` gives.

    Raises StorageError, and NotAttachable, DamagedAttachment, LockedAttachment,
    AttachmentTooLarge or TooMuchToRead, each with its way out.
    """
    attachment.refuse_size(path.name, size_of(path))
    return examine_content(read_file(path), path.name)


def examine_content(content: bytes, file: str) -> Attachment:
    """Bytes that are or may be attached, as `examine_attachment` examines a file of that name."""
    return Attachment(file=file, content=content, found=attachment.examine(content, file))


def without_location(attached: Attachment) -> Attachment:
    """The same picture without what tells where it was taken. Raises TooMuchToRead."""
    content = attachment.without_location(attached.content, attached.file)
    digest = hashlib.sha256(content).hexdigest()
    found = replace(attached.found, located=False, digest=digest, size=len(content))
    return replace(attached, content=content, found=found)
