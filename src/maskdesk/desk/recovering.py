"""Work that was not saved, found again in its journal after a crash."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import msgspec
from msgspec import Raw, Struct

from maskdesk.dossier import codec, edits
from maskdesk.dossier.difference import Difference, differences
from maskdesk.dossier.sections import Dossier
from maskdesk.errors import MaskDeskError
from maskdesk.store.journal import Recovered


class KeptEdit(Struct, frozen=True, kw_only=True, tag_field="kept", tag="edit"):
    """One edit in a journal, with who did it and when."""

    moment: datetime
    who: str
    edit: Raw


class KeptFile(Struct, frozen=True, kw_only=True, tag_field="kept", tag="file"):
    """Evidence in a journal: the bytes lie beside it under their SHA-256."""

    digest: str


class Begun(Struct, frozen=True, kw_only=True, tag_field="kept", tag="begun"):
    """What a dossier without a file began with: there is no saved version to build on."""

    dossier: Raw


class SavedAs(Struct, frozen=True, kw_only=True, tag_field="kept", tag="saved"):
    """A save that was about to begin: where the file bears this digest, all before is in it.

    `entries` counts what is: edits go on while a save is prepared. Without it, all before the mark.
    """

    digest: str
    entries: int | None = None


Kept = KeptEdit | KeptFile | Begun | SavedAs

_decoder: msgspec.json.Decoder[Kept] = msgspec.json.Decoder(Kept)


class Unsaved(Struct, frozen=True, kw_only=True):
    """What a journal holds beyond the saved file.

    `follows` says that the edits build on exactly this file; else somebody saved another version
    since, and the edits are laid over it one by one.
    `beginning` is what a dossier without a file began with.
    """

    edits: tuple[KeptEdit, ...]
    beginning: Dossier
    follows: bool
    damaged: bool


class Recovery(Struct, frozen=True, kw_only=True):
    """The offer to take up unsaved work: both times, what differs, what would be lost.

    `saved` is when the file was last written (None where it never was), `kept` when the last
    edit was kept. `differences` go from the saved dossier to the recovered one. `edits` counts
    what was typed into one field in a row as one. `unfit` counts edits that can no longer be done,
    `damaged` says that the journal's very end cannot be read, `over_another` that somebody saved
    the file since and the edits go on top of their version.
    """

    saved: datetime | None
    kept: datetime
    differences: tuple[Difference, ...]
    edits: int
    unfit: int
    damaged: bool
    over_another: bool
    dossier: Dossier


def encode(kept: Kept) -> bytes:
    """A journal's entry as bytes."""
    return msgspec.json.encode(kept)


LEFT_OPEN = Raw(b"")
"""What stands in an entry for an edit or a dossier that is given in portions."""


def around(kept: KeptEdit | Begun, portions: Iterable[bytes]) -> Iterator[bytes]:
    """A journal's entry in portions, around those of its last member, which was left open."""
    entry = encode(kept)
    yield entry[:-1]
    yield from portions
    yield entry[-1:]


def unsaved_in(journal: Recovered, *digests: str) -> Unsaved:
    """What a journal holds beyond the version with this digest, or one of these."""
    entries, damaged = _entries(journal)
    beginning, start = Dossier(id=journal.dossier), 0
    follows = journal.base in digests
    for at, one in enumerate(entries):
        if isinstance(one, Begun) and not journal.base:
            # One kept again, for the first could not be, holds what was done up to there.
            beginning, start = codec.read(bytes(one.dossier)), at
        elif isinstance(one, SavedAs) and one.digest in digests:
            start, follows = at if one.entries is None else one.entries, True
    return Unsaved(
        edits=tuple(_runs([one for one in entries[start:] if isinstance(one, KeptEdit)])),
        beginning=beginning,
        follows=follows,
        damaged=damaged,
    )


def offer(unsaved: Unsaved, dossier: Dossier, saved: datetime | None) -> Recovery | None:
    """The offer to take up what is not in the saved dossier; None if there is nothing."""
    recovered, unfit = dossier, 0
    for _, after in replayed(unsaved.edits, dossier):
        unfit += after is None
        recovered = after or recovered
    if not unsaved.edits or recovered == dossier:
        return None
    return Recovery(
        saved=saved,
        kept=unsaved.edits[-1].moment,
        differences=differences(dossier, recovered),
        edits=len(unsaved.edits),
        unfit=unfit,
        damaged=unsaved.damaged,
        over_another=not unsaved.follows,
        dossier=recovered,
    )


def replayed(
    kept: tuple[KeptEdit, ...], dossier: Dossier
) -> Iterator[tuple[KeptEdit, Dossier | None]]:
    """Each edit with the dossier after it; None for one that can no longer be done."""
    for one in kept:
        after = _attempt(lambda: edits.apply(dossier, edits.read(bytes(one.edit))))  # noqa: B023
        dossier = after or dossier
        yield one, after


def _runs(kept: list[KeptEdit]) -> Iterator[KeptEdit]:
    """What was typed into one field in a row as the one edit it was to the clerk: its last."""
    last: KeptEdit | None = None
    field_of_last = ""
    for one in kept:
        field = _typed_into(one)
        if last is not None and not (field and field == field_of_last and one.who == last.who):
            yield last
        last, field_of_last = one, field
    if last is not None:
        yield last


def _typed_into(kept: KeptEdit) -> str:
    """The field an edit puts a value into; none for another edit, or one that cannot be read."""
    try:
        edit = edits.read(bytes(kept.edit))
    except MaskDeskError:
        return ""
    return edit.path if isinstance(edit, edits.PutValue) else ""


def _attempt(edit: Callable[[], Dossier]) -> Dossier | None:
    try:
        return edit()
    except MaskDeskError:
        return None


def _entries(journal: Recovered) -> tuple[list[Kept], bool]:
    found: list[Kept] = []
    for entry in journal.entries:
        try:
            found.append(_decoder.decode(entry.content))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return found, True
    return found, journal.damaged
