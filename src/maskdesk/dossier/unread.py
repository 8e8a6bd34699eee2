"""What the clerk typed and MaskDesk cannot read yet."""

from msgspec import Struct


class Unread(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Typed text that is not a value of its field yet; it prints nowhere and holds up sealing.

    `typed` is what was entered without the white space around it, `language` the window's language
    at that moment,
    `readings` the values it could stand for where it can be read in more than one way, written
    so that the same field reads each of them in one way only (ISO days, ungrouped digits).
    """

    typed: str
    language: str = "en"
    readings: tuple[str, ...] = ()
