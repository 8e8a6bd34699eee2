"""What a paper tells of itself, all of it read at one opening."""

import contextlib
import io

from msgspec import Struct

from maskdesk.output.archive import attached_in, facts_in
from maskdesk.output.signing import PlaceState, places_in


class Told(Struct, frozen=True, kw_only=True):
    """The facts in a paper, one file attached to it, and its places for signatures.

    What cannot be read is left out; `places` is None if the paper cannot be opened, or they not
    be read.
    """

    facts: dict[str, str] = {}
    attached: bytes | None = None
    places: tuple[PlaceState, ...] | None = None


def told_by(pdf: bytes, attachment: str) -> Told:
    """What a paper tells; of its attachments the one of this name."""
    import pikepdf

    broken = (pikepdf.PdfError, TypeError, ValueError, RecursionError)
    facts: dict[str, str] = {}
    attached = places = None
    with contextlib.suppress(*broken), pikepdf.open(io.BytesIO(pdf)) as paper:
        with contextlib.suppress(Exception):
            facts = facts_in(paper)
        with contextlib.suppress(Exception):
            attached = attached_in(paper, attachment)
        places = places_in(paper)
    return Told(facts=facts, attached=attached, places=places)
