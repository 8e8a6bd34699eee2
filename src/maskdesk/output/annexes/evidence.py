"""Annex: the attached evidence, what each file proves and where its original lies."""

from maskdesk.language import N_
from maskdesk.output.annexes.annex import Annex
from maskdesk.output.annexes.listing import Listing, Shown

_EVIDENCE = Listing(
    path="evidence[]",
    # The file's name says it to a reader.
    withheld=("media_type",),
    columns=(
        Shown("file", always=True),
        Shown("proves", always=True),
        Shown("kind", always=True),
        Shown("language", always=True),
        Shown("translation"),
        Shown("original_at", always=True),
        Shown("not_available"),
        Shown("size"),
        Shown("digest", always=True),
    ),
)

ANNEX = Annex(id="evidence", title=N_("Evidence"), listings=(_EVIDENCE,))
