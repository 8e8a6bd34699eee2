"""The dossier as JSON: written canonically, read with every stored value checked.

History of the format:

1 -- the first: one object per section, rows with ids, decimals as text, days in ISO 8601,
     `{"typed", "language", "readings"}` where typed text cannot be read yet.
"""

from typing import cast

import msgspec

from maskdesk.dossier.fields import Field, Rows, members
from maskdesk.dossier.paths import ROW_ID
from maskdesk.dossier.sections import Dossier
from maskdesk.dossier.unread import Unread
from maskdesk.errors import MaskDeskError
from maskdesk.language import N_, tidy

FORMAT = 1

_decoder = msgspec.json.Decoder(Dossier)


class DamagedContent(MaskDeskError):
    """A dossier.json that does not hold a dossier."""

    problem = N_("The content of this dossier is damaged at {place}: {reason}.")
    way_out = N_("Open a backup or the copy that was handed in; the file itself is left untouched.")


def write(dossier: Dossier) -> bytes:
    """The dossier as JSON, the same bytes for the same content."""
    compact = msgspec.json.encode(dossier, order="deterministic")
    return msgspec.json.format(compact, indent=1) + b"\n"


def read(content: bytes) -> Dossier:
    """The dossier in a JSON text; raises DamagedContent naming the place."""
    try:
        dossier = _decoder.decode(content)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as damage:
        raise DamagedContent(place=_place(str(damage)), reason=_reason(str(damage))) from damage
    _check(dossier, "")
    return dossier


def _check(held: msgspec.Struct, prefix: str) -> None:
    for member in members(type(held)).values():
        value = getattr(held, member.name)
        path = f"{prefix}{member.name}"
        if isinstance(member.description, Field):
            _check_value(member.description, value, path)
        elif isinstance(member.description, Rows):
            _check_ids(value, path)
            for row in value:
                _check(row, f"{path}[{row.id}].")
        else:
            _check(value, f"{path}.")


def _check_value(field: Field, value: object, path: str) -> None:
    if value is None or isinstance(value, Unread):
        return
    if not field.kind.accepts(value):
        raise DamagedContent(place=path, reason=N_("the value cannot stand there"))
    if isinstance(value, str) and not value.isascii() and tidy(value) != value:
        raise DamagedContent(place=path, reason=N_("the text is not in normal form NFC"))


def _check_ids(rows: tuple[msgspec.Struct, ...], path: str) -> None:
    ids = [cast(str, getattr(row, "id", "")) for row in rows]
    if len(set(ids)) != len(ids):
        raise DamagedContent(place=path, reason=N_("two rows bear the same id"))
    for one in ids:
        if not ROW_ID.fullmatch(one):
            raise DamagedContent(place=path, reason=N_("a row's id is not well-formed"))


def _place(message: str) -> str:
    return (
        message.rpartition("`$")[2].strip("`.") or "dossier.json"
        if "`$" in message
        else ("dossier.json")
    )


def _reason(message: str) -> str:
    return message.split(" - at")[0]
